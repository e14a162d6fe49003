"""What a lane says to a test server when it asks for a process that grades a submission."""

from typing import Final

AMONG_OTHERS: Final = b"g"
"""Any process will do whose slate is clean."""

ALONE: Final = b"a"
"""A new process, which grades nothing else."""
