"""Finds and loads challenges."""

import hashlib
import math
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Final

from prep.catalog.given import given_name
from prep.catalog.locate import challenge_folder
from prep.catalog.reader import read_spec, suggest
from prep.catalog.readings import strange_readings
from prep.catalog.symptoms import read_symptoms
from prep.model.challenge import Challenge, ChallengeKind, ChallengeSpec
from prep.model.errors import ContentError

MOST_QUESTIONS: Final = 3
"""That a failed check may ask for."""

_NOT_GRADED: Final = ("submissions", "__pycache__")
_HINT_HEADING = re.compile(r"^## .*$", re.MULTILINE)


def challenge_ids(roots: Sequence[Path]) -> list[str]:
    """The ids of all challenges under these content folders, each once."""
    found = {
        f"{file.parent.parent.name}/{file.parent.name}"
        for root in roots
        for file in root.glob("challenges/*/*/challenge.toml")
    }
    return sorted(found)


def load_challenge(roots: Sequence[Path], challenge_id: str) -> Challenge:
    """Load a challenge by its id from the first content folder that has it.

    Raises:
        ContentError: there is none, or it is broken.
    """
    return load_challenge_folder(find_challenge(roots, challenge_id))


def find_challenge(roots: Sequence[Path], challenge_id: str) -> Path:
    """The folder of a challenge in the first content folder that has it, whether or not it can be loaded.

    Raises:
        ContentError: there is none.
    """
    if folder := challenge_folder(roots, challenge_id):
        return folder
    known = challenge_ids(roots)
    raise ContentError(
        f"no challenge `{challenge_id}`; {suggest(challenge_id, known)}" if known else "no challenges found"
    )


def load_reference(challenge: Challenge) -> str:
    """The source of our own solution; only for whoever may read it.

    Raises:
        ContentError: it is missing or cannot be read.
    """
    return _read(challenge.folder / "reference.py")


def load_challenge_folder(folder: Path) -> Challenge:
    """Load the challenge in a folder.

    Raises:
        ContentError: a file is missing, or `challenge.toml` is broken or contradicts itself.
    """
    folder = folder.resolve()
    spec = read_spec(folder / "challenge.toml", ChallengeSpec)
    for problem in _contradictions(spec, f"{folder.parent.name}/{folder.name}"):
        raise ContentError(f"{folder / 'challenge.toml'}: {problem}")
    for name in ("reference.py", "tests/test_public.py", "tests/test_hidden.py"):
        _read(folder / name)
    return Challenge(
        spec=spec,
        folder=folder,
        fingerprint=_fingerprint(folder),
        prompt=_read(folder / "prompt.md"),
        starter=_read(folder / "starter.py"),
        hints=_split_hints(_read(folder / "hints.md")),
        symptoms=read_symptoms(folder),
    )


def _contradictions(spec: ChallengeSpec, expected_id: str) -> Iterator[str]:
    if spec.id != expected_id:
        yield f"`id` is `{spec.id}`, but its folder says `{expected_id}`"
    for what, ids in (("check", [c.id for c in spec.checks]), ("criterion", [c.id for c in spec.criteria])):
        yield from (f"the {what} `{name}` is declared twice" for name, count in Counter(ids).items() if count > 1)
    criteria = [criterion.id for criterion in spec.criteria]
    for check in spec.checks:
        if not check.id.isidentifier():
            yield f"the check id `{check.id}` is not a Python name"
        if check.criterion not in criteria:
            yield f"the check `{check.id}` names no criterion that is there; {suggest(check.criterion, criteria)}"
        if not (math.isfinite(check.points) and check.points > 0):
            yield f"the check `{check.id}` has {check.points} points; give it more than 0"
        if len(set(check.questions)) < len(check.questions) or len(check.questions) > MOST_QUESTIONS:
            yield f"the check `{check.id}` names too many questions, or one twice; name at most {MOST_QUESTIONS}"
    known = [check.id for check in spec.checks]
    for rejected in spec.rejected:
        for name in rejected.fails:
            if name not in known:
                yield f"the rejected submission {rejected.file} names the check `{name}`; {suggest(name, known)}"
    if not spec.checks:
        yield "it has no checks"
    yield from _strange_kind(spec)
    yield from _strange_files(spec)
    yield from strange_readings(spec.reading)


def _strange_kind(spec: ChallengeSpec) -> Iterator[str]:
    if spec.project is None and spec.kind is ChallengeKind.PROJECT:
        yield "`kind` is `project`, but no [project] names its `data`; add that, or remove `kind`"
    if spec.project is not None and spec.kind not in (ChallengeKind.FUNCTION, ChallengeKind.PROJECT):
        yield f"`kind` is `{spec.kind}`, but [project] makes it a project; remove one of the two"


def _strange_files(spec: ChallengeSpec) -> Iterator[str]:
    handed_out: Counter[str] = Counter(map(given_name, spec.public_files))
    for name in spec.public_files:
        if name.startswith("/") or ".." in name.split("/"):
            yield f"the public file `{name}` lies elsewhere; keep it in the challenge's folder or under `projects/`"
        if handed_out[given_name(name)] > 1:
            yield f"two public files are called `{given_name(name)}`; a candidate gets them in one folder"


def _read(path: Path) -> str:
    try:
        return path.read_text("utf-8")
    except FileNotFoundError:
        raise ContentError(f"{path} is missing; every challenge has one") from None
    except UnicodeDecodeError:
        raise ContentError(f"{path}: not UTF-8; save it as UTF-8") from None
    except OSError as error:
        raise ContentError(f"{path}: cannot be read: {error.strerror}") from None


def _split_hints(text: str) -> tuple[str, ...]:
    """The sections under `## ` headings."""
    return tuple(part.strip() for part in _HINT_HEADING.split(text)[1:])


def _fingerprint(folder: Path) -> str:
    """SHA-256 over names and contents of every file that can change a result."""
    digest = hashlib.sha256()
    for path in sorted(folder.rglob("*")):
        relative = path.relative_to(folder)
        if path.is_file() and relative.parts[0] not in _NOT_GRADED and "__pycache__" not in relative.parts:
            content = path.read_bytes()
            digest.update(f"{relative.as_posix()}\0{len(content)}\0".encode() + content)
    return digest.hexdigest()[:16]
