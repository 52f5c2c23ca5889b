"""The reckoning: both sides count, a difference names the cases, and sending again is harmless."""

from datetime import timedelta

import httpx
import pytest

from app.cases.model import CaseAct, CaseState
from app.clock import SystemClock, local_date
from app.errors import Refused
from app.events import Announcer
from app.journal import EntryName, Stream
from app.sync.differences import Difference, Differences, Standing
from app.sync.messages import RECKONING_PATH
from app.sync.model import ReckonedDay
from app.sync.reckoning import digest_of_cases
from tests.sync.fake_central import FakeCentral
from tests.sync.make import BEGIN, TestDesk

DAY = local_date(BEGIN)
"""On which the test desk's cases are recorded."""


def reckoned(desk: TestDesk) -> ReckonedDay:
    with desk.store.reading() as store:
        found = store.reckoning.of_day(DAY)
    assert found is not None
    return found


def differences(desk: TestDesk) -> Differences:
    return Differences(desk.store, desk.device, SystemClock(), Announcer())


def standing(desk: TestDesk) -> Standing:
    return differences(desk).standing()


def test_after_a_sync_both_sides_have_the_same_cases(desk: TestDesk, central: FakeCentral) -> None:
    desk.record(7)
    assert desk.engine(transport=central.transport()).cycle().trouble is None
    day = reckoned(desk)
    assert (day.here, day.there, day.differs, day.through) == (7, 7, False, 7)
    assert standing(desk).differences == ()


def test_a_day_is_compared_again_only_after_something_went_up(desk: TestDesk, central: FakeCentral) -> None:
    desk.record(2)
    engine = desk.engine(transport=central.transport())
    for _ in range(3):
        engine.cycle()
    assert len(central.reckonings) == 1
    desk.record(1)
    engine.cycle()
    assert (len(central.reckonings), reckoned(desk).there) == (2, 3)
    assert set(central.reckonings[1].days) == {DAY.isoformat(), local_date(SystemClock().now()).isoformat()}


def test_the_first_meeting_of_a_day_goes_back_a_month(desk: TestDesk, central: FakeCentral) -> None:
    engine = desk.engine(transport=central.transport())
    engine.cycle()
    today = local_date(SystemClock().now())
    days = central.reckonings[0].days
    assert {(today - timedelta(days=back)).isoformat() for back in range(32)} <= set(days)
    with desk.store.writing() as store:
        newest = store.reckoning.newest()
        assert newest is not None
        yesterday = [row for back in range(32) if (row := store.reckoning.of_day(today - timedelta(days=back)))]
        store.reckoning.keep([_aged(row) for row in yesterday])
    engine.cycle()
    engine.cycle()
    assert len(central.reckonings) == 2


def _aged(row: ReckonedDay) -> ReckonedDay:
    from dataclasses import replace

    return replace(row, at=row.at - timedelta(days=1))


def test_what_central_lacks_is_named(desk: TestDesk, central: FakeCentral) -> None:
    kept, lost = desk.record(2)
    central.lost.add(lost.id)
    desk.engine(transport=central.transport()).cycle()
    day = reckoned(desk)
    assert (day.here, day.there, day.only_here, day.only_there) == (2, 1, (lost.id,), ())
    (found,) = standing(desk).differences
    assert found == Difference(day=DAY, here=2, there=1, missing=(desk.case(lost.id),), strange=())
    assert kept.id not in day.only_here


def test_what_only_central_has_is_named_too(desk: TestDesk, central: FakeCentral) -> None:
    (case,) = desk.record(1)
    central.lost.add(case.id)
    central.strangers = ("0198f000-0000-7000-8000-00000000000a",)
    desk.record(1)
    desk.engine(transport=central.transport()).cycle()
    day = reckoned(desk)
    assert (day.only_here, day.only_there) == ((case.id,), central.strangers)


def test_cases_that_wait_to_be_sent_are_no_difference(desk: TestDesk, central: FakeCentral) -> None:
    desk.record(2)
    engine = desk.engine(transport=central.transport())
    engine.cycle()
    (late,) = desk.record(1)
    with desk.store.reading() as store:
        assert store.reckoning.recorded(DAY, DAY, 2)[DAY].isdisjoint({late.id})
        assert len(store.reckoning.recorded(DAY, DAY)[DAY]) == 3
    engine.cycle()
    assert (reckoned(desk).here, reckoned(desk).there) == (3, 3)


def test_an_unsent_act_on_a_sent_case_leaves_it_in_the_count(desk: TestDesk, central: FakeCentral) -> None:
    (case,) = desk.record(1)
    desk.engine(transport=central.transport()).cycle()
    desk.act(desk.case(case.id), CaseAct.CONCLUDE, CaseState.CONCLUDED)
    with desk.store.reading() as store:
        assert store.reckoning.recorded(DAY, DAY, 1)[DAY] == {case.id}


