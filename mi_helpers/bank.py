"""The exercise bank: clients, pushy replies, hints and rated examples, one TOML file per lesson, validated on load."""

import difflib
import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any, Final, TypeVar

from mi_helpers.skills import SKILLS, get_skill
from mi_helpers.toml_reader import TomlReader

GOOD_EXAMPLE: Final = 4
"""The rating from which an example is shown to learners as a good answer; every exercise has one."""


_Item = TypeVar("_Item")


FORMS: Final = ("A", "B")
"""The two forms of the baseline: a learner meets one at the beginning and the other at the end."""

SAME_CLIENT: Final = 0.5
"""The share of four-word runs that makes two clients say nearly the same; the closest shared 0.02 when this was set."""


class BankError(ValueError):
    """Something is wrong with the bank or with what was asked of it; the message says what and how to mend it."""


@dataclass(frozen=True, slots=True)
class Example:
    """A reply to the exercise's client with its rating.

    Attributes:
        text: the reply.
        rating: 1 to 5 by the course's rating guide (adapted from the Helpful Responses Questionnaire,
            Miller, Hedrick and Orlofsky 1991).
        why: one line for the learner: what earns this rating.
    """

    text: str
    rating: int
    why: str


@dataclass(frozen=True, slots=True)
class Exercise:
    """One client who resists change, and what is known about good and bad replies.

    Attributes:
        id: unique in the bank; begins with the lesson's number.
        lesson: the lesson's name, such as ``01_righting_reflex``.
        skill: a key of ``SKILLS``: what the learner is asked to show.
        client: what the client says.
        pushy: the reply to improve on.
        hint: what to listen for; does not give an answer away.
        examples: rated replies, best and worst.
        who: one line that introduces the client.
        question: ``q1``, ``q2`` ... when the exercise belongs to the lesson's assignment, else empty.
        form: ``A`` or ``B`` when it belongs to a form of the baseline, else empty.
    """

    id: str
    lesson: str
    skill: str
    client: str
    pushy: str
    hint: str
    examples: tuple[Example, ...]
    who: str
    question: str = ""
    form: str = ""

    @property
    def for_practice(self) -> bool:
        """Whether it is neither in an assignment nor in a form of the baseline."""
        return not self.question and not self.form


@dataclass(frozen=True, slots=True)
class ConversationTask:
    """A question of an assignment that is answered by a whole conversation with a simulated client.

    Attributes:
        id: unique in the bank; begins with the lesson's number.
        lesson: the lesson's name.
        question: ``q1``, ``q2`` ...
        clients: with whom it may be held: names of clients of the course.
    """

    id: str
    lesson: str
    question: str
    clients: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class QuizOption:
    """One answer to a quick-check question, with the explanation shown when it is chosen."""

    text: str
    right: bool
    why: str


@dataclass(frozen=True, slots=True)
class QuizQuestion:
    """One quick-check question of a lesson; exactly one option is right."""

    question: str
    options: tuple[QuizOption, ...]


@dataclass(frozen=True, slots=True)
class SpotRoadblock:
    """Words of a reply that get in the way.

    Attributes:
        words: as they stand in the reply, whole words.
        name: what they do, in one or two words, such as "Advice".
        why: one line for the learner.
    """

    words: str
    name: str
    why: str


@dataclass(frozen=True, slots=True)
class Spot:
    """A reply with roadblocks in it, for learners to find.

    Attributes:
        id: unique in the bank; begins with the lesson's number.
        who: one line that introduces the client.
        client: what the client says.
        reply: the reply to search.
        roadblocks: what is to be found; they do not overlap.
    """

    id: str
    who: str
    client: str
    reply: str
    roadblocks: tuple[SpotRoadblock, ...]


@dataclass(frozen=True, slots=True)
class BankFile:
    """What one TOML file of the bank holds."""

    lesson: str
    exercises: tuple[Exercise, ...]
    quick_check: tuple[QuizQuestion, ...]
    spots: tuple[Spot, ...] = ()
    conversations: tuple[ConversationTask, ...] = ()


