"""What the network learns from: rated replies of the corpus and of PAIR, and look-alikes made from them."""

import csv
import random
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from difflib import SequenceMatcher
from pathlib import Path
from typing import Final

from mi_helpers.language import FUNCTION_WORDS, Span
from mi_helpers.lookalikes import LOOKALIKES
from mi_helpers.scorer import attacks
from mi_helpers.scorer.corpus import Situation
from mi_helpers.scorer.runner import GOOD

LISTENING: Final = frozenset({"reflection", "complex_reflection", "empathy"})
"""Skills that the same statement can show."""

_STATEMENTS: Final = LISTENING | {"summary", "discrepancy", "affirmation"}
_ASKING: Final = frozenset({"open_question", "planning", "ask_offer_ask"})

_AFTER_STEM: Final = frozenset({"you", "you're", "you've", "there's", "your", "it's", "that", "the", "part"})

HELD_OUT_TOPICS: Final = frozenset({"parenting", "taking medicine", "depression"})
"""PAIR topics that nothing is trained on."""


@dataclass(frozen=True, slots=True)
class Example:
    """One reply to learn from.

    Attributes:
        client: what the client says.
        response: the reply.
        skill: the skill that it is rated for.
        rating: 1 to 5, the mean of the ratings that there are.
        kind: one of ``KINDS``, or None where nobody knows.
        in_the_way: the spans that make it fail; empty for a reply that passes, None where nobody knows.
        pushy: the pushy reply to the client, "" where there is none.
        weight: how much it counts.
    """

    client: str
    response: str
    skill: str
    rating: float
    kind: str | None
    in_the_way: tuple[Span, ...] | None
    pushy: str = ""
    weight: float = 1.0


def from_corpus(situation: Situation) -> list[Example]:
    """The rated replies of a situation, and its pushy reply."""
    good = [reply.text for reply in situation.replies if reply.passes]
    examples = [
        Example(
            situation.client,
            reply.text,
            situation.skill,
            (reply.rating + reply.second) / 2,
            GOOD if reply.passes else reply.kind if reply.kind in LOOKALIKES else None,
            () if reply.passes else changed(reply.text, good),
            situation.pushy,
        )
        for reply in situation.replies
    ]
    whole = (Span(0, len(situation.pushy)),)
    examples.append(
        Example(situation.client, situation.pushy, situation.skill, 1.0, "blunt-roadblock", whole, situation.pushy, 0.5)
    )
    return examples


def changed(response: str, good: Iterable[str]) -> tuple[Span, ...] | None:
    """The words that a failing reply has and the good reply it was made from has not.

    Args:
        response: the failing reply.
        good: good replies to the same client.

    Returns:
        Spans of the response, or None when it was not made from any of them.
    """
    mine = [(m.group().lower(), m.start(), m.end()) for m in attacks.WORD.finditer(response)]
    best: tuple[float, list[int]] = (0.0, [])
    for other in good:
        theirs = [m.group().lower() for m in attacks.WORD.finditer(other)]
        blocks = SequenceMatcher(None, [w for w, _, _ in mine], theirs, autojunk=False).get_matching_blocks()
        kept = [n for a, _, size in blocks if size >= 4 for n in range(a, a + size)]
        if theirs and len(kept) / len(theirs) > best[0]:
            best = (len(kept) / len(theirs), kept)
    if best[0] < 0.5 or len(best[1]) == len(mine):
        return None
    same = set(best[1])
    spans: list[Span] = []
    for number, (_, start, end) in enumerate(mine):
        if number in same:
            continue
        if spans and number - 1 not in same:
            start = spans.pop().start  # noqa: PLW2901 - the span before goes on
        spans.append(Span(start, end))
    return tuple(spans)


def from_pair(path: Path, held_out: bool) -> list[list[Example]]:
    """The replies of PAIR (Min et al. 2022), as far as its labels say how to rate them, one list a client.

    Args:
        path: ``pair_dev.csv``.
        held_out: whether to take the held-out topics, or the others.
    """
    with path.open(encoding="utf-8", newline="") as file:
        rows = [row for row in csv.DictReader(file) if (row["topic"] in HELD_OUT_TOPICS) == held_out]
    return [list(_from_pair(row, skill)) for row in rows for skill in ("reflection", "complex_reflection")]


