"""The applicants' page of the desk's store."""

from typing import NamedTuple, Protocol

from app.applicants.model import Applicant, Identity
from app.ids import ApplicantId


class Kept(NamedTuple):
    """Under which id an applicant is kept, and whether this desk knew them before."""

    id: ApplicantId
    known: bool


class ApplicantStore(Protocol):
    """Persons and companies that came to this point. A number is an attribute with a history."""

    def by_identity(self, identity: Identity) -> Applicant | None:
        """Who holds, or held, this number (normalised; compared as the document's kind is compared)."""
        ...

    def get(self, applicant: ApplicantId) -> Applicant | None: ...

    def keep(self, applicant: Applicant) -> Kept:
        """Adds the applicant, or renews the name, phone and address of the one with the same identity."""
        ...

    def find(self, text: str, limit: int = 10) -> list[Applicant]:
        """By name, initials, identity number (15 or 18 digits) or phone, those seen last first."""
        ...
