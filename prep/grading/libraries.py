"""Which packages a runtime consists of, and what to say where one is not installed."""

from typing import Final

from prep.grading.installed import Package, package
from prep.model.challenge import Runtime
from prep.model.errors import MissingLibraryError
from prep.model.extras import how_to_add

DISTRIBUTIONS: Final = {
    Runtime.NUMPY: ("numpy", "msgpack"),
    Runtime.SKLEARN: ("scikit-learn", "pandas", "numpy", "msgpack"),
    Runtime.TORCH: ("torch", "numpy", "msgpack"),
    Runtime.ONNX: ("onnxruntime", "numpy", "msgpack"),
}


def require_all(runtime: Runtime) -> None:
    """Make sure that a runtime's packages are installed.

    Raises:
        MissingLibraryError: one of them is not.
    """
    for name in DISTRIBUTIONS[runtime]:
        require(name, runtime)


def require(name: str, runtime: Runtime) -> Package:
    """A package that a runtime needs.

    Raises:
        MissingLibraryError: it is not installed; the text says how to get it.
    """
    if found := package(name):
        return found
    extra = "deep" if runtime is Runtime.TORCH else ""
    how = how_to_add(extra) if extra else f"pip install {name}"
    raise MissingLibraryError(f"the {runtime} runtime needs {name}, which is not installed: {how}")
