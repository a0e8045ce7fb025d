"""What the scorer knows about a reply: numbers and facts from the reply, the client's words and the rules."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from mi_helpers.language import (
    FUNCTION_WORDS,
    Span,
    Text,
    Word,
    content_stems,
    copied_share,
    is_english,
)
from mi_helpers.markers import (
    BODY,
    INNER_LIFE,
    VAGUE_FEELINGS,
    MarkerHit,
    feelings_in,
    find_markers,
)
from mi_helpers.questions import invites_telling, is_leading, is_open, is_question
from mi_helpers.roadblocks import Hit
from mi_helpers.roadblocks import find as find_roadblocks

# Openers that say "I am listening" and nothing about this client. They earn nothing and hide nothing:
# what is compared with the client's words begins after them.
_STOCK_STEM = re.compile(
    r"""^(?:(?:so|and|ok|okay|well|hmm+|mm+|oh|ah|right|yeah)[,.]?\s)*(?:it\s(?:really\s)?(?:sounds
          |seems|looks|feels)\s(?:to\sme\s)?(?:like|as\s(?:if|though)|that)? |(?:what\si(?:'m
          |\sam)?\shear(?:ing)?(?:\syou\s(?:say|saying))?\sis|i(?:'m
          |\sam)?\shear(?:ing)?(?:\syou\ssay(?:ing)?)?)(?:\sthat)? |sounds\slike|seems\slike
          |in\sother\swords|so\sbasically|i\s(?:get\sthe\s(?:sense|feeling|impression)|sense|gather
          |imagine|wonder\sif)(?:\sthat)? |you(?:'re|\sare)\s(?:saying|telling\sme)(?:\sthat)?
          |if\si(?:'m|\sam)?\s(?:understand(?:ing)?|hear(?:ing)?|get(?:ting)?)\s(?:you\s)?(?:right
          |correctly)? |you\sfeel(?:\slike|\sthat|\sas\sif)?|you\smentioned(?:\sthat)?)[,:]?\s""",
    re.VERBOSE,
)

_TO_CLIENT = re.compile(r"\b(?:you|you're|you've|you'd|you'll|your|yours|yourself|u|ur|ya|youre|youve)\b")
_ABOUT_ME = re.compile(r"\b(?:i|i'm|i've|i'd|me|my|myself|mine)\b")
_ME_LISTENING = re.compile(
    r"\b(?:"
    r"i hear|i'm hearing|i wonder|i'm wondering|i'm curious|i sense|i imagine|i gather|i get the"
    r"|i can hear|i notice|tell me|did i|have i|am i|do i|if i|may i|can i|could i|shall i|should i"
    r"|i'm not here|i can't|i won't|i might be|i could be|i'd like to hear|help me|i see|with me|to me"
    r"|told me|correct me|put me|give me|telling me|not me|stop me|for me|i've got|i got|i heard"
    r"|i'm getting|let me"
    r")\b"
)
# "and", or two clauses side by side, with something on both ends.
_JOINED = re.compile(r"\b(?:\w+\W+){3}(?:and|while|yet|;)\s(?:\w+\W+){2}")
_HALVES = re.compile(r"[.;!?]\s|,\s(?:and|but|while|yet|so)\s|\s(?:and|but|while|yet)\s|\s-+\s")


@dataclass(frozen=True)
class Features:
    """Everything that the rubric looks at. Shares run from 0 to 1.

    Attributes:
        words: number of words.
        english: whether it reads as English prose.
        function_share: share of grammar words; prose has about half, a heap of keywords few.
        repetition: share of words that repeat an earlier word.
        to_client: whether it speaks to or about the client ("you"), or drops the subject.
        about_me: mentions of the speaker other than as a listener.
        questions: spans of the sentences that ask.
        open_questions: how many of them invite more than a yes or a no.
        question_marks: how many questions end in a question mark.
        invites: whether it asks the client to tell more in other words than a question's.
        leading: whether a question pushes towards an answer.
        statements: spans of the sentences that say something, checks and permission questions left out.
        only_question: whether nothing but questions is there.
        shared: content stems that the client used too.
        foreign: content stems that are neither the client's nor everyday inner life: a sign of being off topic.
        added: content stems that the client did not use.
        feelings: feeling stems, and new_feelings those that the client did not use.
        vague_only: whether the only feeling words fit anybody.
        copied: share of the reply that is the client's wording said back.
        like_pushy: share of the reply's wording that is the pushy reply's.
        threads: how many of the client's sentences or clauses it takes up.
        bodily: whether it names what a feeling is like in the body.
        listed: the longest run of short pieces between commas, as a heap of keywords has.
        joined: whether a statement joins two clauses with "and" rather than setting one against the other.
        markers: number of hits by marker id.
        marker_hits: those hits, for feedback.
        roadblocks: the roadblocks found.
        client_known: whether there are client words to compare with.
    """

    words: int
    english: bool
    function_share: float
    repetition: float
    to_client: bool
    about_me: int
    questions: tuple[Span, ...]
    open_questions: int
    question_marks: int
    invites: bool
    leading: bool
    statements: tuple[Span, ...]
    only_question: bool
    shared: frozenset[str]
    foreign: frozenset[str]
    added: frozenset[str]
    feelings: frozenset[str]
    new_feelings: frozenset[str]
    vague_only: bool
    copied: float
    like_pushy: float
    threads: int
    bodily: bool
    listed: int
    joined: bool
    markers: Counter[str]
    marker_hits: tuple[MarkerHit, ...]
    roadblocks: tuple[Hit, ...]
    client_known: bool

    def has(self, *markers: str) -> int:
        """How many of these marker ids were found."""
        return sum(1 for marker in markers if self.markers[marker])


def extract(response: Text, client: Text, pushy: Text | None) -> Features:
    """The features of one reply.

    Args:
        response: the reply.
        client: what the client said; may be blank, then nothing can be said about relevance.
        pushy: the pushy reply to improve on, if there is one.
    """
    words = response.words
    stock = _stock_spans(response)
    own_words = tuple(w for w in words if not any(s.start <= w.start < s.end for s in stock))
    stems = set(content_stems(own_words))
    client_stems = set(content_stems(client.words))
    questions = tuple(s for s in response.sentences if is_question(response.text[s.start : s.end]))
    hits = find_markers(response)
    feelings = feelings_in(stems) | (VAGUE_FEELINGS & stems)
    statements = tuple(s for s in response.sentences if s not in questions)
    texts = [word.text for word in words]
    return Features(
        words=len(words),
        english=is_english(response),
        function_share=_share(sum(t in FUNCTION_WORDS for t in texts), len(texts)),
        repetition=1 - _share(len(set(texts)), len(texts)) if texts else 0.0,
        to_client=bool(_TO_CLIENT.search(response.text)) or not _ABOUT_ME.search(response.text),
        about_me=len(_ABOUT_ME.findall(_ME_LISTENING.sub(" ", response.text))),
        questions=questions,
        open_questions=sum(is_open(response.text[s.start : s.end]) for s in questions),
        question_marks=sum("?" in response.text[s.start : s.end] for s in questions),
        invites=invites_telling(response.text),
        leading=any(is_leading(response.text[s.start : s.end]) for s in questions),
        statements=statements,
        only_question=bool(questions) and not any(len(response.words_in(s)) >= 3 for s in statements),
        shared=frozenset(stems & client_stems),
        foreign=frozenset(stems - client_stems - INNER_LIFE),
        added=frozenset(stems - client_stems),
        feelings=frozenset(feelings),
        new_feelings=frozenset(feelings - client_stems - VAGUE_FEELINGS),
        vague_only=bool(feelings) and feelings <= VAGUE_FEELINGS,
        copied=copied_share(own_words, client.words),
        like_pushy=_wording_shared(words, pushy.words) if pushy is not None else 0.0,
        threads=_threads(stems, client),
        bodily=bool(BODY & stems),
        listed=_longest_list(response),
        joined=any(_JOINED.search(response.text[s.start : s.end]) for s in statements),
        markers=Counter(hit.marker.id for hit in hits),
        marker_hits=hits,
        roadblocks=find_roadblocks(response, client if client.words else None),
        client_known=bool(client.words),
    )


def _stock_spans(response: Text) -> list[Span]:
    spans = []
    for sentence in response.sentences:
        match = _STOCK_STEM.match(response.text[sentence.start : sentence.end] + " ")
        if match:
            spans.append(Span(sentence.start, sentence.start + match.end()))
    return spans


def _threads(stems: set[str], client: Text) -> int:
    """How many of the client's clauses share a content stem with the reply."""
    count = 0
    start = 0
    pieces = [
        *((m.start(), m.end()) for m in _HALVES.finditer(client.text)),
        (len(client.text), len(client.text)),
    ]
    for end, following in pieces:
        if stems & set(content_stems(client.words_in(Span(start, end)))):
            count += 1
        start = following
    return count


def _longest_list(response: Text) -> int:
    """The number of pieces of at most four words in the longest comma-separated run of them."""
    longest = 0
    for sentence in response.sentences:
        run = 0
        for piece in response.text[sentence.start : sentence.end].split(","):
            run = run + 1 if len(piece.split()) <= 4 else 0
            longest = max(longest, run)
    return longest


def _wording_shared(response: Sequence[Word], pushy: Sequence[Word]) -> float:
    """How much of the reply is the pushy reply kept, 0 to 1."""
    mine = {(a.text, b.text) for a, b in pairwise(response)}
    theirs = {(a.text, b.text) for a, b in pairwise(pushy)}
    return _share(len(mine & theirs), len(mine))


def _share(part: int, whole: int) -> float:
    return part / whole if whole else 0.0
