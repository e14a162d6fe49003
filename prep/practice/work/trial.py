"""Tries one's function on input of one's own: in the jail, as a submission runs, with what it prints and returns."""

from pathlib import Path
from typing import Final

from prep.catalog.challenges import load_challenge_folder
from prep.model.challenge import Challenge
from prep.model.result import CheckResult
from prep.model.verdict import Verdict
from prep.practice.desk.desk import Desk
from prep.store.files import read_file, write_file

_MOST_SECONDS: Final = 20.0
_SPEC: Final = """\
format_version = 1
id = "trial/{name}"
title = "Your input"
summary = "Asks for nothing and shows everything."
level = "beginner"
runtime = "{runtime}"
topics = ["tools"]
time_limit_minutes = 1

[limits]
check_s = {check_s}
total_s = {check_s}
memory_mb = {memory_mb}

[[criteria]]
id = "tried"
title = "Runs"

[[checks]]
id = "runs"
title = "Your input"
criterion = "tried"
points = 1
visibility = "public"
"""
_FILES: Final = {
    "prompt.md": "",
    "starter.py": "",
    "reference.py": "",
    "hints.md": "",
    "tests/test_public.py": "def test_runs(candidate):\n    candidate.run_what_was_typed()\n",
    "tests/test_hidden.py": "",
}

_RUNNER: Final = '''
import ast
import linecache
import sys
import traceback
import types


def _known(name, text):
    """So that a traceback shows the line."""
    linecache.cache[name] = (len(text), None, text.splitlines(True), name)
    return name


def _last_lines(error):
    trace = traceback.TracebackException.from_exception(error)
    own = [one for one in trace.stack if one.filename in ("your code", "your input")]
    trace.stack = traceback.StackSummary.from_list(own)
    return "".join(trace.format())


def run_what_was_typed():
    module = types.ModuleType("work")
    sys.modules["work"] = module
    names = module.__dict__
    try:
        exec(compile(WORK, _known("your code", WORK), "exec"), names)
        for statement in ast.parse(TYPED, _known("your input", TYPED)).body:
            if isinstance(statement, ast.Expr):
                value = eval(compile(ast.Expression(statement.value), "your input", "eval"), names)
                if value is not None:
                    print(repr(value))
            else:
                exec(compile(ast.Module([statement], []), "your input", "exec"), names)
    except Exception as error:
        print(_last_lines(error), end="")
'''
"""Stands in for the submission, in the jail; what it prints is shown."""


def try_out(desk: Desk, challenge: Challenge, work: str, typed: str) -> str:
    """Run what was typed, such as `fit([1, 2])`, on the work; what Python's own prompt would show. Nothing is kept.

    Raises:
        IsolationError: no process can be set up.
        StorageError: it cannot be prepared.
        Stopped: somebody stopped it.
    """
    (check,) = desk.bench.grade(trial_of(challenge, desk.data), trial_source(work, typed)).checks
    return check.output.rstrip() or _silent(check)


def trial_of(challenge: Challenge, data: Path) -> Challenge:
    """A challenge that only runs what is handed in, with the libraries and limits of a real one.

    Args:
        challenge: What the person works on.
        data: The person's data folder, in which it is laid out.

    Raises:
        StorageError: it cannot be written.
    """
    name, limits = challenge.id.replace("/", "-"), challenge.spec.limits
    folder = data / "trial" / name
    spec = _SPEC.format(
        name=name,
        runtime=challenge.spec.runtime,
        check_s=min(limits.check_s, _MOST_SECONDS),
        memory_mb=limits.memory_mb,
    )
    for file, text in {"challenge.toml": spec, **_FILES}.items():
        if read_file(folder / file) != text:
            write_file(folder / file, text)
    return load_challenge_folder(folder)


def trial_source(work: str, typed: str) -> str:
    """What is handed in to try something: the work and what was typed, neither of which is read outside the jail."""
    return f"WORK = {work!r}\nTYPED = {typed!r}\n{_RUNNER}"


def _silent(check: CheckResult) -> str:
    if check.verdict is Verdict.ACCEPTED:
        return "It ran, and neither returned nor printed anything."
    return f"{check.verdict}: {check.message}" if check.message else str(check.verdict)
