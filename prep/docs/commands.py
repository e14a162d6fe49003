"""The reference of commands, made from the click commands themselves.

The extension that others use for it shows click's own marker for "no default" since click 8.3, hence these lines.
"""

import inspect
from collections.abc import Iterator
from typing import Final

import click

from prep.cli.main import prep

_PREFACE: Final = """\
# Commands

Made from the commands themselves; `prep COMMAND --help` says the same. `prep` alone opens the terminal app. Two
options come before a command: `--content FOLDER` (or `PREP_CONTENT`), a folder of your own with `challenges/` or
`rubrics/` that is searched before what ships with prep, and `--version`. Data goes to standard output, everything
else to standard error."""


def commands_page() -> str:
    """The page, as Markdown: each command with its usage, what it does, and its options."""
    return (
        "\n\n".join([_PREFACE, *(part for path, command in all_commands() for part in _section(path, command))]) + "\n"
    )


def all_commands() -> Iterator[tuple[tuple[str, ...], click.Command]]:
    """Each command with the words that name it after `prep`, groups before what is in them."""
    yield from _beneath(prep, ())


def _beneath(group: click.Group, path: tuple[str, ...]) -> Iterator[tuple[tuple[str, ...], click.Command]]:
    context = click.Context(group)
    for name in group.list_commands(context):
        command = group.get_command(context, name)
        assert command is not None
        yield (*path, name), command
        if isinstance(command, click.Group):
            yield from _beneath(command, (*path, name))


def _section(path: tuple[str, ...], command: click.Command) -> Iterator[str]:
    context = click.Context(command, info_name=" ".join(("prep", *path)))
    yield f"{'#' * (len(path) + 1)} prep {' '.join(path)}"
    yield f"```console\n{context.command_path} {' '.join(command.collect_usage_pieces(context))}\n```"
    yield inspect.cleandoc(command.help or command.short_help or "")
    rows = [_row(option) for option in command.params if isinstance(option, click.Option) and not option.hidden]
    if rows:
        yield "\n".join(["| option | what it does | without it |", "|---|---|---|", *rows])


def _row(option: click.Option) -> str:
    context = click.Context(click.Command("any"))
    record = option.get_help_record(context)
    names, _ = record or (", ".join(option.opts), "")
    variable = f" Also `{option.envvar}` in the environment." if isinstance(option.envvar, str) else ""
    default = option.to_info_dict()["default"]
    shown = "" if option.is_flag or default in (None, "", ()) or callable(default) else f"`{default}`"
    must = "must be given" if option.required else shown
    text = f"{option.help or ''}{variable}".replace("|", "\\|")
    return f"| `{names.replace('|', ' or ')}` | {text} | {must} |"
