"""The charts that the projects share."""

import re
from collections.abc import Callable
from itertools import combinations
from xml.etree import ElementTree as ET

import pytest
from hypothesis import given
from hypothesis import strategies as st

from projects.pictures import Axis, Bar, Direction, Guide, Series, bars, heatmap, lines, scatter
from projects.pictures.ink import COLOURS, DASHES
from projects.pictures.labels import Box, point_labels
from projects.pictures.plane import Panel
from projects.pictures.scales import Scale, ticks
from projects.pictures.svg import number, text_width, words

NAMESPACE = {"svg": "http://www.w3.org/2000/svg"}
NASTY = "<script>&\"'\x00\x1b"
X, Y = Axis(label="x"), Axis(label="y")


def draw_scatter(title: str, words: str) -> str:
    series = [Series(name=words, x=[1, 2], y=[3, 4], labels=[words, words])]
    guides = [Guide(direction=direction, at=1.5, label=words) for direction in Direction]
    return scatter(series, title=title, desc=words, x=Axis(label=words, prefix="<"), y=Y, guides=guides)


def draw_lines(title: str, words: str) -> str:
    series = [Series(name=words, x=[1, 2], y=[3, 4])]
    return lines(series, title=title, desc=words, x=Axis(label=words, suffix="&"), y=Y)


def draw_bars(title: str, words: str) -> str:
    rows = [Bar(label=words, values=(1, 2), text=words)]
    return bars(rows, title=title, desc=words, axis=X, legend=(words, words))


def draw_heatmap(title: str, words: str) -> str:
    return heatmap([[1]], rows=[words], columns=[words], title=title, desc=words, row_title=words, texts=[[words]])


ALL_KINDS = pytest.mark.parametrize("draw", [draw_scatter, draw_lines, draw_bars, draw_heatmap])
Draw = Callable[[str, str], str]


def parse(picture: str) -> ET.Element:
    return ET.fromstring(picture)


def attributes(picture: str, tag: str, name: str) -> list[str]:
    return [found.attrib[name] for found in parse(picture).iterfind(f".//svg:{tag}", NAMESPACE)]


@ALL_KINDS
def test_a_picture_tells_a_screen_reader_what_it_is(draw: Draw) -> None:
    root = parse(draw("A title", "a description"))
    title, desc = root[0], root[1]
    assert (title.tag, title.text) == ("{http://www.w3.org/2000/svg}title", "A title")
    assert (desc.tag, desc.text) == ("{http://www.w3.org/2000/svg}desc", "a description")
    assert root.attrib["role"] == "img"
    assert root.attrib["aria-labelledby"] == f"{title.attrib['id']} {desc.attrib['id']}"


@ALL_KINDS
def test_a_picture_fills_any_width_and_loads_nothing(draw: Draw) -> None:
    picture = draw("A title", "words")
    root = parse(picture)
    assert "viewBox" in root.attrib
    assert "width" not in root.attrib
    assert not re.search(r"href|url\(|<style|<script", picture)


@ALL_KINDS
def test_words_from_outside_stay_words(draw: Draw) -> None:
    root = parse(draw(NASTY, NASTY))
    assert root[0].text == "<script>&\"'\N{REPLACEMENT CHARACTER}\N{REPLACEMENT CHARACTER}"
    assert root.find(".//svg:script", NAMESPACE) is None


def test_two_pictures_in_one_page_do_not_share_an_id() -> None:
    one, other = (parse(draw_bars(title, "words"))[0].attrib["id"] for title in ("one", "other"))
    assert one != other


@given(st.text())
def test_any_text_is_well_formed_once_escaped(text: str) -> None:
    ET.fromstring(f"<a>{words(text)}</a>")


@pytest.mark.parametrize(("value", "text"), [(1.25, "1.2"), (3.0, "3"), (-0.04, "0"), (-2.06, "-2.1")])
def test_a_number_has_one_decimal_at_most(value: float, text: str) -> None:
    assert number(value) == text


@given(
    st.lists(st.floats(-1e9, 1e9).filter(lambda value: value == 0 or abs(value) > 1e-6), min_size=1),
    st.integers(2, 10),
)
def test_ticks_cover_the_data_in_even_steps(values: list[float], most: int) -> None:
    found = ticks(values, most=most)
    gaps = [b - a for a, b in zip(found.values, found.values[1:], strict=False)]
    assert found.values[0] <= min(values) + 1e-6 * gaps[0]
    assert found.values[-1] >= max(values) - 1e-6 * gaps[0]
    assert max(gaps) == pytest.approx(min(gaps), rel=1e-3)
    assert 2 <= len(found.values) <= most + 2


@given(st.floats(-1e6, 1e6), st.floats(1e-3, 1e6))
def test_no_two_ticks_read_the_same(low: float, width: float) -> None:
    found = ticks([low, low + width])
    texts = [X.text(value, found.decimals) for value in found.values]
    assert len(set(texts)) == len(texts)


