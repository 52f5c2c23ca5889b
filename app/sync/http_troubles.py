"""HTTP's failures in our words (README.md, §7)."""

import json
import ssl
from collections.abc import Iterator, Mapping
from contextlib import contextmanager

from app.errors import Refused, SidaoError, Trouble

_OF_CENTRAL = {
    "device_unknown": "sync_device_unknown",
    "device_revoked": "sync_device_revoked",
    "protocol_unknown": "sync_protocol",
    "busy": "sync_busy",
    "dictionary_unknown": "sync_dictionary",
}
_OF_ENROLMENT = frozenset(
    {
        "enrol_code_unknown",
        "enrol_code_used",
        "enrol_code_expired",
        "enrol_code_withdrawn",
        "enrol_point_other",
        "enrol_device_other",
        "enrol_device_taken",
        "enrol_possession",
        "enrol_sealed",
    }
)
_LONGEST_WAIT = 3600


@contextmanager
def troubles() -> Iterator[None]:
    """Turns what httpx raises into Trouble."""
    import httpx

    try:
        yield
    except httpx.ConnectTimeout as error:
        raise Trouble("sync_offline") from error
    except httpx.TimeoutException as error:
        raise Trouble("sync_timeout") from error
    except httpx.ConnectError as error:
        raise Trouble("sync_certificate" if _is_about_certificates(error) else "sync_offline") from error
    except (httpx.InvalidURL, httpx.UnsupportedProtocol) as error:
        raise Trouble("sync_address") from error
    except httpx.TransportError as error:
        raise Trouble("sync_cut") from error


def refusal(status: int, headers: Mapping[str, str], body: bytes) -> SidaoError:
    """What an answer that is no answer means. It is not signed, so nothing that is stored may change because of it."""
    told = _told(body)
    code, number = str(told.get("error", "")), told.get("number")
    if status in (429, 503):
        return Trouble("sync_busy", retry_after=_seconds(headers.get("Retry-After", "")))
    if code in _OF_ENROLMENT:
        return Refused(code, "code", number=number if type(number) is int else "…")
    if code in _OF_CENTRAL:
        return Trouble(_OF_CENTRAL[code])
    if 200 <= status < 400:
        return Trouble("sync_portal")
    return Trouble("sync_http", status=status)


def _told(body: bytes) -> Mapping[str, object]:
    """The refusal's object; nothing in a body that is none."""
    try:
        told = json.loads(body)
    except (ValueError, RecursionError):
        return {}
    return told if isinstance(told, dict) else {}


def _seconds(text: str) -> int:
    """Retry-After in seconds; a date, or nonsense, counts as not given."""
    return min(int(text), _LONGEST_WAIT) if text.isascii() and text.isdigit() and len(text) < 9 else 0


def _is_about_certificates(error: BaseException | None) -> bool:
    while error is not None:
        if isinstance(error, ssl.SSLError):
            return True
        error = error.__cause__ or error.__context__
    return False
