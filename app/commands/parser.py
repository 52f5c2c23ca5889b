"""The command line's grammar (cli.md): what can be said, and which function does it.

A word that the grammar does not know is wrong use (exit 2); what it knows and a rule forbids is refused (exit 3).
"""

from argparse import ArgumentParser, Namespace, RawDescriptionHelpFormatter
from collections.abc import Callable
from importlib import import_module
from typing import Any

from app.cases.acts import AT_WINDOW
from app.cases.model import CaseState
from app.catalogue.model import GivenForm
from app.commands import words
from app.commands.catalogue_parser import catalogue
from app.commands.central_parser import central
from app.commands.grammar import CASE_NO, DATA, STICK, Grammar, add, group_of
from app.commands.helping_parser import helping
from app.commands.report_parser import reports
from app.receipts.guide_model import PaperSize
from app.receipts.model import DocumentKind
from app.tickets.model import Outcome, PriorityGroup, TicketState

Handler = Callable[[Namespace], int]


_ABOUT = "四到：便民服务中心窗口的命令行 / Sidao, the desk at a service point, from the command line"
_EXITS = """\
结果是 JSON，一行一个；出错时标准错误的最后一行是 {"error", "message", "field"}。
Results are JSON, one object a line; an error's last line on standard error is JSON too.

  0   完成 / done
  2   命令写错 / wrong use
  3   规则不允许，什么都没有改变 / refused by a rule, nothing changed
  4   没有这件、这个号或这个文件 / no such case, ticket or file
  5   网络、打印机、磁盘、口令或数据库的问题 / trouble with the surroundings
  70  程序出错，已留下记录 / a bug of ours; a crash file was written

口令取自环境变量 SIDAO_PASSPHRASE，没有就在终端询问，不能写成参数。LANG=en 时说英文。
The passphrase comes from SIDAO_PASSPHRASE or a prompt, never from an argument. LANG=en: English sentences."""


def parser() -> ArgumentParser:
    """Every command. Its function is loaded only when it runs, so that a command loads what it uses."""
    top = Grammar(prog="sidao", description=_ABOUT, epilog=_EXITS, formatter_class=RawDescriptionHelpFormatter)
    top.add_argument("--data", metavar="DIR", default=None, help=DATA)
    commands = top.add_subparsers(dest="command", required=True, metavar="COMMAND")
    _desk(commands)
    _tickets(commands)
    _cases(commands)
    catalogue(commands)
    _themes(commands)
    _promises(commands)
    reports(commands)
    _receipts(commands)
    _guides(commands)
    helping(commands)
    _courier(commands)
    _clock(commands)
    _copies(commands)
    central(commands)
    _demo(commands)
    return top


def _desk(commands: Any) -> None:
    init = add(
        commands,
        "init",
        "desk.init",
        "新建窗口，口令归首位人员 / make a desk; the passphrase is the first clerk's",
        action=True,
    )
    which = init.add_mutually_exclusive_group(required=True)
    which.add_argument("--point", metavar="CODE", help="12 位服务点编码 / the point's 12 digits")
    which.add_argument("--packet", metavar="FILE", help="市里发的开通包 / the packet that the city gave out")
    init.add_argument(
        "--device",
        type=int,
        default=None,
        metavar="N",
        help="设备号 1–99，同时是窗口号；默认 1 / the device's number, and the window's (default: 1)",
    )
    init.add_argument("--central", metavar="URL", help="市级平台地址 / central's address")
    init.add_argument("--code", metavar="ONE-TIME", help="一次性登记码 / the one-time enrolment code")
    init.add_argument(
        "--demo", action="store_true", help="演示：内置目录，任何 12 位编码都可以 / a demo desk for any 12 digits"
    )
    init.add_argument("--clerk", default="窗口人员", metavar="NAME", help="首位人员姓名 / the first clerk's name")
    init.add_argument("--clerk-number", default="01", metavar="NO", help="工号 / the first clerk's staff number")
    sync = add(commands, "sync", "sync.sync", "与市级平台同步 / sync with central", action=True)
    sync.add_argument("--once", action="store_true", help="反复联系，到没有可传的为止 / meet until nothing more can go")
    add(commands, "status", "desk.status", "窗口状态 / where the desk stands")
    add(commands, "verify", "desk.verify", "核验日志与数据 / walk the chains and hold the rows against them")
    add(
        commands,
        "board",
        "screens.board",
        "公众屏，全屏，不用登录 / the public board, full screen, before anybody signs in",
    )


