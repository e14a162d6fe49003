"""What a run prints: plain text, at most 100 columns."""

from collections.abc import Iterator, Sequence
from textwrap import wrap

from projects.detection.drift_study import DriftFindings
from projects.detection.evaluate import Graded, Interval
from projects.detection.findings import Findings
from projects.detection.kinds import NAMES
from projects.detection.scene import HEIGHT, SHIFTED, WIDTH
from projects.detection.serve.fates import Fate
from projects.detection.slices import slice_labels
from projects.detection.stream_study import StreamFindings
from projects.detection.table import Row, best_rival


def summarize(findings: Findings) -> str:
    """All figures."""
    sections = (
        _training(findings),
        _scores(findings),
        _engines(findings),
        _service(findings),
        _drift(findings),
    )
    return "\n\n".join("\n".join(section) for section in sections)


def _training(findings: Findings) -> Iterator[str]:
    yield "TRAINING"
    for training in findings.trainings:
        best = max(row["metrics/mAP50(B)"] for row in training.curve)
        yield (
            f"  {training.name}: {len(training.curve)} epochs, {training.time_s:.0f} s, "
            f"mAP50 up to {best:.3f} on validation"
        )
    if findings.plan.quick:
        yield "  Only a taste of tuning to the shifted domain; what follows uses the weights kept in the project."


def _scores(findings: Findings) -> Iterator[str]:
    yield f"ON THE TEST PHOTOS  (usual: labels from {findings.smallest_share:.1%} of the {WIDTH} x {HEIGHT} frame)"
    rows = [["", "frames", "mAP50", "mAP50-95", *NAMES]]
    for graded in findings.graded:
        if graded.score is not None:
            kinds = (f"{value:.3f}" for value in graded.score.of_kind)
            scores = f"{graded.score.map50:.3f}", f"{graded.score.map50_95:.3f}"
            rows.append([graded.model, graded.domain, *scores, *kinds])
    yield from table(rows, left=2)
    yield "  At the operating point, with the 95 % interval over photos:"
    rows = [["", "frames", "precision", "recall", "false boxes a frame"]]
    for graded in findings.graded:
        figures = (graded.precision, graded.recall, graded.false_boxes)
        rows.append([graded.model, graded.domain, *map(_interval, figures)])
    yield from table(rows, left=2)
    yield "  Found by the base, by property of the label:"
    sought = [one for graded in findings.graded if graded.model == "base" for one in graded.sought if _fair(graded)]
    for name, slices in slice_labels(sought).items():
        parts = ", ".join(f"{part} {found.mean:.3f}" for part, found in slices.items())
        yield from wrap(f"{name}: {parts}", 96, initial_indent="    ", subsequent_indent="      ")


def _fair(graded: Graded) -> bool:
    """The shifted domain is not the base's: its frames would blame size and tilt for the dark."""
    return graded.domain != SHIFTED.name


def _interval(figure: Interval | None) -> str:
    return "" if figure is None else f"{figure.mean:.3f} ({figure.low:.3f} to {figure.high:.3f})"


def _engines(findings: Findings) -> Iterator[str]:
    yield f"THE ENGINES  (from JPEG to boxes, {findings.plan.calls} calls each, shuffled, one process an engine)"
    yield from table(engine_rows(findings.rows), left=1)
    rival = best_rival(findings.rows)
    less = rival.cpu_ms / findings.chosen.cpu_ms
    yield f"  Chosen: {findings.chosen.engine}: {less:.1f} times less CPU than the best rival, {rival.engine}."


def engine_rows(rows: Sequence[Row]) -> list[list[str]]:
    """The head first."""
    lines = [["", "threads", "p50 ms", "p95 ms", "CPU ms", "CPU", "mAP50", "mAP50-95", "precision", "recall"]]
    for row in rows:
        times = f"{row.p50_ms:.2f}", f"{row.p95_ms:.2f}", f"{row.cpu_ms:.2f}"
        share = f"{row.cpu_ms / best_rival(rows, row.threads).cpu_ms:.2f}"
        figures = (row.map50, row.map50_95, row.precision, row.recall)
        lines.append([row.engine, str(row.threads), *times, share, *(f"{value:.3f}" for value in figures)])
    return lines


def _service(findings: Findings) -> Iterator[str]:
    yield f"THE SERVICE  (it answers one client {findings.capacity:.0f} frames a second)"
    rows = [["", "sent", "fps", *(fate.value for fate in Fate), "silent", "p50 ms", "p95 ms"]]
    rows += [_stream(stream) for stream in findings.streams]
    yield from table(rows, left=1)


def _stream(stream: StreamFindings) -> list[str]:
    account = stream.account
    fates = [f"{account.fates[fate]:,}" for fate in Fate]
    times = f"{account.p50_ms:.1f}", f"{account.p95_ms:.1f}"
    return [stream.name, f"{stream.sent:,}", f"{stream.rate:.0f}", *fates, f"{stream.silent:,}", *times]


def _drift(findings: Findings) -> Iterator[str]:
    yield from watch_lines(findings.drift)


def watch_lines(drift: DriftFindings) -> Iterator[str]:
    """Cameras that are well, then each fault by the kind of camera that had it."""
    yield "THE WATCH  (a strain over 1 raises an alarm)"
    rows = [["cameras that are well", "", "seconds each", "alarms", "greatest strain"]]
    rows += [[q.life, str(q.cameras), f"{q.watched_s:,}", str(q.alarms), f"{q.highest:.2f}"] for q in drift.quiet]
    yield from table(rows, left=1)
    yield ""
    rows = [["one of four", "has become", "named in time", "slowest s"]]
    for found in drift.found:
        slowest = "" if found.slowest_s is None else str(found.slowest_s)
        rows.append([found.life, found.fault, f"{found.named} of {found.cases}", slowest])
    yield from table(rows, left=2)


def table(rows: Sequence[Sequence[str]], *, left: int) -> Iterator[str]:
    """Two spaces before each column; the first `left` ones to the left, the others to the right."""
    widths = [max(len(row[k]) for row in rows) for k in range(len(rows[0]))]
    for row in rows:
        cells = [
            cell.ljust(width) if k < left else cell.rjust(width)
            for k, (cell, width) in enumerate(zip(row, widths, strict=True))
        ]
        yield ("  " + "  ".join(cells)).rstrip()
