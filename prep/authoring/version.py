"""The version of what was proved of a challenge: of its tests and solutions, not of what people read.

A challenge's fingerprint names all that a result says, its words and points among them. What mutants and wrong habits
show does not depend on these, and finding it out anew takes an hour for all.
"""

import hashlib
import json
from dataclasses import asdict
from typing import Final

from prep.catalog.symptoms import SYMPTOMS_FILE
from prep.model.challenge import Challenge, Check

_NOT_PROVED: Final = frozenset({"challenge.toml", "prompt.md", "hints.md", SYMPTOMS_FILE})
"""Prose and records; of `challenge.toml`, what the grader and the proofs go by counts."""


def proof_version(challenge: Challenge) -> str:
    """Ten hexadecimal digits that change with everything which may kill or spare a mutant or a wrong habit."""
    digest = hashlib.sha256(json.dumps(_declared(challenge), sort_keys=True).encode())
    for path in sorted(challenge.folder.rglob("*")):
        relative = path.relative_to(challenge.folder)
        if path.is_file() and relative.as_posix() not in _NOT_PROVED and "__pycache__" not in relative.parts:
            content = path.read_bytes()
            digest.update(f"{relative.as_posix()}\0{len(content)}\0".encode() + content)
    return digest.hexdigest()[:10]


def _declared(challenge: Challenge) -> dict[str, object]:
    spec = challenge.spec
    return {
        "runtime": spec.runtime,
        "limits": asdict(spec.limits),
        "project": spec.project and spec.project.data,
        "public_files": spec.public_files,
        "checks": [_graded_by(check) for check in spec.checks],
        "rejected": [(rejected.file, rejected.fails) for rejected in spec.rejected],
        "equivalent_mutants": [(mutant.diff, mutant.habit) for mutant in spec.equivalent_mutants],
    }


def _graded_by(check: Check) -> tuple[object, ...]:
    return check.id, check.visibility, check.budget and check.budget.ratio, check.metric and asdict(check.metric)
