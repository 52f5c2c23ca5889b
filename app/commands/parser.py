"""The command line's grammar (cli.md): what can be said, and which function does it.

A word that the grammar does not know is wrong use (exit 2); what it knows and a rule forbids is refused (exit 3).
"""

from argparse import SUPPRESS, ArgumentParser, Namespace
from collections.abc import Callable
from importlib import import_module
from typing import Any, NoReturn

from app import config
from app.commands import words
from app.commands.output import WRONG_USE, complain
from app.errors import Refused

Handler = Callable[[Namespace], int]


class _Parser(ArgumentParser):
    """Says what is wrong as every other error is said."""

    def error(self, message: str) -> NoReturn:
        self.print_usage()
        complain(Refused("wrong_use", problem=message), config.language())
        self.exit(WRONG_USE)

    def print_usage(self, file: Any = None) -> None:
        """On standard error: standard output is for results."""
        import sys

        super().print_usage(file or sys.stderr)


def parser() -> ArgumentParser:
    """Every command. Its function is loaded only when it runs, so that a command loads what it uses."""
    top = _Parser(prog="sidao", description="四到：便民服务中心窗口 / Sidao, the desk at a service point")
    top.add_argument("--data", metavar="DIR", default=None, help="数据文件夹 / the desk's folder")
    commands = top.add_subparsers(dest="command", required=True, metavar="COMMAND")
    _desk(commands)
    _tickets(commands)
    _cases(commands)
    _receipts(commands)
    _central(commands)
    _demo(commands)
    return top


def _add(commands: Any, name: str, does: str, about: str, *, action: bool = False) -> ArgumentParser:
    """A command; --data may stand before or after it."""
    command: ArgumentParser = commands.add_parser(name, help=about, description=about)
    command.add_argument("--data", metavar="DIR", default=SUPPRESS, help="数据文件夹 / the desk's folder")
    if action:
        command.add_argument(
            "--action",
            type=words.action,
            metavar="ID",
            help="同一编号重复执行只生效一次 / the same ID again does nothing more",
        )
    command.set_defaults(does=does)
    return command


def _group(commands: Any, name: str, about: str) -> Any:
    group = commands.add_parser(name, help=about, description=about)
    group.add_argument("--data", metavar="DIR", default=SUPPRESS, help=SUPPRESS)
    return group.add_subparsers(dest=f"{name}_command", required=True, metavar="COMMAND")


def _desk(commands: Any) -> None:
    init = _add(commands, "init", "desk.init", "新建窗口 / make a desk")
    init.add_argument("--point", required=True, metavar="CODE", help="12 位服务点编码 / the point's 12 digits")
    init.add_argument("--device", type=int, default=1, metavar="N", help="设备号 1–99 / the device's number")
    init.add_argument("--central", metavar="URL", help="市级平台地址 / central's address")
    init.add_argument("--code", metavar="ONE-TIME", help="一次性登记码 / the one-time enrolment code")
    init.add_argument("--demo", action="store_true", help="演示窗口 / a demo desk")
    init.add_argument("--clerk", default="窗口人员", metavar="NAME", help="首位人员姓名 / the first clerk")
    init.add_argument("--clerk-number", default="01", metavar="NO", help="工号 / the first clerk's staff number")
    sync = _add(commands, "sync", "sync.sync", "与市级平台同步 / sync with central")
    sync.add_argument("--once", action="store_true", help="同步完即退出 / end when nothing more can go")
    _add(commands, "status", "desk.status", "窗口状态 / where the desk stands")
    _add(commands, "verify", "desk.verify", "核验日志与数据 / walk the chains and hold the rows against them")
    _add(commands, "board", "screens.board", "公告屏 / the public board")


def _tickets(commands: Any) -> None:
    group = _group(commands, "ticket", "排队 / the queue")
    take = _add(group, "take", "ticket.take", "取号 / take a number", action=True)
    take.add_argument("--category", default="A", metavar="A", help="业务类别 / the letter")
    take.add_argument("--priority", metavar="GROUP", help="优先群体 / a priority group")
    call = _add(group, "call", "ticket.call", "叫号 / call the next", action=True)
    call.add_argument("--window", type=int, metavar="N")
    call.add_argument("--number", metavar="A017", help="指定号码 / a chosen one")
    call.add_argument("--reason", metavar="TEXT", help="指定叫号的理由 / why this one")
    for act in ("recall", "skip", "return", "start", "finish", "park", "resume", "transfer"):
        command = _add(group, act, "ticket.act", f"{act}", action=True)
        command.add_argument("number", nargs="?", metavar="NUMBER")
        command.add_argument("--window", type=int, metavar="N")
        command.add_argument("--to", type=str, metavar="N", help="转到的窗口或类别 / the window or letter")
        command.add_argument(
            "--outcome", metavar="OUTCOME", help="case enquiry supplement collect incomplete transfer left"
        )
        command.set_defaults(act=act)
    listed = _add(group, "list", "ticket.list_", "今日号票 / today's tickets")
    listed.add_argument("--state", metavar="STATE")


