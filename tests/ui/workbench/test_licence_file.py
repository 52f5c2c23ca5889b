"""An e-licence handed in as a file, and shared data with their source, from the intake into the case."""

from pathlib import Path

from PySide6.QtCore import Qt

from app.cases.given import Licence, LicenceCheck
from app.catalogue.model import GivenForm
from tests import make
from tests.ui.typing import focused, press, write
from tests.ui.workbench.conftest import Bench
from tests.ui.workbench.test_intake import errors, pick_item

Key = Qt.Key


def test_an_e_licence_as_a_file_is_refused_without_its_number_and_recorded_with_it(
    bench: Bench, tmp_path: Path
) -> None:
    scan = tmp_path / "电子发票.pdf"
    scan.write_bytes(b"%PDF-1.4 " + b"0" * 100)
    line = make.line(make.MACHINE)
    bench.screen.free.without_number.emit()
    pick_item(bench, make.items()[make.MACHINE].code)
    bench.screen.form.show_body(line)
    row = bench.screen.form.materials._rows["invoice"]
    row.form.setFocus()
    places = [row.form.itemText(place) for place in range(row.form.count())]
    press(Key(Key.Key_1 + places.index("电子证照文件")))
    bench.screen.session.attach("invoice", str(scan))
    bench.settle()
    row.form.setFocus()
    press(Key.Key_Return, Key.Key_2, Key.Key_Return)
    assert focused() is row.details.kind
    press(Key.Key_F9, widget=bench.screen)
    bench.settle()
    assert len(errors(bench)) == 1
    assert focused() is row.details.number
    write("24222000000012345678")
    press(Key.Key_F9, widget=bench.screen)
    bench.settle()
    assert (bench.complained, errors(bench)) == ([], [])
    case = bench.desk.program.cases.get(bench.desk.printed[-1])
    given = next(one for one in case.materials if one.code == "invoice")
    known = Licence(kind="购机发票", number="24222000000012345678", checked=LicenceCheck.SYSTEM)
    assert (given.form, given.licence) == (GivenForm.ELECTRONIC, known)
    assert given.file is not None
    assert given.file.name == "电子发票.pdf"


def test_where_shared_data_were_found_stands_in_the_case(bench: Bench) -> None:
    bench.screen.free.without_number.emit()
    pick_item(bench, make.items()[make.CLAIM].code)
    bench.screen.form.show_body(make.line(make.CLAIM, applicant=make.person()))
    row = bench.screen.form.materials._rows["household_register"]
    row.form.set_value("shared")
    row.form.edited.emit()
    row.form.setFocus()
    press(Key.Key_Return)
    assert focused() is row.details.reason
    write("省人口库，按身份证号查询")
    press(Key.Key_F9, widget=bench.screen)
    bench.settle()
    assert (bench.complained, errors(bench)) == ([], [])
    case = bench.desk.program.cases.get(bench.desk.printed[-1])
    given = next(one for one in case.materials if one.code == "household_register")
    assert (given.form, given.reason) == (GivenForm.SHARED, "省人口库，按身份证号查询")
