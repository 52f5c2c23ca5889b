"""What central asks of its database. `db/central/` implements it on PostgreSQL and, to try out, on SQLite."""

from collections.abc import Collection, Mapping, Sequence
from contextlib import AbstractContextManager
from datetime import datetime
from typing import Any, Protocol

from app.actions.model import Finished, FinishedActions
from app.catalogue.calendar import CalendarYear
from app.catalogue.model import ItemCode, ServiceItem
from app.central.case_storage import CasePage, ClaimPage, JournalPage
from app.central.city_storage import AuditPage, ContactPage
from app.central.file_storage import FilePage
from app.central.helping_storage import HelpingPage
from app.central.model import (
    Alarm,
    Announcement,
    DeviceKey,
    Due,
    KeptKey,
    OneTimeCode,
    Published,
    Purpose,
    Reviewer,
    ReviewSession,
    Visit,
)
from app.ids import ActionId, DeviceId
from app.journal import Stream
from app.sync.model import ServicePoint
from app.themes.model import Theme, ThemeCode


class CityPage(Protocol):
    """The database's own life, and central's keys."""

    def incarnation(self) -> str:
        """A random id made with the database: another one means another database, or none of its past."""
        ...

    def keys(self) -> dict[Purpose, KeptKey]: ...

    def keep_keys(self, keys: Sequence[KeptKey]) -> None: ...

    def catalogue_digest(self) -> str | None:
        """Of the built-in catalogue that central last took in; None before the first serve."""
        ...

    def keep_catalogue_digest(self, digest: str) -> None: ...


class RegistryPage(Protocol):
    """Points, enrolment codes and the keys of devices."""

    def lock_point(self, point: str) -> None:
        """Makes the point known and lets no other transaction write its data until this one ends."""
        ...

    def profile(self, point: str) -> ServicePoint | None:
        """The point as it stands on paper; None when central was not told."""
        ...

    def keep_profile(self, profile: ServicePoint) -> None: ...

    def names(self, points: Collection[str] | None) -> dict[str, str]:
        """What the city calls these points, or all; those that it was told no name of are left out."""
        ...

    def rules(self, point: str) -> Mapping[str, Any] | None:
        """What the point may do, as point.rules; None: as any point of its kind."""
        ...

    def keep_rules(self, point: str, rules: Mapping[str, Any]) -> None: ...

    def sheet_number(self) -> int:
        """The number of the newest key sheet."""
        ...

    def next_sheet(self) -> int:
        """The number of a new key sheet."""
        ...

    def last_serial(self, point: str, year: int) -> int:
        """The last serial of the point's central numbers that is used up in `year`, 0 before the first."""
        ...

    def use_serials(self, point: str, year: int, last: int) -> None:
        """All up to `last` are used up. The point's row is locked."""
        ...

    def add_code(self, code: OneTimeCode) -> None: ...

    def code(self, digest: bytes) -> OneTimeCode | None: ...

    def withdraw_codes(self, point: str, device_number: int | None, at: datetime) -> int:
        """Unused codes of the point, or of one device, from now on are good for nothing. How many there were."""
        ...

    def use_code(self, code: OneTimeCode, device: DeviceId, at: datetime) -> None: ...

    def add_devices(self, keys: Sequence[DeviceKey]) -> None: ...

    def device(self, device: DeviceId, stream: Stream) -> DeviceKey | None: ...

    def devices(self, point: str | None = None) -> list[DeviceKey]:
        """In the order of enrolment."""
        ...

    def number_holder(self, point: str, device_number: int) -> DeviceId | None:
        """Which device has, or had, this number at the point."""
        ...

    def change_device(self, key: DeviceKey) -> None:
        """Keeps the key's new retirement or revocation."""
        ...


class FeedPage(Protocol):
    """The two feeds. Numbers come from a counter row that stays locked until the transaction ends."""

    def publish(self, point: str, items: Sequence[Announcement], at: datetime) -> None: ...

    def publish_shared(self, items: Sequence[Announcement], at: datetime) -> None: ...

    def page(self, point: str, after: int, limit: int, asking: DeviceId | None = None) -> list[Published]:
        """The next items. What `asking` wrote itself may come as one item for a run of them, without a payload."""
        ...

    def shared_page(self, after: int, limit: int) -> list[Published]: ...

    def ends(self, point: str) -> tuple[int, int]:
        """The last number of the point's feed and of the shared one."""
        ...


