"""How long a challenge takes a person, as far as its files show, and whether time and level agree with that.

The estimate is for somebody who knows the topic. It was set against 214 solutions of 8 to 100 lines, which other people
wrote from the prompts alone.
"""

import ast
import math
import re
from statistics import median
from typing import Final

from prep.authoring.diagnostics import Diagnostics
from prep.authoring.package import ChallengePackage
from prep.model.challenge import ChallengeKind, Level, Visibility
from prep.model.submission import Submission

_WORDS_A_MINUTE: Final = 50
"""A contract is read twice, and looked up again while one writes."""

_LINES_A_MINUTE: Final = 3
_MINUTES_A_CHECK: Final = 0.6
"""To think of one more case, and to try it."""

_MOST, _SHORT = 2.0, 20
"""How many times the estimate a time limit may be; one of a few minutes more."""

_LONGEST_BEGINNER, _SHORTEST_ADVANCED = 35, 35
_STEP: Final = 5


def effort_minutes(package: ChallengePackage) -> float:
    """Reading the prompt, writing as many lines as a right solution has, and a thought for each hidden check."""
    lines = median(sum(_lines(text) for text in _sources(one)) for one in package.right.values())
    reading = prompt_words(package.challenge.prompt) / _WORDS_A_MINUTE
    return reading + lines / _LINES_A_MINUTE + _MINUTES_A_CHECK * len(package.challenge.checks(Visibility.HIDDEN))


def prompt_words(prompt: str) -> int:
    """How many words with a letter stand in a prompt outside of its code blocks."""
    prose = re.sub(r"^```.*?^```", "", prompt, flags=re.DOTALL | re.MULTILINE)
    return sum(bool(re.search(r"[^\W\d_]", word)) for word in prose.replace("|", " ").split())


def check_effort(package: ChallengePackage, diagnostics: Diagnostics) -> None:
    """A function's time is its effort; what a metric scores takes longer, as there is always more to gain."""
    spec = package.challenge.spec
    if package.challenge.kind is not ChallengeKind.FUNCTION or spec.time_limit_minutes <= 0:
        return
    minutes, needed = spec.time_limit_minutes, effort_minutes(package)
    open_ended = any(check.metric for check in spec.checks)
    if minutes < needed or (minutes > max(_MOST * needed, _SHORT) and not open_ended):
        fair = _STEP * math.ceil(1.2 * needed / _STEP)
        diagnostics.problem(
            f"`time_limit_minutes` is {minutes}, where prompt, solutions and checks look like {needed:.0f} or more",
            f"give it about {fair}, or ask for {'less' if minutes < needed else 'more'}",
        )


def check_level(package: ChallengePackage, diagnostics: Diagnostics) -> None:
    spec = package.challenge.spec
    if spec.level is Level.BEGINNER and spec.time_limit_minutes > _LONGEST_BEGINNER:
        diagnostics.problem(
            f"{spec.time_limit_minutes} minutes are long for the level `beginner`",
            f"ask for no more than {_LONGEST_BEGINNER} minutes' work, or call it `intermediate`",
        )
    if spec.level is Level.ADVANCED and spec.time_limit_minutes < _SHORTEST_ADVANCED:
        diagnostics.problem(
            f"{spec.time_limit_minutes} minutes are short for the level `advanced`",
            f"ask for {_SHORTEST_ADVANCED} minutes' work at least, or call it `intermediate`",
        )


def check_refusals(package: ChallengePackage, diagnostics: Diagnostics) -> None:
    """Refusing bad input is manners; it never weighs as much as what a challenge is about."""
    refusing = [check for check in package.challenge.spec.checks if check.title.startswith("Refuse")]
    others = [check.points for check in package.challenge.spec.checks if check not in refusing]
    if refusing and others and sum(check.points for check in refusing) >= max(others):
        diagnostics.problem(
            f"refusing input is worth {sum(check.points for check in refusing):g} points, and no other check more",
            "give its points to what the challenge is about",
        )


def _sources(submission: Submission) -> list[str]:
    return [content.decode(errors="replace") for name, content in submission.files.items() if name.endswith(".py")]


def _lines(source: str) -> int:
    """Lines of code, whatever its layout; docstrings and comments are none. What cannot be parsed has none either."""
    try:
        tree = ast.parse(source)
    except (SyntaxError, ValueError):
        return 0
    for node in ast.walk(tree):
        if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef) and ast.get_docstring(node) is not None:
            node.body = node.body[1:] or [ast.Pass()]
    return sum(bool(line.strip()) for line in ast.unparse(tree).splitlines())
