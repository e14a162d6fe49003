"""`prep reports`: the reports of finished sittings."""

import json
from pathlib import Path

import click

from prep.cli.context import Settings, note, pass_settings
from prep.model.errors import StorageError
from prep.practice.desk.desk import Desk
from prep.practice.record.reporting import find_report, list_reports, read_report, render_report, require_page
from prep.store.folders import data_folder

_id = click.argument("report_id", metavar="REPORT", default="last")


@click.group(invoke_without_command=True)
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object per line.")
@click.option("--limit", type=click.IntRange(1, 100_000), default=50, show_default=True, help="At most this many.")
@click.pass_context
@pass_settings
def reports(settings: Settings, ctx: click.Context, as_json: bool, limit: int) -> None:
    """List your reports, newest first; read, open or save one. REPORT is its id, or `last`."""
    ctx.obj = settings
    if ctx.invoked_subcommand is not None:
        return
    desk = Desk(settings.roots, data_folder())
    try:
        found = list_reports(desk, limit)
    finally:
        desk.close()
    if not found:
        note("There are no reports yet; each submission, drill and interview makes one.")
    for one in found:
        record = one.record
        if as_json:
            facts = {"id": record.uid, "kind": record.kind, "title": record.title, "share": record.share}
            click.echo(json.dumps(facts | {"at": record.finished_at.isoformat(), "file": str(one.path)}))
        else:
            when = record.finished_at.astimezone().strftime("%Y-%m-%d %H:%M")
            click.echo(f"{one.short_id}  {when}  {record.share:>4.0%}  {record.kind:<10} {record.title}")


@reports.command()
@_id
@click.option("--width", type=click.IntRange(40, 200), default=80, show_default=True, help="Columns.")
@pass_settings
def read(settings: Settings, report_id: str, width: int) -> None:
    """Read a report as text."""
    desk = Desk(settings.roots, data_folder())
    try:
        click.echo(read_report(desk, find_report(desk, report_id), width))
    finally:
        desk.close()


@reports.command("open")
@_id
@pass_settings
def open_report(settings: Settings, report_id: str) -> None:
    """Open a report in the browser; print it from there."""
    from prep.practice.desk.browser import open_in_browser

    desk = Desk(settings.roots, data_folder())
    try:
        page = require_page(desk, find_report(desk, report_id))
    finally:
        desk.close()
    if not open_in_browser(page):
        note("There is no browser to open here. The report lies in")
        click.echo(page)


@reports.command()
@_id
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False))
@pass_settings
def save(settings: Settings, report_id: str, file: Path) -> None:
    """Write a report to a file: .html, .md, .txt or .pdf, by the end of its name."""
    desk = Desk(settings.roots, data_folder())
    try:
        content = render_report(desk, find_report(desk, report_id), file.suffix.casefold())
    finally:
        desk.close()
    try:
        file.write_bytes(content)
    except OSError as error:
        raise StorageError(f"{file}: cannot be written: {error.strerror}") from None
    note(f"{file} is written")
