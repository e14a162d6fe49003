"""Runs the service until it is stopped; what is being written then is finished first."""

import socket

import uvicorn

from projects.transformer.errors import TransformerError
from projects.transformer.serve.app import make_app
from projects.transformer.serve.desk import Desk

PATIENCE_S = 10


def serve(desk: Desk, host: str, port: int) -> None:
    """Blocks until SIGTERM or Ctrl-C. Raises TransformerError where the address cannot be had."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family, socket.SOCK_STREAM) as listener:
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            listener.bind((host, port))
        except (OSError, OverflowError) as error:
            reason = error.strerror if isinstance(error, OSError) else error
            raise TransformerError(
                f"cannot listen on {host}:{port}: {reason}; name another with --host or --port"
            ) from error
        config = uvicorn.Config(make_app(desk), timeout_graceful_shutdown=PATIENCE_S, log_level="warning")
        uvicorn.Server(config).run([listener])
