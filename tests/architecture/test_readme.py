"""What README.md claims is so: its tree is the tree, its files are there, its commands can be given."""

import re

import pytest

from app.commands.parser import parser
from tests.architecture.files import all_files
from tests.architecture.imports import TOP

README = (TOP / "README.md").read_text("utf-8")
CODE = re.compile(r"`([^`\n]+)`")
MAKE = re.compile(r"(?:`|^    )make ([a-z]+)", re.MULTILINE)
PATH = re.compile(r"^[\w.]+(/[\w.]+)*/?$")
TO_BE_MADE = {"run/", "v0002_what_it_does.py", "versions/"}
LARGEST_PICTURE = 200_000
FILES = {str(path) for path in all_files()}
FOLDERS = {str(parent) for path in all_files() for parent in path.parents} - {"."}


def section(title: str) -> str:
    """What stands under a heading."""
    return README.partition(f"\n## {title}\n")[2].partition("\n## ")[0]


def rows(title: str) -> list[str]:
    """The first cells of the section's table."""
    return re.findall(r"^\| `([^`]+)` \|", section(title), re.MULTILINE)


def names_a_file(said: str) -> bool:
    known = said.startswith((".ci", "app/", "db/", "ui/", "tests/", "resources/")) or "/" not in said
    return bool(PATH.match(said)) and known and (said.endswith("/") or "/" in said or said.endswith((".md", ".py")))


def is_there(said: str) -> bool:
    """A path from the top, or the name of a file or folder that the sentence has placed before."""
    plain = said.rstrip("/")
    return plain in FILES | FOLDERS or any(name.endswith(f"/{plain}") for name in FILES | FOLDERS)


def test_the_tree_lists_every_folder_at_the_top_and_every_noun_of_app() -> None:
    listed = {row.rstrip("/") for row in rows("The tree")} - {"app/*.py"}
    tops = {path.parts[0] for path in all_files() if len(path.parts) > 1}
    nouns = {f"app/{path.parts[1]}" for path in all_files() if path.parts[0] == "app" and len(path.parts) > 2}
    assert listed == tops | nouns


def test_every_file_that_is_named_is_there() -> None:
    named = {said for said in CODE.findall(README) if names_a_file(said)} - TO_BE_MADE
    assert len(named) > 50
    assert sorted(said for said in named if not is_there(said)) == []


def test_every_place_of_decisions_that_is_named_has_them() -> None:
    told = section("Where decisions lie").partition("Protocols")[0].partition("to begin with:")[2]
    named = set(CODE.findall(told))
    assert named
    assert named - {str(path.parent) for path in all_files() if path.name == "DECISIONS.md"} == set()


def test_every_make_command_that_is_named_can_be_given_and_none_is_left_out() -> None:
    targets = set(re.findall(r"^([a-z]+):.*## ", (TOP / "Makefile").read_text("utf-8"), re.MULTILINE))
    assert set(MAKE.findall(README)) == targets


def command_lines() -> list[str]:
    lines = [line.partition("#")[0].strip() for line in section("The command line").splitlines()]
    return [part.strip() for line in lines for part in line.split(" | ") if part.strip().startswith("sidao ")]


@pytest.mark.parametrize("line", command_lines())
def test_every_command_line_is_understood(line: str) -> None:
    assert parser().parse_args(line.split()[1:]).does


def test_there_are_six_lines_of_commands() -> None:
    assert len(command_lines()) == 7, "six lines, one of them a pipe of two"


def test_the_names_in_the_journey_of_a_click_are_in_the_files_that_it_names() -> None:
    story = section("One click: call next (叫号)")
    named = re.findall(r"`(\w+/[\w/]+\.py)`", story)
    sources = "\n".join((TOP / name).read_text("utf-8") for name in named)
    for name in ("CALL_NEXT", "_call_next", "class Visits", "def call_next", "BEGIN IMMEDIATE", "def claim_next"):
        assert name in sources, name
    assert len(named) >= 15


def test_the_picture_is_there_and_small() -> None:
    pictures = re.findall(r"!\[.+\]\((.+)\)", README)
    assert pictures
    assert [one for one in pictures if not 20_000 < (TOP / one).stat().st_size <= LARGEST_PICTURE] == []
