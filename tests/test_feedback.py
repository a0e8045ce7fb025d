import re

import pytest

from mi_helpers import SKILLS, assess
from mi_helpers.assessment import Assessment, Finding
from mi_helpers.feedback import LEVELS, MAX_POINTS, chosen_points, to_html, to_text

CLIENT = "My wife nags me about the drink, but after a shift it's the only thing that shuts my head up."


def assessment(response, *findings, rating=2):
    return Assessment(response, "reflection", 0.4, rating, False, (), tuple(findings))


def finding(kind, start=None, end=None, message="says something."):
    return Finding(kind, "rule", message, start, end, "source")


def test_a_level_in_words_and_no_percentage():
    for rating, words in LEVELS.items():
        text = to_text(assessment("x", rating=rating))
        assert text == f"Level {rating} of 5: {words}"
        assert "%" not in to_html(assessment("x", rating=rating))


def test_quotes_the_words_it_is_about():
    shown = assessment("You should stop.", finding("roadblock", 4, 10))
    assert "“should”: says something." in to_text(shown)
    assert '<mark class="mi-roadblock">should</mark>' in to_html(shown)


def test_at_most_three_points_one_of_them_the_next_step():
    many = [
        finding("roadblock", 0, 1),
        finding("roadblock", 1, 2),
        finding("strength", 2, 3),
        finding("next"),
    ]
    points = chosen_points(assessment("abcdef", *many, finding("strength")))
    assert len(points) == MAX_POINTS
    assert [p.kind for p in points] == ["roadblock", "strength", "next"]


def test_overlapping_spans_do_not_nest():
    shown = to_html(assessment("You should stop now.", finding("roadblock", 4, 15), finding("strength", 0, 20)))
    assert shown.count("<mark") == 1


@pytest.mark.parametrize("attack", ["<script>alert(1)</script>", "<img src=x onerror=alert(1)>", "\"'><b>", "&lt;"])
def test_markup_is_text(attack):
    response = f"You should stop. {attack}"
    shown = to_html(assess(response, client=CLIENT))
    tags = re.findall(r"<\s*/?\s*([a-z]+)", shown)
    assert set(tags) <= {"div", "p", "span", "blockquote", "ul", "li", "mark"}
    assert "alert" not in attack or "alert" in shown


def test_what_cannot_travel_is_replaced():
    shown = assess("You \ud800 are\x00 tired", client=CLIENT)
    to_html(shown).encode("utf-8")
    to_text(shown).encode("utf-8")


def test_a_very_long_reply_is_quoted_in_part_and_says_so():
    shown = to_html(assess("You feel tired of it all. " * 4_000, client=CLIENT))
    assert len(shown) < 10_000
    assert "more characters" in shown


@pytest.mark.parametrize("skill", SKILLS)
def test_weak_replies_get_a_reason_and_a_next_step(skill):
    for response in ["", "You should just stop drinking.", "Ok.", "I like football.", CLIENT]:
        kinds = [p.kind for p in chosen_points(assess(response, client=CLIENT, skill=skill))]
        assert "roadblock" in kinds
        assert "next" in kinds
