"""A predictor over HTTP."""

import time
from dataclasses import asdict
from typing import Any

from fastapi import FastAPI, HTTPException, Request, Response
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from pydantic import BaseModel, ConfigDict, Field

from projects.ops.errors import RefusedError
from projects.ops.project import Watched
from projects.ops.serve.body import BodyLimit
from projects.ops.serve.desk import BusyError, Desk
from projects.ops.serve.metrics import Latencies, render_metrics
from projects.ops.serve.watch import Watch

MOST_BYTES = 1_000_000
MOST_ROWS = 1_000


class Batch(BaseModel):
    """What a client may send; an unknown key is an error, since it is mostly a misspelt known one."""

    model_config = ConfigDict(extra="forbid")

    rows: list[dict[str, Any]] = Field(min_length=1, max_length=MOST_ROWS)
    why: bool = False
    """Whether to say what moved each answer most."""


def make_app(predictor: Watched) -> FastAPI:
    app = FastAPI(title=predictor.label, docs_url=None, redoc_url=None)
    desk: Desk[Batch, list[dict[str, object]]] = Desk(lambda batch: predictor.predict(batch.rows, why=batch.why))
    latencies = Latencies()
    watch = Watch(predictor)
    app.add_middleware(BodyLimit, most=MOST_BYTES, refused=desk.refuse)

    @app.exception_handler(RequestValidationError)
    async def refuse(_: Request, error: RequestValidationError) -> JSONResponse:
        """What the client sent is not sent back: it may be a megabyte, or not be text at all."""
        desk.refuse()
        first = error.errors()[0]
        place = ".".join(map(str, first["loc"]))
        return JSONResponse({"detail": f"{place}: {first['msg']}"}, 422)

    @app.post("/predict")
    def predict(batch: Batch) -> dict[str, object]:
        began = time.monotonic()
        try:
            answers = desk.answer(batch)
        except RefusedError as error:
            raise HTTPException(422, str(error)) from error
        except BusyError as error:
            raise HTTPException(503, str(error), {"Retry-After": "1"}) from error
        latencies.observe(time.monotonic() - began)
        watch.saw(batch.rows)
        return {"model": predictor.label, "predictions": answers}

    @app.get("/health")
    def health() -> dict[str, str]:
        return {"status": "alive"}

    @app.get("/ready")
    def ready() -> dict[str, object]:
        return {"status": "ready", "model": predictor.label, "notes": list(predictor.notes())}

    @app.get("/account")
    def account() -> dict[str, object]:
        return asdict(desk.account())

    @app.get("/metrics")
    def metrics() -> Response:
        return Response(
            render_metrics(predictor.label, desk.account(), latencies, watch.drift()),
            media_type="text/plain; version=0.0.4",
        )

    return app
