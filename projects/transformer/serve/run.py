"""Runs the service until it is stopped; what is being written then is finished first."""

from projects.ops.serve import run
from projects.transformer.serve.app import make_app
from projects.transformer.serve.desk import Desk


def serve(desk: Desk, host: str, port: int) -> None:
    """Blocks until SIGTERM or Ctrl-C. Raises ProjectError where the address cannot be had."""
    run.serve(make_app(desk), host, port)
