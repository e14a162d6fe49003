"""`make bench`: the grading engine's throughput, feedback, budgets and endurance, and attacks here and elsewhere.

`python -m tests.benchmarks.engine [PART...]` runs only some parts. Wants a quiet machine; nothing here is a test.
"""

import argparse
import os
import platform
from collections.abc import Callable

from tests.benchmarks import attacks, budgets, feedback, soak, throughput

PARTS: dict[str, Callable[[], None]] = {
    "attacks": attacks.report,
    "throughput": throughput.report,
    "feedback": feedback.report,
    "budgets": budgets.report,
    "soak": soak.report,
}


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks.engine", description=__doc__)
    parser.add_argument("parts", nargs="*", metavar="PART", help="only these (default: all)")
    wanted = parser.parse_args().parts or list(PARTS)
    print(f"{platform.machine()}, {os.cpu_count()} cores, Python {platform.python_version()}, {platform.platform()}")
    for name in wanted:
        print(f"\n{name}\n{'-' * len(name)}")
        PARTS[name]()


if __name__ == "__main__":
    main()
