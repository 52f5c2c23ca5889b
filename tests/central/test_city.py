"""How the points stand, as the exchange leaves it: set-based figures, on SQLite and PostgreSQL."""

from datetime import timedelta

import pytest

from app.cases.model import CaseAct
from app.central.city_model import Need, Standing
from app.central.enrolment import revoke
from app.central.model import Alarm
from app.errors import NotFound
from app.journal import microseconds
from tests.central.arrange import POINT, City

OTHER = "220521101000"


def standing(town: City, point: str = POINT) -> Standing:
    with town.program.store.reading() as central:
        found = central.contacts.standing(point)
    assert found is not None
    return found


def needs(town: City) -> list[tuple[str, list[Need]]]:
    lines = town.program.city.overview().lines
    return [(one.standing.point, [concern.need for concern in one.concerns]) for one in lines]


def test_an_exchange_leaves_what_the_desk_said(either: City) -> None:
    desk = either.desk()
    desk.record()
    ahead = microseconds(either.clock.now() + timedelta(minutes=7))
    desk.exchange((desk.batch(),), at=ahead, waiting=12, files_waiting=3, program="sidao 0.1.0")
    it = standing(either)
    assert (it.waiting, it.files_waiting, it.offset, it.oldest) == (12, 3, 7 * 60_000, "sidao 0.1.0")
    assert it.contact_at == either.clock.now()
    assert it.devices == 1
    assert 6 * 60_000 < it.off_at_least < 7 * 60_000
    with either.program.store.reading() as central:
        contact = central.contacts.last(POINT, desk.id)
    assert contact is not None
    assert (contact.entries, contact.protocol, contact.clear_at) == (1, 1, None)
    assert contact.bytes_in > 0
    assert contact.bytes_out > 0


def test_the_last_time_that_nothing_waited_outlives_later_contacts(either: City) -> None:
    desk = either.desk()
    desk.exchange()
    clear = either.clock.now()
    either.clock.pass_by(hours=2)
    desk.exchange(waiting=4)
    with either.program.store.reading() as central:
        contact = central.contacts.last(POINT, desk.id)
        detail = central.contacts.detail(POINT, either.clock.now())
    assert contact is not None
    assert (contact.clear_at, contact.at) == (clear, either.clock.now())
    assert detail is not None
    (day,) = detail.days
    assert (day.exchanges, day.first_at, day.last_at, day.waiting) == (2, clear, either.clock.now(), 4)


def test_a_point_is_the_sum_of_its_devices_in_use(either: City) -> None:
    one, two, lost = either.desk(1), either.desk(2), either.desk(3)
    for desk, waiting in ((one, 2), (two, 5), (lost, 90)):
        desk.exchange(waiting=waiting, program=f"sidao {desk.number}")
    revoke(either.program.store, either.program.keys, lost.id, clock=either.clock)
    it = standing(either)
    assert (it.devices, it.waiting, it.oldest, it.newest) == (2, 7, "sidao 1", "sidao 2")


def test_returned_held_and_alarms_are_counted_by_point(either: City) -> None:
    desk, other = either.desk(), either.desk(1, OTHER)
    wrong, case = desk.record(case_no="123"), desk.record()
    desk.act(wrong, "conclude", "concluded", desk.entries["desk"][0])  # type: ignore[index]
    desk.push()
    either.clock.pass_by(hours=1)
    either.program.review.decide(case["case_no"], CaseAct.RETURN, "缺页", "李审批")
    with either.program.store.writing() as central:
        for code in ("fork", "central_failed", "chain_broken"):
            central.alarms.raise_alarm(Alarm(point=POINT, about=code, code=code, detail="", at=either.clock.now()))
    it = standing(either)
    assert (it.returned, it.held, it.aside) == (2, 1, 0)
    assert it.returned_since == either.clock.now() - timedelta(hours=1)
    assert (it.forks, it.failures, it.alarms) == (1, 1, 1)
    calm = standing(either, other.point)
    assert (calm.returned, calm.held, calm.forks, calm.contact_at) == (0, 0, 0, None)


def test_the_page_begins_with_who_needs_a_call(either: City) -> None:
    points = [f"2205211{number:02}000" for number in range(6)]
    fine, silent, clock, forked, back, never = (either.desk(1, point) for point in points)
    silent.exchange(waiting=3)
    case = back.record()
    back.exchange((back.batch(),))
    either.program.review.decide(case["case_no"], CaseAct.RETURN, "缺页", "李审批")
    either.clock.pass_by(days=3)  # Monday morning to Thursday morning
    for desk in (fine, forked, back):
        desk.exchange()
    clock.exchange(at=microseconds(either.clock.now() - timedelta(minutes=17)))
    with either.program.store.writing() as central:
        central.alarms.raise_alarm(
            Alarm(point=forked.point, about="fork", code="fork", detail="", at=either.clock.now())
        )
    assert needs(either) == [
        (forked.point, [Need.FORK]),
        (silent.point, [Need.SILENT_WAITING]),
        (back.point, [Need.RETURNED]),
        (clock.point, [Need.CLOCK]),
        (never.point, [Need.NEVER]),
        (fine.point, []),
    ]
    found = either.program.city.overview(calling_only=True, text=clock.point)
    assert [one.standing.point for one in found.lines] == [clock.point]
    assert (found.count, found.total, found.calling) == (1, 6, 5)


def test_what_central_failed_on_can_be_looked_at_again(town: City, monkeypatch: pytest.MonkeyPatch) -> None:
    from app.central import judge

    desk = town.desk()
    desk.record()
    with monkeypatch.context() as broken:
        broken.setattr(judge, "new_case", lambda *_: 1 / 0)
        desk.push()
        about = str(desk.entries["desk"][0].name)  # type: ignore[index]
        assert standing(town).failures == 1
        assert not town.program.city.look_again(POINT, about)
        assert standing(town).failures == 1
    assert town.program.city.look_again(POINT, about)
    assert (standing(town).failures, standing(town).held, len(town.cases())) == (0, 0, 1)


def test_a_point_that_nobody_knows_is_not_there(town: City) -> None:
    with pytest.raises(NotFound):
        town.program.city.open(OTHER)
    with pytest.raises(NotFound):
        town.program.city.new_code(OTHER)
