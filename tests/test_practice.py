"""The lesson's screens, without a browser: what the kernel answers, and what is left where no kernel runs."""

import re
from pathlib import Path
from typing import Any

import pytest

from mi_helpers.bank import (
    BankError,
    Example,
    Exercise,
    QuizOption,
    QuizQuestion,
    Spot,
    SpotRoadblock,
    load_exercises,
)
from mi_helpers.log import PracticeLog
from mi_helpers.practice import contrast, practice, practice_more, quick_check, sort, spot_the_roadblock
from mi_helpers.practice import reply as screens
from mi_helpers.practice.contrast import Contrast
from mi_helpers.practice.quick_check import QuickCheck
from mi_helpers.practice.reply import Practice
from mi_helpers.practice.sort import Sort
from mi_helpers.practice.spot import SpotTheRoadblock
from mi_helpers.skills import SKILLS

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


def test_hints_come_in_three_steps_and_the_last_gives_no_whole_answer(screen: Screen) -> None:
    answer = screen.asks("hint")
    listen, begin, example = answer["hints"]
    assert listen == EXERCISE.hint
    assert begin == SKILLS["reflection"].opening
    assert "“Smoking is the …”" in example


def test_a_second_try_hears_what_changed(screen: Screen) -> None:
    first = screen.asks("check", text="You're worn out by the nagging. Maybe you could try patches.")
    assert first["since"] == ""
    better = screen.asks("check", text=GOOD_REPLY)
    assert "up from level" in better["since"]
    assert "Out of the way" in better["since"]
    assert "same words" in screen.asks("check", text=GOOD_REPLY)["since"]
    worse = screen.asks("check", text=GOOD_REPLY + " You should quit, though.")
    assert "New in the way" in worse["since"]


def test_a_new_kernel_goes_on_from_the_last_try_and_draft(screen: Screen, monkeypatch: pytest.MonkeyPatch) -> None:
    screen.asks("check", text="You should quit.")
    best = screen.widget.best
    assert screen.asks("draft", text="You're worn", at=1_700_000_000_000) == {"type": "kept", "at": 1_700_000_000_000}
    later = Screen(monkeypatch)
    assert later.widget.best == best
    assert later.widget.drafts == {EXERCISE.id: ["You're worn", 1_700_000_000_000]}
    assert later.asks("examples")["type"] == "examples"
    assert "up from level 1" in later.asks("check", text=GOOD_REPLY)["since"]


def test_tries_are_logged_with_what_was_said_of_them(screen: Screen) -> None:
    screen.asks("check", text=EXERCISE.pushy)
    screen.asks("check", text=GOOD_REPLY)
    pushy, good = PracticeLog().tries()
    assert (pushy.own, pushy.rating, pushy.item, pushy.lesson) == (False, 1, EXERCISE.id, LESSON)
    assert pushy.roadblocks
    assert good.own
    assert good.text == GOOD_REPLY
    assert good.behaviors
    assert good.skill == "reflection"


def test_more_practice_is_chosen_anew_after_each_try(monkeypatch: pytest.MonkeyPatch) -> None:
    widget = practice_more(LESSON, count=3)
    answers: list[dict[str, Any]] = []
    monkeypatch.setattr(widget, "send", answers.append)
    first, *rest = [item["id"] for item in widget.items]
    assert len(rest) == 2
    widget._handle_custom_msg({"type": "check", "item": first, "request": "r1", "text": "You should stop."}, [])
    assert answers[0]["type"] == "feedback"
    assert widget.items[0]["id"] == first
    assert len(widget.items) == 3
    assert practice_more(LESSON, count=3).items[0]["id"] != first  # tried already: an untried one comes before it


