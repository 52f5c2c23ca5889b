"""One broken bundle on a stick is named and keeps no other back: real desks, the real central, a folder as stick."""

import json
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest

from app.__main__ import main
from app.errors import Trouble
from app.program import Program
from app.sync.bundle import MANIFEST, SEAL_OF_MANIFEST, SHELF
from app.sync.whereabouts import Found
from tests.sync.by_stick import brought, lonely_desk
from tests.sync.real_central import PASSPHRASE, City, comparable, of_desk, record, whole_desk


@pytest.fixture
def desks(city: City, tmp_path: Path) -> Iterator[tuple[Program, Program]]:
    """Two windows of the point."""
    with ExitStack() as open_desks:
        first = open_desks.enter_context(lonely_desk(tmp_path / "first", city))
        second = open_desks.enter_context(whole_desk(tmp_path / "second", city.url, number=2))
        assert second.sync.cycle().trouble is None
        yield first, second


def halve(folder: Path) -> None:
    whole = (folder / MANIFEST).read_bytes()
    (folder / MANIFEST).write_bytes(whole[: len(whole) // 2])


def another_format(folder: Path) -> None:
    told = json.loads((folder / MANIFEST).read_bytes())
    (folder / MANIFEST).write_text(json.dumps({**told, "format": "sidao courier 9"}))


def no_text(folder: Path) -> None:
    (folder / MANIFEST).write_bytes(b"[" * 200_000)


def no_file(folder: Path) -> None:
    (folder / MANIFEST).unlink()
    (folder / MANIFEST).mkdir()


def unsigned(folder: Path) -> None:
    (folder / SEAL_OF_MANIFEST).unlink()


def gone(folder: Path) -> None:
    (folder / MANIFEST).unlink()


BREAKINGS = [halve, another_format, no_text, no_file, unsigned, gone]


@pytest.mark.parametrize("breaking", BREAKINGS)
def test_central_reads_the_others_and_names_the_broken_one(
    desks: tuple[Program, Program], city: City, stick: Path, breaking: Callable[[Path], None]
) -> None:
    first, second = desks
    record(first, 2)
    record(second, 3, seed=4)
    breaking(second.link.courier.export(stick).folder)
    whole = first.link.courier.export(stick)
    (name,) = {one.name for one in (stick / SHELF).iterdir()} - {whole.folder.name}
    taken, broken = brought(city, stick)
    assert (taken.bundle, taken.entries, taken.trouble) == (whole.folder.name, whole.entries, None)
    assert (broken.bundle, broken.point, broken.entries) == (name, None, 0)
    assert isinstance(broken.trouble, Trouble)
    assert (broken.trouble.code, broken.trouble.values) == ("courier_manifest_broken", {"bundle": name})
    assert comparable(city.cases()) == comparable(of_desk(first))


@pytest.mark.parametrize("breaking", BREAKINGS)
def test_a_desk_takes_its_answer_and_names_the_broken_one(
    desks: tuple[Program, Program], city: City, stick: Path, breaking: Callable[[Path], None]
) -> None:
    first, second = desks
    for desk in desks:
        record(desk, 2)
        desk.link.courier.export(stick)
    assert [one.trouble for one in brought(city, stick)] == [None, None]
    (answer,) = [one for one in (stick / SHELF).iterdir() if one.name.endswith("-back") and "-02-" in one.name]
    breaking(answer)
    assert first.link.courier_facts.found(stick) == Found(out=1, back=1, others=1, broken=(answer.name,))
    back = first.link.courier_return.take(stick)
    assert [(one.bundle, one.trouble.code) for one in back.troubles] == [(answer.name, "courier_manifest_broken")]
    assert first.sync.status().pending == 0
    with pytest.raises(Trouble, match="courier_manifest_broken") as told:
        second.link.courier_return.take(stick)
    assert told.value.values == {"bundle": answer.name}


def test_an_old_answer_that_is_not_this_desks_keeps_the_new_one_not_back(
    desks: tuple[Program, Program], city: City, stick: Path, tmp_path: Path
) -> None:
    first, _ = desks
    record(first, 2)
    old = first.link.courier.export(stick).folder
    brought(city, stick)
    part = old.with_name(old.name + "-back") / "answer-0001.sidao"
    part.write_bytes(bytes(len(part.read_bytes())))
    record(first, 1, seed=5)
    first.link.courier.export(stick)
    brought(city, stick)
    back = first.link.courier_return.take(stick)
    assert [one.trouble.code for one in back.troubles] == ["courier_altered"]
    assert first.sync.status().pending == 0


def test_a_folder_that_is_closed_to_us_keeps_nothing_back(
    desks: tuple[Program, Program], city: City, stick: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As lost+found is, on a stick that was formatted under Linux."""
    first, _ = desks
    record(first, 1)
    made = first.link.courier.export(stick)
    (stick / "lost+found").mkdir()
    real = Path.iterdir

    def closed(folder: Path) -> Iterator[Path]:
        if folder.name == "lost+found":
            raise PermissionError(13, "Permission denied")
        return iter(real(folder))

    monkeypatch.setattr(Path, "iterdir", closed)
    assert [(one.bundle, one.trouble) for one in brought(city, stick)] == [(made.folder.name, None)]


def test_an_export_beside_a_broken_bundle_is_no_trouble(desks: tuple[Program, Program], stick: Path) -> None:
    first, second = desks
    record(first, 1)
    halve(second.link.courier.export(stick).folder)
    for _ in range(2):
        first.link.courier.export(stick)
    assert len(list((stick / SHELF).iterdir())) == 2


def test_the_command_line_does_the_rest_and_ends_with_the_trouble(
    desks: tuple[Program, Program],
    city: City,
    stick: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setenv("SIDAO_PASSPHRASE", PASSPHRASE)
    first, second = desks
    record(first, 2)
    expected = first.link.courier.export(stick).entries
    broken = second.link.courier.export(stick).folder
    halve(broken)
    assert main(["central", "import", "--db", f"sqlite:///{tmp_path}/city.db", str(stick)]) == 5
    said = capsys.readouterr()
    assert json.loads(said.out)["entries"] == expected
    complaint = json.loads(said.err.splitlines()[-1])
    assert complaint["error"] == "courier_manifest_broken"
    assert broken.name in complaint["message"]
    back = broken.rename(broken.with_name(broken.name + "-back"))
    (back / "records-0001.sidao").rename(back / "answer-0001.sidao")
    assert main(["courier", "import", str(stick), "--data", str(first.queue.folder)]) == 5
    said = capsys.readouterr()
    home = json.loads(said.out)
    assert home["entries"] == expected
    assert [one["error"] for one in home["troubles"]] == ["courier_manifest_broken"]
    assert home["troubles"][0]["bundle"] in json.loads(said.err.splitlines()[-1])["message"]


def test_nothing_but_a_broken_bundle_of_others_is_named_and_not_called_empty(
    desks: tuple[Program, Program], stick: Path
) -> None:
    first, second = desks
    halve(second.link.courier.export(stick).folder)
    with pytest.raises(Trouble, match="courier_manifest_broken"):
        first.link.courier_return.take(stick)
