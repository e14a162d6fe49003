"""Lets plain pytest run the public tests in this folder: `python -m pytest`. It needs pytest and numpy, and no prep.

Your solution runs in the same process as the tests, and the work on a project in one of its own, both without limits;
the team runs it apart from them, in a jail.
"""

import importlib
import importlib.util
import sys
from contextlib import contextmanager, nullcontext
from pathlib import Path
from types import ModuleType, SimpleNamespace

import pytest

_SUPPORT = Path(__file__).resolve().parent / "support"
_ENTRY = "solution.py"
_PLAIN = (type(None), bool, int, float, complex, str, bytes)
_LIBRARIES = ("numpy", "pandas", "scipy")
_PACKAGES = (
    "prep",
    "prep.grading",
    "prep.grading.jail",
    "prep.grading.jail.describe",
    "prep.grading.server",
    "prep.grading.server.candidate",
    "prep.model",
)


class LocalObject:
    """An object of yours; tests call its methods and read its attributes with `get`."""

    def __init__(self, value):
        self._value = value

    @property
    def handle(self):
        return SimpleNamespace(type_name=type(self._value).__name__)

    def __eq__(self, other):
        return isinstance(other, LocalObject) and self._value is other._value

    __hash__ = None

    def __getattr__(self, name):
        if name.startswith("__"):
            raise AttributeError(name)
        return _called(getattr(self._value, name))

    def get(self, name):
        return _given(getattr(self._value, name))


class LocalSubmission:
    """Your module: `candidate.fit_line(x, y)` calls its function `fit_line`."""

    def __init__(self, folder):
        self._folder = folder
        self._module = None

    def __getattr__(self, name):
        if name.startswith("__"):
            raise AttributeError(name)
        return _called(getattr(self._loaded(), name))

    def get(self, name):
        return _given(getattr(self._loaded(), name))

    def _loaded(self):
        if self._module is None:
            self._module = _load("solution", self._folder / _ENTRY)
        return self._module

    def library(self, module, name):
        return _called(getattr(importlib.import_module(module), name))

    def helper(self, name, source):
        module = ModuleType(name)
        exec(compile(source, f"{name}.py", "exec"), module.__dict__)
        return LocalObject(module)

    @contextmanager
    def raises(self, error, *, because):
        try:
            yield
        except error:
            return
        raise AssertionError(f"raised nothing, where {error.__name__} is asked for: {because}")


class ProjectCandidate(LocalSubmission):
    """The work on a project, which is run as a whole."""

    def run(self, tables, wanted, most, cpu_s):
        del cpu_s  # your machine may be slower than the team's
        return sys.modules["support.runs"].run(self._folder, tables, wanted, most)


@pytest.fixture
def candidate(request):
    """The solution beside the test, loaded afresh for each test."""
    folder = request.path.parent
    with _at_home_in(folder):
        is_project = "[project]" in (folder / "challenge.toml").read_text("utf-8").splitlines()
        yield (ProjectCandidate if is_project else LocalSubmission)(folder)


@pytest.hookimpl(hookwrapper=True)
def pytest_make_collect_report(collector):
    """Tests import what lies beside them, which another challenge may have by the same name."""
    with _at_home_in(collector.path.parent) if isinstance(collector, pytest.Module) else nullcontext():
        yield


@contextmanager
def _at_home_in(folder):
    """What is imported from a folder is imported from there alone, and forgotten afterwards."""
    before = set(sys.modules)
    sys.path.insert(0, str(folder))
    try:
        yield
    finally:
        sys.path.remove(str(folder))
        for name in set(sys.modules) - before:
            if str(getattr(sys.modules[name], "__file__", None) or "").startswith(str(folder)):
                del sys.modules[name]


def _called(function):
    def call(*arguments, **keywords):
        arguments = [_taken(one) for one in arguments]
        return _given(function(*arguments, **{name: _taken(one) for name, one in keywords.items()}))

    return call


def _taken(value):
    if isinstance(value, list):
        return [_taken(one) for one in value]
    return value._value if isinstance(value, LocalObject) else value


def _given(value):
    if isinstance(value, dict):
        return {name: _given(one) for name, one in value.items()}
    if isinstance(value, list | tuple) and type(value) in (list, tuple):
        return type(value)(_given(one) for one in value)
    if type(value).__module__.partition(".")[0] == "torch" and hasattr(value, "detach"):
        return value.detach().numpy()
    plain = isinstance(value, _PLAIN) or type(value).__module__.partition(".")[0] in _LIBRARIES
    return value if plain else LocalObject(value)


def _load(name, path):
    spec = importlib.util.spec_from_file_location(name, path)
    module = importlib.util.module_from_spec(spec)
    sys.modules[name] = module
    spec.loader.exec_module(module)
    return module


def _stand_in():
    """What the tests import by the names that it has at the team's."""
    for name in _PACKAGES:
        module = sys.modules[name] = ModuleType(name)
        module.__path__ = []
    sys.modules["prep.grading.server.candidate"].RemoteObject = LocalObject
    sys.modules["prep.grading.server.candidate"].Candidate = LocalSubmission
    sys.modules["prep.grading.jail.describe"].Wall = object  # nothing runs into a wall where there is no jail
    _load("prep.model.text", _SUPPORT / "text.py")
    _load("prep.grading.server.outcomes", _SUPPORT / "outcomes.py")
    _load("support.runs", _SUPPORT / "runs.py")
    for name in ("expect", "given", "project"):
        setattr(sys.modules["prep.grading"], name, _load(f"prep.grading.{name}", _SUPPORT / f"{name}.py"))


_stand_in()
