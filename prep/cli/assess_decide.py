"""`prep assess rank`, `report`, `export`, `verify` and `send`: what a team decides on, and whom it tells."""

import os
from datetime import UTC, datetime
from pathlib import Path

import click

from prep.cli.assess import ASSESSMENT, Office, pass_office
from prep.cli.context import note
from prep.model.errors import StorageError
from prep.model.text import one_line
from prep.reports.selection import Part

_SECRET = "PREP_WEBHOOK_SECRET"  # noqa: S105 - the name of a variable


@click.command()
@ASSESSMENT
@click.option("--names", is_flag=True, help="Also the names.")
@click.option("--parts", is_flag=True, help="Also each part.")
@pass_office
def rank(office: Office, file: Path, names: bool, parts: bool) -> None:
    """Rank candidates: score, the interval it lies in, and the places that leaves open."""
    from prep.assessment.cohort import places  # noqa: PLC0415 - not for `--help`
    from prep.assessment.roster import all_candidates  # noqa: PLC0415
    from prep.assessment.scores import all_scores  # noqa: PLC0415
    from prep.assessment.scores import rank as rank_scores  # noqa: PLC0415

    home = office.open(file)
    known = {one.code: one.name for one in all_candidates(home)} if names else {}
    for one in rank_scores(all_scores(home)):
        score = one.score
        code = score.submission.code
        told = "" if score.is_complete else "  not all is graded or reviewed"
        told += "  late" if score.submission.late_s else ""
        told += f"  {one_line(known[code], 60)}" if code in known else ""
        click.echo(f"{places(one):>8}  {score.share:6.1%}  {score.low:6.1%} to {score.high:6.1%}  {code}{told}")
        for part in score.parts if parts else ():
            share = "     -" if part.share is None else f"{part.share:6.1%}"
            click.echo(f"          {share}  weight {part.weight:g}  {part.part}: {part.note}")


@click.command()
@ASSESSMENT
@click.option("--to", "folder", type=click.Path(path_type=Path, file_okay=False), default=Path("reports"))
@click.option("--for", "readers", type=click.Choice(["candidates", "reviewers", "cohort", "all"]), default="all")
@click.option("--format", "form", type=click.Choice(["html", "pdf", "md"]), default="html", show_default=True)
@click.option(
    "--leave-out",
    "left_out",
    type=click.Choice([*Part]),
    multiple=True,
    help="What candidates are not given: may be said several times.",
)
@pass_office
def report(office: Office, file: Path, folder: Path, readers: str, form: str, left_out: tuple[str, ...]) -> None:
    """Write reports: one for each candidate, one for each submission's reviewers, one on all.

    They have the look of theme.toml beside the assessment, or in the team's content.
    """
    from prep.assessment.reporting import Form, Readers, write_reports  # noqa: PLC0415
    from prep.reports.theme import find_theme  # noqa: PLC0415

    home = office.open(file)
    theme = find_theme([file.parent, *office.settings.roots])
    for one in Readers:
        if readers in ("all", one.value):
            hidden = frozenset(map(Part, left_out))
            count = sum(1 for _ in write_reports(home, folder, one, Form(form), datetime.now(UTC), theme, hidden))
            note(f"{count} in {folder / one.value}")


@click.command()
@ASSESSMENT
@click.option(
    "--format", "form", type=click.Choice(["csv", "json", "gradescope", "schema"]), default="csv", show_default=True
)
@click.option("--names", is_flag=True, help="Also the names.")
@click.option("--to", "target", type=click.Path(path_type=Path), help="A file, or a folder for Gradescope.")
@pass_office
def export(office: Office, file: Path, form: str, names: bool, target: Path | None) -> None:
    """Write results for other programs; the JSON is signed, and --format schema prints what it looks like."""
    import json  # noqa: PLC0415

    from prep.assessment import export as exports  # noqa: PLC0415

    if form == "schema":
        click.echo(json.dumps(exports.SCHEMA, indent=1))
        return
    home = office.open(file)
    if form == "gradescope":
        if target is None:
            raise click.UsageError("--format gradescope writes several files; name a folder with --to")
        for name, text in exports.gradescope_files(home):
            _write(target / name, text)
        note(f"written to {target}")
        return
    told = exports.results(home, datetime.now(UTC), names=names)
    text = exports.render_csv(told) if form == "csv" else exports.sign_results(told, home.key)
    if target is None:
        click.echo(text, nl=False)
    else:
        _write(target, text)
        note(f"written to {target}")


@click.command()
@click.argument("exported", metavar="FILE", type=click.Path(path_type=Path, dir_okay=False, exists=True))
@pass_office
def verify(office: Office, exported: Path) -> None:
    """Check that an exported JSON file is as it was written, and by whose key."""
    from prep.assessment.export import verify_results  # noqa: PLC0415

    fingerprint = verify_results(_read(exported), str(exported))
    own = " (this team's)" if fingerprint == office.key.fingerprint else " (not this team's)"
    click.echo(f"✓ as it was signed by the key {fingerprint}{own}")


@click.command()
@ASSESSMENT
@click.argument("url")
@click.option("--names", is_flag=True, help="Also the names.")
@pass_office
def send(office: Office, file: Path, url: str, names: bool) -> None:
    """Send results to your applicant-tracking system, signed with the secret in PREP_WEBHOOK_SECRET."""
    from prep.assessment.export import results, sign_results  # noqa: PLC0415
    from prep.assessment.webhook import deliver  # noqa: PLC0415

    secret = os.environ.get(_SECRET, "")
    if len(secret) < 16:
        raise click.UsageError(f"set {_SECRET} to the secret that you and the receiver share, 16 characters or more")
    home = office.open(file)
    body = sign_results(results(home, datetime.now(UTC), names=names), home.key).encode()
    tries = deliver(url, secret.encode(), body, lambda: datetime.now(UTC))
    note(f"received, at the {'first' if tries == 1 else f'{tries}th'} try")


def _write(path: Path, text: str) -> None:
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")
    except OSError as error:
        raise StorageError(f"{path} cannot be written: {error.strerror}; choose another place with --to") from None


def _read(path: Path) -> str:
    try:
        return path.read_text("utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise StorageError(f"{path} cannot be read: {error}") from None
