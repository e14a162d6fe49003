"""The network that judges whether a text asserts a statement, computed with numpy.

It is a BERT of six layers in which the text is read once, and each statement reads the text in the upper three: a
statement's tokens see themselves and the whole text, the text's tokens never see a statement. So a text costs one pass
however many statements there are, and what a statement alone becomes in the lower layers is computed once a question.
It is given which words of a statement stand in the text, and those look there first as far as they have learnt to.

Weights are kept as 8-bit integers with a scale for each row, and multiplied in single precision: the same sums on every
kind of processor but for the last bits, which results round away.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from prep.concepts.reader.echoes import Neighbours, echoes, neighbours_in_statements, neighbours_in_text

Array = NDArray[np.float32]

_HEADS = 12
_CROSSING = 3
"""The first layer in which statements see the text."""

_AT_ONCE = 8
"""Statements that share a table of attention: more would only compare tokens that must not see each other."""

_NOT_SEEN = np.float32(-1e4)
_LAYER_NORM_EPSILON = np.float32(1e-12)
LONGEST = 512
"""Tokens, by the network's table of positions."""


@dataclass(frozen=True, eq=False)
class Reading:
    """A text as the network has read it."""

    alone: Array
    """What its tokens are before any statement sees them, shape (tokens, width); as `Prepared.states`."""

    keys: tuple[Array, ...]
    """For each crossing layer what statements compare themselves with, shape (heads, tokens, width of a head)."""

    values: tuple[Array, ...]
    """For each crossing layer what they take from it, of the same shape."""

    words: Neighbours
    """Its tokens."""


@dataclass(frozen=True, eq=False)
class Prepared:
    """Statements as they are before they see any text, one behind the other."""

    states: NDArray[np.floating]
    """Shape (tokens of all statements, width)."""

    starts: NDArray[np.intp]
    """Where each statement begins, and behind the last one the number of tokens."""

    tokens: NDArray[np.int64]
    """The tokens of all statements."""

    def subset(self, rows: NDArray[np.intp]) -> "Prepared":
        """Some of the statements, in the order of `rows`."""
        lengths = (self.starts[1:] - self.starts[:-1])[rows]
        kept = np.concatenate([np.arange(self.starts[row], self.starts[row + 1]) for row in rows])
        states = self.states[kept].astype(np.float32)
        return Prepared(states, np.concatenate([[0], np.cumsum(lengths)]), self.tokens[kept])

    def followed_by(self, others: "Prepared") -> "Prepared":
        """These statements and others."""
        return Prepared(
            np.concatenate([self.states, others.states]),
            np.concatenate([self.starts, self.starts[-1] + others.starts[1:]]),
            np.concatenate([self.tokens, others.tokens]),
        )

    def in_half_precision(self) -> "Prepared":
        """The same in half the memory, to be kept; a subset of it has single precision again."""
        return replace(self, states=self.states.astype(np.float16))


@dataclass(frozen=True, eq=False)
class _Dense:
    weight: Array
    """Shape (inputs, outputs)."""

    bias: Array

    def __call__(self, x: Array) -> Array:
        return x @ self.weight + self.bias


@dataclass(frozen=True, eq=False)
class _Norm:
    gain: Array
    bias: Array

    def __call__(self, x: Array) -> Array:
        centred = x - x.mean(axis=-1, keepdims=True)
        variance = (centred * centred).mean(axis=-1, keepdims=True)
        return np.asarray(centred / np.sqrt(variance + _LAYER_NORM_EPSILON) * self.gain + self.bias, np.float32)


class _Seen(NamedTuple):
    """What some tokens compare themselves with and take from it."""

    tokens: slice
    """Which tokens."""

    keys: Array
    """Shape (heads, seen, width of a head)."""

    values: Array
    """As the keys."""

    bias: Array | None
    """Added to the scores, broadcast to (heads, tokens, seen)."""


