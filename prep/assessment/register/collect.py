"""Takes in what came back: each file by itself, so that a bad one costs only itself; the same twice counts once."""

import hashlib
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Final

from sqlalchemy import Connection, insert, select, update

from prep.assessment.packs.kept_work import pack_work
from prep.assessment.packs.received import Received, receive
from prep.assessment.register.audit import What, lock
from prep.assessment.register.home import TakeHome, note_done
from prep.assessment.register.identity import ClaimedIdentity, called, identify
from prep.assessment.register.roster import Candidate
from prep.assessment.register.seals import seal_submission
from prep.assessment.register.standing import digest_of
from prep.assessment.register.timing import Receipt, Timing, judge_time, span_words
from prep.assessment.spec.assessment import Multiple
from prep.assessment.spec.content import Content
from prep.model.errors import PrepError
from prep.store.database import reading, writing
from prep.store.tables.take_homes import submissions, works

_ARCHIVES: Final = (".zip", ".tar", ".tgz", ".gz", ".bz2", ".xz", ".zst")


def hand_ins(paths: Iterable[Path]) -> Iterator[Path]:
    """The files that were named; a folder in which archives lie is an inbox, and each of its files by itself."""
    for path in paths:
        inside = sorted(one for one in path.iterdir() if not one.name.startswith(".")) if path.is_dir() else []
        archives = [one for one in inside if one.name.casefold().endswith(_ARCHIVES)]
        if archives and len(inside) > 1:
            yield from inside
        else:
            yield path


@dataclass(frozen=True, kw_only=True)
class CollectedFile:
    """What became of one file."""

    path: str
    code: str = ""
    is_new: bool = False
    late_s: float = 0.0
    parts: tuple[str, ...] = ()
    remarks: tuple[str, ...] = ()
    refused: str = ""
    """Why nothing of it was taken in; empty otherwise."""


def collect(  # one parameter an option
    home: TakeHome,
    paths: Iterable[Path],
    received_at: datetime,
    who: str = "",
    *,
    is_noted: bool = True,
    is_new: bool = False,
    is_corrected: bool = False,
    now: datetime | None = None,
) -> Iterator[CollectedFile]:
    """Take in files one after another.

    Args:
        received_at: when they came.
        who: the candidate's name or code, where the file does not tell it.
        is_noted: somebody noted when they came; otherwise it is only known that they came before now.
        is_new: people who are not on the team's list are added to it.
        is_corrected: work that is here already gets this time, even if it is later than the one that was noted.
        now: when this is done; when they came, if nothing is said.
    """
    receipt = Receipt(at=received_at, is_noted=is_noted, collected_at=now or received_at)
    for path in paths:
        try:
            received = receive(path, home.content, home.key, _as_sent(home, who))
            yield _enter(home, path, received, who, receipt, is_new=is_new, is_corrected=is_corrected)
        except PrepError as error:
            yield CollectedFile(path=str(path), refused=str(error))


def _as_sent(home: TakeHome, who: str) -> Callable[[str, str], Content] | None:
    """What somebody was sent, where not all got the same; of a name that two bear it does not matter: it is refused."""
    if not home.content.variants:
        return None

    def content_of(code: str, name: str) -> Content:
        if code:
            return home.content_for(code)
        with reading(home.engine) as connection:
            found = called(connection, home, who or name)
        return home.content_for(found[0].code) if found else home.content

    return content_of


