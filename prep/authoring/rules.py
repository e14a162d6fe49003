"""What can be told from a challenge's files alone, without running them."""

import ast
import re
from collections.abc import Callable, Iterator
from typing import Final

from prep.authoring.diagnostics import Diagnostics
from prep.authoring.effort import check_effort, check_level, check_refusals, prompt_words
from prep.authoring.package import PROSE, TESTS, ChallengePackage
from prep.catalog.reader import suggest
from prep.model.challenge import ChallengeKind, Visibility
from prep.model.text import count_words

Rule = Callable[[ChallengePackage, Diagnostics], None]

HINTS: Final = 3
MIN_ACCEPTED: Final = 2
MIN_REJECTED: Final = 6
MIN_REJECTED_WARM_UP: Final = 4
WARM_UP_MINUTES: Final = 10
WARM_UP_WORDS: Final = 200
PROMPT_WORDS: Final = 450
PROMPT_COLUMNS: Final = 120
TOPICS: Final = (
    "mathematics",
    "classical-models",
    "evaluation",
    "data-and-features",
    "nlp",
    "computer-vision",
    "deep-learning",
    "production",
    "monitoring",
    "tools",
    "business-framing",
    "experiments",
)

_CLOCKS: Final = frozenset(
    {"time", "time_ns", "monotonic", "monotonic_ns", "perf_counter", "perf_counter_ns", "process_time", "localtime"}
    | {"gmtime", "now", "utcnow", "today", "sleep"}
)
_CLOCK_OWNERS: Final = frozenset({"time", "datetime", "date", "Timestamp"})
_GENERATORS: Final = frozenset({"default_rng", "RandomState", "Random"})


def check_prompt(package: ChallengePackage, diagnostics: Diagnostics) -> None:
    if not package.challenge.prompt.strip():
        diagnostics.problem("prompt.md is empty", "state the whole contract: types, shapes, edge cases, errors, limits")
    elif not re.search(r"^# \S", package.challenge.prompt, re.MULTILINE):
        diagnostics.problem("prompt.md has no heading", "begin it with `# ` and the challenge's title")


def check_prompt_length(package: ChallengePackage, diagnostics: Diagnostics) -> None:
    """A prompt is read in two minutes, and in an editor.

    Words are those that a person reads, in prose and tables; a block of code is looked at, and a number or a sign is no
    word.
    """
    prompt = package.challenge.prompt
    if (words := prompt_words(prompt)) >= PROMPT_WORDS:
        diagnostics.problem(f"the prompt has {words} words beside its code", f"keep it under {PROMPT_WORDS}")
    wide = [number for number, line in enumerate(prompt.splitlines(), 1) if len(line) >= PROMPT_COLUMNS]
    if wide:
        diagnostics.problem(
            f"prompt.md is wide at line {', '.join(map(str, wide))}",
            f"keep lines under {PROMPT_COLUMNS} characters; make a list of a table that is wider",
        )


def check_placeholders(package: ChallengePackage, diagnostics: Diagnostics) -> None:
    """A skeleton marks what is to be written with TODO."""
    for name in (*PROSE, *TESTS):
        for number, line in enumerate(package.texts[name].splitlines(), 1):
            if "TODO" in line:
                what = line.partition("TODO")[2].strip(' :"]')
                diagnostics.problem(f"{name}:{number} still says TODO", what or "write what belongs there")


def check_hints(package: ChallengePackage, diagnostics: Diagnostics) -> None:
    hints = package.challenge.hints
    if len(hints) != HINTS:
        diagnostics.problem(
            f"hints.md has {count_words(len(hints), 'hint')} under `## ` headings",
            f"give {HINTS}, each telling more than the last",
        )
    for number, hint in enumerate(hints, 1):
        if not hint:
            diagnostics.problem(f"hint {number} of hints.md is empty", "write it, or the next one gives too much away")


