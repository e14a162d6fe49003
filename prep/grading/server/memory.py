"""What a challenge's modules remember: a digest of all that hangs on them, and the caches among it.

Everything is walked by pickle, which knows how to take apart whatever holds data. Functions, classes and modules, which
it would only name, are taken apart here: a list may hide in a default, a closure, an attribute, a wrapped function.
What pickle refuses cannot be compared.
"""

import functools
import hashlib
import pickle
import sys
from collections.abc import Mapping
from dataclasses import dataclass, field
from types import FunctionType, MethodType, ModuleType
from typing import Any, Final

_MAX_BYTES: Final = 8 << 20
"""Of data to compare; to hash more costs as much as a fork."""

_CACHE: Final = type(functools.lru_cache(lambda: None))


@dataclass(frozen=True)
class Memory:
    digest: bytes
    caches: "list[functools._lru_cache_wrapper[Any]]"

    def clear_caches(self) -> None:
        """What a function has once returned may have been changed by whoever got it, so it has to be made again."""
        for cache in self.caches:
            cache.cache_clear()


def recall(modules: Mapping[str, ModuleType]) -> Memory | None:
    """All that tests could change and a later test could read; None if that cannot be told, or is too much."""
    digest = _Digest()
    walker = _Walker(digest, modules)
    try:
        walker.dump([_own(vars(module)) for module in modules.values()])
    except Exception:  # noqa: BLE001 - whatever an object does when it is asked to be pickled
        return None
    return Memory(digest.value(), walker.caches)


@dataclass
class _Digest:
    """Takes what pickle writes."""

    _hash: Any = field(default_factory=hashlib.blake2b)
    _bytes: int = 0

    def write(self, data: bytes) -> None:
        self._bytes += memoryview(data).nbytes
        if self._bytes > _MAX_BYTES:
            raise OverflowError
        self._hash.update(data)

    def value(self) -> bytes:
        return self._hash.digest()  # type: ignore[no-any-return]


class _Walker(pickle.Pickler):
    """Writes something to be compared, never to be loaded."""

    def __init__(self, digest: _Digest, modules: Mapping[str, ModuleType]) -> None:
        super().__init__(digest, protocol=5)
        self._modules = modules
        self.caches: list[functools._lru_cache_wrapper[Any]] = []

    def reducer_override(self, obj: Any) -> Any:  # noqa: ANN401 - that is the point of it
        """Take apart what pickle would only name; what is inside goes last, so that it may lead back to the whole."""
        if obj is _taken_apart:
            return NotImplemented
        inside = self._inside(obj)
        if inside is None:
            return NotImplemented
        return _taken_apart, (type(obj).__name__, getattr(obj, "__qualname__", "")), inside

    def _inside(self, obj: Any) -> list[Any] | None:  # noqa: ANN401, PLR0911 - one line a kind is the clearest form
        match obj:
            case ModuleType():
                return [obj.__name__]
            case _CACHE():
                self.caches.append(obj)
                return [obj.__wrapped__, _own(vars(obj))]
            case FunctionType():
                if not self._is_own(obj) and _is_named(obj):
                    return None
                cells = [_content(cell) for cell in obj.__closure__ or ()]
                wrapped = vars(obj).get("__wrapped__")
                return [obj.__defaults__, obj.__kwdefaults__, _own(vars(obj)), cells, wrapped]
            case type():
                return [_own(vars(obj)), obj.__bases__] if self._is_own(obj) or not _is_named(obj) else None
            case MethodType():
                return [obj.__func__, obj.__self__]
            case staticmethod() | classmethod():
                return [obj.__func__]
            case property():
                return [obj.fget, obj.fset, obj.fdel]
        return None

    def _is_own(self, obj: Any) -> bool:  # noqa: ANN401
        return getattr(obj, "__module__", None) in self._modules


def _taken_apart(kind: str, name: str) -> None:
    """Stands in what is written for whatever was taken apart."""


def _is_named(obj: Any) -> bool:  # noqa: ANN401
    """Whether it is what its module has under its name, and so is known by that."""
    found: Any = sys.modules.get(obj.__module__)
    for name in obj.__qualname__.split("."):
        found = getattr(found, name, None)
    return found is obj


def _content(cell: Any) -> Any:  # noqa: ANN401
    try:
        return cell.cell_contents
    except ValueError:  # nothing was put into it yet
        return None


def _own(names: Mapping[str, Any]) -> dict[str, Any]:
    """Without what Python, pytest and decorators put there."""
    return {
        name: value
        for name, value in names.items()
        if not name.startswith(("__", "@", "pytest", "_pytest")) and not type(value).__name__.endswith("_descriptor")
    }
