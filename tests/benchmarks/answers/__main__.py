"""Measures how answers in words are graded: `python -m tests.benchmarks.answers WHAT`.

`test` grades the third of the labelled answers that was used for nothing else, `calibrate` those that probabilities are
fitted on, each by probabilities that were fitted without its question; `own` answers to questions that the network was
not taught with, and `human` published sets that people marked.
`gaming` grades texts that sound like answers and say nothing, `registers` good answers in other clothes; `lines` shows
what lines in an author's words make; `cost` takes time and memory. `card` does all but `calibrate` and `lines` and
writes it into the model card; `fit` fits all numbers anew.
"""

import argparse
import json
import sys
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import numpy as np

from prep.catalog.questions import load_questions
from prep.concepts.grade.calibration import Calibration, fingerprint, from_table, load_table
from prep.concepts.grade.grader import AnswerGrader, default_grader
from prep.concepts.reader.weights import weights_name
from prep.model.question import Split
from tests.benchmarks.answers import figures, human_marks
from tests.benchmarks.answers.cost import cost
from tests.benchmarks.answers.figures import Graded
from tests.benchmarks.answers.fit import (
    asked_of_cases,
    asked_of_sets,
    fit_interval,
    fit_new,
    fit_relevance,
    fit_taught,
    held_out,
    neighbours,
)
from tests.benchmarks.answers.gaming import gaming, registers
from tests.benchmarks.answers.labelled import Case, load_cases
from tests.benchmarks.answers.lines import lines, word_for_word
from tests.benchmarks.answers.tables import Table, as_text, write_card
from tests.training.further import load_strangers

_CALIBRATION = Path("prep/concepts/grade/calibration.json")
_CARD = Path("prep/concepts/reader/MODEL.md")
_OWN_QUESTIONS = Path(__file__).parent / "own_questions"
_STRANGERS = Path(__file__).parent / "strangers"
_HALF = 0.5
_PARTS = 4
_NEIGHBOURS = Path("prep/concepts/text/neighbours.json")


@dataclass(frozen=True)
class Asked:
    """What is measured, and with what."""

    content: Path
    marks: Path | None
    """The folder of published sets, where there is one."""

    grader: AnswerGrader
    writers: frozenset[str] | None = None
    """Whose answers alone are looked at."""


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("what", choices=["fit", "card", *_TABLES], default="test", nargs="?")
    parser.add_argument("--content", type=Path, default=Path.cwd(), help="the folder that holds rubrics/")
    parser.add_argument("--marks", type=Path, help="the folder of marked sets, see human_marks.py")
    parser.add_argument("--writers", help="with `test`: only answers of these writers, such as w17,w18")
    options = parser.parse_args()
    writers = frozenset(options.writers.split(",")) if options.writers else None
    asked = Asked(options.content, options.marks, default_grader(), writers)
    match options.what:
        case "fit":
            _fit(asked)
        case "card":
            write_card(asked.content / _CARD, list(_said(_every(asked))))
        case what:
            list(_said(_TABLES[what](asked)))


def _said(tables: Iterable[Table]) -> Iterator[Table]:
    """Shows each table as soon as it is there: all of them take a quarter of an hour."""
    for table in tables:
        print(as_text(table), flush=True)
        yield table


def _test(asked: Asked) -> Iterator[Table]:
    cases = load_cases(asked.content, [Split.TEST])
    if asked.writers:
        cases = [case for case in cases if case.labelled.writer in asked.writers]
    yield from labelled(_graded(cases, asked.grader))


def _own(asked: Asked) -> Iterator[Table]:
    yield from labelled(_graded(own_cases(Split.TEST), asked.grader), "questions of one's own")


def _calibrate(asked: Asked) -> Iterator[Table]:
    yield from labelled(_graded_apart(asked.content, asked.grader))


def _human(asked: Asked) -> Iterator[Table]:
    if asked.marks is None or not asked.marks.is_dir():
        sys.exit("name the folder of marked sets with --marks; nothing was measured")
    yield from human_marks.tables(asked.marks, asked.grader, _held_out)


def _gaming(asked: Asked) -> Iterator[Table]:
    yield gaming(asked.content, asked.grader)


def _registers(asked: Asked) -> Iterator[Table]:
    yield registers(asked.content, asked.grader)


def _lines(asked: Asked) -> Iterator[Table]:
    yield word_for_word(asked.content, asked.grader.network)
    yield lines(asked.content, asked.grader)


def _cost(asked: Asked) -> Iterator[Table]:
    yield cost(asked.content)


_TABLES: Final[Mapping[str, Callable[[Asked], Iterator[Table]]]] = {
    "test": _test,
    "own": _own,
    "calibrate": _calibrate,
    "human": _human,
    "gaming": _gaming,
    "registers": _registers,
    "lines": _lines,
    "cost": _cost,
}


def _every(asked: Asked) -> Iterator[Table]:
    """All that the card shows; published sets only where they are there."""
    for what in ("test", "own", *(["human"] if asked.marks else []), "gaming", "registers", "cost"):
        yield from _TABLES[what](asked)


