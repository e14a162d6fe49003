"""Carries plain data between the trusted side and the jail, and nothing but plain data.

A frame is a short header in msgpack and the raw bytes of its arrays:

    header length, number of blocks (two uint32) | block lengths (uint64 each) | header | blocks

Numbers, strings, containers, arrays, data frames, series, sparse matrices, tensors and dates have a form of their own;
nothing is ever pickled. Whoever reads rebuilds base types from the bytes, so a subclass with an overridden `__eq__` has
no power on the other side. Lengths are checked before memory is taken, dtypes against a list, sizes exactly.
"""

import datetime as dt
import math
import re
import select
import socket
import struct
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

import msgpack
import numpy as np
import numpy.ma

if TYPE_CHECKING:
    import pandas as pd

MAX_HEADER_BYTES: Final = 8 << 20
MAX_BLOCKS: Final = 4096
MAX_BLOCK_BYTES: Final = 256 << 20
MAX_INT_BYTES: Final = 512
"""Larger whole numbers cannot even be printed: Python refuses more than 4,300 digits."""

MAX_DEPTH: Final = 64
"""How deep special values may hold one another: each level takes a share of the reader's stack."""

MAX_KEYS: Final = 10_000
"""Keys that are no text, in all dicts and sets of a frame: whoever chooses them can make their hashes collide, and
comparing them all with one another takes the reader forever.
"""

_SMALL_BYTES: Final = 1 << 15
"""Up to this size, joining the pieces of a frame costs less than sending each."""

_PREFIX = struct.Struct("!II")
_DTYPES = re.compile(r"[<>|=]?(b1|[iu][1248]|f[248]|c8|c16|[mM]8\[(ns|us|ms|s|m|h|D)\])")


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

    array: np.ndarray[Any, Any]


# --- values -----------------------------------------------------------------------------------------------------------

_TUPLE, _ARRAY, _BIG_INT, _COMPLEX, _DATETIME, _DATE, _TIMEDELTA, _SET = range(1, 9)
_HANDLE, _FRAME, _SERIES, _SPARSE, _TENSOR, _OBJECTS, _STRINGS, _CATEGORIES, _MASKED, _INDEX = range(9, 19)


