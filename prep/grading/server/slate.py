"""Tells whether a process that has graded one submission may grade the next.

A fork for each submission keeps what tests leave behind from the next one, but costs more than most checks do. So a
fork grades on for as long as it is seen to be what it was when it began. Whatever can remember is dealt with in one of
three ways: it is compared (what the challenge's modules hold, down to closures and attributes of functions; the
namespaces of the libraries that they use; settings of libraries), it is rewound (random numbers, caches), or it cannot
be looked into, and then the next submission gets a new fork.
"""

import random
import resource
import sys
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from types import ModuleType
from typing import Any, Final

from prep.grading.server.global_settings import settings
from prep.grading.server.memory import Memory, recall

_MAX_GROWTH_KB: Final = 64 << 10
_HEAP_TYPE: Final = 1 << 9
_IMMUTABLE: Final = 1 << 8
"""Flags of types: `Py_TPFLAGS_HEAPTYPE` and `Py_TPFLAGS_IMMUTABLETYPE`."""


@dataclass
class Slate:
    """What a process was before it graded anything."""

    _folders: tuple[Path, ...]
    """Where the challenge's own modules lie."""

    _libraries: set[str]
    """Modules that are not the challenge's own, and may be imported at any time."""

    _modules: Mapping[str, ModuleType]
    _memory: Memory | None
    _settings: bytes | None
    _namespaces: list[tuple[ModuleType, dict[str, Any]]]
    _classes: list[tuple[type, list[Any]]]
    """Those of libraries that can be changed, with all that they have of their own."""

    _rewind: list[Callable[[], None]]
    _peak_kb: int

    @classmethod
    def of(cls, folder: Path) -> "Slate":
        """That of this process, as it is, for the challenge in `folder`."""
        folders = (folder, folder.parents[2] / "projects")
        modules = {name: module for name, module in list(sys.modules.items()) if _lies_in(module, folders)}
        libraries = sys.modules.keys() - modules.keys()
        memory = recall(modules)
        if memory is not None:
            memory.clear_caches()
        used = _used_by(modules)
        namespaces = [(module, dict(vars(module))) for module in used]
        classes = [(kind, list(vars(kind).values())) for kind in _classes_of(used)]
        return cls(folders, libraries, modules, memory, settings(), namespaces, classes, _rewinders(), _peak_kb())

    def wipe(self) -> bool:
        """Start random numbers and caches anew; whether all the rest is as it was."""
        for rewind in self._rewind:
            rewind()
        if self._memory is None or self._settings is None or self._has_grown() or self._is_patched():
            return False
        now = recall(self._modules)
        if now is None:
            return False
        now.clear_caches()
        return now.digest == self._memory.digest and settings() == self._settings

    def _has_grown(self) -> bool:
        """By a module of the challenge, or in memory."""
        new = sys.modules.keys() - self._libraries - self._modules.keys()
        self._libraries |= new
        return any(_lies_in(sys.modules[name], self._folders) for name in new) or (
            _peak_kb() > self._peak_kb + _MAX_GROWTH_KB
        )

    def _is_patched(self) -> bool:
        """Whether a name of a library stands for something else now; new names are what it imports when it likes. A
        class has no new ones, or somebody has given it a method.
        """
        return (
            any(
                vars(module).get(name, module) is not value
                for module, names in self._namespaces
                for name, value in names.items()
            )
            or self._has_a_changed_class()
        )

    def _has_a_changed_class(self) -> bool:
        """Thousands of names, so they are left to how lists are compared: what is the same is not even looked at."""
        try:
            return any(list(vars(kind).values()) != values for kind, values in self._classes)
        except Exception:  # noqa: BLE001 - what stands there now says what it likes when it is compared
            return True


def _lies_in(module: ModuleType, folders: tuple[Path, ...]) -> bool:
    file = _names_of(module).get("__file__")
    return isinstance(file, str) and any(Path(file).is_relative_to(folder) for folder in folders)


def _names_of(module: object) -> dict[str, Any]:
    """What is in a module; one whose import is put off is not imported for the asking."""
    try:
        names: dict[str, Any] = object.__getattribute__(module, "__dict__")
    except AttributeError:  # whatever a library has put there
        return {}
    return names


def _used_by(modules: Mapping[str, ModuleType]) -> list[ModuleType]:
    """The libraries that a challenge's modules have a name for, with what lies directly below them."""
    named = [value for module in modules.values() for value in vars(module).values() if _is_library(value, modules)]
    below = [
        value
        for module in named
        for value in vars(module).values()
        if _is_library(value, modules) and value.__name__.startswith(f"{module.__name__}.")
    ]
    builtins = sys.modules["builtins"]
    return list({module.__name__: module for module in (builtins, *named, *below)}.values())


def _classes_of(modules: Iterable[ModuleType]) -> list[type]:
    """What they have a name for and Python lets be changed."""
    # `isinstance` would ask objects of libraries what they are, and some warn of that.
    values = (value for module in modules for value in vars(module).values())
    found = {id(value): value for value in values if issubclass(type(value), type)}
    return [kind for kind in found.values() if kind.__flags__ & _HEAP_TYPE and not kind.__flags__ & _IMMUTABLE]


def _is_library(value: object, modules: Mapping[str, ModuleType]) -> bool:
    return isinstance(value, ModuleType) and value.__name__ not in modules and value is not sys


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
