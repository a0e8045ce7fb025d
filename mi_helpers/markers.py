"""What skilled replies are made of, as data: wordings that show a skill, and the vocabulary of inner life.

The counterpart of ``roadblocks``. A marker is evidence and no proof: the scorer weighs it together with
relevance to the client and the roadblocks found.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

from mi_helpers.language import Span, Text, stem

_MITI = "MITI 4.2.1 (Moyers, Manuel and Ernst 2014)"
_MISC = "MISC 2.5 (Houck, Moyers, Miller, Glynn and Hallgren 2010)"
_MI = "Motivational Interviewing (Miller and Rollnick 2013)"


@dataclass(frozen=True)
class Marker:
    """One kind of wording that shows a skill.

    Attributes:
        id: name used by the scorer.
        pattern: regular expression over the normalised text.
        message: what the wording does, for the learner; shown after their own words.
        source: where the idea comes from.
    """

    id: str
    pattern: str
    message: str
    source: str

    @cached_property
    def regex(self) -> re.Pattern[str]:
        """The compiled pattern."""
        return re.compile(self.pattern, re.VERBOSE)


class MarkerHit(NamedTuple):
    """A marker found at ``span`` of the normalised text."""

    marker: Marker
    span: Span


MARKERS = (
    Marker(
        "two_sides",
        r"""\bon\s(?:the\s)?one\s(?:hand|side)\b | \b(?:on\s)?the\sother\s(?:hand|side|part)\b
          | \bat\sthe\ssame\stime\b | \b(?:one|a|some)?\s?part\sof\syou\b | \banother\spart\b
          | \band\syet\b | \beven\sthough\b | \btorn\b | \bcaught\sbetween\b
          | \bboth\b[^.?!]{1,60}\band\b | \bpulled\s(?:in\stwo|both)\b | ,\s(?:while|yet)\b
          | ,\sand\s(?:part|still|yet|also|you\s(?:also|still))\b | \bwhile\s(?:you|part|also)\b
          | \bin\stwo\sminds\b | \bin\sbetween\b | \balongside\b | \bmeanwhile\b""",
        "holds two things together without setting one against the other.",
        _MI,
    ),
    Marker(
        "meaning",
        r"""\b(?:matters?|mattered|means?|meant|important|precious|worth)\b[^.?!]{0,25}\b(?:to
          |for)\syou\b | \bmatters?\b | \bmeans?\s(?:a\slot|something|more|everything|so\smuch|being
          |you)\b | \bwhat\s(?:you(?:'re|\sare)?\s(?:really|most|long|miss|want|need|hope|wish|value)
          |counts|hurts|gets)\b | \byou(?:'d|\swould)?\s(?:wish|hope|long|value|treasure|care)\b
          | \byou\scare\b | \bsomeone\swho\b | \bthe\skind\sof\s(?:person|parent|mother|father|mum|mom
          |dad|man|woman|friend)\b | \bunder(?:neath|\sit\sall|\sthe)\b | \bdeep\sdown\b | \bas\sif\b
          | \bas\sthough\b | \bit's\sabout\b""",
        "reaches for what it means to the client.",
        _MI,
    ),
    Marker(
        "metaphor",
        r"""\b(?:like|as\sif|as\sthough)\s(?:a|an|the|being|you're|you\sare|you\shave|you've|every
          |there's|one|someone|trying |carrying|running|walking|living|having|it's|nobody|your
          |swimming|climbing|holding|standing)\b | \b(?:running\son|tug\sof\swar|tug-of-war|tightrope
          |crossroads|treadmill|tank|battery|brick\swall|storm|anchor |lifeline|drowning|sinking
          |treading\swater|juggling|weight\son\syour|on\syour\sshoulders|armou?r|shield|cage
          |trap(?:ped)?|tunnel|uphill|mountain|cliff|fog|maze|pressure\scooker|last\sstraw|rug
          |autopilot|spinning |glue|safety\snet|closed\sdoor|door|bridge|rope|rollercoaster
          |roller\scoaster|tide|wave|engine|breath(?:er)?)\b""",
        "paints it as a picture, which a client can correct or carry on.",
        _MI,
    ),
    Marker(
        "affirming",
        r"""\byou(?:'ve|\shave)?\s(?:still\s|already\s|also\s|really\s|always\s|actually\s|even\s
          |clearly\s|never\sonce\s)? (?:kept|keep|managed|manage|held|hold|stuck|stick|stood|stand
          |made\sit|make\ssure|showed|show|shown |turned\sup|turn\sup|worked|took\sthe|take\sthe|found
          |find\s(?:a\sway|ways)|fought|fight|put|cared|pushed|push |got\s(?:yourself|through|up|back
          |\w+ing)|owned\sup|handed|put\syour|own(?:ed)?\sit|picked|reached\sout|opened\sup|saved
          |shared|spotted |hung\s(?:on|in)|made\sroom|made\stime|knew|set\sout|set\sup|started|quit
          |cut\sdown|walk(?:ed)?\saway|let\s\w+\sin|told|get\s(?:yourself|up)|came|come\shere
          |came\sback|come\sback|tried|carried |protected|protect|noticed|went\sback|go\sback
          |got\sthrough|walked|chose|choose|refused|built|raised|looked\sout |did\sit|stayed|stay
          |said\sit|spoke|asked|faced|thought\sit|learn(?:ed|t)|persist(?:ed)?|taken|done|given)\b
          | \byou\s(?:don't|didn't|haven't|won't|never)\s(?:give|given|gave)\sup\b | \b(?:took|takes
          |taken)\s(?:real\s|a\slot\sof\s|some\s|such\s|great\s)?(?:courage|guts|strength|effort|nerve
          |honesty|bottle|heart |patience|thought|doing|care)\b | \byou(?:'re|\sare
          |\swere)\s(?:\w+\s)?(?:brave|careful|honest|straight|loyal|patient|determined|stubborn
          |thoughtful|resourceful |steady|generous|kind|tough|creative|persistent|organised|organized
          |open|willing|devoted|disciplined|resilient)\b | \b(?:anyway|all\sthe\ssame|even\sso
          |regardless)\b | \byour\s(?:own\s)?(?:honesty|courage|patience|persistence|determination
          |strength|care|commitment|loyalty|effort |stubbornness|resilience|kindness|resourcefulness
          |love|devotion|willingness|self-respect|discipline|grit |creativity|backbone|steadiness
          |humou?r)\b | \b(?:that|it)\s(?:shows?|says|tells\s\w+)\b[^.?!]{0,30}\b(?:about|how|you|your
          |who)\b | \byou're\s(?:someone|a\s(?:person|mother|father|parent|man|woman|fighter|grafter)
          |the\s(?:one|kind|sort))\b""",
        "names something that the client has done or is, which they can build on.",
        _MITI,
    ),
    Marker(
        "choice",
        r"""\b(?:up\sto\syou|your\s(?:own\s)?(?:choice|decision|call|choosing|terms|pace|life|body|say)
          |you(?:'re|\sare|'ll\sbe) \s(?:the\s(?:one|only\sone|boss|driver|expert|person)
          |in\s(?:charge|control|the\sdriver)|free) | (?:it|that|this|the\schoice|the\sdecision)(?:'s
          |\sis|\swill\sbe|\shas\sto\sbe|'s\sgot\sto\sbe)?\s (?:entirely\s|completely\s|really\s
          |only\s|fully\s|all\s)?(?:yours|up\sto\syou|down\sto\syou|your) | (?:only|just)\syou\s(?:can
          |get|know|decide|could)|you\s(?:alone\s)?(?:get\sto\s)?(?:decide|choose|pick|steer
          |say\swhat) | (?:no\sone|nobody|no-one|not\sme|i\scan't|i'm\snot\s(?:here|going)\sto
          |isn't\s(?:mine|my))\b[^.?!]{0,40} (?:make\syou|force\syou|decide|tell\syou|push\syou|choose
          |for\syou|call|decision|else's) | whatever\syou\s(?:decide|choose|do)
          |whether\s(?:or\snot\s)?you|if\sand\swhen|you'd\srather|your\sway | in\syour\s(?:hands?
          |own\s(?:time|way))|you\s(?:do\s)?(?:have|get)\s(?:a|your|the|to\shave\sa)\s(?:final\s
          |last\s)?(?:say|choice|word) | you\s(?:can|could|may|might)\s(?:keep|leave|take|say|stay
          |stop|walk|go|come|cancel|choose)\b[^.?!]{0,40}\bor\b|belongs?\sto\syou | (?:the\s)?(?:one
          |bloke|man|woman|person)\s(?:holding|steering|driving|who\s(?:decides|chooses|calls))
          |or\snot\b|what\syou\sdo\s(?:with|about|next)|(?:leave|keep)\sit\sas\sit\sis | (?:you
          |your)\shands\son\sthe\swheel|driver'?s?\sseat|you\shold\sthe)\b""",
        "leaves the choice where it is: with the client.",
        _MITI,
    ),
    Marker(
        "permission",
        r"""\b(?:would\sit\s(?:be\s)?(?:ok|okay|alright|all\sright|helpful|useful|any\suse)
          |is\sit\s(?:ok|okay|alright|all\sright) | (?:do|would)\syou\smind\sif|mind\sif\si|may\si\b
          |can\si\s(?:share|offer|tell|run|pass|add|mention|give) | could\si\s(?:share|offer|tell|run
          |add|mention)|if\syou(?:'re|\sare|'d\sbe)\s(?:interested|open|curious|up\sfor|willing)
          | if\syou(?:'d|\swould)?\s(?:like|want|care|fancy)|would\syou\s(?:like|want|be\s(?:open
          |interested|willing|up)) | with\syour\s(?:permission|ok|okay|say-so)
          |how\swould\syou\sfeel\sabout\s(?:me|hearing)|are\syou\s(?:open|up|curious)
          | are\syou\sinterested|shall\si|fancy\s(?:hearing|knowing|a)|d'?you\s(?:want|mind|fancy
          |know)|(?:do|would)\syou\s(?:want|care)\s(?:to|for|the|me)|want\s(?:me\s)?to\shear|ok\sif\si
          |okay\sif\si|alright\sif\si)\b""",
        "asks for leave before it gives anything.",
        _MITI,
    ),
    Marker(
        "asks_knowledge",
        r"""\bwhat\s(?:do|have|did|would)\syou\s(?:already\s)?(?:know|heard|hear|understand|been\stold
          |make\sof|picked|notice|think |read|come\sacross)\b | \bwhat(?:'s
          |\sis)\syour\s(?:understanding|sense|take)\b | \btell\sme\swhat\syou\b
          | \bhave\syou\sheard\b | \bhow\smuch\sdo\syou\sknow\b | \bwhat\shave\s(?:they|the\s\w+
          |people)\stold\syou\b""",
        "starts from what the client knows already.",
        _MI,
    ),
    Marker(
        "information",
        r"""\b(?:some|many|most|other|a\slot\sof|lots\sof|plenty\sof)\s(?:people|folks|patients|parents
          |women|men|families|of\sthe |smokers|drinkers|students|adults|runners|teens|teenagers
          |clients|runners|carers)\b | \b(?:research|studies|evidence|guidelines?|doctors|the\sleaflet
          |what\swe\sknow|what(?:'s|\sis)\sknown)\b | \b(?:tends?\sto|usually|often|on\saverage
          |can\s(?:take|make|cause|last|raise|lower|help|still|affect|stay)|about\s\d+ |around\s\d+
          |\d+\s(?:per\scent|percent|days|weeks|hours|minutes|out\sof))\b | \bfor\s(?:some|many
          |most)\b""",
        "offers a fact without telling the client what to do with it.",
        _MITI,
    ),
    Marker(
        "asks_response",
        r"""\b(?:what\s(?:do|would|might)\syou\s(?:make|think|reckon|say)|how\s(?:does|would
          |do)\s(?:that|this|it|any)\b[^.?!]{0,40} \b(?:fit|sit|sound|land|compare|strike|match|square
          |feel|go)|what(?:'s|\sis|\sare)\syour\s(?:thoughts?|take|reaction|view)
          | what,?\sif\sanything|where\sdoes\sthat\sleave|what\sdoes\sthat\s(?:mean|bring|say)
          |what\sstands\sout | what\s(?:comes|goes)\s(?:up|through)|how\smuch\sof\sthat
          |any\sof\sthat\b[^.?!]{0,20}(?:fit|ring|useful) | i\swonder\swhat\syou|curious\swhat\syou
          |does\s(?:any\sof\s)?that\s(?:fit|ring|match))\b""",
        "hands it back: the client says what it means to them.",
        _MI,
    ),
    Marker(
        "check",
        r"""\b(?:is\sthat\s(?:right|close|it|fair|how|about\sright|near)|(?:have|did)\si\s(?:got|get
          |heard|hear|miss|missed|understood) | am\si\s(?:right|hearing|close|getting|on\sthe)
          |does\sthat\s(?:sound|capture|fit|cover|get|match)|how\sclose | what\s(?:did|have|would
          |am)\s(?:i|you)\s(?:miss|missed|left|leave|add|change|correct|forgotten|missing|get\swrong)
          | what\selse|anything\s(?:i|else|to\sadd)|tell\sme\sif|correct\sme|put\sme\sright
          |set\sme\sright|what\sam\si\smissing | fix\s(?:what|anything|any)|what\sneeds\scorrecting)\b""",
        "lets the client correct it.",
        _MITI,
    ),
    Marker(
        "good_side",
        r"""\b(?:good\s(?:things?|side|bits?|parts?|about)|upsides?|benefits?|pros\b|advantages?
          |like\s(?:about|most)|enjoy|gain(?:s|ed)? |gives?\syou|does\sfor\syou|help(?:s|ed)?\syou
          |get\s(?:out\sof|from)|love\sabout|best\s(?:part|thing|bit|side) |glad\s(?:of|to)|plus\sside
          |miss\sif|would\syou\smiss|works\sfor\syou|better|nice|worth\skeeping|keep(?:s|ing)?\syou
          |relief|comfort|helps?)\b""",
        "looks at the good side.",
        _MI,
    ),
    Marker(
        "less_good_side",
        r"""\b(?:(?:less|not\sso|not-so)[\s-](?:good|great|nice)|downsides?|drawbacks?|cons\b
          |disadvantages?|costs?(?:\syou|ing)?|price |don't\s(?:like|enjoy|love)|takes?\s(?:away|from
          |out)|worr(?:y|ies|ied)|hard(?:er|est)?|lose|losing|rid\sof|miss(?:ing)?\sout |worst|trouble
          |the\sother\sside|minus|harder|bad\s(?:side|bits?|parts?)|toll|hurts?|give\sup|giving\sup)\b""",
        "looks at the less good side.",
        _MI,
    ),
    Marker(
        "time_horizon",
        r"""\b(?:short[\s-](?:term|run)|long[\s-](?:term|run)|right\snow|for\snow|down\sthe\s(?:road
          |line|track)|(?:in|over)\s (?:a|the|five|ten|two|three|six|some|next)\s?(?:few\s)?(?:years?
          |months?|weeks?|time)|later|(?:a|ten|five)\syears?\sfrom\snow |today\sand|tonight|this\sweek
          |next\s(?:year|month|summer|week)|in\sthe\send|looking\sahead|further\s(?:on|along))\b""",
        "looks at now and at later.",
        _MI,
    ),
    Marker(
        "past_success",
        r"""\b(?:you(?:'ve|\shave|'d|\shad)?\s(?:already\s|once\s|even\s|still\s|also\s)?(?:did|done
          |managed|made\sit|got\sthrough |got|gone|went|pulled|handled|beaten|beat|learn(?:ed|t)
          |stopped|quit|kept|cut|walked|found|stayed|survived|sorted |coped|figured|turned|held|stuck
          |finished|worked) | what\s(?:was\sit\s)?(?:did|were|was|have)\syou\s(?:do|doing|done|have
          |already)|come\s(?:further|this\sfar|that\sfar|a\slong\sway)|(?:this|that)\sfar\b
          |kept\syou\sgoing|last\stime|when\s(?:have|did|was)\syou|a\stime\swhen|in\sthe\spast
          |before\b|once\sbefore|those\s\w+\s(?:days|weeks|months|years) | how\sdid\syou
          |what\s(?:helped|worked|got\syou|made\sit\spossible|kept\syou)|how\s(?:have
          |did)\syou\s(?:manage|do|keep|get) | even\s(?:one|two|once|a\sday|for\sa)|for\s(?:a|two
          |three|four|five|six|\d+)\s(?:days?|weeks?|months?|years?))\b""",
        "builds on what they have already managed.",
        _MI,
    ),
    Marker(
        "ruler",
        r"""\b(?:scale\s(?:of|from)|(?:0|zero|1|one|nought)\s?(?:to|-|and)\s?(?:10|ten)|out\sof\s(?:10
          |ten)|how\s(?:confident|sure|ready|important) |why\s(?:a|an|not)\s(?:\w+\s)?(?:\d+|zero|one
          |two|three|four|five|six|seven|lower)|and\snot\s(?:a\s)?(?:lower|zero|\d+)
          |what\smakes\s(?:it|you)\s(?:a|an)\s(?:\d|two|three|four|five|six|seven)|one\s(?:point|notch
          |step)\shigher)\b""",
        "uses a ruler, so that the client hears their own confidence.",
        _MI,
    ),
    Marker(
        "confidence",
        r"""\b(?:confiden(?:t|ce)|strengths?|small\s(?:wins?|steps?|thing)|trust\s(?:in\s)?yourself
          |believe|able\sto|capable|you\s (?:can|could)\s(?:do|manage|handle)|know\show\sto|skills?
          |stamina|what\syou(?:'ve|\shave)\s(?:got|learned)|proof|evidence)\b""",
        "points at what they can count on in themselves.",
        _MI,
    ),
    Marker(
        "asks_change",
        r"""\b(?:what\s(?:would|might|could|will)\s(?:be|get|feel|life|it|you|have|change|your|happen
          |that|the|become) | how\s(?:would|might|could)\s(?:you|life|things|your|it|that
          |the)\b[^.?!]{0,40}\b(?:different|change|better|like|look|be|feel) | what\s(?:makes|made|has
          |is\sit)\s(?:you|that|this|it|about)\b[^.?!]{0,40}\b(?:want|think|consider|change|worth|now
          |matter|important|bother|wonder) | what\s(?:worries|bothers|concerns|draws|appeals|pulls
          |nags)|why\s(?:might|would)\syou\swant|(?:best|top|three|biggest|main)\sreasons?
          | if\s(?:you|things|nothing|it|this|that|we)\s(?:did|were|changed|changes|woke|could|decided
          |ever|stayed|had) | what\sdo\syou\s(?:want|wish|hope|miss)|what\smatters
          |what\sare\syou\shoping|what\sconcerns|how\simportant | what\s(?:are|is)\s(?:the
          |your)\b[^.?!]{0,20}\breasons?|what\ssort\sof|where\swould\syou\slike|what\skind\sof)\b""",
        "asks for the client's own reasons.",
        _MISC,
    ),
    Marker(
        "change_talk",
        r"""\b(?:you(?:'d|\swould|'re|\sare|'ve|\shave)?\s(?:really\s|also\s|still\s|already\s|just\s
          |even\s)?(?:want(?:ed|ing)?|like\sto|love\sto|wish |hop(?:e|ing)|ready|willing|determined
          |been\sthinking|thinking\sabout|could\ssee|can\ssee|can\spicture|long|miss|tired\sof
          |wondering|mean\sto|planning|already\sstarted|know|need) | part\sof\syou|something\sin\syou
          |a\s(?:bit|piece|side)\sof\syou|a\sreason|reasons?\b|for\s(?:your|the)\s(?:kids|son|daughter
          |family) | matters?\b|enough\s(?:is\senough|of)|bother(?:s|ing)\syou|doesn't\ssit\sright
          |time\sfor\s(?:a|something))\b""",
        "says back the client's own wish or reason for change.",
        _MISC,
    ),
    Marker(
        "next_step",
        r"""\b(?:(?:first|next|one|small(?:est)?|tiny|little|easiest|easy|manageable|realistic
          |doable)\s(?:\w+\s)?(?:step|thing|move|start|place|piece|change) | where\s(?:would|might
          |could|do)\syou\s(?:like\sto\s)?(?:start|begin|go)|how\s(?:would|might|could
          |will)\syou\s(?:like\sto\s)?(?:go\sabout|start|begin |make|do|get|fit|know|want)
          |what\s(?:might|would|could|will|do)\syou\s(?:like\sto\s|want\sto\s|be\s(?:willing|up\sfor
          |ready)\sto\s)?(?:try|do|start|pick|choose |see|feel|begin)|what(?:'s|\sis)\s(?:the\sfirst
          |one|your\snext|next)|from\shere|this\s(?:week|month)|(?:when|where)\s(?:might|would|could
          |will) which\s(?:of|one|part|bit|corner|day|way|small|step)\b|(?:first|somewhere\sto)\s(?:go
          |begin|start)|any\sideas|your\sown\sversion |how\swould\syou\slike\b[^.?!]{0,30}\bgo
          |\w+est\s(?:bit|thing|step|piece)|would\ssuit\syou|feels?\s(?:doable|possible
          |right\sto\sstart) |who\s(?:could|might|would)|what\smight\sget\sin\sthe\sway
          |what\swould\shelp|between\snow\sand|try\sout|plan)\b""",
        "asks for a next step of the client's own choosing.",
        _MI,
    ),
    Marker(
        "thought",
        r"""\b(?:(?:you|your)\s(?:think|thought|mind|head|tell\syourself|told\syourself
          |say\sto\syourself|believe|assume|figure|picture|expect) |the\s(?:thought|idea|voice|story
          |sentence|words?|belief)|in\syour\s(?:head|mind)|through\syour\s(?:head|mind)|thoughts?
          |tell(?:s|ing)?\s(?:you|yourself)|says\s(?:to\syou|you|that)|decides?\s(?:that|you|it)
          |"[^"]{3,60}"|your\s(?:brain|mind|head)\s\w+)\b""",
        "names the thought.",
        "Cognitive model (Beck 1976)",
    ),
    Marker(
        "then_action",
        r"""\b(?:and\s(?:then|so)|so\s(?:you|the|it|instead)|then\s(?:you|the|it|comes|out)|(?:that|it
          |which)\s(?:leads|makes|has|sends|keeps|pushes|pulls|gets|brings|drives|takes|stops)
          |ends?\sup|you\s(?:end|reach|stay|avoid|pull|cancel|leave|drink|eat|stop|skip|hide|shout
          |snap|go|say|pour|put|light|close|turn|scroll|give|don't|buy) |leads?\sto|led\sto
          |followed\sby|next\sthing|chain|link(?:s|ed)?|fit(?:s|ting)?\stogether|after\sthat
          |then\b[^.?!]{1,40}\bthen|off\s(?:you\sgo|it\sgoes)|before\syou\sknow|what\s(?:do|happens
          |did)\s(?:you\s)?(?:do|next|then)?)\b""",
        "follows it through to what happens next.",
        "Cognitive model (Beck 1976)",
    ),
    Marker(
        "asks_link",
        r"""\b(?:what\s(?:goes|went|runs|was\sgoing|is\sgoing|shows?)\s(?:through|on\sin|up\sin)
          |what\s(?:do|did)\syou\s(?:tell|say\sto)\syourself|how\s(?:do|might|does)\s (?:that|the
          |those|these|this)\s(?:thought|thoughts|feeling|feelings|idea|two|three)|what\s(?:do|did
          |have)\syou\s(?:notice|feel|end) |when\s(?:that|the|this)\s(?:thought|feeling|voice)
          |what\s(?:was|is|were)\sgoing\sthrough|which\s(?:link|part|came)|what\s(?:happens
          |happened)\s(?:next|then|in|to|inside|when|right|just))\b""",
        "asks how thought, feeling and action hang together.",
        "Cognitive model (Beck 1976)",
    ),
)
"""Every marker, by skill in course order."""


