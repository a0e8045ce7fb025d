import pytest

from mi_helpers.lookalikes import _ALL, FAMILIES, LOOKALIKES

MITI = {"", "Persuade", "Confront", "GI"}


@pytest.mark.parametrize("lookalike", [*LOOKALIKES.values(), *FAMILIES.values()], ids=lambda each: each.id)
def test_says_what_it_does_and_what_to_do_instead(lookalike):
    assert lookalike.message.endswith((".", "?", "'"))
    assert len(lookalike.message.split()) >= 9
    assert lookalike.source
    assert lookalike.code in MITI


def test_every_family_has_a_word_of_its_own():
    assert {lookalike.family for lookalike in LOOKALIKES.values()} == set(FAMILIES)


def test_ids_are_unique():
    ids = [lookalike.id for lookalike in (*_ALL, *FAMILIES.values())]
    assert len(set(ids)) == len(ids)
