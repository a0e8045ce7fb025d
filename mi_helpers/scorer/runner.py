"""Runs the trained network: a reply in; its quality, its kind and the words in the way out. Offline, a text at a time.

The client is read first and what was read is kept, so that a second reply to the same client costs its own words only.
Texts are never put together in one run: int8 arithmetic takes its scale from all that it sees at once, and a reply must
be judged the same alone and among a thousand.
"""

import hashlib
import json
import math
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from mi_helpers.language import Span, Text
from mi_helpers.lookalikes import LOOKALIKES
from mi_helpers.scorer.features import Features
from mi_helpers.scorer.linear import Linear
from mi_helpers.scorer.numbers import NAMES, as_numbers
from mi_helpers.scorer.rubric import RATING_FLOORS
from mi_helpers.skills import SKILLS

if TYPE_CHECKING:
    import numpy as np
    from onnxruntime import InferenceSession
    from tokenizers import Tokenizer

WEIGHTS: Final = Path(__file__).parent / "weights"
"""Where the trained files are."""

NETWORK, LINEAR, TOKENIZER, MANIFEST = "scorer.onnx", "linear.json", "tokenizer.json", "manifest.json"

GOOD: Final = "good"
"""What replies that pass are to the network, whatever kind of good: how good, the rating says."""

KINDS: Final = (GOOD, *LOOKALIKES)
"""The kinds of reply that the network tells apart, in the order of its outputs."""

LINEAR_SHARE: Final = 0.4
"""What the linear part's score counts beside the network's quality.

On the dev part, 0.8 would bring 0.2 points of AUC more, and let a third more replies to another client pass, for the
linear part doesn't know the client.
"""

GOOD_SHARE: Final = 0.2
"""What the logarithm of the probability of a good kind counts beside the two.

The kind that feedback names and the score then go together. On the dev part it brings 0.1 points of AUC.
"""

_LEAST: Final = 1e-3  # keeps the logarithm within bounds

MOST_TOKENS: Final = 256
"""How many tokens of a text are read; of a longer one the first and the last half as many. A reply has about 35."""

OPENING, CLOSING = 101, 102
"""MiniLM's [CLS] and [SEP]."""

LAYERS, HEADS, HEAD_WIDTH = 6, 12, 32
"""MiniLM's shape, as far as what is kept of a client depends on it."""

_CLIENTS_KEPT: Final = 16  # some 2 MB each


class ScorerError(RuntimeError):
    """The trained files are missing or damaged."""


@dataclass(frozen=True, slots=True)
class Reading:
    """What the network makes of a reply.

    Attributes:
        quality: how good it is, on an open scale: the network's, and the linear part's share.
        score: the same from 0 to 1; 0.5 is the pass mark.
        kinds: how likely the reply is of each kind, by kind.
        tokens: where each token is in ``Text.text``.
        in_the_way: for each token how likely it is among what makes the reply fail, 0 to 1.
    """

    quality: float
    score: float
    kinds: dict[str, float]
    tokens: tuple[Span, ...]
    in_the_way: tuple[float, ...]


def read(response: Text, client: Text, skill: str, features: Features) -> Reading:
    """Judge a reply.

    Args:
        response: the reply.
        client: what the client said; may be blank.
        skill: a key of ``SKILLS``.
        features: the reply's features.

    Raises:
        ScorerError: the trained files are missing or damaged; the message says what to do.
    """
    return _model().read(response, client, skill, features)


def to_score(quality: float, floors: tuple[float, ...]) -> float:
    """The score for a quality on its open scale: rating floors lie where ``rubric`` has them.

    Args:
        quality: see :class:`Reading`.
        floors: the qualities from which ratings 2, 3, 4 and 5 begin, rising.
    """
    if quality < floors[0]:
        return RATING_FLOORS[0] * math.exp(quality - floors[0])
    if quality >= floors[-1]:
        return 1 - (1 - RATING_FLOORS[-1]) * math.exp(floors[-1] - quality)
    step = max(n for n, floor in enumerate(floors) if quality >= floor)
    share = (quality - floors[step]) / (floors[step + 1] - floors[step])
    return RATING_FLOORS[step] + share * (RATING_FLOORS[step + 1] - RATING_FLOORS[step])


def open_tokenizer(path: Path) -> "Tokenizer":
    """MiniLM's tokenizer, without its own cutting and padding."""
    from tokenizers import Tokenizer  # noqa: PLC0415 - see _model

    tokenizer = Tokenizer.from_file(str(path))
    tokenizer.no_padding()
    tokenizer.no_truncation()
    return tokenizer


def tokenize(tokenizer: "Tokenizer", text: Text) -> tuple[list[int], list[Span]]:
    """Token ids, and where each token is in ``text.text``; at most ``MOST_TOKENS``."""
    encoding = tokenizer.encode(text.text, add_special_tokens=False)
    ids, spans = encoding.ids, encoding.offsets
    if len(ids) > MOST_TOKENS:
        half = MOST_TOKENS // 2
        ids, spans = ids[:half] + ids[-half:], spans[:half] + spans[-half:]
    return ids, [Span(*span) for span in spans]


