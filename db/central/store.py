"""Central's database, opened: its transactions, each with the pages of app.central.storage."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from functools import cached_property
from pathlib import Path

from sqlalchemy import Connection, Engine, select
from sqlalchemy.dialects import postgresql, sqlite

from app.clock import Clock
from app.ids import Ids
from db.central.alarms import AlarmRows
from db.central.audit import AuditRows
from db.central.cases import CaseRows
from db.central.catalogue import CatalogueRows
from db.central.city import CityRows
from db.central.claims import ClaimRows
from db.central.contacts import ContactRows
from db.central.entries import EntryRows
from db.central.exchange import ExchangeRows
from db.central.feeds import FeedRows
from db.central.files import FileRows
from db.central.finished import FinishedRows
from db.central.helping import HelpingRows
from db.central.models import METADATA
from db.central.months import Months, make_months
from db.central.registry import RegistryRows
from db.central.shared_tables import CityRow
from db.central.staff import StaffRows
from db.engine import open_url, transaction
from db.migration import bring_up_to_date

SCRIPTS = "db.central.versions"


class CentralRows:
    """One transaction; see app.central.storage.Central."""

    def __init__(self, connection: Connection, months: Months) -> None:
        self.connection = connection
        self._months = months

    @cached_property
    def city(self) -> CityRows:
        return CityRows(self.connection)

    @cached_property
    def registry(self) -> RegistryRows:
        return RegistryRows(self.connection)

    @cached_property
    def journal(self) -> EntryRows:
        return EntryRows(self.connection, self._months)

    @cached_property
    def cases(self) -> CaseRows:
        return CaseRows(self.connection)

    @cached_property
    def claims(self) -> ClaimRows:
        return ClaimRows(self.connection)

    @cached_property
    def feed(self) -> FeedRows:
        return FeedRows(self.connection)

    @cached_property
    def exchange(self) -> ExchangeRows:
        return ExchangeRows(self.connection)

    @cached_property
    def catalogue(self) -> CatalogueRows:
        return CatalogueRows(self.connection)

    @cached_property
    def staff(self) -> StaffRows:
        return StaffRows(self.connection)

    @cached_property
    def alarms(self) -> AlarmRows:
        return AlarmRows(self.connection)

    @cached_property
    def contacts(self) -> ContactRows:
        return ContactRows(self.connection)

    @cached_property
    def audit(self) -> AuditRows:
        return AuditRows(self.connection)

    @cached_property
    def files(self) -> FileRows:
        return FileRows(self.connection)

    @cached_property
    def helping(self) -> HelpingRows:
        return HelpingRows(self.connection)

    @cached_property
    def finished(self) -> FinishedRows:
        return FinishedRows(self.connection)


class CentralDatabase:
    """See app.central.storage.CentralStore."""

    def __init__(self, engine: Engine) -> None:
        self.engine = engine
        self._months = Months()

    @contextmanager
    def reading(self) -> Iterator[CentralRows]:
        with transaction(self.engine, writes=False) as connection:
            yield CentralRows(connection, self._months)

    @contextmanager
    def writing(self) -> Iterator[CentralRows]:
        with transaction(self.engine, writes=True) as connection:
            yield CentralRows(connection, self._months)

    def make_room(self, now: datetime) -> None:
        with transaction(self.engine, writes=True) as connection:
            make_months(connection, now)

    def close(self) -> None:
        self.engine.dispose()


def open_central(url: str, *, clock: Clock, ids: Ids) -> CentralDatabase:
    """Central's database at `url`, made or brought up to date first; a fresh one gets a random life of its own.

    Raises Trouble: store_newer, store_foreign, store_failed and what else db.engine says of its surroundings.
    """
    engine = open_url(url)
    path = Path(url.removeprefix("sqlite:///")) if url.startswith("sqlite:///") else None
    bring_up_to_date(engine, lambda: METADATA, SCRIPTS, path)
    with transaction(engine, writes=False) as connection:
        begun = connection.execute(select(CityRow.id)).first() is not None
    if not begun:
        _begin(engine, ids.new(), clock)
    database = CentralDatabase(engine)
    database.make_room(clock.now())
    return database


def _begin(engine: Engine, incarnation: str, clock: Clock) -> None:
    life = {
        "id": 1,
        "incarnation": incarnation,
        "begun_at": clock.now(),
        "shared_number": 0,
        "sheet_number": 1,
        "catalogue_digest": None,
    }
    of_dialect = postgresql.insert if engine.dialect.name == "postgresql" else sqlite.insert
    with transaction(engine, writes=True) as connection:
        connection.execute(of_dialect(CityRow).on_conflict_do_nothing(), life)  # another program may be quicker
