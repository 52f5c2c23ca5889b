"""The reviewers' pages: sign in, the list of arriving cases, one case open, a decision."""

from collections.abc import Callable
from typing import Any
from urllib.parse import quote, urlencode

from fastapi import APIRouter, Request, Response
from fastapi.responses import FileResponse, HTMLResponse, RedirectResponse
from starlette.concurrency import run_in_threadpool

from app.cases.model import Case, CaseState
from app.central.http_acts import FIELDS, OF_OUTCOME, do
from app.central.http_progress import address_of
from app.central.http_staff import (
    COOKIE,
    FORM,
    HOME,
    PAGE,
    PLACES,
    WISH,
    Staff,
    form_fields,
    form_of,
    page_number,
    to_sign_in,
    wished,
)
from app.central.model import CaseQuery, Order
from app.central.pages import Pages
from app.central.program import CentralProgram
from app.central.sign_in import LONGEST, SignedIn
from app.central.words import WORDS
from app.errors import NotFound, Refused

A_PAGE = 50

GROUPS: dict[str, tuple[CaseState, ...]] = {
    "to_decide": (CaseState.ACCEPTED, CaseState.FORWARDED, CaseState.SUSPENDED),
    "decided_ones": (CaseState.APPROVED, CaseState.REJECTED, CaseState.DELIVERED),
    "returned_ones": (CaseState.RETURNED,),
    "other_ones": (
        *(CaseState.RECEIVED, CaseState.SUPPLEMENT, CaseState.DECLINED, CaseState.CONCLUDED),
        *(CaseState.WITHDRAWN, CaseState.LAPSED),
    ),
    "all": (),
}
"""The tabs over the list, and the states behind each."""


_CONTENTS: dict[str, dict[str, Any]] = {
    media: {} for media in ("image/jpeg", "image/png", "image/bmp", "application/octet-stream", "text/html")
}


def review_routes(program: CentralProgram, pages: Pages) -> APIRouter:
    """The routes for reviewers."""
    router = APIRouter(prefix="/review", tags=["review"], default_response_class=HTMLResponse)
    desk = _ReviewPages(program, pages)
    router.get("", summary="The cases that arrive", responses=PAGE)(desk.cases)
    router.get("/sign-in", summary="The sign-in page", responses=PAGE)(desk.sign_in_page)
    router.post(
        "/sign-in",
        summary="Sign in",
        responses=FORM,
        openapi_extra=form_fields(login="string", password="string", next="string"),
    )(desk.sign_in)
    router.post("/sign-out", summary="Sign out", responses=FORM, openapi_extra=form_fields(csrf="string"))(
        desk.sign_out
    )
    router.get("/cases/{number}", summary="One case", responses=PAGE)(desk.case)
    router.get(
        "/cases/{number}/files/{digest}",
        summary="An attachment of a case",
        response_class=Response,
        responses={**PAGE, 200: {"description": "Its content", "content": _CONTENTS}},
    )(desk.attachment)
    router.post(
        "/cases/{number}",
        summary="Decide a case, go on with it, or claim it",
        responses=FORM,
        openapi_extra=form_fields(**dict.fromkeys((*FIELDS, *OF_OUTCOME), "string")),
    )(desk.decide)
    return router


