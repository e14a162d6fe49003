"""Grades in the database: one for each work and version, whoever made it and however often."""

import hashlib
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from typing import Any, Final, TypeVar

from sqlalchemy import ColumnElement, Connection, and_, func, insert, or_, select, update
from sqlalchemy.exc import IntegrityError

from prep.assessment.home import TakeHome
from prep.assessment.kept_work import unpack_work
from prep.assessment.keys import canonical
from prep.assessment.layout import TamperedError
from prep.assessment.plain import answer_from_json, answer_to_json, grade_from_json, grade_to_json
from prep.model.errors import PrepError, StorageError
from prep.model.question import AnswerResult
from prep.model.result import GradeResult
from prep.model.submission import Submission
from prep.store.database import reading, writing
from prep.store.tables.take_homes import candidates, grades, submissions, tries, works

MAX_TRIES: Final = 3
"""How often the grader itself may fail on a work before a person must look."""

_PATIENCE: Final = (0.1, 0.3, 1.0, 3.0, 6.0)
"""Seconds between attempts to reach a database that went away."""

_WORKS: Final = works.join(submissions, submissions.c.id == works.c.submission).join(
    candidates, candidates.c.id == submissions.c.candidate
)
_GRADED: Final = _WORKS.join(grades, grades.c.work == works.c.id)

T = TypeVar("T")


class GoneError(PrepError):
    """A work is not there any more; its candidate was forgotten meanwhile."""


@dataclass(frozen=True, kw_only=True)
class Work:
    """What one candidate handed in for one part."""

    id: int
    submission: int
    part: str
    code: str
    content: bytes
    problem: str

    def as_submission(self) -> Submission:
        """For the grader, which learns no name."""
        work = unpack_work(self.content)
        name = f"{self.code}/{self.part}"
        return Submission(name=name, files=work.files, originals=work.originals, problem=self.problem)

    @property
    def answer(self) -> str:
        files = unpack_work(self.content).files
        return next(iter(files.values()), b"").decode("utf-8", "replace")


@dataclass(frozen=True, kw_only=True)
class Stuck:
    """A work on which the grader itself failed too often; it has no score, which is nobody's fault but ours."""

    work: int
    part: str
    code: str
    reason: str


def pending_works(home: TakeHome, part: str, version: str) -> list[int]:
    """Numbers of works that can be read, have no grade by this version, and were not given up."""
    graded = and_(grades.c.work == works.c.id, grades.c.version == version)
    failed = and_(tries.c.work == works.c.id, tries.c.version == version)
    query = (
        select(works.c.id)
        .select_from(_WORKS.outerjoin(grades, graded).outerjoin(tries, failed))
        .where(_of(home, part), works.c.problem == "", grades.c.id.is_(None))
        .where(or_(tries.c.count.is_(None), tries.c.count < MAX_TRIES))
        .order_by(works.c.id)
    )
    with reading(home.engine) as connection:
        return list(connection.execute(query).scalars())


def is_graded(home: TakeHome, work: int, version: str) -> bool:
    """Whether a work has its grade by this version."""
    with reading(home.engine) as connection:
        return _exists(connection, (grades.c.work == work) & (grades.c.version == version))


def count_graded(home: TakeHome, part: str, version: str) -> int:
    query = select(func.count()).select_from(_GRADED)
    with reading(home.engine) as connection:
        return int(connection.execute(query.where(_of(home, part), grades.c.version == version)).scalar_one())


def stuck_works(home: TakeHome, part: str, version: str) -> list[Stuck]:
    """Works that were given up."""
    failed = and_(tries.c.work == works.c.id, tries.c.version == version, tries.c.count >= MAX_TRIES)
    graded = and_(grades.c.work == works.c.id, grades.c.version == version)
    query = (
        select(works.c.id, candidates.c.code, tries.c.reason)
        .select_from(_WORKS.join(tries, failed).outerjoin(grades, graded))
        .where(_of(home, part), grades.c.id.is_(None))
    )
    with reading(home.engine) as connection:
        return [Stuck(work=row.id, part=part, code=row.code, reason=row.reason) for row in connection.execute(query)]


def forgive_failures(home: TakeHome) -> None:
    """Let works that were given up be tried again."""
    with writing(home.engine) as connection:
        mine = select(works.c.id).select_from(_WORKS).where(candidates.c.take_home == home.id)
        connection.execute(tries.delete().where(tries.c.work.in_(mine)))


def load_work(home: TakeHome, number: int) -> Work:
    """One work with what was handed in.

    Raises:
        GoneError: it is gone.
    """
    columns = (works.c.id, works.c.submission, works.c.part, works.c.content, works.c.problem, candidates.c.code)
    query = select(*columns).select_from(_WORKS)
    with reading(home.engine) as connection:
        row = connection.execute(query.where(works.c.id == number)).first()
    if row is None:
        raise GoneError(f"the work {number} is gone; its candidate may have been forgotten")
    return _work(row)


