"""Intake: each entry once, with a verdict that stays; one bad record holds back its own case only."""

from typing import Any

import pytest

from app.central.intake import Taken
from app.errors import Refused
from app.journal import Stream
from app.sync.messages import Batch
from app.sync.model import VerdictKind
from tests.central.arrange import POINT, City, Desk, kinds


def words(taken: Taken) -> list[tuple[str, str | None]]:
    return [(one.verdict.value, one.reason) for one in taken.arrived]


ACCEPTED = ("accepted", None)


def test_a_recorded_case_is_held_field_by_field_with_a_central_number(either: City) -> None:
    desk = either.desk()
    case = desk.record()
    assert words(desk.push()) == [ACCEPTED]
    held = either.cases()[case["case_no"]]
    assert held.pop("central_no") == f"通审〔2026〕{POINT}-00001号"
    assert held.pop("receipt_no") == case["documents"][0]["receipt_no"]
    assert held == {name: value for name, value in case.items() if name not in ("central_no", "receipt_no")}


def test_sending_again_repeats_the_verdict_and_changes_nothing(either: City) -> None:
    desk = either.desk()
    desk.record()
    first = desk.push()
    before = either.cases()
    assert words(desk.push()) == words(first)
    assert either.cases() == before


def test_a_gap_keeps_nothing_and_says_from_where_to_send(town: City) -> None:
    desk = town.desk()
    for _ in range(3):
        desk.record()
    taken = desk.push(3)
    assert (taken.held.number, taken.arrived, taken.fork) == (0, (), None)
    assert town.cases() == {}


def test_a_copied_desk_is_noticed_at_the_first_entry_that_differs(town: City) -> None:
    desk = town.desk()
    desk.record()
    desk.record()
    desk.push()
    copy = town.desk(enrolled=False)
    copy.id, copy.signers = desk.id, desk.signers
    copy.entries[Stream.DESK] = desk.entries[Stream.DESK][:1]
    copy.serial = 1
    copy.record(reason="另一台")
    copy.record()
    taken = copy.push()
    assert taken.fork is not None
    assert (taken.fork.number, taken.fork.hash) == (2, desk.entries[Stream.DESK][1].hash)
    assert len(town.cases()) == 2
    later = copy.push(3)
    assert later.fork is not None
    assert later.fork.number == 2
    with town.program.store.reading() as central:
        (alarm,) = central.alarms.open()
    assert (alarm.code, alarm.point) == ("fork", POINT)


def test_a_changed_byte_is_refused_as_a_whole(town: City) -> None:
    desk = town.desk()
    desk.record()
    desk.record()
    batch = desk.batch()
    line = batch.entries[0]
    forged = type(line)(
        at=line.at, kind=line.kind, salt=line.salt, payload=line.payload.replace("王敏".encode(), b"xx")
    )
    changed = Batch(
        device=batch.device,
        stream=batch.stream,
        first=batch.first,
        previous=batch.previous,
        signature=batch.signature,
        entries=(forged, batch.entries[1]),
    )
    with pytest.raises(Refused, match="batch_signature"):
        town.program.intake.take(changed)
    assert town.cases() == {}


def test_an_unknown_device_is_refused(town: City) -> None:
    stranger = town.desk(enrolled=False)
    stranger.record()
    with pytest.raises(Refused, match="device_unknown"):
        stranger.push()


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({"point": "220521100002"}, "point_mismatch"),
        ({"received_at": "2026-11-23T02:00:00+00:00"}, "bad_payload"),
        ({"state": "approved"}, "unlawful_act"),
        ({"applicant": {"name": "张三"}}, "bad_payload"),
        ({"case_no": "220521100001012026112300013"}, "bad_payload"),
        ({"item_version": 2**80}, "bad_payload"),
        ({"token": "../../etc"}, "bad_payload"),
        ({"former_nos": ["220521100001012026112300012"]}, "bad_payload"),
        ({"item_name": "a\x00b"}, "bad_payload"),
        ({"answers": {"a": "\ud800"}}, "bad_payload"),
    ],
)
def test_what_is_no_case_of_this_desk_is_returned_and_holds_back_nothing_else(
    either: City, changes: dict[str, Any], reason: str
) -> None:
    desk = either.desk()
    if changes.get("answers"):
        case = {**desk.case(), "answers": {"a": "halved"}}
        entry = desk.write("case.recorded", case["id"], {"act": "accept", "case": case})
        assert entry.payload is not None
        desk.entries[Stream.DESK].clear()
        halved = {"act": "accept", "case": case, "cut": "\\ud800"}
        broken = desk.write("case.recorded", case["id"], halved)
        assert broken.payload is not None
        rewrite(desk, broken.payload.replace(b"\\\\ud800", b"\\ud800"))
    else:
        desk.record(**changes)
    good = desk.record()
    taken = desk.push()
    assert words(taken) == [("returned", reason), ACCEPTED]
    assert list(either.cases()) == [good["case_no"]]
    assert words(desk.push()) == words(taken)


