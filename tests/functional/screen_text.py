"""What a screen shows as plain text, compared with a file.

    PREP_RENEW_SNAPSHOTS=1 python -m pytest tests/functional/test_tui_snapshots.py

writes the files anew; look at their difference before it is committed.
"""

import os
from pathlib import Path
from typing import Final

from rich.console import Console
from textual.app import App

SNAPSHOTS: Final = Path(__file__).parent / "snapshots"
RENEW: Final = "PREP_RENEW_SNAPSHOTS"


def screen_text(app: App[None]) -> str:
    """The screen's rows, without colours and without spaces at their ends."""
    width, height = app.size
    console = Console(width=width, height=height, record=True, file=open(os.devnull, "w"))  # noqa: SIM115, PTH123
    with console.file:
        console.print(app.screen._compositor)
        text = console.export_text(styles=False)
    return "".join(f"{line.rstrip()}\n" for line in text.splitlines())


def check_snapshot(name: str, shown: str) -> None:
    """Compare with the file of this name, or write it if the environment says so."""
    file = SNAPSHOTS / f"{name}.txt"
    if os.environ.get(RENEW):
        file.write_text(shown, "utf-8")
    assert file.exists(), f"no snapshot {file.name}; look at the screen, then set {RENEW}=1 to write it"
    assert shown == file.read_text("utf-8"), f"{file.name} differs; {RENEW}=1 renews it if the new screen is right"
