"""Refuses a body that is too large before it is read: by its declared length, else as soon as it has grown too long.

Left to the framework, a body is spooled to memory or disk as a whole before anything of ours sees it.
"""

from collections.abc import Awaitable, Callable, MutableMapping
from typing import Any

Scope = MutableMapping[str, Any]
Message = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]
App = Callable[[Scope, Receive, Send], Awaitable[None]]


class _TooLargeError(Exception):
    """More came than was allowed."""


class BodyLimit:
    """An ASGI middleware: HTTP bodies over `most` bytes get 413 and one line of JSON."""

    def __init__(self, app: App, *, most: int, refused: Callable[[], None] = lambda: None) -> None:
        self._app, self._most, self._refused = app, most, refused

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        declared = dict(scope["headers"]).get(b"content-length", b"0")
        if declared.isdigit() and int(declared) > self._most:
            await self._refuse(send)
            return
        seen, answered = 0, False

        async def limited() -> Message:
            nonlocal seen
            message = await receive()
            seen += len(message.get("body", b""))
            if seen > self._most:
                raise _TooLargeError
            return message

        async def watched(message: Message) -> None:
            nonlocal answered
            answered = True
            await send(message)

        try:
            await self._app(scope, limited, watched)
        except _TooLargeError:
            if not answered:
                await self._refuse(send)

    async def _refuse(self, send: Send) -> None:
        self._refused()
        text = f'{{"detail":"the body is larger than {self._most:,} bytes; send fewer or smaller inputs"}}'.encode()
        # The rest of the body is not read: the line is closed instead.
        headers = [
            (b"content-type", b"application/json"),
            (b"content-length", str(len(text)).encode()),
            (b"connection", b"close"),
        ]
        await send({"type": "http.response.start", "status": 413, "headers": headers})
        await send({"type": "http.response.body", "body": text})
