"""The catalogue on a real desk.db: what is in force today, and what an import changes."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from app.catalogue.model import ItemCode, PointRules, PointScope, Scope, ServiceItem, TimeLimit
from app.catalogue.service import Catalogue
from app.catalogue.shelf import Shelf
from app.catalogue.shipped import shipped_calendar, shipped_items, shipped_point_rules
from app.catalogue.versions import ChangeKind
from app.errors import NotFound, Refused
from app.events import Announcer, Changes
from app.ids import DeviceId, Ids, SystemRandomness
from db.desk.open import create_desk
from db.desk.store import DeskDatabase
from tests.app.catalogue.make import item
from tests.app.catalogue.shipped import RESOURCES

POINT = "220521100000"
TODAY = date(2026, 11, 23)
FIRST = item()
SECOND = item(version=2, effective_on=date(2026, 12, 1), promised_limit=TimeLimit(amount=8))


class HeldClock:
    def __init__(self) -> None:
        self.moment = datetime(2026, 11, 23, 2, 0, tzinfo=UTC)

    def now(self) -> datetime:
        return self.moment

    def seconds(self) -> float:
        return self.moment.timestamp()


@dataclass
class Office:
    clock: HeldClock
    store: DeskDatabase
    catalogue: Catalogue
    heard: list[Changes]

    def at_the_counter(self) -> ServiceItem | None:
        """The version by which a case would be recorded."""
        with self.store.reading() as desk:
            return Shelf(POINT).renew(desk.catalogue).current(FIRST.code, TODAY)

    def another(self) -> Catalogue:
        """The same desk.db as a second program has it open."""
        return Catalogue(self.store, point=POINT, clock=self.clock, announcer=Announcer())


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    clock = HeldClock()
    ids = Ids(clock, SystemRandomness())
    store = create_desk(tmp_path, bytes(32), DeviceId(ids.new()), ids)
    announcer = Announcer()
    heard: list[Changes] = []
    announcer.listen(heard.append)
    yield Office(clock, store, Catalogue(store, point=POINT, clock=clock, announcer=announcer), heard)
    store.close()


def test_every_shipped_item_comes_back_from_the_store_as_it_was(office: Office):
    shipped = shipped_items(RESOURCES)
    report = office.catalogue.import_items(shipped)
    assert [change.now for change in report.of(ChangeKind.NEW)] == list(shipped)
    assert set(office.catalogue.current()) == set(shipped)


def test_what_is_imported_is_found_and_announced(office: Office):
    assert office.catalogue.search("yb") == ()
    office.catalogue.import_items([FIRST])
    assert office.catalogue.search("yb") == (FIRST,)
    assert office.heard == [Changes(catalogue=True)]


def test_the_same_import_again_changes_and_announces_nothing(office: Office):
    office.catalogue.import_items([FIRST])
    report = office.catalogue.import_items([FIRST])
    assert (report.changes, report.unchanged) == ((), 1)
    assert len(office.heard) == 1


def test_a_new_version_counts_from_its_day_in_china(office: Office):
    office.catalogue.import_items([FIRST, SECOND])
    office.clock.moment = datetime(2026, 11, 30, 15, 59, tzinfo=UTC)
    assert office.catalogue.current() == (FIRST,)
    office.clock.moment += timedelta(minutes=1)
    assert office.catalogue.current() == (SECOND,)
    assert office.catalogue.search("试验") == (SECOND,)
    assert office.catalogue.current(date(2026, 11, 30)) == (FIRST,)


def test_a_new_version_is_reported_with_what_differs(office: Office):
    office.catalogue.import_items([FIRST])
    (change,) = office.catalogue.import_items([SECOND]).changes
    assert (change.kind, change.now) == (ChangeKind.CHANGED, SECOND)
    assert change.parts == ("promised_limit", "effective_on")


def test_a_cancelled_item_is_no_longer_offered_but_still_opens(office: Office):
    office.catalogue.import_items([FIRST])
    ended = replace(FIRST, cancelled_on=date(2026, 11, 24))
    (change,) = office.catalogue.import_items([ended]).changes
    assert (change.kind, change.parts) == (ChangeKind.CANCELLED, ("cancelled_on",))
    assert office.catalogue.current() == (ended,)
    office.clock.moment += timedelta(days=1)
    assert office.catalogue.current() == ()
    assert office.catalogue.search("试验") == ()
    assert office.catalogue.item(FIRST.code, 1) == ended


def test_no_older_version_comes_back_when_the_newest_is_cancelled(office: Office):
    began = replace(SECOND, effective_on=FIRST.effective_on + timedelta(days=1))
    office.catalogue.import_items([FIRST, began])
    office.catalogue.import_items([replace(began, cancelled_on=TODAY)])
    assert office.catalogue.current() == ()
    assert office.at_the_counter() is None


def test_a_version_that_is_cancelled_before_it_begins_never_takes_the_place_of_the_one_before(office: Office):
    later = replace(SECOND, effective_on=TODAY, cancelled_on=TODAY)
    office.catalogue.import_items([FIRST, later])
    assert office.catalogue.current() == (FIRST,)
    assert office.at_the_counter() == FIRST


def test_an_older_version_is_filed_and_the_newest_stays(office: Office):
    office.catalogue.import_items([replace(SECOND, effective_on=date(2026, 1, 1))])
    report = office.catalogue.import_items([FIRST])
    assert [change.kind for change in report.changes] == [ChangeKind.FILED]
    assert office.catalogue.item(FIRST.code).version == 2
    assert office.catalogue.item(FIRST.code, 1) == FIRST


def test_a_version_that_cases_rely_on_is_never_rewritten(office: Office):
    office.catalogue.import_items([FIRST])
    other = item(code=ItemCode("2"), name="另一事项")
    with pytest.raises(Refused) as refusal:
        office.catalogue.import_items([other, replace(FIRST, name="改了名")])
    assert (refusal.value.code, refusal.value.field) == ("item_version_rewritten", "items.1")
    assert office.catalogue.current() == (FIRST,)


def test_a_version_given_twice_is_refused(office: Office):
    with pytest.raises(Refused) as refusal:
        office.catalogue.import_items([FIRST, FIRST])
    assert (refusal.value.code, refusal.value.field) == ("item_code_twice", "items.1")


def test_an_unknown_item_or_version_is_not_found(office: Office):
    office.catalogue.import_items([FIRST])
    for code, version in ((ItemCode("9"), None), (FIRST.code, 7)):
        with pytest.raises(NotFound) as trouble:
            office.catalogue.item(code, version)
        assert trouble.value.code == "item_unknown"


def test_an_import_by_another_program_is_seen_at_once(office: Office):
    assert office.catalogue.current() == ()
    office.another().import_items([FIRST])
    assert office.catalogue.current() == (FIRST,)


def test_scopes_follow_the_points_rules_and_accept_without_any(office: Office):
    assert office.catalogue.scope(FIRST.code).scope is Scope.ACCEPT
    forward = PointScope(point=POINT, item=FIRST.code, scope=Scope.FORWARD, forward_to="县医疗保障局")
    rules = PointRules(point=POINT, name="中心", default=Scope.ADVISE, scopes=(forward,))
    office.catalogue.import_rules(rules)
    assert office.catalogue.scope(FIRST.code) == forward
    assert office.catalogue.scope(ItemCode("9")).scope is Scope.ADVISE


def test_every_shipped_point_comes_back_from_the_store_as_it_was(office: Office):
    for rules in shipped_point_rules(RESOURCES):
        office.catalogue.import_rules(rules)
        with office.store.reading() as desk:
            assert desk.catalogue.point_rules(rules.point) == rules


def test_the_calendar_is_missed_until_it_is_imported(office: Office):
    assert office.catalogue.missing_year() == 2026
    office.catalogue.import_calendar(shipped_calendar(RESOURCES))
    assert office.catalogue.missing_year() == 2027
    assert office.catalogue.calendar().due(date(2026, 12, 25), TimeLimit(amount=5)).provisional
    (coming,) = [year for year in shipped_calendar(RESOURCES) if year.year == 2027]
    office.catalogue.import_calendar([replace(coming, complete=True, source="通知")])
    assert office.catalogue.missing_year() is None
    assert not office.catalogue.calendar().due(date(2026, 12, 25), TimeLimit(amount=5)).provisional
