"""The entry that a later act writes, and the case as it stands behind it."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from app.applicants.checks import Caution
from app.cases.counter import Counter, Moment
from app.cases.model import ACTED, Case, CaseAct, Document, changed, document_to_json
from app.cases.recording import as_pairs
from app.ids import ActionId
from app.journal import Act
from app.storage.desk import Desk


@dataclass(frozen=True, slots=True, kw_only=True)
class Written:
    """What an entry says: the act, the fields of the case that become different, and the papers that it issues. `told`
    is what these tell and no entry of this desk says."""

    act: CaseAct
    change: dict[str, Any]
    documents: tuple[Document, ...]
    reason: str | None
    cautions: tuple[Caution, ...]
    told: Mapping[str, Any] = field(default_factory=dict)


def write(desk: Desk, counter: Counter, case: Case, written: Written, action: ActionId, moment: Moment) -> Case:
    """Appends the entry and saves the case."""
    change = dict(written.change)
    if written.documents:
        change["documents"] = [*map(document_to_json, (*case.documents, *written.documents))]
    if desk.journal.unanchored and not case.unanchored:
        change["unanchored"] = True
    done = changed(case, change)
    seen = [case.last.device, case.last.stream.value, case.last.number]
    body = {"act": written.act.value, "by": counter.clerk.name, "window": moment.window, "seen": seen}
    summary = {"case_no": case.case_no, "state": done.state.value, "receipt_no": done.receipt_no}
    said: dict[str, Any] = {"reason": written.reason, "cautions": as_pairs(written.cautions)}
    if written.told:
        said["told"] = dict(written.told)
    entry = desk.journal.append(
        Act(
            kind=ACTED,
            subject=case.id,
            action=action,
            at=moment.now,
            body={**body, **summary, **said, "change": change},
        )
    )
    done = replace(done, last=entry.name)
    desk.cases.save(done)
    return done
