"""What a process does once, so that its clones need not: imports, and the slow first steps of libraries."""

import contextlib
import importlib
import os
from collections.abc import Callable, Iterator
from typing import Final

_COMMON: Final = (
    *("bisect", "collections", "copy", "csv", "dataclasses", "datetime", "decimal", "enum", "fractions", "functools"),
    *("heapq", "io", "itertools", "json", "math", "operator", "random", "re", "statistics", "string", "textwrap"),
    *("time", "typing", "unicodedata", "warnings"),
    *("numpy", "numpy.linalg", "numpy.ma", "numpy.random", "numpy.lib.stride_tricks"),
)
_SCIPY: Final = ("linalg", "optimize", "sparse", "sparse.linalg", "special", "stats")
_SKLEARN: Final = (
    *("base", "calibration", "compose", "decomposition", "dummy", "ensemble", "feature_extraction.text"),
    *("feature_selection", "impute", "inspection", "kernel_ridge", "linear_model", "metrics", "model_selection"),
    *("naive_bayes", "neighbors", "pipeline", "preprocessing", "svm", "tree", "utils.validation"),
)
_PRELOADED: Final = {
    "numpy": _COMMON,
    "sklearn": (
        *(*_COMMON, "pandas"),
        *(f"scipy.{name}" for name in _SCIPY),
        *(f"sklearn.{name}" for name in _SKLEARN),
    ),
    # torch imports most of its compiler at an optimiser's first step: three seconds that no submission shall pay.
    "torch": (*_COMMON, "torch", "torch.nn.functional", "torch.optim", "torch.utils.data", "torch._dynamo"),
    # Only the import: a session, with its threads, is each submission's own, made after the clone.
    "onnx": (*_COMMON, "onnxruntime"),
}


def preload(runtime: str) -> None:
    """Import a runtime's libraries and take their first steps."""
    with _hooks_put_off():
        for module in _PRELOADED[runtime]:
            importlib.import_module(module)
    if runtime in _FIRST_STEPS:
        _FIRST_STEPS[runtime]()


_put_off: Final[list[dict[str, Callable[[], object]]]] = []
"""What libraries want to be called at each fork, to mend their locks and threads. A zygote has one thread and holds no
lock, and a tenth of all the pages that a clone writes to would be written for that.
"""


@contextlib.contextmanager
def _hooks_put_off() -> Iterator[None]:
    register = os.register_at_fork
    os.register_at_fork = lambda **hooks: _put_off.append(hooks)
    try:
        yield
    finally:
        os.register_at_fork = register


def register_hooks() -> None:
    """In a clone, which may start threads and fork: what libraries want to be called when it does."""
    for hooks in _put_off:
        os.register_at_fork(**hooks)


def _step_in_sklearn() -> None:
    linear_model, pipeline, preprocessing = (
        importlib.import_module(f"sklearn.{name}") for name in ("linear_model", "pipeline", "preprocessing")
    )
    frame = importlib.import_module("pandas").DataFrame({"x": [0.0, 1.0, 2.0, 3.0]})
    for rows in (frame, frame.to_numpy()):
        steps = pipeline.make_pipeline(preprocessing.StandardScaler(), linear_model.Ridge())
        steps.fit(rows, [0.0, 1.0, 2.0, 3.0]).predict(rows)
    linear_model.LogisticRegression().fit(frame, [0, 0, 1, 1])


def _step_in_torch() -> None:
    torch = importlib.import_module("torch")
    torch.set_num_threads(1)
    layer = torch.nn.Linear(2, 1)
    optimizer = torch.optim.Adam(layer.parameters())
    layer(torch.ones(1, 2)).sum().backward()
    optimizer.step()


_FIRST_STEPS: Final[dict[str, Callable[[], None]]] = {"sklearn": _step_in_sklearn, "torch": _step_in_torch}
