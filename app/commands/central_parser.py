"""The grammar of `sidao central`."""

from argparse import ArgumentParser
from typing import Any

from app.commands import words
from app.commands.catalogue_parser import central_catalogue, central_themes
from app.commands.grammar import CASE_NO, STICK, add, group_of


def central(commands: Any) -> None:
    """Adds `central` and its commands."""
    group = group_of(commands, "central", "市级平台（参考实现） / the reference central system")
    serve = add(group, "serve", "central.serve", "运行市级平台 / serve")
    serve.add_argument(
        "--port", type=words.port, required=True, metavar="N", help="端口，0 是任意空闲的 / 0: any free one"
    )
    serve.add_argument(
        "--host", default="127.0.0.1", metavar="H", help="监听地址，默认只限本机 / default: this computer"
    )
    serve.add_argument(
        "--replica", metavar="URL", help="只读副本，供查询页、服务点页和审计页 / a read replica for pages"
    )
    serve.add_argument("--demo", action="store_true", help="演示：登记不要登记码 / a demo enrols without a code")
    cases = add(group, "cases", "central.cases", "市级平台上的办件，一行一件 / central's cases, a line each")
    cases.add_argument("--point", metavar="CODE", help=_POINT)
    batches = add(group, "batches", "helping.central_batches", "各点的交接清单，一行一份 / hand-overs, a line each")
    batches.add_argument("--point", metavar="CODE", help=_POINT)
    decide = _central_decide(group)
    about = "收下U盘上报，留下回执 / take in bundles from a stick"
    brought = add(group, "import", "courier.central_import", about, action=True)
    brought.add_argument("place", metavar="DIR", help=STICK)
    for command in (serve, brought):
        command.add_argument("--files", metavar="DIR", help=_FILES)
    others = (_central_enrol(group), central_catalogue(group), central_themes(group), *_central_registry(group))
    for command in (serve, cases, batches, decide, brought, *others):
        command.add_argument("--db", required=True, metavar="URL", help=_DB)


_POINT = "12 位服务点编码 / the point's 12 digits"
_FILES = "附件文件夹，默认在数据库文件旁 / attachments, beside the database file unless said"
_DB = "sqlite:///文件 或 postgresql://用户@主机/库 / the database"


def _central_enrol(group: Any) -> ArgumentParser:
    """One code, or a list of points."""
    about = "签发登记码，或按名单开通服务点 / issue a code, or open points by a list"
    enrol = add(group, "enrol", "city.enrol", about, action=True)
    which = enrol.add_mutually_exclusive_group(required=True)
    which.add_argument("--point", metavar="CODE", help=_POINT)
    which.add_argument("--csv", metavar="FILE", help="名单，格式见手册 / the list, as the manual says")
    enrol.add_argument("--out", metavar="DIR", help="开通包和通知写到哪里 / where packets and letters go")
    enrol.add_argument("--central", metavar="URL", help="写进开通包的市级平台地址 / central's address, for the packets")
    enrol.add_argument(
        "--days",
        type=words.days,
        default=None,
        metavar="N",
        help="有效天数，登记码默认 7，开通包默认 30 / days that codes are good for: 7, in packets 30",
    )
    return enrol


