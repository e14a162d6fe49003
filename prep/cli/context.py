"""What every command knows: the global options."""

from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import click


@dataclass(frozen=True)
class Settings:
    """The options given before the command."""

    own_content: Path | None

    @cached_property
    def roots(self) -> list[Path]:
        """Content folders, in the order they are searched."""
        from prep.catalog.locate import content_roots

        return content_roots(self.own_content)

    @property
    def authored(self) -> list[Path]:
        """The one content folder that an author works on: their own if they named it, else what ships with prep."""
        return self.roots[:1]


pass_settings = click.make_pass_decorator(Settings)


def note(text: str) -> None:
    """Say something to the person; data goes to stdout, this does not."""
    click.echo(text, err=True)
