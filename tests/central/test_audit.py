"""The audit's lines: taken from entries once, with nothing that an entry holds able to stop the intake."""

import json
from datetime import datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from app.central.batches import Reading
from app.central.city_audit import TOLERANCE, audited
from app.central.city_model import AuditKind, AuditLine, AuditQuery, Contact
from app.errors import Refused
from app.ids import DeviceId
from app.journal import GENESIS, Entry, EntryName, Stream, microseconds
from app.sync.model import VerdictKind
from tests.central.arrange import MORNING, POINT, City, Desk

DEVICE = DeviceId("01a20a86-7fce-7933-a977-e58f4efaa062")


def lines(town: City, **asked: Any) -> list[AuditLine]:
    with town.program.store.reading() as central:
        return central.audit.find(AuditQuery(**asked))


def kinds(found: list[AuditLine]) -> list[str]:
    return [line.kind.value for line in reversed(found)]


def called(desk: Desk, number: str, reason: str | None, jump: dict[str, Any] | None) -> None:
    body = {"ticket": {"number": number, "reason": reason}, "window": 3, "clerk": "c1"}
    desk.write("ticket.called", f"t-{number}", body | ({} if jump is None else {"jump": jump}), Stream.QUEUE)


def test_calls_out_of_turn_and_by_right_are_told_apart(either: City) -> None:
    desk = either.desk()
    desk.write("clerk.added", "c1", {"name": "王敏", "number": "07"})
    called(desk, "A001", None, None)
    called(desk, "A009", "老人身体不适", {"group": None, "over": "A002"})
    called(desk, "A010", None, {"group": "elderly", "over": "A002"})
    desk.push()
    desk.push(stream=Stream.QUEUE)
    found = {line.kind: line for line in lines(either)}
    assert set(found) == {AuditKind.CLERK, AuditKind.OUT_OF_TURN, AuditKind.PRIORITY}
    by_hand = found[AuditKind.OUT_OF_TURN]
    assert (by_hand.about, by_hand.other, by_hand.reason, by_hand.window) == ("A009", "A002", "老人身体不适", 3)
    assert (found[AuditKind.PRIORITY].reason, found[AuditKind.PRIORITY].about) == ("elderly", "A010")
    assert {line.about for line in lines(either, clerk="王敏")} == {"A009", "A010"}
    with either.program.store.reading() as central:
        assert central.audit.clerks({POINT}) == {(POINT, "c1"): "王敏"}


def test_corrections_voids_and_reprints_are_told_with_their_reason(either: City) -> None:
    desk = either.desk()
    case = desk.record()
    recorded = desk.entries[Stream.DESK][-1]
    desk.act(case, "conclude", "concluded", recorded)
    desk.write(
        "case.acted", case["id"], {"act": "correct", "by": "王敏", "case_no": case["case_no"], "reason": "姓名写错"}
    )
    desk.write("case.acted", case["id"], {"act": "void", "by": "王敏", "case_no": case["case_no"], "reason": "重复"})
    copied = {"case_no": case["case_no"], "receipt_no": "快大茂〔2026〕1号", "by": "王敏"}
    desk.write("receipt.copied", case["id"], copied | {"copy": 1})
    desk.write("receipt.copied", case["id"], copied | {"copy": 2})
    desk.push()
    found = lines(either, clerk="王敏")
    assert sorted(kinds(found)) == ["correct", "reprint", "void"]
    assert {(line.reason, line.other) for line in found} == {
        ("姓名写错", None),
        ("重复", None),
        ("2", "快大茂〔2026〕1号"),
    }
    assert {line.about for line in found} == {case["case_no"]}
    assert not lines(either, clerk="李")


def test_what_is_sent_again_is_audited_once(either: City) -> None:
    desk = either.desk()
    desk.write("clock.doubted", desk.id, {"doubt": "clock_jumped", "jump": 7200.0})
    desk.push()
    desk.push()
    (line,) = lines(either)
    assert (line.kind, line.reason, line.other, line.seconds) == (AuditKind.CLOCK, "doubted", "clock_jumped", 7200)


def test_what_had_to_be_added_to_a_clock_says_how_far_it_was_behind(either: City) -> None:
    desk = either.desk()
    desk.write("clock.confirmed", desk.id, {"by": "王敏", "difference": 90000.0})
    desk.write("clock.anchored", desk.id, {"doubt": "clock_backward", "offset": -600.0})
    desk.push()
    assert sorted((line.reason, line.seconds) for line in lines(either)) == [("anchored", 600), ("confirmed", -90000)]


