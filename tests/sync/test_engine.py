"""Meetings of a real desk with the protocol's other half over a road that holds."""

from collections.abc import Callable

import httpx
import pytest

from app.cases.model import CaseAct, CaseState
from app.errors import Trouble
from app.journal import Act, EntryName, Stream
from app.sync.messages import EXCHANGE_PATH, Page
from app.sync.model import CentralAddress, Feed, VerdictKind
from tests.sync.fake_central import FakeCentral
from tests.sync.make import BEGIN, IDS, TestDesk


def test_cases_recorded_without_a_link_arrive_in_order_and_once(desk: TestDesk, central: FakeCentral) -> None:
    desk.record(7)
    report = desk.engine(transport=central.transport()).cycle()
    assert (report.trouble, report.pushed, report.pending, report.returned) == (None, 7, 0, 0)
    assert [name.number for name in central.arrivals] == [1, 2, 3, 4, 5, 6, 7]


def test_a_second_meeting_moves_nothing(desk: TestDesk, central: FakeCentral) -> None:
    desk.record(3)
    engine = desk.engine(transport=central.transport())
    engine.cycle()
    report = engine.cycle()
    assert (report.trouble, report.pushed, report.pulled, report.pending) == (None, 0, 0, 0)
    assert len(central.arrivals) == 3


def test_a_desk_that_forgot_the_acknowledgement_sends_again_and_nothing_doubles(
    desk: TestDesk, central: FakeCentral
) -> None:
    desk.record(5)
    engine = desk.engine(transport=central.transport())
    engine.cycle()
    with desk.store.writing() as store:
        store.sync.acknowledge(desk.device, Stream.DESK, 2)
    assert engine.cycle().trouble is None
    assert (desk.acknowledged(), len(central.arrivals)) == (5, 5)


def test_more_entries_than_a_batch_holds_go_in_several_requests(desk: TestDesk, central: FakeCentral) -> None:
    desk.record(620)
    report = desk.engine(transport=central.transport()).cycle()
    assert (report.pushed, report.pending) == (620, 0)
    assert [name.number for name in central.arrivals] == list(range(1, 621))
    assert max(len(batch.entries) for asked in central.exchanges for batch in asked.batches) <= 500


def test_a_long_meeting_ends_at_its_next_request_when_the_desk_is_closed(desk: TestDesk, central: FakeCentral) -> None:
    desk.record(900)
    asked: list[str] = []

    def answer(request: httpx.Request) -> httpx.Response:
        if request.url.path == EXCHANGE_PATH:
            asked.append(request.url.path)
        if len(asked) == 2:
            engine.stop()
        return central.transport().handle_request(request)

    engine = desk.engine(transport=httpx.MockTransport(answer))
    report = engine.cycle()
    assert (len(asked), report.trouble) == (2, None)
    assert 0 < report.pushed < 900
    assert report.pending == 900 - report.pushed
    again = engine.cycle()
    assert (len(asked), again.pushed, again.trouble) == (2, 0, None)
    with desk.store.reading() as store:
        assert len(store.sync.contacts()) == 1
    over = desk.engine(transport=central.transport()).cycle()
    assert (over.pending, len(central.arrivals)) == (0, 900)


def test_a_returned_case_waits_for_its_clerk_while_the_others_flow(desk: TestDesk, central: FakeCentral) -> None:
    first, second, third = desk.record(3)
    name = EntryName(device=desk.device, stream=Stream.DESK, number=2)
    central.rulings[name] = (VerdictKind.RETURNED, "by_reviewer", "缺户口簿复印件")
    report = desk.engine(transport=central.transport()).cycle()
    assert (report.trouble, report.pushed, report.returned) == (None, 3, 1)
    assert (desk.case(second.id).state, desk.case(second.id).reason) == (CaseState.RETURNED, "缺户口簿复印件")
    assert {desk.case(case.id).state for case in (first, third)} == {CaseState.ACCEPTED}
    with desk.store.reading() as store:
        verdict = store.sync.verdict(name)
        assert verdict is not None
        assert verdict.kind is VerdictKind.RETURNED


def test_a_repeated_return_does_not_undo_the_correction(desk: TestDesk, central: FakeCentral) -> None:
    (case,) = desk.record(1)
    name = EntryName(device=desk.device, stream=Stream.DESK, number=1)
    central.rulings[name] = (VerdictKind.RETURNED, "by_reviewer", "缺材料")
    engine = desk.engine(transport=central.transport())
    engine.cycle()
    desk.act(desk.case(case.id), CaseAct.CORRECT, CaseState.ACCEPTED)
    with desk.store.writing() as store:
        store.sync.acknowledge(desk.device, Stream.DESK, 0)
    engine.cycle()
    assert desk.case(case.id).state is CaseState.ACCEPTED


def test_an_entry_settled_later_takes_its_new_verdict(desk: TestDesk, central: FakeCentral) -> None:
    (case,) = desk.record(1)
    name = EntryName(device=desk.device, stream=Stream.DESK, number=1)
    central.rulings[name] = (VerdictKind.HELD, "central_failed", None)
    engine = desk.engine(transport=central.transport())
    engine.cycle()
    entry = [desk.device, "desk", 1]
    central.tell(
        "entry.settled", case.id, {"entry": entry, "verdict": "returned", "reason": "scope", "text": "无权办理"}
    )
    engine.cycle()
    assert (desk.case(case.id).state, desk.case(case.id).reason) == (CaseState.RETURNED, "无权办理")


