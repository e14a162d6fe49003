"""The command `prep`: runs a command and turns what went wrong into one line and an exit code."""

import gc
import io
import os
import sys

# `python -m prep` would take modules from the current folder, where a stranger's hand-in may lie.
try:
    if not sys.flags.safe_path and sys.path[0] == os.getcwd() != os.path.dirname(os.path.dirname(__file__)):  # noqa: PTH109, PTH120
        del sys.path[0]
except FileNotFoundError:  # somebody has removed it; there is nothing in it, then
    pass

from typing import NoReturn

import click

from prep import compiled_files  # noqa: F401 - before anything of ours that would be compiled
from prep.cli.exits import ExitCode, code_of
from prep.cli.main import prep
from prep.model.errors import PrepError


def main() -> NoReturn:
    """Run the command that the arguments name; never a traceback for what a person can mend."""
    gc.set_threshold(20_000, 20, 20)  # there is hardly any garbage among what imports make
    _open_streams()
    try:
        code = prep.main(prog_name="prep", standalone_mode=False)
        sys.stdout.flush()
    except click.UsageError as error:
        command = error.ctx.command_path if error.ctx else "prep"
        _say(f"{error.format_message().rstrip('.')}; see `{command} --help`")
        code = error.exit_code
    except click.ClickException as error:
        _say(error.format_message())
        code = error.exit_code
    except (click.Abort, KeyboardInterrupt):
        _say("stopped; what was finished is kept")
        code = ExitCode.INTERRUPTED
    except PrepError as error:
        _say(str(error))
        code = code_of(error)
    except BrokenPipeError:  # whoever read it has seen enough
        _drop_output()
        code = ExitCode.OK
    except OSError as error:
        _drop_output()
        _say(f"{error.filename or 'the system'}: {error.strerror}; free the resource and try again")
        code = ExitCode.STORAGE
    gc.freeze()  # whatever lives to the end is no garbage to look for then
    sys.exit(code)


def _open_streams() -> None:
    """Where a stream was closed, as some schedulers do, what goes there is dropped; where it cannot show a character,
    that is spelled out.
    """
    for name in ("stdout", "stderr"):
        stream = getattr(sys, name)
        if stream is None:
            setattr(sys, name, open(os.devnull, "w", encoding="utf-8"))  # noqa: SIM115, PTH123 - open until the end
        elif isinstance(stream, io.TextIOWrapper) and stream.errors == "strict":
            stream.reconfigure(errors="backslashreplace")


def _drop_output() -> None:
    """What could not be written would be tried again, and complained of, when Python ends."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _say(text: str) -> None:
    click.echo(f"prep: {text}", err=True)


if __name__ == "__main__":
    main()