def _fit(asked: Asked) -> None:
    """Write the numbers anew; without marked sets those for new questions stay as they are."""
    content, marks, grader = asked.content, asked.marks, asked.grader
    file = content / _CALIBRATION
    table = json.loads(file.read_text("utf-8"))
    cases = load_cases(content, [Split.CALIBRATE])
    taught = load_cases(content, [Split.TRAIN])
    table["taught"] = fit_taught(cases, load_questions([content]), grader)
    table["taught"] |= fit_relevance(asked_of_cases(cases, taught), grader)
    if marks:
        sets = [one for name in human_marks.SETS for one in human_marks.load(marks / f"{name}.dev.csv", name)]
        table["new"] = fit_relevance(asked_of_sets(sets), grader) | fit_new(sets, unknown_cases(), grader)
    words = neighbours(taught)
    (content / _NEIGHBOURS).write_text(json.dumps(words, sort_keys=True) + "\n", "utf-8")
    table["fingerprints"] = {question.id: fingerprint(question) for question in load_questions([content])}
    table["reader"] = weights_name()
    table["interval"] = 1.0
    table["interval"] = fit_interval(cases, AnswerGrader(grader.network, from_table(table)))
    file.write_text(json.dumps(table, indent=1) + "\n", "utf-8")


def own_cases(split: Split) -> list[Case]:
    """Answers to questions that were written as a team writes its own; the network was taught with none of them."""
    return load_cases(_OWN_QUESTIONS, [split])


def unknown_cases() -> list[Case]:
    """Answers to questions that the network was not taught with: such as a team writes, and small ones kept from it."""
    strangers = [Case(one.question, one.labelled) for one in load_strangers(_STRANGERS)]
    return [*own_cases(Split.CALIBRATE), *strangers]


def _held_out(sets: Sequence[human_marks.MarkedSet], grader: AnswerGrader) -> Sequence[Calibration]:
    return held_out(sets, unknown_cases(), grader)


def _graded(cases: Sequence[Case], grader: AnswerGrader) -> list[Graded]:
    return [Graded(case, grader.grade(case.question, case.labelled.answer)) for case in cases]


def _graded_apart(content: Path, grader: AnswerGrader) -> list[Graded]:
    """The answers that probabilities are fitted on, a quarter of their questions at a time, fitted on the others."""
    cases, questions = load_cases(content, [Split.CALIBRATE]), load_questions([content])
    names = sorted({case.question.id for case in cases})
    graded = []
    for part in range(_PARTS):
        inside = set(names[part::_PARTS])
        table = load_table()
        table["taught"] |= fit_taught([case for case in cases if case.question.id not in inside], questions, grader)
        fitted = AnswerGrader(grader.network, from_table(table))
        graded += _graded([case for case in cases if case.question.id in inside], fitted)
    return graded


def labelled(graded: Sequence[Graded], asked: str = "questions") -> list[Table]:
    """All figures on labelled answers, and how each kind of answer fares."""
    rows = []
    for title, figure in (
        ("points found, F1", figures.points_f1),
        ("misconceptions found, F1", figures.misconceptions_f1),
        ("misconceptions, precision", figures.misconceptions_precision),
        ("r with the marks", figures.correlation),
        ("error of scores (RMSE of 1)", figures.error),
        ("agreement (QWK, 5 steps)", figures.agreement),
        ("calibration error of points", figures.calibration_error),
        ("marks within the interval", figures.covered),
    ):
        low, high = figures.interval(graded, figure)
        rows.append((title, f"{figure(graded):.3f} [{low:.3f}, {high:.3f}]"))
    alone = [one for one in graded if not one.result.needs_review]
    rows.append(("without a person", f"{len(alone) / len(graded):.0%}, agreement there {figures.agreement(alone):.3f}"))
    nought = [one for one in graded if one.case.marks >= _HALF and one.result.score == 0]
    rows.append(("worth half and got nothing", str(len(nought))))
    title = f"{len(graded)} answers to {len({one.case.question.id for one in graded})} {asked}"
    return [Table(title, ("figure", "value"), tuple(rows)), _by_kind(graded)]


def _by_kind(graded: Sequence[Graded]) -> Table:
    kinds: dict[str, list[Graded]] = defaultdict(list)
    for one in graded:
        kinds[one.case.labelled.kind].append(one)
    rows = []
    for kind, some in sorted(kinds.items()):
        scores, marks = figures.pairs(some)
        review = np.mean([one.result.needs_review for one in some])
        f1 = figures.points_f1(some)
        rows.append((kind, str(len(some)), f"{scores.mean():.2f}", f"{marks.mean():.2f}", f"{f1:.2f}", f"{review:.0%}"))
    columns = ("kind", "answers", "mean score", "mean mark", "points F1", "sent to a person")
    return Table("The same by kind of answer", columns, tuple(rows))


if __name__ == "__main__":
    main()
