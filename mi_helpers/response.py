"""The IPython extension behind assignments: ``%%response`` takes free text, ``grade()`` turns it into points.

A student needs no Python: the body of a ``%%response`` cell is their reply, word for word, or the
conversation that they hand in.
"""

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager

from IPython.core.getipython import get_ipython
from IPython.core.interactiveshell import InteractiveShell
from IPython.display import display

from mi_helpers.assess import assess
from mi_helpers.assessment import Assessment
from mi_helpers.bank import ConversationTask, Exercise, assignment_questions
from mi_helpers.conversation import submission
from mi_helpers.conversation.submission import Scored, SubmissionError, score_submission
from mi_helpers.feedback import CSS, lines_html, notice_html, to_html, to_text
from mi_helpers.scorer import ScorerError

STUB = "Write your reply here, in place of this line."
"""What the release leaves in a response cell."""

POINTS = 4
"""The points of one graded reply."""

EARNED = {1: 0, 2: 1, 3: 3, 4: 4, 5: 4}
"""Points by rating: a good reply earns all, an adequate one most; nobody needs perfection for full marks."""


def most_points(task: Exercise | ConversationTask) -> int:
    """The points of one question."""
    return POINTS if isinstance(task, Exercise) else submission.POINTS


_SOLUTION_MARKERS = ("### BEGIN SOLUTION", "### END SOLUTION")


class Assignment:
    """The assignment that a notebook is about, and the replies given in this session.

    Args:
        lesson: the lesson's name, such as ``"01_righting_reflex"``.

    Raises:
        BankError: there is no such lesson, or it has no assignment.
    """

    def __init__(self, lesson: str) -> None:
        self.lesson = lesson
        self.questions: Mapping[str, Exercise | ConversationTask] = assignment_questions(lesson)
        self.replies: dict[str, str] = {}

    def assess(self, question: str, exercise: Exercise) -> Assessment:
        """Assess the reply given to ``question``, which must have been answered."""
        return assess(self.replies[question], client=exercise.client, skill=exercise.skill, pushy=exercise.pushy)

    def score(self, question: str, task: ConversationTask) -> Scored:
        """Score the conversation handed in for ``question``, which must have been answered.

        Raises:
            SubmissionError: it can't be read; the message says what to mend.
        """
        return score_submission(self.replies[question], task.clients)


_open: Assignment | None = None

# While a submission is graded without a kernel: its assignment, and where to show things.
_handed_in: Assignment | None = None
_show_there: Callable[[str, str], None] | None = None


@contextmanager
def without_kernel(handed_in: Assignment | None, show: Callable[[str, str], None]) -> Iterator[None]:
    """Let an assignment's own cells run in this process, on replies that are known already.

    Args:
        handed_in: what ``open_assignment`` is to open; None when there is no reply.
        show: gets, as plain text and as HTML, what a notebook would display.
    """
    global _open, _handed_in, _show_there
    before = _open, _handed_in, _show_there
    _open, _handed_in, _show_there = None, handed_in, show
    try:
        yield
    finally:
        _open, _handed_in, _show_there = before


def open_assignment(lesson: str) -> None:
    """Get a notebook ready for replies: the first cell of every assignment calls this.

    Args:
        lesson: the lesson's name, such as ``"01_righting_reflex"``.

    Raises:
        BankError: there is no such lesson; the message lists those that exist.
    """
    global _open  # noqa: PLW0603  (one notebook, one kernel, one assignment)
    if _handed_in is not None and _handed_in.lesson == lesson:
        _open = _handed_in
        return
    _open = Assignment(lesson)
    shell = get_ipython()
    if shell is not None:
        load_ipython_extension(shell)
    _notice(
        f"Ready: {len(_open.questions)} questions. Write each reply in its own cell, below the line that begins with "
        "%%response, and run the cell (Shift+Enter) to see feedback. Try as often as you like."
    )


