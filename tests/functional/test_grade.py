"""`prep grade` on honest, wrong and hostile work, end to end."""

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from prep.catalog.challenges import load_challenge
from prep.catalog.locate import shipped_root
from tests.functional.conftest import Prep, heed_interrupts, one_clear_line

FOUNDATION = ("housing/linear-regression", "housing/regression-metrics", "housing/whole-pipeline")
LINEAR = shipped_root() / "challenges" / FOUNDATION[0]

HOSTILE = {
    "syntax_error.py": "def fit(:\n",
    "endless_loop.py": "class LinearRegression:\n    def fit(self, X, y):\n        while True: pass\n",
    "exits_at_import.py": "import os\nos._exit(0)\n",
    "float_that_equals_all.py": """
import numpy as np
class Yes(float):
    def __eq__(self, other): return True
    def __ne__(self, other): return False
    __lt__ = __le__ = __gt__ = __ge__ = __eq__
    __hash__ = float.__hash__
    def __sub__(self, other): return Yes(0)
    __rsub__ = __add__ = __radd__ = __mul__ = __rmul__ = __sub__
    def __abs__(self): return Yes(0)
class LinearRegression:
    coef_ = [Yes(0)]
    intercept_ = Yes(0)
    def fit(self, X, y): return self
    def predict(self, X): return [Yes(0)] * len(X)
""",
    "reads_the_tests.py": f"""
import gc, os, sys
found = []
for folder in ({str(LINEAR)!r}, "/"):
    for path, _, names in os.walk(folder):
        found += [os.path.join(path, n) for n in names if n in ("test_hidden.py", "challenge.toml", "prompt.md")]
frame = sys._getframe()
while frame:
    found += [n for n in [*frame.f_locals, *frame.f_globals] if n in ("RTOL", "expect_same_fit", "challenge")]
    frame = frame.f_back
found += [o for o in gc.get_objects() if isinstance(o, dict) and "expect_same_fit" in o]
class LinearRegression:
    coef_ = [2.0]
    intercept_ = 1.0
    def fit(self, X, y):
        if not found:
            raise RuntimeError("nothing found")
        return self
    def predict(self, X):
        return [0.0] * len(X)
""",
}


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("hostile")
    for name, source in HOSTILE.items():
        (folder / name).write_text(source)
    return folder


@pytest.mark.parametrize("challenge_id", FOUNDATION)
def test_kept_submissions_get_what_they_must(prep: Prep, challenge_id: str) -> None:
    challenge = load_challenge([shipped_root()], challenge_id)
    rejected = {entry.file: entry for entry in challenge.spec.rejected}
    paths = [
        challenge.folder / "reference.py",
        challenge.folder / "starter.py",
        *sorted((challenge.folder / "submissions" / "accepted").glob("*.py")),
        *sorted((challenge.folder / "submissions" / "rejected").glob("*.py")),
    ]
    ran = prep("grade", challenge_id, *paths, "--json", "--jobs", "2")
    assert ran.code == 0
    assert [line["submission"] for line in ran.lines] == [str(path) for path in paths]
    for path, line in zip(paths, ran.lines, strict=True):
        assert line["format_version"] == 1
        assert line["challenge"] == challenge_id
        assert line["isolation"] == "full"
        assert [check["id"] for check in line["checks"]] == [check.id for check in challenge.spec.checks]
        failed = {check["id"] for check in line["checks"] if check["verdict"] != "accepted"}
        if path.name == "starter.py":
            assert line["points"] == 0
        elif path.parent.name == "rejected":
            assert failed == set(rejected[path.name].fails), path.name
        else:
            assert line["verdict"] == "accepted", (path.name, failed)
            assert line["points"] == line["max_points"] == 100


