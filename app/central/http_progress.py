"""The public progress page that the code on paper opens. No sign-in, no names, a limit for each address."""

from fastapi import APIRouter, Request, Response
from fastapi.responses import HTMLResponse

from app.central.limits import RateLimit
from app.central.pages import Pages
from app.central.points import HOTLINE
from app.central.program import CentralProgram
from app.central.progress import progress

BURST, EACH_SECOND = 30, 0.5
"""Pages for one address in a row, and how fast that grows again. A token has 80 bits: guessing finds none."""

_HTML = {"text/html": {"schema": {"type": "string"}}}


def progress_routes(program: CentralProgram, pages: Pages) -> APIRouter:
    """The public's route."""
    router = APIRouter(tags=["public"])
    limit = RateLimit(program.clock, burst=BURST, each_second=EACH_SECOND)

    @router.get(
        "/p/{token}",
        summary="Where a case stands, for whoever holds its paper",
        response_class=HTMLResponse,
        responses={
            200: {"description": "The progress", "content": _HTML},
            404: {"description": "Not yet sent from the window to the city's platform", "content": _HTML},
            429: {
                "description": "Too many requests from this address",
                "content": _HTML,
                "headers": {"Retry-After": {"schema": {"type": "integer"}}},
            },
            503: {"description": "Busy", "content": _HTML},
        },
    )
    def show(request: Request, token: str) -> Response:
        if seconds := limit.wait(address_of(request)):
            values = {"seconds": seconds}
            return pages.show(request, "too_often.html", values, status=429, headers={"Retry-After": str(seconds)})
        found = progress(program.replica, program.points, token)
        if found is None:
            return pages.show(request, "not_yet.html", {"hotline": HOTLINE}, status=404)
        return pages.show(request, "progress.html", {"progress": found, "hotline": HOTLINE})

    return router


def address_of(request: Request) -> str:
    """The client's address. Behind a balancer uvicorn takes it from the header that the balancer sets."""
    return request.client.host if request.client else ""
