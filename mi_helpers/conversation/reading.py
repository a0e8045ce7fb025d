"""What a learner's turn does: the skill that it shows best, by ``assess``, and its signals for the client's state."""

import re
from collections.abc import Sequence, Set
from dataclasses import dataclass, replace
from typing import Final

from mi_helpers.assess import assess
from mi_helpers.assessment import Assessment, Finding
from mi_helpers.language import Span, Text, content_stems
from mi_helpers.lookalikes import FAMILIES, LOOKALIKES
from mi_helpers.markers import find_markers
from mi_helpers.questions import is_leading, is_open, is_question
from mi_helpers.reasons import READ
from mi_helpers.roadblocks import RULES
from mi_helpers.scorer.rubric import PASS

_SUMMARY_WORDS: Final = 22
"""A turn shorter than this is no summary."""

_LONG_WORDS: Final = 150
_JUST: Final = 3  # the rating at the pass mark
_NEARLY: Final = 2  # the rating under the pass mark
_NOD_WORDS: Final = 4
"""So few words may be said again: "I see" is no repetition."""

_COURTEOUS_WORDS: Final = 8

_NAME_WORDS: Final = 2
"""Of so few words one of contempt is a name that somebody is called."""

_RECENT: Final = 4
"""So many of the client's last answers are always what a turn may take up."""

_TAKEN_UP: Final = 3
"""And so many earlier ones at most."""

_MI: Final = "Motivational Interviewing (Miller and Rollnick 2013)"