def check_texts(package: ChallengePackage, diagnostics: Diagnostics) -> None:
    spec = package.challenge.spec
    for key in ("title", "summary"):
        if not getattr(spec, key).strip():
            diagnostics.problem(f"`{key}` of challenge.toml is empty", "say in a line what is to be written")
    if spec.time_limit_minutes <= 0:
        diagnostics.problem(
            f"`time_limit_minutes` is {spec.time_limit_minutes}", "give the minutes that a person should need"
        )
    used = {check.criterion for check in spec.checks}
    for criterion in spec.criteria:
        if criterion.id not in used:
            diagnostics.problem(
                f"no check counts for the criterion `{criterion.id}`", "name it in a check, or remove it"
            )


def check_warm_up(package: ChallengePackage, diagnostics: Diagnostics) -> None:
    """What is to be done in ten minutes is also read in one."""
    if package.challenge.kind is not ChallengeKind.WARM_UP:
        return
    if (minutes := package.challenge.spec.time_limit_minutes) > WARM_UP_MINUTES:
        diagnostics.problem(f"a warm-up takes {minutes} minutes", f"ask for less, or give it {WARM_UP_MINUTES}")
    if (words := len(package.challenge.prompt.split())) >= WARM_UP_WORDS:
        diagnostics.problem(f"the prompt of a warm-up has {words} words", f"keep it under {WARM_UP_WORDS}")


def check_points(package: ChallengePackage, diagnostics: Diagnostics) -> None:
    """The loader refuses checks without points; here both kinds must be there."""
    for visibility in Visibility:
        if not package.challenge.checks(visibility):
            diagnostics.problem(
                f"there are no {visibility} checks",
                f'declare one with `visibility = "{visibility}"` and test it in tests/test_{visibility}.py',
            )


def check_advice(package: ChallengePackage, diagnostics: Diagnostics) -> None:
    for check in package.challenge.checks(Visibility.HIDDEN):
        if not check.advice.strip():
            diagnostics.problem(f"the hidden check `{check.id}` has no advice", "say what to look at when it fails")
        if check.topic not in TOPICS:
            found = f"has the topic {check.topic!r}" if check.topic else "has no topic"
            diagnostics.problem(f"the hidden check `{check.id}` {found}", suggest(check.topic, TOPICS))


def check_limits(package: ChallengePackage, diagnostics: Diagnostics) -> None:
    limits = package.challenge.spec.limits
    for key in ("check_s", "total_s", "memory_mb", "processes", "disk_mb", "output_kb"):
        if getattr(limits, key) <= 0:
            diagnostics.problem(f"the limit `{key}` is {getattr(limits, key)}", "give it more than 0")
    if limits.total_s < limits.check_s:
        diagnostics.problem(
            f"`total_s` ({limits.total_s:g}) is less than `check_s` ({limits.check_s:g})",
            "all checks together need at least what one may take",
        )


def check_submissions(package: ChallengePackage, diagnostics: Diagnostics) -> None:
    """Enough of them, and every rejected one declared."""
    if len(package.accepted) < MIN_ACCEPTED:
        diagnostics.problem(
            f"submissions/accepted holds {count_words(len(package.accepted), 'solution')}",
            f"add right ones of another shape than the reference, at least {MIN_ACCEPTED}",
        )
    declared = [rejected.file for rejected in package.challenge.spec.rejected]
    fewest = MIN_REJECTED_WARM_UP if package.challenge.kind is ChallengeKind.WARM_UP else MIN_REJECTED
    if len(declared) < fewest:
        diagnostics.problem(
            f"challenge.toml declares {len(declared)} rejected submissions",
            f"add mistakes that people really make, at least {fewest}",
        )
    for name in declared:
        if name not in package.rejected:
            diagnostics.problem(
                f"submissions/rejected/{name} is missing", "write it, or remove its [[rejected]] from challenge.toml"
            )
        if declared.count(name) > 1:
            diagnostics.problem(f"the rejected submission {name} is declared twice", "keep one of the two")
    for name in package.rejected:
        if name not in declared:
            diagnostics.problem(
                f"submissions/rejected/{name} is not declared", "add a [[rejected]] with what it fails and why"
            )


