"""Packs: what a candidate is sent. Built only from what a candidate may see, and signed.

Nothing is taken out of a challenge's folder to make a pack: what may be seen is put in, file by file, so that something
new in a challenge stays inside until somebody decides otherwise.
"""

import base64
import hashlib
import json
from collections.abc import Iterator, Mapping
from dataclasses import asdict
from functools import cache
from importlib import resources
from typing import Any, Final

import tomli_w

from prep.assessment.packs.keys import TeamKey, canonical
from prep.assessment.packs.layout import (
    CHALLENGE_SPEC,
    GUIDE,
    MANIFEST,
    PACK_FORMAT,
    PROMPT,
    PUBLIC_TESTS,
    PYTEST_INI,
    SIGNATURE,
    STARTER,
    SUPPORT_SOURCES,
    answer_file,
    challenge_folder,
    question_file,
)
from prep.assessment.packs.tool import TOOL_FILE, tool_hash
from prep.assessment.packs.zipped import zip_files
from prep.assessment.spec.content import Content
from prep.catalog.given import given_files
from prep.model.challenge import Challenge, ChallengeSpec, Visibility
from prep.model.submission import ENTRY_FILE
from prep.model.text import count_words

_HIDDEN_FIELDS: Final = ("rejected", "equivalent_mutants", "checks", "tellings", "read_next", "reading")


def build_pack(content: Content, key: TeamKey, code: str = "", extra_minutes: int = 0) -> bytes:
    """A pack as a zip archive.

    Args:
        code: the candidate that it is for; empty for one that everybody gets.
        extra_minutes: accommodation for that candidate, told in the pack.
    """
    files = dict(pack_files(content, key, code, extra_minutes))
    manifest = {
        "format_version": PACK_FORMAT,
        "assessment": content.assessment.id,
        "files": {name: hashlib.sha256(body).hexdigest() for name, body in sorted(files.items())},
    }
    signature = {
        "signed": manifest,
        "key": base64.b64encode(key.public).decode(),
        "signature": base64.b64encode(key.sign(canonical(manifest))).decode(),
    }
    return zip_files(files | {SIGNATURE: _json(signature)})


def pack_files(content: Content, key: TeamKey, code: str, extra_minutes: int) -> dict[str, bytes]:
    """Everything in a pack but its signature."""
    facts = _facts(content, key, code, extra_minutes)
    files = {MANIFEST: _json(facts), GUIDE: _guide(content, facts).encode()}
    for challenge in content.challenges.values():
        folder = challenge_folder(challenge.id)
        files |= {f"{folder}/{name}": body for name, body in _challenge_files(challenge)}
    for question in content.questions.values():
        files[question_file(question.id)] = question.question.strip().encode() + b"\n"
        files[answer_file(question.id)] = b""
    return {**files, **(_support() if content.challenges else {})}


def public_spec(spec: ChallengeSpec) -> dict[str, Any]:
    """What of a challenge's description goes out: the public checks whole, none of the others."""
    plain = {name: value for name, value in asdict(spec).items() if name not in _HIDDEN_FIELDS}
    criteria = {check.criterion for check in spec.checks if check.visibility is Visibility.PUBLIC}
    plain["criteria"] = [asdict(criterion) for criterion in spec.criteria if criterion.id in criteria]
    plain["checks"] = [_without_none(asdict(check)) for check in spec.checks if check.visibility is Visibility.PUBLIC]
    return _without_none(plain)


def _challenge_files(challenge: Challenge) -> Iterator[tuple[str, bytes]]:
    yield CHALLENGE_SPEC, tomli_w.dumps(public_spec(challenge.spec)).encode()
    yield PROMPT, challenge.prompt.encode()
    yield STARTER, challenge.starter.encode()
    yield ENTRY_FILE, challenge.starter.encode()
    yield from given_files(challenge).items()
    yield PUBLIC_TESTS, (challenge.folder / "tests" / PUBLIC_TESTS).read_bytes()


@cache
def _support() -> Mapping[str, bytes]:
    """What plain pytest needs to run public tests where there is no prep."""
    package = resources.files("prep")
    files = {name: (package / source).read_bytes() for name, source in SUPPORT_SOURCES.items()}
    return {**files, PYTEST_INI: b"[pytest]\naddopts = --import-mode=importlib -p no:cacheprovider\n"}


