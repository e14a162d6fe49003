"""The source of a public check: its inputs and what is expected of them, as anybody may read them."""

import ast
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from prep.model.challenge import Challenge, Visibility

_FILE: Final = "tests/test_public.py"


def public_test(challenge: Challenge, check_id: str) -> str:
    """The test of a public check with what it uses of its file; nothing for a hidden one, or an unreadable one."""
    if check_id not in {check.id for check in challenge.checks(Visibility.PUBLIC)}:
        return ""
    try:
        source = Path(challenge.folder, _FILE).read_text("utf-8")
        module = ast.parse(source)
    except (OSError, ValueError, SyntaxError):
        return ""
    named = {name: node for node in module.body for name in _names(node)}
    test = named.get(f"test_{check_id}")
    if test is None:
        return ""
    used = [node for node in module.body if node in _used_by(test, named)]
    parts = [ast.get_source_segment(source, node) or "" for node in (*used, test)]
    return "\n".join(part for part in parts if part)


def _names(node: ast.stmt) -> Iterator[str]:
    """What a statement at the top of a file names."""
    if isinstance(node, ast.FunctionDef):
        yield node.name
    elif isinstance(node, ast.Assign | ast.AnnAssign):
        targets = node.targets if isinstance(node, ast.Assign) else [node.target]
        for target in targets:
            yield from (name.id for name in ast.walk(target) if isinstance(name, ast.Name))


def _used_by(test: ast.stmt, named: dict[str, ast.stmt]) -> list[ast.stmt]:
    """What the test uses of its file, and what that uses in turn."""
    found: list[ast.stmt] = []
    waiting = [test]
    while waiting:
        for node in ast.walk(waiting.pop()):
            statement = named.get(node.id) if isinstance(node, ast.Name) else None
            if statement is not None and statement is not test and statement not in found:
                found.append(statement)
                waiting.append(statement)
    return found