class ExchangePage(Protocol):
    """The national tables (domain.md §11): rows by table name, upserted by their row_guid; and what is due there."""

    def note_due(self, due: Due) -> None: ...

    def turn(self) -> bool:
        """Whether this transaction is the only one that writes the national tables until it ends."""
        ...

    def due(self) -> Due | None:
        """The oldest, but for those on which central failed."""
        ...

    def done(self, due: Due) -> None: ...

    def put_aside(self, due: Due) -> None:
        """Central failed on it: it waits until `take_up`."""
        ...

    def take_up(self) -> int:
        """What was put aside is due again; says how many."""
        ...

    def upsert(self, table: str, rows: Sequence[Mapping[str, Any]]) -> None: ...

    def mark_result(self, point: str, project_no: str, by_post: str, at: datetime) -> None:
        """Sets is_delivery_results of the project's result, if there is one and it says something else."""
        ...

    def withdraw(self, point: str, project_no: str, at: datetime) -> None:
        """Marks what the project has in the tables of acceptances, materials and results as deleted."""
        ...

    def withdraw_materials(self, point: str, project_no: str, kept: Sequence[str], at: datetime) -> None:
        """Marks the project's material rows as deleted, but for those named."""
        ...


class CatalogueItems(Protocol):
    """Items, by version, the working calendar, and themes, by version."""

    def revision(self) -> int:
        """Grows with every change that points are told of: what was read may be kept until it does."""
        ...

    def item(self, code: ItemCode, version: int | None = None) -> ServiceItem | None:
        """One version of an item, the newest unless said."""
        ...

    def versions(self) -> set[tuple[ItemCode, int]]: ...

    def keep_items(self, items: Sequence[ServiceItem]) -> None: ...

    def calendar(self) -> list[CalendarYear]: ...

    def keep_calendar(self, years: Sequence[CalendarYear]) -> None: ...

    def theme(self, code: ThemeCode, version: int | None = None) -> Theme | None:
        """One version of a theme, the newest unless said."""
        ...

    def themes(self) -> list[Theme]:
        """Every version."""
        ...

    def keep_themes(self, themes: Sequence[Theme]) -> None: ...


class StaffPage(Protocol):
    """Reviewers and their signed-in browsers."""

    def add(self, reviewer: Reviewer) -> None:
        """Adds or replaces."""
        ...

    def get(self, login: str) -> Reviewer | None: ...

    def begin(self, session: ReviewSession) -> None: ...

    def session(self, digest: bytes) -> ReviewSession | None: ...

    def seen(self, digest: bytes, at: datetime) -> None: ...

    def end(self, digest: bytes) -> None: ...

    def end_idle(self, before: datetime) -> None:
        """Ends the sessions that were last seen before."""
        ...


class AlarmPage(Protocol):
    """Alarms and visits: what is kept for the city to look at."""

    def raise_alarm(self, alarm: Alarm) -> None:
        """The same alarm again is one alarm."""
        ...

    def clear(self, point: str, about: str, at: datetime) -> None: ...

    def open(self) -> list[Alarm]: ...

    def keep_visits(self, point: str, visits: Sequence[Visit]) -> None:
        """Each replaces its former state unless that is of a later revision."""
        ...


class FinishedPage(FinishedActions, Protocol):
    """What the command line has done under an action."""

    def hold(self, action: ActionId) -> Finished | None:
        """What the action came to. No other transaction goes on with the same action until this one ends."""
        ...


class Central(Protocol):
    """One transaction: everything written in it stands together or not at all."""

    @property
    def city(self) -> CityPage: ...
    @property
    def registry(self) -> RegistryPage: ...
    @property
    def journal(self) -> JournalPage: ...
    @property
    def cases(self) -> CasePage: ...
    @property
    def claims(self) -> ClaimPage: ...
    @property
    def feed(self) -> FeedPage: ...
    @property
    def exchange(self) -> ExchangePage: ...
    @property
    def catalogue(self) -> CatalogueItems: ...
    @property
    def staff(self) -> StaffPage: ...
    @property
    def alarms(self) -> AlarmPage: ...
    @property
    def contacts(self) -> ContactPage: ...
    @property
    def audit(self) -> AuditPage: ...
    @property
    def files(self) -> FilePage: ...
    @property
    def helping(self) -> HelpingPage: ...
    @property
    def finished(self) -> FinishedPage: ...


class CentralStore(Protocol):
    """Central's database, opened. Any thread may ask; a transaction stays on its own.

    Both raise Trouble when the database is away or locked.
    """

    def reading(self) -> AbstractContextManager[Central]: ...

    def writing(self) -> AbstractContextManager[Central]: ...

    def make_room(self, now: datetime) -> None:
        """The journal has a place for what arrives in the next months."""
        ...

    def close(self) -> None: ...
