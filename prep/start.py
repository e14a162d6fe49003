"""Runs a module of ours in a Python of its own: `python -P start.py MODULE PACKAGE=FOLDER... -- ARGUMENT...`.

Python looks for modules in the current folder first, and there may lie what a stranger handed in: a `numpy.py` would
run where nothing is jailed. So our own packages come from the folders that are named with them, everything else from
the interpreter's own, and nothing from where somebody happens to stand. This file is run by its path and imports only
what the interpreter has long loaded.
"""

import sys
from collections.abc import Mapping, Sequence
from importlib.abc import MetaPathFinder
from importlib.machinery import ModuleSpec, PathFinder
from types import ModuleType


class PackageFinder(MetaPathFinder):
    """Finds some packages in one folder each, whatever the path says."""

    def __init__(self, folders: Mapping[str, str]) -> None:
        self._folders = dict(folders)

    def find_spec(
        self,
        fullname: str,
        path: Sequence[str] | None = None,  # noqa: ARG002 - part of the protocol
        target: ModuleType | None = None,
    ) -> ModuleSpec | None:
        folder = self._folders.get(fullname)
        return None if folder is None else PathFinder.find_spec(fullname, [folder], target)


def main() -> None:
    """Run the module that the arguments name as a program."""
    import runpy  # whoever only wants the finder does without

    end = sys.argv.index("--")
    module, *packages = sys.argv[1:end]
    sys.meta_path.insert(0, PackageFinder(dict(package.split("=", 1) for package in packages)))
    del sys.argv[1 : end + 1]
    runpy.run_module(module, run_name="__main__", alter_sys=True)


if __name__ == "__main__":
    main()
