"""A person's own data: the folder with drafts and reports, and the database, opened when it is first needed."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from prep.store.folders import database_url

if TYPE_CHECKING:
    from sqlalchemy import Connection, Engine


class OwnData:
    """Safe to use from several threads."""

    def __init__(self, data: Path, url: str | None = None) -> None:
        self.data = data
        self.url = url or database_url(data)
        self._engine: Engine | None = None
        self._opening = threading.Lock()

    @contextmanager
    def reading(self) -> Iterator["Connection"]:
        """A connection that sees one state of the database.

        Raises:
            StorageError: the database cannot be opened, or fails.
        """
        from prep.store.database import reading

        with reading(self._open()) as connection:
            yield connection

    @contextmanager
    def writing(self) -> Iterator["Connection"]:
        """A transaction that writes.

        Raises:
            StorageError: the database cannot be opened, or fails; nothing of the transaction is kept.
        """
        from prep.store.database import writing

        with writing(self._open()) as connection:
            yield connection

    def close(self) -> None:
        """Close the database; it opens again if it is needed."""
        with self._opening:
            if self._engine is not None:
                self._engine.dispose()
            self._engine = None

    def _open(self) -> "Engine":
        from prep.store.database import open_database

        with self._opening:
            if self._engine is None:
                self._engine = open_database(self.url)
            return self._engine