def test_a_run_of_entries_with_a_doubtful_clock_is_one_line(town: City) -> None:
    desk = town.desk()
    for _ in range(5):
        desk.write("note.kept", "x", {"unanchored": True, "by": "王敏"})
    desk.write("note.kept", "x", {"by": "王敏"})
    desk.write("note.kept", "x", {"unanchored": True, "by": "王敏"})
    desk.push()
    assert [(line.entry.number, line.count) for line in reversed(lines(town))] == [(1, 5), (7, 1)]


def test_a_time_that_the_offset_explains_is_no_audit_line(either: City) -> None:
    desk = either.desk()
    now, real = either.clock.now(), either.clock
    desk.exchange(at=microseconds(now + timedelta(minutes=30)))
    real.at = now + timedelta(minutes=30)
    desk.write("note.kept", "x", {})
    real.at = now
    desk.push()
    assert lines(either) == []
    real.at = now + timedelta(minutes=50)
    for body in ({"by": "王敏", "case_no": "1"}, {}, {"by": "王敏", "case_no": "2"}, {"by": "李四"}):
        desk.write("note.kept", "y", body)
    real.at = now
    desk.push(2)
    whole, other = sorted(lines(either), key=lambda line: line.entry.number)
    assert (whole.kind, whole.clerk, whole.about, whole.count) == (AuditKind.TIME_AHEAD, "王敏", "1", 3)
    assert (other.clerk, other.count, other.seconds) == ("李四", 1, 50 * 60)


def test_an_entry_dated_before_all_had_been_sent_is_told(either: City) -> None:
    desk = either.desk()
    desk.exchange()
    clear = either.clock.now()
    either.clock.pass_by(hours=3)
    desk.exchange(waiting=1)
    now, either.clock.at = either.clock.at, clear - timedelta(hours=2)
    desk.write("note.kept", "x", {})
    either.clock.at = now
    desk.push()
    (line,) = lines(either)
    assert (line.kind, line.seconds) == (AuditKind.TIME_BEHIND, -2 * 3600)


def test_time_that_runs_backwards_is_told_across_batches_too(either: City) -> None:
    desk = either.desk()
    desk.write("note.kept", "x", {})
    desk.push()
    either.clock.pass_by(minutes=-40)
    desk.write("note.kept", "x", {})
    either.clock.pass_by(minutes=39)
    desk.push(2)
    (line,) = lines(either)
    assert (line.kind, line.entry.number, line.seconds) == (AuditKind.TIME_BACKWARDS, 2, -40 * 60)


def test_forks_and_broken_chains_are_told_and_alarm_the_city(either: City) -> None:
    desk = either.desk()
    desk.write("note.kept", "x", {})
    batch = desk.batch()
    desk.push()
    desk.entries[Stream.DESK].clear()
    desk.write("note.kept", "another", {})
    assert desk.push().fork is not None
    for claimed in (1, 1, 7):
        with pytest.raises(Refused, match="batch_signature"):
            either.program.intake.take(replace(batch, first=claimed, signature=bytes(64)))
    assert sorted(kinds(lines(either))) == ["chain_broken", "fork"]
    assert {line.entry.number for line in lines(either, kind=AuditKind.CHAIN_BROKEN)} == {2}
    with either.program.store.reading() as central:
        assert sorted(alarm.code for alarm in central.alarms.open()) == ["chain_broken", "fork"]


def test_a_bug_in_the_audit_costs_its_lines_and_no_entry(either: City, monkeypatch: pytest.MonkeyPatch) -> None:
    def breaks(*_given: Any, **_named: Any) -> Any:
        raise ZeroDivisionError

    desk = either.desk()
    desk.write("clerk.added", "c", {"name": "王敏"})
    with monkeypatch.context() as broken:
        broken.setattr("app.central.city_audit.audited", breaks)
        assert [one.verdict for one in desk.push().arrived] == [VerdictKind.ACCEPTED]
    assert lines(either) == []


