import pytest

from mi_helpers import load_exercises
from mi_helpers.bank import (
    BankError,
    BankFile,
    assignment_exercises,
    assignment_questions,
    check_bank,
    get_exercise,
    load_lesson,
    parse_bank,
)

GOOD = """
[[exercise]]
id = "01-night-bus"
skill = "reflection"
who = "Marisol, 54"
client = "I drink."
pushy = "Stop it."
hint = "Listen."
[[exercise.examples]]
text = "It's how the day ends."
rating = 4
why = "Meaning."
"""


TALK = '[[conversation]]\nid = "01-a-talk"\nquestion = "q1"\nclients = ["dana"]\n'


def broken(old, new):
    assert old in GOOD
    return GOOD.replace(old, new, 1).encode()


class TestTheCoursesBank:
    def test_lesson_01_has_enough_to_practise_and_to_grade(self):
        lesson = load_lesson("01_righting_reflex")
        practice = [e for e in lesson.exercises if not e.question]
        assert len(practice) >= 6
        assert len(assignment_exercises("01_righting_reflex")) >= 6
        assert len(lesson.quick_check) >= 3

    def test_every_exercise_shows_good_and_bad(self):
        for exercise in load_exercises():
            ratings = {e.rating for e in exercise.examples}
            assert max(ratings) >= 4, exercise.id
            assert min(ratings) <= 2, exercise.id
            assert len(ratings) >= 3, exercise.id

    def test_good_and_bad_examples_are_equally_long(self):
        words = {True: [], False: []}
        for exercise in load_exercises():
            for example in exercise.examples:
                words[example.rating >= 3].append(len(example.text.split()))
        good, bad = (sum(w) / len(w) for w in words.values())
        assert 0.8 < good / bad < 1.25

    def test_questions_are_numbered_without_a_gap(self):
        questions = list(assignment_exercises("01_righting_reflex"))
        assert questions == [f"q{n}" for n in range(1, len(questions) + 1)]

    def test_a_conversation_is_a_question_and_no_exercise(self):
        asked, exercises = assignment_questions("11_conversation"), assignment_exercises("11_conversation")
        assert list(asked) == [f"q{n}" for n in range(1, len(asked) + 1)]
        [question] = set(asked) - set(exercises)
        assert "dana" in asked[question].clients

    def test_filters(self):
        assert load_exercises(lesson="01_righting_reflex")
        assert all(e.skill == "reflection" for e in load_exercises(skill="reflection"))
        assert load_exercises(lesson="00_welcome", skill="summary") == ()


class TestAsking:
    def test_unknown_lesson_lists_those_that_exist(self):
        with pytest.raises(BankError, match="01_righting_reflex"):
            load_exercises(lesson="1_righting")

    def test_a_path_is_no_lesson(self):
        with pytest.raises(BankError):
            load_exercises(lesson="../bank/01_righting_reflex")

    def test_unknown_skill_lists_those_that_exist(self):
        with pytest.raises(ValueError, match="open_question"):
            load_exercises(skill="listening")

    def test_unknown_id_names_its_neighbours(self):
        near = load_exercises()[0].id
        with pytest.raises(BankError, match=near):
            get_exercise(near + "x")