def _enter(  # one parameter an option
    home: TakeHome, path: Path, received: Received, who: str, receipt: Receipt, *, is_new: bool, is_corrected: bool
) -> CollectedFile:
    packed = {part: pack_work(work) for part, work in received.works.items()}
    digests = {part: hashlib.sha256(content).hexdigest() for part, content in packed.items()}
    digest = digest_of(digests)
    code = received.who if received.is_code else ""
    claim = ClaimedIdentity(code=code, name="" if code else received.who, given=who)
    with writing(home.engine) as connection:
        lock(connection, home.id)
        person = identify(connection, home, claim, receipt.collected_at, is_new=is_new)
        candidate = person.candidate
        timing = judge_time(home.assessment, candidate.extra_minutes, received, receipt)
        others = _others(connection, candidate)
        same = next((other for other in others if other.digest == digest), None)
        others = [other for other in others if other is not same]
        remarks = (*received.remarks, *person.remarks, *timing.remarks, *_order(home, timing, received, others))
        late_s = timing.late_s
        row = {
            "source": received.source.value,
            "received_at": receipt.at,
            "started_at": received.started_at,
            "submitted_at": received.submitted_at,
            "handed_in_at": timing.handed_in_at,
            "late_s": timing.late_s,
            "remarks": "\n".join(remarks),
            "log": received.log,
            "log_digest": hashlib.sha256(received.log.encode()).hexdigest(),
        }
        row |= {"candidate": candidate.id, "digest": digest}
        row["seal"] = seal_submission(home.key, {**row, "code": candidate.code})
        if same is None:
            number = connection.execute(insert(submissions).values(row).returning(submissions.c.id)).scalar_one()
            for part, content in packed.items():
                kind = "question" if part in home.content.questions else "challenge"
                work = {"submission": number, "part": part, "kind": kind, "content": content, "digest": digests[part]}
                connection.execute(insert(works).values(work | {"problem": received.problems.get(part, "")}))
            _tell(connection, home, candidate, number, row["seal"], receipt)
        elif _came_back_to(same, timing, others):
            connection.execute(update(submissions).where(submissions.c.id == same.id).values(row))
            _tell(connection, home, candidate, same.id, row["seal"], receipt)
        elif _is_other_time(same, receipt, is_corrected=is_corrected):
            connection.execute(update(submissions).where(submissions.c.id == same.id).values(row))
            _tell(connection, home, candidate, same.id, row["seal"], receipt, instead_of=same.received_at.isoformat())
            now = f"it counts as received at {_moment(receipt.at)} now, not at {_moment(same.received_at)}"
            remarks = (*remarks, now)
        else:
            late_s = same.late_s
            remarks = (*received.remarks, *person.remarks, *_still(same, receipt))
    return CollectedFile(
        path=str(path),
        code=candidate.code,
        is_new=same is None,
        late_s=late_s,
        parts=tuple(packed),
        remarks=remarks,
    )


def _tell(  # one parameter a fact
    connection: Connection,
    home: TakeHome,
    candidate: Candidate,
    number: int,
    seal: object,
    receipt: Receipt,
    **more: str,
) -> None:
    told = {"candidate": candidate.id, "submission": number, "seal": seal, "received": receipt.at.isoformat()}
    told |= more
    note_done(connection, home, What.COLLECTED, receipt.collected_at, **told)


@dataclass(frozen=True)
class _Other:
    """Another submission by the same candidate."""

    id: int
    digest: str
    handed_in_at: datetime
    received_at: datetime
    late_s: float
    has_log: bool


def _others(connection: Connection, candidate: Candidate) -> list[_Other]:
    rows = connection.execute(select(submissions).where(submissions.c.candidate == candidate.id))
    return [
        _Other(row.id, row.digest, row.handed_in_at, row.received_at, row.late_s, row.submitted_at is not None)
        for row in rows
    ]


def _moment(at: datetime) -> str:
    return at.isoformat(timespec="minutes")


def _came_back_to(same: _Other, timing: Timing, others: Sequence[_Other]) -> bool:
    """Whether somebody handed in one version, then another, then the first again: then the first is also the last."""
    between = [other for other in others if same.handed_in_at < other.handed_in_at <= timing.handed_in_at]
    return bool(between)


def _is_other_time(same: _Other, receipt: Receipt, *, is_corrected: bool) -> bool:
    """Whether somebody notes that work came at another time; a later one may be that of the same file sent again."""
    return receipt.is_noted and (receipt.at < same.received_at or (is_corrected and receipt.at != same.received_at))


def _still(same: _Other, receipt: Receipt) -> Iterator[str]:
    if receipt.is_noted and receipt.at > same.received_at:
        first = f"it still counts as received at {_moment(same.received_at)}, the first time that it came"
        yield f"{first}; if that was noted wrongly, say --correct"


def _order(home: TakeHome, timing: Timing, received: Received, others: Sequence[_Other]) -> Iterator[str]:
    """What is odd about where this one comes among a candidate's versions."""
    if not others or home.assessment.policy.multiple is Multiple.ALL:
        return
    latest = max(other.handed_in_at for other in others)
    if timing.handed_in_at < latest:
        yield (
            f"it was handed in {span_words(latest - timing.handed_in_at)} before another version that is here already; "
            f"the {home.assessment.policy.multiple} of them by that time counts"
        )
    if any(other.has_log is not (received.submitted_at is not None) for other in others):
        yield "of this candidate's versions only some have a log: when they came decides which one was last"
