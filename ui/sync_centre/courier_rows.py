"""The courier's trips as texts: what is where, which sticks there are, what went out. No Qt."""

from collections.abc import Sequence
from datetime import datetime

from app.devices.drives import Stick
from app.sync.courier import Exported
from app.sync.courier_return import BroughtBack
from app.sync.model import Trip, Whereabouts
from app.sync.whereabouts import Carried, Found, Need
from ui.explain import explain
from ui.language import _
from ui.status import moment
from ui.sync_centre.rows import size_text
from ui.widgets.rows import Cell, Column, Mark, Row


def where_columns() -> tuple[Column, ...]:
    return (
        Column(title=_("在哪里")),
        Column(title=_("只在本机"), width=132),
        Column(title=_("已导出U盘"), width=132),
        Column(title=_("已上传，待签收"), width=148),
        Column(title=_("市级平台已接收"), width=148),
    )


def where_rows(carried: Carried) -> list[Row]:
    """Entries and attachments, counted by where they are."""
    return [_where("entries", _("记录"), carried.entries), _where("files", _("附件"), carried.files)]


def _where(key: str, name: str, where: Whereabouts) -> Row:
    counts = (where.here, where.on_stick, where.sent, where.received)
    kinds = ("attention" if where.here else None, None, None, "good" if where.received else None)
    cells = [Cell(f"{count:,}", kind, order=count) for count, kind in zip(counts, kinds, strict=True)]  # type: ignore[arg-type]
    titles = [column.title for column in where_columns()[1:]]
    said = "，".join(f"{title} {count}" for title, count in zip(titles, counts, strict=True))
    return Row(key=key, cells=(Cell(name), *cells), said=f"{name}：{said}")


def last_text(trips: Sequence[Trip], now: datetime) -> Mark | None:
    """When something last went out, on which stick, with whom, and whether its answer is here."""
    if not trips:
        return None
    trip = trips[0]
    who = _("由 {name} 带去").format(name=trip.carrier) if trip.carrier else _("没有写由谁带去")
    values = {"time": moment(trip.made_at, now), "stick": stick_name(trip), "who": who}
    if trip.answered_at is None:
        return Mark(_("最近一次：{time} 导出到 {stick}，{who}，等市里的回执。").format(**values), "attention")
    answered = moment(trip.answered_at, now)
    return Mark(
        _("最近一次：{time} 导出到 {stick}，{who}，回执 {back} 已读入。").format(**values, back=answered), "good"
    )


def stick_name(trip: Trip) -> str:
    """As the clerk saw it, else the folder."""
    return trip.stick or trip.place


def trip_columns() -> tuple[Column, ...]:
    return (
        Column(title=_("导出时间"), width=132),
        Column(title=_("U盘")),
        Column(title=_("带去的人"), width=108),
        Column(title=_("记录"), width=76, align="right"),
        Column(title=_("附件"), width=132, align="right"),
        Column(title=_("大小"), width=84, align="right"),
        Column(title=_("回执"), width=212),
    )


def trip_rows(trips: Sequence[Trip], now: datetime) -> list[Row]:
    """The bundles that went out, newest first."""
    return [_trip(trip, place == 0, now) for place, trip in enumerate(trips)]


def _trip(trip: Trip, newest: bool, now: datetime) -> Row:
    when, answer, name = moment(trip.made_at, now), _answer(trip, newest, now), stick_name(trip)
    left = _("（{count} 个没放下）").format(count=trip.left) if trip.left else ""
    return Row(
        key=trip.id,
        cells=(
            Cell(when, order=trip.made_at.timestamp()),
            Cell(name, hint=trip.place),
            Cell(trip.carrier or "\u2013"),
            Cell(f"{trip.entries:,}", order=trip.entries),
            Cell(f"{trip.blobs}{left}", order=trip.blobs),
            Cell(size_text(trip.bytes), order=trip.bytes),
            Cell(answer.text, answer.kind),
        ),
        said=" ".join((when, name, trip.carrier, answer.text)),
    )


def _answer(trip: Trip, newest: bool, now: datetime) -> Mark:
    if trip.answered_at is not None:
        return Mark(_("已读入 {time}").format(time=moment(trip.answered_at, now)), "good")
    return Mark(_("等回执"), "attention") if newest else Mark(_("由后面的代替"), "neutral")


