"""`prep worker`."""

import os

import click

from prep.cli.assess import default_database
from prep.cli.context import Settings, note, pass_settings
from prep.store.folders import data_folder


@click.command()
@click.option("--broker", envvar="PREP_BROKER", required=True, help="redis://HOST or amqp://HOST.")
@click.option("--database", envvar="PREP_DATABASE", help="The same as that of `prep assess`.")
@click.option(
    "--jobs",
    type=click.IntRange(1, 64),
    default=os.cpu_count() or 1,
    show_default="the number of cores",
    help="Submissions at a time.",
)
@pass_settings
def worker(settings: Settings, broker: str, database: str | None, jobs: int) -> None:
    """Grade take-homes until stopped, for `prep assess grade --broker`.

    Any number of these may run, on as many machines. Each needs the same content, the same database and the team's key;
    one that is killed loses nothing. Only the full jail is good enough here.
    """
    from prep.assessment.packs.keys import load_team_key
    from prep.assessment.register.fleet import run_worker

    key = load_team_key(data_folder())
    note(f"grading with {jobs} at a time, sealing with the team key {key.fingerprint}; Ctrl-C ends it")
    run_worker(broker, database or default_database(), settings.roots, key, jobs, _answer_grader)


def _answer_grader():  # type: ignore[no-untyped-def]  # noqa: ANN202 - the model is only loaded where questions wait
    from prep.concepts.grade.grader import default_grader

    return default_grader({})
