"""Where things lie in a pack, in the folder that is made of it, and in what is sent back."""

from typing import Final

from prep.catalog.submissions import Bounds
from prep.model.errors import SubmissionError

PACK_FORMAT: Final = 1
MANIFEST: Final = "assessment.json"
SIGNATURE: Final = "signature.json"
GUIDE: Final = "START-HERE.md"
LOG: Final = "log.jsonl"
HANDIN: Final = "handin.json"
PACK_SUFFIX: Final = ".pack.zip"
HANDIN_SUFFIX: Final = ".handin.zip"
PROMPT: Final = "prompt.md"
PUBLIC_TESTS: Final = "test_public.py"
STARTER: Final = "starter.py"
PYTEST_INI: Final = "pytest.ini"
SUPPORT_SOURCES: Final = {
    "conftest.py": "assessment/packs/in_pack/conftest.py",
    "support/runs.py": "assessment/packs/in_pack/runs.py",
    "support/expect.py": "grading/expect.py",
    "support/given.py": "grading/given.py",
    "support/project.py": "grading/project.py",
    "support/outcomes.py": "grading/server/outcomes.py",
    "support/text.py": "model/text.py",
}
"""With which plain pytest runs the public tests, and where it comes from in the product."""

SUPPORT: Final = frozenset({PYTEST_INI, *SUPPORT_SOURCES})
"""Nobody's work."""

CHALLENGE_SPEC: Final = "challenge.toml"

BOUNDS: Final = Bounds(files=600, bytes=16 << 20)
"""Of a pack or a hand-in as a whole; the work on one challenge is bounded like any submission."""


class TamperedError(SubmissionError):
    """Something is not what was signed or sealed; the text says what."""


def challenge_folder(challenge_id: str) -> str:
    return f"challenges/{challenge_id}"


def answer_file(question_id: str) -> str:
    return f"answers/{question_id}.md"


def question_file(question_id: str) -> str:
    return f"questions/{question_id}.md"
