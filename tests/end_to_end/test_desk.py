"""`sidao init`, `status`, `verify`, and what all commands share."""

import os
import sys
from pathlib import Path

import pytest

from app.__main__ import main
from tests import make
from tests.end_to_end.command import Folder, sidao


def init(folder: Path, *options: str, **environment: str) -> tuple[int, str | None]:
    said = sidao("init", "--data", str(folder), "--point", make.POINT, *options, **environment)
    return said.code, said.error and said.error["error"]


def test_init_makes_a_desk_that_works_at_once(tmp_path: Path) -> None:
    said = sidao("init", "--data", str(tmp_path / "d"), "--point", make.POINT, "--device", "7", "--demo")
    assert said.code == 0
    assert (said.result["point"], said.result["device"], said.result["enrolled"]) == (make.POINT, 7, False)
    case = Folder(tmp_path / "d").recorded(make.line())
    assert case["case_no"].startswith(make.POINT + "07")
    assert sorted(path.name for path in (tmp_path / "d").iterdir()) == [
        *("desk.db", "desk.json", "desk.slots", "queue.db", "queue.key"),
    ]


def test_init_on_a_desk_is_refused_and_leaves_it(desk: Folder) -> None:
    case = desk.recorded(make.line())
    assert init(desk.path) == (3, "desk_exists")
    assert [known["case_no"] for known in desk.cases()] == [case["case_no"]]


def test_init_never_lies_over_a_store_whose_settings_were_lost(desk: Folder) -> None:
    (desk.path / "desk.json").unlink()
    before = (desk.path / "desk.db").read_bytes()
    assert init(desk.path) == (3, "desk_exists")
    assert (desk.path / "desk.db").read_bytes() == before


def test_init_says_what_is_wrong(tmp_path: Path) -> None:
    for options, code in ((("--device", "0"), "device_number"), (("--device", "100"), "device_number")):
        assert init(tmp_path / "d", *options) == (3, code)
    said = sidao("init", "--data", str(tmp_path / "d"), "--point", "12345")
    assert said.error is not None
    assert (said.code, said.error["error"], said.error["field"]) == (3, "point_code", "point")
    assert init(tmp_path / "d", SIDAO_PASSPHRASE="short") == (3, "passphrase_short")
    for name in ("王" * 61, "王\n敏", "王\u202e敏"):
        assert init(tmp_path / "d", "--clerk", name) == (3, "one_line_only")
    assert init(tmp_path / "d", "--clerk-number", "0" * 21) == (3, "one_line_only")
    assert init(tmp_path / "d", "--device", "one") == (2, "wrong_use")
    assert not (tmp_path / "d" / "desk.json").exists()
    assert init(tmp_path / "d")[0] == 0


