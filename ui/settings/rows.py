"""Settings as texts and values. No Qt."""

from collections.abc import Iterable
from typing import Final

from app.config import Config
from app.copies.model import CopyState
from app.devices.settings import FOLDER
from app.storage.clerks import Clerk
from app.sync.budget import Used
from app.sync.model import Enrolment
from ui.language import _
from ui.sync_centre.rows import size_text
from ui.timekeeping.rows import full_moment
from ui.widgets.rows import Cell, Column, Row

POINT: Final = "point"
PRINTER: Final = "printer"
SCANS: Final = "scans"
CENTRAL: Final = "central"
LINK: Final = "link"
COPIES: Final = "copies"
CLERKS: Final = "clerks"

DEFAULT: Final = "default"
TO_FOLDER: Final = "folder"
_QUEUE: Final = "queue:"


def parts() -> tuple[tuple[str, str], ...]:
    """The tabs."""
    return (
        (POINT, _("本点和窗口")),
        (PRINTER, _("打印机")),
        (SCANS, _("扫描件")),
        (CENTRAL, _("市级平台")),
        (LINK, _("网络流量")),
        (COPIES, _("备份")),
        (CLERKS, _("人员")),
    )


def point_values(config: Config, enrolment: Enrolment | None) -> tuple[str, str, str]:
    """Name, address and phone as paper has them: central's words once enrolled."""
    if enrolment is not None:
        return enrolment.point.name, enrolment.point.address, enrolment.point.phone
    return config.point_name, config.address, config.phone


def printer_choices(queues: Iterable[str], setting: str) -> list[tuple[str, str]]:
    """Every printer that can be chosen; the kept one even when it is switched off now."""
    names = sorted({*queues, *([setting] if setting and not setting.startswith(FOLDER) else [])})
    return [
        (DEFAULT, _("系统默认打印机")),
        *((_QUEUE + name, name) for name in names),
        (TO_FOLDER, _("存为 PDF 文件到文件夹")),
    ]


def printer_choice(setting: str) -> tuple[str, str]:
    """The setting as choice and folder."""
    if setting.startswith(FOLDER):
        return TO_FOLDER, setting.removeprefix(FOLDER)
    return (_QUEUE + setting, "") if setting else (DEFAULT, "")


def printer_setting(choice: str | None, folder: str) -> str:
    """The inverse of `printer_choice`."""
    if choice == TO_FOLDER:
        return FOLDER + folder
    return choice.removeprefix(_QUEUE) if choice and choice != DEFAULT else ""


def copy_hours_choices() -> list[tuple[str, str]]:
    """How often a copy is made, by hours."""
    return [("4", _("每 4 小时")), ("12", _("每 12 小时")), ("24", _("每天")), ("168", _("每周"))]


def copy_hours(config: Config) -> str:
    """The kept interval as a choice; one set elsewhere falls to the next that is offered."""
    offered = [int(hours) for hours, _text in copy_hours_choices()]
    return str(next((hours for hours in offered if hours >= config.copy_every), offered[-1]))


def copy_facts(state: CopyState) -> list[tuple[str, str]]:
    """The last copy that became whole."""
    if state.at is None:
        return [(_("上次备份"), _("还没有备份过"))]
    return [(_("上次备份"), full_moment(state.at)), (_("存在"), state.place)]


def language_choices() -> list[tuple[str, str]]:
    """Each in its own language."""
    return [("zh", "中文"), ("en", "English")]


def link_values(config: Config) -> dict[str, str]:
    """What sync may use of the link, by the settings' names; no limit is an empty field."""
    return {
        "traffic_day": str(config.traffic_day or ""),
        "traffic_hour": str(config.traffic_hour or ""),
        "quiet_from": config.quiet_from,
        "quiet_until": config.quiet_until,
    }


def used_facts(used: Used) -> list[tuple[str, str]]:
    """What went over the link so far."""
    return [(_("今天已用"), size_text(used.day)), (_("这一小时已用"), size_text(used.hour))]


def clerk_columns() -> tuple[Column, ...]:
    return (
        Column(title=_("工号"), width=112),
        Column(title=_("姓名")),
        Column(title="", width=160),
    )


def clerk_rows(clerks: Iterable[Clerk], signed_in: Clerk) -> list[Row]:
    """Who may sign in here."""
    return [
        Row(
            key=clerk.id,
            cells=(
                Cell(clerk.number),
                Cell(clerk.name),
                Cell(_("现在登录的是本人"), "good") if clerk.id == signed_in.id else Cell(""),
            ),
        )
        for clerk in clerks
    ]
