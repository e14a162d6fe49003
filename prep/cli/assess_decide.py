"""`prep assess rank`, `report`, `export`, `verify` and `send`: what a team decides on, and whom it tells."""

import os
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

import click

from prep.cli.assess import ASSESSMENT, Office, pass_office
from prep.cli.context import note
from prep.cli.exits import ExitCode
from prep.model.errors import StorageError
from prep.model.report_part import ReportPart
from prep.model.text import count_words, one_line
from prep.store.folders import make_private

if TYPE_CHECKING:
    from prep.assessment.register.whole import Register

_SECRET = "PREP_WEBHOOK_SECRET"  # noqa: S105 - the name of a variable


@click.command()
@ASSESSMENT
@click.option("--names", is_flag=True, help="Include names.")
@click.option("--parts", is_flag=True, help="Include each part.")
@pass_office
def rank(office: Office, file: Path, names: bool, parts: bool) -> None:
    """Rank candidates: each score, the interval it lies in, and the places that this leaves open."""
    from prep.assessment.decision.cohort import places
    from prep.assessment.decision.scores import rank as rank_scores
    from prep.assessment.decision.scores import scores_of
    from prep.assessment.register.whole import read_register

    register = read_register(office.open(file))
    ranked = rank_scores(scores_of(register))
    for one in ranked:
        score = one.score
        told = "  late" if score.submission.late_s else ""
        told += f"  {one_line(register.names[score.submission.code], 60)}" if names else ""
        place = places(one) if score.is_complete else "open"
        click.echo(
            f"{place:>8}  {score.share:6.1%}  {score.low:6.1%} to {score.high:6.1%}  {score.submission.code}{told}"
        )
        for part in score.parts if parts else ():
            share = "     -" if part.share is None else f"{part.share:6.1%}"
            click.echo(f"          {share}  weight {part.weight:g}  {part.part}: {part.note}")
    still = sum(not one.score.is_complete for one in ranked)
    if still:
        note(f"{still} of {len(ranked)} are open: not all of theirs is graded or reviewed, and their scores may change")


@click.command()
@ASSESSMENT
@click.option(
    "--to",
    "folder",
    type=click.Path(path_type=Path, file_okay=False),
    default=Path("reports"),
    help="The folder to write to.",
)
@click.option(
    "--for",
    "readers",
    type=click.Choice(["candidates", "reviewers", "cohort", "all"]),
    default="all",
    help="Whose reports to write.",
)
@click.option(
    "--format",
    "form",
    type=click.Choice(["html", "pdf", "md"]),
    default="html",
    show_default=True,
    help="The format of the files.",
)
@click.option(
    "--leave-out",
    "left_out",
    type=click.Choice([part.value for part in ReportPart]),
    multiple=True,
    help="A part that candidates do not get; can be repeated.",
)
@pass_office
def report(office: Office, file: Path, folder: Path, readers: str, form: str, left_out: tuple[str, ...]) -> None:
    """Write reports: one for each candidate, one for each submission's reviewers, one on all.

    They have the look of theme.toml beside the assessment, or in the team's content; [reports] in the assessment's file
    says what each audience gets.
    """
    from prep.assessment.decision.reporting import Readers, ReportForm, write_reports
    from prep.assessment.register.whole import read_register
    from prep.reports.theme import find_theme

    register = read_register(office.open(file), with_contents=True)
    theme = find_theme([file.parent, *office.settings.roots])
    for one in Readers:
        if readers in ("all", one.value):
            hidden = frozenset(map(ReportPart, left_out))
            count = sum(
                1 for _ in write_reports(register, folder, one, ReportForm(form), datetime.now(UTC), theme, hidden)
            )
            note(f"{count_words(count, 'file')} in {folder / one.value}")


@click.command()
@ASSESSMENT
@click.option(
    "--format",
    "form",
    type=click.Choice(["csv", "json", "gradescope", "schema"]),
    default="csv",
    show_default=True,
    help="The format to write.",
)
@click.option("--names", is_flag=True, help="Include names.")
@click.option("--to", "target", type=click.Path(path_type=Path), help="A file, or a folder for Gradescope.")
@pass_office
def export(office: Office, file: Path, form: str, names: bool, target: Path | None) -> None:
    """Write results for other programs; the JSON is signed, and --format schema prints its JSON Schema."""
    import json

    from prep.assessment.decision import export as exports
    from prep.assessment.register.whole import read_register

    if form == "schema":
        click.echo(json.dumps(exports.SCHEMA, indent=1))
        return
    register = read_register(office.open(file))
    if form == "gradescope":
        if target is None:
            raise click.UsageError("--format gradescope writes several files; name a folder with --to")
        for name, text in exports.gradescope_files(register):
            _write(target / name, text)
        _note(office, register, "exported", form=form, names=names)
        note(f"written to {target}")
        return
    told = exports.results(register, datetime.now(UTC), names=names)
    text = exports.render_csv(told) if form == "csv" else exports.sign_results(told, office.key)
    _note(office, register, "exported", form=form, names=names)
    if target is None:
        click.echo(text, nl=False)
    else:
        _write(target, text)
        note(f"written to {target}")


