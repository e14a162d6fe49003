"""What a run prints: plain text, at most 100 columns."""

from collections.abc import Iterator, Sequence

from projects.detection.drift_study import DriftFindings
from projects.detection.evaluate import SHARES
from projects.detection.findings import Findings, Graded
from projects.detection.kinds import NAMES
from projects.detection.scene import HEIGHT, SHIFTED, USUAL, WIDTH
from projects.detection.serve.fates import Fate
from projects.detection.stream_study import StreamFindings
from projects.detection.table import Row, reference


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
    yield f"ON THE TEST PHOTOS  (labels from {findings.smallest_share:.1%} of the {WIDTH} x {HEIGHT} frame)"
    rows = [["", "frames", "mAP50", "mAP50-95", *NAMES]]
    for graded in findings.graded:
        kinds = (f"{value:.3f}" for value in graded.score.of_kind)
        scores = f"{graded.score.map50:.3f}", f"{graded.score.map50_95:.3f}"
        rows.append([graded.model, graded.domain, *scores, *kinds])
    yield from table(rows, left=2)
    gains = [
        _of(findings, "tuned", domain.name).score.map50 - _of(findings, "base", domain.name).score.map50
        for domain in (USUAL, SHIFTED)
    ]
    yield f"  Tuning changed mAP50 by {gains[0]:+.3f} on the usual frames and by {gains[1]:+.3f} on the shifted ones."
    before = _of(findings, "base", USUAL.name)
    yield "  Found by the base as deployed, by share of the frame:"
    yield "    " + ", ".join(
        f"{low:.0%}-{high:.0%} {recall:.3f}"
        for low, high, recall in zip(SHARES, SHARES[1:], before.recall, strict=False)
        if recall == recall  # noqa: PLR0124 - not a number where no label is of that size
    )


def _of(findings: Findings, model: str, domain: str) -> Graded:
    return next(g for g in findings.graded if (g.model, g.domain) == (model, domain))


def _engines(findings: Findings) -> Iterator[str]:
    yield f"THE ENGINES  (whole frames, {findings.plan.calls} calls each, shuffled, one process an engine)"
    yield from table(engine_rows(findings.rows), left=1)
    yield f"  Chosen: {findings.chosen.engine}."


def engine_rows(rows: Sequence[Row]) -> list[list[str]]:
    """The head first."""
    told = [["", "KB", "threads", "p50 ms", "p95 ms", "CPU ms", "faster", "less CPU", "mAP50", "mAP50-95"]]
    for row in rows:
        framework = reference(rows, row.threads)
        faster, less = framework.p50_ms / row.p50_ms, framework.cpu_ms / row.cpu_ms
        times = f"{row.p50_ms:.2f}", f"{row.p95_ms:.2f}", f"{row.cpu_ms:.2f}", f"{faster:.1f}", f"{less:.1f}"
        told.append(
            [row.engine, f"{row.size_kb:.0f}", str(row.threads), *times, f"{row.map50:.3f}", f"{row.map50_95:.3f}"]
        )
    return told


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