def find_markers(text: Text) -> tuple[MarkerHit, ...]:
    """Every marker in ``text``, in marker order; each hit's span covers whole words."""
    return tuple(
        MarkerHit(marker, Span(m.start(), m.end()))
        for marker in MARKERS
        for m in marker.regex.finditer(text.text)
        if m.end() > m.start()
    )


def _stems(words: str) -> frozenset[str]:
    return frozenset(stem(word) for word in words.split())


BODY = _stems(
    """
    belly stomach gut chest heart throat shoulder sweat sweating sweaty cold hot knot lump shake shaking shaky
    breath breathless jaw fist tears butterflies sick sink sinking flush tight tense churn churning racing
    pounding heavy dizzy
    """
)
"""Stems of what a feeling is like in the body; they count as a feeling beside a thought and an action."""

FEELINGS = _stems(
    """
    afraid alarmed alone ambivalent angry anger anguish annoyed anxious anxiety appreciated ashamed bitter bored
    broken burdened burnt cheated confused
    defeated dejected depressed despair desperate devastated disappointed discouraged disgusted dismissed
    disrespected dread dreading drained dismayed eager embarrassed enraged envy envious
    excluded exhausted exhausting exposed fear fearful fearing forgotten fragile
    freedom frightened frightening frustrated frustrating frustration furious gloomy grateful grief grieving
    guilt guilty happy hate haunted heartbroken helpless hesitant hollow homesick hopeless
    humiliated humiliating hungry hurt hurting hurts ignored impatient inadequate indignant insecure
    insulted invisible irritated isolated jealous joy joyful lonely loneliness
    mad miserable misunderstood mistrust nagged nervous numb obliged offended overlooked
    overwhelmed overwhelming pain painful panic panicky pleased powerless
    proud pride puzzled rage rattled rejected relaxed relief relieved reluctant resent resentful
    resentment resigned restless sad sadness scared scary sceptical secure shaken shame shocked sick
    skeptical sore sorrow stressed stress stressful stuck stung suspicious tempted
    tender tense terrified terrifying threatened tired tiring torn tormented trapped uncertain
    uncomfortable uneasy unfair unheard unhappy unloved unseen unsure unsettled upset upsetting useless
    vulnerable wary weary worn worried worry worrying worthless wounded wrung yearn yearning
    suffocating suffocated smothered bruised raw jittery edgy swamped
    """
)
"""Stems that name a feeling or a state a person is in."""

