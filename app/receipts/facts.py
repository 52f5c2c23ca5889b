"""From a case to what stands on its paper: masked, in words, with the point's own address."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from app.applicants.model import Agent, Applicant, Identity
from app.applicants.names import mask_phone, paper_number
from app.cases.model import Case, CaseState, Document
from app.cases.timing import ANSWER_DAYS
from app.catalogue.materials import check_materials
from app.catalogue.model import Material, PointScope, ServiceItem
from app.clock import local_date
from app.receipts.life_blanks import day_words, life_blanks
from app.receipts.material_words import form_words
from app.receipts.model import (
    DocumentKind,
    Facts,
    ItemFacts,
    JointLine,
    MaterialLine,
    PersonFacts,
    PointFacts,
    WantedMaterial,
)
from app.receipts.wording import Wording, filled

_WITH_DUE = (DocumentKind.ACCEPTANCE, DocumentKind.RESUMED, DocumentKind.TRANSFERRED)
_WITHOUT_REASON = (DocumentKind.RECEIVED, DocumentKind.ACCEPTANCE, DocumentKind.ASKED)


@dataclass(frozen=True, slots=True, kw_only=True)
class Letterhead:
    """The point as it stands on paper. `trial` until the device is enrolled; `link` is where progress pages begin."""

    name: str
    address: str
    phone: str
    link: str
    trial: bool


def facts_of(
    case: Case,
    document: Document,
    item: ServiceItem,
    scope: PointScope,
    head: Letterhead,
    wording: Wording,
    *,
    link: str,
    proof: str,
    copy_number: int,
    preview: bool = False,
    together: Sequence[tuple[Case, ServiceItem, PointScope]] = (),
) -> Facts:
    """Everything on the page, from the case as it stood when the paper was issued. `link` and `proof` are the texts of
    the two codes, empty on a preview; `together` are the cases that 一件事受理清单 lists."""
    accepted = document.kind is DocumentKind.ACCEPTANCE
    concluded = accepted and case.state is CaseState.CONCLUDED
    return Facts(
        kind=document.kind,
        receipt_no=document.receipt_no,
        case_no=case.case_no,
        central_no=case.central_no,
        issued_at=document.issued_at,
        point=PointFacts(
            name=head.name,
            address=scope.address or head.address,
            phone=scope.phone or head.phone,
            window=str(case.window),
        ),
        clerk=case.clerk_name,
        applicant=_applicant(case.applicant, wording),
        agent=_agent(case.agent, wording),
        item=_item(item, wording, promises=accepted and not concluded),
        materials=_lines(case, document, item, wording),
        wanted=_wanted(case, document, item, wording),
        supply_by=_supply_by(case, document),
        reason=_reason(case, document),
        legal_basis="；".join(item.legal_basis) or None,
        competent_body=_competent_body(case, scope) if document.kind is DocumentKind.DECLINED else None,
        received_at=_received_at(case, document),
        forwarded_to=(scope.forward_to or item.department.name) if case.state is CaseState.FORWARDED else None,
        accepted_at=case.accepted_at if accepted or document.kind is DocumentKind.CORRECTED else None,
        due_on=case.due_on if document.kind in _WITH_DUE and not concluded and not case.pending_online else None,
        due_provisional=case.due_provisional,
        pending_online=case.pending_online and accepted,
        concluded_at=case.accepted_at if concluded else None,
        result=(item.result_name or wording.common["result_none"]) if concluded else None,
        unanchored=case.unanchored,
        together=tuple(_joint_line(*one, wording) for one in together),
        said=life_blanks(case, document, item, wording),
        trial=head.trial,
        preview=preview,
        copy_number=copy_number,
        link=link,
        proof=proof,
    )


def _lines(case: Case, document: Document, item: ServiceItem, wording: Wording) -> tuple[MaterialLine, ...]:
    """What the paper lists: a hand-back list only what went back with it."""
    lines = material_lines(case, item, wording)
    if document.kind is not DocumentKind.ORIGINALS or not case.life.handed_back:
        return lines
    back, word = case.life.handed_back[-1].materials, wording.common["form_original"]
    given = zip(case.materials, lines, strict=True)
    return tuple(replace(line, form=word) for material, line in given if material.code in back)


def _joint_line(case: Case, item: ServiceItem, scope: PointScope, wording: Wording) -> JointLine:
    """One case of a theme, as it stood when it was recorded, or that it is void."""
    common = wording.common
    if case.state is CaseState.VOID:
        due = common["together_void"]
    elif case.state is CaseState.FORWARDED:
        due = filled(common["together_forwarded"], {"to": scope.forward_to or item.department.name}) or ""
    elif case.state is CaseState.CONCLUDED:
        due = common["together_concluded"]
    elif case.pending_online:
        due = common["together_online"]
    elif case.state is CaseState.RECEIVED:
        due = common["together_received"]
    else:
        due = common["together_open"] if case.due_on is None else day_words(case.due_on)
    return JointLine(item=case.item_name, case_no=case.case_no, department=item.department.name, due=due)


def material_lines(case: Case, item: ServiceItem, wording: Wording) -> tuple[MaterialLine, ...]:
    """The materials as the paper lists them, which is also what the proof's digest covers."""
    lines = []
    for given in case.materials:
        material = item.material(given.code)
        name = given.code if material is None else material.name
        lines.append(MaterialLine(name=name, count=given.count, form=form_words(given, wording)))
    return tuple(lines)


