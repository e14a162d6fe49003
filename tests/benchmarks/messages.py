"""For every hidden check that ships one plausible failure, and what the person reads: a table to be read through.

    python -m tests.benchmarks.messages [CHALLENGE ...] > messages.md

The failure is the known mistake that fails the fewest checks beside this one, graded by the product. A message that is
beside the point for its mistake wants a sentence (`because`) at the assertion that failed, or another advice.
"""

import sys
from collections.abc import Iterator
from pathlib import Path

from prep.authoring.package import ChallengePackage, load_package
from prep.catalog.challenges import challenge_ids, find_challenge
from prep.catalog.locate import shipped_root
from prep.grading.grader import Grader
from prep.model.challenge import Check, Rejected, Visibility
from prep.model.result import GradeResult


def report(wanted: list[str]) -> None:
    roots = [shipped_root()]
    with Grader() as grader:
        for challenge_id in wanted or challenge_ids(roots):
            for line in _table(grader, find_challenge(roots, challenge_id)):
                print(line, flush=True)


def _table(grader: Grader, folder: Path) -> Iterator[str]:
    package = load_package(folder)
    results: dict[str, GradeResult] = {}
    yield f"\n## {package.challenge.id}\n\n| check | mistake | what the person reads |\n|---|---|---|"
    for check in package.challenge.checks(Visibility.HIDDEN):
        mistake = _mistake(package, check)
        if mistake is None:
            yield f"| {check.title} | none is known | *advice:* {check.advice} |"
            continue
        if mistake.file not in results:
            submission = package.rejected[mistake.file]
            results[mistake.file] = grader.grade(package.challenge, submission, visibility=Visibility.HIDDEN)
        yield f"| {check.title} | {mistake.why} | {_read(check, results[mistake.file])} |"


def _mistake(package: ChallengePackage, check: Check) -> Rejected | None:
    """The one that is most about this check."""
    order = [one.id for one in package.challenge.spec.checks]
    failing = [one for one in package.challenge.spec.rejected if check.id in one.fails]
    return min(failing, key=lambda one: (_first(one, order) != check.id, len(one.fails)), default=None)


def _first(mistake: Rejected, order: list[str]) -> str:
    return min(mistake.fails, key=order.index)


def _read(check: Check, result: GradeResult) -> str:
    """The message, and the advice where a person is shown that beside it."""
    found = next(one for one in result.checks if one.id == check.id)
    said = " ".join(found.message.split()) or "(no words)"
    by_advice = " *(advice)*" if found.message == check.advice else ""
    return f"{found.verdict}: {said}{by_advice}"


if __name__ == "__main__":
    report(sys.argv[1:])
