"""Measures engines side by side: one process each, the same frames, calls in shuffled order.

Several engines in one process would spoil each other: their pools of threads spin while they wait. A fixed order would
give each engine the same neighbour's heat and caches every time.
"""

import multiprocessing
import os
import time
from collections.abc import Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from multiprocessing.connection import Connection
from pathlib import Path

import numpy as np

from projects.detection.boxes import Detections
from projects.detection.dataset import Progress
from projects.detection.detector import FOR_SCORING, Settings
from projects.detection.engines import EngineSpec, Way, make_ready
from projects.detection.errors import DetectionError
from projects.detection.kinds import Box
from projects.detection.photos import Image
from projects.detection.scene import Scene
from projects.detection.score import score
from projects.detection.table import Row

WARM_UP = 20


@dataclass(frozen=True, kw_only=True)
class _Running:
    spec: EngineSpec
    threads: int
    line: Connection


def measure(
    specs: Sequence[EngineSpec], scenes: Sequence[Scene], *, calls: int, settings: Path, progress: Progress
) -> tuple[Row, ...]:
    """Each engine on one and on two threads: whole frames, from the camera's picture to boxes."""
    rows: list[Row] = []
    truth = [scene.boxes for scene in scenes]
    images = [scene.image for scene in scenes]
    for threads in (1, 2):
        with ExitStack() as stack:
            running = [_start(spec, threads, settings, stack) for spec in specs]
            found = {}
            for one in running:
                progress(f"{one.spec.name}, {threads} thread{'s' * (threads > 1)}: loading and scoring")
                found[one.spec.name] = _ask(one, images) if threads == 1 else []
            progress(f"timing {calls} frames each, shuffled")
            times = _interleave(running, images[:60], calls)
            rows += [_row(one, times[k], found[one.spec.name], truth, rows) for k, one in enumerate(running)]
    return tuple(rows)


def _start(spec: EngineSpec, threads: int, settings: Path, stack: ExitStack) -> _Running:
    context = multiprocessing.get_context("spawn")
    ours, theirs = context.Pipe()
    process = context.Process(target=_serve, args=(theirs, spec, threads, settings), daemon=True)
    process.start()
    theirs.close()
    stack.callback(process.join)
    stack.callback(ours.close)
    return _Running(spec=spec, threads=threads, line=ours)


def _serve(line: Connection, spec: EngineSpec, threads: int, settings: Path) -> None:
    """In the engine's own process: answers each frame with what was found, and the milliseconds by wall and by CPU."""
    os.environ["OMP_NUM_THREADS"] = str(threads)
    find = make_ready(spec, threads, settings)
    while True:
        try:
            image, chosen = line.recv()
        except EOFError:
            return
        wall, cpu = time.perf_counter(), time.process_time()
        found = find(image, chosen)
        line.send((found, (time.perf_counter() - wall) * 1000, (time.process_time() - cpu) * 1000))


def _call(one: _Running, image: Image, chosen: Settings) -> tuple[Detections, float, float]:
    try:
        one.line.send((image, chosen))
        answer: tuple[Detections, float, float] = one.line.recv()
    except (EOFError, OSError) as error:
        raise DetectionError(f"the engine {one.spec.name} stopped; what it said stands above") from error
    return answer


def _ask(one: _Running, images: Sequence[Image]) -> list[Detections]:
    return [_call(one, image, FOR_SCORING)[0] for image in images]


def _interleave(running: Sequence[_Running], images: Sequence[Image], calls: int) -> list[list[tuple[float, float]]]:
    times: list[list[tuple[float, float]]] = [[] for _ in running]
    rng = np.random.default_rng(0)
    for one in running:
        for k in range(WARM_UP):
            _call(one, images[k % len(images)], Settings())
    for number in range(calls):
        for k in rng.permutation(len(running)):
            times[k].append(_call(running[k], images[number % len(images)], Settings())[1:])
    return times


def _row(
    one: _Running,
    times: Sequence[tuple[float, float]],
    found: Sequence[Detections],
    truth: Sequence[Sequence[Box]],
    rows: Sequence[Row],
) -> Row:
    """The number of threads changes no box, so the figures of one thread stand for both."""
    if found:
        scored = score(found, truth)
        map50, map50_95 = scored.map50, scored.map50_95
    else:
        first = next(row for row in rows if row.engine == one.spec.name)
        map50, map50_95 = first.map50, first.map50_95
    wall, cpu = np.array(times).T
    return Row(
        engine=one.spec.name,
        file=one.spec.file.name if one.spec.kept else "",
        size_kb=one.spec.file.stat().st_size / 1024,
        threads=one.threads,
        p50_ms=float(np.percentile(wall, 50)),
        p95_ms=float(np.percentile(wall, 95)),
        cpu_ms=float(np.median(cpu)),
        map50=map50,
        map50_95=map50_95,
        deployable=one.spec.way is Way.ONNXRUNTIME,
    )
