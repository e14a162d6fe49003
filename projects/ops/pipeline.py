"""`dvc repro` of one project, with the Python that runs this, in a checkout of whatever kind."""

import os
import subprocess
import sys
from pathlib import Path

from projects.ops.errors import ProjectError

ROOT = Path(__file__).resolve().parents[2]

QUIET = {
    "DVC_NO_ANALYTICS": "true",
    "MLFLOW_DISABLE_TELEMETRY": "true",
    "DO_NOT_TRACK": "1",
}
"""Nothing is reported to anybody. `.dvc/config` says the same to who calls `dvc` by hand."""


def reproduce(name: str, *, force: bool) -> int:
    """DVC's exit code. Raises ProjectError outside of a checkout."""
    if not (ROOT / ".dvc" / "config").is_file():
        raise ProjectError("the pipeline runs in a checkout of the repository; an installed package is read-only")
    command = [sys.executable, "-m", "dvc", "repro", f"projects/{name}/dvc.yaml"]
    path = os.pathsep.join([str(Path(sys.executable).parent), os.environ.get("PATH", os.defpath)])
    done = subprocess.run(  # noqa: S603 - our own words
        [*command, *(["--force"] if force else [])],
        cwd=ROOT,
        env={**os.environ, **QUIET, "PATH": path, "PYTHONHASHSEED": "0"},
        check=False,
    )
    return done.returncode
