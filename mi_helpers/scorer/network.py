"""The network that is trained: MiniLM reading a reply with the client's words in view. Needs the ``train`` extra.

It is a cross-encoder with one change that makes it quick. The client's tokens attend to each other only, the reply's
tokens attend to both. So the client is read once, whatever is replied: in training all replies to a client share
the work, and in use the client's keys and values are kept from one try to the next (see ``runner``).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import Final

import torch
from safetensors.torch import load_file
from torch import Tensor, nn
from torch.nn import functional

from mi_helpers.scorer.runner import CLOSING, HEAD_WIDTH, HEADS, LAYERS, OPENING

WIDTH: Final = HEADS * HEAD_WIDTH
_INNER: Final = 1_536
_EPSILON: Final = 1e-12
_DROPOUT: Final = 0.1
_WITHOUT_FEATURES: Final = 0.15


@dataclass(frozen=True, slots=True)
class Batch:
    """Clients and the replies to them, all tokens in one row without padding: the clients' first, then the replies'.

    Attributes:
        tokens: token ids, (tokens).
        positions: each token's place in its text, (tokens).
        sides: 0 for a client's token, 1 for a reply's, (tokens).
        clients: where each client's tokens are, -1 beyond its end, (clients, longest).
        replies: the same for replies, (replies, longest).
        owner: the client that each reply answers, (replies).
        skills: the skill that each reply is judged for, (replies).
        numbers: the features of each reply, (replies, features).
    """

    tokens: Tensor
    positions: Tensor
    sides: Tensor
    clients: Tensor
    replies: Tensor
    owner: Tensor
    skills: Tensor
    numbers: Tensor

    def to(self, device: torch.device) -> "Batch":
        """The same on another device."""
        return Batch(*(getattr(self, name).to(device) for name in self.__slots__))


Reply = tuple[Sequence[int], int, Sequence[float]]
"""A reply's tokens, the number of the skill it is judged for, and its features."""


def make_batch(groups: Sequence[tuple[Sequence[int], Sequence[Reply]]]) -> Batch:
    """A batch from clients' tokens and the replies to each."""
    texts = [[OPENING, *client, CLOSING] for client, _ in groups]
    texts += [[OPENING, *reply, CLOSING] for _, replies in groups for reply, _, _ in replies]
    ends = torch.tensor([0, *(len(text) for text in texts)]).cumsum(0)
    places = [torch.arange(a, b) for a, b in pairwise(ends.tolist())]
    pad = nn.utils.rnn.pad_sequence
    count = len(groups)
    return Batch(
        tokens=torch.tensor([token for text in texts for token in text]),
        positions=torch.tensor([place for text in texts for place in range(len(text))]),
        sides=torch.tensor([int(n >= count) for n, text in enumerate(texts) for _ in text]),
        clients=pad(places[:count], batch_first=True, padding_value=-1),
        replies=pad(places[count:], batch_first=True, padding_value=-1),
        owner=torch.tensor([n for n, (_, replies) in enumerate(groups) for _ in replies]),
        skills=torch.tensor([skill for _, replies in groups for _, skill, _ in replies]),
        numbers=torch.tensor([numbers for _, replies in groups for _, _, numbers in replies]),
    )


class Layer(nn.Module):
    """One transformer layer; its attention is done by whoever holds the keys."""

    def __init__(self) -> None:
        super().__init__()
        self.qkv = nn.Linear(WIDTH, 3 * WIDTH)
        self.attended = nn.Linear(WIDTH, WIDTH)
        self.first_norm = nn.LayerNorm(WIDTH, eps=_EPSILON)
        self.widen = nn.Linear(WIDTH, _INNER)
        self.narrow = nn.Linear(_INNER, WIDTH)
        self.last_norm = nn.LayerNorm(WIDTH, eps=_EPSILON)

    def after_attention(self, states: Tensor, attended: Tensor) -> Tensor:
        """The layer's output from its input and what its attention gathered."""
        states = self.first_norm(states + self.attended(attended))
        wide = functional.gelu(self.widen(states))
        return self.last_norm(states + functional.dropout(self.narrow(wide), _DROPOUT, self.training))


