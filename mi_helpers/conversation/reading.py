"""What a learner's turn does: the skill that it shows best, by ``assess``, and its signals for the client's state."""

import re
from collections.abc import Set
from dataclasses import dataclass
from typing import Final

from mi_helpers.assess import assess
from mi_helpers.assessment import Assessment
from mi_helpers.language import Text, content_stems
from mi_helpers.lookalikes import FAMILIES, LOOKALIKES
from mi_helpers.markers import find_markers
from mi_helpers.questions import is_leading, is_open, is_question
from mi_helpers.reasons import READ
from mi_helpers.roadblocks import RULES

_SUMMARY_WORDS: Final = 22
"""A turn shorter than this is no summary."""

_LONG_WORDS: Final = 150
_JUST: Final = 3  # the rating at the pass mark
_NEARLY: Final = 2  # the rating under the pass mark
_NOD_WORDS: Final = 4
"""So few words may be said again: "I see" is no repetition."""

_PLANNING = re.compile(
    r"\b(?:(?:next|first|small|smallest|one)\s(?:\w+\s)?step|what\s(?:will|might|would)\syou\s(?:do|try|like\sto\sdo)\b"
    r"|where\s(?:would|might|could)\syou\s(?:like\sto\s)?(?:start|begin)|where\sdoes\sthat\sleave\syou"
    r"|what(?:'s|\sis)\snext|how\swould\syou\sgo\sabout|what\sdo\syou\swant\sto\sdo)\b"
)
_LEAVE = re.compile(
    r"\b(?:would\sit\sbe\s(?:ok|okay|all\sright|alright|useful|helpful|fine)|is\sit\s(?:ok|okay|all\sright|alright)"
    r"|(?:may|can|could|shall)\si\b|(?:do|would)\syou\smind\sif|do\syou\swant\sto\s(?:hear|know)"
    r"|would\syou\s(?:like|want)\s(?:me\s)?to\s(?:hear|know|tell)|what\sdo\syou\s(?:already\s)?know)\b"
)
_RULER = re.compile(r"\b(?:scale|(?:out\sof|to|and)\s(?:10|ten)|(?:0|1|zero|nought|one)\s?(?:-|to|and)\s?(?:10|ten))\b")
_ASKS_CONFIDENCE = re.compile(r"\b(?:confident|confidence|sure\sare\syou|able|manage|believe\syou)\b")
_ASKS_REASONS = re.compile(
    r"\b(?:what|how)\b[^?.!]{0,60}\b(?:different|better|would\syou\slike|change|changed|hope|hoping|want|wish|matters?|important|worr\w+|good"
    r"\sabout|benefit|gain|reasons?|if\syou\sdid|look\slike)\b|\bwhy\smight\syou\b|\bwhat\smakes\s(?:you|it)\b"
)
_FOR_A_NUMBER = re.compile(r"\bhow\s(?:many|much|often|long|old)\b")
_INSULTS = re.compile(
    r"\b(?:idiot|idiotic|stupid|moron|pathetic|loser|shut\sup|disgusting|worthless|lazy|fuck\w*|bitch|bastard|scum|dumb"
    r"|liar|useless|waste\sof\s(?:my\s)?time|hate\syou|hopeless\scase)\b"
)

_BY_FAMILY: Final = {
    "steers": "persuades",
    "judges": "confronts",
    "comforts": "brushes_off",
    "turns away": "turns_away",
    "misses the client": "misses",
    "misses the skill": "",
    "says little": "says_little",
}
_BY_CODE: Final = {"Persuade": "persuades", "Confront": "confronts"}
_BY_RULE: Final = {
    "withdrawing": "turns_away",
    "self_disclosure": "turns_away",
    "hollow_understanding": "says_little",
    "bare_understanding": "says_little",
    "stacked_questions": "interrogates",
    "parrot": "parrots",
    "pushy_kept": "parrots",
    "keyword_heap": "unreadable",
    "not_english": "unreadable",
    "blank": "",
}
_RULE_CODES: Final = {rule.id: rule.code for rule in RULES}
_OF_FAMILY: Final = {family.id: name for name, family in FAMILIES.items()}

