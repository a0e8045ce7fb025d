"""From features and score to findings: what worked, what got in the way, one thing to try next, with the words."""

import re
from collections.abc import Iterator
from typing import Final

from mi_helpers.assessment import Finding
from mi_helpers.language import Span, Text, begins_in
from mi_helpers.scorer import Features
from mi_helpers.scorer.rubric import PUSHY_KEPT, is_keyword_heap, is_parrot, relevance
from mi_helpers.skills import Skill

_GUIDE = "Rating guide after the Helpful Responses Questionnaire (Miller, Hedrick and Orlofsky 1991)"
_MI = "Motivational Interviewing (Miller and Rollnick 2013)"
_COURSE = "This course"

_REFLECTIVE: Final = frozenset({"reflection", "complex_reflection", "empathy"})

_SPEAKS_TO_CLIENT = re.compile(
    r"(?:so,? |and |it (?:sounds|seems|feels) (?:like|as if) |sounds like |part of )*"
    r"(?:you|you're|you've|you'd|your|it's|that|those|after)\b"
)

# Skills whose usual answer is a statement: for these a question in place of it is the commonest miss.
_STATEMENT_SKILLS: Final = frozenset(
    {"reflection", "complex_reflection", "empathy", "affirmation", "summary", "discrepancy"}
)

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

# What to try when it shows, and could go further.
_DEEPEN: Final = {
    "reflection": "To go further, you could name the feeling in it, if you think you hear one.",
    "complex_reflection": "To go further, name what is at stake for them, or try a picture of your own.",
    "empathy": "To go further, be more exact about the feeling: which sort, and what it is about.",
    "open_question": "To go further, tie the question to the client's own words.",
    "affirmation": "To go further, say what it shows about them: the value or strength behind it.",
    "summary": "To go further, take up both sides and end by asking what you left out.",
    "discrepancy": "To go further, name what they value in their own words before you set it beside what happens.",
    "autonomy": "To go further, first say back what makes them push away; then leave the choice with them.",
    "ask_offer_ask": "To go further, have all three: ask, a little neutral information, and ask what they make of it.",
    "decisional_balance": "To go further, look at both sides evenly, and at now as well as later.",
    "self_efficacy": "To go further, ask what their own success says about what they can do.",
    "evoke_change_talk": "To go further, use their own words for what they want.",
    "planning": "To go further, make the step small and ask how and when they would like to begin.",
    "cognitive_link": "To go further, name all three, thought, feeling and action, and check whether it fits.",
}


def find_findings(response: Text, f: Features, skill: Skill, rating: int) -> tuple[Finding, ...]:
    """Everything worth telling the learner, most important first within each kind.

    Args:
        response: the reply.
        f: its features.
        skill: the skill it was judged for.
        rating: its rating, 1 to 5.
    """
    found = list(_roadblocks(response, f))
    found += _lookalikes(response, f, skill, rating)
    found += _strengths(response, f, skill, rating)
    found += _next_step(f, skill, rating, listens=any(finding.rule == "listens" for finding in found))
    return tuple(found)


def _roadblocks(response: Text, f: Features) -> Iterator[Finding]:
    for hit in sorted(f.roadblocks, key=lambda h: not h.rule.blunt):
        start, end = response.origin(*hit.span)
        yield Finding("roadblock", hit.rule.id, hit.rule.message, start, end, hit.rule.source)


