"""Values of an intake as the texts that its screen shows. No Qt."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime

from app.applicants.checked import Checked
from app.applicants.model import LONG, AuthorityKind, IdType, Until
from app.cases.given import GivenMaterial, LicenceCheck
from app.cases.life import PromiseKind
from app.cases.model import Case, CaseAct, CaseState
from app.catalogue.model import (
    GivenForm,
    ItemKind,
    PointScope,
    Scope,
    ServiceItem,
    TimeLimit,
    TimeUnit,
)
from app.clock import CHINA
from app.helping.model import Helper
from app.storage.cases import Draft
from app.themes.compose import DEPARTMENT
from ui.intake.replacement import draft_name
from ui.language import _
from ui.widgets.rows import Cell, Mark, Row

_FIRST_SAID = 3


def id_types(company: bool) -> tuple[tuple[str, str], ...]:
    """Documents that such an applicant may show, the usual ones first."""
    names = id_type_names()
    if company:
        return tuple((kind.value, names[kind]) for kind in (IdType.USCC, IdType.OTHER))
    return tuple((kind.value, names[kind]) for kind in IdType if kind is not IdType.USCC)


def id_type_names() -> dict[IdType, str]:
    """证件类型 in words."""
    return {
        IdType.RESIDENT: _("居民身份证"),
        IdType.TEMPORARY_RESIDENT: _("临时身份证"),
        IdType.HOUSEHOLD: _("户口簿"),
        IdType.OFFICER: _("军官证"),
        IdType.RESIDENCE_PERMIT: _("居住证"),
        IdType.BIRTH_CERTIFICATE: _("出生医学证明"),
        IdType.SOLDIER: _("士兵证"),
        IdType.HMT_RESIDENCE: _("港澳台居民居住证"),
        IdType.PASSPORT: _("护照（中国）"),
        IdType.FOREIGN_PASSPORT: _("外国护照"),
        IdType.TAIWAN_PERMIT: _("台湾居民来往大陆通行证"),
        IdType.HONG_KONG_MACAO_PERMIT: _("港澳居民来往内地通行证"),
        IdType.FOREIGN_RESIDENCE: _("外国人永久居留身份证"),
        IdType.USCC: _("统一社会信用代码"),
        IdType.OTHER: _("其他"),
    }


def relations() -> tuple[tuple[str, str], ...]:
    """What agents usually are; the text is stored in Chinese, as it is printed."""
    return (
        ("子女", _("子女")),
        ("配偶", _("配偶")),
        ("父母", _("父母")),
        ("兄弟姐妹", _("兄弟姐妹")),
        ("其他亲属", _("其他亲属")),
        ("监护人", _("监护人")),
        ("代办员", _("代办员")),
        ("单位经办人", _("单位经办人")),
        ("其他", _("其他")),
    )


def authority_names() -> dict[AuthorityKind, str]:
    """By what somebody acts for another."""
    return {
        AuthorityKind.LETTER: _("授权委托书"),
        AuthorityKind.GUARDIAN: _("法定监护"),
        AuthorityKind.HOUSEHOLD: _("户口簿"),
        AuthorityKind.MARRIAGE: _("结婚证"),
        AuthorityKind.INTRODUCTION: _("单位介绍信"),
        AuthorityKind.OTHER: _("其他凭据"),
    }


def authorities() -> tuple[tuple[str, str], ...]:
    """To choose from."""
    return tuple((kind.value, name) for kind, name in authority_names().items())


def helper_choices(helpers: Iterable[Helper]) -> tuple[tuple[str, str], ...]:
    """Number and what stands in the list."""
    return tuple((helper.number, f"{helper.name}（{helper.place}）") for helper in helpers)


def letter_printed() -> str:
    """The line about a letter of authority on its way to the printer."""
    return _("授权委托书已送打印机，请申请人签名")


def item_marks(item: ServiceItem, scope: PointScope) -> tuple[Mark, ...]:
    """What the clerk must know of the item before beginning."""
    immediate = item.kind is ItemKind.IMMEDIATE
    marks = [Mark(_("即办件"), "good") if immediate else Mark(_("承诺件"), "neutral")]
    if scope.scope is Scope.FORWARD:
        marks.append(Mark(_("代收，转{body}").format(body=scope.forward_to or item.department.name), "attention"))
    elif scope.scope is Scope.ADVISE:
        marks.append(Mark(_("本点仅咨询"), "attention"))
    elif immediate and not item.finish_offline:
        marks.append(Mark(_("离线受理，待联网办结"), "attention"))
    return tuple(marks)


def item_origin(item: ServiceItem) -> str:
    """Whose item it is, and in which version."""
    return _("{department} · 第{version}版").format(department=item.department.name, version=item.version)


def renewed_text(item: ServiceItem, said: Sequence[str]) -> str:
    """The banner over a form whose item has come in another version: the first differences, and how many in all."""
    return _("事项已更新为第 {version} 版：{said}。已填的都留着，请核对后再提交。").format(
        version=item.version, said=_first_of(said)
    )


def theme_renewed_text(form: ServiceItem, said: Sequence[str]) -> str:
    """As `renewed_text`, of a theme's form, which is another one too where only an item of it has changed."""
    return _("“{name}”的表单有更新：{said}。已填的都留着，请核对后再提交。").format(
        name=form.name, said=_first_of(said)
    )