class _Encoder:
    """Turns one value into msgpack and array blocks."""

    def __init__(self, keep: Callable[[Any], Handle] | None) -> None:
        self.blocks: list[memoryview] = []
        self._keep = keep

    def pack(self, value: Any) -> bytes:  # noqa: ANN401 - that is the point of it
        return msgpack.packb(value, default=self._extend, strict_types=True)  # type: ignore[no-any-return]

    def _ext(self, code: int, *parts: Any) -> msgpack.ExtType:  # noqa: ANN401
        return msgpack.ExtType(code, self.pack(list(parts)))

    def _extend(self, value: Any) -> Any:  # noqa: ANN401, C901, PLR0911, PLR0912 - one line a type is the clearest form
        match value:
            case tuple():
                return self._ext(_TUPLE, *tuple.__iter__(value))
            case bool() | np.bool_():
                return bool(value)
            case int() | np.integer():
                return self._integer(int(value))
            case float() | np.floating():
                return float(value)
            case complex() | np.complexfloating():
                return self._ext(_COMPLEX, float(value.real), float(value.imag))
            case str():
                return "".join(value)
            case bytes() | bytearray() | memoryview():
                return bytes(value)
            case dict():
                return dict(value)
            case list() | range():
                return list(value)
            case set() | frozenset():
                return self._ext(_SET, *value)
            case np.datetime64() | np.timedelta64():
                return self._array(np.asarray(value))
            case np.ma.MaskedArray():
                raise UnsendableError("a masked array; return a plain one")
            case np.ndarray():
                return self._array(np.asarray(value))
            case dt.datetime():
                if value != value:  # noqa: PLR0124 - pandas' NaT is a datetime that is not itself
                    return None
                return self._ext(_DATETIME, value.isoformat())
            case dt.date():
                return self._ext(_DATE, value.isoformat())
            case dt.timedelta():
                return self._ext(_TIMEDELTA, value.days, value.seconds, value.microseconds)
            case Handle():
                return self._ext(_HANDLE, value.number, value.type_name)
            case Tensor():
                return self._ext(_TENSOR, np.asarray(value.array))
        return self._library_value(value)

    def _integer(self, value: int) -> Any:  # noqa: ANN401
        if -(1 << 63) <= value < 1 << 64:
            return value
        length = value.bit_length() // 8 + 1
        if length > MAX_INT_BYTES:
            raise UnsendableError(f"a whole number of {value.bit_length()} bits")
        return msgpack.ExtType(_BIG_INT, value.to_bytes(length, "big", signed=True))

    def _array(self, array: np.ndarray[Any, Any]) -> msgpack.ExtType:
        if array.dtype.kind in "UT":
            return self._ext(_STRINGS, list(array.shape), array.ravel().tolist())
        if array.dtype.kind == "O":
            return self._ext(_OBJECTS, list(array.shape), array.ravel().tolist())
        if not _DTYPES.fullmatch(array.dtype.str):
            raise UnsendableError(f"an array of {array.dtype}; return numbers, text or dates")
        contiguous = np.ascontiguousarray(array)
        self.blocks.append(contiguous.reshape(-1).view(np.uint8).data)
        return self._ext(_ARRAY, array.dtype.str, list(array.shape), len(self.blocks) - 1)

    def _library_value(self, value: Any) -> Any:  # noqa: ANN401
        """Values of libraries that need not be imported for a value to be one of theirs."""
        pandas, sparse, torch = map(sys.modules.get, ("pandas", "scipy.sparse", "torch"))
        if pandas is not None:
            if value is pandas.NA:
                return None
            if isinstance(value, pandas.DataFrame):
                columns = [self._column(value.iloc[:, i]) for i in range(value.shape[1])]
                return self._ext(_FRAME, self._index(value.index), list(value.columns), columns)
            if isinstance(value, pandas.Series):
                return self._ext(_SERIES, self._index(value.index), value.name, self._column(value))
            if isinstance(value, pandas.Index):
                return self._index(value)
            if isinstance(value, pandas.api.extensions.ExtensionArray):
                return self._column(pandas.Series(value))
        if sparse is not None and sparse.issparse(value):
            matrix = sparse.csr_matrix(value)
            return self._ext(_SPARSE, list(matrix.shape), matrix.data, matrix.indices, matrix.indptr)
        if torch is not None and isinstance(value, torch.Tensor):
            plain = value.detach().cpu().resolve_conj().resolve_neg()
            return self._array((plain.float() if plain.dtype is torch.bfloat16 else plain).numpy())
        if self._keep is not None:
            return self._extend(self._keep(value))
        raise UnsendableError(f"an object of type {type(value).__name__}")

    def _index(self, index: "pd.Index[Any]") -> msgpack.ExtType:
        if type(index).__name__ == "RangeIndex":
            return self._ext(_INDEX, index.name, [index.start, index.stop, index.step])  # type: ignore[attr-defined]
        return self._ext(_INDEX, index.name, self._column(index.to_series()))

    def _column(self, series: "pd.Series[Any]") -> Any:  # noqa: ANN401
        """One column, so that the other side gets the dtype that reading a CSV would have given it."""
        dtype = series.dtype
        if dtype.kind in "biufcmM" and isinstance(dtype, np.dtype):
            return series.to_numpy()
        if type(dtype).__name__ == "CategoricalDtype":
            categories = self._index(dtype.categories)  # type: ignore[union-attr]
            return self._ext(_CATEGORIES, series.cat.codes.to_numpy(), categories, bool(series.cat.ordered))
        if dtype.kind == "O" and isinstance(dtype, np.dtype):
            return self._ext(_OBJECTS, [len(series)], series.tolist(), "object")
        missing = series.isna().to_numpy()
        values = [None if gone else value for gone, value in zip(missing, series.tolist(), strict=True)]
        if type(dtype).__name__ == "StringDtype":
            return self._ext(_OBJECTS, [len(values)], values, "str")
        return self._ext(_MASKED, str(dtype), values)


