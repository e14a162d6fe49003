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
SUPPORT: Final = frozenset({"conftest.py", "pytest.ini", "support/expect.py", "support/outcomes.py"})
"""With which plain pytest runs the public tests; nobody's work."""

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
