"""`prep project`: the reference projects run on their own, as programs of their own."""

import subprocess
from pathlib import Path

import click

from prep.catalog.locate import shipped_root
from prep.catalog.reader import suggest
from prep.cli.exits import ExitCode
from prep.model.errors import ContentError
from prep.trusted import own_environment, python_command


@click.group()
def project() -> None:
    """Run the reference projects."""


@project.command("list")
def list_projects() -> None:
    """List the reference projects."""
    for name in _projects():
        click.echo(name)


@project.command(context_settings={"allow_interspersed_args": False})
@click.argument("name")
@click.argument("arguments", nargs=-1, type=click.UNPROCESSED)
@click.pass_context
def run(ctx: click.Context, name: str, arguments: tuple[str, ...]) -> None:
    """Run a reference project; what follows its name goes to the project (try --help there)."""
    if name not in _projects():
        raise ContentError(f"no project `{name}`; {suggest(name, _projects())}")
    ctx.exit(_run_module(f"projects.{name}", *arguments))


@project.command("score")
@click.argument("name")
@click.pass_context
def score_project(ctx: click.Context, name: str) -> None:
    """Show a project's ML Test Score: 28 rows, what earns each, and the least of the four sections."""
    if name not in _projects():
        raise ContentError(f"no project `{name}`; {suggest(name, _projects())}")
    ctx.exit(_run_module("projects.ops.score", name))


def _run_module(module: str, *arguments: str) -> int:
    """The exit code of a program of the projects, which run in a Python of their own."""
    command = python_command(module, *arguments, packages={"projects": shipped_root()})
    process = subprocess.Popen(command, env=own_environment())  # noqa: S603 - our own program, the person's own arguments
    while True:
        try:
            code = process.wait()
        except KeyboardInterrupt:  # the project hears of it too, and says so itself
            continue
        return ExitCode.INTERRUPTED if code < 0 else code


def _projects() -> list[str]:
    folder = Path(shipped_root(), "projects")
    return sorted(path.parent.name for path in folder.glob("*/__main__.py"))
