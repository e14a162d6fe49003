"""The product's network in torch, so that it can learn: `prep.concepts.reader.network` says how it works.

Only the upper layers, in which statements see the text, are taught; what is below them stays as the base model has it.
"""

from collections.abc import Iterator
from dataclasses import dataclass

import torch
from torch import Tensor, nn

from prep.concepts.reader.echoes import ECHOES
from prep.concepts.reader.network import LONGEST
from tests.training.batches import Batch

_NOT_SEEN = -1e4
_DROPOUT = 0.1
_EPSILON = 1e-12


@dataclass(frozen=True)
class Size:
    """How large a network is; by default as large as the base model."""

    words: int = 30_522
    width: int = 384
    layers: int = 6
    crossing: int = 3
    """The first layer in which statements see the text."""

    heads: int = 12
    positions: int = LONGEST


class Layer(nn.Module):
    """A layer of BERT that is handed what its tokens compare themselves with."""

    def __init__(self, size: Size) -> None:
        super().__init__()
        width = size.width
        self._heads = size.heads
        self.q, self.k, self.v, self.o = (nn.Linear(width, width) for _ in range(4))
        self.up, self.down = nn.Linear(width, 4 * width), nn.Linear(4 * width, width)
        self.n1, self.n2 = nn.LayerNorm(width, eps=_EPSILON), nn.LayerNorm(width, eps=_EPSILON)
        self._dropout = nn.Dropout(_DROPOUT)

    def keys(self, x: Tensor, mark: Tensor | None = None) -> Tensor:
        """Shape (batch, tokens, width) to (batch, heads, tokens, width of a head)."""
        keys: Tensor = self.k(x)
        return self._in_heads(keys if mark is None else keys + mark)

    def values(self, x: Tensor) -> Tensor:
        """As `keys`."""
        return self._in_heads(self.v(x))

    def forward(self, x: Tensor, keys: Tensor, values: Tensor, bias: Tensor) -> Tensor:
        """One layer.

        Args:
            x: Shape (batch, tokens, width).
            keys: Shape (batch, heads, seen, width of a head).
            values: As the keys.
            bias: Added to the scores, broadcast to (batch, heads, tokens, seen).
        """
        mixed = nn.functional.scaled_dot_product_attention(self._in_heads(self.q(x)), keys, values, attn_mask=bias)
        x = self.n1(x + self._dropout(self.o(mixed.transpose(-3, -2).reshape(x.shape))))
        gated = nn.functional.gelu(self.up(x), approximate="tanh")
        result: Tensor = self.n2(x + self._dropout(self.down(gated)))
        return result

    def _in_heads(self, x: Tensor) -> Tensor:
        return x.view(*x.shape[:-1], self._heads, x.shape[-1] // self._heads).transpose(-3, -2)


class Network(nn.Module):
    """The network; its parameters bear the names of the product's weights."""

    def __init__(self, size: Size) -> None:
        """Make a network with random weights."""
        super().__init__()
        self.size = size
        width = size.width
        self.word, self.pos = nn.Embedding(size.words, width), nn.Embedding(size.positions, width)
        self.norm = nn.LayerNorm(width, eps=_EPSILON)
        layers = [Layer(size) for _ in range(size.layers)]
        self.layers = nn.ModuleList(layers)
        self._below, self._above = layers[: size.crossing], layers[size.crossing :]
        self.mark = nn.Parameter(torch.zeros(size.layers - size.crossing, width))
        self.looks = nn.Parameter(torch.zeros(size.layers - size.crossing, len(ECHOES), size.heads))
        """How much more each head looks at tokens of the text that echo."""

        self.met = nn.Parameter(torch.zeros(len(ECHOES), width))
        """What a token becomes whose echoes are somewhere in the text."""

        self.head = nn.Sequential(nn.Linear(2 * width, width), nn.Tanh(), nn.Dropout(_DROPOUT), nn.Linear(width, 3))
        self._dropout = nn.Dropout(_DROPOUT)
        for part in (self.word, self.pos, self.norm, *self._below):
            part.requires_grad_(requires_grad=False)

    def train(self, mode: bool = True) -> "Network":
        """As torch has it, but layers that do not learn drop nothing."""
        super().train(mode)
        for layer in self._below:
            layer.eval()
        return self

    def taught_body(self) -> Iterator[nn.Parameter]:
        """Parameters that learn and came from the base model, and the marks."""
        yield self.mark
        for layer in self._above:
            yield from layer.parameters()

    def taught_echoes(self) -> Iterator[nn.Parameter]:
        """What learns of echoes."""
        yield from (self.looks, self.met)

    def forward(self, batch: Batch) -> Tensor:
        """Log odds up to a constant that each statement is asserted, left open and denied, shape (claims, 3)."""
        text = _bias(batch.text_seen)[:, None, None, :]
        keys, values = self._read(batch.text, text)
        apart = _bias(batch.owners[:, :, None] == batch.owners[:, None, :])[:, None]
        with torch.no_grad():
            x = self._alone(batch.statements, batch.positions, apart)
        x = x + batch.echoes.amax(dim=-1).transpose(1, 2) @ self.met
        for layer, text_keys, text_values, looks in zip(self._above, keys, values, self.looks, strict=True):
            own_keys, own_values = layer.keys(x), layer.values(x)
            heard = torch.einsum("eh,best->bhst", looks, batch.echoes)
            seen = torch.cat([text + heard, apart.expand(-1, heard.shape[1], -1, -1)], dim=-1)
            x = layer(x, torch.cat([text_keys, own_keys], dim=2), torch.cat([text_values, own_values], dim=2), seen)
        return self._verdicts(x.reshape(-1, self.size.width), batch)

    def _read(self, tokens: Tensor, bias: Tensor) -> tuple[list[Tensor], list[Tensor]]:
        """For each crossing layer keys and values of texts, all of shape (batch, heads, tokens, width of a head)."""
        with torch.no_grad():
            x = self._alone(tokens, torch.arange(tokens.shape[1]), bias)
        keys, values = [], []
        for number, layer in enumerate(self._above):
            keys.append(layer.keys(x, self.mark[number]))
            values.append(layer.values(x))
            if number + 1 < len(self.mark):  # nobody sees what the last layer would make of it
                x = layer(x, layer.keys(x), values[-1], bias)
        return keys, values

    def _alone(self, tokens: Tensor, positions: Tensor, bias: Tensor) -> Tensor:
        """Through the layers in which nothing sees anything else; shape (batch, tokens) to (batch, tokens, width)."""
        x: Tensor = self._dropout(self.norm(self.word(tokens) + self.pos(positions)))
        for layer in self._below:
            x = layer(x, layer.keys(x), layer.values(x), bias)
        return x

    def _verdicts(self, x: Tensor, batch: Batch) -> Tensor:
        """From the states of all tokens of a batch, shape (batch * tokens, width), to (claims, 3)."""
        sums = torch.zeros(len(batch.firsts), self.size.width).index_add(0, batch.claims, x[batch.places])
        means = sums / torch.bincount(batch.claims).float()[:, None]
        verdicts: Tensor = self.head(torch.cat([x[batch.firsts], means], dim=-1))
        return verdicts


def _bias(seen: Tensor) -> Tensor:
    return torch.zeros(seen.shape).masked_fill(~seen, _NOT_SEEN)
