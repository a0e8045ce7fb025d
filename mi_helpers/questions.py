"""Questions in a reply: whether a sentence asks, whether it leaves the answer open, whether it pushes towards one.

MITI does not tell open from closed questions; MISC does, and so does this course (field practice in MI).
"""

import re

_OPEN_START = re.compile(
    r"""\b(?:what|how|where|who|which|when|in\swhat\sways?|to\swhat\sextent)\b | \b(?:tell|say|share
          |talk|walk|describe|help)\s(?:me|us|a\s(?:bit|little)|more)\b | \b(?:i\swonder
          |i'm\s(?:curious|wondering)|i'd\slove\sto\shear|i'd\slike\sto\shear)\b | \bdescribe\b
          | \bsay\smore\b""",
    re.VERBOSE,
)
_CLOSED_START = re.compile(
    r"""^(?:(?:so|and|but|ok|okay|well|then|now)[,\s]+)*(?:do|does|did|are|is|was|were|am|have|has
          |had|can|could|will|would|should|shall|may|might| aren't|isn't|don't|doesn't|didn't|won't
          |wouldn't|couldn't|can't|haven't|hasn't|shouldn't|you\sdo|you\sdid)\b""",
    re.VERBOSE,
)
_LEADING = re.compile(
    r"""\b(?:don't\syou|wouldn't\s(?:it|you)|isn't\s(?:it|that|there)|aren't\syou|shouldn't\syou
          |can't\syou|couldn't\syou|haven't\syou|won't\syou|doesn't\s(?:it|that) |didn't\syou
          |hasn't\sit|right\?|surely|have\syou\s(?:ever\s)?(?:tried|thought|considered)|why\s(?:don't
          |not|can't|won't|haven't|aren't|wouldn't|didn't) |what(?:'s|\sis)\s(?:stopping|wrong
          |so\shard)|what\sif\syou\s(?:just|simply|tried)|how\sabout|what\sabout|how\s(?:can
          |could)\syou\s(?:say|do\sthat|not|let|still|even|expect|be\sso) |how\smany\s(?:times|more)
          |when\s(?:are|will)\syou\s(?:going|finally|ever|start|stop)|what\s(?:were
          |are)\syou\sthinking|you\sdo\s(?:know|realise|realize))\b""",
    re.VERBOSE,
)
_ASKS_WITHOUT_MARK = re.compile(
    r"^(?:(?:so|and|but|ok|okay)[,\s]+)*(?:what(?:'s| is| are| do| does| did| would| might| could| makes| have| has)"
    r"|how (?:do|does|did|would|might|could|are|is|have|has|come)|why (?:do|does|did|would|are|is|don't|not)"
    r"|where (?:do|does|would|are|is)|who (?:do|does|would|could|are|is)"
    r"|(?:do|does|did|are|have|can|could|would|will) you)\b"
)
# "Tell me more about that." asks, without a question mark.
_INVITES = re.compile(
    r"(?:(?:so|and|ok|okay)[,\s]+)*"
    r"(?:tell me|say more|walk me through|help me understand|describe|talk me through"
    r"|i wonder (?:what|how|where|which|who)|i'm (?:curious|wondering) (?:what|how|about|where))\b"
)
_ASKS_TO_TELL = re.compile(
    r"(?:could|can|would|will) you (?:be willing to |like to )?(?:tell|say|describe|share|walk|help|talk)"
)
_LAST_CLAUSE = re.compile(r"[,:;]\s|\s-+\s")


_WOULD_HEAR = re.compile(
    r"\bi'd (?:love|like|be glad) to hear\b|\bi'm (?:curious|wondering)\b|\bi wonder\b|\btell me\b"
)


def invites_telling(text: str) -> bool:
    """Whether a normalised text asks for more without asking: "I'd love to hear what matters most to you"."""
    return bool(_WOULD_HEAR.search(text))


def is_question(sentence: str) -> bool:
    """Whether a normalised sentence asks, with or without a question mark."""
    return "?" in sentence[-4:] or bool(_ASKS_WITHOUT_MARK.match(sentence) or _INVITES.match(sentence))


def is_open(question: str) -> bool:
    """Whether a question invites more than a yes, a no or a number."""
    if _INVITES.match(question):
        return True
    clause = _LAST_CLAUSE.split(question)[-1]
    if _CLOSED_START.match(clause) or _CLOSED_START.match(question):
        return bool(_ASKS_TO_TELL.match(clause))
    return bool(_OPEN_START.search(question))


def is_leading(question: str) -> bool:
    """Whether a question pushes towards an answer or hides advice."""
    return bool(_LEADING.search(question))
