"""What the candidate's tool leaves to send back: the work, the log, and a seal over both."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from prep.assessment.packs.journal import Event, LogEntry, first_time, last_time, read_journal
from prep.assessment.packs.keys import TeamKey, canonical, is_sealed, seal_with
from prep.assessment.packs.layout import HANDIN, LOG, PACK_FORMAT, TamperedError
from prep.assessment.packs.opened import OpenedPack
from prep.assessment.packs.zipped import zip_files

_LONGEST_LOG: Final = 4 << 20


@dataclass(frozen=True, kw_only=True)
class SealedHandin:
    """A hand-in whose seal is right."""

    code: str
    name: str
    """What the person called themselves, where the pack was for everybody."""

    started_at: datetime | None
    submitted_at: datetime | None
    entries: tuple[LogEntry, ...]
    works: Mapping[str, bytes]


def build_handin(pack: OpenedPack, works: Mapping[str, bytes], log: str, name: str) -> bytes:
    """One archive with everything that goes back to the team."""
    files = dict(works) | {LOG: log.encode()}
    told = {
        "format_version": PACK_FORMAT,
        "assessment": pack.assessment,
        "code": pack.code,
        "name": name,
        "pack": pack.digest,
        "files": {file: hashlib.sha256(body).hexdigest() for file, body in sorted(files.items())},
    }
    sealed = {"sealed": told, "seal": seal_with(pack.token, canonical(told))}
    return zip_files(files | {HANDIN: (json.dumps(sealed, indent=1) + "\n").encode()})


def open_handin(files: Mapping[str, bytes], assessment: str, key: TeamKey, name: str) -> SealedHandin:
    """Check what came back against its seal and its log.

    Raises:
        TamperedError: something is not what the tool left; the text says what.
    """
    try:
        told = json.loads(files[HANDIN])
        sealed, seal = told["sealed"], told["seal"]
        code, listed = str(sealed["code"]), dict(sealed["files"])
        right = is_sealed(key.token(assessment, code), canonical(sealed), str(seal))
        return (
            _opened(files, sealed, listed, key.token(assessment, code), name)
            if right
            else _refuse(sealed, assessment, name)
        )
    except (ValueError, KeyError, TypeError, RecursionError, UnicodeDecodeError):
        raise TamperedError(f"{name}: its {HANDIN} is damaged; ask for it again") from None


def _refuse(sealed: Mapping[str, Any], assessment: str, name: str) -> SealedHandin:
    if sealed["assessment"] != assessment:
        raise TamperedError(f"{name} was handed in for another assessment, {str(sealed['assessment'])[:80]!r}")
    raise TamperedError(f"{name}: its seal is wrong; it was changed after it was handed in, or no pack of ours made it")


def _opened(
    files: Mapping[str, bytes], sealed: Mapping[str, Any], listed: Mapping[str, str], token: bytes, name: str
) -> SealedHandin:
    if sealed["format_version"] != PACK_FORMAT:
        raise TamperedError(f"{name} has format {sealed['format_version']!r}; this release reads {PACK_FORMAT}")
    for file in files:
        if file not in listed and file != HANDIN:
            raise TamperedError(f"{name}: `{file}` was added after it was handed in")
    for file, digest in listed.items():
        if file not in files or hashlib.sha256(files[file]).hexdigest() != digest:
            raise TamperedError(f"{name}: `{file}` was changed or taken out after it was handed in")
    if len(files[LOG]) > _LONGEST_LOG:
        raise TamperedError(f"{name}: its log is longer than {_LONGEST_LOG >> 20} MB, which no work of days makes")
    entries = read_journal(files[LOG].decode(), token, str(sealed["pack"]), name)
    return SealedHandin(
        code=str(sealed["code"]),
        name=str(sealed["name"]),
        started_at=first_time(entries, Event.START),
        submitted_at=last_time(entries, Event.SUBMIT),
        entries=tuple(entries),
        works={file: body for file, body in files.items() if file not in (HANDIN, LOG)},
    )
