"""A challenge as its author sees it: with its reference, its known submissions, and what else lies in its folder."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from prep.catalog.challenges import load_challenge_folder
from prep.catalog.submissions import load_submission
from prep.catalog.symptoms import SYMPTOMS_FILE
from prep.model.challenge import Challenge
from prep.model.submission import ENTRY_FILE, Submission

REFERENCE: Final = "reference.py"
STARTER: Final = "starter.py"
PROSE: Final = ("challenge.toml", "prompt.md", "hints.md", STARTER, REFERENCE)
TESTS: Final = ("tests/test_public.py", "tests/test_hidden.py")
_ACCEPTED: Final = "submissions/accepted"
_REJECTED: Final = "submissions/rejected"


@dataclass(frozen=True, kw_only=True)
class ChallengePackage:
    """Everything in a challenge's folder, read once."""

    challenge: Challenge
    texts: Mapping[str, str]
    """The challenge's own text files, tests included, by their path in the folder."""

    accepted: Mapping[str, Submission]
    """Submissions by file name; the reference is not among them."""

    rejected: Mapping[str, Submission]
    strays: tuple[str, ...]
    """Paths in the folder that nothing reads."""

    @property
    def reference(self) -> Submission:
        return _single(REFERENCE, self.texts[REFERENCE])

    @property
    def starter(self) -> Submission:
        return _single(STARTER, self.texts[STARTER])

    @property
    def right(self) -> Mapping[str, Submission]:
        """The reference and the accepted submissions."""
        return {REFERENCE: self.reference} | {
            f"accepted/{name}": submission for name, submission in self.accepted.items()
        }

    @property
    def wrong(self) -> Mapping[str, Submission]:
        """The rejected submissions that are both declared and there."""
        declared = {rejected.file for rejected in self.challenge.spec.rejected}
        return {f"rejected/{name}": found for name, found in self.rejected.items() if name in declared}


def load_package(folder: Path) -> ChallengePackage:
    """Load a challenge with all that its author wrote.

    Raises:
        ContentError: a file that every challenge has is missing or broken.
        SubmissionError: one of the submissions cannot be read.
    """
    challenge = load_challenge_folder(folder)
    texts = {name: (folder / name).read_text("utf-8") for name in (*PROSE, *TESTS)}
    return ChallengePackage(
        challenge=challenge,
        texts=texts,
        accepted=_submissions(folder / _ACCEPTED),
        rejected=_submissions(folder / _REJECTED),
        strays=tuple(_strays(folder, texts, challenge.spec.public_files)),
    )


def _single(name: str, text: str) -> Submission:
    return Submission(name=name, files={ENTRY_FILE: text.encode()})


def _submissions(folder: Path) -> dict[str, Submission]:
    if not folder.is_dir():
        return {}
    paths = sorted(path for path in folder.iterdir() if _is_submission(path))
    return {path.name: load_submission(path, f"{folder.name}/{path.name}") for path in paths}


def _is_submission(path: Path) -> bool:
    return (path / ENTRY_FILE).is_file() or (path.is_file() and path.suffix == ".py")


def _strays(folder: Path, texts: Mapping[str, str], public: Collection[str]) -> list[str]:
    """Files that are neither the challenge's own, nor handed out, nor a submission's, nor named by one of its tests."""
    tests = "\n".join(texts[name] for name in TESTS)
    strays = []
    for path in sorted(folder.rglob("*")):
        relative = path.relative_to(folder)
        if not path.is_file() or "__pycache__" in relative.parts or relative.as_posix() in texts:
            continue
        if relative.as_posix() in (SYMPTOMS_FILE, *public):
            wanted = True
        elif relative.parts[0] == "submissions":
            wanted = len(relative.parts) > 2 and _belongs(folder, relative)
        else:
            wanted = path.name in tests
        if not wanted:
            strays.append(relative.as_posix())
    return strays


def _belongs(folder: Path, relative: Path) -> bool:
    """Whether a path lies in submissions/accepted or submissions/rejected as, or in, a submission."""
    group = Path(*relative.parts[:2]).as_posix()
    return group in (_ACCEPTED, _REJECTED) and _is_submission(folder / Path(*relative.parts[:3]))
