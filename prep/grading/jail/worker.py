"""Runs one submission: loads it, calls it as it is told, sends back plain data.

Everything here shares a process with the submission and must be thought of as under its control. Nothing that is
decided here is trusted: who asks, decides.

A clone copies each page that it writes to, and code that runs writes reference counts. So what every submission goes
through goes without pathlib and the machinery of imports, and the streams of text are the zygote's.
"""

import contextlib
import importlib
import os
import socket
import sys
import types
from collections.abc import Callable, Iterator
from typing import Any

from prep.grading.jail import wire
from prep.grading.jail.describe import MAX_TEXT, describe

ENTRY_NAME = "solution"
_FOREVER = float("inf")


def serve(channel: socket.socket, box: str, output_bytes: int) -> None:
    """Answer requests until the other side hangs up."""
    output = _capture_output(box)
    worker = Operations(box, output, output_bytes)
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
    os.unlink(name)  # noqa: PTH108 - see above
    for standard in (1, 2):
        os.dup2(descriptor, standard)
    return descriptor


class Operations:
    """What a worker can be asked to do."""

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
            path = f"{self._box}/{name}"
            if "/" in name:
                os.makedirs(os.path.dirname(path), exist_ok=True)  # noqa: PTH103, PTH120 - see above
            with open(path, "wb") as file:  # noqa: PTH123 - see above
                file.write(content)
        sys.path.insert(0, self._box)
        entry = f"{ENTRY_NAME}.py"
        self._objects[0] = self._module(ENTRY_NAME, files[entry], f"{self._box}/{entry}")

    def _support(self, name: str, source: str) -> wire.Handle:
        """Load a helper that belongs to the challenge, not to the submission."""
        return self._keep(self._module(name, source, f"<{name}>"))

    @staticmethod
    def _module(name: str, source: str | bytes, file: str) -> types.ModuleType:
        module = types.ModuleType(name)
        module.__file__ = file
        sys.modules[name] = module
        exec(compile(source, file, "exec", dont_inherit=True), module.__dict__)  # noqa: S102 - what the jail is for
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
