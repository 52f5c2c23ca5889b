"""The technicians' pages: every point in a line, one point opened, codes, devices and alarms."""

from collections.abc import Callable
from typing import Any
from urllib.parse import urlencode

from fastapi import APIRouter, Request, Response
from fastapi.responses import HTMLResponse, RedirectResponse
from starlette.concurrency import run_in_threadpool

from app.central.city import PAGE as POINTS_A_PAGE
from app.central.city_model import StandingDevice
from app.central.city_needs import URGENT
from app.central.http_staff import FORM, PAGE, Staff, form_fields, page_number
from app.central.pages import Pages
from app.central.program import CentralProgram
from app.central.sign_in import SignedIn
from app.errors import NotFound, Refused

_GROUPS = ("all", "calling")
_DONE = frozenset({"confirmed", "refused", "revoked", "retired", "cleared", "looked_again", "still_failing"})
_CHANGES = ("revoke", "retire")


def city_routes(program: CentralProgram, pages: Pages) -> APIRouter:
    """The routes for technicians."""
    router = APIRouter(prefix="/city", tags=["city"], default_response_class=HTMLResponse)
    city = _CityPages(program, pages)
    router.get("", summary="Every point, those that need a call first", responses=PAGE)(city.points)
    router.get("/points/{point}", summary="One point", responses=PAGE)(city.point)
    router.post(
        "/points/{point}/code", summary="A new enrolment code", responses=FORM, openapi_extra=form_fields(csrf="string")
    )(city.code)
    router.get("/points/{point}/devices/{device}/{change}", summary="Ask before a device is changed", responses=PAGE)(
        city.ask
    )
    router.post(
        "/points/{point}/devices/{device}/{change}",
        summary="Revoke or retire a device",
        responses=FORM,
        openapi_extra=form_fields(csrf="string", sure="string"),
    )(city.change)
    router.post(
        "/points/{point}/aside",
        summary="Let what a revoked device signed afterwards count, or return it",
        responses=FORM,
        openapi_extra=form_fields(csrf="string", device="string", act="string", reason="string"),
    )(city.aside)
    router.post(
        "/points/{point}/alarms",
        summary="Clear an alarm, or look at its entry again",
        responses=FORM,
        openapi_extra=form_fields(csrf="string", about="string", act="string"),
    )(city.alarm)
    return router