# What a good turn's code does.
_GOOD_CODES: Final = {
    "SR": "reflects",
    "CR": "reflects_deeply",
    "AF": "affirms",
    "Emphasize": "emphasises",
    "Seek": "seeks",
    "Persuade with permission": "persuades_with_leave",
}
_REFLECTIONS: Final = frozenset({"SR", "CR"})
PUSHES: Final = frozenset(
    {"persuades", "nudges", "informs", "confronts", "insults", "plans_early", "brushes_off", "turns_away"}
)
"""The signals of a turn that pushes."""


@dataclass(frozen=True, slots=True)
class Context:
    """What a turn is heard against.

    Attributes:
        said: what the client said last.
        recently: that and what they said before it, for a summary.
        leans: whether there was change talk in what they said last.
        holds: whether there was sustain talk in it.
        ready: whether they are ready for a question about a next step.
        asked_in_a_row: how many of the learner's last turns asked without a reflection.
        silent_before: whether the learner's last turn was blank, too.
        earlier: the learner's earlier turns, normalised.
    """

    said: str
    recently: str = ""
    leans: bool = False
    holds: bool = False
    ready: bool = False
    asked_in_a_row: int = 0
    silent_before: bool = False
    earlier: Set[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Read:
    """What a turn does.

    Attributes:
        assessment: for the skill that it shows best.
        codes: MITI codes, in text order.
        signals: keys of ``state.EFFECTS``, in the order in which they count.
        scale: "importance" or "confidence" where the turn asks for a number, else "".
        asks: whether it asks anything.
    """

    assessment: Assessment
    codes: tuple[str, ...]
    signals: tuple[str, ...]
    scale: str
    asks: bool


def read_turn(words: str, context: Context) -> Read:
    """Judge a turn for the skill that it shows best, and say what it does to the client.

    Args:
        words: what the learner said; any string.
        context: what it is heard against.

    Raises:
        ScorerError: the trained scorer's files are missing or damaged.
    """
    text = Text(words)
    if not text.words:
        blank = "stays_silent" if context.silent_before else "pauses"
        return Read(assess(words, client=context.said), (), (blank,), "", False)
    best = _best(words, text, context)
    asks = any(is_question(text.text[s.start : s.end]) for s in text.sentences)
    # A reflection that passes is one, whatever kind; unsure between simple and complex: simple (MITI 4.2.1).
    uncoded = not best.behaviors and best.passed and not asks and best.skill == "reflection"
    if uncoded and best.rating == _JUST and _wanders(text, context):
        return Read(
            best, (), ("wanders",), "", False
        )  # the network's benefit of the doubt, with nothing to bear it out
    codes = ("SR",) if uncoded else best.behaviors
    if _INSULTS.search(text.text):
        codes = ("Confront",)
    elif best.rating == 1:
        codes = tuple(code for code in codes if code not in _REFLECTIONS)  # nobody hears a reflection in it
    return Read(best, codes, tuple(dict.fromkeys(_signals(text, best, set(codes), context, asks))), _scale(text), asks)


def normal(words: str) -> str:
    """A turn as it is compared with earlier ones: its words and nothing else."""
    return " ".join(word.text for word in Text(words).words)


def _best(words: str, text: Text, context: Context) -> Assessment:
    skills = _candidates(text)
    if len(text.words) > _LONG_WORDS:
        skills = skills[:1] + skills[-1:]  # nobody waits for a lecture to be weighed from every side
    judged = [
        assess(words, client=context.recently or context.said if skill == "summary" else context.said, skill=skill)
        for skill in skills
    ]
    # Of equal levels that pass the later skill: the list goes from the general to the special.
    best = max(enumerate(judged), key=lambda pair: (pair[1].rating, pair[0] if pair[1].passed else -pair[0]))[1]
    if best.rating == _NEARLY and context.recently:
        # It may take up something that the client said a little earlier.
        earlier = assess(words, client=context.recently, skill=best.skill)
        best = earlier if earlier.passed else best
    return best


def _candidates(text: Text) -> list[str]:
    """The skills that the turn's form and wording leave in question, from the general to the special."""
    markers = {hit.marker.id for hit in find_markers(text)}
    questions = [s for s in text.sentences if is_question(text.text[s.start : s.end])]
    states = len(questions) < len(text.sentences)
    skills = []
    if states or not questions:
        skills.append("reflection")
    if questions:
        skills.append("open_question")
    if questions and (markers & {"asks_change", "change_talk", "ruler"} or _ASKS_REASONS.search(text.text)):
        skills.append("evoke_change_talk")
    if questions and (_PLANNING.search(text.text) or "next_step" in markers):
        skills.append("planning")
    if states and "affirming" in markers:
        skills.append("affirmation")
    if "choice" in markers:
        skills.append("autonomy")
    if _LEAVE.search(text.text) or "information" in markers:
        skills.append("ask_offer_ask")
    if states and len(text.words) >= _SUMMARY_WORDS:
        skills.append("summary")
    return skills


def _scale(text: Text) -> str:
    if not _RULER.search(text.text):
        return ""
    return "confidence" if _ASKS_CONFIDENCE.search(text.text) else "importance"


def _signals(text: Text, best: Assessment, codes: Set[str], context: Context, asks: bool) -> list[str]:
    signals = _in_the_way(text, best)
    if len(text.words) > _NOD_WORDS and " ".join(word.text for word in text.words) in context.earlier:
        return [*signals, "repeats"]
    if "unreadable" in signals:
        return ["unreadable"]
    permitted = bool(codes & {"Seek", "Emphasize"}) or best.skill == "ask_offer_ask"
    if "GI" in codes:
        if permitted and best.passed:
            signals.append("offers")
        elif not best.passed:
            signals.append("informs")
    if best.rating >= 2:
        signals += [signal for code, signal in _GOOD_CODES.items() if code in codes]
    reflected = bool(codes & _REFLECTIONS) and best.rating >= 2
    if reflected and best.passed:
        signals += ["reflects_change"] * context.leans + ["reflects_sustain"] * (context.holds and not context.leans)
    if best.skill == "summary" and best.passed:
        signals.append("summarises")
    if best.skill == "affirmation" and best.passed:
        signals.append("affirms")
    if asks and not set(signals) & PUSHES:
        signals += _asked(text, best, context)
        if not reflected and context.asked_in_a_row >= 2:
            signals.append("interrogates")
    if not signals and _wanders(text, context):
        signals.append("wanders")
    return signals


def _in_the_way(text: Text, best: Assessment) -> list[str]:
    if _INSULTS.search(text.text):
        return ["insults"]  # whatever else there may be in it
    signals: list[str] = []
    if best.passed:
        return signals
    for finding in best.findings:
        if finding.kind != "roadblock":
            continue
        rule = finding.rule
        if rule in _BY_RULE:
            signal = _BY_RULE[rule]
        elif rule in _RULE_CODES:
            signal = _BY_CODE.get(_RULE_CODES[rule], "brushes_off")
        else:
            kind = rule.removeprefix(READ)
            family = LOOKALIKES[kind].family if kind in LOOKALIKES else _OF_FAMILY.get(kind, "misses the skill")
            signal = "informs" if kind == "information" else _BY_FAMILY[family]
            if signal == "persuades" and _asks_plainly(text):
                signal = "misses"  # the network guesses so; nothing in the words bears it out
        if signal == "persuades" and best.rating >= _NEARLY:
            signal = "nudges"
        if signal:
            signals.append(signal)
    return signals


def _asks_plainly(text: Text) -> bool:
    """Whether the turn is nothing but questions, none of them leading."""
    asked = [text.text[s.start : s.end] for s in text.sentences]
    return all(is_question(sentence) and not is_leading(sentence) for sentence in asked)


def _asked(text: Text, best: Assessment, context: Context) -> list[str]:
    """What the turn's question does."""
    if _scale(text):
        return ["measures"]
    asked = [text.text[s.start : s.end] for s in text.sentences]
    open_ = any(is_open(sentence) and not _FOR_A_NUMBER.search(sentence) for sentence in asked)
    signals = ["asks_openly" if open_ else "asks_closed"] if "Seek" not in best.behaviors or open_ else []
    if best.skill == "planning" or (_PLANNING.search(text.text) and open_):
        signals.append("plans" if context.ready else "plans_early")
    elif open_ and best.passed and best.skill == "evoke_change_talk":
        signals.append("evokes")
    return signals


def _wanders(text: Text, context: Context) -> bool:
    shared = set(content_stems(text.words)) & set(content_stems(Text(context.said).words))
    return not shared and not re.search(r"\byou(?:'\w+|r|rs)?\b", text.text)