@pytest.mark.parametrize("step", range(6))
def test_an_interrupted_init_leaves_no_half_desk(tmp_path: Path, step: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """The power goes at any of the moves that end the set-up; what is there is no desk, and init works again."""
    folder = tmp_path / "d"
    moves = iter(range(100))
    real = os.replace

    def replace(source: object, target: object) -> None:
        if Path(str(source)).parent.name == "init.part" and next(moves) == step:
            raise KeyboardInterrupt
        if Path(str(target)).name == "desk.json" and step == 5:
            raise KeyboardInterrupt
        real(source, target)

    around = make.surroundings()
    with monkeypatch.context() as cut:
        cut.setattr("os.replace", replace)
        try:
            make.new_desk(folder, around)
        except KeyboardInterrupt:
            assert not (folder / "desk.json").exists()
    if (folder / "desk.json").exists():
        return  # nothing was left to move at this step
    assert Folder(folder).do("case", "list").error["error"] == "desk_missing"  # type: ignore[index]
    make.new_desk(folder, around)
    Folder(folder).recorded(make.line())
    assert Folder(folder).holds()


def test_central_out_of_reach_is_no_failure(tmp_path: Path) -> None:
    said = sidao(
        *("init", "--data", str(tmp_path / "d"), "--point", make.POINT, "--demo"), "--central", "http://127.0.0.1:9"
    )
    assert (said.code, said.result["enrolled"], said.result["trouble"]) == (0, False, "sync_offline")
    alone = sidao("init", "--data", str(tmp_path / "e"), "--point", make.POINT)
    assert (alone.code, alone.result["enrolled"], alone.result["trouble"]) == (0, False, "sync_no_central")


def test_data_may_stand_before_or_after(desk: Folder) -> None:
    data = ("--data", str(desk.path))
    assert sidao(*data, "status").result["point"] == make.POINT
    assert sidao("status", *data).result["point"] == make.POINT
    assert sidao("case", *data, "list").code == 0
    assert sidao("case", "list", *data).code == 0


def test_status_says_how_things_stand(desk: Folder) -> None:
    desk.recorded(make.line())
    desk.do("ticket", "take")
    status = desk.do("status").result
    assert status.keys() >= {
        *("point", "device", "pending", "returned", "last_success", "waiting", "clock_offset", "storage"),
    }
    assert (status["waiting"], status["returned"], status["enrolled"]) == (1, 0, False)
    assert status["pending"] >= 2
    assert status["storage"] > 0


def test_the_passphrase_comes_from_the_environment_only(desk: Folder) -> None:
    wrong = desk.do("case", "list", SIDAO_PASSPHRASE="something else")
    assert wrong.error is not None
    assert (wrong.code, wrong.error["error"]) == (5, "passphrase_wrong")
    assert wrong.error["message"]
    with pytest.MonkeyPatch.context() as without:
        without.delenv("SIDAO_PASSPHRASE", raising=False)
        without.setattr("app.config.passphrase", lambda: None)
        missing = desk.do("case", "list")
    assert missing.error is not None
    assert (missing.code, missing.error["error"]) == (5, "passphrase_missing")
    assert sidao("--passphrase", "x", "status").code == 2


def test_a_folder_without_a_desk_is_said(tmp_path: Path) -> None:
    said = sidao("--data", str(tmp_path), "case", "list")
    assert said.error is not None
    assert (said.code, said.error["error"]) == (5, "desk_missing")
    (tmp_path / "desk.json").write_text("{}")
    damaged = sidao("--data", str(tmp_path), "case", "list")
    assert damaged.error is not None
    assert (damaged.code, damaged.error["error"]) == (5, "settings_damaged")


def test_wrong_use_is_2_with_a_last_line_like_every_error(desk: Folder) -> None:
    for given in ((), ("case",), ("celebrate",), ("case", "record"), ("status", "--loud")):
        said = desk.do(*given)
        assert said.code == 2
        assert said.error is not None
        assert said.error["error"] == "wrong_use"
        assert said.results == []


def test_a_bug_leaves_a_crash_file_without_personal_data(desk: Folder, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object, **__: object) -> None:
        raise RuntimeError("王桂兰 220521194802290002")

    monkeypatch.setattr("app.intake.Intake.record", broken)
    said = desk.record(make.line())
    assert said.code == 70
    assert said.error is not None
    assert said.error["error"] == "bug"
    (file,) = (desk.path / "crash").iterdir()
    assert str(file) in said.error["message"]
    text = file.read_text("utf-8")
    assert "RuntimeError" in text
    assert "test_desk.py" in text
    assert "王桂兰" not in text
    assert "220521" not in text


def test_whoever_reads_may_have_had_enough(desk: Folder) -> None:
    """`sidao case list | head`: a reader that goes away is no error."""

    class Gone:
        def write(self, _: str) -> int:
            raise BrokenPipeError

        def reconfigure(self, **_: object) -> None: ...
        def flush(self) -> None: ...
        def fileno(self) -> int:
            return spare

    desk.recorded(make.line())
    spare = os.open(os.devnull, os.O_WRONLY)
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(sys, "stdout", Gone())
        patched.setenv("SIDAO_PASSPHRASE", make.PASSPHRASE)
        assert main(["--data", str(desk.path), "case", "list"]) == 0
    os.close(spare)


def test_a_name_that_no_disk_takes_and_a_key_cut_short_are_troubles(desk: Folder, tmp_path: Path) -> None:
    long = sidao("status", "--data", str(tmp_path / ("x" * 300)))
    assert long.error is not None
    assert (long.code, long.error["error"]) == (5, "file_not_read")
    assert init(tmp_path / ("x" * 300)) == (5, "file_not_read")
    key = desk.path / "queue.key"
    key.write_bytes(key.read_bytes()[:16])
    cut = desk.do("ticket", "take")
    assert cut.error is not None
    assert (cut.code, cut.error["error"]) == (5, "queue_key_missing")


@pytest.mark.parametrize(("count", "code"), [("-5", 2), ("two", 2), ("9" * 5000, 2), ("0", 0), ("2", 0)])
def test_so_many_lines_as_there_can_be(count: str, code: int) -> None:
    said = sidao("demo", "cases", "--", count)
    assert said.code == code
    assert len(said.results) == (int(count) if code == 0 else 0)
