"""Compares what was handed in: candidates with one another, and with what the challenge ships with.

What comes of it is a note for a person to look at the two side by side. There are honest reasons for likeness: a short
task, a textbook, the same library's example.
"""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from prep.assessment.decision.similarity import (
    Fingerprint,
    Gram,
    Resemblance,
    alike,
    all_grams,
    clusters,
    compare,
    fingerprint_answer,
    fingerprint_code,
)
from prep.assessment.packs.kept_work import unpack_work
from prep.assessment.register.home import TakeHome
from prep.assessment.register.ledger import load_work
from prep.assessment.register.likenesses import Likeness, keep_likenesses
from prep.assessment.register.standing import counting_works
from prep.assessment.register.whole import Register
from prep.catalog.submissions import load_submission
from prep.model.challenge import Challenge
from prep.model.errors import StorageError, SubmissionError
from prep.model.question import Question

MODEL_ANSWER: Final = "model answer"
_MOST_CODES: Final = 12


@dataclass(frozen=True, kw_only=True)
class Alike:
    """Two works that have more in common than the threshold, or a work and a file of its challenge."""

    part: str
    code: str
    work: int
    other_code: str
    """Empty where the other is a file of the challenge."""

    other: str
    share: float
    back: float

    @property
    def most(self) -> float:
        return max(self.share, self.back)


@dataclass(frozen=True, kw_only=True)
class Group:
    """Works of one part that hang together by likenesses."""

    part: str
    codes: tuple[str, ...]
    files: tuple[str, ...]
    """What of them is also like a file of the challenge, or the model answer."""

    least: float
    most: float

    def codes_words(self) -> str:
        """Whose they are; of many the first dozen."""
        more = len(self.codes) - _MOST_CODES
        return ", ".join(self.codes[:_MOST_CODES]) + (f" and {more} more" if more > 0 else "")

    def likeness_words(self) -> str:
        """How alike, as "81% to 97%"."""
        return f"{self.most:.0%}" if self.least == self.most else f"{self.least:.0%} to {self.most:.0%}"


@dataclass(frozen=True, kw_only=True)
class Side:
    """One half of the side-by-side view."""

    title: str
    files: Mapping[str, bytes]
    marked: Collection[tuple[str, int]]


def compare_all(home: TakeHome) -> list[Alike]:
    """Compare everything that counts, and keep what reaches the threshold instead of what was found before."""
    found = [one for part in home.content.challenges for one in _compare_part(home, part)]
    found += [one for question in home.content.questions.values() for one in _compare_answers(home, question)]
    kept = [Likeness(work=one.work, other=one.other, share=one.share, back=one.back) for one in found]
    keep_likenesses(home, kept)
    return sorted(found, key=lambda one: (-one.most, one.part, one.code))


def kept_resemblances(register: Register) -> list[Alike]:
    """What was found when it was compared last, the most alike first."""
    found = []
    for part in register.versions:
        mine = register.codes_of(part)
        for one in register.likenesses:
            other_code = mine.get(int(one.other), "") if one.other.isdecimal() else ""
            if one.work in mine and (other_code or not one.other.isdecimal()):
                found.append(_alike(part, mine[one.work], one.work, other_code, one.other, one.share, one.back))
    return sorted(found, key=lambda one: (-one.most, one.part, one.code))


def side_by_side(home: TakeHome, part: str, code: str, other: str) -> tuple[Side, Side]:
    """Both works with the lines that they have in common.

    Args:
        other: the code of another candidate, or a file of the challenge as `compare_all` names it.

    Raises:
        StorageError: one of them handed in nothing for this part.
    """
    numbers = {candidate: number for number, candidate in counting_works(home, part).items()}
    discounted, own = _given(home, part), _own_files(home, part)
    sides = []
    for name in (code, other):
        if name in own:
            sides.append((name, own[name]))
        elif name in numbers:
            sides.append((name, unpack_work(load_work(home, numbers[name]).content).files))
        else:
            raise StorageError(
                f"{name!r} handed in nothing for {part} that counts; `prep assess compare` lists who did"
            )
    (title, files), (other_title, other_files) = sides
    found = compare(fingerprint_code(files, discounted), fingerprint_code(other_files, discounted))
    return (
        Side(title=title, files=files, marked=found.lines),
        Side(title=other_title, files=other_files, marked=found.other_lines),
    )


