"""How many mutants of `prep/practice` its own unit tests notice: `python -m tests.benchmarks.practice_mutants`.

The operators are mutmut's, without those that only change a text. Each mutant is tried in a fork of this process, which
has imported the libraries and nothing of the product, by the tests that run its lines, until the first that fails. With
`--kept FOLDER` each outcome is written down as it comes, and another call goes on where this one was stopped.
"""

import ast
import hashlib
import importlib.abc
import importlib.machinery
import importlib.util
import json
import os
import random
import re
import signal
import sys
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from types import CodeType, ModuleType
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from prep.authoring.mutants import Mutant

_ROOT = Path(__file__).resolve().parents[2]
_TESTS = tuple(
    f"tests/unit/test_{name}.py"
    for name in (
        *("practice_path", "practice_work", "practice_kept", "practice_help", "practice", "practice_earlier"),
        *("practice_desk", "practice_turns", "tellings", "completion"),
    )
)
_LIBRARIES = (
    "pytest",
    "coverage",
    "alembic",
    "sqlalchemy",
    "fsrs",
    "jinja2",
    "dacite",
    "numpy",
    "msgpack",
    "_pytest.assertion",
)
_LIMIT_S = 600
_TEXT = re.compile(r"""[rfb]*("[^"]*"|'[^']*')""")


@dataclass(frozen=True)
class Tried:
    """A changed module."""

    module: str
    source: str
    line: int
    changed: str

    @property
    def name(self) -> str:
        return f"{self.module}:{self.line}: {self.changed}"


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
@click.option("--kept", type=click.Path(path_type=Path), help="Write outcomes into this folder, and use what it holds.")
@click.option("--again", is_flag=True, help="Try those again that lived, since the tests have changed.")
def main(sample: int, seed: int, only: str, jobs: int, kept: Path | None, again: bool) -> None:
    """Print each mutant that lives, and the share of those that die."""
    chosen = _draw(random.Random(seed), sample, only)
    assert not any(name.startswith("prep.practice") for name in sys.modules)
    for name in _LIBRARIES:
        importlib.import_module(name)
    with tempfile.TemporaryDirectory() as scratch:
        folder = kept or Path(scratch)
        folder.mkdir(parents=True, exist_ok=True)
        outcomes = folder / "outcomes.jsonl"
        known = {name: is_dead for name, is_dead in _read(outcomes).items() if is_dead or not again}
        untried = [tried for tried in chosen if tried.name not in known]
        click.echo(f"{len(chosen)} mutants, {len(chosen) - len(untried)} known")
        covering = _covering(folder) if untried else {}
        with ThreadPoolExecutor(jobs) as pool, outcomes.open("a", encoding="utf-8") as file:
            runs = pool.map(lambda tried: _dies(tried, covering), untried)
            for number, (tried, is_dead) in enumerate(zip(untried, runs, strict=True), start=1):
                known[tried.name] = is_dead
                file.write(json.dumps([tried.name, is_dead]) + "\n")
                file.flush()
                click.echo(f"{number}/{len(untried)} {'dies' if is_dead else 'LIVES'}: {tried.name}")
    living = [tried.name for tried in chosen if not known[tried.name]]
    for name in living:
        click.echo(f"lives: {name}")
    dead = len(chosen) - len(living)
    click.echo(f"{dead} of {len(chosen)} die, {dead / max(1, len(chosen)):.0%}")


def _read(outcomes: Path) -> dict[str, bool]:
    """By mutant; of two outcomes the later holds."""
    if not outcomes.exists():
        return {}
    return dict(json.loads(line) for line in outcomes.read_text("utf-8").splitlines())


