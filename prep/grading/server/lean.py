"""Imports pytest without what only its terminal needs.

Nothing is printed in a test server. Colours of code, and the list of what else is installed, are a tenth of what it
takes to import pytest.
"""

import importlib
import importlib.util
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from importlib.abc import Loader, MetaPathFinder
from importlib.machinery import ModuleSpec
from types import ModuleType
from typing import Final

_COLOURS: Final = "pygments"
_PACKAGES: Final = "importlib.metadata"


@contextmanager
def without_colours() -> Iterator[None]:
    """In the block, what is imported of the package for colours stands for nothing; after it, it is imported anew."""
    _put_off(_PACKAGES)
    if _COLOURS in sys.modules:
        yield
        return
    finder = _NothingFinder()
    sys.meta_path.insert(0, finder)
    try:
        yield
    finally:
        sys.meta_path.remove(finder)
        for name in [name for name, module in sys.modules.items() if type(module) is _NoPygments]:
            del sys.modules[name]


def _put_off(name: str) -> None:
    """Import a module when it is first used, instead of when it is imported."""
    if name in sys.modules:
        return
    spec = importlib.util.find_spec(name)
    if spec is None or spec.loader is None:
        return
    spec.loader = loader = importlib.util.LazyLoader(spec.loader)
    module = sys.modules[name] = importlib.util.module_from_spec(spec)
    loader.exec_module(module)
    above, _, last = name.rpartition(".")
    setattr(importlib.import_module(above), last, module)


class _NoPygments(ModuleType):
    """Has whatever name it is asked for."""

    __path__: list[str] = []  # noqa: RUF012 - what makes a module a package

    def __getattr__(self, name: str) -> type:
        if name.startswith("__"):
            raise AttributeError(name)
        return object


class _NothingFinder(MetaPathFinder, Loader):
    def find_spec(
        self,
        fullname: str,
        path: Sequence[str] | None = None,  # noqa: ARG002 - part of the protocol
        target: ModuleType | None = None,  # noqa: ARG002 - as above
    ) -> ModuleSpec | None:
        return ModuleSpec(fullname, self, is_package=True) if fullname.partition(".")[0] == _COLOURS else None

    def create_module(self, spec: ModuleSpec) -> ModuleType:
        return _NoPygments(spec.name)

    def exec_module(self, module: ModuleType) -> None:
        """There is nothing in it."""
