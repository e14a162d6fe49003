"""Settings that a process keeps for all who run in it: of the interpreter, of the system, of libraries.

What a test sets and forgets would decide how the next submission is graded.
"""

import builtins
import decimal
import gc
import locale
import logging
import os
import pickle
import resource
import signal
import sys
import threading
import time
import warnings
from collections.abc import Callable
from typing import Any, Final

_LIMITS: Final = 16
"""On what the kernel lets a process have."""


def settings() -> bytes | None:
    """All of them, to be compared; None if one of them cannot be."""
    found = [_of_process(), {name: read(sys.modules[name]) for name, read in _LIBRARIES.items() if name in sys.modules}]
    try:
        return pickle.dumps(found)  # to be compared, never to be loaded
    except Exception:  # noqa: BLE001 - whatever a setting does when it is asked to be pickled
        return None


def _of_process() -> list[Any]:
    context = decimal.getcontext()
    umask = os.umask(0)
    os.umask(umask)
    return [
        [dict(os.environ), os.getcwd(), os.listdir(), sys.path, umask, time.tzname],  # noqa: PTH109, PTH208 - read often
        [resource.getrlimit(number) for number in range(_LIMITS)],
        [sys.getswitchinterval(), id(warnings.showwarning), id(sys.unraisablehook), id(threading.excepthook)],
        [sys.getrecursionlimit(), sys.get_int_max_str_digits(), tuple(sys.flags), sys.dont_write_bytecode],
        [id(stream) for stream in (sys.stdin, sys.stdout, sys.stderr, sys.excepthook, sys.displayhook)],
        [id(hook) for hook in (sys.gettrace(), sys.getprofile(), *sys.meta_path, *sys.path_hooks)],
        [id(builtins.__import__), gc.isenabled(), gc.get_threshold(), threading.active_count()],
        [id(signal.getsignal(number)) for number in (signal.SIGALRM, signal.SIGINT, signal.SIGTERM, signal.SIGCHLD)],
        [context.prec, context.rounding, context.Emin, context.Emax, dict(context.traps)],
        [locale.setlocale(locale.LC_ALL), logging.root.level, logging.root.manager.disable, len(logging.root.handlers)],
        list(warnings.filters),
    ]


def _of_numpy(numpy: Any) -> Any:  # noqa: ANN401
    return [numpy.geterr(), id(numpy.geterrcall()), numpy.getbufsize(), numpy.get_printoptions()]


def _of_pandas(pandas: Any) -> Any:  # noqa: ANN401
    return pandas._config.config._global_config  # noqa: SLF001 - there is no other way to all of them


def _of_scikit_learn(sklearn: Any) -> Any:  # noqa: ANN401
    return sklearn.get_config()


def _of_torch(torch: Any) -> Any:  # noqa: ANN401
    flags = [torch.is_grad_enabled(), torch.are_deterministic_algorithms_enabled(), torch.is_inference_mode_enabled()]
    return [str(torch.get_default_dtype()), str(torch.get_default_device()), torch.get_num_threads(), *flags]


def _of_torch_in_detail(tensors: Any) -> Any:  # noqa: ANN401
    torch = sys.modules["torch"]
    modes = [torch.is_anomaly_enabled(), torch.is_warn_always_enabled(), torch.get_deterministic_debug_mode()]
    return [vars(tensors.PRINT_OPTS), torch.get_float32_matmul_precision(), *modes]


def _of_csv(csv: Any) -> Any:  # noqa: ANN401
    return [sorted(csv.list_dialects()), csv.field_size_limit()]


def _of_socket(socket: Any) -> Any:  # noqa: ANN401
    return socket.getdefaulttimeout()


def _of_matplotlib(matplotlib: Any) -> Any:  # noqa: ANN401
    return dict(matplotlib.rcParams)


_LIBRARIES: Final[dict[str, Callable[[Any], Any]]] = {
    "numpy": _of_numpy,
    "pandas": _of_pandas,
    "sklearn": _of_scikit_learn,
    "torch": _of_torch,
    "torch._tensor_str": _of_torch_in_detail,
    "csv": _of_csv,
    "socket": _of_socket,
    "matplotlib": _of_matplotlib,
}
