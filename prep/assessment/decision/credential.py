"""A passed assessment as a credential by Open Badges 3.0, signed with the team's key as a JSON Web Token.

1EdTech's specification, section 8.2: the credential is the token's payload, and the key stands in the token's header. A
wallet takes it as a file; `prep verify` checks it without a network.
"""

import base64
import binascii
import hashlib
import json
import re
import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, Final

from prep.assessment.decision.signed_result import ResultClaim
from prep.assessment.packs.keys import TeamKey, canonical, fingerprint, is_signed
from prep.assessment.packs.layout import TamperedError

SUFFIX: Final = ".credential.jwt"
_CONTEXT: Final = ("https://www.w3.org/ns/credentials/v2", "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json")
_TOKEN: Final = re.compile(rb"(?<![\w-])eyJ[\w-]{20,4000}\.[\w-]{20,100000}\.[\w-]{86}(?![\w-])")
"""Only where a word begins: in a long picture as text, every letter would be tried else."""

_NAMES: Final = uuid.UUID("6f1d3c0e-5a0b-4c58-9f57-0d2a4a1b7c11")
"""Under which ids are made, so that the same result has the same one."""

_ED25519: Final = b"\xed\x01"
"""Says in front of a public key of which kind it is (multicodec)."""

_BASE58: Final = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz"


@dataclass(frozen=True, kw_only=True)
class Holder:
    """Whom a credential is given to."""

    name: str
    contact: str
    """An address, of which only a salted hash goes into the credential; may be empty."""

    code: str


@dataclass(frozen=True, kw_only=True)
class CheckedCredential:
    """What a credential says whose signature is right."""

    title: str
    person: str
    score: str
    issuer: str
    given_at: str
    key: str


def sign_credential(claim: ResultClaim, holder: Holder, criteria: str, team: str, at: datetime, key: TeamKey) -> str:
    """The credential as a token.

    Args:
        claim: The result.
        holder: Whose it is.
        criteria: What had to be done, in Markdown.
        team: Who gives it.
        at: From when on it is valid.
        key: The team's.
    """
    credential = _credential(claim, holder, criteria, team, at, key)
    header = {"alg": "EdDSA", "typ": "JWT", "jwk": {"crv": "Ed25519", "kty": "OKP", "x": _packed(key.public)}}
    payload = credential | {
        "iss": credential["issuer"]["id"],
        "jti": credential["id"],
        "nbf": int(at.timestamp()),
        "sub": credential["credentialSubject"]["id"],
    }
    signed = f"{_packed(canonical(header))}.{_packed(canonical(payload))}"
    return f"{signed}.{_packed(key.sign(signed.encode('ascii')))}"


def check_credential(token: str) -> CheckedCredential:
    """Read a credential and check its signature.

    Raises:
        TamperedError: it is not what was signed, or no credential of ours.
    """
    try:
        header, payload, signature = token.strip().split(".")
        told = json.loads(_unpacked(header))
        public = _unpacked(told["jwk"]["x"])
        # Whatever else a header asks for, there is one way to sign.
        is_right = told["alg"] == "EdDSA" and is_signed(f"{header}.{payload}".encode(), _unpacked(signature), public)
        credential = json.loads(_unpacked(payload)) if is_right else None
    except (ValueError, KeyError, TypeError, binascii.Error):
        credential = None
    if credential is None:
        raise TamperedError("the credential was changed after it was signed, or was not made by prep; ask for it again")
    try:
        return _checked(credential, public)
    except (KeyError, TypeError, IndexError):
        raise TamperedError("the credential is signed, but none that prep makes") from None


def find_credentials(content: bytes) -> tuple[str, ...]:
    """The tokens in a file."""
    return tuple(dict.fromkeys(token.decode("ascii") for token in _TOKEN.findall(content)))


def _credential(
    claim: ResultClaim, holder: Holder, criteria: str, team: str, at: datetime, key: TeamKey
) -> dict[str, Any]:
    achievement = f"urn:uuid:{uuid.uuid5(_NAMES, f'{key.fingerprint} {claim.assessment}')}"
    score = f"{achievement}#score"
    mine = f"{key.fingerprint} {claim.assessment} {holder.code}"
    return {
        "@context": [*_CONTEXT],
        "id": f"urn:uuid:{uuid.uuid5(_NAMES, mine)}",
        "type": ["VerifiableCredential", "OpenBadgeCredential"],
        "name": claim.title,
        "issuer": {"id": did_of(key.public), "type": ["Profile"], "name": team or "A team that uses prep"},
        "validFrom": at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ"),
        "credentialSubject": {
            "id": f"urn:uuid:{uuid.uuid5(_NAMES, f'subject {mine}')}",
            "type": ["AchievementSubject"],
            "identifier": [_identity(holder, mine)],
            "achievement": {
                "id": achievement,
                "type": ["Achievement"],
                "achievementType": "Assessment",
                "name": claim.title,
                "description": f"Passed the assessment “{claim.title}”.",
                "criteria": {"narrative": criteria},
                "resultDescription": [
                    {"id": score, "type": ["ResultDescription"], "name": "Score", "resultType": "Percent"}
                ],
            },
            "result": [{"type": ["Result"], "resultDescription": score, "value": f"{100 * claim.share:.1f}"}],
        },
    }


def _identity(holder: Holder, mine: str) -> Mapping[str, Any]:
    """By address where there is one, hashed so that only who knows it can tell; else by name."""
    if "@" not in holder.contact:
        name = holder.name or holder.code
        return {"type": "IdentityObject", "hashed": False, "identityHash": name, "identityType": "name"}
    salt = hashlib.sha256(f"salt {mine}".encode()).hexdigest()[:16]
    digest = hashlib.sha256((holder.contact.strip().casefold() + salt).encode()).hexdigest()
    return {
        "type": "IdentityObject",
        "hashed": True,
        "identityHash": f"sha256${digest}",
        "identityType": "emailAddress",
        "salt": salt,
    }


def did_of(public: bytes) -> str:
    """A public Ed25519 key as an identifier that holds the key itself (did:key)."""
    number = int.from_bytes(_ED25519 + public, "big")
    letters = ""
    while number:
        number, rest = divmod(number, 58)
        letters = _BASE58[rest] + letters
    return f"did:key:z{letters}"


def _checked(credential: Mapping[str, Any], public: bytes) -> CheckedCredential:
    subject = credential["credentialSubject"]
    identity = subject["identifier"][0]
    if credential["issuer"]["id"] != did_of(public):
        raise TamperedError("the credential names another issuer than the key that signed it")
    return CheckedCredential(
        title=str(credential["name"]),
        person="whose address is hashed in it" if identity["hashed"] else str(identity["identityHash"]),
        score=str(subject["result"][0]["value"]),
        issuer=str(credential["issuer"]["name"]),
        given_at=str(credential["validFrom"]),
        key=fingerprint(public),
    )


def _packed(content: bytes) -> str:
    return base64.urlsafe_b64encode(content).decode("ascii").rstrip("=")


def _unpacked(text: str) -> bytes:
    return base64.b64decode(text + "=" * (-len(text) % 4), altchars=b"-_", validate=True)
