"""Runs one submission: loads it, calls it as it is told, sends back plain data.

Everything here shares a process with the submission and must be thought of as under its control. Nothing that is
decided here is trusted: who asks, decides.
"""

import contextlib
import importlib.util
import os
import socket
import sys
import types
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from prep.grading.jail import wire
from prep.grading.jail.describe import MAX_TEXT, describe

ENTRY_NAME = "solution"
_FOREVER = float("inf")


def serve(channel: socket.socket, box: str, output_bytes: int) -> None:
    """Answer requests until the other side hangs up."""
    output = _capture_output(box)
    worker = _Worker(box, output, output_bytes)
    while True:
        try:
            number, operation, arguments = wire.receive(channel, _FOREVER, tensors=True, adopt=worker.find)
        except wire.ClosedError:
            os._exit(0)
        reply = worker.answer(number, operation, arguments)
        for stream in (sys.stdout, sys.stderr):
            with contextlib.suppress(Exception):  # it may be closed, replaced or full
                stream.flush()
        wire.send(channel, reply, _FOREVER)


def _capture_output(box: str) -> int:
    """Point standard output and error at a file without a name in the box, which bounds its size."""
    name = f"{box}/.output"
    descriptor = os.open(name, os.O_RDWR | os.O_CREAT | os.O_APPEND, 0o600)
    Path(name).unlink()
    for standard in (1, 2):
        os.dup2(descriptor, standard)
    for stream in ("stdout", "stderr"):
        standard = 1 if stream == "stdout" else 2
        text = os.fdopen(standard, "w", encoding="utf-8", errors="backslashreplace", closefd=False)
        setattr(sys, stream, text)
        setattr(sys, f"__{stream}__", text)
    return descriptor


class _Worker:
    def __init__(self, box: str, output: int, output_bytes: int) -> None:
        self._box = box
        self._output = output
        self._output_bytes = output_bytes
        self._objects: dict[int, Any] = {}
        self._operations: dict[str, Callable[..., Any]] = {
            "load": self._load,
            "support": self._support,
            "call": self._call,
            "get": self._get,
            "output": self._read_output,
        }

    def find(self, handle: wire.Handle) -> Any:  # noqa: ANN401
        """The object that a handle stands for."""
        return self._objects[handle.number]

    def answer(self, number: int, operation: str, arguments: list[Any]) -> list[bytes | memoryview]:
        """Do as asked; whatever comes of it becomes one frame."""
        try:
            return wire.encode([number, "value", self._operations[operation](*arguments)], self._keep)
        except wire.UnsendableError as error:
            return wire.encode([number, "unsendable", str(error)[:MAX_TEXT]])
        except BaseException as error:  # noqa: BLE001 - whatever a submission raises, it is an answer
            return wire.encode([number, "raised", describe(error, self._box)])

    def _load(self, files: dict[str, bytes]) -> None:
        for name, content in files.items():
            path = Path(self._box, name)
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content)
        sys.path.insert(0, self._box)
        self._objects[0] = self._import(ENTRY_NAME, Path(self._box, f"{ENTRY_NAME}.py"))

    def _support(self, name: str, source: str) -> wire.Handle:
        """Load a helper that belongs to the challenge, not to the submission."""
        module = types.ModuleType(name)
        sys.modules[name] = module
        exec(compile(source, f"<{name}>", "exec"), module.__dict__)  # noqa: S102 - the challenge's own
        return self._keep(module)

    @staticmethod
    def _import(name: str, path: Path) -> types.ModuleType:
        spec = importlib.util.spec_from_file_location(name, path)
        assert spec is not None
        assert spec.loader is not None
        module = importlib.util.module_from_spec(spec)
        sys.modules[name] = module
        spec.loader.exec_module(module)
        return module

    def _call(self, target: int | str, path: str, arguments: list[Any], keywords: dict[str, Any], back: bool) -> Any:  # noqa: ANN401
        """Call what `path` names; with `back`, also return the arguments as the call has left them."""
        result = self._resolve(target, path)(*arguments, **keywords)
        return [result, arguments, keywords] if back else result

    def _get(self, target: int | str, path: str) -> Any:  # noqa: ANN401
        return self._resolve(target, path)

    def _resolve(self, target: int | str, path: str) -> Any:  # noqa: ANN401
        """Find `path` in an object that was handed out, or, for a target that is text, in that library."""
        found = importlib.import_module(target) if isinstance(target, str) else self._objects[target]
        for name in path.split("."):
            found = getattr(found, name)
        return found

    def _keep(self, thing: Any) -> wire.Handle:  # noqa: ANN401
        """Hold on to a stateful object; things that only promise data are refused."""
        if isinstance(thing, Iterator | types.CoroutineType | types.FunctionType):
            raise wire.UnsendableError(f"a {type(thing).__name__}")
        number = next((n for n, kept in self._objects.items() if kept is thing), len(self._objects))
        self._objects[number] = thing
        return wire.Handle(number, type(thing).__name__)

    def _read_output(self) -> list[Any]:
        """What was printed since the last time, its beginning if it is much."""
        text = os.pread(self._output, self._output_bytes, 0)
        size = os.fstat(self._output).st_size
        os.ftruncate(self._output, 0)
        return [text, size]
