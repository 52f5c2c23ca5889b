"""One open case as texts: it shows everything, because it is compared with the card. No Qt."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any

from app.applicants.model import LONG, Agent, Applicant, Authority
from app.cases.given import GivenMaterial
from app.cases.model import Case, CaseAct, CaseState, Step
from app.cases.telling import untold
from app.catalogue.model import ServiceItem
from app.clock import CHINA, local_date
from app.receipts.model import DocumentKind, PrintState, Receipt
from app.sync.model import Delivery, KeptProof, Reason
from ui.cases.answer_rows import answer_text
from ui.cases.rows import delivery_mark, state_mark
from ui.explain import sentence
from ui.intake.rows import authority_names, given_text, id_type_names
from ui.language import _, chosen
from ui.returned import phone_text, reason_text
from ui.widgets.rows import Cell, Column, Kind, Mark, Row

Fact = tuple[str, str]


def applicant_facts(applicant: Applicant) -> list[Fact]:
    """Who applies, unmasked."""
    contact = applicant.contact
    until = {LONG: _("长期")}.get(str(applicant.id_until), str(applicant.id_until or ""))
    return [
        (_("姓名"), applicant.name),
        (_("证件类型"), id_type_names()[applicant.id_type]),
        (_("证件号码"), applicant.id_no),
        (_("证件有效期至"), until),
        (_("手机号码"), applicant.phone or _("无手机")),
        (_("联系人"), f"{contact.name} {contact.phone}" if contact else ""),
        (_("联系地址"), applicant.address or ""),
    ]


def agent_facts(agent: Agent | None) -> list[Fact]:
    """Who acts for the applicant; none for somebody who came alone."""
    if agent is None:
        return []
    return [
        (_("代理人"), agent.name),
        (_("与申请人关系"), agent.relation or ""),
        (_("证件类型"), id_type_names()[agent.id_type]),
        (_("证件号码"), agent.id_no),
        (_("手机号码"), agent.phone or ""),
        *_authority_facts(agent.authority),
    ]


def _authority_facts(authority: Authority | None) -> list[Fact]:
    """By what they act."""
    if authority is None:
        return []
    until = authority.valid_until
    return [
        (_("代理凭据"), " ".join(filter(None, (authority_names()[authority.kind], authority.number)))),
        (_("凭据有效期至"), until.isoformat() if until else ""),
        (_("代理事项和权限"), authority.scope or ""),
    ]


def answer_facts(answers: Mapping[str, Any], item: ServiceItem | None) -> list[Fact]:
    """The item's own fields in the item's order; codes where this desk doesn't keep the version."""
    fields = {field.code: field for field in item.fields} if item else {}
    known = [(fields[code].label, answer_text(answers[code], fields[code])) for code in fields if code in answers]
    other = [(code, str(value)) for code, value in answers.items() if code not in fields]
    return [*known, *other]


def case_facts(case: Case) -> list[Fact]:
    """Numbers, times and who did it."""
    return [
        (_("办件编号"), case.case_no),
        (_("原办件号"), "、".join(case.former_nos)),
        (_("市级编号"), case.central_no or _("上传后由市级平台给出")),
        (_("排队号"), case.ticket or ""),
        (_("带件代办员"), f"{case.helper.name}（{case.helper.number}）" if case.helper else ""),
        (_("收件时间"), _marked(moment(case.received_at), case)),
        (_("受理时间"), _marked(moment(case.accepted_at), case)),
        (_("承诺办结"), due_text(case)),
        (_("经办"), _("{clerk}，{window}号窗口").format(clerk=case.clerk_name, window=case.window)),
    ]


def _marked(text: str, case: Case) -> str:
    """A time, with the word that nobody could vouch for its clock."""
    return _("{time}（时间未校准）").format(time=text) if text and case.unanchored else text


def due_text(case: Case) -> str:
    """The promised date; 暂定 while the year's calendar is not out."""
    if case.due_on is None:
        return ""
    day = day_text(case.due_on)
    return _("{day}（暂定，该年放假安排未公布）").format(day=day) if case.due_provisional else day


def delivery_facts(delivery: Delivery, proof: KeptProof | None) -> list[Fact]:
    """Who signed for the case, when, up to which entry."""
    if proof is None:
        return []
    signed = _("{time} 签收到本机第 {number} 条记录，密钥 {key}")
    words = signed.format(time=moment(delivery.at or proof.at), number=proof.number, key=proof.key.hex())
    return [(_("市级签收"), words)]