@pytest.mark.parametrize(
    ("values", "expected"), [([0, 70], (0, 10, 70)), ([0.1, 0.9], (0, 0.2, 1)), ([-3, 4], (-3, 1, 4))]
)
def test_ticks_are_round_numbers(values: list[float], expected: tuple[float, float, float]) -> None:
    first, step, last = expected
    found = ticks(values).values
    assert (found[0], found[-1]) == (first, last)
    assert found[1] - found[0] == pytest.approx(step)


def test_an_axis_reaches_what_it_is_told_to() -> None:
    assert ticks([0.4, 0.6], reach=(0, 1)).values[0] == 0
    assert ticks([0.4, 0.6], reach=(0, 1)).values[-1] == 1


@pytest.mark.parametrize("direction", [Direction.HORIZONTAL, Direction.VERTICAL])
def test_a_guide_beyond_the_data_is_inside_the_picture(direction: Direction) -> None:
    guides = [Guide(direction=direction, at=90)]
    picture = lines([Series(x=[0, 1], y=[0, 1])], title="t", desc="d", x=X, y=Y, guides=guides)
    line = parse(picture).find("./svg:line", NAMESPACE)
    assert line is not None
    assert 0 < float(line.attrib["x2"]) <= 600
    assert 0 < float(line.attrib["y2"]) <= 400


def test_an_axis_writes_thousands_units_and_a_true_minus() -> None:
    assert Axis(label="", prefix="$").text(-1234567, 0) == "\N{MINUS SIGN}$1,234,567"
    assert Axis(label="", suffix=" %").text(-0.001, 1) == "0.0 %"


def test_a_scale_maps_ends_to_ends_even_backwards() -> None:
    scale = Scale(low=10, high=20, start=300, end=100)
    assert (scale(10), scale(20), scale(15)) == (300, 100, 200)


def test_every_point_is_drawn_once() -> None:
    picture = scatter([Series(x=range(100), y=range(100))], title="t", desc="d", x=X, y=Y)
    assert sum(path.count("M") for path in attributes(picture, "path", "d")) == 100


def test_a_crowd_is_darker_than_one_point() -> None:
    picture = scatter([Series(x=[1] * 5, y=[1] * 5)], title="t", desc="d", x=X, y=Y)
    assert len(attributes(picture, "path", "d")) == 5


def test_a_line_goes_through_its_points_in_their_order() -> None:
    picture = lines([Series(x=[2, 0, 1], y=[0, 1, 2])], title="t", desc="d", x=X, y=Y)
    [points] = attributes(picture, "polyline", "points")
    xs = [float(pair.split(",")[0]) for pair in points.split()]
    ys = [float(pair.split(",")[1]) for pair in points.split()]
    assert xs[1] < xs[2] < xs[0]
    assert ys[0] > ys[1] > ys[2]


def test_series_differ_in_brightness_and_dash_for_print_in_grey() -> None:
    def brightness(colour: str) -> float:
        red, green, blue = (int(colour[k : k + 2], 16) for k in (1, 3, 5))
        return 0.2126 * red + 0.7152 * green + 0.0722 * blue

    shades = [brightness(colour) for colour in COLOURS[:3]]
    assert min(abs(a - b) for a in shades for b in shades if a != b) > 30
    assert len(set(DASHES)) == len(COLOURS)


def test_stacked_bars_add_up_to_the_right_and_to_the_left() -> None:
    rows = [Bar(label="up", values=(2, 1)), Bar(label="down", values=(-2, -1))]
    picture = bars(rows, title="t", desc="d", axis=X)
    drawn = parse(picture).findall(".//svg:g/svg:rect", NAMESPACE)
    (a, a_end), (b, b_end), (c, c_end), (d, d_end) = (
        (float(rect.attrib["x"]), float(rect.attrib["x"]) + float(rect.attrib["width"])) for rect in drawn
    )
    assert a_end == pytest.approx(b, abs=0.2)
    assert c_end == pytest.approx(a, abs=0.2)
    assert d_end == pytest.approx(c, abs=0.2)
    assert d < c < a < b
    assert b_end - b == pytest.approx((a_end - a) / 2, abs=0.2)


def test_a_bar_says_its_total_or_its_own_text() -> None:
    rows = [Bar(label="a", values=(1.25, 2)), Bar(label="b", values=(1, 2), text="1 + 2")]
    picture = bars(rows, title="t", desc="d", axis=X, decimals=2)
    assert ">3.25<" in picture
    assert ">1 + 2<" in picture


