"""Which words of a reply are in the way, from what the network says of each token."""

import re

from mi_helpers.language import Span, Text
from mi_helpers.scorer.runner import Reading

_PAUSE = re.compile(r"[,;:]\s+|\s+-+\s+|\s+(?=(?:but|so|because|and then|and you (?:should|could|might|need|must))\b)")


def pieces(text: Text) -> list[Span]:
    """The sentences of a text, and their parts between pauses: what a person would underline whole."""
    found = []
    for sentence in text.sentences:
        start = sentence.start
        for pause in _PAUSE.finditer(text.text, sentence.start, sentence.end):
            if len(text.words_in(Span(start, pause.start()))) >= 2:
                found.append(Span(start, pause.start()))
                start = pause.end()
        found.append(Span(start, sentence.end))
    return found


def words_in_the_way(text: Text, reading: Reading) -> Span | None:
    """The run of pieces that is most in the way, in ``Text.text``; None where nothing stands out.

    Args:
        text: the reply.
        reading: what the network says of it.
    """
    best: tuple[float, Span] | None = None
    run: tuple[float, int] = (0.0, 0)
    for piece in pieces(text):
        # Each token counts for as much as it is more likely in the way than not; the largest sum of a run wins.
        here = sum(
            way - 0.5
            for token, way in zip(reading.tokens, reading.in_the_way, strict=True)
            if piece.start <= token.start < piece.end
        )
        run = (run[0] + here, run[1]) if run[0] > 0 else (here, piece.start)
        if run[0] > 0 and (best is None or run[0] > best[0]):
            best = (run[0], Span(run[1], piece.end))
    return best[1] if best else None
