"""Submissions that nobody means seriously: every public name of the reference is there, and returns nonsense.

A test that gives one of them points checks too little; one that stumbles over it computes with a value before it has
looked at it.
"""

import ast
from typing import Final

from prep.model.submission import ENTRY_FILE, Submission

_PREAMBLE: Final = '''
class Strange:
    """Says yes to everything."""

    def __eq__(self, other):
        return True

    def __hash__(self):
        return 0

    def __len__(self):
        return 3

    def __float__(self):
        return 1.0

    def __getitem__(self, index):
        return self

    def __call__(self, *arguments, **keywords):
        return self


def nested(depth):
    found = []
    for _ in range(depth):
        found = [found]
    return found
'''

KINDS: Final = {
    "returns None": "return None",
    "returns text": 'return "text"',
    "returns NaN": 'return float("nan")',
    "returns an empty list": "return []",
    "returns a generator": "return (number for number in range(3))",
    "returns a list nested 100,000 deep": "return nested(100_000)",
    "returns a list of a million numbers": "return [[0.0] * 1000] * 1000",
    "raises ValueError": 'raise ValueError("no")',
    "returns an object that equals everything": "return Strange()",
}
"""What every function does instead of its work, and the code that does it."""


def odd_submissions(reference: str) -> dict[str, Submission]:
    """One submission for each kind of nonsense."""
    names = "\n\n".join(_stand_ins(ast.parse(reference)))
    return {
        kind: Submission(
            name=kind, files={ENTRY_FILE: f"{_PREAMBLE}\n\ndef odd():\n    {code}\n\n\n{names}\n".encode()}
        )
        for kind, code in KINDS.items()
    }


def _stand_ins(module: ast.Module) -> list[str]:
    found = []
    for node in module.body:
        if isinstance(node, ast.ClassDef) and not node.name.startswith("_"):
            found.append(_class(node))
        elif isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) and not node.name.startswith("_"):
            found.append(f"def {node.name}(*arguments, **keywords):\n    return odd()\n")
    return found


def _class(node: ast.ClassDef) -> str:
    """Can be made with any arguments; its methods and attributes are odd."""
    methods = [
        f"    def {inner.name}(self, *arguments, **keywords):\n        return odd()\n"
        for inner in node.body
        if isinstance(inner, ast.FunctionDef) and (not inner.name.startswith("_") or inner.name == "__call__")
    ]
    return "\n".join(
        [
            f"class {node.name}:",
            "    def __init__(self, *arguments, **keywords):\n        pass\n",
            "    def __getattr__(self, name):",
            "        if name.startswith('__'):\n            raise AttributeError(name)\n        return odd()\n",
            *methods,
        ]
    )
