"""The trusted test server of one challenge, started with CONTROL_FD CHALLENGE_FOLDER; see `prep.trusted`."""

import gc
import socket
import sys
from pathlib import Path

from prep.catalog.challenges import load_challenge_folder
from prep.grading.server.collected import run_pytest
from prep.grading.server.forkserver import ForkServer


def main() -> int:
    gc.disable()  # until all is collected: there is no garbage among what imports make
    control = socket.socket(fileno=int(sys.argv[1]))
    challenge = load_challenge_folder(Path(sys.argv[2]))
    return run_pytest(challenge, ForkServer(control, challenge))


if __name__ == "__main__":
    sys.exit(main())
