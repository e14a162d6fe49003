"""Opens a pack on a candidate's machine: checks its signature, and trusts nothing before that."""

import base64
import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from prep.assessment.keys import canonical, fingerprint, is_signed
from prep.assessment.layout import BOUNDS, MANIFEST, PACK_FORMAT, SIGNATURE, TamperedError
from prep.catalog.submissions import read_files


@dataclass(frozen=True, kw_only=True)
class PackedPart:
    """A challenge or question in a pack."""

    id: str
    title: str
    minutes: int
    weight: float


@dataclass(frozen=True, kw_only=True)
class OpenedPack:
    """A pack whose signature is right."""

    assessment: str
    title: str
    instructions: str
    time_limit_minutes: int
    closes: datetime | None
    code: str
    token: bytes
    challenges: tuple[PackedPart, ...]
    questions: tuple[PackedPart, ...]
    files: Mapping[str, bytes]
    key: str
    """The fingerprint of the key that signed it; the team can tell it to its candidates by another way."""

    digest: str
    """Of what was signed."""


def open_pack(path: Path) -> OpenedPack:
    """Read a pack.

    Raises:
        SubmissionError: it cannot be read at all.
        TamperedError: it is not what its team signed.
    """
    return check_pack(read_files(path, BOUNDS), str(path))


def check_pack(files: Mapping[str, bytes], name: str) -> OpenedPack:
    """Check the files of a pack against its signature.

    Raises:
        TamperedError: it is not what its team signed; the text says what differs.
    """
    signed, public = _checked_signature(files, name)
    listed = signed["files"]
    for file in files:
        if file not in listed and file != SIGNATURE:
            raise TamperedError(f"{name}: `{file}` was added after it was signed; ask the team for the file again")
    for file, digest in listed.items():
        if file not in files:
            raise TamperedError(f"{name}: `{file}` is missing; ask the team for the file again")
        if hashlib.sha256(files[file]).hexdigest() != digest:
            raise TamperedError(f"{name}: `{file}` was changed after it was signed; ask the team for the file again")
    digest = hashlib.sha256(canonical(signed)).hexdigest()
    return _opened(json.loads(files[MANIFEST]), files, fingerprint(public), digest)


def _checked_signature(files: Mapping[str, bytes], name: str) -> tuple[dict[str, Any], bytes]:
    if SIGNATURE not in files or MANIFEST not in files:
        raise TamperedError(f"{name} is no pack: it has no {SIGNATURE} or no {MANIFEST}; use the file the team sent")
    try:
        told = json.loads(files[SIGNATURE])
        signed, public = told["signed"], base64.b64decode(told["key"], validate=True)
        right = is_signed(canonical(signed), base64.b64decode(told["signature"], validate=True), public)
        version, listed = signed["format_version"], signed["files"]
    except (ValueError, KeyError, TypeError, RecursionError):
        raise TamperedError(f"{name}: its {SIGNATURE} is damaged; ask the team for the file again") from None
    if not right or not isinstance(listed, dict):
        raise TamperedError(f"{name}: its signature is wrong, it was changed; ask the team for the file again")
    if version != PACK_FORMAT:
        raise TamperedError(
            f"{name} has format {version!r}, this release reads {PACK_FORMAT}; `pip install -U prep-ml`"
        )
    return signed, public


def _opened(facts: dict[str, Any], files: Mapping[str, bytes], key: str, digest: str) -> OpenedPack:
    return OpenedPack(
        assessment=facts["assessment"],
        title=facts["title"],
        instructions=facts["instructions"],
        time_limit_minutes=facts["time_limit_minutes"],
        closes=datetime.fromisoformat(facts["closes"]) if facts["closes"] else None,
        code=facts["code"],
        token=bytes.fromhex(facts["token"]),
        challenges=tuple(
            PackedPart(id=one["id"], title=one["title"], minutes=one["minutes"], weight=one["weight"])
            for one in facts["challenges"]
        ),
        questions=tuple(
            PackedPart(id=one["id"], title=one["id"].replace("-", " "), minutes=one["minutes"], weight=one["weight"])
            for one in facts["questions"]
        ),
        files=files,
        key=key,
        digest=digest,
    )
