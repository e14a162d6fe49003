"""What ranking, reports, the review list and exports of a large take-home cost, on SQLite or on PostgreSQL.

`python -m tests.benchmarks.decisions [CANDIDATES] [postgres]`; 1,000 on SQLite unless told otherwise.
"""

import os
import resource
import subprocess
import sys
import tempfile
from contextlib import nullcontext
from pathlib import Path

from sqlalchemy import event

from prep.assessment.register.bulk import count_pending
from prep.assessment.register.ledger import iterate_works, keep_grade, pending_works
from prep.assessment.register.review import mark
from prep.assessment.register.standing import counting_submissions
from prep.assessment.register.whole import read_register
from tests.functional.take_home_crowd import Crowd
from tests.functional.take_home_servers import postgres
from tests.unit.assessment_office import NOW, result_of

PART = "demo/double"


def main() -> None:
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 1000
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        os.environ["XDG_RUNTIME_DIR"] = name
        server = postgres(folder / "pg") if "postgres" in sys.argv else nullcontext(f"sqlite:///{folder / 'team.db'}")
        with server as database:
            (folder / "crowd").mkdir()
            crowd = Crowd(folder / "crowd", database)
            _fill(crowd, count)
            _queries(crowd)
            file = str(crowd.folder / "demo.toml")
            for told, arguments in {
                "rank": ("rank", file),
                "review list": ("review", file, "--as", "ann", "--list"),
                "cohort report": ("report", file, "--for", "cohort", "--to", str(folder / "reports")),
                "export": ("export", file, "--format", "json", "--to", str(folder / "r.json")),
                "verify": ("verify", file),
                "candidates' reports": ("report", file, "--for", "candidates", "--to", str(folder / "reports")),
            }.items():
                print(f"{told:<20} {_cpu_s(crowd, *arguments):6.2f} s CPU")
            crowd.close()


def _fill(crowd: Crowd, count: int) -> None:
    crowd.hand_in(count)
    home = crowd.home()
    version = home.content_version(PART)
    for number, work in enumerate(iterate_works(home, pending_works(home, PART, version))):
        keep_grade(home, work, version, result_of(home, float(10 * (number % 5))), NOW)
    for submission in counting_submissions(home):
        for reviewer in ("ann", "ben"):
            mark(home, submission, reviewer, {"clarity": "good"}, NOW)
    print(f"{count} candidates, {count_pending(home)} works without a grade")


def _queries(crowd: Crowd) -> None:
    home, seen = crowd.home(), []
    event.listen(home.engine, "before_cursor_execute", lambda *told: seen.append(told[2]))
    read_register(home, with_contents=True)
    print(f"{len(seen)} queries")


def _cpu_s(crowd: Crowd, *arguments: str) -> float:
    """Of a process of its own, from its start to its end."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    command = [sys.executable, "-m", "prep", "assess", *arguments]
    subprocess.run(command, env=crowd.environment, check=True, capture_output=True)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


if __name__ == "__main__":
    main()
