"""Whether there is a terminal that a screen can be drawn on."""

import os
import sys
from collections.abc import Mapping


def lacks_terminal(environment: Mapping[str, str] = os.environ) -> str:
    """Why no app can be opened here; empty where one can."""
    if not (sys.stdin.isatty() and sys.stdout.isatty()):
        return "needs a terminal"
    if environment.get("TERM") == "dumb":  # as in a shell inside an editor, which would show all codes as text
        return "needs a terminal that can move its cursor, and TERM=dumb says that this one cannot"
    return ""
