"""`prep interview`: a mock interview without the app."""

import json
import random

import click

from prep.cli.context import Settings, note, pass_settings
from prep.cli.dialogue import Dialogue
from prep.cli.grades import say_checks
from prep.model.challenge import Level
from prep.model.errors import StorageError
from prep.model.text import count_words
from prep.practice.desk.desk import Desk
from prep.practice.record.sittings import KeptSitting
from prep.practice.record.skills import skills_of
from prep.practice.work.interview import Asking, Coding, Interview
from prep.practice.work.interview_plan import Wish
from prep.practice.work.rounds import Round
from prep.store.folders import data_folder

_BACK = ".."
"""A line that holds only this leads to the question before."""


@click.command()
@click.option("--minutes", type=click.IntRange(5, 240), default=45, show_default=True, help="How long it lasts.")
@click.option("--level", type=click.Choice([level.value for level in Level]), help="Only of this level.")
@click.option("--topic", "topics", multiple=True, help="Only of this topic; can be repeated.")
@click.option("--round", "asked_in", type=click.Choice([one.value for one in Round]), help="As in such a round.")
@click.option("--no-challenge", is_flag=True, help="Questions only.")
@click.option("--seed", type=int, help="The same number gives the same interview.")
@click.option("--give-up", is_flag=True, help="Drop the interview that is running.")
@click.option("--json", "as_json", is_flag=True, help="Print the result as a JSON object; the rest goes to stderr.")
@pass_settings
def interview(
    settings: Settings,
    minutes: int,
    level: str | None,
    topics: tuple[str, ...],
    asked_in: str | None,
    no_challenge: bool,
    seed: int | None,
    give_up: bool,
    as_json: bool,
) -> None:
    """Sit a mock interview: a timed mixture of questions and a challenge, with follow-ups, and a report at the end.

    There is no pause: the clock runs on if you leave, and the same command takes you back. No grade is shown before the
    end. An answer ends with a line that holds only a full stop. All of it works in a pipe.
    """
    desk = Desk(settings.roots, data_folder())
    try:
        if give_up:
            _forget(desk)
            return
        running = Interview.resume(desk)
        dialogue = Dialogue(quiet_stdout=as_json)
        if running is not None:
            dialogue.say(f"Going on with your {running.state.title.lower()}.")
        else:
            wish = Wish(
                minutes=minutes,
                level=Level(level) if level else None,
                topics=_known(desk, topics),
                with_challenge=not no_challenge,
                round=Round(asked_in) if asked_in else None,
            )
            rng = random.Random(seed)  # noqa: S311 - which questions come is no secret
            running = Interview.begin(desk, wish, rng)
        _conduct(running, dialogue, as_json=as_json)
    finally:
        desk.close()


def _forget(desk: Desk) -> None:
    from prep.practice.drafts.interviews import discard_state

    discard_state(desk.data)
    note("There is no interview any more; nothing of it is kept.")


def _known(desk: Desk, topics: tuple[str, ...]) -> tuple[str, ...]:
    from prep.catalog.reader import suggest  # only for a typing error

    for topic in topics:
        if topic not in desk.library.topics:
            raise click.UsageError(f"no topic `{topic}`; {suggest(topic, desk.library.topics)}")
    return topics


def _conduct(running: Interview, dialogue: Dialogue, *, as_json: bool) -> None:
    dialogue.say(
        f"{running.state.title}, {count_words(len(running.state.parts), 'part')}. "
        "A line with only a full stop ends an answer."
    )
    while not running.is_over and not dialogue.ended:
        now = running.now
        dialogue.say(f"\nClock: {running.clock.tell(running.desk.now())}")
        if isinstance(now, Asking):
            _ask(running, now, dialogue)
        elif isinstance(now, Coding):
            _code(running, now, dialogue)
    if not running.is_over:
        note("The clock runs on. `prep interview` takes you back.")
        return
    if running.now is not None:
        dialogue.say("\nThe time is up.")
        running.hand_in_rest()
    kept = running.finish()
    if kept is None:
        note("Nothing was answered, and nothing is kept.")
    else:
        _say_result(running, kept, dialogue, as_json=as_json)


def _ask(running: Interview, now: Asking, dialogue: Dialogue) -> None:
    if now.follow_up is None:
        head = f"Part {now.number} of {len(running.state.parts)}: {now.question.topic}, {now.question.level}"
        dialogue.say(f"{head}, about {count_words(now.question.time_limit_minutes, 'minute')}\n")
    dialogue.say(now.text + "\n")
    if now.follow_up is None and running.can_go_back:
        dialogue.say("(A line with only two full stops, then one, takes you back to the question before.)\n")
    if running.text.strip():
        dialogue.say(f"You wrote this before; go on below it:\n{running.text}")
    text = dialogue.read_text(running.save, running.text)
    if text is None:
        return
    if text.splitlines()[-1:] == [_BACK] and running.can_go_back:
        running.save("\n".join(text.splitlines()[:-1]))
        running.go_back()
    elif text.strip() or _passes_over(dialogue):
        running.answer(text)


def _passes_over(dialogue: Dialogue) -> bool:
    """Nothing was written: a question is passed over only by who wants to."""
    said = dialogue.ask("You wrote nothing. Pass it over? [Y/n]")
    return said is None or said.casefold() not in ("n", "no")


def _code(running: Interview, now: Coding, dialogue: Dialogue) -> None:
    path = running.text_path
    if not path.exists():
        running.save(running.text)
    dialogue.say(f"Part {now.number} of {len(running.state.parts)}: a challenge\n")
    dialogue.say(now.challenge.prompt.strip())
    dialogue.say(f"\nYour file: {path}")
    while not running.clock.is_over(running.desk.now()):
        said = dialogue.ask("`test` runs the public tests on it, `done` hands it in, once:")
        if said is None:
            return
        try:
            text = path.read_text("utf-8")
        except (OSError, UnicodeDecodeError):
            raise StorageError(f"{path} cannot be read; save it as UTF-8") from None
        running.save(text)
        if said == "done":
            running.submit(text)
            return
        if said == "test":
            say_checks(now.challenge, running.check(text, lambda _: None), dialogue)


def _say_result(running: Interview, kept: KeptSitting, dialogue: Dialogue, *, as_json: bool) -> None:
    skills = skills_of(kept.sitting.items)
    earlier = [past.share for past in kept.sitting.history]
    dialogue.say(f"\n{kept.record.title}: {kept.record.share:.0%}")
    for topic, share in skills.items():
        dialogue.say(f"  {topic:<24} {share:.0%}")
    if earlier:
        mean = sum(earlier) / len(earlier)
        dialogue.say(f"Your {len(earlier)} earlier interviews: {mean:.0%} on average, the last {earlier[-1]:.0%}")
    dialogue.say(f"The report lies in {kept.report}")
    if as_json:
        facts = {"title": kept.record.title, "share": kept.record.share, "skills": skills, "earlier": earlier}
        click.echo(json.dumps(facts | {"parts": len(running.state.parts), "report": str(kept.report)}))
