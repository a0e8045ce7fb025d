"""Every rule catches what it names and leaves the look-alikes alone; good replies of every skill stay untouched."""

import dataclasses
import re
import time

import pytest

from mi_helpers.language import MAX_READ, Text
from mi_helpers.roadblocks import RULES, Hit, Rule, find
from mi_helpers.skills import SKILLS

ENOUGH = 6
BY_ID = {rule.id: rule for rule in RULES}


def faults(rule: Rule) -> list[str]:
    """What is wrong with a rule and its sentences."""
    found = [f"no {name}" for name in ("title", "message", "source") if not getattr(rule, name).strip()]
    for name in ("catches", "passes"):
        found += [f"fewer than {ENOUGH} sentences in {name}"] * (len(set(getattr(rule, name))) < ENOUGH)
    found += [f"misses {sentence!r}" for sentence in rule.catches if not caught_by(rule, sentence)]
    found += [f"catches {sentence!r}" for sentence in rule.passes if caught_by(rule, sentence)]
    return found


def caught_by(rule: Rule, sentence: str) -> list[Hit]:
    return [hit for hit in find(Text(sentence)) if hit.rule.id == rule.id and hit.span.start < hit.span.end]


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.id)
def test_rule(rule):
    assert faults(rule) == []


def test_ids_are_unique_and_stable_names():
    assert len(BY_ID) == len(RULES)
    assert all(re.fullmatch(r"[a-z_]+", rule.id) for rule in RULES)


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.id)
def test_message_is_short_and_plain(rule):
    assert len(rule.message) <= 220
    assert not re.search(r"\b(?:MITI|MISC|Persuade|Confront|roadblock)\b", rule.message)


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.id)
def test_codes_are_those_of_the_manual(rule):
    assert rule.code in ("Persuade", "Confront", "")


def test_a_rule_without_enough_sentences_is_faulty():
    rule = dataclasses.replace(BY_ID["ordering"], catches=("You need to stop.",), passes=())
    assert faults(rule) == ["fewer than 6 sentences in catches", "fewer than 6 sentences in passes"]


def test_a_rule_whose_sentences_do_not_fit_is_faulty():
    good = BY_ID["ordering"]
    rule = dataclasses.replace(
        good, message=" ", catches=(*good.catches, "You're tired."), passes=(*good.passes, "You need to stop.")
    )
    assert faults(rule) == ["no message", 'misses "You\'re tired."', "catches 'You need to stop.'"]


def test_repeating_a_sentence_does_not_make_six():
    rule = dataclasses.replace(BY_ID["ordering"], catches=("You need to stop.",) * 6)
    assert faults(rule) == ["fewer than 6 sentences in catches"]