def _central_decide(group: Any) -> ArgumentParser:
    """What a reviewer may do, by the command line."""
    about = "决定、退回或办理一件 / decide, return or go on with a case"
    decide = add(group, "decide", "central.decide", about, action=True)
    decide.add_argument("case_no", metavar="NO", help=CASE_NO)
    decide.add_argument(
        "--as",
        dest="decision",
        required=True,
        metavar="approved|rejected|returned|asked|suspended|resumed|transferred|transferred_up|checked",
        help="准予、不予许可、退回、要求补充材料、特别程序、恢复、转办、转报、事后核查 / the decision",
    )
    decide.add_argument("--text", metavar="T", help="理由，准予、补充材料和恢复可不写 / the reason")
    decide.add_argument("--document", metavar="T", help="准予：证照或文书名称 / approved: the document's name")
    decide.add_argument("--number", metavar="T", help="准予：证照编号 / approved: the document's number")
    decide.add_argument("--valid-until", type=words.day, metavar="DAY", help="准予：有效期至 / approved: valid until")
    decide.add_argument("--pickup", metavar="T", help="准予：在哪里领取 / approved: where to fetch it")
    decide.add_argument("--procedure", metavar="T", help="特别程序的名称 / suspended: which procedure")
    decide.add_argument("--days", type=int, metavar="N", help="特别程序预计几天 / suspended: its expected days")
    decide.add_argument("--to", metavar="T", help="转给哪个机关 / transferred: to which body")
    decide.add_argument(
        "--ask",
        action="append",
        type=words.asked,
        metavar="MATERIAL=T",
        help="补充哪项材料、补什么，可多次 / asked: a material and what about it, once for each",
    )
    decide.add_argument("--until", type=words.day, metavar="DAY", help="补充到哪一天为止 / asked: the last day")
    decide.add_argument(
        "--anyway", action="store_true", help="材料在途或已要求过，仍要补充 / asked: though on its way, or asked before"
    )
    decide.add_argument(
        "--kept", choices=("yes", "no"), help="事后核查：承诺属实还是不实 / checked: whether the promise was true"
    )
    return decide


def _central_registry(group: Any) -> tuple[ArgumentParser, ...]:
    """Who may decide, how points are named, and which devices are trusted."""
    about = "添加审批人员，或改其密码 / add a reviewer, or give one a new password"
    reviewer = add(group, "reviewer", "central.reviewer", about, action=True)
    reviewer.add_argument("login", metavar="LOGIN", help="账号 / the account")
    reviewer.add_argument("--name", required=True, metavar="NAME", help="姓名 / the reviewer's name")
    reviewer.add_argument(
        "--department", metavar="DEPARTMENT", help="部门，只看该部门的办件 / sees this department's cases only"
    )
    about = "登记服务点的名称 / how a point is named on paper and pages"
    point = add(group, "point", "central.point", about, action=True)
    point.add_argument("point", metavar="CODE", help=_POINT)
    point.add_argument("--name", required=True, metavar="NAME", help="全称，印在文书上 / the full name, as on paper")
    point.add_argument("--short-name", metavar="NAME", help="简称，用在文书编号里 / as in document numbers")
    point.add_argument("--address", metavar="TEXT", help="地址 / the address")
    point.add_argument("--phone", metavar="PHONE", help="电话，默认 12345 / the phone, 12345 unless said")
    reviewer.add_argument(
        "--technician", action="store_true", help="技术人员：看服务点状况，不看办件 / sees the points, and no case"
    )
    reviewer.add_argument(
        "--head", action="store_true", help="负责人：可以接手别人签收的办件 / may take over what another has claimed"
    )
    about = "停用丢失的设备，收回未用的登记码 / devices are lost, codes in wrong hands: trust nothing more of them"
    revoke = add(group, "revoke", "city.revoke", about, action=True)
    about = "设备正常退役 / a device was replaced: what it signed stands"
    retire = add(group, "retire", "city.retire", about, action=True)
    for command in (revoke, retire):
        which = command.add_mutually_exclusive_group(required=True)
        which.add_argument(
            "device",
            nargs="?",
            metavar="DEVICE",
            help="sidao status 里的 device_id / the device_id that `sidao status` says",
        )
        which.add_argument("--point", metavar="CODE", help=f"整个服务点 / the whole point: {_POINT}")
        command.add_argument(
            "--device", dest="number", type=int, metavar="N", help="只要这个设备号 / only the device of this number"
        )
    about = "认可停用设备之后送来的记录 / let what a revoked device signed afterwards count"
    confirm = add(group, "confirm", "central.confirm", about, action=True)
    confirm.add_argument("device", metavar="DEVICE", help="device_id")
    confirm.add_argument("--point", required=True, metavar="CODE", help=_POINT)
    confirm.add_argument("--refuse", metavar="TEXT", help="不认可，退回的理由 / return it instead, for this reason")
    return reviewer, point, revoke, retire, confirm
