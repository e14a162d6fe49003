"""`prep assess new`, `check`, `pack`, `tool` and `key`: until an assessment is sent."""

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from prep.cli.assess import ASSESSMENT, Office, pass_office
from prep.cli.context import note
from prep.cli.exits import ExitCode
from prep.model.errors import StorageError
from prep.model.text import count_words
from prep.store.folders import make_private

if TYPE_CHECKING:
    from prep.assessment.spec.content import Content


@click.command()
@click.argument("file", metavar="FILE", type=click.Path(path_type=Path, dir_okay=False))
@click.option("--title", help="What candidates read.")
@click.option("--challenge", "challenges", multiple=True, metavar="ID", help="A coding challenge; can be repeated.")
@click.option("--question", "questions", multiple=True, metavar="ID", help="A concept question; can be repeated.")
@click.option("--minutes", type=click.IntRange(1), help="The time limit.  [default: what the parts take together]")
@click.option("--rubric", help="A rubric for review, such as take-home-code, reasoning or project.  [default: none]")
@click.option("--opens", default="", help="When the window opens, ISO 8601 with an offset.")
@click.option("--closes", default="", help="When it closes.")
@pass_office
def new(
    office: Office,
    file: Path,
    title: str | None,
    challenges: tuple[str, ...],
    questions: tuple[str, ...],
    minutes: int | None,
    rubric: str | None,
    opens: str,
    closes: str,
) -> None:
    """Begin an assessment: asks for what the options do not say, and writes a file for you to change."""
    from prep.assessment.packs.compose import write_draft

    if not (challenges or questions):
        title, challenges, questions, rubric = _ask(office, title, rubric)
    expected = _expected_minutes(office, challenges, questions)
    values: dict[str, Any] = {
        "id": _identifier(file.stem),
        "title": title or file.stem.replace("-", " ").capitalize(),
        "instructions": "",
        "time_limit_minutes": minutes or expected,
        "similarity_threshold": 0.6,
    }
    if rubric:
        _load_rubric(office, rubric)
        values |= {"rubric": rubric, "review_weight": 1.0, "reviewers": 2}
    values["window"] = {"opens": opens, "closes": closes}
    values["policy"] = {"multiple": "last", "grace_minutes": 5, "retention_days": 180}
    values["challenges"] = [{"id": part, "weight": 1.0} for part in challenges]
    values["questions"] = [{"id": part, "weight": 0.5} for part in questions]
    write_draft(file, values)
    try:
        office.content(file)
    except Exception:
        file.unlink()  # what cannot be read again was not begun
        raise
    note(f"{file} is yours to change; `prep assess check {file}` proves it, `prep assess pack {file}` makes the files")


@click.command()
@ASSESSMENT
@click.option("--full", is_flag=True, help="Also mutants and wrong habits, as `prep author check` tries them.")
@click.option("--no-content", is_flag=True, help="Leave out the content's own checks, if they were made just now.")
@click.option("--jobs", type=click.IntRange(1, 64), default=2, show_default=True, help="Submissions at a time.")
@click.pass_context
@pass_office
def check(office: Office, ctx: click.Context, file: Path, full: bool, no_content: bool, jobs: int) -> None:
    """Prove an assessment: its content is sound, its times add up, its pack gives nothing away."""
    from prep.assessment.packs.compose import check_composition
    from prep.assessment.packs.pack import pack_files
    from prep.assessment.packs.variants import all_variants

    content = office.content(file)
    found = (check_composition(one, pack_files(one, office.key, "", 0)) for one in all_variants(content))
    problems = list(dict.fromkeys(problem for some in found for problem in some))
    if not no_content:
        problems += _unsound(office, content, full=full, jobs=jobs)
    for problem in problems:
        click.echo(f"✗ {problem}")
    if problems:
        ctx.exit(ExitCode.CONTENT)
    open_secrets = _warn_of_shipped(office, content)
    limit = content.assessment.time_limit_minutes
    checked = "" if no_content else ", its content passes the authoring checks"
    parts = count_words(open_secrets, "part is", "parts are")
    known = f"; but {parts} public, see above" if open_secrets else ""
    click.echo(
        f"✓ {content.assessment.title}: "
        f"{count_words(len(content.assessment.parts), 'part takes', 'parts take')} about {content.expected_minutes} of "
        f"{count_words(limit, 'minute')}{checked}, and the pack holds no hidden test, reference or rubric{known}"
    )


@click.command()
@ASSESSMENT
@click.option(
    "--candidates",
    type=click.Path(path_type=Path, dir_okay=False, exists=True),
    help="A CSV file with the columns name, contact, extra_minutes: a pack for each.  [default: one pack for all]",
)
@click.option(
    "--to", "folder", type=click.Path(path_type=Path, file_okay=False), default=Path(), help="The folder to write to."
)
@pass_office
def pack(office: Office, file: Path, candidates: Path | None, folder: Path) -> None:
    """Write the files that candidates get: prompts, starters and public tests, signed."""
    from prep.assessment.packs.layout import PACK_SUFFIX
    from prep.assessment.packs.pack import build_pack
    from prep.assessment.register.roster import invite, read_invited

    home = office.open(file)
    _refuse_leaks(office, home.content)
    _warn_of_shipped(office, home.content)
    if candidates is None:
        if home.content.variants:
            raise click.UsageError("its challenges have variants, one for each candidate; name them with --candidates")
        _write(folder, f"{home.id}{PACK_SUFFIX}", build_pack(home.content, home.key))
        click.echo(f"{folder / (home.id + PACK_SUFFIX)}\tfor everybody")
    else:
        for person in invite(home, read_invited(candidates), office.now):
            name = f"{home.id}-{person.code}{PACK_SUFFIX}"
            _write(folder, name, build_pack(home.content_for(person.code), home.key, person.code, person.extra_minutes))
            click.echo(f"{folder / name}\t{person.code}\t{person.name}\t{person.contact}")
    note(f"signed by the key {home.key.fingerprint}: tell it to your candidates by another way than the file")


