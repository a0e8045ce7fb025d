"""The whole course: what every lesson, assignment and bank file has, and what their answers are rated."""

import json
import re
from collections import Counter, defaultdict
from itertools import combinations
from pathlib import Path

import pytest
from judged import judged

from mi_helpers import SKILLS, load_exercises
from mi_helpers.bank import assignment_exercises, assignment_questions, get_spot, load_lesson
from mi_helpers.language import Text
from mi_helpers.response import most_points, reply_text
from mi_helpers.scorer import attacks

ROOT = Path(__file__).parent.parent
LESSONS = sorted(path.stem for path in (ROOT / "course").glob("[0-9][0-9]_*.ipynb"))
TAUGHT = [lesson for lesson in LESSONS if "01" <= lesson[:2] <= "10"]
ASSIGNMENTS = sorted(path.name for path in (ROOT / "solutions").iterdir() if path.is_dir())


def cells(path: Path, kind: str) -> list[str]:
    notebook = json.loads(path.read_text(encoding="utf-8"))
    return ["".join(cell["source"]) for cell in notebook["cells"] if cell["cell_type"] == kind]


def lesson(name: str, kind: str) -> list[str]:
    return cells(ROOT / "course" / f"{name}.ipynb", kind)


def solution(name: str, kind: str) -> list[str]:
    return cells(ROOT / "solutions" / name / f"{name}.ipynb", kind)


# --- The bank --------------------------------------------------------------------------------------------------------


def test_every_skill_has_at_least_twenty_exercises() -> None:
    counts = Counter(e.skill for e in load_exercises())
    assert {skill: counts[skill] for skill in SKILLS if counts[skill] < 20} == {}


def test_each_lesson_introduces_its_skills_with_enough_to_practise() -> None:
    for skill in SKILLS.values():
        own = [e for e in load_exercises(skill.lesson, skill.id) if e.for_practice]
        assert len(own) >= 8, skill.id


def test_no_hint_gives_an_answer_away() -> None:
    for e in load_exercises():
        hint = set(_content(e.hint))
        for example in e.examples:
            if example.rating >= 4 and len(words := set(_content(example.text))) >= 4:
                assert len(words & hint) / len(words) < 0.6, (e.id, e.hint, example.text)


def _content(text: str) -> list[str]:
    return [word.text for word in Text(text).words if len(word.text) > 3]


def test_pushy_and_parroted_and_blank_replies_fail_for_every_exercise() -> None:
    rows = []
    for e in load_exercises():
        rows += [(e, ""), (e, e.pushy), (e, e.client), (e, attacks.said_back(e.client))]
    passed = [(e.id, text[:60]) for e, text in rows if judged(e, text).rating > 2]
    assert passed == []


def test_every_exercise_has_a_good_example_that_assess_calls_good() -> None:
    rows = [(e, x.text) for e in load_exercises() for x in e.examples if x.rating >= 4]
    best: dict[str, int] = defaultdict(int)
    for e, text in rows:
        best[e.id] = max(best[e.id], judged(e, text).rating)
    assert [item for item, rating in best.items() if rating < 3] == []


# --- Lessons ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", TAUGHT)
def test_a_lesson_has_all_its_parts(name: str) -> None:
    prose, code = "\n\n".join(lesson(name, "markdown")), "\n".join(lesson(name, "code"))
    for call in (
        "contrast(",
        "spot_the_roadblock(",
        "sort(",
        "practice(",
        "feedback_on(",
        "quick_check(",
        "progress()",
    ):
        assert call in code, call
    assert len(load_lesson(name).quick_check) == 5
    assert max(len(re.findall(r'"\d\d-[a-z-]+"', call)) for call in code.split("practice(")[1:]) >= 6
    assert "```mermaid" in prose
    assert "accDescr" in prose
    assert "*In words:*" in prose
    assert "This week" in prose or "this week" in prose
    assert "## References" in prose


