"""Cases as lists show them, straight from their rows' JSON: of fifty of them only what a line shows is read."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

import msgspec
from sqlalchemy import Text, type_coerce

from app.cases.life import Joint
from app.cases.model import CaseState
from app.ids import CaseId
from app.storage.cases import CaseRow as CaseLine
from app.sync.model import Arrival, Delivery
from db.desk.models import CaseRow
from db.desk.sync_proofs import Deliveries

LINE: tuple[Any, ...] = (CaseRow.last_device, CaseRow.last_number, type_coerce(CaseRow.body, Text).label("body"))
"""What `lines` reads."""


class _File(msgspec.Struct):
    digest: str


class _Given(msgspec.Struct):
    file: _File | None
    pages: tuple[_File, ...] = ()


class _Person(msgspec.Struct):
    name: str
    id_no: str
    phone: str | None


class _Body(msgspec.Struct):
    """The part of app/cases/model.py, case_to_json, that lines show."""

    id: str
    case_no: str
    central_no: str | None
    state: CaseState
    item_name: str
    applicant: _Person
    received_at: datetime
    accepted_at: datetime | None
    due_on: date | None
    pending_online: bool
    clerk_name: str
    window: int
    materials: tuple[_Given, ...]
    joint: Joint | None = None

    def digests(self) -> set[str]:
        """The attachments."""
        return {file.digest for one in self.materials for file in (one.file, *one.pages) if file is not None}


_READ = msgspec.json.Decoder(_Body)


def lines(rows: Sequence[Any], deliveries: Deliveries) -> list[CaseLine]:
    """The rows of `LINE`, in their order, with how far each has come."""
    found = [(device, number, body, body.digests()) for device, number, text in rows for body in (_READ.decode(text),)]
    deliveries.look_up(digest for *_, digests in found for digest in digests)
    return [_line(body, deliveries.of(device, number, digests)) for device, number, body, digests in found]


def _line(body: _Body, delivery: Delivery) -> CaseLine:
    return CaseLine(
        id=CaseId(body.id),
        case_no=body.case_no,
        central_no=body.central_no,
        state=body.state,
        item_name=body.item_name,
        name=body.applicant.name,
        id_no=body.applicant.id_no,
        phone=body.applicant.phone,
        received_at=body.received_at,
        accepted_at=body.accepted_at,
        due_on=None if body.pending_online else body.due_on,
        pending_online=body.pending_online,
        clerk_name=body.clerk_name,
        window=body.window,
        joint=body.joint,
        synced=delivery.arrival is not Arrival.HERE,
        delivery=delivery,
    )