def _first_of(said: Sequence[str]) -> str:
    first = _("；").join(said[:_FIRST_SAID])
    return first if len(said) <= _FIRST_SAID else _("{said} 等 {count} 处").format(said=first, count=len(said))


def cancelled_text(item: ServiceItem) -> str:
    """The banner over a form whose item is no more."""
    day = item.cancelled_on.isoformat() if item.cancelled_on else ""
    return _("“{name}”已于 {day} 取消，不能再受理。已填的都留着，请向申请人说明，或改选其他事项。").format(
        name=item.name, day=day
    )


def item_limits(item: ServiceItem) -> str:
    """The legal and the promised limit in one line."""
    parts = []
    limits = [limit for limit in (item.legal_limit, item.promised_limit) if limit is not None]
    if limits and not any(limit.amount for limit in limits):
        return " · ".join(filter(None, (_("当场办结"), item.limit_note)))
    if item.legal_limit is not None:
        parts.append(_("法定 {limit}").format(limit=limit_text(item.legal_limit)))
    if item.promised_limit is not None:
        parts.append(_("承诺 {limit}").format(limit=limit_text(item.promised_limit)))
    if item.limit_note:
        parts.append(item.limit_note)
    return " · ".join(parts)


def limit_text(limit: TimeLimit) -> str:
    """10 个工作日, or 当场."""
    if not limit.amount:
        return _("当场")
    units = {
        TimeUnit.WORKING_DAY: _("{amount} 个工作日"),
        TimeUnit.NATURAL_DAY: _("{amount} 日"),
        TimeUnit.HOUR: _("{amount} 小时"),
        TimeUnit.MONTH: _("{amount} 个月"),
    }
    return units[limit.unit].format(amount=limit.amount)


def item_choice(item: ServiceItem) -> tuple[str, str]:
    """A line of the search's list: the name, and what tells it from others."""
    if item.department.short_name == DEPARTMENT:
        count = item.department.name.count("、") + 1
        return item.name, _("一件事 · {count} 个部门").format(count=count)
    kind = _("即办件") if item.kind is ItemKind.IMMEDIATE else _("承诺件")
    return item.name, f"{item.department.short_name} · {kind}"


def identity_found(checked: Checked, until: Until, today: date) -> str:
    """What a good number says: ✓ 校验通过 · 1944-03-08 · 女 · 证件长期有效."""
    parts = [_("✓ 校验通过")]
    if checked.birth is not None:
        parts.append(checked.birth.isoformat())
    if checked.sex is not None:
        parts.append(_("男") if checked.sex == "M" else _("女"))
    if until == LONG:
        parts.append(_("证件长期有效"))
    elif until is not None and until >= today:
        parts.append(_("证件有效期至 {day}").format(day=until.isoformat()))
    return " · ".join(parts)