def test_a_log_that_cannot_be_used_stops_nobody(own_log: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    own_log.parent.mkdir(exist_ok=True)
    own_log.write_text("a file where the folder should be")
    screen = Screen(monkeypatch)
    answer = screen.asks("check", text=GOOD_REPLY)
    assert answer["type"] == "feedback"
    assert "could not be put into your log" in answer["since"]
    assert screen.says({"type": "draft", "item": EXERCISE.id, "request": "r1", "text": "x", "at": 1}) == []


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
        {"type": "draft", "item": EXERCISE.id, "request": "r1", "text": "You're tired.", "at": "now"},
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
    data, _ = Contrast(EXERCISE)._repr_mimebundle_() or ({}, {})
    for text in (_visible(data["text/html"]), data["text/plain"]):
        pushy, listening = _in_order(text, "A pushy reply", "A listening reply")
        assert EXERCISE.client in text
        assert "Level 1 of 5: gets in the way" in pushy
        assert "In the way:" in pushy
        assert any(e.text in text and e.why in listening for e in EXERCISE.examples if e.rating >= 4)
    assert '<mark class="mi-roadblock">' in data["text/html"]
    assert data["text/plain"] == (Contrast(EXERCISE)._repr_mimebundle_() or ({}, {}))[0]["text/plain"]


def _in_order(text: str, pushy: str, listening: str) -> tuple[str, str]:
    """What stands under each of two titles, whichever comes first."""
    if text.index(pushy) < text.index(listening):
        first, second = text.split(listening)
        return first.split(pushy)[1], second
    first, second = text.split(pushy)
    return second, first.split(listening)[1]


def test_contrast_of_every_practice_item_holds_and_its_place_tells_nothing() -> None:
    places = set()
    for exercise in load_exercises(LESSON):
        if not exercise.question:
            replies = contrast(exercise.id).replies
            places.add([r["listens"] for r in replies].index(True))
            levels = {r["listens"]: int(r["plain"][len("Level ")]) for r in replies}
            assert levels[False] < 3 <= levels[True], exercise.id
    assert places == {0, 1}


def test_sort_shows_one_reply_a_level_with_the_reasons() -> None:
    sorting = Sort(MARKED_UP, list(EXERCISE.examples))
    data, _ = sorting._repr_mimebundle_() or ({}, {})
    for example in EXERCISE.examples:
        for text in (_visible(data["text/html"]), data["text/plain"]):
            assert example.text in text
            assert example.why in text
    for exercise in load_exercises(LESSON):
        if not exercise.question and len({e.rating for e in exercise.examples}) >= 4:
            ratings = [r["rating"] for r in sort(exercise.id).replies]
            assert len(set(ratings)) == len(ratings) >= 4
            assert ratings == [r["rating"] for r in sort(exercise.id).replies]


def test_sort_and_spot_say_what_exists() -> None:
    assigned = next(e.id for e in load_exercises(LESSON) if e.question)
    with pytest.raises(BankError, match="assignment"):
        sort(assigned)
    with pytest.raises(BankError, match="no exercise"):
        sort("01-nobody")
    with pytest.raises(BankError, match="no spot"):
        spot_the_roadblock("01-nothing")


def test_the_words_of_a_spot_know_which_roadblock_they_belong_to() -> None:
    spot = Spot("01-a-spot", "Sam", "I smoke.", "You smoke. Just stop, ok? It kills.", (
        SpotRoadblock("Just stop, ok?", "An order", "It orders."), SpotRoadblock("It kills.", "A warning", "It warns."),
    ))  # fmt: skip
    widget = SpotTheRoadblock(spot)
    assert [w[1] for w in widget.words] == [-1, -1, 0, 0, 0, 1, 1]
    data, _ = widget._repr_mimebundle_() or ({}, {})
    for text in (_visible(data["text/html"]), data["text/plain"]):
        for part in ("I smoke.", spot.reply, "Just stop, ok?", "An order", "It warns."):
            assert part in text


@pytest.mark.parametrize("show", [Contrast, lambda e: Practice([e]), lambda e: Sort(e, list(e.examples))])
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
