"""From features and score to findings: what worked, what got in the way, one thing to try next, with the words."""

import re
from collections.abc import Iterator
from typing import Final

from mi_helpers.assessment import Finding
from mi_helpers.further import further
from mi_helpers.language import Span, Text, begins_in
from mi_helpers.markers import MarkerHit
from mi_helpers.reasons import Reason
from mi_helpers.scorer import Features
from mi_helpers.scorer.rubric import PlainReason, plain_reason
from mi_helpers.skills import Skill

_GUIDE = "Rating guide after the Helpful Responses Questionnaire (Miller, Hedrick and Orlofsky 1991)"
_MI = "Motivational Interviewing (Miller and Rollnick 2013)"
_COURSE = "This course"

_PLAIN: Final[dict[PlainReason, str]] = {
    "blank": "There are no words here yet. Write what you would say to this client.",
    "not_english": "This doesn't read as English prose, and English is all that this feedback understands.",
    "keyword_heap": "These are words from the course and not yet a sentence to a person.",
    "parrot": "This is the client's own wording said back. They may feel copied and not heard.",
    "pushy_kept": "Most of this is the pushy reply as it stood. Begin from the client's words instead.",
    "beside_the_client": "Nothing in this takes up what the client said. Begin with that: what did you hear?",
}

_REFLECTIVE: Final = frozenset({"reflection", "complex_reflection", "empathy"})

# What is said of a reply that shows the skill where no marker says more.
_SHOWN: Final = {
    "reflection": "says back what you heard, in words of your own.",
    "complex_reflection": "goes below the words, to what they may mean.",
    "empathy": "stays with how it is for them.",
    "open_question": "invites the client to tell it their own way.",
    "affirmation": "names something that they can be proud of.",
    "summary": "gathers what they said.",
    "discrepancy": "lets what they want and what happens stand side by side.",
    "autonomy": "leaves the choice where it belongs.",
    "ask_offer_ask": "shares the talking, and leaves it to them what to make of it.",
    "decisional_balance": "looks at it evenly.",
    "self_efficacy": "builds on what is already there.",
    "evoke_change_talk": "lets their own reasons for change be heard.",
    "planning": "leaves the next step to them.",
    "cognitive_link": "joins what goes through the mind, how it feels and what they do then.",
}

_SHOWN_WITHOUT_CHOICE: Final = "takes their side of it as it is, without arguing."

# Skills that show in the whole of a reply, and those that show in its question where it has one.
_WHOLE: Final = frozenset({"summary", "discrepancy", "cognitive_link", "decisional_balance", "ask_offer_ask"})
_ASKING: Final = frozenset({"open_question", "self_efficacy", "evoke_change_talk", "planning"})

_OTHER_SIDE: Final = re.compile(r"\b(?:and|but|while|yet|another|other|though|rest)\b|[,;]")

# Which markers speak for which skill, most telling first.
_STRENGTHS: Final[dict[str, tuple[str, ...]]] = {
    "reflection": ("two_sides", "metaphor", "meaning"),
    "complex_reflection": ("metaphor", "two_sides", "meaning"),
    "empathy": ("metaphor", "meaning", "two_sides"),
    "open_question": ("asks_change", "asks_link", "meaning"),
    "affirmation": ("affirming",),
    "summary": ("two_sides", "check"),
    "discrepancy": ("two_sides", "meaning"),
    "autonomy": ("choice",),
    "ask_offer_ask": ("permission", "asks_knowledge", "asks_response", "information"),
    "decisional_balance": ("two_sides", "time_horizon", "less_good_side", "good_side"),
    "self_efficacy": ("past_success", "ruler", "affirming", "confidence"),
    "evoke_change_talk": ("asks_change", "change_talk", "meaning"),
    "planning": ("next_step", "choice"),
    "cognitive_link": ("asks_link", "thought", "then_action"),
}

# What to try when the skill does not show yet.
_MISSING: Final = {
    "reflection": "Say in your own words what you heard: what they feel, want or face. End it as a statement.",
    "complex_reflection": "Guess one step further: the feeling, the worry or the value behind the words.",
    "empathy": "Name how this might be for them, with a feeling word or a picture, and leave it there.",
    "open_question": "Ask one question that begins with what or how and that you don't know the answer to.",
    "affirmation": "Look for something they have done or held on to, however small, and name it: 'You ...'.",
    "summary": "Gather two or more things that they said, both sides, and ask what you missed.",
    "discrepancy": "Put what they want and what happens now into one sentence, joined by 'and', not 'but'.",
    "autonomy": "Say plainly whose choice it is, and mean it. No argument after it.",
    "ask_offer_ask": "Ask first whether they want to hear it or what they know. Afterwards ask what they make of it.",
    "decisional_balance": "Ask about both, or say both back: the good and the less good of it, now and later.",
    "self_efficacy": "Find something that they have already managed, and ask how they did it.",
    "evoke_change_talk": "Ask why they might want this, or say back the part of them that does.",
    "planning": "Ask what small step they would choose, and leave the choosing to them.",
    "cognitive_link": "Join three things: the thought, the feeling it brings, and what they do then.",
}


