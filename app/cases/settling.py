"""What central returned, and which act settles it: one rule for windows, for central, and for what puts both in order.

Pure.
"""

from collections.abc import Collection, Iterable, Mapping
from typing import Any

from app.cases.model import ACTED, CaseAct, entry_name
from app.errors import Refused
from app.journal import Entry, EntryName
from app.sync.model import FeedItem, FeedKind, Verdict, VerdictKind


def settles(act: CaseAct, change: object) -> bool:
    """Whether the act settles what came back before it. A void and 以市级为准 do in any case; a correction where its
    author knew that the case had come back, and so says where it stands now."""
    if act is CaseAct.CORRECT:
        return isinstance(change, Mapping) and "state" in change
    return act in (CaseAct.VOID, CaseAct.GIVE_WAY)


def came_back(words: Iterable[FeedItem | Verdict]) -> set[EntryName]:
    """The entries of which central's newest word, in the order of `words`, is that it returns them."""
    verdicts = {word.entry: word.kind for word in words if isinstance(word, Verdict)}
    return {name for name, kind in verdicts.items() if kind is VerdictKind.RETURNED}


def settled_by(items: Iterable[FeedItem]) -> set[EntryName]:
    """The entries of which these tell all windows that they are settled. Raises Refused("feed_malformed")."""
    try:
        return {entry_name(name) for one in items if one.kind == FeedKind.CASE_STANDS for name in one.body["mends"]}
    except (KeyError, ValueError, TypeError, IndexError, AttributeError) as error:
        raise Refused("feed_malformed") from error


def unsettled(entries: Iterable[Entry], back: Collection[EntryName], settled: Collection[EntryName]) -> list[Entry]:
    """Of a desk's own entries about a case those that came `back`, but for what central told to all as `settled`, and
    for what lies before an act that settles it and did not come back itself."""
    own = list(entries)
    mending = max((entry.name.number for entry in own if entry.name not in back and _settles(entry)), default=0)
    return [entry for entry in own if entry.name in back and entry.name not in settled and entry.name.number > mending]


def _settles(entry: Entry) -> bool:
    if entry.kind != ACTED or entry.payload is None:
        return False
    body: Mapping[str, Any] = entry.body()
    return settles(CaseAct(body["act"]), body["change"])
