"""The network's weights, which ship with the product: see MODEL.md beside them for where they come from."""

from functools import cache
from importlib import resources
from pathlib import Path

from prep.concepts.reader.network import Network


@cache
def load_network() -> Network:
    """The network, read once a process: about 0.2 s and 60 MB."""
    return Network.load(Path(str(resources.files("prep.concepts.reader") / "weights.npz")))
