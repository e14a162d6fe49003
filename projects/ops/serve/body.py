"""Refuses a body that is too large before it is read: by its declared length, else as soon as it has grown too long.

Left to the framework, a body is spooled to memory or disk as a whole before anything of ours sees it.
"""

import contextlib
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
        seen, begun = 0, False

        async def limited() -> Message:
            nonlocal seen
            message = await receive()
            seen += len(message.get("body", b""))
            if seen > self._most:
                raise _TooLargeError
            return message

        async def watched(message: Message) -> None:
            nonlocal begun
            if seen > self._most and not begun:
                return  # what a framework makes of an error while it reads: ours says what to do
            begun = True
            await send(message)

        with contextlib.suppress(_TooLargeError):
            await self._app(scope, limited, watched)
        if seen > self._most and not begun:
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
