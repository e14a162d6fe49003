"""The generator: the same seed gives the same frame, boxes are exact, and no photo is in two splits."""

import re
from dataclasses import replace
from pathlib import Path

import cv2
import numpy as np
import pytest

from projects.detection.dataset import FrameSet, Sizes, frame_sets, frames_of, write_description, write_set, yolo_line
from projects.detection.frame import SEEN
from projects.detection.jpeg import unpack
from projects.detection.kinds import NAMES, Box, Kind
from projects.detection.labels import draw_label
from projects.detection.photos import FOLDER, Split, list_photos, photos_of, read_photo
from projects.detection.scene import (
    CLOSE,
    EMPTY,
    HEIGHT,
    SHIFTED,
    SMALL,
    USUAL,
    WIDTH,
    Domain,
    box_around,
    compose,
    paste,
    widened,
)
from projects.detection.video import shots

FEW = FrameSet(domain=USUAL, split=Split.TEST, count=6, seed=5)


def test_every_photo_has_one_split_and_every_file_a_line_that_thanks_its_author() -> None:
    names = [photo.name for photo in list_photos()]
    assert len(set(names)) == len(names)
    assert {path.stem for path in FOLDER.glob("*.jpg")} == set(names)
    assert all(photo.author and photo.license for photo in list_photos())


def test_every_photo_is_under_a_licence_that_lets_one_change_and_pass_it_on() -> None:
    for photo in list_photos():
        assert re.fullmatch(r"CC0-1\.0|CC-BY(-SA)?-[234]\.0|MIT|public domain", photo.license), photo.name


def test_eight_photos_or_more_are_for_tests_alone() -> None:
    assert len(photos_of(Split.TEST)) >= 8


def test_no_two_photos_are_the_same_picture() -> None:
    small = [cv2.resize(read_photo(photo.name), (32, 24)).astype(float).ravel() for photo in list_photos()]
    alike = np.corrcoef(small) - np.eye(len(small))
    assert alike.max() < 0.9


def test_a_seed_gives_the_same_frames_and_a_longer_set_begins_with_them() -> None:
    longer = FrameSet(domain=USUAL, split=Split.TEST, count=8, seed=5)
    for one, other in zip(frames_of(FEW), frames_of(longer), strict=False):
        assert one.boxes == other.boxes
        np.testing.assert_array_equal(one.image, other.image)


def test_the_test_frames_are_those_of_earlier_versions_whatever_photos_and_training_gain() -> None:
    tests = {frames.name: frames for frames in frame_sets(Sizes()) if frames.split is Split.TEST}
    first = {
        name: [(scene.photo, [round(box.left) for box in scene.boxes]) for scene in frames_of(replace(one, count=2))]
        for name, one in tests.items()
    }
    assert first == {
        "usual-test": [(6, [21, 150, 469, 342, 25]), (7, [138, 14, 508, 501])],
        "shifted-test": [(4, [391, 151, 225, 82, 521]), (8, [261])],
        "small-test": [(5, [424, 290, 40, 561, 240]), (0, [483])],
        "close-test": [(0, [245]), (2, [144])],
        "empty-test": [(3, []), (0, [])],
    }


@pytest.mark.parametrize("kind", list(Kind))
def test_the_box_holds_the_label_to_the_pixel(kind: Kind) -> None:
    rng = np.random.default_rng(kind)
    image = np.zeros((HEIGHT, WIDTH, 3), np.uint8)
    corners = np.array([[100, 120], [300, 100], [320, 260], [90, 240]], np.float32)
    label = np.maximum(draw_label(kind, rng), 60).astype(np.uint8)
    paste(image, label, corners)
    y, x = np.nonzero(image.max(axis=2) > 5)
    box = box_around(kind, corners)
    assert (x.min(), y.min(), x.max(), y.max()) == pytest.approx((box.left, box.top, box.right, box.bottom), abs=1.5)


def test_boxes_lie_in_the_frame_apart_from_each_other_and_go_down_to_three_hundredths_of_it() -> None:
    frames = frames_of(FrameSet(domain=USUAL, split=Split.TEST, count=40, seed=6))
    boxes = [box for frame in frames for box in frame.boxes]
    assert all(0 <= b.left < b.right <= WIDTH and 0 <= b.top < b.bottom <= HEIGHT for b in boxes)
    assert {box.kind for box in boxes} == set(Kind)
    assert min(box.area for box in boxes) < 0.03 * WIDTH * HEIGHT


