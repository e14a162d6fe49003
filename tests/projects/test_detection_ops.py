"""The detection project as a system: its settings, its contract, its kept weights, and what is written from figures."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import cv2
import pytest
import yaml

from projects.detection.dataset import FrameSet, frames_of
from projects.detection.kinds import NAMES, Box, Kind
from projects.detection.ops.contract import check_frames, check_photos
from projects.detection.ops.params import Checks, Params
from projects.detection.ops.predictor import load_finder
from projects.detection.ops.project import PROJECT
from projects.detection.photos import Split, photos_of
from projects.detection.plan import FULL
from projects.detection.scene import USUAL, Scene, widened
from projects.ops.errors import ProjectError, RefusedError
from projects.ops.files import read_json
from projects.ops.gate import check_gate, hold
from projects.ops.manifest import read_manifest
from projects.ops.pages import renewed_readme
from projects.ops.params import load_params
from projects.ops.project import Stage

PLACES = PROJECT.places
ROOT = PROJECT.home.parents[1]


@pytest.fixture(scope="module")
def limits() -> Checks:
    return load_params(PLACES.params, Params).checks


@pytest.fixture(scope="module")
def frames() -> list[Scene]:
    return frames_of(FrameSet(domain=widened(USUAL), split=Split.TRAIN, count=80, seed=1000))


def test_the_pipeline_trains_what_the_command_trains() -> None:
    params = load_params(PLACES.params, Params)
    assert (params.sizes, params.courses.base, params.courses.tuned) == (FULL.sizes, FULL.base, FULL.tuned)


def test_each_stage_stands_in_the_pipeline_and_needs_what_is_there() -> None:
    told = yaml.safe_load((PROJECT.home / "dvc.yaml").read_text(encoding="utf-8"))["stages"]
    assert list(told) == [stage.value for stage in Stage]
    needed = {path for stage in told.values() for path in stage["deps"] if not path.startswith("out/")}
    assert [path for path in sorted(needed) if not (ROOT / path).exists()] == []


def test_the_readme_says_what_the_last_run_measured() -> None:
    assert renewed_readme(PROJECT) == (PROJECT.home / "README.md").read_text(encoding="utf-8")


def test_the_kept_figures_pass_the_gate() -> None:
    check_gate(hold(read_json(PLACES.metrics), load_params(PLACES.params, Params).gate))


def test_training_frames_keep_their_contract(frames: list[Scene], limits: Checks) -> None:
    found = check_frames(frames, limits)
    assert found.smallest_share < 0.006
    assert found.largest_share > 0.3


@pytest.mark.parametrize(
    ("change", "told"),
    [
        (lambda scenes: [s for s in scenes if s.boxes], "have no label"),
        (lambda scenes: [replace(s, boxes=tuple(b for b in s.boxes if b.kind)) for s in scenes], "of the kind barcode"),
        (lambda scenes: [replace(s, boxes=tuple(b for b in s.boxes if b.area > 9_000)) for s in scenes], "."),
        (lambda scenes: [replace(scenes[0], boxes=(Box(kind=Kind(0), left=-1, top=0, right=9, bottom=9),))], "inside"),
    ],
    ids=["no empty frame", "a kind is missing", "far labels are missing", "a box sticks out"],
)
def test_frames_that_break_it_stop_the_pipeline(
    frames: list[Scene], limits: Checks, change: Callable[[list[Scene]], list[Scene]], told: str
) -> None:
    with pytest.raises(ProjectError, match=told):
        check_frames(change(frames), limits)


def test_a_photo_on_both_sides_stops_the_pipeline(limits: Checks) -> None:
    photo = photos_of(Split.TRAIN)[0]
    with pytest.raises(ProjectError, match="are the same picture; keep both in one split"):
        check_photos([photo, replace(photo, split=Split.TEST)], limits)


def test_the_kept_weights_are_those_that_their_manifest_names() -> None:
    assert read_manifest(PLACES.model).facts["kinds"] == list(NAMES)


def test_a_picture_is_answered_with_its_labels(tmp_path: Path) -> None:
    scene = frames_of(FrameSet(domain=USUAL, split=Split.TEST, count=1, seed=4))[0]
    (tmp_path / "frame.jpg").write_bytes(scene.packed)
    finder = load_finder(PLACES.model)
    found = finder.predict(finder.read_file(tmp_path / "frame.jpg"))
    assert {row["kind"] for row in found} <= set(NAMES)
    assert found


def test_what_the_service_refuses_is_refused_here(tmp_path: Path) -> None:
    (tmp_path / "note.txt").write_text("no picture")
    (tmp_path / "tiny.png").write_bytes(
        cv2.imencode(".png", frames_of(FrameSet(domain=USUAL, split=Split.TEST, count=1, seed=4))[0].image[:8, :8])[
            1
        ].tobytes()
    )
    finder = load_finder(PLACES.model)
    for name in ("note.txt", "tiny.png"):
        with pytest.raises(RefusedError, match="the picture is refused: "):
            finder.predict(finder.read_file(tmp_path / name))
    with pytest.raises(ProjectError, match="cannot read"):
        finder.read_file(tmp_path / "missing.jpg")
