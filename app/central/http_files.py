"""Attachments over HTTP by the tus protocol 1.0.0: core, creation, checksum, termination (app/sync/README.md, 10).

Any tus client may bring one that has a token; ours also names the digest, and so finds again what was begun.
"""

import asyncio
from collections.abc import AsyncIterable, AsyncIterator
from tempfile import SpooledTemporaryFile
from typing import IO

import anyio
from fastapi import APIRouter, Request, Response
from starlette.concurrency import run_in_threadpool
from starlette.requests import ClientDisconnect
from starlette.types import ASGIApp, Receive, Scope, Send

from app.central.file_writing import Standing, Writing
from app.central.files import MOST
from app.central.program import CentralProgram
from app.central.tus import (
    ALGORITHMS,
    WORDS,
    answered,
    checksum_of,
    number,
    offset_header,
    refusal,
    refusals,
    reply,
    wanted,
)
from app.central.upload_token import Bearer, bearer
from app.errors import NotFound, Refused
from app.sync.messages import FILES_PATH, TUS

SILENCE = 60.0
"""Seconds without a byte, after which a connection is given up; what came stays."""
AT_ONCE = 256
"""Uploads that one process takes on at a time."""
_PIECE = 64 << 10
_UNREAD = "sidao.cycle"
_SPOOL = 1 << 20


def files_routes(program: CentralProgram) -> APIRouter:
    """The routes for attachments."""
    router = APIRouter(tags=["files"])
    turns = anyio.CapacityLimiter(AT_ONCE)
    one = FILES_PATH + "/{upload}"

    @router.options(one, summary="What of tus is spoken here", status_code=204, response_class=Response)
    def told_of_one(upload: str) -> Response:
        return told()

    @router.options(FILES_PATH, summary="What of tus is spoken here", status_code=204, response_class=Response)
    def told() -> Response:
        return reply(
            204,
            {
                "Tus-Version": TUS,
                "Tus-Max-Size": str(MOST),
                "Tus-Extension": "creation,checksum,termination",
                "Tus-Checksum-Algorithm": ",".join(ALGORITHMS),
            },
        )

    @router.post(
        FILES_PATH,
        summary="Begin an upload, or find it",
        status_code=201,
        response_class=Response,
        responses=refusals(400, 401, 403, 412, 413, 429, 460, 503),
    )
    def create(request: Request) -> Response:
        def begun() -> Response:
            who = _who(program, request)
            length, media, digest = wanted(request)
            found = program.files.begin(who, length, media, digest)
            return reply(201, {"Location": f"{FILES_PATH}/{found.id}", **offset_header(found)})

        return answered(begun)

    @router.head(
        one,
        summary="How far an upload has come",
        response_class=Response,
        responses={**{status: {"description": WORDS[status]} for status in (400, 401, 403, 404, 412, 460, 503)}},
    )
    def standing(request: Request, upload: str) -> Response:
        def found() -> Response:
            who = _who(program, request)
            known = program.files.standing(who.point, upload[:64])
            return reply(200, {**offset_header(known), "Upload-Length": str(known.length)})

        return answered(found)

    @router.patch(
        one,
        summary="Bring more of an upload",
        status_code=204,
        response_class=Response,
        openapi_extra={
            "requestBody": {
                "content": {"application/offset+octet-stream": {"schema": {"type": "string", "format": "binary"}}}
            }
        },
        responses=refusals(400, 401, 403, 404, 409, 412, 413, 415, 423, 460, 503),
    )
    async def bring(request: Request, upload: str) -> Response:
        return await _brought(program, turns, request, upload[:64])

    @router.delete(
        one,
        summary="Throw an upload away",
        status_code=204,
        response_class=Response,
        responses=refusals(400, 401, 403, 404, 412, 423, 503),
    )
    def terminate(request: Request, upload: str) -> Response:
        def gone() -> Response:
            program.files.terminate(_who(program, request), upload[:64])
            return reply(204)

        return answered(gone)

    @router.post(one, summary="PATCH or DELETE for clients that can only POST", include_in_schema=False)
    async def instead(request: Request, upload: str) -> Response:
        method = request.headers.get("x-http-method-override", "").upper()
        if method == "PATCH":
            return await bring(request, upload)
        if method == "DELETE":
            return await run_in_threadpool(terminate, request, upload)
        return refusal(Refused("method_unknown"))

    return router