# Good replies. No rule may touch them.
GOOD = {
    "reflection": (
        "You're worn out by being told what to do.",
        "Tired of being lectured.",
        "Everyone keeps telling you that you should quit, and it makes you want to light another one.",
        "You're sick of hearing you have to take them.",
        "Work, kids, and no time to breathe.",
        "Sleep comes last.",
        "Nobody asked you whether you wanted any of this.",
        "You'd rather figure it out yourself.",
        "You have to be up at five and there's nothing left in the tank.",
        "You need a bit of peace after a shift.",
        "youre fed up with it all and u just want one quiet night",
        "They mean well, and it lands like nagging.",
        "Stuck between two worlds.",
    ),
    "complex_reflection": (
        "It's as if the bottle keeps the house standing and rots the beams at once.",
        "Part of you thinks you should call her, and part of you is still waiting for her to call.",
        "You wish you could just stop, the way you'd switch off a lamp.",
        "The needle isn't what hurts. It's that they never asked.",
        "You feel you ought to be coping better, as though everyone else was handed a manual.",
        "Somewhere underneath the anger there's a man who misses his brother.",
        "Two jobs, one body.",
        "You must be running on fumes by Thursday.",
        "You could lose the house over this, and what frightens you more is losing her respect.",
    ),
    "empathy": (
        "You're scared that you'll end up like your dad.",
        "You shouldn't have to carry this alone, and so far you have.",
        "It hurts that she didn't even look up.",
        "Hard to imagine a morning without that weight.",
        "You worry it'll cost you the job, and nobody at home knows.",
        "That was lonely, standing there with the whole ward asleep.",
        "There's a lump in your throat just saying his name.",
        "You were hoping someone would notice, and nobody did.",
    ),
    "open_question": (
        "What would a good week look like for you?",
        "Tell me more about that.",
        "How does the evening usually go once the kids are down?",
        "Help me understand what the first drink does for you.",
        "What worries you most about it, if anything?",
        "Walk me through a day when it went better.",
        "Where would you like to start?",
        "What have you thought about so far?",
    ),
    "affirmation": (
        "You kept going back even after the first two said no.",
        "It took nerve to tell him the truth at the table.",
        "You're someone who keeps a promise, even when it costs you sleep.",
        "You've gone five days, in a house where everybody smokes.",
        "Being a dad he can count on matters that much to you.",
        "You found a way to get here without a car and with two toddlers.",
    ),
    "summary": (
        (
            "So far I've heard that the wine helps you sleep, that the mornings are getting worse, and that "
            "your son said something that stung. What did I miss?"
        ),
        (
            "Let me see if I've got this: you like the quiet, you hate the cough, and your wedding is in "
            "June. Have I left anything out?"
        ),
        (
            "On one side there's the buzz and your mates; on the other there's the money and your mum's "
            "face. Did I get that right?"
        ),
        "You love the quiet, but you hate the mornings.",
        (
            "Let's see if I have this right. You've tried patches twice, they itched, and you still want to "
            "be done with it."
        ),
    ),
    "discrepancy": (
        "You want to be around for her graduation, and the tablets stay in the drawer.",
        "Honesty means everything to you, and there's one thing you haven't told him.",
        "You'd give your kids the world, and by eight you're too far gone to read to them.",
        "On the one hand the gym is where you feel strong; on the other your knee swells for two days.",
        "Saving for the flat matters to you, and the app takes forty a night.",
    ),
    "autonomy": (
        "It's up to you, and nobody can make you.",
        "You're the one who decides what happens next.",
        "It's got to be your call.",
        "You don't want to be told what to do, and I won't.",
        "Whether you take it or leave it is your choice; I'd only like to hear how you see it.",
        "You might decide that now isn't the time, and that's yours to decide.",
        "Coming here wasn't your idea, and what you do with the hour is.",
    ),
    "ask_offer_ask": (
        "Would it be OK if I shared what some people find?",
        "What do you already know about how the tablets work?",
        "Some people notice the cough gets worse for a week or two before it clears. What do you make of that?",
        "Could I tell you what the scan showed, or would you rather say first what you've been thinking?",
        ("If you'd like, I can go over a few things that have worked for others, and you tell me which, if any, fit."),
        "Guidelines put the limit at fourteen units a week. How does that strike you?",
    ),
    "decisional_balance": (
        "What do you like about it, and what's not so good?",
        "If you stayed as you are for a year, what would be better and what would be worse?",
        "Leaving would free you and it would cost you the dog; staying keeps the peace and wears you down.",
        "What would you miss most if it were gone?",
        "There's something to be said for waiting, and something for getting it over with.",
    ),
    "self_efficacy": (
        "On a scale from 0 to 10, how confident are you, and why that number and not a lower one?",
        "You stopped for nine months when you were pregnant. What got you through the first week?",
        "Think of a time when you turned something round. What did you do?",
        "Last spring you walked to work for a month, rain or not.",
        "You've done harder things than this with less help.",
    ),
    "evoke_change_talk": (
        "What makes you want to change this now, rather than last year?",
        "You want your breath back, so you can run with him again.",
        "If things went on like this, what would concern you most?",
        "Suppose you did decide to; how would your life be different?",
        "You know you need to do something, and you'd like it to be for you and not for the court.",
    ),
    "planning": (
        "What small step, if any, would feel right to you this week?",
        "You're thinking of moving the phone out of the bedroom. How might that work?",
        "When it gets hard on Friday, what could you fall back on?",
        "If you like, we can look at a few options together and you choose.",
        "So Tuesday it is: trainers by the door, ten minutes, no more. How does that sound?",
    ),
    "cognitive_link": (
        "The thought is 'I always mess up', the shame comes, and then you cancel.",
        "You tell yourself you should be over it, the guilt rises, and the glass is the quickest way out.",
        "When you thought 'they're laughing at me', what did you feel, and what did you do next?",
        "I wonder if 'I must never let anyone down' makes it hard to say no.",
        "You saw the message, you thought it was over, and you drove there at two in the morning.",
    ),
}

