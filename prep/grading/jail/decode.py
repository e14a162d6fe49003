"""Rebuilds values from bytes that a stranger chose: base types only, each length checked before memory is taken.

What a frame may come to is counted over the whole of it: a thousand values that are each allowed are not together.
"""

import datetime as dt
import math
import re
import sys
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any, Final

import msgpack

from prep.grading.jail.plain import DTYPES, MAX_HEADER_BYTES, MAX_INT_BYTES, Code, Handle, ProtocolViolationError

if TYPE_CHECKING:
    import numpy as np
    import pandas as pd

MAX_DEPTH: Final = 64
"""How deep special values may hold one another: each level takes a share of the reader's stack."""

MAX_KEYS: Final = 10_000
"""Keys that are no text, in all dicts and sets of a frame: whoever chooses them can make their hashes collide, and
comparing them all with one another takes the reader forever.
"""

MAX_PIECES: Final = 500_000
"""Lists, dicts and special values in a frame: each costs the reader a microsecond or two, and the sender a byte or
three.
"""

_HEAVY: Final = 100
"""How many pieces a value of a library counts for, which takes that much longer to make."""

MAX_UNPACKED_BYTES: Final = 4 * MAX_HEADER_BYTES
"""Of all headers in headers: special values hold others, each a copy of a part of the one around it."""

MAX_BUILT_BYTES: Final = 128 << 20
"""Of what grows when it is rebuilt, in a whole frame: text as wide as its widest, numbers that an index stands for."""


