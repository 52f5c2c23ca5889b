"""`--action ID` on every command that changes something: the same ID again returns the first result (cli.md)."""

import json
from argparse import ArgumentParser, _SubParsersAction
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from app.actions.model import KEPT, finished
from app.catalogue.item_json import item_to_json
from app.commands.parser import parser
from app.ids import ActionId
from tests import make
from tests.central.arrange import ITEM
from tests.end_to_end.command import Folder, Said, held_open

READ = {
    *("status", "verify", "ticket enquiries", "ticket list", "case show", "case list", "catalogue list"),
    *("catalogue show", "theme list", "theme show", "promise list", "report figures", "receipt verify", "guide resume"),
    *("helper list", "helper visits", "batch show", "batch list", "clock show", "central cases", "central batches"),
    "demo cases",
}
"""They tell what there is."""
WRITE_A_FILE = {"promise export", "receipt letter", "guide print", "guide check", "batch print"}
"""They read the desk, too; the file that one names holds the same each time."""
RUN = {"board", "central serve", "demo journey"}
"""Programs that run until they are ended; a journey begins with a desk of its own."""


def commands(of: ArgumentParser) -> Iterator[ArgumentParser]:
    groups = [action for action in of._actions if isinstance(action, _SubParsersAction)]
    if not groups:
        yield of
    for group in groups:
        for command in group.choices.values():
            yield from commands(command)


ALL = {str(command.get_default("named")): command for command in commands(parser())}


@pytest.mark.parametrize("name", sorted(ALL))
def test_every_command_that_changes_something_takes_an_action(name: str) -> None:
    takes = any("--action" in action.option_strings for action in ALL[name]._actions)
    assert takes == (name not in READ | WRITE_A_FILE | RUN)


def test_the_lists_name_commands_that_there_are() -> None:
    assert ALL.keys() >= READ | WRITE_A_FILE | RUN


def refused(said: Said) -> tuple[int, str | None]:
    return said.code, said.error and said.error["error"]


def test_init_again_by_its_action_says_what_was_made(tmp_path: Path) -> None:
    desk = Folder(tmp_path / "d")
    given = ("init", "--point", make.POINT, "--device", "7", "--action", "new-7")
    first = desk.do(*given)
    case = desk.recorded(make.line())
    assert (first.code, desk.do(*given).result) == (0, first.result)
    assert refused(desk.do("init", "--point", make.POINT, "--device", "7")) == (3, "desk_exists")
    assert refused(desk.do("init", "--point", make.POINT, "--action", "new-8")) == (3, "desk_exists")
    assert refused(desk.do(*given, SIDAO_PASSPHRASE="another one")) == (3, "desk_exists")
    assert refused(desk.do("backup", "--to", str(tmp_path), "--action", "new-7")) == (3, "action_used_otherwise")
    assert [known["case_no"] for known in desk.cases()] == [case["case_no"]]


