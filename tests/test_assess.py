"""The public contract of ``assess``, and both sides of what it must tell apart."""

import json
import os
import subprocess
import sys
import time

import pytest
from judged import judged

from mi_helpers import SKILLS, assess, assess_many, load_exercises
from mi_helpers.language import Text
from mi_helpers.scorer import extract, score
from mi_helpers.scorer.corpus import load_corpus
from mi_helpers.scorer.rubric import standing

CLIENT = (
    "Everyone keeps on at me about the drinking. My wife, my boss, now you. But after twelve hours on the vans "
    "it's the only thing that shuts my head up. I know it's not great for the kids."
)
MITI = {"SR", "CR", "Q", "AF", "Seek", "Emphasize", "GI", "Persuade", "Persuade with permission", "Confront"}


class TestContract:
    @pytest.mark.parametrize("skill", SKILLS)
    @pytest.mark.parametrize(
        "response",
        [
            "",
            "   \n\t",
            "a",
            "You're worn out, and everyone wants a piece of you.",
            "You should stop drinking. " * 4_000,
            "x" * 100_000,
            "?" * 100_000,
            "you " * 25_000,
            "Vous êtes fatigué de tout cela, et personne ne vous écoute.",
            "你累了。",
            "<script>alert('x')</script> <b>You're tired</b>",
            "🙂🙃 you’re tired 😴",
            "\x00\x01\x1b[31m tired \x7f",
            "\ud800 you \udfff",
            "\u202eyou're tired\u202c",
            "a\u0301" * 3_000,
        ],
    )
    def test_any_string_is_answered(self, skill, response):
        a = assess(response, client=CLIENT, skill=skill)
        assert 0.0 <= a.score <= 1.0
        assert a.passed == (a.score >= 0.5) == (a.rating >= 3)
        assert a.rating in range(1, 6)
        assert type(a.score) is float
        assert a.score == round(a.score, 6)
        assert set(a.behaviors) <= MITI
        for f in a.findings:
            assert f.kind in ("strength", "roadblock", "next")
            assert f.message
            assert f.source
            assert (f.start is None) == (f.end is None)
            if f.start is not None:
                assert 0 <= f.start < f.end <= len(response)

    @pytest.mark.parametrize(
        ("response", "client"),
        [
            ("is it? " * 15_000, CLIENT),  # each cut lays the next roadblock bare
            ("\ufdfa" * 100_000, "\ufdfa" * 100_000),  # one character that stands for eighteen
            (" ".join(f"a b{n}" for n in range(15_000)), " ".join(f"a {n}" for n in range(15_000))),  # bits in common
            ("." * 99_999 + "x", "!" * 99_999 + "x"),
            ("How old is he? Where does he live? Why? " * 2_500, "How old is he? Where does he live? Why? " * 2_500),
        ],
        ids=["questions", "ligatures", "bits in common", "marks", "the same questions"],
    )
    def test_no_string_takes_long(self, response, client):
        start = time.process_time()
        a = assess(response, client=client, pushy=client)
        assert a.rating in range(1, 6)
        assert time.process_time() - start < 3  # a tenth of a second, and a slow machine

    def test_a_code_is_said_once(self):
        said = "Walk to the shop every day, and think of your children. You should stop. You must stop."
        codes = assess(said, client=CLIENT).behaviors
        assert "Persuade" in codes
        assert len(set(codes)) == len(codes)

    @pytest.mark.parametrize(
        ("response", "skill", "code", "never"),
        [
            ("You got out of bed on a day when you'd rather have stayed in it.", "affirmation", "AF", "Emphasize"),
            ("Two glasses, then bed. What would you like to do about it?", "planning", "Q", "Seek"),
            ("Would it be all right if I told you one thing about wine?", "ask_offer_ask", "Seek", "Q"),
            (
                "May I say something? It wakes most people at four. How is that for you?",
                "ask_offer_ask",
                "GI",
                "Persuade",
            ),
            ("Finally some silence in there.", "reflection", "SR", "GI"),
            ("It's up to you what you do with the evening.", "autonomy", "Emphasize", "AF"),
        ],
    )
    def test_codes(self, response, skill, code, never):
        codes = assess(response, client=CLIENT, skill=skill).behaviors
        assert code in codes
        assert never not in codes

    def test_an_unknown_skill_lists_those_that_exist(self):
        with pytest.raises(ValueError, match="ask_offer_ask") as caught:
            assess("You're tired.", client=CLIENT, skill="listening")
        assert all(skill in str(caught.value) for skill in SKILLS)

    @pytest.mark.parametrize("wrong", [None, 3, b"You're tired.", ["You're tired."]])
    def test_what_is_no_string_is_a_type_error(self, wrong):
        with pytest.raises(TypeError, match="must be a string"):
            assess(wrong, client=CLIENT)
        with pytest.raises(TypeError, match="must be a string"):
            assess("You're tired.", client=wrong)
        with pytest.raises(TypeError, match="must be a string"):
            assess("You're tired.", client=CLIENT, skill=wrong)
        if wrong is not None:
            with pytest.raises(TypeError, match="must be a string"):
                assess("You're tired.", client=CLIENT, pushy=wrong)

    def test_many_are_judged_as_one_by_one(self):
        items = [
            {"response": e.text, "client": x.client, "skill": x.skill, "pushy": x.pushy}
            for x in load_exercises()[:5]
            for e in x.examples
        ]
        assert assess_many(items) == [assess(**item) for item in items]
        assert assess_many([]) == []

    def test_many_name_the_item_that_is_wrong(self):
        with pytest.raises(ValueError, match="Item 2"):
            assess_many([{"response": "a"}, {"response": "b", "skill": "nope"}])
        with pytest.raises(TypeError, match="Item 1"):
            assess_many([{"answer": "a"}])

    def test_the_same_in_every_process(self):
        code = (
            "import json, sys; from mi_helpers import assess; from mi_helpers.cli import to_json;"
            "print(json.dumps(to_json(assess(sys.argv[1], client=sys.argv[2]))))"
        )
        said = "Worn out, and the bottle is the one that doesn't nag. You worry about the kids."
        runs = {
            subprocess.run(
                [sys.executable, "-c", code, said, CLIENT],
                env=os.environ | {"PYTHONHASHSEED": seed},
                capture_output=True,
                check=True,
                text=True,
            ).stdout
            for seed in ("0", "1", "2")
        }
        assert len(runs) == 1
        assert json.loads(runs.pop())["rating"] >= 3

    def test_roadblock_spans_point_at_the_words_as_typed(self):
        response = "Look\u200b — you\u2019re tired, BUT you sh\u200bould really stop drinking."
        found = [f for f in assess(response, client=CLIENT).findings if f.kind == "roadblock"]
        assert found
        assert any("sh\u200bould" in response[f.start : f.end] for f in found)