def test_training_frames_are_wider_than_any_test_frames_and_some_are_empty() -> None:
    frames = frames_of(FrameSet(domain=widened(USUAL), split=Split.TRAIN, count=60, seed=6))
    shares = [box.area / (WIDTH * HEIGHT) for frame in frames for box in frame.boxes]
    assert min(shares) < 0.006
    assert max(shares) > 0.3
    assert 0 < sum(not frame.boxes for frame in frames) < 30
    # Were they drawn evenly on a logarithmic scale alone, less than half would be as small as this.
    assert np.mean([share < 0.02 for share in shares]) > 0.55


@pytest.mark.parametrize(("domain", "least", "most"), [(SMALL, 0.004, 0.045), (CLOSE, 0.15, 0.95)], ids=["far", "near"])
def test_labels_are_as_far_or_near_as_the_domain_says(domain: Domain, least: float, most: float) -> None:
    frames = frames_of(FrameSet(domain=domain, split=Split.TEST, count=20, seed=6))
    shares = [box.area / (WIDTH * HEIGHT) for frame in frames for box in frame.boxes]
    assert least < min(shares) < max(shares) < most


def test_an_empty_domain_has_no_labels_but_things_that_are_none() -> None:
    frames = frames_of(FrameSet(domain=EMPTY, split=Split.TEST, count=6, seed=6))
    assert all(not frame.boxes for frame in frames)


def test_the_picture_is_what_the_camera_sent() -> None:
    for frame in frames_of(FEW):
        sent = cv2.imdecode(np.frombuffer(frame.packed, np.uint8), cv2.IMREAD_COLOR)
        np.testing.assert_array_equal(frame.image, sent)


def test_a_frame_is_written_as_the_detector_sees_it(tmp_path: Path) -> None:
    images = write_set(FEW, tmp_path, lambda _: None)
    written = cv2.imread(str(images / "00000.jpg"))
    assert written is not None
    assert written.shape == (*SEEN, 3)
    seen = unpack(frames_of(FEW)[0].packed, *SEEN).image
    assert np.abs(written.astype(int) - seen).mean() < 3


def test_the_turn_of_a_label_is_that_of_its_upper_edge() -> None:
    corners = np.array([[0, 0], [100, 100], [0, 200], [-100, 100]], np.float32)
    assert box_around(Kind.BARCODE, corners).tilt == pytest.approx(45)
    assert box_around(Kind.BARCODE, corners[[1, 0, 3, 2]]).tilt == pytest.approx(135)


def test_the_shifted_domain_is_darker_and_softer_on_the_same_photo() -> None:
    photo = read_photo(photos_of(Split.TRAIN)[0].name)
    usual, shifted = (compose(photo, domain, np.random.default_rng(3)).image for domain in (USUAL, SHIFTED))
    assert shifted.mean() < 0.6 * usual.mean()


def test_a_line_of_a_label_file_gives_class_middle_and_size_as_shares() -> None:
    box = Box(kind=Kind.QR_CODE, left=0, top=120, right=320, bottom=240)
    assert yolo_line(box) == "1 0.250000 0.375000 0.500000 0.250000"


def test_writing_goes_on_where_it_was_stopped(tmp_path: Path) -> None:
    said: list[str] = []
    images = write_set(FEW, tmp_path, said.append)
    before = {path.name: path.read_bytes() for path in images.iterdir()}
    assert len(before) == FEW.count
    for name in ("00003.jpg", "00005.jpg"):
        (images / name).unlink()
    untouched = (images / "00002.jpg").stat().st_mtime_ns
    write_set(FEW, tmp_path, said.append)
    assert {path.name: path.read_bytes() for path in images.iterdir()} == before
    assert (images / "00002.jpg").stat().st_mtime_ns == untouched


def test_each_image_has_its_labels_beside_it(tmp_path: Path) -> None:
    images = write_set(FEW, tmp_path, lambda _: None)
    lines = (tmp_path / "labels" / FEW.name / "00000.txt").read_text().splitlines()
    assert lines == [yolo_line(box) for box in frames_of(FEW)[0].boxes]
    told = write_description(tmp_path / "data.yaml", [images], images).read_text()
    assert all(name in told for name in NAMES)
    assert str(images.resolve()) in told


def test_a_shot_of_the_video_keeps_its_light_and_its_labels() -> None:
    shot = next(shots(USUAL, Split.TEST, seed=1, count=1, every=30))
    assert len(shot) == 3
    assert [[box.kind for box in frame.boxes] for frame in shot] == [[box.kind for box in shot[0].boxes]] * 3
    brightness = [frame.image.mean() for frame in shot]
    assert max(brightness) - min(brightness) < 25
