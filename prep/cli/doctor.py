"""`prep doctor`: what this installation is, and what it can do on this machine."""

import importlib.metadata
import platform
import sys
from collections.abc import Iterator
from typing import Final

import click
from packaging.requirements import Requirement

from prep import __version__
from prep.catalog.challenges import challenge_ids
from prep.cli.context import Settings, pass_settings
from prep.grading.guards import guards
from prep.grading.lane import Lane
from prep.grading.ways import first_bar, ways
from prep.model.challenge import Runtime
from prep.model.errors import IsolationError
from prep.model.extras import DISTRIBUTION
from prep.model.isolation import Isolation
from prep.model.text import count_words
from prep.store.folders import data_folder


@click.command()
@pass_settings
def doctor(settings: Settings) -> None:
    """Show which versions are installed, what guards the jail, which extras there are, and where data lies."""
    _say("prep", __version__)
    _say("python", f"{platform.python_version()} at {sys.executable}")
    _say("system", platform.platform())
    _say_ways()
    _say_guards()
    for runtime in Runtime:
        _say(f"jail: {runtime}", _isolation(runtime))
    for root in settings.roots:
        _say("content", f"{root} ({count_words(len(challenge_ids([root])), 'challenge')})")
    _say("data", str(data_folder()))
    for extra, missing in _extras():
        _say(f"extra: {extra}", f"lacks {', '.join(missing)}" if missing else "installed")


def _say_ways() -> None:
    """Each way to a jail, tried on its own; where none works, what to do about the first thing in the way."""
    found = {way: Lane(Isolation.FULL, only=way).barred_by(Runtime.NUMPY) for way in ways()}
    for way, reason in found.items():
        _say("way to a jail", f"{way}: {reason or 'works'}")
    if all(found.values()):
        bar = first_bar()
        _say("no way to a jail", bar.what)
        _say("what to do", bar.remedy)


def _isolation(runtime: Runtime) -> str:
    """What `prep grade` would get on this machine, found out by setting a jail up."""
    if reason := Lane(Isolation.FULL).barred_by(runtime):
        return f"not full isolation: {reason}"
    return "full isolation: bubblewrap, namespaces for each submission, no network, seccomp; 12 ways out tried in vain"


def _say_guards() -> None:
    try:
        for guard in guards():
            _say(guard.name, guard.origin)
    except IsolationError as error:
        _say("filter of system calls", str(error))


_FOR_USERS: Final = ("pdf", "anki", "team", "serve", "deep", "mlops", "author")
"""The other extras are for whoever changes prep itself."""


def _extras() -> Iterator[tuple[str, list[str]]]:
    """Each extra with the packages that it lacks."""
    requirements = [Requirement(line) for line in importlib.metadata.requires(DISTRIBUTION) or []]
    for extra in _FOR_USERS:
        asked = [one.name for one in requirements if _is_asked(one, extra) and not _is_asked(one, "")]
        yield extra, [name for name in asked if not _is_installed(name)]


def _is_asked(requirement: Requirement, extra: str) -> bool:
    return requirement.marker is None or requirement.marker.evaluate({"extra": extra})


def _is_installed(name: str) -> bool:
    try:
        importlib.metadata.version(name)
    except importlib.metadata.PackageNotFoundError:
        return False
    return True


def _say(what: str, value: str) -> None:
    click.echo(f"{what:<28} {value}")