class TestBothSides:
    """For a reflection: what should pass passes, and its look-alikes do not."""

    @pytest.mark.parametrize(
        "response",
        [
            "You're worn out, and the drink is the one thing that lets your head go quiet.",
            "Everyone's on your case, and nobody sees the twelve hours before it.",
            "It sounds like it's the only quiet you get, and at the same time the kids are on your mind.",
            "Part of you is fed up with being told, and part of you worries what the kids see.",
            "Sick of being nagged.",
            "The drink does a job for you after a shift, and you're not sure what else would. Is that close?",
        ],
    )
    def test_a_reflection_passes(self, response):
        a = assess(response, client=CLIENT, skill="reflection")
        assert a.rating >= 3, a
        assert any(f.kind == "strength" for f in a.findings)

    @pytest.mark.parametrize(
        "response",
        [
            "",
            "You should think of your kids and cut down.",
            "It sounds like you should stop drinking before you lose your family.",
            "You feel that you need to stop drinking, and the sooner the better for the kids.",
            "I understand how you feel.",
            "Don't worry, everybody drinks a bit after a long shift.",
            "Have you tried going for a run after work instead?",
            "You're exhausted after twelve hours, and it shuts your head up. Have you thought about cutting down?",
            "You're exhausted, so maybe try a hot bath instead of the drink.",
            "How much do you drink on a normal day?",
            "You're in denial about how much you drink.",
            "You hate your maths lessons and wish the teacher would leave you alone.",
            "reflection empathy feeling understand autonomy values change drinking kids wife",
            "Oh great, so drinking is really helping your kids then.",
            "My brother used to drink after work too, and he managed to stop.",
            "ok",
            CLIENT,
            CLIENT.replace("me", "you").replace("My", "Your").replace("my", "your").replace("I know", "You know"),
        ],
    )
    def test_a_lookalike_does_not(self, response):
        a = assess(response, client=CLIENT, skill="reflection")
        assert a.rating <= 2, a
        assert any(f.kind == "roadblock" for f in a.findings)

    def test_a_roadblock_never_stands_beside_a_pass(self):
        for exercise in load_exercises():
            for example in exercise.examples:
                a = judged(exercise, example.text)
                assert not (a.passed and any(f.kind == "roadblock" for f in a.findings)), example.text

    def test_every_weak_reply_gets_a_reason_and_every_good_one_a_strength(self):
        for situation in [s for s in load_corpus() if s.part == "dev"][::6]:
            for reply in situation.replies:
                a = assess(reply.text, client=situation.client, skill=situation.skill, pushy=situation.pushy)
                found = {f.kind for f in a.findings}
                assert ("roadblock" in found) == (a.rating <= 2), reply.text
                assert "strength" in found or a.rating <= 2, reply.text
                assert "next" in found or a.rating == 5, reply.text

    def test_another_clients_reflection_is_worth_less(self):
        exercises = load_exercises()
        right = wrong = 0
        for mine, other in zip(exercises, exercises[1:] + exercises[:1], strict=True):
            for example in mine.examples:
                if example.rating >= 4:
                    right += assess(example.text, client=mine.client).passed
                    wrong += assess(example.text, client=other.client).passed
        assert wrong < 0.6 * right


