"""The process with a challenge's tests, started with its folder; what to run comes on stdin, reports go to stdout."""

import os
import sys
from pathlib import Path
from typing import IO, Any

import pytest

from prep.catalog.challenges import load_challenge_folder
from prep.grading.own import pipes
from prep.grading.own.link import OwnLink
from prep.grading.server.collected import CollectedTests, run_pytest
from prep.grading.server.outcomes import TooNoisy
from prep.grading.server.run import CheckedRun, Request
from prep.model.challenge import Challenge


class OwnTests(CollectedTests):
    """Runs the tests once, in this process."""

    def __init__(self, challenge: Challenge, asked: IO[bytes], told: IO[bytes]) -> None:
        super().__init__(challenge)
        self._asked = asked
        self._told = told

    @pytest.fixture
    def latency(self) -> Any:  # noqa: ANN401
        """Nothing here tells the submission's work from the machine's."""
        raise TooNoisy("budgets are only measured in a jail, which this machine cannot set up")

    @pytest.hookimpl(tryfirst=True)
    def pytest_runtestloop(self, session: pytest.Session) -> bool:
        items, problems = self._collect(session)
        pipes.send(self._told, {"ready": not problems, "problems": problems})
        if not problems:
            request = Request(**pipes.receive(self._asked))
            self._run = CheckedRun(
                self._challenge,
                request,
                lambda _, limits: OwnLink.spawn(limits.output_kb),
                lambda message: pipes.send(self._told, message),
            )
            self._run.run(items)
        return True


def main() -> int:
    """The pipes are put aside first: a test that prints must not speak in between."""
    asked, told = (os.fdopen(os.dup(stream), mode) for stream, mode in ((0, "rb"), (1, "wb")))
    os.dup2(2, 1)
    challenge = load_challenge_folder(Path(sys.argv[1]))
    return run_pytest(challenge, OwnTests(challenge, asked, told))


if __name__ == "__main__":
    sys.exit(main())