class Decoder:
    """Rebuilds one value from msgpack and array blocks, as base types only."""

    def __init__(self, blocks: Sequence[bytearray], *, tensors: bool, adopt: Callable[[Handle], Any] | None) -> None:
        self._blocks: list[bytearray | None] = list(blocks)
        self._tensors = tensors
        self._adopt = adopt
        self._depth = 0
        self._keys = 0
        self._pieces = 0
        self._unpacked = 0
        self._built = 0

    def unpack(self, data: bytes) -> Any:  # noqa: ANN401
        self._depth += 1
        self._unpacked += len(data)
        if self._depth > MAX_DEPTH or self._unpacked > MAX_UNPACKED_BYTES:
            raise ProtocolViolationError("a value nested too deeply")
        value = msgpack.unpackb(
            data,
            ext_hook=self._restore,
            list_hook=self._list,
            object_pairs_hook=self._mapping,
            strict_map_key=False,
            raw=False,
            timestamp=1,  # as a number: msgpack's own objects are no base types, and nobody here sends any
        )
        self._depth -= 1
        return value

    def _list(self, values: list[Any]) -> list[Any]:
        self._count_pieces(1)
        return values

    def _mapping(self, pairs: list[tuple[Any, Any]]) -> dict[Any, Any]:
        self._count_pieces(1)
        if pairs:
            self._count_keys([key for key, _ in pairs])
        return dict(pairs)

    def _set(self, *values: Any) -> set[Any]:  # noqa: ANN401
        self._count_keys(values)
        return set(values)

    def _count_pieces(self, count: int) -> None:
        self._pieces += count
        if self._pieces > MAX_PIECES:
            raise ProtocolViolationError(f"more than {MAX_PIECES:,} lists, dicts, tuples and other special values")

    def _count_built(self, size: int, what: str) -> None:
        """Before it is built."""
        self._built += size
        if self._built > MAX_BUILT_BYTES:
            raise ProtocolViolationError(what)

    def _count_keys(self, keys: Sequence[Any]) -> None:
        self._keys += sum(type(key) is not str for key in keys)
        if self._keys > MAX_KEYS:
            raise ProtocolViolationError(f"more than {MAX_KEYS:,} keys or members of sets that are not text")

    def _restore(self, code: int, data: bytes) -> Any:  # noqa: ANN401
        self._count_pieces(_HEAVY if code in _OF_LIBRARIES else 1)
        if code == Code.BIG_INT:
            if len(data) > MAX_INT_BYTES:
                raise ProtocolViolationError("a whole number too large to handle")
            return int.from_bytes(data, "big", signed=True)
        restore = _RESTORERS.get(code)
        if restore is None:
            raise ProtocolViolationError(f"an unknown kind of value, {code}")
        return restore(self, *self.unpack(data))

    def _array(self, dtype: str, shape: list[int], block: int) -> "np.ndarray[Any, Any]":
        if not isinstance(dtype, str) or not DTYPES.fullmatch(dtype):
            raise ProtocolViolationError("an array of a dtype that is not allowed")
        size = self._size(shape)
        data, self._blocks[block] = self._blocks[block], None
        if data is None:  # a few bytes each would make as many arrays as one likes, to be copied by whoever computes
            raise ProtocolViolationError("two arrays of the same data")
        if size * _numpy().dtype(dtype).itemsize != len(data):
            raise ProtocolViolationError("an array whose size is not that of its data")
        if dtype.endswith("b1"):
            self._count_built(size, "more truth values than allowed")
            truth: np.ndarray[Any, Any] = _numpy().frombuffer(data, "u1") != 0
            return truth.reshape(shape)
        array: np.ndarray[Any, Any] = _numpy().frombuffer(data, dtype)
        return array.reshape(shape)

    @staticmethod
    def _size(shape: list[int]) -> int:
        if not all(type(length) is int and length >= 0 for length in shape) or len(shape) > 32:
            raise ProtocolViolationError("an array of an impossible shape")
        return math.prod(shape)

    def _objects(self, shape: list[int], values: list[Any], dtype: str | None = None) -> Any:  # noqa: ANN401
        if self._size(shape) != len(values):
            raise ProtocolViolationError("an array whose size is not that of its data")
        if dtype is not None:
            return _pandas().array(values, dtype="object" if dtype == "object" else _text_dtype())
        array = _numpy().empty(len(values), dtype=object)
        array[:] = values
        return array.reshape(shape)

    def _strings(self, shape: list[int], values: list[Any]) -> "np.ndarray[Any, Any]":
        if self._size(shape) != len(values) or not all(type(value) is str for value in values):
            raise ProtocolViolationError("an array of text that is not one")
        width = 4 * max(map(len, values), default=0)  # of every one, if one is that wide
        self._count_built(width * len(values), "an array of text larger than allowed")
        array: np.ndarray[Any, Any] = _numpy().array(values, dtype=str)
        return array.reshape(shape)

    def _tensor(self, array: "np.ndarray[Any, Any]") -> Any:  # noqa: ANN401
        if not self._tensors:
            return array
        return sys.modules["torch"].from_numpy(_numpy().array(array))

    def _handle(self, number: Any, type_name: Any) -> Any:  # noqa: ANN401
        if type(number) is not int or type(type_name) is not str:
            raise ProtocolViolationError("a handle of no object")
        handle = Handle(number, type_name)
        return handle if self._adopt is None else self._adopt(handle)

    def _frame(self, index: Any, names: list[Any], columns: list[Any]) -> "pd.DataFrame":  # noqa: ANN401
        self._count_pieces(_HEAVY // 4 * len(columns))
        for column in columns:
            _check_column(column, index)
        frame: pd.DataFrame = _pandas().DataFrame(dict(enumerate(columns)), index=index, copy=False)
        is_text = bool(names) and all(type(name) is str for name in names)
        # Set apart, since names may repeat.
        frame.columns = _pandas().array(names, dtype=_text_dtype()) if is_text else names
        return frame

    def _series(self, index: Any, name: Any, values: Any) -> "pd.Series[Any]":  # noqa: ANN401
        _check_column(values, index)
        return _pandas().Series(values, index=index, name=name)  # type: ignore[no-any-return]

    def _index(self, name: Any, values: Any) -> "pd.Index[Any]":  # noqa: ANN401
        if isinstance(values, list):
            start, stop, step = values
            if not all(type(bound) is int and abs(bound) < 1 << 48 for bound in values):
                raise ProtocolViolationError("an index of an impossible range")
            size = 8 * len(range(start, stop, step))  # whoever needs its values writes them all out
            self._count_built(size, "an index longer than allowed")
            return _pandas().RangeIndex(start, stop, step, name=name)  # type: ignore[no-any-return]
        return _pandas().Index(values, name=name)  # type: ignore[no-any-return]

    def _categories(self, codes: Any, categories: Any, ordered: bool) -> Any:  # noqa: ANN401
        self._keys += len(categories)  # pandas compares each with each
        self._count_keys(())
        return _pandas().Categorical.from_codes(codes, categories=categories, ordered=ordered)

    def _masked(self, dtype: str, values: list[Any]) -> Any:  # noqa: ANN401
        if not re.fullmatch(r"U?Int(8|16|32|64)|Float(32|64)|boolean", dtype):
            raise ProtocolViolationError("a column of a dtype that is not allowed")
        return _pandas().array(values, dtype=dtype)

    def _sparse(self, shape: list[int], data: Any, indices: Any, indptr: Any) -> Any:  # noqa: ANN401
        from scipy import sparse  # most challenges never see one

        self._size(shape)
        matrix = sparse.csr_matrix((data, indices, indptr), shape=tuple(shape))
        matrix.check_format(full_check=True)
        return matrix


_OF_LIBRARIES: Final = frozenset(
    {Code.FRAME, Code.SERIES, Code.SPARSE, Code.CATEGORIES, Code.MASKED, Code.INDEX, Code.DATETIME}
)

_RESTORERS: dict[int, Callable[..., Any]] = {
    Code.TUPLE: lambda _, *values: values,
    Code.ARRAY: Decoder._array,  # noqa: SLF001 - the table belongs to the class
    Code.COMPLEX: lambda _, real, imag: complex(real, imag),
    Code.DATETIME: lambda _, text: dt.datetime.fromisoformat(text),
    Code.DATE: lambda _, text: dt.date.fromisoformat(text),
    Code.TIMEDELTA: lambda _, days, seconds, micros: dt.timedelta(days, seconds, micros),
    Code.SET: Decoder._set,  # noqa: SLF001
    Code.HANDLE: Decoder._handle,  # noqa: SLF001
    Code.FRAME: Decoder._frame,  # noqa: SLF001
    Code.SERIES: Decoder._series,  # noqa: SLF001
    Code.SPARSE: Decoder._sparse,  # noqa: SLF001
    Code.TENSOR: Decoder._tensor,  # noqa: SLF001
    Code.OBJECTS: Decoder._objects,  # noqa: SLF001
    Code.STRINGS: Decoder._strings,  # noqa: SLF001
    Code.CATEGORIES: Decoder._categories,  # noqa: SLF001
    Code.MASKED: Decoder._masked,  # noqa: SLF001
    Code.INDEX: Decoder._index,  # noqa: SLF001
}


def _check_column(values: Any, index: Any) -> None:  # noqa: ANN401
    """A single value would be repeated for every entry of an index that costs nothing to claim."""
    if not isinstance(values, _numpy().ndarray | _pandas().api.extensions.ExtensionArray) or values.shape != (
        len(index),
    ):
        raise ProtocolViolationError("a column whose length is not that of its index")


def _text_dtype() -> Any:  # noqa: ANN401
    """That of columns of text, named outright: an option, which a submission may set, makes text something else."""
    return _pandas().StringDtype("python", na_value=float("nan"))


def _numpy() -> Any:  # noqa: ANN401
    import numpy as np  # a tenth of a second that only arrays are worth

    return np


def _pandas() -> Any:  # noqa: ANN401
    import pandas as pd  # half a second that most challenges never need

    return pd