@dataclass(frozen=True, eq=False)
class _Layer:
    query: _Dense
    key: _Dense
    value: _Dense
    out: _Dense
    up: _Dense
    down: _Dense
    after_attention: _Norm
    after_all: _Norm

    def __call__(self, x: Array, seen: Iterable[_Seen]) -> Array:
        """One layer.

        Args:
            x: Shape (tokens, width).
            seen: What each run of these tokens sees; the runs stand one behind the other and cover them all.
        """
        queries = _heads(self.query(x) / np.float32(np.sqrt(x.shape[-1] // _HEADS)))
        mixed = np.concatenate([_mixed(queries[:, one.tokens], one) for one in seen], axis=1)
        x = self.after_attention(x + self.out(_joined(mixed)))
        return self.after_all(x + self.down(_gelu(self.up(x))))


class Network:
    """The network with its weights."""

    def __init__(self, weights: Mapping[str, NDArray[np.generic]]) -> None:
        """Unpack the weights, see `save`."""
        self._words = weights["word"]
        self._word_scales = np.asarray(weights["word.scale"], np.float32)
        self._positions = np.asarray(weights["pos"], np.float32)
        self._norm = _Norm(*(np.asarray(weights[f"norm.{part}"], np.float32) for part in ("weight", "bias")))
        self._layers = [_layer(weights, number) for number in range(int(weights["layers"]))]
        self._marks = np.asarray(weights["mark"], np.float32)
        self._looks = np.asarray(weights["looks"], np.float32)
        self._met = np.asarray(weights["met"], np.float32)
        self._head = _dense(weights, "head.0"), _dense(weights, "head.3")

    @classmethod
    def load(cls, path: Path) -> "Network":
        """Read an `.npz` file; arrays only, nothing that could run."""
        with np.load(path, allow_pickle=False) as file:
            return cls({name: file[name] for name in file.files})

    def read(self, tokens: NDArray[np.int64]) -> Reading:
        """Read a text of at most `LONGEST` tokens."""
        alone = x = self.prepare([tokens]).states
        keys, values = [], []
        for layer, mark in zip(self._layers[_CROSSING:], self._marks, strict=True):
            own_keys, own_values = layer.key(x), _heads(layer.value(x))
            keys.append(_heads(own_keys + mark))
            values.append(own_values)
            if len(keys) < len(self._marks):  # nobody sees what the last layer would make of it
                x = layer(x, [_Seen(slice(None), _heads(own_keys), own_values, None)])
        return Reading(alone, tuple(keys), tuple(values), neighbours_in_text(tokens))

    def prepare(self, statements: Sequence[NDArray[np.int64]]) -> Prepared:
        """Take statements through the layers in which they are alone."""
        starts = np.concatenate([[0], np.cumsum([len(one) for one in statements])]).astype(np.intp)
        x = np.concatenate([self._embedded(one) for one in statements])
        blocks = list(_blocks(starts))
        for layer in self._layers[:_CROSSING]:
            keys, values = _heads(layer.key(x)), _heads(layer.value(x))
            x = layer(x, [_Seen(span, keys[:, span], values[:, span], apart) for span, apart in blocks])
        return Prepared(x, starts, np.concatenate(statements))

    def judge(self, statements: Prepared, reading: Reading) -> Array:
        """Let statements read a text.

        Args:
            statements: As many as there are verdicts wanted.
            reading: The text.

        Returns:
            Log probabilities that the text asserts, leaves open and denies each statement, shape (statements, 3).
        """
        blocks = list(_blocks(statements.starts))
        words = neighbours_in_statements(statements.tokens, statements.starts[:-1])
        heard = echoes(words, reading.words)
        x = statements.states + heard.max(axis=2).T @ self._met
        for number, layer in enumerate(self._layers[_CROSSING:]):
            keys, values = _heads(layer.key(x)), _heads(layer.value(x))
            text_keys, text_values, looks = reading.keys[number], reading.values[number], self._looks[number]
            seen = (
                _Seen(
                    span,
                    np.concatenate([text_keys, keys[:, span]], axis=1),
                    np.concatenate([text_values, values[:, span]], axis=1),
                    _beside(np.tensordot(looks, heard[:, span], axes=(0, 0)), apart),
                )
                for span, apart in blocks
            )
            x = layer(x, seen)
        firsts = statements.starts[:-1]
        means = np.add.reduceat(x, firsts) / np.diff(statements.starts)[:, None].astype(np.float32)
        first, last = self._head
        scores = last(np.tanh(first(np.concatenate([x[firsts], means], axis=1))))
        top = scores - scores.max(axis=1, keepdims=True)
        return np.asarray(top - np.log(np.exp(top).sum(axis=1, keepdims=True)), np.float32)

    def _embedded(self, tokens: NDArray[np.int64]) -> Array:
        words = self._words[tokens].astype(np.float32) * self._word_scales[tokens, None]
        return self._norm(words + self._positions[: len(tokens)])


def _layer(weights: Mapping[str, NDArray[np.generic]], number: int) -> _Layer:
    name = f"layers.{number}"
    before, after = (
        _Norm(*(np.asarray(weights[f"{name}.{norm}.{part}"], np.float32) for part in ("weight", "bias")))
        for norm in ("n1", "n2")
    )
    query, key, value, out = (_dense(weights, f"{name}.{part}") for part in ("q", "k", "v", "o"))
    up, down = (_dense(weights, f"{name}.{part}") for part in ("up", "down"))
    return _Layer(query, key, value, out, up, down, before, after)


def _dense(weights: Mapping[str, NDArray[np.generic]], name: str) -> _Dense:
    """A matrix of 8-bit rows and their scales, made ready for products from the left."""
    matrix = weights[f"{name}.weight"].astype(np.float32) * np.asarray(weights[f"{name}.scale"], np.float32)[:, None]
    return _Dense(np.ascontiguousarray(matrix.T), np.asarray(weights[f"{name}.bias"], np.float32))


def _blocks(starts: NDArray[np.intp]) -> Iterator[tuple[slice, Array]]:
    """Statements that share a table of attention: their tokens, and what keeps those of one from seeing another's."""
    statements = len(starts) - 1
    for first in range(0, statements, _AT_ONCE):
        block = starts[first : min(first + _AT_ONCE, statements) + 1]
        owners = np.repeat(np.arange(len(block) - 1), np.diff(block))
        apart = np.where(owners[:, None] == owners[None, :], np.float32(0), _NOT_SEEN)
        yield slice(int(block[0]), int(block[-1])), np.asarray(apart, np.float32)


def _beside(text: Array, own: Array) -> Array:
    """What is added to scores of the text, shape (heads, tokens, tokens of it), and to those of statements."""
    return np.concatenate([text, np.broadcast_to(own, (len(text), *own.shape))], axis=2)


def _mixed(queries: Array, seen: _Seen) -> Array:
    scores = queries @ seen.keys.swapaxes(-1, -2)
    return np.asarray(_softmax(scores if seen.bias is None else scores + seen.bias) @ seen.values, np.float32)


def _heads(x: Array) -> Array:
    """Shape (..., tokens, width) to (..., heads, tokens, width of a head)."""
    return x.reshape(*x.shape[:-1], _HEADS, x.shape[-1] // _HEADS).swapaxes(-2, -3)


def _joined(x: Array) -> Array:
    """The inverse of `_heads`."""
    x = x.swapaxes(-2, -3)
    return x.reshape(*x.shape[:-2], x.shape[-2] * x.shape[-1])


def _softmax(x: Array) -> Array:
    x = np.exp(x - x.max(axis=-1, keepdims=True))
    return np.asarray(x / x.sum(axis=-1, keepdims=True), np.float32)


def _gelu(x: Array) -> Array:
    """The smooth gate of BERT in its form with a sigmoid, which is the one with a hyperbolic tangent written out."""
    inner = np.float32(-1.5957691216) * (x + np.float32(0.044715) * x * x * x)
    return np.asarray(x / (np.float32(1) + np.exp(np.minimum(inner, np.float32(80)))), np.float32)
