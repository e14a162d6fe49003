"""What a challenge hands out beside its prompt and starter: tables to work on, and files that its public tests read."""

import gzip
import zlib
from pathlib import Path, PurePosixPath

from prep.model.challenge import Challenge
from prep.model.errors import ContentError

_PROJECTS = "projects/"


def given_files(challenge: Challenge) -> dict[str, bytes]:
    """Everything that is handed out, by the name that it has beside the solution.

    Raises:
        ContentError: something is missing or broken.
    """
    tables = challenge.spec.project.data if challenge.spec.project else ()
    files = {name: _table(challenge, name) for name in tables}
    for name in challenge.spec.public_files:
        files[given_name(name)] = _read(_place(challenge, name))
    return files


def given_names(challenge: Challenge) -> list[str]:
    """What everything is called that is handed out."""
    tables = challenge.spec.project.data if challenge.spec.project else ()
    return [*tables, *map(given_name, challenge.spec.public_files)]


def given_name(name: str) -> str:
    """What a public file is called beside the solution."""
    return PurePosixPath(name).name


def is_given(challenge: Challenge, name: str, body: bytes) -> bool:
    """Whether a file that came back is one that was handed out, unchanged but for its line ends."""
    own = PurePosixPath(name).name
    public = next((one for one in challenge.spec.public_files if given_name(one) == own), None)
    return public is not None and _read(_place(challenge, public)).split() == body.split()


def _place(challenge: Challenge, name: str) -> Path:
    """In the challenge's folder, or in the reference projects of the same content."""
    return (challenge.folder.parents[2] if name.startswith(_PROJECTS) else challenge.folder) / name


def _read(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError:
        raise ContentError(f"{path} is missing or cannot be read; `public_files` names it") from None


def _table(challenge: Challenge, name: str) -> bytes:
    path = challenge.folder / "data" / f"{name}.gz"
    try:
        content = gzip.decompress(path.read_bytes())
        content.decode("utf-8")
    except (OSError, EOFError, zlib.error, UnicodeDecodeError):
        raise ContentError(f"{path} is missing or broken; a project ships with its data, in UTF-8") from None
    return content