def test_hostile_work_gets_points_for_nothing_but_leaving_its_inputs_alone_and_every_check_reports(
    prep: Prep, hostile: Path
) -> None:
    names = sorted(HOSTILE)
    ran = prep("grade", FOUNDATION[0], *(hostile / name for name in names), "--json", "--jobs", "2")
    assert ran.code == 0
    declared = [check.id for check in load_challenge([shipped_root()], FOUNDATION[0]).spec.checks]
    got = dict(zip(names, ran.lines, strict=True))
    for name, line in got.items():
        assert [check["id"] for check in line["checks"]] == declared
        judged = [check["verdict"] for check in line["checks"] if check["id"] != "leaves_inputs_unchanged"]
        assert not {"accepted", "grader error"} & set(judged), name
        assert line["points"] <= 5, name
    assert got["syntax_error.py"]["verdict"] == "import error"
    assert "line 1 of solution.py" in got["syntax_error.py"]["checks"][0]["message"]
    assert got["endless_loop.py"]["verdict"] == "time limit"
    assert got["exits_at_import.py"]["verdict"] == "import error"
    assert "nothing found" in got["reads_the_tests.py"]["checks"][0]["message"]


def test_a_hidden_checks_message_shows_no_value(prep: Prep) -> None:
    ran = prep("grade", FOUNDATION[0], LINEAR / "submissions" / "rejected" / "no_intercept.py", "--json")
    for check in ran.lines[0]["checks"]:
        if check["visibility"] == "hidden" and check["verdict"] == "wrong answer":
            assert "expected" not in check["message"]


def test_a_report_is_one_page_without_script(prep: Prep, tmp_path: Path) -> None:
    report = tmp_path / "report.html"
    ran = prep("grade", FOUNDATION[0], LINEAR / "reference.py", "--report", report)
    assert ran.code == 0
    html = report.read_text("utf-8")
    assert "100 of 100 points" in html
    assert "<script" not in html
    assert "http" not in html.replace('xmlns="http://www.w3.org/2000/svg"', "")


def test_an_unreadable_submission_does_not_stop_the_others(prep: Prep, tmp_path: Path) -> None:
    empty = tmp_path / "empty"
    empty.mkdir()
    ran = prep("grade", FOUNDATION[0], empty, LINEAR / "reference.py", "--json")
    assert ran.code == 4
    assert [line["points"] for line in ran.lines] == [None, 100]
    assert "holds no solution.py" in ran.lines[0]["problem"]


def test_public_checks_show_what_was_printed_and_the_traceback(prep: Prep, tmp_path: Path) -> None:
    (tmp_path / "solution.py").write_text(
        "class LinearRegression:\n    def fit(self, X, y):\n        print('seen', len(X))\n        return self.no\n"
    )
    ran = prep("check", FOUNDATION[0], tmp_path)
    assert ran.code == 1
    assert "| seen 3" in ran.stdout
    assert "raised AttributeError at line 4 of solution.py" in ran.stdout
    assert "hidden" not in ran.stdout


def test_control_c_ends_a_run_with_one_line_and_leaves_no_process(tmp_path: Path) -> None:
    slow = tmp_path / "slow.py"
    slow.write_text(HOSTILE["endless_loop.py"])
    command = [sys.executable, "-m", "prep", "grade", FOUNDATION[0], str(LINEAR / "reference.py"), str(slow), "--json"]
    process = subprocess.Popen(
        command,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
        preexec_fn=heed_interrupts,
    )
    assert process.stdout is not None
    first = json.loads(process.stdout.readline())
    assert first["points"] == 100
    children = descendants(process.pid)
    assert children
    os.killpg(process.pid, signal.SIGINT)
    _, stderr = process.communicate(timeout=60)
    assert process.returncode == 130
    assert stderr.strip().splitlines() == ["prep: stopped; what was finished is kept"]
    deadline = time.monotonic() + 30
    while (left := [pid for pid in children if is_alive(pid)]) and time.monotonic() < deadline:
        time.sleep(0.1)
    assert not left


def descendants(pid: int) -> list[int]:
    found = [pid]
    for parent in found:
        for listing in Path(f"/proc/{parent}/task").glob("*/children"):
            found += map(int, listing.read_text().split())
    return found[1:]


def is_alive(pid: int) -> bool:
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False


