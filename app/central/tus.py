"""The words of tus 1.0.0 as central speaks it: what requests' headers say, and how answers and refusals look."""

import base64
import binascii
import re
from collections.abc import Callable, Mapping
from hashlib import sha1, sha256
from typing import Any

from fastapi import Request, Response
from fastapi.responses import JSONResponse

from app.central.file_writing import Standing
from app.errors import NotFound, Refused
from app.sync.messages import TUS

ALGORITHMS: Mapping[str, Callable[[], Any]] = {"sha1": sha1, "sha256": sha256}
_DIGEST = re.compile(r"[0-9a-f]{64}")
_MEDIA = re.compile(r"[a-z0-9.+-]{1,40}/[a-z0-9.+-]{1,60}")
_STATUS = {
    "token_wrong": 401,
    "token_expired": 401,
    "device_revoked": 403,
    "file_complete": 403,
    "upload_unknown": 404,
    "method_unknown": 405,
    "offset_differs": 409,
    "tus_version": 412,
    "file_too_large": 413,
    "file_too_long": 413,
    "media_type": 415,
    "file_locked": 423,
    "files_too_many": 429,
    "digest_differs": 460,
    "busy": 503,
}
WORDS = {
    400: "Not what tus or the protocol says",
    401: "No token, or one that has lapsed",
    403: "The device is revoked, or the attachment is complete",
    404: "No such upload",
    405: "Not a method of this resource",
    409: "The offset is another",
    412: "Another version of tus",
    413: "Too large",
    415: "Another content type",
    423: "Another device brings it",
    429: "Too many uploads of this point are under way",
    460: "The checksum or the digest differs",
    503: "Busy: come again later",
}
_ERROR = {"application/json": {"schema": {"type": "object", "required": ["error"]}}}


def refusals(*statuses: int) -> dict[int | str, dict[str, Any]]:
    """These refusals, for the description of the interface."""
    return {status: {"description": WORDS[status], "content": _ERROR} for status in statuses}


def wanted(request: Request) -> tuple[int, str, str | None]:
    """Length, media type and digest of the upload that is to begin."""
    told = _metadata(request.headers.get("upload-metadata", ""))
    digest = told.get("digest")
    if digest is not None and not _DIGEST.fullmatch(digest):
        raise Refused("metadata_malformed")
    media = told.get("media", told.get("filetype", "")).lower()
    return (
        number(request, "upload-length"),
        media if _MEDIA.fullmatch(media) else "application/octet-stream",
        digest,
    )


def _metadata(header: str) -> dict[str, str]:
    """Upload-Metadata: keys with their values in base64. Raises Refused("metadata_malformed")."""
    if len(header) > 4000:
        raise Refused("metadata_malformed")
    found = {}
    for pair in filter(None, (each.strip() for each in header.split(","))):
        key, _, value = pair.partition(" ")
        try:
            found[key] = base64.b64decode(value, validate=True).decode()
        except ValueError as error:
            raise Refused("metadata_malformed") from error
    return found


def number(request: Request, name: str) -> int:
    """The header's number. Raises Refused("header_malformed")."""
    text = request.headers.get(name, "")
    if not (text.isascii() and text.isdigit() and len(text) <= 15):
        raise Refused("header_malformed")
    return int(text)


def checksum_of(request: Request) -> tuple[()] | tuple[str, bytes]:
    """Upload-Checksum, if there is one: the algorithm and the value."""
    header = request.headers.get("upload-checksum")
    if header is None:
        return ()
    algorithm, _, value = header.partition(" ")
    if algorithm not in ALGORITHMS:
        raise Refused("checksum_unknown")
    try:
        return algorithm, base64.b64decode(value, validate=True)
    except (ValueError, binascii.Error) as error:
        raise Refused("checksum_unknown") from error


def offset_header(standing: Standing) -> dict[str, str]:
    """How far the upload has come."""
    return {"Upload-Offset": str(standing.offset)}


def answered(answer: Callable[[], Response]) -> Response:
    """The answer, or why there is none."""
    try:
        return answer()
    except (Refused, NotFound) as refused:
        return refusal(refused)


def reply(status: int, headers: Mapping[str, str] | None = None) -> Response:
    """An answer without a body."""
    return Response(status_code=status, headers={"Tus-Resumable": TUS, **(headers or {})})


def refusal(refused: Refused | NotFound) -> Response:
    """The code with its status, and when to come again."""
    status = _STATUS.get(refused.code, 400)
    headers = {"Tus-Resumable": TUS}
    if status == 412:
        headers["Tus-Version"] = TUS
    if status in (423, 429, 503):
        headers["Retry-After"] = "3"
    return JSONResponse({"error": refused.code}, status, headers)
