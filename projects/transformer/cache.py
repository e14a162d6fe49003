"""What a model remembers of the tokens it has read, so that the next one costs one step instead of all of them."""

import torch
from torch import Tensor


class LayerCache:
    """Turned keys, and values, of one layer, in room that is taken once."""

    def __init__(self, batch: int, kv_heads: int, room: int, width: int) -> None:
        self._keys = torch.zeros(batch, kv_heads, room, width)
        self._values = torch.zeros(batch, kv_heads, room, width)
        self.length = 0

    def append(self, keys: Tensor, values: Tensor) -> tuple[Tensor, Tensor]:
        """All keys and values so far. Raises ValueError where there is no room left."""
        end = self.length + keys.shape[2]
        if end > self._keys.shape[2]:
            raise ValueError(f"the cache has room for {self._keys.shape[2]} tokens")
        self._keys[:, :, self.length : end] = keys
        self._values[:, :, self.length : end] = values
        self.length = end
        return self._keys[:, :, :end], self._values[:, :, :end]


class Cache:
    """One for each layer; all have read the same tokens."""

    def __init__(self, layers: int, batch: int, kv_heads: int, room: int, width: int) -> None:
        self.layers = [LayerCache(batch, kv_heads, room, width) for _ in range(layers)]

    @property
    def length(self) -> int:
        return self.layers[0].length
