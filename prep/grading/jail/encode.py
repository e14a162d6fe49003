"""Turns values into plain data: every kind of value has one form on the wire, and what has none is refused by name."""

import datetime as dt
import sys
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import msgpack

from prep.grading.jail.plain import DTYPES, MAX_INT_BYTES, Code, Handle, Tensor, UnsendableError

if TYPE_CHECKING:
    import numpy as np
    import pandas as pd


class Encoder:
    """Turns one value into msgpack and array blocks."""

    def __init__(self, keep: Callable[[Any], Handle] | None) -> None:
        self.blocks: list[memoryview] = []
        self._keep = keep

    def pack(self, value: Any) -> bytes:  # noqa: ANN401 - that is the point of it
        return msgpack.packb(value, default=self._extend, strict_types=True)  # type: ignore[no-any-return]

    def _ext(self, code: int, *parts: Any) -> msgpack.ExtType:  # noqa: ANN401
        return msgpack.ExtType(code, self.pack(list(parts)))

    def _extend(self, value: Any) -> Any:  # noqa: ANN401, C901, PLR0911, PLR0912 - one line a type is the clearest form
        import numpy as np  # a tenth of a second that only arrays are worth

        match value:
            case tuple():
                return self._ext(Code.TUPLE, *tuple.__iter__(value))
            case bool() | np.bool_():
                return bool(value)
            case int() | np.integer():
                return self._integer(int(value))
            case float() | np.floating():
                return float(value)
            case complex() | np.complexfloating():
                return self._ext(Code.COMPLEX, float(value.real), float(value.imag))
            case str():
                return "".join(value)
            case bytes() | bytearray() | memoryview():
                return bytes(value)
            case dict():
                return dict(value)
            case list() | range():
                return list(value)
            case set() | frozenset():
                return self._ext(Code.SET, *value)
            case np.datetime64() | np.timedelta64():
                return self._array(np.asarray(value))
            case np.ndarray():
                if (masked := sys.modules.get("numpy.ma")) is not None and isinstance(value, masked.MaskedArray):
                    raise UnsendableError("a masked array; return a plain one")
                return self._array(np.asarray(value))
            case dt.datetime():
                if value != value:  # noqa: PLR0124 - pandas' NaT is a datetime that is not itself
                    return None
                return self._ext(Code.DATETIME, value.isoformat())
            case dt.date():
                return self._ext(Code.DATE, value.isoformat())
            case dt.timedelta():
                return self._ext(Code.TIMEDELTA, value.days, value.seconds, value.microseconds)
            case Handle():
                return self._ext(Code.HANDLE, value.number, value.type_name)
            case Tensor():
                return self._ext(Code.TENSOR, np.asarray(value.array))
        return self._library_value(value)

    def _integer(self, value: int) -> Any:  # noqa: ANN401
        if -(1 << 63) <= value < 1 << 64:
            return value
        length = value.bit_length() // 8 + 1
        if length > MAX_INT_BYTES:
            raise UnsendableError(f"a whole number of {value.bit_length()} bits")
        return msgpack.ExtType(Code.BIG_INT, value.to_bytes(length, "big", signed=True))

    def _array(self, array: "np.ndarray[Any, Any]") -> msgpack.ExtType:
        import numpy as np

        if array.dtype.kind in "UT":
            return self._ext(Code.STRINGS, list(array.shape), array.ravel().tolist())
        if array.dtype.kind == "O":
            return self._ext(Code.OBJECTS, list(array.shape), array.ravel().tolist())
        if not DTYPES.fullmatch(array.dtype.str):
            raise UnsendableError(f"an array of {array.dtype}; return numbers, text or dates")
        contiguous = np.ascontiguousarray(array)
        self.blocks.append(contiguous.reshape(-1).view(np.uint8).data)
        return self._ext(Code.ARRAY, array.dtype.str, list(array.shape), len(self.blocks) - 1)

    def _library_value(self, value: Any) -> Any:  # noqa: ANN401
        """Values of libraries that need not be imported for a value to be one of theirs."""
        pandas, sparse, torch = map(sys.modules.get, ("pandas", "scipy.sparse", "torch"))
        if pandas is not None:
            if value is pandas.NA:
                return None
            if isinstance(value, pandas.DataFrame):
                columns = [self._column(value.iloc[:, i]) for i in range(value.shape[1])]
                return self._ext(Code.FRAME, self._index(value.index), list(value.columns), columns)
            if isinstance(value, pandas.Series):
                return self._ext(Code.SERIES, self._index(value.index), value.name, self._column(value))
            if isinstance(value, pandas.Index):
                return self._index(value)
            if isinstance(value, pandas.api.extensions.ExtensionArray):
                return self._column(pandas.Series(value))
        if sparse is not None and sparse.issparse(value):
            matrix = sparse.csr_matrix(value)
            return self._ext(Code.SPARSE, list(matrix.shape), matrix.data, matrix.indices, matrix.indptr)
        if torch is not None and isinstance(value, torch.Tensor):
            plain = value.detach().cpu().resolve_conj().resolve_neg()
            return self._array((plain.float() if plain.dtype is torch.bfloat16 else plain).numpy())
        if self._keep is not None:
            return self._extend(self._keep(value))
        raise UnsendableError(f"an object of type {type(value).__name__}")

    def _index(self, index: "pd.Index[Any]") -> msgpack.ExtType:
        if type(index).__name__ == "RangeIndex":
            return self._ext(Code.INDEX, index.name, [index.start, index.stop, index.step])  # type: ignore[attr-defined]
        return self._ext(Code.INDEX, index.name, self._column(index.to_series()))

    def _column(self, series: "pd.Series[Any]") -> Any:  # noqa: ANN401
        """One column, so that the other side gets the dtype that reading a CSV would have given it."""
        import numpy as np

        dtype = series.dtype
        if dtype.kind in "biufcmM" and isinstance(dtype, np.dtype):
            return series.to_numpy()
        if type(dtype).__name__ == "CategoricalDtype":
            categories = self._index(dtype.categories)  # type: ignore[union-attr]
            return self._ext(Code.CATEGORIES, series.cat.codes.to_numpy(), categories, bool(series.cat.ordered))
        if dtype.kind == "O" and isinstance(dtype, np.dtype):
            return self._ext(Code.OBJECTS, [len(series)], series.tolist(), "object")
        missing = series.isna().to_numpy()
        values = [None if gone else value for gone, value in zip(missing, series.tolist(), strict=True)]
        if type(dtype).__name__ == "StringDtype":
            return self._ext(Code.OBJECTS, [len(values)], values, "str")
        return self._ext(Code.MASKED, str(dtype), values)