def rewrite(desk: Any, payload: bytes) -> None:
    """The desk's only entry with another payload, signed anew."""
    from dataclasses import replace

    from app.journal import digest_of, hash_of

    entry = desk.entries[Stream.DESK].pop()
    digest = digest_of(entry.salt, payload)
    hashed = hash_of(entry.previous, entry.name, entry.at, entry.kind, digest)
    signed = desk.signers[Stream.DESK].sign(hashed)
    desk.entries[Stream.DESK].append(replace(entry, payload=payload, digest=digest, hash=hashed, signature=signed))


def test_a_number_that_another_case_has_is_returned(town: City) -> None:
    desk = town.desk()
    first = desk.record()
    desk.record(case_no=first["case_no"])
    assert words(desk.push()) == [ACCEPTED, ("returned", "case_number_taken")]


def test_an_item_that_central_lacks_is_accepted_and_marked(town: City) -> None:
    desk = town.desk()
    desk.record(item_version=9)
    assert words(desk.push()) == [("accepted", "catalogue_unknown")]
    with town.program.store.reading() as central:
        assert [file.mark for file in central.cases.all()] == ["catalogue_unknown"]


def test_a_later_act_changes_the_case_and_an_unlawful_one_is_returned(town: City) -> None:
    desk = town.desk()
    case = desk.record("receive")
    recorded = desk.entries[Stream.DESK][-1]
    accepted = desk.act(case, "accept", "accepted", recorded, accepted_at=town.clock.now().isoformat())
    assert words(desk.push()) == [ACCEPTED, ACCEPTED]
    desk.act(case, "supplement", "supplement", accepted)
    assert words(desk.push(3)) == [("returned", "unlawful_act")]
    assert town.cases()[case["case_no"]]["state"] == "accepted"


def test_an_act_waits_for_the_entry_that_its_author_had_seen(either: City) -> None:
    first, second = either.desk(1), either.desk(2)
    case = first.record("receive")
    recorded = first.entries[Stream.DESK][-1]
    second.act(case, "supplement", "supplement", recorded)
    assert words(second.push()) == [("held", "predecessor_missing")]
    first.push()
    assert words(second.push()) == [ACCEPTED]
    assert either.cases()[case["case_no"]]["state"] == "supplement"
    answer = second.exchange()
    assert answer.point is not None
    assert "entry.settled" in kinds(answer.point.items)


def test_two_windows_that_act_unseen_are_decided_by_state_and_keep_both_papers(town: City) -> None:
    first, second = town.desk(1), town.desk(2)
    case = first.record("receive")
    recorded = first.entries[Stream.DESK][-1]
    first.push()
    paper = {"kind": "supplement", "issued_at": town.clock.now().isoformat()}
    mine = [*case["documents"], {**paper, "receipt_no": "甲"}]
    theirs = [*case["documents"], {**paper, "receipt_no": "乙"}]
    first.act(case, "supplement", "supplement", recorded, documents=mine)
    second.act(case, "supplement", "supplement", recorded, documents=theirs)
    assert words(first.push(2)) == [ACCEPTED]
    assert words(second.push()) == [ACCEPTED]
    held = town.cases()[case["case_no"]]["documents"]
    assert {document["receipt_no"] for document in held} == {case["documents"][0]["receipt_no"], "甲", "乙"}
    third = town.desk(3)
    third.act(case, "decline", "declined", recorded, reason="不属于本机关")
    third.act(case, "accept", "accepted", recorded)
    assert words(third.push()) == [ACCEPTED, ("returned", "stale")]


def test_behind_a_returned_entry_its_case_waits_until_a_correction_and_is_released(town: City) -> None:
    desk = town.desk()
    case = desk.record("receive", received_at="2026-11-23T02:00:00+00:00")
    recorded = desk.entries[Stream.DESK][-1]
    desk.act(case, "accept", "accepted", recorded)
    other = desk.record()
    taken = desk.push()
    assert words(taken) == [("returned", "bad_payload"), ("held", "case_returned"), ACCEPTED]
    assert list(town.cases()) == [other["case_no"]]


