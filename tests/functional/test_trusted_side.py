"""What grades is the same wherever one stands and whatever one has set: nothing comes from a stranger's folder."""

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from prep.catalog.challenges import load_challenge
from prep.catalog.locate import content_roots, shipped_root
from prep.catalog.submissions import load_submission
from prep.grading.grader import Grader

CHALLENGES = ("housing/regression-metrics", "housing/whole-pipeline")
_LOADED = (
    "import sys, pandas, sklearn, pytest, prep.grading.server.forkserver, prep.__main__\n"
    "print(*{name.partition('.')[0] for name in sys.modules})"
)


@pytest.fixture(scope="module")
def module_names() -> list[str]:
    """Every top-level module that the command or the test server may import."""
    ran = subprocess.run([sys.executable, "-P", "-c", _LOADED], capture_output=True, text=True, check=True)
    found = set(ran.stdout.split()) - set(sys.builtin_module_names) - {"__main__"}
    assert {"json", "random", "numpy", "pytest", "prep"} <= found
    return sorted(found | {"conftest", "sitecustomize"})


@pytest.fixture
def shadows(tmp_path: Path, module_names: list[str]) -> Iterator[Path]:
    """A hand-in with a file for each of these modules, which would leave a trace if it were ever imported."""
    folder, trace = tmp_path / "hand-in", tmp_path / "trace"
    folder.mkdir()
    for name in module_names:
        (folder / f"{name}.py").write_text(f"open({str(trace)!r}, 'a').write({name!r} + ' ')\nraise SystemExit(3)\n")
    (folder / "solution.py").write_text("raise NotImplementedError\n")
    yield folder
    assert not trace.exists(), f"imported where nothing is jailed: {trace.read_text()}"


