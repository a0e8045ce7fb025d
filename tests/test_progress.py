"""What the learner's log adds up to."""

from dataclasses import replace
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest

from mi_helpers.log import PracticeLog, Try
from mi_helpers.progress import Summary, progress, summarise

TODAY = date(2026, 3, 10)
NOON = datetime(2026, 3, 10, 12).timestamp()
DAY = 86_400
ENTRY = Try(NOON, "01-a", "01_righting_reflex", "reflection", True, "You're tired.", 3, 0.6, ("SR",), ())


def of(*tries: Try) -> Summary:
    summary = summarise(tries, TODAY)
    assert summary is not None
    return summary


def test_nothing_yet() -> None:
    assert summarise([], TODAY) is None
    assert summarise([replace(ENTRY, own=False)], TODAY) is None
    assert "No tries yet" in progress()._repr_mimebundle_()["text/plain"]


def test_counts() -> None:
    summary = of(
        ENTRY,
        replace(ENTRY, item="01-b", behaviors=("CR", "Q"), roadblocks=("advice", "advice")),
        replace(ENTRY, item="01-b", behaviors=("Q",), roadblocks=("advice", "warning")),
        replace(ENTRY, own=False, roadblocks=("warning", "warning")),
    )
    assert (summary.tries, summary.clients) == (3, 2)
    assert (summary.reflections, summary.questions) == (2, 2)
    assert summary.roadblock == ("advice", 2)


def test_the_level_is_that_of_the_last_tries() -> None:
    summary = of(*(replace(ENTRY, rating=rating) for rating in (1, 1, 1, 4, 4, 4, 5, 5)))
    assert summary.skills[0].level == pytest.approx(4.4)


@pytest.mark.parametrize(
    ("days_ago", "streak"), [([0], 1), ([1], 1), ([0, 1, 2], 3), ([1, 2, 4], 2), ([2, 3], 0), ([0, 0, 2], 1)]
)
def test_streak(days_ago: list[int], streak: int) -> None:
    assert of(*(replace(ENTRY, at=NOON - days * DAY) for days in days_ago)).streak == streak


def test_next_is_the_weakest_skill_and_of_equals_the_one_left_longest() -> None:
    empathy = replace(ENTRY, skill="empathy", rating=2, at=NOON - DAY)
    assert of(ENTRY, empathy).next_skill == "empathy"
    assert of(ENTRY, replace(empathy, rating=3)).next_skill == "empathy"
    assert of(replace(ENTRY, at=NOON - 2 * DAY), replace(empathy, rating=3)).next_skill == "reflection"


def test_a_skill_of_another_version_is_left_out() -> None:
    assert summarise([replace(ENTRY, skill="telepathy")], TODAY) is None


def test_it_shows_words_a_plot_and_the_figures_behind_it() -> None:
    log = PracticeLog()
    at = (datetime.now() - timedelta(minutes=5)).timestamp()
    log.add_all(replace(ENTRY, at=at + n, rating=1 + n // 3, roadblocks=("read:off-client",)) for n in range(12))
    log.add(replace(ENTRY, at=at, skill="empathy", text="<img src=x>"))
    bundle = progress(log)._repr_mimebundle_()
    for part in ("13 replies to 1 client", "off client", "Reflection", "Empathy", "To practise next"):
        assert part in bundle["text/plain"]
        assert part in bundle["text/html"]
    svg = bundle["text/html"]
    assert "<svg" in svg
    assert "currentColor" in svg
    assert 'role="img" aria-label="Level of each try by skill' in svg
    assert "<img" not in svg


def test_a_log_that_cannot_be_read_says_so(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    bundle = progress(PracticeLog(tmp_path / "file" / "practice.db"))._repr_mimebundle_()
    assert "No tries yet" in bundle["text/plain"] or "can't be used" in bundle["text/plain"]


def test_the_log_grows_and_the_plot_does_not() -> None:
    log = PracticeLog()
    log.add_all(replace(ENTRY, at=NOON + n) for n in range(3_000))
    few = len(progress(log)._repr_mimebundle_()["text/html"])
    log.add_all(replace(ENTRY, at=NOON + n) for n in range(3_000))
    assert len(progress(log)._repr_mimebundle_()["text/html"]) < few * 1.2
