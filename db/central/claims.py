"""The claims' page: which reviewer has which case."""

from collections.abc import Collection
from dataclasses import asdict

from sqlalchemy import Connection, delete, insert, select, tuple_

from app.central.model import Claim
from app.ids import CaseId
from db.central.point_tables import ClaimRow


class ClaimRows:
    """See app.central.case_storage.ClaimPage."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def get(self, point: str, case: CaseId) -> Claim | None:
        return self.of([(point, case)]).get(case)

    def of(self, cases: Collection[tuple[str, CaseId]]) -> dict[CaseId, Claim]:
        mine = tuple_(ClaimRow.point, ClaimRow.case_id).in_(list(cases))
        rows = self._connection.execute(select(ClaimRow.__table__).where(mine)) if cases else ()
        found = (Claim(**{**row._mapping, "case_id": CaseId(row.case_id)}) for row in rows)
        return {claim.case_id: claim for claim in found}

    def keep(self, claim: Claim) -> None:
        self.release(claim.point, claim.case_id)
        self._connection.execute(insert(ClaimRow), asdict(claim))

    def release(self, point: str, case: CaseId) -> None:
        mine = (ClaimRow.point == point) & (ClaimRow.case_id == case)
        self._connection.execute(delete(ClaimRow).where(mine))
