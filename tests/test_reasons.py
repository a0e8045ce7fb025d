import pytest

from mi_helpers import assess
from mi_helpers.language import Span, Text
from mi_helpers.lookalikes import LOOKALIKES
from mi_helpers.reasons import find_reason
from mi_helpers.scorer import Reading, extract
from mi_helpers.skills import SKILLS

CLIENT = "Everyone keeps on at me about the drinking. After twelve hours it's the only thing that shuts my head up."


def reason(response, likely, skill="reflection", way=0.1):
    """The reason for a reply that the network takes for ``likely``."""
    said = Text(response)
    kinds = {kind: likely.get(kind, 0.0) for kind in ("good", *LOOKALIKES)}
    tokens = tuple(Span(w.start, w.end) for w in said.words)
    reading = Reading(-1.0, 0.3, kinds, tokens, (way,) * len(tokens))
    return find_reason(said, extract(said, Text(CLIENT), None), reading, SKILLS[skill])


def test_the_likeliest_family_wins_and_in_it_the_likeliest_kind():
    likely = {"pity": 0.3, "subtle-advice": 0.1, "advice-hung-on": 0.25}
    assert reason("You're tired. A walk helps some.", likely).lookalike.id == "advice-hung-on"


def test_where_only_the_family_is_clear_only_the_family_is_named():
    likely = {"pity": 0.3, "subtle-advice": 0.25, "advice-hung-on": 0.25}
    assert reason("You're tired. A walk helps some.", likely).lookalike.id == "steers"


def test_where_no_family_is_clear_none_is_named():
    likely = {"pity": 0.2, "advice-hung-on": 0.2, "sarcasm": 0.2, "generic": 0.15}
    found = reason("You're tired. A walk helps some.", likely)
    assert found.lookalike.id == "misses-the-skill"
    assert found.span is None


@pytest.mark.parametrize(
    ("kind", "response", "skill"),
    [
        ("question-instead", "You're tired of it all.", "reflection"),  # there is no question
        ("question-instead", "What is it like?", "open_question"),  # a question was asked for
        ("statement-instead", "What is it like?", "open_question"),
        ("statement-instead", "You're tired.", "reflection"),
        ("closed-question", "What is it like?", "open_question"),  # an open one
        ("stacked-questions", "What is it like?", "open_question"),  # one only
        ("leading-question", "You're tired.", "reflection"),
        ("parrot", "A hard shift behind you, and then that one quiet hour.", "reflection"),  # its own words
    ],
)
def test_no_reason_that_the_words_belie(kind, response, skill):
    assert reason(response, {kind: 0.9, "generic": 0.05}, skill).lookalike.id == "generic"


def test_a_question_in_place_of_a_statement_is_pointed_at():
    found = reason("What is it like for you?", {"question-instead": 0.9})
    assert found.lookalike.id == "question-instead"
    assert found.span == (0, 24)


def test_what_is_about_the_whole_reply_points_at_nothing():
    assert reason("You hate your maths lessons.", {"off-client": 0.9}, way=0.9).span is None


def test_words_in_the_way_are_coded_and_shown():
    response = "Twelve hours, and it's the one thing that works. A long bath does the very same for most people."
    a = assess(response, client=CLIENT)
    assert not a.passed
    (found,) = [f for f in a.findings if f.kind == "roadblock"]
    assert "bath" in response[found.start : found.end]
    assert {"Persuade", "GI"} & set(a.behaviors)
