"""What a line says of a point that it names in its author's words, by the labels of the texts of a line."""

from collections import Counter
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from prep.catalog.questions import load_questions
from prep.concepts.grade.grader import AnswerGrader
from prep.concepts.reader.network import LONGEST, Network
from prep.concepts.reader.tokens import tokens_of
from prep.concepts.text.plain import plain
from prep.model.question import LabelledAnswer
from tests.benchmarks.answers.tables import Table
from tests.training.further import load_lines

_SENTENCES = 2
_READINGS = ("makes it", "makes it in part", "contradicts it", "does neither")


def lines(content: Path, grader: AnswerGrader) -> Table:
    """How often those that by their words make a point or deny it were labelled so."""
    found = {"made by its words": Counter[str](), "denied by its words": Counter[str]()}
    texts = load_lines(list(load_questions([content])))
    for text in texts:
        evidence = grader.evidence(text.question, text.labelled.answer)
        if evidence is not None:
            for points, counts in zip(evidence.worded, found.values(), strict=True):
                named = (point.id for point, is_named in zip(text.question.points, points, strict=False) if is_named)
                counts.update(_reading(text.labelled, point) for point in named)
    rows = tuple((title, *(str(counts[reading]) for reading in _READINGS)) for title, counts in found.items())
    return Table(f"Points in {len(texts):,} texts of a line", ("point", *_READINGS), rows)


def _reading(labelled: LabelledAnswer, point: str) -> str:
    """What a text does with a point by its labels."""
    named = (labelled.points, labelled.partly, labelled.contradicts)
    return next((reading for reading, ids in zip(_READINGS, named, strict=False) if point in ids), _READINGS[-1])


def word_for_word(content: Path, network: Network) -> Table:
    """How surely a point's sentence and its denials are heard in a text that is that sentence."""
    itself, denials = [], []
    for point in (point for question in load_questions([content]) for point in question.points):
        said = [point.description, *point.phrasings[:_SENTENCES]]
        denied = point.denials[:_SENTENCES]
        statements = network.prepare([_ids(sentence) for sentence in (*said, *denied)])
        for number, sentence in enumerate(said):
            heard = np.exp(network.judge(statements, network.read(_ids(sentence)))[:, 0])
            itself.append(heard[number])
            denials += list(heard[len(said) :])
    rows = (("itself", f"{np.mean(itself):.2f}"), ("its denials", f"{np.mean(denials):.2f}"))
    return Table("A sentence of a rubric by itself", ("statement", "asserted by it"), rows)


def _ids(sentence: str) -> NDArray[np.int64]:
    return tokens_of(plain(sentence).text, LONGEST).ids
