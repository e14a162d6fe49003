"""`prep assess collect`, `grade`, `regrade` and `status`."""

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

import click

from prep.cli.assess import ASSESSMENT, Office, pass_office
from prep.cli.context import note
from prep.cli.exits import ExitCode
from prep.model.errors import IsolationError
from prep.model.isolation import Isolation
from prep.model.text import count_words, one_line

if TYPE_CHECKING:
    from prep.assessment.register.bulk import OnGraded
    from prep.assessment.register.collect import CollectedFile
    from prep.assessment.register.home import TakeHome

_JOBS = click.option(
    "--jobs",
    type=click.IntRange(1, 64),
    default=os.cpu_count() or 1,
    show_default="the number of cores",
    help="Submissions at a time.",
)
_WEAKER = click.option("--allow-weaker-isolation", is_flag=True, help="Grade even where no full jail can be set up.")
_BROKER = click.option(
    "--broker", envvar="PREP_BROKER", help="redis://HOST or amqp://HOST: let `prep worker` processes grade."
)


@click.command()
@ASSESSMENT
@click.argument("paths", metavar="FILES...", nargs=-1, required=True, type=click.Path(path_type=Path, exists=True))
@click.option("--candidate", default="", help="Whose it is, by name or code, where the file does not say.")
@click.option(
    "--received",
    type=click.DateTime(["%Y-%m-%dT%H:%M:%S%z"]),
    help="When it came.  [default: not noted, only that it was before now]",
)
@click.option("--new", "is_new", is_flag=True, help="Add people who are not on your list of candidates.")
@click.option(
    "--correct", "is_corrected", is_flag=True, help="With --received: a later time counts, too, for work that is here."
)
@click.pass_context
@pass_office
def collect(
    office: Office,
    ctx: click.Context,
    file: Path,
    paths: tuple[Path, ...],
    candidate: str,
    received: datetime | None,
    is_new: bool,
    is_corrected: bool,
) -> None:
    """Take in what came back: what `prep take` left, an archive, a folder, a .py file or a notebook.

    A folder with archives in it is an inbox: each of its files is somebody's. The same work twice counts once. Late
    work is marked, not refused. A file that cannot be read costs only itself, and each line says what became of one.
    Where you have a list of candidates, only people on it count, unless you say --new. Was a time wrong, collect the
    file again with the right --received.
    """
    from prep.assessment.register.collect import collect as take_in
    from prep.assessment.register.collect import hand_ins

    paths = tuple(hand_ins(paths))
    if candidate and len(paths) != 1:
        raise click.UsageError("--candidate takes one file")
    if received is not None and received > office.now:
        raise click.UsageError(f"--received {received.isoformat()} is still to come; say when the file came")
    if is_corrected and received is None:
        raise click.UsageError("--correct goes with --received, the right time")
    home = office.open(file)
    refused = 0
    at = received or office.now
    told = take_in(
        home,
        paths,
        at,
        candidate,
        is_noted=received is not None,
        is_new=is_new,
        is_corrected=is_corrected,
        now=office.now,
    )
    for one in told:
        refused += bool(one.refused)
        click.echo(_told(one))
    if refused:
        others = {0: "", 1: "; the other one is taken in"}.get(len(paths) - refused, "; the others are taken in")
        note(f"{refused} of {len(paths)} refused{others}" if len(paths) > 1 else "nothing is taken in")
        ctx.exit(ExitCode.SUBMISSION)


@click.command()
@ASSESSMENT
@_JOBS
@_WEAKER
@_BROKER
@click.option(
    "--resend",
    type=click.FloatRange(1, 3600),
    default=20,
    show_default=True,
    help="With a broker: seconds without a grade after which what waits is sent again.",
)
@click.option("--again", metavar="CODE", help="Drop this candidate's grades first.")
@click.option("--retry", is_flag=True, help="Try again what the grader itself failed on too often.")
@click.pass_context
@pass_office
def grade(
    office: Office,
    ctx: click.Context,
    file: Path,
    jobs: int,
    allow_weaker_isolation: bool,
    broker: str | None,
    resend: float,
    again: str | None,
    retry: bool,
) -> None:
    """Grade everything that waits. Can be stopped at any moment; the next call goes on."""
    from prep.assessment.register.ledger import drop_grades, forgive_failures
    from prep.assessment.register.regrade import refuse_mended
    from prep.assessment.register.roster import find_candidate

    home = office.open(file)
    refuse_mended(home)
    if again:
        drop_grades(home, find_candidate(home, again), datetime.now(UTC))
    if retry:
        forgive_failures(home, datetime.now(UTC))
    _grade(home, jobs, broker, weaker_allowed=allow_weaker_isolation, resend_s=resend)
    ctx.exit(_tell_stuck(home))


@click.command()
@ASSESSMENT
@_JOBS
@_WEAKER
@_BROKER
@click.option("--switch", is_flag=True, help="From now on the new grades count.")
@click.pass_context
@pass_office
def regrade(
    office: Office,
    ctx: click.Context,
    file: Path,
    jobs: int,
    allow_weaker_isolation: bool,
    broker: str | None,
    switch: bool,
) -> None:
    """Grade everybody again after a test was corrected, and show what would change; --switch changes it."""
    from prep.assessment.register.regrade import differences, mended_parts, switch_all

    home = office.open(file)
    mended = mended_parts(home)
    if not mended:
        click.echo("nothing was corrected since it was graded")
        return
    _grade(home, jobs, broker, weaker_allowed=allow_weaker_isolation)
    for one in differences(home):
        click.echo(
            f"{one.code}  {one.part}  {one.before:.1%} → {one.after:.1%}  {one.verdict_before} → {one.verdict_after}"
        )
    code = _tell_stuck(home)
    if switch and code is ExitCode.OK:
        switch_all(home, datetime.now(UTC))
        click.echo(f"switched: {', '.join(mended)} count by the corrected tests; the former grades are kept")
    elif not switch:
        note("nothing is changed yet; --switch lets the new grades count")
    ctx.exit(code)


