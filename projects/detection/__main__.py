"""`python -m projects.detection`: the whole project in order, or one part of it, from training to the service."""

import argparse
import os
import sys
from collections.abc import Callable, Mapping
from importlib.util import find_spec
from pathlib import Path
from typing import NoReturn

from projects.detection.errors import DetectionError

_NEEDED: Mapping[str, tuple[str, ...]] = {
    "deep": ("torch", "ultralytics", "onnx", "segno", "barcode"),
    "serve": ("fastapi", "uvicorn", "websockets", "prometheus_client", "redis", "cv2", "PIL"),
}

_SHARED = ("pipeline", "stage", "tables", "predict", "runs")
"""First words that all projects share."""


def main(arguments: list[str] | None = None) -> int:
    """The exit code: 0, 1 if nobody reads on, 2 for something the user can mend, 130 after Ctrl-C."""
    words = sys.argv[1:] if arguments is None else arguments
    if words and words[0] in _SHARED:
        from projects.ops.command import run_part

        return run_part("detection", words)
    asked = _parser().parse_args(words)
    try:
        _check_installed(("serve",) if asked.part in {"serve", "work", "release"} else ("deep", "serve"))
        _PARTS[asked.part](asked)
    except DetectionError as error:
        print(error, file=sys.stderr)
        return 2
    except KeyboardInterrupt:
        print("stopped; what is finished is kept, and the same command goes on from there", file=sys.stderr)
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
        prog="projects.detection",
        description="Labels on a shelf, found in a live stream: from no data to a service.",
        epilog=f"Other first words: {', '.join(_SHARED)}; each has a --help of its own.",
    )
    parser.add_argument(
        "part",
        nargs="?",
        default="all",
        choices=tuple(_PARTS),
        help="all (the default): everything in order; train; measure: the table of engines; "
        "watch: is it quiet on cameras that are well, and does it name those that are not; "
        "serve: the service; work: more workers for a service with --redis; "
        "release: which model answers, which is on trial",
    )
    parser.add_argument("--quick", action="store_true", help="minutes: a taste of training, then the kept weights")
    parser.add_argument(
        "--out", type=Path, metavar="DIR", help="for pictures, frames and weights (out/detection[-quick])"
    )
    parser.add_argument("--seed", type=int, default=7, help="watch: draws other cameras (%(default)s)")
    parser.add_argument(
        "--learn",
        action="store_true",
        help="watch: first measure what training looks like; after any change of the data",
    )
    parser.add_argument("--cameras", type=_count, help="watch: of each kind (8)")
    parser.add_argument("--pretrained", type=Path, metavar="FILE", help="train: weights of the framework to start from")
    parser.add_argument("--model", type=Path, metavar="FILE", help="serve, work: weights (the chosen ones)")
    parser.add_argument("--host", default="127.0.0.1", help="serve: the address to listen on (%(default)s)")
    parser.add_argument("--port", type=int, default=8000, help="serve: the port (%(default)s)")
    parser.add_argument("--workers", type=_count, default=1, help="serve, work: processes (%(default)s)")
    parser.add_argument("--capacity", type=_count, default=16, help="serve: frames that may wait (%(default)s)")
    parser.add_argument(
        "--releases", type=Path, metavar="FILE", help="serve, release: says which model is champion, canary, shadow"
    )
    steps = parser.add_argument_group("release", "One change of FILE; a running service takes it up at once.")
    steps = steps.add_mutually_exclusive_group()
    steps.add_argument("--champion", type=Path, metavar="MODEL", help="it answers from now on")
    steps.add_argument("--canary", type=Path, metavar="MODEL", help="it answers a --share of the frames")
    steps.add_argument("--shadow", type=Path, metavar="MODEL", help="its answers are only compared")
    steps.add_argument("--promote", action="store_true", help="the canary becomes the champion")
    steps.add_argument("--rollback", action="store_true", help="away with the canary, or back to the last champion")
    parser.add_argument("--share", type=_share, default=0.1, help="release: of the canary (%(default)s)")
    parser.add_argument("--redis", metavar="URL", help="serve, work: a queue in Redis instead of in this process")
    return parser


def _count(text: str) -> int:
    number = int(text)
    if number < 1:
        raise argparse.ArgumentTypeError("at least 1")
    return number


def _share(text: str) -> float:
    share = float(text)
    if not 0 < share <= 1:
        raise argparse.ArgumentTypeError("above 0 and at most 1")
    return share


def _check_installed(extras: tuple[str, ...]) -> None:
    missing = [extra for extra in extras if not all(find_spec(name) for name in _NEEDED[extra])]
    if missing:
        names = ",".join(extras)
        raise DetectionError(f"the detection project needs more libraries: the extras `{names}` of prep bring them")


