"""What reports cost: a thousand pages, one PDF, the first and the following ones.

    python -m tests.benchmarks.reports

CPU seconds of this process and of those it starts (ruff, for remarks on style).
"""

import os
import platform
import time
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from functools import partial
from pathlib import Path

from prep.model.sitting import CodeItem, Sitting
from prep.reports.cohort import summarize_cohort
from prep.reports.pdf import render_pdf
from prep.reports.render import render_html, render_markdown, render_text
from prep.reports.summarize import summarize_sitting
from tests import report_stage as stage
from tests.benchmarks.cpu import own_and_children_s, resident_mb

COUNT = 1_000


def report() -> None:
    print(f"{_processor()}, {os.cpu_count()} cores, load {os.getloadavg()[0]:.1f}, Python {platform.python_version()}")
    _thousand()
    _renderings()
    _pdf()
    _cohort()


def _thousand() -> None:
    """Each of another person, with other code and another date: nothing can be kept from one to the next."""
    for style in (True, False):
        before = own_and_children_s()
        size = 0
        for number in range(COUNT):
            size += len(render_html(summarize_sitting(_other(stage.mixed(), number), style=style)))
        spent = own_and_children_s() - before
        remarks = "with" if style else "without"
        print(
            f"{COUNT} candidates' pages {remarks} remarks on style: {spent:.1f} s of CPU, "
            f"{size / COUNT / 1000:.0f} kB each, {resident_mb([os.getpid()]):.0f} MB resident"
        )


def _other(sitting: Sitting, number: int) -> Sitting:
    (item,) = sitting.items
    assert isinstance(item, CodeItem)
    code = item.submission.files["solution.py"] + f"\nnumber = {number}\n".encode()
    files = replace(item.submission, files={"solution.py": code})
    return replace(
        sitting,
        person=f"Candidate {number}",
        finished_at=sitting.finished_at + timedelta(minutes=number),
        items=(replace(item, submission=files),),
    )


def _renderings() -> None:
    for name, make in stage.TYPICAL.items():
        view = summarize_sitting(make())
        told = [f"{form} {_milliseconds(partial(render, view), 20):.1f}" for form, render in _FORMS.items()]
        print(f"{name}: {', '.join(told)} ms of CPU")


_FORMS: dict[str, Callable[..., object]] = {"HTML": render_html, "Markdown": render_markdown, "text": render_text}


def _pdf() -> None:
    first = time.perf_counter()
    render_pdf(summarize_sitting(_other(stage.mixed(), -1)))
    print(f"the first PDF of a process: {time.perf_counter() - first:.3f} s")
    for name, make in stage.TYPICAL.items():
        view = summarize_sitting(make())
        walls, before = [], own_and_children_s()
        for number in range(10):
            started = time.perf_counter()
            document = render_pdf(replace(view, subtitle=f"{view.subtitle} {number}"))
            walls.append(time.perf_counter() - started)
        spent = (own_and_children_s() - before) / len(walls)
        print(f"PDF, warm, {name}: {max(walls):.3f} s at most, {spent:.3f} s of CPU, {len(document) / 1000:.0f} kB")


def _cohort() -> None:
    sittings = stage.cohort(2_000)
    before = own_and_children_s()
    view = summarize_cohort(sittings).report
    middle = own_and_children_s()
    render_html(view)
    render_pdf(view)
    print(f"cohort of 2,000: {middle - before:.2f} s of CPU, its page and PDF {own_and_children_s() - middle:.2f} s")


def _milliseconds(run: Callable[[], object], times: int) -> float:
    before = time.process_time()
    for _ in range(times):
        run()
    return 1000 * (time.process_time() - before) / times


def _processor() -> str:
    for line in Path("/proc/cpuinfo").read_text("utf-8").splitlines():
        if line.startswith("model name"):
            return line.partition(":")[2].strip()
    return platform.processor() or "an unknown processor"


if __name__ == "__main__":
    report()