def stick_columns() -> tuple[Column, ...]:
    return (Column(title=_("U盘"), width=188), Column(title=_("剩余空间"), width=148), Column(title=_("上面有什么")))


def stick_rows(sticks: Sequence[tuple[Stick, Found | str]]) -> list[Row]:
    """Each with what lies on it, or the code of why that can't be told."""
    return [_stick(stick, found) for stick, found in sticks]


def _stick(stick: Stick, found: Found | str) -> Row:
    room = _("{free}，共 {total}").format(free=size_text(stick.free), total=size_text(stick.total))
    holds = found_mark(found)
    return Row(
        key=str(stick.place),
        cells=(
            Cell(stick.name, hint=str(stick.place)),
            Cell(room, order=stick.free),
            Cell(holds.text, holds.kind if holds.kind != "neutral" else None, hint=holds.text),
        ),
        said=" ".join((stick.name, room, holds.text)),
    )


def found_mark(found: Found | str) -> Mark:
    """What of ours lies there, what matters most first."""
    if isinstance(found, str):
        unfinished = found == "courier_unfinished"
        return Mark(_("上次没有写完，请重新导出"), "attention") if unfinished else Mark(_("读不出来"), "bad")
    broken = [_("{bundle} 已损坏").format(bundle=name) for name in found.broken]
    if found.back:
        return Mark(_("；").join([_("有本窗口的回执"), *broken]), "attention" if broken else "good")
    texts = []
    if found.out:
        texts.append(_("本窗口的上报，等市里读入"))
    if found.others:
        texts.append(_("别的窗口的 {count} 份，可代带").format(count=found.others))
    return Mark(_("；").join(texts + broken) or _("没有四到的内容"), "attention" if broken else "neutral")


def need_text(need: Need) -> str:
    """What would go, and how much room that takes."""
    if not need.entries and not need.files:
        return _("没有要带的：市级平台都已收下。仍可导出，用来带回通知和决定。")
    return _("要导出 {entries} 条记录、{files} 个附件，大约 {size}。").format(
        entries=need.entries, files=need.files, size=size_text(need.all)
    )


def room_mark(stick: Stick, need: Need) -> Mark:
    """Whether it fits: the records must, attachments may follow with the next."""
    if stick.free < need.least:
        text = _("这个U盘空间不够：至少要 {need}，只剩 {free}。请清理或换一个。")
        return Mark(text.format(need=size_text(need.least), free=size_text(stick.free)), "bad")
    if stick.free < need.all:
        return Mark(_("记录放得下，附件不一定全放得下；没放下的下次再导出。"), "attention")
    return Mark(_("放得下。"), "good")


def writing_text(stick: str, done: int, of: int) -> str:
    """While it is written."""
    return _("正在写到 {stick}：{done} / 约 {of}，请不要拔出").format(
        stick=stick, done=size_text(done), of=size_text(of)
    )


def exported_text(made: Exported, stick: str, carrier: str) -> str:
    """One line once the stick may be pulled out."""
    text = _("已导出 {entries} 条记录、{files} 个附件到 {stick}，可以拔出U盘").format(
        entries=made.entries, files=made.blobs, stick=stick
    )
    if made.left:
        text += _("；{count} 个附件没放下，下次再导出").format(count=made.left)
    return text + (_("，请 {name} 带到市里").format(name=carrier) if carrier else _("，请带到市里"))


def untaken_text(back: BroughtBack, language: str) -> str:
    """The return legs that were not taken in beside those that were."""
    return " ".join(explain(one.trouble, language) for one in back.troubles)


def taken_text(back: BroughtBack) -> str:
    """One line once the answer is here. One that was here already is no trouble."""
    if back.known:
        return _("这份回执已经读入过，没有新内容，不要紧")
    text = _("回执已读入：市级平台收下 {entries} 条记录、{files} 个附件，带回 {news} 条消息").format(
        entries=back.entries, files=back.blobs, news=back.pulled
    )
    return text + (_("，退回 {count} 条，请看“上级退回”").format(count=back.returned) if back.returned else "")