_WINDOW = "窗口号，不写是本窗口 / the window (default: this desk's)"
_TICKET_ACTS = {
    "recall": "重呼 / call the same number once more",
    "skip": "过号 / nobody came",
    "return": "过号的恢复排队 / a skipped visitor waits again",
    "start": "开始办理 / the visitor has come",
    "finish": "结束 / the visit is over",
    "park": "暂挂 / set the visitor aside",
    "resume": "暂挂的继续办理 / a parked visitor goes on",
    "transfer": "转窗口 / on to another window or letter",
}


def _tickets(commands: Any) -> None:
    group = group_of(commands, "ticket", "排队 / the queue")
    take = add(group, "take", "ticket.take", "取号 / take a number", action=True)
    take.add_argument("--category", default="A", metavar="A", help="业务类别的字母，默认 A / the letter")
    take.add_argument("--priority", metavar="GROUP", help=f"优先群体 / one of: {' '.join(PriorityGroup)}")
    call = add(group, "call", "ticket.call", "叫号 / call the next", action=True)
    call.add_argument("--window", type=words.window, metavar="N", help=_WINDOW)
    call.add_argument(
        "--number", metavar="A017", help="不按顺序叫这个号，须写 --reason / this one out of turn, with a reason"
    )
    call.add_argument("--reason", metavar="TEXT", help="理由，记入日志 / why, for the journal")
    for act, about in _TICKET_ACTS.items():
        command = add(group, act, "ticket.act", about, action=True)
        command.add_argument(
            "number", nargs="?", metavar="NUMBER", help="号码，不写是本窗口当前的 / default: the window's current one"
        )
        command.add_argument("--window", type=words.window, metavar="N", help=_WINDOW)
        command.add_argument("--to", type=words.target, metavar="N", help="转到的窗口或类别 / the window or letter")
        command.add_argument(
            "--outcome", metavar="OUTCOME", help=f"finish 的结果，默认 case / what came of it: {' '.join(Outcome)}"
        )
        command.add_argument(
            "--item", metavar="CODE", help="finish：咨询或材料不齐问的是哪个事项 / what an enquiry was about"
        )
        command.set_defaults(act=act)
    asked = add(group, "enquiries", "ticket.enquiries", "每天每个事项的咨询 / what was asked about, by day and item")
    asked.add_argument(
        "--since", type=words.day, metavar="DATE", help="从这一天起，不写是今天 / from that day on (default: today)"
    )
    listed = add(group, "list", "ticket.list_", "今日号票 / today's tickets")
    listed.add_argument("--state", metavar="STATE", help=f"只列一种 / one of: {' '.join(TicketState)}")


def _cases(commands: Any) -> None:
    group = group_of(commands, "case", "办件 / cases")
    record = add(
        group,
        "record",
        "case.record",
        "逐行收件，每行一件，或用 theme 一件事联办 / record JSON Lines, a case or a theme a line",
        action=True,
    )
    record.add_argument(
        "file", metavar="FILE|-", help="JSON Lines 文件，- 是标准输入 / a file, or - for standard input"
    )
    record.add_argument(
        "--action-prefix",
        type=words.prefix,
        metavar="P",
        help="未写 action_id 的行，动作号为 P+行号 / a line without action_id has the action P and its number",
    )
    act = add(group, "act", "case.act", "后续动作 / a later act", action=True)
    act.add_argument("number", metavar="NO", help=CASE_NO)
    act.add_argument("act", type=words.act, metavar="ACT", help=" ".join(sorted(act.value for act in AT_WINDOW)))
    act.add_argument(
        "file", nargs="?", metavar="FILE|-", help="有变化的内容，格式同收件行 / what is different now, as an input line"
    )
    act.add_argument(
        "--reason",
        metavar="TEXT",
        help="理由，不予受理、更正、撤回、作废等必写 / the reason, which declining, correcting and others need",
    )
    show = add(group, "show", "case.show", "办件详情和经过 / one case with its steps")
    show.add_argument("number", metavar="NO", help=CASE_NO)
    listed = add(group, "list", "case.list_", "办件列表，一行一件，不遮盖 / the cases, a line each, unmasked")
    listed.add_argument("--state", type=words.state, metavar="S", help=f"只列一种状态 / one of: {' '.join(CaseState)}")
    listed.add_argument(
        "--since",
        type=words.day,
        metavar="DATE",
        help="从这一天起收件的，如 2026-11-23 / received on or after that day",
    )
    listed.add_argument("--pending", action="store_true", help="只列未上传的 / those that central has not acknowledged")