@pytest.mark.parametrize("challenge", CHALLENGES)
def test_a_folder_that_shadows_every_module_is_never_imported_from_by_what_grades(
    challenge: str, shadows: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    found = load_challenge(content_roots(), challenge)
    right = load_submission(found.folder / "reference.py")
    monkeypatch.chdir(shadows)
    monkeypatch.setenv("PYTHONPATH", str(shadows))
    monkeypatch.setenv("PYTHONSTARTUP", str(shadows / "json.py"))
    with Grader() as grader:
        assert grader.grade(found, right).points == 100


def test_the_command_grades_a_hand_in_from_within_its_folder(shadows: Path) -> None:
    command = [sys.executable, "-P", "-m", "prep", "grade", CHALLENGES[0], "."]
    small = [file for file in shadows.iterdir() if file.stem not in ("solution", "numpy", "json", "random", "pytest")]
    for file in small:  # more files than a submission may hold
        file.unlink()
    ran = subprocess.run(command, cwd=shadows, capture_output=True, text=True, check=False)
    assert ran.returncode == 0, ran.stderr
    assert ran.stdout.startswith(".: import error, 0 of 100 points")


def test_python_m_prep_takes_nothing_from_the_current_folder(shadows: Path) -> None:
    kept = ("click", "numpy", "msgpack", "json", "tempfile", "subprocess")
    for file in shadows.iterdir():
        if file.stem not in kept:
            file.unlink()
    command = [sys.executable, "-m", "prep", "grade", CHALLENGES[0], str(reference())]
    ran = subprocess.run(command, cwd=shadows, capture_output=True, text=True, check=False)
    assert ran.returncode == 0, ran.stderr


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("PYTEST_ADDOPTS", "-k nothing"),
        ("PYTEST_ADDOPTS", "--no-such-option"),
        ("PYTEST_PLUGINS", "nosuchplugin"),
        ("PYTHONHASHSEED", "no number"),
        ("PYTHONOPTIMIZE", "2"),
        ("LC_ALL", "tr_TR.ISO-8859-9"),
        ("OMP_NUM_THREADS", "64"),
    ],
)
def test_settings_of_whoever_grades_do_not_reach_a_grade(
    name: str, value: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    found = load_challenge(content_roots(), CHALLENGES[0])
    monkeypatch.setenv(name, value)
    with Grader() as grader:
        assert grader.grade(found, load_submission(reference())).points == 100


def test_a_project_runs_from_a_folder_that_shadows_its_modules(shadows: Path) -> None:
    command = [sys.executable, "-P", "-m", "prep", "project", "run", "housing", "--help"]
    ran = subprocess.run(command, cwd=shadows, capture_output=True, text=True, check=False)
    assert ran.returncode == 0, ran.stderr
    assert "usage" in ran.stdout.lower()


def reference() -> Path:
    return shipped_root() / "challenges" / CHALLENGES[0] / "reference.py"


_AS_NEW = """
    import locale, os, sys, threading

    allowed = {
        *("PATH", "HOME", "USER", "LOGNAME", "TMPDIR", "TEMP", "TMP", "LD_LIBRARY_PATH", "OPENBLAS_CORETYPE"),
        *("LANG", "TZ", "PYTHONUTF8", "OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"),
        *("PYTEST_DISABLE_PLUGIN_AUTOLOAD", "PYTEST_CURRENT_TEST", "PYTEST_VERSION"),
    }
    assert os.environ.keys() <= allowed, "the environment"
    assert os.path.basename(os.getcwd()).startswith("prep-tests-"), "the folder"
    assert not os.listdir("."), "what lies in the folder"
    assert CALLED_FROM not in sys.path and "" not in sys.path, "the path"
    assert not sys.flags.optimize and not sys.warnoptions, "the flags"
    assert all(os.path.samefile("/dev/null", f"/proc/self/fd/{fd}") for fd in (0, 1)), "streams"
    assert os.getsid(0) != CALLER, "the session"
    assert locale.getlocale(locale.LC_CTYPE)[1] == "UTF-8" and not os.environ.get("SECRET"), "the locale"
    assert threading.active_count() == 1, "threads"
    named = [os.readlink(f"/proc/self/fd/{fd}") for fd in range(3, 64) if os.path.lexists(f"/proc/self/fd/{fd}")]
    assert not any(CALLED_FROM in name for name in named), "descriptors"
"""


@pytest.mark.parametrize(
    ("flags", "environment"),
    [
        ((), {}),
        (("-O",), {}),
        (("-W", "error"), {}),
        ((), {"PYTHONHASHSEED": "7"}),
        ((), {"TZ": "Asia/Tokyo", "LANG": "C.UTF-8", "PYTEST_ADDOPTS": "-k nothing"}),
        ((), {"LC_ALL": "POSIX", "PYTHONCOERCECLOCALE": "0"}),
    ],
)
def test_the_test_server_of_a_command_has_nothing_of_who_started_it(
    flags: tuple[str, ...], environment: dict[str, str], tmp_path: Path
) -> None:
    sound = Path(__file__).parents[1] / "content" / "challenges" / "tiny" / "spread"
    folder = tmp_path / "content" / "challenges" / "tiny" / "spread"
    shutil.copytree(sound, folder, ignore=shutil.ignore_patterns("__pycache__"))
    stand = tmp_path / "stand"
    stand.mkdir()
    hidden = folder / "tests" / "test_hidden.py"
    before, _, _ = hidden.read_text("utf-8").partition("def test_refuses_nothing")
    seen = _AS_NEW.replace("CALLED_FROM", repr(str(stand))).replace("CALLER", str(os.getsid(0)))
    hidden.write_text(f"{before}def test_refuses_nothing(candidate):{seen}", "utf-8")
    (stand / "of_the_caller.txt").touch()
    command = [sys.executable, *flags, "-m", "prep", "--content", str(tmp_path / "content")]
    command += ["grade", "tiny/spread", str(folder / "reference.py"), "--json"]
    with (stand / "of_the_caller.txt").open() as theirs:
        ran = subprocess.run(
            command,
            cwd=stand,
            env=os.environ | {"SECRET": "of the caller"} | environment,
            capture_output=True,
            pass_fds=[theirs.fileno()],
            text=True,
            check=False,
        )
    assert ran.returncode == 0, ran.stderr
    failed = {check["id"]: check["message"] for check in json.loads(ran.stdout)["checks"] if check["points"] == 0}
    assert failed == {}


@pytest.mark.parametrize("start", [("-m", "prep"), ("-P", "-m", "prep")])
def test_a_folder_that_is_gone_is_no_reason_not_to_grade(start: tuple[str, ...], tmp_path: Path) -> None:
    gone = tmp_path / "gone"
    gone.mkdir()
    program = f"import os; os.rmdir({str(gone)!r}); os.execv({sys.executable!r}, {[sys.executable, *start]!r} + "
    program += f"['grade', {CHALLENGES[0]!r}, {str(reference())!r}])"
    ran = subprocess.run([sys.executable, "-c", program], cwd=gone, capture_output=True, text=True, check=False)
    assert (ran.returncode, ran.stderr) == (0, "")
    assert "100 of 100 points" in ran.stdout


@pytest.mark.parametrize("closed", [(0,), (2,), (0, 1, 2)])
def test_streams_that_whoever_grades_has_closed_are_no_reason_not_to_grade(closed: tuple[int, ...]) -> None:
    program = f"import os; [os.close(fd) for fd in {closed}]; os.execv({sys.executable!r}, "
    program += f"{[sys.executable, '-m', 'prep', 'grade', CHALLENGES[0], str(reference())]!r})"
    ran = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=False)
    assert ran.returncode == 0, ran.stderr
    assert 1 in closed or "100 of 100 points" in ran.stdout


def test_a_caller_who_lets_no_end_of_a_process_be_noticed_is_no_reason_not_to_grade() -> None:
    program = f"import os, signal; signal.signal(signal.SIGCHLD, signal.SIG_IGN); os.execv({sys.executable!r}, "
    program += f"{[sys.executable, '-m', 'prep', 'grade', CHALLENGES[0], str(reference())]!r})"
    ran = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=False)
    assert (ran.returncode, ran.stderr) == (0, "")
