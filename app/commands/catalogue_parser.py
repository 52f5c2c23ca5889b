"""The grammar of the catalogue, at the desk and at central, and of the city's themes."""

from argparse import ArgumentParser
from typing import Any

from app.commands import words
from app.commands.grammar import add, group_of

_PLACE = "事项文件（JSON，一个事项或一列），或装着它们的文件夹 / items as JSON: a file, or a folder of them"
_THEMES = "主题文件（JSON，一个主题或一列），或装着它们的文件夹 / themes as JSON: a file, or a folder of them"
_DRY = "只说会改变什么，不导入 / only say what would change"


def catalogue(commands: Any) -> None:
    """The desk's own."""
    group = group_of(commands, "catalogue", "事项目录 / the catalogue of items")
    about = "没有网络的点导入市里的目录，全部或全不 / take the city's items in where there is no link, all or none"
    _import(group, "catalogue.import_", about)
    listed = add(group, "list", "catalogue.list_", "某天有效的事项，一行一个 / the items in force on a day")
    listed.add_argument("--on", type=words.day, metavar="DATE", help="哪一天，默认今天 / which day (default: today)")
    show = add(group, "show", "catalogue.show", "一个事项的一版 / one version of an item")
    show.add_argument("item", metavar="CODE", help="事项编码 / the item's code")
    show.add_argument("--version", type=int, metavar="N", help="第几版，默认最新 / which version (default: the newest)")
    about = "本点自己的电话、地址、时间，写到文书和办事指南上 / the point's own phone, address and hours, as on paper"
    said = add(group, "words", "catalogue.words", about, action=True)
    said.add_argument("--item", metavar="CODE", help="只对这个事项，不写是全部 / of this item only (default: of all)")
    said.add_argument("--phone", metavar="PHONE", help="咨询电话，空的是取消 / the phone; empty: none of one's own")
    said.add_argument("--address", metavar="TEXT", help="办理地点 / the address")
    said.add_argument("--hours", metavar="TEXT", help="办理时间 / the hours")


def central_catalogue(group: Any) -> ArgumentParser:
    """The city's: what is imported goes to every point."""
    inner = group_of(group, "catalogue", "市里的事项目录 / the city's catalogue")
    about = "导入事项并告知各点，全部或全不 / take items in and tell every point, all or none"
    return _import(inner, "catalogue.central_import", about)


def central_themes(group: Any) -> ArgumentParser:
    """The city's themes, likewise."""
    inner = group_of(group, "theme", "市里的一件事主题 / the city's themes")
    about = "导入主题并告知各点，全部或全不 / take themes in and tell every point, all or none"
    return _import(inner, "theme.central_import", about, _THEMES)


def _import(group: Any, does: str, about: str, place: str = _PLACE) -> ArgumentParser:
    command = add(group, "import", does, about, action=True)
    command.add_argument("place", metavar="FILE|DIR", help=place)
    command.add_argument("--dry-run", action="store_true", help=_DRY)
    return command