# Fair replies that look like roadblocks: life's duties, other people's words, dropped subjects, quoted thoughts.
TEMPTING = (
    "You have to keep the peace in that house, and it's costing you.",
    "You have to watch every penny.",
    "You need to be there for your mum and nobody is there for you.",
    "You need to know that someone has your back.",
    "You need a drink to face them.",
    "You need to get through the day before you can think about next month.",
    "You've got to hold it together for the kids.",
    "You must feel so let down.",
    "You must get tired of explaining yourself.",
    "You could see the look on her face.",
    "You could stop tomorrow if the pain would stop.",
    "You can stop for a week; it's the weekends that get you.",
    "You can't stop thinking about what she said.",
    "You can't just walk away from twenty years.",
    "You can always find a reason to wait, and part of you is tired of that.",
    "You might try again, in your own time.",
    "You might be wondering where to go from here.",
    "Maybe the quiet is what you're really after.",
    "Maybe you could tell me what that was like.",
    "It might be that nobody asked.",
    "It would be good to have one day without counting.",
    "It'd help if they listened.",
    "It's not that you don't care, it's that you're tired.",
    "It's not that simple for you.",
    "It's just one thing after another.",
    "It's only a drink, you tell yourself, and then it's three.",
    "At least in the car nobody talks to you.",
    "At least when you smoke, you get five minutes outside.",
    "Good days and bad days, with more bad lately.",
    "Good intentions, long shifts, and the vending machine in between.",
    "Great with everyone else's kids, and lost with your own.",
    "Don't know where to turn.",
    "Don't feel like yourself any more.",
    "Keeping it all inside.",
    "Put everyone else first, again.",
    "Taking it one day at a time.",
    "Going round in circles.",
    "Up at five, home at nine, and the dog still needs walking.",
    "Never enough hours.",
    "Never quite good enough for him.",
    "Always the strong one.",
    "Let down by the very people who promised.",
    "Cut off from everyone you used to know.",
    "Caught in the middle.",
    "Left holding everything.",
    "Give, give, give, and nothing back.",
    "Hope, and then the letter comes.",
    "Love the job, hate the hours.",
    "Call it pride, call it stubbornness: you won't ask.",
    "Home is where it starts.",
    "Stop, start, stop, start.",
    "Change frightens you.",
    "Change has to come from you.",
    "Talk is cheap, as far as you're concerned.",
    "Trust doesn't come easily now.",
    "Rest is a luxury.",
    "Work swallowed the rest of you.",
    "Food is the one thing nobody can take from you.",
    "You're right that nobody can decide this for you.",
    "You're not sure what to make of me yet.",
    "You're not an addict in your own eyes; you like a smoke.",
    "You're doing this because you want to, not because they said so.",
    "You're the problem, according to them.",
    "You're tired, you're angry, and you're still here.",
    "You're strong for everyone, and nobody asks how you are.",
    "You're proud of how far you've come.",
    "You're lucky if you get four hours.",
    "You're wrong to them whatever you do.",
    "Your wife is worried, your boss is worried, and you're the only one who's sick of hearing it.",
    "Your doctor says you'll lose the foot if you carry on, and you don't believe him.",
    "Your dad died at fifty, and you're forty-eight.",
    "If you keep going like this, you fear there'll be nothing left of you.",
    "If you don't laugh, you'll cry.",
    "If you could wave a wand, the pain would go and the pills would stay in the box.",
    "When you drink, the noise stops.",
    "When I hear you say that, I picture someone carrying two suitcases up the stairs.",
    "I'm hearing that you've had enough.",
    "I get the sense that you'd like to be asked before you're told.",
    "I wonder what you'd tell a friend in your shoes.",
    "I hear two things: you want out, and you're scared of the silence.",
    "I imagine it took a lot to come here today.",
    "I may have this wrong; tell me if I do.",
    "I don't want to add to the pile of people telling you what to do.",
    "I won't tell you what to do.",
    "I can see how much this matters to you.",
    "I can hear how worn out you are.",
    "I appreciate you telling me that.",
    "Thank you for telling me something so hard to say.",
    "Nobody would blame you for being angry.",
    "Nobody's going to force you.",
    "They tell you it'll get easier, and it hasn't.",
    "Everyone has an opinion about your weight, and none of them are in your kitchen at night.",
    "Everyone says why don't you just leave.",
    "You hear 'calm down' and it makes you want to throw something.",
    "The doctor said jump and you're tired of jumping.",
    "So what you're saying is that the tablets make you feel like someone else.",
    "So the drinking keeps you company, and it keeps company away.",
    "So where does that leave you?",
    "And yet you came back.",
    "But the mornings are another story.",
    "Well, you've given this a lot of thought.",
    "What would you do if it were only up to you?",
    "What's the best thing about smoking for you?",
    "What might be a first step, if you were ready?",
    "What have you tried that helped, even a bit?",
    "How important is it to you, from 0 to 10?",
    "How would you like things to be a year from now?",
    "Why is this important to you?",
    "Why now?",
    "Who in your life would notice first?",
    "Would you be willing to tell me about the last time?",
    "Would it be all right if we talked about sleep for a minute?",
    "Do you want to say more about that?",
    "Could you tell me what happens right before?",
    "Is it OK if I tell you what I know about the side effects, and you tell me what you think?",
    "Some people cut down first, others stop at once. You'd know which is more you.",
    "Nicotine leaves the body in about three days; the habit takes longer. What do you make of that?",
    "People often feel worse before they feel better in the first fortnight, and some don't notice anything.",
    "If you decide to go ahead, you could start wherever you like.",
    "Which of these, if any, would you want to try?",
    "Here's what I've heard so far.",
    "Let me check that I've got this.",
    "Let's go at your speed.",
    "We can talk about that today, or about something else; you pick.",
    "That was brave of you, going back in there.",
    "That matters to you: being a man of your word.",
    "That must have been frightening.",
    "That's a lot for one person.",
    "That's not what you came here for.",
    "That's not who you want to be.",
    "You did what you had to do.",
    "You did it for her.",
    "You held your temper when he pushed you, and you hadn't managed that before.",
    "You know yourself: small steps work for you.",
    "You know you should take them, and the sight of the box turns your stomach.",
    "You think you should be stronger than this.",
    "You feel you have to choose between your mother and your marriage.",
    "You believe you can do it once the house is quiet.",
    "You'd do anything for them.",
    "You'd better than anyone know what those nights are like.",
    "You'll decide when the time is right.",
    "You want to be told the truth, straight.",
    "You want to get better, and you want to be left alone.",
    "You used to run, and you miss it.",
    "Better safe than sorry, that's how you were raised.",
    "Easier to say nothing.",
    "Safer not to hope.",
)

