"""Measures how answers in words are graded: `python -m tests.benchmarks.answers WHAT`.

`test` grades the third of the labelled answers that was used for nothing else, `calibrate` those that the probabilities
were fitted on; `fit` writes the fitted numbers anew; `gaming` grades texts that sound like answers and say nothing, and
good answers in other clothes; `cost` measures time and memory.
"""

import argparse
import json
from collections import defaultdict
from collections.abc import Sequence
from pathlib import Path

import numpy as np

from prep.catalog.questions import load_questions
from prep.concepts.grade.calibration import fingerprint, from_table
from prep.concepts.grade.grader import Grader, default_grader
from prep.model.question import Split
from tests.benchmarks.answers import figures
from tests.benchmarks.answers.cost import report_cost
from tests.benchmarks.answers.figures import Graded
from tests.benchmarks.answers.fit import fit_interval, fit_new, fit_taught, neighbours
from tests.benchmarks.answers.gaming import report_gaming
from tests.benchmarks.answers.human_marks import SETS
from tests.benchmarks.answers.human_marks import load as load_marked
from tests.benchmarks.answers.labelled import Case, load_cases

_CALIBRATION = Path("prep/concepts/grade/calibration.json")
_NEIGHBOURS = Path("prep/concepts/text/neighbours.json")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("what", choices=[*Split, "fit", "gaming", "cost"], default="test", nargs="?")
    parser.add_argument("--content", type=Path, default=Path.cwd(), help="the folder that holds rubrics/")
    parser.add_argument("--marks", type=Path, help="with `fit`: the folder of marked sets, see human_marks.py")
    options = parser.parse_args()
    grader = default_grader()
    if options.what == "fit":
        _fit(options.content, options.marks, grader)
    elif options.what == "gaming":
        report_gaming(options.content, grader)
    elif options.what == "cost":
        report_cost(options.content)
    else:
        report(load_cases(options.content, [Split(options.what)]), grader)


def _fit(content: Path, marks: Path | None, grader: Grader) -> None:
    """Write the numbers anew; without marked sets those for new questions stay as they are."""
    file = content / _CALIBRATION
    table = json.loads(file.read_text("utf-8"))
    cases = load_cases(content, [Split.CALIBRATE])
    table["taught"] = fit_taught(cases, load_questions([content]), grader)
    if marks:
        sets = [one for name in SETS for one in load_marked(marks / f"{name}.dev.csv", name)]
        table["new"] = fit_new(sets, grader, table["taught"])
    words = neighbours(load_cases(content, [Split.TRAIN]))
    (content / _NEIGHBOURS).write_text(json.dumps(words, sort_keys=True) + "\n", "utf-8")
    table["fingerprints"] = {question.id: fingerprint(question) for question in load_questions([content])}
    table["interval"] = 1.0
    table["interval"] = fit_interval(cases, Grader(grader.network, from_table(table)))
    file.write_text(json.dumps(table, indent=1) + "\n", "utf-8")


def report(cases: Sequence[Case], grader: Grader) -> None:
    """Print all figures on labelled answers."""
    graded = [Graded(case, grader.grade(case.question, case.labelled.answer)) for case in cases]
    print(f"{len(graded)} answers to {len({case.question.id for case in cases})} questions")
    for title, figure in (
        ("points F1", figures.points_f1),
        ("misconceptions F1", figures.misconceptions_f1),
        ("misconceptions precision", figures.misconceptions_precision),
        ("r with the marks", figures.correlation),
        ("error (RMSE of 1)", figures.error),
        ("agreement (QWK, 5 steps)", figures.agreement),
        ("calibration error", figures.calibration_error),
        ("marks within the interval", figures.covered),
    ):
        low, high = figures.interval(graded, figure)
        print(f"  {title:28s}{figure(graded):6.3f}  [{low:.3f}, {high:.3f}]")
    alone = [one for one in graded if not one.result.needs_review]
    print(f"  without a person {len(alone) / len(graded):.0%}, agreement there {figures.agreement(alone):.3f}")
    nought = [one for one in graded if one.case.marks >= 0.5 and one.result.score == 0]
    print(f"  answers worth at least half that got nothing: {len(nought)}")
    _by_kind(graded)


def _by_kind(graded: Sequence[Graded]) -> None:
    kinds: dict[str, list[Graded]] = defaultdict(list)
    for one in graded:
        kinds[one.case.labelled.kind].append(one)
    print("  kind        answers  score  marks  points F1  to a person")
    for kind, some in sorted(kinds.items()):
        scores, marks = figures.pairs(some)
        review = np.mean([one.result.needs_review for one in some])
        means = f"{scores.mean():8.2f}{marks.mean():7.2f}{figures.points_f1(some):9.2f}"
        print(f"  {kind:12s}{len(some):6d}{means}{review:12.0%}")


if __name__ == "__main__":
    main()
