"""What central tells: decisions, numbers, the catalogue, the calendar, rules and keys."""

import base64
import json
from pathlib import Path

import pytest

from app.cases.model import CaseAct, CaseState, case_to_json
from app.catalogue.item_json import item_from_json
from app.catalogue.model import ItemCode, Scope
from app.journal import Stream, microseconds
from app.sync.key_sheets import DeviceKey, write_sheet
from app.sync.model import Feed
from app.sync.packing import key_name
from app.sync.replay import differences
from tests.sync.fake_central import NOW, FakeCentral
from tests.sync.make import IDS, POINT, TestDesk

ITEMS = sorted((Path(__file__).parents[2] / "resources" / "catalogue" / "items").glob("*.json"))


def decided(act: str, state: str, **more: object) -> dict[str, object]:
    return {"act": act, "change": {"state": state, **more}, "by": "审批员", "text": None}


def test_a_decision_comes_back_with_centrals_number(desk: TestDesk, central: FakeCentral) -> None:
    (case,) = desk.record(1)
    engine = desk.engine(transport=central.transport())
    engine.cycle()
    central.tell("case.registered", case.id, {"act": "register", "change": {"central_no": "2205-1"}})
    central.tell("case.decided", case.id, decided("approve", "approved"))
    report = engine.cycle()
    assert (report.trouble, report.pulled) == (None, 2)
    assert (desk.case(case.id).state, desk.case(case.id).central_no) == (CaseState.APPROVED, "2205-1")
    assert desk.announced[-1].cases
    assert engine.cycle().pulled == 0


def test_what_a_reviewer_returns_becomes_a_task_with_the_reason(desk: TestDesk, central: FakeCentral) -> None:
    (case,) = desk.record(1)
    central.tell("case.returned", case.id, decided("return", "returned", reason="照片不清楚"))
    report = desk.engine(transport=central.transport()).cycle()
    assert report.returned == 1
    assert (desk.case(case.id).state, desk.case(case.id).reason) == (CaseState.RETURNED, "照片不清楚")


def test_a_decision_that_the_desks_row_contradicts_overwrites_nothing(desk: TestDesk, central: FakeCentral) -> None:
    (case,) = desk.record(1)
    desk.act(case, CaseAct.CONCLUDE, CaseState.CONCLUDED)
    central.tell("case.decided", case.id, decided("reject", "rejected", reason="不符"))
    engine = desk.engine(transport=central.transport())
    assert engine.cycle().trouble is None
    assert desk.case(case.id).state is CaseState.CONCLUDED
    assert engine.status().differing == 1
    with desk.store.reading() as store:
        assert [code for _, code in store.sync.differing()] == ["feed_act_unlawful"]
        assert store.sync.feed_of(case.id) == []


@pytest.mark.parametrize(
    "body",
    [
        {},
        {"act": "approve"},
        {"act": "dance", "change": {}},
        {"act": "approve", "change": {"state": "approved", "applicant": {"name": "别人"}}},
        {"act": "approve", "change": ["state"]},
        {"act": "approve", "change": {"state": 7}},
    ],
)
def test_a_malformed_item_is_kept_aside_and_blocks_nobody(
    desk: TestDesk, central: FakeCentral, body: dict[str, object]
) -> None:
    first, second = desk.record(2)
    central.tell("case.decided", first.id, body)
    central.tell("case.decided", second.id, decided("approve", "approved"))
    engine = desk.engine(transport=central.transport())
    assert engine.cycle().trouble is None
    assert desk.case(first.id) == first
    assert desk.case(second.id).state is CaseState.APPROVED
    assert engine.status().differing == 1


def test_unknown_kinds_and_cases_are_kept_and_passed_over(desk: TestDesk, central: FakeCentral) -> None:
    stranger = IDS.new()
    central.tell("horoscope", stranger, {"today": "大吉"})
    central.tell("case.decided", stranger, decided("approve", "approved"))
    central.tell("case.acted", stranger, {"entry": [IDS.new(), "desk", 2], "body": {}})
    report = desk.engine(transport=central.transport()).cycle()
    assert (report.trouble, report.pulled) == (None, 3)
    with desk.store.reading() as store:
        assert len(store.sync.feed_of(stranger)) == 3
        assert (store.sync.cursor(Feed.POINT), store.sync.differing()) == (3, [])


