"""The trusted test server of one challenge: `python -m prep.grading.server CONTROL_FD CHALLENGE_FOLDER`."""

import os
import socket
import sys
from pathlib import Path

import pytest

from prep.catalog.challenges import load_challenge_folder
from prep.grading.server.forkserver import ForkServer


def main() -> int:
    control = socket.socket(fileno=int(sys.argv[1]))
    folder = Path(sys.argv[2])
    challenge = load_challenge_folder(folder)
    # Tests import the reference by its name, and a project of the same content for its data.
    sys.path[:0] = [str(folder), str(folder.parents[2])]
    files = [str(folder / "tests" / name) for name in ("test_public.py", "test_hidden.py")]
    options = [
        "-p",
        "no:terminal",
        "-p",
        "no:cacheprovider",
        "-p",
        "no:faulthandler",
        "--noconftest",
        "-c",
        os.devnull,
    ]
    options += ["--capture=no", "--import-mode=importlib", f"--rootdir={folder}"]
    return int(pytest.main([*options, *files], plugins=[ForkServer(control, challenge)]))


if __name__ == "__main__":
    sys.exit(main())
