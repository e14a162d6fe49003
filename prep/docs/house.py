"""The house as it is, from the code: its rooms, how large they are, and who imports whom.

The order of the rooms is that of the import contract. `python -m prep.docs.house FOLDER` draws the house of another
checkout, in the order of this one, so that two states can be compared.
"""

import ast
import sys
import tomllib
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from statistics import median, quantiles
from typing import Final

from prep.docs.guides import ROOT

_WINGS: Final = frozenset({"assessment", "concepts", "grading", "practice"})
"""The rooms whose own rooms are shown as well."""

_NO_CODE_OF_OURS: Final = frozenset({"templates", "in_pack", "_content"})
"""Folders with code that people are given."""


@dataclass(frozen=True)
class Module:
    """One file of the product."""

    name: str
    """As it is imported, with dots."""

    text: str

    @property
    def lines(self) -> int:
        return self.text.count("\n")

    @cached_property
    def tree(self) -> ast.Module:
        return ast.parse(self.text)

    @property
    def functions(self) -> list[int]:
        """The length of each function and method, in lines."""
        return [
            (node.end_lineno or node.lineno) - node.lineno + 1
            for node in ast.walk(self.tree)
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
        ]

    @property
    def imported(self) -> Iterator[str]:
        """The modules and packages of the product that it imports, wherever in it the import stands."""
        for node in ast.walk(self.tree):
            if isinstance(node, ast.Import):
                yield from (alias.name for alias in node.names)
            elif isinstance(node, ast.ImportFrom):
                yield node.module or ""


@dataclass(frozen=True)
class House:
    """All modules of a checkout."""

    modules: Sequence[Module]
    floors: Sequence[frozenset[str]]
    """The rooms on each floor, the highest first: a room may import those below it."""

    @cached_property
    def arrows(self) -> Counter[tuple[str, str]]:
        """How many imports lead from the one room to the other."""
        between = (
            (self.room(module.name), self.room(target)) for module in self.modules for target in set(module.imported)
        )
        return Counter((one, other) for one, other in between if one and other and one != other)

    @cached_property
    def upward(self) -> dict[tuple[str, str], int]:
        """The arrows that lead up, or to a neighbour on the same floor."""
        height = {room: len(self.floors) - number for number, rooms in enumerate(self.floors) for room in rooms}
        return {(one, other): count for (one, other), count in self.arrows.items() if height[one] <= height[other]}

    def room(self, name: str) -> str:
        """Where a module lies; empty for what stands outside of all rooms, such as `prep.trusted`."""
        package, _, rest = name.partition(".")
        room = rest.partition(".")[0]
        return room if package == "prep" and any(room in rooms for rooms in self.floors) else ""


def _wing(name: str) -> str:
    parts = name.split(".")
    return f"{parts[1]}/{parts[2]}" if len(parts) > 3 and parts[1] in _WINGS else ""


def read_house(root: Path) -> House:
    """Read the house of the checkout at `root`."""
    modules = [
        Module(".".join(path.relative_to(root).with_suffix("").parts), path.read_text("utf-8"))
        for path in sorted((root / "prep").rglob("*.py"))
        if not _NO_CODE_OF_OURS & set(path.parts)
    ]
    contracts = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["tool"]["importlinter"]["contracts"]
    layers = next(one["layers"] for one in contracts if not one.get("containers", True))
    return House(
        modules, [frozenset(room.strip("() ").removeprefix("prep.") for room in floor.split("|")) for floor in layers]
    )


def house_page(house: House | None = None) -> str:
    """The page of the site on a house, by default this one, in Markdown."""
    head = ["# The house, measured", "", "Made from the code while this site is built.", ""]
    return "\n".join([*head, *_drawn(house or read_house(ROOT))])


def _drawn(house: House) -> Iterator[str]:
    yield "## Rooms"
    yield ""
    yield "The highest first. A room imports those below it, and neither its neighbours nor what is above."
    yield ""
    yield "| floor | room | files | lines | imports from |"
    yield "|---:|---|---:|---:|---|"
    for number, rooms in enumerate(house.floors):
        for room in sorted(rooms):
            inside = [module for module in house.modules if house.room(module.name) == room]
            reached = sorted((other, n) for (one, other), n in house.arrows.items() if one == room)
            yield (
                f"| {len(house.floors) - number} | `{room}` | {len(inside)} | {_lines(inside)} | "
                f"{', '.join(f'{other} {n}' for other, n in reached)} |"
            )
            for wing in sorted({_wing(module.name) for module in inside} - {""}):
                there = [module for module in inside if _wing(module.name) == wing]
                yield f"| | · `{wing.partition('/')[2]}` | {len(there)} | {_lines(there)} | |"
    outside = [module for module in house.modules if not house.room(module.name)]
    yield f"| | outside of all | {len(outside)} | {_lines(outside)} | |"
    yield ""
    yield f"{sum(house.arrows.values())} imports lead from one room to another; {_upward(house)}."
    yield ""
    yield "## Sizes"
    yield ""
    yield "| lines of | how many | median | nine in ten have at most | longest |"
    yield "|---|---:|---:|---:|---:|"
    for what, sizes in (
        ("a file", [module.lines for module in house.modules if module.lines > 1]),
        ("a function", [length for module in house.modules for length in module.functions]),
    ):
        yield f"| {what} | {len(sizes)} | {median(sizes):g} | {quantiles(sizes, n=10)[-1]:.0f} | {max(sizes)} |"
    yield ""


def _upward(house: House) -> str:
    if not house.upward:
        return "none leads up or sideways"
    found = ", ".join(f"`{one}` to `{other}` {count}" for (one, other), count in sorted(house.upward.items()))
    return f"{sum(house.upward.values())} lead up or sideways: {found}"


def _lines(modules: Sequence[Module]) -> int:
    return sum(module.lines for module in modules)


if __name__ == "__main__":
    print("\n".join(_drawn(read_house(Path(sys.argv[1]) if len(sys.argv) > 1 else ROOT))))  # noqa: T201 - its purpose
