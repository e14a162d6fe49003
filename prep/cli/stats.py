"""`prep stats`: figures to look back on, as text that prints as it is shown."""

import click

from prep.cli.context import Settings, pass_settings
from prep.practice.desk.desk import Desk
from prep.store.folders import data_folder


@click.command()
@click.argument("question", required=False)
@pass_settings
def stats(settings: Settings, question: str | None) -> None:
    """Show stages, topics, days, weeks and time, and how much of what you answered you probably still know.

    With a question: each answer to it so far, its points answer by answer, and when it comes again.
    """
    from prep.practice.progress import statistics

    desk = Desk(settings.roots, data_folder())
    try:
        if question is not None:
            click.echo(statistics.question_history(desk, question))
        else:
            click.echo(statistics.statistics_text(statistics.load_statistics(desk)))
    finally:
        desk.close()