@pytest.mark.parametrize("name", LESSONS)
def test_what_a_lesson_names_exists(name: str) -> None:
    exercises = {e.id for e in load_exercises()}
    for found in re.findall(r'"(\d\d-[a-z0-9-]+)"', "\n".join(lesson(name, "code"))):
        assert found in exercises or get_spot(found)
    for target in re.findall(r"\]\(([^)#:]+\.(?:ipynb|md|png))\)", "\n".join(lesson(name, "markdown"))):
        assert (ROOT / "course" / target).exists(), target


def test_no_two_lessons_share_a_paragraph() -> None:
    seen: dict[str, str] = {}
    for name in LESSONS:
        for paragraph in re.split(r"\n\s*\n", "\n\n".join(lesson(name, "markdown"))):
            words = " ".join(paragraph.lower().split())
            if len(words.split()) < 12 or "references" in words or words.startswith(("- ", "|", "```")):
                continue
            assert seen.setdefault(words, name) == name, (name, seen[words], words[:80])


def test_at_least_eight_people_come_back() -> None:
    cast = (
        "Marisol",
        "Tendai",
        "Jodie",
        "Ishaan",
        "Lena",
        "Dariusz",
        "Noor",
        "Rosalind",
        "Ernesto",
        "Wanjiru",
        "Tomasz",
    )
    text = {name: "\n".join(lesson(name, "markdown")) + str(load_lesson(name)) for name in TAUGHT}
    back = [person for person in cast if sum(person in t for t in text.values()) >= 3]
    assert len(back) >= 8


# --- Assignments -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ASSIGNMENTS)
def test_an_assignment_grades_its_lesson_and_comes_back_to_an_earlier_one(name: str) -> None:
    exercises = assignment_exercises(name)
    assert 6 <= len(exercises) <= 8
    own = {skill.id for skill in SKILLS.values() if skill.lesson == name} or {"affirmation"}
    assert own <= {e.skill for e in exercises.values()}
    if name[:2] != "01":
        assert any(SKILLS[e.skill].lesson < name for e in exercises.values())
    notebook = json.loads((ROOT / "solutions" / name / f"{name}.ipynb").read_text(encoding="utf-8"))
    points = [c["metadata"]["nbgrader"].get("points", 0) for c in notebook["cells"]]
    assert sum(points) % 10 == 0
    manual = [c for c in notebook["cells"] if c["cell_type"] == "markdown" and c["metadata"]["nbgrader"]["grade"]]
    assert len(manual) == 1
    assert "Marking scheme" in "".join(manual[0]["source"])
    released = (ROOT / "exercises" / name / f"{name}.ipynb").read_text(encoding="utf-8")
    assert "Marking scheme" not in released
    most = sum(map(most_points, assignment_questions(name).values()))
    assert sum(points) - manual[0]["metadata"]["nbgrader"]["points"] == most


@pytest.mark.parametrize("name", ASSIGNMENTS)
def test_every_model_answer_is_good_and_there_are_two_of_each(name: str) -> None:
    exercises = assignment_exercises(name)
    answers: dict[str, list[str]] = defaultdict(list)
    for source in solution(name, "code"):
        if found := re.match(r"%%response (q\d+)\n", source):
            answers[found[1]].append(reply_text(source[found.end() :]))
    for question, text in re.findall(r"^- (q\d+): (.+)$", "\n".join(solution(name, "markdown")), re.MULTILINE):
        answers[question].append(text)
    assert set(answers) == set(assignment_questions(name))
    for question in set(answers) - set(exercises):  # a conversation is looked at in test_conversation_submission
        del answers[question]
    poor = [(q, text) for q, texts in answers.items() for text in texts if judged(exercises[q], text).rating < 4]
    assert poor == []
    for question, texts in answers.items():
        assert len(texts) >= 2, question
        for one, other in combinations(texts, 2):
            assert one.split()[:4] != other.split()[:4], question
