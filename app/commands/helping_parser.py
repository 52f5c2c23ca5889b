"""The grammar of 帮代办: helper, batch."""

from typing import Any

from app.commands import words
from app.commands.grammar import CASE_NO, add, group_of
from app.helping.model import Level

_HELPER = "代办员编号 / the helper's number"
_BATCH = "交接清单编号 / the batch's number"
_PDF = "存到哪里 / where to write the PDF"
_SOURCES = tuple(level.value for level in Level if level.next is not None)


def helping(commands: Any) -> None:
    """What can be said about 代办员 and hand-overs."""
    _helper(group_of(commands, "helper", "代办员 / the villages' helpers"))
    _batch(group_of(commands, "batch", "交接清单 / batches of papers on their way up"))


def _helper(group: Any) -> None:
    new = add(group, "add", "helping.add_helper", "登记代办员 / add one to the register", action=True)
    new.add_argument("name", metavar="NAME", help="姓名 / the name")
    new.add_argument("--village", required=True, metavar="CODE", help="12 位村（社区）编码 / the village's 12 digits")
    new.add_argument("--place", default="", metavar="TEXT", help="村（社区）名称 / what the village is called")
    new.add_argument("--phone", metavar="PHONE", help="电话 / the phone")
    new.add_argument("--number", metavar="NO", help="编号，不写由系统编 / the number (default: one is issued)")
    new.add_argument("--since", type=words.day, metavar="DATE", help="任期开始，默认今天 / first day (default: today)")
    new.add_argument("--until", type=words.day, metavar="DATE", help="任期结束 / last day")
    add(group, "list", "helping.list_helpers", "代办员，一行一人，附上门和带件数 / a line each, with visits and cases")
    retire = add(group, "retire", "helping.retire_helper", "任期结束 / the term ends", action=True)
    retire.add_argument("number", metavar="NO", help=_HELPER)
    retire.add_argument("--on", type=words.day, metavar="DATE", help="最后一天，默认今天 / last day (default: today)")
    visit = add(group, "visit", "helping.visit", "记一次上门 / note a visit", action=True)
    visit.add_argument("number", metavar="NO", help=_HELPER)
    visit.add_argument("--name", required=True, metavar="NAME", help="群众姓名 / whom")
    visit.add_argument("--purpose", required=True, metavar="TEXT", help="为了什么事 / about what")
    visit.add_argument("--on", type=words.day, metavar="DATE", help="哪天，默认今天 / when (default: today)")
    visit.add_argument("--id-no", metavar="NUMBER", help="证件号码 / the identity number")
    visit.add_argument("--item", metavar="CODE", help="事项编码 / the service item")
    visit.add_argument("--result", metavar="TEXT", help="结果 / what came of it")
    visits = add(group, "visits", "helping.list_visits", "上门记录，新的在前 / visits, the newest first")
    visits.add_argument("number", nargs="?", metavar="NO", help=_HELPER)


def _batch(group: Any) -> None:
    new = add(group, "new", "helping.new_batch", "开一份交接清单 / open a list", action=True)
    new.add_argument("cases", nargs="*", metavar="NO", help=CASE_NO)
    new.add_argument("--from", dest="source", required=True, choices=_SOURCES, help="从哪一级交出 / the giving level")
    new.add_argument("--helper", metavar="NO", help=_HELPER)
    new.add_argument("--from-place", default="", metavar="TEXT", help="交出方名称 / who gives")
    new.add_argument("--to-place", default="", metavar="TEXT", help="接收方名称 / who takes")
    change = _of_batch(group, "change", "helping.change_batch", "改还没交出的清单 / change an open list")
    change.add_argument("--add", nargs="+", default=[], metavar="NO", help=CASE_NO)
    change.add_argument("--drop", nargs="+", default=[], metavar="NO", help=CASE_NO)
    over = _of_batch(group, "hand-over", "helping.hand_over", "交出，三个工作日内应接收 / close it; three working days")
    over.add_argument("--giver", default="", metavar="NAME", help="交出人 / who signs for giving")
    code = add(
        group, "take-in", "helping.take_in", "扫别的服务点的清单 / another point's list by its code", action=True
    )
    code.add_argument("code", metavar="CODE|-", help="清单上的码的文字，- 是标准输入 / the code's text")
    printed = add(group, "print", "helping.print_batch", "交接清单，一式两联，存为 PDF / the list in two copies")
    printed.add_argument("number", metavar="BATCH", help=_BATCH)
    printed.add_argument("--out", required=True, metavar="FILE", help=_PDF)
    take = _of_batch(group, "receive", "helping.receive", "扫码接收，缺的和多的都点名 / receive by scanning")
    take.add_argument(
        "--all", action="store_true", help="签名联上全部收到 / all of it, by the copy that came back signed"
    )
    take.add_argument(
        "scans", nargs="*", metavar="CODE|NO|-", help="凭证的码、链接或办件编号，- 是标准输入每行一个 / - reads lines"
    )
    take.add_argument("--receiver", default="", metavar="NAME", help="接收人 / who signs for receiving")
    take.add_argument(
        "--lacking",
        type=words.asked,
        action="append",
        default=[],
        metavar="NO=TEXT",
        help="到了但不齐的，写缺什么 / what of a case that came is not there",
    )
    settle = _of_batch(group, "settle", "helping.settle", "缺的、多的已处理 / what was missing is dealt with")
    settle.add_argument("--text", required=True, metavar="TEXT", help="怎样处理的 / how")
    show = add(group, "show", "helping.show_batch", "一份清单 / one batch")
    show.add_argument("number", metavar="NO", help=_BATCH)
    listed = add(group, "list", "helping.list_batches", "交接清单，新的在前 / batches, the newest first")
    listed.add_argument("--waiting", action="store_true", help="只列还要办的，按期限 / those still to do, by last day")


def _of_batch(group: Any, name: str, does: str, about: str) -> Any:
    command = add(group, name, does, about, action=True)
    command.add_argument("number", metavar="BATCH", help=_BATCH)
    return command