def test_an_init_that_was_cut_off_at_its_first_meeting_is_known_by_its_action(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk = Folder(tmp_path / "d")
    given = ("init", "--point", make.POINT, "--central", "http://127.0.0.1:9", "--action", "new")

    def cut(_program: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as power:
        power.setattr("app.program.Program.try_to_enrol", cut)
        assert desk.do(*given).code == 130
    again = desk.do(*given)
    assert (again.code, again.result["enrolled"], again.result["trouble"]) == (0, False, None)
    assert again.result["device_id"] == desk.do("status").result["device_id"]


def test_an_action_that_was_refused_is_not_remembered(tmp_path: Path) -> None:
    desk, stick = Folder(tmp_path / "d"), tmp_path / "stick"
    make.new_desk(desk.path)
    given = ("backup", "--to", str(stick), "--action", "b")
    assert refused(desk.do(*given)) == (5, "copy_place_missing")
    stick.mkdir()
    assert desk.do(*given).code == 0


def test_a_copy_a_restored_desk_and_a_new_device_are_made_once(tmp_path: Path) -> None:
    desk, new, stick = Folder(tmp_path / "desk"), Folder(tmp_path / "new"), tmp_path / "stick"
    make.new_desk(desk.path)
    stick.mkdir()
    desk.recorded(make.line())
    copied = desk.do("backup", "--to", str(stick), "--action", "copy")
    assert desk.do("backup", "--to", str(stick), "--action", "copy").result == copied.result
    assert len(list(Path(copied.result["place"]).parent.glob("0*"))) == 1

    restored = new.do("restore", str(stick), "--action", "back")
    assert (restored.code, new.do("restore", str(stick), "--action", "back").result) == (0, restored.result)
    assert refused(new.do("restore", str(stick))) == (3, "desk_exists")
    assert new.holds()

    recovered = new.do("recover", "--device", "2", "--action", "over")
    assert (recovered.code, recovered.result["cases"]) == (0, 1)
    assert new.do("recover", "--device", "2", "--action", "over").result == recovered.result
    assert new.do("restore", str(stick), "--action", "back").result == restored.result, "the new device knows it, too"
    assert refused(new.do("recover", "--device", "2")) == (3, "recover_not_needed")
    assert refused(new.do("recover", "--device", "3", "--action", "back")) == (3, "action_used_otherwise")
    assert len(new.cases()) == 1
    assert new.holds()


def test_a_recovery_that_was_cut_off_is_finished_and_says_what_it_came_to(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk, new, stick = Folder(tmp_path / "desk"), Folder(tmp_path / "new"), tmp_path / "stick"
    make.new_desk(desk.path)
    stick.mkdir()
    desk.recorded(make.line())
    desk.do("backup", "--to", str(stick))
    new.do("restore", str(stick))

    def cut(*_given: object, **_more: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as power:
        power.setattr("app.recovery._keep_former", cut)
        assert new.do("recover", "--device", "2", "--action", "over").code == 130
    said = new.do("recover", "--device", "2", "--action", "over")
    assert (said.code, said.result["device"], said.result["cases"]) == (0, 2, 1)
    assert new.do("recover", "--device", "2", "--action", "over").result == said.result


def test_a_folder_is_moved_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    desk = Folder(tmp_path / "desk")
    make.new_desk(desk.path)
    monkeypatch.setattr("app.recovery.machine_mark", lambda: "another computer")
    monkeypatch.setattr("app.queue_program.machine_mark", lambda: "another computer")
    settings = json.loads((desk.path / "desk.json").read_text("utf-8"))
    (desk.path / "desk.json").write_text(json.dumps({**settings, "machine": "the first computer"}), "utf-8")
    moved = desk.do("recover", "--moved", "--action", "m")
    assert (moved.code, desk.do("recover", "--moved", "--action", "m").result) == (0, moved.result)
    assert refused(desk.do("recover", "--moved")) == (3, "recover_not_moved")


def test_items_are_imported_once_whatever_the_file_holds_by_then(desk: Folder, tmp_path: Path) -> None:
    file = tmp_path / "item.json"

    def write(version: int) -> None:
        file.write_text(json.dumps({**item_to_json(ITEM), "version": version}, ensure_ascii=False), "utf-8")

    def version() -> Any:
        return desk.do("catalogue", "show", ITEM.code).result["version"]

    write(ITEM.version + 1)
    given = ("catalogue", "import", str(file), "--action", "i")
    looked = desk.do(*given, "--dry-run").result
    first = desk.do(*given).result
    assert (looked["changed"], first["changed"], version()) == (1, 1, ITEM.version + 1)
    write(ITEM.version + 2)
    assert desk.do(*given).result == first
    assert version() == ITEM.version + 1
    file.unlink()
    assert desk.do(*given).result == first
    assert desk.do("catalogue", "import", str(file), "--action", "j").code == 4


def test_an_act_of_the_journal_lends_its_action_to_no_other_command(desk: Folder, tmp_path: Path) -> None:
    desk.record(make.line(), options=("--action", "c"))
    assert refused(desk.do("backup", "--to", str(tmp_path), "--action", "c")) == (3, "action_used_otherwise")


def test_an_action_is_known_for_a_year(desk: Folder) -> None:
    now = datetime(2026, 11, 23, tzinfo=UTC)
    old = finished(ActionId("old"), "sync", [{"pushed": 1}], now - KEPT - timedelta(days=1))
    new = finished(ActionId("new"), "sync", [{"path": "a\udc80\x00"}], now)
    with held_open(desk) as opened:
        for one in (old, new):
            with opened.program.store.writing() as store:
                store.finished.keep(one)
        with opened.program.store.reading() as store:
            assert store.finished.all() == [new]
            assert store.finished.get(ActionId("old")) is None
