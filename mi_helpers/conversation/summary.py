"""A conversation in figures, as MITI 4.2.1 counts one, with the moments that mattered and one thing to try next."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from mi_helpers.assessment import Assessment
from mi_helpers.conversation.simulator import ENDINGS, Conversation
from mi_helpers.conversation.state import EFFECTS, State
from mi_helpers.skills import SKILLS

CODES: Final[Mapping[str, str]] = {
    "GI": "Giving Information",
    "Persuade": "Persuade",
    "Persuade with permission": "Persuade with Permission",
    "Q": "Question",
    "SR": "Simple Reflection",
    "CR": "Complex Reflection",
    "AF": "Affirm",
    "Seek": "Seeking Collaboration",
    "Emphasize": "Emphasizing Autonomy",
    "Confront": "Confront",
}
"""The ten behaviour codes of MITI 4.2.1 (Moyers, Manuel and Ernst 2014), in its order."""

CAVEAT: Final = (
    "The manual's marks for fair and good are the opinion of experts, without norms or other evidence behind them: the "
    "manual says so itself. And a ratio can be had by asking nothing. Read it beside the counts, over a whole "
    "conversation. The codes are those of a program and not of a trained coder."
)
MARKS: Final[Mapping[str, tuple[float, float]]] = {"R:Q": (1.0, 2.0), "%CR": (40.0, 50.0)}
"""What MITI 4.2.1 calls fair and good."""

_ADHERENT: Final = ("Seek", "AF", "Emphasize")
_NON_ADHERENT: Final = ("Confront", "Persuade")
_MOMENTS: Final = 3
_LEAST_MOVE: Final = 0.15  # a turn that moved less was no moment

# From so many turns on it is worth saying that something has not been done at all.
_ENOUGH_TURNS: Final = 4


@dataclass(frozen=True, slots=True)
class Exchange:
    """A practitioner's turn, and what it was an answer to.

    Attributes:
        number: 1 for the first.
        client: what the client had said.
        practitioner: what the practitioner said.
        answer: what the client said then, "" where nothing follows.
        assessment: the judgement on it.
        codes: its MITI codes.
        signals: what it did, keys of ``state.EFFECTS``.
        before: the client's state before it, by the simulator's rules.
        after: the same after it.
    """

    number: int
    client: str
    practitioner: str
    answer: str
    assessment: Assessment
    codes: tuple[str, ...]
    signals: tuple[str, ...]
    before: State
    after: State

    @property
    def moved(self) -> float:
        """How far it moved the conversation's standing."""
        return self.after.standing - self.before.standing


@dataclass(frozen=True, slots=True)
class SessionSummary:
    """A conversation in figures.

    Attributes:
        turns: the practitioner's turns with words in them.
        counts: of each of the ten codes.
        moments: the turns that moved the client most, in the order of the conversation.
        next_step: one thing to try next.
        skill: the skill that it belongs to, a key of ``SKILLS``.
        ending: how it ended, in words; "" for a conversation that was not with a simulated client.
    """

    turns: int
    counts: Mapping[str, int]
    moments: tuple[Exchange, ...]
    next_step: str
    skill: str
    ending: str

    @property
    def reflections(self) -> int:
        """Simple and complex ones."""
        return self.counts["SR"] + self.counts["CR"]

    @property
    def reflections_to_questions(self) -> float | None:
        """R:Q; None where nothing was asked."""
        return self.reflections / self.counts["Q"] if self.counts["Q"] else None

    @property
    def percent_complex(self) -> float | None:
        """%CR; None where nothing was reflected."""
        return 100 * self.counts["CR"] / self.reflections if self.reflections else None

    @property
    def adherent(self) -> int:
        """MI-adherent behaviours: Seeking Collaboration, Affirm, Emphasizing Autonomy."""
        return sum(self.counts[code] for code in _ADHERENT)

    @property
    def non_adherent(self) -> int:
        """MI-non-adherent behaviours: Confront and Persuade."""
        return sum(self.counts[code] for code in _NON_ADHERENT)


def exchanges(conversation: Conversation) -> tuple[Exchange, ...]:
    """The turns of a simulated conversation."""
    return tuple(
        Exchange(
            t.number, t.heard, t.words, t.answer.said, t.assessment, t.read.codes, t.read.signals, t.before, t.after
        )
        for t in conversation.turns
    )