class TestTheBank:
    """What learners practise on is judged as its authors judged it."""

    def test_the_pushy_reply_and_the_clients_words_fail_everywhere(self):
        for exercise in load_exercises():
            for response in (exercise.pushy, exercise.client):
                assert judged(exercise, response).rating <= 2, (exercise.id, response)

    def test_examples_fall_on_their_side_of_the_pass_mark(self):
        right = [
            (example.rating >= 3) == judged(e, example.text).passed for e in load_exercises() for example in e.examples
        ]
        assert sum(right) / len(right) >= 0.85


class TestStrengths:
    """What is praised is there, and is what the message says."""

    def praised(self, response, skill):
        found = assess(response, client=CLIENT, skill=skill).findings
        return {f.rule: response[f.start : f.end] for f in found if f.kind == "strength"}

    def test_one_side_is_not_two(self):
        both = "Part of you needs the quiet, and part of you minds the price. What's good about it, and what isn't?"
        one = "Part of you needs the quiet. What's good about it, and what isn't?"
        assert "two_sides" in self.praised(both, "decisional_balance")
        assert "two_sides" not in self.praised(one, "decisional_balance")

    def test_asking_what_they_make_of_it_is_not_asking_what_they_know(self):
        asked = "Is it okay if I tell you something about wine and sleep? It can wake people early. "
        after = self.praised(asked + "What do you make of that?", "ask_offer_ask")
        assert "asks_response" in after
        assert "asks_knowledge" not in after

    def test_a_question_skill_shows_in_the_question(self):
        said = (
            "You have been sitting there all evening long with nothing but your own head for company. What is it like?"
        )
        assert set(self.praised(said, "open_question").values()) == {"What is it like?"}

    def test_no_choice_is_praised_where_none_is_named(self):
        found = assess("You've had it with people telling you how to drink.", client=CLIENT, skill="autonomy").findings
        assert not any("choice" in f.message for f in found if f.kind == "strength")