# Roadblocks, polite and blunt, some behind a stock stem. At least one rule must catch each.
ROADBLOCKS = (
    "You should see a doctor about that.",
    "It sounds like you should see a doctor.",
    "You feel that you need to stop drinking before it's too late.",
    "I hear you, but you have to start taking care of yourself.",
    "What I'm hearing is that you need to get a grip.",
    "It seems like you ought to give her another chance.",
    "So basically you just need to cut down.",
    "u should rly talk to someone",
    "ya gotta stop doing this to urself",
    "shoulda thought of that before",
    "You'd be better off without him.",
    "Why don't you try going to bed earlier?",
    "Have you thought about just asking him?",
    "Have you tried yoga?",
    "Don't you think you should tell your wife?",
    "Wouldn't it be easier to simply quit?",
    "How about taking up swimming?",
    "Couldn't you just leave?",
    "Can I just say you need to let this go.",
    "I'm not judging, but that's a lot of wine for one person.",
    "With respect, you're making this harder than it is.",
    "It's your decision, but I'd hate to see you throw it all away.",
    "Maybe you could write a diary.",
    "You might want to think about moving out.",
    "It might help to get some exercise.",
    "If I were you I'd hand in my notice.",
    "I would suggest talking to your manager.",
    "My advice would be to wait.",
    "You could always ask your mother for help.",
    "Try to look at it from her side.",
    "Just stop worrying about what people think.",
    "Take your medication every day.",
    "Stop making excuses.",
    "Don't give up!",
    "Talk to your wife tonight.",
    "Please get some help.",
    "Let's get you on a proper diet.",
    "We need to get your weight down.",
    "I want you to cut out sugar this week.",
    "If you carry on like this, you'll be dead by fifty.",
    "You could lose your licence, you know.",
    "Keep going this way and you will end up alone.",
    "If you don't come every week, I'll have to tell your probation officer.",
    "Think of your children.",
    "A real man would face up to it.",
    "It's selfish to keep him waiting.",
    "That's just an excuse.",
    "You're wrong there.",
    "You've only yourself to blame.",
    "You're being ridiculous.",
    "Grow up.",
    "You're in denial about your drinking.",
    "Why didn't you call me sooner?",
    "What were you thinking?",
    "Don't you care what this does to your kids?",
    "You're just doing this to get back at your father.",
    "Yes, but lots of people manage it with less.",
    "I understand that it's hard, but everyone has to work.",
    "Good job! I'm so proud of you.",
    "That's amazing, well done.",
    "You can do it, I believe in you.",
    "Don't worry, everything will be fine.",
    "It'll all work out in the end.",
    "I'm sure he didn't mean it and things will get better soon.",
    "It's not that bad.",
    "At least you still have a job.",
    "Everyone feels like that sometimes.",
    "You poor thing.",
    "I feel so sorry for you.",
    "I know exactly how you feel.",
    "I understand.",
    "I've been there. When I quit, the first week was the worst.",
    "My sister went through the same thing and she's fine now.",
    "Your husband is right, you know.",
    "She's only trying to help you.",
    "Your boss sounds like a bully.",
    "Oh great, another excuse.",
    "Good luck with that.",
    "Let's talk about something more cheerful.",
    "Calm down.",
    "You'll feel so much better once you've stopped.",
    "The fact is that alcohol is a depressant.",
    "It's important to get eight hours of sleep.",
    "How old is he? Where does he live? What does he do?",
)


