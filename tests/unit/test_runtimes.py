"""Every runtime is known to all parts that set one up."""

import pytest

from prep.grading import bwrap, grader, libraries
from prep.grading.jail import warmth
from prep.model.challenge import Runtime


def test_every_runtime_has_libraries_to_import_to_show_and_to_tell_the_versions_of() -> None:
    for table in (warmth._PRELOADED, libraries.DISTRIBUTIONS, grader._VERSIONED):
        assert {str(runtime) for runtime in table} == {str(runtime) for runtime in Runtime}


@pytest.mark.parametrize("runtime", [Runtime.NUMPY, Runtime.SKLEARN, Runtime.ONNX])
def test_the_versions_of_a_default_runtime_are_told(runtime: Runtime) -> None:
    assert all(grader.versions(runtime).values())


def test_the_jail_of_the_onnx_runtime_shows_onnxruntime_and_no_other_network_library() -> None:
    shown = {path.name for path in bwrap.library_files(Runtime.ONNX)}
    assert {"onnxruntime", "numpy"} <= shown
    assert not {"torch", "sklearn", "onnx", "cv2"} & shown
