"""After a test was mended: all is graded again beside the grades that count, compared, and only then switched."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select

from prep.assessment.register.home import TakeHome, counting_versions, switch_version
from prep.assessment.register.standing import counting_works
from prep.model.errors import ContentError
from prep.store.database import reading
from prep.store.tables.take_homes import grades


@dataclass(frozen=True, kw_only=True)
class ChangedGrade:
    """A work that comes out differently."""

    part: str
    code: str
    before: float
    after: float
    verdict_before: str
    verdict_after: str


def mended_parts(home: TakeHome) -> list[str]:
    """Parts whose content on this machine is not the one whose grades count."""
    return [part for part, version in counting_versions(home).items() if version != home.content_version(part)]


def refuse_mended(home: TakeHome) -> None:
    """See that new work is graded by the same tests as the others.

    Raises:
        ContentError: some part was mended since.
    """
    if mended := mended_parts(home):
        raise ContentError(
            f"{', '.join(mended)} changed since others were graded by it; `prep assess regrade` shows what that changes"
        )


def differences(home: TakeHome) -> list[ChangedGrade]:
    """What would change for whom, the greatest first."""
    found = []
    for part, version in counting_versions(home).items():
        codes = counting_works(home, part)
        before = _shares(home, version)
        after = _shares(home, home.content_version(part))
        for work, code in codes.items():
            if work in before and work in after and before[work] != after[work]:
                (share, verdict), (new_share, new_verdict) = before[work], after[work]
                found.append(
                    ChangedGrade(
                        part=part,
                        code=code,
                        before=share,
                        after=new_share,
                        verdict_before=verdict,
                        verdict_after=new_verdict,
                    )
                )
    return sorted(found, key=lambda one: -abs(one.after - one.before))


def switch_all(home: TakeHome, now: datetime) -> None:
    """Let the grades by this machine's content count."""
    for part in mended_parts(home):
        switch_version(home, part, now)


def _shares(home: TakeHome, version: str) -> dict[int, tuple[float, str]]:
    query = select(grades.c.work, grades.c.share, grades.c.verdict).where(grades.c.version == version)
    with reading(home.engine) as connection:
        return {row.work: (round(row.share, 6), row.verdict) for row in connection.execute(query)}
