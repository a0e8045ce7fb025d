"""The practice screen: one client at a time, feedback on each reply.

Messages. The browser sends ``{type, item, request}``, and ``text`` and ``at`` (milliseconds since 1970) with a check
or a draft:

- ``check``: answered by ``feedback`` (``html``, and ``since``: what changed since the last try, or "") or, when there
  is nothing to judge, by ``note`` (``text``);
- ``draft``: the words go into the learner's log; answered by ``kept`` (``at``), or by nothing when they could not;
- ``hint``: answered by ``hint`` (``hints``, from the first to the last step);
- ``examples``: answered by ``examples`` (``examples``: ``level``, ``text``, ``why``) or, before a try, by ``note``.

Each answer carries the ``request`` that it answers. Anything else is ignored.
"""

from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from typing import Any

import traitlets

from mi_helpers.assess import assess
from mi_helpers.assessment import Assessment
from mi_helpers.bank import GOOD_EXAMPLE, BankError, Example, Exercise, load_exercises
from mi_helpers.feedback import compared, to_html
from mi_helpers.language import Text
from mi_helpers.log import Draft, LogError, PracticeLog, Try, try_of
from mi_helpers.practice.choose import Standing, choose
from mi_helpers.practice.screen import NOT_STATIC, Screen, exercise_html, exercise_text, level_words, script
from mi_helpers.scorer import ScorerError
from mi_helpers.skills import SKILLS

# How many good answers are shown.
_MAX_EXAMPLES = 3


def practice(lesson: str, items: Sequence[str] | None = None) -> "Practice":
    """The practice screen: one client at a time, feedback on each reply.

    Args:
        lesson: a lesson with a bank file, such as ``"01_righting_reflex"``.
        items: ids of its practice exercises in the order to show them; all of them, in file order, when None.

    Raises:
        BankError: there is no such lesson, or no such practice exercise in it; the message lists what exists.
        TypeError: ``items`` is a string.
    """
    if isinstance(items, str):
        raise TypeError(f"items is a list of exercise ids: write items=[{items!r}].")
    available = {e.id: e for e in load_exercises(lesson) if e.for_practice}
    chosen = tuple(available) if items is None else tuple(dict.fromkeys(items))
    for item in chosen:
        if item not in available:
            raise BankError(f"Lesson {lesson!r} has no practice exercise {item!r}. It has: {', '.join(available)}.")
    if not chosen:
        raise BankError(f"No practice exercises chosen from lesson {lesson!r}: leave 'items' out to get all.")
    return Practice([available[item] for item in chosen])


def practice_more(lesson: str, count: int = 6) -> "Practice":
    """The practice screen with clients chosen for this learner, and chosen anew after each reply.

    Next comes the weakest of the lesson's skills, and every fourth time an earlier skill that is due again (see
    ``choose``).

    Args:
        lesson: a lesson with a bank file, such as ``"05_discrepancy"``.
        count: how many clients.

    Raises:
        BankError: there is no such lesson.
    """
    lessons = sorted({e.lesson for e in load_exercises()})
    own = [e for e in load_exercises(lesson) if e.for_practice]
    earlier = [e for name in lessons if name < lesson for e in load_exercises(name) if e.for_practice]
    log = PracticeLog()
    try:
        standing = Standing.of(log.tries())
    except LogError:
        standing = Standing()  # the screen itself says what is wrong with the log

    def plan(done: Sequence[Exercise]) -> list[Exercise]:
        seen = {e.id for e in done}
        return choose(
            [e for e in own if e.id not in seen],
            [e for e in earlier if e.id not in seen],
            standing,
            datetime.now(UTC).timestamp(),
            count - len(done),
        )

    return Practice(plan([]), log, (standing, plan))


Plan = Callable[[Sequence[Exercise]], list[Exercise]]
"""What comes after these exercises."""


