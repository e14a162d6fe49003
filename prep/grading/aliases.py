"""Finds what a submission shares with its caller: arguments that it keeps, and what it hands out of its own.

Values cross between a test and the jail as copies, so that neither shows there. A helper in the jail plays the caller,
who goes on to use what is his:

    spoiler = aliases.spoiler(candidate)
    model = spoiler.make("Scaler", [rows])  # the rows are overwritten as soon as the object is made
    spoiler.call(model, "fit", [X, y])  # calls, and then overwrites X and y
    spoiler.spoil(model, "state")  # overwrites what came back

Each takes a dict of keywords as its last argument. `call` returns the result as it was before anything was overwritten.
With None for the object, the function is one of the submission itself.
"""

from typing import Final

from prep.grading.server.candidate import RemoteObject, RemoteSubmission

SOURCE: Final = """
import copy

import numpy
import solution


def overwrite(thing):
    if isinstance(thing, numpy.ndarray):
        if thing.flags.writeable:
            thing.fill(thing.dtype.type(1))
    elif isinstance(thing, dict):
        for part in thing.values():
            overwrite(part)
        thing.clear()
    elif isinstance(thing, (list, tuple)):
        for part in thing:
            overwrite(part)
        if isinstance(thing, list):
            thing.clear()
    elif type(thing).__name__ == "Tensor":
        thing.detach().fill_(1)
    elif type(thing).__name__ == "DataFrame":
        thing.iloc[:, :] = None


def make(name, arguments=(), keywords=None):
    made = getattr(solution, name)(*arguments, **(keywords or {}))
    overwrite([*arguments, *(keywords or {}).values()])
    return made


def call(owner, name, arguments=(), keywords=None):
    result = copy.deepcopy(getattr(owner or solution, name)(*arguments, **(keywords or {})))
    overwrite([*arguments, *(keywords or {}).values()])
    return result


def spoil(owner, name, arguments=(), keywords=None):
    found = getattr(owner or solution, name)
    overwrite(found(*arguments, **(keywords or {})) if callable(found) else found)
"""


def spoiler(candidate: RemoteSubmission) -> RemoteObject:
    """A caller beside the submission, who overwrites what was handed over."""
    return candidate.helper("spoiler", SOURCE)
