"""Cases as rows of the national platform's tables (domain.md §11): which column holds what, and the fillers.

The code lists differ from receiver to receiver (domain.md §3.2, §4); those used here are GB/T 39046's where it has
one, else the family 0 准予 · 1 不予许可 · 6 不予受理 of result codes. NOT NULL columns without a fact of ours take the
fillers named here.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta
from typing import Any

from app.applicants.model import ApplicantKind
from app.cases.given import GivenMaterial, LicenceCheck
from app.cases.life import DeliveryMode
from app.cases.model import Case, CaseAct, CaseState, Step
from app.catalogue.model import ItemKind, ServiceItem
from app.central.model import CaseFile, NewStep
from app.central.registration import registration
from app.central.storage import ExchangePage
from app.clock import CHINA
from app.receipts.model import DocumentKind

DATA_SOURCE = "000"
"""Filler: the province's own source code is not published."""
NO_CODE = "0"
"""Filler for item codes of an item that central's catalogue lacks."""
OPINION = "同意"
"""Filler for an opinion that nobody wrote down."""
WINDOW = "1"
"""办理形式 1: at a window (GB/T 39046, annex A)."""

POSTED = "1"
"""is_delivery_results, 是否快递递送结果: whether the result went by post, not whether it was handed over."""

_KIND = {ItemKind.IMMEDIATE: "1", ItemKind.PROMISED: "2"}
_GRANTED = "0"
_RESULT = {
    CaseState.CONCLUDED: _GRANTED,
    CaseState.APPROVED: _GRANTED,
    CaseState.REJECTED: "1",
    CaseState.DECLINED: "6",
    CaseState.WITHDRAWN: "5",
    CaseState.LAPSED: "5",
}
_PROCESS = {
    CaseAct.RECEIVE: "收件",
    CaseAct.ACCEPT: "受理",
    CaseAct.ACCEPT_LATE: "容缺受理",
    CaseAct.ACCEPT_PROMISED: "告知承诺受理",
    CaseAct.SUPPLEMENT: "补正",
    CaseAct.ADD_MATERIAL: "补充材料",
    CaseAct.SUSPEND: "特别程序",
    CaseAct.RESUME: "恢复办理",
    CaseAct.TRANSFER: "转办",
    CaseAct.TRANSFER_UP: "转报",
    CaseAct.WITHDRAW: "撤回",
    CaseAct.LAPSE: "逾期终止",
    CaseAct.DELIVER: "送达",
    CaseAct.HAND_BACK: "退还原件",
    CaseAct.CHECK: "事后核查",
    CaseAct.ASK: "要求补充材料",
    CaseAct.DECLINE: "不予受理",
    CaseAct.CONCLUDE: "办结",
    CaseAct.CORRECT: "更正",
    CaseAct.NOTIFY: "告知",
    CaseAct.GIVE_WAY: "以市级为准",
    CaseAct.VOID: "作废",
    CaseAct.REPRINT: "补打",
    CaseAct.APPROVE: "准予",
    CaseAct.REJECT: "不予许可",
    CaseAct.RETURN: "退回",
    CaseAct.TAKE_OVER: "换人办理",
    CaseAct.REGISTER: "登记入库",
    CaseAct.DRAFT: "草稿",
}
_EVENT = {CaseAct.RETURN: "退回", CaseAct.SUPPLEMENT: "退回", CaseAct.DECLINE: "退回", CaseAct.REJECT: "退回"}
_PASSED, _OTHER = "通过", "其他"
_PASSING = frozenset(
    {
        *(CaseAct.RECEIVE, CaseAct.ACCEPT, CaseAct.ACCEPT_LATE, CaseAct.ACCEPT_PROMISED),
        *(CaseAct.CONCLUDE, CaseAct.APPROVE, CaseAct.DELIVER),
    }
)
_REMARK = 200
"""Characters of a remark."""
_CHECKED = {LicenceCheck.SCANNED: "扫码核验", LicenceCheck.SYSTEM: "系统核验", LicenceCheck.COMPARED: "人工核对"}
_GIVEN = {
    "original": "原件",
    "copy": "复印件",
    "electronic": "电子件",
    "shared": "数据共享免交",
    "promised": "告知承诺替代",
    "later": "容缺后补",
    "waived": "电子证照免交",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """A case as it stands, and what of its story is new to the tables. `new`: none of its rows are there yet."""

    file: CaseFile
    item: ServiceItem | None
    steps: tuple[NewStep, ...]
    new: bool

    @property
    def case(self) -> Case:
        return self.file.case


def project(exchange: ExchangePage, point: str, cases: Sequence[Standing], now: datetime, batch: str) -> None:
    """Writes the rows of these cases and of the new lines of their stories. Doing it again changes nothing."""
    base = {"point": point, "data_source": DATA_SOURCE, "cd_time": now, "cd_batch": batch}
    for one in cases:
        if one.case.state is CaseState.VOID:  # it never counts; its story stays
            exchange.withdraw(point, one.case.case_no, now)
    standing = [one for one in cases if _has_accept_row(one.case)]
    exchange.upsert("up_pro_accept", [{**base, **_accept(one)} for one in standing])
    for one in standing:
        if not one.new:  # its materials may have become fewer
            kept = [row["row_guid"] for row in _materials(one.case, one.item)]
            exchange.withdraw_materials(point, one.case.case_no, kept, now)
    exchange.upsert("up_pro_material", [{**base, **row} for one in standing for row in _materials(one.case, one.item)])
    exchange.upsert("up_pro_process", [{**base, **row} for one in cases for row in _story(one)])
    ended = [(one, _ending(one)) for one in standing if one.case.state in _RESULT or one.case.life.delivered]
    rows = [{**base, **_result(one.case, one.item, ending)} for one, ending in ended if ending is not None]
    exchange.upsert("up_pro_result", rows)
    for one in standing:
        if _is_posted(one.case):  # the result was written when the case ended, and is posted later
            exchange.mark_result(point, one.case.case_no, POSTED, now)


def _ending(one: Standing) -> Step | None:
    """The step that ended it, if that is new."""
    return next((new.step for new in reversed(one.steps) if new.step.state in _RESULT), None)


def _story(one: Standing) -> Iterator[dict[str, Any]]:
    for new in one.steps:
        yield _process(one.case, str(new.number), new.step)
    if one.new:
        yield _process(one.case, "R", registration(one.file))


def _has_accept_row(case: Case) -> bool:
    """A result without an accept row is rejected, so an ended case has one too; a void one has neither."""
    return case.state is not CaseState.VOID and (case.accepted_at is not None or case.state in _RESULT)


def _accept(one: Standing) -> dict[str, Any]:
    case, item = one.case, one.item
    agent, applicant = case.agent, case.applicant
    contact = applicant.contact
    acceptance = next((d.receipt_no for d in reversed(case.documents) if d.kind is DocumentKind.ACCEPTANCE), None)
    return {
        "row_guid": case.id,
        "cd_operation": "I" if one.new else "U",
        "project_no": case.case_no,
        "project_name": case.item_name,
        "catalog_code": item.catalog_code if item else NO_CODE,
        "task_code": item.implementation_code if item else NO_CODE,
        "local_catalog_code": None,
        "local_task_code": None,
        "task_handle_item": case.item,
        "task_name": case.item_name,
        "task_version": str(case.item_version),
        "project_type": _KIND[item.kind] if item else "9",
        "apply_date": case.received_at,
        "apply_type": WINDOW,
        "applyer_name": applicant.name,
        "applyer_type": "1" if applicant.kind is ApplicantKind.PERSON else "2",
        "applyer_page_type": applicant.id_type.value,
        "applyer_page_code": applicant.id_no,
        "contact_name": agent.name if agent else contact and contact.name,
        "contact_type": agent and agent.id_type.value,
        "contact_code": agent and agent.id_no,
        "contact_mobile": (agent.phone if agent else contact and contact.phone) or applicant.phone,
        "legal": None,
        "address": applicant.address,
        "zip_code": None,
        "org_code": item.department.uscc[:18] if item else NO_CODE,
        "org_name": one.file.department,
        "handle_user_name": case.clerk_name,
        "accept_date": case.accepted_at or case.received_at,
        "accept_doc_no": acceptance,
        "promise_date": _end_of_day(case),
    }


def _end_of_day(case: Case) -> datetime | None:
    """A due date ends with its day in China."""
    if case.due_on is None:
        return None
    return (datetime.combine(case.due_on, time(), CHINA) + timedelta(days=1, seconds=-1)).astimezone(UTC)


def _materials(case: Case, item: ServiceItem | None) -> Iterator[dict[str, Any]]:
    for place, given in enumerate(case.materials):
        known = item.material(given.code) if item else None
        yield {
            "row_guid": f"{case.id}-{place:03d}",
            "cd_operation": "I",
            "project_no": case.case_no,
            "material_name": known.name if known else given.code,
            "get_type": _GIVEN[given.form.value],
            "get_name": str(given.count),
            "material_attach_name": given.file and given.file.name,
            "remark": _how(given),
        }


def _how(given: GivenMaterial) -> str | None:
    """How it was taken, as far as that is more than its form: one short text, as the national table has it."""
    licence = given.licence
    told = (
        f"{licence.kind} {licence.number} {_CHECKED[licence.checked]}" if licence else "",
        given.reason or "",
        "原件留存待退还" if given.kept else "",
        f"有效期至{given.valid_until:%Y-%m-%d}" if given.valid_until else "",
        f"共{len(given.files)}页" if given.pages else "",
    )
    return "；".join(filter(None, told))[:_REMARK] or None


def _process(case: Case, line: str, step: Step) -> dict[str, Any]:
    return {
        "row_guid": f"{case.id}-{line}",
        "cd_operation": "I",
        "project_no": case.case_no,
        "process_name": _PROCESS[step.act],
        "event_name": _PASSED if step.act in _PASSING else _EVENT.get(step.act, _OTHER),
        "handle_user_name": step.by or case.clerk_name,
        "handle_explain": step.reason or OPINION,
        "event_start_time": step.at,
        "event_end_time": step.at,
        "remark": None,
    }


def _is_posted(case: Case) -> bool:
    delivered = case.life.delivered
    return delivered is not None and delivered.mode is DeliveryMode.POST


def _result(case: Case, item: ServiceItem | None, ending: Step) -> dict[str, Any]:
    state, outcome = ending.state or case.state, case.life.outcome
    granted = _RESULT[state] == _GRANTED
    return {
        "row_guid": case.id,
        "cd_operation": "I",
        "project_no": case.case_no,
        "result_type": _RESULT[state],
        "result_date": ending.at,
        "result_explain": case.reason,
        "result_cetr_name": ((outcome and outcome.name) or (item and item.result_name)) if granted else None,
        "result_cetr_no": outcome.number if outcome and granted else None,
        "handle_user_name": ending.by,
        "is_delivery_results": POSTED if _is_posted(case) else "0",
        "satisfaction": None,
        "remark": None,
    }
