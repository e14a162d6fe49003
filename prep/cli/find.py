"""`prep find` and `prep mark`: everything there is to practise, and what a person marks by hand."""

import json

import click

from prep.cli.context import Settings, note, pass_settings
from prep.practice.desk.desk import Desk
from prep.practice.progress.shelf import load_shelf
from prep.store.folders import data_folder


@click.command()
@click.argument("words", nargs=-1)
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object per line.")
@pass_settings
def find(settings: Settings, words: tuple[str, ...], as_json: bool) -> None:
    """List challenges and questions by stage; every word must occur in their title, topic, level, status or note.

    Words may be kinds (question, warm-up, challenge, project), levels, topics, how far you are (new, begun, tried, due,
    done, suspended, bookmarked) and where it would be asked (phone-screen, onsite, research, mlops). A word with a
    minus in front must not occur; put -- before it, as in `prep find nlp -- -done`.
    """
    desk = Desk(settings.roots, data_folder())
    try:
        shelf = load_shelf(desk)
    finally:
        desk.close()
    found = [one for one in shelf.choices if one.matches(" ".join(words))]
    for one in found:
        if as_json:
            facts: dict[str, object] = {
                "id": one.id,
                "title": one.title,
                "kind": one.kind,
                "level": one.level,
                "topics": one.topics,
            }
            facts |= {"minutes": one.minutes, "status": one.status, "standing": one.standing, "rounds": one.rounds}
            click.echo(json.dumps(facts | {"is_bookmarked": one.is_bookmarked, "note": one.note}))
        else:
            mark = "*" if one.is_bookmarked else " "
            click.echo(f"{mark} {one.id:<34} {one.kind:<9} {one.level:<12} {one.minutes:>3} min  {one.standing}")
    if not found and shelf.choices:
        note("nothing matches; every word must occur, and `prep find` alone lists everything")
    for problem in shelf.problems:
        note(f"prep: {problem}")


@click.command()
@click.argument("item", metavar="CHALLENGE|QUESTION")
@click.option("--bookmark/--no-bookmark", default=None, help="Set a bookmark, or remove it.")
@click.option("--suspend/--resume", default=None, help="Stop asking it, or ask it again.")
@click.option("--note", "text", help="Keep this note instead of the one before; an empty one removes it.")
@click.option("--again", is_flag=True, help="Ask a question again now, whatever the schedule says.")
@pass_settings
def mark(
    settings: Settings, item: str, bookmark: bool | None, suspend: bool | None, text: str | None, again: bool
) -> None:
    """Bookmark a challenge or question, note something on it, suspend it, or ask for it again."""
    from prep.practice.record import marking

    if bookmark is None and suspend is None and text is None and not again:
        raise click.UsageError("say what to mark: --bookmark, --suspend, --note TEXT or --again")
    desk, holds = Desk(settings.roots, data_folder()), []
    try:
        if bookmark is not None:
            marking.bookmark(desk, item, on=bookmark)
            holds.append("bookmarked" if bookmark else "no longer bookmarked")
        if suspend is not None:
            marking.suspend(desk, item, on=suspend)
            holds.append("suspended, so neither asked nor planned until --resume" if suspend else "no longer suspended")
        if text is not None:
            marking.write_note(desk, item, text)
            holds.append("with your note" if text.strip() else "without a note")
        if again:
            marking.ask_again(desk, item)
            holds.append("due now")
    finally:
        desk.close()
    note(f"{item} is {'; '.join(holds)}")
