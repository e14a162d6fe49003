"""The service's image, built by its Dockerfile and started, where there is a builder.

No registry is asked: the base is the Python that runs the tests, and the packages are those that it has.
"""

import json
import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import sysconfig
from collections.abc import Iterator
from importlib.metadata import PackageNotFoundError, distribution
from pathlib import Path
from tempfile import TemporaryDirectory
from threading import Event

import cv2
import httpx
import numpy as np
import pytest
from packaging.requirements import Requirement

DOCKERFILE = Path("projects/detection/deploy/Dockerfile").resolve()
REQUIREMENTS = DOCKERFILE.with_name("requirements.txt")
MOST_MB = 550
"""With a base like ours; the image that installed everything had 1,270."""


def _why_not() -> str | None:
    if shutil.which("buildah") is None:
        return "there is no buildah to build the image with: apt-get install buildah"
    if os.geteuid() != 0:
        return "buildah without isolation of its own needs root"
    return None


def _required() -> list[str]:
    return [line for line in REQUIREMENTS.read_text().splitlines() if line and not line.startswith("#")]


def test_what_the_image_installs_is_what_the_service_s_extra_asks_for_and_what_its_detector_needs() -> None:
    extra = [Requirement(text) for text in distribution("prepwright").requires or ()]
    serve = {need.name for need in extra if need.marker is not None and need.marker.evaluate({"extra": "serve"})}
    plain = {need.name for need in extra if need.marker is None or need.marker.evaluate({"extra": ""})}
    assert set(_required()) == (serve - plain) | {"numpy", "onnxruntime"}


def _closure(names: list[str]) -> Iterator[str]:
    seen: set[str] = set()
    while names:
        need = Requirement(names.pop())
        name = re.sub(r"[-_.]+", "-", need.name).lower()
        if name in seen or (need.marker is not None and not need.marker.evaluate({"extra": ""})):
            continue
        seen.add(name)
        try:
            names += distribution(name).requires or []
        except PackageNotFoundError:
            continue
        yield name


def _copy_packages(to: Path) -> None:
    for name in _closure(_required()):
        found = distribution(name)
        for file in found.files or ():
            source = Path(str(found.locate_file(file)))
            if ".." in file.parts or "__pycache__" in file.parts or not source.is_file():
                continue
            target = to / Path(*file.parts)
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(source, target)


def _copy_base(root: Path, packages: Path) -> None:
    """Python without its tests, and the libraries of the system that it and the packages link to."""
    library = Path(sysconfig.get_path("stdlib", vars={"installed_base": sys.base_prefix}))
    place = root / "usr/local/lib" / library.name
    skip = shutil.ignore_patterns("test", "tests", "site-packages", "__pycache__", "idlelib", "config-*", "ensurepip")
    shutil.copytree(library, place, ignore=skip)
    (place / "site-packages").mkdir()
    program = root / "usr/local/bin/python3"
    program.parent.mkdir(parents=True)
    shutil.copy2(Path(sys.base_prefix, "bin", f"python3.{sys.version_info.minor}").resolve(), program)
    binaries = [program, *place.rglob("*.so*"), *packages.rglob("*.so*")]
    told = subprocess.run(["ldd", *binaries], capture_output=True, text=True, check=False).stdout
    for line in set(re.findall(r"(?:=> )?(/\S+) \(0x", told)):
        if not line.startswith((str(packages), str(root))):
            target = root / line.lstrip("/")
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(line, target)
    for folder in ("tmp", "proc", "sys", "dev", "etc", "run"):
        (root / folder).mkdir(exist_ok=True)
    (root / "tmp").chmod(0o1777)


class _Builder:
    def __init__(self, folder: Path) -> None:
        self._storage = ["--root", str(folder / "storage"), "--runroot", str(folder / "run"), "--storage-driver", "vfs"]

    def command(self, *words: str) -> list[str]:
        return ["buildah", *self._storage, *words]

    def run(self, *words: str) -> str:
        ended = subprocess.run(self.command(*words), capture_output=True, text=True, check=False)
        assert ended.returncode == 0, ended.stderr[-2000:]
        return ended.stdout.strip()


@pytest.mark.skipif(_why_not() is not None, reason=_why_not() or "")
def test_the_image_is_built_small_and_answers_a_frame_as_no_root() -> None:
    with TemporaryDirectory() as folder:  # pytest would keep the gigabyte for the next three runs
        _build_and_ask(Path(folder))


def _build_and_ask(folder: Path) -> None:
    context, base = folder / "packages", folder / "base"
    _copy_packages(context / "packages")
    _copy_base(base, context / "packages")
    builder = _Builder(folder / "builder")
    scratch = builder.run("from", "scratch")
    builder.run("copy", scratch, str(base), "/")
    builder.run("config", "--env", "PATH=/usr/local/bin", scratch)
    builder.run("commit", "--rm", scratch, "localhost/base")
    options = ["--isolation", "chroot", "--build-arg", "BASE=localhost/base", "--build-context", f"packages={context}"]
    builder.run("build", *options, "--format", "docker", "-f", str(DOCKERFILE), "-t", "localhost/detection", ".")
    told = json.loads(builder.run("images", "--json", "localhost/detection"))[0]["size"]
    amount, unit = told.split()
    container = builder.run("from", "localhost/detection")
    config = json.loads(builder.run("inspect", container))["OCIv1"]["config"]
    assert config["User"] == "10001"
    assert unit == "MB"
    assert float(amount) < MOST_MB
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        port = listener.getsockname()[1]
    command = [*config["Entrypoint"], *config["Cmd"]]
    command[command.index("0.0.0.0")], command[command.index("8000")] = "127.0.0.1", str(port)
    running = subprocess.Popen(
        builder.command("run", "--isolation", "chroot", container, "--", *command), start_new_session=True
    )
    try:
        answer = _ask(f"http://127.0.0.1:{port}", running)
    finally:
        os.killpg(running.pid, signal.SIGTERM)
        running.wait(30)
    assert answer["fate"] == "answered"


def _ask(url: str, running: "subprocess.Popen[bytes]") -> dict[str, object]:
    frame = cv2.imencode(".jpg", np.full((480, 640, 3), 90, np.uint8))[1].tobytes()
    pause = Event()
    for _ in range(600):
        assert running.poll() is None, "the container ended"
        try:
            if httpx.get(f"{url}/ready").status_code == 200:
                told: dict[str, object] = httpx.post(f"{url}/detect", files={"frame": frame}, timeout=60).json()
                return told
        except httpx.TransportError:
            pass
        pause.wait(0.1)
    raise AssertionError("the service did not become ready")
