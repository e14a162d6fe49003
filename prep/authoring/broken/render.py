"""Writes a task as an ordinary challenge; the same task gives the same bytes."""

import json
import re
import textwrap
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from prep.authoring.broken.scenario import PROBE, WHOLE
from prep.authoring.broken.task import EXAMPLE, REST, Counted, Task
from prep.model.errors import ContentError, StorageError
from prep.model.text import count_words

PROMPT_WIDTH = 118

_SEEDS = (11, 12, 13)
_SHOWN_SEED = 1
_REPRODUCE = "reproduce"
"""What the probe of the first fault is called where a candidate reads it."""


def write_task(task: Task, content: Path, *, again: bool = False) -> Path:
    """Write the files of a task into a content folder, and return the challenge's folder.

    Args:
        again: write over a challenge that is there.

    Raises:
        ContentError: the id is not valid, or the challenge exists.
        StorageError: the folder cannot be written.
    """
    if not re.fullmatch(r"[\w-]+/[\w-]+", task.id):
        raise ContentError(f"`{task.id}` is not a challenge id; write PROJECT/SLUG, for example acme/fix-it")
    folder = content / "challenges" / task.id
    if folder.exists() and not again:
        raise ContentError(f"{folder} exists; choose another slug, or remove it")
    try:
        for name, text in render_task(task).items():
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            (folder / name).write_text(text, "utf-8")
    except OSError as error:
        raise StorageError(f"{folder}: cannot be written: {error.strerror}") from None
    return folder


def render_task(task: Task) -> dict[str, str]:
    """The texts of a challenge's files by their path in its folder."""
    rejected = {f"submissions/rejected/{wrong.file}": wrong.source for wrong in task.rejected()}
    accepted = {f"submissions/accepted/{name}": text for name, text in task.scenario.rewrites.items()}
    return {
        "challenge.toml": _spec(task),
        "prompt.md": _prompt(task),
        "hints.md": _hints(task),
        "starter.py": task.starter,
        "reference.py": task.scenario.sound,
        "tests/test_public.py": _public(task),
        "tests/test_hidden.py": _hidden(task),
        **accepted,
        **rejected,
    }


def _prompt(task: Task) -> str:
    complaints = "\n".join(
        fill(f"{number}. {' '.join(fault.symptom.split())}", "   ") for number, fault in enumerate(task.faults, 1)
    )
    count = len(task.faults)
    worth = "The fault is worth 90 points" if count == 1 else f"Each fault is worth {90 // count} points by itself"
    closing = (
        f"{worth}; the rest is for a program that does all that is written here. Whatever you write counts by what it "
        "does. Keep names and arguments."
    )
    return task.scenario.prompt.format(complaints=complaints, closing=fill(closing))


def fill(text: str, further: str = "") -> str:
    """Lines of a prompt, as wide as `prep author check` allows; those after the first begin with `further`."""
    return textwrap.fill(text, PROMPT_WIDTH, subsequent_indent=further, break_long_words=False, break_on_hyphens=False)


def _hints(task: Task) -> str:
    places = ", ".join(dict.fromkeys(f"`{fault.place}`" for fault in task.faults))
    looks = "\n".join(f"- {' '.join(fault.hint.split())}" for fault in task.faults)
    return (
        f"# Hints\n\n## First hint\n\n{task.scenario.spec.first_hint.strip()}\n\n## Second hint\n\n"
        f"What is complained about comes from here: {places}. Call each by itself, on a few rows whose result you "
        f"know, before you look at a whole training.\n\n## Third hint\n\n{looks}\n"
    )


def _public(task: Task) -> str:
    probe = task.scenario.functions[PROBE + task.faults[0].name].replace(PROBE + task.faults[0].name, _REPRODUCE)
    return "\n\n\n".join(
        [
            _needed('"""The first complaint, as a check that a candidate can read and run."""', task, [probe]),
            probe,
            f"def test_{EXAMPLE}(candidate):\n    {_REPRODUCE}(candidate, {_SHOWN_SEED})\n",
        ]
    )


