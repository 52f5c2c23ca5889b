"""Pages from a command and from a watched folder."""

import shlex
import sys
from pathlib import Path

import pytest

from app.devices.scanner import CommandScanner, WatchedFolder
from app.errors import Refused, Trouble
from app.ids import Ids, SystemRandomness
from tests.make import HeldClock

IDS = Ids(HeldClock(), SystemRandomness())
PAGE = b"\xff\xd8\xff a page"


def helper(code: str, *words: str) -> str:
    """A vendor's helper: a small program."""
    return shlex.join([sys.executable, "-c", code, *words])


def scanner(command: str, scratch: Path, patience: float = 20.0) -> CommandScanner:
    return CommandScanner(command, scratch, IDS, patience)


@pytest.mark.parametrize(
    "command",
    [
        helper(f"import sys; open(sys.argv[1], 'wb').write({PAGE!r})", "{out}"),
        helper(f"import sys; sys.stdout.buffer.write({PAGE!r})"),
    ],
)
def test_a_command_gives_a_page_a_call_and_leaves_no_file(command: str, tmp_path: Path) -> None:
    asked = scanner(command, tmp_path / "scan")
    assert [page.content for page in (*asked.pages(), *asked.pages())] == [PAGE, PAGE]
    assert list((tmp_path / "scan").iterdir()) == []


@pytest.mark.parametrize(
    ("command", "code"),
    [
        ("no-such-scanner --page {out}", "scanner_missing"),
        (helper("import sys; print('no paper', file=sys.stderr); sys.exit(7)"), "scanner_failed"),
        (helper("pass"), "scanner_empty"),
    ],
)
def test_what_goes_wrong_is_told(command: str, code: str, tmp_path: Path) -> None:
    with pytest.raises(Trouble) as trouble:
        scanner(command, tmp_path).pages()
    assert trouble.value.code == code
    if code == "scanner_failed":
        assert trouble.value.values["reason"] == "no paper"


def test_a_scanner_that_does_not_answer_is_given_up(tmp_path: Path) -> None:
    with pytest.raises(Trouble) as trouble:
        scanner(helper("import time; time.sleep(30)"), tmp_path, 0.3).pages()
    assert trouble.value.code == "scanner_silent"


def test_no_shell_reads_the_command(tmp_path: Path) -> None:
    marked = tmp_path / "marked"
    command = helper(f"import sys; sys.stdout.buffer.write({PAGE!r})") + f" ; touch {marked}"
    assert scanner(command, tmp_path / "scan").pages()
    assert not marked.exists()


def test_a_command_that_cannot_be_read_is_refused(tmp_path: Path) -> None:
    with pytest.raises(Refused):
        scanner('scanimage "', tmp_path)


def test_new_files_of_a_folder_become_pages_once_they_are_whole(tmp_path: Path) -> None:
    (tmp_path / "yesterday.jpg").write_bytes(PAGE)
    folder = WatchedFolder(tmp_path)
    growing = tmp_path / "a.jpg"
    growing.write_bytes(PAGE[:4])
    (tmp_path / "notes.txt").write_bytes(b"no page")
    assert folder.pages() == []
    growing.write_bytes(PAGE)
    assert folder.pages() == []
    assert [(page.name, page.content) for page in folder.pages()] == [("a.jpg", PAGE)]
    assert folder.pages() == []
    assert growing.exists()


def test_a_folder_that_went_away_is_told(tmp_path: Path) -> None:
    with pytest.raises(Trouble) as trouble:
        WatchedFolder(tmp_path / "gone").pages()
    assert trouble.value.code == "scanner_folder"
