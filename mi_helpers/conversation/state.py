"""What goes on in a simulated client, as numbers, and the rules by which a turn moves it, as data.

Each :class:`Effect` has a source for its direction: which way such a turn moves people. How far it moves them is our
own choice, made so that a conversation of fifteen to thirty turns can go well or badly. These are no measurements, and
a client of flesh and blood is under no obligation to follow them.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from types import MappingProxyType
from typing import Final, Literal

_MI = "Motivational Interviewing (Miller and Rollnick 2013)"
_MITI = "MITI 4.2.1 (Moyers, Manuel and Ernst 2014)"
_CHAIN = "Moyers, Martin, Houck, Christopher and Tonigan 2009: MI-consistent practice and client change talk"
_SEQUENCES = "Apodaca et al. 2016: which practitioner behaviors are followed by change talk and sustain talk"
_STYLE = "Miller, Benefield and Tonigan 1993: a confronting style and client resistance"
_TEACH = "Patterson and Forgatch 1985: teaching and confronting are followed by noncompliance, support is not"
_META = "Magill et al. 2014, meta-analysis: MI-inconsistent practice and sustain talk"
_EVOKE = "Glynn and Moyers 2010: change talk rises when the practitioner evokes it"
_RULER = "Rollnick, Mason and Butler 1999, Health Behavior Change: importance and confidence rulers"
_GORDON = "Gordon's roadblocks (Thomas Gordon 1970, Parent Effectiveness Training)"
_COURSE = "This course"

Kind = Literal["good", "bad", "mild", "neutral"]
Mood = Literal["discord", "guarded", "ambivalent", "opening", "change"]
Lack = Literal["", "importance", "confidence", "trust"]

DISCORD_FROM: Final = 5.0
"""From here on the client answers the practitioner and no longer the question."""

LEAVES_FROM: Final = 8.5
"""From this discord on the client ends the conversation: leaves, or gets polite, as their manners are."""

GIVES_UP_BELOW: Final = 0.6
"""Below this trust the client sees no point in staying."""

TALKS_FROM: Final = 3.5
"""From this trust on both sides are said aloud."""

OPENS_FROM: Final = 5.5
"""From this trust on the client says what is behind it."""

LEANS_FROM: Final = 5.5
"""From this importance on, with enough trust, change talk prevails."""

READY_FROM: Final = 5.5
"""With this importance and confidence a question about a next step gets an answer; shown as 6."""

VOLUNTEERS_FROM: Final = 8.0
"""With these the client comes out with a next step unasked."""


@dataclass(frozen=True, slots=True)
class State:
    """A client's state of mind. All numbers run from 0 to 10.

    Attributes:
        trust: how safe it feels to say how it is.
        importance: how much they want things to be different.
        confidence: how able they feel to change them.
        discord: how much they and the practitioner pull against each other.
        opened: ids of the topics that have come up, in order.
    """

    trust: float
    importance: float
    confidence: float
    discord: float
    opened: tuple[str, ...] = ()

    @property
    def readiness(self) -> float:
        """The mean of importance and confidence."""
        return (self.importance + self.confidence) / 2

    @property
    def standing(self) -> float:
        """How well the conversation stands: trust and readiness, less discord; -10 to 20."""
        return self.trust + self.readiness - self.discord

    @property
    def mood(self) -> Mood:
        """The state of mind in which the client speaks."""
        if self.discord >= DISCORD_FROM:
            return "discord"
        if self.trust < TALKS_FROM:
            return "guarded"
        if self.trust >= OPENS_FROM and self.importance >= LEANS_FROM:
            return "change"
        return "opening" if self.trust >= OPENS_FROM else "ambivalent"

    @property
    def lacks(self) -> Lack:
        """What is missing for a question about a next step to get an answer, the first thing first; "" if nothing."""
        if self.importance < READY_FROM:
            return "importance"
        if self.confidence < READY_FROM:
            return "confidence"
        return "" if self.mood == "change" else "trust"

    @property
    def ready(self) -> bool:
        """Whether a question about a next step would get an answer."""
        return not self.lacks


@dataclass(frozen=True, slots=True)
class Effect:
    """What one thing that a turn does moves in the client.

    Attributes:
        signal: id of what the turn does.
        title: the same in words, after "You".
        kind: "good" effects grow with the quality of the turn; "bad" ones don't depend on it; "mild" ones grate, and by
            themselves make nobody leave; "neutral" ones are neither.
        trust: and the other three: how far each is moved.
        importance: see trust.
        confidence: see trust.
        discord: see trust.
        source: for the direction.
    """

    signal: str
    title: str
    kind: Kind
    trust: float
    importance: float
    confidence: float
    discord: float
    source: str


_ALL: Final = (
    #      signal                title                                    kind   trust  imp.  conf. discord source
    Effect("reflects", "said back what you heard", "good", 0.55, 0.05, 0.0, -0.3, _CHAIN),
    Effect("reflects_deeply", "went below the words", "good", 0.9, 0.15, 0.0, -0.6, _CHAIN),
    Effect("reflects_change", "heard the side that wants change", "good", 0.1, 0.65, 0.35, 0.0, _SEQUENCES),
    Effect("reflects_sustain", "let the other side be heard, too", "good", 0.2, 0.0, 0.0, -0.4, _MI),
    Effect("summarises", "gathered what was said", "good", 0.5, 0.4, 0.2, -0.3, _MI),
    Effect("affirms", "named a strength", "good", 0.6, 0.1, 0.8, -0.3, _SEQUENCES),
    Effect("emphasises", "left the choice with them", "good", 0.4, 0.2, 0.3, -1.1, _MITI),
    Effect("owns_up", "owned up to what went wrong", "good", 0.4, 0.0, 0.0, -1.2, _MI),
    Effect("frames", "said what happens with their words", "good", 0.3, 0.0, 0.0, -0.2, _MI),
    Effect("seeks", "asked leave, or asked for their view", "good", 0.3, 0.0, 0.1, -0.4, _MITI),
    Effect("asks_openly", "asked an open question", "good", 0.25, 0.1, 0.05, 0.0, _SEQUENCES),
    Effect("asks_closed", "asked for a yes, a no or a number", "neutral", 0.0, 0.0, 0.0, 0.05, _MI),
    Effect("evokes", "asked for their own reasons", "good", 0.1, 0.7, 0.3, 0.0, _EVOKE),
    Effect("evokes_confidence", "asked what they can build on", "good", 0.1, 0.1, 0.8, 0.0, _MI),
    Effect("measures", "asked them to put it on a scale", "good", 0.1, 0.35, 0.35, 0.0, _RULER),
    Effect("plans", "asked for a next step when the time had come", "good", 0.2, 0.2, 0.7, 0.0, _MI),
    Effect("plans_early", "asked for a plan before there was a wish", "bad", -0.2, -0.1, -0.2, 0.6, _MI),
    Effect("plans_unsure", "asked for a plan while the confidence for it was missing", "neutral", 0, 0, 0, 0.1, _RULER),
    Effect("plans_untrusted", "asked for a plan before there was trust enough", "bad", -0.2, 0.0, 0.0, 0.4, _MI),
    Effect("offers", "shared a fact with their leave", "good", 0.2, 0.25, 0.35, 0.0, _MITI),
    Effect("persuades_with_leave", "advised with their leave", "neutral", 0.0, 0.1, 0.0, 0.1, _MITI),
    Effect("informs", "gave information that nobody had asked for", "bad", -0.3, -0.2, 0.0, 0.7, _TEACH),
    Effect("persuades", "told them what to do", "bad", -0.6, -0.4, -0.2, 1.2, _META),
    Effect("nudges", "nudged them, kindly, towards your idea", "bad", -0.3, -0.2, 0.0, 0.6, _META),
    Effect("confronts", "judged, warned or argued", "bad", -1.2, -0.5, -0.5, 2.0, _STYLE),
    Effect("insults", "insulted them", "bad", -2.5, -0.5, -0.5, 3.5, _STYLE),
    Effect("brushes_off", "comforted, praised or played it down", "bad", -0.4, -0.1, 0.0, 0.5, _GORDON),
    Effect("turns_away", "turned to something else, or to yourself", "bad", -0.4, -0.1, 0.0, 0.4, _GORDON),
    Effect("interrogates", "asked again without saying what you heard", "mild", -0.3, 0.0, 0.0, 0.4, _MI),
    Effect("parrots", "gave them their own words back", "mild", -0.15, 0.0, 0.0, 0.15, _COURSE),
    Effect("repeats", "said what you had said before", "bad", -0.5, 0.0, 0.0, 0.5, _COURSE),
    Effect("wanders", "spoke of something that isn't theirs", "bad", -0.25, -0.05, 0.0, 0.15, _COURSE),
    Effect("says_little", "said what would fit anybody", "mild", -0.1, 0.0, 0.0, 0.0, _COURSE),
    Effect("misses", "missed what they said", "mild", -0.2, 0.0, 0.0, 0.15, _COURSE),
    Effect("pauses", "left a silence", "neutral", 0.05, 0.0, 0.0, -0.05, _MI),
    Effect("stays_silent", "said nothing again", "bad", -0.35, -0.05, 0.0, 0.3, _COURSE),
    Effect("unreadable", "wrote something that they couldn't make out", "mild", -0.2, 0.0, 0.0, 0.1, _COURSE),
)  # fmt: skip

EFFECTS: Final = MappingProxyType({effect.signal: effect for effect in _ALL})
"""Every effect by its signal."""

# A turn's quality, by its rating, as a share of a good effect. A turn that isn't there yet moves little.
_BY_RATING: Final = {1: 0.0, 2: 0.25, 3: 0.8, 4: 1.0, 5: 1.15}

# Where a turn also pushes, the push is what is heard (a skill mixed with a roadblock is rated 2 for the same reason).
_BESIDE_A_PUSH: Final = 0.4

# Without trust a question about reasons finds little: engaging comes before evoking (Miller and Rollnick 2013).
_LEAST_SHARE: Final = 0.35

# What is nearly full fills slowly: the value at which nothing could be gained any more.
_FULL: Final = 13.0

# Up to this value a loss gets smaller as there is less to lose, down to this share of it.
_SAFE: Final = 4.0
_LEAST_LOSS: Final = 0.15

# What only grates wears trust down to this, and no further.
_TIRED: Final = 1.0

# What was said in anger loses its sting a little with each turn that doesn't add to it.
_CALMS: Final = 0.15


def moved(state: State, signals: Iterable[str], rating: int) -> State:
    """The state after a turn.

    Args:
        state: before it.
        signals: what the turn does, keys of :data:`EFFECTS`.
        rating: the turn's, 1 to 5.
    """
    effects = [EFFECTS[signal] for signal in signals]
    pushed = any(effect.kind in ("bad", "mild") for effect in effects)
    share = _BY_RATING[rating] * (_BESIDE_A_PUSH if pushed else 1.0)
    engaged = min(1.0, _LEAST_SHARE + state.trust / 8)
    trust, importance, confidence, discord = state.trust, state.importance, state.confidence, state.discord
    for effect in effects:
        size = share if effect.kind == "good" else 1.0
        if effect.kind == "mild":
            trust += effect.trust * min(1.0, max(0.0, state.trust - _TIRED) / _SAFE)
            discord += effect.discord * max(0.0, 1 - state.discord / DISCORD_FROM)
            continue
        trust += _step(effect.trust, state.trust) * size
        importance += _step(effect.importance, state.importance, engaged) * size
        confidence += _step(effect.confidence, state.confidence, engaged) * size
        discord += effect.discord * size
    if not pushed:
        discord -= _CALMS
    return replace(
        state,
        trust=_bounded(trust),
        importance=_bounded(importance),
        confidence=_bounded(confidence),
        discord=_bounded(discord),
    )


def _step(change: float, now: float, engaged: float = 1.0) -> float:
    """A gain is smaller the more there is already, a loss the less there is left."""
    if change > 0:
        return change * (1 - now / _FULL) * engaged
    return change * min(1.0, _LEAST_LOSS + now / _SAFE)


def _bounded(value: float) -> float:
    # Rounded, so that a replay on another machine can't drift across a threshold.
    return round(min(10.0, max(0.0, value)), 3)
