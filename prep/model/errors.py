"""What can go wrong, one class for each thing a caller would do differently about it."""


class PrepError(Exception):
    """Something a person can fix; its text is one line that says how."""


class ContentError(PrepError):
    """A challenge, question or rubric is missing, broken or unknown."""


class SubmissionError(PrepError):
    """What was handed in cannot even be read: no such file, no solution in it, a hostile archive."""


class IsolationError(PrepError):
    """The machine cannot isolate a submission as well as was asked."""


class MissingLibraryError(IsolationError):
    """A library that submissions need is not installed; without a jail they would want it as well."""


class StorageError(PrepError):
    """The data folder cannot be read or written."""
