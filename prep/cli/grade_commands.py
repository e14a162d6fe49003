"""The options of `prep grade` and `prep check`.

What both wait for longest is the test server, which imports pytest and more. So it is started as soon as it is clear
what is to be graded, with what both need imported once for both, and only then is the rest of the grader imported.
"""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import click

from prep.cli.context import Settings, pass_settings
from prep.model.errors import SubmissionError
from prep.model.report_part import COMPACT, ReportPart

if TYPE_CHECKING:
    from prep.grading.processes import ServerProcess
    from prep.model.challenge import Challenge

_PARTS = (*COMPACT, ReportPart.NAMES)
_FORMATS = ("gradescope", "junit", "ctrf")
_PATH = click.Path(path_type=Path)
_FILE = click.Path(path_type=Path, exists=True, dir_okay=False)


@click.command()
@click.argument("challenge_id", metavar="CHALLENGE")
@click.argument("path", type=_PATH)
@click.pass_context
@pass_settings
def check(settings: Settings, ctx: click.Context, challenge_id: str, path: Path) -> None:
    """Run a challenge's public tests on your own work."""
    challenge = _challenge(settings, challenge_id)
    with _server_ahead(challenge) as ahead:
        from prep.cli.grade import check_work  # while the test server starts

        ctx.exit(check_work(challenge, path, ahead))


@click.command()
@click.argument("challenge_id", metavar="CHALLENGE")
@click.argument("paths", metavar="PATH...", nargs=-1, required=True, type=_PATH)
@click.option("--jobs", type=click.IntRange(1, 64), default=1, show_default=True, help="Submissions at a time.")
@click.option("--json", "as_json", is_flag=True, help="Print a JSON object per line for each submission, in order.")
@click.option("--format", "form", type=click.Choice(_FORMATS), help="Print a results file of this format.")
@click.option(
    "--report",
    type=click.Path(),
    metavar="FILE|FOLDER/",
    help="Write one submission's report (.html, .pdf, .md or .txt); into a folder, a page each, all in one PDF, and a "
    "class sheet.",
)
@click.option("--compact", is_flag=True, help="Reports of one or two pages: no code, nothing of what passed.")
@click.option(
    "--leave-out",
    "left_out",
    type=click.Choice([part.value for part in _PARTS]),
    multiple=True,
    help="A part to leave out of reports; can be repeated. Without names they are numbered; who.csv has the names.",
)
@click.option("--theme", type=_FILE, help="A team's name, logo and colours for the report, as TOML.")
@click.option("--paper", type=click.Choice(("a4", "letter")), help="Of the report.  [default: the theme's, else a4]")
@click.option("--allow-weaker-isolation", is_flag=True, help="Grade even where no full jail can be set up.")
@click.pass_context
@pass_settings
def grade(  # one parameter an option
    settings: Settings,
    ctx: click.Context,
    challenge_id: str,
    paths: tuple[Path, ...],
    jobs: int,
    as_json: bool,
    form: str | None,
    report: str | None,
    compact: bool,
    left_out: tuple[str, ...],
    theme: Path | None,
    paper: str | None,
    allow_weaker_isolation: bool,
) -> None:
    """Grade submissions (files, folders, archives, notebooks) with all tests.

    The submission runs in a jail; where this machine cannot set one up, nothing is graded unless you allow it. What
    cannot be read gets no score.
    """
    if as_json and form is not None:
        raise click.UsageError("--json and --format both want stdout; choose one")
    for path in paths:
        if not path.exists():
            raise SubmissionError(f"{path}: no such file or folder; nothing was graded")
    challenge = _challenge(settings, challenge_id)
    with _server_ahead(challenge) as ahead:
        from prep.cli.grade import Wishes, grade_work  # while the test server starts

        wishes = Wishes(
            jobs=jobs,
            as_json=as_json,
            form=form,
            report=report,
            left_out=(*left_out, *(COMPACT if compact else ())),
            theme=theme,
            paper=paper,
            weaker_allowed=allow_weaker_isolation,
        )
        ctx.exit(grade_work(settings, challenge, paths, wishes, ahead))


def _challenge(settings: Settings, challenge_id: str) -> "Challenge":
    from prep.catalog.challenges import load_challenge

    return load_challenge(settings.roots, challenge_id)


@contextmanager
def _server_ahead(challenge: "Challenge") -> "Iterator[ServerProcess | None]":
    """The test server of a challenge, which nothing waits for yet; none where people's work is not graded at all."""
    if sys.platform != "linux":
        yield None
        return
    from prep.grading.ahead import start_ahead  # not for `--help`, and not on every platform

    try:
        server = start_ahead(challenge)
    except OSError:  # told where it is tried again
        yield None
        return
    try:
        yield server
    finally:
        server.close()
