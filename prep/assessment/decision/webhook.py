"""Sends results to an applicant-tracking system, once and on request, signed so that it knows who sent them."""

import hashlib
import hmac
import http.client
import time
import urllib.error
import urllib.request
from collections.abc import Callable
from datetime import datetime
from typing import Final
from urllib.parse import urlsplit

from prep.model.errors import PrepError
from prep.model.text import one_line, without_password
from prep.outbound import without_redirects

SIGNATURE_HEADER: Final = "X-Prep-Signature"
ID_HEADER: Final = "X-Prep-Delivery"
_TIMEOUT_S: Final = 20
_HERE: Final = ("localhost", "127.0.0.1", "::1")
"""Where results may go without encryption: they do not leave this machine."""
_PAUSES_S: Final = (1.0, 4.0, 15.0, 60.0)
_AGAIN: Final = frozenset({408, 425, 429, 500, 502, 503, 504})


class DeliveryError(PrepError):
    """The results did not arrive; the text says what the receiver answered."""


def signature(secret: bytes, body: bytes, at: datetime) -> str:
    """`t=<seconds>,v1=<hex>`: HMAC-SHA256 over the seconds, a full stop and the body.

    The time is signed with the body, so that a receiver can refuse what is sent again later.
    """
    seconds = int(at.timestamp())
    digest = hmac.new(secret, f"{seconds}.".encode() + body, hashlib.sha256).hexdigest()
    return f"t={seconds},v1={digest}"


def is_genuine(secret: bytes, body: bytes, header: str, now: datetime, tolerance_s: int = 300) -> bool:
    """What a receiver checks: who sent it, that it is whole, and that it is fresh."""
    parts = dict(part.partition("=")[::2] for part in header.split(","))
    seconds = parts.get("t", "")
    if not seconds.isdecimal() or abs(int(now.timestamp()) - int(seconds)) > tolerance_s:
        return False
    expected = hmac.new(secret, f"{seconds}.".encode() + body, hashlib.sha256).hexdigest()
    return hmac.compare_digest(expected.encode(), parts.get("v1", "").encode())


def deliver(
    url: str,
    secret: bytes,
    body: bytes,
    now: Callable[[], datetime],
    pause: Callable[[float], None] = time.sleep,
    *,
    delivery: str = "",
) -> int:
    """Send the results, again after a while where the receiver may recover; returns how many tries it took.

    Args:
        delivery: what a receiver that got the same results twice can tell it by; made of the body if nothing is said.

    Raises:
        DeliveryError: it did not arrive, or the address is not one that may be used.
    """
    shown = one_line(without_password(url), 200)
    _check_address(url, shown)
    delivery = delivery or hashlib.sha256(body).hexdigest()[:32]
    reason = ""
    for number, wait in enumerate((*_PAUSES_S, None), 1):
        status, reason = _post(url, body, {SIGNATURE_HEADER: signature(secret, body, now()), ID_HEADER: delivery})
        if 200 <= status < 300:
            return number
        if (status and status not in _AGAIN) or wait is None:
            break
        pause(wait)
    raise DeliveryError(f"{shown} did not take the results: {reason}; nothing else was sent")


def _check_address(url: str, shown: str) -> None:
    try:
        parts = urlsplit(url)
        host, port = parts.hostname or "", parts.port
        host.encode("idna")
    except ValueError:  # also what cannot be a host's name
        raise DeliveryError(f"{shown} is not an address; write https://HOST/PATH") from None
    is_here = parts.scheme == "http" and host in _HERE
    if not host or port == 0 or any(character.isspace() or not character.isprintable() for character in url):
        raise DeliveryError(f"{shown} is not an address; write https://HOST/PATH")
    if parts.scheme != "https" and not is_here:
        raise DeliveryError(f"{shown}: results are only sent over https; change the address")
    if "@" in parts.netloc:
        raise DeliveryError(f"{shown}: leave user and password out; PREP_WEBHOOK_SECRET proves who sends")


def _post(url: str, body: bytes, headers: dict[str, str]) -> tuple[int, str]:
    """The status, 0 where there was no answer, and what it means."""
    every = {"Content-Type": "application/json", "User-Agent": "prep"} | headers
    request = urllib.request.Request(url, body, every, method="POST")  # noqa: S310 - the scheme was checked
    try:
        with without_redirects().open(request, timeout=_TIMEOUT_S) as answer:
            return answer.status, answer.reason
    except urllib.error.HTTPError as error:
        error.close()
        return error.code, f"it answered {error.code} {error.reason}"
    except (OSError, http.client.HTTPException, ValueError) as error:
        return 0, f"it cannot be reached ({error})"
