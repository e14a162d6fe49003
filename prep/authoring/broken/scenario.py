"""What a scenario is: a sound training program, and the faults that can be put into it.

Each fault replaces one place of the program, and shows in one probe that looks at nothing else. Faults that would show
in the same probe have the same `place`, and never come together.
"""

import ast
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from importlib import resources
from pathlib import Path
from typing import Final

from prep.catalog.reader import read_spec, suggest
from prep.model.challenge import Runtime
from prep.model.errors import ContentError

WHOLE: Final = "whole"
"""The function of the probes that looks at the whole program."""

PROBE: Final = "probe_"


@dataclass(frozen=True, kw_only=True)
class WrongFix:
    """What people write who see that something is wrong there, and not what."""

    file: str
    why: str
    code: str


@dataclass(frozen=True, kw_only=True)
class Fault:
    """One bug, and all that a task says of it."""

    name: str
    place: str
    """What it breaks; of faults with the same place only one is planted."""

    headline: str
    """The complaint in a few words, as reports name the check; it does not name the cause."""

    symptom: str
    """The complaint as a colleague tells it."""

    hint: str
    """Where to look, for the last of the hints."""

    advice: str
    topic: str
    why: str
    """The cause, reading on after “it”."""

    sound: str
    """The lines of the sound program that it replaces; they stand there once."""

    broken: str
    fixes: tuple[str, ...] = ()
    """Other right ways to write the sound lines."""

    wrong: tuple[WrongFix, ...] = ()
    questions: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class ShippedTask:
    """A task that is checked in as a challenge."""

    slug: str
    faults: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class ScenarioSpec:
    """What `scenario.toml` says."""

    format_version: int
    title: str
    summary: str
    runtime: Runtime
    topics: tuple[str, ...]
    first_hint: str
    faults: tuple[Fault, ...]
    tasks: tuple[ShippedTask, ...]
    read_next: tuple[str, ...] = ()
    memory_mb: int = 256


@dataclass(frozen=True, kw_only=True)
class Scenario:
    """A scenario as found on disk."""

    id: str
    """`<project>/<name>`; its tasks belong to that project."""

    spec: ScenarioSpec
    sound: str
    prompt: str
    """The contract of the program, with `{complaints}` where these belong."""

    probes: str
    """A module with `probe_<fault>(candidate, seed)` for each fault, and `whole(candidate)`."""

    rewrites: Mapping[str, str]
    """Sound programs of another shape, by file name."""

    @property
    def project(self) -> str:
        return self.id.partition("/")[0]

    def fault(self, name: str) -> Fault:
        """Raises ContentError: no fault has this name."""
        found = {fault.name: fault for fault in self.spec.faults}
        if name not in found:
            raise ContentError(f"{self.id} has no fault `{name}`; {suggest(name, found)}")
        return found[name]

    @cached_property
    def functions(self) -> Mapping[str, str]:
        """The source of each function of the probes, by its name."""
        return {
            node.name: ast.get_source_segment(self.probes, node) or ""
            for node in ast.parse(self.probes).body
            if isinstance(node, ast.FunctionDef)
        }

    @cached_property
    def tools(self) -> str:
        """The probes' module without the probes: what these stand on, after its docstring."""
        tree = ast.parse(self.probes)
        lines = self.probes.splitlines()
        for node in reversed(tree.body):
            probe = isinstance(node, ast.FunctionDef) and (node.name.startswith(PROBE) or node.name == WHOLE)
            if probe or (node is tree.body[0] and isinstance(node, ast.Expr)):
                del lines[node.lineno - 1 : node.end_lineno]
        return "\n".join(lines).strip()


def scenarios_folder() -> Path:
    """Where the scenarios lie that come with prep."""
    return Path(str(resources.files("prep.authoring").joinpath("templates", "broken")))


def scenario_ids() -> list[str]:
    folder = scenarios_folder()
    return sorted(file.parent.relative_to(folder).as_posix() for file in folder.glob("*/*/scenario.toml"))


def load_scenario(scenario_id: str) -> Scenario:
    """Load a scenario and make sure that its parts fit each other.

    Raises:
        ContentError: no scenario has this id, or it is broken.
    """
    if scenario_id not in scenario_ids():
        raise ContentError(f"no scenario `{scenario_id}`; {suggest(scenario_id, scenario_ids())}")
    folder = scenarios_folder() / scenario_id
    scenario = Scenario(
        id=scenario_id,
        spec=read_spec(folder / "scenario.toml", ScenarioSpec),
        sound=(folder / "sound.py").read_text("utf-8"),
        prompt=(folder / "prompt.md").read_text("utf-8"),
        probes=(folder / "probes.py").read_text("utf-8"),
        rewrites={path.name: path.read_text("utf-8") for path in sorted((folder / "rewrites").glob("*.py"))},
    )
    _validate(scenario)
    return scenario


def _validate(scenario: Scenario) -> None:
    """Raises ContentError."""
    spans = []
    for fault in scenario.spec.faults:
        where = f"{scenario.id}, fault `{fault.name}`"
        if scenario.sound.count(fault.sound) != 1:
            raise ContentError(f"{where}: its `sound` stands {scenario.sound.count(fault.sound)} times in sound.py")
        if f"{PROBE}{fault.name}" not in scenario.functions:
            raise ContentError(f"{where}: probes.py has no function `{PROBE}{fault.name}`")
        start = scenario.sound.index(fault.sound)
        spans.append((start, start + len(fault.sound), fault))
    for first, second in zip(sorted(spans, key=_start), sorted(spans, key=_start)[1:], strict=False):
        if second[0] < first[1] and second[2].place != first[2].place:
            raise ContentError(
                f"{scenario.id}: `{first[2].name}` and `{second[2].name}` replace the same lines; give them one `place`"
            )
    for task in scenario.spec.tasks:
        require_apart([scenario.fault(name) for name in task.faults])


def require_apart(faults: "list[Fault]") -> None:
    """Raises ContentError: two of them break the same place, or there is none."""
    places: dict[str, str] = {}
    if not faults:
        raise ContentError("a task needs at least one fault")
    for fault in faults:
        if fault.place in places:
            raise ContentError(
                f"`{places[fault.place]}` and `{fault.name}` both break {fault.place}, so that one would hide the "
                "other; leave one of them out"
            )
        places[fault.place] = fault.name


def _start(span: tuple[int, int, Fault]) -> int:
    return span[0]
