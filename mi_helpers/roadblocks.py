"""Roadblocks as data: what gets in the way of listening, how to see it in words, and what to tell the learner.

A :class:`Rule` is a pattern over one sentence, with sentences that it must catch and tempting look-alikes that it
must leave alone. To change what counts as a roadblock, change :data:`RULES`, sentences first; nothing else here
knows any Motivational Interviewing. The hard cases that the patterns are built around:

- "Everyone keeps telling you that you should quit" reports a demand: a reflection. "It sounds like you should quit"
  makes one: advice with a stock stem before it. What stands before the demand decides (``_REPORTED``).
- "You feel you need to quit" can be either. Only the client's own words can tell (``_clients_thought``).
- "Tired of being lectured." drops its subject, "Stop smoking." is an order: the first words decide (``_ORDER``).
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import NamedTuple

from mi_helpers.language import Span, Text, content_stems, overlap

_GORDON = "Gordon's roadblocks (Thomas Gordon 1970, Parent Effectiveness Training)"
_MITI = "MITI 4.2.1 (Moyers, Manuel and Ernst 2014)"
_BOTH = f"{_GORDON}; {_MITI}"
_HRQ = "Helpful Responses Questionnaire (Miller, Hedrick and Orlofsky 1991)"

# A guard looks back at most this many characters, and this many candidates are tried per rule and sentence, so
# that the work stays proportional to the length of the text whatever is typed.
_REACH = 200
_MOST_TRIES = 12
# A reply of so many words that begins "I understand" has not gone on to show it.
_NEXT_TO_NOTHING = 6


@dataclass(frozen=True, slots=True)
class Rule:
    """One roadblock.

    Attributes:
        id: short name, stable.
        title: what a learner sees.
        pattern: regex over the normalised text of one sentence (lower case, straight quotes, single spaces). Every
            quantifier is bounded. What the client is said to have to do may be in a group, and the hit is then
            waived where the client said so themselves: "thought" after "you feel you should", "duty" after "you
            have to".
        unless: regex, "" for none. A match is dropped if this is found in the sentence before it; with a "$" at its
            end, right before it.
        blunt: True if the rating can be at most 1, False if at most 2.
        code: MITI 4.2.1 code that the words carry, "" for none.
        message: for the learner: what the words do to a client, and what to do instead.
        source: where the rule comes from.
        catches: sentences that this rule must catch, at least six.
        passes: look-alikes that this rule must not catch, at least six.
        alone: whether it only counts where the rest of the reply says next to nothing.
        sure: regex, "" for none. Words that it matches from their beginning on count even where the network takes the
            reply for a good one: in the corpus's train and dev parts at most one reply in twenty with them is good.
    """

    id: str
    title: str
    pattern: str
    unless: str
    blunt: bool
    code: str
    message: str
    source: str
    catches: tuple[str, ...]
    passes: tuple[str, ...]
    alone: bool = False
    sure: str = ""


class Hit(NamedTuple):
    """A roadblock found.

    Attributes:
        rule: which one.
        span: where in ``Text.text``.
        sure: whether it counts even where the network takes the reply for a good one.
    """

    rule: Rule
    span: Span
    sure: bool


# --- Building blocks of the patterns -----------------------------------------------------------------------------


def _any(*alternatives: str) -> str:
    """One of these patterns."""
    return "(?:" + "|".join(alternatives) + ")"


def _words(*lists: str) -> str:
    """One of these words or phrases; within a list, "_" stands for a space."""
    return _any(*(w.replace("_", " ") for words in lists for w in words.split()))


# As people type: "u should", "ya gotta", "youre", "dont".
_U = r"(?:you|u|ya)"
_YOU = rf"\b{_U}"
_YOURE = r"\b(?:you'?re|you are|ur|u r|u are)"
_YOUR = r"(?:your|ur|yer)"
_NT = r"(?:n'?t| not)"
_ADVERB = _words(
    "really just simply still probably definitely seriously honestly actually also absolutely only first now all both",
    "always maybe perhaps certainly truly clearly obviously do at_least",
)
_ADVERBS = rf"(?: {_ADVERB}){{0,2}}"
# A few more words of the same clause, so that what is quoted to the learner reads as a phrase.
_REST = r"(?: (?!(?:but|and|so|because|you|u|if|when|or)\b)[\w'-]+){0,6}"

# What a rule's words begin with, if all of them are sure.
_ANY_WORDS = r"\S"

_SHOULD = rf"{_YOU}{_ADVERBS} (?:should|shoulda|shud|ought to|oughta)(?:{_NT})?\b(?! (?:\w+ )?have to\b)"
_HAD_BETTER = (
    r"\b(?:you'?d (?:better|best)|u'?d better|you had better|you better|u better|ya better)\b(?! (?:than|off|for)\b)"
)

# "You need to rest" orders; "you need to feel heard" says what the client lacks.
_LACKED = _any(
    _words(
        "feel know believe breathe matter vent decompress grieve cry hear see_it see_some see_that see_proof escape "
        "figure_out get_through get_by survive make_sense switch_off unwind wind_down get_away"
    ),
    "be "
    + _words(
        "heard seen understood sure certain able close with there left alone around in_control the_one on_your_own",
        "loved needed held useful right free safe listened trusted asked believed taken",
    ),
)
_NEED_TO = rf"{_YOU}{_ADVERBS} needa? (?:to|2)\b(?! {_LACKED}\b)"
_NEED_HELP = (
    rf"{_YOU}{_ADVERBS} need (?:some |more |a |an |to get )?"
    r"(?:professional help|therapy|counsell?ing|treatment|rehab|discipline|willpower|structure|referral|"
    r"reality check|wake-?up call|accountability|attitude adjustment)\b"
)
# "You have to be up at five" is how life is. Only what an adviser would prescribe makes "have to" an order.
_PRESCRIBED = _any(
    _words(
        "stop quit start try learn realise realize understand accept consider remember listen commit talk",
        "follow address seek contact visit eliminate prioritise prioritize schedule admit exercise cut avoid focus "
        "trust forgive rely add",
        "eat lose move_on own face decide believe work_on work_harder work_at look_at want_it want_to",
        "keep_trying keep_taking keep_at_it keep_your give_up give_it give_yourself put_yourself put_in",
        "get_help get_over get_a_grip get_out get_up_and get_moving get_your get_yourself get_real get_used get_rid "
        "get_some",
        "make_time make_changes make_better make_up_your make_an_effort make_sure_you make_your make_an_appointment "
        "sit_down sit_him sit_her sit_them sit_your ring phone ask_for keep_moving keep_that keep_it_on pack_it "
        "come_off let_it let_go let_yourself",
        "take_responsibility take_care_of_your take_control take_charge take_your take_it take_this take_better "
        "take_action",
        "take_steps take_the take_one take_some take_them stay_positive stay_strong stay_calm",
    ),
    r"change(?! everything)|think about (?:your|how|the)",
    r"tell (?:him|her|them|your|the|someone)",
    r"see (?:a|the|your|someone)",
    r"go (?:to|for|and|see|back)",
    r"do (?:it|something|this|that|what|better|the work|more)(?! all| alone| again| by yourself)",
    r"be (?:patient|honest|careful|realistic|willing|positive|brave|responsible|reasonable|more|less|strong(?! for))",
)
_HAVE_TO = (
    rf"(?:{_YOU}{_ADVERBS} (?:(?:have|hav|got|will have|will need) (?:to|2)|gotta)|"
    rf"\byou'?ve{_ADVERBS} (?:got to|gotta)|\byou'?ll{_ADVERBS} (?:have|need) to){_ADVERBS} "
    # "You have to face it alone" is an observation.
    rf"(?!(?:[\w']+ ){{1,6}}(?:alone|on your own|by yourself|all over again)\b){_PRESCRIBED}\b"
)
# "You must be worn out" guesses; "you must stop" orders.
_MUST = (
    rf"{_YOU}{_ADVERBS} must(?:{_NT})?\b(?! (?:{_ADVERB} |sometimes |often ){{0,2}}(?:"
    + _words("have feel miss love like hate wonder find worry know want wish care")
    + r"|get (?!help|a|some|up|out|over|your|rid|off|to|back|on\b)\w+"
    + r"|be(?! (?:patient|careful|honest|strong|positive|realistic|responsible|more|willing|brave)))\b)"
)
_DEMAND = _any(_SHOULD, _HAD_BETTER, _NEED_TO, _HAVE_TO, _MUST)

# Whose demand is it? Words before it that hand it to somebody else, or to the client's own mind.
_CLAIM = _words(
    "says? said saying tells? told telling thinks? thought thinking feels? felt feeling believes? believing knows?",
    "knew knowing reali[sz]es? reali[sz]ed reali[sz]ing figures? figured reckons? insists? insisting expects? expected",
    "decides? decided deciding reminds? reminded reminding hears? heard hearing sees? seeing understands? sense",
    "recogni[sz]es? guess wants? admit lectur(?:es?|ed|ing) nag(?:s|ged|ging)? demands? urg(?:es?|ed|ing) "
    "preach(?:es|ing)?",
    "notic(?:e|ed|ing) warn(?:s|ed|ing)? hints? convinced repeats? repeating drilled drummed suppose imagine "
    "wonder(?:s|ed|ing)?",
    "worr(?:y|ies|ied|ying) fears? afraid scared terrified frightened anxious concerned nervous hates? hating "
    "resents? rather wish(?:es)? question(?:s|ing)? doubts? torn",
    "pressured? guilt guilty shame dread(?:s|ing)? pretend(?:s|ing)? assumes? assuming concluded? concluding open_to",
    "considering furious angry frustrated upset annoyed unfair bothers saddened hard_that tired_of sick_of fed_up "
    "don'?t_want don'?t_see don'?t_like not_sure not_convinced not_certain as_if as_though",
    "the_idea the_message the_voice the_pressure the_rule the_demand the_belief",
)
# ... unless the claim is the learner's own: "I think you should", "what I'm hearing is that you need to".
_NOT_MINE = "".join(
    rf"(?<!\b{me} )"
    for me in (
        "i", "i'd", "id", "i'm", "im", "i am", "i've", "we", "we all", "i would", "i really", "i do", "i just",
        "i also", "i still", "i honestly", "i strongly", "i truly", "i personally", "i can", "i only",
    )
)  # fmt: skip
# What may stand between the claim and the demand: the rest of that clause.
_GAP = r"(?:(?!\bbut\b|\bso\b)[^,;:.!?\"]|[,:]? ?\"){0,60}"
# Right before "you": "if you have to", "things you need to", "why you should".
_INSIDE = (
    r"\b(?:if|whether|when|whenever|why|how|where|who|which|than|as|unless|until|while|before|after|things?|"
    r"everything|anything|whatever|what|all|much|many|ones?|stuff|reasons?|way|do|did) "
)
_REPORTED = _any(rf"{_NOT_MINE}\b{_CLAIM}\b{_GAP}", _INSIDE)

# Said in the same breath, this leaves the choice with the client.
_NO_CHOICE = (
    r"(?![^.!?]{0,120}\b(?:if (?:you'?d|you would|you|that'?s|it'?s) (?:like|want|wanted|wish|prefer|ok|okay|alright|"
    r"all right|fine)|up to you|your (?:call|choice|pace|decision)|you(?:'d| would)? (?:decide|choose|know best)|"
    r"(?:whatever|wherever|whenever|however) you|in your own (?:time|way)))"
)

# "If you could find a way, you might consider it" dreams aloud with the client.
_WERE_IT = (
    r"\bif (?:there (?:was|were)|(?:you|they|he|she|it|someone|somebody) (?:could|had|were|was|did))\b[^.!?;]{0,140}$"
)

# Imperatives: words that order whatever follows ...
_ORDER_VERB = _words(
    "try stop avoid consider reconsider accept realise realize ignore eat bring buy learn seek continue enjoy reduce",
    "replace consult contact prioritise prioritize forgive join adopt attend concentrate cooperate create decide "
    "dedicate develop",
    "discuss eliminate embrace encourage establish explain express hydrate identify improve incorporate increase "
    "maintain meditate",
    "monitor organise organize overcome persevere persist prevent protect refrain register substitute donate "
    "stick_to stick_with",
    "act_as act_like fight_for work_your work_slowly feel_confident feel_calm feel_proud see_what_you see_it refer "
    "sit_down ring phone text message",
    "delete bin_the bin_it bin_them ditch knock_it sort_it sort_out sort_your sort_them crack_on carry_on_with "
    "chuck_the chuck_it",
    "lock_the lock_it lock_them lock_your pour_it pour_the pour_that hand_the hand_it hand_over hand_someone pack_it "
    "pack_in stick_the wear_it",
    "wear_your wear_the drop_the drop_it drop_your clear_the clear_your clear_every sign_up sign_the shut_the get_it "
    "get_that get_the",
    "get_on_the get_on_with get_out_for get_one stay_where stay_on drive_to walk_to walk_in walk_up stand_up "
    "stand_your go_in go_on_the download unplug wean taper",
)
# ... phrases that do ...
_ORDER_PHRASE = _any(
    r"do(?: not|n'?t) (?:you dare|\w+)",
    r"never (?:give|let|stop|forget|say|go|drink|take|miss|skip)",
    r"get (?:some|a|an|your|yourself|help|rid|off|out (?:of|there|and|more)|up (?:and|off|earlier)|"
    r"back (?:on|to|in|out)|real|moving|tested|checked|professional|therapy|involved|more|"
    r"it (?:done|checked|together|over)|in touch|started)",
    r"go (?:to|for|see|and|out|with|get|on a|find|easy|slow|talk|ask|visit|outside)",
    r"(?:take|make|give|tell|ask) \w+",
    r"keep (?:your|trying|at it|up|on|a|an|calm|busy|track|away|(?!going)\w+ing|him|her|them)",
    r"put (?:your|yourself|some|more|the|down the|together a|it behind|that|this|one)",
    r"remember(?: to| that|,)",
    r"choose (?:to|a|an|the|your|better|healthier)",
    r"begin (?:by|with|to|a|your)",
    r"think (?:positive\w*|twice|carefully|happy|before|hard|again|about)",
    r"listen to",
    r"forget (?:about|it|him|her|them|the|what)",
    r"quit (?:\w+ing|it|now|today|the|your)",
    r"find (?:a|an|some|someone|something|ways|another|other|people|out|time|your|the|what)",
    r"let (?:it go|go|him|her|them|your|yourself|people|others|someone|it be)",
    r"write (?:down|it|a|your|out|them|some)",
    r"follow (?:the|your|my|this|a|up|what)",
    r"throw (?:out|away|it|them)",
    r"set (?:a|an|some|your|yourself|the|aside|boundaries|goals|small|realistic|limits|reminders?)",
    r"(?:allow|surround|educate|treat|push|ask|remind|pull|love|trust|forgive|respect) yourself",
    r"reach out|count your blessings|invest in|apply for|open up to|speak (?:to|with|up)|hang in there|"
    r"look (?:into|after)",
    r"see (?:a|your (?:doctor|gp)|someone|it as|this as|the bright|if you can)",
    r"do (?:it|that|something|your|what|more|the|some|as|physical|yourself a|this)",
    r"be (?:patient|honest with|strong|careful|positive|grateful|thankful|brave|kind to|realistic|reasonable|a man|"
    r"responsible|the (?:best|bigger|adult|change)|more|less|happy|confident|open|yourself|sure to|there for)",
    r"prepare (?:to|your|a|for)",
    r"practi[sc]e (?:some|your|a|deep|self|saying|being)",
    r"start (?:by|with|small|today|now|over|\w+ing)",
    r"cut (?:down|back|out (?!of))",
    r"work (?:on (?:your|it|that|getting|being)|harder|out)",
    r"stay (?:positive|calm|strong|focused|active|away|busy|on)",
    r"talk (?:to|with) (?:your|a|an|the|him|her|them|someone|somebody|people)",
    r"(?:drink|sleep|exercise|walk|rest|pay|hold) (?:more|less|plenty|lots|on it|attention|regularly|every)",
)
# ... and words that are as often nouns: they order if an object follows ("Sleep comes last." is no order).
_ORDER_NOUN = (
    _words(
        "use check call change start cut read show visit share look focus plan limit trust face watch spend save "
        "leave open",
        "treat switch skip turn build respect support pick study book add block include swap move schedule limit "
        "train help sit review",
    )
    + r" (?:at |on |to |into |up |out |off |for )?"
    + _words("your the a an it them him her this that these those some more less yourself what someone something small")
)
# Invitations and ways of speaking that look like orders, and clients' words with the subject dropped.
_NO_ORDER = _any(
    r"(?:\w+ )?(?:me|us)\b",
    r"take (?:your time|(?:it |this )?or leave|a (?:moment|minute|second)|all the time|that away|it (?:or|all|out)|"
    r"what you|home)",
    r"think about (?:what|how|a time|when|where|who)",
    r"try (?:as|to (?:remember|recall|picture|imagine|think (?:of|back)))",
    r"(?:pick|choose|give it|give) a (?:number|time|moment)",
    r"do(?: not|n'?t) (?:want|know|need|like|have|care|see|remember|understand|mind|get me|recogni[sz]e|you(?! dare)|"
    r"we|they|even|really|believe|trust|hear|sleep|think(?! like| that way| about it)|"
    r"feel(?! bad| guilty| ashamed| sorry| like you\b))\b",
    r"make (?:no mistake|sense|or|believe|a guess)",
    r"give (?:or|and)\b",
    r"start (?:where|any|with (?:where|any|what))",
    r"stop(?: and|,) start|keep \w+ing, (?:keep|and)|call it (?!off|a day)|look at (?:how far|what you)|"
    r"share (?:what|as)|do what(?:ever)? you|give up and|get (?:a|the) sense",
    r"(?:put|take|leave|bring) (?:it )?(?:another|all that|that|this) (?:way|together)",
    r"(?:quit|stop) [^.!?]{1,30}\b(?:twice|once|three times)\b",
)
_ORDERS = rf"(?!{_NO_ORDER}){_any(_ORDER_VERB, _ORDER_PHRASE, _ORDER_NOUN)}\b"
_OPENER = _words(
    "so well but and or then ok okay yes yeah yep no nope hey look listen please pls just simply maybe perhaps instead",
    "first next also now honestly seriously come_on man dude buddy either for_now from_now_on in_the_meantime "
    "my_advice",
    "i_say i'd_say at_least right sure anyway trust_me do_yourself_a_favou?r you_know you_know_what calm_down again "
    "alright",
    "all_right oh ah hmm always only mate love pal pet dear hon next_time this_time tonight tomorrow today",
)
_OPENERS = rf"[\"'(]?(?:{_OPENER}(?: is)?[ ,:;.!-]{{1,3}}){{0,4}}"
# Somebody else's words ("Just quit," they say), a routine ("Get up, work, repeat."), or a question ("Take anything?").
_SPOKEN_HERE = (
    r"(?![^.!?]{0,100}[\",] (?:they|people|everyone|everybody|he|she|your \w+|folks|others) (?:\w+ )?(?:say|said|"
    r"tell|told|think|insist))(?![^.!?]{0,140}\b(?:repeat|all over again|do it again|"
    r"over and over)\b)(?![^?]{0,400}(?<!, ok)(?<!okay)(?<!right)(?<!please)(?<!will you)\?)"
)
_ORDER = _any(
    rf"^{_OPENERS}{_SPOKEN_HERE}{_ORDERS}",
    # "If you're that tired, take a day off."
    rf"^{_OPENERS}(?:if|when|once|since|whenever|next time|instead of|"
    rf"rather than) [^,]{{3,100}}, {_SPOKEN_HERE}(?:(?:then|just|please|maybe|at least|simply) ){{0,2}}{_ORDERS}",
    # "You're worn out, so take a day off."
    rf"(?:[,;-] ?so|\bplease|[,;-] ?just) (?:(?:just|please|next time|from now on|for now|"
    rf"then) ){{0,2}}{_SPOKEN_HERE}{_ORDERS}",
    r"\b(?:but|and|[,;]) (?:please |also )?(?:don'?t forget to|don'?t give up|be patient|make sure (?:to|you)|"
    r"think about it|don'?t (?:be|get) (?:so |too )?(?:discouraged|careless|afraid|down|upset|ashamed|anxious|"
    r"hard on))\b",
    r"\bso (?:just |please )?(?:stop \w+ing|don'?t (?:give|worry|be|let|make|do)|try to|be (?:patient|careful))\b",
)

# The client's own mind, before a demand: reported, or put there by the learner.
_IN_MIND = (
    rf"(?<!\bdo )(?<!\bdid )(?<!\bwhat )(?<!\bif ){_YOU}(?:'re|'ve| are|"
    rf" have)?(?: (?:know|kind of|sort of|also|really|just|"
    r"already|probably|both|starting to|beginning to|deep down|may|might)){0,2} (?:feel|think|know|believe|"
    r"reali[sz]e|recogni[sz]e|see|understand|sense|say|saying|feeling|thinking|reali[sz]ing|agree|figure|suspect|"
    r"reali[sz]ed)(?: (?:that|like|as if|as though|is|inside|deep down|now)){0,2} "
)
# When the client's words are unknown, this gives away that the demand is the learner's: it argues or prescribes.
_PUSHES = re.compile(
    r"\b(?:before (?:it'?s|it is|you|things|something)|or (?:else|you'?ll|you will|things|it'?ll)|"
    r"for (?:your own|the sake)|get (?:a grip|over|help|your act|some help|professional|therapy|treatment|real)|"
    r"see (?:a|the) \w+|grow up|so that (?:you|he|she|they|it)|because (?:if|it'?s (?:bad|good|not|dangerous))|"
    r"stop making|take (?:responsib\w+|your med\w*|control|better care)|because it'?s|to be (?:healthy|safe)|"
    r"right away|right now|immediately|as soon as|excuses?)\b"
)

# Several questions: one begins, and at a comma, an "and" or a question mark the next.
_ASKS = (
    r"(?:(?:so|and|but|well|ok|okay),? )?(?:(?:what|how|when|where|who|why|which)(?:'s|"
    r"'d)? (?:(?:time|kind of|sort of|far|old|big|bad|sure) )?(?:is|are|do|does|did|was|were|would|will|can|could|"
    r"has|have|much|many|often|long)\b|how (?:often|long|much|many)\b|"
    r"(?:do|did|does|are|is|have|has|was|were|can|could|would) (?:you|u|it|he|she|they|your|there|anyone)\b)"
)

_NEXT = r"(?:\?|,|;| and| or) (?:(?:and|or) )?"

# In order of precedence: where two hits overlap, the first of these rules keeps the words.
RULES: tuple[Rule, ...] = (
    Rule(
        id="fake_permission",
        title="Asking leave without waiting for it",
        pattern=_any(
            r"\b(?:can|could|may|might) i (?:just |maybe |quickly )?(?:say|tell you|point out|"
            r"be (?:honest|blunt|frank))\b"
            rf"[^?]{{0,60}}(?:{_DEMAND}|{_YOURE} (?:being|making|wrong)\b){_REST}",
            r"\b(?:can|could|may) i (?:just )?be (?:straight|honest|blunt|frank)\b(?: with (?:you|u))?|"
            r"\b(?:can|could) i just say ?\?|\bshall i tell (?:you|u) (?:how|why|what (?:to do|you|i think|i'?d))\b",
            r"\b(?:i don'?t (?:want|mean) to (?:push|lecture|preach|nag|pressure|judge|be rude|be harsh|interfere|"
            r"tell you what to do)|i'?m not (?:telling you what to do|trying to (?:push|lecture|preach|judge|nag)|"
            r"judging|lecturing|one to judge))(?:,? [\w']+){0,4}[,;]? (?:but|although|though|only|"
            r"yet) (?!(?:first|what|how|where|who|i'?m (?:curious|wondering)|it sounds|"
            r"part of)\b)[\w']+(?: [\w']+){0,6}",
            r"\b(?:(?:of course )?it'?s (?:all |completely |entirely |"
            r"totally )?(?:your (?:choice|decision|life|call)|up to you)|"
            r"(?:i hope |if )?you don'?t mind me saying)(?:,? [\w']+){0,4}[,;]? (?:but|although|though|only|"
            r"yet) (?!(?:first|what|how|where|who|i'?m (?:curious|wondering)|you'?re|you|part of|it'?s|"
            r"that)\b)[\w']+(?: [\w']+){0,6}",
            r"\b(?:no offen[cs]e|with (?:all due )?respect(?! (?:to|for)\b)|don'?t take this the wrong way|"
            r"not to be (?:rude|mean|harsh)|far be it from me(?: to \w+)?|i say this with [\w' ]{3,30}|"
            r"in (?:all )?fairness(?: to [\w' ]{2,20})?|it'?s not my place|nobody likes being told|"
            r"no one likes being told),? (?:but )?[\w']+(?: [\w']+){0,6}",
        ),
        unless="",
        blunt=True,
        code="Persuade",
        message="This asks leave, pays respect or grants the choice, and takes it back in the same breath. Ask and "
        "wait for the answer, or leave out what comes after.",
        source=_BOTH,
        catches=(
            "Can I just say you need to get out more.",
            "Could I just point out that you should have called her by now?",
            "I don't want to push, but a clinic would sort this out.",
            "I'm not telling you what to do, but smoking around a baby is a bad idea.",
            "With all due respect, but that plan of yours won't work.",
            "It's your choice, but I know which one I'd take.",
            "its up to you but most people your age have stopped by now",
            "No offence, but nobody takes a year over this.",
        ),
        passes=(
            "Would it be OK if I shared what some people find?",
            "It's your choice, and I'm here whichever way you go.",
            "Can I tell you what I've heard so far?",
            "It's up to you, but what would matter most if you did decide?",
            "May I ask what a good evening looks like?",
            "You don't want to push her, but you miss her.",
            "It's your decision, and you'd like to take it without an audience.",
        ),
        sure=_ANY_WORDS,
    ),
    Rule(
        id="threatening",
        title="Threatening",
        pattern=_any(
            r"\b(?:if|unless) (?:you|u)\b[^.!?]{1,80}? (?:i'?ll|i will|i'?m going to|i'?m gonna|we'?ll|we will|"
            r"i won'?t|i can'?t) (?:have to |be forced to |need to )?(?:report|let [\w' ]{2,20} know|call (?!you)|"
            r"tell (?!you)|discharge|drop|refer you|cancel|close|inform|stop (?:seeing|working|helping)|end our|"
            r"not be able to (?:help|work|see)|keep (?:you|working|seeing)|give up on)",
            r"\bor else\b(?= ?[.!]?$)",
            r"\b(?:don'?t make me|i'?m warning you|(?:this is )?your (?:last|final) (?:chance|warning)|"
            r"you leave me no choice|i'?ll be forced to|there (?:will|'ll) be consequences)\b",
        ),
        unless=rf"{_NOT_MINE}\b{_CLAIM}\b[^.!?;,]{{0,90}}$",
        blunt=True,
        code="Confront",
        message="A threat may win a day of obedience, and it ends the talking. Say what you see that matters to the "
        "client instead.",
        source=_GORDON,
        catches=(
            "If you miss one more session, I'll have to report it to the court.",
            "Unless you stop drinking, I will stop seeing you.",
            "Take your tablets or else.",
            "This is your last chance.",
            "I'm warning you.",
            "Don't make me call your probation officer.",
            "if u dont cooperate there will be consequences",
        ),
        passes=(
            "If you like, I'll write down what you came up with.",
            "He told you it was your last chance, and you froze.",
            "You're afraid that if you miss a session I'll report it.",
            "If you decide to wait, I'll be here then too.",
            "It's this job or something else altogether.",
            "If you want, I'll call you on Friday to hear how it went.",
        ),
    ),
    Rule(
        id="sarcasm",
        title="Sarcasm",
        pattern=_any(
            r"^(?:oh|wow|great|well|right|sure|yeah|ha|please|gee|lovely|brilliant)?,? ?(?:oh |wow |well |"
            r"gee )?,? ?(?:(?:great|wonderful|lovely|fantastic|brilliant|perfect|nice),? another (?:\w+ )?(?:excuse|"
            r"reason|story|sob story|one)|what a surprise|big surprise|shocker|sure you (?:will|did|are|do|can)|"
            r"if you say so|good luck with that|must be nice|nice try|boo ?hoo|cry me a river|here we go again|"
            r"give me a break|oh please|spare me|(?:congratulations|bravo|well done),? you (?:\w+ )?(?:quit|"
            r"managed to (?:fail|ruin|mess)|failed|lasted|gave up|blew)|"
            r"(?:i'm )?so sorry (?:that )?(?:the world|life) (?:is|isn't)|"
            r"how (?:convenient|original|noble|brave) of you|how convenient|what(?:ever)? a (?:hero|martyr)|"
            r"aren't you (?:special|clever|lucky)|like (?:that|it)(?:'s| has|'ll| will) (?:ever |really )?(?:worked?|"
            r"work|going to work))\b",
            r"\b(?:(?:heaven|god) forbid|remind me (?:never|not) to|let me write that down|"
            r"(?:shall i|should i|someone|somebody) (?:ring|call|alert|phone|tell) the (?:papers?|newspapers?|press|"
            r"media|news)|want a medal|give (?:yourself|that \w+|the (?:man|woman|girl|boy)) a medal|"
            r"who needs (?:an? )?\w+ when|that'?s one way (?:of|to) \w+|so the cure for|lucky (?:old )?you\b|"
            r"what could (?:possibly )?go wrong|very \w+ of you(?= ?[.!]|$)|and you wonder why [^.!?]{1,60}\?|"
            r"poor (?:old |little )?(?!thing|you)\w+ and (?:his|her|their|your) |"
            r"isn't that (?:nice|convenient|lovely|handy)\b)",
            r"^(?:oh|ah|wow|well),? (?:great|lovely|brilliant|wonderful|fantastic|perfect|nice|super|"
            r"marvellous|charming)[,.!]? "
            r"(?:so|just|now|because|that'll|that will|what we need|as if|yet another|here)\b",
            r"^(?:oh,? )?(?:yeah|sure) right ?[.!]*$",
            r"\b(?:because|cause|'cause) (?:that|it)(?:'s| has|'s been)? (?:\w+ )?(?:worked|working|work|"
            r"works) (?:out )?so well|\bhow'?s that (?:going|working(?: out)?) for you so far|"
            r"\b(?:yeah|sure),? (?:and )?(?:pigs|tomorrow never)|\bcry me a river\b|\bpoor little you\b|"
            r"\bworld'?s smallest violin\b|\bthe dog ate\b|\bblah blah\b|\bwhatever,? (?:man|dude|you say)\b",
        ),
        unless=rf"{_NOT_MINE}\b{_CLAIM}\b[^.!?;,]{{0,60}}$",
        blunt=True,
        code="Confront",
        message="Sarcasm tells a client that you don't take them seriously. Say plainly what you heard, as if it "
        "makes sense, because to them it does.",
        source=_GORDON,
        catches=(
            "Oh great, another excuse.",
            "Yeah right.",
            "Good luck with that.",
            "Wow, what a surprise.",
            "Sure you will.",
            "Must be nice.",
            "Because that has worked so well.",
            "Cry me a river.",
        ),
        passes=(
            "Good luck on Thursday matters to you, even if you laugh about it.",
            "It came as a surprise to you.",
            "You'd like a bit of luck for once.",
            "It must be nice to have one evening that's yours.",
            "Sure, you'd like to sleep, and the thoughts won't let you.",
            "Right, so the mornings are the worst.",
            "Another reason, then, is your son.",
        ),
    ),
    Rule(
        id="moralising",
        title="Moralising",
        pattern=_any(
            r"\bfamily (?:comes|has to come|always comes) first\b|\bblood is thicker\b",
            r"\b(?:it'?s|that'?s|this is|it is) (?:just |simply |so |really |plain )?(?:wrong (?:to|of you)|"
            r"your (?:duty|responsibility|job as)|the (?:right|responsible|decent|least|adult) thing (?:to do|you)|"
            r"selfish|irresponsible|immoral|a sin|not right to|not fair (?:to|on) (?:your|them|him|her)|"
            r"unfair (?:to|on) (?:your|them|him|her))",
            rf"\b(?:a (?:good|real|decent|responsible|loving|caring) (?:mother|mom|mum|father|dad|parent|wife|"
            rf"husband|partner|son|daughter|man|woman|person|friend) (?:would|wouldn'?t|does|doesn'?t|puts?|never)|"
            rf"(?:some(?:one|body)|any(?:one|body)|people|a (?:person|man|woman)) who (?:really |truly |"
            rf"actually )?(?:loved?|loves|cared?|cares|respects?|respected) [\w' ]{{2,20}} (?:would|wouldn'?t|does|"
            rf"doesn'?t)|{_YOU} owe (?:it to|(?:them|him|her|your \w+) (?:that|an|more|at least))|"
            rf"think (?:of|about) {_YOUR} (?:\w+ )?(?:kids?|children|wife|husband|family|mother|mom|mum|daughter|son|"
            rf"baby|future|health|parents|partner)|how (?:could|can|dare) {_YOU} (?:do|be|let|say|even|treat|just)|"
            rf"what kind of (?:a )?(?:mother|mom|mum|father|dad|parent|person|husband|wife) (?:are|does|leaves|lets|"
            rf"would (?!{_YOU}))|have {_YOU} no (?:shame|respect)|where there'?s a will|no pain,? no gain|"
            rf"{_YOU} made your bed|(?:for|if not for yourself,? then for) the sake of {_YOUR}|"
            rf"{_YOUR} (?:kids?|children|family|baby|son|daughter|wife|husband) (?:deserves?|needs? you to)|"
            rf"{_YOU} (?:have|'ve got) (?:a|an) (?:duty|obligation|responsibility)|take responsibility for)\b",
        ),
        unless=rf"(?:{_NOT_MINE}\b(?:{_CLAIM}|to you|for you|part of you|wanting|you want|your view|"
        rf"your eyes)\b[^.!?;,]{{0,80}}|\b(?:you|they|to|what|all you can) )$",
        blunt=True,
        code="Confront",
        message="Appeals to duty and right or wrong bring guilt, and guilt hides. Ask what the client values, or "
        "name the value that they have shown.",
        source=_GORDON,
        catches=(
            "He's your brother, and family comes first.",
            "It's your duty to set an example.",
            "A good mother would put her baby first.",
            "You owe it to your family to stop.",
            "Think of your kids.",
            "How could you do that to her?",
            "It's wrong to keep this from him.",
            "It's selfish to carry on like this.",
            "Where there's a will there's a way.",
        ),
        passes=(
            "Being a good father matters more to you than anything.",
            "You feel you owe it to your brother to keep going.",
            "It feels wrong to you to keep this from him.",
            "What kind of mother would you like to be for her?",
            "When you think of your kids, something in you softens.",
            "You hold yourself to what a decent man would do.",
            "What do your children bring to your life?",
        ),
    ),
    Rule(
        id="labelling",
        title="Shaming and labelling",
        pattern=_any(
            r"\b(?:you'?re|you are|ur|u r|youre|that'?s) (?:(?:being|just|so|such|really|acting|a bit|a little|very|"
            r"too|clearly|simply|still|nothing but|kind of|pretty|only) ){0,3}(?:an? )?(?:\w+ly )?(?:lazy|selfish|"
            r"weak|ridiculous|childish|immature|irresponsible|stubborn|pathetic|ungrateful|reckless|foolish|stupid|"
            r"silly|dramatic|paranoid|negative|unreasonable|difficult|defensive|resistant|an? alcoholic|an? addict|"
            r"addict|alcoholic|junkie|drunk|loser|quitter|coward|hypocrite|crybaby|liar|lying|whin(?:er|ing|y)|"
            r"in denial|spoil(?:ed|t)|careless|(?:bad|terrible|poor|lousy|awful) (?:mother|father|parent|patient|"
            r"wife|husband|person|son|daughter)|your own worst enemy|a lot of talk|all talk|full of excuses|"
            r"too sensitive|high maintenance|(?:feeling )?sorry for yourself)\b(?! (?:of|from)\b)",
            rf"\b(?:shame on you|grow up\b|{_YOU} (?:should|ought to) be ashamed|act your age|"
            rf"don'?t be (?:so |such a |a )?(?:lazy|silly|stupid|ridiculous|selfish|baby|weak|childish|dramatic|"
            rf"coward|stubborn|negative|difficult|foolish|naive)|"
            rf"stop being (?:so |such |a )?(?:lazy|silly|stupid|ridiculous|selfish|baby|weak|childish|dramatic|"
            rf"coward|stubborn|negative|difficult|a \w+)|stop feeling sorry|only (?:weak|selfish|lazy) people|"
            rf"that'?s (?:just |plain |completely )?(?:mad|crazy|insane|daft|madness|silly|stupid|absurd|"
            rf"pathetic)(?=[.,!]|$)|people like you|typical (?:addict|alcoholic|teenager|man|smoker)|"
            rf"(?:in|of) {_YOUR} (?:own )?denial|{_YOU} have (?:no|zero) (?:willpower|"
            rf"self[- ]?(?:control|discipline|respect)|backbone|discipline)|"
            rf"{_YOU} lack (?:the )?(?:willpower|self|discipline|motivation)|{_YOU} disgust|"
            rf"{_YOU} sound (?:pathetic|ridiculous|like a (?:child|baby|broken record)))\b",
        ),
        unless=rf"(?:{_NOT_MINE}\b(?:{_CLAIM}|called|calls|calling|call|being seen|seen as|treat\w*|as if|like|if|"
        rf"accus\w+|label\w*|not|afraid|part of you|them|they|people|everyone|someone|whether|"
        rf"don't mean)\b[^.!?;,]{{0,60}})$",
        blunt=True,
        code="Confront",
        message="A label shrinks a person to one word, and many have called themselves worse. Say what they are up "
        "against, or what they are trying to do.",
        source=_BOTH,
        catches=(
            "You're just being lazy.",
            "You are being selfish here.",
            "Grow up.",
            "You're in denial.",
            "You should be ashamed of yourself.",
            "ur such a quitter",
            "Stop being so dramatic.",
            "You have no willpower.",
        ),
        passes=(
            "You feel like you're lazy.",
            "She told you that you're being selfish.",
            "You're not lazy, you're worn through.",
            "You're ashamed of how that evening went.",
            "It's as if you're weak for asking.",
            "You're afraid people think you're an addict.",
            "You're sick of being called stubborn.",
        ),
    ),
    Rule(
        id="blaming",
        title="Judging and blaming",
        pattern=_any(
            r"\b(?:you'?re|you are|ur|u r) (?:just |simply |clearly |completely |so |totally |dead |"
            r"plain )?(?:wrong\b(?! to (?:them|him|her|every))|mistaken|incorrect|to blame|"
            r"not (?:being (?:a|very)|taking (?:this|your|it) (?:[\w']+ ){0,2}(?:very )?seriously|trying|even trying|"
            r"doing (?:yourself|enough)|willing to (?:do|try|change)|correct|right about)|"
            r"making (?:excuses|a (?:huge |big )?mistake)|hurting (?:her|him|them|your)|wasting|"
            r"doing this to yourself|bringing this|asking for (?:it|trouble)|overreacting|exaggerating)\b",
            r"\b(?:that'?s|that is|this is|it'?s|these are|those are|sounds like|sounds to me like)(?: just| simply|"
            r" all| a lot of| only)? (?:no |not an |a (?:poor|weak|lame|bad) |an |your )?(?:excuses?|"
            r"your (?:own )?fault|(?:just |plain )?wrong(?=[.,!]|$)|nonsense|rubbish|ridiculous|bullshit|untrue|"
            r"incorrect|your own doing)\b",
            r"\b(?:stop|quit|enough|no more|with) (?:making |finding |the )?excuses\b",
            r"\b(?:that'?s|that is|that'?s simply|that'?s just|this is) (?:not|n'?t) (?:true|correct|right|"
            r"how it works|a reason|good enough|acceptable|(?:very |really |terribly )?(?:realistic|logical|rational|"
            r"sensible|reasonable))\b",
            rf"\b(?:i (?:don'?t|do not|can'?t) (?:agree|buy (?:it|that)|believe (?:that|you))|i disagree|"
            rf"i (?:really )?think (?:that )?you'?re wrong|{_YOU} (?:brought (?:this|it) on|did this to|"
            rf"only have) yourself|{_YOU} (?:only )?have (?:only yourself to blame|"
            rf"(?:no ?one|nobody) (?:else )?to blame)|{_YOUR} (?:own )?(?:fault|attitude|real problem|problem is)|"
            rf"the (?:real |main )?problem (?:is|with) you|{_YOU} (?:should have known|"
            rf"should(?:'ve|a| of)) (?:\w+ )?(?:better|thought)|{_YOU} know better|"
            rf"(?:you|u) (?:clearly |obviously )?(?:don'?t|do not) (?:even |really )?(?:care about|"
            rf"understand (?:how|what|that)|know what you|want to (?:change|get better)|appreciate)|"
            rf"with that attitude|(?:incorrect|wrong) information|{_U}(?:'ve| have) been misinformed|"
            rf"{_YOU}'?(?:ve| have) (?:been )?(?:only yourself|got it (?:all )?wrong)|{_YOU} knew what|"
            rf"{_YOU} let (?:\w+ )?down|{_YOU}(?:'ve| have)? (?:bottled it|thrown (?:it |that |all that )?away|"
            rf"blown it|wasted (?:it|your|my|all)|ruined (?:it|everything)|messed (?:it |everything )?up)|"
            rf"{_YOURE} (?:doing|using|taking|handling|going about) it (?:all )?wrong|{_YOU} made your choice|"
            r"what did you expect|you (?:never|always) (?:listen|follow|finish|try|make excuses)|"
            r"you(?:'re| are) (?:the problem|the one who (?:chose|caused|made|did)))\b",
            r"^(?:no|nope|actually|unfortunately)[,.]? (?:that'?s (?:not|wrong)|it'?s not|it isn'?t|it doesn'?t|"
            r"that isn'?t|you'?re (?:not (?!the only|alone)|wrong)|you are (?:not|wrong)|"
            r"(?:he|she|they|your \w+)(?:'s| is|'re| are) (?:wrong|mistaken|incorrect))\b",
            r"^(?:you |u )?(?:shoulda|should'?ve|should have) (?:thought|known|listened|seen)\b",
            r"^(?:wrong|incorrect|not true|not quite|absolutely not|nonsense)(?=[.,!]|$)",
        ),
        unless=rf"(?:{_NOT_MINE}\b(?:{_CLAIM}|accused?|accusing|accuses|blam\w+|being called|called|calls|calling|"
        rf"part of you|sounded|came across|to (?:her|him|them)|wanting|people|they|if|like)\b[^.!?;,]{{0,80}}|"
        r"\b(?:if|tell me if|stop me if|maybe|correct me) [^.!?;,]{0,20})$",
        blunt=True,
        code="Confront",
        message="Being told that one is wrong or at fault makes anyone defend themselves. Say back how it looks from "
        "where they stand; you needn't agree.",
        source=_BOTH,
        catches=(
            "You're wrong about that.",
            "That's just an excuse.",
            "It's your own fault.",
            "You brought this on yourself.",
            "That's not true, he does care.",
            "I disagree with you there.",
            "You knew what would come of it.",
            "No, that is a poor excuse.",
            "You clearly don't care about your health.",
        ),
        passes=(
            "They say it's your own fault.",
            "You feel you brought this on yourself.",
            "She keeps telling you that you're wrong.",
            "You blame yourself for how it ended.",
            "You're not looking for excuses, you want it to work.",
            "Tell me if I've got that wrong.",
            "No wonder you're worn out.",
            "You don't care what they think of you.",
        ),
    ),
    Rule(
        id="warning",
        title="Warning",
        pattern=_any(
            r"\b(?:is|are|'s|will|'ll) (?:going to |gonna )?catch up with (?:you|your)\b[^.!?]{0,40}",
            r"\b(?:is|are|'s|'re) (?:quietly |slowly |already |really )?(?:damaging|ruining|wrecking|harming|"
            r"destroying) "
            r"your\b[^.!?]{0,30}",
            r"\bone more chance of\b[^.!?]{0,30}",
            # "If you keep this up you'll lose your leg."
            r"\b(?:if|unless|as long as|once) (?:you|u|this|things|it|he|she|they|left)\b[^.!?]{0,80}?(?:,|"
            r" then)? ?\b(?:you|u|he|she|they|it|things|everything|we|your \w+(?: \w+)?)(?:'?ll| will| could| can|"
            r" may| might|'re going to|'s going to| are going to| is going to|'re gonna| gonna| are likely to|"
            r"'re likely to) (?:[\w']+ ){0,3}?(?:lose|die|regret|end up|suffer|fail|"
            r"get (?:worse|sick|sicker|ill|hurt|fired|arrested|cancer|diabetes)|worse|never|go to (?:jail|prison)|"
            r"wind up|relapse|pay|harm|hurt|kill|ruin|destroy|damage|leave you|hate|resent|"
            r"be (?:sorry|dead|in trouble|too late|alone|worse|fatal)|collapse|catch up|increase|sick|develop|"
            r"have (?:a|another) (?:stroke|heart attack|relapse))\b",
            rf"{_YOU}(?:'?ll| will|'re going to|'re gonna| gonna| are going to|"
            rf"r gonna)(?: (?:\w+ly|just|end up|only|all)){{0,2}} "
            r"(?:regret|be sorry|lose (?:everything|him|her|them|your|the)|die|kill yourself|ruin|destroy|"
            r"end up (?:alone|in|dead|like|with|on|addicted)|wind up|get (?:worse|sick|caught|fired|cancer|diabetes)|"
            r"be dead|be back|fail)\b",
            rf"{_YOU} (?:could|can|may|might) (?:\w+ )?(?:die|"
            rf"lose (?:your|everything|him|her|them|the|a)\b(?![^.!?]{{0,60}}, and\b)|"
            rf"kill (?:someone|somebody|yourself)|"
            r"go to (?:jail|prison)|end up (?:dead|in|with|like|losing|alone)|"
            r"get (?:cancer|fired|arrested|very sick|seriously)|have an? (?:stroke|heart attack|fall|fit|seizure))\b",
            r"\b(?:you'?re|you are|ur|this is|it'?s|this'?ll|this will|it'?ll|it will|drinking will|smoking will|"
            r"that stuff will) (?:\w+ )?(?:going to |gonna )?(?:kill(?:ing)? you|killing yourself|playing with fire|"
            r"destroying your|ruining your|a ticking time ?bomb|be the end of you)",
            r"\b(?:mark my words|it'?ll be too late|it will be too late|"
            r"you don'?t want (?:that to happen|(?:to end up|to die|to lose|to be)\b[^.!?]{1,50}, do you)\b|"
            r"do you want to (?:die|end up|lose|be (?:dead|alone|sick))|"
            r"think (?:about|of) what (?:could|will|might) happen|"
            r"things (?:will|could|are going to|can) (?:only )?get (?:a lot |much )?worse|"
            r"(?:only|just) (?:going to |gonna )?get(?:s|ting)? worse|could be fatal|"
            r"(?:going to|gonna|will|'ll) catch up with|sooner or later|"
            r"(?:chance|risk) of (?:an? )?(?:stroke|heart attack|cancer|overdose|relapse|dying|losing)|"
            r"i'?d hate (?:to see|for) (?:you|your|it|things)|"
            r"the (?:longer|more) [^,.!?]{3,60}, the (?:harder|worse|more likely|longer)|"
            r"before (?:you|u) (?:end up|lose|kill|hurt|regret|do yourself|wreck|ruin)|"
            r"give yourself an? (?:heart attack|stroke|ulcer|breakdown|heart)|how people (?:end up|die|get killed)|"
            r"can be fatal|putting yourself (?:at|in))",
        ),
        unless=_any(
            rf"{_NOT_MINE}\b(?:{_CLAIM}|terrified|frightened|anxious|concerned|warned|warning|what if|part of you|"
            rf"the chance|a future|"
            r"picturing|you'?ve (?:seen|watched)|nightmare|sure)\b[^.!?;,]{0,120}$",
        ),
        blunt=True,
        code="Confront",
        message="Warnings frighten, and frightened people often defend what they do. They have mostly heard it "
        "already: ask what worries them, or say back the worry that you hear.",
        source=f"{_GORDON}; {_MITI}: a warning is Confront",
        catches=(
            "That bottle is going to catch up with your liver.",
            "It's the hour that is quietly damaging your liver.",
            "Every tablet that you skip is one more chance of a stroke.",
            "If you keep this up you'll lose your leg.",
            "You could die, you know.",
            "You're going to regret this.",
            "If you don't take the tablets, things will get worse.",
            "You'll end up alone.",
            "This is going to kill you.",
            "Unless you cut down, your liver will fail.",
            "ur gonna lose your kids",
            "You don't want to end up in hospital, do you?",
        ),
        passes=(
            "You're scared that you'll end up like your dad.",
            "You worry it'll cost you the job.",
            "You're afraid that if you keep this up you'll lose your leg.",
            "You could lose an hour in there and not notice.",
            "If you keep this up, what would you like it to lead to?",
            "Everyone warns you that you'll regret it.",
            "It sounds like you're terrified you could die.",
            "You'd regret it if you didn't at least try.",
        ),
    ),
    Rule(
        id="advice_question",
        title="Advice in a question's clothes",
        pattern=_any(
            rf"\bwhat (?:do {_U} think )?(?:would|might|could) happen if {_U} (?:just|only|simply)\b[^.!]{{0,60}}\?",
            rf"\b(?:have|'ve|hav|did|had) {_U} (?:ever |even |already |at least |also |not |maybe |considered |"
            rf"ever )?(?:tried|try|considered|consider|thought (?:about|of) (?:just |maybe |simply |perhaps |"
            rf"possibly |trying |getting |going |seeing |talking |asking |joining |taking |using |making |telling |"
            rf"doing |quitting |stopping |starting |finding |having |giving |changing |setting |putting |\w+ing )|"
            rf"looked into|spoken (?:to|with)|talked (?:to|with) (?:your|a|an|the)|asked (?:your|a|him|her|them|for)|"
            rf"checked (?:with|out))\b[^?.!]{{0,80}}",
            rf"\b(?:have|did) {_U} (?:ever |even |already )?(?:thought|think) (?:about|of) (?!(?:how|what|why|when|"
            rf"whether|where|which|who|it|this|that|things|your|yourself|any of)\b)[^?.!]{{1,60}}\?",
            rf"\bwhy (?:don'?t|not|do not|doesn'?t) (?:{_U} |we )?(?:just |simply |maybe |try |even |"
            rf"at least )?(?!(?:think|want|feel|like|believe|know|trust|need|you|u|ya|we|a|an|the|meet|start|begin|"
            rf"take a look)\b)(?![^?.!]{{0,24}}\bme\b)(?:\w+)(?: [\w']+){{0,6}}",
            rf"\b(?:don'?t|do) {_U} (?:not )?think (?:that )?(?:{_U}(?:'d)? (?:should|need|ought|have to|"
            rf"would be better|be better)|it(?:'s| is| would|'d)? (?:be )?(?:\w+ )?(?:time|better|good|best|help|"
            rf"wise|worth|important|a good idea))(?: [\w']+){{0,5}}",
            rf"\b(?:would|wouldn'?t|will|won'?t|could|couldn'?t|can|can'?t|should|shouldn'?t|might) (?:it|that|"
            rf"{_U}) (?:not )?(?:just |maybe |at least |simply |consider |possibly |also |"
            rf"be willing to (?:try|consider)|be open to )?(?:be (?:better|easier|best|wiser|healthier|a good idea|"
            rf"safer|smarter)|help (?:if|to (?!hear|know|talk|look|go|have|share|say|think|see|tell))|"
            rf"make (?:more )?sense|try|consider|ask|talk to|tell (?:him|her|them|your)|go to|get|take|stop|find|cut|"
            rf"switch|use|join|start|put together|make (?:time|an?)|set (?:a|an|up|some))\b[^?.!]{{0,120}}\?",
            rf"\b(?:how|what) about (?:just |maybe |trying |if {_U} |{_U} |a |an |some |"
            rf"we )?(?!{_U}r? (?:today|yourself|now)|the (?:good|less)|your\b|that\b|it\b|this\b|when\b|"
            rf"you\?)(?:\w+ing|tried|try|joined|talked|took|walk|class|group|break|doctor)\b[^?.!]{{0,60}}",
            rf"\bwhat if (?:{_U}|we) (?:just |simply |maybe |instead |only )?(?:tried|try|went|go|got|get|took|take|"
            rf"started|start|stopped|stop|asked|ask|told|tell|talked|talk|made|make|cut|used|use|set|did|do|gave|"
            rf"give|put|left|leave|joined|found|find|had|switched|called)\b[^?.!]{{0,60}}",
            rf"\bwould(?:n'?t)? {_U} (?:not )?(?:agree|say)\b(?= |,)(?!,? (?:that )?(?:are|is) )[^?]{{0,80}}\?",
            rf"\b(?:could|can|would)n'?t {_U} just \w+[^?]{{0,80}}\?",
            rf"\bare (?:there|you) (?:not )?(?:any )?(?:\w+ )?(?:willing to (?:try|consider|give|quit|stop)|"
            rf"able to just)|\bis there (?:a|any) reason {_U} (?:can'?t|don'?t|haven'?t|couldn'?t)",
        ),
        unless=_any(
            rf"{_NOT_MINE}\b(?:people|everyone|everybody|they|asks?|asked|asking|saying|says|said|tells?|telling|"
            rf"told|hearing|he|she|wonder\w*|what|which|how|where|who|when|somebody|someone|anyone|anybody|things|"
            rf"ways|why)\b[^.!?;,]{{0,40}}$(?<!how about)(?<!what about)",
        ),
        blunt=False,
        code="Persuade",
        message="This is advice with a question mark, and the answer is usually 'yes, but'. Ask what they have "
        "thought of, or just say back what you heard.",
        source=_BOTH,
        catches=(
            "What do you think would happen if you just opened one envelope?",
            "Have you tried going for a run?",
            "Why don't you just talk to him?",
            "Have you thought about just walking away?",
            "Have you thought about a walk, or a warm drink, before bed?",
            "Don't you think you should tell her?",
            "Wouldn't it be better to stop altogether?",
            "How about joining a club?",
            "What if you went to bed earlier?",
            "have u tried meditation",
            "Couldn't you ask your sister?",
        ),
        passes=(
            "What have you tried up to now?",
            "Everyone asks have you tried running.",
            "What have you thought about since last time?",
            "How about you, what would you like to talk about?",
            "What would it be like if nothing changed?",
            "Would it be useful to hear what others have done?",
            "Why don't you want them to know, if I may ask?",
            "What do you think would help?",
        ),
    ),
    Rule(
        id="accusing_question",
        title="Accusing question",
        pattern=_any(
            rf"\bwhy (?:on earth |the hell |in the world )?(?:didn'?t|won'?t|can'?t|haven'?t|hadn'?t|wouldn'?t|"
            rf"couldn'?t|aren'?t|don'?t) {_U}\b(?! (?:want|think|like|feel|pick|choose|say|fill me|"
            rf"tell me)\b)[^?.!]{{0,70}}\?",
            rf"\bwhy (?:on earth|the hell|in the world) (?:did|do|would|are|were) {_U}\b",
            rf"\bwhy (?:did|do|would|are|must|were) {_U} (?:\w+ )?(?:just|even|always|still|keep|kept|"
            rf"not (?!an?\b|like)(?:\w+)|never|ever|only|bother|insist|refuse|let|give up|wait|lie|lying|"
            rf"do (?:that|this|it|such)|waste|wasting|"
            r"blame|blaming|say that|acting|being|so|making|avoiding|hiding|listen to|drink|smoke|eat|hit|skip|miss|"
            r"leave (?:him|her|them|it)|doing (?:this|that))\b[^?.!]{0,60}\?",
            r"^(?:(?:so|and|but|well|oh)[ ,]{1,2})?what were (?:you|u) thinking ?[?!.]*$",
            rf"\b(?:what on earth were {_U} thinking|what'?s wrong with {_U}|what is wrong with {_U}|"
            rf"what'?s (?:your|ur) (?:excuse|problem)|how many (?:more )?times (?:have (?:i|we|you)|do (?:i|we)|"
            rf"must i|did i)|(?<!why )don'?t {_U} (?:care|know|see|realise|realize|understand|get|love|want|have any|"
            rf"ever think)|can'?t {_U} (?:see|just|even|understand)|how (?:could|can) {_U} not|"
            rf"when (?:are|will) {_U} (?:going to |gonna )?(?:finally|ever|learn|stop|grow up|start)|"
            rf"(?:are|do) {_U} (?:even|seriously|really even) (?:\w+)|"
            rf"are {_U} (?:sure (?:you'?re not|that'?s not|it'?s not|you really)|serious|kidding|trying to|blind|"
            rf"crazy|out of your mind)|do {_U} (?:expect me|think (?:i'm|"
            rf"that's (?:ok|fair|normal|acceptable|an excuse)|it's (?:ok|fair|normal)))|"
            rf"is that (?:really )?(?:your|an?) (?:excuse|best)|have {_U} no\b|"
            rf"did(?:n'?t)? {_U} (?:even|not) (?:think|try|bother|listen|care)|who do {_U} think {_U})\b",
            r"\b(?:isn'?t|doesn'?t|don'?t|aren'?t|'re not|'s not|not) (?:really|exactly|actually|"
            r"very) [^?.!]{2,90}, (?:now )?(?:is it|does it|are you|do you|will it|are they|is he|is she)\?",
            rf"{_YOU} don'?t (?:really )?(?:want|think|believe)\b[^?]{{1,60}}, do {_U}\?",
        ),
        unless=rf"{_NOT_MINE}\b(?:{_CLAIM}|they|ask|asks|asked|asking|people|everyone|he|she|wonder\w*|yourself|"
        rf"thinks)\b[^.!?;,]{{0,40}}$",
        blunt=True,
        code="Confront",
        message="A question like this sits a client down in the dock, and they will answer with a defence. Ask what "
        "it is like, or what was going on for them then.",
        source=_GORDON,
        catches=(
            "Why didn't you just tell her?",
            "Why do you keep going back to him?",
            "What were you thinking?",
            "How many times have we been through this?",
            "Don't you care what she thinks?",
            "What's wrong with you?",
            "why cant you just stop?",
            "Are you even trying?",
            "You don't really believe that, do you?",
        ),
        passes=(
            "What was going on for you just then?",
            "You keep asking yourself why you didn't just tell her.",
            "Why might you want to make this change?",
            "What makes you want to keep going?",
            "They ask you what you were thinking.",
            "How do you make sense of that?",
            "What do you see when you look back on it?",
            "You wonder what's wrong with you.",
        ),
    ),
    Rule(
        id="lecturing",
        title="Lecturing",
        pattern=_any(
            r"\b(?:the (?:fact|truth|reality|bottom line|thing) is(?! you)|let'?s face it|facts are facts|"
            r"it'?s a (?:proven |known |well-known )?fact|it'?s (?:been )?proven|"
            r"(?:everyone|everybody|we all) knows?(?! how)|as (?:everyone|we all|you) knows?|"
            r"any (?:doctor|expert|fool|idiot) (?:will|would|can|could)|statistics (?:show|prove|don'?t)|"
            r"(?:the )?(?:research|science|studies|evidence|data) (?:clearly |simply |all )?(?:proves?|is clear|"
            r"is clear-cut|doesn'?t lie|don'?t lie)|you can'?t argue with|i'?ve told you|i (?:already )?told you|"
            r"as i(?:'ve)? (?:said|told)|how many times do i|"
            r"let me (?:tell you|explain|be clear|educate|enlighten|remind you|make (?:it|this|one thing) clear|"
            r"give you some advice)|here'?s (?:the thing|what you (?:should|need|have|do|could|can|ought|want)|"
            r"my advice|why you|how you|a (?:tip|thought|suggestion|plan|better idea))|i can tell you what to do|"
            r"you (?:have|need|'ve got|ought|must|gotta)(?: got)? to (?:understand|realise|realize|remember|"
            r"keep in mind|face (?:it|facts|the)|accept that|appreciate that)|"
            r"(?:you should|you must|please|just) (?:know|understand|realise|realize|be aware|keep in mind|"
            r"bear in mind) that|bear in mind|it'?s only (?:fair|right)|it'?s the only (?:way|thing)(?=[.,!]|$))\b",
            r"\b(?:it'?s|it is|it'?s really|it'?s so|it'?s very|it'?s always) (?:really |so |very |extremely |"
            r"always |also |absolutely |simply |critical(?:ly)? |only )?(?:important|essential|vital|crucial|"
            r"critical|necessary|imperative|recommended|advisable|better|healthier|safer|best|wise|good|high time|"
            r"time|about time) (?:that (?:you|u) (?!feel|are|were|could|know|have a|can|get to|be heard)|"
            r"to (?!you\b|them\b|him\b|her\b|be (?:heard|seen|understood|known|left|there|a good|the one|someone|"
            r"yourself)\b|feel\b|hear\b)|you )",
            r"\b(?:is|are) (?:very |really |so |extremely |also )?(?:important|essential|crucial|vital|"
            r"necessary) (?:for (?:your|the|a)|because|in order|since|when|if you)\b",
            r"\b(?:life is (?:short|too short|hard|unfair|not fair|what you)|that'?s life|nobody said|no one said|"
            r"the key (?:is|to)|no.brainer|i'?d be (?:failing you|remiss|lying)|"
            r"(?:there'?s|there is) (?:really |absolutely |simply )?no (?:good )?reason (?:for (?:it|you|them|that)|"
            r"why|not to)|there'?s no point (?:in|to)|there is no point (?:in|to)|the (?:secret|trick|answer) is|"
            r"the (?:only|best|first|easiest|right) (?:way|thing|option|solution|step) (?:is|to|for)|the sooner you|"
            r"at your age|when you'?re older|one day you'?ll (?:understand|thank|see)|you'?ll thank me|"
            r"you'?ll understand|a healthy (?:diet|lifestyle) is)\b",
        ),
        unless=rf"{_NOT_MINE}\b(?:{_CLAIM}|important to you|to you|part of you|for you|would|if)\b[^.!?;,]{{0,70}}$",
        blunt=False,
        code="Persuade",
        message="A lecture makes a listener of the client. They usually know the facts: ask what they know already, "
        "or say back what matters to them.",
        source=_BOTH,
        catches=(
            "The fact is that smoking causes cancer.",
            "Let me explain why this matters.",
            "It's important to take your tablets every day.",
            "You have to understand that addiction is a disease.",
            "The science is clear on this.",
            "Everybody knows that crash diets don't work.",
            "The best thing to do is tell her straight away.",
            "It's about time you faced this.",
        ),
        passes=(
            "It's important to you to be there for them.",
            "The truth matters to you, even when it hurts.",
            "Research has looked at several ways of cutting down; would you like to hear about them?",
            "Some people find that it gets easier after a fortnight, others don't.",
            "She told you the fact is that you drink.",
            "What do you already know about how the tablets work?",
            "It's important to be heard before anyone fixes anything.",
        ),
        sure=r"it'?s (?:best|better|wise|sensible)\b",
    ),
    Rule(
        id="brushing_off_feelings",
        title="Telling feelings to go away",
        pattern=_any(
            rf"(?:^{_OPENERS}{_SPOKEN_HERE}|[,;-] ?(?:so|just|please) |\b(?:so|please) )(?:just |please |try to |"
            rf"try and |don'?t worry,? )?"
            r"(?:calm down|cheer up|relax|chill|snap out of|get over|suck it up|man up|toughen up|"
            r"pull yourself together|get a grip|lighten up|shake it off|let it go|move on|put it behind you|"
            r"take it easy|take (?:a|some) deep breaths?|be (?:more )?positive|look on the bright side|"
            r"think (?:happy|positive|of something)|stay positive|"
            r"stop (?:worrying|crying|complaining|whining|moping|overthinking|stressing|feeling|"
            r"being (?:sad|so hard|upset|anxious|afraid)|beating yourself|thinking (?:that|like|about)|"
            r"blaming yourself)|(?:don'?t|do not|never) (?:be (?:so |too )?(?:sad|upset|scared|afraid|angry|mad|"
            r"hard on|discouraged|anxious|nervous|embarrassed|ashamed|frustrated|down|worried)|cry|"
            r"feel (?:so |too )?(?:bad|guilty|ashamed|sad|sorry|down|embarrassed|like (?:that|this|you|a)\b)|"
            r"get (?:so )?(?:upset|worked up|discouraged|down|angry|mad)|take it (?:so )?personally|beat yourself|"
            r"overthink|stress|panic|let (?:it|them|him|her|that|this|yourself) (?:get|bother|upset|discourage|stop|"
            r"bring|be|feel)|think (?:like|that way|about it)|blame yourself))\b",
            r"\b(?:there'?s|you have|there is) (?:really |absolutely )?no (?:need|reason) (?:for you )?to (?:be|feel|"
            r"worry|get|cry|panic|stress)\b",
            r"\bnothing to (?:be (?:ashamed|afraid|embarrassed|upset|scared|nervous)|feel (?:bad|guilty|ashamed)|"
            r"cry about)\b",
            rf"{_YOU} (?:shouldn'?t|should not|don'?t need to|do not need to|needn'?t|have no right to) (?:feel|"
            rf"be (?:so )?(?:sad|upset|scared|afraid|angry|"
            r"ashamed|embarrassed|worried|hard on)|worry|think (?:that|like)|let (?:it|that|them))\b",
        ),
        unless=rf"{_NOT_MINE}\b(?:{_CLAIM}|wonder\w*|why|know)\b[^.!?;,]{{0,70}}$",
        blunt=False,
        code="",
        message="Feelings don't leave when told to; the client learns not to show them to you. Name the feeling and "
        "stay with it.",
        source=_GORDON,
        catches=(
            "Calm down.",
            "Just relax and it will pass.",
            "Cheer up!",
            "You've had a hard week, so stop worrying.",
            "Don't be upset.",
            "You shouldn't feel that way.",
            "There's no need to be scared.",
            "dont feel bad about it",
            "That is nothing to be ashamed of.",
        ),
        passes=(
            "You can't just snap out of it.",
            "They tell you to calm down, and it makes you want to scream.",
            "You'd love to relax for once.",
            "You're not ready to let it go.",
            '"Get over it," they say.',
            "It's hard to move on when nobody asks how you are.",
            "You think you shouldn't feel that way.",
        ),
    ),
    Rule(
        id="reassuring",
        title="Reassuring",
        pattern=_any(
            r"\b(?:is|are|'s|'re) bound to (?:come|get|be|work|find|turn|pass)\b|\bhave (?:all )?blown over\b",
            r"\bthere(?:'s| is) (?:really )?nothing (?:at all )?(?:irrational|strange|silly|shameful|"
            r"(?:at all )?to be (?:embarrassed|ashamed|afraid|scared|nervous))\b",
            r"\b(?:nobody|no one|no-one)(?:'s| is| will| would)(?: be)? (?:saying|judging|blaming|accusing|"
            r"laugh(?:ing)?)\b"
            r"[^.!?]{0,40}",
            r"\b(?:don'?t (?:you )?worry|do not worry|no worries|not to worry|you don'?t need to worry|rest assured|"
            r"(?:there'?s|you have) nothing to worry|nothing to worry about|"
            r"(?:you|it|things?|everything|all|that|this|she|he|they|we|u)(?:'ll| will|'s going to|'re going to|"
            r" is going to| are going to|'s gonna|'re gonna| gonna) (?:all |just |soon |probably |definitely |"
            r"surely |eventually |only |always |be ){0,3}(?:be (?:all |just |totally |absolutely |perfectly |"
            r"completely ){0,3}(?:fine|ok|okay|alright|all right|good|great|well|over soon|better|easier|normal)|"
            r"work (?:itself |themselves )?out|(?:start to |begin to )?(?:get|gets) (?:a lot |much |"
            r"so much )?(?:better|easier)|improve|pass|turn out|sort itself|come (?:right|together|good)|heal|fade|"
            r"blow over|fall into place|calm down|fine|okay|ok|alright)|"
            r"(?:it|things?|everything) (?:always |usually |eventually |does |do )?(?:gets?|works?) (?:a lot |"
            r"much )?(?:better|easier|out)|everything happens for a reason|"
            r"never did (?:anyone|anybody|me|us|him|her) any harm|in no time|bounce back|they all do|"
            r"(?:you'?re|ur|it'?s|it'?ll be|you'?ll be|you are) (?:grand|sound|rightly|laughing|flying)(?=[.,!]| \w+|"
            r"$)|you won'?t even (?:remember|notice|know|feel)|what you were worr(?:ied|ying) about|"
            r"don'?t (?:you )?(?:fret|fuss)|no doubts? (?:about you|whatsoever|you)|you(?:'re| are) nothing like|"
            r"time heals|this too shall pass|it(?:'s| is|'s all| is all) (?:going to|gonna) be (?:\w+ )?(?:ok|okay|"
            r"fine|alright|all right|good)|tomorrow is another day|every cloud|light at the end of the tunnel|"
            r"god (?:never|doesn'?t|won'?t) give|it'?s (?:all )?(?:perfectly |completely |totally |absolutely |"
            r"quite |very )?(?:normal|natural)(?= (?:to|for|that)|[.,!]|$)|"
            r"you(?:'re| are) (?:perfectly |completely |totally |absolutely )?(?:fine|normal|"
            r"doing (?:fine|ok|okay))(?=[.,!]|$)|you(?:'re| are) (?:definitely |really |certainly )?not (?:a bad|"
            r"a terrible|a failure|crazy|weak(?= ?[.,!]|$)|a burden|alone in)|"
            r"i'?m here (?:to help you|for you(?: no matter)?(?= and| to help))|we(?:'re| are) here to help|"
            r"we'?ll (?:get|take care|fix|sort|figure|have) (?:you|of|this|it)|you have nothing to (?:lose|fear))\b",
        ),
        unless=rf"(?:{_NOT_MINE}\b(?:{_CLAIM}|hope|hoping|hopes|if|how|whether|when|whenever|until|sure|part of you|"
        rf"someone|nobody|no one|people|promises?|promised|telling yourself|want\w*|yourself|maybe|which|"
        rf"as though|\")\b[^.!?;,]{{0,60}}|\b(?:you|they|who|people) )$",
        blunt=False,
        code="",
        message="Comfort given quickly says 'please stop feeling that', and what weighs on them goes unheard. Stay "
        "with the worry and say it back.",
        source=_GORDON,
        catches=(
            "With your experience the right job is bound to come along.",
            "In a week it'll all have blown over.",
            "There's nothing irrational about it.",
            "Nobody is saying that you're the problem.",
            "Don't worry about it.",
            "You'll be fine.",
            "Everything will work out.",
            "It gets easier.",
            "Everything happens for a reason.",
            "Time heals.",
            "dont worry ull be ok",
            "This too shall pass.",
            "Things will get better soon.",
        ),
        passes=(
            "You want to believe that things will get better.",
            "You're not sure it will ever get easier.",
            "Everyone says you'll be fine, and you don't feel fine.",
            "You hope everything will work out.",
            "You're fine as long as nobody asks.",
            "You don't worry about yourself, you worry about her.",
            "You keep telling yourself it'll be all right.",
        ),
    ),
    Rule(
        id="minimising",
        title="Making it small",
        pattern=_any(
            r"\b(?:(?:it'?s|that'?s|this is|it is|it can'?t be|things are|its) (?:really |just |honestly |actually |"
            r"probably )?(?:not (?:that|so|really that|all that|such a) (?:bad|big|hard|serious|difficult|terrible|"
            r"great a|big a)|no big (?:deal|thing)|not (?:a|such a) (?:big )?(?:deal|problem)|"
            r"not the end of the world|only (?:a|one|natural|temporary|a phase)|"
            r"just (?:a (?:phase|bad day|rough|slip|number|thought|job|game|habit|drink|cigarette|little|few|bit|"
            r"stage)|how it|part of life|stress|nerves|hormones)|nothing (?:to|compared|really)|all in your head|"
            r"hardly|just part of)|(?:it|things) could be (?:a lot |much |so much )?worse|"
            r"(?:others|other people|some people|many people|lots of people|plenty of people|people) (?:have|had|"
            r"got) (?:it )?(?:\w+ )?(?:worse|harder|tougher|bigger problems)|"
            r"at least (?:you|it'?s|it|he|she|they|your|u)(?:'re|'ve|'s)?\b|look on the bright side|"
            r"on the bright side|(?:everybody|everyone|we all|all of us|lots of people|plenty of people|most people|"
            r"many people|a lot of people|all (?:parents|couples|teenagers|students)|"
            r"every (?:parent|couple|one)) (?:\w+ )?(?:go(?:es)? through|feels?|"
            r"ha(?:s|ve) (?:that|this|these|bad|problems|down|ups|it)|gets?|struggles?|worr(?:y|ies)|"
            r"does (?:it|that)|makes mistakes|gain(?:s)?|is (?:tired|stressed|busy)|are (?:tired|stressed|busy))|"
            r"join the club|every(?:body|one)'?s (?:had|been|done|got)|"
            r"every (?:parent|mum|mother|dad|father|couple|teenager|smoker|drinker) \w+s\b|"
            r"happens to (?:everyone|everybody|the best|all of us)|we'?ve all been there|"
            r"you'?re (?:not the (?:only|first) (?:one|person)|overthinking|blowing|reading too much|"
            r"being too (?:hard|sensitive)|making (?:a|too) (?:big|much|mountain))|"
            r"you(?:'re| are) (?:so |very |really )?(?:lucky|fortunate)(?! if| to (?:get|have|be alive))|"
            r"(?:^|just |should |you can )be (?:grateful|thankful|glad)|count your blessings|"
            r"you should be (?:grateful|thankful|glad|happy)|it'?s (?:just |only |all )?in your (?:head|mind)|"
            r"that'?s nothing|^(?:so,? |oh,? )?big deal(?= ?[.!?]?$)|first world problem)\b",
        ),
        unless=rf"(?:{_NOT_MINE}\b(?:{_CLAIM}|if|whether|when|act\w*|as if|as though|to you|for you|like|part of you|"
        rf"maybe|yourself|want\w*|treat\w*|someone|where|which|while)\b[^.!?;,]{{0,60}})$",
        blunt=False,
        code="",
        message="Making it smaller tells the client that it shouldn't weigh what it weighs. Say back how big it is "
        "to them.",
        source=_GORDON,
        catches=(
            "It's not that bad.",
            "At least you still have your job.",
            "It could be worse.",
            "Everyone goes through that.",
            "It's just a phase.",
            "Other people have it worse.",
            "It's not the end of the world.",
            "That's no big deal.",
            "We all get tired.",
        ),
        passes=(
            "They act as if it's no big deal.",
            "You tell yourself it could be worse.",
            "It's just you and the baby all day.",
            "You'd like to keep at least Sunday for yourself.",
            "You feel other people have it worse.",
            "It's only at night that it gets loud.",
            "You don't feel lucky, whatever they say.",
        ),
    ),
    Rule(
        id="cheering",
        title="Cheering on",
        pattern=_any(
            rf"\b(?:{_U} can do (?:it|this|that|anything)|{_U}(?:'ve| have)? got this(?=[.!,]|$)|{_U} got it in {_U}|"
            rf"i (?:really |truly |totally |still )?(?:believe in|have (?:\w+ )?faith in) {_U}|"
            rf"i (?:just |really )?know (?:that )?{_U}(?: can|'ll| will|'ve got| have (?:it|what))|"
            rf"i'?m (?:\w+ )?(?:sure|certain|confident|positive) (?:that )?(?:{_U}(?:'ll| can| will|'re going)|"
            rf"it'?ll|it will|they|everything|things)|{_YOU}(?:'re| are) (?:so |very |really |much |a lot |such a |"
            rf"a |stronger ){{0,3}}(?:strong(?:er)?(?= (?:and|than|person|enough|woman|man)|[.,!]|$)|"
            rf"stronger than {_U}|amazing|a fighter|a survivor|brave person|capable of (?:anything|so much|more))|"
            rf"{_YOU} have (?:so much|what it takes|the (?:power|strength))|"
            rf"(?<!you )(?<!they )don'?t (?:you (?:dare )?)?(?:ever )?give up(?=[.,!]| (?:now|hope|yet|on)|$)|"
            rf"never give up|keep (?:going|fighting|pushing|your (?:chin|head) up|the faith|trying)(?=[.,!]|$)|"
            rf"hang in there|stay strong|you'?re almost there|"
            rf"{_YOU}(?:'ll| will) (?:\w+ )?(?:do (?:great|fine|well|it)|get (?:there|through (?:this|it))|"
            rf"make it(?= through|[.,!]|$)|succeed|smash (?:it|this)|ace (?:it|this)|nail (?:it|this)|overcome|"
            rf"beat this|pull through|manage)|{_U} (?:just )?(?:have to|need to|gotta|must|"
            rf"should) believe in yourself|believe in yourself|sky'?s the limit|anything is possible|if anyone can|"
            rf"(?:^|just |take it )one day at a time|be the best version|just go for it)\b",
        ),
        unless=rf"(?:{_NOT_MINE}\b(?:{_CLAIM}|hope|hoping|hopes|if|how|whether|when|that|what|as if|someone|help you|"
        rf"part of you|yourself|not|nobody|no one|people|maybe|where)\b[^.!?;,]{{0,60}})$",
        blunt=False,
        code="",
        message="Cheering sounds as if it were easy, and leaves the doubt to the client alone. Say back the doubt, "
        "or name something they have already managed.",
        source=_GORDON,
        catches=(
            "You can do it!",
            "You've got this.",
            "I believe in you.",
            "I know you can beat this.",
            "Hang in there.",
            "Never give up!",
            "You're stronger than you think.",
            "I'm sure you'll manage.",
        ),
        passes=(
            "You don't know whether you can do it.",
            "You're hoping you'll get there.",
            "Part of you believes you can do this.",
            "You did it once before, the winter your dad was ill.",
            "How sure are you that you'll manage, from 0 to 10?",
            "You've had to be the strong one for years.",
            "You know you can stop when it matters; you did it for the baby.",
        ),
        sure=_ANY_WORDS,
    ),
    Rule(
        id="yes_but",
        title="Yes, but",
        pattern=_any(
            rf"^(?:{_OPENER}[ ,.]{{1,3}})?(?:yes|yeah|yep|yup|sure|ok|okay|fine|true|fair enough|fair point|right|"
            rf"of course|agreed|maybe|perhaps|possibly|granted|exactly)[,.]? ?(?:but|however|still)\b(?=,? [\w])",
            r"\bi (?:can |do |totally |completely |really |fully |just |"
            r"absolutely ){0,3}(?:hear (?:you|that|what you'?re saying|ya)\b|understand|"
            r"get (?:it|that|how|why|what|where)|see (?:that|what|your|how|why|where)|know\b|"
            r"appreciate|respect|realise|realize|feel for|sympathi[sz]e)[^.!?;]{0,70}?[,;-]? ?\b(?:but|however|"
            r"though)\b(?=,? (?!i (?:don'?t|can'?t|haven'?t|wonder|may|might)|what|how|where|tell me|"
            r"part of you)[\w'])",
            r"\b(?:that'?s (?:\w+ )?(?:great|good|fine|nice|true|understandable|fair|a start|a good start|"
            r"all well and good|one way (?:to look|of))|i'm (?:\w+ )?(?:sorry|glad)|your feelings are valid|"
            r"easier said than done|nice (?:idea|try)|good (?:idea|point|start))[^.!?;]{0,40}?[,;-]? ?\b(?:but|"
            r"however)\b(?=,? (?!you|what|how|for you|it'?s not|not)[\w'])",
        ),
        unless=r"\b(?:they|people|he|she|everyone|your \w+) (?:say|says|said|tell|tells|go|goes)\b[^.!?;,]{0,60}$",
        blunt=False,
        code="Persuade",
        message="A 'but' or 'however' wipes out most of what comes before it. Stop before it, or hold both sides "
        "with 'and'.",
        source=_BOTH,
        catches=(
            "I know exams can be rough, but everybody has to sit them.",
            "Yes, but other people manage it.",
            "I hear you, but there is help out there.",
            "I understand it's hard, but others cope.",
            "Sure, but think how it looks to them.",
            "I get that you're busy, but your health comes first.",
            "That's great, but it won't last.",
            "I see what you mean, however the numbers say otherwise.",
        ),
        passes=(
            "You love the quiet, but you hate the mornings.",
            "Yes, and it scares you.",
            "You'd like to stop, but not like this.",
            "I hear how tired you are.",
            "It's been a good year, but a lonely one.",
            "They say yes, but they mean no.",
            "I may have this wrong, but it sounds as if you miss him.",
        ),
    ),
    Rule(
        id="praising",
        title="Praise that judges",
        pattern=_any(
            r"\b(?:good|great|nice|excellent|amazing|awesome|fantastic|wonderful|terrific|super|brilliant|"
            r"fabulous) (?:job|work|going|choice|decision|on you|thinking|idea|question|effort|attitude|girl|boy|man|"
            r"start)\b(?=[ .,!;:-]|$)(?! (?:you'?ve|that|is (?:hard|never)|means|will|would|and (?:a|the)|feels|"
            r"takes|matters|isn't|in the|at the|of|to you|has|had|was|with|but|as)\b)",
            r"\bi'?m (?:really |so |very |truly |extremely |just |honestly ){0,3}(?:proud of (?:you|u|how|what|that)|"
            r"impressed|pleased (?:that|with|to (?:hear|see)|you)|happy (?:that|with|for you|to hear)|"
            r"glad (?:(?:that )?you (?!think|said|asked|feel|could|can|are here|told)|to hear|to see)|delighted|"
            r"thrilled|disappointed)\b",
            r"\bi am (?:really |so |very |truly |extremely ){0,3}(?:proud of (?:you|how|what)|impressed|"
            r"pleased (?:that|with|to|you)|happy (?:that|with|for you|to hear)|"
            r"glad (?:(?:that )?you (?!think|said|asked|feel|could|can|are here|told)|to hear|to see)|delighted|"
            r"thrilled)\b",
            r"^(?:well |oh |wow |ok |okay |yes |yeah |and |but |so )?,? ?(?:oh |wow )?,? ?(?:that'?s|that is|this is|"
            r"it'?s|you'?re|you are|ur|thats|how|what an?) (?:\w+ly |just |so |absolutely |such an? )?(?:great|"
            r"awesome|amazing|fantastic|wonderful|excellent|terrific|brilliant|perfect|super|"
            r"good (?:of|to hear|job|thinking|for you|news)|so good|very good|really good|"
            r"an? (?:great|awesome|amazing|fantastic|wonderful|excellent|good|inspiration|superstar|rock ?star|"
            r"champion|hero|good (?:person|mother|father|mom|mum|dad|parent|wife|husband|man|woman))|"
            r"doing (?:so |really |very )?(?:great|well|good|amazing|awesome|fine|the right thing|"
            r"a (?:great|good|wonderful|amazing|fantastic|grand|cracking|lovely|brilliant)))\b(?! (?:deal|weight|"
            r"word|question|way to say|help|relief|loss|source|comfort|many|to (?:you|feel|have|be|hear yourself)|"
            r"for you|joy|way to (?:put|describe)|part|at|question|worry|burden|fear|pressure)\b)",
            r"^(?:great|awesome|amazing|fantastic|wonderful|excellent|perfect|brilliant|good|nice|very nice|"
            r"very good|yay|hooray)!|^(?:very nice|bravo|congratulations|congrats|kudos|nice one|attaboy|"
            r"attagirl)(?=[!.,]|$)|(?:^|[,;-] ?)(?:good for (?:you|u)|way to go|fair play(?: to you)?|hats off|"
            r"good (?:man|woman|lad|lass|girl) ?[.!,]|it'?s (?:lovely|great|wonderful|brilliant|"
            r"fantastic) (?:that you|to (?:hear|see) (?:that |you )))(?! to )|\bwell done\b|"
            r"\bkeep (?:it up(?=[!.,]|$)|up the (?:good|great|hard))\b|"
            r"\b(?:congratulations|congrats|kudos) (?:on|to|for)\b|"
            r"\bi (?:really |so )?(?:admire|applaud|commend|congratulate) (?:you|u|your)\b|"
            r"\byou did (?:great|amazing|awesome|fantastic|so well|really well|very well|the right thing|"
            r"a (?:great|good|wonderful|amazing) job)\b",
        ),
        unless=rf"(?:\b(?:an?|the|his|her|their|your|my|of|no|any|another|takes?|find|more|some|with|for|want|"
        rf"would) |{_NOT_MINE}\b{_CLAIM}\b[^.!?;,]{{0,60}})$",
        blunt=False,
        code="",
        message="Praise puts you in the judge's seat, and what you can praise you can also find wanting. Name what "
        "they did and what it says about them: 'You kept at it after two refusals.'",
        source=f"{_GORDON}; {_MITI}: praise is not Affirm",
        catches=(
            "Good job!",
            "I'm so proud of you.",
            "That's great!",
            "Good for you.",
            "Well done for coming.",
            "Excellent!",
            "You're doing great.",
            "I'm glad you came to your senses.",
            "Keep up the good work.",
        ),
        passes=(
            "You're proud of that.",
            "It'd be great to feel rested.",
            "You kept going back even after the first two said no.",
            "A good job means a lot to you.",
            "You want her to be proud of you.",
            "It takes good work to please him, and it never does.",
            "That's a great weight to carry on your own.",
            "You'd like someone to say well done for once.",
        ),
    ),
    Rule(
        id="pity",
        title="Pity",
        pattern=_any(
            r"\b(?:(?:oh,? )?(?:you|u) poor (?:thing|soul|man|woman|love|dear|guy|girl)|"
            r"poor (?:thing|you|baby|soul|dear|darling)|i (?:really |do |just |always )?(?:feel|felt) (?:so |really |"
            r"very |terribly |truly )?(?:sorry|bad|awful|terrible|sad) (?:for|about)|i pity you|"
            r"my heart (?:breaks|goes out|aches|bleeds)|it breaks my heart|"
            r"(?:that|it|this) (?:makes|just makes) me (?:so |want to )?(?:sad|cry|angry)|"
            r"i'?m (?:so |really |just )?(?:heartbroken|devastated|sad) (?:for|that|to|about)|"
            r"what a (?:shame|pity|tragedy|horrible|terrible|nightmare)(?= ?[.,!]| (?:thing|for you|that|life)|$)|"
            r"such a (?:shame|pity|tragedy)|how (?:awful|terrible|horrible|tragic|sad|dreadful)(?: for you| of|[.,!]|"
            r"$)|i (?:can'?t|cannot|could never|couldn'?t) (?:even )?(?:imagine|bear|survive|handle|"
            r"cope)(?: (?:what|how|that|to|it|with|such)|[.,!]|$)|you don'?t deserve (?:this|that|any|it)|"
            r"nobody deserves|no one deserves|life(?:'s| is) so unfair|bless (?:you|your heart))\b",
            r"(?:^|[,;-] )(?:oh,? )?poor (?:thing|you)\b|\bhow (?:awful|terrible|horrible|sad)(?=[!.])",
        ),
        unless=rf"\b(?:(?:don'?t|doesn'?t|never) want|tired of|sick of|hate|{_CLAIM}|without|as if|"
        rf"like)\b[^.!?;,]{{0,60}}$",
        blunt=False,
        code="",
        message="Pity looks down, however kindly. Feel with them instead: say what it is like to be in their place, "
        "and trust them to bear it.",
        source=_GORDON,
        catches=(
            "You poor thing.",
            "I feel so sorry for you.",
            "My heart breaks for you.",
            "How awful for you!",
            "What a shame.",
            "I can't imagine how hard that is.",
            "Oh, poor you.",
        ),
        passes=(
            "You don't want anyone to feel sorry for you.",
            "You feel sorry for him, even now.",
            "It breaks your heart to see her like that.",
            "You're sick of hearing 'poor thing'.",
            "The shame of it still follows you around.",
            "You can't imagine a week without it.",
            "How sad you look when you say her name.",
        ),
        sure=_ANY_WORDS,
    ),
    Rule(
        id="withdrawing",
        title="Changing the subject",
        pattern=_any(
            r"^(?:(?:ok|okay|well|so),? )?(?:moving on|changing the subject|anyways?|anyhow|never mind|"
            r"whatever)(?=[,.!]|$)",
            r"\b(?:let'?s (?:not (?:talk|go|dwell|get|think|worry|focus)|"
            r"talk about (?:something|anything) (?:else|nicer|happier|more)|change the (?:subject|topic)|move on|"
            r"forget|get back to|leave (?:that|it) (?:aside|for|there)|"
            r"focus on (?:something|the (?:positive|good|bright)))|"
            r"(?:can|could|shall) we (?:talk about something else|change the subject|move on|get back to)|"
            r"speaking of (?:which|something else)|on (?:a|another) (?:lighter|happier|brighter|different) note|"
            r"that reminds me|enough (?:about that|of that|talk)|"
            r"(?:think|talk) about something (?:else|nicer|happier|more)|"
            r"have (?:a|some) (?:nice )?(?:cup of|tea|drink|chocolate|ice cream)(?: and|[.,!]|$)|take your mind off|"
            r"did you (?:see|watch|hear about) the (?:game|match|news|show)|how about (?:this|the|that) weather|"
            r"it'?s not (?:my|our) (?:place|job|problem|business)|"
            r"i (?:can'?t|don'?t) (?:really )?(?:help you with|deal with|know what to (?:say|tell))|"
            r"we'?re (?:not here|here) to talk about|that'?s not what we|sounds like (?:a )?(?:you|your) problem|"
            r"not my problem|do(?:n'?t)? (?:whatever )?you want, then|fine,? (?:then|whatever|do what|have it|suit)|"
            r"suit yourself|it is what it is|i give up|(?:just )?forget (?:about )?(?:it|that|him|her|them)(?=[.,!]|"
            r" and|$)|cross that bridge|we'?ll see(?=[.!]|$)|we don'?t have time|time'?s up)\b",
        ),
        unless=rf"(?:{_NOT_MINE}\b(?:{_CLAIM}|to|can'?t|cannot|you|they|he|she|would|anything|for|into|not|if|with|"
        rf"just)\b[^.!?;,]{{0,50}})$",
        blunt=False,
        code="",
        message="This leads away from what the client brought, and can tell them that it was too much. Stay with it: "
        "say back what you heard.",
        source=_GORDON,
        catches=(
            "Let's talk about something else.",
            "Let's not dwell on that.",
            "Anyway, how is work?",
            "Suit yourself.",
            "On a lighter note, how was your weekend?",
            "Forget about it.",
            "Let's change the subject.",
            "It is what it is.",
        ),
        passes=(
            "You'd rather talk about something else today.",
            "You can't just forget about it.",
            "Nothing takes your mind off it for long.",
            "They change the subject whenever you bring her up.",
            "What would you like to talk about?",
            "You want to move on.",
            "You go on anyway.",
        ),
    ),
    Rule(
        id="persuading",
        title="Talking into",
        pattern=_any(
            r"^surely (?:the|your|he|she|they|it|you|that|this|a)\b[^.!?]{0,60}",
            rf"{_YOU}(?:'?ll| will|'d| would) (?:\w+ )?(?:feel (?:so |much |a lot |far |way |more ){{0,3}}(?:better|"
            rf"happier|healthier|proud|amazing|great|relieved|energetic|good)|"
            rf"be (?:so |much |a lot |far |way ){{0,3}}(?:glad|happier|healthier|better off|grateful|surprised how|"
            rf"amazed)|see (?:that|how|results|a (?:big |huge )?difference|the (?:difference|benefits?|result))|"
            rf"thank (?:me|yourself)|find (?:that|it) (?:\w+ ){{0,3}}(?:easier|helps|better)|"
            rf"notice (?:a|the) difference|sleep better|live longer|get (?:better|used to it)|love it|enjoy it)\b",
            r"\b(?:(?<!n't )(?<!nt )(?<!not )trust me|believe me|take (?:my word|it from me)|"
            r"i (?:promise|guarantee|assure) (?:you|that)|"
            r"i can (?:promise|guarantee|assure)|it'?s (?:so |really |totally |definitely )?worth it|"
            r"it'?s for your own good|it'?s for the best|it'?s (?:really )?in your (?:own )?(?:best )?interests?|"
            r"i only want what'?s best|i'?m only trying to help|i know what'?s (?:best|good) for you|"
            r"(?:it|that|this|which)(?:'ll| will| would|'d| could| might| can)? (?:really |definitely |also |only |"
            r"probably |surely )?(?:be good for you|do you (?:good|a world)|"
            r"help you (?:feel|lose|get|sleep|quit|stop|relax|cope|manage|be|to|with|live|stay)|"
            r"make you feel (?:so much |a lot )?better|(?:bring|save|buy) you|change your life|benefit you|"
            r"help (?:a lot|with your|your|ease|reduce))|(?:you|u) (?:could|would|will|'d|can) (?:really |"
            r"definitely |also |probably |greatly )?benefit from|"
            r"you'?ll find (?:that )?(?:it'?s|you|the|things|it)\b(?! (?:way|your))|"
            r"(?:exactly|precisely|all the more) (?:the )?reason (?:to|why you|for)|what have you got to lose|"
            r"nothing to lose|there'?s no harm in|it (?:won'?t|can'?t|wouldn'?t|couldn'?t) hurt to|"
            r"it'?s (?:really |actually |quite |so )?(?:(?:really )?not (?:that )?hard|easy|simple)(?:[.!]|$| if)|"
            r"all you (?:have to|need to|gotta|can) do|you have nothing to lose|you(?:'ve| have) got to admit|"
            r"surely (?:you|it)|i (?:really )?(?:wish|hope) (?:that )?(?:you'?d|you would|you'?ll|you will|you can|"
            r"you))\b",
        ),
        unless=_any(
            _WERE_IT,
            rf"{_NOT_MINE}\b(?:{_CLAIM}|hoping|hopes?|if|promised|promising|part of you|looking for|maybe one day|"
            rf"you'd like|wondering|whatever|something|anything|someone|what|how|who)\b[^.!?;,]{{0,70}}$",
        ),
        blunt=False,
        code="Persuade",
        message="Selling the good outcome leaves the client with the arguments against it. Let them name what they'd "
        "gain: ask, or say back what they hope for.",
        source=_BOTH,
        catches=(
            "Surely the choir would rather have you well than on time.",
            "You'll feel so much better once you stop.",
            "Trust me, it's worth it.",
            "It's for your own good.",
            "I promise you it gets easier.",
            "A dog would be company, and it'll help you relax.",
            "All you have to do is ask.",
            "You could really benefit from a support group.",
            "It won't hurt to try.",
        ),
        passes=(
            "You hope you'll feel better once it's over.",
            "It'd be great to feel rested.",
            "You're looking for something that will help you sleep.",
            "What would make it worth it for you?",
            "You wonder whether it will help you at all.",
            "Nobody could promise you that it gets easier.",
            "She thinks it's for your own good.",
        ),
    ),
    Rule(
        id="ordering",
        title="Ordering",
        pattern=rf"(?:{_NEED_TO}|{_NEED_HELP}|{_HAVE_TO}|{_MUST}|{_HAD_BETTER}|"
        rf"\b(?:what|all|the (?:first |only |best )?thing) {_U} (?:really |first )?(?:need to|have to|must|"
        rf"gotta) do\b(?= ?(?:is|:|'s))|\bi(?:'d| would| do)? (?:really |just |strongly )?(?:want|need|"
        rf"expect|order|urge|beg|like|encourage|advise|'d like) {_U} to\b(?! (?:know|tell me|help me|choose|"
        rf"decide|feel (?:free|heard))\b)|{_YOU}'?(?:re| are) (?:going|gonna) (?:to )?(?:have to|need to|"
        rf"take|stop|start)\b|{_YOU} (?:can'?t|cannot|can not) (?:just |simply |keep |go on )(?:give|quit|"
        rf"stop|ignore|run|hide|avoid|let|expect|keep|do|sit|wait|eat|drink|smoke|blam|liv|put|us|go|ly)\w*|"
        rf"\b(?:end of story|that'?s the end of (?:it|the matter)|no ifs(?:,| or| and) (?:no )?buts|"
        rf"no excuses|whether you like (?:it|[\w' ]{{1,20}}) or not)|"
        rf"{_YOU}'?(?:re| are) not to (?!blame\b)\w+|{_YOU} (?:are|r) (?:not allowed|required|expected|"
        rf"supposed) to|{_YOU}'?re (?:not allowed|required) to)(?P<duty>{_REST})",
        unless=rf"{_REPORTED}$",
        blunt=False,
        code="Persuade",
        message="An order, even a kind one, takes the decision out of the client's hands, and most people push back. "
        "Say what you heard, or ask what they would want.",
        source=_BOTH,
        catches=(
            "You need to stop drinking.",
            "You have to tell her the truth.",
            "You must take these every day.",
            "What I'm hearing is that you need to get a grip.",
            "I hear you, but you have to start somewhere.",
            "u gotta quit",
            "ya better call him",
            "I want you to cut down this week.",
            "You can't keep running from this.",
        ),
        passes=(
            "You're sick of hearing you have to take them.",
            "You have to be up at five and there's nothing left in the tank.",
            "You need a bit of peace after a shift.",
            "You need to feel heard before anything else.",
            "You must be exhausted.",
            "Everyone keeps telling you that you have to stop.",
            "It's got to be your call.",
            "Do you have to do anything about it this week?",
            "You can't just switch it off, however much you try.",
        ),
    ),
    Rule(
        id="advising",
        title="Advising",
        pattern=_any(
            rf"(?:{_SHOULD}|\b(?:what|the (?:first |only |best )?thing) {_U} should do\b(?= ?(?:is|:|'s))|"
            rf"{_YOU}'?(?:d| would) (?:be (?:far |much |a lot |way )?(?:better off|better \w+ing|best (?:to|\w+ing)|"
            rf"as well to|wise to|well advised|smart to|crazy (?:not )?to)|do well to|do better to|"
            rf"(?:really )?benefit from)|(?:what|one thing) {_U} (?:could|can|might|want to|may want to|"
            rf"'d want to) do (?:here )?(?:is\b|now is\b)|{_YOU} might as well){_REST}",
            rf"\bi(?:'d| would|'m going to| am going to| will|'ll)? (?:gently |humbly |really |strongly |highly |"
            rf"just |also |definitely |probably )?(?:suggest|recommend|advi[sc]e|propose|"
            rf"urge)\b(?! (?:nothing|anything)){_NO_CHOICE}{_REST}",
            rf"\b(?:my (?:advice|suggestion|recommendation|tip)|if i were (?:you|u|in your)|if it (?:were|was) me|"
            rf"what i(?:'d| would) (?:do|recommend|suggest))\b{_NO_CHOICE}{_REST}",
            rf"\bi(?:'d| would) (?:just |probably |definitely |definately |also |personally |simply )?(?:try|start|"
            rf"tell (?!you)|let (?!you)|talk to|go (?:to|back|for|with)|get|ask (?!you|what|how)|stop|quit|avoid|"
            rf"consider|look (?:into|for|at)|take|use|continue|keep|wait|cut|see a|"
            rf"have (?:someone|somebody|a|your|him|her|them|it)|leave|put|give|send|ring|phone|let|wear|tackle|drop|"
            rf"swap|bin|aim)\b{_NO_CHOICE}{_REST}",
            rf"\bi(?:'d| would)?(?:n'?t)? (?:just |really |personally |honestly )?(?:think|feel|believe) (?:that |"
            rf"like |maybe |perhaps ){{0,2}}{_U}(?:'d| would)? (?:really |just |probably |maybe )?(?:need|could|can|"
            rf"might want|have to|be better)\b{_REST}",
            rf"\bi wouldn'?t (?:be|worry|do|give|take|keep|let|say no)\b{_REST}",
        ),
        unless=rf"(?:{_REPORTED}|\b(?:can|could|may|might) )$",
        blunt=False,
        code="Persuade",
        message="Advice that wasn't asked for sounds as if you know better, and invites 'yes, but'. Leave it out and "
        "say back what they mean; they may well come to an idea of their own.",
        source=_BOTH,
        catches=(
            "It sounds like you should see a doctor.",
            "You should talk to your wife.",
            "I think you should give it another go.",
            "u should try the gym",
            "You really ought to eat more fruit.",
            "You shouldn't eat so late.",
            "I'd suggest a food diary.",
            "If I were you, I'd call her tonight.",
            "My advice is to sleep on it.",
            "I think you could start with a short walk.",
            "I feel that you should apologise.",
            "You're tired, so you should take a break.",
        ),
        passes=(
            "Everyone keeps telling you that you should quit.",
            "Part of you thinks you should call her.",
            "You feel you ought to be coping better.",
            "You don't see why you should take them.",
            "You're not sure whether you should go.",
            "What do you think you should do?",
            "You shouldn't have to carry this alone.",
            "You'd suggest going slower.",
            "Can I suggest we stay with that for a moment?",
        ),
        sure=_ANY_WORDS,
    ),
    Rule(
        id="planted_advice",
        title="Advice put in the client's mouth",
        pattern=rf"{_IN_MIND}(?P<thought>[^.!?;]{{3,180}})",
        unless=r"\b(?:part of|half of|side of|not sure|if|whether|when|why|what|how|do|did|does) $",
        blunt=False,
        code="Persuade",
        message="This dresses your advice as their thought: they didn't say it. Say back only what you heard or can "
        "fairly guess.",
        source=_MITI,
        catches=(
            "You feel that you need to stop drinking before it's too late.",
            "You know you should quit for your own good.",
            "You feel that let's get you into a programme.",
            "You realise you have to stop or you'll lose her.",
            "You think that you should just get over it.",
            "You're saying you need to get help right away.",
            "You understand that you must take responsibility for this.",
        ),
        passes=(
            "You feel you ought to be coping better.",
            "You think you should have been there.",
            "You know you need to get moving, and the evenings swallow it.",
            "Part of you feels you should call her.",
            "You're not sure you should go.",
            "What do you think you should do?",
            "You feel like you have to be strong for everyone.",
        ),
    ),
    Rule(
        id="self_disclosure",
        title="Making it about you",
        pattern=_any(
            r"\b(?:when i (?:was (?!first|talking|listening|hearing|with you)|quit|stopped|had|lost|tried|started|"
            r"got|went|gave|first|struggled|felt|feel)|i(?:'ve| have) (?:also |actually |definitely |totally |"
            r"personally )?(?:been (?:there|through|in your|in the same)|"
            r"had (?:the same|that|a similar|them|it|similar|those)|gone through|"
            r"felt (?:the same|that way|like that|exactly)|struggled|dealt with|experienced|lost|"
            r"done (?:the same|that)|quit|tried (?:it|that|this))|"
            r"i (?:also |actually |personally |too |once |just |even |really )?(?:went through|used to|had the same|"
            r"had a similar|quit|lost (?:my|a|\d+)|gave up|struggled|"
            r"was (?:a|an|in your|in the same|also|just like|there|once|heavy|overweight|addicted|depressed|like you|"
            r"exactly|really)|felt the same|did the same|know (?:what (?:it'?s|it is) like|the feeling|"
            r"from (?:my|personal))|feel the same|have the same|have (?:a|an|two|three) (?:kid|son|daughter|child)|"
            r"had (?:a|an|two|three|to)|grew up|started|found (?:that )?(?:it|the))|"
            r"(?:been there,? done that|as a (?:mother|father|mom|mum|dad|parent|former|recovering|fellow|doctor|"
            r"nurse|professional) (?:myself|smoker|drinker|addict|i|who)|if i can (?:do|manage|quit|stop)|"
            r"in my (?:own )?(?:experience|case|life|family|opinion)|speaking (?:from|as)|"
            r"it (?:worked|helped|took) (?:for )?me|that (?:happened|worked) (?:to|for) me|"
            r"reminds me of (?:when|my|the time)|personally,? i|"
            r"i can (?:totally |really |definitely |completely |so )?relate|"
            r"i'?m (?:also|the same|just like|exactly the same|a (?:recovering|former)|going through)|"
            r"take it from someone)|my (?:own )?(?:brother|sister|mother|mom|mum|father|dad|wife|husband|friend|"
            r"best friend|uncle|aunt|cousin|son|daughter|neighbou?r|partner|ex|roommate|kids?|family|grand\w+|boss|"
            r"coworker|colleague|patients?) (?:also |once |just |even |always |never |actually |who )?(?:had|has|"
            r"went|goes|did|does|quit|stopped|was|is|used|lost|got|gave|tried|died|drank|smoked|felt|found|told|says|"
            r"said|struggled|swears|started|suffered))\b",
            r"(?:^|[.,;-] ?)mine (?:was|is|did|does|were|had|has)\b|"
            r"(?:^|[,;-] ?)(?:same here|me too|me neither|so do i|so did i|so am i|neither do i)(?=[.,!]|$)",
        ),
        unless=rf"(?:{_NOT_MINE}\b{_CLAIM}\b[^.!?;,]{{0,40}}|\b(?:if|did|am i|have i|was|what|how|let me know|"
        rf"tell me|when you say|hear) [^.!?;,]{{0,12}}|\"[^\"]{{0,60}}|"
        rf"\b(?:you|they|he|she) (?:say|said|says|tell|told|think|thought)s?,? [^.!?;,]{{0,20}})$",
        blunt=False,
        code="",
        message="Now the talk is about you, and the client has to listen to your story. Keep yours for later, and "
        "say back theirs.",
        source=f"{_GORDON}; {_MITI}: self-disclosure used to persuade is Persuade",
        catches=(
            "When I quit, I chewed gum for a month.",
            "I've been there.",
            "My brother also drank for years.",
            "I went through the same thing with my son.",
            "I used to be just like that.",
            "I know what it's like to be broke.",
            "Me too!",
            "As a parent myself, I see it every day.",
        ),
        passes=(
            "When you quit the first time, something held.",
            "You've been there before.",
            "Your brother drank too, and you swore you'd be different.",
            "You think nobody who hasn't been there could know.",
            "Have I understood what it was like?",
            "You used to love the mornings.",
            "You wonder whether I've ever been through this.",
        ),
        sure=_ANY_WORDS,
    ),
    Rule(
        id="hollow_understanding",
        title="Claiming to understand",
        pattern=_any(
            rf"\bi (?:know|understand|get|feel)(?: (?:exactly|just|totally|completely|perfectly|fully|"
            rf"precisely))? (?:how|what) (?:exactly )?{_U}"
            r"(?:'re| are|'ve| have)? (?:must |are |must be )?(?:feel(?:ing)?|mean|going|go(?:ne)? (?:through|thru)|"
            r"been through|dealing|experiencing|thinking)\b",
            r"\bi (?:completely|totally|fully|perfectly|exactly|so) (?:understand|"
            r"get (?:it|that|you|this|how|why|what))\b(?! what you mean by)",
            r"\bi (?:do |can |really )?(?:know|understand|get|imagine|see) (?:exactly )?how (?:hard|difficult|tough|"
            r"stressful|painful|awful|frustrating|upsetting|scary) (?:it|this|that|things)\b",
        ),
        unless=rf"(?:{_NOT_MINE}\b(?:{_CLAIM}|if|whether|when|do|did|like|unless|until|pretend\w*)\b[^.!?;,]{{0,40}})$",
        blunt=False,
        code="",
        message="Saying that you understand doesn't show it, and the client may think 'you can't'. Say what it is "
        "that you understood.",
        source=f"{_HRQ}: 'I understand' alone shows nothing",
        catches=(
            "I know exactly how you feel.",
            "I totally get it.",
            "I completely understand why you'd say that.",
            "I know what you're going through.",
            "I know how hard that is.",
            "I understand how you feel.",
            "i know how u feel",
        ),
        passes=(
            "You'd like someone to understand.",
            "I'm not sure I understand yet; tell me more.",
            "I'd like to understand what that was like.",
            "I can't know how you feel, and I'd like to hear it.",
            "They say they know how you feel, and then they go home.",
            "I hear how torn you are.",
            "You know exactly how she feels.",
        ),
        sure=_ANY_WORDS,
    ),
    Rule(
        id="bare_understanding",
        title="'I understand' and no more",
        pattern=rf"^{_OPENERS}i (?:do |can |really |truly |definitely |absolutely |quite |just ){{0,3}}"
        r"(?:understand(?: (?:you|that|this|it|where you'?re coming from|"
        r"your (?:pain|feelings|situation|frustration|concerns?|worries|point)))?|hear (?:you|ya|that)|"
        r"get (?:it|that|you)|see(?: (?:that|what you mean|your point))?|sympathi[sz]e|empathi[sz]e|"
        r"feel (?:you|ya|your pain))(?: (?:completely|perfectly|totally|fully|entirely|there|man|dude|"
        r"now)){0,2} ?[.!]*$|^(?:that'?s |that is )?(?:very |totally |completely |perfectly |so )?(?:understandable|"
        r"understood|makes sense) ?[.!]*$",
        unless="",
        blunt=False,
        code="",
        message="This asks to be believed. Show it: say what you understood, in your own words.",
        source=f"{_HRQ}: 'I understand' alone shows nothing",
        catches=(
            "I understand.",
            "I hear you.",
            "I understand your concerns.",
            "Ok, i get it",
            "I really understand that.",
            "Understandable.",
            "I see.",
        ),
        passes=(
            "I understand. You have been carrying this for both of you.",
            "I hear you: another winter like that is too much.",
            "Help me understand.",
            "Nobody understands.",
            "You want to be understood.",
            "I see how much she means to you.",
        ),
        alone=True,
    ),
    Rule(
        id="diagnosing",
        title="Interpreting and diagnosing",
        pattern=_any(
            rf"(?:{_YOURE}|that'?s|it'?s|this is) (?:just |only |really |actually |clearly |obviously |"
            rf"probably )?(?:(?:doing|saying|acting|behaving|feeling) (?:this |that |it |like that |this way |"
            rf"that way )?(?:just |only )?(?:because(?! you (?:want|care|love|choose|need))|"
            rf"to (?:get|punish|avoid|hide))|"
            r"projecting|rationali[sz]ing|overcompensating|acting out|codependent|co-dependent|self-?sabotag\w+|"
            r"(?:a |a classic )?(?:classic|textbook) |a (?:cry for help|defen[cs]e mechanism)|"
            r"(?:a (?:sign|symptom) of|a case of)|(?:clinically )?depressed\b(?= ?[.,!]|$)|"
            r"your (?:depression|anxiety|addiction|disease|illness|trauma|ego) (?:talking|speaking)|"
            r"using (?:\w+ )?(?:as an excuse|to (?:avoid|escape|hide|numb|run)))",
            rf"\b(?:what'?s really (?:going on|happening)|the real (?:issue|reason|problem|question) (?:here )?is|"
            rf"your (?:real|underlying|actual) (?:issue|problem|reason)|"
            rf"it'?s (?:obvious|clear|plain) (?:to me )?(?:that )?(?:{_U}|this|the)|"
            rf"(?:clearly|obviously),? {_U}(?:'re| are| have| need| want| don'?t)\b|"
            rf"(?:deep down|in your heart),? (?:i think )?{_U} (?:know|just|really)|subconsciously|unconsciously|"
            rf"{_YOU} (?:clearly|obviously) (?:have|are|want|need|love|don'?t|never|still|hate|enjoy)|"
            rf"{_YOU} (?:probably |clearly |obviously |just )?(?:have|suffer from|'ve got|might have|may have|"
            rf"show signs of|meet (?:the )?criteria) (?:a |an )?(?:mild |severe |serious |"
            rf"bit of )?(?:\w+ )?(?:disorder|depression|anxiety disorder|adhd|ptsd|ocd|bipolar|complex|addiction|"
            rf"personality|issues|drinking problem|alcohol problem|problem with)|"
            rf"{_YOUR} (?:anxiety|depression|trauma|addiction|symptoms?|stress) (?:is|are|sounds?|"
            rf"seems?) (?:\w+ )?(?:making|causing|adding|behind|why|like a|a sign)|"
            rf"that (?:probably )?means (?:that )?{_U}(?:'re| are| have)|"
            rf"{_YOU} have (?:daddy|mommy|mummy|abandonment|trust|commitment|control|anger) issues)\b",
        ),
        unless=rf"{_NOT_MINE}\b(?:{_CLAIM}|called|diagnos\w+|labell?\w*|part of you|whether|if|they|he|she|not|like|"
        rf"as if)\b[^.!?;,]{{0,60}}$",
        blunt=False,
        code="Confront",
        message="This explains the client to themselves, as if you knew better what is inside. Guess tentatively at "
        "what they feel or mean, and let them correct you.",
        source=_GORDON,
        catches=(
            "You're just saying that because you're scared of failing.",
            "What's really going on is that you resent your mother.",
            "It's obvious that you haven't dealt with the divorce.",
            "That's your addiction talking.",
            "You're using work to avoid your marriage.",
            "You clearly have trust issues.",
            "Deep down you know he's right.",
            "You probably have an anxiety disorder.",
        ),
        passes=(
            "You're afraid they'll say it's your addiction talking.",
            "You feel it's clear that you can't go on like this.",
            "You stay late because going home is harder.",
            "You wonder if you have depression.",
            "Deep down, some hope is left.",
            "You've been depressed since the spring.",
            "What's going on for you right now?",
        ),
    ),
    Rule(
        id="taking_sides",
        title="Taking sides",
        pattern=_any(
            r"\b(?:(?:he|she|they|your (?:own )?(?:wife|husband|mom|mum|mother|father|dad|partner|boyfriend|"
            r"girlfriend|boss|doctor|daughter|son|brother|sister|family|parents?|friends?|kids|ex|teacher|manager|"
            r"neighbou?r|mother-in-law))(?:'s|'re| is| are| has| have| was| were|s| sounds? like| seems? like|"
            r" sounds)? (?:just |only |really |clearly |simply |absolutely |probably |totally |so |obviously |being |"
            r"actually ){0,3}(?:right\b(?! (?:now|here|there|next|after|away|behind|beside|in))|"
            r"wrong (?:to|about|for)|a point|got a point|trying to help|thinking of your?|worried about you|"
            r"looking out for|(?:an? )?(?:jerk|idiot|bully|narcissist|monster|ass\w*|toxic|abusive|unfair|"
            r"unreasonable|controlling|selfish|rude|ridiculous|inconsiderate|awful|horrible|terrible)\b|"
            r"means? well\b(?!,? (?:and|but))|cares? about you|loves? you|concerned about you|good advice|"
            r"wants? what'?s best|knows? (?:best|what)|only wants?|"
            r"only (?:worr(?:y|ies)|nags?) because|doing (?:this|it) (?:because|out of)|"
            r"doesn'?t deserve|have your best)|i(?:'m| am) (?:with|on) (?:him|her|them|"
            r"your (?:wife|husband|mother|mom|mum|doctor|boss|side))|i (?:agree|side) with (?:him|her|them|your|you)|"
            r"i don'?t blame (?:him|her|them|you)|(?:you'?re|you are) (?:absolutely |totally |completely |"
            r"so )(?:right|justified)|if i were (?:him|her|your (?:wife|husband))|put yourself in (?:his|her|their)|"
            r"see (?:it|things) from (?:his|her|their)|(?:he|she|they)(?:'s| has| have|'ve)? (?:had )?(?:no right to|"
            r"should be ashamed|should know better|shouldn'?t (?:have|treat|talk|do|speak))|"
            r"what a (?:jerk|bully|idiot)|(?:some|other) people are (?:just |so )?(?:rude|mean|jerks|idiots|"
            r"horrible))\b",
        ),
        unless=rf"(?:{_NOT_MINE}\b(?:{_CLAIM}|if|whether|as if|as though|to you|for you|part of you|maybe|when|"
        rf"because|although|though|even if|proves?|so|while)\b[^.!?;,]{{0,60}})$",
        blunt=False,
        code="Confront",
        message="Siding with or against someone makes you a party in the quarrel. Stay on the client's experience: "
        "how is it for them?",
        source=_GORDON,
        catches=(
            "Your wife is right, you know.",
            "She's only trying to help.",
            "Your sister only nags because she cares.",
            "Your boss is a bully.",
            "He has a point.",
            "They only want what's best for you.",
            "I agree with your doctor.",
            "She was wrong to say that.",
            "I don't blame him.",
        ),
        passes=(
            "You know your wife is right, and that stings.",
            "You feel your boss is unfair to you.",
            "To you it seems he's a bully.",
            "You can see that she's only trying to help.",
            "Your daughter matters more to you than being right.",
            "She's right there in the room, and you miss her.",
            "You blame him for all of it.",
        ),
    ),
    Rule(
        id="taking_charge",
        title="Taking over",
        pattern=_any(
            r"\blet'?s (?:just |first |all |also )?(?:try|start|begin|"
            r"get (?:you|your|this|that|to work|going|started)|make (?:a|an|some|sure|it|the)|schedule|"
            r"set (?:up|a|some|your)|find|fix|focus|work on|put|do (?:this|that|something|it)|go over|change|stop|"
            r"run|test|cut|review|discuss|book|arrange|sort|treat|sign|"
            r"talk about (?:how you can|what kinds|getting|your (?:plan|diet|options)|you having|ways)|"
            r"look (?:over|at (?:some|your|these|the (?:options|plan)))|help|not (?:give|think|worry|be))\b",
            r"\b(?:we|i)(?:'ll|'d| would| will|'re going to|'m going to| are going to)? (?:really |just |definitely |"
            r"also |all )?(?:need to|have to|should|must|gotta|ought to|got to) (?!admit|say|ask you|understand|know|"
            r"check|hear|be (?:clear|honest|the one)|go|make sure i)(?:[\w']+)(?: [\w']+){0,5}",
            r"\bi(?:'ll| will|'m going to| am going to|'m gonna| can) (?:\w+ )?(?:prescribe|schedule you|sign you|"
            r"book you|put you|refer you|get you|set you up|set up|make (?:you|an appointment)|call your|"
            r"give you (?:a (?:referral|handout|plan|prescription|leaflet|list)|some (?:tips|advice))|"
            r"send you (?:a|to)|write you)\b",
            r"\blet me (?:get|give|provide|show|find|book|sign|put|set|refer|prescribe|offer) (?:you|your)\b|"
            r"\b(?:here'?s|this is) (?:the|your|a|my) (?:\w+ )?(?:plan|program|schedule|prescription)\b|\bfollow my\b",
        )
        + _NO_CHOICE
        + _REST,
        unless=_any(
            rf"{_NOT_MINE}\b{_CLAIM}\b[^.!?;,]{{0,60}}$",
            r"\b(?:if|whatever|wherever|before|whether|where|what|as|which|do|how|that) (?:\w+ )?$",
        ),
        blunt=False,
        code="Persuade",
        message="This takes the reins. Plans hold when they are the client's own: ask what step, if any, they would "
        "choose.",
        source=_BOTH,
        catches=(
            "Let's get you signed up for a class.",
            "We need to get your sugar under control.",
            "Let's make a plan so that it doesn't happen again.",
            "I'm going to refer you to a dietitian.",
            "Let's start with a food diary.",
            "We should talk about your drinking.",
            "Here's the plan.",
        ),
        passes=(
            "Let's see if I have this right.",
            "Let's take it at your pace.",
            "If you like, we could look at it together.",
            "You'd like us to slow down.",
            "Let's make a plan only if you want one.",
            "We have time today for whatever matters to you.",
            "I need to check that I've understood.",
        ),
    ),
    Rule(
        id="suggesting",
        title="Suggesting",
        pattern=_any(
            r"\b(?:that'?s|which is) (?:exactly |precisely |partly )?why (?:i'?d|i would|it'?s worth|"
            r"it is worth)\b[^.!?]{0,60}",
            r"\bi'?d (?:ask|talk to|see|ring|call|try|take|have a word|keep|book|cut|go (?:to|back))\b[^.!?]{0,60}",
            r"(?<=[a-z,]) so (?:just |simply )?(?:start|choose|book|try|pick|ring|call|ask|swap|put|write|begin|cut)"
            r"(?! (?:of|to feel)\b) [^.!?]{3,60}",
            r"\bi wonder if you (?:might|could|would) (?:like to |want to )?(?:write|try|ask|talk|go|ring|call|"
            r"start|take)"
            r"\b[^.!?]{0,60}",
            r"(?:\bit (?:might|may|could|would|'d|will|can) (?:be |really |also |probably )?(?:\w+ )?(?:be )?(?:good|"
            r"helpful|help|best|better|wise|useful|beneficial|worth|great|healthier|wiser|kinder|safer|sensible|"
            r"more sensible|fairer|a good idea|an idea|smart|"
            r"nice) (?:to (?!you\b|be heard|feel|know|hear|have (?:some|someone|one)|talk to someone)|"
            r"if (?:you|u) (?!could|had|didn)|for you to|idea to|trying|considering|looking)|"
            r"\b(?:a|one|another) (?:good |great |better )?(?:idea|option|thing to try|way) (?:would be|is to|"
            r"could be|might be)(?! to (?:you|know))|\bis (?:also )?(?:a )?(?:good|great|better|worth) (?:idea|"
            r"option|way|place to start|first step|thing to (?:try|do)|choice for)\b)",
            rf"\b(?:maybe|perhaps|possibly) (?![^.!?]{{0,30}}\b(?:me|i)\b|we (?:can|could|might))(?:{_U}|we|"
            rf"{_YOUR} \w+|someone|they|he|she|it)(?:'ll)? (?:\w+ )?(?:could|can|should|might (?!be\b|feel\b|not\b)|"
            rf"ought|need to|have to|just|try|consider|start|ask|get|take)\b",
            r"\bmaybe (?:just |simply |even |also )?(?:try(?:ing)?|start(?:ing)?|take|taking|ask(?:ing)?|"
            r"get(?:ting)?|go(?:ing)?(?: to)?|tell(?:ing)?|make|making|find(?:ing)?|cut(?:ting)?|talk(?:ing)?|"
            r"join(?:ing)?|think|run|ride|put(?:ting)?|giv(?:e|ing)|see(?:ing)?|set(?:ting)?|do(?:ing)?|"
            r"reach(?:ing)? out|call(?:ing)?|consider(?:ing)?|use|using|some (?:therapy|exercise|help)|"
            r"a (?:walk|break|hobby|class|group|therapist|counsell?or|doctor)|meditation|therapy|exercise)\b",
            rf"{_YOU} (?:could|can|might|may) (?:always (?!find|feel|count|hear|rely|see|tell|seem|come)|also |just |"
            rf"try|definitely |absolutely |easily |simply |at least |even |still |start |maybe |perhaps |want to |"
            rf"wanna |wish to |consider|do worse|begin|take (?:a|small|some|up|one|it one)|"
            rf"ask (?:him|her|them|your|someone|for)|talk (?:to|with)|look (?:into|at|for)|use|join|call|"
            r"find|set (?:a|up|some|your)|write|make (?:a|an|some|it|time)|add|bring|put|go (?:to|for)|"
            r"get (?:a|some|help|your|an)|see (?:a|your) (?:doctor|gp|therap\w+|counsel\w+|specialist)|buy|eat|cook|"
            r"walk|exercise|have (?:them|him|her|your)|block|work (?:on|out)|do (?:some|a|these|exercises)|reduce|"
            r"focus|speak|remind|decide to|choose to|practi[sc]e|give (?:them|him|her|it)|meal|swap|replace|switch)\b",
            r"\b(?:maybe|perhaps) (?:just )?\w+ing\b[^.!?]{0,60} (?:will|would|could|might|may) (?:\w+ )?(?:help|"
            r"be (?:helpful|good|great|easier|better))\b",
            r"\b(?:it )?(?:feels?|sounds?|seems?|looks?) like (?:maybe |"
            r"perhaps )(?:[\w']+ ){0,3}?\w+ing\b[^.!?]{0,50} (?:would|could|might|may|will) (?:\w+ )?(?:help|"
            r"be (?:good|helpful|great|nice|useful|a good))|\b(?:sounds?|seems?) like (?:finding|working|getting|"
            r"taking|trying|talking|going|doing|making|seeing|joining)\b[^.!?]{0,60} (?:would|could|might|may|"
            r"will) (?:\w+ )?(?:help|be (?:good|helpful|great|nice|useful|a good|beneficial))",
            r"\bthere(?:'s| is) an? (?:[\w']+ ){0,2}(?:way|trick|technique|app|course|group|class|book|service|"
            r"clinic|helpline|programme|program|method) (?:where|that|to|you|called|on|for|which)\b|"
            r"\bthere are (?:other |better |plenty of )?ways (?:of|to) \w+\b|"
            r"\b(?:there are|there'?s|here'?s|here are) (?:lots of |plenty of |many |some |a lot of |several |other |"
            r"always |so many )?(?:\w+ )?(?:resources|apps|ways (?:to|you)|options (?:you|that|for)|things you can|"
            r"exercises you|handouts|programs? (?:that|you|for)|groups? (?:you|that|for)|medications? (?:that|you)|"
            r"therapists?)\b",
        )
        + _NO_CHOICE
        + _REST,
        unless=_any(
            _WERE_IT,
            rf"{_NOT_MINE}\b(?:{_CLAIM}|starting to|if|what|how|where|who|why|which|whether|possible|possibly|"
            rf"willing|something|part of you|looking for|wondering|"
            r"nobody|no one|anything|maybe one day|when|that's what|scared|hard to imagine)\b[^.!?;,]{0,60}$|"
            r"\b(?:to|can|could|may|might|somebody|anybody|someone|anyone|that|could we) $",
        ),
        blunt=False,
        code="Persuade",
        message="Even a gentle suggestion moves the talk from their ideas to yours. Ask what they have thought of, "
        "or ask leave first and offer more than one.",
        source=_BOTH,
        catches=(
            "Sunday is for the choir, and that's why I'd ask the nurse about the evening.",
            "It's the noise, which is exactly why it's worth going back to the clinic.",
            "Each box has a story, so start with the newest one.",
            "You miss telling her, and I wonder if you might write it down.",
            "Maybe you could join a club.",
            "You might want to look into counselling.",
            "It might help to write things down.",
            "You can always ask your sister.",
            "Perhaps taking smaller steps would help.",
            "Walking is a good way to unwind.",
            "There are plenty of apps you can try.",
            "You could try swapping it for tea.",
        ),
        passes=(
            "If you could find a way, you'd try it.",
            "You wonder if you could try again.",
            "It might help if they asked you first.",
            "You could see yourself there, one day.",
            "You can picture it already.",
            "What might help you get there?",
            "Maybe it's less about the drink and more about the quiet.",
            "You're starting to think that maybe you could cut down.",
        ),
    ),
    Rule(
        id="commanding",
        title="Telling what to do",
        pattern=rf"{_ORDER}{_REST}",
        unless="",
        blunt=False,
        code="Persuade",
        message="This tells the client what to do before they asked. Leave the instruction out; say back what they "
        "want, or ask what they have in mind.",
        source=_BOTH,
        catches=(
            "Try to get to bed earlier.",
            "Just stop seeing him.",
            "Talk to your wife.",
            "Stop smoking.",
            "Don't go back to him.",
            "Consider joining a group.",
            "Please call the clinic tomorrow.",
            "If you're that tired, take a day off.",
            "You've earned it, so take a break.",
        ),
        passes=(
            "Tired of being lectured.",
            "Stuck between two worlds.",
            "Hard to imagine.",
            "Work, kids, and no time to breathe.",
            "Sleep comes last.",
            "Tell me more about that.",
            "Say more.",
            "Help me understand.",
            "Walk me through a day.",
            "Take your time.",
            "Don't want to be here.",
            "Get up, work, sleep, repeat.",
            '"Just stop," they say, as if it were that easy.',
        ),
        sure=r"[,;-]? ?so\b",
    ),
    Rule(
        id="stacked_questions",
        title="Too many questions",
        # In one sentence, or, as find() joins them, in three questions in a row.
        pattern=rf"(?:^|[,.?!] ){_ASKS}[^?.!]{{0,80}}{_NEXT}{_ASKS}[^?.!]{{0,80}}{_NEXT}(?:{_ASKS}|"
        rf"(?:what|how|when|where|who|why)\b)[^?.!]{{0,80}}\?",
        unless="",
        blunt=False,
        code="",
        message="Several questions at once feel like an interrogation, and often only the last gets an answer. Ask "
        "one, and wait.",
        source=_GORDON,
        catches=(
            "How much do you drink, when did you start, and who knows about it?",
            "What do you eat, how often, and do you exercise?",
            "Where were you, who was there, and what did you take?",
            "Do you smoke, do you drink, or do you use anything else?",
            "How old is he? Where does he live? What does he do?",
            "When do you wake up, what do you do then, and how is your appetite?",
        ),
        passes=(
            "What's good about it, and what's not so good?",
            "How much does it cost you, in money and in sleep?",
            "You wonder who you'd be, what you'd do and how you'd sleep.",
            "What would you like to keep, and what would you change?",
            "How did you manage that?",
            "You've been off work since May. How are the days? ",
        ),
    ),
)


# --- Finding them ------------------------------------------------------------------------------------------------

# "It's only a drink, you tell yourself": the words are somebody's, and not the learner's.
_ATTRIBUTED = re.compile(
    r"[\w' -]{0,60}[\"'],? ?(?:you|they|he|she|everyone|people|your \w+) (?:all )?(?:tell|told|say|said|says|think|"
    r"thought)|[\w' -]{0,60}, (?:you|they|he|she|everyone|people|your \w+) (?:all |keep |kept )?(?:tell|telling|told|"
    r"say|saying|said|says|think|thought|figure|feel)\b|[\w' -]{0,60},? according to\b"
)
_DEMANDS_OF_SELF = re.compile(
    r"\b(?:i|i'm|i've|i'd|im|ive|we)(?: (?:know|think|feel|guess|suppose|really|just|probably|still|also|like|that|i|"
    r"do|am)){0,4} (?:should(?:n'?t)?|ought to|have to|had to|need to|needed to|must|gotta|got to|supposed to|"
    r"better)\b"
)
_CONSIDERS = re.compile(
    r"\b(?:maybe i|i (?:could|might)|i'?m (?:thinking (?:of|about)|considering)|"
    r"i(?:'ve| have)? (?:been|was|keep) (?:thinking (?:of|about)|meaning to)|i'?d like to|i would like to|"
    r"i wonder if i)\b"
)
_WEIGHS = re.compile(r"\bbut (?:you|it|part|something|the|there)\b")
_REPORTS_OTHERS = re.compile(
    r"\b(?:says?|said|saying|tells?|told|telling|thinks|expects?|insists?|wants?|reckons?)(?: me| us)?(?: that)? ?\"?$"
)


def find(text: Text, client: Text | None = None) -> tuple[Hit, ...]:
    """The roadblocks in a reply.

    Args:
        text: the reply.
        client: what the client said, or None if unknown. It tells a demand that the learner says back ("You feel
            you should quit") from one that they put into the client's mouth.

    Returns:
        Hits in text order, at most one for a rule and sentence; where two overlap, the rule that comes first in
        ``RULES`` has it.
    """
    found: list[Hit] = []
    rules = [rule for rule in RULES if not rule.alone or len(text.words) <= _NEXT_TO_NOTHING]
    for sentence in _sentences(text):
        plain, places = _plain(text.text, sentence)
        taken: list[Span] = []
        for rule in rules:
            for match in _matches(rule, plain):
                words = match.group()
                first, last = match.end() - len(words.lstrip()), match.start() + len(words.rstrip())
                span = Span(places[first], places[last - 1] + 1)
                if any(overlap(span, other) for other in taken) or _is_clients_own(match, client):
                    continue
                taken.append(span)
                sure = bool(rule.sure and _compiled(rule.sure).match(words.lstrip()))
                found.append(Hit(rule, span, sure))
                break
    return tuple(sorted(found, key=lambda hit: hit.span))


def _sentences(text: Text) -> Iterator[Span]:
    """The sentences; three questions or more in a row count as one, so that a rule can see them together."""
    row: list[Span] = []
    for sentence in text.sentences:
        if text.text[sentence.end - 1] == "?":
            row.append(sentence)
            continue
        yield from _joined(row)
        row = []
        yield sentence
    yield from _joined(row)


def _joined(row: list[Span]) -> list[Span]:
    return [Span(row[0].start, row[-1].end)] if len(row) >= 3 else row


def _plain(text: str, sentence: Span) -> tuple[str, list[int]]:
    """A sentence without emphasis marks and doubled spaces, and where its characters were."""
    start, end = sentence
    places: list[int] = []
    previous = " "
    for place in range(start, end):
        character = text[place]
        if character in "*_~#>" or (previous == character == " "):
            continue
        places.append(place)
        previous = character
    return "".join(text[place] for place in places), places


def _matches(rule: Rule, plain: str) -> Iterator[re.Match[str]]:
    """Where a rule applies in a sentence, its guard respected."""
    for tries, match in enumerate(_compiled(rule.pattern).finditer(plain)):
        if tries == _MOST_TRIES:
            return
        start = match.start()
        quoted = start > 0 and plain[start - 1] in "'\""
        attributed = _ATTRIBUTED.match(plain, match.end())
        if (
            quoted
            or attributed
            or (rule.unless and _compiled(rule.unless).search(plain, max(0, start - _REACH), start))
        ):
            continue
        yield match


@cache
def _compiled(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern)


def _is_clients_own(match: re.Match[str], client: Text | None) -> bool:
    groups = match.groupdict()
    if groups.get("thought") is not None:
        return _clients_thought(groups["thought"], client)
    if groups.get("duty") is not None and client is not None:
        return _clients_duty(Text(match.group()), client)
    return False


def _clients_thought(thought: str, client: Text | None) -> bool:
    """Whether "you feel that <thought>" may be what the client thinks.

    It may, if it advises nothing or goes on to the other side; or if the client asks something of themselves or
    considers it, or if most of the matter is theirs. With no client words it is believed unless it argues. An
    instruction is nobody's thought.
    """
    clause = thought.partition(",")[0]
    advice = [
        rule
        for rule in RULES
        if rule.code == "Persuade" and "<thought>" not in rule.pattern and any(_matches(rule, clause))
    ]
    if not advice:
        return True
    if any(rule.id in ("commanding", "taking_charge") for rule in advice):
        return False
    if _PUSHES.search(thought):
        return False
    if _WEIGHS.search(thought):
        return True
    if client is None:
        return True
    stems = _matter(Text(clause))
    known = stems & set(content_stems(client.words))
    return bool(_own_demands(client) or _CONSIDERS.search(client.text)) or 2 * len(known) > len(stems)


def _clients_duty(act: Text, client: Text) -> bool:
    """Whether "you have to <act>" says back a demand that the client made on themselves."""
    stems = _matter(act)
    return bool(stems) and any(
        2 * len(stems & set(content_stems(Text(demand).words))) >= len(stems) for demand in _own_demands(client)
    )


def _matter(text: Text) -> set[str]:
    """What a demand is about: its content stems, the demand itself left out."""
    return set(content_stems(text.words)) - {"need", "should", "must", "gotta", "ought", "better"}


def _own_demands(client: Text) -> list[str]:
    """What the client says that they should or have to do, the demands of others left out."""
    return [
        client.text[m.end() : m.end() + 80]
        for m in _DEMANDS_OF_SELF.finditer(client.text)
        if not _REPORTS_OTHERS.search(client.text[max(0, m.start() - 30) : m.start()])
    ]
