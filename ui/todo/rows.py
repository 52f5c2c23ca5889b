"""What waits for a clerk, as the texts of the list. No Qt."""

from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Final

from app.applicants.names import mask_name
from app.cases.lists import Light, Limit, Task, TaskKind
from app.clock import local_date
from ui.intake.rows import short_day
from ui.language import _
from ui.returned import phone_text, reason_text
from ui.widgets.rows import Cell, Column, Kind, Mark, Row

ALL: Final = "all"
_LIGHTS: Final[dict[Light, Kind]] = {Light.GREEN: "good", Light.YELLOW: "attention", Light.RED: "bad"}
_ORDER: Final = {kind: place for place, kind in enumerate(TaskKind)}


def parts() -> tuple[tuple[str, str], ...]:
    """The tabs: everything, then one for each kind."""
    words = ((kind.value, kind_word(kind)) for kind in TaskKind)
    return ((ALL, _("全部")), *words)


def columns() -> tuple[Column, ...]:
    """The head row."""
    return (
        Column(title=_("类别"), width=104),
        Column(title=_("申请人"), width=96),
        Column(title=_("事项")),
        Column(title=_("期限"), width=148),
        Column(title=_("要做什么")),
        Column(title=_("收件"), width=84),
        Column(title="", width=84),
    )


def task_rows(tasks: Iterable[Task], part: str, now: datetime) -> list[Row]:
    """The tasks of one tab."""
    return [task_row(task, now) for task in tasks if part in (ALL, task.kind.value)]


def counts(tasks: Sequence[Task]) -> dict[str, int]:
    """How many tasks each tab holds."""
    return {ALL: len(tasks), **Counter(task.kind.value for task in tasks)}


def task_row(task: Task, now: datetime) -> Row:
    """One line. Lists mask names; the open case shows them."""
    mark = kind_mark(task)
    name = mask_name(task.name) if task.name else _("（未填姓名）")
    item = task.item_name or _("（未选事项）")
    limit = limit_mark(task.limit)
    sentence = what_to_do(task, now)
    return Row(
        key=f"{task.kind.value}:{task.id}",
        cells=(
            Cell(mark.text, mark.kind, _ORDER[task.kind]),
            Cell(name),
            Cell(item, hint=item),
            Cell(limit.text, limit.kind if limit.text else None, task.limit.left if task.limit else 999),
            Cell(sentence, hint=sentence),
            Cell(short_day(task.since), order=task.since.timestamp()),
            Cell(act_word(task.kind)),
        ),
        said=" ".join((mark.text, name, item, limit.text, sentence)),
    )


def kind_word(kind: TaskKind) -> str:
    """Why it waits, in the screen's words."""
    return {
        TaskKind.RETURNED: _("上级退回"),
        TaskKind.DUE: _("将到期"),
        TaskKind.RECEIVED: _("待受理"),
        TaskKind.SUPPLEMENT: _("等补正"),
        TaskKind.UNSENT: _("未上传"),
        TaskKind.DRAFT: _("未完成"),
    }[kind]


def kind_mark(task: Task) -> Mark:
    """The chip at the row's left."""
    if task.kind is TaskKind.DUE and task.limit is not None and task.limit.light is Light.RED:
        return Mark(_("已超期"), "bad")
    kinds: dict[TaskKind, Kind] = {
        TaskKind.RETURNED: "bad",
        TaskKind.DUE: "attention",
        TaskKind.UNSENT: "attention",
    }
    return Mark(kind_word(task.kind), kinds.get(task.kind, "neutral"))


def limit_mark(limit: Limit | None) -> Mark:
    """剩 2 个工作日, with its light."""
    if limit is None:
        return Mark("")
    if limit.left < 0:
        return Mark(_("超期 {count} 个工作日").format(count=-limit.left), "bad")
    kind = _LIGHTS[limit.light]
    if limit.left == 0:
        return Mark(_("今天到期"), kind)
    return Mark(_("剩 {count} 个工作日").format(count=limit.left), kind)


def what_to_do(task: Task, now: datetime) -> str:
    """The next step in one sentence."""
    match task.kind:
        case TaskKind.RETURNED:
            return reason_text(task.reason) or _("按上级意见更正后重新上报。")
        case TaskKind.DUE:
            return _("请查看进度，提醒审批部门，并告知申请人。")
        case TaskKind.RECEIVED:
            return _("请受理、告知补正或不予受理。")
        case TaskKind.SUPPLEMENT:
            return (
                _("等申请人补来材料：{reason}").format(reason=task.reason) if task.reason else _("等申请人补来材料。")
            )
        case TaskKind.UNSENT:
            days = max((local_date(now) - local_date(task.since)).days, 1)
            return _("已放 {days} 天没有上传，请到“同步”查看原因。").format(days=days)
        case TaskKind.DRAFT:
            return _("内容已自动保存，可以接着办。")


def bar_text(task: Task, now: datetime) -> str:
    """The next step beside the button; for a returned case with the applicant's phone in full, to call at once."""
    said = what_to_do(task, now)
    if task.kind is not TaskKind.RETURNED or task.applicant is None:
        return said
    return _("{name}，电话：{phone}。{said}").format(name=task.name, phone=phone_text(task.applicant), said=said)


def act_word(kind: TaskKind) -> str:
    """What Enter does with it."""
    return {
        TaskKind.RETURNED: _("更正"),
        TaskKind.RECEIVED: _("办理"),
        TaskKind.SUPPLEMENT: _("补正来了"),
        TaskKind.DRAFT: _("接着办"),
    }.get(kind, _("查看"))


def empty_words(part: str) -> tuple[str, str]:
    """What stands where nothing waits."""
    if part == ALL:
        return _("没有待办"), _("退回、补正、将到期和没办完的都会列在这里。请按 Alt+1 回工作台叫下一位。")
    word = dict(parts())[part]
    return _("没有“{word}”的办件").format(word=word), _("其他类别请按 Ctrl+Page Down 查看。")