class _ReviewPages:
    """Each method answers one request; what it needs of the database runs on a worker thread."""

    def __init__(self, program: CentralProgram, pages: Pages) -> None:
        self._program = program
        self._pages = pages
        self._staff = Staff(program, pages, lambda who: who.reviewer.sees_cases)

    def sign_in_page(self, request: Request) -> Response:
        return self._sign_in_page(request, 200, request.query_params.get(WISH, ""))

    async def sign_in(self, request: Request) -> Response:
        form = await form_of(request)
        if form is None:
            return self._staff.message(request, "form_old", 413)
        wish = form.get(WISH, "")
        if request.headers.get("sec-fetch-site", "same-origin") not in ("same-origin", "none"):
            return self._sign_in_page(request, 403, wish, trouble="cross_site")
        try:
            login, password = form.get("login", ""), form.get("password", "")
            cookie = await run_in_threadpool(self._program.sign_in.begin, login, password, address_of(request))
        except Refused as refused:
            status = 429 if refused.code == "sign_in_too_often" else 422
            return self._sign_in_page(request, status, wish, trouble=refused.code, values=refused.values)
        who = await run_in_threadpool(self._program.sign_in.who, cookie)
        response = RedirectResponse(HOME if who is None else wished(wish, who), 303)
        for place in PLACES:
            response.set_cookie(
                COOKIE,
                cookie,
                max_age=int(LONGEST.total_seconds()),
                path=place,
                httponly=True,
                samesite="strict",
                secure=request.url.scheme == "https",
            )
        return response

    async def sign_out(self, request: Request) -> Response:
        async def out(_: SignedIn, __: dict[str, str]) -> Response:
            await run_in_threadpool(self._program.sign_in.end, request.cookies.get(COOKIE, ""))
            response = to_sign_in(request)
            for place in PLACES:
                response.delete_cookie(COOKIE, path=place)
            return response

        return await Staff(self._program, self._pages, lambda _: True).posted(request, out)

    def cases(self, request: Request) -> Response:
        who = self._staff.who(request)
        if isinstance(who, Response):
            return who
        asked = request.query_params
        query, group, page = _query(asked, who)
        found = self._program.review.find(query)
        values = {
            "who": who,
            "found": found,
            "query": query,
            "group": group,
            "groups": tuple(GROUPS),
            "page": page,
            "pages": max(1, -(-found.count // A_PAGE)),
            "link": _linker(query, group),
        }
        return self._pages.show(request, "cases.html", values)

    def case(self, request: Request, number: str) -> Response:
        who = self._staff.who(request)
        if isinstance(who, Response):
            return who
        done = request.query_params.get("done", "")
        return self._case_page(request, who, number, done=done if f"done_{done}" in WORDS else "")

    async def decide(self, request: Request, number: str) -> Response:
        async def decided(who: SignedIn, form: dict[str, str]) -> Response:
            return await run_in_threadpool(self._decide, request, who, number, form)

        return await self._staff.posted(request, decided)

    def _decide(self, request: Request, who: SignedIn, number: str, form: dict[str, str]) -> Response:
        try:
            done = do(self._program, who.reviewer, number, form)
        except NotFound:
            return self._staff.message(request, "case_unknown", 404)
        except Refused as refused:
            status = 409 if refused.code in _OVERTAKEN else 422
            return self._case_page(request, who, number, refused=refused, form=form, status=status)
        return RedirectResponse(f"/review/cases/{quote(number, safe='')}?done={done}", 303)

    def _case_page(
        self,
        request: Request,
        who: SignedIn,
        number: str,
        *,
        done: str = "",
        refused: Refused | None = None,
        form: dict[str, str] | None = None,
        status: int = 200,
    ) -> Response:
        try:
            opened = self._program.review.open(number, who.reviewer.department)
            with self._program.store.reading() as central:
                point = self._program.points.profile(central, opened.file.case.point)
        except NotFound:
            return self._staff.message(request, "case_unknown", 404)
        values = {
            "who": who,
            "opened": opened,
            "file": opened.file,
            "case": opened.file.case,
            "point": point,
            "here": self._program.files.held(opened.file.case.point, _digests(opened.file.case)),
            "done": done,
            "trouble": refused.code if refused else "",
            "told": refused.values if refused else {},
            "form": form or {},
        }
        return self._pages.show(request, "case.html", values, status=status)

    def attachment(self, request: Request, number: str, digest: str) -> Response:
        """An attachment of a case that the reviewer may see."""
        who = self._staff.who(request)
        if isinstance(who, Response):
            return who
        try:
            case = self._program.review.open(number, who.reviewer.department).file.case
        except NotFound:
            return self._staff.message(request, "case_unknown", 404)
        named = next((one for given in case.materials for one in given.files if one.digest == digest), None)
        found = None if named is None else self._program.files.read(case.point, named.digest)
        if named is None or found is None:
            return self._staff.message(request, "file_unknown", 404)
        shown = "inline" if named.media in _SHOWN else "attachment"
        headers = {"Content-Disposition": f"{shown}; filename*=UTF-8''{quote(named.name, safe='')}"}
        media = named.media if named.media in _SHOWN else "application/octet-stream"
        return FileResponse(found[1], media_type=media, headers=headers)

    def _sign_in_page(
        self, request: Request, status: int, wish: str, trouble: str = "", values: dict[str, Any] | None = None
    ) -> Response:
        given = {"trouble": trouble, "seconds": (values or {}).get("seconds", 0), "wish": wish}
        retry = {"Retry-After": str(given["seconds"])} if status == 429 else None
        return self._pages.show(request, "sign_in.html", given, status=status, headers=retry)


_OVERTAKEN = frozenset({"case_moved_on", "case_act_unlawful", "case_claimed", "claim_idle"})
"""Codes of what somebody else did meanwhile."""
_SHOWN = frozenset({"image/jpeg", "image/png", "image/bmp"})
"""What a browser shows itself and runs nothing of; all else is saved."""


def _digests(case: Case) -> set[str]:
    return {file.digest for material in case.materials for file in material.files}


def _query(asked: Any, who: SignedIn) -> tuple[CaseQuery, str, int]:
    """What the address asks for. A reviewer of one department sees that one only."""
    group = asked.get("group", "to_decide")
    group = group if group in GROUPS else "to_decide"
    page = page_number(asked.get("page", "1"))
    query = CaseQuery(
        states=GROUPS[group],
        department=who.reviewer.department or asked.get("department", "").replace("\x00", "")[:200],
        text=asked.get("text", "").replace("\x00", "").strip()[:100],
        order=Order.DUE if asked.get("order") == Order.DUE.value else Order.NEWEST,
        offset=(page - 1) * A_PAGE,
        limit=A_PAGE,
    )
    return query, group, page


def _linker(query: CaseQuery, group: str) -> Callable[..., str]:
    """Addresses of the list that differ from this one in what is said."""
    here = {"group": group, "department": query.department, "text": query.text, "order": query.order.value}

    def link(**changes: object) -> str:
        asked = {name: str(value) for name, value in {**here, **changes}.items() if value}
        return f"/review?{urlencode(asked)}"

    return link