def _lookalikes(response: Text, f: Features, skill: Skill, rating: int) -> Iterator[Finding]:
    """Why a reply without a roadblock does not do: said once, the most basic reason first."""
    if rating >= 3 or f.roadblocks:
        return
    where: Span | None = None
    if f.words == 0:
        rule, message = "blank", "There are no words here yet. Write what you would say to this client."
    elif not f.english:
        rule = "not_english"
        message = "This doesn't read as English prose, and English is all that this feedback understands."
    elif is_keyword_heap(f):
        rule, message = "keyword_heap", "These are words from the course and not yet a sentence to a person."
    elif is_parrot(f):
        rule, message = (
            "parrot",
            "This is the client's own wording said back. They may feel copied and not heard.",
        )
    elif f.like_pushy >= PUSHY_KEPT:
        rule, message = (
            "pushy_kept",
            "Most of this is the pushy reply as it stood. Begin from the client's words instead.",
        )
    elif relevance(f) < 0.5:
        rule, message = (
            "off_topic",
            "It's hard to tell from these words that they are for this client. Take up something that they said.",
        )
    elif skill.id in _STATEMENT_SKILLS and f.only_question:
        rule, message = (
            "question_instead",
            "This asks. A question makes the client answer you; a statement lets them go on.",
        )
        where = f.questions[0]
    elif f.leading:
        rule, message = (
            "leading_question",
            "This question already knows its answer. The client will hear the push in it.",
        )
        where = f.questions[0]
    elif skill.id == "open_question" and f.questions and not f.open_questions:
        rule, message = "closed_question", "A yes or a no would answer this."
        where = f.questions[0]
    elif len(f.questions) > 1 and skill.id not in ("ask_offer_ask", "summary"):
        rule, message = (
            "stacked_questions",
            "Several questions at once: the client can hardly answer them all. Keep the best.",
        )
        where = f.questions[0]
    elif f.vague_only:
        rule, message = "vague", "This would fit almost anybody. What is it like for this client?"
    elif f.about_me:
        rule, message = "about_me", "This turns to you. Leave the room to the client."
    else:
        rule, message = (
            "skill_missing",
            f"No roadblock was found here, but {skill.title.lower()} doesn't show yet.",
        )
    start, end = response.origin(*where) if where else (None, None)
    yield Finding("roadblock", rule, message, start, end, _GUIDE)


def _strengths(response: Text, f: Features, skill: Skill, rating: int) -> Iterator[Finding]:
    if rating < 3:
        if f.roadblocks:
            yield from _listening_before(response, f)
        return
    yielded = 0
    for marker_id in _STRENGTHS[skill.id]:
        hit = next((h for h in f.marker_hits if h.marker.id == marker_id), None)
        if hit:
            start, end = response.origin(*_whole_sentence(hit.span, response))
            yield Finding("strength", marker_id, hit.marker.message, start, end, hit.marker.source)
            yielded += 1
    feeling = _feeling_words(response, f)
    if feeling and skill.id in _REFLECTIVE | {"cognitive_link", "summary"}:
        start, end = response.origin(*feeling)
        yield Finding("strength", "feeling", "names a feeling that the client left unsaid.", start, end, _MI)
        yielded += 1
    if not yielded:
        start, end = response.origin(*response.sentences[0])
        if skill.id == "open_question":
            yield Finding("strength", "open", "invites the client to tell it their own way.", start, end, _MI)
        else:
            yield Finding("strength", "said_back", "takes up what was said; no push was found in it.", start, end, _MI)


def _listening_before(response: Text, f: Features) -> Iterator[Finding]:
    """A first sentence that listens, before a roadblock comes: worth keeping as it is."""
    first = response.sentences[0] if response.sentences else None
    if first is None or first not in f.statements or any(h.span.start < first.end for h in f.roadblocks):
        return
    alone = f.beside
    speaks_to_client = _SPEAKS_TO_CLIENT.match(response.text, first.start, first.end)
    if alone and alone.shared and relevance(alone) >= 0.6 and speaks_to_client and not is_parrot(alone):
        start, end = response.origin(*first)
        yield Finding("strength", "listens", "listens. Keep this part, and stop there.", start, end, _MI)


def _next_step(f: Features, skill: Skill, rating: int, listens: bool) -> Iterator[Finding]:
    if rating >= 5:
        return
    if rating >= 3:
        message = _further(f, skill)
    elif listens and skill.id in _STATEMENT_SKILLS:
        message = "Leave out what is in the way, and let your first sentence stand on its own."
    elif f.roadblocks and f.shared:
        message = f"Leave out what is in the way. {_MISSING[skill.id]}"
    else:
        message = _MISSING[skill.id]
    yield Finding("next", f"{skill.id}_next", message, None, None, _COURSE)


def _further(f: Features, skill: Skill) -> str:
    """How a reply that shows the skill could show it better."""
    if skill.id not in _REFLECTIVE:
        return _DEEPEN[skill.id]
    if len(f.shared) <= 1:
        return "To go further, you could tie it to one more detail that only this client would tell you."
    if not f.new_feelings:
        return _DEEPEN[skill.id]
    if f.words > 25:
        return "To go further, say it in half the words. A short reflection leaves more room."
    return "To go further, reach for what matters to them behind the feeling."


def _feeling_words(response: Text, f: Features) -> Span | None:
    for word in response.words:
        if word.stem in f.new_feelings:
            return Span(word.start, word.end)
    return None


def _whole_sentence(span: Span, response: Text) -> Span:
    """The sentence around a span: a marked half-phrase reads as a riddle."""
    for sentence in response.sentences:
        if begins_in(span, sentence):
            return sentence
    return span