def load_exercises(lesson: str | None = None, skill: str | None = None) -> tuple[Exercise, ...]:
    """Exercises of the bank in lesson and file order.

    Args:
        lesson: only this lesson's, such as ``"01_righting_reflex"``; all lessons when None.
        skill: only those that practise this skill; all skills when None.

    Raises:
        BankError: the lesson has no bank file, or a file is malformed.
        ValueError: there is no such skill.
    """
    if skill is not None:
        get_skill(skill)
    chosen = [load_lesson(lesson)] if lesson is not None else _whole_bank()
    return tuple(e for file in chosen for e in file.exercises if skill is None or e.skill == skill)


def get_exercise(exercise_id: str) -> Exercise:
    """The exercise with this id.

    Raises:
        BankError: there is none; the message names the ids that look alike.
    """
    return _with_id(exercise_id, {e.id: e for e in load_exercises()}, "exercise")


def get_spot(spot_id: str) -> Spot:
    """The reply to search with this id.

    Raises:
        BankError: there is none; the message names the ids that look alike.
    """
    return _with_id(spot_id, {s.id: s for file in _whole_bank() for s in file.spots}, "spot")


def _with_id(wanted: str, by_id: Mapping[str, _Item], kind: str) -> _Item:
    if wanted in by_id:
        return by_id[wanted]
    near = difflib.get_close_matches(wanted, by_id, n=3, cutoff=0.5) or sorted(by_id)[:5]
    raise BankError(f"There is no {kind} {wanted!r} in the bank. Did you mean: {', '.join(near)}?")


def assignment_exercises(lesson: str) -> Mapping[str, Exercise]:
    """The exercises of a lesson's assignment by question id, in order; its other questions are left out.

    Raises:
        BankError: the lesson has no bank file, or its bank file has no assignment.
    """
    return {q: task for q, task in assignment_questions(lesson).items() if isinstance(task, Exercise)}


def assignment_questions(lesson: str) -> Mapping[str, Exercise | ConversationTask]:
    """All that a lesson's assignment asks for and the computer marks, by question id, in order.

    Raises:
        BankError: the lesson has no bank file, or its bank file has no assignment.
    """
    file = load_lesson(lesson)
    tasks: list[Exercise | ConversationTask] = [*file.exercises, *file.conversations]
    questions = {task.question: task for task in tasks if task.question}
    if not questions:
        raise BankError(f"Lesson {lesson!r} has no assignment: no exercise in its bank file has a 'question'.")
    return dict(sorted(questions.items(), key=lambda item: int(item[0][1:])))


@cache
def load_lesson(lesson: str) -> BankFile:
    """One lesson's bank file, validated.

    Raises:
        BankError: there is no such file (the message lists those that exist), or it is malformed.
    """
    names = _lesson_names()
    if lesson not in names:
        raise BankError(f"There is no lesson {lesson!r} in the bank. Lessons: {', '.join(names)}.")
    return parse_bank((files("mi_helpers") / "bank" / f"{lesson}.toml").read_bytes(), f"{lesson}.toml")


def _lesson_names() -> list[str]:
    folder = files("mi_helpers") / "bank"
    return sorted(f.name.removesuffix(".toml") for f in folder.iterdir() if f.name.endswith(".toml"))


@cache
def _whole_bank() -> tuple[BankFile, ...]:
    bank = tuple(load_lesson(name) for name in _lesson_names())
    check_bank(bank)
    return bank


def check_bank(bank: Sequence[BankFile]) -> None:
    """What no file can know alone: ids used twice, and clients that say nearly the same.

    Raises:
        BankError: naming files, items and the remedy.
    """
    owner: dict[str, str] = {}
    clients: dict[str, tuple[str, int]] = {}
    shingles: dict[tuple[str, ...], list[str]] = {}
    for file in bank:
        name = f"{file.lesson}.toml"
        for item in _ids(file.exercises, file.spots, file.conversations):
            if item in owner:
                raise BankError(f"{name}: the id {item!r} is also used in {owner[item]}. Rename one.")
            owner[item] = name
        for exercise in file.exercises:
            mine = _shingles(exercise.client)
            shared = Counter(other for shingle in mine for other in shingles.get(shingle, ()))
            for other, count in shared.most_common(1):
                where, size = clients[other]
                if count > SAME_CLIENT * min(len(mine), size):
                    raise BankError(
                        f"{name}: the client of {exercise.id!r} says nearly the same as that of {other!r} in {where}. "
                        "Write another, or leave one out."
                    )
            clients[exercise.id] = (name, len(mine))
            for shingle in mine:
                shingles.setdefault(shingle, []).append(exercise.id)


