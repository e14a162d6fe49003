"""What those who run the service ask it for: health, figures, a page."""

from dataclasses import asdict

from fastapi import FastAPI, HTTPException, Response
from fastapi.responses import HTMLResponse, JSONResponse

from projects.detection.serve.metrics import render_metrics
from projects.detection.serve.page import render_page
from projects.detection.serve.service import Service


def add_operator_pages(app: FastAPI, service: Service) -> None:
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

    @app.post("/streams/{name}/learn")
    def learn(name: str) -> dict[str, str]:
        """After a camera was moved on purpose."""
        if service.monitor is None or not service.monitor.learn_anew(name):
            raise HTTPException(404, f"no stream {name} is watched")
        return {"status": "learning"}

    @app.get("/account")
    def account() -> dict[str, object]:
        return asdict(service.ledger.account())