def check_rejections(package: ChallengePackage, diagnostics: Diagnostics) -> None:
    """Every rejected submission says what it fails and why."""
    for rejected in package.challenge.spec.rejected:
        if not rejected.fails:
            diagnostics.problem(
                f"the rejected submission {rejected.file} lists no checks", "list in `fails` what it fails"
            )
        if not rejected.why.strip():
            diagnostics.problem(
                f"the rejected submission {rejected.file} gives no reason", "say in `why` what the mistake is"
            )
    for mutant in package.challenge.spec.equivalent_mutants:
        if not mutant.reason.strip():
            diagnostics.problem(
                f"the equivalent mutant `{mutant.diff or mutant.habit}` gives no reason",
                "say why no test can tell it from the reference",
            )
        if bool(mutant.diff) is bool(mutant.habit):
            diagnostics.problem(
                "an [[equivalent_mutants]] names both a `diff` and a `habit`, or neither",
                "name the changed line, or the habit by the words in which `prep author check` tells it",
            )


def check_strays(package: ChallengePackage, diagnostics: Diagnostics) -> None:
    for stray in package.strays:
        diagnostics.problem(f"{stray} is read by nothing", "remove it, or name it in a test that reads it")


def check_clocks(package: ChallengePackage, diagnostics: Diagnostics) -> None:
    """A test that reads a clock passes on one machine, or on one day, and fails on another."""
    for name in TESTS:
        for line, call in _clock_reads(package.texts[name]):
            diagnostics.problem(
                f"{name}:{line} reads the clock with `{call}`",
                "pass times as plain arguments, or declare a latency `budget` and use the `latency` fixture",
            )


def check_chance(package: ChallengePackage, diagnostics: Diagnostics) -> None:
    """Random numbers without a seed make a test that passes most of the time."""
    for name in TESTS:
        for line, call in _unseeded(package.texts[name]):
            diagnostics.problem(
                f"{name}:{line} draws random numbers without a seed with `{call}`", "use `np.random.default_rng(SEED)`"
            )


RULES: Final[tuple[Rule, ...]] = (
    check_prompt,
    check_prompt_length,
    check_placeholders,
    check_hints,
    check_texts,
    check_warm_up,
    check_points,
    check_effort,
    check_level,
    check_refusals,
    check_advice,
    check_limits,
    check_submissions,
    check_rejections,
    check_strays,
    check_clocks,
    check_chance,
)


def _parse(source: str) -> ast.Module:
    """The tree of a test file; one that cannot be parsed is told when it is run."""
    try:
        return ast.parse(source)
    except SyntaxError:
        return ast.Module(body=[], type_ignores=[])


def _calls(tree: ast.Module) -> Iterator[tuple[int, str, ast.Call]]:
    """Line and dotted name of every call."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name | ast.Attribute):
            yield node.lineno, ast.unparse(node.func), node


def _clock_reads(source: str) -> Iterator[tuple[int, str]]:
    tree = _parse(source)
    imported = {
        alias.asname or alias.name
        for node in ast.walk(tree)
        if isinstance(node, ast.ImportFrom) and node.module == "time"
        for alias in node.names
    }
    for line, name, _ in _calls(tree):
        owner, _, last = name.rpartition(".")
        from_clock = owner.rpartition(".")[2] in _CLOCK_OWNERS and last in _CLOCKS
        if from_clock or name in imported:
            yield line, name


def _unseeded(source: str) -> Iterator[tuple[int, str]]:
    tree = _parse(source)
    modules = {alias.name for node in ast.walk(tree) if isinstance(node, ast.Import) for alias in node.names}
    globals_of = {"np.random", "numpy.random"} | ({"random"} & modules)
    for line, name, call in _calls(tree):
        owner, _, last = name.rpartition(".")
        unseeded = last in _GENERATORS and not (call.args or call.keywords)
        if unseeded or (owner in globals_of and last.islower() and last not in _GENERATORS):
            yield line, name
