"""`prep doctor`: what this installation is, and what it can do on this machine."""

import importlib.metadata
import platform
import re
import sys

import click

from prep import __version__
from prep.catalog.challenges import challenge_ids
from prep.cli.context import Settings, pass_settings
from prep.grading.lane import Lane
from prep.grading.ways import first_bar, ways
from prep.model.challenge import Runtime
from prep.model.extras import DISTRIBUTION
from prep.model.isolation import Isolation
from prep.model.text import count_words
from prep.store.folders import data_folder


@click.command()
@pass_settings
def doctor(settings: Settings) -> None:
    """Tell versions, isolation, and where data lies."""
    _say("prep", __version__)
    _say("python", f"{platform.python_version()} at {sys.executable}")
    _say("system", platform.platform())
    _say_ways()
    for runtime in Runtime:
        _say(f"jail: {runtime}", _isolation(runtime))
    for root in settings.roots:
        _say("content", f"{root} ({count_words(len(challenge_ids([root])), 'challenge')})")
    _say("data", str(data_folder()))
    click.echo("\nPackages")
    for name in _requirements():
        _say(f"  {name}", _version(name))


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
    return "full isolation: bubblewrap, namespaces for each submission, no network, seccomp"


def _requirements() -> list[str]:
    lines = importlib.metadata.requires(DISTRIBUTION) or []
    return sorted({re.split(r"[^\w.-]", line, maxsplit=1)[0] for line in lines if DISTRIBUTION not in line})


def _version(name: str) -> str:
    try:
        return importlib.metadata.version(name)
    except importlib.metadata.PackageNotFoundError:
        return "not installed"


def _say(what: str, value: str) -> None:
    click.echo(f"{what:<28} {value}")
