"""Which texts are written out in a test file: they are the author's own words, and hold nothing of a hidden case.

A text that is put together while a test runs may hold a value of it, whatever its author meant.
"""

import ast
from functools import cache
from pathlib import Path


@cache
def written_out(file: Path) -> frozenset[str]:
    """All texts that stand in a file as they are; parts of a text with values in it are none."""
    tree = ast.parse(file.read_bytes())
    parts = {id(part) for node in ast.walk(tree) if isinstance(node, ast.JoinedStr) for part in ast.walk(node)}
    return frozenset(
        node.value
        for node in ast.walk(tree)
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in parts
    )
