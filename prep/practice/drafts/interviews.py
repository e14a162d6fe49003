"""What an interview that goes on consists of, kept so that a restart finds it as it was, its clock having run on."""

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import datetime
from enum import StrEnum
from pathlib import Path
from typing import Any, Final

from prep.model.errors import StorageError
from prep.model.question import AnswerResult
from prep.model.result import GradeResult
from prep.model.sitting import FollowUpAnswer
from prep.practice.desk.clock import Clock
from prep.practice.drafts.decode import decode
from prep.store.files import read_file, remove_files, write_file


class PartKind(StrEnum):
    QUESTION = "question"
    CHALLENGE = "challenge"


@dataclass(frozen=True, kw_only=True)
class InterviewPart:
    """One thing that will be asked."""

    kind: PartKind
    id: str
    minutes: int


FOLDER: Final = "interview"
_STATE: Final = "state.json"
_TEXTS: Final = {PartKind.QUESTION: "answer-{step}.md", PartKind.CHALLENGE: "solution-{step}.py"}
"""One file a step, so that a kill between two steps mixes nothing up."""


@dataclass(frozen=True, kw_only=True)
class Answered:
    """A question of the interview with its answer; the grade is not shown before the end."""

    part: InterviewPart
    answer: str
    taken_s: float
    result: AnswerResult
    follow_ups: tuple[FollowUpAnswer, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Coded:
    """A challenge of the interview with what was handed in."""

    part: InterviewPart
    source: str
    taken_s: float
    result: GradeResult


Done = Answered | Coded


@dataclass(frozen=True, kw_only=True)
class InterviewState:
    """Parts are done in their order; `done` has one entry for each that is over or whose follow-ups are asked."""

    uid: str
    title: str
    clock: Clock
    parts: tuple[InterviewPart, ...]
    done: tuple[Done, ...] = ()
    part_began_at: datetime
    """When the person saw the part that is being worked on."""

    following_up: bool = False
    """Whether a follow-up question to the last answer is being asked."""


def save_state(data: Path, state: InterviewState) -> None:
    """Keep an interview.

    Raises:
        StorageError: it cannot be written.
    """
    assert state.clock.deadline is not None  # an interview has an end
    clock = {"started_at": state.clock.started_at.isoformat(), "deadline": state.clock.deadline.isoformat()}
    plain = {
        "format_version": 1,
        "uid": state.uid,
        "title": state.title,
        "clock": clock,
        "parts": [asdict(part) for part in state.parts],
        "done": [_plain(one) for one in state.done],
        "part_began_at": state.part_began_at.isoformat(),
        "following_up": state.following_up,
    }
    write_file(data / FOLDER / _STATE, json.dumps(plain) + "\n")


def load_state(data: Path) -> InterviewState | None:
    """The interview that goes on, if one does.

    Raises:
        StorageError: it cannot be read.
    """
    text = read_file(data / FOLDER / _STATE)
    if text is None:
        return None
    try:
        kept = json.loads(text)
        return InterviewState(
            uid=str(kept["uid"]),
            title=str(kept["title"]),
            clock=Clock(
                started_at=datetime.fromisoformat(kept["clock"]["started_at"]),
                deadline=datetime.fromisoformat(kept["clock"]["deadline"]),
            ),
            parts=tuple(_part(one) for one in kept["parts"]),
            done=tuple(_done(one) for one in kept["done"]),
            part_began_at=datetime.fromisoformat(kept["part_began_at"]),
            following_up=bool(kept["following_up"]),
        )
    except (ValueError, KeyError, TypeError, AttributeError):
        raise StorageError(
            f"{data / FOLDER / _STATE} is not an interview that prep wrote; remove it, or give the interview up with"
            " `prep interview --give-up`"
        ) from None


def text_path(data: Path, state: InterviewState) -> Path:
    """The file of what is being written."""
    step, kind = str(len(state.done)), PartKind.QUESTION
    if state.following_up:
        last = state.done[-1]
        step += f"-{len(last.follow_ups) + 1}" if isinstance(last, Answered) else ""
    elif len(state.done) < len(state.parts):
        kind = state.parts[len(state.done)].kind
    return data / FOLDER / _TEXTS[kind].format(step=step)


def save_part_text(data: Path, state: InterviewState, text: str) -> None:
    """Keep what is being written.

    Raises:
        StorageError: it cannot be written.
    """
    write_file(text_path(data, state), text)


def load_part_text(data: Path, state: InterviewState) -> str | None:
    """What was being written; None if nothing was yet.

    Raises:
        StorageError: it cannot be read.
    """
    return read_file(text_path(data, state))


def discard_state(data: Path) -> None:
    """Forget the interview.

    Raises:
        StorageError: it cannot be removed.
    """
    patterns = (name.format(step="*") for name in _TEXTS.values())
    texts = [file.name for pattern in patterns for file in (data / FOLDER).glob(pattern)]
    remove_files(data / FOLDER, [_STATE, *texts])


def _plain(done: Done) -> dict[str, Any]:
    if isinstance(done, Answered):
        return asdict(done)
    return {
        "part": asdict(done.part),
        "source": done.source,
        "taken_s": done.taken_s,
        "result": done.result.as_plain(),
    }


def _part(kept: Mapping[str, Any]) -> InterviewPart:
    return InterviewPart(kind=PartKind(kept["kind"]), id=str(kept["id"]), minutes=int(kept["minutes"]))


def _done(kept: Mapping[str, Any]) -> Done:
    part, taken_s = _part(kept["part"]), float(kept["taken_s"])
    if part.kind is PartKind.CHALLENGE:
        return Coded(part=part, source=str(kept["source"]), taken_s=taken_s, result=decode(GradeResult, kept["result"]))
    return Answered(
        part=part,
        answer=str(kept["answer"]),
        taken_s=taken_s,
        result=decode(AnswerResult, kept["result"]),
        follow_ups=tuple(decode(FollowUpAnswer, one) for one in kept["follow_ups"]),
    )
