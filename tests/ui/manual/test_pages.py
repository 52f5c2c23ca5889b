"""The manual says what the program does: every screen, every key and every command stands in it, in both languages."""

import re
from argparse import ArgumentParser, _SubParsersAction
from collections.abc import Iterator
from pathlib import Path

import pytest

from app.cases.acts import AT_WINDOW, NEEDS_REASON
from app.cases.model import CaseState
from app.commands.parser import parser
from tests.ui.desk import RESOURCES
from ui import list_shortcuts, places, shortcuts
from ui.manual.pages import PAGES, found, page_of, read_pages

MANUAL = RESOURCES / "manual"
LANGUAGES = ("zh", "en")
FOR_CITY = ("command_line", "central")
GROUP = re.compile(r"^# (.+)$")
"""A comment of shortcuts.py at the line's beginning names the group of keys under it."""
KEY = re.compile(r'^([A-Z_]+): Final = (?:"(.+?)"|tuple)')
ROW = re.compile(r"^\| ([^|]+?) \|")


@pytest.fixture(params=LANGUAGES)
def folder(request: pytest.FixtureRequest) -> Path:
    return MANUAL / str(request.param)


def text_of(folder: Path, *keys: str) -> str:
    return "\n".join((folder / f"{key}.md").read_text("utf-8") for key in keys)


def test_every_page_is_there_and_no_other(folder: Path) -> None:
    assert {file.stem for file in folder.iterdir()} == set(PAGES)
    assert [page.key for page in read_pages(folder)] == list(PAGES)


def test_every_screen_of_the_rail_has_its_page() -> None:
    screens = {places.WORKBENCH, places.TASKS, places.CASES, places.TICKETS, places.SYNC, places.SETTINGS}
    assert screens | {places.HELPING, "sign_in"} <= set(PAGES)


def test_every_page_has_a_title_of_its_own(folder: Path) -> None:
    titles = [page.title for page in read_pages(folder)]
    assert all(titles)
    assert len(set(titles)) == len(titles)


def test_every_link_leads_to_a_page(folder: Path) -> None:
    links = re.findall(r"\]\(([^)]+)\)", text_of(folder, *PAGES))
    assert links
    assert {link for link in links if not (folder / link).is_file()} == set()


def groups_in(module: Path, first: str) -> dict[str, list[str]]:
    """The keys of a module by the comment that stands over them; before any comment: `first`."""
    groups: dict[str, list[str]] = {}
    name = first
    for line in module.read_text("utf-8").splitlines():
        if titled := GROUP.match(line):
            name = titled[1]
        elif key := KEY.match(line):
            groups.setdefault(name, []).append(key[2] or "Alt+1…9")
    return groups


def tables_in(page: str) -> list[set[str]]:
    """The first column of each table of the keys page, in order."""
    tables: list[set[str]] = []
    for section in page.split("\n## ")[1:]:
        rows = [row[1] for line in section.splitlines() if (row := ROW.match(line))]
        if rows:
            tables.append(set(rows[2:]))
    return tables


def test_the_table_of_keys_is_the_keys_of_the_screens(folder: Path) -> None:
    groups = groups_in(Path(shortcuts.__file__), "Keys") | groups_in(Path(list_shortcuts.__file__), "Lists and details")
    assert len(groups) == 13
    assert tables_in(text_of(folder, "keys")) == [set(keys) for keys in groups.values()]


def commands(of: ArgumentParser, said: str = "sidao") -> Iterator[tuple[str, ArgumentParser]]:
    """Every command that can be said, with its parser."""
    inner = [action for action in of._actions if isinstance(action, _SubParsersAction)]
    if not inner:
        yield said, of
    for name, command in (item for action in inner for item in action.choices.items()):
        yield from commands(command, f"{said} {name}")


def examples(text: str) -> list[str]:
    """What stands in the code blocks, a command a line."""
    blocks = re.findall(r"```\n(.*?)```", text, re.DOTALL)
    joined = "\n".join(blocks).replace("\\\n", " ")
    return [command.strip() for line in joined.splitlines() for command in line.split(" | ")]


ALL = dict(commands(parser()))


@pytest.mark.parametrize("command", ALL)
def test_every_command_stands_in_the_manual_with_an_example(folder: Path, command: str) -> None:
    text = text_of(folder, *FOR_CITY)
    words = command.removeprefix("sidao ")
    said = [line for line in examples(text) if re.search(rf"\bsidao (--data \S+ )?{re.escape(words)}\b", line)]
    assert said, command


@pytest.mark.parametrize("command", ALL)
def test_every_option_stands_in_the_manual(folder: Path, command: str) -> None:
    text = text_of(folder, *FOR_CITY)
    options = {option for action in ALL[command]._actions for option in action.option_strings} - {"-h", "--help"}
    assert {option for option in options if f"{option}" not in text} == set()


def test_every_example_is_understood_by_the_program(folder: Path) -> None:
    tried = 0
    for line in examples(text_of(folder, *FOR_CITY)):
        if (at := line.find("sidao ")) < 0:
            continue
        words = line[at:].split()[1:]
        parser().parse_args([word.strip("'") for word in words])
        tried += 1
    assert tried >= len(ALL)


def test_every_exit_code_is_explained(folder: Path) -> None:
    text = text_of(folder, "command_line")
    assert [code for code in (0, 2, 3, 4, 5, 70) if f"| {code} |" not in text] == []


def test_every_state_of_a_case_and_every_act_that_needs_a_reason_is_listed(folder: Path) -> None:
    text = text_of(folder, "command_line")
    states = " ".join(state for state in CaseState if state is not CaseState.DRAFT)
    assert f"`{states}`" in text
    listed = [set(words.split()) for words in re.findall(r"`([a-z_ ]+)`", text)]
    assert {act.value for act in NEEDS_REASON & AT_WINDOW} in listed


def test_search_finds_the_pages_that_hold_every_word() -> None:
    pages = read_pages(MANUAL / "zh")
    assert "papers" in {page.key for page in found(pages, "出纸口 补打")}
    assert "todo" not in {page.key for page in found(pages, "出纸口 补打")}
    assert found(pages, "") == pages
    assert found(pages, "没有这样的话语") == ()
    assert {page.key for page in found(pages, "SIDAO_passphrase")} >= {"command_line"}


def test_a_screen_without_a_page_of_its_own_opens_the_first() -> None:
    pages = read_pages(MANUAL / "zh")
    todo, unknown = page_of(pages, "todo"), page_of(pages, "reports")
    assert [page and page.key for page in (todo, unknown)] == ["todo", "day"]
    assert page_of((), "todo") is None


def test_a_program_without_its_manual_has_no_pages(tmp_path: Path) -> None:
    assert read_pages(tmp_path) == ()
