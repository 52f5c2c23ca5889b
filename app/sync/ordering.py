"""Where central's word, or another window's act, stands among this desk's own acts on the same case.

Central takes acts in one after the other, and each word of it names the entry of the case that it followed. So a desk
can tell which of its own acts central took in later, or will: those are done once more on top, and both sides come to
the same case though nobody waited for anybody. Pure, so that sync and `sidao verify` can't disagree.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from app.cases.merging import together
from app.cases.model import ACTED, Case, CaseAct, CaseState, changed, entry_name
from app.cases.settling import came_back, settled_by, unsettled
from app.errors import Refused
from app.ids import DeviceId
from app.journal import Entry, EntryName
from app.sync.model import FeedItem, FeedKind, Verdict

_OF_CENTRAL = frozenset({FeedKind.CASE_DECIDED, FeedKind.CASE_RETURNED})
_WHOLE = frozenset({FeedKind.CASE_TOLD, FeedKind.CASE_STANDS})
_MALFORMED = (KeyError, ValueError, TypeError, IndexError, AttributeError)


@dataclass(frozen=True, slots=True, kw_only=True)
class Placed:
    """How an item of central stands to what this desk wrote of the case: `later` are this desk's acts that central
    takes in after it, `returned`: one of this desk's came back, and nothing has settled that yet."""

    later: tuple[Entry, ...] = ()
    returned: bool = False


ALONE: Final = Placed()
"""Nothing of this desk's is concerned."""


def placed(
    case: Case, item: FeedItem, device: DeviceId, words: Callable[[], tuple[list[Entry], list[FeedItem | Verdict]]]
) -> Placed:
    """The item's place among the acts of `device` on the case. `words` brings all its entries about the case and all
    that central has said of it; they are asked for only where they matter.

    Raises Refused("feed_malformed").
    """
    followed = _followed(item)
    ahead = followed is not None and case.last.device == device and followed != case.last
    if not ahead and case.state is not CaseState.RETURNED:
        return ALONE
    entries, said = words()
    own = [entry for entry in entries if entry.name.device == device and entry.payload is not None]
    items = [word for word in said if isinstance(word, FeedItem) and word.number <= item.number]
    back = came_back(said)
    place = _place(followed, device, _before(device, items)) if ahead else None
    settled = settled_by((*items, item))
    later = [
        entry
        for entry in own
        if place is not None and entry.kind == ACTED and entry.name.number > place and entry.name not in back | settled
    ]
    return Placed(later=tuple(later), returned=bool(unsettled(own, back, settled)))


def once_more(case: Case, later: Sequence[Entry]) -> Case:
    """The case with these acts on top."""
    for entry in later:
        body = entry.body()
        case = changed(case, together(case, body["change"], CaseAct(body["act"])), entry.name)
    return case


def _before(device: DeviceId, items: Iterable[FeedItem]) -> Mapping[EntryName, int | None]:
    """Behind which of this desk's entries each entry of the others came, None where that is not known."""
    before: dict[EntryName, int | None] = {}
    for item in sorted(items, key=lambda one: one.number):
        name = _told_of(item)
        if name is not None and name.device != device:
            followed = _name(item.body["after"]) if item.kind == FeedKind.CASE_STANDS else _followed(item)
            before[name] = 0 if followed is None else _place(followed, device, before)
    return before


def _place(followed: EntryName | None, device: DeviceId, before: Mapping[EntryName, int | None]) -> int | None:
    if followed is None:
        return None
    return followed.number if followed.device == device else before.get(followed)


def _told_of(item: FeedItem) -> EntryName | None:
    """The entry that the item passes on, or at which it tells the case."""
    try:
        if item.kind in (FeedKind.CASE_RECORDED, FeedKind.CASE_ACTED):
            return entry_name(item.body["entry"])
        return entry_name(item.body["last"]) if item.kind in _WHOLE else None
    except _MALFORMED as error:
        raise Refused("feed_malformed") from error


def _followed(item: FeedItem) -> EntryName | None:
    """The entry of the case after which central did, or took in, what the item tells, or the last one in what it tells
    whole; None where one begins it."""
    try:
        if item.kind in _OF_CENTRAL:
            return _name(item.body.get("seen"))
        if item.kind == FeedKind.CASE_ACTED:
            return _name(item.body.get("after") or item.body["body"].get("seen"))
        if item.kind == FeedKind.CASE_STANDS:
            return _name(item.body["last"])
    except _MALFORMED as error:
        raise Refused("feed_malformed") from error
    return None


def _name(value: Any) -> EntryName | None:
    return None if value is None else entry_name(value)