def _hidden(task: Task) -> str:
    names = [PROBE + fault.name for fault in task.faults]
    whole = task.scenario.functions[WHOLE]
    others = [name for name in task.scenario.functions if name.startswith(PROBE) and re.search(rf"\b{name}\b", whole)]
    probes = [task.scenario.functions[name] for name in dict.fromkeys([*names, *others, WHOLE])]
    tests = [
        f"def test_fault_{number}(candidate):\n    for seed in {_SEEDS}:\n        {name}(candidate, seed)"
        for number, name in enumerate(names, 1)
    ]
    tests.append(f"def test_{REST}(candidate):\n    {WHOLE}(candidate)\n")
    return "\n\n\n".join([_needed('"""The checks that decide."""', task, probes), *probes, *tests])


def _needed(docstring: str, task: Task, probes: Sequence[str]) -> str:
    """The tools that these probes use, with their imports."""
    kept: list[str] = []
    used = "\n".join(probes)
    for block in reversed(re.split(r"\n\n\n+|\n\n(?=[A-Z_]+ = )", task.scenario.tools)):
        if block.startswith(("import ", "from ")):
            lines = [line for line in block.splitlines() if not line or re.search(rf"\b{_bound(line)}\b", used)]
            block = re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip()  # noqa: PLW2901 - what is left of it
        else:
            name = re.match(r"(?:def |class )?(\w+)", block)
            if name and not re.search(rf"\b{name[1]}\b", used):
                continue
            used += "\n" + block
        kept.append(block)
    imports, *tools = reversed(kept)
    between = "\n\n" if tools and re.match(r"[A-Z_]+ = ", tools[0]) else "\n\n\n"
    return docstring + "\n\n" + between.join([imports, "\n\n\n".join(tools)] if tools else [imports])


def _bound(line: str) -> str:
    return line.rsplit(maxsplit=1)[-1]


def _spec(task: Task) -> str:
    spec = task.scenario.spec
    count = count_words(len(task.faults), "fault")
    facts = {
        "format_version": 1,
        "id": task.id,
        "title": f"Broken training: {spec.title}, {count}",
        "summary": spec.summary,
        "kind": "broken-training",
        "level": str(task.level),
        "runtime": str(spec.runtime),
        "topics": list(spec.topics),
        "time_limit_minutes": task.minutes,
        "read_next": list(spec.read_next),
    }
    limits = {"check_s": 5.0, "total_s": 30.0, "memory_mb": spec.memory_mb}
    criteria = [
        {"id": "faults", "title": "Fixes what is complained about"},
        {"id": "whole", "title": "Leaves a program that is right as a whole"},
    ]
    tables: list[tuple[str, Mapping[str, object]]] = [("", facts), ("[limits]", limits)]
    tables += [("[[criteria]]", one) for one in criteria]
    tables += [("[[checks]]", _check(check)) for check in task.checks]
    tables += [
        ("[[rejected]]", {"file": wrong.file, "fails": list(wrong.fails), "why": wrong.why})
        for wrong in task.rejected()
    ]
    return "\n\n".join("\n".join(_table(head, table)) for head, table in tables) + "\n"


def _check(check: Counted) -> dict[str, object]:
    if check.fault is None:
        return {
            "id": check.id,
            "title": "Does all that the description says",
            "criterion": "whole",
            "points": check.points,
            "advice": "Go through the description function by function: something else than what was complained about "
            "is, or has become, different.",
            "topic": "deep-learning",
        }
    title = f"Complaint 1, as shown: {check.fault.headline}" if check.id == EXAMPLE else check.fault.headline
    shown = {"id": check.id, "title": title, "criterion": "faults", "points": check.points}
    if check.id == EXAMPLE:
        return shown | {"visibility": "public"}
    hidden: dict[str, object] = {**shown, "advice": " ".join(check.fault.advice.split()), "topic": check.fault.topic}
    return hidden | ({"questions": list(check.fault.questions)} if check.fault.questions else {})


def _table(head: str, table: Mapping[str, object]) -> Iterator[str]:
    if head:
        yield head
    for key, value in table.items():
        if isinstance(value, list) and key == "read_next":
            if value:
                yield f"{key} = [\n" + "".join(f"  {_value(one)},\n" for one in value) + "]"
        else:
            yield f"{key} = {_value(value)}"


def _value(value: object) -> str:
    """As TOML writes it; its basic strings are those of JSON."""
    return json.dumps(value, ensure_ascii=False)