def test_a_correction_takes_up_a_returned_recording(either: City) -> None:
    desk = either.desk()
    case = desk.record(
        "receive", applicant={"kind": "person", "name": "张三", "id_type": "111", "id_no": "2"}, window=-1
    )
    recorded = desk.entries[Stream.DESK][-1]
    assert words(desk.push()) == [("returned", "bad_payload")]
    mended = desk.act(case, "correct", "received", recorded, window=3, applicant=desk.case()["applicant"])
    desk.act(case, "accept", "accepted", mended)
    assert words(desk.push(2)) == [ACCEPTED, ACCEPTED]
    held = either.cases()[case["case_no"]]
    assert (held["state"], held["applicant"]["name"], held["window"]) == ("accepted", "刘𬘘", 3)
    assert words(desk.push()) == [("returned", "bad_payload"), ACCEPTED, ACCEPTED]


def test_an_act_on_a_case_that_nobody_recorded_is_returned(town: City) -> None:
    desk = town.desk()
    desk.serial = 1
    desk.act(desk.case(), "accept", "accepted", None)
    assert words(desk.push()) == [("returned", "case_missing")]


def test_the_queue_stream_brings_tickets_and_nothing_else(either: City) -> None:
    desk = either.desk()
    case = desk.case()
    desk.write("case.recorded", case["id"], {"act": "accept", "case": case}, Stream.QUEUE)
    desk.write("ticket.taken", TICKET["id"], {"ticket": TICKET}, Stream.QUEUE)
    finished = TICKET | {"state": "finished", "outcome": "case", "revision": 4, "waited": 90}
    desk.write("ticket.finished", TICKET["id"], {"ticket": finished}, Stream.QUEUE)
    desk.write("queue.rules_changed", desk.ids.new(), {"rules": {}}, Stream.QUEUE)
    taken = desk.push(stream=Stream.QUEUE)
    assert words(taken) == [("returned", "stream_mismatch"), ACCEPTED, ACCEPTED, ACCEPTED]
    assert either.cases() == {}


def test_an_enquiry_that_names_its_item_and_a_paper_given_with_it_are_taken(either: City) -> None:
    desk = either.desk()
    item = {"item": "11220521MB0TT10165422201401100301"}
    desk.write("ticket.paper_given", TICKET["id"], {"ticket": TICKET, "paper": "checklist", **item}, Stream.QUEUE)
    finished = TICKET | {"state": "finished", "outcome": "enquiry", "revision": 4, **item}
    desk.write("ticket.finished", TICKET["id"], {"ticket": finished}, Stream.QUEUE)
    assert words(desk.push(stream=Stream.QUEUE)) == [ACCEPTED, ACCEPTED]
    assert either.cases() == {}


TICKET = {
    "id": "0193577c-0000-7000-8000-000000000001",
    "number": "A017",
    "category": "A",
    "serial": 17,
    "day": "2026-11-23",
    "priority": None,
    "line": "normal",
    "state": "waiting",
    "window": None,
    "target_window": None,
    "place": 1,
    "queued_at": "2026-11-23T01:00:00+00:00",
    "taken_at": "2026-11-23T01:00:00+00:00",
    "called_at": None,
    "recalled_at": None,
    "started_at": None,
    "skipped_at": None,
    "parked_at": None,
    "finished_at": None,
    "recalls": 0,
    "skips": 0,
    "transfers": 0,
    "waited": None,
    "outcome": None,
    "reason": None,
    "cases": [],
    "revision": 1,
}


def test_unknown_kinds_are_stored_and_do_nothing_but_of_cases_they_wait(town: City) -> None:
    desk = town.desk()
    case = desk.record()
    desk.write("receipt.copied", case["id"], {"copy": 2})
    desk.write("case.praised", case["id"], {})
    desk.act(case, "conclude", "concluded", desk.entries[Stream.DESK][0])
    assert words(desk.push()) == [ACCEPTED, ACCEPTED, ("held", "kind_unknown"), ("held", "predecessor_missing")]