def marks(case: Case, limit: Mark, delivery: Delivery) -> tuple[Mark, ...]:
    """The chips behind the title."""
    found = [state_mark(case.state, pending_online=case.pending_online)]
    if limit.text:
        found.append(limit)
    return (*found, delivery_mark(delivery))


def notice(case: Case) -> Mark | None:
    """The sentence across the top: what was said when the case came to stand as it does."""
    if case.state is CaseState.RETURNED:
        words = reason_text(case.reason) or _("市级平台没有写明原因，请电话询问。")
        phone = phone_text(case.applicant)
        return Mark(_("上级退回：{reason}　申请人电话：{phone}").format(reason=words, phone=phone), "bad")
    if case.state is CaseState.SUPPLEMENT and (case.wanted or case.reason):
        return Mark(_("已一次性告知，等申请人补来材料。"), "attention")
    why = case.reason if case.state in (CaseState.DECLINED, CaseState.REJECTED, CaseState.VOID) else None
    reason = _("理由：{reason}").format(reason=why) if why else ""
    if owed := untold(case):
        papers = "、".join(document_text(kind) for kind in owed)
        said = _("还没有书面告知申请人，请告知并打印：{papers}").format(papers=papers)
        return Mark("　".join(filter(None, (reason, said))), "attention")
    return Mark(reason, "neutral") if reason else None


def catalogue_notice(case: Case, item: ServiceItem | None, *, marked: bool) -> Mark | None:
    """Of a case that central took in though its catalogue was another one by then."""
    if not marked:
        return None
    ended = item.cancelled_on if item else None
    if ended is None or ended > local_date(case.received_at):
        return Mark(sentence(Reason.CATALOGUE_UNKNOWN, chosen()), "attention")
    said = _("收件时这个事项已于 {day} 取消，本机当时还没收到目录变更；市级平台已照收，并请部门核对。")
    return Mark(said.format(day=day_text(ended)), "attention")


def material_columns() -> tuple[Column, ...]:
    return (
        Column(title=_("材料")),
        Column(title=_("份数"), width=56, align="right"),
        Column(title=_("收取方式"), width=278),
        Column(title="", width=104),
    )


def material_rows(case: Case, item: ServiceItem | None) -> list[Row]:
    """What was handed in, and what 一次性告知 says is still wrong with it."""
    names = {material.code: material.name for material in item.materials} if item else {}
    given = [_material(material, names, case.wanted.get(material.code, "")) for material in case.materials]
    codes = {material.code for material in case.materials}
    missing = [_wanted(code, names, words) for code, words in case.wanted.items() if code not in codes]
    return [*given, *missing]


def _material(material: GivenMaterial, names: Mapping[str, str], wanted: str) -> Row:
    name = names.get(material.code, material.code)
    said = given_text(material)
    form = Cell(said, hint=said)
    return Row(
        key=material.code,
        cells=(
            Cell(name, hint=name),
            Cell(str(material.count) if material.count else "\u2013", order=material.count),
            Cell(wanted, "attention", hint=wanted) if wanted else form,
            Cell(_pages(material)),
        ),
    )


def _pages(material: GivenMaterial) -> str:
    """看附件, 看附件（3 页）."""
    count = len(material.files)
    return _("看附件（{count} 页）").format(count=count) if count > 1 else _("看附件") if count else ""


def _wanted(code: str, names: Mapping[str, str], words: str) -> Row:
    name = names.get(code, code)
    return Row(key=code, cells=(Cell(name, hint=name), Cell("\u2013"), Cell(words, "attention", hint=words), Cell("")))


def paper_columns() -> tuple[Column, ...]:
    return (
        Column(title=_("文书")),
        Column(title=_("打印"), width=140),
        Column(title="", width=60),
    )


def paper_rows(papers: Sequence[Receipt]) -> list[Row]:
    """The case's papers with the fate of the newest copy."""
    return [_paper(paper) for paper in papers]


def _paper(paper: Receipt) -> Row:
    mark = print_mark(paper)
    return Row(
        key=paper.id,
        cells=(
            Cell(paper.receipt_no, hint=f"{document_text(paper.kind)} {paper.receipt_no}"),
            Cell(mark.text, mark.kind),
            Cell("" if paper.state is PrintState.VOID else _("补打") if paper.copies else _("打印")),
        ),
        said=f"{document_text(paper.kind)} {paper.receipt_no} {mark.text}",
    )