@click.command()
@ASSESSMENT
@click.option("--names", is_flag=True, help="Include names; reviewers should not see them.")
@pass_office
def status(office: Office, file: Path, names: bool) -> None:
    """Show what came in, how far it is graded, what is stuck."""
    from prep.assessment.register.ledger import count_graded, stuck_works
    from prep.assessment.register.privacy import expired
    from prep.assessment.register.roster import all_candidates
    from prep.assessment.register.standing import all_submissions, counting_works, unreadable_works

    home = office.open(file)
    submitted = all_submissions(home)
    for candidate in all_candidates(home):
        mine = [one for one in submitted if one.code == candidate.code]
        told = [f"{one.source}{_late(one.late_s)}" for one in mine if one.counts]
        earlier = f" ({len(mine) - len(told)} earlier)" if len(mine) > len(told) else ""
        name = f"  {one_line(candidate.name, 60)}" if names else ""
        click.echo(f"{candidate.code}  {'; '.join(told) or 'nothing yet'}{earlier}{name}")
        for one in mine:
            for remark in one.remarks if one.counts else ():
                click.echo(f"        {one_line(remark)}")
    for part in home.assessment.parts:
        version = home.content_version(part.id)
        for reason in unreadable_works(home, part.id).values():
            click.echo(f"        not graded: {one_line(reason)}")
        works, stuck = len(counting_works(home, part.id)), stuck_works(home, part.id, version)
        counting = count_words(works, "work that counts", "works that count")
        graded = count_graded(home, part.id, version)
        earlier_too = ", earlier versions included" if graded > works else ""
        click.echo(f"{part.id}: {counting}, {graded} graded{earlier_too}")
        for one_stuck in stuck:
            click.echo(f"        ☠ {one_stuck.code}: the grader failed: {one_line(one_stuck.reason)}")
    if over := expired(home, office.now):
        people = count_words(len(over), "person is", "people are")
        note(f"{people} kept longer than they were promised; `prep assess purge {file} --yes` removes them")


def _grade(home: "TakeHome", jobs: int, broker: str | None, *, weaker_allowed: bool, resend_s: float = 20.0) -> None:
    from prep.assessment.register.bulk import Setting, count_pending, grade_pending

    waiting = count_pending(home)
    if not waiting:
        return
    with _progress(waiting) as on_graded:
        if broker:
            from prep.assessment.register.fleet import grade_by_fleet

            grade_by_fleet(home, broker, on_graded, on_quiet=_tell_quiet, stall_s=resend_s)
            return
        try:
            grade_pending(home, Setting(lanes=jobs), _answer_grader, on_graded)
        except IsolationError as error:
            if not weaker_allowed:
                raise IsolationError(f"{error}; --allow-weaker-isolation grades without a jail") from None
            note(f"prep: {error}; graded without a jail, as you allow")
            grade_pending(home, Setting(lanes=jobs, isolation=Isolation.PROCESS), _answer_grader, on_graded)


def _tell_quiet(waiting: int) -> None:
    note(f"nothing was graded for a while, {waiting} wait: does `prep worker` run, with the content as it is here?")


def _answer_grader():  # type: ignore[no-untyped-def]  # noqa: ANN202 - the model is only loaded where questions wait
    from prep.concepts.grade.grader import default_grader

    return default_grader({})


@contextmanager
def _progress(waiting: int) -> Iterator["OnGraded"]:
    """A bar on stderr where a person watches, else a line at the end."""
    done = 0
    with click.progressbar(
        length=waiting, label="Grading", file=sys.stderr, show_pos=True, hidden=not sys.stderr.isatty()
    ) as bar:

        def on_graded(_: str) -> None:
            nonlocal done
            done += 1
            bar.update(1)

        try:
            yield on_graded
        except KeyboardInterrupt:
            note(f"\nstopped after {done} of {waiting}; what is graded is kept, the next call goes on")
            raise
    note(f"{done} of {waiting} graded")


def _tell_stuck(home: "TakeHome") -> ExitCode:
    from prep.assessment.register.ledger import stuck_works

    stuck = [one for part in home.assessment.parts for one in stuck_works(home, part.id, home.content_version(part.id))]
    for one in stuck:
        note(f"☠ {one.code} {one.part}: the grader failed, so there is no score: {one_line(one.reason)}")
    if stuck:
        note("run it again with --retry")
    return ExitCode.GRADER if stuck else ExitCode.OK


def _told(one: "CollectedFile") -> str:
    if one.refused:
        named = "" if one.refused.startswith(one.path) else f"{one_line(one.path, 120)}: "
        return f"✗ refused: {named}{one_line(one.refused)}"
    again = "" if one.is_new else ", which was here already"
    lines = [f"✓ {one_line(one.path, 120)} → {one.code}: {', '.join(one.parts)}{_late(one.late_s)}{again}"]
    return "\n".join([*lines, *(f"        {one_line(remark)}" for remark in one.remarks)])


def _late(late_s: float) -> str:
    from prep.assessment.register.timing import span_words

    return f", late by {span_words(timedelta(seconds=late_s))}" if late_s else ""
