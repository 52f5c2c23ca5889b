"""What every command's grammar is made of."""

from argparse import SUPPRESS, ArgumentParser
from typing import Any, NoReturn

from app import config
from app.commands import words
from app.commands.output import WRONG_USE, complain
from app.errors import Refused

DATA = "本窗口的数据文件夹，不写则用系统默认位置 / the desk's folder (default: the platform's own place)"
CASE_NO = "办件编号 / the case's number"
STICK = "U盘上的文件夹 / a folder on the stick"


class Grammar(ArgumentParser):
    """Says what is wrong as every other error is said."""

    def error(self, message: str) -> NoReturn:
        self.print_usage()
        complain(Refused("wrong_use", problem=message), config.language())
        self.exit(WRONG_USE)

    def print_usage(self, file: Any = None) -> None:
        """On standard error: standard output is for results."""
        import sys

        super().print_usage(file or sys.stderr)


def add(commands: Any, name: str, does: str, about: str, *, action: bool = False) -> ArgumentParser:
    """A command; --data may stand before or after it."""
    command: ArgumentParser = commands.add_parser(name, help=about, description=about)
    command.add_argument("--data", metavar="DIR", default=SUPPRESS, help=DATA)
    if action:
        command.add_argument(
            "--action",
            type=words.action,
            metavar="ID",
            help="同一编号重复执行只生效一次 / the same ID again does nothing more",
        )
    command.set_defaults(does=does, named=command.prog.partition(" ")[2])
    return command


def group_of(commands: Any, name: str, about: str) -> Any:
    """A word with commands of its own."""
    group = commands.add_parser(name, help=about, description=about)
    group.add_argument("--data", metavar="DIR", default=SUPPRESS, help=SUPPRESS)
    return group.add_subparsers(dest=f"{name}_command", required=True, metavar="COMMAND")
