"""The tabs of 帮代办, and batches as the texts of their lists. No Qt."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Final

from app.applicants.names import mask_name
from app.cases.limits import Limit
from app.helping.model import Arrival, Batch, BatchState, Level
from app.storage.cases import CaseRow
from ui.cases.detail_rows import moment
from ui.intake.rows import short_day
from ui.language import _
from ui.todo.rows import limit_mark
from ui.widgets.rows import Cell, Column, Kind, Mark, Row

BATCHES: Final = "batches"
VISITS: Final = "visits"
HELPERS: Final = "helpers"


def parts() -> tuple[tuple[str, str], ...]:
    """The tabs."""
    return ((BATCHES, _("交接清单")), (VISITS, _("上门记录")), (HELPERS, _("代办员")))


def empty_words(part: str) -> tuple[str, str]:
    """What stands where there is nothing yet."""
    return {
        BATCHES: (_("还没有交接清单"), _("村里收的材料要交到镇上时，按 F6 开一份清单。")),
        VISITS: (_("还没有上门记录"), _("代办员上门以后，按 F6 记一笔。")),
        HELPERS: (_("还没有登记代办员"), _("按 F6 登记本村（社区）的代办员，受理时就能选是谁带来的。")),
    }[part]


def batch_columns() -> tuple[Column, ...]:
    """The head row of the batches."""
    return (
        Column(title=_("清单编号"), width=244),
        Column(title=_("状态"), width=92),
        Column(title=_("期限"), width=136),
        Column(title=_("交出方 → 接收方")),
        Column(title=_("件数"), width=64, align="right"),
        Column(title=_("交出人"), width=84),
        Column(title=_("接收人"), width=136),
        Column(title=_("开单"), width=84),
        Column(title="", width=92),
    )


BATCH_NARROW_HIDES: Final = (4, 5, 6, 7)


def batch_rows(batches: Iterable[Batch], limits: Mapping[str, Limit], point: str) -> list[Row]:
    """The newest first, as given; `point` is the desk's own."""
    return [batch_row(batch, limits.get(batch.id), point) for batch in batches]


def batch_row(batch: Batch, limit: Limit | None, point: str) -> Row:
    """One batch."""
    mark, left = batch_mark(batch), limit_mark(limit)
    way = f"{batch.from_place} → {batch.to_place}"
    giver = batch.given.name if batch.given else batch.helper_name or ""
    return Row(
        key=batch.id,
        cells=(
            Cell(batch.number),
            Cell(mark.text, mark.kind, batch.state.value),
            Cell(left.text, left.kind if left.text else None, limit.left if limit else 999),
            Cell(way, hint=way),
            Cell(str(len(batch.lines)), order=len(batch.lines)),
            Cell(giver),
            Cell(_receipt(batch.taken), order=batch.taken.at.timestamp() if batch.taken else 0),
            Cell(short_day(batch.made_at), order=batch.made_at.timestamp()),
            Cell(batch_act(batch, point)),
        ),
    )


def batch_mark(batch: Batch) -> Mark:
    """Where it stands; one that came in part says so."""
    if batch.state is BatchState.RECEIVED:
        return Mark(_("已收齐"), "good") if batch.whole else Mark(_("有缺件"), "bad")
    words: dict[BatchState, tuple[str, Kind]] = {
        BatchState.OPEN: (_("未交出"), "neutral"),
        BatchState.HANDED_OVER: (_("待接收"), "attention"),
        BatchState.SETTLED: (_("已了结"), "good"),
    }
    return Mark(*words[batch.state])


def _receipt(taken: Arrival | None) -> str:
    return f"{taken.name} {short_day(taken.at)}" if taken else ""


def batch_act(batch: Batch, point: str) -> str:
    """What F9 does with it. While something is missing it goes on receiving; 了结 has a button of its own."""
    if batch.state is BatchState.OPEN:
        return _("交出")
    if batch.state is BatchState.HANDED_OVER:
        return _("登记签收") if batch.received_elsewhere(point) else _("接收")
    return _("补收") if batch.waits else _("查看")


def batch_said(batch: Batch, point: str) -> str:
    """The next step, or what became of it, in one sentence."""
    if batch.state is BatchState.OPEN:
        return _("核对清单，双方到场后交出。") if batch.lines else _("清单还是空的，请先加入办件。")
    if batch.state is BatchState.HANDED_OVER:
        if batch.received_elsewhere(point):
            return _("等{place}接收，联网后自动更新；签名联先回来的，可以先登记。").format(place=batch.to_place)
        if batch.point != point:
            return _("{place}已经交出；送到后请逐张扫凭证上的码接收。").format(place=batch.from_place)
        return _("请逐张扫凭证上的码接收。")
    if batch.state is BatchState.SETTLED and batch.settlement is not None:
        return batch.settlement.words
    if batch.whole:
        return _("{receipt}接收，全部收齐。").format(receipt=_receipt(batch.taken))
    said = _("{receipt}接收：{counts}，请补交或了结。")
    return said.format(receipt=_receipt(batch.taken), counts=missing_counts(batch))


