"""The lesson's screens, without a browser: what the kernel answers, and what is left where no kernel runs."""

import re
from typing import Any

import pytest

from mi_helpers import practice as screens
from mi_helpers.bank import BankError, Example, Exercise, QuizOption, QuizQuestion, load_exercises
from mi_helpers.practice import Contrast, Practice, QuickCheck, contrast, practice, quick_check

LESSON = "01_righting_reflex"
EVIL = '<img src=x onerror="alert(1)"> & <script>alert(2)</script>'

EXERCISE = Exercise(
    id="01-a-test",
    lesson=LESSON,
    skill="reflection",
    client="I smoke because it's the only break I get. Everybody nags me about it.",
    pushy="You should quit. Have you thought about patches?",
    hint="What does the break give them?",
    examples=(
        Example("You should stop.", 1, "An order."),
        Example("Smoking is the one break that is really yours.", 4, "Names the meaning."),
        Example("You're tired of being nagged.", 5, "Short and close."),
        Example("You smoke to get a break.", 3, "Accurate."),
    ),
    who="Sam, 30, a nurse",
)
MARKED_UP = Exercise(
    id="01-marked-up",
    lesson=LESSON,
    skill="reflection",
    client=f"Client {EVIL}",
    pushy=f"You should quit {EVIL}",
    hint=f"Hint {EVIL}",
    examples=(Example(f"You feel {EVIL}", 5, f"Why {EVIL}"),),
    who=f"Who {EVIL}",
)
GOOD_REPLY = "You're worn out by the nagging, and a smoke is the one break that belongs to you."


class Screen:
    """A practice screen with a browser that is played by the test."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch, *exercises: Exercise) -> None:
        self.widget = Practice(exercises or [EXERCISE])
        self.answers: list[dict[str, Any]] = []
        monkeypatch.setattr(self.widget, "send", self.answers.append)

    def says(self, content: object) -> list[dict[str, Any]]:
        """What comes back when the browser sends this, through ipywidgets' own dispatch."""
        self.answers.clear()
        self.widget._handle_custom_msg(content, [])
        return list(self.answers)

    def asks(self, kind: str, item: str = EXERCISE.id, **extra: object) -> dict[str, Any]:
        [answer] = self.says({"type": kind, "item": item, "request": "r1", **extra})
        assert answer.pop("request") == "r1"
        return answer


@pytest.fixture
def screen(monkeypatch: pytest.MonkeyPatch) -> Screen:
    return Screen(monkeypatch)


def test_a_good_reply_earns_more_than_the_pushy_one(screen: Screen) -> None:
    pushy = screen.asks("check", text=EXERCISE.pushy)
    good = screen.asks("check", text=GOOD_REPLY)
    assert "Level 1 of 5" in pushy["html"]
    assert '<mark class="mi-roadblock">' in pushy["html"]
    assert '<mark class="mi-strength">' in good["html"]
    assert screen.widget.best[EXERCISE.id] >= 3


def test_the_best_try_counts(screen: Screen) -> None:
    screen.asks("check", text=GOOD_REPLY)
    best = dict(screen.widget.best)
    screen.asks("check", text="You should try harder.")
    assert screen.widget.best == best


@pytest.mark.parametrize("text", ["", "  \n\t ", "\u200b", "...!?"])
def test_nothing_typed_gets_a_friendly_note_and_is_no_try(screen: Screen, text: str) -> None:
    answer = screen.asks("check", text=text)
    assert answer["type"] == "note"
    assert "nothing to check" in answer["text"]
    assert screen.widget.best == {}


@pytest.mark.parametrize("text", [EXERCISE.pushy, EXERCISE.client.upper(), EXERCISE.pushy.replace(".", " !")])
def test_somebody_elses_words_are_read_but_open_no_answers(screen: Screen, text: str) -> None:
    assert screen.asks("check", text=text)["type"] == "feedback"
    assert screen.asks("examples")["type"] == "note"


def test_good_answers_open_after_a_try_best_first(screen: Screen) -> None:
    screen.asks("check", text="Smoking bad.")
    assert screen.asks("examples")["examples"] == [
        {
            "level": "Level 5 of 5: excellent",
            "text": "You're tired of being nagged.",
            "why": "Short and close.",
        },
        {
            "level": "Level 4 of 5: good",
            "text": "Smoking is the one break that is really yours.",
            "why": "Names the meaning.",
        },
    ]


def test_hint(screen: Screen) -> None:
    assert screen.asks("hint") == {"type": "hint", "text": EXERCISE.hint}


def test_the_browser_holds_every_client_but_no_hint_and_no_answer(monkeypatch: pytest.MonkeyPatch) -> None:
    widget = Practice([EXERCISE, MARKED_UP])
    state = str({k: v for k, v in widget.get_state().items() if not k.startswith("_")})
    assert [item["id"] for item in widget.items] == [EXERCISE.id, MARKED_UP.id]
    assert EXERCISE.hint not in state
    assert EXERCISE.examples[2].text not in state


@pytest.mark.parametrize(
    "content",
    [
        None,
        "check",
        [],
        {},
        {"type": "check"},
        {"type": "delete", "item": EXERCISE.id, "request": "r1"},
        {"type": "check", "item": "01-other", "request": "r1", "text": "You're tired."},
        {"type": "check", "item": EXERCISE.id, "request": "r1"},
        {"type": "check", "item": EXERCISE.id, "request": "r1", "text": 7},
        {"type": "check", "item": EXERCISE.id, "text": "You're tired."},
        {"type": "check", "item": [EXERCISE.id], "request": "r1", "text": "You're tired."},
    ],
)
def test_messages_that_are_no_question_are_ignored(screen: Screen, content: object) -> None:
    assert screen.says(content) == []
    assert screen.widget.best == {}


