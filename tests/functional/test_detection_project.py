"""The project as a newcomer runs it, and the weights that it comes with."""

import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from projects.detection.__main__ import main
from projects.detection.dataset import (
    FrameSet,
    Sizes,
    first_images,
    frame_sets,
    frames_of,
    write_description,
    write_set,
)
from projects.detection.detector import FOR_SCORING, WEIGHTS, load_detector, settings_for
from projects.detection.errors import DetectionError
from projects.detection.evaluate import score_on
from projects.detection.export import export_float
from projects.detection.frame import SEEN
from projects.detection.keep import keep_weights
from projects.detection.operating import read_point
from projects.detection.photos import Split
from projects.detection.pictures import draw
from projects.detection.plan import QUICK
from projects.detection.report import summarize
from projects.detection.scene import SHIFTED, USUAL, Domain
from projects.detection.study import run, train_all
from projects.detection.table import choose, default_model, read_table, reference
from projects.detection.train import Course, train
from projects.detection.yolo import load_yolo

TASTE = Course(name="taste", epochs=2, lr0=0.003, lrf=0.1, warmup_epochs=0.5)
TINY = replace(
    QUICK,
    sizes=Sizes(
        train=16,
        validation=8,
        choosing=4,
        test=16,
        slice_test=8,
        shifted_train=8,
        replayed=8,
        shifted_validation=8,
        shifted_test=16,
    ),
    tuned=replace(TASTE, epochs=1),
    calls=4,
    streamed=30,
    flood=30,
    cameras=1,
    watched_s=400,
)


def _few(domain: Domain, seed: int = 77) -> FrameSet:
    return FrameSet(domain=domain, split=Split.TEST, count=40, seed=seed)


@pytest.mark.parametrize(
    ("file", "domain", "floor"),
    [
        ("base-int8.onnx", USUAL, 0.97),
        ("tuned-int8.onnx", SHIFTED, 0.92),
        ("tuned-int8.onnx", USUAL, 0.96),
    ],
)
def test_the_kept_weights_find_the_labels_on_photos_that_they_never_saw(
    file: str, domain: Domain, floor: float
) -> None:
    detector = load_detector(WEIGHTS / file, settings=FOR_SCORING)
    assert score_on(detector, frames_of(_few(domain))).map50 >= floor


def test_the_kept_weights_are_small_and_tell_nothing_of_where_they_were_made() -> None:
    files = [path for path in WEIGHTS.iterdir() if path.suffix in {".pt", ".onnx"}]
    assert sum(path.stat().st_size for path in files) < 4_000_000
    for path in WEIGHTS.iterdir():
        assert path.stat().st_size < 2_000_000
        assert not any(word in path.read_bytes() for word in (b"/root", b"/tmp", b"/home", b"/work"))


def test_the_default_engine_is_the_fastest_of_those_that_lose_little() -> None:
    rows = read_table()
    chosen = choose(rows)
    assert default_model() == WEIGHTS / chosen.file
    assert reference(rows, 1).p50_ms / chosen.p50_ms >= 3
    assert reference(rows, 1).cpu_ms / chosen.cpu_ms >= 3
    assert chosen.map50 >= reference(rows, 1).map50 - 0.01


def test_the_running_detector_loads_neither_torch_nor_ultralytics_nor_the_generator() -> None:
    code = (
        "import sys, projects.detection.detector as d, projects.detection.serve.worker, projects.detection.table as t;"
        "d.load_detector(t.default_model());"
        "print([m for m in ('torch', 'ultralytics', 'segno', 'barcode', 'onnx') if m in sys.modules])"
    )
    told = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert told.stdout.strip() == "[]"


def test_a_file_that_is_no_model_is_told_in_one_line(tmp_path: Path) -> None:
    (tmp_path / "x.onnx").write_bytes(b"no model")
    with pytest.raises(DetectionError, match="cannot read the model"):
        load_detector(tmp_path / "x.onnx")


