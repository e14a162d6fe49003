"""`prep author`: writes challenges and proves their tests fair. The commands live beside this file."""

from typing import Final

import click

from prep.cli.lazy import LazyGroup

_COMMANDS: Final = {
    "broken": ("prep.cli.author_write", "Write a task of broken training."),
    "check": ("prep.cli.author_check", "Prove that a challenge's tests pass what is right and catch what is wrong."),
    "coverage": ("prep.cli.author_check", "Show what interviews ask for most, and what there is for it."),
    "fork": ("prep.cli.author_write", "Write your own version of a challenge."),
    "new": ("prep.cli.author_write", "Write a new challenge that works, for you to fill in."),
    "new-question": ("prep.cli.author_write", "Write a new concept question that is graded well."),
    "symptoms": (
        "prep.cli.author_check",
        "Record how rejected submissions fail, for reports.",
    ),
}


@click.group(cls=LazyGroup, lazy=_COMMANDS)
def author() -> None:
    """Write challenges and prove their tests fair."""
