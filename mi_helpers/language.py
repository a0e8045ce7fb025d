"""Layer 1: plain functions on text. Knows English, knows nothing about Motivational Interviewing or Jupyter.

Everything downstream looks at the *normalised* text of a :class:`Text` and points back at what the
learner typed through :meth:`Text.origin`, so that no odd character shifts a highlight.
"""

import re
import unicodedata
from bisect import bisect_left
from collections.abc import Iterable, Sequence
from difflib import SequenceMatcher
from functools import cached_property, lru_cache
from typing import NamedTuple

from snowballstemmer.english_stemmer import EnglishStemmer

MAX_READ = 6_000
"""How many characters of a text are analysed: a reply is a few sentences, and past this nothing new is learnt about it.
The learner's text itself is never cut."""

# The time to find what two texts share grows, at worst, with the third power of their words: enough for any reply.
_MOST_COMPARED = 300

_SAME_WIDTH = {
    "‘": "'", "’": "'", "‛": "'", "ʼ": "'", "`": "'", "´": "'", "“": '"', "”": '"', "„": '"', "«": '"', "»": '"',
    "‐": "-", "‑": "-", "‒": "-", "–": "-", "—": "-", "―": "-", "−": "-", "…": ".",
}  # fmt: skip

_WORD = re.compile(r"[^\W\d_]+(?:'[^\W\d_]+)*|\d+(?:[.,:]\d+)*")
_SENTENCE_END = re.compile(r"(?<![.!?])[.!?]++[\"')\]]*(?=\s|$)|\n+")
_ABBREVIATIONS = frozenset("dr mr mrs ms st prof vs etc e.g i.e approx".split())


class Span(NamedTuple):
    """A half-open range of character positions, ``text[start:end]``."""

    start: int
    end: int


def begins_in(inner: Span, outer: Span) -> bool:
    """Whether ``inner`` begins inside ``outer``, as a phrase does in its sentence."""
    return outer.start <= inner.start < outer.end


def overlap(one: Span, other: Span) -> bool:
    """Whether two spans share a character."""
    return one.start < other.end and other.start < one.end


class Word(NamedTuple):
    """One word of a normalised text, with its stem ("worries" and "worried" share one)."""

    text: str
    stem: str
    start: int
    end: int


class Text:
    """A piece of text as typed, and as it is analysed.

    Args:
        raw: any string. It is kept as it is, in :attr:`raw`.

    Attributes:
        raw: the string as typed.
        text: what is analysed: lower case without accents, ligatures and wide letters taken apart (NFKD), straight
            quotes, every dash a hyphen, invisible characters gone, at most ``MAX_READ`` characters.
    """

    def __init__(self, raw: str) -> None:
        self.raw = raw
        characters: list[str] = []
        origins: list[int] = []
        for position, character in enumerate(raw[:MAX_READ]):
            for normal in _normalise_character(character):
                characters.append(normal)
                origins.append(position)
        # One character can stand for eighteen.
        self.text = "".join(characters)[:MAX_READ]
        self._origins = origins

    def __repr__(self) -> str:
        return f"Text({self.raw!r})"

    def origin(self, start: int, end: int) -> Span:
        """Map ``text[start:end]`` back to positions in :attr:`raw`."""
        if start >= end:
            return Span(0, 0)
        return Span(self._origins[start], self._origins[end - 1] + 1)

    @cached_property
    def words(self) -> tuple[Word, ...]:
        """The words in order, numbers included, punctuation not."""
        return tuple(Word(m.group(), stem(m.group()), m.start(), m.end()) for m in _WORD.finditer(self.text))

    @cached_property
    def sentences(self) -> tuple[Span, ...]:
        """Sentences in order, blank ones dropped; a line break ends a sentence too."""
        spans: list[Span] = []
        start = 0
        for match in _SENTENCE_END.finditer(self.text):
            before = self.text[start : match.start()].rsplit(None, 1)
            if match.group()[0] == "." and before and before[-1].strip('("') in _ABBREVIATIONS:
                continue
            spans.append(Span(start, match.end()))
            start = match.end()
        spans.append(Span(start, len(self.text)))
        return tuple(trimmed for s in spans if (trimmed := self._trim(s)).start < trimmed.end)

    def _trim(self, span: Span) -> Span:
        piece = self.text[span.start : span.end]
        if not _WORD.search(piece):
            return Span(span.start, span.start)
        return Span(span.start + len(piece) - len(piece.lstrip()), span.end - (len(piece) - len(piece.rstrip())))

    def words_in(self, span: Span) -> tuple[Word, ...]:
        """The words that lie inside ``span`` (positions in :attr:`text`)."""
        first = bisect_left(self.words, span.start, key=_start)
        last = bisect_left(self.words, span.end, key=_start)
        if last > first and self.words[last - 1].end > span.end:
            last -= 1
        return self.words[first:last]


