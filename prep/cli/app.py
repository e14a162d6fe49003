"""`prep app`."""

import click

from prep.cli.context import Settings, pass_settings
from prep.cli.exits import ExitCode
from prep.cli.terminal import lacks_terminal


@click.command()
@pass_settings
@click.pass_context
def app(ctx: click.Context, settings: Settings) -> None:
    """Open the terminal app."""
    if lacks := lacks_terminal():
        click.echo(f"prep: the app {lacks}; run `prep` in one, or see `prep --help` for the commands", err=True)
        ctx.exit(ExitCode.USAGE)
    from prep.tui.app import run_app

    run_app(settings.roots)
