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
from projects.detection.scene import Scene
from projects.detection.score import NOTHING, count, score
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
    """Each engine on one and on two threads: whole frames, from the camera's JPEG to boxes."""
    rows: list[Row] = []
    truth = [scene.boxes for scene in scenes]
    packed = [scene.packed for scene in scenes]
    found: dict[str, tuple[list[Detections], list[Detections]]] = {}
    for threads in (1, 2):
        with ExitStack() as stack:
            running = [_start(spec, threads, settings, stack) for spec in specs]
            for one in running:
                progress(f"{one.spec.name}, {threads} thread{'s' * (threads > 1)}: loading and scoring")
                if threads == 1:
                    everything = _ask(one, packed, FOR_SCORING)
                    # What reads codes has no confidence to choose by.
                    sure = everything if one.spec.way is Way.CLASSICAL else _ask(one, packed, None)
                    found[one.spec.name] = everything, sure
            progress(f"timing {calls} frames each, shuffled")
            times = _interleave(running, packed[:60], calls)
            rows += [_row(one, times[k], *found[one.spec.name], truth) for k, one in enumerate(running)]
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
    ready = make_ready(spec, threads, settings)
    finds = {chosen: ready(chosen) for chosen in (None, FOR_SCORING)}
    while True:
        try:
            packed, chosen = line.recv()
        except EOFError:
            return
        wall, cpu = time.perf_counter(), time.process_time()
        found = finds[chosen](packed)
        line.send((found, (time.perf_counter() - wall) * 1000, (time.process_time() - cpu) * 1000))


def _call(one: _Running, packed: bytes, chosen: Settings | None) -> tuple[Detections, float, float]:
    try:
        one.line.send((packed, chosen))
        answer: tuple[Detections, float, float] = one.line.recv()
    except (EOFError, OSError) as error:
        raise DetectionError(f"the engine {one.spec.name} stopped; what it said stands above") from error
    return answer


def _ask(one: _Running, frames: Sequence[bytes], chosen: Settings | None) -> list[Detections]:
    return [_call(one, packed, chosen)[0] for packed in frames]


def _interleave(running: Sequence[_Running], frames: Sequence[bytes], calls: int) -> list[list[tuple[float, float]]]:
    times: list[list[tuple[float, float]]] = [[] for _ in running]
    rng = np.random.default_rng(0)
    for one in running:
        for k in range(WARM_UP):
            _call(one, frames[k % len(frames)], None)
    for number in range(calls):
        for k in rng.permutation(len(running)):
            times[k].append(_call(running[k], frames[number % len(frames)], None)[1:])
    return times


def _row(
    one: _Running,
    times: Sequence[tuple[float, float]],
    everything: Sequence[Detections],
    sure: Sequence[Detections],
    truth: Sequence[Sequence[Box]],
) -> Row:
    """The number of threads changes no box, so what one thread found stands for both."""
    scored = score(everything, truth)
    counts = sum((count(found, boxes) for found, boxes in zip(sure, truth, strict=True)), NOTHING)
    wall, cpu = np.array(times).T
    return Row(
        engine=one.spec.name,
        file=one.spec.file.name if one.spec.kept else "",
        size_kb=one.spec.file.stat().st_size / 1024 if one.spec.way is not Way.CLASSICAL else 0.0,
        threads=one.threads,
        p50_ms=float(np.percentile(wall, 50)),
        p95_ms=float(np.percentile(wall, 95)),
        cpu_ms=float(np.median(cpu)),
        map50=scored.map50,
        map50_95=scored.map50_95,
        precision=counts.precision,
        recall=counts.recall,
        deployable=one.spec.way is Way.ONNXRUNTIME and one.spec.kept,
        rival=one.spec.rival,
    )
