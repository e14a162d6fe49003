"""`python -m projects.sentiment`: learns from the reviews, prints the figures and draws the pictures."""

import argparse
import os
import sys
from pathlib import Path
from typing import NoReturn

from projects.ops.command import PARTS, run_part
from projects.sentiment.errors import SentimentError


def main(arguments: list[str] | None = None) -> int:
    """The exit code: 0, 1 if nobody reads on, 2 for something the user can put right, 130 after Ctrl-C."""
    words = sys.argv[1:] if arguments is None else arguments
    if words and words[0] in PARTS:
        return run_part("sentiment", words)
    asked = _parser().parse_args(words)
    out: Path = asked.out or Path("out/sentiment-quick" if asked.quick else "out/sentiment")
    try:
        return _run(out, quick=asked.quick)
    except SentimentError as error:
        print(error, file=sys.stderr)
        return 2
    except KeyboardInterrupt:
        print(
            f"stopped; finished stages are kept in {_kept(out)}, and the same command goes on from there",
            file=sys.stderr,
        )
        return 130
    except BrokenPipeError:
        # The reader of our output has left: what is still buffered must not fail once more at exit.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 1


class _Parser(argparse.ArgumentParser):
    """Says what is wrong in one line."""

    def error(self, message: str) -> NoReturn:
        self.exit(2, f"{message}; see --help\n")


def _parser() -> argparse.ArgumentParser:
    parser = _Parser(
        prog="projects.sentiment",
        description="Film reviews: for or against? From raw texts to an honest figure.",
        epilog=f"Other first words: {', '.join(PARTS)}; each has a --help of its own.",
    )
    parser.add_argument(
        "--out",
        type=Path,
        metavar="DIR",
        help="for pictures and finished stages (out/sentiment, or out/sentiment-quick)",
    )
    parser.add_argument("--quick", action="store_true", help="2,000 reviews and small models: seconds, worse figures")
    return parser


def _run(out: Path, *, quick: bool) -> int:
    # The libraries load for seconds, in which Ctrl-C must end as cleanly as later.
    from projects.sentiment.pictures import draw
    from projects.sentiment.plan import FULL, QUICK
    from projects.sentiment.report import describe_mistakes, summarize
    from projects.sentiment.study import run

    _prepare(out)
    findings = run(QUICK if quick else FULL, _kept(out), _say)
    print(summarize(findings), end="\n\n")
    print("WRITTEN")
    for name, text in {**draw(findings), "mistakes.md": describe_mistakes(findings)}.items():
        _write(out / name, text)
        print(f"  {out / name}")
    return 0


def _kept(out: Path) -> Path:
    return out / "stages"


def _prepare(out: Path) -> None:
    """Finds out before the work, not after it, whether its results can be kept."""
    try:
        out.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise SentimentError(f"cannot make the folder {out}: {error.strerror}; name another with --out") from error
    if not os.access(out, os.W_OK | os.X_OK):
        raise SentimentError(f"cannot write to the folder {out}; name another with --out")


def _write(path: Path, text: str) -> None:
    try:
        path.write_text(text, encoding="utf-8")
    except OSError as error:
        raise SentimentError(f"cannot write {path}: {error.strerror}; name another folder with --out") from error


def _say(step: str) -> None:
    """Progress goes to stderr: stdout holds the results alone."""
    print(f"... {step}", file=sys.stderr, flush=True)


if __name__ == "__main__":
    sys.exit(main())
