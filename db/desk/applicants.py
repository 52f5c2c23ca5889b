"""Applicants in desk.db."""

from typing import Any

from sqlalchemy import Connection, Row, Select, bindparam, insert, or_, select, update

from app.applicants.identity import comparable, search_keys
from app.applicants.model import Applicant, Identity, applicant_from_json, applicant_to_json
from app.applicants.phone import phone_key
from app.applicants.search_text import fold, initials
from app.ids import ApplicantId, Ids
from app.storage.applicants import Kept
from db.desk.models import ApplicantRow, IdentityRow
from db.prepared import Prepared

_COLUMNS = (ApplicantRow.id, ApplicantRow.body)
_BY_IDENTITY = Prepared(
    select(*_COLUMNS)
    .join(IdentityRow, IdentityRow.applicant == ApplicantRow.id)
    .where(IdentityRow.number == bindparam("of_number"), IdentityRow.type == bindparam("of_type"))
)
_BY_ID = select(*_COLUMNS).where(ApplicantRow.id == bindparam("of_id"))
_ADD = Prepared(insert(ApplicantRow))
_ADD_IDENTITY = Prepared(insert(IdentityRow))
_RENEW = update(ApplicantRow).where(ApplicantRow.id == bindparam("of_id"))


class ApplicantStore:
    """See app.storage.applicants.ApplicantStore."""

    def __init__(self, connection: Connection, ids: Ids) -> None:
        self._connection = connection
        self._ids = ids

    def by_identity(self, identity: Identity) -> Applicant | None:
        known = _BY_IDENTITY.first(self._connection, **_key(identity))
        return None if known is None else applicant_from_json(known[1], ApplicantId(known[0]))

    def get(self, applicant: ApplicantId) -> Applicant | None:
        return self._one(self._connection.execute(_BY_ID, {"of_id": applicant}).first())

    def keep(self, applicant: Applicant) -> Kept:
        key = _key(applicant.identity)
        known = _BY_IDENTITY.first(self._connection, **key)
        body = applicant_to_json(applicant)
        if known is None:
            new = self._ids.new()
            _ADD.run(self._connection, id=new, **_columns(applicant, body))
            _ADD_IDENTITY.run(self._connection, number=key["of_number"], type=key["of_type"], applicant=new)
            return Kept(ApplicantId(new), known=False)
        holder, known_body = known
        if known_body != body:
            self._connection.execute(_RENEW, {"of_id": holder, **_columns(applicant, body)})
        return Kept(ApplicantId(holder), known=True)

    def find(self, text: str, limit: int = 10) -> list[Applicant]:
        typed = text.strip()
        if not typed:
            return []
        statement = self._by_number(typed) if any(sign.isdigit() for sign in typed) else self._by_name(typed)
        rows = self._connection.execute(statement.order_by(ApplicantRow.id.desc()).limit(limit))
        return [_applicant(row) for row in rows]

    @staticmethod
    def _by_number(typed: str) -> Select[Any]:
        holders = select(IdentityRow.applicant).where(IdentityRow.number.in_(search_keys(typed)))
        return select(*_COLUMNS).where(or_(ApplicantRow.id.in_(holders), ApplicantRow.phone == phone_key(typed)))

    @staticmethod
    def _by_name(typed: str) -> Select[Any]:
        folded = fold(typed)
        if folded.isascii():
            begins = ApplicantRow.initials >= folded, ApplicantRow.initials < folded + "~"
            return select(*_COLUMNS).where(*begins)
        return select(*_COLUMNS).where(ApplicantRow.name >= typed, ApplicantRow.name < typed + "\U0010ffff")

    @staticmethod
    def _one(row: Row[Any] | None) -> Applicant | None:
        return None if row is None else _applicant(row)


def _key(identity: Identity) -> dict[str, str]:
    plain = comparable(identity)
    return {"of_number": plain.number, "of_type": plain.type.value}


def _columns(applicant: Applicant, body: dict[str, object]) -> dict[str, Any]:
    return {
        "kind": applicant.kind.value,
        "name": applicant.name,
        "initials": initials(applicant.name)[:40],
        "phone": applicant.phone and phone_key(applicant.phone),
        "body": body,
    }


def _applicant(row: Row[Any]) -> Applicant:
    return applicant_from_json(row.body, ApplicantId(row.id))