def _covering(folder: Path) -> dict[str, list[str]]:
    """The tests that run a line, by `module:line`; found anew whenever a test or the product has changed."""
    watched = [*(_ROOT / "prep/practice").rglob("*.py"), *(_ROOT / name for name in _TESTS)]
    digest = hashlib.sha256(b"".join(file.read_bytes() for file in sorted(watched))).hexdigest()[:12]
    kept = folder / f"tests-{digest}.json"
    if not kept.exists():
        click.echo("finding out which tests run which lines …")
        child = os.fork()
        if child == 0:
            _note_coverage(kept)
        os.waitpid(child, 0)
    found: dict[str, list[str]] = json.loads(kept.read_text("utf-8"))
    return found


def _note_coverage(kept: Path) -> None:
    """In a fork: never returns."""
    _leave_terminal()
    import coverage
    import pytest

    measured = coverage.Coverage(data_file=None, source=[str(_ROOT / "prep/practice")], config_file=False)

    class Contexts:
        """Says which test runs now."""

        @pytest.hookimpl(wrapper=True)
        def pytest_runtest_protocol(self, item: pytest.Item) -> Iterator[None]:
            measured.switch_context(item.nodeid)
            return (yield)

    measured.start()
    pytest.main(["-q", "--no-header", *_TESTS], plugins=[Contexts()])
    measured.stop()
    data, found = measured.get_data(), {}
    for name in data.measured_files():
        for line, tests in data.contexts_by_lineno(name).items():
            found[f"{_module(Path(name))}:{line}"] = sorted(filter(None, tests))
    kept.write_text(json.dumps(found), "utf-8")
    os._exit(0)


def _module(file: Path) -> str:
    return ".".join(file.relative_to(_ROOT).with_suffix("").parts)


def _draw(rng: random.Random, sample: int, only: str) -> list[Tried]:
    """Mutants of random places; only these are written, since all of them take minutes."""
    from prep.authoring.mutants import Mutant, Place, mutmut_operators, places_of

    operators, places = mutmut_operators(), list[tuple[str, str, Place]]()
    for file in sorted((_ROOT / "prep/practice").rglob("*.py")):
        if only in _module(file):
            source = file.read_text("utf-8")
            places += [(_module(file), source, place) for place in places_of(source, operators)]
    rng.shuffle(places)
    found: dict[str, Tried] = {}
    for module, source, place in places:
        if len(found) == sample:
            break
        mutant = Mutant(source, place.change() or source)
        if _says_something_else(mutant):
            removed = [line[1:].strip() for line in mutant.diff if line.startswith("-")]
            added = [line[1:].strip() for line in mutant.diff if line.startswith("+")]
            tried = Tried(module, mutant.source, mutant.line, f"{removed} -> {added}")
            found[tried.name] = tried
    return list(found.values())


def _says_something_else(mutant: "Mutant") -> bool:
    """Whether it is another program, and differs in more than a text."""
    try:
        changed = ast.parse(mutant.source)
    except SyntaxError:
        return False
    removed, added = (
        [_TEXT.sub("", line[1:].strip()) for line in mutant.diff if line.startswith(sign)] for sign in "-+"
    )
    return removed != added and ast.dump(changed) != ast.dump(ast.parse(mutant.original))


def _dies(tried: Tried, covering: Mapping[str, list[str]]) -> bool:
    tests = covering.get(f"{tried.module}:{tried.line}", list(_TESTS))  # a line that runs at import, or starts none
    child = os.fork()
    if child == 0:
        _run(tried, tests or _TESTS)
    _, status = os.waitpid(child, 0)
    return os.waitstatus_to_exitcode(status) != 0


def _run(tried: Tried, tests: Sequence[str]) -> None:
    """In a fork: never returns."""
    signal.alarm(_LIMIT_S)
    _leave_terminal()
    sys.meta_path.insert(0, _Mutated(tried))
    import pytest

    os._exit(int(pytest.main(["-x", "-q", "--no-header", *tests])))


def _leave_terminal() -> None:
    os.chdir(_ROOT)
    nothing = os.open(os.devnull, os.O_RDWR)
    for stream in (0, 1, 2):
        os.dup2(nothing, stream)


if __name__ == "__main__":
    main()
