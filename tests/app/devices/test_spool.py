"""The print spool with a real fake `lp` on the PATH: every copy's fate is written down."""

import os
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from app.devices.cups import CupsPrinter
from app.devices.printers import FolderPrinter, printer_for
from app.devices.windows import WindowsPrinter
from app.errors import Refused, Trouble
from app.ids import Ids, SystemRandomness
from app.receipts.model import PrintState
from app.storage.receipts import PrintJob
from tests import make

_LP = """#!/bin/sh
cat > "{folder}/page-$$.pdf"
echo "$@" >> "{folder}/asked"
exit {code}
"""
_LPSTAT = """#!/bin/sh
echo "{says}"
exit {code}
"""


class FakeCups:
    """`lp` and `lpstat` as programs of their own."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        folder.mkdir()
        self.lp(0)
        self.lpstat("system default destination: laser")

    def lp(self, code: int) -> None:
        self._write("lp", _LP.format(folder=self.folder, code=code))

    def lpstat(self, says: str, code: int = 0) -> None:
        self._write("lpstat", _LPSTAT.format(says=says, code=code))

    def pages(self) -> list[bytes]:
        return [path.read_bytes() for path in sorted(self.folder.glob("page-*.pdf"))]

    def _write(self, name: str, script: str) -> None:
        path = self.folder / name
        path.write_text(script)
        path.chmod(0o755)


@pytest.fixture
def cups(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> FakeCups:
    fake = FakeCups(tmp_path / "bin")
    monkeypatch.setenv("PATH", f"{fake.folder}:{os.environ['PATH']}")
    return fake


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[make.Desk]:
    with make.signed_in(tmp_path / "desk") as opened:
        yield opened


def asked(desk: make.Desk) -> PrintJob:
    """A case whose paper waits for the printer."""
    number = desk.program.cases.record(make.line()).case_no
    assert number is not None
    return desk.program.papers.ask(number)


def fate(desk: make.Desk, job: PrintJob) -> tuple[PrintState, str | None, PrintState]:
    """The job's state and trouble, and the paper's state."""
    with desk.program.store.reading() as rows:
        now, paper = rows.receipts.job(job.id), rows.receipts.get(job.receipt)
    assert now is not None
    assert paper is not None
    return now.state, now.trouble, paper.state


def test_a_copy_goes_through_the_systems_queue(desk: make.Desk, cups: FakeCups) -> None:
    job = asked(desk)
    assert desk.program.spool.step() is PrintState.PRINTED
    assert fate(desk, job) == (PrintState.PRINTED, None, PrintState.PRINTED)
    (page,) = cups.pages()
    assert page.startswith(b"%PDF-")
    assert desk.program.spool.step() is None


def test_the_queue_that_the_settings_name_is_used(desk: make.Desk, cups: FakeCups) -> None:
    desk.program.queue.change(printer="window-3")
    asked(desk)
    desk.program.spool.step()
    assert "-d window-3" in (cups.folder / "asked").read_text()


def test_a_refusing_printer_is_written_down_and_the_same_copy_can_be_asked_for_again(
    desk: make.Desk, cups: FakeCups
) -> None:
    job = asked(desk)
    cups.lp(1)
    assert desk.program.spool.step() is PrintState.FAILED
    assert fate(desk, job) == (PrintState.FAILED, "printer_refused", PrintState.FAILED)
    assert desk.program.spool.step() is None
    cups.lp(0)
    again = desk.program.papers.again(job.id)
    assert (again.id, again.copy_number) == (job.id, 1)
    assert desk.program.spool.step() is PrintState.PRINTED
    assert fate(desk, job) == (PrintState.PRINTED, None, PrintState.PRINTED)
    with pytest.raises(Refused, match="print_not_failed"):
        desk.program.papers.again(job.id)


def test_without_a_printer_the_copy_fails_with_its_reason(desk: make.Desk, cups: FakeCups) -> None:
    job = asked(desk)
    cups.lpstat("no system default destination", code=1)
    desk.program.spool.step()
    assert fate(desk, job)[1] == "printer_none"


def test_a_power_cut_while_printing_leaves_the_fate_unknown_until_the_clerk_says_it(
    desk: make.Desk, cups: FakeCups, monkeypatch: pytest.MonkeyPatch
) -> None:
    job = asked(desk)

    def cut(*_: object) -> None:
        raise SystemExit

    with monkeypatch.context() as power:
        power.setattr(CupsPrinter, "print_pdf", cut)
        with pytest.raises(SystemExit):
            desk.program.spool.step()
    assert fate(desk, job) == (PrintState.UNKNOWN, None, PrintState.UNKNOWN)
    assert desk.program.spool.step() is None, "what may lie in the tray is not printed again by itself"
    desk.program.papers.settle_job(job.id, printed=False)
    desk.program.papers.again(job.id)
    assert desk.program.spool.step() is PrintState.PRINTED
    with pytest.raises(Refused, match="print_not_unknown"):
        desk.program.papers.settle_job(job.id, printed=True)


def test_a_copy_that_cannot_be_drawn_holds_up_no_other(
    desk: make.Desk, cups: FakeCups, monkeypatch: pytest.MonkeyPatch
) -> None:
    broken, good = asked(desk), asked(desk)

    def bug(*_: object, **__: object) -> None:
        raise ZeroDivisionError

    with monkeypatch.context() as drawing:
        drawing.setattr("app.receipts.rendering.Renderer.copy", bug)
        with pytest.raises(ZeroDivisionError):
            desk.program.spool.step()
    assert fate(desk, broken)[:2] == (PrintState.FAILED, "print_failed")
    assert desk.program.spool.step() is PrintState.PRINTED
    assert fate(desk, good)[0] is PrintState.PRINTED


def test_a_copy_that_another_program_took_is_not_printed_twice(
    desk: make.Desk, cups: FakeCups, monkeypatch: pytest.MonkeyPatch
) -> None:
    job = asked(desk)
    draw = desk.program.papers.render_job

    def meanwhile(of: PrintJob) -> object:
        drawn = draw(of)
        with desk.program.store.writing() as rows:
            rows.receipts.settle(job.id, PrintState.PRINTED, desk.clock.now())
        return drawn

    monkeypatch.setattr(desk.program.papers, "render_job", meanwhile)
    desk.program.spool.step()
    assert cups.pages() == []
    assert fate(desk, job)[0] is PrintState.PRINTED


def test_asking_twice_under_one_action_is_one_copy(desk: make.Desk) -> None:
    number = desk.program.cases.record(make.line()).case_no or ""
    action = desk.action()
    one = desk.program.papers.ask(number, action=action)
    two = desk.program.papers.ask(number, action=action)
    assert (two.id, two.copy_number) == (one.id, 1)


def test_a_silent_printing_system_is_a_trouble_and_no_crash(tmp_path: Path, cups: FakeCups) -> None:
    (cups.folder / "lp").write_text("#!/bin/sh\nexec sleep 60\n")
    with pytest.raises(Trouble, match="printer_silent"):
        CupsPrinter("laser", patience=0.2).print_pdf(b"%PDF-", "paper")
    (cups.folder / "lpstat").write_text("#!/bin/sh\nexec sleep 60\n")
    assert CupsPrinter("", patience=0.2).ready() == "printer_silent"


def test_a_folder_takes_papers_by_their_number(tmp_path: Path) -> None:
    printer = printer_for(f"file:{tmp_path / 'out'}", scratch=tmp_path, clock=make.HeldClock(), ids=_ids())
    printer.print_pdf(b"%PDF-1.4", "快大茂受理〔2026〕0100001号/1")
    assert [path.name for path in (tmp_path / "out").iterdir()] == ["快大茂受理〔2026〕0100001号_1.pdf"]
    (tmp_path / "file").write_text("")
    with pytest.raises(Trouble, match="printer_folder"):
        FolderPrinter(tmp_path / "file").print_pdf(b"%PDF-1.4", "a")


def test_what_windows_was_handed_is_taken_away_later(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    handed: list[tuple[str, ...]] = []
    monkeypatch.setattr(os, "startfile", lambda *given: handed.append(given), raising=False)
    clock = make.HeldClock()
    printer = WindowsPrinter("laser", tmp_path / "print", clock, _ids())
    printer.print_pdf(b"%PDF-1.4", "paper")
    ((name, *_),) = handed
    assert Path(name).read_bytes() == b"%PDF-1.4"
    os.utime(name, (clock.now().timestamp(),) * 2)
    printer.tidy()
    assert Path(name).exists(), "the other program may not have read it yet"
    clock.move(timedelta(minutes=11).total_seconds())
    printer.tidy()
    assert list((tmp_path / "print").iterdir()) == []


def test_what_windows_refused_is_not_left_behind(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def no(*_: object) -> None:
        raise OSError

    monkeypatch.setattr(os, "startfile", no, raising=False)
    with pytest.raises(Trouble, match="printer_refused"):
        WindowsPrinter("", tmp_path / "print", make.HeldClock(), _ids()).print_pdf(b"%PDF-1.4", "paper")
    assert list((tmp_path / "print").iterdir()) == []


def _ids() -> Ids:
    return Ids(make.HeldClock(), SystemRandomness())