def quoted(reply: str, hits: tuple[Hit, ...]) -> list[tuple[str, str]]:
    text = Text(reply).text
    return [(hit.rule.id, text[hit.span.start : hit.span.end]) for hit in hits]


def test_good_replies_cover_every_skill():
    assert set(GOOD) == set(SKILLS)
    assert sum(map(len, GOOD.values())) >= 80
    assert len(ROADBLOCKS) >= 60


@pytest.mark.parametrize("reply", [reply for replies in GOOD.values() for reply in replies])
def test_good_reply_is_left_alone(reply):
    assert quoted(reply, find(Text(reply))) == []


@pytest.mark.parametrize("reply", TEMPTING)
def test_tempting_reply_is_left_alone(reply):
    assert quoted(reply, find(Text(reply))) == []


@pytest.mark.parametrize("reply", ROADBLOCKS)
def test_roadblock_is_caught(reply):
    assert find(Text(reply))


# --- What the client said decides -----------------------------------------------------------------------------------

DRINKS = "I have a few beers of an evening, so what. It's my house and I'll do as I like in it."
SHOULD = "I know I should cut down on the beers, I keep saying it, and then Friday comes round."
SHIFTS = "I have to be up at five, and I have to ask my sister to take the kids, every single day."
TOLD = "My wife says I have to quit drinking. She can say what she likes."


@pytest.mark.parametrize(
    ("reply", "client"),
    [
        ("You feel you should cut down.", SHOULD),
        ("You know that you need to cut down on the beers.", SHOULD),
        ("You feel that a few beers of an evening are your own business.", DRINKS),
        ("You have to ask your sister every day.", SHIFTS),
        ("You feel you ought to be doing better, but you're worn out.", DRINKS),
        ("Your wife says you have to quit drinking.", TOLD),
    ],
)
def test_client_said_so(reply, client):
    assert quoted(reply, find(Text(reply), Text(client))) == []


@pytest.mark.parametrize(
    ("reply", "client"),
    [
        ("You feel you should join a support group.", DRINKS),
        ("You feel that you need to stop drinking before it's too late.", DRINKS),
        ("You know you should get help for your own good.", SHOULD),
        ("You feel that let's find you a programme.", DRINKS),
        ("You think that you need to see a doctor right away.", SHOULD),
        ("You have to quit drinking.", TOLD),
        ("It sounds like you should cut down.", DRINKS),
        ("You feel that maybe you could try the gym.", DRINKS),
    ],
)
def test_client_did_not_say_so(reply, client):
    assert find(Text(reply), Text(client))