class Network(nn.Module):
    """From tokens to a quality on an open scale, a kind of reply, and which words are in the way.

    Args:
        skills: how many skills there are.
        kinds: how many kinds of reply there are.
        features: how many features come with a reply.
    """

    def __init__(self, skills: int, kinds: int, features: int) -> None:
        super().__init__()
        self.words = nn.Embedding(30_522, WIDTH)
        self.places = nn.Embedding(512, WIDTH)
        self.sides = nn.Embedding(2, WIDTH)
        self.norm = nn.LayerNorm(WIDTH, eps=_EPSILON)
        self.layers = nn.ModuleList(Layer() for _ in range(LAYERS))
        self.skills = nn.Embedding(skills, WIDTH)
        nn.init.normal_(self.skills.weight, std=0.02)
        self.read = nn.Sequential(nn.Linear(2 * WIDTH + features, 256), nn.GELU(), nn.Dropout(_DROPOUT))
        self.quality = nn.Linear(256, 1)
        self.kind = nn.Linear(256, kinds)
        self.in_the_way = nn.Linear(WIDTH, 1)
        self.steps = nn.Parameter(torch.tensor([-1.5, -0.3, 1.0, 2.2]))
        """The qualities from which the ratings 2, 3, 4 and 5 begin."""

    def forward(self, batch: Batch) -> tuple[Tensor, Tensor, Tensor]:
        """Quality (replies), kind logits (replies, kinds), in-the-way logits (replies, longest)."""
        there, here = batch.clients >= 0, batch.replies >= 0
        clients, replies = batch.clients.clamp(min=0), batch.replies.clamp(min=0)
        opening = replies[:, 0]
        states = self.words(batch.tokens) + self.places(batch.positions) + self.sides(batch.sides)
        states = states.index_add(0, opening, self.skills(batch.skills).to(states.dtype))
        states = functional.dropout(self.norm(states), _DROPOUT, self.training)
        kept = torch.cat([there.flatten().nonzero(), there.numel() + here.flatten().nonzero()])[:, 0]
        for layer in self.layers:
            qkv = layer.qkv(states)
            of_client, client_keys, client_values = _heads(_gather(qkv, clients))
            of_reply, keys, values = _heads(_gather(qkv, replies))
            keys = torch.cat([client_keys.index_select(0, batch.owner), keys], 2)
            values = torch.cat([client_values.index_select(0, batch.owner), values], 2)
            in_client = _attend(of_client, client_keys, client_values, _mask(there, qkv))
            in_both = _attend(of_reply, keys, values, _mask(torch.cat([there[batch.owner], here], 1), qkv))
            gathered = torch.cat([in_client.flatten(0, 1), in_both.flatten(0, 1)])
            states = layer.after_attention(states, gathered.index_select(0, kept))
        reply_states = _gather(states, replies)
        mean = (reply_states * here[..., None]).sum(1) / here.sum(1, keepdim=True)
        numbers = batch.numbers.to(mean.dtype)
        if self.training:  # now and then without: the words must do by themselves, too
            numbers = numbers * (torch.rand(len(numbers), 1, device=numbers.device) > _WITHOUT_FEATURES)
        read = self.read(torch.cat([states.index_select(0, opening), mean, numbers], 1))
        return self.quality(read)[:, 0].float(), self.kind(read).float(), self.in_the_way(reply_states)[..., 0].float()


