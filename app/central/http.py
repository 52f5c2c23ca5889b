"""Central over HTTP: one ASGI application for desks (http_sync), reviewers (http_review), public (http_progress)."""

import logging
from collections.abc import Awaitable, Callable

from fastapi import FastAPI, Request, Response
from fastapi.responses import JSONResponse
from fastapi.staticfiles import StaticFiles
from starlette.exceptions import HTTPException

from app.central.failures import told_of
from app.central.http_audit import audit_routes
from app.central.http_city import city_routes
from app.central.http_files import KeepsUnread, files_routes
from app.central.http_health import health_routes
from app.central.http_progress import progress_routes
from app.central.http_review import review_routes
from app.central.http_sync import sync_routes
from app.central.logs import FIELDS
from app.central.pages import Pages
from app.central.program import CentralProgram
from app.errors import NotFound, SidaoError

_LOG = logging.getLogger("sidao.central")

HEADERS = {
    "Content-Security-Policy": "default-src 'none'; style-src 'self'; img-src 'self'; form-action 'self'; "
    "base-uri 'none'; frame-ancestors 'none'",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cache-Control": "no-store",
}
"""On every answer. No page of the public needs a script, none a font or anything from elsewhere."""

FOR_REVIEWERS = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; frame-src 'self'; form-action 'self'; "
    "base-uri 'none'; frame-ancestors 'none'"
)
"""The reviewers' pages have one script of ours, for keys and for leafing through scans, and no other."""

BUSY_FOR = 5
"""Seconds, at least, after which a request that found the database away may come again."""


def build_app(program: CentralProgram) -> FastAPI:
    """The application. It keeps nothing of its own: any number of processes may serve one database."""
    pages = Pages(program.resources / "central" / "templates", demo=program.demo)
    app = FastAPI(
        title="Sidao central",
        version="1",
        description="The reference central system. Bodies of /sync are described in app/sync/README.md.",
        docs_url=None,
        redoc_url=None,
    )
    app.include_router(sync_routes(program))
    app.include_router(files_routes(program))
    app.include_router(health_routes(program))
    app.include_router(progress_routes(program, pages))
    app.include_router(review_routes(program, pages))
    app.include_router(city_routes(program, pages))
    app.include_router(audit_routes(program, pages))
    app.mount("/static", StaticFiles(directory=program.resources / "central" / "static"), name="static")

    @app.get("/docs", include_in_schema=False)
    def docs(request: Request) -> Response:
        return pages.show(request, "docs.html", {"api": app.openapi()})

    @app.middleware("http")
    async def headers(request: Request, call_next: Callable[[Request], Awaitable[Response]]) -> Response:
        try:
            response = await call_next(request)
        except Exception as failure:
            _LOG.error("a bug of ours: %s", told_of(failure))
            response = JSONResponse({"error": "bug"}, 500)
        if request.url.path.startswith("/review"):
            response.headers.setdefault("Content-Security-Policy", FOR_REVIEWERS)
        for name, value in HEADERS.items():
            response.headers.setdefault(name, value)
        return response

    app.add_middleware(KeepsUnread)

    @app.exception_handler(SidaoError)
    def trouble(request: Request, error: SidaoError) -> Response:
        if isinstance(error, NotFound):
            return pages.show(request, "message.html", {"text": "not_found"}, status=404)
        _LOG.warning("answering busy", extra={FIELDS: {"code": error.code}})
        program.metrics.refused("busy")
        retry = {"Retry-After": str(max(BUSY_FOR, program.load.come_again()))}
        if request.url.path.startswith("/sync/"):
            return JSONResponse({"error": "busy"}, 503, retry)
        return pages.show(request, "message.html", {"text": "busy"}, status=503, headers=retry)

    @app.exception_handler(HTTPException)
    def refused(request: Request, error: HTTPException) -> Response:
        if error.status_code == 404 and not request.url.path.startswith("/sync/"):
            return pages.show(request, "message.html", {"text": "not_found"}, status=404)
        return JSONResponse({"error": str(error.detail)}, error.status_code, error.headers)

    return app
