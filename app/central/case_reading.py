"""A case's first entry read the quick way: what a desk of ours writes, in a fifth of the time.

`app.cases.model.recorded` says what a case is. This reads the same JSON by msgspec, takes only what cannot mean
anything else, and leaves every other to `recorded`, which then says what is wrong with it
(tests/central/test_case_reading.py holds that the two never differ).
"""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, datetime
from typing import Any

import msgspec

from app.applicants.model import LONG, Agent, Applicant, ApplicantKind, Contact, IdType, Until
from app.cases.brought import brought_from_json
from app.cases.given import GivenMaterial
from app.cases.life import NOTHING_YET, life_from_json
from app.cases.model import Case, CaseState, Document, recorded
from app.catalogue.model import ItemCode
from app.ids import ApplicantId, CaseId, ClerkId, DeviceId
from app.journal import EntryName
from app.receipts.model import DocumentKind


class _Contact(msgspec.Struct, forbid_unknown_fields=True):
    name: str
    phone: str


class _Agent(msgspec.Struct, forbid_unknown_fields=True):
    name: str
    id_type: IdType
    id_no: str
    phone: str | None = None
    relation: str | None = None


class _Applicant(msgspec.Struct, forbid_unknown_fields=True):
    kind: ApplicantKind
    name: str
    id_type: IdType
    id_no: str
    phone: str | None = None
    address: str | None = None
    id_until: str | None = None
    contact: _Contact | None = None


class _Document(msgspec.Struct):
    kind: DocumentKind
    receipt_no: str
    issued_at: str
    tells: tuple[str, ...] = ()


class _Case(msgspec.Struct):
    id: str
    case_no: str
    state: CaseState
    item: str
    item_version: int
    item_name: str
    point: str
    device: str
    window: int
    clerk: str
    clerk_name: str
    applicant: _Applicant
    agent: _Agent | None
    answers: dict[str, Any]
    materials: tuple[GivenMaterial, ...]
    ticket: str | None
    received_at: str
    accepted_at: str | None
    due_on: str | None
    due_provisional: bool
    pending_online: bool
    reason: str | None
    wanted: dict[str, Any]
    token: str
    documents: list[_Document]
    central_no: str | None
    unanchored: bool = False
    former_nos: tuple[str, ...] = ()


msgspec.json.Decoder(_Case)  # learns its fields while one thread imports this: see app.sync.packing.decoded


def read_recorded(body: Mapping[str, Any], name: EntryName, central_no: str | None = None) -> Case:
    """The case that a `case.recorded` entry begins, exactly as `recorded` reads it, and raising what that raises.

    One that has no central number yet gets `central_no`.
    """
    try:
        told = msgspec.convert(body["case"], _Case)
        if not all(map(_is_whole, body["case"]["materials"])):
            raise ValueError
        return _with_life(_case(told, name, central_no), body["case"])
    except (msgspec.ValidationError, KeyError, TypeError, ValueError, AttributeError):
        case = recorded(body, name)
        return replace(case, central_no=central_no) if case.central_no is None and central_no else case


def _with_life(case: Case, told: Mapping[str, Any]) -> Case:
    """The case with who brought it and what else has happened to it; most cases have nothing of that."""
    if "helper" in told:
        case = replace(case, helper=brought_from_json(told["helper"]))
    life = life_from_json(told)
    return case if life is NOTHING_YET else replace(case, life=life)


_OF_FILE = frozenset({"digest", "name", "media", "size"})


def _is_whole(material: Mapping[str, Any]) -> bool:
    """Whether it says of a file that there is none, or just what is to be said of one."""
    files = (material["file"], *material.get("pages", ()))
    return all(file is None or file.keys() == _OF_FILE for file in files)


def _case(told: _Case, last: EntryName, central_no: str | None) -> Case:
    return Case(
        id=CaseId(told.id),
        case_no=told.case_no,
        state=told.state,
        item=ItemCode(told.item),
        item_version=told.item_version,
        item_name=told.item_name,
        point=told.point,
        device=DeviceId(told.device),
        window=told.window,
        clerk=ClerkId(told.clerk),
        clerk_name=told.clerk_name,
        applicant=_applicant(told.applicant),
        agent=None if told.agent is None else _agent(told.agent),
        answers=told.answers,
        materials=told.materials,
        ticket=told.ticket,
        received_at=datetime.fromisoformat(told.received_at),
        accepted_at=datetime.fromisoformat(told.accepted_at) if told.accepted_at else None,
        due_on=date.fromisoformat(told.due_on) if told.due_on else None,
        due_provisional=told.due_provisional,
        pending_online=told.pending_online,
        reason=told.reason,
        wanted=told.wanted,
        token=told.token,
        documents=tuple(map(_document, told.documents)),
        central_no=central_no if told.central_no is None else told.central_no,
        unanchored=told.unanchored,
        former_nos=told.former_nos,
        last=last,
    )


def _applicant(told: _Applicant) -> Applicant:
    contact = told.contact
    return Applicant(
        id=ApplicantId(""),
        kind=told.kind,
        name=_plain(told.name),
        id_type=told.id_type,
        id_no=_plain(told.id_no),
        phone=_plain_or_none(told.phone),
        address=_plain_or_none(told.address),
        id_until=_until(told.id_until),
        contact=None if contact is None else Contact(name=_plain(contact.name), phone=_plain(contact.phone)),
    )


def _agent(told: _Agent) -> Agent:
    return Agent(
        name=_plain(told.name),
        id_type=told.id_type,
        id_no=_plain(told.id_no),
        phone=_plain_or_none(told.phone),
        relation=_plain_or_none(told.relation),
    )


def _plain(text: str) -> str:
    """The text, if nothing would have to be tidied or refused in it. Raises ValueError."""
    if not text or text != text.strip() or b"\x00" in text.encode():
        raise ValueError
    return text


def _plain_or_none(text: str | None) -> str | None:
    return None if text is None else _plain(text)


def _until(text: str | None) -> Until:
    if text is None:
        return None
    if text == LONG:
        return LONG
    until = date.fromisoformat(text)
    if until.isoformat() != text:
        raise ValueError
    return until


def _document(told: _Document) -> Document:
    return Document(
        kind=told.kind,
        receipt_no=told.receipt_no,
        issued_at=datetime.fromisoformat(told.issued_at),
        tells=told.tells,
    )