class OneReply(nn.Module):
    """The trained network as it is exported: one text at a time, after what has been read before it.

    The client is read with nothing before; the keys and values that come out go in with the reply.

    Args:
        network: the trained network.
    """

    def __init__(self, network: Network) -> None:
        super().__init__()
        self.network = network

    def forward(self, tokens: Tensor, side: Tensor, skill: Tensor, numbers: Tensor, past: Tensor) -> tuple[Tensor, ...]:
        """Quality, kind logits, in-the-way logits (tokens), and keys and values.

        Args:
            tokens: token ids, (tokens).
            side: 0 for the client, 1 for a reply.
            skill: 0 for the client, and the number of the skill plus 1 for a reply.
            numbers: features of the reply, (features); of no matter for the client.
            past: keys and values, (layers, 2, heads, tokens before, head width).
        """
        n = self.network
        skills = torch.cat([torch.zeros(1, WIDTH), n.skills.weight])
        states = n.words(tokens) + n.places(torch.arange(tokens.shape[0])) + n.sides(side)
        states = n.norm(torch.cat([states[:1] + skills[skill], states[1:]]))
        present = []
        for number, layer in enumerate(n.layers):
            query, key, value = (t[0] for t in _heads(layer.qkv(states)[None]))
            present.append(torch.stack([key, value]))
            keys = torch.cat([past[number, 0], key], 1)
            values = torch.cat([past[number, 1], value], 1)
            weights = torch.softmax(torch.matmul(query * HEAD_WIDTH**-0.5, keys.transpose(-1, -2)), -1)
            gathered = torch.matmul(weights, values).transpose(0, 1).reshape(tokens.shape[0], WIDTH)
            states = layer.after_attention(states, gathered)
        read = n.read(torch.cat([states[0], states.mean(0), numbers]))
        return n.quality(read)[0], n.kind(read), n.in_the_way(states)[:, 0], torch.stack(present)


def load_minilm(network: Network, weights: Path) -> None:
    """Begin from the published all-MiniLM-L6-v2.

    Args:
        network: what is to be trained.
        weights: its ``model.safetensors``.
    """
    published = load_file(weights)

    def take(module: nn.Module, *names: str) -> None:
        for part in ("weight", "bias"):
            getattr(module, part).data.copy_(torch.cat([published[f"{name}.{part}"] for name in names]))

    network.words.weight.data.copy_(published["embeddings.word_embeddings.weight"])
    network.places.weight.data.copy_(published["embeddings.position_embeddings.weight"])
    network.sides.weight.data.copy_(published["embeddings.token_type_embeddings.weight"])
    take(network.norm, "embeddings.LayerNorm")
    for number, layer in enumerate(network.layers):
        base = f"encoder.layer.{number}"
        take(layer.qkv, *(f"{base}.attention.self.{part}" for part in ("query", "key", "value")))
        take(layer.attended, f"{base}.attention.output.dense")
        take(layer.first_norm, f"{base}.attention.output.LayerNorm")
        take(layer.widen, f"{base}.intermediate.dense")
        take(layer.narrow, f"{base}.output.dense")
        take(layer.last_norm, f"{base}.output.LayerNorm")


def _gather(states: Tensor, places: Tensor) -> Tensor:
    """States by place: (tokens, width) -> (texts, longest, width). An index_select, whose gradient is quick."""
    return states.index_select(0, places.flatten()).view(*places.shape, -1)


def _heads(qkv: Tensor) -> list[Tensor]:
    """Queries, keys and values, each (texts, heads, longest, head width)."""
    texts, longest, _ = qkv.shape
    return [part.reshape(texts, longest, HEADS, HEAD_WIDTH).transpose(1, 2) for part in qkv.chunk(3, -1)]


def _mask(present: Tensor, like: Tensor) -> Tensor:
    return torch.where(present, 0.0, -1e4)[:, None, None, :].to(like.dtype)


def _attend(query: Tensor, keys: Tensor, values: Tensor, mask: Tensor) -> Tensor:
    # In two plain products: torch's fused attention is slower on a CPU for texts as short as these, backward above all.
    weights = torch.softmax(torch.matmul(query * HEAD_WIDTH**-0.5, keys.transpose(-1, -2)) + mask, -1)
    return torch.matmul(weights, values).transpose(1, 2).flatten(2)
