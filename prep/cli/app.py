"""`prep app`."""

import sys

import click

from prep.cli.context import Settings, pass_settings
from prep.cli.exits import ExitCode


@click.command()
@pass_settings
@click.pass_context
def app(ctx: click.Context, settings: Settings) -> None:
    """Open the terminal app."""
    if not (sys.stdin.isatty() and sys.stdout.isatty()):
        click.echo(
            "prep: the app needs a terminal; run `prep` in one, or see `prep --help` for the commands",
            err=True,
        )
        ctx.exit(ExitCode.USAGE)
    from prep.tui.app import run_app

    run_app(settings.roots)
