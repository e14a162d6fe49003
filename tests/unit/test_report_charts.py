"""Pictures: whatever the figures, they are drawn inside the frame, for the screen and for paper."""

import re
from xml.etree import ElementTree as ET

import pytest
from hypothesis import given
from hypothesis import strategies as st

from prep.reports.charts import PAPER_WIDTH, draw
from prep.reports.pictures import Bar, Bars, Bin, Histogram, Mark, Picture, Scale, Trend, TrendPoint

FIGURES = st.floats(-1e12, 1e12)
SHARES = st.floats(0, 1)
WORDS = st.text(st.characters(exclude_categories=["C"]), max_size=60)
HEADER = ("What", "Figure")

PICTURES = st.one_of(
    st.builds(
        Scale,
        title=WORDS,
        description=WORDS,
        marks=st.lists(st.builds(Mark, FIGURES, WORDS, WORDS, own=st.booleans()), min_size=1, max_size=4).map(tuple),
        low=FIGURES,
        high=FIGURES,
        interval=WORDS,
    ),
    st.builds(
        Bars,
        title=WORDS,
        description=WORDS,
        header=st.just(HEADER),
        bars=st.lists(st.builds(Bar, WORDS, SHARES, WORDS), max_size=5).map(tuple),
    ),
    st.builds(
        Trend,
        title=WORDS,
        description=WORDS,
        header=st.just(HEADER),
        points=st.lists(st.builds(TrendPoint, WORDS, SHARES, WORDS), max_size=6).map(tuple),
    ),
    st.builds(
        Histogram,
        title=WORDS,
        description=WORDS,
        header=st.just(HEADER),
        bins=st.lists(st.builds(Bin, WORDS, st.integers(0, 10**6)), max_size=12).map(tuple),
    ),
)


@pytest.mark.slow
@pytest.mark.parametrize("width", [None, PAPER_WIDTH])
@given(picture=PICTURES)
def test_everything_is_drawn_inside_the_frame(width: float | None, picture: Picture) -> None:
    svg = str(draw(picture, "p", width=width))
    root = ET.fromstring(svg)
    height = float(root.attrib["height"])
    for shape in root.iter():
        for name, value in shape.attrib.items():
            if name in ("x", "x1", "x2", "cx"):
                place = float(value.rstrip("%")) / (100 if width is None else width)
                assert 0 <= place <= 1
            if name in ("y", "y1", "y2", "cy"):
                assert 0 <= float(value) <= height
    assert not re.search(r"\b(nan|inf)\b", re.sub(r"<(title|desc|text).*?</\1>", "", svg))


@given(picture=PICTURES)
def test_its_title_and_description_are_there_and_referred_to(picture: Picture) -> None:
    root = ET.fromstring(str(draw(picture, "key")))
    title, description = root[0], root[1]
    assert root.attrib["aria-labelledby"].split() == [title.attrib["id"], description.attrib["id"]]
    assert (title.text or "", description.text or "") == (picture.title, picture.description)


def test_what_is_ones_own_is_a_disc_and_the_rest_are_ticks() -> None:
    """So that it can be told apart without colour."""
    marks = (Mark(1.0, "reference", "1"), Mark(2.0, "submitted", "2", own=True))
    scale = Scale(title="t", description="d", marks=marks, low=1.8, high=2.2, interval="1.8 to 2.2")
    svg = str(draw(scale, "p"))
    assert svg.count("<circle") == 1
    assert "reference 1" in svg
    assert "submitted 2" in svg