def iterate_works(home: TakeHome, numbers: Sequence[int]) -> Iterator[Work]:
    """Works one after another, so that memory does not grow with their number; those that are gone are passed over."""
    for number in numbers:
        with suppress(GoneError):
            yield patiently(partial(load_work, home, number))


def keep_grade(home: TakeHome, work: Work, version: str, result: GradeResult | AnswerResult, now: datetime) -> bool:
    """Keep a result; False if there is one for this work and version already, which then stays.

    Raises:
        StorageError: the database could not be reached for a while.
    """
    if isinstance(result, GradeResult):
        text, points, most, verdict = grade_to_json(result), result.points, result.max_points, result.verdict.value
    else:
        text, points, most, verdict = answer_to_json(result), result.score, 1.0, "answered"
    row = {
        "work": work.id,
        "version": version,
        "share": points / most if most else 0.0,
        "points": points,
        "max_points": most,
        "verdict": verdict,
        "result": text,
        "seal": home.key.seal(_sealed(work.content, work.part, version, text)),
        "graded_at": now,
    }
    return patiently(lambda: _insert_once(home, row))


def note_failure(home: TakeHome, work: Work, version: str, reason: str) -> int:
    """Count that the grader itself failed on a work; returns how often by now."""

    def count() -> int:
        here = (tries.c.work == work.id) & (tries.c.version == version)
        with writing(home.engine) as connection:
            before = connection.execute(select(tries.c.count).where(here)).scalar_one_or_none()
            if before is None:
                connection.execute(insert(tries).values(work=work.id, version=version, count=1, reason=reason))
                return 1
            connection.execute(update(tries).where(here).values(count=before + 1, reason=reason))
            return int(before) + 1

    return patiently(count)


def grades_of(home: TakeHome, part: str, version: str) -> Iterator[tuple[Work, GradeResult | AnswerResult]]:
    """All grades of a part by one version.

    Raises:
        TamperedError: a result is not what the grader sealed.
    """
    columns = (works.c.id, works.c.submission, works.c.part, works.c.content, works.c.problem, candidates.c.code)
    query = select(*columns, grades.c.result, grades.c.seal).select_from(_GRADED)
    query = query.where(_of(home, part), grades.c.version == version).order_by(works.c.id)
    with reading(home.engine) as connection:
        for row in connection.execute(query):
            work = _work(row)
            if not home.key.sealed(_sealed(work.content, part, version, row.result), row.seal):
                raise TamperedError(
                    f"the result of {work.code} for {part} was changed since it was graded; "
                    f"`prep assess grade --again {work.code}` grades it afresh"
                )
            yield work, _rebuilt(home, part, row.result)


def drop_grades(home: TakeHome, code: str) -> int:
    """Remove a candidate's grades, so that they are graded afresh; returns how many there were."""
    with writing(home.engine) as connection:
        mine = (
            select(works.c.id).select_from(_WORKS).where(candidates.c.take_home == home.id, candidates.c.code == code)
        )
        connection.execute(tries.delete().where(tries.c.work.in_(mine)))
        return connection.execute(grades.delete().where(grades.c.work.in_(mine))).rowcount


def patiently(work: Callable[[], T]) -> T:
    """Do something with the database; where it went away, again after a while.

    Raises:
        StorageError: it did not come back.
    """
    for pause in _PATIENCE:
        try:
            return work()
        except StorageError:
            time.sleep(pause)
    return work()


def _work(row: Any) -> Work:  # noqa: ANN401 - a row of whatever columns were asked for
    return Work(
        id=row.id,
        submission=row.submission,
        part=row.part,
        code=row.code,
        content=row.content,
        problem=row.problem,
    )


def _insert_once(home: TakeHome, row: dict[str, object]) -> bool:
    here = (grades.c.work == row["work"]) & (grades.c.version == row["version"])
    with writing(home.engine) as connection:
        if _exists(connection, here):
            return False
        try:
            with connection.begin_nested():
                connection.execute(insert(grades).values(row))
        except IntegrityError:  # another worker was faster, or the candidate was forgotten meanwhile
            return False
    return True


def _exists(connection: Connection, here: ColumnElement[bool]) -> bool:
    return connection.execute(select(grades.c.id).where(here)).first() is not None


def _rebuilt(home: TakeHome, part: str, text: str) -> GradeResult | AnswerResult:
    return grade_from_json(text) if part in home.content.challenges else answer_from_json(text)


def _sealed(content: bytes, part: str, version: str, result: str) -> bytes:
    digest = hashlib.sha256(content).hexdigest()
    return canonical({"work": digest, "part": part, "version": version, "result": result})


def _of(home: TakeHome, part: str) -> ColumnElement[bool]:
    return and_(candidates.c.take_home == home.id, works.c.part == part)