VAGUE_FEELINGS = _stems("hard tough difficult bad upset upsetting feeling feelings stressful frustrating rough okay")
"""Feelings so general that on their own they fit any client."""

INNER_LIFE = FEELINGS | _stems(
    """
    able accept admit alive argue battle bear blame body borrowed break breath breathe breathing brave bridge
    bring build burden busy cage call care careful carry carrying caring catch chance change chase chasing cheap
    choice choose choosing claw close closing cling comfort commit control corner cost count courage crowd
    cushion dare dark day days dead deal deep deserve difference different dignity distance door doubt drain
    dream drop drown drowning edge effort ending end enough escape everyone everybody everything expect face
    failure fail faith fair fall falling family fault fight fighting fire fix fixed fixing fog free friend full
    future gentle give giving goal gone good grip ground guard habit half hand hang happen hard head hear heard
    heart heavy held help hide hiding hit hold holding home honest hours hope house idea important inside job
    keep keeping kind knot last late lean learn leave let lid life lift light line listen live living load long
    look losing lose loss loud matter mean meaning memory mess mind minute miss missing moment money months
    mountain mouth move need nerve new night nobody noise normal nothing notice old open order pace part past
    patience pay peace people perfect person picture piece place plain plan plate point possible power price
    promise protect prove pull pulled pulling punish push pushed pushing quiet reach ready real reason relax
    relief remind rescue respect rest right ring risk road rock rope routine rule run running sacrifice same
    save say second see self share shield shoulder shrink shut side sign silence simple sink skin sleep slip
    slow small somebody someone soft sound space speak spent spin spite spot stand standing start stay steady
    steal step stick stone stop storm story straight strange strength strong struggle stuff sure survive swallow
    swamp swim switch take talk tank target team tell test thank think thinking thought throw tie tight time
    today together told tomorrow touch track treat trouble truth try trying tug turn two unfair value voice wait
    walk wall want wanting war warm watch water way weak weapon wear week weight whole wind wish wonder
    work world worse worst worth wound wrong year years yours
    """
)
"""Stems of feelings, values, effort and everyday pictures: words that fit many clients, so that using one that
the client did not use is no sign of being off topic."""


def feelings_in(stems: Iterable[str]) -> set[str]:
    """The stems among ``stems`` that name a feeling."""
    return set(FEELINGS.intersection(stems))
