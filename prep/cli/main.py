"""The `prep` command itself: global options and the list of commands, each loaded when it is named."""

from pathlib import Path
from typing import Final

import click

from prep import __version__
from prep.cli.context import Settings
from prep.cli.lazy import LazyGroup

_COMMANDS: Final = {
    "answer": ("prep.cli.answers", "Grade an answer to a concept question."),
    "answers": ("prep.cli.answers", "Grade many answers, one JSON object per line."),
    "app": ("prep.cli.app", "Open the terminal app (also: `prep` alone)."),
    "assess": ("prep.cli.assess", "Run take-home assessments, for hiring teams."),
    "author": ("prep.cli.author", "Write challenges and prove their tests fair."),
    "challenges": ("prep.cli.challenges", "List the coding challenges."),
    "check": ("prep.cli.grade_commands", "Run a challenge's public tests on your own work."),
    "data": ("prep.cli.data", "Show where your data lies; export and import it."),
    "doctor": ("prep.cli.doctor", "Show what is installed, what guards the jail, where data lies."),
    "drill": ("prep.cli.drill", "Answer concept questions, by spaced repetition."),
    "find": ("prep.cli.find", "Find challenges and questions by topic, level or status."),
    "grade": ("prep.cli.grade_commands", "Grade submissions with all tests."),
    "interview": ("prep.cli.interview", "Sit a mock interview."),
    "mark": ("prep.cli.find", "Bookmark, annotate or suspend a challenge or question."),
    "plan": ("prep.cli.progress", "Show what to do today; plan towards your interview."),
    "practice": ("prep.cli.practice", "Solve coding challenges against the clock."),
    "progress": ("prep.cli.progress", "Show where you are on the path, and what to do next."),
    "project": ("prep.cli.project", "Run the reference projects."),
    "question": ("prep.cli.questions", "List, show, teach and export concept questions."),
    "reports": ("prep.cli.reports", "List, read, open and save your reports."),
    "show": ("prep.cli.challenges", "Show a challenge's prompt and what is checked."),
    "start": ("prep.cli.challenges", "Write a challenge's starter into a folder."),
    "stats": ("prep.cli.stats", "Show stages, topics, days, weeks and time."),
    "take": ("prep.cli.take", "Take an assessment that you were sent."),
    "verify": ("prep.cli.verify", "Check a signed result or credential, without a network."),
    "worker": ("prep.cli.worker", "Grade take-homes for `prep assess grade --broker`."),
}


@click.group(
    cls=LazyGroup,
    lazy=_COMMANDS,
    invoke_without_command=True,
    context_settings={"help_option_names": ["-h", "--help"]},
)
@click.option(
    "--content",
    type=click.Path(path_type=Path, file_okay=False, exists=True),
    envvar="PREP_CONTENT",
    help="A folder of your own with challenges/ or rubrics/, searched before what ships with prep.",
)
@click.version_option(__version__, prog_name="prep")
@click.pass_context
def prep(ctx: click.Context, content: Path | None) -> None:
    """Practise and assess machine learning: concept questions and coding challenges, graded in a jail.

    Without a command, opens the terminal app.
    """
    ctx.obj = Settings(own_content=content)
    if ctx.invoked_subcommand is None:
        app = prep.get_command(ctx, "app")
        if app is None:  # the install for candidates
            click.echo(ctx.get_help())
        else:
            ctx.invoke(app)
