"""Which concept question to read about a failed check: the first that the check names."""

from functools import lru_cache
from pathlib import Path

from prep.catalog.locate import shipped_root
from prep.catalog.questions import load_question_file, question_files
from prep.model.challenge import Challenge, Check
from prep.model.errors import ContentError
from prep.model.question import Question


def question_about(challenge: Challenge, check: Check) -> Question | None:
    """None where a check names no question, or none that lies with its challenge or ships with the product.

    A broken question is nothing to read; whoever looks after the content hears of it elsewhere.
    """
    for name in check.questions:
        for root in (*challenge.folder.parents[2:3], shipped_root()):
            file = _files(root).get(name)
            if file is not None:
                try:
                    return load_question_file(file)
                except ContentError:
                    continue
    return None


@lru_cache(maxsize=8)
def _files(root: Path) -> dict[str, Path]:
    return question_files([root])
