"""Runs Python as on a system that has nothing of Linux: `bare_system.py ARGUMENTS of python`.

What Windows or macOS lack is taken away before anything of ours is imported, in this process and in all that it starts.
"""

import os
import runpy
import select
import signal
import socket
import subprocess
import sys
import tempfile  # noqa: F401 - of the standard library, whose own choices by system are made before
import threading  # noqa: F401
from pathlib import Path
from typing import Any

import click  # noqa: F401
import numpy as np  # noqa: F401
import platformdirs  # noqa: F401
import pytest  # noqa: F401

MISSING = {
    os: (
        "fork",
        "forkpty",
        "geteuid",
        "getuid",
        "killpg",
        "setsid",
        "pread",
        "wait4",
        "pidfd_open",
        "register_at_fork",
    ),
    socket: ("SOCK_SEQPACKET", "MSG_DONTWAIT", "MSG_NOSIGNAL", "AF_UNIX", "send_fds", "recv_fds"),
    select: ("poll", "epoll"),
    signal: ("SIGALRM", "SIGCHLD"),
}


def take_away() -> None:
    sys.platform = "darwin"
    for module, names in MISSING.items():
        for name in names:
            if hasattr(module, name):
                delattr(module, name)
    for name in ("resource", "fcntl"):
        sys.modules[name] = None  # type: ignore[assignment]
    start = subprocess.Popen.__init__

    def bare(self: Any, command: Any, *arguments: Any, **options: Any) -> None:
        if command[0] == sys.executable:
            command = [sys.executable, str(Path(__file__).resolve()), *command[1:]]
        start(self, command, *arguments, **options)

    subprocess.Popen.__init__ = bare  # type: ignore[assignment]


def main() -> None:
    take_away()
    words = [word for word in sys.argv[1:] if word != "-P"]
    del sys.path[0]
    if words[0] == "-m":
        sys.argv = words[1:]
        runpy.run_module(words[1], run_name="__main__", alter_sys=True)
    else:
        sys.argv = words
        runpy.run_path(words[0], run_name="__main__")


if __name__ == "__main__":
    main()
