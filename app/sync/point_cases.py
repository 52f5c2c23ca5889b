"""The messages by which a new desk learns what its point has: cases, then 帮代办 (README.md, "The first pull")."""

from typing import Annotated

from msgspec import Meta, Struct

from app.sync.messages import MAX_LINES, MAX_PAYLOAD, MAX_UNPACKED, Count, Micros, Nonce, Number, Uuid

Place = Annotated[str, Meta(max_length=80)]
"""Where a page ends, in central's words; the desk only repeats them."""


class CasesAsk(Struct, frozen=True, omit_defaults=True):
    """Asks for what the point has behind the place `after`, about `room` bytes of it a page before compression."""

    oldest: Number
    newest: Number
    device: Uuid
    nonce: Nonce
    room: Annotated[int, Meta(ge=0, le=MAX_UNPACKED)] = 1 << 18
    after: Place | None = None


class CasesPage(Struct, frozen=True, omit_defaults=True):
    """A part of the answer. The open cases come first, then the ended ones, each the newest first, without those that
    the asking device began; and after the cases 帮代办: the register, the batches, the visits, each the newest first.

    `cases` are cases as central has them, each JSON, {"case", "last", "steps"}; `helping` as the feed says it, each
    JSON, {"kind", "subject", "body"}. They hold whatever the point's feed tells up to `feed`. `next` is where to go on,
    nil at the end.
    """

    protocol: Number
    nonce: Nonce
    at: Micros
    incarnation: Uuid
    feed: Count
    cases: Annotated[tuple[Annotated[bytes, Meta(max_length=MAX_PAYLOAD)], ...], Meta(max_length=MAX_LINES)] = ()
    next: Place | None = None
    helping: Annotated[tuple[Annotated[bytes, Meta(max_length=MAX_PAYLOAD)], ...], Meta(max_length=MAX_LINES)] = ()
