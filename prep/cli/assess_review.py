"""`prep assess review`, `mark` and `agreement`: what people judge."""

import getpass
import os
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from prep.cli.assess import ASSESSMENT, Office, pass_office
from prep.cli.context import note
from prep.cli.terminal import lacks_terminal
from prep.model.text import one_line

if TYPE_CHECKING:
    from prep.assessment.register.home import TakeHome

_REVIEWER = click.option(
    "--as",
    "reviewer",
    metavar="NAME",
    default="",
    help="Who reviews.  [default: the owner of the key in PREP_REVIEWER_KEY, else your login name]",
)
_KEY = "PREP_REVIEWER_KEY"


@click.command()
@ASSESSMENT
@_REVIEWER
@click.option("--list", "as_list", is_flag=True, help="List what there is to review instead of opening the app.")
@pass_office
def review(office: Office, file: Path, reviewer: str, as_list: bool) -> None:
    """Review blind: numbers instead of names, in an order of your own, without what others said."""
    from prep.assessment.decision.blind import review_order
    from prep.assessment.register.review import Review, own_reviews, rubric_of

    home = office.open(file)
    reviewer = _recognized(home, reviewer)
    rubric = rubric_of(home)
    if not as_list and not lacks_terminal():
        from prep.tui.screens.review_app import run_review

        run_review(home, reviewer)
        return
    order = review_order(home, reviewer)
    done, own = 0, own_reviews(home, reviewer)
    for blind, submission in order:
        mine = own.get(submission.id, Review(reviewer=reviewer))
        done += mine.is_complete(rubric)
        levels = [f"{criterion.id}={mine.levels.get(criterion.id, '?')}" for criterion in rubric.criteria]
        click.echo(f"{'✓' if mine.is_complete(rubric) else '·'} {blind}  {'  '.join(levels)}")
    note(
        f"{done} of {len(order)} reviewed by {one_line(reviewer, 60)}; `prep assess report {file} --for reviewers` "
        "writes what to read"
    )


@click.command()
@ASSESSMENT
@click.argument("submission", metavar="NUMBER")
@click.argument("levels", metavar="CRITERION=LEVEL...", nargs=-1)
@_REVIEWER
@click.option("--to-candidate", default=None, help="A comment that the candidate gets.")
@click.option("--internal", default=None, help="A comment that stays with the team.")
@pass_office
def mark(
    office: Office,
    file: Path,
    submission: str,
    levels: tuple[str, ...],
    reviewer: str,
    to_candidate: str | None,
    internal: str | None,
) -> None:
    """Mark a submission by the levels of the rubric."""
    from prep.assessment.decision.blind import find_blind
    from prep.assessment.register.review import comment, own_review, rubric_of
    from prep.assessment.register.review import mark as keep_marks

    home = office.open(file)
    reviewer = _recognized(home, reviewer)
    rubric = rubric_of(home)
    found = find_blind(home, submission)
    if not levels and to_candidate is None and internal is None:
        for criterion in rubric.criteria:
            click.echo(f"{criterion.id}: {criterion.title}. {criterion.asks}")
            for level in criterion.levels:
                click.echo(f"    {level.id} ({level.points:g}): {level.anchor}")
        return
    now = datetime.now(UTC)
    keep_marks(home, found, reviewer, dict(_parse(level) for level in levels), now)
    before = own_review(home, found, reviewer)
    if to_candidate is not None or internal is not None:
        kept = before.to_candidate if to_candidate is None else to_candidate
        comment(home, found, reviewer, kept, before.internal if internal is None else internal, now)
    mine = own_review(home, found, reviewer)
    left = [criterion.id for criterion in rubric.criteria if criterion.id not in mine.levels]
    note(
        f"{mine.points(rubric):g} of {rubric.max_points:g} points"
        + (f"; still to mark: {', '.join(left)}" if left else "")
    )


@click.command()
@ASSESSMENT
@pass_office
def agreement(office: Office, file: Path) -> None:
    """Show how far reviewers agree beyond chance, and where they differ: what to talk about."""
    from prep.assessment.decision.agreement import agreements, disagreements
    from prep.assessment.decision.blind import blind_id
    from prep.assessment.register.review import all_reviews, rubric_of
    from prep.assessment.register.standing import counting_submissions

    home = office.open(file)
    rubric, reviews = rubric_of(home), all_reviews(home)
    for one in agreements(rubric, reviews):
        alpha = "   -" if one.alpha is None else f"{one.alpha:4.2f}"
        exact = "" if one.exact is None else f", the same level in {one.exact:.0%} of {one.pairs}"
        click.echo(f"{one.criterion or 'all together':<16} alpha {alpha}{exact}: {one.meaning}")
    blind = {one.id: blind_id(home, one) for one in counting_submissions(home)}
    for apart in disagreements(rubric, reviews):
        click.echo(
            f"{blind[apart.submission]}  {apart.criterion}: {one_line(apart.first, 40)} says {apart.first_level}, "
            f"{one_line(apart.second, 40)} says {apart.second_level}"
        )


@click.command()
@ASSESSMENT
@click.argument("names", metavar="[NAMES]...", nargs=-1)
@pass_office
def reviewers(office: Office, file: Path, names: tuple[str, ...]) -> None:
    """Give reviewers keys of their own, or list who has one.

    A key is printed once. From the first one on nobody marks without a key. A reviewer puts theirs into
    PREP_REVIEWER_KEY.
    """
    from prep.assessment.register.reviewers import add_reviewer, known_reviewers

    home = office.open(file)
    for name in names:
        click.echo(f"{name}\t{add_reviewer(home, name, office.now)}")
    if names:
        note("tell each reviewer their own key; it is kept nowhere, and asking again makes a new one")
        return
    for name in known_reviewers(home):
        click.echo(name)


@click.command()
@ASSESSMENT
@click.argument("names", metavar="[NAMES]...", nargs=-1)
@pass_office
def assign(office: Office, file: Path, names: tuple[str, ...]) -> None:
    """Assign submissions to reviewers, evenly; to those who have a key, if none are named.

    From then on each sees and marks only what is theirs. Do it again when more came in: what is assigned stays.
    """
    from prep.assessment.register.reviewers import assign as assign_all
    from prep.assessment.register.reviewers import known_reviewers

    home = office.open(file)
    done = assign_all(home, list(dict.fromkeys(names)) or known_reviewers(home), office.now)
    for name, count in sorted(done.counts.items()):
        click.echo(f"{name}\t{count}")
    note(f"{done.new} new assignments")


def _recognized(home: "TakeHome", name: str) -> str:
    from prep.assessment.register.reviewers import known_reviewers, recognize

    if known_reviewers(home):
        return recognize(home, name, os.environ.get(_KEY, ""))
    note("no reviewer has a key, so anybody can mark as anybody: `prep assess reviewers` gives each their own")
    return name or getpass.getuser()


def _parse(text: str) -> tuple[str, str]:
    criterion, equals, level = text.partition("=")
    if not equals:
        raise click.UsageError(f"{text!r} is not a mark; write CRITERION=LEVEL, as in clarity=clear")
    return criterion.strip(), level.strip()
