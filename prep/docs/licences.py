"""Which packages an install brings, under which licences: a page of the site, and a check that fails on a new one.

`python -m prep.docs.licences` compares what is installed with `licences.toml` beside this file.
"""

import json
import subprocess
import sys
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from fnmatch import fnmatch
from importlib.metadata import PackageNotFoundError, requires
from pathlib import Path
from typing import Final

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from prep.model.extras import DISTRIBUTION

_TERMS: Final = Path(__file__).with_name("licences.toml")
EXTRAS: Final = ("", "pdf", "anki", "author", "team", "serve", "deep", "mlops", "docs", "dev", "test")
"""In the order in which a package is counted to the first that brings it; the default install has no name."""


@dataclass(frozen=True)
class InstalledPackage:
    """What is installed, by the metadata that came with it."""

    name: str
    version: str
    licence: str


@dataclass(frozen=True)
class Terms:
    """Which licences may come with an install."""

    free: frozenset[str]
    """For any package, as their metadata spell them."""

    looked_at: Mapping[str, str]
    """Others, by package or pattern: the licence it must have."""

    def refuse(self, package: InstalledPackage) -> str:
        """Why a package may not be there; nothing if it may."""
        for pattern, licence in self.looked_at.items():
            if fnmatch(package.name, pattern) and package.licence == licence:
                return ""
        parts = [part.strip() for part in package.licence.replace(" AND ", ";").replace(" OR ", ";").split(";")]
        if all(part in self.free for part in parts):
            return ""
        found = f"{package.name} {package.version} has the licence {package.licence!r}"
        return f"{found}; look at it, then add it to {_TERMS.name}"


def load_terms() -> Terms:
    """What `licences.toml` says."""
    said = tomllib.loads(_TERMS.read_text("utf-8"))
    return Terms(frozenset(said["free"]), {name: one["licence"] for name, one in said["looked_at"].items()})


def installed_packages() -> dict[str, InstalledPackage]:
    """Everything in this environment, by its canonical name."""
    command = [sys.executable, "-m", "piplicenses", "--from=mixed", "--format=json"]
    listed = json.loads(subprocess.run(command, check=True, capture_output=True, text=True).stdout)  # noqa: S603 - ours
    packages = [InstalledPackage(canonicalize_name(one["Name"]), one["Version"], one["License"]) for one in listed]
    return {package.name: package for package in packages}


def brought_by() -> dict[str, str]:
    """Each package that this distribution asks for, directly or through others, with the extra that brings it first.

    Only what is installed is followed; requirements for other systems are left out.
    """
    found: dict[str, str] = {}
    for extra in EXTRAS:
        for name in _closure(DISTRIBUTION, extra):
            found.setdefault(name, extra)
    return found


def _closure(name: str, extra: str) -> Iterator[str]:
    waiting, seen = [(name, extra)], set()
    while waiting:
        one = waiting.pop()
        if one in seen:
            continue
        seen.add(one)
        if one[0] != DISTRIBUTION:
            yield one[0]
        waiting += _required(*one)


def _required(name: str, extra: str) -> Iterator[tuple[str, str]]:
    try:
        lines = requires(name) or []
    except PackageNotFoundError:
        return
    for requirement in map(Requirement, lines):
        if requirement.marker is None or requirement.marker.evaluate({"extra": extra}):
            found = canonicalize_name(requirement.name)
            yield found, ""
            yield from ((found, one) for one in requirement.extras)


def licences_page() -> str:
    """A table of packages for each install, as Markdown."""
    packages, brought = installed_packages(), brought_by()
    parts = ["# Packages and licences", _PREFACE]
    for extra in EXTRAS:
        rows = [
            f"| {packages[name].name} | {packages[name].version} | {packages[name].licence} |"
            for name in sorted(brought)
            if brought[name] == extra and name in packages
        ]
        if rows:
            title = f"What the extra `{extra}` adds" if extra else "The default install"
            parts += [f"## {title}", "\n".join(["| package | version | licence |", "|---|---|---|", *rows])]
    return "\n\n".join(parts) + "\n"


_PREFACE: Final = """\
Made from what was installed where this site was built, by the metadata that each package brings. prep itself is
under the MIT licence. `make check` fails where a package comes with a licence that nobody has looked at, and `make
sbom` writes the same as a software bill of materials (CycloneDX)."""


def main() -> None:
    """Say what may not be there, and exit with 1 if anything is."""
    packages, terms = installed_packages(), load_terms()
    refused = [why for name in brought_by() if name in packages and (why := terms.refuse(packages[name]))]
    for why in refused:
        print(why)  # noqa: T201 - a command
    sys.exit(1 if refused else 0)


if __name__ == "__main__":
    main()