def _everything(asked: argparse.Namespace) -> None:
    # The libraries load for seconds, in which Ctrl-C must end as cleanly as later.
    from projects.detection.pictures import draw
    from projects.detection.plan import FULL, QUICK
    from projects.detection.report import summarize
    from projects.detection.study import run

    out = _prepare(asked)
    findings = run(QUICK if asked.quick else FULL, out, _say)
    print(summarize(findings), end="\n\n")
    print("WRITTEN")
    for name, picture in draw(findings).items():
        _write(out / name, picture)
        print(f"  {out / name}")


def _train(asked: argparse.Namespace) -> None:
    from projects.detection.dataset import frame_sets
    from projects.detection.plan import FULL, QUICK
    from projects.detection.study import train_all

    out = _prepare(asked)
    plan = QUICK if asked.quick else FULL
    sets = {frames.name: frames for frames in frame_sets(plan.sizes)}
    if asked.pretrained is not None and not asked.pretrained.is_file():
        raise DetectionError(f"no weights at {asked.pretrained}; name a file of the framework with --pretrained")
    for training in train_all(plan, sets, out, _say, asked.pretrained):
        best = max(row["metrics/mAP50(B)"] for row in training.curve)
        print(f"{training.name}: mAP50 up to {best:.3f} on validation, {training.time_s:.0f} s")


def _measure(asked: argparse.Namespace) -> None:
    from projects.detection.plan import FULL, QUICK
    from projects.detection.report import engine_rows, table
    from projects.detection.study import measure_kept

    out = _prepare(asked)
    rows = measure_kept(QUICK if asked.quick else FULL, out, _say)
    print("\n".join(table(engine_rows(rows), left=1)))


def _watch(asked: argparse.Namespace) -> None:
    from projects.detection.detector import load_detector
    from projects.detection.drift_study import measure_references, study_drift
    from projects.detection.plan import FULL, QUICK
    from projects.detection.report import watch_lines
    from projects.detection.table import default_model
    from projects.detection.watch.monitor import REFERENCE, read_references, write_references

    plan = QUICK if asked.quick else FULL
    detector = load_detector(asked.model or default_model())
    cameras = asked.cameras or plan.cameras
    if asked.learn:
        write_references(measure_references(detector, _say), REFERENCE)
    findings = study_drift(detector, read_references(), cameras, plan.watched_s, _say, seed=asked.seed)
    print("\n".join(watch_lines(findings)))


def _serve(asked: argparse.Namespace) -> None:
    from projects.detection.serve.run import serve
    from projects.detection.serve.service import ServiceSettings
    from projects.detection.table import default_model

    settings = ServiceSettings(
        model=asked.model or default_model(),
        workers=asked.workers,
        capacity=asked.capacity,
        redis_url=asked.redis,
        releases=asked.releases,
    )
    _say(f"http://{asked.host}:{asked.port}: the page; /detect and /stream take frames; Ctrl-C stops")
    serve(settings, asked.host, asked.port)


def _release(asked: argparse.Namespace) -> None:
    from projects.detection.serve.releases import change_releases

    if asked.releases is None:
        raise DetectionError("release changes a file: name it with --releases")
    releases = change_releases(
        asked.releases,
        champion=asked.champion,
        canary=asked.canary,
        share=asked.share,
        shadow=asked.shadow,
        promote=asked.promote,
        rollback=asked.rollback,
    )
    print(f"champion  {releases.champion}")
    print(f"canary    {releases.canary or '-'}" + (f"  {releases.share:.0%} of the frames" if releases.canary else ""))
    print(f"shadow    {releases.shadow or '-'}")


def _work(asked: argparse.Namespace) -> None:
    from projects.detection.serve.remote import work_remotely
    from projects.detection.table import default_model

    if not asked.redis:
        raise DetectionError("work needs the service's queue: give its address with --redis")
    work_remotely(asked.redis, asked.model or default_model(), size=asked.workers)


def _prepare(asked: argparse.Namespace) -> Path:
    """Finds out before the work, not after it, whether its results can be kept."""
    out: Path = asked.out or Path("out/detection-quick" if asked.quick else "out/detection")
    try:
        out.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise DetectionError(f"cannot make the folder {out}: {error.strerror}; name another with --out") from error
    if not os.access(out, os.W_OK | os.X_OK):
        raise DetectionError(f"cannot write to the folder {out}; name another with --out")
    return out


def _write(path: Path, picture: bytes) -> None:
    try:
        path.write_bytes(picture)
    except OSError as error:
        raise DetectionError(f"cannot write {path}: {error.strerror}; name another folder with --out") from error


def _say(step: str) -> None:
    """Progress goes to stderr: stdout holds the results alone."""
    print(f"... {step}", file=sys.stderr, flush=True)


_PARTS: Mapping[str, Callable[[argparse.Namespace], None]] = {
    "all": _everything,
    "train": _train,
    "measure": _measure,
    "watch": _watch,
    "serve": _serve,
    "release": _release,
    "work": _work,
}

if __name__ == "__main__":
    sys.exit(main())