def _themes(commands: Any) -> None:
    group = group_of(commands, "theme", "一件事一次办 / themes: several items on one form")
    about = "本点今天能办的主题，一行一个 / the themes that are done here today, a line each"
    listed = add(group, "list", "theme.list_", about)
    listed.add_argument(
        "--all", action="store_true", help="另列今天不能办的，写明原因 / those that are not done today too, with why"
    )
    show = add(
        group,
        "show",
        "theme.show",
        "主题的表单；写联办编号则是其中各办件 / a theme's form, or the cases of a joint number",
    )
    show.add_argument("number", metavar="CODE|JOINT", help="主题代码或联办编号 / a theme's code or a joint number")


def _promises(commands: Any) -> None:
    group = group_of(commands, "promise", "承诺台账 / the ledger of promises")
    listed = add(group, "list", "promise.list_", "容缺受理和告知承诺，一行一条，不遮盖 / a promise a line, unmasked")
    which = listed.add_mutually_exclusive_group()
    which.add_argument(
        "--open",
        action="store_true",
        help="只列还要补交的容缺，按期限排 / what is still to follow, by last day",
    )
    which.add_argument(
        "--checks",
        action="store_true",
        help="只列待事后核查的告知承诺，按期限排 / what is to be checked later, by last day",
    )
    export = add(
        group,
        "export",
        "promise.export",
        "导出 CSV 给信用平台，含完整证件号码，请妥善保管 / as CSV, with full identity numbers: keep it safe",
    )
    export.add_argument("file", metavar="FILE", help="存到哪里 / where to write")
    for command in (listed, export):
        command.add_argument("--since", type=words.day, metavar="DATE", help="从这一天起承诺的 / made since that day")


def _receipts(commands: Any) -> None:
    group = group_of(commands, "receipt", "凭证 / receipts")
    printed = add(
        group, "print", "receipt.print_", "出具一份文书，存为 PDF / the next copy of a paper, as PDF", action=True
    )
    printed.add_argument("number", metavar="NO", help=CASE_NO)
    printed.add_argument(
        "--document",
        type=words.document,
        metavar="KIND",
        help=f"哪种文书，不写是最新的 / one of: {' '.join(DocumentKind)} (default: the newest)",
    )
    printed.add_argument(
        "--paper",
        default="a4",
        choices=("a4", "80mm"),
        metavar="a4|80mm",
        help="纸张，目前只有 a4 / the paper; only a4 is offered yet",
    )
    printed.add_argument("--out", required=True, metavar="FILE", help="存到哪里 / where to write the PDF")
    letter = add(group, "letter", "receipt.letter", "授权委托书，请申请人签名 / a letter of authority to be signed")
    letter.add_argument("number", metavar="NO|FILE|-", help="办件编号，或收件行 / a case's number, or an input line")
    letter.add_argument("--out", required=True, metavar="FILE", help="存到哪里 / where to write the PDF")
    verify = add(group, "verify", "receipt.verify", "核验凭证 / verify a paper, with no network")
    verify.add_argument(
        "source",
        metavar="FILE|TEXT|-",
        help="图片、PDF，或核验码的文字，- 是标准输入 / a picture, the PDF, the code's text, or - for standard input",
    )


