"""What all projects share as systems: settings, gate, pages, kept models, runs, the service, the score."""

import json
import math
import re
import subprocess
import sys
import zipfile
from collections.abc import Mapping, Sequence
from pathlib import Path
from threading import Event, Thread
from typing import Any

import numpy as np
import pandas as pd
import pytest
import yaml

pytest.importorskip("skops")
pytest.importorskip("fastapi")
pytest.importorskip("mlflow")

from fastapi.testclient import TestClient
from sklearn.linear_model import Ridge

from projects.housing.ops.project import PROJECT as HOUSING
from projects.ops.command import run_part
from projects.ops.errors import ProjectError, RefusedError
from projects.ops.files import read_json, write_json
from projects.ops.gate import GateError, check_gate, hold
from projects.ops.intervals import mean_interval, slice_by
from projects.ops.manifest import read_manifest, write_manifest
from projects.ops.pages import renewed_readme
from projects.ops.params import Limit, load_params
from projects.ops.project import Project, load_project
from projects.ops.reference import describe_columns, drift
from projects.ops.run_stage import run_stage
from projects.ops.runs import record_run, show_runs
from projects.ops.score import SECTIONS, load_rows, missing_links, score, section_points
from projects.ops.serve.app import MOST_BYTES, make_app
from projects.ops.serve.desk import BusyError, Desk, Fate
from projects.ops.skops_file import load_skops, save_skops
from projects.ops.tables import renew

ROOT = Path(__file__).resolve().parents[2]
SYSTEMS = sorted(path.parents[1].name for path in ROOT.glob("projects/*/ops/project.py"))
MEASURED = [name for name in SYSTEMS if (ROOT / "projects" / name / "metrics.json").is_file()]
SCORED = [name for name in SYSTEMS if (ROOT / "projects" / name / "score.toml").is_file()]
METRICS = {"main": {"mae": 10.0}, "slices": {"town": {"a": {"low": 0.1}, "b": {"low": 0.3}}}, "simple": {"mae": 12.0}}


class Doubler:
    """A model for the service's own tests."""

    label = "doubler 1.0.0 (00000000)"

    def read_file(self, path: Path) -> Sequence[Mapping[str, Any]]:
        raise NotImplementedError

    def predict(self, rows: Sequence[Mapping[str, Any]], *, why: bool = False) -> list[dict[str, object]]:
        if any("x" not in row for row in rows):
            raise RefusedError("row 1: `x` is needed")
        return [{"y": 2 * row["x"]} | ({"why": ["x"]} if why else {}) for row in rows]

    def drift(self, rows: Sequence[Mapping[str, Any]]) -> Mapping[str, float]:
        return {"x": float(len(rows))}

    def notes(self) -> Sequence[str]:
        return ("numpy is 1 here",)


@pytest.fixture(params=MEASURED)
def project(request: pytest.FixtureRequest) -> Project:
    return load_project(request.param)


def test_the_readme_tells_the_figures_of_the_last_run(project: Project) -> None:
    assert renewed_readme(project) == (project.home / "README.md").read_text(encoding="utf-8")


def test_the_figures_that_are_kept_pass_the_gate_that_is_kept(project: Project) -> None:
    told = yaml.safe_load(project.places.params.read_text(encoding="utf-8"))
    check_gate(hold(read_json(project.places.metrics), [Limit(**limit) for limit in told["gate"]]))


