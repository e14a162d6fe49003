"""What a run prints: plain text, at most 100 columns."""

import textwrap
from collections.abc import Iterator, Sequence

from projects.transformer import tables
from projects.transformer.findings import Findings


def summarize(findings: Findings) -> str:
    """All figures."""
    sections = (
        _text(findings),
        _training(findings),
        _compared(findings),
        _written(findings),
        _tuned(findings),
        _cost(findings),
    )
    return "\n\n".join("\n".join(section) for section in sections)


def _text(findings: Findings) -> Iterator[str]:
    corpus = findings.corpus
    yield "THE TEXT"
    yield (
        f"  {corpus.train_bytes:,} bytes to learn from, {corpus.test_bytes:,} to test; {corpus.vocabulary} tokens, "
        f"{corpus.train_bytes / corpus.train_tokens:.1f} bytes each"
    )
    if findings.quick:
        yield "  A small sample and a tiny network: run without --quick for figures that mean something."


def _training(findings: Findings) -> Iterator[str]:
    training = findings.training
    yield f"TRAINING  ({training.learnt:,} numbers, {training.cpu_s:.0f} CPU seconds)"
    rows = [["steps", "nats a token", "on validation"]]
    rows += [[f"{p.step:,}", f"{p.train_nats:.3f}", f"{p.validation_nats:.3f}"] for p in training.curve]
    yield from _plain(rows, left=0)


def _compared(findings: Findings) -> Iterator[str]:
    yield "THE TEST TALES, IN BITS A BYTE"
    yield from _plain(tables.compared(findings))
    yield (
        f"  A tale takes {findings.body_bits:.1f} bits (worth {findings.body_floor:.1f}), and its ending "
        f"{findings.ending_bits:.2f} (worth 0: it follows)."
    )


def _written(findings: Findings) -> Iterator[str]:
    yield f"TALES THAT IT WRITES  ({findings.written[0].tales} each way)"
    yield from _plain(tables.written(findings))
    yield from textwrap.wrap(findings.sample, 96, initial_indent="  > ", subsequent_indent="  > ")


def _tuned(findings: Findings) -> Iterator[str]:
    yield "A SECOND STYLE: THE PAST TENSE"
    yield from _plain(tables.tuned(findings))


def _cost(findings: Findings) -> Iterator[str]:
    yield "WHAT A TOKEN COSTS"
    yield from _plain(tables.cached(findings))
    yield ""
    yield from _plain(tables.speeds(findings))


def _plain(rows: Sequence[Sequence[str]], *, left: int = 1) -> Iterator[str]:
    widths = [max(len(row[k]) for row in rows) for k in range(len(rows[0]))]
    for row in rows:
        cells = [
            cell.ljust(width) if k < left else cell.rjust(width)
            for k, (cell, width) in enumerate(zip(row, widths, strict=True))
        ]
        yield ("  " + "  ".join(cells)).rstrip()
