"""The trusted test server of one challenge, started with CONTROL_FD CHALLENGE_FOLDER; see `prep.trusted`."""

import gc
import socket
import sys
from pathlib import Path

from prep.catalog.challenges import load_challenge_folder
from prep.grading.server.lean import without_colours
from prep.model.challenge import Challenge


def main() -> int:
    gc.disable()  # until all is collected: there is no garbage among what imports make
    return serve(int(sys.argv[1]), load_challenge_folder(Path(sys.argv[2])))


def serve(control: int, challenge: Challenge) -> int:
    """Collect the challenge's tests, and grade whatever is asked for on the channel until it closes."""
    with without_colours():
        from prep.grading.server.collected import run_pytest  # imports pytest
        from prep.grading.server.forkserver import ForkServer

    return run_pytest(challenge, ForkServer(socket.socket(fileno=control), challenge))


if __name__ == "__main__":
    sys.exit(main())