@click.command()
@click.argument("file", metavar="ASSESSMENT|FILE", type=click.Path(path_type=Path, dir_okay=False, exists=True))
@click.option("--log", "as_log", is_flag=True, help="Also print the audit log: who did what, and when.")
@click.pass_context
@pass_office
def verify(office: Office, ctx: click.Context, file: Path, as_log: bool) -> None:
    """Check that an assessment in the database, or an exported JSON file, is as it was written.

    For an assessment: every seal, and that the database holds what the audit log records. Note down the end of the log
    that is printed: later, --log must still show it.
    """
    if file.suffix == ".toml":
        ctx.exit(_verify_take_home(office, file, as_log=as_log))
    from prep.assessment.decision.export import verify_results

    fingerprint = verify_results(_read(file), str(file))
    own = " (this team's)" if fingerprint == office.key.fingerprint else " (not this team's)"
    click.echo(f"✓ as it was signed by the key {fingerprint}{own}")


def _verify_take_home(office: Office, file: Path, *, as_log: bool) -> ExitCode:
    from prep.assessment.register.audit import read_audit
    from prep.assessment.register.verify import verify_take_home
    from prep.store.database import reading

    home = office.open(file)
    found = verify_take_home(home)
    if as_log:
        with reading(home.engine) as connection:
            for entry in read_audit(connection, home.key, home.id):
                told = " ".join(f"{name}={value}" for name, value in entry.facts.items() if name != "seal")
                click.echo(
                    f"{entry.number:>5}  {entry.at:%Y-%m-%d %H:%M:%S}  {one_line(entry.who, 30):<12} {entry.what:<10} "
                    f"{one_line(told)}  {entry.seal[:16]}"
                )
    for problem in found.problems:
        click.echo(f"✗ {one_line(problem, 200)}")
    if found.problems:
        note("restore the database from a backup, and ask who can write to it")
        return ExitCode.SUBMISSION
    entries = count_words(found.entries, "entry", "entries")
    click.echo(f"✓ every seal is right, and all that the log records is there: {entries}, {found.head}")
    return ExitCode.OK


@click.command()
@ASSESSMENT
@click.argument("url")
@click.option("--names", is_flag=True, help="Include names.")
@pass_office
def send(office: Office, file: Path, url: str, names: bool) -> None:
    """Send results to your applicant-tracking system, signed with the secret in PREP_WEBHOOK_SECRET."""
    from prep.assessment.decision.export import delivery_of, results, sign_results
    from prep.assessment.decision.webhook import deliver
    from prep.assessment.register.whole import read_register

    secret = os.environ.get(_SECRET, "")
    if len(secret) < 16:
        raise click.UsageError(f"set {_SECRET} to the secret that you and the receiver share, 16 characters or more")
    register = read_register(office.open(file))
    told = results(register, datetime.now(UTC), names=names)
    body = sign_results(told, office.key).encode()
    tries = deliver(url, secret.encode(), body, lambda: datetime.now(UTC), delivery=delivery_of(told))
    _note(office, register, "sent", host=urlsplit(url).hostname or "", names=names)
    note(f"received, at the {'first' if tries == 1 else f'{tries}th'} try")


def _note(office: Office, register: "Register", what: str, **facts: Any) -> None:  # noqa: ANN401 - any JSON
    """Tell the audit log that results left the house."""
    from prep.assessment.register.audit import What
    from prep.assessment.register.home import note_done
    from prep.store.database import writing

    with writing(register.home.engine) as connection:
        note_done(connection, register.home, What(what), office.now, **facts)


def _write(path: Path, text: str) -> None:
    try:
        make_private(path.parent)
        path.write_text(text, "utf-8")
    except OSError as error:
        raise StorageError(f"{path} cannot be written: {error.strerror}; choose another place with --to") from None


def _read(path: Path) -> str:
    try:
        return path.read_text("utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise StorageError(f"{path} cannot be read: {error}") from None
