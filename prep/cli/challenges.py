"""`prep challenges`, `prep show`, `prep start`."""

import json
from pathlib import Path

import click

from prep.catalog.challenges import challenge_ids, load_challenge
from prep.catalog.given import given_files
from prep.cli.context import Settings, note, pass_settings
from prep.model.challenge import Challenge, Visibility
from prep.model.errors import PrepError, StorageError
from prep.model.submission import ENTRY_FILE
from prep.model.text import count_words


@click.command()
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object per line.")
@pass_settings
def challenges(settings: Settings, as_json: bool) -> None:
    """List the coding challenges."""
    for challenge in _loadable(settings):
        spec = challenge.spec
        if as_json:
            facts = {"challenge": spec.id, "title": spec.title, "level": spec.level, "runtime": spec.runtime}
            click.echo(json.dumps(facts | {"minutes": spec.time_limit_minutes, "points": challenge.max_points}))
        else:
            click.echo(f"{spec.id:<36} {spec.level:<13} {spec.time_limit_minutes:>3} min  {spec.title}")


@click.command()
@click.argument("challenge_id", metavar="CHALLENGE")
@pass_settings
def show(settings: Settings, challenge_id: str) -> None:
    """Show a challenge's prompt and what is checked."""
    challenge = load_challenge(settings.roots, challenge_id)
    spec = challenge.spec
    click.echo(challenge.prompt)
    asked = (
        ""
        if spec.asked_in is None
        else f" Asked in about {spec.asked_in} of 20 public lists of interview questions, as we estimate."
    )
    minutes = count_words(spec.time_limit_minutes, "minute")
    click.echo(f"Level {spec.level}, {minutes}, {challenge.max_points:g} points.{asked}\n")
    for criterion in spec.criteria:
        click.echo(criterion.title)
        for check in (check for check in spec.checks if check.criterion == criterion.id):
            where = "public" if check.visibility is Visibility.PUBLIC else "hidden"
            click.echo(f"  {check.points:>5g}  {check.title} ({where})")


@click.command()
@click.argument("challenge_id", metavar="CHALLENGE")
@click.argument("folder", type=click.Path(path_type=Path, file_okay=False))
@click.option("--force", is_flag=True, help="Overwrite a solution that is already there.")
@pass_settings
def start(settings: Settings, challenge_id: str, folder: Path, force: bool) -> None:
    """Write a challenge's starter, prompt, public tests and data into a folder."""
    challenge = load_challenge(settings.roots, challenge_id)
    files = {
        ENTRY_FILE: challenge.starter.encode(),
        "prompt.md": challenge.prompt.encode(),
        "test_public.py": (challenge.folder / "tests" / "test_public.py").read_bytes(),
        **given_files(challenge),
    }
    if (folder / ENTRY_FILE).exists() and not force:
        raise StorageError(f"{folder / ENTRY_FILE} is there already; choose another folder, or --force to overwrite it")
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for name, content in files.items():
            (folder / name).write_bytes(content)
    except OSError as error:
        raise StorageError(f"{folder}: cannot be written: {error.strerror}") from None
    note(f"{folder / ENTRY_FILE} is yours to write; `prep check {challenge_id} {folder}` runs the public tests on it")


def _loadable(settings: Settings) -> list[Challenge]:
    """All challenges but broken ones, which are told and do not hide the others."""
    found = []
    for challenge_id in challenge_ids(settings.roots):
        try:
            found.append(load_challenge(settings.roots, challenge_id))
        except PrepError as error:
            note(f"prep: {error}")
    return found
