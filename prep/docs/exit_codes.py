"""The table of exit codes; the README has the same."""

from collections.abc import Mapping
from typing import Final

from prep.cli.exits import ExitCode

MEANINGS: Final[Mapping[ExitCode, str]] = {
    ExitCode.OK: "done",
    ExitCode.CHECKS_FAILED: "some test failed on your work (`prep check`, `prep practice test`, `prep take --test`)",
    ExitCode.USAGE: "the command was not understood",
    ExitCode.CONTENT: "a challenge, project or other content is missing or broken, or does not pass its checks",
    ExitCode.SUBMISSION: "a submission cannot be read, and has no score; or something signed was changed. The message "
    "says what to ask for",
    ExitCode.ISOLATION: "the jail cannot be set up on this machine",
    ExitCode.STORAGE: "a file or folder cannot be read or written",
    ExitCode.GRADER: "the grader itself failed on some submission; run it again: the fault is ours alone",
    ExitCode.INTERRUPTED: "stopped with Ctrl-C; what was finished is kept",
}


def exit_codes_page() -> str:
    """The page, as Markdown."""
    return f"# Exit codes\n\n{_PREFACE}\n\n{exit_codes_table()}\n"


def exit_codes_table() -> str:
    """A row for each code."""
    rows = [f"| {code.value} | {MEANINGS[code]} |" for code in ExitCode]
    return "\n".join(["| exit code | meaning |", "|---|---|", *rows])


_PREFACE: Final = """\
What a command prints to standard output is data; what it says to people goes to standard error. The exit code says
how it ended. A score of zero is a result, and its exit code is 0."""