class Practice(Screen):
    """The practice screen; made by :func:`practice` and :func:`practice_more`.

    Args:
        exercises: what to practise on, in order.
        log: where drafts and tries are kept; the learner's own when None.
        planning: where the learner stands, kept up to date, and what comes next; None for a fixed order.
    """

    _esm = script("reply.js")
    items = traitlets.List(traitlets.Dict()).tag(sync=True)
    best = traitlets.Dict(help="Best rating of own tries so far, by the id of each exercise tried.").tag(sync=True)
    drafts = traitlets.Dict(help="[text, milliseconds since 1970] by exercise id, as the log has them.").tag(sync=True)
    measuring = traitlets.Bool(help="Whether replies are only kept, and feedback comes at the end.").tag(sync=True)
    recap = traitlets.Unicode(help="What stands at the end, as HTML; the browser's own words where it is empty.").tag(
        sync=True
    )
    notice = traitlets.Unicode(help="What the learner should know before they begin; mostly nothing.").tag(sync=True)

    def __init__(
        self,
        exercises: Sequence[Exercise],
        log: PracticeLog | None = None,
        planning: tuple[Standing, Plan] | None = None,
    ) -> None:
        self._exercises = {e.id: e for e in exercises}
        self._log = log or PracticeLog()
        self._planning = planning
        self._last: dict[str, Assessment] = {}
        super().__init__(items=[_card(e) for e in exercises])
        try:
            self.best = self._log.best(list(self._exercises))
            self.drafts = {
                item: [draft.text, draft.at * 1000] for item, draft in self._log.drafts(list(self._exercises)).items()
            }
        except LogError as error:
            self.notice = f"{error} You can practise all the same: your browser keeps what you type."
        if self._log.put_aside:
            self.notice = (
                f"Your practice log was damaged. It has been put aside as {self._log.put_aside}, and a new one begins."
            )
        self.on_msg(self._on_message)

    def _on_message(self, _widget: object, content: object, _buffers: object) -> None:
        match content:
            case {"request": request, "item": str(item)} if exercise := self._exercises.get(item):
                answer = self._answer(content, exercise)
                if answer:
                    self.send({**answer, "request": request})

    def _answer(self, content: object, exercise: Exercise) -> dict[str, Any] | None:
        match content:
            case {"type": "check", "text": str(text)}:
                return self._check(exercise, text)
            case {"type": "draft", "text": str(text), "at": int(at) | float(at)}:
                return self._keep_draft(exercise, text, at)
            case {"type": "hint"}:
                return {"type": "hint", "hints": _hints(exercise)}
            case {"type": "examples"} if exercise.id in self.best:
                return {"type": "examples", "examples": _good_examples(exercise)}
            case {"type": "examples"}:
                return _note("Write a reply of your own and check it first. Then compare it with good ones.")
        return None

    def _keep_draft(self, exercise: Exercise, text: str, at: float) -> dict[str, Any] | None:
        try:
            self._log.keep_draft(exercise.id, Draft(text, at / 1000))
        except LogError:
            return None  # the browser has the words, and sends them again with the next ones
        self.drafts = {**self.drafts, exercise.id: [text, at]}
        return {"type": "kept", "at": at}

    def _check(self, exercise: Exercise, text: str) -> dict[str, Any]:
        # Whatever goes wrong with one reply, the learner keeps the words and the screen.
        try:
            words = _words(text)
            if not words:
                return _note("There is nothing to check yet. Write what you would say to this client.")
            before = self._last_try(exercise)
            assessment = assess(text, client=exercise.client, skill=exercise.skill, pushy=exercise.pushy)
            since = compared(before, assessment) if before else ""
            html = to_html(assessment)
        except ScorerError as error:
            return _note(f"{error} Your words are safe.")
        except Exception as error:
            return _note(
                "Something went wrong while reading your reply. Your words are safe. Change them a little "
                "and check again, or go on to the next client. "
                f"(For a bug report: {type(error).__name__} in {exercise.id}.)"
            )
        # Trying out somebody else's words is a fine experiment, but no try of one's own.
        own = words not in (_words(exercise.pushy), _words(exercise.client))
        self._last[exercise.id] = assessment
        if own:
            self.best = {**self.best, exercise.id: max(assessment.rating, self.best.get(exercise.id, 0))}
        entry = try_of(assessment, exercise.id, exercise.lesson, own)
        self._plan_again(exercise, entry)
        try:
            self._log.add(entry)
        except LogError as error:
            return {"type": "feedback", "html": html, "since": f"This try could not be put into your log. {error}"}
        return {"type": "feedback", "html": html, "since": since}

    def _plan_again(self, current: Exercise, entry: Try) -> None:
        """Choose what comes after the current client in the light of this try."""
        if self._planning is None:
            return
        standing, plan = self._planning
        standing.add(entry)
        shown = list(self._exercises.values())
        done = shown[: shown.index(current) + 1]
        self._exercises = {e.id: e for e in [*done, *plan(done)]}
        self.items = [_card(e) for e in self._exercises.values()]

    def _last_try(self, exercise: Exercise) -> Assessment | None:
        """The try before this one, also from before the notebook was closed."""
        if exercise.id not in self._last:
            try:
                text = self._log.last_text(exercise.id)
            except LogError:
                return None
            if text is None:
                return None
            self._last[exercise.id] = assess(text, client=exercise.client, skill=exercise.skill, pushy=exercise.pushy)
        return self._last[exercise.id]

    def _html(self) -> str:
        cards = "".join(f"<li>{exercise_html(e)}</li>" for e in self._exercises.values())
        return f"<ol>{cards}</ol><p>{NOT_STATIC}</p>"

    def _text(self) -> str:
        cards = (f"{n}. {exercise_text(e)}" for n, e in enumerate(self._exercises.values(), start=1))
        return "\n\n".join([*cards, NOT_STATIC])


def _words(text: str) -> list[str]:
    return [word.text for word in Text(text).words]


def _note(text: str) -> dict[str, Any]:
    return {"type": "note", "text": text}


def _good(exercise: Exercise) -> list[Example]:
    """The best examples, best first; the bank's order decides between equals."""
    return sorted((e for e in exercise.examples if e.rating >= GOOD_EXAMPLE), key=lambda e: -e.rating)[:_MAX_EXAMPLES]


def _good_examples(exercise: Exercise) -> list[dict[str, str]]:
    return [{"level": level_words(e.rating), "text": e.text, "why": e.why} for e in _good(exercise)]


def _hints(exercise: Exercise) -> list[str]:
    """Three steps: what to listen for, how to begin, and the beginning of a good reply."""
    words = max((e.text for e in _good(exercise)), key=len).split()
    beginning = " ".join(words[: max(2, len(words) * 2 // 5)]).rstrip(".,;:!?")
    return [exercise.hint, SKILLS[exercise.skill].opening, f"One good reply begins like this: “{beginning} …”"]


def _card(exercise: Exercise) -> dict[str, Any]:
    """What the browser shows before any try: no hint, no answer."""
    skill = SKILLS[exercise.skill]
    return {
        "id": exercise.id,
        "who": exercise.who,
        "client": exercise.client,
        "pushy": exercise.pushy,
        "skill": skill.title,
        "reminder": skill.reminder,
        "good": len(_good(exercise)),
    }