class TestMalformed:
    def test_the_pattern_itself_is_fine(self):
        assert parse_bank(GOOD.encode(), "01_x.toml").exercises[0].examples[0].rating == 4

    def test_how_editors_save_it_makes_no_difference(self):
        as_on_windows = b"\xef\xbb\xbf" + GOOD.replace("\n", "\r\n").encode()
        assert parse_bank(as_on_windows, "01_x.toml") == parse_bank(GOOD.encode(), "01_x.toml")

    @pytest.mark.parametrize(
        ("content", "says"),
        [
            (b"[[exercise]\n", "01_x.toml: not valid TOML"),
            (b"\xff\xfe", "not UTF-8"),
            (broken('skill = "reflection"', 'skill = "listening"'), "unknown skill 'listening'"),
            (broken('hint = "Listen."', 'hint = " "'), "'hint' is missing or empty"),
            (broken('client = "I drink."\n', ""), "'client' is missing"),
            (broken("rating = 4", "rating = 6"), "'rating' is 6"),
            (broken("rating = 4", "rating = true"), "'rating' is True"),
            (broken("rating = 4", 'rating = "4"'), "'rating' is '4'"),
            (broken("01-night-bus", "Night Bus"), "an id looks like"),
            (broken("01-night-bus", "02-night-bus"), "begin with '01-'"),
            ((GOOD + GOOD).encode(), "'01-night-bus' is used twice"),
            (broken('skill = "reflection"', 'skill = "reflection"\nquestion = "one"'), "'question' is 'one'"),
            (broken("hint =", 'hnit = "x"\nhint ='), "exercise 1 (01-night-bus): 'hnit' is not known here"),
            (broken("why =", 'because = "x"\nwhy ='), "example 1: 'because' is not known here"),
            (
                broken("[[exercise]]", "[[exercises]]").replace(b"[exercise.", b"[exercises."),
                "'exercises' is not known",
            ),
            (b'[[quick_check]]\nquestion = "Why?"\n[[quick_check.options]]\nrigth = true\n', "option 1: 'rigth'"),
            (broken("rating = 4", "rating = 3"), "no example is rated 4 or 5"),
            (
                TALK.replace('"dana"', '"dona"').encode(),
                "conversation 1 (01-a-talk): 'clients' must be a list of names",
            ),
            (TALK.replace('["dana"]', '"dana"').encode(), "'clients' must be a list of names from: amina"),
            (TALK.replace('["dana"]', "[]").encode(), "'clients' must be a list of names from: amina"),
            (TALK.replace('question = "q1"\n', "").encode(), "(01-a-talk): 'question' is missing"),
            (TALK.replace("clients", "points = 9\nclients").encode(), "'points' is not known here"),
            ((TALK + TALK.replace("-talk", "-walk")).encode(), "the question 'q1' is used twice"),
            ((TALK + GOOD.replace("01-night-bus", "01-a-talk")).encode(), "the id '01-a-talk' is used twice"),
            (b"exercise = 3", "must be written as [[exercise]]"),
            (b'[[quick_check]]\nquestion = "Why?"\n', "exactly one option"),
        ],
    )
    def test_names_file_item_and_remedy(self, content, says):
        with pytest.raises(BankError) as caught:
            parse_bank(content, "01_x.toml")
        assert says in str(caught.value)
        assert "01_x.toml" in str(caught.value)

    def test_a_mistake_in_one_item_names_that_item(self):
        with pytest.raises(BankError, match=r"exercise 1 \(01-night-bus\), example 1"):
            parse_bank(broken("rating = 4", "rating = 0"), "01_x.toml")


class TestWholeBank:
    """What no file can know alone."""

    @staticmethod
    def file(lesson: str, identity: str, client: str) -> BankFile:
        content = GOOD.replace("01-night-bus", identity).replace("I drink.", client)
        return parse_bank(content.encode(), f"{lesson}.toml")

    def test_an_id_used_twice_names_both_files(self):
        first = self.file("01_x", "01-a-b", "I drink, and I like it, and that is all.")
        second = self.file("01_y", "01-a-b", "Nobody asked me whether I wanted to come.")
        with pytest.raises(BankError, match=r"01_y.toml: the id '01-a-b' is also used in 01_x.toml"):
            check_bank([first, second])

    def test_a_client_who_says_nearly_the_same_is_found(self):
        words = "I drink two glasses when I get in, because that is the only quiet hour of the day."
        first = self.file("01_x", "01-a-b", words)
        second = self.file("02_y", "02-c-d", words.replace("two glasses", "a glass"))
        with pytest.raises(BankError, match=r"02_y.toml: the client of '02-c-d' says nearly the same as .*'01-a-b'"):
            check_bank([first, second])
        other = self.file("02_y", "02-c-d", "The only quiet hour is when everybody sleeps, and then I smoke.")
        check_bank([first, other])
