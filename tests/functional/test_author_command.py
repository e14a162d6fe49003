"""The command `prep author`, as a person and a program use it."""

import json
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

from prep.authoring.skeleton import write_skeleton
from prep.model.challenge import Runtime
from tests.functional.conftest import heed_interrupts

CONTENT = Path(__file__).parents[1] / "content"
PIPES: dict[str, Any] = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE, "text": True}
PREP = [sys.executable, "-m", "prep"]


def prep(*arguments: str | Path) -> "subprocess.CompletedProcess[str]":
    return subprocess.run([*PREP, *map(str, arguments)], capture_output=True, text=True, check=False, timeout=120)


def test_check_writes_a_line_for_programs_and_a_report_for_people(tmp_path: Path) -> None:
    report = tmp_path / "report.html"
    done = prep("--content", CONTENT, "author", "check", "tiny/spread", "--json", "--repeat", "1", "--report", report)
    assert done.returncode == 0, done.stderr
    (text,) = done.stdout.splitlines()
    line = json.loads(text)
    assert list(line) == ["challenge", "ok", "problems", "accepted", "rejected", "mutants", "habits", "seconds"]
    assert line["seconds"] > 0
    assert line["mutants"]["killed"] == line["mutants"]["total"] > 0
    assert line["habits"]["killed"] > 0
    del line["seconds"], line["mutants"], line["habits"]
    assert line == {"challenge": "tiny/spread", "ok": True, "problems": [], "accepted": 2, "rejected": 6}
    page = report.read_text()
    assert "rejected/last_minus_first.py" in page
    assert "src=" not in page


def test_a_challenge_with_notices_is_said_to_have_passed_and_a_missing_record_is_one_of_them() -> None:
    done = prep("--content", CONTENT, "author", "check", "tiny/spread", "--repeat", "1", "--no-mutants")
    assert done.returncode == 0, done.stdout
    first, *notices = done.stdout.splitlines()
    assert first.startswith("✓ tiny/spread passed (")
    assert notices[0] == "  it may stay as it is; worth a look:"
    assert notices[1].startswith("  submissions/symptoms.json is missing: `prep author symptoms tiny/spread` writes it")
    assert len(notices) == 2


def test_the_comments_of_a_new_challenge_name_every_runtime(tmp_path: Path) -> None:
    text = write_skeleton(tmp_path, "mine/first").joinpath("challenge.toml").read_text("utf-8")
    assert f"# {' | '.join(Runtime)}: the libraries" in text


def test_a_new_challenge_works_and_says_what_is_missing(tmp_path: Path) -> None:
    made = prep("author", "new", "mine/first-steps", "--content", tmp_path)
    assert made.returncode == 0
    assert f"prep --content {tmp_path} author check mine/first-steps" in made.stderr
    checked = prep("--content", tmp_path, "author", "check", "mine/first-steps", "--repeat", "1", "--no-mutants")
    assert checked.returncode == 3
    told = [line.strip() for line in checked.stdout.splitlines()[1:]]
    assert (
        "submissions/accepted holds 1 solution; add right ones of another shape than the reference, at least 2" in told
    )
    assert "challenge.toml declares 1 rejected submissions; add mistakes that people really make, at least 6" in told
    assert all(
        "still says TODO" in line or line.startswith(("submissions/accepted", "challenge.toml")) for line in told
    )
    assert len(told) == 12


def test_new_never_overwrites(tmp_path: Path) -> None:
    assert prep("author", "new", "mine/first", "--content", tmp_path).returncode == 0
    again = prep("author", "new", "mine/first", "--content", tmp_path)
    assert again.returncode == 3
    assert again.stderr == f"prep: {tmp_path}/challenges/mine/first exists; choose another slug, or remove it\n"


