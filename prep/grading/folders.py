"""Places for files of a moment; `tempfile` offers more, and takes longer to import than all this."""

import os
from dataclasses import dataclass
from typing import IO, Final

PREFIX: Final = "prep-tests-"
"""Of the folders in which test servers stand."""


@dataclass(frozen=True)
class EmptyFolder:
    """A folder of nobody else's."""

    path: str

    @classmethod
    def make(cls, prefix: str) -> "EmptyFolder":
        """A new one among the files of a moment."""
        path = f"{_place()}/{prefix}{os.urandom(8).hex()}"
        os.mkdir(path, 0o700)  # noqa: PTH102 - see above
        return cls(path)

    def remove(self) -> None:
        """With whatever has come to lie in it."""
        try:
            os.rmdir(self.path)  # noqa: PTH106 - see above
        except OSError:
            import shutil

            shutil.rmtree(self.path, ignore_errors=True)


def unnamed_file() -> IO[bytes]:
    """A file that no folder shows, and that is gone with the last who has it open."""
    try:
        return os.fdopen(os.open(_place(), os.O_TMPFILE | os.O_RDWR, 0o600), "w+b")
    except OSError:  # some file systems have none
        import tempfile

        return tempfile.TemporaryFile()


def _place() -> str:
    place = os.environ.get("TMPDIR", "")
    if place and os.path.isdir(place):  # noqa: PTH112 - see above
        return os.path.abspath(place)  # noqa: PTH100 - see above
    return "/tmp"  # noqa: S108 - the names in it are nobody else's
