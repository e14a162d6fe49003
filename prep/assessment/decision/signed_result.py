"""One person's result, signed so that whoever holds the report can check it without us, and small enough for a square
code: capital letters and digits alone.

It proves who signed it and that nothing in it was changed since; whose key it is, people compare by its fingerprint.
"""

import base64
import binascii
import json
import re
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from prep.assessment.packs.keys import TeamKey, canonical, fingerprint, is_signed
from prep.assessment.packs.layout import TamperedError
from prep.model.text import one_line

PREFIX: Final = "PREP1:"
_CODE: Final = re.compile(rb"PREP1:[A-Z2-7]{160,3000}")
_PURPOSE: Final = b"prep result 1\0"
"""Before what is signed: a signature for something else is none for a result."""

_KEY_BYTES: Final = 32
_SIGNATURE_BYTES: Final = 64
LONGEST: Final = 80
"""Characters of a title or a name; more would make a code that telephones cannot read."""


@dataclass(frozen=True, kw_only=True)
class ResultClaim:
    """What is signed. Shares are from 0 to 1, to a tenth of a per cent."""

    assessment: str
    title: str
    person: str
    """A name, or a code where names are hidden."""

    share: float
    low: float
    high: float
    is_final: bool
    handed_in: date


@dataclass(frozen=True, kw_only=True)
class Checked:
    """A claim whose signature is right, and the fingerprint of the key that made it."""

    claim: ResultClaim
    key: str


def sign_claim(claim: ResultClaim, key: TeamKey) -> str:
    """The claim as the letters of a square code; the same claim gives the same letters."""
    told = {
        "a": claim.assessment[:LONGEST],
        "t": one_line(claim.title, LONGEST),
        "p": one_line(claim.person, LONGEST),
        "s": [round(1000 * share) for share in (claim.share, claim.low, claim.high)],
        "f": int(claim.is_final),
        "d": claim.handed_in.isoformat(),
    }
    body = canonical(told)
    packed = base64.b32encode(key.public + key.sign(_PURPOSE + body) + body)
    return PREFIX + packed.decode("ascii").rstrip("=")


def check_claim(text: str) -> Checked:
    """Read a claim and check its signature.

    Raises:
        TamperedError: it is not what was signed, or was not read whole.
    """
    letters = "".join(text.split()).removeprefix(PREFIX)
    try:
        packed = base64.b32decode(letters + "=" * (-len(letters) % 8))
    except (binascii.Error, ValueError):
        raise _changed() from None
    public, rest = packed[:_KEY_BYTES], packed[_KEY_BYTES:]
    signature, body = rest[:_SIGNATURE_BYTES], rest[_SIGNATURE_BYTES:]
    if not is_signed(_PURPOSE + body, signature, public):
        raise _changed()
    try:
        return Checked(claim=_claim(json.loads(body)), key=fingerprint(public))
    except (ValueError, KeyError, TypeError):
        raise TamperedError("the result is signed, but by another version of prep; use the one that made it") from None


def find_codes(content: bytes) -> tuple[str, ...]:
    """The signed results in a file, whatever its format, each once and in their order."""
    found = (code.decode("ascii") for code in _CODE.findall(content))
    return tuple(dict.fromkeys(found))


def _claim(told: Any) -> ResultClaim:  # noqa: ANN401 - any JSON value
    share, low, high = (int(value) / 1000 for value in told["s"])
    return ResultClaim(
        assessment=str(told["a"]),
        title=str(told["t"]),
        person=str(told["p"]),
        share=share,
        low=low,
        high=high,
        is_final=bool(told["f"]),
        handed_in=date.fromisoformat(told["d"]),
    )


def _changed() -> TamperedError:
    return TamperedError("it was changed after it was signed, or not read whole; scan it again, or ask for the report")
