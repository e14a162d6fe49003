"""Gives the terminal to a person's own editor until it is closed."""

import subprocess
from pathlib import Path

from textual.app import App, SuspendNotSupported

from prep.model.errors import PrepError
from prep.practice.desk.editor import editor_command


def edit_outside(app: App[object], path: Path, line: int) -> None:
    """Open a file at a line (from 1); why that could not be is told on the screen."""
    try:
        command = editor_command(path, line)
        with app.suspend():
            subprocess.run(command, check=False)  # noqa: S603 - the person's own command
    except (PrepError, OSError, SuspendNotSupported) as error:
        reason = str(error) or "this terminal cannot be given to another program"
        app.notify(reason, title="No editor", severity="warning", markup=False)
