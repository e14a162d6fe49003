"""The network: a decoder of today's shape, small enough to be read in one sitting.

RMS norm before each part, rotary positions, grouped-query attention, a gated layer (SwiGLU), no biases, and one
matrix for both ends: what embeds a token also scores it.
"""

import torch
from torch import Tensor, nn
from torch.nn import functional

from projects.transformer.cache import Cache, LayerCache
from projects.transformer.plan import ModelPlan
from projects.transformer.rope import rotate, rotations

_EPS = 1e-5


class RmsNorm(nn.Module):
    def __init__(self, width: int) -> None:
        super().__init__()
        self.gain = nn.Parameter(torch.ones(width))

    def forward(self, x: Tensor) -> Tensor:
        return x * torch.rsqrt(x.square().mean(dim=-1, keepdim=True) + _EPS) * self.gain


class Attention(nn.Module):
    """Queries have more heads than keys and values; neighbours among them share one of these."""

    def __init__(self, plan: ModelPlan) -> None:
        super().__init__()
        if plan.width % plan.heads or plan.heads % plan.kv_heads:
            raise ValueError("heads must divide the width, and heads of keys those of queries")
        self.heads, self.kv_heads, self.head_width = plan.heads, plan.kv_heads, plan.width // plan.heads
        self.query = nn.Linear(plan.width, plan.width, bias=False)
        self.key = nn.Linear(plan.width, self.kv_heads * self.head_width, bias=False)
        self.value = nn.Linear(plan.width, self.kv_heads * self.head_width, bias=False)
        self.out = nn.Linear(plan.width, plan.width, bias=False)

    def forward(self, x: Tensor, cosines: Tensor, sines: Tensor, cache: LayerCache | None) -> Tensor:
        queries = rotate(self._split(self.query(x), self.heads), cosines, sines)
        keys = rotate(self._split(self.key(x), self.kv_heads), cosines, sines)
        values = self._split(self.value(x), self.kv_heads)
        if cache is not None:
            keys, values = cache.append(keys, values)
        shared = self.heads // self.kv_heads
        merged = attend(queries, keys.repeat_interleave(shared, 1), values.repeat_interleave(shared, 1))
        out: Tensor = self.out(merged.transpose(1, 2).flatten(2))
        return out

    def _split(self, x: Tensor, heads: int) -> Tensor:
        return x.reshape(*x.shape[:2], heads, self.head_width).transpose(1, 2)


def attend(queries: Tensor, keys: Tensor, values: Tensor) -> Tensor:
    """Scaled dot-product attention, causal; the last query stands where the last key does.

    Shapes (batch, heads, tokens, width); there may be more keys than queries, never fewer.
    """
    n, m = queries.shape[2], keys.shape[2]
    scores = queries @ keys.transpose(2, 3) * queries.shape[3] ** -0.5
    later = torch.ones(n, m, dtype=torch.bool).triu(m - n + 1)
    attended: Tensor = scores.masked_fill(later, float("-inf")).softmax(dim=-1) @ values
    return attended


class Gated(nn.Module):
    def __init__(self, plan: ModelPlan) -> None:
        super().__init__()
        self.gate = nn.Linear(plan.width, plan.hidden, bias=False)
        self.up = nn.Linear(plan.width, plan.hidden, bias=False)
        self.down = nn.Linear(plan.hidden, plan.width, bias=False)

    def forward(self, x: Tensor) -> Tensor:
        out: Tensor = self.down(functional.silu(self.gate(x)) * self.up(x))
        return out


class Block(nn.Module):
    def __init__(self, plan: ModelPlan) -> None:
        super().__init__()
        self.before_attention, self.attention = RmsNorm(plan.width), Attention(plan)
        self.before_gated, self.gated = RmsNorm(plan.width), Gated(plan)

    def forward(self, x: Tensor, cosines: Tensor, sines: Tensor, cache: LayerCache | None) -> Tensor:
        x = x + self.attention(self.before_attention(x), cosines, sines, cache)
        out: Tensor = x + self.gated(self.before_gated(x))
        return out


class LanguageModel(nn.Module):
    """Tokens to the logits of the token after each."""

    def __init__(self, plan: ModelPlan) -> None:
        super().__init__()
        self.plan = plan
        self.embedding = nn.Embedding(plan.tokens, plan.width)
        self.blocks = nn.ModuleList([Block(plan) for _ in range(plan.layers)])
        self.norm = RmsNorm(plan.width)
        self._initialise()

    def _initialise(self) -> None:
        """What is added to the stream is scaled by the number of additions: it does not grow with depth."""
        for name, parameter in self.named_parameters():
            if parameter.dim() == 2:
                std = 0.02 if name.startswith("embedding") else parameter.shape[1] ** -0.5
                if name.endswith(("out.weight", "down.weight")):
                    std *= (2 * self.plan.layers) ** -0.5
                nn.init.normal_(parameter, std=std)

    def forward(self, tokens: Tensor, cache: Cache | None = None) -> Tensor:
        """Tokens of shape (batch, n) to logits of shape (batch, n, tokens); with a cache, they follow what it holds.

        Raises:
            ValueError: more tokens than the context has.
        """
        start = 0 if cache is None else cache.length
        if start + tokens.shape[1] > self.plan.context:
            raise ValueError(f"the model reads {self.plan.context} tokens at most")
        cosines, sines = rotations(torch.arange(start, start + tokens.shape[1]), self.plan.width // self.plan.heads)
        x = self.embedding(tokens)
        for number, block in enumerate(self.blocks):
            x = block(x, cosines, sines, None if cache is None else cache.layers[number])
        return functional.linear(self.norm(x), self.embedding.weight)

    def make_cache(self, batch: int = 1) -> Cache:
        """Room for the whole context."""
        plan = self.plan
        return Cache(plan.layers, batch, plan.kv_heads, plan.context, plan.width // plan.heads)

    @property
    def size(self) -> int:
        """How many numbers it has learnt."""
        return sum(parameter.numel() for parameter in self.parameters())