def _shingles(text: str) -> set[tuple[str, ...]]:
    """All runs of four words."""
    words = re.findall(r"\w+", text.lower())
    return {tuple(words[n : n + 4]) for n in range(max(1, len(words) - 3))}


_TOML = TomlReader(BankError)
_ID = re.compile(r"\d\d(-[a-z0-9]+)+")
_QUESTION = re.compile(r"q[1-9]\d?")


def parse_bank(content: bytes, name: str) -> BankFile:
    """Read one bank file.

    Args:
        content: the file's bytes: TOML in UTF-8, with or without a byte-order mark.
        name: the file's name, for messages; its stem is the lesson.

    Raises:
        BankError: naming the file, the item and the remedy.
    """
    data = _TOML.load(content, name)
    _TOML.check_keys(data, {"conversation", "exercise", "quick_check", "spot"}, name)
    lesson = name.removesuffix(".toml")
    exercises = tuple(_exercise(item, lesson, f"{name}: exercise {n}") for n, item in _tables(data, "exercise", name))
    spots = tuple(_spot(item, lesson, f"{name}: spot {n}") for n, item in _tables(data, "spot", name))
    talks = tuple(
        _conversation(item, lesson, f"{name}: conversation {n}") for n, item in _tables(data, "conversation", name)
    )
    _check_unique(_ids(exercises, spots, talks), "id", name)
    asked = [e.question for e in exercises if e.question] + [t.question for t in talks]
    _check_unique(asked, "question", name)
    quiz = tuple(_quiz_question(item, f"{name}: quick_check {n}") for n, item in _tables(data, "quick_check", name))
    return BankFile(lesson, exercises, quiz, spots, talks)


def _ids(exercises: Sequence[Exercise], spots: Sequence[Spot], conversations: Sequence[ConversationTask]) -> list[str]:
    return [*(e.id for e in exercises), *(s.id for s in spots), *(c.id for c in conversations)]


def _id(item: Mapping[str, Any], lesson: str, where: str) -> str:
    found = _TOML.string(item, "id", where)
    if not _ID.fullmatch(found):
        raise BankError(
            f"{where} ({found}): an id looks like '{lesson[:2]}-two-words': lower case, digits and hyphens."
        )
    if not found.startswith(lesson[:2]):
        raise BankError(f"{where} ({found}): ids in this file begin with '{lesson[:2]}-'.")
    return found


def _exercise(item: Mapping[str, Any], lesson: str, where: str) -> Exercise:
    exercise_id = _id(item, lesson, where)
    where = f"{where} ({exercise_id})"
    _TOML.check_keys(item, {"id", "question", "form", "skill", "who", "client", "pushy", "hint", "examples"}, where)
    skill = _TOML.string(item, "skill", where)
    if skill not in SKILLS:
        raise BankError(f"{where}: unknown skill {skill!r}. Use one of: {', '.join(SKILLS)}.")
    question = _question(item, where) if "question" in item else ""
    form = _TOML.string(item, "form", where) if "form" in item else ""
    if form not in ("", *FORMS):
        raise BankError(f"{where}: 'form' is {form!r}; write one of {', '.join(FORMS)}.")
    examples = tuple(_example(e, f"{where}, example {n}") for n, e in _tables(item, "examples", where))
    if max((e.rating for e in examples), default=0) < GOOD_EXAMPLE:
        raise BankError(f"{where}: no example is rated {GOOD_EXAMPLE} or 5. Add one: learners see good answers.")
    return Exercise(
        id=exercise_id,
        lesson=lesson,
        skill=skill,
        client=_TOML.string(item, "client", where),
        pushy=_TOML.string(item, "pushy", where),
        hint=_TOML.string(item, "hint", where),
        examples=examples,
        who=_TOML.string(item, "who", where),
        question=question,
        form=form,
    )


