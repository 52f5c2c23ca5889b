"""The desks' resources (app/sync/README.md, 1)."""

from collections.abc import Callable, Iterator
from itertools import chain
from typing import Any, TypeVar

from fastapi import APIRouter, Request, Response
from fastapi.responses import JSONResponse, StreamingResponse
from starlette.concurrency import run_in_threadpool
from starlette.requests import ClientDisconnect

from app.central.exchange import check_uuids, check_versions
from app.central.program import CentralProgram
from app.central.sheets import rooted_keys
from app.errors import Refused, Trouble
from app.sync.enrol_messages import Enrol
from app.sync.messages import (
    CASES_PATH,
    DEVICE_HEADER,
    ENROL_PATH,
    EXCHANGE_PATH,
    KEY_HEADER,
    KEYS_PATH,
    MAX_BODY,
    MEDIA_TYPE,
    PARTS_TYPE,
    RECKONING_PATH,
    SIGNATURE_HEADER,
)
from app.sync.packing import Purpose, pack, sign, unpack

_Answered = TypeVar("_Answered")
_STATUS = {
    "signature_wrong": 401,
    "device_unknown": 401,
    "device_revoked": 403,
    "body_too_large": 413,
    "media_type": 415,
    "protocol_unknown": 426,
    "dictionary_unknown": 400,
    "busy": 503,
}

_ERROR = {
    "application/json": {
        "schema": {
            "type": "object",
            "required": ["error"],
            "properties": {
                "error": {"type": "string"},
                "oldest": {"type": "integer"},
                "newest": {"type": "integer"},
                "number": {"type": "integer"},
            },
        }
    }
}
_BINARY = {MEDIA_TYPE: {"schema": {"type": "string", "format": "binary"}}}
_SIGNED = {name: {"required": True, "schema": {"type": "string"}} for name in (KEY_HEADER, SIGNATURE_HEADER)}
_PARTS = {PARTS_TYPE: {"schema": {"type": "string", "format": "binary"}}}
_UUID = 36
"""Characters of a device's name, and as much as is remembered of any."""
_NAMED = {KEY_HEADER: _SIGNED[KEY_HEADER]}
_BUSY = {"Retry-After": {"schema": {"type": "integer"}}}


def _refusals(*statuses: int) -> dict[int | str, dict[str, Any]]:
    words = {
        400: "Not what the protocol says",
        401: "Not signed by an enrolled device",
        403: "Refused",
        413: "Too large",
        415: "Another content type",
        426: "No common protocol version",
        503: "Busy: come again later",
    }
    return {
        status: {"description": words[status], "content": _ERROR, **({"headers": _BUSY} if status == 503 else {})}
        for status in statuses
    }


def _header(name: str) -> dict[str, Any]:
    return {"name": name, "in": "header", "required": True, "schema": {"type": "string"}}


def sync_routes(program: CentralProgram) -> APIRouter:
    """The routes for desks."""
    router = APIRouter(tags=["sync"])
    body = {"requestBody": {"required": True, "content": _BINARY}}

    @router.post(
        EXCHANGE_PATH,
        summary="Push entries and pull both feeds",
        openapi_extra={**body, "parameters": [_header(DEVICE_HEADER), _header(SIGNATURE_HEADER)]},
        response_class=Response,
        responses={
            200: {"description": "Answer", "content": _BINARY, "headers": _SIGNED},
            **_refusals(400, 401, 403, 413, 415, 426, 503),
        },
    )
    async def exchange(request: Request) -> Response:
        def answer(given: bytes) -> tuple[bytes, str]:
            device = request.headers.get(DEVICE_HEADER, "")
            return program.exchanges.answer(given, device, request.headers.get(SIGNATURE_HEADER, ""))

        return await _answered(request, program, answer)

    @router.post(
        CASES_PATH,
        summary="The cases of the device's point, for a new desk",
        openapi_extra={**body, "parameters": [_header(DEVICE_HEADER), _header(SIGNATURE_HEADER)]},
        response_class=Response,
        responses={
            200: {"description": "CasesPage, in parts", "content": _PARTS, "headers": _NAMED},
            **_refusals(400, 401, 403, 413, 415, 426, 503),
        },
    )
    async def cases(request: Request) -> Response:
        def answer(given: bytes) -> tuple[bytes, Iterator[bytes]]:
            device = request.headers.get(DEVICE_HEADER, "")
            return program.telling.answer(given, device, request.headers.get(SIGNATURE_HEADER, ""))

        return await _told(request, program, answer)

    @router.get(
        KEYS_PATH,
        summary="Central's root key and a sheet of its keys",
        response_class=Response,
        responses={200: {"description": "RootedKeys", "content": _BINARY}, **_refusals(503)},
    )
    def keys() -> Response:
        with program.store.reading() as central:
            kept, number = central.city.keys(), central.registry.sheet_number()
        written = rooted_keys(program.keys, kept, number, program.clock, demo=program.demo)
        return Response(written, media_type=MEDIA_TYPE)

    @router.post(
        ENROL_PATH,
        summary="Enrol a device by a one-time code",
        openapi_extra=body,
        response_class=Response,
        responses={
            200: {"description": "Enrolled", "content": _BINARY, "headers": _SIGNED},
            **_refusals(400, 403, 413, 415, 426, 503),
        },
    )
    async def enrol(request: Request) -> Response:
        return await _answered(request, program, lambda given: _enrolled(program, given))

    @router.post(
        RECKONING_PATH,
        summary="Which of the device's cases central has, by day",
        openapi_extra={**body, "parameters": [_header(DEVICE_HEADER), _header(SIGNATURE_HEADER)]},
        response_class=Response,
        responses={
            200: {"description": "Reckoned", "content": _BINARY, "headers": _SIGNED},
            **_refusals(400, 401, 403, 413, 415, 426, 503),
        },
    )
    async def reckoning(request: Request) -> Response:
        def answer(given: bytes) -> tuple[bytes, str]:
            device = request.headers.get(DEVICE_HEADER, "")
            return program.reckoning.answer(given, device, request.headers.get(SIGNATURE_HEADER, ""))

        return await _answered(request, program, answer)

    return router


