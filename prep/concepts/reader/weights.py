"""The network's weights, which ship with the product: see MODEL.md beside them for where they come from."""

import zlib
from functools import cache
from importlib import resources
from pathlib import Path

from prep.concepts.reader.network import Network


@cache
def load_network() -> Network:
    """The network, read once a process: about 0.2 s and 60 MB."""
    return Network.load(_file())


def weights_name() -> str:
    """What results call these weights; other weights have another name."""
    return f"reader-{zlib.crc32(_file().read_bytes()):08x}"


def _file() -> Path:
    return Path(str(resources.files("prep.concepts.reader") / "weights.npz"))
