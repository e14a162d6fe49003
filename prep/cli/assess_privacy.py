"""`prep assess forget`, `purge` and `export-person`."""

from datetime import UTC, datetime
from pathlib import Path

import click

from prep.cli.assess import ASSESSMENT, Office, pass_office
from prep.cli.context import note
from prep.model.text import count_words, one_line


@click.command()
@ASSESSMENT
@click.argument("candidate")
@click.option("--yes", is_flag=True, help="Do not ask.")
@pass_office
def forget(office: Office, file: Path, candidate: str, yes: bool) -> None:
    """Remove a candidate by code or name: name, work, log, grades, marks, comments, likenesses."""
    from prep.assessment.register.privacy import forget as remove
    from prep.assessment.register.roster import find_candidate

    home = office.open(file)
    found = find_candidate(home, candidate)
    if not yes:
        click.confirm(f"Remove {found.code} ({one_line(found.name, 60)}) for good?", abort=True, err=True)
    count = remove(home, found, datetime.now(UTC))
    note(
        f"{found.code} is forgotten, with {count_words(count, 'submission')}; "
        "remove reports and exports that you wrote yourself"
    )


@click.command()
@ASSESSMENT
@click.option("--yes", is_flag=True, help="Remove them; without it, only show whom it would concern.")
@pass_office
def purge(office: Office, file: Path, yes: bool) -> None:
    """Remove everybody whose work was kept for as long as the assessment says."""
    from prep.assessment.register.privacy import expired
    from prep.assessment.register.privacy import forget as remove

    home = office.open(file)
    found = expired(home, datetime.now(UTC))
    for candidate in found:
        if yes:
            remove(home, candidate, datetime.now(UTC))
        click.echo(f"{candidate.code}  {'removed' if yes else 'kept long enough'}")
    if not found:
        note("nobody's work was kept long enough yet")
    elif not yes:
        note("nothing is removed yet; --yes removes them")


@click.command("export-person")
@ASSESSMENT
@click.argument("candidate")
@click.option("--to", "target", type=click.Path(path_type=Path, dir_okay=False), required=True, help="A JSON file.")
@pass_office
def export_person(office: Office, file: Path, candidate: str, target: Path) -> None:
    """Write everything that is kept of one person, by code or name, for that person."""
    import json

    from prep.assessment.register.person import export_person as gather
    from prep.assessment.register.roster import find_candidate
    from prep.store.files import write_file

    home = office.open(file)
    found = find_candidate(home, candidate)
    told = gather(home, found, datetime.now(UTC))
    write_file(target, json.dumps(told, indent=1, ensure_ascii=False) + "\n")
    note(f"all that is kept of {found.code} is in {target}, readable by you only")
