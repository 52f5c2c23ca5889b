"""What waits for a clerk, as the texts of the list. No Qt."""

from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Final

from app.applicants.names import mask_name
from app.cases.limits import Light, Limit
from app.cases.tasks import Task, TaskKind
from app.clock import local_date
from ui.intake.rows import short_day
from ui.language import _
from ui.returned import phone_text, reason_text
from ui.widgets.rows import Cell, Column, Kind, Mark, Row

ALL: Final = "all"
_LIGHTS: Final[dict[Light, Kind]] = {
    Light.GREEN: "good",
    Light.YELLOW: "attention",
    Light.RED: "bad",
    Light.BLUE: "stopped",
}
_CALLED: Final = frozenset(
    {
        *(TaskKind.RETURNED, TaskKind.ASKED, TaskKind.UNTOLD, TaskKind.PROMISE),
        *(TaskKind.SUPPLEMENT, TaskKind.RESULT, TaskKind.ORIGINALS),
    }
)
"""Kinds whose next step begins with a call to the applicant."""
_TOLD: Final = frozenset({TaskKind.ASKED, TaskKind.UNTOLD, TaskKind.RESULT, TaskKind.SUSPENDED})
"""Kinds that central brings about, so that the applicant has to be told."""
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
        Column(title="", width=100),
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
    name = _who(task)
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
            Cell(act_word(task)),
        ),
        said=" ".join((mark.text, name, item, limit.text, sentence)),
    )


def _who(task: Task) -> str:
    """A person, masked; who gives a batch, or is to receive it elsewhere, is a place."""
    if task.kind is TaskKind.BATCH:
        return task.name
    return mask_name(task.name) if task.name else _("（未填姓名）")


def kind_word(kind: TaskKind) -> str:
    """Why it waits, in the screen's words."""
    return {
        TaskKind.RETURNED: _("上级退回"),
        TaskKind.ASKED: _("要求补充"),
        TaskKind.UNTOLD: _("待告知"),
        TaskKind.DUE: _("将到期"),
        TaskKind.UNANSWERED: _("五日未告知"),
        TaskKind.PROMISE: _("容缺到期"),
        TaskKind.CHECK: _("承诺待核查"),
        TaskKind.BATCH: _("材料交接"),
        TaskKind.RECEIVED: _("待受理"),
        TaskKind.SUPPLEMENT: _("等补正"),
        TaskKind.RESULT: _("出件待领"),
        TaskKind.ORIGINALS: _("原件待退"),
        TaskKind.SUSPENDED: _("特别程序"),
        TaskKind.UNSENT: _("未上传"),
        TaskKind.DRAFT: _("未完成"),
    }[kind]


def kind_mark(task: Task) -> Mark:
    """The chip at the row's left."""
    late = _late_words().get(task.kind)
    if late and is_late(task):
        return Mark(late, "bad")
    kinds: dict[TaskKind, Kind] = {
        TaskKind.RETURNED: "bad",
        TaskKind.ASKED: "attention",
        TaskKind.UNTOLD: "attention",
        TaskKind.DUE: "attention",
        TaskKind.UNANSWERED: "bad" if is_late(task) else "attention",
        TaskKind.PROMISE: "attention",
        TaskKind.CHECK: "attention",
        TaskKind.BATCH: "bad" if task.reason else "attention",
        TaskKind.RESULT: "good",
        TaskKind.ORIGINALS: "attention",
        TaskKind.SUSPENDED: "stopped",
        TaskKind.UNSENT: "attention",
    }
    return Mark(kind_word(task.kind), kinds.get(task.kind, "neutral"))


def is_late(task: Task) -> bool:
    """Its last day has passed."""
    return task.limit is not None and task.limit.light is Light.RED


def _late_words() -> dict[TaskKind, str]:
    """What a kind is called once its last day has passed."""
    return {
        TaskKind.DUE: _("已超期"),
        TaskKind.PROMISE: _("容缺逾期"),
        TaskKind.CHECK: _("核查逾期"),
        TaskKind.BATCH: _("交接逾期"),
        TaskKind.SUPPLEMENT: _("补正逾期"),
    }


def limit_mark(limit: Limit | None) -> Mark:
    """剩 2 个工作日, with its light."""
    if limit is None:
        return Mark("")
    if limit.stopped:
        return Mark(_("暂停计时"), _LIGHTS[limit.light])
    if limit.left < 0:
        return Mark(_("超期 {count} 个工作日").format(count=-limit.left), "bad")
    kind = _LIGHTS[limit.light]
    if limit.left == 0:
        return Mark(_("今天到期"), kind)
    return Mark(_("剩 {count} 个工作日").format(count=limit.left), kind)


def tells(task: Task) -> bool:
    """Whether the next step is to tell the applicant on paper what central has done."""
    return task.untold and task.kind in _TOLD


def what_to_do(task: Task, now: datetime) -> str:
    """The next step in one sentence, and that the applicant is to be told first."""
    said = _next_step(task, now)
    return _("未书面告知。{said}").format(said=said) if tells(task) else said


