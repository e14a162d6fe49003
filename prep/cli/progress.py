"""`prep progress` and `prep plan`: the path, what is done, and what to do today, without the app."""

import json
from datetime import date

import click

from prep.cli.context import Settings, note, pass_settings
from prep.model.text import count_words
from prep.practice.desk.desk import Desk
from prep.practice.progress.day import Day, DayTask
from prep.practice.progress.path import StageStanding
from prep.practice.progress.progress import Progress, load_progress
from prep.practice.record.schedule import tell_due
from prep.practice.record.skills import Skill
from prep.practice.shown.bars import bar
from prep.store.folders import data_folder


@click.command()
@click.option("--json", "as_json", is_flag=True, help="Print a JSON object.")
@pass_settings
def progress(settings: Settings, as_json: bool) -> None:
    """Show where you are on the path, skills by topic, what is due, your streak, and what to do next and why."""
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


@click.command()
@click.option("--interview", metavar="DATE", help="The day of your interview, such as 2026-03-31; `none` for no day.")
@click.option("--days", type=click.IntRange(1, 7), help="Days a week that you practise.")
@click.option("--minutes", type=click.IntRange(5, 600), help="Minutes on such a day.")
@click.option("--json", "as_json", is_flag=True, help="Print a JSON object.")
@pass_settings
def plan(settings: Settings, interview: str | None, days: int | None, minutes: int | None, as_json: bool) -> None:
    """Show what to do today and why; options change the plan towards your interview."""
    from prep.practice.record.planning import change_plan

    desk = Desk(settings.roots, data_folder())
    try:
        if any(option is not None for option in (interview, days, minutes)):
            change_plan(desk, interview=_date(interview), forget=interview == "none", days=days, minutes=minutes)
        day = load_progress(desk).day
    finally:
        desk.close()
    if as_json:
        click.echo(json.dumps(_plain_day(day)))
    else:
        _say_day(day)


def _date(text: str | None) -> date | None:
    if text is None or text == "none":
        return None
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise click.UsageError(f"`{text[:40]}` is not a day; write it as 2026-03-31, or `none`") from None


def _say(desk: Desk, found: Progress) -> None:
    queue, now = found.queue, desk.now()
    later = f"; the next {tell_due(queue.next_due, now)}" if queue.next_due and not queue.due else ""
    held = f" ({queue.due_later} more for another day)" if queue.due_later else ""
    click.echo(f"Due today: {count_words(queue.due, 'question')}{held}{later}; {queue.new} new")
    click.echo(
        f"Streak: {count_words(found.streak, 'day')}; {count_words(found.reviews_this_week, 'answer')} this week"
    )
    click.echo("\nThe path")
    for one in found.day.path.stages:
        click.echo(_stage_line(one, here=one.stage.level is found.day.focus))
    click.echo("\nSkills by topic: how much of it you touched, and how well that went")
    for skill in found.skills:
        click.echo(_skill_line(skill))
    if found.recent:
        click.echo("\nRecent results")
        for record in found.recent:
            when = record.finished_at.astimezone().strftime("%Y-%m-%d %H:%M")
            click.echo(f"  {when}  {record.share:>4.0%}  {record.kind:<10} {record.title}")
    click.echo("\nNext")
    for number, next_one in enumerate(found.suggestions, 1):
        click.echo(f"  {number}. {next_one.text}: {next_one.why}\n     {next_one.command}")


def _stage_line(one: StageStanding, *, here: bool) -> str:
    stage = one.stage
    known = f"{one.strong} of {one.questions} questions answered well"
    solved = f"{one.solved} of {one.challenges} challenges solved"
    lines = [
        f"{'>' if here else ' '} {stage.number}. {stage.title} ({stage.level}){', you are here' if here else ''}",
        f"     {bar(one.done, 20)} {one.done:>4.0%}  {known}, {solved}",
        f"     {one.advice}",
        f"     what good work looks like: {', '.join(f'prep project run {name}' for name in stage.projects)}",
    ]
    return "\n".join(lines)


def _skill_line(skill: Skill) -> str:
    figure = "  --" if skill.strength is None else f"{skill.strength:>4.0%}"
    touched = f"{skill.answered} of {skill.questions} questions, {skill.tried} of {skill.challenges} challenges"
    return f"  {skill.topic:<20} touched {skill.coverage:>4.0%}  {bar(skill.strength, 12)} {figure}  {touched}"


def _say_day(day: Day) -> None:
    goal = day.goal
    towards = f"towards your interview on {goal.interview}" if goal.interview else "without a date"
    click.echo(f"Plan {towards}: {goal.days} days a week, {goal.minutes} minutes a day")
    here = day.path.at(day.focus).stage
    click.echo(f"Stage {here.number} of {len(day.path.stages)}: {here.title}\n")
    if day.is_rest:
        click.echo("Today is a day of rest.")
    elif not day.tasks:
        click.echo("Today's plan is done.")
    for task in day.tasks:
        click.echo(f"  {task.minutes:>3} min  {task_words(task)}: {task.why}")
    for line in day.advice:
        click.echo(f"\n{line}")


def task_words(task: DayTask) -> str:
    """A task in a line."""
    if task.challenge:
        return f"{task.kind} {task.challenge}"
    return f"{task.kind} {', '.join(task.questions)}"


def _plain_day(day: Day) -> dict[str, object]:
    return {
        "date": day.date.isoformat(),
        "interview": day.goal.interview.isoformat() if day.goal.interview else None,
        "days": day.goal.days,
        "minutes": day.goal.minutes,
        "stage": day.focus,
        "is_rest": day.is_rest,
        "planned_minutes": day.minutes,
        "tasks": [vars(task) for task in day.tasks],
        "advice": day.advice,
    }


def _plain(found: Progress) -> dict[str, object]:
    return {
        "due": found.queue.due,
        "due_later": found.queue.due_later,
        "new": found.queue.new,
        "next_due": found.queue.next_due.isoformat() if found.queue.next_due else None,
        "streak_days": found.streak,
        "reviews_this_week": found.reviews_this_week,
        "stages": [
            {
                "stage": one.stage.level,
                "title": one.stage.title,
                "projects": one.stage.projects,
                "questions": one.questions,
                "answered": one.answered,
                "strong": one.strong,
                "challenges": one.challenges,
                "tried": one.tried,
                "solved": one.solved,
                "is_passed": one.is_passed,
                "advice": one.advice,
            }
            for one in found.day.path.stages
        ],
        "skills": [vars(skill) | {"coverage": skill.coverage} for skill in found.skills],
        "recent": [
            {"id": one.uid, "kind": one.kind, "title": one.title, "share": one.share, "at": one.finished_at.isoformat()}
            for one in found.recent
        ],
        "next": [{"what": one.text, "why": one.why, "command": one.command} for one in found.suggestions],
    }