# --- Spans, order, precedence ---------------------------------------------------------------------------------------


def test_span_shows_the_words_as_typed():
    text = Text("You’re worn out.  You   *really*\u200b should see a DOCTOR, mate.")
    (hit,) = find(text)
    start, end = text.origin(*hit.span)
    assert hit.rule.id == "advising"
    assert text.raw[start:end] == "You   *really*\u200b should see a DOCTOR"


def test_span_has_no_blank_edges():
    for rule in RULES:
        for sentence in rule.catches:
            text = Text(sentence)
            for hit in find(text):
                words = text.text[hit.span.start : hit.span.end]
                assert words == words.strip(), (rule.id, sentence)


def test_hits_come_in_text_order_once_per_rule_and_sentence():
    hits = find(Text("You should stop and you should rest. Good job! You should eat."))
    assert [hit.rule.id for hit in hits] == ["advising", "praising", "advising"]
    assert list(hits) == sorted(hits, key=lambda hit: hit.span)


def test_overlapping_hits_count_once():
    hits = find(Text("Can I just say you need to get a grip."))
    assert [hit.rule.id for hit in hits] == ["fake_permission"]


def test_a_guarded_demand_does_not_hide_the_next_one():
    hits = find(Text("Everyone says you should quit, but you should quit."))
    assert [hit.rule.id for hit in hits] == ["advising"]
    assert hits[0].span.start > 30


def test_three_questions_in_a_row_are_stacked_and_two_are_not():
    assert [hit.rule.id for hit in find(Text("Where were you? Who was there? What did you take?"))] == [
        "stacked_questions"
    ]
    assert find(Text("Where were you? Who was there?")) == ()


def test_i_understand_counts_only_when_nothing_follows():
    assert [hit.rule.id for hit in find(Text("I understand."))] == ["bare_understanding"]
    assert find(Text("I understand. You've been carrying this for both of you since the spring.")) == ()


@pytest.mark.parametrize(
    "reply",
    [
        "u should rest",
        "ya gotta stop",
        "youre being lazy",
        "dont worry about it",
        "You shouldn’t worry",
        "you NEED to rest",
    ],
)
def test_as_people_type(reply):
    assert find(Text(reply))


# --- Any string, in time that grows with its length -----------------------------------------------------------------

HOSTILE = {
    "one word": "a" * MAX_READ,
    "you": "you " * (MAX_READ // 4),
    "if you will": "if you will " * (MAX_READ // 12),
    "guarded demands": "they say you have to stop and " * (MAX_READ // 30),
    "planted demands": "you feel you should " * (MAX_READ // 20),
    "openers": "so, " * (MAX_READ // 4),
    "adverbs": "you " + "really " * (MAX_READ // 7),
    "quotes": "\"'" * (MAX_READ // 2),
    "brackets": "((((" * (MAX_READ // 4),
    "spaces": "you" + " " * (MAX_READ - 10) + "should",
    "questions": "what do you, " * (MAX_READ // 13),
    "emphasis": "*_" * (MAX_READ // 2),
    "but": "i understand how you feel but " * (MAX_READ // 30),
}


@pytest.mark.parametrize(
    "reply", ["", " ", "?", "...", "\x00", "\ud800", "\n\n", "’’’", "1. 2. 3.", "你应该戒烟。", "🙂" * 50]
)
def test_any_string_is_answered(reply):
    assert find(Text(reply)) == ()


@pytest.mark.parametrize("reply", HOSTILE.values(), ids=HOSTILE.keys())
def test_work_grows_with_length_and_no_faster(reply):
    short, long = reply[: MAX_READ // 4], reply
    client = Text("I should, I have to, I know I must. " * 20)
    # A quadratic pattern would take 16 times as long, an exponential one would not come back.
    assert least_seconds(long, client) < 10 * least_seconds(short, client) + 0.02


def least_seconds(reply: str, client: Text) -> float:
    text = Text(reply)
    assert text.words is not None
    assert text.sentences is not None
    times = []
    for _ in range(3):
        start = time.process_time()
        find(text, client)
        times.append(time.process_time() - start)
    return min(times)


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.id)
def test_no_group_repeats_without_bound(rule):
    for source in (rule.pattern, rule.unless):
        assert not re.search(r"(?<!\\)\)(?:[*+]|\{\d*,\})", source)