def test_without_a_jail_nothing_of_others_is_graded_unless_allowed(prep: Prep, tmp_path: Path) -> None:
    broken = tmp_path / "bwrap"
    broken.write_text("#!/bin/sh\necho 'bwrap: No permissions to create new namespace' >&2\nexit 1\n")
    broken.chmod(0o755)
    only = {"PREP_BWRAP": str(broken)}
    refused = prep("grade", FOUNDATION[0], LINEAR / "reference.py", "--json", **only)
    assert refused.code == 5
    assert refused.stdout == ""
    assert "No permissions to create new namespace; --allow-weaker-isolation grades without" in one_clear_line(refused)
    allowed = prep("grade", FOUNDATION[0], LINEAR / "reference.py", "--json", "--allow-weaker-isolation", **only)
    assert allowed.code == 0
    assert (allowed.lines[0]["points"], allowed.lines[0]["isolation"]) == (100, "process")
    own = prep("check", FOUNDATION[0], LINEAR / "reference.py", **only)
    assert own.code == 0
    assert "weaker than the full jail" in own.stdout
    told = prep("doctor", **only)
    assert "not full isolation" in told.stdout
    assert f"way to a jail                {broken}: bwrap: No permissions to create new namespace" in told.stdout
    assert "what to do " in told.stdout


def test_a_bubblewrap_that_is_broken_does_not_hide_the_one_that_works(prep: Prep, tmp_path: Path) -> None:
    broken = tmp_path / "bwrap"
    broken.write_text("#!/bin/sh\nexit 1\n")
    broken.chmod(0o755)
    path = f"{tmp_path}:{os.environ['PATH']}"
    graded = prep("grade", FOUNDATION[0], LINEAR / "reference.py", "--json", PATH=path)
    assert (graded.code, graded.lines[0]["points"], graded.lines[0]["isolation"]) == (0, 100, "full")
    assert f"{broken}: it said nothing" in prep("doctor", PATH=path).stdout


def test_a_bubblewrap_in_a_relative_folder_of_the_path_is_never_run(prep: Prep, tmp_path: Path) -> None:
    (tmp_path / "bwrap").write_text(f"#!/bin/sh\ntouch {tmp_path}/ran\nexit 1\n")
    (tmp_path / "bwrap").chmod(0o755)
    path = f".:{os.path.relpath(tmp_path)}:{os.environ['PATH']}"
    assert prep("grade", FOUNDATION[0], LINEAR / "reference.py", "--json", PATH=path).code == 0
    assert not (tmp_path / "ran").exists()


@pytest.mark.skipif(os.geteuid() != 0, reason="only root has powers to lose")
def test_root_without_its_powers_gets_a_jail_as_any_user_does(prep: Prep) -> None:
    powerless = ["setpriv", "--bounding-set", "-sys_admin", "--inh-caps", "-sys_admin"]
    command = [*powerless, sys.executable, "-P", "-m", "prep", "grade", FOUNDATION[0], str(LINEAR / "reference.py")]
    ran = subprocess.run([*command, "--json"], capture_output=True, text=True, check=False, env=prep.environment)
    assert ran.returncode == 0, ran.stderr
    assert json.loads(ran.stdout)["isolation"] == "full"


def test_a_report_shows_what_was_graded_though_the_file_was_overwritten_meanwhile(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from prep.cli import grade as command
    from prep.cli.main import prep as run

    handed_in = tmp_path / "solution.py"
    handed_in.write_text(LINEAR.joinpath("reference.py").read_text("utf-8"), "utf-8")
    graded = command._grade_under

    def overwriting(*arguments: object) -> object:
        for item in graded(*arguments):  # type: ignore[arg-type]
            handed_in.write_text("raise SystemExit('other code')\n", "utf-8")
            yield item

    monkeypatch.setattr(command, "_grade_under", overwriting)
    report = tmp_path / "report.md"
    run.main(["grade", FOUNDATION[0], str(handed_in), "--report", str(report)], standalone_mode=False)
    text = report.read_text("utf-8")
    assert "class LinearRegression" in text
    assert "other code" not in text


@pytest.mark.parametrize("closing", [">&-", "2>&-", ">&- 2>&-", "<&-"])
def test_closed_streams_are_no_failure(closing: str, prep: Prep) -> None:
    command = f'"{sys.executable}" -P -m prep show {FOUNDATION[0]} {closing}'
    ran = subprocess.run(["sh", "-c", command], capture_output=True, text=True, check=False, env=prep.environment)
    assert ran.returncode == 0, ran.stderr
    assert "Traceback" not in ran.stderr


def test_a_terminal_that_cannot_show_a_character_gets_it_spelled_out(prep: Prep) -> None:
    ran = prep("show", FOUNDATION[1], PYTHONIOENCODING="ascii")
    assert ran.code == 0, ran.stderr
    assert "Traceback" not in ran.stderr
