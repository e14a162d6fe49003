"""The service inside another program: on a free port of this machine, for as long as a `with` lasts."""

import socket
from collections.abc import Iterator
from contextlib import contextmanager
from threading import Thread

import uvicorn

from projects.detection.errors import DetectionError
from projects.detection.serve.app import make_app
from projects.detection.serve.run import DrainingServer, make_config
from projects.detection.serve.service import Service

START_S = 60.0


@contextmanager
def in_background(service: Service) -> Iterator[str]:
    """Gives the address, host and port, once a worker is ready."""
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        server: uvicorn.Server = DrainingServer(make_config(make_app(service)), service)
        thread = Thread(target=server.run, args=([listener],), name="server")
        thread.start()
        try:
            if not service.crew.wait_ready(START_S):
                raise DetectionError("no worker became ready; what it said stands above")
            yield f"127.0.0.1:{listener.getsockname()[1]}"
        finally:
            server.should_exit = True
            thread.join()
