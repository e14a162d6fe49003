"""A notebook is shown to people as its author left it, and nothing in it can do more than be read."""

import base64
import json
import random
import struct
import zlib
from dataclasses import replace

import pytest

from prep.model.submission import Submission
from prep.reports.notebook_pages import notebook_blocks
from prep.reports.plots import clean_png
from prep.reports.render import render_html, render_markdown, render_text
from prep.reports.summarize import summarize_sitting
from prep.reports.view import Photo, ReportView
from tests import report_stage as stage


def png(width: int = 4, height: int = 3, *extra: tuple[bytes, bytes], colour: int = 2, rows: bytes = b"") -> bytes:
    """A picture in colours; `extra` are chunks between its head and its pixels."""
    channels = {0: 1, 2: 3, 3: 1, 6: 4}[colour]
    pixels = rows or (b"\0" + b"\x7f" * (width * channels)) * height
    head = struct.pack(">IIBBBBB", width, height, 8, colour, 0, 0, 0)
    chunks = [(b"IHDR", head), *extra, (b"IDAT", zlib.compress(pixels)), (b"IEND", b"")]
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">I4s", len(body), kind) + body + struct.pack(">I", zlib.crc32(kind + body))
        for kind, body in chunks
    )


def encoded(content: bytes) -> str:
    return base64.b64encode(content).decode()


HOSTILE = "<script>alert(1)</script> [click](javascript:alert(1)) \x1b[2J ![x](http://x.example/y.png) #set page()"


def _notebook(picture: bytes = b"") -> bytes:
    outputs = [
        {"output_type": "stream", "text": ["MAE 17,019\n", HOSTILE]},
        {"output_type": "display_data", "data": {"image/png": encoded(picture or png()), "text/plain": "<Figure>"}},
        {"output_type": "execute_result", "data": {"text/html": f"<b>{HOSTILE}</b>", "text/plain": "a  b"}},
        {"output_type": "error", "ename": "ValueError", "evalue": HOSTILE, "traceback": ["x"]},
        {"output_type": "display_data", "data": {"image/svg+xml": f"<svg onload='{HOSTILE}'/>"}},
    ]
    cells = [
        {"cell_type": "markdown", "source": f"# Why the log target\n\n{HOSTILE}"},
        {"cell_type": "code", "source": "double(2)", "outputs": outputs},
    ]
    return json.dumps({"cells": cells, "nbformat": 4, "metadata": {}}).encode()


def _view(content: bytes) -> ReportView:
    item = stage.coded(stage.graded())
    submission = Submission(name="work", files={"solution.py": b"x = 1\n"}, originals={"notebook.ipynb": content})
    return summarize_sitting(replace(stage.mixed(), items=(replace(item, submission=submission),)))


def test_text_outputs_and_plots_of_a_notebook_are_in_every_kind_of_report() -> None:
    view = _view(_notebook())
    html, markdown, text = render_html(view), render_markdown(view), render_text(view)
    for report in (html, text):
        assert "Why the log target" in report
        assert "MAE 17,019" in report
        assert "Plot of cell 2" in report
    assert "Why the log target" in markdown
    assert html.count("data:image/png;base64,") == 1


def test_nothing_in_a_notebook_becomes_markup_in_a_report() -> None:
    html = render_html(_view(_notebook()))
    assert not any(markup in html for markup in ("<script", 'href="javascript', "<svg onload", 'src="http', "<b>"))
    assert html.count("<img") == 1
    assert "\x1b" not in html + render_text(_view(_notebook())) + render_markdown(_view(_notebook()))


def test_a_report_with_a_notebook_is_set_as_a_pdf() -> None:
    pytest.importorskip("typst")
    from prep.reports.pdf import render_pdf

    assert render_pdf(_view(_notebook())).startswith(b"%PDF")


def test_only_pixels_of_a_picture_are_kept() -> None:
    plot = clean_png(encoded(png(4, 3, (b"tEXt", b"Comment\0secret"), (b"iCCP", b"profile"), (b"eXIf", b"place"))))
    assert plot is not None
    assert (plot.width, plot.height) == (4, 3)
    assert not any(word in plot.content for word in (b"secret", b"profile", b"place", b"tEXt"))
    assert clean_png(encoded(plot.content)) == plot


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"GIF89a",
        png()[:-20],
        png()[:40] + b"\xff" + png()[41:],
        png(40_000, 1),
        png(3000, 3000, rows=b"\0"),
        png(rows=b"\0" * 5),
        png(rows=b"\0" * 4000),
        png(rows=(b"\x09" + b"\0" * 12) * 3),
        png(colour=3),
    ],
)
def test_a_picture_that_is_none_or_far_too_large_is_not_shown(content: bytes) -> None:
    assert clean_png(encoded(content)) is None
    blocks = list(notebook_blocks(_notebook(content or b"x")))
    assert not any(isinstance(block, Photo) for block in blocks)


def test_a_short_palette_gets_an_end_that_no_pixel_points_behind() -> None:
    plot = clean_png(encoded(png(4, 3, (b"PLTE", b"\1\2\3"), colour=3)))
    assert plot is not None
    assert plot.content.count(b"PLTE") == 1
    assert b"\1\2\3" + bytes(765) in plot.content


@pytest.mark.parametrize("seed", range(40))
def test_changed_pictures_are_shown_whole_or_not_at_all(seed: int) -> None:
    rng = random.Random(seed)
    content = bytearray(png(9, 9))
    for _ in range(3):
        content[rng.randrange(len(content))] = rng.randrange(256)
    plot = clean_png(encoded(bytes(content)))
    assert plot is None or clean_png(encoded(plot.content)) == plot


def test_a_notebook_that_cannot_be_read_says_so_instead() -> None:
    (block,) = notebook_blocks(b"{")
    assert "is not a notebook that can be read" in str(block)
