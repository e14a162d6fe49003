"""The words of the wire: what plain data is, what may go wrong with it, how much of it is too much."""

import re
from dataclasses import dataclass
from enum import IntEnum
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    import numpy as np

BOX: Final = "/box"
"""Where a worker lives inside the jail."""

CONTROL_BYTES: Final = 1 << 16
"""Of a message between the zygote and whoever asks it for workers."""

MAX_HEADER_BYTES: Final = 8 << 20
MAX_BLOCKS: Final = 4096
MAX_BLOCK_BYTES: Final = 256 << 20
MAX_INT_BYTES: Final = 512
"""Larger whole numbers cannot even be printed: Python refuses more than 4,300 digits."""

DTYPES: Final = re.compile(r"[<>|=]?(b1|[iu][1248]|f[248]|c8|c16|[mM]8\[(ns|us|ms|s|m|h|D)\])")


class ProtocolViolationError(Exception):
    """The other side sent something that is not a frame of plain data."""


class UnsendableError(TypeError):
    """A value has no plain form; the text names its type and what to return instead."""


class DeadlineError(Exception):
    """The time for an exchange ran out."""


class ClosedError(Exception):
    """The other side is gone."""


@dataclass(frozen=True)
class Handle:
    """A stateful object that stays in the jail; only its number and the name of its type cross."""

    number: int
    type_name: str


@dataclass(frozen=True)
class Tensor:
    """An array that the jail shall see as a torch tensor."""

    array: "np.ndarray[Any, Any]"


class Code(IntEnum):
    """The msgpack extension types of values that msgpack itself does not know."""

    TUPLE = 1
    ARRAY = 2
    BIG_INT = 3
    COMPLEX = 4
    DATETIME = 5
    DATE = 6
    TIMEDELTA = 7
    SET = 8
    HANDLE = 9
    FRAME = 10
    SERIES = 11
    SPARSE = 12
    TENSOR = 13
    OBJECTS = 14
    STRINGS = 15
    CATEGORIES = 16
    MASKED = 17
    INDEX = 18
