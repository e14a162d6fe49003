"""The team's key: signs what goes out, derives what each pack is sealed with, and seals results.

Ed25519, because a candidate must be able to verify a pack without being able to make one. What the team alone reads
back is sealed with HMAC under keys that are derived from the same secret.
"""

import hashlib
import hmac
import json
import os
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from prep.model.errors import StorageError
from prep.store.folders import make_private

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

KEY_FILE: Final = "team.key"
_SECRET_BYTES: Final = 32


def canonical(content: Mapping[str, Any]) -> bytes:
    """JSON with one spelling only, so that it can be signed."""
    return json.dumps(content, sort_keys=True, separators=(",", ":"), ensure_ascii=True).encode()


def fingerprint(public: bytes) -> str:
    """What people compare: sixteen digits of the hash of a public key, in groups."""
    digits = hashlib.sha256(public).hexdigest()[:16]
    return "-".join(digits[start : start + 4] for start in range(0, 16, 4))


def is_signed(content: bytes, signature: bytes, public: bytes) -> bool:
    """Whether the owner of this public key signed exactly this."""
    from cryptography.exceptions import InvalidSignature
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

    try:
        Ed25519PublicKey.from_public_bytes(public).verify(signature, content)
    except (InvalidSignature, ValueError):
        return False
    return True


def seal_with(token: bytes, content: bytes) -> str:
    """A seal that only who has the token can make."""
    return hmac.new(token, content, hashlib.sha256).hexdigest()


def is_sealed(token: bytes, content: bytes, seal: str) -> bool:
    return hmac.compare_digest(seal_with(token, content).encode(), seal.encode("utf-8", "replace"))


@dataclass(frozen=True)
class TeamKey:
    """One secret, and what is derived from it."""

    secret: bytes

    @cached_property
    def public(self) -> bytes:
        return self._private.public_key().public_bytes_raw()

    @cached_property
    def fingerprint(self) -> str:
        return fingerprint(self.public)

    def sign(self, content: bytes) -> bytes:
        return self._private.sign(content)

    def token(self, assessment: str, code: str) -> bytes:
        """What a candidate's pack is given to seal its hand-in with; the team derives it again when that comes back."""
        return hmac.new(self.secret, canonical({"pack": assessment, "code": code}), hashlib.sha256).digest()

    def seal(self, content: bytes) -> str:
        """Seal what is kept in the database."""
        return seal_with(self._sealing, content)

    def sealed(self, content: bytes, seal: str) -> bool:
        return is_sealed(self._sealing, content, seal)

    @cached_property
    def _sealing(self) -> bytes:
        return hmac.new(self.secret, b"results", hashlib.sha256).digest()

    @cached_property
    def _private(self) -> "Ed25519PrivateKey":
        from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

        return Ed25519PrivateKey.from_private_bytes(self.secret)


def load_team_key(data: Path) -> TeamKey:
    """The key in the data folder; the first call makes it, readable by its owner only.

    Raises:
        StorageError: it cannot be read or written, or is not a key.
    """
    path = data / KEY_FILE
    try:
        make_private(path.parent)
        try:
            descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        except FileExistsError:
            secret = bytes.fromhex(path.read_text("ascii").strip())
        else:
            secret = secrets.token_bytes(_SECRET_BYTES)
            with os.fdopen(descriptor, "w") as stream:
                stream.write(secret.hex() + "\n")
    except ValueError:
        secret = b""
    except OSError as error:
        raise StorageError(f"{path} cannot be used: {error.strerror}; set PREP_DATA to a folder of yours") from None
    if len(secret) != _SECRET_BYTES:
        raise StorageError(f"{path} is not a key; restore it from a backup, or remove it to start with a new one")
    return TeamKey(secret)
