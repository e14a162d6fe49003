"""`prep progress`: how far you are, without the app."""

import json

import click

from prep.cli.context import Settings, note, pass_settings
from prep.practice.bars import bar
from prep.practice.desk import Desk
from prep.practice.progress import Progress, load_progress
from prep.practice.schedule import tell_due
from prep.store.folders import data_folder


@click.command()
@click.option("--json", "as_json", is_flag=True, help="As a JSON object.")
@pass_settings
def progress(settings: Settings, as_json: bool) -> None:
    """Show skills by topic, what is due, your streak, recent results, and what to do next and why."""
    desk = Desk(settings.roots, data_folder())
    try:
        found = load_progress(desk)
        if as_json:
            click.echo(json.dumps(_plain(found)))
        else:
            _say(desk, found)
    finally:
        desk.close()
    for problem in found.problems:
        note(f"prep: {problem}")


def _say(desk: Desk, found: Progress) -> None:
    due, now = found.queue.due, desk.now()
    later = f"; the next {tell_due(found.queue.next_due, now)}" if found.queue.next_due and not due else ""
    click.echo(f"Due: {due} {'question' if due == 1 else 'questions'}{later}; {found.queue.new} new")
    click.echo(
        f"Streak: {found.streak} {'day' if found.streak == 1 else 'days'}; {found.reviews_this_week} reviews this week"
    )
    click.echo("\nSkills by topic")
    for skill in found.skills:
        figure = "  --" if skill.share is None else f"{skill.share:>4.0%}"
        tried = f"{skill.answered} of {skill.questions} questions, {skill.checks} checks"
        click.echo(f"  {skill.topic:<20} {bar(skill.share, 20)} {figure}  {tried}")
    if found.recent:
        click.echo("\nRecent results")
        for record in found.recent:
            when = record.finished_at.astimezone().strftime("%Y-%m-%d %H:%M")
            click.echo(f"  {when}  {record.share:>4.0%}  {record.kind:<10} {record.title}")
    click.echo("\nNext")
    for number, one in enumerate(found.suggestions, 1):
        click.echo(f"  {number}. {one.text}: {one.why}\n     {one.command}")


def _plain(found: Progress) -> dict[str, object]:
    return {
        "due": found.queue.due,
        "new": found.queue.new,
        "next_due": found.queue.next_due.isoformat() if found.queue.next_due else None,
        "streak_days": found.streak,
        "reviews_this_week": found.reviews_this_week,
        "skills": [vars(skill) for skill in found.skills],
        "recent": [
            {"id": one.uid, "kind": one.kind, "title": one.title, "share": one.share, "at": one.finished_at.isoformat()}
            for one in found.recent
        ],
        "next": [{"what": one.text, "why": one.why, "command": one.command} for one in found.suggestions],
    }