class _Decoder:
    """Rebuilds one value from msgpack and array blocks, as base types only."""

    def __init__(self, blocks: list[bytearray], *, tensors: bool) -> None:
        self._blocks = blocks
        self._tensors = tensors
        self._depth = 0
        self._keys = 0

    def unpack(self, data: bytes) -> Any:  # noqa: ANN401
        self._depth += 1
        if self._depth > MAX_DEPTH:
            raise ProtocolViolationError("a value nested too deeply")
        value = msgpack.unpackb(
            data, ext_hook=self._restore, object_pairs_hook=self._mapping, strict_map_key=False, raw=False
        )
        self._depth -= 1
        return value

    def _mapping(self, pairs: list[tuple[Any, Any]]) -> dict[Any, Any]:
        self._count_keys([key for key, _ in pairs])
        return dict(pairs)

    def _set(self, *values: Any) -> set[Any]:  # noqa: ANN401
        self._count_keys(values)
        return set(values)

    def _count_keys(self, keys: Sequence[Any]) -> None:
        self._keys += sum(type(key) is not str for key in keys)
        if self._keys > MAX_KEYS:
            raise ProtocolViolationError(f"more than {MAX_KEYS:,} keys or members of sets that are no text")

    def _restore(self, code: int, data: bytes) -> Any:  # noqa: ANN401
        if code == _BIG_INT:
            if len(data) > MAX_INT_BYTES:
                raise ProtocolViolationError("a whole number too large to handle")
            return int.from_bytes(data, "big", signed=True)
        restore = _RESTORERS.get(code)
        if restore is None:
            raise ProtocolViolationError(f"an unknown kind of value, {code}")
        return restore(self, *self.unpack(data))

    def _array(self, dtype: str, shape: list[int], block: int) -> np.ndarray[Any, Any]:
        if not isinstance(dtype, str) or not _DTYPES.fullmatch(dtype):
            raise ProtocolViolationError("an array of a dtype that is not allowed")
        size = self._size(shape)
        data = self._blocks[block]
        if size * np.dtype(dtype).itemsize != len(data):
            raise ProtocolViolationError("an array whose size is not that of its data")
        if dtype.endswith("b1"):
            truth: np.ndarray[Any, Any] = np.frombuffer(data, np.uint8) != 0
            return truth.reshape(shape)
        return np.frombuffer(data, dtype).reshape(shape)

    @staticmethod
    def _size(shape: list[int]) -> int:
        if not all(type(length) is int and length >= 0 for length in shape) or len(shape) > 32:
            raise ProtocolViolationError("an array of an impossible shape")
        return math.prod(shape)

    def _objects(self, shape: list[int], values: list[Any], dtype: str | None = None) -> Any:  # noqa: ANN401
        if self._size(shape) != len(values):
            raise ProtocolViolationError("an array whose size is not that of its data")
        if dtype is not None:
            return _pandas().array(values, dtype="object" if dtype == "object" else "str")
        array = np.empty(len(values), dtype=object)
        array[:] = values
        return array.reshape(shape)

    def _strings(self, shape: list[int], values: list[Any]) -> np.ndarray[Any, Any]:
        if self._size(shape) != len(values) or not all(type(value) is str for value in values):
            raise ProtocolViolationError("an array of text that is not one")
        if (
            4 * len(values) * max(map(len, values), default=0) > MAX_BLOCK_BYTES
        ):  # every element is as wide as the widest
            raise ProtocolViolationError("an array of text larger than allowed")
        return np.array(values, dtype=str).reshape(shape)

    def _tensor(self, array: np.ndarray[Any, Any]) -> Any:  # noqa: ANN401
        if not self._tensors:
            return array
        return sys.modules["torch"].from_numpy(np.array(array))

    def _frame(self, index: Any, names: list[Any], columns: list[Any]) -> "pd.DataFrame":  # noqa: ANN401
        frame: pd.DataFrame = _pandas().DataFrame(dict(enumerate(columns)), index=index, copy=False)
        frame.columns = names  # set apart, since names may repeat
        return frame

    def _series(self, index: Any, name: Any, values: Any) -> "pd.Series[Any]":  # noqa: ANN401
        return _pandas().Series(values, index=index, name=name)  # type: ignore[no-any-return]

    def _index(self, name: Any, values: Any) -> "pd.Index[Any]":  # noqa: ANN401
        if isinstance(values, list):
            start, stop, step = values
            if not all(type(bound) is int and abs(bound) < 1 << 48 for bound in values):
                raise ProtocolViolationError("an index of an impossible range")
            if 8 * len(range(start, stop, step)) > MAX_BLOCK_BYTES:  # whoever needs its values writes them all out
                raise ProtocolViolationError("an index longer than allowed")
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
        from scipy import sparse  # noqa: PLC0415 - most challenges never see one

        self._size(shape)
        matrix = sparse.csr_matrix((data, indices, indptr), shape=tuple(shape))
        matrix.check_format(full_check=True)
        return matrix


