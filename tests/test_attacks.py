import random

import pytest

from mi_helpers.scorer import attacks


def test_a_stem_goes_before_a_sentence():
    assert attacks.after_stem("It sounds like ", "You should stop.") == "It sounds like you should stop."
    assert attacks.after_stem("So ", "I'd stop.") == "So I'd stop."


@pytest.mark.parametrize(
    ("joint", "text"),
    [
        (". ", "You're tired. Go to bed."),
        (", so ", "You're tired, so go to bed."),
        (" ", "You're tired. Go to bed."),
    ],
)
def test_advice_is_hung_on(joint, text):
    assert attacks.hung_on("You're tired.", "Go to bed.", joint) == text
    assert attacks.hung_on("Are you tired?", "Go to bed.", joint) == "Are you tired? Go to bed."


def test_a_parrot_turns_the_person_and_nothing_else():
    client = "I hate my job. My wife says I'm lazy, and I am tired. I was well."
    said = "You hate your job. Your wife says you're lazy, and you are tired. You were well."
    assert attacks.said_back(client) == said
    assert attacks.said_back("Nobody asked.") == "Nobody asked."


def test_some_sentences_are_a_run_of_them():
    text = "One. Two? Three! Four."
    for seed in range(20):
        some = attacks.some_sentences(text, random.Random(seed), 3)
        assert some in text
        assert 1 <= len(attacks.sentences(some)) <= 3


def test_no_held_out_stem_is_trained_on():
    assert not set(attacks.HELD_OUT_STEMS) & set(attacks.TRAINING_STEMS)