def _from_pair(row: dict[str, str], skill: str) -> Iterator[Example]:
    client = row["prompt"]
    deep = skill == "complex_reflection"
    for column in ("hq1", "hq2"):
        yield Example(client, row[column], skill, 4.2 if deep else 4.5, GOOD, ())
    yield Example(client, row["mq1"], skill, 2.3 if deep else 3.2, "other-skill" if deep else GOOD, None)
    yield Example(client, row["lq1"], skill, 1.2, None, None)
    yield Example(client, row["lq2"], skill, 2.0, "question-instead", None)
    # Replies by lay people that nobody labelled: mostly advice.
    for column in ("lq3", "lq4", "lq5"):
        yield Example(client, row[column], skill, 1.4, None, None, weight=0.4)


class Augmenter:
    """Makes look-alikes of the situations of one part of the corpus.

    Args:
        situations: where tails of advice and other clients' replies are taken from.
        rng: the source of chance; the same seed gives the same look-alikes.
    """

    def __init__(self, situations: Sequence[Situation], rng: random.Random) -> None:
        self._rng = rng
        self._tails = [tail for s in situations for tail in _tails(s)]
        self._good = {s.id: [r for r in s.replies if r.passes and r.rating >= 4] for s in situations}
        self._by_skill: dict[str, list[Situation]] = {}
        for situation in situations:
            self._by_skill.setdefault(situation.skill, []).append(situation)
        self._makers = (
            self._hung_on, self._hung_on, self._put_before, self._pushy_hung_on,
            self._stem_and_push, self._stem_and_good, self._parrot, self._parrot, self._another_skill,
            self._another_skill, self._joined,
        )  # fmt: skip

    def make(self, situation: Situation, count: int) -> list[Example]:
        """Three replies to other clients, and up to ``count`` other look-alikes, for a situation.

        Some attempts make nothing.
        """
        made = [self._another_clients(situation, of) for of in (1, 8, 40)]
        made += [self._rng.choice(self._makers)(situation) for _ in range(count)]
        return [replace(example, pushy=situation.pushy) for example in made if example is not None]

    def _pick(self, situation: Situation) -> tuple[str, float] | None:
        good = self._good[situation.id]
        if not good:
            return None
        reply = self._rng.choice(good)
        return reply.text, (reply.rating + reply.second) / 2

    def _another_clients(self, s: Situation, of: int) -> Example | None:
        others = self._rng.sample(self._by_skill[s.skill], min(of, len(self._by_skill[s.skill])))
        picked = [p[0] for other in others if other.id != s.id and (p := self._pick(other)) and len(p[0].split()) > 6]
        if not picked:
            return None
        # Of several the one that comes nearest in words: the hardest to tell from a reply to this client.
        mine = {m.group().lower() for m in attacks.WORD.finditer(s.client)} - FUNCTION_WORDS
        closest = max(picked, key=lambda text: sum(m.group().lower() in mine for m in attacks.WORD.finditer(text)))
        return Example(s.client, closest, s.skill, 2.0, "off-client", None)

    def _hung_on(self, s: Situation) -> Example | None:
        return self._with_push(s, self._rng.choice(self._tails), 2.0)

    def _pushy_hung_on(self, s: Situation) -> Example | None:
        return self._with_push(s, self._rng.choice(attacks.sentences(s.pushy)), 1.7)

    def _with_push(self, s: Situation, push: str, rating: float) -> Example | None:
        picked = self._pick(s)
        if picked is None:
            return None
        joint = self._rng.choice((". ", ". ", " ", ", and ", ", so "))
        text = attacks.hung_on(picked[0], push, joint)
        start = len(text) - len(push)
        return Example(s.client, text, s.skill, rating, "advice-hung-on", (Span(start, len(text)),))

    def _put_before(self, s: Situation) -> Example | None:
        picked = self._pick(s)
        if picked is None:
            return None
        push = self._rng.choice([self._rng.choice(self._tails), self._rng.choice(attacks.sentences(s.pushy))])
        push = push[:1].upper() + push[1:]
        push = push if push[-1:] in ".!?" else push + "."
        return Example(s.client, f"{push} {picked[0]}", s.skill, 1.9, "advice-hung-on", (Span(0, len(push)),))

    def _stem_and_push(self, s: Situation) -> Example | None:
        push = self._rng.choice(attacks.sentences(s.pushy))
        text = attacks.after_stem(self._rng.choice(attacks.TRAINING_STEMS), push)
        return Example(s.client, text, s.skill, 1.2, "stock-stem-advice", (Span(0, len(text)),))

    def _stem_and_good(self, s: Situation) -> Example | None:
        """A stem takes nothing from a good reply, so that stems as such say neither yes nor no."""
        picked = self._pick(s)
        if picked is None or s.skill not in _STATEMENTS or "?" in picked[0]:
            return None
        if picked[0].split()[0].lower() not in _AFTER_STEM:
            return None
        stem = self._rng.choice(("It sounds like ", "It seems like ", "Sounds like ", "So ", "I hear that "))
        return Example(s.client, attacks.after_stem(stem, picked[0]), s.skill, picked[1] - 0.2, GOOD, ())

    def _parrot(self, s: Situation) -> Example | None:
        if s.skill not in _STATEMENTS:
            return None
        text = attacks.some_sentences(s.client, self._rng, 4)
        if len(text.split()) <= 5:
            return None
        if self._rng.random() < 0.8:
            text = attacks.said_back(text)
        if self._rng.random() < 0.3:
            text = attacks.after_stem(self._rng.choice(attacks.TRAINING_STEMS), text)
        return Example(s.client, text, s.skill, 2.0, "parrot", None)

    def _another_skill(self, s: Situation) -> Example | None:
        picked = self._pick(s)
        if picked is None:
            return None
        text, rating = picked
        asks = text.rstrip().endswith("?")
        if s.skill in LISTENING and "?" not in text:
            target = self._rng.choice(("open_question", "planning", "ask_offer_ask", "reflection"))
            if target == "reflection":
                return Example(s.client, text, target, rating, GOOD, ())
            return Example(s.client, text, target, 2.0, "statement-instead", None)
        if s.skill in _ASKING and asks and len(attacks.sentences(text)) == 1:
            target = self._rng.choice(("reflection", "complex_reflection", "empathy", "affirmation", "summary"))
            return Example(s.client, text, target, 2.0, "question-instead", None)
        return None

    def _joined(self, s: Situation) -> Example | None:
        """Two good statements in a row are good: being long, or in two parts, is no sign of advice."""
        if s.skill not in _STATEMENTS or len(self._good[s.id]) < 2:
            return None
        first, second = self._rng.sample(self._good[s.id], 2)
        if "?" in first.text + second.text or len((first.text + second.text).split()) > 70:
            return None
        rating = min(first.rating, second.rating, first.second, second.second) - 0.2
        return Example(s.client, f"{first.text.rstrip()} {second.text}", s.skill, rating, GOOD, ())


