"""`prep doctor`: what this installation is, and what it can do on this machine."""

import importlib.metadata
import platform
import re
import sys

import click

from prep import __version__
from prep.catalog.challenges import challenge_ids
from prep.cli.context import Settings, pass_settings
from prep.grading.bwrap import bwrap_path
from prep.grading.lane import Lane
from prep.model.challenge import Runtime
from prep.model.errors import IsolationError
from prep.model.extras import DISTRIBUTION
from prep.model.isolation import Isolation
from prep.store.folders import data_folder


@click.command()
@pass_settings
def doctor(settings: Settings) -> None:
    """Tell versions, isolation, and where data lies."""
    _say("prep", __version__)
    _say("python", f"{platform.python_version()} at {sys.executable}")
    _say("system", platform.platform())
    _say("bubblewrap", str(bwrap_path() or "not found"))
    for runtime in Runtime:
        _say(f"jail: {runtime}", _isolation(runtime))
    for root in settings.roots:
        _say("content", f"{root} ({len(challenge_ids([root]))} challenges)")
    _say("data", str(data_folder()))
    click.echo("\nPackages")
    for name in _requirements():
        _say(f"  {name}", _version(name))


def _isolation(runtime: Runtime) -> str:
    """What `prep grade` would get on this machine, found out by setting a jail up."""
    lane = Lane(Isolation.FULL)
    try:
        lane.try_out(runtime)
    except IsolationError as error:
        return f"not full isolation: {error}"
    else:
        return "full isolation: bubblewrap, namespaces for each submission, no network, seccomp"
    finally:
        lane.close()


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
