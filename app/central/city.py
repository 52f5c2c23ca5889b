"""What the city's technicians see and do: how the points stand, codes, devices, alarms."""

from collections.abc import Callable, Collection
from dataclasses import dataclass, replace
from datetime import datetime

from app.central.city_keys import CityKeys
from app.central.city_model import Marks, PointDetail, Standing, StandingQuery
from app.central.city_needs import Concern, Rated, concerns, marks
from app.central.enrolment import issue_code, retire, revoke
from app.central.intake import Intake
from app.central.points import Points, check_point
from app.central.shelf import Shelf
from app.central.storage import Central, CentralStore
from app.clock import Clock
from app.errors import NotFound
from app.ids import DeviceId, Ids
from app.sync.model import Reason, ServicePoint

PAGE = 50


@dataclass(frozen=True, slots=True, kw_only=True)
class Overview:
    """One page of the points: `count` were found, of all `total` points `calling` have a reason for a call."""

    lines: list[Rated]
    count: int
    total: int
    calling: int
    marks: Marks


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenPoint:
    """A point opened: as it stands on paper, everything about it, and why it needs a call."""

    profile: ServicePoint
    detail: PointDetail
    concerns: tuple[Concern, ...]
    now: datetime


class City:
    """The technicians' desk."""

    def __init__(
        self,
        store: CentralStore,
        keys: CityKeys,
        points: Points,
        shelf: Shelf,
        intake: Intake,
        *,
        clock: Clock,
        ids: Ids,
        replica: CentralStore | None = None,
    ) -> None:
        """`replica` answers what is said of all points."""
        self._store = store
        self._replica = replica or store
        self._keys = keys
        self._points = points
        self._shelf = shelf
        self._intake = intake
        self._clock = clock
        self._ids = ids

    def overview(self, *, text: str = "", calling_only: bool = False, page: int = 1) -> Overview:
        """The points whose code, name or phone holds `text`, sorted by who needs a call (city_needs.py)."""
        text = text.strip().casefold()
        with self._replica.reading() as central:
            late = self._marks(central)
            query = StandingQuery(
                marks=late,
                points=self._saying(central, text) if text else None,
                calling_only=calling_only,
                offset=(page - 1) * PAGE,
                limit=PAGE,
            )
            found = central.contacts.standings(query)
        named = map(self._named, found.lines)
        lines = [Rated(standing=one, concerns=concerns(one, late)) for one in named]
        return Overview(lines=lines, count=found.count, total=found.total, calling=found.calling, marks=late)

    def open(self, point: str) -> OpenPoint:
        """Everything about a point. Raises NotFound("point_unknown")."""
        now = self._clock.now()
        with self._store.reading() as central:
            detail = central.contacts.detail(point, now)
            if detail is None:
                raise NotFound("point_unknown", "point", point=point)
            late = self._marks(central)
            profile = self._points.profile(central, point)
        return OpenPoint(profile=profile, detail=detail, concerns=concerns(detail.standing, late), now=now)

    def new_code(self, point: str) -> tuple[str, datetime]:
        """A one-time code for any device of the point. Raises NotFound("point_unknown")."""
        self.open(point)
        return issue_code(self._store, check_point(point), clock=self._clock, ids=self._ids)

    def revoke(self, point: str, device: DeviceId) -> None:
        """The device is lost: nothing after what central holds counts. Raises NotFound("device_unknown")."""
        self._check(point, device)
        revoke(self._store, self._keys, device, clock=self._clock)

    def retire(self, point: str, device: DeviceId) -> None:
        """The device was replaced in good order. Raises NotFound("device_unknown")."""
        self._check(point, device)
        retire(self._store, self._keys, device, clock=self._clock)

    def confirm(self, point: str, device: DeviceId, refusal: str | None = None) -> int:
        """What a revoked device signed afterwards counts after all, or is returned with a reason; how many entries.

        Raises NotFound("device_unknown"), Refused: decision_reason_missing, text_long.
        """
        self._check(point, device)
        return self._intake.confirm(point, device, refusal=refusal)

    def clear_alarm(self, point: str, about: str) -> None:
        """Somebody has looked after it."""
        with self._store.writing() as central:
            central.alarms.clear(point, about, self._clock.now())

    def look_again(self, point: str, about: str) -> bool:
        """Takes an entry on which central failed through the intake again; whether nothing is held for it now."""
        found = next((one for one in self.open(point).detail.entries if str(one.name) == about), None)
        if found is None:
            self.clear_alarm(point, about)
            return True
        self._intake.retry(point, found.subject)
        left = {str(one.name): one for one in self.open(point).detail.entries}.get(about)
        return left is None or left.reason != Reason.CENTRAL_FAILED.value

    def names(self, points: Collection[str] | None = None) -> Callable[[str], str]:
        """What these points, or any, are called; read once for lists of many lines."""
        with self._replica.reading() as central:
            told = central.registry.names(points)
        return lambda point: told.get(point) or self._points.usual_name(point)

    def _check(self, point: str, device: DeviceId) -> None:
        if not any(one.id == device for one in self.open(point).detail.devices):
            raise NotFound("device_unknown", "device", given=device)

    def _marks(self, central: Central) -> Marks:
        return marks(self._shelf.calendar(central), self._clock.now())

    def _saying(self, central: Central, text: str) -> tuple[str, ...]:
        """The points of which anything that the page shows of their names holds the text."""
        found = []
        for point, name, *others in central.contacts.phone_book():
            said = (point, name or self._points.usual_name(point), *others)
            if any(text in one.casefold() for one in said if one):
                found.append(point)
        return tuple(found)

    def _named(self, it: Standing) -> Standing:
        return it if it.name else replace(it, name=self._points.usual_name(it.point))
