"""Which client comes next."""

from dataclasses import replace

from mi_helpers.bank import Example, Exercise
from mi_helpers.log import Try
from mi_helpers.practice.choose import Standing, choose

NOW = 1_800_000_000.0
DAY = 86_400


def exercise(name: str, skill: str) -> Exercise:
    return Exercise(f"05-{name}", "05_x", skill, "c", "p", "h", (Example("e", 5, "w"),), "who")


def tried(name: str, skill: str, rating: int, days_ago: float = 0) -> Try:
    return Try(NOW - days_ago * DAY, f"05-{name}", "05_x", skill, True, "t", rating, 0.5, (), ())


LESSON = [
    exercise("a1", "summary"),
    exercise("a2", "summary"),
    exercise("b1", "affirmation"),
    exercise("b2", "affirmation"),
]
EARLIER = [exercise("r1", "reflection"), exercise("r2", "reflection"), exercise("e1", "empathy")]


def ids(*tries: Try, lesson: list[Exercise] = LESSON, earlier: list[Exercise] = EARLIER, count: int = 6) -> list[str]:
    return [e.id[3:] for e in choose(lesson, earlier, Standing.of(tries), NOW, count)]


def test_a_beginner_meets_each_skill_in_the_lessons_order_and_nothing_earlier() -> None:
    assert ids() == ["a1", "b1", "a2", "b2"]


def test_the_weakest_skill_comes_first() -> None:
    assert ids(tried("a1", "summary", 4), tried("b1", "affirmation", 2), count=2)[0] == "b2"
    assert ids(tried("a1", "summary", 1), tried("b1", "affirmation", 5), count=2) == ["a2", "a1"]


def test_untried_clients_come_before_poor_replies_and_those_before_good_ones() -> None:
    only = [exercise(n, "summary") for n in ("x", "y", "z")]
    tries = (tried("x", "summary", 5, 3), tried("y", "summary", 2, 2))
    assert ids(*tries, lesson=only, earlier=[]) == ["z", "y", "x"]


def test_every_fourth_is_an_earlier_skill_the_one_most_overdue() -> None:
    tries = (tried("r1", "reflection", 5, 20), tried("e1", "empathy", 2, 20))
    chosen = ids(*tries)
    assert chosen[3] == "e1"  # level 2 is due after two days, level 5 after sixteen
    assert [name[0] for name in chosen].count("r") <= 1


def test_a_skill_never_practised_is_no_review() -> None:
    assert not {"r1", "r2", "e1"} & set(ids(tried("a1", "summary", 3)))


def test_somebody_elses_words_do_not_count() -> None:
    assert Standing.of([replace(tried("a1", "summary", 5), own=False)]).best == {}