def _tails(situation: Situation) -> Iterator[str]:
    """The pushes that the authors hung on good replies of a situation."""
    good = [r.text.rstrip(" .") for r in situation.replies if r.passes]
    for reply in situation.replies:
        for start in good:
            tail = reply.text[len(start) :].lstrip(" .,;-")
            if reply.rating <= 2 and reply.text.startswith(start) and len(tail.split()) >= 3:
                yield tail[:1].upper() + tail[1:]


_FILLERS: Final = (
    "Mm-hm. ", "Okay. ", "Okay, so ", "Yeah. ", "Yeah, so ", "Right, right. ", "Oh, okay. ", "Wow. ", "Huh. ", "Oh. ",
)  # fmt: skip
_NEEDS_CLIENT: Final = frozenset({"off-client", "inaccurate", "parrot", "wrong-side", "generic"})


def roughened(example: Example, rng: random.Random) -> Example:
    """The same reply as somebody types it in a hurry, or says it aloud: nothing that changes its rating."""
    text, spans = example.response, example.in_the_way
    way = rng.random()
    if way < 0.6:
        filler = rng.choice(_FILLERS)
        text = filler + (attacks.uncapitalised(text) if filler.endswith("so ") else text)
        spans = spans and tuple(Span(start + len(filler), end + len(filler)) for start, end in spans)
    elif spans:  # they must stay where they are
        return example
    elif way < 0.8:
        text = text.replace("'", "").replace("’", "")
    else:
        text = text.rstrip(" .") or text
    return replace(example, response=text, in_the_way=spans)


def out_of_context(examples: Iterable[Example], rng: random.Random) -> list[Example]:
    """The same replies with the client's words left out, or all but the last sentence of them.

    What only the client's words can tell, such as that a reply is about somebody else, is left out then.
    """
    kept = [e for e in examples if e.kind not in _NEEDS_CLIENT]
    shortened = {e.client: rng.choice(("", attacks.sentences(e.client)[-1])) for e in kept}
    return [replace(e, client=shortened[e.client]) for e in kept]