def _facts(content: Content, key: TeamKey, code: str, extra_minutes: int) -> dict[str, Any]:
    assessment = content.assessment
    return {
        "format_version": PACK_FORMAT,
        "assessment": assessment.id,
        "title": assessment.title,
        "instructions": assessment.instructions,
        "time_limit_minutes": assessment.time_limit_minutes + extra_minutes,
        "opens": assessment.window.opens,
        "closes": assessment.window.closes,
        "code": code,
        "token": key.token(assessment.id, code).hex(),
        "challenges": [
            {
                "id": challenge.id,
                "title": challenge.spec.title,
                "minutes": challenge.spec.time_limit_minutes,
                "weight": content.weight(challenge.id),
                "also_checked": [check.title for check in challenge.checks(Visibility.HIDDEN)],
            }
            for challenge in content.challenges.values()
        ],
        "questions": [
            {
                "id": question.id,
                "title": question.name,
                "minutes": question.time_limit_minutes,
                "weight": content.weight(question.id),
            }
            for question in content.questions.values()
        ],
        "reviewed_for": [criterion.title for criterion in content.rubric.criteria] if content.rubric else [],
    }


def _guide(content: Content, facts: Mapping[str, Any]) -> str:
    """What a person reads first, with the tool or without it."""
    assessment = content.assessment
    lines = [f"# {assessment.title}", ""]
    lines += [assessment.instructions.strip(), ""] if assessment.instructions.strip() else []
    lines += [f"You have {count_words(facts['time_limit_minutes'], 'minute')} from when you begin."]
    lines += [f"Begin after {assessment.window.opens}."] if assessment.window.opens else []
    lines += [f"Hand in before {assessment.window.closes}."] if assessment.window.closes else []
    lines += ["Late work is graded too; it is marked as late.", ""]
    lines += ["## What there is to do", ""]
    for one in facts["challenges"]:
        lines.append(
            f"- {one['title']} (about {count_words(one['minutes'], 'minute')}): `{challenge_folder(one['id'])}/`"
        )
    for one in facts["questions"]:
        lines.append(f"- A question (about {count_words(one['minutes'], 'minute')}): `{question_file(one['id'])}`")
    lines += ["", "Besides the public tests, these are looked at:", ""]
    lines += [f"- {title}" for one in facts["challenges"] for title in one["also_checked"]]
    lines += [f"- a person reads it for: {title}" for title in facts["reviewed_for"]]
    lines += [
        "",
        "## With the tool",
        "",
        "If the team gave you prep, start `prep take` with the name of the file you were sent. It opens the work in",
        "your terminal, keeps the clock, saves as you type, runs the public tests, and leaves one file to send back.",
        *_install(),
        "The tool notes when you began, saved, ran tests and handed in, how long your text was then and whether much",
        "of it came at once, and nothing else. You do not need the tool: see below.",
        "`prep take FILE --unpack` lays the folder out for an editor of your own, `prep take FILE --start` starts the",
        "clock when you are ready, `prep take FILE --test` runs the public tests, `prep take FILE --hand-in` ends it.",
        "",
        "## Without it",
        "",
        f"Unpack the file. Write each solution into the `{ENTRY_FILE}` beside its `{PROMPT}`, each answer into its",
        "file in `answers/`, zip the folder, and send that back. Keep the names. A notebook in the folder of its",
        "challenge will do as well: what counts are its imports and definitions, whatever else is in it.",
        "",
    ]
    if facts["challenges"]:
        lines += [
            "The public tests need nothing but pytest and numpy, pandas where there are tables, and what your own",
            "solution imports: run `python -m pytest` in the folder, or in that of one challenge.",
            "",
        ]
    lines += [*_notice(content), ""]
    return "\n".join(lines)


def _install() -> Iterator[str]:
    """How to install the tool that the team may send along, and to see that it is theirs: this guide is signed."""
    digest = tool_hash()
    if digest:
        yield f"It comes as `{TOOL_FILE}`, for `pip install` in an environment of its own. That file is"
        yield "the team's if `sha256sum` (on macOS `shasum -a 256`, on Windows `certutil -hashfile FILE SHA256`) says"
        yield f"`{digest}`."


def _notice(content: Content) -> Iterator[str]:
    """What is kept of a person, how long, and who decides."""
    days = content.assessment.policy.retention_days
    yield "## What is kept of you"
    yield ""
    yield "Your name, your work, when it came in and the log that is in it, the results of the tests and what reviewers"
    kept = count_words(days, "day")
    yield f"write. The team keeps it for {kept} after the end and then removes it, or before if you ask; they can also"
    yield "give you everything that they hold about you. Programs run tests, point out what is alike and"
    yield "measure times; people read your work without your name, and people decide."


def _without_none(table: dict[str, Any]) -> dict[str, Any]:
    """TOML has no null; tuples become lists."""
    return {
        name: _without_none(value) if isinstance(value, dict) else list(value) if isinstance(value, tuple) else value
        for name, value in table.items()
        if value is not None
    }


def _json(content: Mapping[str, Any]) -> bytes:
    return (json.dumps(content, indent=1, ensure_ascii=False) + "\n").encode()