def test_sending_again_sends_the_entries_and_doubles_nothing(desk: TestDesk, central: FakeCentral) -> None:
    cases = desk.record(5)
    central.lost.add(cases[2].id)
    desk.engine(transport=central.transport()).cycle()
    assert differences(desk).send_again() == 1
    assert desk.acknowledged() == 2
    central.lost.clear()
    before = len(central.exchanges)
    report = desk.engine(transport=central.transport()).cycle()
    assert (report.trouble, report.pending, desk.acknowledged()) == (None, 0, 5)
    sent = [batch for asked in central.exchanges[before:] for batch in asked.batches]
    assert [(batch.first, len(batch.entries)) for batch in sent] == [(3, 3)]
    assert [name.number for name in central.arrivals] == [1, 2, 3, 4, 5]
    assert standing(desk).differences == ()
    with desk.store.reading() as store:
        assert store.sync.again(desk.device, Stream.DESK) is None


def test_what_sending_again_has_not_helped_is_kept_and_what_came_to_lack_later_is_not_meant(
    desk: TestDesk, central: FakeCentral
) -> None:
    cases = desk.record(4)
    central.lost.add(cases[2].id)

    def still() -> set[str]:
        return {case for one in standing(desk).differences for case in one.still_lacking}

    desk.engine(transport=central.transport()).cycle()
    assert still() == set()
    differences(desk).send_again()
    assert still() == set()
    desk.engine(transport=central.transport()).cycle()
    assert still() == {cases[2].id}
    central.lost.add(cases[0].id)
    desk.record(1)
    desk.engine(transport=central.transport()).cycle()
    assert still() == {cases[2].id}
    central.lost.clear()
    differences(desk).send_again()
    desk.engine(transport=central.transport()).cycle()
    assert standing(desk).differences == ()


def test_sending_again_ends_also_when_the_road_is_cut_in_between(desk: TestDesk, central: FakeCentral) -> None:
    cases = desk.record(900)
    central.lost.add(cases[0].id)
    desk.engine(transport=central.transport()).cycle()
    differences(desk).send_again()
    engine = desk.engine(transport=CutAfter(central, 2))
    assert engine.cycle().trouble == "sync_cut"
    assert 0 < desk.acknowledged() < 900
    report = desk.engine(transport=central.transport()).cycle()
    assert (report.trouble, report.pending) == (None, 0)
    assert len(central.arrivals) == 900


def test_without_a_difference_there_is_nothing_to_send_again(desk: TestDesk, central: FakeCentral) -> None:
    desk.record(1)
    desk.engine(transport=central.transport()).cycle()
    with pytest.raises(Refused, match="nothing_to_send_again"):
        differences(desk).send_again()


class CutAfter(httpx.BaseTransport):
    """A road that carries so many exchanges and then none."""

    def __init__(self, central: FakeCentral, carries: int) -> None:
        self._inner, self._left = central.transport(), carries

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        if request.url.path.endswith("/exchange"):
            self._left -= 1
            if self._left < 0:
                raise httpx.ReadError("cut")
        return self._inner.handle_request(request)


class Without(httpx.BaseTransport):
    """A central older than the reckoning, or one whose answer never comes."""

    def __init__(self, central: FakeCentral, status: int) -> None:
        self._inner, self._status = central.transport(), status

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        if request.url.path == RECKONING_PATH:
            if not self._status:
                raise httpx.ReadError("cut")
            return httpx.Response(self._status, stream=httpx.ByteStream(b"{}"))
        return self._inner.handle_request(request)


def test_a_central_older_than_the_reckoning_is_left_in_peace(desk: TestDesk, central: FakeCentral) -> None:
    desk.record(1)
    assert desk.engine(transport=Without(central, 404)).cycle().trouble is None
    assert standing(desk).there is None


def test_a_reckoning_that_was_cut_is_made_up_for(desk: TestDesk, central: FakeCentral) -> None:
    desk.record(1)
    report = desk.engine(transport=Without(central, 0)).cycle()
    assert (report.trouble, report.pushed, report.pending) == ("sync_cut", 1, 0)
    assert desk.engine(transport=central.transport()).cycle().trouble is None
    assert reckoned(desk).there == 1


def test_the_digest_is_of_sorted_ids_parted_by_line_feeds() -> None:
    from hashlib import sha256

    assert digest_of_cases({"b", "a"}) == sha256(b"a\nb").digest()
    assert digest_of_cases(()) == sha256(b"").digest()


def test_a_central_from_a_backup_shows_no_difference_once_all_is_sent_again(
    desk: TestDesk, central: FakeCentral
) -> None:
    desk.record(4)
    engine = desk.engine(transport=central.transport())
    engine.cycle()
    central.stored = {EntryName(device=desk.device, stream=Stream.DESK, number=1): next(iter(central.stored.values()))}
    central.incarnation = "0198f000-0000-7000-8000-000000000001"
    engine.cycle()
    assert (reckoned(desk).here, reckoned(desk).there) == (4, 4)