def _enrolled(program: CentralProgram, sealed: bytes) -> tuple[bytes, str]:
    if len(sealed) > MAX_BODY:
        raise Refused("body_too_large")
    try:
        opened = program.keys.sealing.open(sealed)
    except Trouble as error:
        raise Refused("enrol_sealed") from error
    request = unpack(opened, Enrol)
    check_versions(request.oldest, request.newest)
    check_uuids([request.device])
    answered = pack(program.enrolment.enrol(request))
    return answered, sign(program.keys.signing, Purpose.ENROLLED, answered)


async def _answered(
    request: Request, program: CentralProgram, answer: Callable[[bytes], tuple[bytes, str]]
) -> Response:
    """The answer to a body of the protocol, signed, or the refusal with its status."""

    def whole(answered: tuple[bytes, str]) -> tuple[Response, int]:
        body, signature = answered
        headers = {KEY_HEADER: program.keys.signing.key_id.hex(), SIGNATURE_HEADER: signature}
        return Response(body, media_type=MEDIA_TYPE, headers=headers), len(body)

    return await _admitted(request, program, answer, whole)


async def _told(
    request: Request, program: CentralProgram, answer: Callable[[bytes], tuple[bytes, Iterator[bytes]]]
) -> Response:
    """The same for an answer in parts. Only the first counts as work under way: the others wait for the link."""

    def counted(part: bytes) -> bytes:
        program.metrics.went_down(len(part))
        return part

    def begun(answered: tuple[bytes, Iterator[bytes]]) -> tuple[Response, int]:
        first, further = answered
        headers = {KEY_HEADER: program.keys.signing.key_id.hex()}
        return StreamingResponse(chain([first], map(counted, further)), media_type=PARTS_TYPE, headers=headers), len(
            first
        )

    return await _admitted(request, program, answer, begun)


async def _admitted(
    request: Request,
    program: CentralProgram,
    answer: Callable[[bytes], _Answered],
    respond: Callable[[_Answered], tuple[Response, int]],
) -> Response:
    """What `respond` makes of the answer, with the bytes that are there already; or the refusal."""
    load, metrics, who = program.load, program.metrics, request.headers.get(DEVICE_HEADER, "")[:_UUID]
    if not load.begin(who):
        return _refusal(Refused("busy"), program, who)
    try:
        if request.headers.get("content-type", "").split(";")[0].strip().lower() != MEDIA_TYPE:
            raise Refused("media_type")
        given = await read_body(request, MAX_BODY)
        began = program.clock.seconds()
        response, size = respond(await run_in_threadpool(answer, given))
        metrics.answered(program.clock.seconds() - began, len(given), size)
        return response
    except Refused as refused:
        return _refusal(refused, program, who)
    finally:
        load.end(who)


def _refusal(refused: Refused, program: CentralProgram, who: str = "") -> Response:
    program.metrics.refused(refused.code)
    status = _STATUS.get(refused.code, 403 if refused.code.startswith("enrol_") else 400)
    values = {name: refused.values[name] for name in ("oldest", "newest", "number") if name in refused.values}
    headers = {"Retry-After": str(program.load.come_again(who))} if status == 503 else None
    return JSONResponse({"error": refused.code, **values}, status, headers)


async def read_body(request: Request, limit: int) -> bytes:
    """The body, read no further than the limit. Raises Refused: body_too_large, and body_cut for one whose sender is
    gone before its end (nobody reads that answer)."""
    found = bytearray()
    try:
        async for part in request.stream():
            found += part
            if len(found) > limit:
                raise Refused("body_too_large", limit=limit)
    except ClientDisconnect as error:
        raise Refused("body_cut") from error
    return bytes(found)