@click.command()
@click.option(
    "--to", "folder", type=click.Path(path_type=Path, file_okay=False), default=Path(), help="The folder to write to."
)
def tool(folder: Path) -> None:
    """Write the install for candidates: `prep take`, without any hidden test, reference or rubric."""
    from prep.assessment.packs.tool import TOOL_FILE, build_tool

    _write(folder, TOOL_FILE, build_tool())
    click.echo(folder / TOOL_FILE)
    note(f"send it with the packs: candidates run `pip install {TOOL_FILE}` in an environment of its own")


@click.command()
@pass_office
def key(office: Office) -> None:
    """Print the fingerprint of the team's key; `prep take` shows the same for a pack of yours."""
    click.echo(office.key.fingerprint)


def _refuse_leaks(office: Office, content: "Content") -> None:
    from prep.assessment.packs.compose import find_leaks
    from prep.assessment.packs.pack import pack_files
    from prep.assessment.packs.variants import all_variants
    from prep.model.errors import ContentError

    for one in all_variants(content):
        for leak in find_leaks(one, pack_files(one, office.key, "", 0)):
            raise ContentError(leak)


def _warn_of_shipped(office: Office, content: "Content") -> int:
    """A pack may give nothing away, and its candidate have everything on the disk already; how many parts are such."""
    from prep.assessment.decision.origins import origins
    from prep.assessment.packs.variants import all_variants

    found = list(dict.fromkeys(one for some in all_variants(content) for one in origins(some, office.settings.roots)))
    for one in found:
        if one.part == one.shipped:
            secrets = "hidden tests and its solution" if "/" in one.part else "key points and its model answer"
            note(f"! {one.part} ships with prep: every candidate can read its {secrets}")
        else:
            note(f"! {one.part}: {one.share:.0%} of its solution is that of {one.shipped}, which ships with prep")
    forks = [one.shipped for one in found if "/" in one.shipped]
    if found:
        told = f"! {count_words(len(found), 'part is', 'parts are')} public. For a decision, take your own"
        if forks:
            told += f": `prep author fork {forks[0]} YOURS/NAME` makes a version with new data, names and numbers; then"
            told += " change what it asks as well"
        note(f"{told}. `prep assess tool` makes an install for candidates that holds none of what ships")
    return len(found)


def _write(folder: Path, name: str, body: bytes) -> None:
    try:
        make_private(folder)
        (folder / name).write_bytes(body)
    except OSError as error:
        raise StorageError(f"{folder / name} cannot be written: {error.strerror}; choose another folder") from None


def _unsound(office: Office, content: "Content", *, full: bool, jobs: int) -> Iterator[str]:
    """What the authoring checks find in the challenges and questions of an assessment."""
    from prep.authoring.check import Demands, check_challenge
    from prep.authoring.questions import check_questions
    from prep.grading.grader import Grader

    if content.questions:
        yield from check_questions(office.settings.roots).problems
    if content.challenges:
        with Grader(lanes=jobs) as grader:
            for challenge in [name for part in content.assessment.challenges for name in (part.id, *part.variants)]:
                note(f"checking {challenge} …")
                demands = Demands(repeat=3, mutants=full)
                outcome = check_challenge(office.settings.roots, challenge, grader, demands, lambda *_: None)
                yield from (f"{challenge}: {problem}" for problem in outcome.problems)


def _ask(
    office: Office, title: str | None, rubric: str | None
) -> tuple[str, tuple[str, ...], tuple[str, ...], str | None]:
    """Ask a person for what an assessment needs."""
    from prep.assessment.spec.rubric import review_rubric_files
    from prep.catalog.challenges import challenge_ids
    from prep.catalog.questions import question_files

    roots = office.settings.roots
    title = title or click.prompt("Title", err=True)
    note("Challenges: " + ", ".join(challenge_ids(roots)))
    challenges = click.prompt("Which challenges (separated by commas)", default="", err=True)
    note("Questions: " + ", ".join(question_files(roots)))
    questions = click.prompt("Which questions", default="", err=True)
    if rubric is None:
        note("Rubrics for reviewers: " + ", ".join(review_rubric_files(roots)))
        rubric = click.prompt("Which rubric (empty: nobody reviews)", default="", err=True) or None
    assert title is not None
    return title, _split(challenges), _split(questions), rubric


def _split(text: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in text.split(",") if part.strip())


def _expected_minutes(office: Office, challenges: tuple[str, ...], questions: tuple[str, ...]) -> int:
    from prep.catalog.challenges import load_challenge
    from prep.catalog.questions import load_question

    coding = sum(load_challenge(office.settings.roots, part).spec.time_limit_minutes for part in challenges)
    return coding + sum(load_question(office.settings.roots, part).time_limit_minutes for part in questions)


def _load_rubric(office: Office, name: str) -> None:
    from prep.assessment.spec.rubric import load_review_rubric

    load_review_rubric(office.settings.roots, name)


def _identifier(stem: str) -> str:
    return "".join(character if character.isascii() and character.isalnum() else "-" for character in stem).strip("-")