def test_the_total_of_a_bar_to_the_left_does_not_stand_on_its_label() -> None:
    rows = [Bar(label="the best", values=(9.5, 0)), Bar(label="waste of", values=(0, -20.0))]
    picture = bars(rows, title="t", desc="d", axis=X, legend=("for", "against"), decimals=1)
    name, total = (
        found
        for found in parse(picture).iterfind(".//svg:text", NAMESPACE)
        if found.text in {"waste of", "\N{MINUS SIGN}20.0"}
    )
    assert float(name.attrib["x"]) + text_width(total.text or "") <= float(total.attrib["x"])


def test_a_heatmap_is_darkest_at_its_largest_value_and_stays_readable() -> None:
    picture = heatmap([[0, 9], [3, 1]], rows=["a", "b"], columns=["c", "d"], title="t", desc="d")
    fills = attributes(picture, "rect", "fill")[1:]
    assert min(fills, key=lambda fill: int(fill[1:3], 16)) == fills[1]
    white = [text.text for text in parse(picture).iterfind(".//svg:text[@fill='#fff']", NAMESPACE)]
    assert white == ["9"]


def test_a_heatmap_of_equal_values_is_drawn() -> None:
    assert heatmap([[2, 2]], rows=["a"], columns=["b", "c"], title="t", desc="d")


def test_labels_of_close_points_cover_neither_each_other_nor_the_points() -> None:
    panel = Panel(left=0, right=400, top=0, bottom=300)
    named = [((200.0, 150.0), "first"), ((205.0, 152.0), "second"), ((190.0, 147.0), "third")]
    boxes = [label_box(label) for label in point_labels(named, panel)]
    boxes += [Box(x - 3, y - 3, x + 3, y + 3) for (x, y), _ in named]
    assert not any(one.meets(other) for one, other in combinations(boxes[:3], 2))
    assert not any(label.meets(point) for label in boxes[:3] for point in boxes[3:])


def label_box(markup: str) -> Box:
    text = ET.fromstring(markup)
    x, y, width = float(text.attrib["x"]), float(text.attrib["y"]), text_width(text.text or "")
    left = x - {"start": 0, "middle": 0.5, "end": 1}[text.attrib["text-anchor"]] * width
    return Box(left, y - 10, left + width, y)


def test_a_label_at_the_right_edge_stays_inside() -> None:
    [label] = point_labels([((395.0, 150.0), "far right")], Panel(left=0, right=400, top=0, bottom=300))
    assert 'text-anchor="end"' in label


@pytest.mark.parametrize(
    ("other", "meets"), [((5, 5, 15, 15), True), ((10, 0, 20, 10), False), ((0, 11, 10, 20), False)]
)
def test_boxes_that_only_touch_do_not_meet(other: tuple[float, float, float, float], meets: bool) -> None:
    assert Box(0, 0, 10, 10).meets(Box(*other)) is meets


def test_a_long_title_is_wrapped_and_loses_no_word() -> None:
    title = " ".join(f"word{k}" for k in range(30))
    root = parse(draw_bars(title, "w"))
    bold = [text.text or "" for text in root.iterfind(".//svg:text[@font-weight='bold']", NAMESPACE)]
    assert len(bold) > 1
    assert " ".join(bold) == title


@pytest.mark.parametrize("value", [float("nan"), float("inf")])
def test_what_is_not_finite_is_refused(value: float) -> None:
    with pytest.raises(ValueError, match="not a finite number"):
        scatter([Series(x=[1], y=[value])], title="t", desc="d", x=X, y=Y)
    with pytest.raises(ValueError, match="not a finite number"):
        heatmap([[value]], rows=["a"], columns=["b"], title="t", desc="d")


def test_nothing_is_refused() -> None:
    with pytest.raises(ValueError, match="nothing to draw"):
        lines([Series(x=[], y=[])], title="t", desc="d", x=X, y=Y)


def test_a_point_without_a_partner_is_refused() -> None:
    with pytest.raises(ValueError, match="shorter"):
        scatter([Series(x=[1, 2], y=[1])], title="t", desc="d", x=X, y=Y)


def test_more_series_than_can_be_told_apart_are_refused() -> None:
    with pytest.raises(ValueError, match="at most 5"):
        lines([Series(x=[1], y=[1])] * 6, title="t", desc="d", x=X, y=Y)


def test_a_bar_that_does_not_fit_the_legend_is_refused() -> None:
    with pytest.raises(ValueError, match="each name in the legend"):
        bars([Bar(label="a", values=(1,))], title="t", desc="d", axis=X, legend=("one", "two"))


@pytest.mark.parametrize("texts", [None, [["one"]]])
def test_a_heatmap_whose_cells_do_not_fill_it_is_refused(texts: list[list[str]] | None) -> None:
    values = [[1.0]] if texts is None else [[1.0, 2.0]]
    with pytest.raises(ValueError, match="do not fill 1 rows and 2 columns"):
        heatmap(values, rows=["a"], columns=["b", "c"], title="t", desc="d", texts=texts)