def _guides(commands: Any) -> None:
    group = group_of(commands, "guide", "办事指南、材料清单 / papers of an item, with no case")
    guide = add(group, "print", "guide.print_", "办事指南，存为 PDF / an item's guide, as PDF")
    check = add(group, "check", "guide.check", "核对条件和材料，可存材料清单 / check what is here, with no case made")
    for command in (guide, check):
        command.add_argument("item", metavar="ITEM", help="事项编码 / the item's code")
        command.add_argument(
            "--paper", default="a4", choices=list(PaperSize), metavar="a4|80mm", help="纸张 / the paper (default: a4)"
        )
    guide.add_argument("--out", required=True, metavar="FILE", help="存到哪里 / where to write the PDF")
    check.add_argument("--out", metavar="FILE", help="材料清单存到哪里 / where to write the list, as PDF")
    check.add_argument(
        "--have",
        action="append",
        default=[],
        metavar="MATERIAL[=FORM]",
        help=f"有的材料 / what is here, in the guide's form or one of: {' '.join(GivenForm)}",
    )
    check.add_argument("--lack", action="append", default=[], metavar="MATERIAL", help="没有的材料 / what is not")
    check.add_argument("--met", action="append", type=int, default=[], metavar="N", help="符合的条件，从 1 数 / met")
    check.add_argument("--unmet", action="append", type=int, default=[], metavar="N", help="不符合的条件 / not met")
    check.add_argument(
        "--answer", action="append", default=[], metavar="FIELD=VALUE", help="决定要哪些材料的回答 / an answer"
    )
    check.add_argument("--name", default="", metavar="TEXT", help="称谓，印在清单上 / how the applicant is addressed")
    resume = add(group, "resume", "guide.resume", "读材料清单的码 / what the code of a list says")
    resume.add_argument(
        "source", metavar="FILE|TEXT|-", help="图片、PDF，或码的文字 / a picture, PDF, the code's text, or -"
    )


def _courier(commands: Any) -> None:
    group = group_of(commands, "courier", "U盘上报 / by stick instead of by link")
    about = "未上传的写到U盘，只有市级平台能读 / what is not sent, to a stick"
    export = add(group, "export", "courier.export", about, action=True)
    back = add(group, "import", "courier.take", "读入市级平台的回执 / take in what central answered", action=True)
    for command in (export, back):
        command.add_argument("place", metavar="DIR", help=STICK)
    export.add_argument(
        "--carrier",
        type=words.name,
        metavar="NAME",
        help="由谁带到市里，“同步”里看得到 / who carries it to town; the sync centre shows it",
    )


def _clock(commands: Any) -> None:
    group = group_of(commands, "clock", "本机时间 / this computer's clock")
    add(group, "show", "clock.show", "时间是否可信 / how the clock stands")
    confirm = add(
        group,
        "confirm",
        "clock.confirm",
        "本机时间不对时确认今天的日期 / say today's date",
        action=True,
    )
    confirm.add_argument("--date", type=words.day, required=True, metavar="DATE", help="今天，如 2026-11-26 / today")
    confirm.add_argument(
        "--time",
        type=words.hour,
        metavar="HH:MM",
        help="现在几点，不写用本机的 / the hour, unless the clock's is right",
    )


def _copies(commands: Any) -> None:
    about = "加密备份到另一个磁盘或U盘 / an encrypted copy elsewhere"
    backup = add(commands, "backup", "copies.backup", about, action=True)
    backup.add_argument("--to", metavar="DIR", help="备份到哪里，不写用设置的 / where (default: as set)")
    about = "从备份恢复到空文件夹 / restore into an empty folder"
    restore = add(commands, "restore", "copies.restore", about, action=True)
    about = "副本登记为新设备 / a copied desk becomes a new device"
    recover = add(commands, "recover", "copies.recover", about, action=True)
    recover.add_argument("--device", type=int, metavar="N", help="新的设备号，没有用过的 / a number nobody has had")
    recover.add_argument("--code", metavar="ONE-TIME", help="一次性登记码 / the one-time enrolment code")
    recover.add_argument(
        "--moved", action="store_true", help="只是搬到这台电脑，原来那台不再用 / the folder was moved here for good"
    )
    restore.add_argument("source", metavar="FROM", help="备份所在的文件夹或U盘 / the copy, or the stick with it")


def _demo(commands: Any) -> None:
    group = group_of(commands, "demo", "演示 / demo")
    cases = add(group, "cases", "demo.cases", "模拟收件行，喂给 case record / synthetic input lines for case record")
    cases.add_argument("count", type=words.count, metavar="N", help="多少行 / how many")
    cases.add_argument(
        "--seed", type=int, default=1, metavar="S", help="同一种子同样的行 / the same seed, the same lines"
    )
    journey = add(
        group,
        "journey",
        "journey.journey",
        "没有显示器也能走完一件：图片、PDF、上报 / one visitor's whole way without a display",
    )
    journey.add_argument("--out", default="run", metavar="DIR", help="结果写到哪里，默认 run / where to write")


def handler(args: Namespace) -> Handler:
    """The function that does what was said."""
    module, _, function = args.does.partition(".")
    found: Handler = getattr(import_module(f"app.commands.{module}"), function)
    return found
