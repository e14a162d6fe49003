"""Teaches the network that reads answers, and writes its weights.

    python -m tests.training --base FOLDER --pairs FILE --out prep/concepts/reader/weights.npz

Needs the extra `deep`. The folder is that of all-MiniLM-L6-v2 with its model.safetensors; the file holds public pairs,
a line each: premise, hypothesis, label (e, n, c or x) and source, with tabs between. MODEL.md beside the weights says
more. It takes hours on one core; with `--kept FILE` it can be stopped and goes on where it was.
`--share 0.01 --rounds 1` tries everything out in a minute.
"""

import argparse
import sys
from importlib.util import find_spec
from pathlib import Path

from prep.catalog.locate import content_roots
from prep.model.errors import ContentError, PrepError
from tests.training.mixture import Material
from tests.training.pairs import load_pairs


def main() -> None:
    """Run the recipe; what a person can put right is one line and the exit code 1."""
    options = _parser().parse_args()
    try:
        _train(options)
    except PrepError as error:
        sys.exit(f"tests.training: {error}")


def _train(options: argparse.Namespace) -> None:
    if find_spec("torch") is None:
        raise ContentError("torch is not installed; install the extra `deep`")
    from tests.training.train import Plan, train

    out: Path = options.out
    if not out.parent.is_dir():  # better said now than after hours
        raise ContentError(f"{out}: the folder {out.parent} does not exist; make it first")
    plan = Plan(
        base=options.base,
        out=out,
        rounds=options.rounds,
        seed=options.seed,
        threads=options.threads,
        share=options.share,
        kept=options.kept,
    )
    train(plan, Material.load(content_roots(options.content)), load_pairs(options.pairs), _say)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m tests.training", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--base", type=Path, required=True, metavar="FOLDER", help="where the base model lies")
    parser.add_argument("--pairs", type=Path, required=True, metavar="FILE", help="public pairs of sentences")
    parser.add_argument("--out", type=Path, required=True, metavar="FILE", help="the weights to write, an .npz file")
    parser.add_argument(
        "--content", type=Path, metavar="FOLDER", help="a content folder of your own to learn from first"
    )
    parser.add_argument("--rounds", type=_count, default=20, metavar="N", help="rounds over answers (default: 20)")
    parser.add_argument("--seed", type=int, default=11, metavar="N", help="of everything that is drawn (default: 11)")
    parser.add_argument("--threads", type=_count, default=1, metavar="N", help="more than one changes the last digits")
    parser.add_argument(
        "--kept", type=Path, metavar="FILE", help="keep the run here after each round, and go on with what is found"
    )
    parser.add_argument("--share", type=_share, default=1.0, metavar="X", help="take only this share of all amounts")
    return parser


def _count(text: str) -> int:
    if not text.isdecimal() or not int(text):
        raise argparse.ArgumentTypeError(f"`{text}` is not a whole number from 1")
    return int(text)


def _share(text: str) -> float:
    try:
        share = float(text)
    except ValueError:
        share = 0.0
    if not 0 < share <= 1:
        raise argparse.ArgumentTypeError(f"`{text}` is not a number above 0 and up to 1")
    return share


def _say(line: str) -> None:
    sys.stderr.write(f"{line}\n")


if __name__ == "__main__":
    main()
