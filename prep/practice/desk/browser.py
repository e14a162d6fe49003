"""Opens a file in a browser, if there is one that would not take over the terminal."""

import subprocess
import sys
import webbrowser
from pathlib import Path
from typing import Final

_IN_THE_TERMINAL: Final = frozenset({"www-browser", "links", "elinks", "lynx", "w3m", "browsh"})
_PATIENCE_S: Final = 5.0
_OPEN: Final = "import sys, webbrowser; sys.exit(not webbrowser.open(sys.argv[1]))"


def open_in_browser(path: Path) -> bool:
    """Open a file in a browser with a window of its own; False if there is none, or if it could not be started.

    It is started apart from the terminal, since browsers write there, and those that only live there are left alone.
    """
    try:
        browser = webbrowser.get()
    except webbrowser.Error:
        return False
    if Path(getattr(browser, "name", "")).name in _IN_THE_TERMINAL:
        return False
    opening = subprocess.Popen(  # noqa: S603 - our own command
        [sys.executable, "-I", "-c", _OPEN, path.absolute().as_uri()],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )
    try:
        return opening.wait(_PATIENCE_S) == 0
    except subprocess.TimeoutExpired:
        return True  # some are only done when their window is closed