def test_without_its_libraries_the_project_says_what_to_install(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("projects.detection.__main__.find_spec", lambda name: None if name == "torch" else object())
    assert main(["--quick"]) == 2
    assert capsys.readouterr().err == (
        "the detection project needs more libraries: the extras `deep,serve` of prep bring them\n"
    )


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["work"], "--redis"),
        (["serve", "--model", "missing.onnx"], "no model at missing.onnx"),
        (["serve", "--host", "256.0.0.1"], "name another"),
        (["serve", "--redis", "nonsense"], "--redis nonsense: not an address of a Redis"),
        (["serve", "--redis", "redis://localhost:many/0"], "not an address of a Redis"),
        (["work", "--redis", "http://localhost"], "not an address of a Redis"),
        (["work", "--redis", "redis://localhost", "--model", "missing.onnx"], "no model at missing.onnx"),
        (["serve", "--releases", "missing.json"], "cannot read missing.json"),
        (["release"], "--releases"),
        (["release", "--releases", "missing.json", "--rollback"], "cannot read missing.json"),
        (["release", "--releases", "new.json", "--champion", "missing.onnx"], "no model at missing.onnx"),
        (["train", "--out", "/proc/nowhere"], "cannot make the folder"),
    ],
)
def test_what_the_user_can_mend_is_one_line_and_code_2(
    arguments: list[str], told: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(arguments) == 2
    assert told in capsys.readouterr().err.splitlines()[-1]


def test_an_unknown_part_is_one_line(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit, match="2"):
        main(["fly"])
    assert len(capsys.readouterr().err.splitlines()) == 1


def test_a_stopped_training_goes_on_where_it_stood(tmp_path: Path) -> None:
    frames = FrameSet(domain=USUAL, split=Split.TRAIN, count=8, seed=1)
    images = write_set(frames, tmp_path / "data", lambda _: None)
    description = write_description(tmp_path / "few.yaml", first_images(images, 8), images)
    said: list[str] = []

    def stop_after_one(step: str) -> None:
        said.append(step)
        if "epoch 1" in step:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        train(TASTE, description, tmp_path / "runs", stop_after_one)
    trained = train(TASTE, description, tmp_path / "runs", said.append)
    assert said.count("training taste: going on") == 1
    assert [row["epoch"] for row in trained.curve] == [1, 2]
    assert trained.weights.exists()
    before = len(said)
    train(TASTE, description, tmp_path / "runs", said.append)
    assert len(said) == before, "what is finished is not done again"


def test_one_command_makes_every_kept_file_from_random_weights(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("projects.detection.kept_files.CALIBRATION", 4)
    plan = replace(TINY, quick=False, base=replace(TASTE, name="base", epochs=1), tuned=replace(TASTE, name="tuned"))
    sets = {frames.name: frames for frames in frame_sets(plan.sizes)}
    train_all(plan, sets, tmp_path, lambda _: None)
    made = {path.name for path in (tmp_path / "weights").iterdir()}
    assert made | {"reference.json", "table.json", "model.json"} == {path.name for path in WEIGHTS.iterdir()}
    for name in ("base", "tuned"):
        weights = tmp_path / "weights" / f"{name}-int8.onnx"
        assert load_detector(weights).sees == SEEN
        assert settings_for(weights).confidences == read_point(weights)


def test_other_weights_of_the_framework_are_fine_tuned_and_run(tmp_path: Path) -> None:
    yolo = load_yolo(tmp_path / "settings")
    other = tmp_path / "other.pt"
    yolo("yolo11n.yaml").save(str(other))
    frames = FrameSet(domain=USUAL, split=Split.TRAIN, count=4, seed=1)
    images = write_set(frames, tmp_path / "data", lambda _: None)
    description = write_description(tmp_path / "few.yaml", first_images(images, 4), images)
    course = replace(TASTE, name="other", epochs=1, start=other)
    trained = train(course, description, tmp_path / "runs", lambda _: None)
    keep_weights(trained.weights, tmp_path / "kept.pt", tmp_path / "settings")
    export_float(tmp_path / "kept.pt", tmp_path / "kept.onnx", tmp_path / "settings")
    detector = load_detector(tmp_path / "kept.onnx", settings=FOR_SCORING)
    assert detector.sees == (256, 320), "three strides need multiples of 32"
    found = detector.detect_packed(frames_of(frames)[0].packed)
    assert len(found) > 0
    assert found.boxes.min() >= 0
    assert found.boxes[:, [1, 3]].max() <= 480


def test_weights_that_are_not_there_are_told_before_any_work(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["train", "--pretrained", "missing.pt", "--out", str(tmp_path / "out")]) == 2
    assert capsys.readouterr().err == "no weights at missing.pt; name a file of the framework with --pretrained\n"


def test_the_whole_walk_tells_its_figures_and_draws_its_pictures(tmp_path: Path) -> None:
    said: list[str] = []
    findings = run(TINY, tmp_path, said.append)
    text = summarize(findings)
    assert [line for line in text.splitlines() if len(line) > 100] == []
    for heading in ("TRAINING", "ON THE TEST PHOTOS", "THE ENGINES", "THE SERVICE", "THE WATCH"):
        assert heading in text
    assert all(stream.silent == 0 and stream.account.balanced for stream in findings.streams)
    pictures = draw(findings)
    assert set(pictures) == {"engines.svg", "training.svg", "drift.svg", "usual.jpg", "shifted.jpg"}
    assert all(pictures.values())