def document_text(kind: DocumentKind) -> str:
    """文书名称."""
    return {
        DocumentKind.RECEIVED: _("收件凭证"),
        DocumentKind.ACCEPTANCE: _("受理通知书"),
        DocumentKind.SUPPLEMENT: _("一次性告知书"),
        DocumentKind.DECLINED: _("不予受理通知书"),
        DocumentKind.NOTICE: _("补正通知书"),
        DocumentKind.LATE_PROMISE: _("容缺受理承诺书"),
        DocumentKind.INFORMED_PROMISE: _("告知承诺书"),
        DocumentKind.ADDED: _("补充材料收件凭证"),
        DocumentKind.SUSPENDED: _("特别程序告知书"),
        DocumentKind.RESUMED: _("恢复办理告知书"),
        DocumentKind.TRANSFERRED: _("转办告知书"),
        DocumentKind.WITHDRAWN: _("撤回申请书"),
        DocumentKind.LAPSED: _("终止办理通知书"),
        DocumentKind.CORRECTED: _("更正通知书"),
        DocumentKind.VOIDED: _("作废通知书"),
        DocumentKind.DELIVERED: _("送达回证"),
        DocumentKind.ORIGINALS: _("原件退还清单"),
        DocumentKind.JOINT: _("一件事受理清单"),
        DocumentKind.ASKED: _("补充材料通知书"),
        DocumentKind.RESULT: _("办结通知书"),
    }[kind]


def print_mark(paper: Receipt) -> Mark:
    """How the newest copy fared, and which copy it was."""
    if not paper.copies and paper.state is PrintState.WAITING:
        return Mark(_("未打印"), "neutral")
    words: dict[PrintState, tuple[str, Kind]] = {
        PrintState.WAITING: (_("排队打印"), "neutral"),
        PrintState.PRINTED: (_("已打印"), "good"),
        PrintState.FAILED: (_("没打出来"), "bad"),
        PrintState.UNKNOWN: (_("请看出纸口"), "attention"),
        PrintState.VOID: (_("已作废"), "neutral"),
    }
    text, kind = words[paper.state]
    again = paper.copies - 1
    return Mark(_("{state} · 补打{count}次").format(state=text, count=again) if again > 0 else text, kind)


def step_what(step: Step) -> str:
    """What was done, in the screen's words."""
    if step.act is CaseAct.NOTIFY and step.state is not CaseState.RETURNED:
        return _("告知")
    return {
        CaseAct.RECEIVE: _("收件"),
        CaseAct.ACCEPT: _("受理"),
        CaseAct.ACCEPT_LATE: _("容缺受理"),
        CaseAct.ACCEPT_PROMISED: _("告知承诺受理"),
        CaseAct.SUPPLEMENT: _("一次性告知"),
        CaseAct.ADD_MATERIAL: _("补充材料"),
        CaseAct.SUSPEND: _("特别程序"),
        CaseAct.RESUME: _("恢复办理"),
        CaseAct.TRANSFER: _("转办"),
        CaseAct.TRANSFER_UP: _("转报"),
        CaseAct.WITHDRAW: _("撤回"),
        CaseAct.LAPSE: _("逾期终止"),
        CaseAct.DELIVER: _("送达"),
        CaseAct.HAND_BACK: _("退还原件"),
        CaseAct.CHECK: _("事后核查"),
        CaseAct.ASK: _("市级要求补充材料"),
        CaseAct.DECLINE: _("不予受理"),
        CaseAct.CONCLUDE: _("办结"),
        CaseAct.CORRECT: _("更正上报"),
        CaseAct.NOTIFY: _("补正通知"),
        CaseAct.GIVE_WAY: _("以市级为准"),
        CaseAct.VOID: _("作废"),
        CaseAct.REPRINT: _("补打"),
        CaseAct.APPROVE: _("市级决定"),
        CaseAct.REJECT: _("市级决定"),
        CaseAct.RETURN: _("市级退回"),
        CaseAct.REGISTER: _("市级登记"),
    }.get(step.act, step.act.value)


def step_mark(step: Step) -> Mark | None:
    """Central's word as a chip; what a window did needs none."""
    if step.act not in (CaseAct.RETURN, CaseAct.APPROVE, CaseAct.REJECT) or step.state is None:
        return None
    return state_mark(step.state)


def step_who(step: Step) -> str:
    """By whom, at which window."""
    if step.window is None:
        return step.by or _("市级平台")
    return _("{name} · {window}号窗口").format(name=step.by, window=step.window)


def moment(at: datetime | None) -> str:
    """2026-11-23 10:32, in China."""
    return f"{at.astimezone(CHINA):%Y-%m-%d %H:%M}" if at else ""


def day_text(day: date) -> str:
    """2026-11-26."""
    return day.isoformat()
