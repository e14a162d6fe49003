"""The service over HTTP: one frame by multipart, a stream of them by WebSocket, and what operators ask for."""

import asyncio
import itertools
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import asdict

from fastapi import FastAPI, HTTPException, Response, UploadFile, WebSocket, WebSocketDisconnect
from fastapi.responses import HTMLResponse, JSONResponse

from projects.detection.serve.fates import Fate, Outcome
from projects.detection.serve.frames import MAX_BYTES, RefusedFrameError
from projects.detection.serve.metrics import render_metrics
from projects.detection.serve.outbox import Message, Outbox
from projects.detection.serve.page import render_page
from projects.detection.serve.service import Hear, NotAcceptingError, Service

SEND_PATIENCE_S = 10.0
"""A client that takes nothing for so long is let go."""

_STATUS = {Fate.DROPPED: 503, Fate.LOST: 503, Fate.FAILED: 422}


def make_app(service: Service) -> FastAPI:
    """The app starts the service when a server starts the app, and stops it with it."""

    @asynccontextmanager
    async def lifespan(_: FastAPI) -> AsyncIterator[None]:
        service.start()
        yield
        await asyncio.to_thread(service.stop)

    app = FastAPI(title="Shelf label detection", lifespan=lifespan, docs_url=None, redoc_url=None)

    @app.post("/detect")
    async def detect(frame: UploadFile) -> JSONResponse:
        ended: asyncio.Future[Outcome] = asyncio.get_running_loop().create_future()
        hear = _hear_once(ended)
        try:
            service.accept(await frame.read(MAX_BYTES + 1), hear)
        except RefusedFrameError as error:
            raise HTTPException(422, str(error)) from error
        except NotAcceptingError as error:
            raise HTTPException(503, str(error), {"Retry-After": "1"}) from error
        outcome = await ended
        return JSONResponse(tell(outcome), _STATUS.get(outcome.fate, 200))

    @app.websocket("/stream")
    async def stream(socket: WebSocket) -> None:
        await socket.accept()
        outbox = Outbox(service.ledger)
        sending = asyncio.create_task(_send(socket, outbox))
        try:
            await _receive(socket, service, outbox)
        except WebSocketDisconnect:
            pass
        finally:
            sending.cancel()
            outbox.close()

    @app.get("/health")
    def health() -> dict[str, str]:
        return {"status": "alive"}

    @app.get("/ready")
    def ready() -> JSONResponse:
        why = service.why_not_ready()
        return JSONResponse({"status": "ready" if why is None else why}, 200 if why is None else 503)

    @app.get("/metrics")
    def metrics() -> Response:
        return Response(render_metrics(service), media_type="text/plain; version=0.0.4")

    @app.get("/")
    def page() -> HTMLResponse:
        return HTMLResponse(render_page(service))

    @app.get("/account")
    def account() -> dict[str, object]:
        return asdict(service.ledger.account())

    return app


def tell(outcome: Outcome, place: int = 1) -> Message:
    """As the client reads it; `place` is the frame's among those that it sent, from 1."""
    told: Message = {"frame": place, "fate": outcome.fate.value, "latency_ms": round(outcome.latency_ms, 2)}
    if outcome.answer is not None:
        told["found"] = [asdict(found) for found in outcome.answer.found]
    if outcome.reason:
        told["reason"] = outcome.reason
    return told


def _hear_once(ended: "asyncio.Future[Outcome]") -> Hear:
    """From any thread into the loop; a client that went away has cancelled the future."""
    loop = asyncio.get_running_loop()

    def settle(outcome: Outcome) -> None:
        if not ended.done():
            ended.set_result(outcome)

    def hear(outcome: Outcome) -> None:
        loop.call_soon_threadsafe(settle, outcome)

    return hear


async def _receive(socket: WebSocket, service: Service, outbox: Outbox) -> None:
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
            service.accept(packed, _hear_into(outbox, place))
        except RefusedFrameError as error:
            outbox.put({"frame": place, "fate": "refused", "reason": str(error)})
        except NotAcceptingError as error:
            outbox.put({"frame": place, "fate": "refused", "reason": str(error)})
            # Whoever sends faster than a dead queue can be asked is slowed down, not served.
            await asyncio.sleep(0.05)


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