def _compare_part(home: TakeHome, part: str) -> Iterator[Alike]:
    threshold = home.assessment.similarity_threshold
    discounted = _given(home, part)
    codes = counting_works(home, part)
    fingerprints = {number: _fingerprint(home, number, discounted) for number in codes}
    for number, other, found in alike(fingerprints, threshold):
        yield _found(part, codes[number], number, codes[other], str(other), found)
    for name, files in _own_files(home, part).items():
        ours = fingerprint_code(files, discounted)
        for number, work in fingerprints.items():
            found = compare(work, ours)
            if found.most >= threshold:
                yield _found(part, codes[number], number, "", name, found)


def _compare_answers(home: TakeHome, question: Question) -> Iterator[Alike]:
    """With one another, and with the model answer; the words of the question count for nobody."""
    threshold = home.assessment.similarity_threshold
    discounted = frozenset(fingerprint_answer(question.question).grams)
    codes = counting_works(home, question.id)
    answers = {number: fingerprint_answer(load_work(home, number).answer, discounted) for number in codes}
    for number, other, found in alike(answers, threshold):
        yield _found(question.id, codes[number], number, codes[other], str(other), found)
    model = fingerprint_answer(question.model_answer, discounted)
    for number, answer in answers.items():
        found = compare(answer, model)
        if found.most >= threshold:
            yield _found(question.id, codes[number], number, "", MODEL_ANSWER, found)


def grouped(found: Sequence[Alike]) -> list[Group]:
    """Likenesses by part and by who hangs together, the largest group first."""
    groups = []
    for part in dict.fromkeys(one.part for one in found):
        mine = [one for one in found if one.part == part]
        codes = {one.work: one.code for one in mine} | {
            int(one.other): one.other_code for one in mine if one.other_code
        }
        pairs = [(one.work, int(one.other) if one.other_code else one.work) for one in mine]
        for members in clusters(pairs):
            inside = [one for one in mine if one.work in members]
            known = tuple(sorted({one.other for one in inside if not one.other_code}))
            groups.append(
                Group(
                    part=part,
                    codes=tuple(sorted(codes[number] for number in members)),
                    files=known,
                    least=min(one.most for one in inside),
                    most=max(one.most for one in inside),
                )
            )
    return sorted(groups, key=lambda group: (-len(group.codes), -group.most, group.part, group.codes))


def _fingerprint(home: TakeHome, number: int, discounted: Collection[Gram]) -> Fingerprint:
    return fingerprint_code(unpack_work(load_work(home, number).content).files, discounted)


def _versions(home: TakeHome, part: str) -> Sequence[Challenge]:
    return home.content.variants.get(part, (home.content.challenges[part],))


def _given(home: TakeHome, part: str) -> frozenset[Gram]:
    """What the starters hold, which counts for nobody."""
    return frozenset(gram for challenge in _versions(home, part) for gram in all_grams(challenge.starter))


def _own_files(home: TakeHome, part: str) -> dict[str, Mapping[str, bytes]]:
    """The references and the accepted solutions: who hands one of these in has found it somewhere."""
    first, *others = _versions(home, part)
    found = _files_of(first)
    for other in others:
        found |= {f"{other.folder.name}/{name}"[:120]: files for name, files in _files_of(other).items()}
    return found


def _files_of(challenge: Challenge) -> dict[str, Mapping[str, bytes]]:
    found: dict[str, Mapping[str, bytes]] = {"reference.py": {"reference.py": _bytes(challenge, "reference.py")}}
    accepted = challenge.folder / "submissions" / "accepted"
    for path in sorted(accepted.iterdir()) if accepted.is_dir() else []:
        try:
            found[f"accepted/{path.name}"[:120]] = load_submission(path).files
        except SubmissionError:
            continue  # `prep author check` tells
    return found


def _bytes(challenge: Challenge, name: str) -> bytes:
    return (challenge.folder / name).read_bytes()


def _found(part: str, code: str, work: int, other_code: str, other: str, found: Resemblance) -> Alike:
    return _alike(part, code, work, other_code, other, round(found.share, 4), round(found.back, 4))


def _alike(part: str, code: str, work: int, other_code: str, other: str, share: float, back: float) -> Alike:
    return Alike(part=part, code=code, work=work, other_code=other_code, other=other, share=share, back=back)