def _start(word: Word) -> int:
    return word.start


def _normalise_character(character: str) -> str:
    if character in _SAME_WIDTH:
        return _SAME_WIDTH[character]
    if character.isascii() and (character.isprintable() or character == "\n"):
        return character.lower()
    if character in "\r\t\v\f\x85\u2028\u2029":
        return "\n" if character in "\r\x85\u2028\u2029" else " "
    category = unicodedata.category(character)
    if category in ("Cf", "Mn", "Cs"):  # zero-width, combining and lone surrogates join nothing and hide nothing
        return ""
    if category == "Cc":
        return " "
    normal = unicodedata.normalize("NFKD", character).lower()
    kept = "".join(c for c in normal if unicodedata.category(c) != "Mn")
    return "".join(_SAME_WIDTH.get(c, c) for c in kept)


@lru_cache(maxsize=50_000)
def stem(word: str) -> str:
    """The stem of a lower-case word; the part after an apostrophe is dropped first ("mum's" -> "mum")."""
    # Not snowballstemmer.stemmer(): that takes PyStemmer, another version of the algorithm, where it is installed. And
    # a stemmer of its own for each word, because one holds the word that it works on: two threads would mix theirs.
    return str(EnglishStemmer().stemWord(word.partition("'")[0]))


FUNCTION_WORDS = frozenset(
    """
    a about after again all almost already also although always am an and another any anyway are aren't
    as at away back be because been before being between both but by came can can't cannot could
    couldn't did didn't do does doesn't doing don't done down each either else even ever every few for
    from get gets getting go goes going gonna got had hadn't has hasn't have haven't having he he'd
    he'll he's her here hers herself him himself his how i i'd i'll i'm i've if in into is isn't it it'd
    it'll it's its itself just kind kinda know let let's like lot lots made make makes making many may
    maybe me might more most much must my myself no nor not now of off often oh ok okay on once one ones
    only onto or other our ourselves out over own perhaps quite rather really right said say saying says
    she she'd she'll she's should shouldn't so some somehow something sometimes sort still such than
    that that'd that'll that's the their theirs them themselves then there there's these they they'd
    they'll they're they've thing things this those though through to too under until up upon us very
    was wasn't way we we'd we'll we're we've well went were weren't what what's whatever when where
    whether which while who who's whole whom whose why will with within without won't would wouldn't
    yeah yes yet you you'd you'll you're you've your yours yourself
    """.split()
)
"""The words that carry the grammar and not the matter; contractions whole, as the word pattern keeps them."""


def content_stems(words: Iterable[Word]) -> list[str]:
    """Stems of the words that carry meaning, in order, repeats kept."""
    return [w.stem for w in words if w.text not in FUNCTION_WORDS]


TO_LISTENER = {
    "i": "you", "i'm": "you're", "i'd": "you'd", "i'll": "you'll", "i've": "you've", "me": "you", "my": "your",
    "mine": "yours", "myself": "yourself", "am": "are", "we": "you", "we're": "you're", "our": "your", "us": "you",
    "ours": "yours", "we've": "you've", "we'd": "you'd", "we'll": "you'll", "ourselves": "yourself",
}  # fmt: skip


def turned_to_listener(words: Iterable[Word]) -> list[str]:
    """The stems of the client's words as a parrot says them back: "I hate my job" -> you hate your job."""
    return [stem(TO_LISTENER.get(w.text, w.text)) for w in words]


def copied_share(response: Sequence[Word], client: Sequence[Word]) -> float:
    """How much of ``response`` is the client's own wording said back, from 0 (none) to 1 (all).

    Runs of at least two words count, in the client's order, with the pronouns turned. Of either, the first 300 words
    are compared.
    """
    if not response:
        return 0.0
    mine = turned_to_listener(response[:_MOST_COMPARED])
    theirs = turned_to_listener(client[:_MOST_COMPARED])
    blocks = SequenceMatcher(None, mine, theirs, autojunk=False).get_matching_blocks()
    return sum(b.size for b in blocks if b.size >= min(2, len(mine))) / len(mine)


def is_english(text: Text) -> bool:
    """Whether ``text`` looks like English prose: enough of its words are everyday English grammar words.

    Four words or fewer get the benefit of the doubt if they use Latin letters.
    """
    words = text.words
    if not words:
        return False
    latin = sum("a" <= w.text[0] <= "z" for w in words) / len(words)
    if latin < 0.7:
        return False
    if len(words) <= 4:
        return True
    return sum(w.text in FUNCTION_WORDS for w in words) / len(words) >= 0.15
