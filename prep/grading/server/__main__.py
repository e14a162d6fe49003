"""The trusted test server of one challenge, started with CONTROL_FD CHALLENGE_FOLDER; see `prep.trusted`."""

import gc
import os
import socket
import sys
from pathlib import Path
from typing import Final

import pytest

from prep.catalog.challenges import load_challenge_folder
from prep.grading.server.forkserver import ForkServer
from prep.start import PackageFinder

_UNUSED_PLUGINS: Final = (
    *("cacheprovider", "terminal", "terminalprogress", "faulthandler", "logging", "warnings", "skipping", "stepwise"),
    *("unraisableexception", "threadexception", "debugging", "pastebin", "junitxml", "doctest", "setuponly"),
    "setupplan",
)
"""Each takes part in every phase of every test, which adds up over thousands of submissions."""


def main() -> int:
    gc.disable()  # until all is collected: there is no garbage among what imports make
    control = socket.socket(fileno=int(sys.argv[1]))
    folder = Path(sys.argv[2])
    challenge = load_challenge_folder(folder)
    # Tests import the reference by its name, and a project of the same content for its data.
    sys.path.insert(0, str(folder))
    content = folder.parents[2]
    if (content / "projects").is_dir():
        sys.meta_path.insert(0, PackageFinder({"projects": str(content)}))
    files = [str(folder / "tests" / name) for name in ("test_public.py", "test_hidden.py")]
    unused = [word for plugin in _UNUSED_PLUGINS for word in ("-p", f"no:{plugin}")]
    options = [*unused, "--noconftest", "-c", os.devnull, "--capture=no", "--import-mode=importlib"]
    options += [f"--rootdir={folder}"]
    return int(pytest.main([*options, *files], plugins=[ForkServer(control, challenge)]))


if __name__ == "__main__":
    sys.exit(main())