def response(line: str, cell: str) -> None:
    """``%%response q1``: keep the text below as the reply to question q1 and show feedback on it."""
    if _open is None:
        _notice(
            "This notebook isn't ready yet. Run its first code cell (it says open_assignment), then run this one "
            "again. Your words stay where they are."
        )
        return
    question = line.strip()
    if question not in _open.questions:
        _notice(
            f"There is no question {question!r} here. The first line of this cell should be %%response and one of: "
            f"{', '.join(_open.questions)}."
        )
        return
    _open.replies[question] = reply_text(cell)
    if not _open.replies[question]:
        _nothing_written(question)
        return
    try:
        _marked(_open, question, closing=False)
    except ScorerError as error:
        _notice(f"{error} Your words stay where they are.")


def grade(question: str) -> float:
    """Show feedback on a reply or a conversation and what it earns. Ends every graded cell of an assignment.

    Args:
        question: ``"q1"``, ``"q2"`` ...

    Returns:
        Points, a builtin float from 0.0 to ``most_points`` (nbgrader takes any other value for full marks).

    Raises:
        ScorerError: the scorer is missing or damaged. No reply gets points for that.
    """
    if _open is None:
        _notice("Not ready yet: run the first code cell of this notebook (it says open_assignment), then this one.")
        return 0.0
    if question not in _open.replies:
        _notice(f"No reply to {question} yet: write one in the cell above, run that cell, then this one.")
        return 0.0
    if not _open.replies[question]:
        _nothing_written(question)
        return 0.0
    return _marked(_open, question, closing=True)


def reply_text(cell: str) -> str:
    """The student's words in the body of a response cell: without the stub and nbgrader's solution markers."""
    lines = [line for line in cell.replace(STUB, "").split("\n") if line.strip() not in _SOLUTION_MARKERS]
    return "\n".join(lines).strip()


def load_ipython_extension(shell: InteractiveShell) -> None:
    """Make ``%%response`` and ``grade`` known to IPython (``%load_ext mi_helpers.response``).

    The environment's kernels do this at their start, so that whoever begins in the middle of a notebook is told what to
    run first, and not that a name is not defined.
    """
    shell.push({"grade": grade}, interactive=False)  # type: ignore[no-untyped-call]
    shell.register_magic_function(response, magic_kind="cell", magic_name="response")  # type: ignore[call-arg, arg-type]
    if _keep_blank_reply not in shell.input_transformers_cleanup:
        shell.input_transformers_cleanup.insert(0, _keep_blank_reply)


def _keep_blank_reply(lines: list[str]) -> list[str]:
    """Give an emptied response cell a blank body: IPython refuses none with an error in its own words."""
    written = [line for line in lines if line.strip()]
    if len(written) == 1 and written[0].startswith("%%response"):
        return [*written, "\n"]
    return lines


def _nothing_written(question: str) -> None:
    if _open is not None and isinstance(_open.questions.get(question), ConversationTask):
        todo = "Paste your conversation into its cell"
    else:
        todo = "Write what you would say to the client"
    _notice(f"Nothing written for {question} yet. {todo}, then run the cell.")


def _marked(assignment: Assignment, question: str, *, closing: bool) -> float:
    """Show what is to be said about an answer, with its points as the last line where they are asked for."""
    task = assignment.questions[question]
    if isinstance(task, Exercise):
        assessment = assignment.assess(question, task)
        points = float(EARNED[assessment.rating])
        last = f"{points:g} of {POINTS} points" if closing else ""
        _display(to_text(assessment, last), to_html(assessment, last))
        return points
    try:
        scored = assignment.score(question, task)
    except SubmissionError as error:
        _notice(f"This conversation can't be read, so it earns nothing yet. {error}")
        return 0.0
    lines = submission.feedback_lines(scored)
    last = f"{scored.points:g} of {submission.POINTS} points" if closing else ""
    _display("\n".join([*lines, *([last] if last else [])]), lines_html(lines, last))
    return scored.points


def _notice(message: str) -> None:
    _display(message, notice_html(message))


def _display(text: str, fragment: str) -> None:
    if _show_there is not None:
        _show_there(text, f"<style>{CSS}</style>{fragment}")
        return
    display({"text/plain": text, "text/html": f"<style>{CSS}</style>{fragment}"}, raw=True)  # type: ignore[no-untyped-call]