class Model:
    """The trained files, checked and open.

    Args:
        folder: where they are.

    Raises:
        ScorerError: they are missing or damaged.
    """

    def __init__(self, folder: Path) -> None:
        # Imported when the first reply is judged and not before: `import mi_helpers` stays quick.
        import numpy  # noqa: PLC0415
        import onnxruntime  # noqa: PLC0415

        manifest = _checked_manifest(folder)
        self._skills = {skill: number for number, skill in enumerate(manifest["skills"])}
        self._kinds: tuple[str, ...] = tuple(manifest["kinds"])
        self._floors: tuple[float, ...] = tuple(manifest["floors"])
        self._linear = Linear(json.loads((folder / LINEAR).read_text(encoding="utf-8")))
        self._tokenizer = open_tokenizer(folder / TOKENIZER)
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = 1  # the texts are short: more threads cost more than they bring
        options.log_severity_level = 3
        self._session: InferenceSession = onnxruntime.InferenceSession(
            str(folder / NETWORK), options, providers=["CPUExecutionProvider"]
        )
        self._numpy = numpy
        self._client = lru_cache(maxsize=_CLIENTS_KEPT)(self._read_client)

    def read(self, response: Text, client: Text, skill: str, features: Features) -> Reading:
        """Judge a reply; see :func:`read`."""
        tokens, spans = tokenize(self._tokenizer, response)
        numbers, past = as_numbers(features), self._client(client.text)
        by_network, kinds, ways, _ = self._run(tokens, 1, self._skills[skill] + 1, numbers, past)
        shares = dict(zip(self._kinds, _softmax(kinds.tolist()), strict=True))
        quality = (
            float(by_network)
            + LINEAR_SHARE * self._linear.score(response.text, skill, numbers)
            + GOOD_SHARE * math.log(shares[GOOD] + _LEAST)
        )
        return Reading(
            quality=quality,
            score=to_score(quality, self._floors),
            kinds=shares,
            tokens=tuple(spans),
            in_the_way=tuple(1 / (1 + math.exp(-way)) for way in ways[1:-1].tolist()),
        )

    def _read_client(self, client: str) -> "np.ndarray[Any, Any]":
        """Keys and values of a client's words, given as normalised text."""
        tokens, _ = tokenize(self._tokenizer, Text(client))
        nothing = self._numpy.zeros((LAYERS, 2, HEADS, 0, HEAD_WIDTH), dtype=self._numpy.float32)
        present: np.ndarray[Any, Any] = self._run(tokens, 0, 0, [0.0] * len(NAMES), nothing)[3]
        return present

    def _run(self, tokens: list[int], side: int, skill: int, numbers: list[float], past: "np.ndarray[Any, Any]") -> Any:
        """Quality, kind logits, in-the-way logits, and keys and values; see ``network.OneReply``."""
        as_int = self._numpy.int64
        inputs = {
            "tokens": self._numpy.array([OPENING, *tokens, CLOSING], dtype=as_int),
            "side": self._numpy.array(side, dtype=as_int),
            "skill": self._numpy.array(skill, dtype=as_int),
            "numbers": self._numpy.array(numbers, dtype=self._numpy.float32),
            "past": past,
        }
        return self._session.run(None, inputs)


@cache
def _model() -> Model:
    return Model(WEIGHTS)


def _checked_manifest(folder: Path) -> dict[str, Any]:
    remedy = "Install the course again: in its folder, `git checkout -- mi_helpers/scorer/weights`, then `make lab`."
    try:
        manifest: dict[str, Any] = json.loads((folder / MANIFEST).read_text(encoding="utf-8"))
        for name in (NETWORK, LINEAR, TOKENIZER):
            expected = manifest["files"][name]
            if hashlib.sha256((folder / name).read_bytes()).hexdigest() != expected:
                raise ScorerError(
                    f"The trained scorer is damaged: {folder / name} is not the file it should be. {remedy}"
                )
    except OSError as error:
        raise ScorerError(f"The trained scorer is missing: {error}. {remedy}") from error
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise ScorerError(f"The trained scorer is damaged: {folder / MANIFEST} can't be read. {remedy}") from error
    trained_on = [manifest.get(name) for name in ("skills", "kinds", "numbers")]
    if trained_on != [list(SKILLS), list(KINDS), list(NAMES)] or len(manifest.get("floors", ())) != len(RATING_FLOORS):
        raise ScorerError(
            "The scorer was trained for other skills, kinds or features than these. Train it again: "
            "see mi_helpers/scorer/train.py."
        )
    return manifest


def _softmax(logits: list[float]) -> list[float]:
    top = max(logits)
    shares = [math.exp(logit - top) for logit in logits]
    total = sum(shares)
    return [share / total for share in shares]
