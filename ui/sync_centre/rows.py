"""How sync stands, as texts. No Qt."""

from collections.abc import Iterable
from datetime import datetime
from typing import Final

from app.applicants.names import mask_name
from app.cases.model import Case
from app.clock import CHINA
from app.sync.budget import CALM, QUIET
from app.sync.centre import CentreFacts
from app.sync.differences import Standing
from app.sync.model import Contact, FeedItem
from app.sync.status import SyncStatus
from ui.cases.rows import short_number
from ui.explain import sentence
from ui.intake.rows import short_day
from ui.language import _, chosen
from ui.returned import reason_text
from ui.status import moment
from ui.widgets.rows import Cell, Column, Kind, Mark, Row
from ui.widgets.tally import Figure

RETURNED: Final = "returned"
HISTORY: Final = "history"
DIFFERING: Final = "differing"
COUNTED: Final = "counted"
COURIER: Final = "courier"
_CLOCK_OFF: Final = 120
"""Seconds by which the clock may be off before it is shown as wrong [K]."""


def parts() -> tuple[tuple[str, str], ...]:
    """The tabs."""
    return (
        (RETURNED, _("上级退回")),
        (HISTORY, _("联系记录")),
        (DIFFERING, _("需核对")),
        (COUNTED, _("对账")),
        (COURIER, _("U盘")),
    )


def enrolment_mark(status: SyncStatus) -> Mark:
    """Whether central knows this device."""
    if status.forked:
        return Mark(_("这是复制的数据库，只能查看"), "bad")
    if not status.enrolled:
        return Mark(_("试用，未登记"), "attention")
    return Mark(_("演示平台"), "attention") if status.demo else Mark(_("已登记"), "good")


def figure_texts(status: SyncStatus, standing: Standing, now: datetime) -> list[Figure]:
    """What is still here, what came back, whether both sides have the same, and when central was last met."""
    return [
        Figure(
            number=f"{status.pending} / {status.files_pending}",
            word=_("待上传 记录/附件"),
            kind="attention" if status.pending or status.files_pending else "neutral",
        ),
        Figure(number=str(status.returned), word=_("上级退回"), kind="bad" if status.returned else "neutral"),
        Figure(number=str(status.differing), word=_("需核对"), kind="attention" if status.differing else "neutral"),
        Figure(
            number=count_text(standing), word=_("今天 本地/市里"), kind="bad" if standing.differences else "neutral"
        ),
        Figure(number=moment(status.last_success, now), word=_("上次同步成功")),
        Figure(number=clock_text(status.clock_offset), word=_("本机时间"), kind=_clock_kind(status.clock_offset)),
    ]


def count_text(standing: Standing) -> str:
    """41 / 41: today's cases here and at central, as last compared."""
    there = "\u2013" if standing.there is None else str(standing.there)
    return f"{standing.here} / {there}"


def clock_text(offset: float | None) -> str:
    """准 · 慢 5 分钟 · 未校准."""
    if offset is None:
        return _("未校准")
    if abs(offset) < _CLOCK_OFF:
        return _("准确")
    minutes = round(abs(offset) / 60)
    return (_("慢 {minutes} 分钟") if offset > 0 else _("快 {minutes} 分钟")).format(minutes=minutes)


def trouble_mark(status: SyncStatus, facts: CentreFacts) -> Mark | None:
    """The sentence across the top: what stands in the way, and what to do."""
    if status.forked:
        return Mark(sentence("sync_forked", chosen()), "bad")
    if facts.address is None:
        return Mark(sentence("sync_no_central", chosen()), "attention")
    if status.rest is not None:
        return Mark(sentence(status.rest.code, chosen(), until=status.rest.clock), "neutral")
    if status.trouble is not None:
        return Mark(sentence(status.trouble, chosen()), "attention")
    return None


def returned_columns() -> tuple[Column, ...]:
    return (
        Column(title=_("申请人"), width=96),
        Column(title=_("事项"), width=240),
        Column(title=_("退回原因")),
        Column(title=_("办件编号"), width=156),
        Column(title=_("收件"), width=84),
        Column(title="", width=64),
    )


def returned_rows(cases: Iterable[Case]) -> list[Row]:
    """Each with central's own words and the act that mends it."""
    return [_returned(case) for case in cases]


def _returned(case: Case) -> Row:
    reason, name = reason_text(case.reason) or _("没有写明原因，请电话询问。"), mask_name(case.applicant.name)
    return Row(
        key=case.case_no,
        cells=(
            Cell(name),
            Cell(case.item_name, hint=case.item_name),
            Cell(reason, hint=reason),
            Cell(short_number(case.case_no), order=case.case_no, hint=case.case_no),
            Cell(short_day(case.received_at), order=case.received_at.timestamp()),
            Cell(_("更正")),
        ),
        said=" ".join((name, case.item_name, reason)),
    )


def history_columns() -> tuple[Column, ...]:
    return (
        Column(title=_("时间"), width=132),
        Column(title=_("结果"), width=84),
        Column(title=_("说明")),
        Column(title=_("上传"), width=76, align="right"),
        Column(title=_("收到"), width=76, align="right"),
        Column(title=_("退回"), width=64, align="right"),
        Column(title=_("流量"), width=148, align="right"),
        Column(title=_("用时"), width=76, align="right"),
        Column(title="", width=8),
    )