def test_the_cards_speak_of_the_model_that_is_kept(project: Project) -> None:
    label = read_manifest(project.places.model).label
    assert label in (project.home / "MODEL.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("name", SYSTEMS)
def test_every_stage_of_dvc_runs_the_stage_of_its_name_and_needs_what_another_makes_or_the_repository_has(
    name: str,
) -> None:
    project = load_project(name)
    stages = yaml.safe_load((project.home / "dvc.yaml").read_text(encoding="utf-8"))["stages"]
    made = {next(iter(out)) if isinstance(out, dict) else out for one in stages.values() for out in _outs(one)}
    assert list(stages) == ["data", "checks", "features", "train", "evaluate", "gate", "cards", "record"]
    for stage_name, stage in stages.items():
        assert stage["cmd"] == f"python -m projects.{project.name} stage {stage_name}"
        for needed in stage["deps"]:
            assert needed in made or (ROOT / needed).exists(), (stage_name, needed)


def _outs(stage: Mapping[str, Any]) -> list[Any]:
    return [*stage.get("outs", ()), *stage.get("metrics", ())]


def test_dvc_reports_nothing_and_needs_no_git() -> None:
    config = (ROOT / ".dvc" / "config").read_text(encoding="utf-8")
    assert {"analytics = false", "check_update = false", "no_scm = true"} <= {
        line.strip() for line in config.splitlines()
    }
    assert "remote" not in config


@pytest.mark.parametrize("name", SCORED)
def test_what_earns_a_row_of_the_score_exists(name: str) -> None:
    assert list(missing_links(load_rows(name), name, ROOT)) == []


@pytest.mark.parametrize("name", SCORED)
def test_every_section_of_the_score_has_at_least_five_points(name: str) -> None:
    assert score(load_rows(name)) >= 5, section_points(load_rows(name))


def test_the_score_has_28_rows_in_four_sections_and_counts_the_least(tmp_path: Path) -> None:
    assert [len(rows) for rows in SECTIONS.values()] == [7, 7, 7, 7]
    text = "format_version = 1\n"
    for section, rows in SECTIONS.items():
        for key in rows:
            earned = 'earned = "no"\nnote = "not done"' if section == "model" else 'earned = "manual"\nnote = "by hand"'
            text += f"[{section}.{key}]\n{earned}\n"
    (tmp_path / "toy").mkdir()
    (tmp_path / "toy" / "score.toml").write_text(text, encoding="utf-8")
    loaded = load_rows("toy", tmp_path)
    assert section_points(loaded) == {"data": 3.5, "model": 0, "infrastructure": 3.5, "monitoring": 3.5}
    assert score(loaded) == 0


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (("[data.schema]", "[data.shema]"), "nothing is called `data.shema`"),
        (('earned = "automated"', 'earned = "soon"'), "earned must be automated, manual, no"),
        (("[data.cost]", "[data.cost]\nwho = 1"), "has no `who`"),
        (("format_version = 1", "format_version = 2"), "format_version must be 1"),
    ],
)
def test_a_mistake_in_a_score_is_one_line_that_names_it(tmp_path: Path, change: tuple[str, str], said: str) -> None:
    text = (ROOT / "projects/housing/score.toml").read_text(encoding="utf-8")
    (tmp_path / "toy").mkdir()
    (tmp_path / "toy" / "score.toml").write_text(text.replace(*change, 1), encoding="utf-8")
    with pytest.raises(ProjectError, match=re.escape(said)):
        load_rows("toy", tmp_path)


@pytest.mark.parametrize(
    ("limit", "passed"),
    [
        (Limit(figure="main.mae", at_most=10.0), [True]),
        (Limit(figure="main.mae", at_least=10.5), [False]),
        (Limit(figure="main.mae", below="simple.mae"), [True]),
        (Limit(figure="main.mae", above="simple.mae"), [False]),
        (Limit(figure="slices.town.*.low", at_most=0.2), [True, False]),
    ],
)
def test_a_figure_is_held_against_its_limit(limit: Limit, passed: list[bool]) -> None:
    held = hold(METRICS, [limit])
    assert [one.passed for one in held] == passed
    if not all(passed):
        with pytest.raises(GateError, match="the gate is shut: "):
            check_gate(held)


def test_a_limit_on_a_figure_that_is_not_there_is_an_error_since_it_guards_nothing() -> None:
    with pytest.raises(ProjectError, match=r"no figure `main\.mea`"):
        hold(METRICS, [Limit(figure="main.mea", at_most=1.0)])


@pytest.mark.parametrize(
    "text", ["version: [", "- 1", "figure: main.mae\nat_mots: 3", "figure: main.mae\nat_most: many"]
)
def test_settings_that_cannot_be_read_are_one_error_that_names_the_file(tmp_path: Path, text: str) -> None:
    (tmp_path / "params.yaml").write_text(text, encoding="utf-8")
    with pytest.raises(ProjectError, match=re.escape(str(tmp_path))):
        load_params(tmp_path / "params.yaml", Limit)