def test_a_new_question_passes_its_check_as_it_is_written(tmp_path: Path) -> None:
    made = prep("author", "new-question", "mine/first-steps", "--content", tmp_path)
    assert made.returncode == 0, made.stderr
    file = tmp_path / "rubrics" / "concepts" / "mine" / "first-steps.toml"
    assert made.stderr == (
        f"{file} is yours to fill in; `prep --content {tmp_path} author check first-steps` says what is missing\n"
    )
    checked = prep("--content", tmp_path, "author", "check", "first-steps")
    assert (checked.returncode, checked.stderr) == (0, "")
    assert checked.stdout.startswith("✓ first-steps passed (")
    text = file.read_text("utf-8")
    assert all(f"#   {part} " in text for part in ("phrasings", "denials", "mentions", "follow_up", "corrections"))


def test_a_new_question_takes_no_id_that_exists_and_none_without_a_topic(tmp_path: Path) -> None:
    for wanted, says in [("mine/bias-variance", "the question `bias-variance` exists"), ("first", "is not TOPIC/ID")]:
        refused = prep("author", "new-question", wanted, "--content", tmp_path)
        assert refused.returncode == 3
        assert says in refused.stderr
    assert list(tmp_path.iterdir()) == []


def test_a_challenge_that_does_not_exist_is_told_before_anything_is_graded() -> None:
    done = prep("--content", CONTENT, "author", "check", "tiny/spread", "tiny/spraed")
    assert done.returncode == 3
    assert done.stdout == ""
    assert done.stderr == "prep: no challenge `tiny/spraed`; did you mean `tiny/spread`?\n"


def test_check_wants_to_know_what_to_check() -> None:
    done = prep("author", "check")
    assert done.returncode == 2
    assert "name the challenges and questions to check, or --all" in done.stderr


def test_interrupting_says_what_was_done() -> None:
    command = [*PREP, "--content", str(CONTENT), "author", "check", "tiny/spread", "--repeat", "1000"]
    with subprocess.Popen(command, preexec_fn=heed_interrupts, **PIPES) as process:
        wait_for_a_test_server(process.pid)
        process.send_signal(signal.SIGINT)
        stdout, stderr = process.communicate(timeout=60)
    assert process.returncode == 130
    assert stderr == "stopped; 0 of 1 checked\n"
    assert stdout == ""
    assert children(process.pid) == []


def wait_for_a_test_server(pid: int) -> None:
    while not any("prep.grading.server" in command_line(child) for child in children(pid)):
        time.sleep(0.05)


def children(pid: int) -> list[int]:
    found: list[int] = []
    for listing in Path(f"/proc/{pid}/task").glob("*/children"):
        found += map(int, listing.read_text().split())
    return found


def command_line(pid: int) -> str:
    return Path(f"/proc/{pid}/cmdline").read_text().replace("\0", " ")


def test_a_stopped_run_over_all_can_go_on_where_it_was(tmp_path: Path) -> None:
    for slug in ("spread", "stretch"):
        folder = tmp_path / "challenges" / "zoo" / slug
        shutil.copytree(CONTENT / "challenges" / "tiny" / "spread", folder)
        about = folder / "challenge.toml"
        text = about.read_text("utf-8").replace('"tiny/spread"', f'"zoo/{slug}"')
        text = text.replace("points = 50\n", "points = 50\nbudget = { ratio = 5.0 }\n")  # those with a budget come last
        about.write_text(text, "utf-8")
    every = ["--content", str(tmp_path), "author", "check", "--all"]
    command = [*PREP, *every, "--repeat", "20", "--jobs", "1"]
    with subprocess.Popen(command, preexec_fn=heed_interrupts, **PIPES) as process:
        assert process.stdout is not None
        assert "zoo/spread" in process.stdout.readline()
        process.send_signal(signal.SIGINT)
        _, stderr = process.communicate(timeout=60)
    assert process.returncode == 130
    assert stderr == "stopped; 1 of 2 checked; `--all --after zoo/spread` goes on\n"
    rest = prep(*every, "--after", "zoo/spread", "--repeat", "1", "--no-mutants", "--json")
    assert [json.loads(line)["challenge"] for line in rest.stdout.splitlines()] == ["zoo/stretch"]


def test_going_on_after_a_challenge_makes_sense_only_for_all() -> None:
    done = prep("--content", CONTENT, "author", "check", "tiny/spread", "--after", "tiny/spread")
    assert done.returncode == 2
    assert "--after goes with --all" in done.stderr
