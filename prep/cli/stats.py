"""`prep stats`: figures to look back on, as text that prints as it is shown."""

import click

from prep.cli.context import Settings, pass_settings
from prep.practice.desk import Desk
from prep.store.folders import data_folder


@click.command()
@pass_settings
def stats(settings: Settings) -> None:
    """Show stages, topics, days, weeks and time, and how much of what you answered you probably still know."""
    from prep.practice.statistics import load_statistics, statistics_text  # noqa: PLC0415 - the database is slow

    desk = Desk(settings.roots, data_folder())
    try:
        click.echo(statistics_text(load_statistics(desk)))
    finally:
        desk.close()