def _next_step(task: Task, now: datetime) -> str:
    match task.kind:
        case TaskKind.RETURNED:
            return reason_text(task.reason) or _("按上级意见更正后重新上报。")
        case TaskKind.DUE:
            return _("请查看进度，提醒审批部门，并告知申请人。")
        case TaskKind.ASKED:
            return _("市级要求补充：{reason}").format(reason=task.reason)
        case TaskKind.UNTOLD:
            return _("市级已恢复办理或转办，请告知申请人。")
        case TaskKind.UNANSWERED if is_late(task):
            return _("五个工作日已过，自收件之日起视为受理，请受理。")
        case TaskKind.UNANSWERED:
            return _("请在五个工作日内受理、告知补正或不予受理。")
        case TaskKind.PROMISE if is_late(task):
            return _("还缺{reason}。请催交，不再补交的按逾期终止。").format(reason=task.reason)
        case TaskKind.PROMISE:
            return _("还缺{reason}，请提醒申请人补交。").format(reason=task.reason)
        case TaskKind.CHECK:
            return _("请主管部门核查：{reason}。核查后记入结果（更多 → 事后核查）。").format(reason=task.reason)
        case TaskKind.BATCH if task.receipt:
            who, day = task.receipt.name, short_day(task.receipt.at)
            said = _("{who} {day}接收，缺、不齐或多出：{reason}。请补交或了结。")
            return said.format(who=who, day=day, reason=task.reason)
        case TaskKind.BATCH if is_late(task) and task.elsewhere:
            return _("三个工作日已过，对方还没有接收，请催问。")
        case TaskKind.BATCH if task.elsewhere:
            return _("材料已交出，等对方接收。")
        case TaskKind.BATCH if is_late(task):
            return _("三个工作日已过，材料还没有接收，请催问。")
        case TaskKind.BATCH:
            return _("材料已交出，请扫码接收。")
        case TaskKind.RECEIVED:
            return _("请受理、告知补正或不予受理。")
        case TaskKind.SUPPLEMENT if is_late(task):
            return _("补正期限已过。请联系申请人，不再补正的按逾期终止。")
        case TaskKind.SUPPLEMENT:
            return (
                _("等申请人补来材料：{reason}").format(reason=task.reason) if task.reason else _("等申请人补来材料。")
            )
        case TaskKind.RESULT:
            return (
                _("请通知申请人领取：{reason}").format(reason=task.reason)
                if task.reason
                else _("请通知申请人领取，领取时核对身份。")
            )
        case TaskKind.ORIGINALS:
            return _("已经办完，请退还原件：{reason}").format(reason=task.reason)
        case TaskKind.SUSPENDED:
            return _paused_words(task)
        case TaskKind.UNSENT:
            days = max((local_date(now) - local_date(task.since)).days, 1)
            return _("已放 {days} 天没有上传，请到“同步”查看原因。").format(days=days)
        case TaskKind.DRAFT if task.reason:
            return _("作废重办 {number}：还没有按 F9，原办件没有作废，可以接着办。").format(number=task.reason)
        case TaskKind.DRAFT:
            return _("内容已自动保存，可以接着办。")


def _paused_words(task: Task) -> str:
    what = task.reason or _("特别程序")
    if task.limit is not None and task.limit.left < 0:
        return _("{what}：预计的时间已过，请催问，结束后恢复计时。").format(what=what)
    return _("{what}：不计入办理期限，结束后恢复计时。").format(what=what)


def bar_text(task: Task, now: datetime) -> str:
    """The next step beside the button; where it begins with a call, with the applicant's phone in full."""
    said = what_to_do(task, now)
    if task.kind not in _CALLED or task.applicant is None:
        return said
    return _("{name}，电话：{phone}。{said}").format(name=task.name, phone=phone_text(task.applicant), said=said)


def act_word(task: Task) -> str:
    """What Enter does with it."""
    if tells(task):
        return _("告知并打印")
    if task.kind is TaskKind.SUPPLEMENT and is_late(task):
        return _("查看")
    return {
        TaskKind.RETURNED: _("更正"),
        TaskKind.UNANSWERED: _("办理"),
        TaskKind.RECEIVED: _("办理"),
        TaskKind.SUPPLEMENT: _("补正来了"),
        TaskKind.DRAFT: _("接着办"),
    }.get(task.kind, _("查看"))


def mends(task: Task) -> bool:
    """Whether Enter leads straight to the form; else to the case with its acts."""
    begun = (TaskKind.RETURNED, TaskKind.UNANSWERED, TaskKind.RECEIVED, TaskKind.SUPPLEMENT)
    return task.kind in begun and not (task.kind is TaskKind.SUPPLEMENT and is_late(task))


def empty_words(part: str) -> tuple[str, str]:
    """What stands where nothing waits."""
    if part == ALL:
        return _("没有待办"), _("退回、补正、将到期和没办完的都会列在这里。请按 Alt+1 回工作台叫下一位。")
    word = dict(parts())[part]
    return _("没有“{word}”的办件").format(word=word), _("其他类别请按 Ctrl+Page Down 查看。")