def last_visit(cases: Sequence[Case]) -> str:
    """上次来办：高龄津贴 03月12日 已办结; empty for a newcomer."""
    if not cases:
        return ""
    case = cases[0]
    said = _("上次来办：{item} {day} {state}")
    return said.format(item=case.item_name, day=short_day(case.received_at), state=state_text(case.state))


def duplicate_warning(cases: Sequence[Case]) -> str:
    """A sentence about a likely duplicate; empty when there is none."""
    if not cases:
        return ""
    case = cases[0]
    if case.state is CaseState.SUPPLEMENT:
        said = _("此人的同一事项 {day} 已一次性告知补正（{number}），请到办件中接着办理，不要另立一件。")
    else:
        said = _("此人 {day} 已办过同一事项（{number}，{state}），请先核对，避免重复受理。")
    return said.format(day=short_day(case.received_at), number=case.case_no, state=state_text(case.state))


def state_text(state: CaseState) -> str:
    """A case's state in the screen's words."""
    return {
        CaseState.DRAFT: _("草稿"),
        CaseState.RECEIVED: _("已收件"),
        CaseState.FORWARDED: _("已代收"),
        CaseState.SUPPLEMENT: _("补正中"),
        CaseState.ACCEPTED: _("已受理"),
        CaseState.SUSPENDED: _("特别程序"),
        CaseState.DECLINED: _("不予受理"),
        CaseState.CONCLUDED: _("已办结"),
        CaseState.RETURNED: _("上级退回"),
        CaseState.APPROVED: _("准予"),
        CaseState.REJECTED: _("不予许可"),
        CaseState.DELIVERED: _("已送达"),
        CaseState.WITHDRAWN: _("已撤回"),
        CaseState.LAPSED: _("逾期终止"),
        CaseState.VOID: _("已作废"),
    }[state]


def form_text(form: GivenForm) -> str:
    """收取方式."""
    return {
        GivenForm.ORIGINAL: _("原件核验"),
        GivenForm.COPY: _("复印件"),
        GivenForm.ELECTRONIC: _("电子文件"),
        GivenForm.SHARED: _("数据共享，免交"),
        GivenForm.PROMISED: _("告知承诺替代"),
        GivenForm.LATER: _("容缺后补"),
        GivenForm.WAIVED: _("电子证照，免交"),
    }[form]


def licence_check_text(check: LicenceCheck) -> str:
    """How an e-licence was verified."""
    return {
        LicenceCheck.SCANNED: _("扫码核验"),
        LicenceCheck.SYSTEM: _("系统核验"),
        LicenceCheck.COMPARED: _("人工核对"),
    }[check]


def given_text(given: GivenMaterial) -> str:
    """How a material was taken, in full: for whoever compares it with the paper."""
    word = form_text(given.form)
    if given.kept:
        word = _("原件，留存待退")
    elif given.form is GivenForm.WAIVED and given.reason:
        word = _("免交")
    licence, until = given.licence, given.valid_until
    said = (
        f"{licence.kind} {licence.number} {licence_check_text(licence.checked)}" if licence else "",
        given.reason or "",
        _("有效期至 {day}").format(day=until) if until else "",
    )
    return " · ".join(filter(None, (word, *said)))


def later_hint(names: Iterable[str], due: date | None) -> str:
    """What 容缺 asks of the applicant, with its last day; empty when nothing is to follow."""
    listed = "、".join(names)
    if not listed:
        return ""
    if due is None:
        return _("{names}容缺受理：请申请人签承诺书，在办结前补交。").format(names=listed)
    said = _("{names}容缺受理：请申请人签承诺书，{month}月{day}日前补交。")
    return said.format(names=listed, month=due.month, day=due.day)


def promised_hint(names: Iterable[str], due: date) -> str:
    """As `later_hint`, where the applicant has signed for it already."""
    listed = "、".join(names)
    return (
        _("待补交：{names}，最迟{month}月{day}日。").format(names=listed, month=due.month, day=due.day)
        if listed
        else ""
    )


