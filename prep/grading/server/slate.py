"""Tells whether a process that has graded one submission may grade the next.

A fork for each submission keeps what tests leave behind from the next one, but costs more than most checks do. So a
fork grades on for as long as it is seen to be what it was when it began: the same data in the challenge's modules, the
same environment. Random numbers start anew for each. What cannot be compared counts as changed.
"""

import os
import pickle
import random
import resource
import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from types import FunctionType, ModuleType
from typing import Any, Final

_MAX_BYTES: Final = 1 << 20
"""Of data to compare; with more, the checks themselves cost so much that a fork matters little."""

_MAX_GROWTH_KB: Final = 64 << 10


@dataclass
class Slate:
    """What a process was before it graded anything."""

    _folder: Path
    _libraries: set[str]
    """Modules that are not the challenge's own, and may be imported at any time."""

    _modules: Mapping[str, ModuleType]
    _state: bytes | None
    _rewind: list[Callable[[], None]]
    _peak_kb: int

    @classmethod
    def of(cls, folder: Path) -> "Slate":
        """That of this process, as it is, for the challenge in `folder`."""
        modules = {name: module for name, module in list(sys.modules.items()) if _lies_in(module, folder)}
        libraries = sys.modules.keys() - modules.keys()
        return cls(folder, libraries, modules, _state_of(modules), _rewinders(), _peak_kb())

    def wipe(self) -> bool:
        """Start random numbers anew; whether all the rest is as it was."""
        for rewind in self._rewind:
            rewind()
        return self._state is not None and not self._has_grown() and _state_of(self._modules) == self._state

    def _has_grown(self) -> bool:
        """By a module of the challenge, or in memory."""
        new = sys.modules.keys() - self._libraries - self._modules.keys()
        self._libraries |= new
        return any(_lies_in(sys.modules[name], self._folder) for name in new) or (
            _peak_kb() > self._peak_kb + _MAX_GROWTH_KB
        )


def _lies_in(module: ModuleType, folder: Path) -> bool:
    file = getattr(module, "__file__", None)
    return isinstance(file, str) and Path(file).is_relative_to(folder)


def _state_of(modules: Mapping[str, ModuleType]) -> bytes | None:
    """All that tests could change and a later test could read; None if that cannot be told, or is too much."""
    held = [_data_of(module, modules) for module in modules.values()]
    numpy = sys.modules.get("numpy")
    around = [dict(os.environ), Path.cwd(), sys.path, numpy and numpy.geterr()]
    try:
        state = pickle.dumps([held, around])  # to be compared, never to be loaded
    except Exception:  # noqa: BLE001 - whatever an object does when it is asked to be pickled
        return None
    return state if len(state) <= _MAX_BYTES else None


def _data_of(holder: ModuleType | type, modules: Mapping[str, ModuleType]) -> dict[str, Any]:
    """What a module or a class holds; functions and classes count by what hangs on them."""
    found: dict[str, Any] = {}
    for name, value in vars(holder).items():
        if name.startswith(("__", "@")) or isinstance(value, ModuleType):
            continue
        if isinstance(value, FunctionType):
            found[name] = [value.__defaults__, value.__kwdefaults__, _own(vars(value))]
        elif isinstance(value, type):
            found[name] = _data_of(value, modules) if value.__module__ in modules else None
        elif not hasattr(type(value), "__get__"):
            found[name] = value
    return found


def _own(attributes: Mapping[str, Any]) -> dict[str, Any]:
    """Without what pytest and decorators put there."""
    return {name: value for name, value in attributes.items() if not name.startswith(("__", "pytest", "_pytest"))}


def _rewinders() -> list[Callable[[], None]]:
    """One for each source of random numbers that tests share, back to where it is now."""
    state = random.getstate()
    found: list[Callable[[], None]] = [lambda: random.setstate(state)]
    for name, getter, setter in (
        ("numpy.random", "get_state", "set_state"),
        ("torch", "get_rng_state", "set_rng_state"),
    ):
        if (library := sys.modules.get(name)) is not None:
            now, rewind = getattr(library, getter)(), getattr(library, setter)
            found.append(lambda rewind=rewind, now=now: rewind(now))  # type: ignore[misc]
    return found


def _peak_kb() -> int:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