def missing_counts(batch: Batch) -> str:
    """缺 2 件、不齐 1 件、多 1 件."""
    said = (
        (_("缺 {count} 件"), len(batch.missing)),
        (_("不齐 {count} 件"), len(batch.lacking)),
        (_("多 {count} 件"), len(batch.foreign)),
    )
    return _("、").join(text.format(count=count) for text, count in said if count)


def batch_facts(batch: Batch) -> list[tuple[str, str]]:
    """What the head of an open batch says."""
    given, settled = batch.given, batch.settlement
    due = "" if batch.due_on is None else batch.due_on.isoformat()
    return [
        (_("交出方"), batch.from_place),
        (_("接收方"), batch.to_place),
        (_("代办员"), batch.helper_name or ""),
        (_("交出人"), f"{given.name}　{moment(given.at)}" if given else ""),
        (_("应接收日期"), _("{day}（暂定）").format(day=due) if due and batch.due_provisional else due),
        (_("接收人"), _("、").join(f"{one.name}　{moment(one.at)}" for one in batch.arrivals)),
        (_("处理结果"), f"{settled.words}（{settled.by}）" if settled else ""),
    ]


def line_columns() -> tuple[Column, ...]:
    """The head row of one batch's cases."""
    return (
        Column(title=_("接收"), width=92),
        Column(title=_("办件编号"), width=236),
        Column(title=_("申请人"), width=84),
        Column(title=_("事项")),
        Column(title=_("文书"), width=64, align="right"),
        Column(title=_("材料"), width=76, align="right"),
    )


def line_rows(batch: Batch, arrived: Collection[str], lacking: Mapping[str, str]) -> list[Row]:
    """The list, then what came and is not on it."""
    listed = [
        Row(
            key=line.case_no,
            cells=(
                Cell(*_line_mark(line.case_no, arrived, lacking, received=batch.taken is not None)),
                Cell(line.case_no),
                Cell(mask_name(line.name) if line.name else "—"),
                Cell(line.item_name, hint=line.item_name),
                Cell(str(line.papers)),
                Cell(str(line.materials)),
            ),
        )
        for line in batch.lines
    ]
    return listed + [
        Row(
            key=number,
            cells=(Cell(_("不在清单"), "bad"), Cell(number), Cell("—"), Cell("—"), Cell(""), Cell("")),
        )
        for number in arrived
        if number not in batch.case_nos
    ]


def _line_mark(number: str, arrived: Collection[str], lacking: Mapping[str, str], *, received: bool) -> Mark:
    if number in arrived:
        return Mark(_("不齐"), "attention") if lacking.get(number) else Mark(_("已到"), "good")
    return Mark(_("缺"), "bad") if received else Mark(_("未扫"), "neutral")


def candidate_columns() -> tuple[Column, ...]:
    """The head row of the cases to choose from."""
    return (
        Column(title=_("清单"), width=76),
        Column(title=_("办件编号"), width=236),
        Column(title=_("申请人"), width=84),
        Column(title=_("事项")),
        Column(title=_("收件"), width=76),
        Column(title="", width=64),
    )


def candidate_rows(rows: Sequence[CaseRow], chosen: Collection[str]) -> list[Row]:
    """The chosen ones say so."""
    return [
        Row(
            key=row.case_no,
            cells=(
                Cell(_("已加入"), "good") if row.case_no in chosen else Cell(""),
                Cell(row.case_no),
                Cell(mask_name(row.name)),
                Cell(row.item_name, hint=row.item_name),
                Cell(short_day(row.received_at), order=row.received_at.timestamp()),
                Cell(_("去掉") if row.case_no in chosen else _("加入")),
            ),
        )
        for row in rows
    ]


def level_choices() -> tuple[tuple[str, str], ...]:
    """From where to where."""
    return ((Level.VILLAGE.value, _("村（社区）→ 镇（街道）")), (Level.TOWN.value, _("镇（街道）→ 县（市、区）")))


def done_text(batch: Batch) -> str:
    """The line about what was just done."""
    if batch.state is BatchState.OPEN:
        return _("清单 {number} 已存好").format(number=batch.number)
    if batch.state is BatchState.HANDED_OVER:
        due = batch.due_on.isoformat() if batch.due_on else ""
        return _("清单 {number} 已交出，{due} 前应接收").format(number=batch.number, due=due)
    if batch.state is BatchState.SETTLED:
        return _("清单 {number} 已了结").format(number=batch.number)
    if batch.whole:
        return _("清单 {number} 已全部收齐").format(number=batch.number)
    return _("清单 {number} 已接收：{counts}").format(number=batch.number, counts=missing_counts(batch))
