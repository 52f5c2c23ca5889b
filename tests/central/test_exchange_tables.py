"""The national tables: NOT NULL columns filled, rows upserted by their row_guid, a result never without its accept."""

from datetime import UTC, datetime
from typing import Any

from sqlalchemy import select

from app.cases.model import CaseAct
from app.central.particulars import Particulars
from app.journal import Stream
from db.central.exchange_tables import UpProAccept, UpProMaterial, UpProProcess, UpProResult
from db.central.point_tables import VisitRow
from tests.central.arrange import ITEM, City
from tests.central.test_intake import TICKET


def rows(town: City, table: Any) -> list[dict[str, Any]]:
    """Once the projector has done what is due."""
    town.program.projector.project_all()
    with town.program.store.reading() as central:
        found = central.connection.execute(select(table.__table__))  # type: ignore[attr-defined]
        return [dict(row._mapping) for row in found]


def test_an_accepted_case_has_its_accept_material_and_process_rows(either: City) -> None:
    desk = either.desk()
    case = desk.record()
    desk.push()
    (accept,) = rows(either, UpProAccept)
    assert (accept["project_no"], accept["row_guid"], accept["cd_operation"]) == (case["case_no"], case["id"], "I")
    assert (accept["catalog_code"], accept["task_code"]) == (ITEM.catalog_code, ITEM.implementation_code)
    assert (accept["applyer_page_type"], accept["applyer_page_code"]) == ("111", "220521194802290002")
    assert (accept["org_code"], accept["org_name"]) == (ITEM.department.uscc, ITEM.department.name)
    assert accept["accept_doc_no"] == case["documents"][0]["receipt_no"]
    assert accept["promise_date"] == datetime(2026, 11, 30, 15, 59, 59, tzinfo=UTC)
    assert [(row["get_type"], row["get_name"]) for row in rows(either, UpProMaterial)] == [
        ("原件", "1"),
        ("复印件", "2"),
    ]
    first, _ = sorted(rows(either, UpProProcess), key=lambda row: str(row["row_guid"]))
    assert (first["process_name"], first["handle_explain"]) == ("受理", "同意")
    assert rows(either, UpProResult) == []


def test_received_only_is_not_reported_yet_and_a_refusal_is_with_its_accept_row(town: City) -> None:
    desk = town.desk()
    desk.record("receive")
    desk.push()
    assert (rows(town, UpProAccept), len(rows(town, UpProProcess))) == ([], 2)
    desk.record("decline", reason="不属于本机关职权范围")
    desk.push(2)
    (accept,), (result,) = rows(town, UpProAccept), rows(town, UpProResult)
    assert accept["project_no"] == result["project_no"]
    assert (result["result_type"], result["result_explain"]) == ("6", "不属于本机关职权范围")


def test_a_decision_writes_the_result_and_a_correction_withdraws_materials(either: City) -> None:
    desk = either.desk()
    case = desk.record()
    recorded = desk.entries[Stream.DESK][-1]
    desk.push()
    either.program.review.decide(case["case_no"], CaseAct.RETURN, "多交了户口簿", "李审批")
    assert rows(either, UpProResult) == []
    desk.act(case, "correct", "accepted", recorded, materials=case["materials"][:1])
    desk.push(2)
    either.program.review.decide(case["case_no"], CaseAct.APPROVE, None, "李审批")
    (result,) = rows(either, UpProResult)
    assert (result["result_type"], result["handle_user_name"]) == ("0", "李审批")
    (accept,) = rows(either, UpProAccept)
    assert accept["cd_operation"] == "U"
    operations = {row["row_guid"][-3:]: row["cd_operation"] for row in rows(either, UpProMaterial)}
    assert operations == {"000": "I", "001": "D"}