def test_a_failure_of_central_holds_its_case_raises_an_alarm_and_is_released_when_mended(
    town: City, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk = town.desk()
    bad, good = desk.record(), desk.record()
    department = town.program.intake._shelf.department

    def fails(central: Any, code: Any, version: int) -> str:
        if monkeypatched["broken"] and len(calls) == 0:
            calls.append(code)
            raise ZeroDivisionError
        return department(central, code, version)

    monkeypatched, calls = {"broken": True}, []
    monkeypatch.setattr(town.program.intake._shelf, "department", fails)
    assert words(desk.push()) == [("held", "central_failed"), ACCEPTED]
    assert list(town.cases()) == [good["case_no"]]
    with town.program.store.reading() as central:
        assert [(alarm.code, alarm.detail) for alarm in central.alarms.open()] == [
            ("central_failed", "ZeroDivisionError")
        ]
    monkeypatched["broken"] = False
    town.program.intake.retry_held()
    assert set(town.cases()) == {bad["case_no"], good["case_no"]}
    assert words(desk.push()) == [ACCEPTED, ACCEPTED]
    with town.program.store.reading() as central:
        assert central.alarms.open() == []


def test_an_entry_that_the_database_cannot_keep_is_held_alone(either: City, monkeypatch: pytest.MonkeyPatch) -> None:
    from db.central.cases import CaseRows

    desk = either.desk()
    every = [desk.record() for _ in range(7)]
    save = CaseRows.save

    def chokes(self: CaseRows, point: str, new: Any, changed: Any) -> None:
        if any(file.case.id == every[4]["id"] for file in new):
            raise OverflowError
        save(self, point, new, changed)

    monkeypatch.setattr(CaseRows, "save", chokes)
    taken = desk.push()
    assert [one.verdict for one in taken.arrived].count(VerdictKind.HELD) == 1
    assert words(taken)[4] == ("held", "central_failed")
    assert len(either.cases()) == 6
    either.program.intake.retry_held()
    assert len(either.cases()) == 6, "still held, and the start goes on"
    monkeypatch.setattr(CaseRows, "save", save)
    either.program.intake.retry_held()
    assert len(either.cases()) == 7


def test_what_a_revoked_device_signed_later_is_put_aside(town: City) -> None:
    from app.central.enrolment import revoke

    desk, neighbour = town.desk(1), town.desk(2)
    desk.record()
    desk.push()
    revoke(town.program.store, town.program.keys, desk.id, clock=town.clock)
    desk.record()
    answer = neighbour.exchange([desk.batch(2)])
    assert [(line.kind.value, line.reason) for line in answer.verdicts] == [("held", "device_revoked")]
    assert len(town.cases()) == 1
    with pytest.raises(Refused, match="device_revoked"):
        desk.exchange()


def put_aside(town: City, acts: int = 2) -> Desk:
    """A device whose case of before stands, and what it signed after it was revoked: a case, and acts on it."""
    from app.central.enrolment import revoke

    desk, neighbour = town.desk(1), town.desk(2)
    desk.record()
    desk.push()
    revoke(town.program.store, town.program.keys, desk.id, clock=town.clock)
    case = desk.record("receive")
    for act, state in (("accept", "accepted"), ("conclude", "concluded"))[:acts]:
        desk.act(case, act, state, desk.entries[Stream.DESK][-1])
    neighbour.exchange([desk.batch(2)])
    return desk


def test_what_was_put_aside_counts_in_its_order_once_the_city_confirms_it(either: City) -> None:
    desk = put_aside(either)
    assert len(either.cases()) == 1
    assert either.program.intake.retry_held() >= 1
    assert len(either.cases()) == 1, "looking again is no confirmation"
    assert either.program.intake.confirm(POINT, desk.id) == 3
    assert sorted(case["state"] for case in either.cases().values()) == ["accepted", "concluded"]
    assert either.program.intake.confirm(POINT, desk.id) == 0
    with either.program.store.reading() as central:
        told = [item.body for item in central.feed.page(POINT, 0, 100, desk.id) if item.kind == "entry.settled"]
    assert [(body["entry"][2], body["verdict"]) for body in told if body] == [
        (2, "accepted"),
        (3, "accepted"),
        (4, "accepted"),
    ]


def test_what_was_put_aside_is_returned_with_the_city_s_reason(either: City) -> None:
    desk = put_aside(either, acts=0)
    for nothing in ("", "  ", "字" * 1001):
        with pytest.raises(Refused, match=r"decision_reason_missing|text_long"):
            either.program.intake.confirm(POINT, desk.id, refusal=nothing)
    assert either.program.intake.confirm(POINT, desk.id, refusal="电脑在小偷手里时办的") == 1
    assert len(either.cases()) == 1
    with either.program.store.reading() as central:
        (one,) = central.journal.between(POINT, desk.id, Stream.DESK, 2, 2)
    assert (one.verdict, one.reason, one.text) == (VerdictKind.RETURNED, "by_reviewer", "电脑在小偷手里时办的")
