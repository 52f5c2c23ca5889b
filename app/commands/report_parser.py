"""The grammar of figures: report."""

from typing import Any

from app.commands import words
from app.commands.grammar import add, group_of


def reports(commands: Any) -> None:
    """What can be asked about a period."""
    group = group_of(commands, "report", "统计 / figures")
    said = "办件量、即办率、时限压缩、减材料 / cases accepted in a period, and what is measured beside"
    figures = add(group, "figures", "report.figures", said)
    figures.add_argument("--since", type=words.day, metavar="DATE", help="从哪天，默认同 --until / first day")
    figures.add_argument("--until", type=words.day, metavar="DATE", help="到哪天，默认今天 / last day (default: today)")
    again = "再从日志重算一遍，对不上退出 3 / once more from the journal; 3 if they differ"
    figures.add_argument("--recount", action="store_true", help=again)
