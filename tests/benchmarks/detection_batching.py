"""Would the service gain by running several frames at once? The cost a frame, by the size of the batch.

    python -m tests.benchmarks.detection_batching

Needs the extra `deep`: the network is exported anew for each size. One thread; sizes take turns in shuffled order.
"""

import tempfile
import time
from pathlib import Path

import numpy as np
import onnxruntime as ort

from projects.detection.detector import WEIGHTS
from projects.detection.export import export_float, export_whole_numbers
from projects.detection.frame import SEEN
from projects.detection.report import table

SIZES = (1, 2, 4, 8)
ROUNDS = 100


def main() -> None:
    rng = np.random.default_rng(0)
    sessions = {}
    with tempfile.TemporaryDirectory() as folder:
        for size in SIZES:
            path = Path(folder, f"{size}.onnx")
            export_float(WEIGHTS / "base.pt", path, Path(folder), batch=size)
            whole = Path(folder, f"{size}-int8.onnx")
            export_whole_numbers(path, whole, [rng.integers(0, 255, (480, 640, 3)).astype(np.uint8)] * 4, batch=size)
            for name, file in (("float", path), ("8 bits", whole)):
                options = ort.SessionOptions()
                options.intra_op_num_threads = 1
                sessions[name, size] = ort.InferenceSession(str(file), options, providers=["CPUExecutionProvider"])
    times: dict[tuple[str, int], list[float]] = {key: [] for key in sessions}
    keys = list(sessions)
    for _ in range(ROUNDS):
        for k in rng.permutation(len(keys)):
            frames = rng.integers(0, 255, (keys[k][1], *SEEN, 3)).astype(np.uint8)
            before = time.thread_time()
            sessions[keys[k]].run(None, {"frame": frames})
            times[keys[k]].append((time.thread_time() - before) * 1000 / keys[k][1])
    rows = [["batch", "float, CPU ms a frame", "8 bits"]]
    rows += [[str(size), *(f"{np.median(times[name, size]):.2f}" for name in ("float", "8 bits"))] for size in SIZES]
    print("\n".join(table(rows, left=1)))


if __name__ == "__main__":
    main()
