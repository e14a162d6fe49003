"""`prep assess`: take-homes, from the first draft to the decision. The commands live beside this file."""

from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Final

import click

from prep.cli.context import Settings, pass_settings
from prep.cli.lazy import LazyGroup
from prep.store.folders import data_folder

if TYPE_CHECKING:
    from sqlalchemy import Engine

    from prep.assessment.packs.keys import TeamKey
    from prep.assessment.register.home import TakeHome
    from prep.assessment.spec.content import Content

_COMMANDS: Final = {
    "agreement": ("prep.cli.assess_review", "Show how far reviewers agree, and where they do not."),
    "assign": ("prep.cli.assess_review", "Assign submissions to reviewers."),
    "check": ("prep.cli.assess_compose", "Prove an assessment before it is sent."),
    "collect": ("prep.cli.assess_collect", "Take in what candidates sent back."),
    "compare": ("prep.cli.assess_compare", "Show what has much in common, for a person to look at."),
    "credentials": ("prep.cli.assess_credentials", "Write credentials for those who passed."),
    "export": ("prep.cli.assess_decide", "Write results as CSV, JSON or for Gradescope."),
    "export-person": ("prep.cli.assess_privacy", "Write all that is kept of one person, for that person."),
    "forget": ("prep.cli.assess_privacy", "Remove a candidate with everything that is theirs."),
    "grade": ("prep.cli.assess_collect", "Grade everything that waits."),
    "key": ("prep.cli.assess_compose", "Print the fingerprint of the team's key."),
    "mark": ("prep.cli.assess_review", "Mark a submission by the rubric."),
    "new": ("prep.cli.assess_compose", "Begin an assessment."),
    "pack": ("prep.cli.assess_compose", "Write the files that candidates get."),
    "purge": ("prep.cli.assess_privacy", "Remove people whose time is up."),
    "rank": ("prep.cli.assess_decide", "Rank candidates, with how sure that is."),
    "regrade": ("prep.cli.assess_collect", "Grade again by corrected tests, in shadow; then switch."),
    "report": ("prep.cli.assess_decide", "Write reports for candidates, reviewers and the cohort."),
    "review": ("prep.cli.assess_review", "Review blind in the terminal app, or list what waits."),
    "reviewers": ("prep.cli.assess_review", "Give each reviewer a key of their own."),
    "send": ("prep.cli.assess_decide", "Send results to your applicant-tracking system."),
    "status": ("prep.cli.assess_collect", "Show what came in, what is graded, what is stuck."),
    "timeline": ("prep.cli.assess_compare", "Show how works came about, by their logs: what to ask about."),
    "tool": ("prep.cli.assess_compose", "Write the install for candidates: `prep take`, and nothing that decides."),
    "verify": ("prep.cli.assess_decide", "Check that everything is as it was written: seals and audit log."),
}


@dataclass
class Office:
    """What the commands of a hiring team share; each part is made when a command first needs it."""

    settings: Settings
    database: str
    now: datetime = field(default_factory=lambda: datetime.now(UTC))
    _engine: "Engine | None" = field(default=None, init=False)

    @property
    def key(self) -> "TeamKey":
        from prep.assessment.packs.keys import load_team_key

        return load_team_key(data_folder())

    def content(self, file: Path) -> "Content":
        from prep.assessment.spec.content import load_content

        return load_content(file, self.settings.roots)

    def open(self, file: Path) -> "TakeHome":
        """The assessment of a file, in the database."""
        from prep.assessment.register.home import open_take_home
        from prep.store.database import open_database

        self._engine = self._engine or open_database(self.database)
        return open_take_home(self._engine, self.content(file), self.key, self.now)

    def close(self) -> None:
        """Close the database if it was opened."""
        if self._engine is not None:
            self._engine.dispose()


pass_office = click.make_pass_decorator(Office)
ASSESSMENT = click.argument("file", metavar="ASSESSMENT", type=click.Path(path_type=Path, dir_okay=False))


def default_database() -> str:
    """A file of its own in the data folder, so that other people's work lies apart from one's own practice."""
    return f"sqlite:///{data_folder() / 'take-homes.db'}"


@click.group(cls=LazyGroup, lazy=_COMMANDS)
@click.option(
    "--database",
    envvar="PREP_DATABASE",
    help="sqlite:///FILE or postgresql://USER@HOST/NAME.  [default: take-homes.db in the data folder]",
)
@click.pass_context
@pass_settings
def assess(settings: Settings, ctx: click.Context, database: str | None) -> None:
    """Take-home assessments: put together, send, collect, grade, review, decide.

    ASSESSMENT is the file that `prep assess new` writes. Nothing is sent anywhere unless you say so.
    """
    ctx.obj = office = Office(settings, database or default_database())
    ctx.call_on_close(office.close)