def find_findings(
    response: Text, f: Features, *, reason: Reason | None, rest: Span | None, skill: Skill, rating: int
) -> tuple[Finding, ...]:
    """Everything worth telling the learner, most important first within each kind.

    Args:
        response: the reply.
        f: its features.
        reason: why it fails, if it does and no rule says why.
        rest: what of it would pass by itself, if some of it is in the way.
        skill: the skill it was judged for.
        rating: its rating, 1 to 5.
    """
    found = list(_in_the_way(response, f, reason))
    if rating >= 3:
        found += _strengths(response, f, skill)
    elif rest:
        message = "does the job. Keep this part, and stop there."
        found.append(Finding("strength", "rest_does", message, *response.origin(*rest), _MI))
    found += _next_step(f, skill, rating, reason, rest=rest is not None)
    return tuple(found)


def _in_the_way(response: Text, f: Features, reason: Reason | None) -> Iterator[Finding]:
    """Roadblocks that rules found; else the one most basic reason why the reply fails."""
    if f.roadblocks:
        for hit in sorted(f.roadblocks, key=lambda h: not h.rule.blunt):
            start, end = response.origin(*hit.span)
            yield Finding("roadblock", hit.rule.id, hit.rule.message, start, end, hit.rule.source)
        return
    if plain := plain_reason(f):
        yield Finding("roadblock", plain, _PLAIN[plain], None, None, _GUIDE)
    elif reason and reason.span:
        place = response.origin(*reason.span)
        yield Finding("roadblock", reason.rule, reason.lookalike.message, *place, reason.lookalike.source)
    elif reason:
        yield Finding("roadblock", reason.rule, reason.lookalike.message, None, None, reason.lookalike.source)


def _strengths(response: Text, f: Features, skill: Skill) -> Iterator[Finding]:
    """What shows the skill, by its markers, one thing a sentence; where there are none, what shows it as a whole."""
    taken: list[Span] = []
    for marker_id in _STRENGTHS[skill.id]:
        for hit in f.marker_hits:
            sentence = _whole_sentence(hit.span, response)
            if hit.marker.id == marker_id and sentence not in taken and _bears_out(hit, sentence, response, f):
                yield Finding("strength", marker_id, hit.marker.message, *response.origin(*sentence), hit.marker.source)
                taken.append(sentence)
                break
    feeling = _feeling_words(response, f)
    if feeling and f.client_known and skill.id in _REFLECTIVE | {"cognitive_link", "summary"}:
        start, end = response.origin(*feeling)
        yield Finding("strength", "feeling", "names a feeling that the client left unsaid.", start, end, _MI)
        taken.append(feeling)
    if not taken:
        message = _SHOWN_WITHOUT_CHOICE if skill.id == "autonomy" else _SHOWN[skill.id]
        yield Finding("strength", "shown", message, *response.origin(*_showing(response, f, skill)), _MI)


def _bears_out(hit: MarkerHit, sentence: Span, response: Text, f: Features) -> bool:
    """Whether a marker's message is true of its sentence: its wording alone can mean something else."""
    words = response.text[sentence.start : sentence.end]
    match hit.marker.id:
        case "two_sides":  # "part of you is tired" is one side
            return "part of you" not in response.text[hit.span.start : hit.span.end] or bool(_OTHER_SIDE.search(words))
        case "asks_knowledge":  # after a fact, "what do you make of it?" asks for a response
            also = {h.marker.id for h in f.marker_hits if begins_in(h.span, sentence)}
            return sentence == response.sentences[0] or "asks_response" not in also
        case "thought" | "then_action":  # in one sentence the two are a link, which is more than either
            also = {h.marker.id for h in f.marker_hits if begins_in(h.span, sentence)}
            return not {"thought", "then_action"} <= also
    return True


def _showing(response: Text, f: Features, skill: Skill) -> Span:
    """Where a skill shows that no marker gives away: as a whole, in the question, or in the longest sentence."""
    if skill.id in _WHOLE:
        return Span(response.sentences[0].start, response.sentences[-1].end)
    chosen = (f.questions if skill.id in _ASKING else f.statements) or response.sentences
    return max(chosen, key=lambda span: len(response.words_in(span)))


def _next_step(f: Features, skill: Skill, rating: int, reason: Reason | None, *, rest: bool) -> Iterator[Finding]:
    if rating >= 5:
        return
    if rating >= 3:
        message = further(f, skill, rating)
    elif rest:
        message = "Leave out what is in the way, and let the rest stand on its own."
    elif reason and reason.lookalike.family == "misses the client":
        message = "Take one word or picture of theirs, and build on that."
    elif f.roadblocks and f.shared:
        message = f"Leave out what is in the way. {_MISSING[skill.id]}"
    else:
        message = _MISSING[skill.id]
    yield Finding("next", f"{skill.id}_next", message, None, None, _COURSE)


def _feeling_words(response: Text, f: Features) -> Span | None:
    for word in response.words:
        if word.stem in f.new_feelings and word.text != "please":  # which has the stem of "pleased"
            return Span(word.start, word.end)
    return None


def _whole_sentence(span: Span, response: Text) -> Span:
    """The sentence around a span: a marked half-phrase reads as a riddle."""
    for sentence in response.sentences:
        if begins_in(span, sentence):
            return sentence
    return span