_RESTORERS: dict[int, Callable[..., Any]] = {
    _TUPLE: lambda _, *values: values,
    _ARRAY: _Decoder._array,  # noqa: SLF001 - the table belongs to the class
    _COMPLEX: lambda _, real, imag: complex(real, imag),
    _DATETIME: lambda _, text: dt.datetime.fromisoformat(text),
    _DATE: lambda _, text: dt.date.fromisoformat(text),
    _TIMEDELTA: lambda _, days, seconds, micros: dt.timedelta(days, seconds, micros),
    _SET: _Decoder._set,  # noqa: SLF001
    _HANDLE: lambda _, number, type_name: Handle(int(number), str(type_name)),
    _FRAME: _Decoder._frame,  # noqa: SLF001
    _SERIES: _Decoder._series,  # noqa: SLF001
    _SPARSE: _Decoder._sparse,  # noqa: SLF001
    _TENSOR: _Decoder._tensor,  # noqa: SLF001
    _OBJECTS: _Decoder._objects,  # noqa: SLF001
    _STRINGS: _Decoder._strings,  # noqa: SLF001
    _CATEGORIES: _Decoder._categories,  # noqa: SLF001
    _MASKED: _Decoder._masked,  # noqa: SLF001
    _INDEX: _Decoder._index,  # noqa: SLF001
}


def _pandas() -> Any:  # noqa: ANN401
    import pandas as pd  # noqa: PLC0415 - half a second that most challenges never need

    return pd


# --- frames -----------------------------------------------------------------------------------------------------------


def encode(message: Any, keep: Callable[[Any], Handle] | None = None) -> list[bytes | memoryview]:  # noqa: ANN401
    """The pieces of one frame, ready to be sent.

    `keep` may hold on to an object that has no plain form and give the handle that crosses in its place.

    Raises:
        UnsendableError: some value in the message has no plain form.
    """
    encoder = _Encoder(keep)
    try:
        header = encoder.pack(message)
    except UnicodeEncodeError:
        raise UnsendableError("text with half of a surrogate pair") from None
    except (RecursionError, ValueError, OverflowError) as error:
        raise UnsendableError(f"a value nested too deeply or in itself ({error})") from None
    if len(header) > MAX_HEADER_BYTES:
        raise UnsendableError(f"{len(header) >> 20} MB outside arrays; return an array")
    if sum(block.nbytes for block in encoder.blocks) > MAX_BLOCK_BYTES or len(encoder.blocks) > MAX_BLOCKS:
        raise UnsendableError("more data than fits")
    lengths = struct.pack(f"!{len(encoder.blocks)}Q", *(block.nbytes for block in encoder.blocks))
    start = _PREFIX.pack(len(header), len(encoder.blocks)) + lengths + header
    if sum(block.nbytes for block in encoder.blocks) <= _SMALL_BYTES:
        return [b"".join([start, *encoder.blocks])]
    return [start, *encoder.blocks]


