"""What this desk did and central returned: it falls away (以市级为准), or a correction goes on without it."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from app.cases.model import ACTED, BEGINNING, Case, CaseAct, Document
from app.cases.settling import came_back, settled_by, unsettled
from app.errors import Refused
from app.journal import Entry
from app.receipts.model import PrintState
from app.storage.desk import Desk
from app.sync.model import FeedItem, Verdict

_UNDONE = frozenset({CaseAct.WITHDRAW, CaseAct.LAPSE, CaseAct.SUSPEND})
"""Acts at a window that stop a case, and that a correction does not bring back once central has returned them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class GivenUp:
    """`papers` of the acts that fall away; `standing` are the numbers of those that only these acts had put out of
    force: they stand again."""

    papers: tuple[Document, ...]
    standing: frozenset[str]


def undone(desk: Desk, case: Case) -> tuple[list[Document], list[Mapping[str, Any]]]:
    """The papers, and the pauses, of this desk's acts that were to stop a case and came back: a correction goes on
    with the case."""
    entries, told = _words(desk, case)
    back = came_back(told)
    acts = [one for one in _acts(entries) if one.name in back and _act(one) in _UNDONE]
    moments = {entry.at for entry in acts}
    pauses = [entry.body()["change"]["pauses"][-1] for entry in acts if _act(entry) is CaseAct.SUSPEND]
    return [paper for paper in case.documents if paper.issued_at in moments], pauses


def given_up(desk: Desk, case: Case) -> GivenUp:
    """What came back, and what this desk did behind it.

    Raises Refused: give_way_nothing where no act of this desk came back, or that is settled already; give_way_first
    where the case itself came back, so that central has none in its place.
    """
    entries, told = _words(desk, case)
    items = [word for word in told if isinstance(word, FeedItem)]
    open_ones = unsettled(entries, came_back(told), settled_by(items))
    if not open_ones:
        raise Refused("give_way_nothing", "act")
    if open_ones[0].kind in BEGINNING:
        raise Refused("give_way_first", "act")
    fallen = [entry for entry in _acts(entries) if entry.name.number >= open_ones[0].name.number]
    others: list[Mapping[str, Any]] = [one.body() for one in entries if one not in fallen and one.payload is not None]
    others += [item.body for item in items]
    moments = {entry.at for entry in fallen}
    known = {number for body in others for number in _put_out_of_force(body)}
    return GivenUp(
        papers=tuple(paper for paper in case.documents if paper.issued_at in moments),
        standing=frozenset(number for one in fallen for number in _put_out_of_force(one.body())) - known,
    )


def stand_again(desk: Desk, numbers: frozenset[str]) -> None:
    """These papers may be printed once more."""
    for number in numbers:
        paper = desk.receipts.by_number(number)
        if paper is not None and paper.state is PrintState.VOID:
            desk.receipts.save(replace(paper, state=PrintState.PRINTED if paper.copies else PrintState.WAITING))


def _words(desk: Desk, case: Case) -> tuple[list[Entry], list[FeedItem | Verdict]]:
    entries = desk.journal.of_subject(case.id)
    return entries, [word for _, word in desk.sync.told(case.id, [entry.name for entry in entries])]


def _acts(entries: list[Entry]) -> list[Entry]:
    return [entry for entry in entries if entry.kind == ACTED and entry.payload is not None]


def _act(entry: Entry) -> CaseAct:
    return CaseAct(entry.body()["act"])


def _put_out_of_force(body: Mapping[str, Any]) -> list[str]:
    """The numbers that an entry, or what central passes on, names as out of force."""
    inside = body.get("body", body)
    told = inside.get("change") or inside.get("case") or {}
    return [one["receipt_no"] for one in told.get("old_papers") or ()]
