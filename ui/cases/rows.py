"""Cases as the texts of the list. No Qt."""

from collections.abc import Iterable, Mapping
from typing import Final

from app.applicants.names import mask_name, mask_number_on_screen, mask_phone
from app.cases.limits import Limit
from app.cases.model import CaseState
from app.storage.cases import CaseRow
from app.sync.model import Arrival, Delivery
from ui.intake.rows import short_day, state_text
from ui.language import _
from ui.todo.rows import limit_mark
from ui.widgets.rows import Cell, Column, Kind, Mark, Row

OPEN: Final = "open"
TODAY: Final = "today"
ENDED: Final = "ended"
UNSENT: Final = "unsent"
ALL: Final = "all"

OPEN_STATES: Final = (
    CaseState.RETURNED,
    CaseState.RECEIVED,
    CaseState.FORWARDED,
    CaseState.SUPPLEMENT,
    CaseState.ACCEPTED,
    CaseState.SUSPENDED,
)
ENDED_STATES: Final = (
    *(CaseState.CONCLUDED, CaseState.APPROVED, CaseState.REJECTED, CaseState.DELIVERED),
    *(CaseState.DECLINED, CaseState.WITHDRAWN, CaseState.LAPSED),
)
_POINT: Final = 12
_KINDS: Final[dict[CaseState, Kind]] = {
    CaseState.RETURNED: "bad",
    CaseState.REJECTED: "bad",
    CaseState.DECLINED: "bad",
    CaseState.SUPPLEMENT: "attention",
    CaseState.CONCLUDED: "good",
    CaseState.APPROVED: "good",
    CaseState.DELIVERED: "good",
    CaseState.SUSPENDED: "attention",
    CaseState.LAPSED: "bad",
}


def parts() -> tuple[tuple[str, str], ...]:
    """The tabs."""
    return (
        (OPEN, _("在办")),
        (TODAY, _("今日")),
        (ENDED, _("已办结")),
        (UNSENT, _("未上传")),
        (ALL, _("全部")),
    )


def columns() -> tuple[Column, ...]:
    """The head row."""
    return (
        Column(title=_("状态"), width=112),
        Column(title=_("申请人"), width=96),
        Column(title=_("事项")),
        Column(title=_("证件号码"), width=160),
        Column(title=_("手机号码"), width=112),
        Column(title=_("办件编号"), width=156),
        Column(title=_("期限"), width=140),
        Column(title=_("收件"), width=80),
        Column(title=_("上传"), width=80),
        Column(title="", width=60),
    )


NARROW_HIDES: Final = (3, 4, 7, 8)


def case_rows(rows: Iterable[CaseRow], limits: Mapping[str, Limit]) -> list[Row]:
    """The list."""
    return [case_row(row, limits.get(row.id)) for row in rows]


def case_row(row: CaseRow, limit: Limit | None) -> Row:
    """One line, masked; the number without the point's code, which all share."""
    mark = state_mark(row.state, pending_online=row.pending_online)
    light = limit_mark(limit)
    sent = sent_mark(row.delivery)
    name = mask_name(row.name)
    return Row(
        key=row.case_no,
        cells=(
            Cell(mark.text, mark.kind),
            Cell(name),
            _item(row),
            Cell(mask_number_on_screen(row.id_no)),
            Cell(mask_phone(row.phone) if row.phone else "\u2013"),
            Cell(short_number(row.case_no), order=row.case_no, hint=row.case_no),
            Cell(light.text, light.kind if light.text else None, limit.left if limit else 999),
            Cell(short_day(row.received_at), order=row.received_at.timestamp()),
            Cell(sent.text, sent.kind if sent.kind == "attention" else None, hint=delivery_mark(row.delivery).text),
            Cell(_("打开")),
        ),
        said=" ".join((mark.text, name, row.item_name, row.case_no, light.text, delivery_mark(row.delivery).text)),
    )


def _item(row: CaseRow) -> Cell:
    """The item, and that it is one of a theme."""
    if row.joint is None:
        return Cell(row.item_name, hint=row.item_name)
    hint = _("{item}；{theme}，联办编号 {number}").format(item=row.item_name, theme=row.joint.name, number=row.joint.no)
    return Cell(_("一件事 · {item}").format(item=row.item_name), hint=hint)


def state_mark(state: CaseState, *, pending_online: bool = False) -> Mark:
    """The state as a chip; 待联网办结 is a state of its own for the clerk."""
    if pending_online and state is CaseState.ACCEPTED:
        return Mark(_("待联网办结"), "attention")
    return Mark(state_text(state), _KINDS.get(state, "neutral"))


def sent_mark(delivery: Delivery) -> Mark:
    """How far it has come, in the list's few signs. 已接收 stands only where central has signed for all of it."""
    words: dict[Arrival, tuple[str, Kind]] = {
        Arrival.HERE: (_("待上传"), "attention"),
        Arrival.SENT: (_("已上传"), "neutral"),
        Arrival.RECORDS: (_("附件待传"), "attention"),
        Arrival.RECEIVED: (_("已接收"), "good"),
        Arrival.FETCHED: (_("市级发来"), "neutral"),
    }
    if delivery.carried:
        return Mark(_("在U盘上"), "neutral")
    return Mark(*words[delivery.arrival])


def delivery_mark(delivery: Delivery) -> Mark:
    """The same in whole words, for an open case."""
    match delivery.arrival:
        case Arrival.HERE:
            on_stick = Mark(_("已导出U盘，等市里的回执"), "neutral")
            return on_stick if delivery.carried else Mark(_("未上传，只在本机"), "attention")
        case Arrival.SENT:
            return Mark(_("已上传，市级平台尚未签收"), "neutral")
        case Arrival.RECORDS:
            if delivery.carried:
                return Mark(_("记录已接收，附件 {count} 个在U盘上").format(count=delivery.files), "neutral")
            return Mark(_("记录已接收，附件待传 {count}").format(count=delivery.files), "attention")
        case Arrival.RECEIVED:
            return Mark(_("市级平台已接收"), "good")
        case Arrival.FETCHED:
            return Mark(_("从市级平台取得"), "neutral")


def short_number(case_no: str) -> str:
    """01-20261123-0001-5: device, day, serial and check character."""
    tail = case_no[_POINT:]
    return f"{tail[:2]}-{tail[2:10]}-{tail[10:-1]}-{tail[-1:]}" if len(tail) > 11 else case_no


def empty_words(part: str, typed: str) -> tuple[str, str]:
    """What stands where no case is."""
    if typed:
        return _("没有找到“{typed}”").format(typed=typed), _(
            "请核对号码，或换用姓名、首字母、手机号码查找；扫描凭证上的二维码也可以。"
        )
    words = {
        OPEN: (_("没有在办的办件"), _("受理后会列在这里。请按 Alt+1 到工作台叫下一位。")),
        TODAY: (_("今天还没有办件"), _("请按 Alt+1 到工作台叫号，或直接录入。")),
        ENDED: (_("没有已办结的办件"), _("办结、准予、不予许可和不予受理的会列在这里。")),
        UNSENT: (_("没有待上传的办件"), _("本机的记录都已上传；市级平台签收以后，“上传”一列写“已接收”。")),
        ALL: (_("还没有办件"), _("请按 Alt+1 到工作台录入第一件。")),
    }
    return words[part]
