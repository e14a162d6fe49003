"""What every project does on the command line besides its study: its pipeline, its model, its service, its runs."""

import argparse
import csv
import json
import os
import sys
from collections.abc import Callable, Mapping, Sequence
from importlib.util import find_spec
from pathlib import Path
from typing import NoReturn

from projects.ops.errors import ProjectError

PARTS = ("pipeline", "stage", "tables", "predict", "serve", "runs")
"""The first word of a command line that is answered here and not by the project's study."""

_NEEDED: Mapping[str, tuple[str, ...]] = {
    "pipeline": ("dvc", "mlflow", "pandera", "skops"),
    "stage": ("mlflow", "pandera", "skops"),
    "predict": ("skops", "yaml"),
    "serve": ("skops", "yaml", "fastapi", "uvicorn"),
    "runs": ("mlflow",),
    "tables": (),
}


def run_part(name: str, arguments: Sequence[str]) -> int:
    """The exit code: 0, 1 if nobody reads on, 2 for something the user can put right, 130 after Ctrl-C."""
    asked = _parser(name).parse_args(arguments)
    try:
        _check_installed(asked.part)
        code = _PARTS[asked.part](name, asked)
        sys.stdout.flush()
    except ProjectError as error:
        print(error, file=sys.stderr)
        return 2
    except KeyboardInterrupt:
        print("stopped", file=sys.stderr)
        return 130
    except BrokenPipeError:
        # The reader of our output has left: what is still buffered must not fail once more at exit.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 1
    return code


class _Parser(argparse.ArgumentParser):
    """Says what is wrong in one line."""

    def error(self, message: str) -> NoReturn:
        self.exit(2, f"{message}; see --help\n")


def _parser(name: str) -> argparse.ArgumentParser:
    parser = _Parser(prog=f"projects.{name}", description="The project as a system.")
    parts = parser.add_subparsers(dest="part", required=True, metavar="PART")
    pipeline = parts.add_parser("pipeline", help="run what has changed, from the data to the gate, and record the run")
    pipeline.add_argument("--force", action="store_true", help="run every stage anew")
    stage = parts.add_parser("stage", help="run one stage; dvc.yaml says what it needs")
    stage.add_argument("stage", metavar="STAGE", help="data, checks, features, train, evaluate, gate, cards or record")
    parts.add_parser("tables", help="write the README's tables from the figures of the last run")
    predict = parts.add_parser("predict", help="answer for each row of a file, by the kept model")
    predict.add_argument("file", type=Path, metavar="FILE")
    predict.add_argument("--json", action="store_true", help="JSON instead of CSV")
    predict.add_argument("--why", action="store_true", help="what moved each answer most, too")
    serve = parts.add_parser(
        "serve", help="the same as a service: POST /predict, and /health, /ready, /account, /metrics"
    )
    serve.add_argument("--host", default="127.0.0.1", help="the address to listen on (%(default)s)")
    serve.add_argument("--port", type=int, default=8000, help="the port (%(default)s)")
    for one in (predict, serve):
        one.add_argument("--model", type=Path, metavar="DIR", help="a model's folder (the kept one)")
    runs = parts.add_parser("runs", help="show the recorded runs, the newest first")
    runs.add_argument("--most", type=int, default=10, metavar="N", help="how many (%(default)s)")
    return parser


def _check_installed(part: str) -> None:
    missing = [name for name in _NEEDED[part] if find_spec(name) is None]
    if missing:
        extras = "mlops,serve" if part == "serve" else "mlops"
        raise ProjectError(f"{part} needs {', '.join(missing)}: the extras `{extras}` of prep bring it")


# The libraries load for seconds, in which Ctrl-C must end as cleanly as later: each part imports what it needs.


def _pipeline(name: str, asked: argparse.Namespace) -> int:
    from projects.ops.pipeline import reproduce

    return reproduce(name, force=asked.force)


def _stage(name: str, asked: argparse.Namespace) -> int:
    from projects.ops.project import load_project
    from projects.ops.run_stage import run_stage

    project = load_project(name)
    run_stage(project, asked.stage, project.places)
    return 0


def _tables(name: str, _: argparse.Namespace) -> int:
    from projects.ops.pages import renew_readme
    from projects.ops.project import load_project

    print(renew_readme(load_project(name)))
    return 0


def _predict(name: str, asked: argparse.Namespace) -> int:
    from projects.ops.project import Watched, load_project
    from projects.ops.served import load_served

    predictor = load_served(load_project(name), asked.model)
    rows = predictor.read_file(asked.file)
    if isinstance(predictor, Watched):
        answers, notes = predictor.predict(rows, why=asked.why), predictor.notes()
    elif asked.why:
        raise ProjectError("this model cannot say what moved an answer; ask without --why")
    else:
        answers, notes = predictor.predict(rows), ()
    print(predictor.label, *notes, sep="\n", file=sys.stderr)
    if asked.json:
        print(json.dumps({"model": predictor.label, "predictions": answers}, indent=1))
        return 0
    columns = list(dict.fromkeys(key for answer in answers for key in answer))
    writer = csv.DictWriter(sys.stdout, columns, lineterminator="\n")
    writer.writeheader()
    writer.writerows({key: _cell(value) for key, value in answer.items()} for answer in answers)
    return 0


def _cell(value: object) -> object:
    return "; ".join(map(str, value)) if isinstance(value, list | tuple) else value


def _serve(name: str, asked: argparse.Namespace) -> int:
    from projects.ops.project import Watched, load_project
    from projects.ops.serve.app import make_app
    from projects.ops.serve.run import serve
    from projects.ops.served import load_served

    predictor = load_served(load_project(name), asked.model)
    if not isinstance(predictor, Watched):
        raise ProjectError(f"{name} has a service of its own")
    print(f"... http://{asked.host}:{asked.port}: POST /predict; Ctrl-C stops", file=sys.stderr, flush=True)
    serve(make_app(predictor), asked.host, asked.port)
    return 0


def _runs(name: str, asked: argparse.Namespace) -> int:
    from projects.ops.runs import show_runs

    print(show_runs(name, most=asked.most))
    return 0


_PARTS: Mapping[str, Callable[[str, argparse.Namespace], int]] = {
    "pipeline": _pipeline,
    "stage": _stage,
    "tables": _tables,
    "predict": _predict,
    "serve": _serve,
    "runs": _runs,
}
