"""Refuses what is too long before it is read: by the length that a request announces, else where it exceeds it."""

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from projects.detection.serve.fates import Ledger
from projects.detection.serve.frames import MAX_BYTES

MAX_BODY = MAX_BYTES + 16_384
"""A frame, and what multipart puts around it."""

MAX_MESSAGE = 4 * MAX_BYTES
"""Of a stream. What lies between a frame's limit and this is read and refused in its place; more ends the stream."""


class BodyLimit:
    """Around an app. Nothing of a body that is too long is kept, in memory or on disk."""

    def __init__(self, app: ASGIApp, ledger: Ledger, most: int = MAX_BODY) -> None:
        self._app = app
        self._ledger = ledger
        self._most = most

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        announced = dict(scope["headers"]).get(b"content-length", b"0")
        if not announced.isdigit() or int(announced) > self._most:
            await self._refuse(send)
            return
        read = 0
        refused = False

        async def bounded() -> Message:
            nonlocal read, refused
            message = await receive()
            read += len(message.get("body", b""))
            if read <= self._most:
                return message
            if not refused:
                refused = True
                await self._refuse(send)
            return {"type": "http.disconnect"}

        async def once(message: Message) -> None:
            if not refused:
                await send(message)

        await self._app(scope, bounded, once)

    async def _refuse(self, send: Send) -> None:
        self._ledger.refuse()
        body = f'{{"detail": "the request is too long; a frame may have {MAX_BYTES:,} bytes"}}'.encode()
        headers = [
            (b"content-type", b"application/json"),
            (b"content-length", str(len(body)).encode()),
            (b"connection", b"close"),
        ]
        await send({"type": "http.response.start", "status": 413, "headers": headers})
        await send({"type": "http.response.body", "body": body})
