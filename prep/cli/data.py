"""`prep data`: where a person's data lies, out of it and into it."""

import json
import sys
from datetime import UTC, datetime
from pathlib import Path

import click

from prep.cli.context import note
from prep.model.errors import StorageError
from prep.model.text import count_words
from prep.practice.desk.notebook import OwnData
from prep.store.folders import data_folder, database_url

_MOST_BYTES = 1_000_000_000


@click.group()
def data() -> None:
    """Show where your data lies, export it as JSON, import it elsewhere."""


@data.command()
@click.option("--database", is_flag=True, help="Print the URL of the database instead.")
def path(database: bool) -> None:
    """Print the data folder (set it with PREP_DATA; the database alone with PREP_DATABASE)."""
    folder = data_folder()
    click.echo(database_url(folder) if database else str(folder))


@data.command("export")
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False, allow_dash=True), default="-")
def export_data(file: Path) -> None:
    """Write all attempts, reviews, marks and schedules as JSON; without a file, to standard output."""
    from prep.store.exchange import export_data as export
    from prep.store.files import write_file

    notebook = OwnData(data_folder())
    with notebook.reading() as connection:
        document = export(connection, datetime.now(UTC))
    notebook.close()
    text = json.dumps(document, ensure_ascii=False, indent=1) + "\n"
    if str(file) == "-":
        sys.stdout.write(text)
    else:
        write_file(file.absolute(), text)
        attempts = count_words(len(document["attempts"]), "attempt")
        note(f"{file} is written: {attempts}, {count_words(len(document['reviews']), 'review')}")


@data.command("import")
@click.argument("file", type=click.Path(path_type=Path, exists=True, dir_okay=False, allow_dash=True))
def import_data(file: Path) -> None:
    """Merge what `prep data export` wrote; what is there already stays, and nothing is added twice."""
    from prep.store.exchange import import_data as merge

    text = _read(file)
    notebook = OwnData(data_folder())
    with notebook.writing() as connection:
        merged = merge(connection, text, "standard input" if str(file) == "-" else str(file))
    notebook.close()
    note("added: " + ", ".join(f"{number} {name}" for name, number in merged.added.items()))


@data.command()
def schema() -> None:
    """Print the JSON Schema of the export."""
    from prep.store.exchange import schema as published

    click.echo(json.dumps(published(), indent=1))


def _read(file: Path) -> str:
    try:
        if str(file) == "-":
            return sys.stdin.read(_MOST_BYTES)
        if file.stat().st_size > _MOST_BYTES:
            raise StorageError(f"{file}: over {_MOST_BYTES:,} bytes; that is not an export of ours")
        return file.read_text("utf-8")
    except UnicodeDecodeError:
        raise StorageError(f"{file}: not UTF-8; give the file that `prep data export` wrote") from None
    except OSError as error:
        raise StorageError(f"{file}: cannot be read: {error.strerror}") from None