def summarise(turns: Sequence[Exchange], ending: str = "") -> SessionSummary:
    """Sum up a conversation.

    Args:
        turns: the practitioner's turns, in order.
        ending: how it ended, a key of ``simulator.ENDINGS``, or "".
    """
    counts: Counter[str] = Counter(dict.fromkeys(CODES, 0))
    for turn in turns:
        counts.update(set(turn.codes))  # at most one of each a turn, as MITI has it for questions
    signals = Counter(signal for turn in turns for signal in turn.signals)
    spoken = [turn for turn in turns if turn.practitioner.strip()]
    skill, words = _next_step(len(spoken), counts, signals)
    return SessionSummary(len(spoken), dict(counts), _moments(turns), words, skill, ENDINGS.get(ending, ""))


def _moments(turns: Sequence[Exchange]) -> tuple[Exchange, ...]:
    strongest = sorted((t for t in turns if abs(t.moved) >= _LEAST_MOVE), key=lambda t: (-abs(t.moved), t.number))
    return tuple(sorted(strongest[:_MOMENTS], key=lambda t: t.number))


# What to try next, by what is in the way or missing: the skill, and the words.
_NEXT: Final[Mapping[str, tuple[str, str]]] = {
    "silent": (
        "reflection",
        "Say something, however short: what have you heard?",
    ),
    "pushes": (
        "autonomy",
        "Several turns told, warned or argued. When you notice the wish to put something right, say back what you "
        "heard in its place, and leave the choice with them.",
    ),
    "asks": ("reflection", "You asked more often than you reflected. Before each question, say what you have heard."),
    "shallow": (
        "complex_reflection",
        "Most of your reflections stay with the words. Take one of them a step further: the feeling, the value, or "
        "where the sentence was going.",
    ),
    "early": (
        "evoke_change_talk",
        "You asked for a plan early. First ask what they would want it for, and say that back.",
    ),
    "untrusted": (
        "reflection",
        "You asked for a plan before they trusted you with one. Stay a little longer with what they tell you, and say "
        "it back.",
    ),
    "unsure": (
        "self_efficacy",
        "They want it to be different; what is missing is confidence that they can. Ask what they have managed before, "
        "what helped then, or what would make them a little surer, and come back to the next step after that.",
    ),
    "tells": (
        "ask_offer_ask",
        "Before you tell something, ask. Keep it short, and ask what they make of it.",
    ),
    "affirm": (
        "affirmation",
        "Nobody has named a strength yet. Find something that they did or held on to, and say it.",
    ),
    "evoke": (
        "evoke_change_talk",
        "You listened. Now ask for their own reasons: what would be better, and what makes it matter?",
    ),
    "plan": (
        "planning",
        "When you hear them lean towards change, ask what they would like to do, and let them choose.",
    ),
    "gather": ("summary", "Gather what they have said, both sides, in a few sentences, and ask what you have missed."),
}


def _next_step(spoken: int, counts: Mapping[str, int], signals: Mapping[str, int]) -> tuple[str, str]:
    """A skill and what to try: of what got in the way or is missing, the most basic."""
    reflections = counts["SR"] + counts["CR"]
    pushes = sum(signals[signal] for signal in ("persuades", "nudges", "confronts", "informs", "insults"))
    enough = spoken >= _ENOUGH_TURNS
    conditions = {
        "silent": not spoken,
        "pushes": pushes * 4 >= spoken,
        "asks": reflections == 0 or reflections < counts["Q"],
        "shallow": reflections >= _ENOUGH_TURNS and counts["CR"] * 10 < reflections * 4,
        "early": bool(signals["plans_early"]),
        "untrusted": bool(signals["plans_untrusted"]),
        "unsure": bool(signals["plans_unsure"]) and not signals["plans"],
        "tells": bool(pushes),
        "affirm": enough and not counts["AF"],
        "evoke": enough and not signals["evokes"] + signals["evokes_confidence"] + signals["measures"],
        "plan": enough and not signals["plans"],
    }
    return _NEXT[next((name for name, holds in conditions.items() if holds), "gather")]


