"""How many mutants of `prep/practice` its own unit tests notice: `python -m tests.benchmarks.practice_mutants`.

The operators are mutmut's, without those that only change a text. Each mutant is tried in a fork of this process, which
has imported the libraries and nothing of the product; tests run until the first that fails.
"""

import importlib.abc
import importlib.machinery
import importlib.util
import os
import random
import re
import signal
import sys
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from types import CodeType, ModuleType

import click

_ROOT = Path(__file__).resolve().parents[2]
_TESTS = tuple(
    f"tests/unit/test_{name}.py"
    for name in (
        *("practice_path", "practice_work", "practice_kept", "practice_help", "practice", "practice_earlier"),
        *("practice_desk", "practice_turns", "tellings", "completion"),
    )
)
_LIBRARIES = ("pytest", "alembic", "sqlalchemy", "fsrs", "jinja2", "dacite", "numpy", "msgpack", "_pytest.assertion")
_LIMIT_S = 600
_TEXT = re.compile(r"""[rfb]*("[^"]*"|'[^']*')""")


@dataclass(frozen=True)
class Tried:
    """A changed module."""

    module: str
    source: str
    changed: str


class _Mutated(importlib.abc.MetaPathFinder, importlib.abc.InspectLoader):
    """Gives one module of the product another source."""

    def __init__(self, tried: Tried) -> None:
        self._tried = tried

    def find_spec(
        self, name: str, path: Sequence[str] | None, target: ModuleType | None = None
    ) -> importlib.machinery.ModuleSpec | None:
        del path, target
        return importlib.util.spec_from_loader(name, self) if name == self._tried.module else None

    def get_source(self, fullname: str) -> str:
        del fullname
        return self._tried.source

    def get_code(self, fullname: str) -> CodeType:
        return compile(self._tried.source, f"mutant of {fullname}", "exec", dont_inherit=True)


@click.command()
@click.option("--sample", type=int, default=60, show_default=True, help="So many mutants, drawn at random.")
@click.option("--seed", type=int, default=1, show_default=True)
@click.option("--only", default="", help="Only modules whose name holds this.")
@click.option("--jobs", type=int, default=2, show_default=True)
def main(sample: int, seed: int, only: str, jobs: int) -> None:
    """Print each mutant that lives, and the share of those that die."""
    everything = [tried for file in sorted((_ROOT / "prep/practice").rglob("*.py")) for tried in _mutants(file, only)]
    chosen = random.Random(seed).sample(everything, min(sample, len(everything)))
    assert not any(name.startswith("prep.practice") for name in sys.modules)
    for name in _LIBRARIES:
        importlib.import_module(name)
    click.echo(f"{len(everything)} mutants, {len(chosen)} tried")
    with ThreadPoolExecutor(jobs) as pool:
        dead = 0
        for tried, is_dead in zip(chosen, pool.map(_dies, chosen), strict=True):
            dead += is_dead
            if not is_dead:
                click.echo(f"lives: {tried.module}: {tried.changed}")
    click.echo(f"{dead} of {len(chosen)} die, {dead / max(1, len(chosen)):.0%}")


def _mutants(file: Path, only: str) -> list[Tried]:
    from prep.authoring.mutants import mutate

    module = ".".join(file.relative_to(_ROOT).with_suffix("").parts)
    if only not in module:
        return []
    source = file.read_text("utf-8")
    found = []
    for mutant in mutate(source):
        removed = [line[1:].strip() for line in mutant.diff if line.startswith("-")]
        added = [line[1:].strip() for line in mutant.diff if line.startswith("+")]
        if [_TEXT.sub("", line) for line in removed] != [_TEXT.sub("", line) for line in added]:
            found.append(Tried(module, mutant.source, f"{removed} -> {added}"))
    return found


def _dies(tried: Tried) -> bool:
    child = os.fork()
    if child == 0:
        _run(tried)
    _, status = os.waitpid(child, 0)
    return os.waitstatus_to_exitcode(status) != 0


def _run(tried: Tried) -> None:
    """In a fork: never returns."""
    signal.alarm(_LIMIT_S)
    os.chdir(_ROOT)
    nothing = os.open(os.devnull, os.O_RDWR)
    for stream in (0, 1, 2):
        os.dup2(nothing, stream)
    sys.meta_path.insert(0, _Mutated(tried))
    import pytest

    code = pytest.main(["-x", "-q", "-p", "no:cacheprovider", "--no-header", *_TESTS])
    os._exit(int(code))


if __name__ == "__main__":
    main()
