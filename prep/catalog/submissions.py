"""The door to whatever was handed in: a file, a folder, an archive, a notebook, none of them trusted."""

from collections.abc import Mapping
from pathlib import Path

from prep.catalog.handins.contents import Contents, read_contents
from prep.catalog.handins.entries import DEFAULT_BOUNDS, MAX_BYTES, MAX_FILES, Bounds
from prep.catalog.handins.entry import lay_out
from prep.model.challenge import Challenge
from prep.model.errors import SubmissionError
from prep.model.submission import Submission

__all__ = ["DEFAULT_BOUNDS", "MAX_BYTES", "MAX_FILES", "Bounds", "load_or_explain", "load_submission", "read_files"]


def load_submission(path: Path, name: str | None = None, *, challenge: Challenge | None = None) -> Submission:
    """Read the work on one challenge, however it is wrapped; a single file of any name becomes the entry file.

    Args:
        name: what it is called in results; its path without one.
        challenge: what it answers; tells the solution from the starter and from what lies beside it.

    Raises:
        SubmissionError: there is nothing to grade there, or it cannot be read; the text says which, and what to do.
    """
    contents = read_contents(path)
    try:
        refuse_damaged(contents)
        laid = lay_out(contents.files, challenge, single=contents.single)
    except SubmissionError as error:
        told = "".join(f" ({remark})" for remark in contents.remarks[:3])
        raise SubmissionError(f"{path} {error}{told}") from None
    return Submission(
        name=name or str(path),
        files=laid.files,
        originals=laid.originals,
        remarks=(*contents.remarks, *laid.remarks),
    )


def load_or_explain(path: Path, challenge: Challenge | None = None) -> Submission:
    """Read a submission; one that cannot be read carries its problem, so that it does not stop a run of many."""
    try:
        return load_submission(path, challenge=challenge)
    except SubmissionError as error:
        return Submission(name=str(path), files={}, problem=str(error))


def read_files(path: Path, bounds: Bounds, sealed_by: str) -> Mapping[str, bytes]:
    """Every file of an archive or folder that is sealed by one of them.

    Raises:
        SubmissionError: it cannot be read.
    """
    contents = read_contents(path, bounds, sealed_by=sealed_by)
    try:
        refuse_damaged(contents)
    except SubmissionError as error:
        raise SubmissionError(f"{path} {error}") from None
    return contents.files


def refuse_damaged(contents: Contents) -> None:
    """Refuse work of which a part cannot be read: what is left of it is not what was meant.

    Raises:
        SubmissionError: there is such a part; the text does not name the hand-in.
    """
    for name, why in contents.refused.items():
        raise SubmissionError(f"holds {name}, which {why}")
