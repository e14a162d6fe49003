"""Budget decisions on the detection challenges' own submissions, with every core busy.

`python -m tests.benchmarks.detection_budgets [DECISIONS] [CHALLENGE...]`. Accepted submissions must be within budget
every time, and those rejected ones over it that a quiet first grading calls over budget.
"""

import argparse
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from prep.catalog.challenges import load_challenge_folder
from prep.catalog.submissions import load_submission
from prep.grading.grader import Grader
from prep.model.challenge import Challenge, Check
from prep.model.submission import Submission
from prep.model.verdict import Verdict
from tests.benchmarks.budgets import _busy_cores

FOLDER = Path(__file__).parents[2] / "challenges" / "detection"
DECISIONS = 200


@dataclass(frozen=True)
class Timed:
    """A submission and the verdict that it must get every time."""

    name: str
    submission: Submission
    must: Verdict


def report(decisions: int = DECISIONS, slugs: list[str] | None = None) -> None:
    print(f"{decisions} decisions a submission, every core busy")
    print(f"{'challenge':<36}{'submission':<38}{'ratio':>7}  decisions")
    for slug in slugs or sorted(path.name for path in FOLDER.iterdir()):
        challenge = load_challenge_folder(FOLDER / slug)
        for check in challenge.checks():
            if check.budget is not None:
                _decide_all(challenge, check, decisions)


def _decide_all(challenge: Challenge, check: Check, decisions: int) -> None:
    with Grader() as grader:
        timed = list(_timed(grader, challenge, check))
        with _busy_cores():
            for each in timed:
                results = [grader.grade(challenge, each.submission, checks=[check]).checks[0] for _ in range(decisions)]
                verdicts = Counter(result.verdict for result in results)
                ratios = sorted(result.latency.ratio for result in results if result.latency)
                told = ", ".join(f"{count} {verdict}" for verdict, count in verdicts.most_common())
                wrong = "" if set(verdicts) == {each.must} else f"   (must be {each.must})"
                middle = f"{ratios[len(ratios) // 2]:.2f}" if ratios else "-"
                print(f"{challenge.id:<36}{each.name:<38.37}{middle:>7}  {told}{wrong}", flush=True)


def _timed(grader: Grader, challenge: Challenge, check: Check) -> Iterator[Timed]:
    yield Timed("reference", load_submission(challenge.folder / "reference.py"), Verdict.ACCEPTED)
    submissions = challenge.folder / "submissions"
    for path in sorted((submissions / "accepted").glob("*.py")):
        yield Timed(f"accepted/{path.stem}", load_submission(path), Verdict.ACCEPTED)
    for rejected in challenge.spec.rejected:
        submission = load_submission(submissions / "rejected" / rejected.file)
        if check.id in rejected.fails:
            first = grader.grade(challenge, submission, checks=[check]).checks[0]
            if first.verdict is Verdict.OVER_BUDGET:
                yield Timed(f"rejected/{Path(rejected.file).stem}", submission, Verdict.OVER_BUDGET)


if __name__ == "__main__":
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks.detection_budgets", description=__doc__)
    parser.add_argument("decisions", nargs="?", type=int, default=DECISIONS)
    parser.add_argument("challenges", nargs="*", metavar="CHALLENGE")
    chosen = parser.parse_args()
    report(chosen.decisions, chosen.challenges)
