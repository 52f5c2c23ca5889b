"""Who takes something home from the counter: the applicant, or another with a right to it (domain.md, 3.4)."""

from typing import Final

from app.applicants.model import ApplicantKind
from app.applicants.names import normalise_name
from app.cases.details import SELF
from app.cases.model import Case, CaseState
from app.catalogue.model import ServiceItem
from app.errors import Refused

REFUSAL: Final = "不予许可决定书"
"""What is handed over where central refused: the item's own result never came to be."""


def receiver_of(case: Case, receiver: str | None, relation: str, authority: str | None, place: str) -> str:
    """The receiver's name; the applicant's own where nobody else is named.

    Raises Refused at a field of `place`: receiver_missing, receiver_relation for another's name without a relation,
    receiver_authority.
    """
    own = relation == SELF
    name = receiver or (case.applicant.name if own else None)
    if name is None:
        raise Refused("receiver_missing", f"{place}.receiver")
    if own and _is_another(case, name):
        raise Refused("receiver_relation", f"{place}.relation", name=case.applicant.name)
    if not own and not authority:
        raise Refused("receiver_authority", f"{place}.authority")
    return name


def result_paper(case: Case, item: ServiceItem | None) -> str:
    """What is handed over, unless the clerk calls it otherwise."""
    if case.state is CaseState.REJECTED:
        return REFUSAL
    outcome = case.life.outcome
    return (outcome.name if outcome else None) or (item.result_name if item else None) or case.item_name


def _is_another(case: Case, name: str) -> bool:
    """A company or body is always somebody's hands, so only a person's name tells."""
    return case.applicant.kind is ApplicantKind.PERSON and normalise_name(name) != case.applicant.name