def _cases(commands: Any) -> None:
    group = _group(commands, "case", "办件 / cases")
    record = _add(group, "record", "case.record", "逐行收件 / record JSON Lines", action=True)
    record.add_argument("file", metavar="FILE|-")
    record.add_argument(
        "--action-prefix",
        type=words.prefix,
        metavar="P",
        help="未写 action_id 的行，动作号为 P+行号 / a line without action_id has the action P and its number",
    )
    act = _add(group, "act", "case.act", "后续动作 / a later act", action=True)
    act.add_argument("number", metavar="NO")
    act.add_argument("act", type=words.act, metavar="ACT", help="accept supplement decline conclude correct")
    act.add_argument(
        "file", nargs="?", metavar="FILE|-", help="有变化的内容，格式同收件行 / what is different now, as an input line"
    )
    act.add_argument("--reason", metavar="TEXT")
    _add(group, "show", "case.show", "办件详情 / one case").add_argument("number", metavar="NO")
    listed = _add(group, "list", "case.list_", "办件列表 / the cases")
    listed.add_argument("--state", type=words.state, metavar="S", help="received accepted supplement returned …")
    listed.add_argument("--since", type=words.day, metavar="DATE", help="2026-11-23")
    listed.add_argument("--pending", action="store_true", help="未上传的 / those that central has not acknowledged")


def _receipts(commands: Any) -> None:
    group = _group(commands, "receipt", "凭证 / receipts")
    printed = _add(group, "print", "receipt.print_", "打印凭证 / print a paper", action=True)
    printed.add_argument("number", metavar="NO")
    printed.add_argument(
        "--document", type=words.document, metavar="KIND", help="received acceptance supplement declined"
    )
    printed.add_argument("--paper", default="a4", choices=("a4", "80mm"), metavar="a4|80mm")
    printed.add_argument("--out", required=True, metavar="FILE")
    verify = _add(group, "verify", "receipt.verify", "核验凭证 / verify a paper, with no network")
    verify.add_argument("source", metavar="FILE|TEXT|-")


def _central(commands: Any) -> None:
    group = _group(commands, "central", "市级平台 / the reference central system")
    serve = _add(group, "serve", "central.serve", "运行市级平台 / serve")
    serve.add_argument("--port", type=int, required=True, metavar="N")
    serve.add_argument("--host", default="127.0.0.1", metavar="H")
    serve.add_argument("--demo", action="store_true")
    enrol = _add(group, "enrol", "central.enrol", "签发登记码 / issue an enrolment code")
    enrol.add_argument("--point", required=True, metavar="CODE")
    cases = _add(group, "cases", "central.cases", "市级平台上的办件 / central's cases")
    cases.add_argument("--point", metavar="CODE")
    decide = _add(group, "decide", "central.decide", "决定 / decide a case")
    decide.add_argument("number", metavar="NO")
    decide.add_argument("--as", dest="decision", required=True, metavar="approved|rejected|returned")
    decide.add_argument("--text", metavar="T")
    for command in (serve, enrol, cases, decide):
        command.add_argument("--db", required=True, metavar="URL")


def _demo(commands: Any) -> None:
    group = _group(commands, "demo", "演示 / demo")
    cases = _add(group, "cases", "demo.cases", "模拟收件 / synthetic input lines")
    cases.add_argument("count", type=int, metavar="N")
    cases.add_argument("--seed", type=int, default=1, metavar="S")
    journey = _add(group, "journey", "journey.journey", "完整演示 / the whole way of one visitor")
    journey.add_argument("--out", default="run", metavar="DIR")


def handler(args: Namespace) -> Handler:
    """The function that does what was said."""
    module, _, function = args.does.partition(".")
    found: Handler = getattr(import_module(f"app.commands.{module}"), function)
    return found
