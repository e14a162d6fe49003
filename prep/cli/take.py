"""`prep take`."""

import importlib
import sys
from datetime import UTC, datetime
from pathlib import Path

import click

from prep.cli.context import note
from prep.cli.exits import ExitCode
from prep.model.text import one_line
from prep.store.folders import data_folder


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
@click.option("--key", metavar="FINGERPRINT", help="The key that the team told you; another one is refused.")
@click.option("--unpack", is_flag=True, help="Only lay out the folder, to work with an editor of your own.")
@click.option("--hand-in", is_flag=True, help="Hand in what is in the folder, without opening the app.")
@click.pass_context
def take(
    ctx: click.Context,
    pack: Path,
    folder: Path | None,
    target: Path,
    name: str,
    key: str | None,
    unpack: bool,
    hand_in: bool,
) -> None:
    """Take an assessment that you were sent, and leave one file to send back.

    The clock starts when you say so and runs on while this is closed; what comes late is marked, not refused. A log
    notes when you start, save, run tests and hand in, and nothing else.
    """
    from prep.assessment.desk import Desk  # noqa: PLC0415 - not for `--help`
    from prep.assessment.layout import TamperedError  # noqa: PLC0415
    from prep.assessment.opened import open_pack  # noqa: PLC0415

    opened = open_pack(pack)
    if key is not None and key != opened.key:
        raise TamperedError(f"{pack} is signed by {opened.key}, not by {key}; ask the team for the right file")
    desk = Desk(opened, folder or data_folder() / "take-homes" / f"{opened.assessment}-{opened.digest[:8]}")
    if unpack or hand_in:
        now = datetime.now(UTC)
        desk.begin(now)
        if hand_in:
            click.echo(desk.submit(target, now, name))
            for remark in desk.remarks:
                note(one_line(remark))
            note("send this file back to the team")
        else:
            click.echo(desk.folder)
            note(f"the clock runs until {desk.deadline:%Y-%m-%d %H:%M %Z}; hand in with `prep take {pack} --hand-in`")
        return
    if not (sys.stdin.isatty() and sys.stdout.isatty()):
        click.echo("prep: this needs a terminal; --unpack and --hand-in do without", err=True)
        ctx.exit(ExitCode.USAGE)
    # By name: the command line does not depend on the app, it only knows where it is.
    importlib.import_module("prep.tui.screens.take").run_take(desk, target.resolve(), name, lambda: datetime.now(UTC))
