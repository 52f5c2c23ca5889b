"""The pages of a material: a photograph on a table, a scan lying on its side, a PDF; and rows that say more."""

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QFont, QImage, QPainter, QTransform
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget

from app.applicants.model import Identity, IdType
from tests import make
from tests.screenshots.shot import Shot, Stage
from tests.screenshots.show_workbench import fill, visitor_here, workbench
from tests.ui.desk import PERSON
from ui.pages.asking import ask_pages
from ui.workbench.screen import WorkbenchScreen


def paper(path: Path, *, table: bool, lying: bool = False) -> str:
    """A page with writing; on a dark table, or filling the picture."""
    width, height = (1700, 2300) if table else (1650, 2340)
    picture = QImage(width, height, QImage.Format.Format_RGB32)
    picture.fill(QColor("#3A332C" if table else "#FFFFFF"))
    pen = QPainter(picture)
    if table:
        pen.fillRect(260, 300, 1180, 1660, QColor("#F7F5EF"))
    pen.setPen(QColor("#20242B"))
    pen.setFont(QFont("Noto Sans SC", 40))
    for line in range(12):
        pen.drawText(340, 460 + line * 110, "居民户口簿　户主页　" + "通化县快大茂镇长安社区"[: 4 + line % 8])
    pen.end()
    if lying:
        picture = picture.transformed(QTransform().rotate(-90))
    assert picture.save(str(path), "JPG", 88)
    return str(path)


def open_pages(stage: Stage, screen: QWidget) -> None:
    """Three pages of one material, the first trimmed."""
    bench = fill(stage, screen)
    assert isinstance(bench, WorkbenchScreen)
    rows = list(bench.form.materials._rows.values())
    stage.desk.program.queue.change(scan_command="scanimage -o {out}")
    pdf = stage.folder / "户口簿补页.pdf"
    pdf.write_bytes(b"%PDF-1.7 " + b"0" * 40_000)
    dialog = ask_pages(bench.form.materials, rows[1].material.code, stage.desk.intake_services(), bench)
    stage.settle()
    first = paper(stage.folder / "1.jpg", table=True)
    dialog.add_files([first, paper(stage.folder / "2.jpg", table=False, lying=True), str(pdf)])
    stage.settle()
    dialog.list.setCurrentRow(0)
    dialog.tools.trim.click()
    dialog.canvas.setFocus()
    QTest.keyClick(dialog.canvas, Qt.Key.Key_Space)
    stage.settle()


def rows_say_more(stage: Stage, screen: QWidget) -> None:
    """An e-licence with its number, an original that stays, and pages."""
    bench = fill(stage, screen, "gljt")
    rows = list(bench.form.materials._rows.values())
    for row, value in zip(
        rows,
        (
            {"form": "waived", "licence": {"kind": "居民身份证", "number": "220521194802290002", "checked": "scanned"}},
            {"form": "original", "kept": True, "valid_until": "2028-05-01"},
        ),
        strict=False,
    ):
        row.show_value({"code": row.material.code, "count": 1, "file": None, **value})
    for number in (1, 2):
        bench.session.attach(rows[1].material.code, paper(stage.folder / f"{number}.jpg", table=True))
        stage.settle()


def here_before(stage: Stage) -> None:
    """Somebody was here three months ago, with a card that still holds and another paper that does not."""
    desk = stage.desk
    line = make.line(make.CLAIM, applicant=PERSON)
    for material, until in zip(line["materials"], ("2028-05-01", "2026-12-01", None), strict=False):
        material |= {"file": paper(stage.folder / f"{material['code']}.jpg", table=False), "valid_until": until}
    desk.program.cases.record(line)
    desk.clock.move(90 * 86_400.0)
    visitor_here(stage)


def offered_again(stage: Stage, screen: QWidget) -> None:
    """What they handed in then is offered."""
    bench = fill(stage, screen, "ylbxdysl")
    bench.session.known._look(Identity(IdType(PERSON["id_type"]), str(PERSON["id_no"])))
    stage.settle()


SHOTS = (
    Shot(name="workbench-pages", place="workbench", make=workbench, arrange=visitor_here, act=open_pages),
    Shot(name="workbench-taken", place="workbench", make=workbench, arrange=visitor_here, act=rows_say_more),
    Shot(name="workbench-again", place="workbench", make=workbench, arrange=here_before, act=offered_again),
)
