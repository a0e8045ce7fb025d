import math

import pytest

from mi_helpers.scorer.linear import Linear, skill_terms, terms

LEARNT = {
    "words": {"you should": [2.0, -3.0], "tired": [1.0, 2.0], "you": [1.0, 0.5]},
    "by_skill": {"reflection:you": [1.0, 1.0], "open_question:you": [1.0, -1.0]},
    "numbers": [0.5, -1.0],
    "intercept": 0.25,
}


def test_terms_are_words_and_neighbours():
    assert terms("you're so tired.") == ["you", "re", "so", "tired", "you re", "re so", "so tired"]
    assert terms("") == []


def test_pieces_carry_their_skill():
    assert skill_terms("you're tired.", "reflection") == ["reflection:you're", "reflection:tired."]


def test_the_score_is_the_sum_of_its_parts():
    model = Linear(LEARNT)
    words = (1 * 0.5 + 1 * 2.0) / math.sqrt(2)  # "you" and "tired", to unit length
    assert model.score("you tired", "reflection", [1.0, 1.0]) == pytest.approx(0.25 + words + 1.0 + 0.5 - 1.0)
    assert model.score("", "reflection", [0.0, 0.0]) == 0.25


def test_repeating_a_word_is_damped_and_advice_counts_against():
    model = Linear(LEARNT)
    assert model.score("tired tired tired", "planning", [0, 0]) == model.score("tired", "planning", [0, 0])
    assert model.score("you should", "planning", [0, 0]) < 0 < model.score("you", "planning", [0, 0])
    assert model.score("you", "reflection", [0, 0]) > model.score("you", "open_question", [0, 0])


def test_other_features_than_learnt_are_refused():
    with pytest.raises(ValueError, match="zip"):
        Linear(LEARNT).score("you", "reflection", [0.0])
