"""The facts of a receipt as the short texts that fill the blanks of `resources/receipts`."""

from datetime import date, datetime

from app.clock import CHINA, local_date
from app.receipts.life_blanks import all_of
from app.receipts.model import Facts, MaterialLine, PersonFacts
from app.receipts.wording import Wording, filled


def blanks(facts: Facts, wording: Wording) -> dict[str, str]:
    """Every blank that a text may name; "" where the facts have nothing. Dates and times are China's."""
    common = wording.common
    person = common["person_id"]
    item = facts.item
    beside = common["unanchored"] if facts.unanchored else ""
    said = all_of(facts.said)
    here = {"point": facts.point.name, "address": facts.point.address}
    return {
        **said,
        "pickup": said["pickup"] or filled(common["pickup_here"], here) or "",
        "receipt_no": facts.receipt_no,
        "case_no": facts.case_no,
        "central_no": facts.central_no or "",
        "provisional_number": "" if facts.central_no or facts.preview else common["provisional_number"],
        "applicant": facts.applicant.name,
        "person_id": filled(person, _person(facts.applicant)) or "",
        "phone": facts.applicant.phone_masked or "",
        "agent": _agent(facts.agent, wording),
        "item": item.name,
        "item_code": item.code,
        "department": item.department,
        "entrusted": item.entrusted or "",
        "basis": facts.legal_basis or item.legal_basis or "",
        "limit": item.limit or "",
        "limit_note": item.limit_note or "",
        "counting": item.counting or "",
        "complete": common["complete_late" if said["late_note"] else "complete"],
        "received": _time(facts.received_at, beside),
        "received_on": _day(facts.received_at),
        "accepted": _time(facts.accepted_at, beside),
        "accepted_on": _day(facts.accepted_at),
        "due": _date(facts.due_on),
        "due_note": common["due_note"] if facts.due_provisional else "",
        "concluded": _time(facts.concluded_at, beside),
        "result": facts.result or "",
        "collect": "" if facts.concluded_at else common["collect"],
        "collect_note": "" if facts.concluded_at else common["collect_note"],
        "supply_by": _date(facts.supply_by),
        "consequence": facts.consequence or common["default_consequence"],
        "reason": facts.reason or "",
        "reason_unsaid": "" if facts.reason else common["reason_unsaid"],
        "competent": facts.competent_body or "",
        "forwarded_to": facts.forwarded_to or "",
        "remedies": facts.remedies or common["default_remedies"],
        "pending": common["pending"] if facts.pending_online else "",
        "point": facts.point.name,
        "address": facts.point.address,
        "point_phone": facts.point.phone,
        "window": filled(common["window"], {"window": facts.point.window}) or "",
        "clerk": facts.clerk,
        "materials": "；".join(filter(None, (_material(line, wording) for line in facts.materials))),
        "issued_on": _day(facts.issued_at),
        "reprint": str(facts.copy_number - 1) if facts.copy_number > 1 else "",
    }


def _agent(agent: PersonFacts | None, wording: Wording) -> str:
    if agent is None:
        return ""
    values = {
        "name": agent.name,
        "relation": agent.relation or "",
        "id": filled(wording.common["person_id"], _person(agent)) or "",
    }
    return filled(wording.common["agent"], values) or filled(wording.common["agent_plain"], values) or agent.name


def _material(line: MaterialLine, wording: Wording) -> str | None:
    return filled(wording.common["material"], {"name": line.name, "form": line.form, "count": str(line.count)})


def _person(person: PersonFacts) -> dict[str, str]:
    return {"id_type": person.id_type, "id_masked": person.id_masked}


def _date(day: date | None) -> str:
    return "" if day is None else f"{day.year}年{day.month}月{day.day}日"


def _day(moment: datetime | None) -> str:
    return "" if moment is None else _date(local_date(moment))


def _time(moment: datetime | None, beside: str) -> str:
    return "" if moment is None else f"{_day(moment)} {moment.astimezone(CHINA):%H:%M}{beside}"