def mark(name: str, value: float | None) -> str:
    """What the manual would call a value: "good", "fair", "below fair", or "" where there is none.

    Args:
        name: a key of :data:`MARKS`.
        value: R:Q, or %CR from 0 to 100.
    """
    if value is None:
        return ""
    fair, good = MARKS[name]
    return "good" if value >= good else "fair" if value >= fair else "below fair"


def figures(summary: SessionSummary) -> tuple[tuple[str, str, str], ...]:
    """The summary's figures as rows: name, value, and the manual's mark or what it is made of."""
    ratio, complex_share = summary.reflections_to_questions, summary.percent_complex
    return (
        (
            "Reflections to questions (R:Q)",
            "no questions" if ratio is None else f"{ratio:.1f} : 1",
            mark("R:Q", ratio) or "fair from 1 : 1, good from 2 : 1",
        ),
        (
            "Complex reflections (%CR)",
            "no reflections" if complex_share is None else f"{complex_share:.0f}%",
            mark("%CR", complex_share) or "fair from 40%, good from 50%",
        ),
        ("MI-adherent", str(summary.adherent), "Seeking Collaboration, Affirm, Emphasizing Autonomy"),
        ("MI-non-adherent", str(summary.non_adherent), "Confront, Persuade"),
    )


def what_it_did(signals: Sequence[str]) -> str:
    """What a turn did, in words: "You ...".

    Args:
        signals: keys of ``state.EFFECTS``.
    """
    titles = [EFFECTS[signal].title for signal in signals]
    if not titles:
        return "This moved little."
    return f"You {titles[0] if len(titles) == 1 else ', '.join(titles[:-1]) + ' and ' + titles[-1]}."


def how_it_moved(before: State, after: State) -> str:
    """What a turn moved in the client, in words."""
    moved = [
        f"{name} {'up' if now > then else 'down'} {'a little' if round(now) == round(then) else f'to {now:.0f}'}"
        for name, then, now in (
            ("trust", before.trust, after.trust),
            ("importance", before.importance, after.importance),
            ("confidence", before.confidence, after.confidence),
            ("discord", before.discord, after.discord),
        )
        if abs(now - then) >= _LEAST_MOVE
    ]
    return f"{', '.join(moved).capitalize()}." if moved else "Little moved in the client."


def to_text(summary: SessionSummary) -> str:
    """The summary as plain text."""
    lines = [f"{summary.turns} turns. {summary.ending}".strip(), "", "As MITI 4.2.1 counts:"]
    lines += [f"  {name}: {summary.counts[code]}" for code, name in CODES.items()]
    lines += [f"  {name}: {value} ({note})" for name, value, note in figures(summary)]
    lines += ["", CAVEAT, ""]
    if summary.moments:
        lines.append("Moments that mattered:")
        for turn in summary.moments:
            lines.append(f"  {turn.number}. “{shortened(turn.practitioner)}”")
            lines.append(f"     {what_it_did(turn.signals)} {how_it_moved(turn.before, turn.after)}")
            if turn.answer:
                lines.append(f"     Then: “{shortened(turn.answer)}”")
        lines.append("")
    skill = SKILLS[summary.skill]
    lines.append(f"To try next: {summary.next_step} (Lesson {skill.lesson[:2]}, {skill.title.lower()}.)")
    return "\n".join(lines)


def as_data(summary: SessionSummary) -> dict[str, Any]:
    """The summary as JSON-ready data."""
    return {
        "turns": summary.turns,
        "counts": dict(summary.counts),
        "reflections_to_questions": summary.reflections_to_questions,
        "percent_complex": summary.percent_complex,
        "mi_adherent": summary.adherent,
        "mi_non_adherent": summary.non_adherent,
        "caveat": CAVEAT,
        "moments": [turn.number for turn in summary.moments],
        "next": {"skill": summary.skill, "words": summary.next_step},
        "ending": summary.ending,
    }


def shortened(words: str, most: int = 160) -> str:
    """Words for a quotation: on one line, cut where they are long."""
    line = " ".join(words.split())
    return line if len(line) <= most else line[:most].rsplit(" ", 1)[0] + " …"