def history_rows(contacts: Iterable[Contact], now: datetime) -> list[Row]:
    """The meetings, newest first."""
    return [_contact(contact, place, now) for place, contact in enumerate(contacts)]


def _contact(contact: Contact, place: int, now: datetime) -> Row:
    when = moment(contact.at, now)
    at = contact.at.astimezone(CHINA)
    said = _contact_words(contact)
    result = Mark(_("未通"), "attention") if contact.trouble else Mark(_("成功"), "good")
    if contact.trouble in CALM:
        result = Mark(_("暂停"), "neutral")
    return Row(
        key=str(place),
        cells=(
            Cell(when, order=at.timestamp()),
            Cell(result.text, result.kind),
            Cell(said, hint=said),
            Cell(_("{count} 条").format(count=contact.pushed), order=contact.pushed),
            Cell(_("{count} 条").format(count=contact.pulled), order=contact.pulled),
            Cell(str(contact.returned), order=contact.returned),
            Cell(f"↑{size_text(contact.bytes_up)}  ↓{size_text(contact.bytes_down)}", order=contact.bytes_up),
            Cell(_("{seconds} 秒").format(seconds=f"{contact.seconds:.1f}"), order=contact.seconds),
            Cell(""),
        ),
        said=" ".join((when, result.text, said)),
    )


def _contact_words(contact: Contact) -> str:
    if contact.trouble in CALM:
        return _("静默时段到了，其余稍后传") if contact.trouble == QUIET else _("流量额度用完，其余稍后传")
    if contact.trouble:
        return sentence(contact.trouble, chosen(), status="\u2026")
    if not contact.pushed and not contact.pulled:
        return _("没有新内容")
    return _("已交换，各件是否签收见“办件”")


def size_text(size: int) -> str:
    """812 B · 8.4 KB · 1.2 MB · 28.9 GB."""
    for unit, over in (("GB", 1e9), ("MB", 1e6), ("KB", 1e3)):
        if size >= over:
            return f"{size / over:.1f} {unit}"
    return f"{size} B"


def differing_columns() -> tuple[Column, ...]:
    return (
        Column(title=_("时间"), width=132),
        Column(title=_("市级平台说的"), width=116),
        Column(title=_("为什么没有采用")),
        Column(title="", width=72),
    )


def differing_rows(differing: Iterable[tuple[FeedItem, str]], now: datetime) -> list[Row]:
    """What central said and this desk could not apply; nothing was overwritten."""
    return [_differing(item, code, now) for item, code in differing]


def _differing(item: FeedItem, code: str, now: datetime) -> Row:
    why = sentence(code, chosen(), **{key: str(value) for key, value in item.body.items()})
    about_case = item.kind.startswith("case.")
    return Row(
        key=item.subject if about_case else f"{item.feed.value}/{item.number}",
        cells=(
            Cell(moment(item.at, now), order=item.at.timestamp()),
            Cell(_kind_text(item.kind)),
            Cell(why, hint=why),
            Cell(_("看办件") if about_case else ""),
        ),
    )


def _kind_text(kind: str) -> str:
    words = {
        "case.registered": _("市级登记"),
        "case.decided": _("审批决定"),
        "case.returned": _("退回"),
        "catalogue.items": _("事项目录"),
        "calendar.years": _("工作日历"),
        "themes.listed": _("一件事主题"),
        "point.rules": _("本点事项范围"),
        "keys.listed": _("密钥名单"),
    }
    return words.get(kind, kind)


def empty_words(part: str) -> tuple[str, str]:
    """What stands where there is nothing."""
    return {
        RETURNED: (_("没有退回的办件"), _("市级平台退回的会列在这里，写明原因，可以当场更正。")),
        HISTORY: (_("还没有联系过市级平台"), _("填好市级平台地址后，按 F9 立即同步。")),
        COUNTED: (
            _("两边一致"),
            _("每次上传以后和每天第一次联系时，逐日核对两边的办件；有差别的会列在这里。"),
        ),
        COURIER: (
            _("还没有导出过"),
            _("没有网络时，按 F10 把没上传的写到U盘，请人带到市里；带回来按 F11 读入回执。"),
        ),
        DIFFERING: (_("没有需要核对的"), _("市级平台的消息与本机不一致时会列在这里，本机内容不会被改掉。")),
    }[part]


def still_missing_text(count: int) -> str:
    """Sending again has not helped: central keeps the entries and has lost the cases, which only central can mend."""
    return _(
        "重新上报了，市里仍缺 {count} 件：记录市里已有，再传也补不回来。"
        "请把“对账”里的办件编号报给市级平台管理员，由市里恢复。"
    ).format(count=count)


def done_text(contact: Contact | None) -> str:
    """The line of success after a meeting."""
    if contact is None or contact.trouble is not None:
        return ""
    return _("同步完成：上传 {up} 条，收到 {down} 条").format(up=contact.pushed, down=contact.pulled)


def _clock_kind(offset: float | None) -> Kind:
    return "attention" if offset is None or abs(offset) >= _CLOCK_OFF else "neutral"
