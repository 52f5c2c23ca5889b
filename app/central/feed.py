"""The feeds' pages in an answer: from the asked cursor on, within the room that the desk gives."""

import json
from collections.abc import Callable

from app.central.model import Published
from app.central.storage import Central
from app.ids import DeviceId
from app.journal import microseconds, read_payload
from app.sync.messages import MAX_LINES, Exchange, FeedLine, Page

_AT_ONCE = 100


def pages(central: Central, request: Exchange, point: str, *, known_life: bool) -> tuple[Page, Page]:
    """The pages of the point's feed and of the shared one.

    A desk whose marks belong to another life of central begins again, and so does one whose cursor lies beyond
    the feed's end. What the asking device wrote itself is left out.
    """
    ends = central.feed.ends(point)
    starts = [
        asked if known_life and asked <= end else 0
        for asked, end in zip((request.point, request.shared), ends, strict=True)
    ]
    device = DeviceId(request.device)
    of_point, left = _page(
        lambda after: central.feed.page(point, after, _AT_ONCE, device), starts[0], request.room, device
    )
    filled = bool(of_point.items)
    shared, _ = _page(lambda after: central.feed.shared_page(after, _AT_ONCE), starts[1], left, device, spared=filled)
    return of_point, shared


def _page(
    read: Callable[[int], list[Published]], start: int, room: int, device: DeviceId, *, spared: bool = False
) -> tuple[Page, int]:
    """One page, and the room that it leaves. Its first item always fits; a spared one gives way to the other feed."""
    lines: list[FeedLine] = []
    end = start
    while items := read(end):
        for item in items:
            if item.entry is not None and item.entry.device == device:
                end = item.number
                continue
            body = body_of(item)
            full = len(body) > room and (bool(lines) or spared)
            if full or len(lines) == MAX_LINES:
                return Page(start=start, end=end, more=True, items=tuple(lines)), 0
            room = max(0, room - len(body))
            lines.append(_line(item, body))
            end = item.number
        if len(items) < _AT_ONCE:
            break
    return Page(start=start, end=end, more=False, items=tuple(lines)), room


def body_of(item: Published) -> bytes:
    """The item's body as JSON; one that passes on an entry is made from it."""
    body = item.body
    if item.entry is not None and item.payload is not None:
        name = item.entry
        inside = read_payload(item.payload)["body"]
        body = {"entry": [name.device, name.stream.value, name.number], "body": inside}
    return json.dumps(body, ensure_ascii=False, separators=(",", ":")).encode()


def _line(item: Published, body: bytes) -> FeedLine:
    return FeedLine(number=item.number, at=microseconds(item.at), kind=item.kind, subject=item.subject, body=body)
