"""What an act at a counter needs besides its transaction, and what it comes to."""

from dataclasses import dataclass
from datetime import datetime

from app.applicants.checks import Caution
from app.cases.fit import AttachmentFit, as_it_came
from app.cases.model import Case, CaseState
from app.catalogue.shelf import Shelf
from app.ids import DeviceId, Ids
from app.storage.clerks import Clerk
from app.themes.model import Theme


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Where this desk stands: 12-digit point, its short name on documents, and the device."""

    point: str
    short_name: str
    device: DeviceId
    device_number: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Counter:
    """Who acts, where, with which catalogue; `themes` are those that the program brings along, `fit` brings what is
    handed in to size."""

    place: Place
    clerk: Clerk
    ids: Ids
    shelf: Shelf
    fit: AttachmentFit = as_it_came
    themes: tuple[Theme, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Moment:
    """One act's time and window: one reading of the clock, so that entry, case and papers agree."""

    now: datetime
    window: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Recorded:
    """What an act came to. `case` is None for a draft and for a repeat, where `case_no` still says which it was.

    Where a theme was recorded, `cases` are all of them under their number `joint`, and the rest speaks of the first.
    """

    id: str
    case_no: str | None
    state: CaseState
    receipt_no: str | None
    case: Case | None = None
    warnings: tuple[Caution, ...] = ()
    repeated: bool = False
    joint: str | None = None
    cases: tuple["Recorded", ...] = ()