class _CityPages:
    """Each method answers one request; what it needs of the database runs on a worker thread."""

    def __init__(self, program: CentralProgram, pages: Pages) -> None:
        self._city = program.city
        self._pages = pages
        self._staff = Staff(program, pages, lambda who: who.reviewer.sees_city)

    def points(self, request: Request) -> Response:
        who = self._staff.who(request)
        if isinstance(who, Response):
            return who
        asked = request.query_params
        group = asked.get("group", "all")
        group = group if group in _GROUPS else "all"
        text = asked.get("text", "").replace("\x00", "").strip()[:100]
        page = page_number(asked.get("page", "1"))
        found = self._city.overview(text=text, calling_only=group == "calling", page=page)
        values = {
            "who": who,
            "place": "city",
            "found": found,
            "group": group,
            "groups": _GROUPS,
            "text": text,
            "page": page,
            "pages": max(1, -(-found.count // POINTS_A_PAGE)),
            "link": _linker(group, text),
            "urgent": URGENT,
        }
        return self._pages.show(request, "city.html", values)

    def point(self, request: Request, point: str) -> Response:
        who = self._staff.who(request)
        if isinstance(who, Response):
            return who
        done = request.query_params.get("done", "")
        return self._point_page(request, who, point, done=done if done in _DONE else "")

    async def code(self, request: Request, point: str) -> Response:
        async def made(who: SignedIn, _: dict[str, str]) -> Response:
            return await run_in_threadpool(self._code, request, who, point)

        return await self._staff.posted(request, made)

    def _code(self, request: Request, who: SignedIn, point: str) -> Response:
        try:
            code, expires_at = self._city.new_code(point)
        except NotFound:
            return self._staff.message(request, "point_unknown", 404)
        return self._point_page(request, who, point, code=code, expires_at=expires_at)

    def ask(self, request: Request, point: str, device: str, change: str) -> Response:
        who = self._staff.who(request)
        if isinstance(who, Response):
            return who
        return self._ask(request, who, point, device, change)

    async def change(self, request: Request, point: str, device: str, change: str) -> Response:
        async def changed(who: SignedIn, form: dict[str, str]) -> Response:
            return await run_in_threadpool(self._change, request, who, point, device, change, form)

        return await self._staff.posted(request, changed)

    def _ask(
        self, request: Request, who: SignedIn, point: str, device: str, change: str, *, status: int = 200
    ) -> Response:
        """The second page before something that can't be undone. It names what central holds of the device."""
        found = self._device(point, device)
        if found is None or change not in _CHANGES or not found.in_use:
            return self._staff.message(request, "device_unknown", 404)
        values = {
            "who": who,
            "place": "city",
            "opened": self._city.open(point),
            "device": found,
            "change": change,
            "trouble": "tick_first" if status == 422 else "",
        }
        return self._pages.show(request, "city_confirm.html", values, status=status)

    def _change(
        self, request: Request, who: SignedIn, point: str, device: str, change: str, form: dict[str, str]
    ) -> Response:
        found = self._device(point, device)
        if found is None or change not in _CHANGES or not found.in_use:
            return self._staff.message(request, "device_unknown", 404)
        if form.get("sure") != "yes":
            return self._ask(request, who, point, device, change, status=422)
        if change == "revoke":
            self._city.revoke(point, found.id)
        else:
            self._city.retire(point, found.id)
        return _to_point(point, "revoked" if change == "revoke" else "retired")

    async def aside(self, request: Request, point: str) -> Response:
        async def decided(who: SignedIn, form: dict[str, str]) -> Response:
            return await run_in_threadpool(self._aside, request, who, point, form)

        return await self._staff.posted(request, decided)

    def _aside(self, request: Request, who: SignedIn, point: str, form: dict[str, str]) -> Response:
        found = self._device(point, form.get("device", ""))
        if found is None or form.get("act") not in ("confirm", "refuse"):
            return self._staff.message(request, "device_unknown", 404)
        refusal = form.get("reason", "") if form["act"] == "refuse" else None
        try:
            self._city.confirm(point, found.id, refusal)
        except Refused:
            return self._point_page(request, who, point, trouble="refusal_needs_words")
        return _to_point(point, "confirmed" if refusal is None else "refused")

    async def alarm(self, request: Request, point: str) -> Response:
        async def looked_after(_: SignedIn, form: dict[str, str]) -> Response:
            return await run_in_threadpool(self._alarm, request, point, form)

        return await self._staff.posted(request, looked_after)

    def _alarm(self, request: Request, point: str, form: dict[str, str]) -> Response:
        about = form.get("about", "").replace("\x00", "")[:120]
        try:
            if form.get("act") == "again":
                mended = self._city.look_again(point, about)
                return _to_point(point, "looked_again" if mended else "still_failing")
            self._city.clear_alarm(point, about)
        except NotFound:
            return self._staff.message(request, "point_unknown", 404)
        return _to_point(point, "cleared")

    def _device(self, point: str, device: str) -> StandingDevice | None:
        try:
            devices = self._city.open(point).detail.devices
        except NotFound:
            return None
        return next((one for one in devices if one.id == device), None)

    def _point_page(self, request: Request, who: SignedIn, point: str, **more: Any) -> Response:
        try:
            opened = self._city.open(point)
        except NotFound:
            return self._staff.message(request, "point_unknown", 404)
        told = {"done": "", "code": "", "trouble": "", "expires_at": None, **more}
        values = {"who": who, "place": "city", "opened": opened, "urgent": URGENT, **told}
        return self._pages.show(request, "city_point.html", values)


def _to_point(point: str, done: str) -> Response:
    return RedirectResponse(f"/city/points/{point}?done={done}", 303)


def _linker(group: str, text: str) -> Callable[..., str]:
    """Addresses of the list that differ from this one in what is said."""

    def link(**changes: object) -> str:
        asked = {name: str(value) for name, value in {"group": group, "text": text, **changes}.items() if value}
        return f"/city?{urlencode(asked)}"

    return link
