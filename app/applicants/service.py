"""Who came before: earlier persons, their cases and materials, and what looks like the same case again."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import Final

from app.applicants.identity import same_holder
from app.applicants.model import Applicant, Identity, IdType
from app.cases.given import GivenMaterial, StoredFile
from app.cases.model import Case, CaseState
from app.catalogue.material_kinds import serves
from app.catalogue.materials import allowed_forms
from app.catalogue.model import GivenForm, ItemCode, Material, ServiceItem
from app.clock import Clock
from app.ids import DraftId
from app.storage.cases import Draft
from app.storage.desk import Desk, DeskStore

DUPLICATE_DAYS: Final = 30
"""A case of the same person and item that ended within so many days is still a likely duplicate."""

_MOST_CASES: Final = 100
_HANDED_IN: Final = (GivenForm.ORIGINAL, GivenForm.COPY, GivenForm.ELECTRONIC)
_REFUSED: Final = (CaseState.DECLINED, CaseState.REJECTED, CaseState.VOID)


@dataclass(frozen=True, slots=True, kw_only=True)
class EarlierMaterial:
    """Something that the person has handed in before; with a `file`, it can be used again without scanning."""

    code: str
    name: str
    form: GivenForm
    file: StoredFile | None
    case_no: str
    item_name: str
    given_at: datetime
    pages: tuple[StoredFile, ...] = ()
    valid_until: date | None = None

    @property
    def files(self) -> tuple[StoredFile, ...]:
        """Every page in order."""
        return () if self.file is None else (self.file, *self.pages)

    def expired(self, today: date) -> bool:
        """Whether the day that stands on it has passed."""
        return self.valid_until is not None and self.valid_until < today


def offered(item: ServiceItem, materials: Iterable[EarlierMaterial], today: date) -> dict[str, EarlierMaterial]:
    """What of the person's earlier materials may be used again for this item, by the item's own code: those with their
    scans, one that still holds before an expired one, then the newest."""
    found: dict[str, EarlierMaterial] = {}
    with_files = [one for one in materials if one.file is not None]
    for material in item.materials:
        fitting = [one for one in with_files if serves(one.name, material.name)]
        if fitting and retaken_form(material) is not None:
            best = max(fitting, key=lambda one: (not one.expired(today), one.name == material.name, one.given_at))
            found[material.code] = best
    return found


def retaken_form(material: Material) -> GivenForm | None:
    """The form in which an earlier scan may be handed in again: a copy, else a file; where the guide asks for the
    original alone, the original has to be seen again. None where nothing of paper is taken."""
    forms = allowed_forms(material)
    return next((form for form in (GivenForm.COPY, GivenForm.ELECTRONIC, GivenForm.ORIGINAL) if form in forms), None)


@dataclass(frozen=True, slots=True, kw_only=True)
class Earlier:
    """What this desk knows of one person or company, the newest first, unsent cases among them."""

    applicant: Applicant
    cases: tuple[Case, ...]
    materials: tuple[EarlierMaterial, ...]


class Applicants:
    """Looks people up while the clerk types. Reads only; called on the storage lane.

    Every method raises Trouble when the store can't be used.
    """

    def __init__(self, store: DeskStore, *, clock: Clock) -> None:
        self._store = store
        self._clock = clock

    def find(self, text: str, limit: int = 10) -> list[Applicant]:
        """Earlier people by name, initials, number (15 or 18 digits) or phone, those seen last first."""
        with self._store.reading() as desk:
            return desk.applicants.find(text, limit)

    def earlier(self, identity: Identity, limit: int = 20) -> Earlier | None:
        """What the holder of this number did here before; None for a newcomer."""
        with self._store.reading() as desk:
            known = desk.applicants.by_identity(identity)
            if known is None:
                return None
            cases = desk.cases.of_applicant(known.id, limit)
            return Earlier(applicant=known, cases=tuple(cases), materials=tuple(_materials(desk, cases)))

    def duplicates(self, identity: Identity, item: ItemCode, days: int = DUPLICATE_DAYS) -> list[Case]:
        """Likely duplicates: this person's cases of this item that are open, or were received within `days`.

        A refused one is no duplicate: who was refused may apply again.
        """
        return self.duplicates_among([(item, identity)], days)

    def duplicates_among(self, wanted: Iterable[tuple[ItemCode, Identity]], days: int = DUPLICATE_DAYS) -> list[Case]:
        """As `duplicates`, of several items in their order, each with the document of whom it is about."""
        since = self._clock.now() - timedelta(days=days)
        known: dict[Identity, list[Case]] = {}
        found = []
        with self._store.reading() as desk:
            for item, identity in wanted:
                if identity not in known:
                    person = desk.applicants.by_identity(identity)
                    known[identity] = [] if person is None else desk.cases.of_applicant(person.id, _MOST_CASES)
                found += [case for case in known[identity] if case.item == item and _counts(case, since)]
        return found

    def drafts(self, identity: Identity, besides: DraftId | None = None) -> list[Draft]:
        """Unfinished intakes for this person, so that one is resumed rather than typed again."""
        with self._store.reading() as desk:
            drafts = desk.drafts.all()
        return [draft for draft in drafts if draft.id != besides and _is_for(draft, identity)]


def _counts(case: Case, since: datetime) -> bool:
    return case.state not in _REFUSED and (not case.ended or case.received_at >= since)


def _is_for(draft: Draft, identity: Identity) -> bool:
    """A draft may hold anything, or nothing yet."""
    typed = draft.body.get("applicant")
    if not isinstance(typed, dict):
        return False
    kind, number = typed.get("id_type"), typed.get("id_no")
    if not isinstance(number, str) or kind not in list(IdType):
        return False
    return same_holder(Identity(IdType(kind), number), identity)


def _materials(desk: Desk, cases: Iterable[Case]) -> Iterator[EarlierMaterial]:
    """One of each name: the newest that has a file, else the newest."""
    best: dict[str, EarlierMaterial] = {}
    items: dict[tuple[ItemCode, int], ServiceItem | None] = {}
    for case in cases:
        pinned = case.item, case.item_version
        if pinned not in items:
            items[pinned] = desk.catalogue.item(*pinned)
        for given in case.materials:
            if given.form not in _HANDED_IN:
                continue
            material = _named(items[pinned], case, _as_kept(desk, given))
            kept = best.get(material.name)
            if kept is None or (kept.file is None and material.file is not None):
                best[material.name] = material
    yield from sorted(best.values(), key=lambda material: material.given_at, reverse=True)


def _as_kept(desk: Desk, given: GivenMaterial) -> GivenMaterial:
    """Without scans that lie at another window: they can't be used again from here."""
    return given if all(map(desk.files.knows, given.files)) else replace(given, file=None, pages=())


def _named(item: ServiceItem | None, case: Case, given: GivenMaterial) -> EarlierMaterial:
    """Its name in the version of the item that the case pins; the code where that version is not kept here."""
    material = item.material(given.code) if item else None
    return EarlierMaterial(
        code=given.code,
        name=material.name if material else given.code,
        form=given.form,
        file=given.file,
        case_no=case.case_no,
        item_name=case.item_name,
        given_at=case.received_at,
        pages=given.pages,
        valid_until=given.valid_until,
    )
