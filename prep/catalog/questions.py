"""Finds and loads concept questions."""

from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path

from prep.catalog.reader import read_spec, suggest
from prep.catalog.readings import strange_readings
from prep.model.errors import ContentError
from prep.model.question import Question


def question_files(roots: Sequence[Path]) -> dict[str, Path]:
    """The file of every question by its id, which is the file's name; the first content folder wins."""
    found: dict[str, Path] = {}
    for root in roots:
        for file in sorted(root.glob("rubrics/concepts/*/*.toml")):
            found.setdefault(file.stem, file)
    return dict(sorted(found.items()))


def load_questions(roots: Sequence[Path]) -> list[Question]:
    """All questions, by id.

    Raises:
        ContentError: one is broken.
    """
    return [load_question_file(file) for file in question_files(roots).values()]


def find_question(roots: Sequence[Path], question_id: str) -> Path:
    """The file of a question.

    Raises:
        ContentError: there is none.
    """
    files = question_files(roots)
    if question_id not in files:
        hint = suggest(question_id, files) if files else "no questions found"
        raise ContentError(f"no question `{question_id}`; {hint}")
    return files[question_id]


def load_question(roots: Sequence[Path], question_id: str) -> Question:
    """Load a question by its id.

    Raises:
        ContentError: there is none, or it is broken.
    """
    return load_question_file(find_question(roots, question_id))


def load_question_file(path: Path) -> Question:
    """Load the question in a file.

    Raises:
        ContentError: it is missing, broken or contradicts itself.
    """
    question = read_spec(path, Question)
    for problem in _contradictions(question, path):
        raise ContentError(f"{path}: {problem}")
    return question


def _contradictions(question: Question, path: Path) -> Iterator[str]:
    if question.id != path.stem:
        yield f"`id` is `{question.id}`, but the file is called `{path.name}`"
    if question.topic != path.parent.name:
        yield f"`topic` is `{question.topic}`, but its folder is `{path.parent.name}`"
    if not question.points:
        yield "it has no points"
    points = [point.id for point in question.points]
    misconceptions = [misconception.id for misconception in question.misconceptions]
    for name, count in Counter(points + misconceptions).items():
        if count > 1:
            yield f"the id `{name}` is used twice"
    yield from _bad_numbers(question)
    yield from strange_readings(question.reading)
    for misconception in question.misconceptions:
        yield from _unknown(f"the misconception `{misconception.id}` cancels", misconception.cancels, points)
    for number, exemplar in enumerate(question.exemplars, 1):
        yield from _unknown(f"exemplar {number} names", exemplar.points, points)
        yield from _unknown(f"exemplar {number} names", exemplar.misconceptions, misconceptions)


def _bad_numbers(question: Question) -> Iterator[str]:
    for point in question.points:
        if not 0 < point.weight < 100:
            yield f"the point `{point.id}` has weight {point.weight}; give it one above 0 and below 100"
        if not point.phrasings:
            yield f"the point `{point.id}` has no phrasings"
        if point.number and not point.number.within > 0:
            yield f"the number of the point `{point.id}` has `within` {point.number.within}; give it one above 0"
    for misconception in question.misconceptions:
        if not 0 <= misconception.penalty < 100:
            yield f"the misconception `{misconception.id}` has penalty {misconception.penalty}; give it one from 0"
        if not misconception.phrasings:
            yield f"the misconception `{misconception.id}` has no phrasings"


def _unknown(what: str, names: Sequence[str], known: Sequence[str]) -> Iterator[str]:
    for name in names:
        if name not in known:
            yield f"{what} `{name}`; {suggest(name, known) if known else 'there are none'}"
