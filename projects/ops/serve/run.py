"""Runs a service until it is stopped; what is being answered then is finished first."""

import socket

import uvicorn
from fastapi import FastAPI

from projects.ops.errors import ProjectError

PATIENCE_S = 10


def serve(app: FastAPI, host: str, port: int) -> None:
    """Blocks until SIGTERM or Ctrl-C. Raises ProjectError where the address cannot be had."""
    with listen(host, port) as listener:
        config = uvicorn.Config(app, timeout_graceful_shutdown=PATIENCE_S, log_level="warning")
        uvicorn.Server(config).run([listener])


def listen(host: str, port: int) -> socket.socket:
    """A bound socket. Raises ProjectError where the address cannot be had."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    listener = socket.socket(family, socket.SOCK_STREAM)
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listener.bind((host, port))
    except (OSError, OverflowError) as error:
        listener.close()
        reason = error.strerror if isinstance(error, OSError) else error
        raise ProjectError(f"cannot listen on {host}:{port}: {reason}; name another with --host or --port") from error
    return listener