def test_a_long_feed_comes_in_pages_and_is_applied_once(desk: TestDesk, central: FakeCentral) -> None:
    cases = desk.record(130)
    central.page = 40
    for case in cases:
        central.tell("case.decided", case.id, decided("approve", "approved"))
    engine = desk.engine(transport=central.transport())
    assert engine.cycle().pulled == 130
    assert {desk.case(case.id).state for case in cases} == {CaseState.APPROVED}
    assert engine.cycle().pulled == 0


def test_a_verdict_that_the_feed_brings_stands_in_its_place_among_the_items(
    desk: TestDesk, central: FakeCentral
) -> None:
    (case,) = desk.record(1)
    engine = desk.engine(transport=central.transport())
    engine.cycle()
    entry = [case.last.device, case.last.stream, case.last.number]
    central.tell("entry.settled", case.id, {"entry": entry, "verdict": "returned", "reason": "stale", "text": "已变化"})
    whole = {"case": case_to_json(case), "last": entry, "after": entry, "mends": [entry]}
    central.tell("case.stands", case.id, whole)
    assert engine.cycle().trouble is None
    row = desk.case(case.id)
    assert row.state is CaseState.ACCEPTED
    with desk.store.reading() as store:
        entries = store.journal.of_subject(case.id)
        told = store.sync.told(case.id, [one.name for one in entries])
        assert list(differences(row, entries, told, desk.device)) == []


def test_another_life_of_central_tells_its_story_again_and_old_news_changes_nothing(
    desk: TestDesk, central: FakeCentral
) -> None:
    (case,) = desk.record(1)
    central.tell("case.returned", case.id, decided("return", "returned", reason="缺材料"))
    engine = desk.engine(transport=central.transport())
    engine.cycle()
    desk.act(desk.case(case.id), CaseAct.CORRECT, CaseState.ACCEPTED)
    central.incarnation = IDS.new()
    report = engine.cycle()
    assert (report.trouble, report.pulled) == (None, 0)
    assert desk.case(case.id).state is CaseState.ACCEPTED


def test_the_catalogue_calendar_and_rules_arrive(desk: TestDesk, central: FakeCentral) -> None:
    items = [json.loads(path.read_text(encoding="utf-8")) for path in ITEMS[:2]]
    central.tell("catalogue.items", items[0]["code"], {"items": items}, shared=True)
    year = {
        "year": 2031,
        "source": "国办发明电〔2030〕1号",
        "complete": True,
        "days": [["2031-01-01", "holiday", "元旦"]],
    }
    central.tell("calendar.years", "2031", {"years": [year]}, shared=True)
    rules = {"point": POINT, "name": "湾湾川", "default": "forward", "scopes": []}
    central.tell("point.rules", POINT, rules, shared=True)
    central.tell("point.rules", "220521999999", {**rules, "point": "220521999999"}, shared=True)
    assert desk.engine(transport=central.transport()).cycle().trouble is None
    with desk.store.reading() as store:
        assert store.catalogue.item(ItemCode(items[0]["code"])) == item_from_json(items[0])
        assert [year.year for year in store.catalogue.calendar()] == [2031]
        kept = store.catalogue.point_rules(POINT)
        assert kept is not None
        assert kept.default is Scope.FORWARD
        assert store.catalogue.point_rules("220521999999") is None
        assert store.sync.differing() == []


def test_keys_come_by_signed_sheets_only_and_old_sheets_change_nothing(desk: TestDesk, central: FakeCentral) -> None:
    def told(number: int, retired: int | None, root: object = None) -> dict[str, str]:
        key = DeviceKey(
            public=b"\7" * 32,
            device=IDS.new(),
            stream=Stream.DESK,
            point=POINT,
            device_number=2,
            since=microseconds(NOW),
            retired=retired,
        )
        central.sheets = number
        written, signature = write_sheet(central.sheet((key,)), root or central.root)  # type: ignore[arg-type]
        return {"sheet": base64.b64encode(written).decode(), "signature": base64.b64encode(signature).decode()}

    central.tell("keys.listed", "9", told(9, microseconds(NOW)), shared=True)
    central.tell("keys.listed", "8", told(8, None), shared=True)
    central.tell("keys.listed", "10", told(10, None, FakeCentral().root), shared=True)
    engine = desk.engine(transport=central.transport())
    assert engine.cycle().trouble is None
    with desk.store.reading() as store:
        key = store.sync.key(key_name(b"\7" * 32))
        assert key is not None
        assert key.retired == NOW
        assert [code for _, code in store.sync.differing()] == ["sheet_not_signed"]
