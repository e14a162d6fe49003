"""`python -m projects.transformer`: the whole study, or one part of it, or of the system."""

import argparse
import os
import sys
from collections.abc import Mapping
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

from projects.ops.command import PARTS, run_part
from projects.ops.errors import ProjectError
from projects.transformer.errors import TransformerError

if TYPE_CHECKING:
    from projects.transformer.bpe import Tokeniser
    from projects.transformer.model import LanguageModel

_NEEDED: Mapping[str, tuple[str, ...]] = {"deep": ("torch",), "serve": ("fastapi", "uvicorn")}

FIGURES = "figures.json"


def main(arguments: list[str] | None = None) -> int:
    """The exit code: 0, 1 if nobody reads on, 2 for something the user can put right, 130 after Ctrl-C."""
    words = sys.argv[1:] if arguments is None else arguments
    if words and words[0] in PARTS and words[0] not in _PARTS:
        return run_part("transformer", words)
    asked = _parser().parse_args(words)
    try:
        _check_installed(("deep", "serve") if asked.part == "serve" else ("deep",))
        _PARTS[asked.part](asked)
    except ProjectError as error:
        print(error, file=sys.stderr)
        return 2
    except KeyboardInterrupt:
        print("stopped; a finished training is kept, and the same command goes on from there", file=sys.stderr)
        return 130
    except BrokenPipeError:
        # The reader of our output has left: what is still buffered must not fail once more at exit.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 1
    return 0


class _Parser(argparse.ArgumentParser):
    """Says what is wrong in one line."""

    def error(self, message: str) -> NoReturn:
        self.exit(2, f"{message}; see --help\n")


def _parser() -> argparse.ArgumentParser:
    parser = _Parser(
        prog="projects.transformer",
        description="A small language model: from tokens to sentences that a service writes.",
        epilog=f"Other first words: {', '.join(part for part in PARTS if part not in _PARTS)}; each has a --help.",
    )
    parser.add_argument(
        "part",
        nargs="?",
        default="all",
        choices=tuple(_PARTS),
        help="all (the default): the study; generate: write on from a prompt; serve: the service",
    )
    parser.add_argument("--quick", action="store_true", help="few tales and a tiny network: seconds, worse figures")
    parser.add_argument(
        "--out", type=Path, metavar="DIR", help="for pictures, figures and weights (out/transformer[-quick])"
    )
    parser.add_argument("--model", type=Path, metavar="DIR", help="generate, serve: a run's folder (the kept weights)")
    parser.add_argument("--past", action="store_true", help="generate, serve: the model tuned to the past tense")
    parser.add_argument("--prompt", default="", help="generate: the text to go on from")
    parser.add_argument("--most", type=_count, metavar="N", help="generate: tokens to write (as many as there is room)")
    parser.add_argument("--temperature", type=float, default=0.7, help="generate: 0 takes the likeliest (%(default)s)")
    parser.add_argument("--top-k", type=_count, metavar="K", help="generate: only the K likeliest tokens")
    parser.add_argument("--top-p", type=float, default=1.0, metavar="P", help="generate: the likeliest that reach P")
    parser.add_argument("--seed", type=_seed, default=0, help="generate: another one, another text (%(default)s)")
    parser.add_argument("--host", default="127.0.0.1", help="serve: the address to listen on (%(default)s)")
    parser.add_argument("--port", type=int, default=8000, help="serve: the port (%(default)s)")
    return parser


def _count(text: str) -> int:
    number = int(text)
    if number < 1:
        raise argparse.ArgumentTypeError("at least 1")
    return number


def _seed(text: str) -> int:
    number = int(text)
    if number < 0:
        raise argparse.ArgumentTypeError("at least 0")
    return number


def _check_installed(extras: tuple[str, ...]) -> None:
    missing = [extra for extra in extras if not all(find_spec(name) for name in _NEEDED[extra])]
    if missing:
        names = ",".join(extras)
        raise TransformerError(f"the transformer project needs more libraries: the extras `{names}` of prep bring them")


def _everything(asked: argparse.Namespace) -> None:
    # The libraries load for seconds, in which Ctrl-C must end as cleanly as later.
    from projects.transformer.findings import save_findings
    from projects.transformer.pictures import draw
    from projects.transformer.plan import FULL, QUICK
    from projects.transformer.report import summarize
    from projects.transformer.study import run

    out = asked.out or Path("out/transformer-quick" if asked.quick else "out/transformer")
    _prepare(out)
    findings = run(QUICK if asked.quick else FULL, out, _say)
    print(summarize(findings), end="\n\n")
    print("WRITTEN")
    save_findings(findings, out / FIGURES)
    for name, picture in draw(findings).items():
        (out / name).write_text(picture, encoding="utf-8")
        print(f"  {out / name}")


def _generate(asked: argparse.Namespace) -> None:
    import numpy as np

    from projects.transformer.generate import pieces_of, write_on
    from projects.transformer.sampling import Sampling

    model, tokeniser = _load(asked)
    prompt = tokeniser.encode(asked.prompt)
    room = model.plan.context - 1 - len(prompt)
    if room < (asked.most or 1):
        raise TransformerError(
            f"a prompt of {len(prompt)} tokens leaves room for {max(room, 0)} more; shorten it, or ask for fewer"
        )
    try:
        how = Sampling(temperature=asked.temperature, top_k=asked.top_k, top_p=asked.top_p)
    except ValueError as error:
        raise TransformerError(str(error)) from error
    print(asked.prompt, end="")
    for piece in pieces_of(
        tokeniser, write_on(model, prompt, asked.most or room, how, np.random.default_rng(asked.seed))
    ):
        print(piece, end="", flush=True)
    print()


def _serve(asked: argparse.Namespace) -> None:
    from projects.transformer.serve.desk import Desk
    from projects.transformer.serve.run import serve

    desk = Desk(*_load(asked))
    _say(f"http://{asked.host}:{asked.port}: POST /generate takes prompts; /health and /account tell; Ctrl-C stops")
    serve(desk, asked.host, asked.port)


def _load(asked: argparse.Namespace) -> "tuple[LanguageModel, Tokeniser]":
    import torch

    from projects.transformer.study import load_kept
    from projects.transformer.weights import FOLDER

    torch.set_num_threads(1)
    return load_kept(asked.model or FOLDER, past=asked.past)


def _prepare(out: Path) -> None:
    """Finds out before the work, not after it, whether its results can be kept."""
    try:
        out.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise TransformerError(f"cannot make the folder {out}: {error.strerror}; name another with --out") from error
    if not os.access(out, os.W_OK | os.X_OK):
        raise TransformerError(f"cannot write to the folder {out}; name another with --out")


def _say(step: str) -> None:
    """Progress goes to stderr: stdout holds the results alone."""
    print(f"... {step}", file=sys.stderr, flush=True)


_PARTS = {"all": _everything, "generate": _generate, "serve": _serve}


if __name__ == "__main__":
    sys.exit(main())