async def _brought(program: CentralProgram, turns: anyio.CapacityLimiter, request: Request, upload: str) -> Response:
    """Takes a PATCH's body in. What came before a cut stays, unless it has a checksum of its own."""
    try:
        turns.acquire_nowait()
    except anyio.WouldBlock:
        return refusal(Refused("busy"))
    try:
        who = await run_in_threadpool(_who, program, request)
        if request.headers.get("content-type", "").split(";")[0].strip().lower() != "application/offset+octet-stream":
            raise Refused("media_type")
        offset, checksum = number(request, "upload-offset"), checksum_of(request)
        with SpooledTemporaryFile(max_size=_SPOOL) as aside:
            pieces: AsyncIterable[bytes] = _Pieces(request)
            size = 0
            if checksum:
                if (await run_in_threadpool(program.files.standing, who.point, upload)).offset != offset:
                    raise Refused("offset_differs")
                size = await _checked(pieces, aside, *checksum)
                pieces = _read_back(aside)
            writing = await run_in_threadpool(program.files.hold, who, upload, offset, ended(request))
            try:
                await run_in_threadpool(writing.check_room, size)
                known = await _taken(request, writing, pieces)
            finally:
                with anyio.CancelScope(shield=True):
                    await run_in_threadpool(writing.close)
            return reply(204, offset_header(known))
    except (Refused, NotFound) as refused:
        return refusal(refused)
    finally:
        turns.release()


async def _taken(request: Request, writing: Writing, pieces: AsyncIterable[bytes]) -> Standing:
    try:
        async for piece in pieces:
            await run_in_threadpool(writing.write, piece)
    except (ClientDisconnect, TimeoutError):  # nobody hears the answer; what came is kept
        await run_in_threadpool(writing.write, unread(request))
    return await run_in_threadpool(writing.settle)


async def _checked(pieces: AsyncIterable[bytes], aside: IO[bytes], algorithm: str, expected: bytes) -> int:
    """The whole body, put aside, and its size. Only then is the upload held, so that a cut one never touches it."""
    reckoned, size = ALGORITHMS[algorithm](), 0
    try:
        async for piece in pieces:
            size += len(piece)
            if size > MOST:
                raise Refused("file_too_long")
            reckoned.update(piece)
            await run_in_threadpool(aside.write, piece)
    except (ClientDisconnect, TimeoutError) as cut:
        raise Refused("digest_differs") from cut  # nobody hears it
    if reckoned.digest() != expected:
        raise Refused("digest_differs")
    return size


async def _read_back(aside: IO[bytes]) -> AsyncIterator[bytes]:
    aside.seek(0)
    while piece := await run_in_threadpool(aside.read, _PIECE):
        yield piece


class KeepsUnread:
    """Lets `unread` find what the server had received of a body when its connection ended.

    The server (uvicorn) tells an application of the end and keeps such bytes to itself; a link that breaks every few
    seconds would pay for them again.
    """

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "http":
            scope[_UNREAD] = getattr(receive, "__self__", None)
        await self._app(scope, receive, send)


def unread(request: Request) -> bytes:
    """What came of a body and was not told."""
    return bytes(getattr(request.scope.get(_UNREAD), "body", b""))


def ended(request: Request) -> bool:
    """Whether the request's connection has ended, as far as the server knows."""
    return bool(getattr(request.scope.get(_UNREAD), "disconnected", False))


class _Pieces:
    """The body as it comes. Raises TimeoutError after SILENCE."""

    def __init__(self, request: Request) -> None:
        self._stream = request.stream()

    def __aiter__(self) -> "_Pieces":
        return self

    async def __anext__(self) -> bytes:
        return await asyncio.wait_for(self._stream.__anext__(), SILENCE)


def _who(program: CentralProgram, request: Request) -> Bearer:
    if request.headers.get("tus-resumable") != TUS:
        raise Refused("tus_version")
    header = request.headers.get("authorization", "")
    return bearer(program.store, program.keys.signing, program.clock, header)