def test_a_result_that_goes_by_post_is_marked_so_and_one_that_is_fetched_is_not(either: City) -> None:
    """是否快递递送结果 asks how it went, not whether it was handed over."""
    desk = either.desk()
    cases = [desk.record() for _ in range(2)]
    desk.push()
    for case in cases:
        either.program.review.decide(case["case_no"], CaseAct.APPROVE, None, "李审批")
    assert [row["is_delivery_results"] for row in rows(either, UpProResult)] == ["0", "0"]
    delivered = {
        "at": "2026-11-24T01:00:00+00:00",
        "paper": "决定书",
        "copies": 1,
        "receiver": "刘桂花",
        "relation": "self",
    }
    for place, (case, mode) in enumerate(zip(cases, ("post", "counter"), strict=True)):
        said = {**delivered, "mode": mode, "checked": "", "tracking_no": "EMS1"}
        desk.act(case, "deliver", "delivered", desk.entries[Stream.DESK][place], delivered=said)
    desk.push(3)
    found = {row["project_no"]: (row["is_delivery_results"], row["cd_operation"]) for row in rows(either, UpProResult)}
    assert found == {cases[0]["case_no"]: ("1", "U"), cases[1]["case_no"]: ("0", "I")}


def test_a_void_case_counts_no_more(either: City) -> None:
    desk = either.desk()
    case = desk.record()
    desk.push()
    declined = desk.record("decline", reason="不属于本机关职权范围")
    desk.push(2)
    assert {row["cd_operation"] for row in rows(either, UpProAccept)} == {"I"}
    one, other = desk.entries[Stream.DESK]
    desk.act(case, "void", "void", one)
    desk.act(declined, "void", "void", other)
    never = desk.record()
    desk.act(never, "void", "void", desk.entries[Stream.DESK][-1])
    desk.push(3)
    for table in (UpProAccept, UpProMaterial, UpProResult):
        assert {(row["project_no"], row["cd_operation"]) for row in rows(either, table)} <= {
            (case["case_no"], "D"),
            (declined["case_no"], "D"),
        }
    assert [row["process_name"] for row in rows(either, UpProProcess)].count("作废") == 3


def test_a_result_names_its_document_and_a_refusal_none(either: City) -> None:
    desk = either.desk()
    named, plain, refused = desk.record(), desk.record(), desk.record()
    desk.push()
    decide = either.program.review.decide
    decide(named["case_no"], CaseAct.APPROVE, None, "李审批", Particulars(document="参保证", number="通社〔2026〕7号"))
    decide(plain["case_no"], CaseAct.APPROVE, None, "李审批")
    decide(refused["case_no"], CaseAct.REJECT, "不符合条件", "李审批")
    found = {row["project_no"]: (row["result_cetr_name"], row["result_cetr_no"]) for row in rows(either, UpProResult)}
    assert found == {
        named["case_no"]: ("参保证", "通社〔2026〕7号"),
        plain["case_no"]: (ITEM.result_name, None),
        refused["case_no"]: (None, None),
    }


def test_an_item_unknown_here_gets_the_fillers(town: City) -> None:
    desk = town.desk()
    desk.record(item="X" * 33)
    desk.push()
    (accept,) = rows(town, UpProAccept)
    assert (accept["catalog_code"], accept["org_code"], accept["project_type"]) == ("0", "0", "9")


def test_a_visit_keeps_its_newest_revision_whatever_comes_later(either: City) -> None:
    desk = either.desk()
    later = TICKET | {"state": "finished", "outcome": "case", "revision": 4, "waited": 90}
    desk.write("ticket.finished", TICKET["id"], {"ticket": later}, Stream.QUEUE)
    desk.push(stream=Stream.QUEUE)
    desk.write("ticket.taken", TICKET["id"], {"ticket": TICKET}, Stream.QUEUE)
    desk.push(2, stream=Stream.QUEUE)
    (visit,) = rows(either, VisitRow)
    assert (visit["state"], visit["revision"], visit["waited"], visit["number"]) == ("finished", 4, 90, "A017")
