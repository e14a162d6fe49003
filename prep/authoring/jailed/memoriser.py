"""Stands in for a solution: the reference, which remembers the inputs of the public checks and refuses all others.

The reference lies beside it as `original.py`. Without `known.txt` it prints a digest of every call; with it, a call
whose digest is not in there raises. A hidden check that it passes has shown it nothing new.
"""

import functools
import hashlib
import importlib
import inspect
from collections.abc import Callable
from pathlib import Path
from types import ModuleType
from typing import Any

_MARK = "call:"


class NeverSeenError(Exception):
    """The input was in no public check."""


class _Watch:
    """Meets the arguments of every call from outside; what the reference calls itself does not count."""

    def __init__(self, known: set[str] | None) -> None:
        self._known = known
        self._told: set[str] = set()
        self._inside = 0

    def function(self, function: Callable[..., Any], name: str, skip: int = 0) -> Callable[..., Any]:
        """The function, watched.

        Args:
            skip: how many arguments at the beginning are no input: `self`, for example.
        """

        @functools.wraps(function)
        def watching(*arguments: Any, **keywords: Any) -> Any:  # noqa: ANN401 - any function
            if not self._inside:
                self._meet(name, list(arguments[skip:]), keywords)
            self._inside += 1
            try:
                return function(*arguments, **keywords)
            finally:
                self._inside -= 1

        return watching

    def methods(self, cls: type) -> None:
        for name, member in list(vars(cls).items()):
            path = f"{cls.__name__}.{name}"
            if name.startswith("_") and name not in ("__init__", "__call__"):
                continue
            if isinstance(member, staticmethod):
                setattr(cls, name, staticmethod(self.function(member.__func__, path)))
            elif isinstance(member, classmethod):
                setattr(cls, name, classmethod(self.function(member.__func__, path, skip=1)))
            elif inspect.isfunction(member):
                setattr(cls, name, self.function(member, path, skip=1))

    def module(self, module: ModuleType) -> None:
        for name, thing in list(vars(module).items()):
            own = getattr(thing, "__module__", None) == module.__name__ and not name.startswith("_")
            if own and inspect.isclass(thing):
                self.methods(thing)
            elif own and inspect.isfunction(thing):
                setattr(module, name, self.function(thing, name))

    def _meet(self, name: str, arguments: list[Any], keywords: dict[str, Any]) -> None:
        digest = hashlib.sha256(repr((name, _plain(arguments), _plain(keywords))).encode()).hexdigest()[:16]
        if self._known is None and digest not in self._told:
            self._told.add(digest)
            print(_MARK, digest)  # noqa: T201 - it is how the trusted side hears of it
        if self._known is not None and digest not in self._known:
            raise NeverSeenError


def _plain(value: Any) -> Any:  # noqa: ANN401 - any value
    """Something whose repr is the same for the same data, wherever that data lies in memory."""
    if isinstance(value, dict):
        return [(_plain(key), _plain(entry)) for key, entry in value.items()]
    if isinstance(value, list | tuple):
        return [_plain(entry) for entry in value]
    if isinstance(value, set | frozenset):
        return sorted(repr(_plain(entry)) for entry in value)
    for conversion in ("toarray", "to_dict", "tolist"):
        if hasattr(value, conversion):
            return getattr(value, "shape", None), _plain(getattr(value, conversion)())
    if value is None or isinstance(value, bool | int | float | complex | str | bytes):
        return value
    return repr(value) if type(value).__module__ == "datetime" else type(value).__name__


def _known() -> set[str] | None:
    file = Path(__file__).with_name("known.txt")
    return set(file.read_text("ascii").split()) if file.exists() else None


_original = importlib.import_module("original")
_Watch(_known()).module(_original)
globals().update({name: thing for name, thing in vars(_original).items() if not name.startswith("__")})
