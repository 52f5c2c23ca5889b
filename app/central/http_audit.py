"""The audit: what somebody who checks a point looks at, as a page and as CSV, by point, clerk, kind and dates."""

import csv
import io
import re
from collections.abc import Callable, Iterator, Mapping
from datetime import date, datetime, time, timedelta
from itertools import chain
from typing import Any
from urllib.parse import urlencode

from fastapi import APIRouter, Request, Response
from fastapi.responses import HTMLResponse, StreamingResponse

from app.central.city_model import AuditKind, AuditLine, AuditQuery
from app.central.city_said import audit_said
from app.central.http_staff import PAGE, Staff, page_number
from app.central.pages import Pages, local_moment
from app.central.program import CentralProgram
from app.central.words import Say, speaker
from app.clock import CHINA, local_date

A_PAGE = 100
MOST = 10_000
"""Lines that the page counts and leads to; who looks for more narrows down, or exports."""
BOM = "\ufeff"
_LONG_NUMBER = re.compile(r"\d{12,}[0-9Xx]?|0\d+")
_FORMULA = ("=", "+", "-", "@", "\t", "\r")
_COLUMNS = (
    "at",
    "arrived",
    "point_code",
    "point",
    "why",
    "clerk",
    "window",
    "number_of",
    "told",
    "off",
    "entries",
    "entry",
)
_CSV: dict[int | str, dict[str, Any]] = {
    **PAGE,
    200: {"description": "The lines, oldest first", "content": {"text/csv": {"schema": {"type": "string"}}}},
}


def audit_routes(program: CentralProgram, pages: Pages) -> APIRouter:
    """The routes for auditors."""
    router = APIRouter(prefix="/city", tags=["city"])
    audit = _AuditPages(program, pages)
    router.get("/audit", summary="What auditors ask about", responses=PAGE, response_class=HTMLResponse)(audit.page)
    router.get("/audit.csv", summary="The same for a spreadsheet", responses=_CSV, response_class=Response)(
        audit.export
    )
    return router


class _AuditPages:
    """Each method answers one request on a worker thread."""

    def __init__(self, program: CentralProgram, pages: Pages) -> None:
        self._program = program
        self._pages = pages
        self._staff = Staff(program, pages, lambda who: who.reviewer.sees_city)

    def page(self, request: Request) -> Response:
        who = self._staff.who(request)
        if isinstance(who, Response):
            return who
        asked = request.query_params
        page = min(page_number(asked.get("page", "1")), -(-MOST // A_PAGE))
        query = _query(asked, offset=(page - 1) * A_PAGE, limit=A_PAGE)
        with self._program.replica.reading() as central:
            lines, count = central.audit.find(query), central.audit.count(query, MOST + 1)
            clerks = central.audit.clerks({line.point for line in lines})
        name_of = self._program.city.names({line.point for line in lines})
        given = {name: asked.get(name, "").strip()[:60] for name in ("point", "clerk", "kind", "since", "until")}
        values = {
            "who": who,
            "place": "audit",
            "lines": [(line, name_of(line.point), _clerk(line, clerks), _number(line)) for line in lines],
            "count": min(count, MOST),
            "more": count > MOST,
            "given": given,
            "kinds": tuple(AuditKind),
            "page": page,
            "pages": max(1, -(-min(count, MOST) // A_PAGE)),
            "link": _linker(given),
            "export": f"/city/audit.csv?{urlencode({name: said for name, said in given.items() if said})}",
        }
        return self._pages.show(request, "audit.html", values)

    def export(self, request: Request) -> Response:
        who = self._staff.who(request)
        if isinstance(who, Response):
            return who
        language, say = speaker(request.headers.get("accept-language", ""))
        query = _query(request.query_params)
        name = f"audit-{local_date(self._program.clock.now()).isoformat()}.csv"
        headers = {"Content-Disposition": f'attachment; filename="{name}"', "Content-Language": language}
        rows = self._rows(query, say)
        first = next(rows)  # the database is asked before the answer begins: it may be away
        return StreamingResponse(chain((first,), rows), media_type="text/csv; charset=utf-8", headers=headers)

    def _rows(self, query: AuditQuery, say: Say) -> Iterator[str]:
        """The file in pieces, read from the database as it is taken."""
        told, name_of = audit_said(say), self._program.city.names({query.point} if query.point else None)
        with self._program.replica.reading() as central:
            clerks = central.audit.clerks({query.point} if query.point else None)
            yield BOM + _written([say(f"column_{name}") for name in _COLUMNS])
            for line in central.audit.all(query):
                said = (say(f"audit_{line.kind.value}"), told(line), name_of(line.point), _clerk(line, clerks))
                yield _written(map(cell, _cells(line, *said)))


def _cells(line: AuditLine, kind: str, told: str, point: str, clerk: str) -> Iterator[str]:
    yield local_moment(line.at)
    yield local_moment(line.arrived_at)
    yield line.point
    yield point
    yield kind
    yield clerk
    yield "" if line.window is None else str(line.window)
    yield _number(line)
    yield told
    yield "" if line.seconds is None else str(line.seconds)
    yield str(line.count)
    yield str(line.entry)


def _number(line: AuditLine) -> str:
    """The case's or ticket's; a new clerk is told of beside it."""
    return "" if line.kind is AuditKind.CLERK else line.about or ""


def cell(text: str) -> str:
    """One cell that a spreadsheet takes for what it is: a sign that begins a formula is escaped, long numbers stay."""
    plain = text.replace("\x00", "")
    if re.fullmatch(r"-?(0|[1-9]\d{0,10})", plain):
        return plain
    if _LONG_NUMBER.fullmatch(plain):
        return f"\t{plain}"
    return f"'{plain}" if plain.startswith(_FORMULA) else plain


def _written(cells: Any) -> str:
    out = io.StringIO()
    csv.writer(out).writerow(list(cells))
    return out.getvalue()


def _clerk(line: AuditLine, clerks: Mapping[tuple[str, str], str]) -> str:
    """Tickets name their clerk by id."""
    return "" if line.clerk is None else clerks.get((line.point, line.clerk), line.clerk)


def _query(asked: Mapping[str, str], *, offset: int = 0, limit: int = A_PAGE) -> AuditQuery:
    """What the address asks for; what can't be meant is passed over."""
    text = {name: asked.get(name, "").replace("\x00", "").strip()[:60] for name in ("point", "clerk", "kind")}
    kind = text["kind"]
    since, until = (_day(asked.get(name, "")) for name in ("since", "until"))
    return AuditQuery(
        point=text["point"],
        clerk=text["clerk"],
        kind=AuditKind(kind) if kind in set(AuditKind) else None,
        since=since,
        until=None if until is None else until + timedelta(days=1),
        offset=offset,
        limit=limit,
    )


def _day(given: str) -> datetime | None:
    """The beginning of a day in China."""
    try:
        day = date.fromisoformat(given.strip())
    except ValueError:
        return None
    return datetime.combine(day, time.min, CHINA) if 2000 <= day.year <= 2999 else None


def _linker(given: Mapping[str, str]) -> Callable[..., str]:
    def link(**changes: object) -> str:
        asked = {name: str(value) for name, value in {**given, **changes}.items() if value}
        return f"/city/audit?{urlencode(asked)}"

    return link