@pytest.mark.parametrize("given", [{}, {"at_least": 1.0, "at_most": 2.0}, {"at_most": math.nan}])
def test_a_limit_says_one_thing(given: dict[str, float]) -> None:
    with pytest.raises(ProjectError, match=r"limit of main\.mae"):
        Limit(figure="main.mae", **given)  # type: ignore[arg-type]


def test_a_table_without_a_place_and_a_place_without_a_table_are_errors() -> None:
    page = "a\n<!-- table: one -->\nold\n<!-- end -->\nb\n"
    assert renew(page, {"one": [["", "n"], ["x", r"\1"]]}).count(r"| x | \1 |") == 1
    with pytest.raises(ProjectError, match="no place for the table `two`"):
        renew(page, {"two": [["", "n"]]})
    with pytest.raises(ProjectError, match="nothing writes the table `one`"):
        renew(page, {})


def test_an_interval_holds_its_mean_and_narrows_with_more_values() -> None:
    values = np.random.default_rng(1).normal(size=400)
    few, many = mean_interval(values[:20]), mean_interval(values)
    assert few.low < few.mean < few.high
    assert many.high - many.low < few.high - few.low
    assert [name for name, _ in slice_by(["a"] * 5 + ["b"], values[:6], least=2)] == ["a"]


def test_drift_is_none_for_the_same_inputs_and_large_for_others() -> None:
    rng = np.random.default_rng(0)
    table = pd.DataFrame({"n": rng.normal(size=2_000), "w": rng.choice(["a", "b"], 2_000)})
    reference = describe_columns(table, ["n"], ["w"])
    assert drift(reference, table) == pytest.approx({"n": 0, "w": 0}, abs=1e-6)
    moved = drift(reference, table.assign(n=table["n"] + 1, w="c"))
    assert min(moved.values()) > 0.25
    assert drift(reference, table.assign(n=np.nan))["n"] > 0.25


def test_a_model_is_the_same_bytes_whenever_it_is_saved_and_names_nothing_of_its_own(tmp_path: Path) -> None:
    rows = np.random.default_rng(0).normal(size=(20, 3))
    for name in ("one.skops", "two.skops"):
        save_skops(Ridge().fit(rows, rows[:, 0]), tmp_path / name)
    assert (tmp_path / "one.skops").read_bytes() == (tmp_path / "two.skops").read_bytes()
    assert load_skops(tmp_path / "one.skops", ()).predict(rows[:1]) == pytest.approx(
        Ridge().fit(rows, rows[:, 0]).predict(rows[:1])
    )


def test_a_model_file_that_names_a_function_of_somebody_else_is_not_read(tmp_path: Path) -> None:
    save_skops(Ridge().fit([[0.0], [1.0]], [0, 1]), tmp_path / "good.skops")
    with zipfile.ZipFile(tmp_path / "good.skops") as good, zipfile.ZipFile(tmp_path / "bad.skops", "w") as bad:
        for name in good.namelist():
            body = good.read(name)
            bad.writestr(name, body.replace(b'"Ridge"', b'"system"').replace(b"sklearn.linear_model._ridge", b"posix"))
    with pytest.raises(ProjectError, match=r"names posix\.system"):
        load_skops(tmp_path / "bad.skops", ())
    (tmp_path / "none.skops").write_bytes(b"\x80\x04cposix\nsystem\n")
    with pytest.raises(ProjectError, match="cannot read the model"):
        load_skops(tmp_path / "none.skops", ())


def test_a_library_of_another_version_than_the_models_is_told(tmp_path: Path) -> None:
    (tmp_path / "m").write_bytes(b"x")
    write_manifest(tmp_path, "m", name="toy", version_="1", data_sha256="", packages=("numpy", "pandas"), facts={})
    told = json.loads((tmp_path / "model.json").read_text(encoding="utf-8"))
    assert read_manifest(tmp_path).differences() == ()
    told["libraries"]["numpy"] = "1.0"
    write_json(tmp_path / "model.json", told)
    [said] = read_manifest(tmp_path).differences()
    assert said.endswith("the model was made with 1.0")


@pytest.mark.filterwarnings("ignore::DeprecationWarning", "ignore::FutureWarning", "ignore::ResourceWarning")
def test_a_run_is_recorded_in_sqlite_and_shown_in_one_table(tmp_path: Path) -> None:
    store = tmp_path / "runs.db"
    with pytest.raises(ProjectError, match="no run is recorded"):
        show_runs("housing", most=3, store=store)
    record_run(HOUSING, HOUSING.places, store)
    shown = show_runs("housing", most=3, store=store).splitlines()
    assert shown[0].split()[:3] == ["when", "(UTC)", "model"]
    assert read_manifest(HOUSING.places.model).label in shown[1]
    assert list((tmp_path / "runs").rglob("metrics.json"))


