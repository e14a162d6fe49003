"""Compares what was handed in: candidates with one another, and with what the challenge ships with.

What comes of it is a note for a person to look at the two side by side. There are honest reasons for likeness: a short
task, a textbook, the same library's example.
"""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass

from sqlalchemy import Connection, delete, insert, select

from prep.assessment.home import TakeHome
from prep.assessment.kept_work import unpack_work
from prep.assessment.ledger import load_work
from prep.assessment.similarity import Fingerprint, Gram, Resemblance, alike, all_grams, compare, fingerprint_code
from prep.assessment.standing import counting_works
from prep.catalog.submissions import load_submission
from prep.model.challenge import Challenge
from prep.model.errors import StorageError, SubmissionError
from prep.store.database import reading, writing
from prep.store.tables.take_homes import resemblances


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
class Side:
    """One half of the side-by-side view."""

    title: str
    files: Mapping[str, bytes]
    marked: Collection[tuple[str, int]]


def compare_all(home: TakeHome) -> list[Alike]:
    """Compare everything that counts, and keep what reaches the threshold instead of what was found before."""
    found = [one for challenge in home.content.challenges.values() for one in _compare_part(home, challenge)]
    with writing(home.engine) as connection:
        _forget_former(connection, home)
        for one in found:
            row = {"work": one.work, "other": one.other, "share": one.share, "back": one.back}
            connection.execute(insert(resemblances).values(row))
    return sorted(found, key=lambda one: (-one.most, one.part, one.code))


def kept_resemblances(home: TakeHome) -> list[Alike]:
    """What was found when it was compared last, the most alike first."""
    found = []
    for part in home.content.challenges:
        mine = counting_works(home, part)
        with reading(home.engine) as connection:
            rows = connection.execute(select(resemblances).where(resemblances.c.work.in_(list(mine)))).all()
        for row in rows:
            other_code = mine.get(int(row.other), "") if row.other.isdecimal() else ""
            if other_code or not row.other.isdecimal():
                found.append(_alike(part, mine[row.work], row.work, other_code, row.other, row.share, row.back))
    return sorted(found, key=lambda one: (-one.most, one.part, one.code))


def side_by_side(home: TakeHome, part: str, code: str, other: str) -> tuple[Side, Side]:
    """Both works with the lines that they have in common.

    Args:
        other: the code of another candidate, or a file of the challenge as `compare_all` names it.

    Raises:
        StorageError: one of them handed in nothing for this part.
    """
    challenge = home.content.challenges[part]
    numbers = {candidate: number for number, candidate in counting_works(home, part).items()}
    discounted = all_grams(challenge.starter)
    own = _own_files(challenge)
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


def _compare_part(home: TakeHome, challenge: Challenge) -> Iterator[Alike]:
    threshold = home.assessment.similarity_threshold
    discounted = all_grams(challenge.starter)
    codes = counting_works(home, challenge.id)
    works = {number: _fingerprint(home, number, discounted) for number in codes}
    for number, other, found in alike(works, threshold):
        yield _found(challenge.id, codes[number], number, codes[other], str(other), found)
    for name, files in _own_files(challenge).items():
        ours = fingerprint_code(files, discounted)
        for number, work in works.items():
            found = compare(work, ours)
            if found.most >= threshold:
                yield _found(challenge.id, codes[number], number, "", name, found)


def _fingerprint(home: TakeHome, number: int, discounted: Collection[Gram]) -> Fingerprint:
    return fingerprint_code(unpack_work(load_work(home, number).content).files, discounted)


def _own_files(challenge: Challenge) -> dict[str, Mapping[str, bytes]]:
    """The reference and the accepted solutions: who hands one of these in has found it somewhere."""
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


def _forget_former(connection: Connection, home: TakeHome) -> None:
    for part in home.content.challenges:
        numbers = list(counting_works(home, part))
        connection.execute(delete(resemblances).where(resemblances.c.work.in_(numbers)))