class TestRulesAndNetwork:
    """What is found and what is scored never contradict each other, whichever of the two knew."""

    def judged(self, response, read, pushy=None, skill="reflection"):
        said, heard = Text(response), Text(CLIENT)
        features = standing(extract(said, heard, Text(pushy) if pushy else None), read)
        return score(features, read, skill)

    @pytest.mark.parametrize("read", [0.1, 0.45, 0.6, 0.69])
    def test_a_roadblock_caps_the_score(self, read):
        assert self.judged("Have you tried going for a run?", read, skill="open_question") <= 0.45
        assert self.judged("You're in denial about how much you drink.", read) <= 0.24

    def test_the_network_overrules_a_rule_where_it_is_sure(self):
        assert self.judged("You're in denial about how much you drink.", 0.9) == 0.9

    @pytest.mark.parametrize(
        "push",
        [
            "So you should leave out the second glass.",
            "You sleep worse for it, so leave out the second glass.",
            "It's best to stop at one.",
            "I'd recommend one glass.",
            "Poor you.",
            "My brother also drank for years.",
        ],
    )
    def test_but_no_rule_whose_words_are_sure(self, push):
        assert self.judged(push, 0.9) <= 0.45

    @pytest.mark.parametrize(
        "fine", ["Take it or leave it.", "You feel you should be home more, so take or leave this."]
    )
    def test_and_what_only_looks_like_that_stays(self, fine):
        assert self.judged(fine, 0.9) == 0.9

    @pytest.mark.parametrize(
        ("response", "rule"),
        [
            ("", "blank"),
            ("Vous êtes fatigué de tout cela, et personne ne vous écoute.", "not_english"),
            (
                "You and your reflection, the empathy, your values, a change, the drink, your kids, autonomy",
                "keyword_heap",
            ),
            (CLIENT.replace("me", "you").replace("My", "Your").replace("my", "your"), "parrot"),
            ("You ought to think about what you are doing to your children.", "pushy_kept"),
            ("n/a", "beside_the_client"),
            ("asdf", "beside_the_client"),
            ("I don't know what to write here.", "beside_the_client"),
            ("I like pizza.", "beside_the_client"),
        ],
    )
    def test_what_can_be_counted_is_the_one_reason(self, response, rule):
        a = assess(response, client=CLIENT, pushy="You ought to think about what you are doing to your children.")
        assert a.rating <= 2
        rules = [f.rule for f in a.findings if f.kind == "roadblock"]
        assert rules == [rule] or rule == "pushy_kept"

    @pytest.mark.parametrize("response", ["Worn out.", "Silence, at last.", "I hear how loud it gets.", "A lid on it."])
    def test_few_words_can_be_about_the_client(self, response):
        assert "beside_the_client" not in [f.rule for f in assess(response, client=CLIENT).findings]

    @pytest.mark.parametrize(
        ("response", "skill", "rule"),
        [
            ("What is it about the evening that shuts your head up?", "reflection", "question-instead"),
            ("Nothing else gives you such quiet.", "open_question", "statement-instead"),
            ("Does it shut your head up?", "open_question", "closed-question"),
        ],
    )
    def test_another_form_than_the_skills_fails_and_says_so(self, response, skill, rule):
        a = assess(response, client=CLIENT, skill=skill)
        assert a.rating <= 2
        assert rule in [f.rule for f in a.findings]

    def test_what_passes_beside_a_push_is_worth_keeping(self):
        kept = "You're worn out after a shift like that, and nothing else gives you such quiet."
        a = assess(f"{kept} You should try a long bath.", client=CLIENT)
        (found,) = [f for f in a.findings if f.rule == "rest_does"]
        assert a.response[found.start : found.end] == kept

    @pytest.mark.parametrize("response", ["I understand.", CLIENT])
    def test_what_says_nothing_and_pushes_nobody_is_a_two(self, response):
        assert assess(response, client=CLIENT).rating == 2
