"""A database without a row in it, copied instead of made by all migrations anew for every test."""

from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

from prep.store.database import open_database


def lay_fresh_database(file: Path) -> None:
    """Put one there, unless there is one already."""
    if not file.exists():
        file.write_bytes(_fresh())


@cache
def _fresh() -> bytes:
    with TemporaryDirectory() as folder:
        file = Path(folder) / "prep.db"
        open_database(f"sqlite:///{file}").dispose()
        return file.read_bytes()