def _question(item: Mapping[str, Any], where: str) -> str:
    question = _TOML.string(item, "question", where)
    if not _QUESTION.fullmatch(question):
        raise BankError(f"{where}: 'question' is {question!r}; write q1, q2, ... q99.")
    return question


def _conversation(item: Mapping[str, Any], lesson: str, where: str) -> ConversationTask:
    from mi_helpers.conversation.client import client_names  # noqa: PLC0415  (only one lesson has conversations)

    task_id = _id(item, lesson, where)
    where = f"{where} ({task_id})"
    _TOML.check_keys(item, {"id", "question", "clients"}, where)
    known = client_names()
    clients = item.get("clients")
    if not isinstance(clients, list) or not clients or not all(client in known for client in clients):
        raise BankError(f"{where}: 'clients' must be a list of names from: {', '.join(known)}.")
    return ConversationTask(task_id, lesson, _question(item, where), tuple(clients))


def _example(item: Mapping[str, Any], where: str) -> Example:
    _TOML.check_keys(item, {"text", "rating", "why"}, where)
    rating = item.get("rating")
    if type(rating) is not int or not 1 <= rating <= 5:
        raise BankError(f"{where}: 'rating' is {rating!r}; it must be a whole number from 1 to 5.")
    return Example(_TOML.string(item, "text", where), rating, _TOML.string(item, "why", where))


def _spot(item: Mapping[str, Any], lesson: str, where: str) -> Spot:
    spot_id = _id(item, lesson, where)
    where = f"{where} ({spot_id})"
    _TOML.check_keys(item, {"id", "who", "client", "reply", "roadblocks"}, where)
    reply = _TOML.string(item, "reply", where)
    found = tuple(_spot_roadblock(r, f"{where}, roadblock {n}") for n, r in _tables(item, "roadblocks", where))
    if not found:
        raise BankError(f"{where}: there is nothing to find. Add [[spot.roadblocks]] tables.")
    left = reply
    for roadblock in found:
        if reply.count(roadblock.words) != 1 or not re.search(rf"(?<!\S){re.escape(roadblock.words)}(?!\S)", reply):
            raise BankError(
                f"{where}: {roadblock.words!r} must stand once in the reply, as whole words with their stops."
            )
        if roadblock.words not in left:
            raise BankError(f"{where}: {roadblock.words!r} overlaps another roadblock. Shorten one.")
        left = left.replace(roadblock.words, "\0")
    return Spot(spot_id, _TOML.string(item, "who", where), _TOML.string(item, "client", where), reply, found)


def _spot_roadblock(item: Mapping[str, Any], where: str) -> SpotRoadblock:
    _TOML.check_keys(item, {"words", "name", "why"}, where)
    return SpotRoadblock(
        _TOML.string(item, "words", where), _TOML.string(item, "name", where), _TOML.string(item, "why", where)
    )


def _quiz_question(item: Mapping[str, Any], where: str) -> QuizQuestion:
    _TOML.check_keys(item, {"question", "options"}, where)
    options = tuple(_option(o, f"{where}, option {n}") for n, o in _tables(item, "options", where))
    if sum(o.right for o in options) != 1:
        raise BankError(f"{where}: exactly one option needs 'right = true'.")
    return QuizQuestion(_TOML.string(item, "question", where), options)


def _option(item: Mapping[str, Any], where: str) -> QuizOption:
    _TOML.check_keys(item, {"text", "right", "why"}, where)
    return QuizOption(_TOML.string(item, "text", where), item.get("right") is True, _TOML.string(item, "why", where))


def _tables(data: Mapping[str, Any], key: str, where: str) -> list[tuple[int, Mapping[str, Any]]]:
    tables = data.get(key, [])
    if not isinstance(tables, list) or not all(isinstance(t, dict) for t in tables):
        raise BankError(f"{where}: '{key}' must be written as [[{key}]] tables.")
    return list(enumerate(tables, start=1))


def _check_unique(values: list[str], key: str, name: str) -> None:
    for value in values:
        if values.count(value) > 1:
            raise BankError(f"{name}: the {key} {value!r} is used twice. Rename one.")