def send(
    sock: socket.socket,
    pieces: list[bytes | memoryview],
    deadline: float,
    *,
    tick: Callable[[], None] | None = None,
) -> None:
    """Write one frame, waiting no longer than `deadline` on the monotonic clock.

    `tick` is called before each wait, and every few hundredths of a second during a long one.
    """
    for piece in pieces:
        rest = memoryview(piece)
        while rest:
            try:
                rest = rest[sock.send(rest, socket.MSG_DONTWAIT | socket.MSG_NOSIGNAL) :]
            except BlockingIOError:
                _wait(sock, select.POLLOUT, deadline, tick)
            except OSError:
                raise ClosedError from None


def receive(
    sock: socket.socket,
    deadline: float,
    *,
    tensors: bool = False,
    tick: Callable[[], None] | None = None,
) -> Any:  # noqa: ANN401
    """Read one frame, waiting no longer than `deadline` on the monotonic clock for the whole of it.

    `tick` is called before each wait, and every few hundredths of a second during a long one.

    Raises:
        DeadlineError: the frame was not complete in time.
        ClosedError: the other side hung up.
        ProtocolViolationError: what came is not a frame of plain data.
    """
    header_bytes, block_count = _PREFIX.unpack(_read(sock, _PREFIX.size, deadline, tick))
    if header_bytes > MAX_HEADER_BYTES or block_count > MAX_BLOCKS:
        raise ProtocolViolationError("a frame larger than allowed")
    start = _read(sock, 8 * block_count + header_bytes, deadline, tick)
    lengths = struct.unpack_from(f"!{block_count}Q", start)
    if sum(lengths) > MAX_BLOCK_BYTES:
        raise ProtocolViolationError("a frame larger than allowed")
    blocks = [_read(sock, length, deadline, tick) for length in lengths]
    try:
        return _Decoder(blocks, tensors=tensors).unpack(bytes(start[8 * block_count :]))
    except ProtocolViolationError:
        raise
    except (
        ValueError,
        TypeError,
        KeyError,
        IndexError,
        OverflowError,
        RecursionError,
        AttributeError,
        MemoryError,
    ) as error:
        raise ProtocolViolationError(f"a frame that cannot be read ({type(error).__name__})") from None
    except msgpack.UnpackException:
        raise ProtocolViolationError("a frame that cannot be read") from None


TICK_S: Final = 0.02
_LONG_S: Final = 60.0
"""`poll` takes no infinite time, and a deadline may be one."""


def _read(sock: socket.socket, count: int, deadline: float, tick: Callable[[], None] | None) -> bytearray:
    data = bytearray(count)
    rest = memoryview(data)
    while rest:
        try:
            received = sock.recv_into(rest, len(rest), socket.MSG_DONTWAIT)
        except BlockingIOError:
            _wait(sock, select.POLLIN, deadline, tick)
            continue
        except OSError:
            raise ClosedError from None
        if received == 0:
            raise ClosedError
        rest = rest[received:]
    return data


def _wait(sock: socket.socket, event: int, deadline: float, tick: Callable[[], None] | None = None) -> None:
    """Wait until the socket is ready, ticking meanwhile."""
    poll = select.poll()
    poll.register(sock, event)
    while True:
        left_s = deadline - time.monotonic()
        if left_s <= 0:
            raise DeadlineError
        if tick is not None:
            tick()
        if poll.poll(1000 * min(left_s, TICK_S if tick else _LONG_S) + 1):
            return
