"""`prep assess credentials`: credentials for those who passed, to be kept in any wallet for Open Badges 3.0."""

from pathlib import Path

import click

from prep.cli.assess import ASSESSMENT, Office, pass_office
from prep.cli.context import note
from prep.model.errors import ContentError, StorageError
from prep.store.folders import make_private


@click.command()
@ASSESSMENT
@click.argument("codes", metavar="[CODE]...", nargs=-1)
@click.option(
    "--to",
    "folder",
    type=click.Path(path_type=Path, file_okay=False),
    default=Path("credentials"),
    help="The folder to write to.",
)
@pass_office
def credentials(office: Office, file: Path, codes: tuple[str, ...], folder: Path) -> None:
    """Write a credential for everybody who passed, or for the candidates with these codes.

    Whoever has `reports.credential_from` of the points or more, with nothing still to come, has passed.
    """
    from prep.assessment.decision.credential import SUFFIX
    from prep.assessment.decision.passed import credentials_of
    from prep.assessment.register.whole import read_register
    from prep.reports.theme import find_theme

    register = read_register(office.open(file))
    if unknown := sorted({*codes} - {one.code for one in register.counting}):
        raise ContentError(f"nothing counts of {', '.join(unknown)}; `prep assess rank` lists the codes")
    team = find_theme([file.parent, *office.settings.roots]).team
    written = 0
    for code, token in credentials_of(register, team):
        if codes and code not in codes:
            continue
        path = folder / f"{code}{SUFFIX}"
        try:
            make_private(folder)
            path.write_text(token + "\n", "ascii")
        except OSError as error:
            raise StorageError(f"{path} cannot be written: {error.strerror}; choose another place with --to") from None
        written += 1
    note(f"{written} of {len(codes) or len(register.counting)} passed; their credentials are in {folder}")
