"""What all unit tests share."""

from collections.abc import Iterator

import pytest
from sqlalchemy import Connection, Engine, event

_connected: set[Engine] = set()


@event.listens_for(Engine, "engine_connect")
def _remember(connection: Connection) -> None:
    _connected.add(connection.engine)
    if connection.dialect.name == "sqlite":  # no test's data has to outlive a power cut, and waiting for disks adds up
        connection.connection.cursor().execute("PRAGMA synchronous=OFF")


@pytest.fixture(autouse=True)
def _databases_are_closed() -> Iterator[None]:
    """Python 3.13 warns of a database that is still open when it is forgotten, in whichever test runs by then.

    Who still needs an engine may go on with it: it connects anew.
    """
    yield
    while _connected:
        _connected.pop().dispose()
