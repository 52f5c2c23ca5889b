"""The reviewers' pages: sign in, the list of arriving cases, one case open, a decision."""

import re
from typing import Any
from urllib.parse import quote

from fastapi import APIRouter, Request, Response
from fastapi.responses import FileResponse, HTMLResponse, RedirectResponse
from starlette.concurrency import run_in_threadpool

from app.central.http_acts import FIELDS, OF_OUTCOME, do, typed
from app.central.http_list import A_PAGE, CHECKS, GROUPS, TO_DECIDE, Listing, as_list, listing_of
from app.central.http_progress import address_of
from app.central.http_scans import IN_A_FRAME, viewed
from app.central.http_sets import CHOSEN, SET_FIELDS, SetPages
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
from app.central.model import CaseFile
from app.central.pages import Pages
from app.central.program import CentralProgram
from app.central.scans import PDF, PICTURES, Shown, digests, scans_of
from app.central.sign_in import LONGEST, SignedIn
from app.central.words import WORDS
from app.clock import local_date
from app.errors import NotFound, Refused

_CONTENTS: dict[str, dict[str, Any]] = {
    media: {} for media in (*sorted(PICTURES), PDF, "application/octet-stream", "text/html")
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
        "/set",
        summary="Claim several cases, or approve them",
        responses=FORM,
        openapi_extra=form_fields(**dict.fromkeys((*SET_FIELDS, f"{CHOSEN}NO"), "string")),
    )(desk.sets.chosen)
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
        self.sets = SetPages(program, pages, self._staff)

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
        listing = as_list(listing_of(request.query_params, who))
        tally = self._program.review.tally(listing.whole, who.reviewer.login)
        counts = {**listing.counted(tally), CHECKS: self._program.review.checks(listing.query.department)}
        found = self._program.review.find(
            listing.query,
            departments=who.reviewer.department is None,
            counted=None if listing.query.text else counts.get(listing.group),
        )
        values = {
            "who": who,
            "found": found,
            "today": local_date(self._program.clock.now()),
            "tally": tally,
            "counts": counts,
            "listing": listing,
            "query": listing.query,
            "groups": tuple(GROUPS),
            "to_decide": TO_DECIDE,
            "pages": max(1, -(-found.count // A_PAGE)),
            **_done(request),
        }
        return self._pages.show(request, "cases.html", values)

    def case(self, request: Request, number: str) -> Response:
        who = self._staff.who(request)
        if isinstance(who, Response):
            return who
        return self._case_page(request, who, number)

    async def decide(self, request: Request, number: str) -> Response:
        async def decided(who: SignedIn, form: dict[str, str]) -> Response:
            return await run_in_threadpool(self._decide, request, who, number, form)

        return await self._staff.posted(request, decided)

    def _decide(self, request: Request, who: SignedIn, number: str, form: dict[str, str]) -> Response:
        listing = listing_of(request.query_params, who)
        try:
            before = self._program.review.open(number, who.reviewer.department).file
            done = do(self._program, who.reviewer, number, form)
            further = self._further(listing, before) if done in _GOES_ON else number
        except NotFound:
            return self._staff.message(request, "case_unknown", 404)
        except Refused as refused:
            status = 409 if refused.code in _OVERTAKEN else 422
            return self._case_page(request, who, number, refused=refused, form=form, status=status)
        said = {"done": done} if further == number else {"done": done, "was": number}
        return RedirectResponse(listing.case(further, **said) if further else listing.link(**said), 303)

    def _further(self, listing: Listing, done: CaseFile) -> str | None:
        """The case to go on with: the next one of the list from which this was opened, None at its end."""
        return self._program.review.beside(listing.query, done)[1] if listing.named else done.case.case_no

    def _case_page(
        self,
        request: Request,
        who: SignedIn,
        number: str,
        *,
        refused: Refused | None = None,
        form: dict[str, str] | None = None,
        status: int = 200,
    ) -> Response:
        listing = listing_of(request.query_params, who)
        try:
            opened = self._program.review.open(number, who.reviewer.department)
            with self._program.store.reading() as central:
                point = self._program.points.profile(central, opened.file.case.point)
        except NotFound:
            return self._staff.message(request, "case_unknown", 404)
        case = opened.file.case
        values = {
            "who": who,
            "opened": opened,
            "file": opened.file,
            "case": case,
            "point": point,
            "listing": listing,
            "today": local_date(self._program.clock.now()),
            "beside": self._program.review.beside(listing.query, opened.file) if listing.named else (None, None),
            **viewed(request.query_params, scans_of(case, self._program.files.held(case.point, digests(case)))),
            "reasons": self._program.reasons.of(opened.file.department),
            **(_done(request) if refused is None else {"done": "", "was": "", "count": ""}),
            "trouble": refused.code if refused else "",
            "told": refused.values if refused else {},
            "form": form or {},
            "typed": typed(form or {}, opened.material_names),
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
        named = next((scan for scan in scans_of(case, ()) if scan.file.digest == digest), None)
        found = None if named is None else self._program.files.read(case.point, digest)
        if named is None or found is None:
            return self._staff.message(request, "file_unknown", 404)
        shown = named.shown is not Shown.SAVED
        place = "inline" if shown else "attachment"
        headers = {"Content-Disposition": f"{place}; filename*=UTF-8''{quote(named.file.name, safe='')}"}
        if named.shown is Shown.PDF:
            headers["Content-Security-Policy"] = IN_A_FRAME
        return FileResponse(found[1], media_type=named.file.media if shown else _BYTES, headers=headers)

    def _sign_in_page(
        self, request: Request, status: int, wish: str, trouble: str = "", values: dict[str, Any] | None = None
    ) -> Response:
        given = {"trouble": trouble, "seconds": (values or {}).get("seconds", 0), "wish": wish}
        retry = {"Retry-After": str(given["seconds"])} if status == 429 else None
        return self._pages.show(request, "sign_in.html", given, status=status, headers=retry)


_OVERTAKEN = frozenset({"case_moved_on", "case_act_unlawful", "case_claimed", "claim_idle", "claim_missing"})
"""Codes of what somebody else did meanwhile."""
_GOES_ON = frozenset({"approve", "reject", "return", "ask", "suspend", "transfer", "transfer_up", "check"})
"""What is done with a case for now, so that the next one comes."""
_BYTES = "application/octet-stream"
_NUMBER = re.compile(r"[0-9A-Za-z〔〕号通审-]{1,50}")


def _done(request: Request) -> dict[str, str]:
    """What the address says was done, and to which case."""
    asked = request.query_params
    done, was, count = (asked.get(name, "") for name in ("done", "was", "count"))
    return {
        "done": done if f"done_{done}" in WORDS else "",
        "was": was if _NUMBER.fullmatch(was) else "",
        "count": str(page_number(count)) if count else "",
    }