def test_what_central_failed_on_is_audited_all_the_same(either: City, monkeypatch: pytest.MonkeyPatch) -> None:
    def breaks(*_given: Any, **_named: Any) -> Any:
        raise ZeroDivisionError

    desk = either.desk()
    case = desk.record()
    desk.push()
    void = {"act": "void", "by": "王敏", "case_no": case["case_no"], "reason": "重复", "state": "void"}
    desk.write("case.acted", case["id"], void)
    with monkeypatch.context() as broken:
        broken.setattr("app.central.judge.Judge.take", breaks)
        assert [one.verdict for one in desk.push(2).arrived] == [VerdictKind.HELD]
    assert [(line.kind, line.reason) for line in lines(either)] == [(AuditKind.VOID, "重复")]


def test_lines_are_found_by_point_kind_and_days_of_china(either: City) -> None:
    desk, other = either.desk(), either.desk(1, "220521101000")
    for one in (desk, other):
        one.write("clerk.added", "c", {"name": "王敏"})
        one.push()
    either.clock.pass_by(days=2)
    desk.write("clock.anchored", "x", {"offset": 1.5})
    desk.push(2)
    assert len(lines(either)) == 3
    assert len(lines(either, point=POINT)) == 2
    assert kinds(lines(either, kind=AuditKind.CLOCK)) == ["clock"]
    assert kinds(lines(either, since=MORNING + timedelta(days=1))) == ["clock"]
    assert kinds(lines(either, until=MORNING + timedelta(days=1))) == ["clerk", "clerk"]
    with either.program.store.reading() as central:
        assert central.audit.count(AuditQuery(point=POINT), 10) == 2
        assert central.audit.count(AuditQuery(point=POINT), 1) == 1
        assert [line.kind.value for line in central.audit.all(AuditQuery(point=POINT))] == ["clerk", "clock"]


json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
    max_leaves=8,
)
names = ("act", "by", "case", "case_no", "clerk", "copy", "difference", "doubt", "jump", "name", "offset", "reason")
bodies = st.dictionaries(st.sampled_from((*names, "ticket", "unanchored", "window")), json_values, max_size=8)
entry_kinds = st.sampled_from(
    ("case.acted", "case.recorded", "ticket.called", "receipt.copied", "clock.x", "clerk.added", "clerk.", "new.kind")
)
times = st.datetimes(datetime(1970, 1, 2), datetime(9998, 1, 1)).map(lambda at: at.replace(tzinfo=MORNING.tzinfo))


def reading(number: int, kind: str, at: datetime, body: dict[str, Any] | None) -> Reading:
    name = EntryName(device=DEVICE, stream=Stream.DESK, number=number)
    payload = json.dumps(body).encode()
    entry = Entry(
        name=name,
        at=at,
        kind=kind,
        subject="x",
        action=None,
        payload=payload,
        salt=b"",
        digest=b"",
        previous=GENESIS,
        hash=b"",
        signature=b"",
    )
    return Reading(entry=entry, body=body)


@given(
    st.lists(st.tuples(entry_kinds, times, bodies | st.none()), max_size=8),
    st.none() | times,
    st.integers(-(10**15), 10**15),
    st.none() | times,
)
def test_no_entry_stops_the_audit_and_no_line_is_told_twice(
    entries: list[tuple[str, datetime, dict[str, Any] | None]],
    before: datetime | None,
    offset: int,
    clear: datetime | None,
) -> None:
    contact = Contact(
        point=POINT,
        device=DEVICE,
        at=MORNING,
        waiting=0,
        files_waiting=0,
        offset=offset,
        uncertain=2000,
        program="",
        protocol=1,
        entries=0,
        bytes_in=0,
        bytes_out=0,
        clear_at=clear,
    )
    fresh = [reading(number, kind, at, body) for number, (kind, at, body) in enumerate(entries, 1)]
    found = audited(POINT, fresh, before=before, contact=contact, now=MORNING)
    assert len({(line.entry, line.kind) for line in found}) == len(found)
    assert all(line.seconds is None or abs(line.seconds) < 10**12 for line in found)


def test_the_bound_of_a_time_ahead_is_the_tolerance() -> None:
    def told(ahead: timedelta) -> list[AuditKind]:
        found = audited(POINT, [reading(1, "x", MORNING + ahead, {})], before=None, contact=None, now=MORNING)
        return [line.kind for line in found]

    assert told(TOLERANCE) == []
    assert told(TOLERANCE + timedelta(seconds=1)) == [AuditKind.TIME_AHEAD]