@pytest.mark.parametrize(
    "text",
    ["\ud800 you're \x00 tired \x1b[31m", EVIL, "you feel tired " * 7_000, "🙂 ты устал", "疲れている"],
)
def test_any_text_is_answered_with_html_that_can_travel(screen: Screen, text: str) -> None:
    answer = screen.asks("check", text=text)
    answer["html"].encode("utf-8")
    assert "<img" not in answer["html"]
    assert "<script" not in answer["html"]


def test_a_failure_in_assess_keeps_the_screen_alive(screen: Screen, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_args: object, **_kwargs: object) -> None:
        raise RuntimeError("secret detail")

    with monkeypatch.context() as patch:
        patch.setattr(screens, "assess", broken)
        answer = screen.asks("check", text=GOOD_REPLY)
    assert answer["type"] == "note"
    assert "Your words are safe" in answer["text"]
    assert "RuntimeError" in answer["text"]
    assert "secret" not in answer["text"]
    assert screen.asks("check", text=GOOD_REPLY)["type"] == "feedback"


def test_a_lesson_shows_its_practice_items_only() -> None:
    expected = [e.id for e in load_exercises(LESSON) if not e.question]
    assert [item["id"] for item in practice(LESSON).items] == expected
    assert len(expected) >= 6


def test_chosen_items_keep_the_given_order_once() -> None:
    first, second, *_ = (e.id for e in load_exercises(LESSON) if not e.question)
    assert [item["id"] for item in practice(LESSON, [second, first, second]).items] == [second, first]


def test_unknown_lesson_and_items_say_what_exists() -> None:
    first = load_exercises(LESSON)[0].id
    assigned = next(e.id for e in load_exercises(LESSON) if e.question)
    with pytest.raises(BankError, match=LESSON):
        practice("99_nothing")
    with pytest.raises(BankError, match=LESSON):
        quick_check("99_nothing")
    with pytest.raises(BankError, match=f"'01-nobody'.*{first}"):
        practice(LESSON, ["01-nobody"])
    with pytest.raises(BankError, match=first):
        practice(LESSON, [assigned])
    with pytest.raises(BankError, match="leave 'items' out"):
        practice(LESSON, [])
    with pytest.raises(TypeError, match="list of exercise ids"):
        practice(LESSON, first)
    with pytest.raises(BankError, match=first):
        contrast(first + "x")
    with pytest.raises(BankError, match="assignment"):
        contrast(assigned)


def test_practice_leaves_readable_text_behind() -> None:
    data, _ = Practice([EXERCISE])._repr_mimebundle_() or ({}, {})
    assert "application/vnd.jupyter.widget-view+json" in data
    for part in (EXERCISE.who, "only break I get", EXERCISE.pushy, "Instead of:", "Aim for: Reflection."):
        assert part in _visible(data["text/html"])
        assert part in data["text/plain"]
    # Nothing that differs from run to run, which nbval would trip over.
    assert data["text/plain"] == Practice([EXERCISE])._repr_mimebundle_()[0]["text/plain"]


def test_the_quick_check_leaves_questions_but_no_answers_behind() -> None:
    options = (QuizOption("A push", True, "Because it pushes."), QuizOption("A <b>", False, "No."))
    data, _ = QuickCheck([QuizQuestion("What is it & why?", options)])._repr_mimebundle_() or ({}, {})
    for text in (_visible(data["text/html"]), data["text/plain"]):
        assert "What is it & why?" in text
        assert "A push" in text
        assert "A <b>" in text
        assert "Because" not in text
    assert "<b>" not in data["text/html"]


def test_the_lessons_quick_check_explains_every_option() -> None:
    questions = quick_check(LESSON).questions
    assert questions
    assert all(option["why"] for q in questions for option in q["options"])


def test_contrast_shows_what_each_reply_does() -> None:
    bundle = Contrast(EXERCISE)._repr_mimebundle_()
    for text in (_visible(bundle["text/html"]), bundle["text/plain"]):
        before, after = text.split("A better reply")
        assert EXERCISE.client in before
        assert "Level 1 of 5: gets in the way" in before
        assert "In the way:" in before
        assert any(e.text in after and e.why in after for e in EXERCISE.examples if e.rating >= 4)
    assert '<mark class="mi-roadblock">' in bundle["text/html"]
    assert bundle == Contrast(EXERCISE)._repr_mimebundle_()


def test_contrast_of_every_practice_item_holds() -> None:
    for exercise in load_exercises(LESSON):
        if not exercise.question:
            shown = contrast(exercise.id)
            assert shown._pushy.rating < shown._better.rating, exercise.id


@pytest.mark.parametrize("show", [Contrast, lambda e: Practice([e])])
def test_markup_in_the_bank_stays_text(show: Any) -> None:
    bundle = show(MARKED_UP)._repr_mimebundle_()
    html = (bundle[0] if isinstance(bundle, tuple) else bundle)["text/html"]
    assert "<img" not in html
    assert "<script" not in html
    assert EVIL in _visible(html)


def _visible(html: str) -> str:
    import html as entities

    without_style = re.sub(r"<style>.*?</style>", "", html, flags=re.DOTALL)
    return entities.unescape(re.sub(r"<[^>]+>", "", without_style))
