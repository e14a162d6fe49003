"""The service over HTTP."""

from dataclasses import asdict

from fastapi import FastAPI, HTTPException
from pydantic import BaseModel, ConfigDict, Field

from projects.ops.serve.body import BodyLimit
from projects.transformer.sampling import Sampling
from projects.transformer.serve.desk import Asked, BusyError, Desk, RefusedError

MOST_BYTES = 20_000
"""Of a body: a prompt of 2,000 characters fits, however it is written down."""


class Request(BaseModel):
    """What a client may send; an unknown key is an error, since it is mostly a misspelt known one."""

    model_config = ConfigDict(extra="forbid")

    prompt: str = ""
    most: int = Field(default=64, ge=1)
    temperature: float = Field(default=0.7, ge=0, le=100)
    top_k: int | None = Field(default=None, ge=1)
    top_p: float = Field(default=1.0, gt=0, le=1)
    seed: int = Field(default=0, ge=0, lt=2**63)


def make_app(desk: Desk) -> FastAPI:
    app = FastAPI(title="Tales of a village", docs_url=None, redoc_url=None)
    app.add_middleware(BodyLimit, most=MOST_BYTES, refused=desk.refuse)

    @app.post("/generate")
    def generate(request: Request) -> dict[str, object]:
        how = Sampling(temperature=request.temperature, top_k=request.top_k, top_p=request.top_p)
        asked = Asked(prompt=request.prompt, how=how, seed=request.seed, most=request.most)
        try:
            return asdict(desk.answer(asked))
        except RefusedError as error:
            raise HTTPException(422, str(error)) from error
        except BusyError as error:
            raise HTTPException(503, str(error), {"Retry-After": "1"}) from error

    @app.get("/health")
    def health() -> dict[str, str]:
        return {"status": "alive"}

    @app.get("/account")
    def account() -> dict[str, object]:
        return asdict(desk.account())

    return app
