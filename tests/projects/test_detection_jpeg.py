"""A picture is unpacked no larger than it is needed, and boxes are told in its own pixels all the same."""

import cv2
import numpy as np
import pytest

from projects.detection.detector import Detector
from projects.detection.errors import DetectionError
from projects.detection.jpeg import jpeg_size, reduction, unpack


def _packed(height: int, width: int, ending: str = ".jpg", *flags: int) -> bytes:
    ramp = np.broadcast_to(np.linspace(0, 255, width, dtype=np.uint8)[None, :, None], (height, width, 3))
    return bytes(cv2.imencode(ending, np.ascontiguousarray(ramp), flags)[1].tobytes())


@pytest.mark.parametrize(
    ("height", "width", "factor"),
    [(480, 640, 2), (479, 640, 1), (240, 320, 1), (960, 1280, 4), (1200, 1920, 4), (1920, 2560, 8), (10, 10, 1)],
)
def test_the_factor_leaves_at_least_what_the_network_sees(height: int, width: int, factor: int) -> None:
    assert reduction(height, width, 240, 320) == factor


@pytest.mark.parametrize("flags", [(), (cv2.IMWRITE_JPEG_PROGRESSIVE, 1), (cv2.IMWRITE_JPEG_RST_INTERVAL, 4)], ids=str)
def test_the_size_is_read_from_the_header(flags: tuple[int, ...]) -> None:
    assert jpeg_size(_packed(482, 642, ".jpg", *flags)) == (482, 642)


@pytest.mark.parametrize(
    "packed", [b"", b"\xff\xd8", b"\xff\xd8\xff", b"\xff\xd8\xff\xe0\x00", b"GIF89a", b"\xff\xd8" * 9]
)
def test_what_has_no_header_has_no_size(packed: bytes) -> None:
    assert jpeg_size(packed) is None


def test_every_beginning_of_a_jpeg_is_refused_or_read_but_never_an_accident() -> None:
    packed = _packed(32, 32)
    for length in range(len(packed)):
        jpeg_size(packed[:length])


def test_a_jpeg_comes_at_half_its_size_and_looks_the_same() -> None:
    told = unpack(_packed(480, 640), 240, 320)
    assert told.image.shape == (240, 320, 3)
    assert (told.height, told.width) == (480, 640)
    assert np.diff(told.image[120, :, 1].astype(int)).min() >= -2, "a ramp stays one"


def test_a_png_and_a_small_jpeg_come_whole() -> None:
    assert unpack(_packed(480, 640, ".png"), 240, 320).image.shape == (480, 640, 3)
    assert unpack(_packed(300, 400), 240, 320).image.shape == (300, 400, 3)


@pytest.mark.parametrize("packed", [b"no picture", _packed(480, 640)[:100], b""])
def test_a_broken_picture_is_told_as_one(packed: bytes) -> None:
    with pytest.raises(DetectionError, match="a broken picture"):
        unpack(packed, 240, 320)


@pytest.mark.parametrize(("height", "width"), [(480, 640), (481, 643), (960, 1280), (200, 900)])
def test_boxes_are_told_in_the_pixels_of_the_picture_as_it_was_sent(height: int, width: int) -> None:
    def one_box(_: np.ndarray) -> np.ndarray:
        """Sure of one cell, of stride 8: row 15, column 20 of a 240 by 320 picture, two strides to each side."""
        told = np.full((4 * 12 + 4, 1500), -20.0, np.float32)
        told[[2, 14, 26, 38], 15 * 40 + 20] = 20.0
        told[48, 15 * 40 + 20] = 5.0
        return told

    detector = Detector(one_box, 240, 320)
    whole = detector.detect(np.zeros((height, width, 3), np.uint8)).boxes
    np.testing.assert_allclose(detector.detect_packed(_packed(height, width)).boxes, whole, atol=1.5)
