"""The ledger of promises (承诺台账), and of it those that are to be called about, or to be checked later."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from app.applicants.model import Applicant
from app.cases.life import PromiseKind
from app.cases.model import CaseState
from app.cases.tasks import material_names
from app.cases.waiting import to_follow
from app.catalogue.shelf import View
from app.storage.desk import Desk
from app.storage.promises import Promised


@dataclass(frozen=True, slots=True, kw_only=True)
class LedgerLine:
    """One promise, unmasked. `about` is in words. `kept` is None while nothing is settled; then `open` says whether it
    is still to be kept, or fell away with its case. `due_on` is its last day, of 告知承诺 that of the later check;
    `checked_by` and `finding` say how that came out."""

    case_no: str
    state: CaseState
    item_name: str
    subject: Applicant
    kind: PromiseKind
    about: tuple[str, ...]
    made_on: date
    due_on: date | None
    settled_on: date | None
    kept: bool | None
    open: bool
    checked_by: str | None
    finding: str | None


def ledger(desk: Desk, view: View, since: date | None = None) -> Iterator[LedgerLine]:
    """Every promise, the oldest first; those made on `since` or later. Read as it is asked for, a page at a time."""
    return (_line(found, view) for found in desk.promises.ledger(since))


def calls(desk: Desk, view: View, since: date | None = None) -> Iterator[LedgerLine]:
    """Whom to call: open promises of 容缺 by their last day, each about what has not come yet. Read as `ledger` is."""
    found = desk.promises.to_follow()
    chosen = (one for one in found if since is None or one.promise.made_on >= since)
    return (_line(one, view, to_follow(one.case, one.promise)) for one in chosen)


def checks(desk: Desk, view: View, since: date | None = None) -> Iterator[LedgerLine]:
    """事后核查清单: every 告知承诺 that nobody has checked yet, by the last day for it. Read as `ledger` is."""
    found = desk.promises.to_check()
    return (_line(one, view) for one in found if since is None or one.promise.made_on >= since)


def _line(found: Promised, view: View, left: tuple[str, ...] | None = None) -> LedgerLine:
    """`left`: of what was promised only this."""
    case, promise = found.case, found.promise
    names = material_names(case, view)
    return LedgerLine(
        case_no=case.case_no,
        state=case.state,
        item_name=case.item_name,
        subject=case.applicant,
        kind=promise.kind,
        about=tuple(names.get(one, one) for one in (promise.about if left is None else left)),
        made_on=promise.made_on,
        due_on=promise.check_by if promise.kind is PromiseKind.INFORMED else promise.due_on,
        settled_on=promise.settled_on,
        kept=promise.kept,
        open=found.open,
        checked_by=promise.checked_by,
        finding=promise.finding,
    )
