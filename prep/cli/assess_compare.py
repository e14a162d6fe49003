"""`prep assess compare`."""

from pathlib import Path

import click

from prep.cli.assess import ASSESSMENT, Office, pass_office
from prep.cli.context import note
from prep.model.errors import StorageError


@click.command()
@ASSESSMENT
@click.option(
    "--show",
    nargs=3,
    metavar="PART ONE OTHER",
    help="Write two works side by side: two codes, or a code and a file of the challenge.",
)
@click.option(
    "--to",
    "target",
    type=click.Path(path_type=Path, dir_okay=False),
    default=Path("side-by-side.html"),
    show_default=True,
    help="Where to, with --show.",
)
@pass_office
def compare(office: Office, file: Path, show: tuple[str, str, str] | None, target: Path) -> None:
    """What has much in common, whatever its names and order: a reason to look, never a finding."""
    from prep.assessment.compare import compare_all, side_by_side  # noqa: PLC0415 - not for `--help`

    home = office.open(file)
    if show is None:
        found = compare_all(home)
        for one in found:
            other = one.other_code or one.other
            click.echo(f"{one.most:4.0%}  {one.code} and {other}  {one.part}")
        note(
            f"{len(found)} likenesses above {home.assessment.similarity_threshold:.0%}; look at them with "
            f"`prep assess compare {file} --show PART ONE OTHER` before you conclude anything"
        )
        return
    from prep.assessment.side_by_side import render_side_by_side  # noqa: PLC0415

    part, one_code, other = show
    _require_challenge(list(home.content.challenges), part)
    left, right = side_by_side(home, part, one_code, other)
    try:
        target.write_text(render_side_by_side(f"{part}: {one_code} beside {other}", left, right), "utf-8")
    except OSError as error:
        raise StorageError(f"{target} cannot be written: {error.strerror}; choose another with --to") from None
    note(f"side by side: {target}")


def _require_challenge(known: list[str], part: str) -> None:
    from prep.catalog.reader import suggest  # noqa: PLC0415 - only for a typing error

    if part not in known:
        raise click.UsageError(f"no challenge `{part}` in this assessment; {suggest(part, known) if known else ''}")
