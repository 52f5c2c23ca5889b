"""What all pages behind the sign-in share: who sits there, forms of ours, and the way to the sign-in."""

import re
from collections.abc import Awaitable, Callable
from typing import Any
from urllib.parse import parse_qs, urlencode

from fastapi import Request, Response
from fastapi.responses import RedirectResponse
from starlette.concurrency import run_in_threadpool

from app.central.http_sync import read_body
from app.central.pages import Pages
from app.central.program import CentralProgram
from app.central.sign_in import SignedIn, csrf_fits
from app.errors import Refused

COOKIE = "sidao_review"
PLACES = ("/review", "/city")
"""Where the cookie is sent: to the staff's pages and nowhere else."""

HOME = PLACES[0]
SIGN_IN = "/review/sign-in"
WISH = "next"
"""The name under which the sign-in is told which page was asked for."""
_LONGEST_WISH = 2000
_OWN_PAGE = re.compile(
    r"/(?:review|city)(?:/[0-9A-Za-z_-][0-9A-Za-z_.%-]*)*(?:\?[0-9A-Za-z_.~%&=+!$'()*,;:@/?-]*)?", re.ASCII
)

LARGEST_FORM = 64 << 10

_HTML = {"text/html": {"schema": {"type": "string"}}}
PAGE: dict[int | str, dict[str, Any]] = {
    200: {"description": "The page", "content": _HTML},
    303: {"description": "Elsewhere: to the sign-in, or on after a form"},
    403: {"description": "Not yours to see, or the form is out of date", "content": _HTML},
    404: {"description": "No such case or point", "content": _HTML},
    503: {"description": "Busy", "content": _HTML},
}
FORM: dict[int | str, dict[str, Any]] = {
    **PAGE,
    409: {"description": "It has moved on", "content": _HTML},
    413: {"description": "Too large", "content": _HTML},
    422: {"description": "Something is missing or wrong in the form", "content": _HTML},
    429: {"description": "Too many tries", "content": _HTML},
}

Act = Callable[[SignedIn, dict[str, str]], Awaitable[Response]]


class Staff:
    """Knows who sits at a browser, and lets nobody else's forms in."""

    def __init__(self, program: CentralProgram, pages: Pages, may: Callable[[SignedIn], bool]) -> None:
        self._program = program
        self._pages = pages
        self._may = may

    def who(self, request: Request) -> SignedIn | Response:
        """The one who is signed in and may see these pages, else the answer that they get."""
        who = self._program.sign_in.who(request.cookies.get(COOKIE))
        if who is None:
            return to_sign_in(request)
        return who if self._may(who) else self.message(request, "not_yours", 403)

    async def posted(self, request: Request, act: Act, *, too_large: str = "text_long") -> Response:
        """Does `act` with the form, if somebody who may sent it from a page of ours."""
        form = await form_of(request)
        if form is None:
            return self.message(request, too_large, 413)
        who = await run_in_threadpool(self.who, request)
        if isinstance(who, Response):
            return who
        if not csrf_fits(who, form.get("csrf", "")):
            return self.message(request, "form_old", 403)
        return await act(who, form)

    def message(self, request: Request, text: str, status: int) -> Response:
        """A page of one sentence."""
        return self._pages.show(request, "message.html", {"text": text}, status=status)


async def form_of(request: Request) -> dict[str, str] | None:
    """The fields of a form, the first of each name; None when it is too large."""
    try:
        body = await read_body(request, LARGEST_FORM)
    except Refused:
        return None
    fields = parse_qs(body.decode("utf-8", "replace"), keep_blank_values=True, max_num_fields=None)
    return {name: values[0] for name, values in fields.items()}


def form_fields(**fields: str) -> dict[str, Any]:
    """A form's fields, for the description of the interface."""
    schema = {"type": "object", "properties": {name: {"type": kind} for name, kind in fields.items()}}
    return {"requestBody": {"content": {"application/x-www-form-urlencoded": {"schema": schema}}}}


def page_number(given: str) -> int:
    """The page that an address asks for, 1 for what is none."""
    return max(1, min(int(given), 100_000)) if given.isascii() and given.isdigit() and len(given) < 8 else 1


def to_sign_in(request: Request) -> Response:
    """On to the sign-in, and from there to the page that was asked for. What a form would have done is not."""
    wish = _asked_for(request) if request.method == "GET" else None
    told = f"?{urlencode({WISH: wish})}" if wish not in (None, HOME) else ""
    return RedirectResponse(f"{SIGN_IN}{told}", 303)


def wished(given: str, who: SignedIn) -> str:
    """Where to go after the sign-in: the page that was asked for if it is one of ours and theirs, else their own."""
    reviewer = who.reviewer
    mine = dict(zip(PLACES, (reviewer.sees_cases, reviewer.sees_city), strict=True))
    home = next((place for place, may in mine.items() if may), HOME)
    wish = _own_page(given)
    return wish if wish is not None and any(may and _is_in(place, wish) for place, may in mine.items()) else home


def _asked_for(request: Request) -> str | None:
    path, query = request.scope.get("raw_path", b"").decode("latin-1"), request.url.query
    return _own_page(f"{path}?{query}" if query else path)


def _own_page(given: str) -> str | None:
    """The address if it is a page of the staff's and can mean nothing else: never another site, whatever a browser
    makes of slashes, backslashes and control characters."""
    ours = len(given) <= _LONGEST_WISH and _OWN_PAGE.fullmatch(given) is not None
    return given if ours and not _is_in(SIGN_IN, given) and not _is_in("/review/sign-out", given) else None


def _is_in(place: str, address: str) -> bool:
    path = address.partition("?")[0]
    return path == place or path.startswith(f"{place}/")
