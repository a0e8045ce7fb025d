import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor

import pytest

from mi_helpers.language import (
    MAX_READ,
    Span,
    Text,
    content_stems,
    copied_share,
    is_english,
    stem,
    turned_to_listener,
)


def sentences(raw):
    text = Text(raw)
    return [text.text[s.start : s.end] for s in text.sentences]


class TestText:
    def test_makes_typography_plain_and_keeps_what_was_typed(self):
        text = Text("I’m “fed up”—really…")
        assert text.text == 'i\'m "fed up"-really.'
        assert text.raw == "I’m “fed up”—really…"

    @pytest.mark.parametrize(
        "disguised",
        ["sho\u200buld", "ｓｈｏｕｌｄ", "shoul\u0301d", "SHOULD", "sho\u00aduld", "sh\u2060ould"],
    )
    def test_a_disguised_word_reads_as_itself(self, disguised):
        assert [w.text for w in Text(disguised).words] == ["should"]

    def test_origin_points_at_what_was_typed(self):
        raw = "So\u200b, ﬁne: you s\u200bhould STOP."
        text = Text(raw)
        start = text.text.index("should")
        found = text.origin(start, start + len("should"))
        assert raw[found.start : found.end] == "s\u200bhould"

    def test_origin_of_nothing_is_empty(self):
        assert Text("abc").origin(1, 1) == (0, 0)

    def test_no_character_breaks_it(self):
        raw = "".join(chr(c) for c in range(0, 0x11000, 7)) + "\ud800\udfff\U0001f600\x00"
        text = Text(raw)
        assert len(text.raw) == len(raw)
        assert all(w.text for w in text.words)

    def test_reads_a_bounded_part_of_a_huge_text(self):
        text = Text("you feel tired. " * 100_000)
        assert len(text.text) <= MAX_READ
        assert len(text.raw) == 1_600_000

    @pytest.mark.parametrize("long", ["\ufdfa", "ﬃ", "각"])  # one character stands for 18, 3 and 2
    def test_reads_no_more_where_a_character_stands_for_many(self, long):
        text = Text(long * 100_000)
        assert len(text.text) == MAX_READ
        assert text.origin(0, MAX_READ).end <= MAX_READ

    def test_words_in_are_those_that_lie_inside(self):
        text = Text("You are tired. You are torn.")
        first, second = text.sentences
        assert [w.text for w in text.words_in(second)] == ["you", "are", "torn"]
        assert text.words_in(first) + text.words_in(second) == text.words
        assert [w.text for w in text.words_in(Span(1, 10))] == ["are"]
        assert text.words_in(Span(3, 3)) == ()

    def test_blank(self):
        assert Text("").words == ()
        assert Text(" \n\t ").sentences == ()


class TestSentences:
    def test_splits_at_ends_and_line_breaks(self):
        assert sentences("You're tired. Is that it? Yes!\nMore") == [
            "you're tired.",
            "is that it?",
            "yes!",
            "more",
        ]

    def test_keeps_abbreviations_and_numbers_whole(self):
        assert sentences("Dr. Khan said 7.5 units, e.g. wine. Fine.") == [
            "dr. khan said 7.5 units, e.g. wine.",
            "fine.",
        ]

    def test_no_ends_a_sentence(self):
        assert sentences("You told them no. They asked again.") == ["you told them no.", "they asked again."]

    def test_drops_pieces_without_words(self):
        assert sentences("... !!! ok.") == ["ok."]


class TestWords:
    def test_stems_join_forms(self):
        assert stem("worried") == stem("worries") == stem("worry")
        assert stem("mum's") == stem("mum")

    def test_stems_do_not_depend_on_what_else_is_installed(self):
        """snowballstemmer.stemmer() would take PyStemmer's algorithm, which changes with its version."""
        code = (
            "import sys, types; other = types.ModuleType('Stemmer'); other.algorithms = list;"
            "other.Stemmer = lambda name: types.SimpleNamespace(stemWord=lambda word: 'other');"
            "sys.modules['Stemmer'] = other; from mi_helpers.language import stem; print(stem('worried'))"
        )
        done = subprocess.run([sys.executable, "-c", code], capture_output=True, check=True, text=True)
        assert done.stdout.strip() == stem("worried")

    def test_threads_do_not_mix_their_words(self):
        endings = ("rrying", "rries", "sted", "pefully")
        words = [first + middle + end for first in "bcdf" for middle in "aeiou" for end in endings] * 50
        with ThreadPoolExecutor(8) as pool:
            at_once = list(pool.map(stem.__wrapped__, words))
        assert at_once == [stem.__wrapped__(word) for word in words]

    def test_content_leaves_grammar_out(self):
        assert content_stems(Text("You are worried about the money").words) == [
            stem("worried"),
            stem("money"),
        ]


class TestCopying:
    client = "I'm sick of my job and I drink to get through the night."

    def share(self, response):
        return copied_share(Text(response).words, Text(self.client).words)

    def test_turns_the_pronouns(self):
        assert turned_to_listener(Text("I hate my job").words) == ["you", "hate", "your", "job"]

    def test_a_parrot_copies_all(self):
        assert self.share("You're sick of your job and you drink to get through the night.") == 1.0

    def test_a_reflection_copies_little(self):
        assert self.share("By evening there's nothing left, and a glass is the one thing that is yours.") < 0.3

    def test_nothing_copies_nothing(self):
        assert self.share("") == 0.0

    def test_the_words_past_a_few_hundred_are_not_compared(self):
        client = Text("You hate it. " * 100).words
        assert copied_share(client + Text("Nobody asks. " * 400).words, client) == 1.0


@pytest.mark.parametrize(
    "raw",
    [
        "You're worn out.",
        "Worn out.",
        "like running in sand",
        "It is your call, and nobody else's.",
        "u r so tired of it all",
    ],
)
def test_english_is_english(raw):
    assert is_english(Text(raw))


@pytest.mark.parametrize(
    "raw",
    [
        "",
        "12345",
        "Vous êtes fatigué de tout ça et personne ne vous écoute vraiment",
        "Вы очень устали от всего этого",
        "你很累",
        "asdf qwer zxcv hjkl uiop asdf",
        "🙂🙂🙂",
    ],
)
def test_what_is_not_english(raw):
    assert not is_english(Text(raw))
