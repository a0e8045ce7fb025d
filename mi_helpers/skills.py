"""The 14 skills of the course: their names, definitions, lessons and MITI codes, said once.

Definitions follow field practice as taught in Motivational Interviewing (Miller and Rollnick) in our own words.
Behaviour codes are those of the MITI 4.2.1 manual (Moyers, Manuel and Ernst 2014, CASAA).
"""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType


@dataclass(frozen=True, slots=True)
class Skill:
    """One skill that the course teaches and assesses.

    Attributes:
        id: the contract's name, used in the bank, in ``assess`` and on the command line.
        title: what a learner sees.
        definition: what a reply must do to show the skill, one or two sentences.
        reminder: the same as a one-line nudge while writing.
        opening: how to begin, for a learner who is stuck.
        lesson: the lesson that introduces it.
        behaviors: MITI 4.2.1 codes that a reply showing this skill carries.
    """

    id: str
    title: str
    definition: str
    reminder: str
    opening: str
    lesson: str
    behaviors: tuple[str, ...]


_SKILLS = (
    Skill(
        "reflection",
        "Reflection",
        "Says back, as a statement, what the client said or meant, with nothing added that pushes.",
        "Say what you heard, as a statement. No advice, no question mark.",
        "Begin with “You”, and let the sentence run until it has said what matters to them. End it with a full stop.",
        "01_righting_reflex",
        ("SR", "CR"),
    ),
    Skill(
        "complex_reflection",
        "Complex reflection",
        "A reflection that adds what is plausibly there but unsaid: a feeling, a value, a picture, emphasis.",
        "Go one step below the words: what might this mean to them?",
        "Begin with “You”, or with a picture of your own, and say what they nearly said.",
        "03_reflective_listening",
        ("CR",),
    ),
    Skill(
        "empathy",
        "Empathy",
        "Reflects how it is to be this client right now and stays with them: no pity, no quick comfort, not about you.",
        "Name how it is for them, and stay there.",
        "Say how it is for them, in a word that is no bigger and no smaller than theirs. Leave yourself out of it.",
        "02_genuine_empathy",
        ("CR", "SR"),
    ),
    Skill(
        "open_question",
        "Open question",
        "One question that invites the client to tell more in their own way and hides no advice.",
        "One question that a yes or a no can't answer.",
        "Begin with “What”, “How” or “Tell me about”, and ask about one thing that they brought up themselves.",
        "04_oars",
        ("Q",),
    ),
    Skill(
        "affirmation",
        "Affirmation",
        "Names a strength, an effort or a value that this client has shown. It is no praise and no cheering.",
        "Name the strength or the effort that you see, in them, here.",
        "Begin with “You” and something that they did, tried or held on to, even if it didn't come off.",
        "04_oars",
        ("AF",),
    ),
    Skill(
        "summary",
        "Summary",
        "Gathers two or more things that the client said, ideally from both sides, and lets the client correct it.",
        "Gather the threads, both sides, and ask what you missed.",
        "Take one thing that speaks for change and one that speaks against. Say both, and ask what you left out.",
        "04_oars",
        ("CR", "SR", "Seek"),
    ),
    Skill(
        "discrepancy",
        "Developing discrepancy",
        "Holds what the client wants or values and what they do now side by side, gently, without cornering them.",
        "Hold both sides in one sentence, joined by 'and'.",
        "Say what they want, then what they do, and put “and” between the two where a “but” wants to be.",
        "05_discrepancy",
        ("CR",),
    ),
    Skill(
        "autonomy",
        "Supporting autonomy",
        "Meets resistance without arguing and says plainly that the choice is the client's.",
        "Don't argue. Say whose choice it is.",
        "Say back what they don't want. Then say that it's for them to decide, and stop there.",
        "06_rolling_with_resistance",
        ("Emphasize", "Seek"),
    ),
    Skill(
        "ask_offer_ask",
        "Ask, offer, ask",
        "Asks leave or what they know already, offers a little neutral information, asks what they make of it.",
        "Ask first, offer little, ask what they make of it.",
        "Three short sentences: ask whether they want it, say one neutral thing, ask what they make of it.",
        "07_sharing_information",
        ("Seek", "GI", "Q"),
    ),
    Skill(
        "decisional_balance",
        "Decisional balance",
        "Explores, evenly, the good and the less good of staying as it is and of changing, now and later.",
        "Look at both sides evenly: what is good and not so good, now and later?",
        "Start with the side that nobody asks about: what is good about things as they are? Then the other side.",
        "05_discrepancy",
        ("Q", "CR"),
    ),
    Skill(
        "self_efficacy",
        "Supporting self-efficacy",
        "Builds confidence on what the client has done before, small wins and strengths, or with a ruler.",
        "Find what they have already managed, and build on it.",
        "Look in their words for something that they have managed before, and ask, or say, how they did it.",
        "08_self_efficacy",
        ("AF", "Q", "CR"),
    ),
    Skill(
        "evoke_change_talk",
        "Evoking change talk",
        "Draws out or reflects the client's own wish, ability, reasons, need or commitment to change.",
        "Ask for, or say back, their own reasons for change.",
        "Find the one word that leans towards change. Say it back, or ask for more of it.",
        "09_change_talk_and_planning",
        ("Q", "CR", "SR"),
    ),
    Skill(
        "planning",
        "Planning together",
        "Works out with the client a small next step of their own choosing; prescribes nothing.",
        "What small step would they choose? Let them say it.",
        "Ask for one step that is small enough for this week and theirs to choose.",
        "09_change_talk_and_planning",
        ("Q", "Seek", "Emphasize"),
    ),
    Skill(
        "cognitive_link",
        "Linking thoughts, feelings and actions",
        "Links a thought, a feeling and what the client then does, tentatively, and never calls the thought wrong.",
        "Join the thought, the feeling and what happens next. Tentatively.",
        "Try the form “When this happens, you think …, and it feels …, and then you …”. Let them correct it.",
        "10_thoughts_and_feelings",
        ("CR", "Q"),
    ),
)

SKILLS: Mapping[str, Skill] = MappingProxyType({skill.id: skill for skill in _SKILLS})
"""Every skill by its id, in the order of the contract."""


def get_skill(skill_id: str) -> Skill:
    """The skill with this id.

    Raises:
        ValueError: there is no such skill; the message lists those that exist.
    """
    try:
        return SKILLS[skill_id]
    except KeyError:
        raise ValueError(f"There is no skill {skill_id!r}. Skills: {', '.join(SKILLS)}.") from None
