"""The service over HTTP: one frame by multipart, a stream of them by WebSocket."""

import asyncio
import itertools
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import asdict

from fastapi import FastAPI, HTTPException, Request, UploadFile, WebSocket, WebSocketDisconnect
from fastapi.responses import JSONResponse

from projects.detection.serve.fates import Fate, Outcome
from projects.detection.serve.frames import MAX_BYTES, RefusedFrameError
from projects.detection.serve.limits import BodyLimit
from projects.detection.serve.operators import add_operator_pages
from projects.detection.serve.outbox import Message, Outbox
from projects.detection.serve.service import Hear, NotAcceptingError, Service
from projects.detection.serve.shares import Source
from projects.detection.watch.monitor import is_stream_name

SEND_PATIENCE_S = 10.0
"""A client that takes nothing for so long is let go."""

MOST_STREAMS = 64
"""Open at a time."""

MOST_STREAMS_OF_A_HOST = 32
"""So that no host shuts out the others."""

REFUSED_PAUSE_S = 0.05
"""Whoever sends what cannot be taken is slowed down, so that others are not."""

_BAD_NAME = "the name of a stream has 1 to 40 letters, digits, dots, dashes and underscores"

_STATUS = {Fate.DROPPED: 503, Fate.LOST: 503, Fate.FAILED: 422}


def make_app(service: Service) -> FastAPI:
    """The app starts the service when a server starts the app, and stops it with it."""

    @asynccontextmanager
    async def lifespan(_: FastAPI) -> AsyncIterator[None]:
        service.start()
        yield
        await asyncio.to_thread(service.stop)

    app = FastAPI(title="Shelf label detection", lifespan=lifespan, docs_url=None, redoc_url=None)
    app.add_middleware(BodyLimit, ledger=service.ledger)
    lines = Lines()

    @app.post("/detect")
    async def detect(request: Request, frame: UploadFile, stream: str = "") -> JSONResponse:
        """With `?stream=NAME` the frame counts as one of that camera."""
        if stream and not is_stream_name(stream):
            raise HTTPException(422, _BAD_NAME)
        ended: asyncio.Future[Outcome] = asyncio.get_running_loop().create_future()
        hear = _hear_once(ended)
        try:
            service.accept(await frame.read(MAX_BYTES + 1), hear, Source(host=_host(request), stream=stream))
        except RefusedFrameError as error:
            await asyncio.sleep(REFUSED_PAUSE_S)
            raise HTTPException(422, str(error)) from error
        except NotAcceptingError as error:
            raise HTTPException(503, str(error), {"Retry-After": "1"}) from error
        outcome = await ended
        status = _STATUS.get(outcome.fate, 200)
        return JSONResponse(tell(outcome), status, {"Retry-After": "1"} if status == 503 else None)

    @app.websocket("/stream")
    async def stream(socket: WebSocket, stream: str = "") -> None:
        """A name that a camera keeps, `/stream?stream=NAME`, is what an alarm says, and survives a reconnection."""
        await socket.accept()
        line = lines.open(_host(socket))
        if line is None:
            await socket.close(1013, "too many streams are open; try again later")
            return
        try:
            source = Source(host=_host(socket), line=line, stream=stream or f"unnamed-{line}")
            await _serve_stream(socket, service, source)
        finally:
            lines.close(line)

    add_operator_pages(app, service)
    return app


class Lines:
    """Numbers of the open streams, from 1; the lowest free one is given out."""

    def __init__(self) -> None:
        self._open: dict[int, str] = {}

    def open(self, host: str) -> int | None:
        """None when there are too many, of this host or in all."""
        free = next(number for number in itertools.count(1) if number not in self._open)
        if free > MOST_STREAMS or list(self._open.values()).count(host) >= MOST_STREAMS_OF_A_HOST:
            return None
        self._open[free] = host
        return free

    def close(self, line: int) -> None:
        del self._open[line]


def _host(connection: Request | WebSocket) -> str:
    return "" if connection.client is None else connection.client.host


def tell(outcome: Outcome, place: int = 1) -> Message:
    """As the client reads it; `place` is the frame's among those that it sent, from 1."""
    message: Message = {"frame": place, "fate": outcome.fate.value, "latency_ms": round(outcome.latency_ms, 2)}
    if outcome.answer is not None:
        message["found"] = [asdict(found) for found in outcome.answer.found]
    if outcome.reason:
        message["reason"] = outcome.reason
    return message


def _hear_once(ended: "asyncio.Future[Outcome]") -> Hear:
    """From any thread into the loop; a client that went away has cancelled the future."""
    loop = asyncio.get_running_loop()

    def settle(outcome: Outcome) -> None:
        if not ended.done():
            ended.set_result(outcome)

    def hear(outcome: Outcome) -> None:
        loop.call_soon_threadsafe(settle, outcome)

    return hear


async def _serve_stream(socket: WebSocket, service: Service, source: Source) -> None:
    if not is_stream_name(source.stream):
        await socket.close(1008, _BAD_NAME)
        return
    outbox = Outbox(service.ledger)
    sending = asyncio.create_task(_send(socket, outbox))
    try:
        await _receive(socket, service, outbox, source)
    except WebSocketDisconnect:
        pass
    finally:
        sending.cancel()
        outbox.close()


async def _receive(socket: WebSocket, service: Service, outbox: Outbox, source: Source) -> None:
    """Each binary message is a frame. What cannot be let in is answered at once."""
    for place in itertools.count(1):
        message = await socket.receive()
        if message["type"] == "websocket.disconnect":
            return
        packed = message.get("bytes")
        if packed is None:
            await socket.close(1003, "frames are binary messages")
            return
        try:
            service.accept(packed, _hear_into(outbox, place), source)
        except (RefusedFrameError, NotAcceptingError) as error:
            outbox.put({"frame": place, "fate": "refused", "reason": str(error)})
            # The end of the line stands behind what has come already: a service that ends gets there soon.
            await asyncio.sleep(REFUSED_PAUSE_S if service.accepting else REFUSED_PAUSE_S / 10)
        else:
            if not service.queue_ok:
                await asyncio.sleep(REFUSED_PAUSE_S)


def _hear_into(outbox: Outbox, place: int) -> Hear:
    return lambda outcome: outbox.put(tell(outcome, place))


async def _send(socket: WebSocket, outbox: Outbox) -> None:
    while True:
        message = await outbox.next()
        try:
            await asyncio.wait_for(socket.send_json(message), SEND_PATIENCE_S)
        except (TimeoutError, RuntimeError, WebSocketDisconnect):
            outbox.close()
            return