def submit_caption(
    item: ServiceItem | None, scope: PointScope | None, narrow: bool, rests_on: PromiseKind | None = None
) -> str:
    """What F9 does with this item here; in a narrow window without the paper's name. `rests_on` is what the acceptance
    rests on besides materials in hand."""
    if item is None or scope is None or scope.scope is Scope.ACCEPT:
        if rests_on is PromiseKind.LATE:
            return _("容缺受理并打印") if narrow else _("容缺受理并打印承诺书")
        on_the_spot = item is not None and item.kind is ItemKind.IMMEDIATE and item.finish_offline
        if on_the_spot:
            return _("办结并打印") if narrow else _("办结并打印受理通知书")
        if rests_on is PromiseKind.INFORMED:
            return _("承诺受理并打印") if narrow else _("告知承诺受理并打印承诺书")
        return _("受理并打印") if narrow else _("受理并打印受理通知书")
    if scope.scope is Scope.FORWARD:
        return _("代收并打印") if narrow else _("代收并打印收件凭证")
    return _("核对、答复")


def submit_act(scope: PointScope | None) -> CaseAct:
    """The act behind F9: a point that only forwards receives."""
    return CaseAct.RECEIVE if scope is not None and scope.scope is Scope.FORWARD else CaseAct.ACCEPT


def recorded_text(state: CaseState, case_no: str, name: str) -> str:
    """The line of success."""
    said = {
        CaseState.ACCEPTED: _("已受理 {number}（{name}），受理通知书已送打印"),
        CaseState.CONCLUDED: _("已办结 {number}（{name}），受理通知书已送打印"),
        CaseState.RECEIVED: _("已收件 {number}（{name}），收件凭证已送打印"),
        CaseState.FORWARDED: _("已代收 {number}（{name}），收件凭证已送打印"),
        CaseState.SUPPLEMENT: _("已一次性告知 {number}（{name}），告知书已送打印"),
        CaseState.RETURNED: _("补正通知书已送打印：{number}（{name}）"),
        CaseState.SUSPENDED: _("已转入特别程序 {number}（{name}），告知书已送打印"),
        CaseState.WITHDRAWN: _("已撤回 {number}（{name}），申请书已送打印"),
        CaseState.LAPSED: _("已终止 {number}（{name}），通知书已送打印"),
        CaseState.DELIVERED: _("已送达 {number}（{name}），送达回证已送打印"),
        CaseState.VOID: _("已作废 {number}（{name}）"),
        CaseState.DECLINED: _("不予受理 {number}（{name}），通知书已送打印"),
    }.get(state, _("已登记 {number}（{name}）"))
    return said.format(number=case_no, name=name)


def saved_text(at: datetime, narrow: bool = False) -> str:
    """已自动保存 10:32:07; in a narrow window 已存 10:32:07."""
    said = _("已存 {time}") if narrow else _("已自动保存 {time}")
    return said.format(time=f"{at.astimezone(CHINA):%H:%M:%S}")


def draft_row(draft: Draft, item_names: dict[str, str]) -> Row:
    """A draft in the list of unfinished intakes."""
    applicant = draft.body.get("applicant")
    name = str(applicant.get("name") or "") if isinstance(applicant, dict) else ""
    item = item_names.get(str(draft.body.get("item") or draft.body.get("theme") or ""), "")
    saved = draft.saved_at.astimezone(CHINA)
    return Row(
        key=draft.id,
        cells=(
            Cell(name or _("（未填姓名）")),
            Cell(draft_name(draft.body, item or _("（未选事项）"))),
            Cell(f"{saved:%m-%d %H:%M}", order=saved.timestamp()),
        ),
    )


def short_day(at: datetime) -> str:
    """03月12日, in China."""
    local = at.astimezone(CHINA)
    return _("{month}月{day}日").format(month=f"{local.month:02d}", day=f"{local.day:02d}")
