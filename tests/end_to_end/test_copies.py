"""backup and restore from the command line."""

from pathlib import Path

from tests import make
from tests.end_to_end.command import Folder


def test_a_desk_is_copied_and_restored(tmp_path: Path) -> None:
    make.new_desk(tmp_path / "desk")
    desk, stick = Folder(tmp_path / "desk"), tmp_path / "stick"
    stick.mkdir()
    case_no = desk.recorded(make.line())["case_no"]
    made = desk.do("backup", "--to", str(stick)).result
    assert Path(made["place"]).is_dir()
    assert made["files"] >= 5
    new = Folder(tmp_path / "new")
    said = new.do("restore", str(stick))
    assert (said.code, said.result["device"]) == (0, 1)
    assert new.holds()
    assert [case["case_no"] for case in new.cases()] == [case_no]
    refused = new.record(make.line())
    assert (refused.code, refused.error and refused.error["error"]) == (5, "desk_copied")


def test_a_copy_to_nowhere_is_a_trouble_and_to_the_desk_itself_is_refused(tmp_path: Path) -> None:
    make.new_desk(tmp_path / "desk")
    desk = Folder(tmp_path / "desk")
    for where, code, word in (
        ((), 5, "copy_place_unset"),
        (("--to", str(tmp_path / "none")), 5, "copy_place_missing"),
        (("--to", str(tmp_path / "desk")), 3, "copy_place_same"),
    ):
        said = desk.do("backup", *where)
        assert (said.code, said.error and said.error["error"]) == (code, word)
    said = Folder(tmp_path / "new").do("restore", str(tmp_path))
    assert (said.code, said.error and said.error["error"]) == (4, "copy_unknown")
