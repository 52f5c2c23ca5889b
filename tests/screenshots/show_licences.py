"""How materials were taken: an e-licence as a file, one in the place of paper, shared data with their source."""

from PySide6.QtGui import QImage
from PySide6.QtWidgets import QWidget

from tests import make
from tests.screenshots.shot import Shot, Stage
from tests.screenshots.show_workbench import fill, visitor_here, workbench


def licences(stage: Stage, screen: QWidget) -> None:
    """农机购置与应用补贴: the invoice came as a file that says where it can be verified."""
    bench = fill(stage, screen, "njgz")
    line = make.line(make.MACHINE)
    scan = stage.folder / "电子发票.jpg"
    picture = QImage(1240, 1754, QImage.Format.Format_RGB32)
    picture.fill(0xFFFFFF)
    assert picture.save(str(scan), "JPG", 90)
    bench.form.show_body({**bench.session.body(), "answers": line["answers"], "materials": line["materials"]})
    invoice = bench.form.materials._rows["invoice"]
    invoice.form.set_value("licence_file")
    invoice.form.edited.emit()
    invoice.details.checked.set_value("system")
    invoice.details.number.set_value("24222000000012345678")
    bench.session.attach("invoice", str(scan))
    stage.settle()
    invoice.say_more()
    bench.form.columns.show_field(invoice)
    stage.settle()


def shared(stage: Stage, screen: QWidget) -> None:
    """A household register that was looked up."""
    bench = fill(stage, screen, make.items()[make.CLAIM].code)
    card, register = (bench.form.materials._rows[code] for code in ("id_card", "household_register"))
    for row, form in ((card, "waived"), (register, "shared")):
        row.form.set_value(form)
        row.form.edited.emit()
    card.details.checked.set_value("scanned")
    card.details.number.set_value("220521194802290002")
    register.details.reason.set_value("省人口库，按身份证号查询")
    stage.settle()
    bench.form.columns.show_field(register)
    stage.settle()


SHOTS = (
    Shot(name="licence-file", place="workbench", make=workbench, arrange=visitor_here, act=licences),
    Shot(name="licence-shared", place="workbench", make=workbench, arrange=visitor_here, act=shared),
)