def test_a_central_from_a_backup_gets_again_what_it_lost(desk: TestDesk, central: FakeCentral) -> None:
    desk.record(6)
    engine = desk.engine(transport=central.transport())
    engine.cycle()
    central.stored = {name: one for name, one in central.stored.items() if name.number <= 2}
    central.incarnation = "0198f000-0000-7000-8000-000000000001"
    report = engine.cycle()
    assert (report.trouble, report.pending) == (None, 0)
    assert len(central.stored) == 6


def test_a_copied_desk_is_noticed_and_never_sends_again(desk: TestDesk, central: FakeCentral) -> None:
    desk.record(2)
    engine = desk.engine(transport=central.transport())
    engine.cycle()
    name = EntryName(device=desk.device, stream=Stream.DESK, number=3)
    central.stored[name] = central.stored[EntryName(device=desk.device, stream=Stream.DESK, number=2)]
    report = engine.cycle()
    assert report.trouble == "sync_forked"
    assert engine.status().forked
    before = len(central.exchanges)
    assert engine.cycle().trouble == "sync_forked"
    assert len(central.exchanges) == before


def test_status_is_a_value_that_says_how_things_stand(desk: TestDesk, central: FakeCentral) -> None:
    desk.record(2)
    engine = desk.engine(transport=central.transport())
    before = engine.status()
    assert (before.enrolled, before.pending, before.last_success, before.trouble) == (False, 2, None, None)
    engine.cycle()
    after = engine.status()
    assert (after.enrolled, after.demo, after.pending, after.trouble) == (True, True, 0, None)
    assert after.last_success is not None
    assert after.clock_offset is not None


def test_tickets_travel_in_their_own_stream(desk: TestDesk, central: FakeCentral) -> None:
    with desk.queue.open() as queue:
        queue.journal.append(Act(kind="ticket.taken", subject=IDS.new(), action=None, at=BEGIN, body={}))
    desk.record(1)
    report = desk.engine(transport=central.transport()).cycle()
    assert (report.pushed, report.pending) == (2, 0)
    assert {name.stream for name in central.arrivals} == {Stream.DESK, Stream.QUEUE}
    assert desk.acknowledged(Stream.QUEUE) == 1


def test_the_desks_key_is_sealed_to_central_once(desk: TestDesk, central: FakeCentral) -> None:
    engine = desk.engine(transport=central.transport())
    engine.cycle()
    engine.cycle()
    assert desk.sealed_to == [central.sealing.public]


def test_the_history_keeps_what_moved_and_folds_what_did_not(desk: TestDesk, central: FakeCentral) -> None:
    engine = desk.engine(transport=central.transport())
    desk.record(2)
    for _ in range(5):
        engine.cycle()
    with desk.store.reading() as store:
        contacts = store.sync.contacts()
    assert [(contact.pushed, contact.trouble) for contact in contacts] == [(0, None), (2, None)]
    assert contacts[1].bytes_up > 0


def test_without_an_address_the_report_says_so(desk: TestDesk) -> None:
    engine = desk.engine(url="http://central.test")
    with desk.store.writing() as store:
        store.sync.keep_address(CentralAddress(url="ftp://nowhere"))
    assert engine.cycle().trouble == "sync_address"


class Meanwhile(httpx.BaseTransport):
    """Lets something happen at the desk while an exchange is on the road: once, before the answer arrives."""

    def __init__(self, central: FakeCentral, happens: Callable[[], object]) -> None:
        self._inner, self._happens, self._done = central.transport(), happens, False

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        answer = self._inner.handle_request(request)
        if not self._done and request.url.path == EXCHANGE_PATH:
            self._done = True
            self._happens()
        return answer


def test_two_programs_of_one_desk_may_sync_at_once(desk: TestDesk, central: FakeCentral) -> None:
    desk.engine(transport=central.transport()).cycle()
    desk.record(3)
    central.tell("horoscope", IDS.new(), {"today": "大吉"})
    late = desk.engine(transport=Meanwhile(central, lambda: desk.engine(transport=central.transport()).cycle()))
    report = late.cycle()
    assert (report.trouble, report.pending, desk.acknowledged()) == (None, 0, 3)
    assert len(central.arrivals) == 3
    with desk.store.reading() as store:
        assert store.sync.cursor(Feed.POINT) == 1


def test_what_is_recorded_during_a_meeting_goes_with_it(desk: TestDesk, central: FakeCentral) -> None:
    desk.record(1)
    report = desk.engine(transport=Meanwhile(central, lambda: desk.record(2))).cycle()
    assert (report.trouble, report.pushed, report.pending) == (None, 3, 0)


def test_a_central_that_moves_nothing_does_not_keep_the_desk_talking(desk: TestDesk, central: FakeCentral) -> None:
    desk.record(2)
    central._take = lambda _batch: []  # type: ignore[method-assign]
    report = desk.engine(transport=central.transport()).cycle()
    assert (report.trouble, report.pending) == ("sync_stuck", 2)
    assert len(central.exchanges) < 4


def test_a_central_that_repeats_itself_does_not_keep_the_desk_talking(desk: TestDesk, central: FakeCentral) -> None:
    central.tell("horoscope", IDS.new(), {"today": "大吉"})

    def same_again(*_: object) -> Page:
        return Page(start=0, end=1, more=True, items=tuple(central.point_items))

    central._page = same_again  # type: ignore[assignment,method-assign]
    report = desk.engine(transport=central.transport()).cycle()
    assert (report.trouble, report.pulled) == ("sync_stuck", 2)


def test_a_store_that_another_program_keeps_locked_is_a_trouble_in_the_report(
    desk: TestDesk, central: FakeCentral, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk.engine(transport=central.transport()).cycle()
    engine = desk.engine(transport=central.transport())

    def locked() -> object:
        raise Trouble("store_locked")

    monkeypatch.setattr(desk.store, "writing", locked)
    assert engine.cycle().trouble == "store_locked"
