"""Runs the service until it is told to stop, and then lets the frames inside end first."""

import asyncio
import socket
from collections.abc import Sequence
from pathlib import Path

import uvicorn
from fastapi import FastAPI

from projects.detection.errors import DetectionError
from projects.detection.serve.app import make_app
from projects.detection.serve.limits import MAX_MESSAGE
from projects.detection.serve.service import Service, ServiceSettings
from projects.detection.watch.monitor import Monitor, read_references

DRAIN_S = 5.0


class DrainingServer(uvicorn.Server):
    """A server closes its sockets when it stops; ours first answers what has been let in."""

    def __init__(self, config: uvicorn.Config, service: Service, broken: Sequence[str] = ()) -> None:
        """As soon as `broken` holds a reason, it stops: without a worker there is nothing to serve."""
        super().__init__(config)
        self._service = service
        self._broken = broken

    async def on_tick(self, counter: int) -> bool:
        return await super().on_tick(counter) or bool(self._broken)

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        await asyncio.to_thread(self._service.drain, DRAIN_S)
        await asyncio.sleep(0.05)  # the last answers are on their way out
        await super().shutdown(sockets)


def make_config(app: FastAPI) -> uvicorn.Config:
    """A message is read only when the last one was taken: a client that sends too fast finds the line full."""
    return uvicorn.Config(
        app,
        ws="websockets-sansio",
        ws_max_size=MAX_MESSAGE,
        timeout_graceful_shutdown=10,
        log_level="warning",
    )


def serve(settings: ServiceSettings, host: str, port: int, *, watch: bool = True) -> None:
    """Blocks until SIGTERM or Ctrl-C.

    Raises:
        DetectionError: the address is taken, or the weights are missing or no model of this project.
    """
    if settings.releases is None and not Path(settings.model).is_file():
        raise DetectionError(f"no model at {settings.model}; name one with --model")
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family, socket.SOCK_STREAM) as listener:
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            listener.bind((host, port))
        except (OSError, OverflowError) as error:
            reason = error.strerror if isinstance(error, OSError) else error
            raise DetectionError(
                f"cannot listen on {host}:{port}: {reason}; name another with --host or --port"
            ) from error
        broken: list[str] = []
        service = Service(settings, Monitor(read_references()) if watch else None, on_broken=broken.append)
        server = DrainingServer(make_config(make_app(service)), service, broken)
        server.run([listener])
    if broken:
        raise DetectionError(broken[0])