_PLANNING = re.compile(
    r"\b(?:(?:next|first|small|smallest|one)\s(?:\w+\s)?step|smallest\s(?:\w+\s)?thing|what\s(?:will|might|would)\syou\s(?:do|try|like\sto\sdo)\b"
    r"|where\sdoes\sthat\sleave\syou"
    r"|what(?:'s|\sis)\snext|how\swould\syou\sgo\sabout|what\sdo\syou\swant\sto\sdo)\b"
)
# A plan only when they are ready for one: before, it asks what they would like to talk about.
_WHERE_TO_BEGIN = re.compile(r"\bwhere\s(?:would|might|could|shall)\s(?:you|we)\s(?:like\sto\s)?(?:start|begin)\b")
# "What would you do with the week, if you had it back?" is about what for, and not about what next.
_IMAGINES = re.compile(
    r"\bif\s(?:you|it|that|they|there|things)\s(?:\w+\s)?(?:had|got|were|was|weren't|wasn't|didn't|woke|could|went)\b"
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
_ASKS_CONFIDENCE_SOURCES = re.compile(
    r"\bhow\s(?:did|have|do)\syou\s(?:\w+\s)?(?:do|done|manage|get|got|keep|kept|pull|stop|stopped|make|made|find|found|cope|stick)\w*\b"
    r"|\bwhat\s(?:has\s|have\s|did\s)?(?:you\s)?(?:helped|help|worked|work|got\syou|kept\syou|made\s(?:it|that)\s(?:possible|work))\b"
    r"|\bwhat\s(?:would|might|could)\s(?:help|make\syou\s(?:\w+\s){0,3}(?:surer|sure|confident)|it\stake)"
    r"|\bwhat\s(?:makes|made)\syou\s(?:\w+\s)?(?:sure|confident|think\s(?:that\s)?you\s(?:can|could))"
    r"|\bwhat\s(?:strengths?|of\syours|in\syou|do\syou\shave)\b|\bwhat\sdid\syou\sdo\s(?:then|differently|that\stime)"
)
# "Why a four, and not a two?" after a number was given.
_ABOUT_THE_NUMBER = re.compile(
    r"\b(?:why|what|how)\b[^?]*\b(?:not\s(?:an?\s)?(?:lower|less|\d|nought|zero|one|two|three)|lower|higher|(?:it|you|that)\s(?:an?\s)?"
    r"(?:\d+|three|four|five|six|seven|eight|nine)|from\s(?:an?\s)?(?:\d|two|three|four|five|six|seven))\b"
)
# About the practitioner, or about what happens with what is said: nothing that the client could be reflected in.
_OWNS_UP = re.compile(
    r"\bi\s(?:\w+\s){0,2}(?:push(?:ed|ing|y)|press(?:ed|ing|uring)|pressured|rush(?:ed|ing)|lectur(?:ed|ing)|preach(?:ed|ing)|judg(?:ed|ing)"
    r"|nagg(?:ed|ing)|argu(?:ed|ing)|interrupt(?:ed|ing)|assum(?:ed|ing)|misheard|misunderstood|overstepped"
    r"|(?:went|jumped|ran|got)\s(?:too\sfast|ahead|in\stoo|over)|(?:got|had|took)\s(?:it|that|you|this)\swrong"
    r"|(?:telling|told)\syou\s(?:what|how)|cut\syou\soff|talked\sover\syou)\b"
    r"|\bi\s(?:(?:wasn't|haven't\sbeen)\slisten|didn't\s(?:listen|hear\syou|ask\syou))|\bi\s(?:should(?:n't|\snot)\shave|had\sno\s(?:right|business))"
    r"|\bthat\s(?:came\sout\swrong|was\s(?:\w+\s)?(?:unfair|unkind|out\sof\sline|pushy|rude|my\s(?:mistake|fault)|(?:wrong|not\sfair)\sof\sme))"
    r"|\bi\swas\s(?:\w+\s)?(?:out\sof\sline|unfair|pushy|rude|wrong|too\s\w+)|\bmy\s(?:mistake|fault)\b|\bi\s(?:apologi[sz]e|take\s(?:it|that)\sback)\b"
)
_SORRY = re.compile(
    r"(?:(?:oh|and|so|ok|okay|really|no)[,\s]+)*(?:i'm|i\sam|i)?\s?(?:(?:\w+\s)?sorry|apologies|apologi[sz]e)\b"
)
_NO_APOLOGY = re.compile(
    r"\b(?:but|because|sorry\s(?:that\s)?(?:you|if|he|she|they|to\shear|it|things|about\syour|for\syou)|only\s(?:want|trying)"
    r"|you\s(?:should|need|must|have\sto|made\sme))\b"
)
_LEAVES_CHOICE = re.compile(
    r"\b(?:up\sto\syou|your\s(?:\w+\s)?(?:choice|call|decision|pace)|(?:only\s)?you\s(?:\w+\s)?(?:decide|choose|can\ssay\sno)|decid\w+\s(?:that|it)\sbut\syou"
    r"|nobody\s(?:else\s)?(?:can|decides)|whatever\syou\s(?:decide|choose|do)|either\sway|don't\shave\sto|no\sneed\sto|in\syour\shands|the\sone\swho\sdecides"
    r"|free\sto|yours\sto)\b"
)
_IF_IT_WERE = re.compile(r"\bif\sit\s(?:was|were|could\sbe)\s(?:\w+\s)?up\sto\syou\b")
# MITI 4.2.1 gives no code to what only keeps a client talking, or to a word on how the talk goes.
_NO_REFLECTIONS: Final = frozenset({"facilitating", "structuring", "small-talk"})
_NODS = re.compile(
    r"(?:(?:oh|ah|m+|m+-?h+m*|h+m+|uh-?huh|yeah|yes|yep|no|ok|okay|right|sure|good|great|well|wow|really|exactly|absolutely|gotcha"
    r"|interesting|cool|nice|fine|so|i\ssee|all\sright|go\son|thank\syou|thanks|of\scourse|mm-hm+|got\sit|fair\senough|true)[\s,.!-]*)+"
)
# What they could not do is heard, not praised: "You learned early that you couldn't ask."
_COULD_NOT = re.compile(r"\byou\s(?:couldn't|can't|cannot|could\snot|weren't|had\sno|have\sno|(?:\w+\s)?had\sto)\b")
_COURTESY = re.compile(
    r"(?:good\s(?:morning|afternoon|evening|day)|hello|hi|hey|welcome|thank\syou|thanks|nice\sto\s(?:see|meet)\syou)\b"
)
_FRAMES = re.compile(
    r"^(?!you\b)(?=.*\b(?:here|me|us|this\sroom|your\sfile|confiden\w+)\b).*\b(?:(?:nobody|no\sone|no-one|nothing|none\sof\s(?:it|this|that))"
    r"\s(?:\w+\s){0,2}(?:will|needs?|gets?|goes|leaves|has\sto)\b.*\b(?:hear|know|see|learn|file|room|here|told)"
    r"|(?:stays?|remains?|is\skept|between)\s(?:just\s)?(?:between\s)?(?:us|in\sthis\sroom|here|with\sme|you\sand\sme)|confidential|in\sconfidence"
    r"|i\s(?:won't|will\snot|don't|never)\s(?:tell|pass|write|report|repeat|share)\b)"
)
_THEY_SAY = re.compile(
    r"\b(?:is\swhat|(?:he|she|they|people|everyone|everybody)\s(?:says?|thinks?)|in\s(?:his|her|their)\seyes)\b"
)
# Words of contempt insult somebody when they are said to them; "You feel useless" and "They call you lazy" do not.
_CONTEMPT = (
    r"(?:idiot(?:ic)?|stupid|morons?|moronic|pathetic|losers?|disgusting|worthless|lazy|bitch|bastard|scum|dumb|liar|useless"
    r"|waste\sof\s(?:space|my\stime|time)|hopeless\scase)"
)
_CONTEMPTUOUS = re.compile(rf"\b{_CONTEMPT}\b")
_FILLING = (
    r"(?:(?:just|so|such|really|nothing|but|only|being|simply|also|an?|the|fucking|bloody|weak|selfish|bad|total|complete|big|little"
    r"|and|sad|poor|old)\s)"
)
_INSULTS = re.compile(
    rf"\b(?:you're|you\sare|you\swere)\s{_FILLING}*{_CONTEMPT}\b|\byou\s{_FILLING}*(?:idiot|morons?|losers?|bitch|bastard|scum|liar)\b"
    rf"|(?:^|[.!?,;]\s*|\b(?:just|please|now)\s)shut\sup\b|\bfuck\s(?:you|off)\b|^i\s(?:\w+\s)?hate\syou\b"
    rf"|^(?:don't\sbe|stop\sbeing)\s{_FILLING}*{_CONTEMPT}|\bhow\s{_CONTEMPT}\s(?:can|are|could|do)\b"
    rf"|\bpeople\slike\syou\sare\s{_FILLING}*{_CONTEMPT}|\bwaste\sof\smy\stime\b"
)
# Whose words those would be: said by others, or by the client to themselves.
_AS_SAID = re.compile(
    r"\b(?:fe(?:el|els|lt|eling)|th(?:ink|inks|ought|inking)|believ\w+|sa(?:y|ys|id|ying)|t(?:ell|ells|old|elling)|call\w*|afraid|worr\w+|scared|fear\w*"
    r"|as\s(?:if|though)|hear\w*|like\syou're|show\w*|prove\w*|sees?|whether|if|mak(?:e|es|ing)|made)\b"
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
_BY_LACK: Final = {
    "": "plans",
    "importance": "plans_early",
    "confidence": "plans_unsure",
    "trust": "plans_untrusted",
}
_ASIDE: Final = {
    "owns_up": "owns what went wrong, without an excuse. That lets the two of you begin again.",
    "frames": "says what happens with their words, which makes it safer to say more.",
}
# What the network may take a plain question for, and what a plain question can't do.
_KINDS_NOT_IN_A_QUESTION: Final = frozenset(
    name
    for family in ("steers", "misses the client", "turns away")
    for name in (FAMILIES[family].id, *(kind for kind, lookalike in LOOKALIKES.items() if lookalike.family == family))
)
_MODAL = re.compile(r"(?:(?:so|and|but|ok|okay|well)[,\s]+)*(?:can|could|would|should|will|shall|may|might)\b")
_BY_CODE: Final = {"Persuade": "persuades", "Confront": "confronts"}
_BY_RULE: Final = {
    "withdrawing": "turns_away",
    "self_disclosure": "turns_away",
    "hollow_understanding": "says_little",
    "bare_understanding": "says_little",
    "beside_the_client": "says_little",
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
    "persuades nudges informs confronts insults plans_early plans_untrusted brushes_off turns_away".split()
)
"""The signals of a turn that pushes."""


@dataclass(frozen=True, slots=True)
class Told:
    """Something that the client said before.

    Attributes:
        words: what it was.
        stems: stems by which a turn can take it up again.
    """

    words: str
    stems: frozenset[str]

    @classmethod
    def of(cls, words: str, topic: frozenset[str] = frozenset()) -> "Told":
        """What the client said.

        Args:
            words: their words.
            topic: stems of the words for what it was about.
        """
        return cls(words, topic.union(content_stems(Text(words).words)))


@dataclass(frozen=True, slots=True)
class Context:
    """What a turn is heard against.

    Attributes:
        said: what the client said last.
        told: what they said before it, the oldest first.
        own: stems of what is theirs to talk about, said or not.
        leans: whether there was change talk in what they said last.
        holds: whether there was sustain talk in it.
        lacks: what they lack for a question about a next step, see ``State.lacks``.
        measured: "importance" or "confidence" where they have just put it on a scale.
        asked_in_a_row: how many of the learner's last turns asked without a reflection.
        silent_before: whether the learner's last turn was blank, too.
        pushed_before: whether the learner's last turn pushed.
        earlier: the learner's earlier turns, normalised.
    """

    said: str
    told: Sequence[Told] = ()
    own: frozenset[str] = frozenset()
    leans: bool = False
    holds: bool = False
    lacks: str = "importance"
    measured: str = ""
    asked_in_a_row: int = 0
    silent_before: bool = False
    pushed_before: bool = False
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
    aside = _aside(text, context)
    if aside:
        return _with_aside(words, text, aside, context)
    best = _fair(_best(words, text, context), text)
    asks = any(is_question(text.text[s.start : s.end]) for s in text.sentences)
    # A reflection that passes is one, whatever kind; unsure between simple and complex: simple (MITI 4.2.1).
    # Had it left a choice with them above all, it would have been judged for that.
    uncoded = set(best.behaviors) <= {"Emphasize"} and best.passed and not asks and best.skill == "reflection"
    if uncoded and best.rating == _JUST and _wanders(text, context):
        return Read(
            best, (), ("wanders",), "", False
        )  # the network's benefit of the doubt, with nothing to bear it out
    codes = ("SR",) if uncoded else _borne_out(text, best)
    if _contempt(text, best, context):
        codes = ("Confront",)
    elif best.rating == 1:
        codes = tuple(code for code in codes if code not in _REFLECTIONS)  # nobody hears a reflection in it
    return Read(best, codes, tuple(dict.fromkeys(_signals(text, best, set(codes), context, asks))), _scale(text), asks)


def _borne_out(text: Text, best: Assessment) -> tuple[str, ...]:
    """A turn's codes without those that only a turn of phrase stands for."""
    codes = list(best.behaviors)
    kinds = {f.rule.removeprefix(READ) for f in best.findings if f.kind == "roadblock"}
    if _NODS.fullmatch(text.text.strip()) or (not best.passed and kinds & _NO_REFLECTIONS):
        codes = [code for code in codes if code not in _REFLECTIONS]
    reflection = bool(_REFLECTIONS.intersection(codes))
    leaves = _LEAVES_CHOICE.search(_IF_IT_WERE.sub("", text.text))
    if not leaves and (reflection or _IF_IT_WERE.search(text.text)) and best.skill != "autonomy":
        codes = [code for code in codes if code != "Emphasize"]  # "A guest in your own life."
    if "AF" in codes and _COULD_NOT.search(text.text):
        codes = [code if code != "AF" else "SR" for code in codes if not (reflection and code == "AF")]
    return tuple(codes)


def _aside(text: Text, context: Context) -> dict[Span, str]:
    """The sentences that aren't about the client, with what each does: owning up, a word on what happens with what is
    said, or ("") a greeting or thanks before something else.
    """
    found: dict[Span, str] = {}
    for sentence in text.sentences:
        said = text.text[sentence.start : sentence.end]
        if _NO_APOLOGY.search(said) or is_question(said):
            continue
        sorry = _SORRY.match(said)
        if _OWNS_UP.search(said) or (sorry and (context.pushed_before or "owns_up" in found.values())):
            found[sentence] = "owns_up"
        elif _FRAMES.search(said):
            found[sentence] = "frames"
        elif _COURTESY.match(said) and len(text.words_in(sentence)) <= _COURTEOUS_WORDS:
            found[sentence] = ""
    if "owns_up" in found.values():  # "I'm sorry. I pushed just now."
        found |= {s: "owns_up" for s in text.sentences if _SORRY.fullmatch(text.text[s.start : s.end].rstrip(".! "))}
    return {} if set(found.values()) == {""} and len(found) == len(text.sentences) else found


def _with_aside(words: str, text: Text, aside: dict[Span, str], context: Context) -> Read:
    """A turn some of which isn't about the client: what is left of it is judged by itself."""
    signals = tuple(dict.fromkeys(aside[sentence] for sentence in sorted(aside) if aside[sentence]))
    origins = [text.origin(*sentence) for sentence in text.sentences if sentence not in aside]
    if left := " ".join(words[start:end] for start, end in origins):
        read = read_turn(left, context)
        return replace(read, signals=signals + tuple(s for s in read.signals if s not in signals))
    judged = assess(words, client=context.said, skill="autonomy")
    first = min(sentence for sentence in aside if aside[sentence])
    strength = Finding("strength", aside[first], _ASIDE[aside[first]], *text.origin(*first), _MI)
    plain = replace(judged, score=max(judged.score, PASS), rating=max(judged.rating, _JUST), passed=True, behaviors=())
    return Read(replace(plain, findings=(strength,)), (), signals, "", False)


def _fair(best: Assessment, text: Text) -> Assessment:
    """The judgement without the network's guesses about the speaker's aims, where they only asked something plain."""
    if best.passed or not _asks_plainly(text) or any(_MODAL.match(text.text[s.start : s.end]) for s in text.sentences):
        return best
    guessed = {f"{READ}{kind}" for kind in _KINDS_NOT_IN_A_QUESTION}
    kept = tuple(f for f in best.findings if f.kind != "roadblock" or f.rule not in guessed)
    if kept == best.findings:
        return best
    behaviors = tuple(dict.fromkeys("Q" if code == "Persuade" else code for code in best.behaviors))
    return replace(best, findings=kept, behaviors=behaviors)


def normal(words: str) -> str:
    """A turn as it is compared with earlier ones: its words and nothing else."""
    return " ".join(word.text for word in Text(words).words)


def _best(words: str, text: Text, context: Context) -> Assessment:
    skills = _candidates(text)
    if len(text.words) > _LONG_WORDS:
        skills = skills[:1] + skills[-1:]  # nobody waits for a lecture to be weighed from every side
    earlier = _taken_up(text, context)
    best = _highest([assess(words, client=earlier if s == "summary" else context.said, skill=s) for s in skills])
    if best.rating == _NEARLY and context.told:
        # It may take up something that the client said earlier.
        for heard in (earlier, _closest(text, context)):
            again = _highest([assess(words, client=heard, skill=skill) for skill in skills]) if heard else best
            if again.passed:
                best = again
                break
    if best.rating <= _NEARLY and not any(f.rule in _RULE_CODES for f in best.findings if f.kind == "roadblock"):
        best = _in_parts(words, text, context) or best
    return best


def _in_parts(words: str, text: Text, context: Context) -> Assessment | None:
    """A reflection with a plain question after it, each of which passes by itself, judged as the reflection."""
    asked = [s for s in text.sentences if is_question(text.text[s.start : s.end])]
    said = [s for s in text.sentences if s not in asked]
    if not asked or not said or any(is_leading(text.text[s.start : s.end]) for s in asked):
        return None
    parts = [" ".join(words[slice(*text.origin(*s))] for s in part) for part in (said, asked)]
    statement = assess(parts[0], client=context.said, skill="reflection")
    if not statement.passed or not assess(parts[1], client=context.said, skill="open_question").passed:
        return None
    return replace(statement, behaviors=(*statement.behaviors, "Q"))


def _closest(text: Text, context: Context) -> str:
    """The one answer, of all that were given, that a turn shares most with; "" where it shares nothing."""
    mine = set(content_stems(text.words))
    told = max(reversed(context.told), key=lambda one: len(mine & one.stems))
    return told.words if mine & told.stems else ""


def _highest(judged: Sequence[Assessment]) -> Assessment:
    # Of equal levels that pass the later skill: the list goes from the general to the special.
    return max(enumerate(judged), key=lambda pair: (pair[1].rating, pair[0] if pair[1].passed else -pair[0]))[1]


def _taken_up(text: Text, context: Context) -> str:
    """What the client said that a turn may take up: the last answers, and earlier ones that share most with it."""
    mine = set(content_stems(text.words))
    before, recent = context.told[: -_RECENT + 1], context.told[-_RECENT + 1 :]
    shared = sorted(range(len(before)), key=lambda n: (-len(mine & before[n].stems), -n))[:_TAKEN_UP]
    chosen = [before[n].words for n in sorted(shared) if mine & before[n].stems]
    return " ".join([*chosen, *(told.words for told in recent), context.said])


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
    signals = _in_the_way(text, best, context)
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
    if best.skill == "affirmation" and best.passed and not _COULD_NOT.search(text.text):
        signals.append("affirms")
    if asks and not set(signals) & PUSHES:
        signals += _asked(text, best, context)
        if not reflected and context.asked_in_a_row >= 2:
            signals.append("interrogates")
    if not signals and _wanders(text, context):
        signals.append("wanders")
    return signals


def _contempt(text: Text, best: Assessment, context: Context) -> str:
    """Whether a turn insults the client ("insults"), or speaks with contempt of what is theirs ("confronts")."""
    if not (_CONTEMPTUOUS.search(text.text) or _INSULTS.search(text.text)):
        return ""
    for span in text.sentences:
        said = text.text[span.start : span.end]
        if (hit := _INSULTS.search(said)) and not (
            _AS_SAID.search(said[: hit.start()]) or _THEY_SAY.search(said[hit.end() :])
        ):
            return "insults"
        short = len(text.words_in(span)) <= _NAME_WORDS
        if short and _CONTEMPTUOUS.search(said) and not re.search(r"\b(?:not?|feel\w*|\w+n't)\b", said):
            theirs = _CONTEMPTUOUS.search(Text(context.said).text)
            return "" if theirs else "insults"
    return "confronts" if best.rating == 1 else ""


def _in_the_way(text: Text, best: Assessment, context: Context) -> list[str]:
    if contempt := _contempt(text, best, context):
        return [contempt]  # whatever else there may be in it
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
    if context.measured and _ABOUT_THE_NUMBER.search(text.text):
        return ["evokes_confidence" if context.measured == "confidence" else "evokes"]
    asked = [text.text[s.start : s.end] for s in text.sentences]
    open_ = any(is_open(sentence) and not _FOR_A_NUMBER.search(sentence) for sentence in asked)
    signals = ["asks_openly" if open_ else "asks_closed"] if "Seek" not in best.behaviors or open_ else []
    begins = bool(_WHERE_TO_BEGIN.search(text.text))
    if begins and context.lacks and not _PLANNING.search(text.text):
        return signals
    imagines = best.skill == "evoke_change_talk" and _IMAGINES.search(text.text)
    if best.skill == "planning" or (open_ and not imagines and (begins or _PLANNING.search(text.text))):
        signals.append(_BY_LACK[context.lacks])
    elif open_ and _ASKS_CONFIDENCE_SOURCES.search(text.text):
        signals.append("evokes_confidence")
    elif open_ and (best.skill == "evoke_change_talk" if best.passed else _ASKS_REASONS.search(text.text)):
        signals.append("evokes")
    return signals


def _wanders(text: Text, context: Context) -> bool:
    theirs = context.own.union(content_stems(Text(context.said).words), *(told.stems for told in context.told))
    shared = theirs.intersection(content_stems(text.words))
    return not shared and not re.search(r"\byou(?:'\w+|r|rs)?\b", text.text)
