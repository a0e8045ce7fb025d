"""Six replies at the beginning and six at the end: two equal forms, no help, and what changed."""

from collections.abc import Mapping
from statistics import fmean
from typing import Any

import pytest

from mi_helpers import assess
from mi_helpers.bank import FORMS, load_exercises
from mi_helpers.log import PracticeLog
from mi_helpers.practice import baseline, final, practice_more
from mi_helpers.practice.milestone import LESSON, Milestone, result_words

FORM = {form: [e for e in load_exercises(LESSON) if e.form == form] for form in FORMS}


class Learner:
    """Answers a form with the example of each exercise that has the wanted rating, or the nearest one."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch, widget: Milestone) -> None:
        self.widget = widget
        self.answers: list[Mapping[str, Any]] = []
        monkeypatch.setattr(widget, "send", self.answers.append)

    def says(self, kind: str, item: str, **extra: object) -> Mapping[str, Any] | None:
        self.answers.clear()
        self.widget._handle_custom_msg({"type": kind, "item": item, "request": "r", **extra}, [])
        return self.answers[0] if self.answers else None

    def answers_all(self, rating: int) -> None:
        for e in load_exercises(LESSON):
            if e.id in self.widget._exercises:
                self.says("check", e.id, text=min(e.examples, key=lambda x: abs(x.rating - rating)).text)


def test_the_forms_ask_for_the_same_skills_and_are_equally_hard() -> None:
    a, b = ([e.skill for e in FORM[form]] for form in FORMS)
    assert a == b
    assert len(a) == 6
    hard = [
        fmean(fmean(assess(x.text, client=e.client, skill=e.skill).score for x in e.examples) for e in FORM[form])
        for form in FORMS
    ]
    assert hard[0] == pytest.approx(hard[1], abs=0.05)


def test_nothing_is_said_before_the_last_reply(monkeypatch: pytest.MonkeyPatch) -> None:
    learner = Learner(monkeypatch, baseline())
    first = learner.widget.items[0]["id"]
    answer = learner.says("check", first, text="You're tired.")
    assert answer is not None
    assert answer["type"] == "note"
    assert "Level" not in answer["text"]
    assert learner.says("hint", first) is None
    assert learner.says("examples", first) is None
    assert learner.says("check", first, text=" ")["text"].startswith("There is nothing")  # type: ignore[index]
    assert learner.widget.recap == ""
    learner.answers_all(4)
    assert "of 6 replies" in learner.widget.recap
    assert "mi-feedback" in learner.widget.recap
    assert "At the beginning" not in learner.widget.recap


def test_the_end_has_the_other_form_and_shows_the_gain(monkeypatch: pytest.MonkeyPatch) -> None:
    first = Learner(monkeypatch, baseline())
    first.answers_all(1)
    last = Learner(monkeypatch, final())
    assert not {i["id"] for i in first.widget.items} & {i["id"] for i in last.widget.items}
    last.answers_all(5)
    recap = last.widget.recap
    assert "At the beginning it was" in recap
    assert "<svg" in recap
    assert "then, " in recap
    # Who comes back finds the same form, with its result.
    assert baseline().items == first.widget.items
    assert final().recap == recap


def test_a_class_is_split_over_both_forms(tmp_path: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    seen = set()
    for n in range(20):
        monkeypatch.setenv("MI_HELPERS_DATA", str(tmp_path / f"student{n}"))
        seen.add(baseline().items[0]["id"])
    assert len(seen) == 2


def test_the_words_say_what_remains() -> None:
    words = result_words({"reflection": 2, "empathy": 3}, {"reflection": 4, "empathy": 2})
    assert "1 of 2 replies do the job or better; the mean level is 3.0 of 5." in words
    assert "At the beginning it was 2.5: +0.5 levels." in words
    assert "What remains: empathy (lesson 02)." in words


def test_the_forms_are_kept_out_of_practice() -> None:
    practised = {item["id"] for item in practice_more("01_righting_reflex", count=50).items}
    assert not practised & {e.id for e in load_exercises(LESSON)}
    assert list(PracticeLog().tries()) == []
