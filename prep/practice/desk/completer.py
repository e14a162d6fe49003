"""Names that Python and its libraries offer at a place in a text: the process that looks them up.

jedi reads the text and never runs it. It looks for modules only among what is installed, not beside the text, and
imports none of its own accord; what it needs to know of compiled libraries it asks a Python of its own. A line of JSON
comes in, one goes out.
"""

import json
import sys
import sysconfig
from typing import Any, Final, TextIO

import jedi

MOST: Final = 60

jedi.settings.auto_import_modules = []
jedi.settings.dynamic_params = False
jedi.settings.dynamic_params_for_other_modules = False
jedi.settings.case_insensitive_completion = False  # what is typed stays as it is, and only the rest is written


def main() -> None:
    """Answer until nobody asks any more."""
    serve(sys.stdin, sys.stdout)


def serve(asked: TextIO, answered: TextIO) -> None:
    """Read questions, write answers."""
    for line in asked:
        print(json.dumps(answer(line)), file=answered, flush=True)


def answer(line: str) -> list[list[str]]:
    """The names with their kinds, and how much of each stands there already; none where nothing can be said."""
    try:
        wanted: dict[str, Any] = json.loads(line)
        script = jedi.Script(wanted["text"], project=_project())
        found = script.complete(wanted["row"] + 1, wanted["column"])[:MOST]
        return [[one.name, one.type, str(one.get_completion_prefix_length())] for one in found]
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):  # a text that is being written is odd
        return []


def _project() -> jedi.Project:
    """What is installed, and nothing of any folder."""
    paths = sysconfig.get_paths()
    known = dict.fromkeys(paths[name] for name in ("stdlib", "platstdlib", "purelib", "platlib"))
    return jedi.Project(paths["purelib"], sys_path=list(known), smart_sys_path=False, load_unsafe_extensions=False)


if __name__ == "__main__":
    main()
