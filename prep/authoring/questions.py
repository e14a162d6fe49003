"""Checks concept questions: a list of small functions, each of which looks at all of them."""

import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Final

from prep.authoring.diagnostics import Diagnostics
from prep.authoring.outcome import Outcome
from prep.catalog.questions import load_question_file, question_files
from prep.model.errors import ContentError

QuestionCheck = Callable[[Sequence[Path], Diagnostics], None]


def check_questions_load(roots: Sequence[Path], diagnostics: Diagnostics) -> None:
    """Every question can be read; the loader says what to mend."""
    for file in question_files(roots).values():
        try:
            load_question_file(file)
        except ContentError as error:
            diagnostics.problems.append(str(error))


QUESTION_CHECKS: Final[tuple[QuestionCheck, ...]] = (check_questions_load,)


def check_questions(roots: Sequence[Path]) -> Outcome:
    """Find out all that is wrong with the questions under these content folders."""
    started = time.monotonic()
    diagnostics = Diagnostics()
    for check in QUESTION_CHECKS:
        check(roots, diagnostics)
    return Outcome(
        challenge="rubrics/concepts", problems=tuple(diagnostics.problems), seconds=time.monotonic() - started
    )