def test_a_stage_that_does_not_exist_is_one_line(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(ProjectError, match="no stage `trian`; there are data, checks"):
        run_stage(HOUSING, "trian", HOUSING.places)
    with pytest.raises(SystemExit) as ended:
        run_part("housing", ["predict", "a.csv", "--hwy"])
    assert ended.value.code == 2
    assert capsys.readouterr().err.count("\n") == 1


def test_the_service_answers_and_its_account_balances() -> None:
    client = TestClient(make_app(Doubler()))
    assert client.post("/predict", json={"rows": [{"x": 2}]}).json()["predictions"] == [{"y": 4}]
    assert client.post("/predict", json={"rows": [{"x": 2}], "why": True}).json()["predictions"][0]["why"] == ["x"]
    assert client.post("/predict", json={"rows": [{}]}).json() == {"detail": "row 1: `x` is needed"}
    assert client.get("/health").json() == {"status": "alive"}
    assert client.get("/ready").json()["notes"] == ["numpy is 1 here"]
    account = client.get("/account").json()
    assert account["received"] == sum(account["fates"].values()) + account["open"] == 3
    metrics = client.get("/metrics").text
    assert "predict_latency_seconds_bucket" in metrics
    assert 'requests_ended{fate="refused"} 1.0' in metrics


def test_the_service_shows_how_far_inputs_drift_once_there_are_enough() -> None:
    client = TestClient(make_app(Doubler()))
    client.post("/predict", json={"rows": [{"x": 1}] * 150})
    assert "input_drift{" not in client.get("/metrics").text
    client.post("/predict", json={"rows": [{"x": 1}] * 150})
    assert 'input_drift{column="x"} 300.0' in client.get("/metrics").text


@pytest.mark.parametrize(
    ("body", "status"),
    [
        (b'{"rows": []}', 422),
        (b'{"rows": [{"x": 1}], "wyh": true}', 422),
        (b"{", 422),
        (b'{"rows": [{"x": 1e999}]}', 200),
        (b'{"rows": "' + b"x" * MOST_BYTES + b'"}', 413),
    ],
)
def test_what_the_service_cannot_take_is_refused_in_one_line(body: bytes, status: int) -> None:
    client = TestClient(make_app(Doubler()), raise_server_exceptions=False)
    answer = client.post("/predict", content=body, headers={"content-type": "application/json"})
    assert answer.status_code == status
    if status != 200:
        assert isinstance(answer.json()["detail"], str)
        assert len(answer.json()["detail"]) < 200
    assert client.get("/account").json()["received"] == 1


def test_a_body_of_unknown_length_is_cut_off_as_soon_as_it_is_too_long() -> None:
    sent = 0

    def pieces() -> Any:
        nonlocal sent
        for _ in range(100):
            sent += 1
            yield b"x" * 100_000

    client = TestClient(make_app(Doubler()))
    assert client.post("/predict", content=pieces()).status_code == 413


def test_who_comes_when_all_places_are_taken_is_sent_away() -> None:
    inside, go_on = Event(), Event()

    def work(_: int) -> int:
        inside.set()
        go_on.wait(30)
        return 1

    desk: Desk[int, int] = Desk(work, waiting=0)
    worker = Thread(target=desk.answer, args=(1,))
    worker.start()
    assert inside.wait(30)
    with pytest.raises(BusyError, match="try again"):
        desk.answer(2)
    go_on.set()
    worker.join()
    account = desk.account()
    assert account.fates == {Fate.ANSWERED: 1, Fate.BUSY: 1, Fate.REFUSED: 0, Fate.FAILED: 0}
    assert (account.received, account.open) == (2, 0)


def test_the_score_is_shown_by_one_command() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "prep", "project", "score", "housing"],
        capture_output=True,
        text=True,
        check=True,
        timeout=120,
    )
    assert done.stdout.rstrip().endswith("the least of the four sections")
    assert done.stdout.count("\n  ") >= 28