def _applicant(applicant: Applicant, wording: Wording) -> PersonFacts:
    phone = applicant.phone or (applicant.contact and applicant.contact.phone)
    return PersonFacts(
        name=applicant.name,
        id_type=wording.common[f"id_{applicant.id_type.value}"],
        id_masked=paper_number(Identity(applicant.id_type, applicant.id_no)),
        phone_masked=mask_phone(phone) if phone else None,
    )


def _agent(agent: Agent | None, wording: Wording) -> PersonFacts | None:
    if agent is None:
        return None
    return PersonFacts(
        name=agent.name,
        id_type=wording.common[f"id_{agent.id_type.value}"],
        id_masked=paper_number(Identity(agent.id_type, agent.id_no)),
        phone_masked=mask_phone(agent.phone) if agent.phone else None,
        relation=agent.relation,
    )


def _item(item: ServiceItem, wording: Wording, *, promises: bool) -> ItemFacts:
    """The item; with the promised limit in words on a paper that `promises` one."""
    limit, note, common = item.promised_limit, item.limit_note or None, wording.common
    words = counting = None
    if promises and limit is None:
        words, note = note, None
    elif promises and limit is not None and limit.amount == 0:
        words = common["limit_now"]
    elif promises and limit is not None:
        words = filled(common[f"limit_{limit.unit.value}"], {"amount": str(limit.amount)})
        counting = common[f"counting_{limit.unit.value}"]
    return ItemFacts(
        name=item.name,
        code=item.code,
        version=str(item.version),
        department=item.department.name,
        entrusted=item.entrusted_body,
        legal_basis="；".join(item.legal_basis) or None,
        limit=words,
        limit_note=note if promises else None,
        counting=counting,
    )


def _received_at(case: Case, document: Document) -> datetime:
    """When what the paper lists came: a 收件凭证 for what was supplemented says when that was taken in, as does the one
    that a correction puts in its place."""
    if document.kind is not DocumentKind.RECEIVED:
        return case.received_at
    supplemented, again = False, None
    for paper in case.documents:
        if paper.kind is DocumentKind.SUPPLEMENT:
            supplemented, again = True, None
        elif paper.kind is DocumentKind.RECEIVED and supplemented:
            again = again or paper.issued_at
        if paper.receipt_no == document.receipt_no:
            break
    return again or case.received_at


def _competent_body(case: Case, scope: PointScope) -> str | None:
    """What the clerk wrote, else where the point's rules send the item."""
    return case.life.competent_body or scope.forward_to


def _supply_by(case: Case, document: Document) -> date | None:
    """The last day to bring what the paper wants."""
    if document.kind is DocumentKind.SUPPLEMENT:
        return case.life.answer_until or local_date(document.issued_at) + timedelta(days=ANSWER_DAYS)
    return case.life.asked_until if document.kind is DocumentKind.ASKED else None


def _reason(case: Case, document: Document) -> str | None:
    """Why: a pause and a hand-over have words of their own, whoever said them."""
    life = case.life
    if document.kind is DocumentKind.SUSPENDED and life.pauses:
        return life.pauses[-1].reason
    if document.kind is DocumentKind.TRANSFERRED and life.hand_overs:
        return life.hand_overs[-1].reason
    return case.reason if document.kind not in _WITHOUT_REASON else None


def _wanted(case: Case, document: Document, item: ServiceItem, wording: Wording) -> tuple[WantedMaterial, ...]:
    """What 一次性告知书 or 补充材料通知书 lists."""
    if document.kind is DocumentKind.ASKED:
        return tuple(_asked(case, code, words, item, wording) for code, words in (case.life.asked or {}).items())
    return _missing(case, item, wording) if document.kind is DocumentKind.SUPPLEMENT else ()


def _asked(case: Case, code: str, words: str, item: ServiceItem, wording: Wording) -> WantedMaterial:
    """What central asked for, in its own words. A heading names no material of the item."""
    material, common = item.material(code), wording.common
    lacking = material is not None and all(given.code != code for given in case.materials)
    return WantedMaterial(
        name=code if material is None else material.name,
        problem=common["wanted_missing" if lacking else "asked_again"],
        fix=words,
        standard=(material and material.standard) or None,
    )


def _missing(case: Case, item: ServiceItem, wording: Wording) -> tuple[WantedMaterial, ...]:
    """What is missing by the item's list, and what the clerk found wrong, in the item's order."""
    missing = check_materials(item, {given.code: given.form for given in case.materials}, case.answers).missing
    codes = {material.code for material in missing} | set(case.wanted)
    return tuple(_want(case, material, wording) for material in item.materials if material.code in codes)


def _want(case: Case, material: Material, wording: Wording) -> WantedMaterial:
    common = wording.common
    given = any(given.code == material.code for given in case.materials)
    bring = filled(
        common["wanted_bring"],
        {"form": common[f"required_{material.form.value}"], "copies": str(max(material.copies, 1))},
    )
    return WantedMaterial(
        name=material.name,
        problem=common["wanted_wrong"] if given else common["wanted_missing"],
        fix=case.wanted.get(material.code) or bring or "",
        standard=material.standard or None,
    )
