"""`prep verify`: checks a signed result or credential that somebody shows, on any machine and without a network."""

import sys
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final

import click

from prep.cli.context import note
from prep.cli.exits import ExitCode
from prep.model.errors import StorageError, SubmissionError
from prep.model.text import one_line
from prep.store.folders import data_folder

if TYPE_CHECKING:
    from prep.assessment.decision.credential import CheckedCredential
    from prep.assessment.decision.signed_result import Checked

_LARGEST: Final = 64 << 20
"""Bytes of a file; a report of a whole class has a few."""


@click.command()
@click.argument("what", metavar="FILE|CODE")
@click.option("--key", default="", metavar="FINGERPRINT", help="Accept this key alone, which the team gave you.")
@click.pass_context
def verify(ctx: click.Context, what: str, key: str) -> None:
    """Check the signed result of a report, or a credential.

    FILE is a report (.html, .pdf, .md, .txt) or a credential (.jwt). CODE is what a phone read from the square
    code; either may come from standard input, as -. It shows what was signed, which is all that a signature
    covers: compare name and points with what the report says. A page with another name or score counts as changed.
    """
    from prep.assessment.decision.credential import check_credential, find_credentials
    from prep.assessment.decision.signed_result import PREFIX, check_claim, find_codes
    from prep.assessment.packs.layout import TamperedError

    content, place = _content(what)
    codes = find_codes(content)
    credentials = find_credentials(content) if not codes else ()
    if not codes and not credentials:
        if what.startswith(PREFIX):
            check_claim(what)
        raise SubmissionError(
            f"{place}: there is no signed result in it; ask for the report itself, or scan its square code"
        )
    worst = ExitCode.OK
    for text in (*codes, *credentials):
        try:
            told = _result_words(check_claim(text)) if codes else _credential_words(check_credential(text))
        except TamperedError as error:
            click.echo(f"✗ {error}")
            worst = ExitCode.SUBMISSION
            continue
        click.echo(told.words)
        worst = max(worst, _whose(told.key, key), _beside(content, text) if codes else ExitCode.OK)
    ctx.exit(worst)


def _beside(content: bytes, code: str) -> ExitCode:
    """What the page around a signed result says otherwise, and what is left to the reader."""
    from prep.assessment.decision.shown_result import differences
    from prep.assessment.decision.signed_result import check_claim

    found = list(differences(content, check_claim(code).claim))
    for one in found:
        click.echo(f"✗ {one}")
    if found:
        return ExitCode.SUBMISSION
    click.echo(
        "  only what the first line says is signed: compare the name and the points in it with those on the page"
    )
    return ExitCode.OK


@dataclass(frozen=True)
class _SignedWords:
    """What is printed of one signed thing, and the key that signed it."""

    words: str
    key: str


def _result_words(checked: "Checked") -> _SignedWords:
    from prep.reports.wording import date_words, exact_share_words

    claim = checked.claim
    share, low, high = (exact_share_words(value) for value in (claim.share, claim.low, claim.high))
    between = f", between {low} and {high}" if claim.low != claim.high else ""
    final = "final" if claim.is_final else "not final: something was still to come"
    words = f"✓ {one_line(claim.title)}: {one_line(claim.person)}, {share}{between}; {final}"
    return _SignedWords(f"{words}; handed in on {date_words(claim.handed_in)}", checked.key)


def _credential_words(checked: "CheckedCredential") -> _SignedWords:
    words = f"✓ {one_line(checked.title)}: {one_line(checked.person)}, {one_line(checked.score)}\u00a0%"
    return _SignedWords(f"{words}; given by {one_line(checked.issuer)} on {one_line(checked.given_at)}", checked.key)


def _whose(key: str, wanted: str) -> ExitCode:
    if wanted:
        if key == wanted.strip().lower():
            click.echo(f"✓ signed by the key {key}, the one you asked for")
            return ExitCode.OK
        click.echo(f"✗ signed by the key {key}, not by {one_line(wanted, 40)}")
        return ExitCode.SUBMISSION
    if key == _own_key():
        click.echo(f"✓ signed by the key {key}, this team's")
    else:
        click.echo(f"  signed by the key {key}: compare it with the one that the team itself gives, or use --key")
    return ExitCode.OK


def _own_key() -> str:
    """The fingerprint of the key in the data folder; none is made."""
    from prep.assessment.packs.keys import KEY_FILE, load_team_key

    folder = data_folder()
    return load_team_key(folder).fingerprint if (folder / KEY_FILE).is_file() else ""


def _content(what: str) -> tuple[bytes, str]:
    """What to look in, and what to call it."""
    if what == "-":
        return sys.stdin.buffer.read(_LARGEST), "standard input"
    path = Path(what)
    try:
        if len(what) < 200 and path.is_file():
            with path.open("rb") as stream:
                return stream.read(_LARGEST), one_line(what, 120)
    except OSError as error:
        raise StorageError(f"{one_line(what, 120)} cannot be read: {error.strerror}") from None
    if "." in what and len(what) < 200 and not what.startswith("PREP1:"):
        note("There is no file of this name, so it is taken as the letters of a code.")
    return what.encode(), one_line(what, 40)
