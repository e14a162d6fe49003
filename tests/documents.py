"""The commands that documents show, and whether each could be typed: with these options, and so many words."""

import re
import shlex
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import click

from prep.cli.main import prep

_BLOCK: Final = re.compile(r"^```(?P<language>\w*)\n(?P<body>.*?)^```", re.DOTALL | re.MULTILINE)
_INDENTED: Final = re.compile(r"^ {4}prep .*$", re.MULTILINE)
_SPAN: Final = re.compile(r"`(prep [^`\n]+)`")
_LEFT_OUT: Final = re.compile(r"…|\.\.\.|\b[A-Z][A-Z_]{2,}\b")
"""Signs that a command in running text is not whole: an ellipsis, or a word that stands for what is to be filled in."""


@dataclass(frozen=True)
class ShownCommand:
    """A command as a document shows it."""

    file: str
    text: str
    is_whole: bool = True
    """Whether it stands in a block of its own, to be copied, and not in a sentence."""


def shown_commands(text: str, file: str) -> Iterator[ShownCommand]:
    """Every command of ours in a document, those in blocks first."""
    blocks = [match["body"] for match in _BLOCK.finditer(text) if match["language"] == "console"] + [
        match[0] for match in _INDENTED.finditer(text)
    ]
    for block in blocks:
        for line in block.replace("\\\n", " ").splitlines():
            command = line.strip().removeprefix("$ ")
            if command.startswith("prep "):
                yield ShownCommand(file, _without_comment(command), is_whole=not _LEFT_OUT.search(command))
    for match in _SPAN.finditer(_BLOCK.sub("", text)):
        yield ShownCommand(file, match[1], is_whole=False)


def _without_comment(command: str) -> str:
    return re.sub(r"(\s+#| … ).*$", "", command)


def problem_of(shown: ShownCommand) -> str:
    """Why a command could not be typed as it is shown; nothing if it could."""
    try:
        words = shlex.split(shown.text.replace("…", ""))[1:]
    except ValueError as error:
        return str(error)
    if words[:1] == ["--content"]:  # the one option that stands before a command
        words = words[2:]
    return _problem(prep, words, whole=shown.is_whole)


def _problem(command: click.Command, words: list[str], *, whole: bool) -> str:
    context = click.Context(command, ignore_unknown_options=False)
    if isinstance(command, click.Group) and words and not words[0].startswith("-"):
        name = words[0]
        if not name.islower():  # COMMAND, as in a sentence on all of them
            return ""
        inner = command.get_command(context, name)
        return _problem(inner, words[1:], whole=whole) if inner else f"there is no command {name!r}"
    known = {name for parameter in command.get_params(context) for name in (*parameter.opts, *parameter.secondary_opts)}
    if isinstance(command, click.Group):
        known |= {"--version"}
    unknown = [word for word in words if word.startswith("--") and word.partition("=")[0] not in known]
    if unknown:
        return f"there is no option {unknown[0]}"
    return _count_problem(command, context, words) if whole else ""


def _count_problem(command: click.Command, context: click.Context, words: list[str]) -> str:
    try:
        _, left, _ = command.make_parser(context).parse_args(list(words))
    except click.UsageError as error:
        return error.format_message()
    return f"{left[0]!r} is one word too many" if left else ""


DOCUMENTS: Final = (
    *("README.md", "CONTRIBUTING.md", "challenges/*.md", "rubrics/*.md", "projects/*/README.md"),
    "prep/docs/pages/**/*.md",
)


def documents(root: Path) -> Iterator[Path]:
    """Every file that people read to learn how to use this."""
    for pattern in DOCUMENTS:
        yield from sorted(root.glob(pattern))
