"""Remarks on style, from ruff: it reads the text of a submission and never runs it.

The rules are a small fixed set that a reader of machine-learning code would care about. Nothing in the submission
steers it: no configuration is looked for and `noqa` comments count for nothing. Time, memory and output are bounded,
and where it fails there are simply no remarks.
"""

import json
import subprocess
import tempfile
from collections import Counter
from dataclasses import dataclass
from functools import cache
from threading import Timer
from typing import Any, Final

from prep.model.submission import ENTRY_FILE
from prep.reports.foreign import shown_line

MAX_REMARKS: Final = 12
_MOST_OF_A_RULE: Final = 2
_MOST_BYTES: Final = 200_000
_MOST_READ: Final = 500
_LIMIT_S: Final = 5.0
_MEMORY_BYTES: Final = 1 << 30
_RULES: Final = "E4,E7,E9,F,B,C4,C90,SIM,PERF,NPY,PD002,RET503,UP006,UP032,PLR1714,PLW0127,PLW0603,RUF015"


@dataclass(frozen=True)
class StyleRemark:
    line: int
    text: str


@dataclass(frozen=True)
class StyleRemarks:
    remarks: tuple[StyleRemark, ...] = ()
    left_out: int = 0
    """How many more there were, as far as was counted."""


def style_remarks(source: str) -> StyleRemarks:
    """The first remarks on a file, by line; at most two by the same rule."""
    command = _command()
    if command is None or len(source) > _MOST_BYTES or not source.strip():
        return StyleRemarks()
    found = [remark for remark in _found(command, source) if remark is not None]
    kept, seen = [], Counter[str]()
    for rule, remark in found:
        seen[rule] += 1
        if seen[rule] <= _MOST_OF_A_RULE:
            kept.append(remark)
    return StyleRemarks(tuple(kept[:MAX_REMARKS]), len(found) - len(kept[:MAX_REMARKS]))


def _found(command: tuple[str, ...], source: str) -> list[tuple[str, StyleRemark] | None]:
    try:
        process = subprocess.Popen(  # noqa: S603 - our own arguments; the submission goes in as text
            command,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            cwd=tempfile.gettempdir(),
            env={"RAYON_NUM_THREADS": "1"},
        )
    except OSError:
        return []
    timer = Timer(_LIMIT_S, process.kill)
    timer.start()
    with process:
        try:
            _limit_memory(process.pid)
            return _read(process, source)
        finally:
            process.kill()
            timer.cancel()


def _read(process: subprocess.Popen[bytes], source: str) -> list[tuple[str, StyleRemark] | None]:
    assert process.stdin is not None  # both were asked for
    assert process.stdout is not None
    try:
        process.stdin.write(source.encode("utf-8", "backslashreplace"))
        process.stdin.close()
    except OSError:  # it ended before it had read all
        return []
    return [_remark(line) for line, _ in zip(process.stdout, range(_MOST_READ), strict=False)]


def _remark(line: bytes) -> tuple[str, StyleRemark] | None:
    try:
        told: dict[str, Any] = json.loads(line)
        rule = str(told["code"] or "syntax")
        return rule, StyleRemark(int(told["location"]["row"]), _words(rule, str(told["message"])))
    except (ValueError, KeyError, TypeError):
        return None


def _words(rule: str, message: str) -> str:
    name = "" if rule in ("syntax", "invalid-syntax") else f" ({rule})"
    return f"{shown_line(message.replace('`', ''), 160)}{name}"


def _limit_memory(pid: int) -> None:
    """Where the system can: a file made to be hard to read costs itself."""
    try:
        import resource  # not on every system

        resource.prlimit(pid, resource.RLIMIT_AS, (_MEMORY_BYTES, _MEMORY_BYTES))
    except (ImportError, AttributeError, OSError):
        return


@cache
def _command() -> tuple[str, ...] | None:
    """None where ruff's program is not there; reports then come without remarks on style."""
    try:
        from ruff import find_ruff_bin  # only for reports

        program = find_ruff_bin()
    except (ImportError, FileNotFoundError):
        return None
    return (
        *(program, "check", "--isolated", "--no-cache", "--ignore-noqa", "--quiet", "--exit-zero"),
        *("--target-version", "py311", "--select", _RULES),
        *("--output-format", "json-lines", "--stdin-filename", ENTRY_FILE, "-"),
    )
