"""`python -m projects.housing`: explores, compares, prints figures and draws pictures; or a part of the system."""

import argparse
import os
import sys
from pathlib import Path

from projects.ops.command import PARTS, run_part


def main(arguments: list[str] | None = None) -> int:
    """The exit code: 0, 1 if nobody reads on, 2 for something the user can put right, 130 after Ctrl-C."""
    words = sys.argv[1:] if arguments is None else arguments
    if words and words[0] in PARTS:
        return run_part("housing", words)
    asked = _parser().parse_args(words)
    try:
        return _run(asked.out, quick=asked.quick)
    except KeyboardInterrupt:
        print("stopped", file=sys.stderr)
        return 130
    except BrokenPipeError:
        # The reader of our output has left: what is still buffered must not fail once more at exit.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 1


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="projects.housing",
        description="Ames housing prices, from the raw table to an honest figure.",
        epilog=f"Other first words: {', '.join(PARTS)}; each has a --help of its own.",
    )
    parser.add_argument(
        "--out", type=Path, default=Path("out/housing"), metavar="DIR", help="for pictures (%(default)s)"
    )
    parser.add_argument("--quick", action="store_true", help="a fifth of the houses and three folds")
    return parser


def _run(out: Path, *, quick: bool) -> int:
    # The libraries load for seconds, in which Ctrl-C must end as cleanly as later.
    from projects.housing.data import DataError, load_ames
    from projects.housing.pictures import draw
    from projects.housing.report import describe, summarize
    from projects.housing.study import QUICK, Plan, run

    try:
        houses = load_ames()
        _prepare(out)
        print(describe(houses), end="\n\n", flush=True)
        findings = run(houses, QUICK if quick else Plan(), _say)
        print(summarize(findings), end="\n\n")
        _write(out, draw(findings))
    except (DataError, _OutError) as error:
        print(error, file=sys.stderr)
        return 2
    return 0


class _OutError(Exception):
    """The folder for the pictures cannot be written to."""


def _prepare(out: Path) -> None:
    """Finds out before the work, not after it, whether its results can be kept."""
    try:
        out.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise _OutError(f"cannot make the folder {out}: {error.strerror}; name another with --out") from error
    if not os.access(out, os.W_OK | os.X_OK):
        raise _OutError(f"cannot write to the folder {out}; name another with --out")


def _write(out: Path, pictures: dict[str, str]) -> None:
    print("PICTURES")
    for name, picture in pictures.items():
        path = out / name
        try:
            path.write_text(picture, encoding="utf-8")
        except OSError as error:
            raise _OutError(f"cannot write {path}: {error.strerror}; name another folder with --out") from error
        print(f"  {path}")


def _say(step: str) -> None:
    """Progress goes to stderr: stdout holds the results alone."""
    print(f"... {step}", file=sys.stderr, flush=True)


if __name__ == "__main__":
    sys.exit(main())
