import json
from collections import Counter

import pytest

from mi_helpers import SKILLS, load_exercises
from mi_helpers.agreement import quadratic_kappa
from mi_helpers.scorer.corpus import BANK, load_corpus, parse_situation, report

GOOD = {
    "id": "ada-empathy-01",
    "skill": "empathy",
    "topic": "sleep",
    "client": "I lie awake.",
    "pushy": "Try tea.",
    "replies": [{"text": "The nights are long.", "kind": "good", "rating": 4, "second": 3}],
}


def test_there_is_enough_of_every_skill_from_several_hands():
    for skill in SKILLS:
        situations = [s for s in load_corpus() if s.skill == skill]
        assert len(situations) >= 70, skill
        assert len({s.family for s in situations}) >= 5, skill


def test_every_situation_has_good_and_bad_replies():
    for situation in load_corpus():
        ratings = [r.rating for r in situation.replies]
        assert len(ratings) >= 6, situation.id
        assert max(ratings) >= 4, situation.id
        assert min(ratings) <= 2, situation.id


def test_length_gives_no_rating_away():
    words = {"good": [], "bad": []}
    for situation in load_corpus():
        for reply in situation.replies:
            if reply.rating != 3:
                words["good" if reply.rating > 3 else "bad"].append(len(reply.text.split()))
    good, bad = (sum(w) / len(w) for w in words.values())
    assert 0.9 < good / bad < 1.1


def test_no_reply_is_there_twice():
    # The bank's off-topic examples are its own good ones, put under another client.
    written = [s for s in load_corpus() if s.family != BANK]
    texts = Counter(" ".join(r.text.lower().split()) for s in written for r in s.replies)
    assert [text for text, n in texts.items() if n > 1] == []


def test_parts_share_no_client():
    clients = {}
    for situation in load_corpus():
        clients.setdefault(situation.client, set()).add(situation.part)
    assert [c for c, parts in clients.items() if len(parts) > 1] == []
    parts = Counter(s.part for s in load_corpus())
    assert parts["train"] > 3 * parts["test"] > 0
    assert parts["dev"] > 0


@pytest.mark.parametrize(
    ("change", "says"),
    [
        ({"skill": "listening"}, "unknown skill"),
        ({"client": None, "replies": 3}, "not a situation"),
        ({"replies": [{"text": "a", "kind": "b", "rating": 6, "second": 5}]}, "from 1 to 5"),
        ({"replies": [{"text": "a", "kind": "b", "rating": 5, "second": 3}]}, "differ by more than 1"),
    ],
)
def test_a_broken_line_is_named(change, says):
    with pytest.raises(ValueError, match=says) as caught:
        parse_situation(json.dumps(GOOD | change), "corpus/empathy.jsonl, line 7")
    assert "line 7" in str(caught.value)


def test_a_good_line_is_read():
    assert parse_situation(json.dumps(GOOD), "here").family == "ada"


def test_kappa():
    assert quadratic_kappa([(1, 1), (5, 5), (3, 3)]) == 1.0
    assert quadratic_kappa([(1, 5), (5, 1)]) == -1.0
    assert abs(quadratic_kappa([(1, 1), (1, 2), (2, 1), (2, 2)])) < 1e-9


def test_the_report_covers_all_skills():
    text = report(load_corpus())
    assert all(skill in text for skill in SKILLS)
    assert "train" in text


def test_the_bank_is_part_of_it_and_only_trained_on():
    exercises = {x.id: x for x in load_exercises()}
    for situation in load_corpus():
        if situation.family == BANK:
            assert situation.part == "train"
            assert situation.client == exercises[situation.id.removeprefix("bank-")].client
    # What learners and model authors see is nothing that the scorer is measured on.
    measured = {s.client for s in load_corpus() if s.part != "train"}
    assert not measured & {x.client for x in exercises.values()}
