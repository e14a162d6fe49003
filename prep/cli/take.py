"""`prep take`."""

from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from prep.cli.context import note
from prep.cli.exits import ExitCode
from prep.cli.terminal import lacks_terminal
from prep.model.text import one_line, visible
from prep.store.folders import data_folder

if TYPE_CHECKING:
    from prep.assessment.packs.desk import CandidateDesk
    from prep.practice.desk.bench import Bench


@click.command()
@click.argument("pack", metavar="FILE", type=click.Path(path_type=Path, exists=True))
@click.option(
    "--folder", type=click.Path(path_type=Path, file_okay=False), help="Where to work.  [default: data folder]"
)
@click.option(
    "--to",
    "target",
    type=click.Path(path_type=Path, file_okay=False, exists=True),
    default=Path(),
    help="Where to leave the file to send back.",
)
@click.option("--name", default="", help="Your name, where the file is for everybody.")
@click.option("--key", metavar="FINGERPRINT", help="The key that the team gave you; another one is refused.")
@click.option("--unpack", is_flag=True, help="Only lay out the folder, to work with an editor of your own.")
@click.option("--start", is_flag=True, help="Start the clock, without opening the app.")
@click.option(
    "--test",
    "part",
    is_flag=False,
    flag_value="",
    metavar="[PART]",
    help="Run the public tests on what is in the folder: of one part, or of all.",
)
@click.option("--hand-in", is_flag=True, help="Hand in what is in the folder, without opening the app.")
@click.pass_context
def take(  # one parameter an option
    ctx: click.Context,
    pack: Path,
    folder: Path | None,
    target: Path,
    name: str,
    key: str | None,
    unpack: bool,
    start: bool,
    part: str | None,
    hand_in: bool,
) -> None:
    """Take an assessment that you were sent, and leave one file to send back.

    The clock starts when you say so and runs on while this is closed; what comes late is marked, not refused. A log
    notes when you start, save, run tests and hand in, how long your text is then and whether much of it came at once,
    and nothing else.
    """
    from prep.assessment.packs.desk import CandidateDesk
    from prep.assessment.packs.layout import TamperedError
    from prep.assessment.packs.opened import open_pack

    opened = open_pack(pack)
    if key is not None and key != opened.key:
        raise TamperedError(f"{pack} is signed by {opened.key}, not by {key}; ask the team for the right file")
    desk = CandidateDesk(opened, folder or data_folder() / "take-homes" / f"{opened.assessment}-{opened.digest[:8]}")
    now = datetime.now(UTC)
    if start:
        desk.begin(now)
    if hand_in:
        click.echo(desk.submit(target, now, name))
        for remark in desk.remarks:
            note(one_line(remark))
        if desk.started_at is None:
            note("the clock was never started, so the team does not know how long it took")
        note("send this file back to the team")
    elif part is not None:
        ctx.exit(_test(desk, part))
    elif unpack or start:
        click.echo(desk.folder)
        note(_clock(desk, pack))
    elif not (lacks := lacks_terminal()):
        from prep.tui.screens.take import run_take

        run_take(desk, target.resolve(), name, lambda: datetime.now(UTC))
    else:
        click.echo(f"prep: this {lacks}; --unpack, --start, --test and --hand-in do without", err=True)
        ctx.exit(ExitCode.USAGE)


def _clock(desk: "CandidateDesk", pack: Path) -> str:
    if desk.deadline is None:
        minutes = desk.pack.time_limit_minutes
        return f"the clock does not run yet: `prep take {pack} --start` starts your {minutes} minutes"
    if desk.deadline < datetime.now(UTC):
        return f"the time was up on {desk.deadline:%Y-%m-%d %H:%M %Z}; what you hand in now is marked as late"
    return f"the clock runs until {desk.deadline:%Y-%m-%d %H:%M %Z}; hand in with `prep take {pack} --hand-in`"


def _test(desk: "CandidateDesk", wanted: str) -> ExitCode:
    """Run public tests on what is in the folder, whichever editor wrote it."""
    from prep.catalog.reader import suggest
    from prep.practice.desk.bench import Bench

    parts = {part.id: part for part in desk.pack.challenges}
    if wanted and wanted not in parts:
        raise click.UsageError(f"no challenge `{wanted}` in this pack; {suggest(wanted, list(parts))}")
    code = ExitCode.OK
    bench = Bench()
    try:
        for part in [wanted] if wanted else parts:
            code = max(code, _test_part(desk, part, bench))
    finally:
        bench.close()
    if bench.weakness:
        note(f"no full jail here, which is fine for your own code: {bench.weakness}")
    return code


def _test_part(desk: "CandidateDesk", part: str, bench: "Bench") -> ExitCode:
    from prep.model.challenge import Visibility
    from prep.model.verdict import Verdict

    challenge = desk.public_challenge(part)
    result = bench.grade_files(challenge, desk.files(challenge), visibility=Visibility.PUBLIC)
    passed = sum(check.verdict is Verdict.ACCEPTED for check in result.checks)
    if desk.started_at is not None:
        desk.note_check(part, datetime.now(UTC), passed, len(result.checks))
    click.echo(f"{part}: {passed} of {len(result.checks)} public checks passed")
    titles = {check.id: check.title for check in challenge.spec.checks}
    for check in result.checks:
        mark = "✓" if check.verdict is Verdict.ACCEPTED else "✗"
        click.echo(f"  {mark} {titles[check.id]}: {check.verdict}")
        for line in visible(check.message).splitlines():
            click.echo(f"      {line}")
    if result.verdict is Verdict.GRADER_ERROR:
        return ExitCode.GRADER
    return ExitCode.OK if passed == len(result.checks) else ExitCode.CHECKS_FAILED
