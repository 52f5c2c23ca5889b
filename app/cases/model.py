"""The case (办件): one value, and how entries and central's decisions change it.

A case is what its entries say. `recorded` makes it from the first entry, `changed` carries a later act or
a decision of central into it; the desk, central and `sidao verify` all use these two, so they can't disagree.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from enum import StrEnum
from typing import Any

from app.applicants.model import (
    Agent,
    Applicant,
    agent_from_json,
    agent_to_json,
    applicant_from_json,
    applicant_to_json,
)
from app.cases.brought import BroughtBy, brought_from_json, brought_to_json
from app.cases.given import GivenMaterial, material_from_json, material_to_json
from app.cases.life import NOTHING_YET, Life, life_from_json, life_to_json
from app.catalogue.model import ItemCode
from app.ids import ApplicantId, CaseId, ClerkId, DeviceId
from app.journal import EntryName, Stream
from app.receipts.model import DocumentKind

RECORDED = "case.recorded"
"""The entry that begins a case: its body holds the whole case."""
RERECORDED = "case.rerecorded"
"""A case of a desk that is not continued, once more by the device that took its place: its body names the old entry."""
BEGINNING = frozenset({RECORDED, RERECORDED})
"""The entries whose body holds a whole case."""
ACTED = "case.acted"
"""A later act at a window: its body holds the act and the fields that it changed."""


class CaseState(StrEnum):
    """Where a case stands (domain.md, 3.2)."""

    DRAFT = "draft"
    RECEIVED = "received"
    FORWARDED = "forwarded"
    SUPPLEMENT = "supplement"
    ACCEPTED = "accepted"
    SUSPENDED = "suspended"  # 特别程序
    DECLINED = "declined"
    CONCLUDED = "concluded"
    RETURNED = "returned"
    APPROVED = "approved"
    REJECTED = "rejected"
    DELIVERED = "delivered"
    WITHDRAWN = "withdrawn"
    LAPSED = "lapsed"  # 补正逾期, 容缺逾期
    VOID = "void"


class CaseAct(StrEnum):
    """What is done to a case: at a window, and by central (style.md's words)."""

    DRAFT = "draft"
    RECEIVE = "receive"
    ACCEPT = "accept"
    ACCEPT_LATE = "accept_late"  # 容缺受理
    ACCEPT_PROMISED = "accept_promised"  # 告知承诺
    SUPPLEMENT = "supplement"
    ADD_MATERIAL = "add_material"
    DECLINE = "decline"
    CONCLUDE = "conclude"
    SUSPEND = "suspend"
    RESUME = "resume"
    TRANSFER = "transfer"  # 转办
    TRANSFER_UP = "transfer_up"  # 转报
    WITHDRAW = "withdraw"
    LAPSE = "lapse"
    CORRECT = "correct"
    NOTIFY = "notify"  # 告知: a paper of what central returned, asked for, changed or decided
    GIVE_WAY = "give_way"  # 以市级为准: what central returned falls away
    VOID = "void"
    DELIVER = "deliver"
    HAND_BACK = "hand_back"  # 退还原件
    CHECK = "check"  # 事后核查 of a 告知承诺
    REPRINT = "reprint"
    ASK = "ask"  # 补充材料, asked for by central
    APPROVE = "approve"
    REJECT = "reject"
    RETURN = "return"
    TAKE_OVER = "take_over"  # another reviewer goes on with it: central's own affair, no desk is told
    REGISTER = "register"


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """A paper issued for the case: kind and number are fixed before it is printed. `tells` are marks of what it tells
    of the case (app/cases/telling.py)."""

    kind: DocumentKind
    receipt_no: str
    issued_at: datetime
    tells: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """One case. Times are aware UTC; `due_on` is a day in China, provisional while its calendar is not out.

    `pending_online` (待联网办结): accepted here, to be finished by central. `clerk` and `window` are those of
    the first entry, `last` names the newest entry of the case that is known here, `token` opens its progress page,
    `wanted` says what is wrong with a material (by its code) that 一次性告知 asked for. `unanchored`: a time of it
    was taken from a clock that nobody could vouch for (时间未校准). `former_nos` are numbers that it had before a
    copied desk recorded it once more, and that stand on papers, the oldest first. `helper` brought it, if one did.
    """

    id: CaseId
    case_no: str
    state: CaseState
    item: ItemCode
    item_version: int
    item_name: str
    point: str
    device: DeviceId
    window: int
    clerk: ClerkId
    clerk_name: str
    applicant: Applicant
    agent: Agent | None
    answers: Mapping[str, Any]
    materials: tuple[GivenMaterial, ...]
    ticket: str | None
    received_at: datetime
    accepted_at: datetime | None
    due_on: date | None
    due_provisional: bool
    pending_online: bool
    reason: str | None
    wanted: Mapping[str, str]
    token: str
    documents: tuple[Document, ...]
    central_no: str | None
    last: EntryName
    unanchored: bool = False
    former_nos: tuple[str, ...] = ()
    helper: BroughtBy | None = None
    life: Life = NOTHING_YET

    @property
    def receipt_no(self) -> str | None:
        """The number of the newest paper."""
        return self.documents[-1].receipt_no if self.documents else None

    @property
    def ended(self) -> bool:
        """Nothing more happens to it at a window but handing out and reprinting."""
        return self.state in ENDED


ENDED = frozenset(
    {
        *(CaseState.DECLINED, CaseState.CONCLUDED, CaseState.APPROVED, CaseState.REJECTED),
        *(CaseState.DELIVERED, CaseState.WITHDRAWN, CaseState.LAPSED, CaseState.VOID),
    }
)
"""States after which nothing more happens to a case at a window but handing out and reprinting."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FieldChange:
    """A field that an act made different: its path ("applicant.phone", "materials.id_card"), None where it was, or
    is, not there. Values are as `case_to_json` writes them."""

    field: str
    before: Any
    after: Any


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One line of the case's story: an entry of a window, or a decision of central (then `by` is the reviewer).

    `state` is where the case stood afterwards, None when the step left it where it was. `unanchored`: `at` was taken
    from a clock that nobody could vouch for. `changes` are those of a correction, known where the case was mended.
    """

    at: datetime
    act: CaseAct
    state: CaseState | None
    by: str
    window: int | None
    reason: str | None
    entry: str
    unanchored: bool = False
    changes: tuple[FieldChange, ...] = ()


def recorded(body: Mapping[str, Any], name: EntryName) -> Case:
    """The case that a `case.recorded` entry begins."""
    return case_from_json(body["case"], name)


def changed(case: Case, change: Mapping[str, Any], last: EntryName | None = None) -> Case:
    """The case after an act: `change` holds the fields of `case_to_json` that became different.

    A decision of central is no entry, so it leaves `last` as it was.
    """
    if not change:
        return case if last is None else replace(case, last=last)
    return case_from_json({**case_to_json(case), **change}, last or case.last, case.applicant.id)


def case_to_json(case: Case) -> dict[str, Any]:
    """Every field of the case, as cli.md's `case list` and the journal write them; times in UTC. `former_nos` and
    `helper` are there only for a case that has them."""
    former: dict[str, Any] = {"former_nos": list(case.former_nos)} if case.former_nos else {}
    if (helper := case.helper) is not None:
        former["helper"] = brought_to_json(helper)
    return {
        "case_no": case.case_no,
        "id": case.id,
        "state": case.state.value,
        "item": case.item,
        "item_version": case.item_version,
        "item_name": case.item_name,
        "point": case.point,
        "device": case.device,
        "window": case.window,
        "clerk": case.clerk,
        "clerk_name": case.clerk_name,
        "applicant": applicant_to_json(case.applicant),
        "agent": agent_to_json(case.agent),
        "answers": dict(case.answers),
        "materials": [material_to_json(material) for material in case.materials],
        "ticket": case.ticket,
        "received_at": case.received_at.isoformat(),
        "accepted_at": case.accepted_at and case.accepted_at.isoformat(),
        "due_on": case.due_on and case.due_on.isoformat(),
        "due_provisional": case.due_provisional,
        "pending_online": case.pending_online,
        "reason": case.reason,
        "wanted": dict(case.wanted),
        "token": case.token,
        "receipt_no": case.receipt_no,
        "documents": [document_to_json(document) for document in case.documents],
        "central_no": case.central_no,
        "unanchored": case.unanchored,
        **former,
        **life_to_json(case.life),
    }


def case_from_json(value: Mapping[str, Any], last: EntryName, applicant: ApplicantId | None = None) -> Case:
    """The inverse of `case_to_json`. Raises KeyError, ValueError or Refused when the object is not one of ours."""
    accepted, due = value["accepted_at"], value["due_on"]
    return Case(
        id=CaseId(value["id"]),
        case_no=value["case_no"],
        state=CaseState(value["state"]),
        item=ItemCode(value["item"]),
        item_version=value["item_version"],
        item_name=value["item_name"],
        point=value["point"],
        device=DeviceId(value["device"]),
        window=value["window"],
        clerk=ClerkId(value["clerk"]),
        clerk_name=value["clerk_name"],
        applicant=applicant_from_json(value["applicant"], applicant or ApplicantId("")),
        agent=agent_from_json(value["agent"]),
        answers=value["answers"],
        materials=tuple(material_from_json(material) for material in value["materials"]),
        ticket=value["ticket"],
        received_at=datetime.fromisoformat(value["received_at"]),
        accepted_at=datetime.fromisoformat(accepted) if accepted else None,
        due_on=date.fromisoformat(due) if due else None,
        due_provisional=value["due_provisional"],
        pending_online=value["pending_online"],
        reason=value["reason"],
        wanted=value["wanted"],
        token=value["token"],
        documents=tuple(document_from_json(document) for document in value["documents"]),
        central_no=value["central_no"],
        last=last,
        unanchored=value.get("unanchored") is True,
        former_nos=tuple(value.get("former_nos", ())),
        helper=brought_from_json(value.get("helper")),
        life=life_from_json(value),
    )


def document_to_json(document: Document) -> dict[str, Any]:
    """An issued paper as an entry holds it; `tells` is left out of one that needs no marks."""
    told: dict[str, Any] = {
        "kind": document.kind.value,
        "receipt_no": document.receipt_no,
        "issued_at": document.issued_at.isoformat(),
    }
    return {**told, "tells": list(document.tells)} if document.tells else told


def document_from_json(value: Mapping[str, Any]) -> Document:
    """The inverse of `document_to_json`."""
    return Document(
        kind=DocumentKind(value["kind"]),
        receipt_no=value["receipt_no"],
        issued_at=datetime.fromisoformat(value["issued_at"]),
        tells=_marks(value.get("tells")),
    )


def _marks(value: Any) -> tuple[str, ...]:
    if value is not None and not (isinstance(value, list) and all(isinstance(one, str) for one in value)):
        raise ValueError("tells")
    return tuple(value or ())


def entry_name(value: tuple[str, str, int] | list[Any]) -> EntryName:
    """An entry's name from the triple in which JSON holds it."""
    return EntryName(device=DeviceId(value[0]), stream=Stream(value[1]), number=value[2])
