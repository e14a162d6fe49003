"""Parts that are no secret: what ships with the product, and versions of it that differ in names alone."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from prep.assessment.decision.similarity import Fingerprint, all_grams, compare, fingerprint_answer, fingerprint_code
from prep.assessment.packs.compose import shipped_parts
from prep.assessment.spec.assessment import DEFAULT_SIMILARITY
from prep.assessment.spec.content import Content
from prep.catalog.challenges import challenge_ids, load_challenge
from prep.catalog.locate import shipped_root
from prep.catalog.questions import load_question, question_files
from prep.model.challenge import Challenge


@dataclass(frozen=True, kw_only=True)
class Origin:
    """A part whose solution is to be found in what ships with the product."""

    part: str
    shipped: str
    """The id of what ships; the part's own where it is that."""

    share: float
    """How much of its reference, or model answer, is in that of what ships; from 0 to 1."""


def origins(content: Content, roots: Sequence[Path]) -> list[Origin]:
    """Of the parts of an assessment, those that are no secret."""
    shipped = shipped_parts(content, roots)
    found = [Origin(part=part, shipped=part, share=1.0) for part in shipped]
    own = [one for one in content.challenges.values() if one.id not in shipped]
    found += _nearest(own, [_reference(one) for one in own])
    asked = [one for one in content.questions.values() if one.id not in shipped]
    return found + list(_nearest_questions({one.id: fingerprint_answer(one.model_answer) for one in asked}))


def _nearest(own: Sequence[Challenge], references: Sequence[Fingerprint]) -> Iterator[Origin]:
    if not own:
        return
    root = [shipped_root()]
    known = {name: _reference(load_challenge(root, name)) for name in challenge_ids(root)}
    for challenge, reference in zip(own, references, strict=True):
        yield from _likest(challenge.id, reference, known)


def _nearest_questions(answers: dict[str, Fingerprint]) -> Iterator[Origin]:
    if not answers:
        return
    root = [shipped_root()]
    known = {name: fingerprint_answer(load_question(root, name).model_answer) for name in question_files(root)}
    for name, answer in answers.items():
        yield from _likest(name, answer, known)


def _likest(part: str, own: Fingerprint, known: dict[str, Fingerprint]) -> Iterator[Origin]:
    shares = {name: compare(own, other).share for name, other in known.items()}
    likest = max(shares, key=lambda name: shares[name], default="")
    if likest and shares[likest] >= DEFAULT_SIMILARITY:
        yield Origin(part=part, shipped=likest, share=shares[likest])


def _reference(challenge: Challenge) -> Fingerprint:
    files = {"reference.py": (challenge.folder / "reference.py").read_bytes()}
    return fingerprint_code(files, all_grams(challenge.starter))
