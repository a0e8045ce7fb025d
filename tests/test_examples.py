import random

import pytest

from mi_helpers import SKILLS
from mi_helpers.lookalikes import LOOKALIKES
from mi_helpers.scorer.corpus import load_corpus
from mi_helpers.scorer.examples import (
    Augmenter,
    changed,
    from_corpus,
    from_pair,
    out_of_context,
    roughened,
)


@pytest.fixture(scope="module")
def situations():
    return [s for s in load_corpus() if s.part == "train"][::25]


def words(example):
    return [example.response[start:end] for start, end in example.in_the_way]


def test_every_kind_of_the_corpus_is_known():
    kinds = {r.kind for s in load_corpus() for r in s.replies if not r.passes}
    assert kinds <= set(LOOKALIKES) | {"bank", "adequate", "short-good"}  # the last two: 3 and 2 by the two raters


def test_every_lookalike_is_trained_on():
    kinds = {r.kind for s in load_corpus() if s.part == "train" for r in s.replies}
    assert set(LOOKALIKES) <= kinds


def test_what_a_failing_reply_has_more_than_the_good_one_is_in_the_way():
    good = ["You lie awake all night, and the days are long.", "It wears you out."]
    response = "You lie awake all night, so have some tea, and the days are long."
    spans = changed(response, good)
    assert [response[a:b] for a, b in spans] == ["so have some tea"]
    assert changed("Something else altogether, and longer.", good) is None
    assert changed(good[0], good) is None


def test_a_situation_gives_its_replies_and_the_pushy_one(situations):
    for situation in situations:
        *rated, pushy = from_corpus(situation)
        assert [e.response for e in rated] == [r.text for r in situation.replies]
        assert pushy.rating == 1
        for example, reply in zip(rated, situation.replies, strict=True):
            assert (example.in_the_way == ()) == reply.passes
            assert min(reply.rating, reply.second) <= example.rating <= max(reply.rating, reply.second)


def test_lookalikes_are_the_same_for_the_same_seed_and_are_what_they_say(situations):
    made = [
        [e for s in situations for e in Augmenter(situations, random.Random(seed)).make(s, 12)] for seed in (1, 1, 2)
    ]
    assert made[0] == made[1] != made[2]
    kinds = {e.kind for e in made[0]}
    assert {"off-client", "advice-hung-on", "stock-stem-advice", "parrot", "good"} <= kinds
    for example in made[0]:
        assert example.skill in SKILLS
        assert (example.rating >= 2.5) == (example.kind == "good")
        assert all(words(example)) if example.in_the_way else True


def test_roughening_keeps_the_words_that_are_in_the_way(situations):
    rng = random.Random(3)
    for example in (e for s in situations for e in from_corpus(s)):
        rough = roughened(example, rng)
        assert rough.rating == example.rating
        if example.in_the_way:
            assert [w.lower() for w in words(rough)] == [w.lower() for w in words(example)]


def test_out_of_context_nothing_is_left_that_needs_the_client(situations):
    rng = random.Random(1)
    for situation in situations:
        for example in out_of_context(from_corpus(situation), rng):
            assert example.kind not in ("off-client", "inaccurate", "parrot", "wrong-side", "generic")
            assert len(example.client) < len(situation.client) or "." not in situation.client[:-1]


def test_pair_is_read_by_topic(tmp_path):
    path = tmp_path / "pair.csv"
    columns = "prompt,hq1,hq2,mq1,lq1,lq2,lq3,lq4,lq5,topic"
    path.write_text(f"{columns}\nI'm low.,a,b,c,d,e,f,g,h,depression\nI'm big.,a,b,c,d,e,f,g,h,other\n")
    for held_out, client in ((True, "I'm low."), (False, "I'm big.")):
        groups = from_pair(path, held_out=held_out)
        assert {e.client for group in groups for e in group} == {client}
        for group in groups:
            rating = {e.response: e.rating for e in group}
            assert rating["a"] > rating["c"] > rating["e"] > rating["d"]
