"""A material's row: how it was taken, its pages, and what was handed in before."""

from collections.abc import Callable
from dataclasses import asdict
from datetime import UTC, date, datetime
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from app.applicants.service import EarlierMaterial
from app.cases.given import StoredFile
from app.catalogue.model import GivenForm
from tests.make import BIRTH, CLAIM, MACHINE, items
from ui.intake.earlier_rows import age_text, earlier_mark
from ui.intake.material_row import MaterialRow
from ui.intake.materials_form import MaterialsForm

TODAY = date(2026, 11, 23)
SCAN = StoredFile(digest="ab" * 32, name="身份证.jpg", media="image/jpeg", size=900)
LICENCE = {"kind": "居民身份证", "number": "220521194802290002", "checked": "scanned"}


def earlier(**changes: Any) -> EarlierMaterial:
    said: dict[str, Any] = {
        "code": "id_card",
        "name": "居民身份证",
        "form": GivenForm.COPY,
        "file": SCAN,
        "case_no": "1",
        "item_name": "高龄津贴申请",
        "given_at": datetime(2026, 8, 20, tzinfo=UTC),
    }
    return EarlierMaterial(**{**said, **changes})


@pytest.fixture
def form(qtbot: QtBot) -> Callable[[str], MaterialsForm]:
    def shown(item: str = CLAIM) -> MaterialsForm:
        made = MaterialsForm(lambda names: "")
        qtbot.addWidget(made)
        made.show_item(items()[item])
        made.show()
        return made

    return shown


@pytest.mark.parametrize(
    "said",
    [
        {"form": "waived", "count": 1, "file": None, "licence": LICENCE},
        {"form": "waived", "count": 1, "file": None, "reason": "上月在本点已交"},
        {"form": "original", "count": 1, "file": None, "kept": True, "valid_until": "2028-05-01"},
        {"form": "original", "count": 1, "file": None},
        {"form": "shared", "count": 1, "file": None, "reason": "户籍库可查"},
    ],
)
def test_what_a_draft_says_of_a_material_comes_back(form: Callable[[str], MaterialsForm], said: dict[str, Any]) -> None:
    rows = form(CLAIM)
    value = {"code": "id_card", **said}
    rows.show_values([value])
    assert rows.values() == [value]


@pytest.mark.parametrize("said", [{}, {"licence": LICENCE, "valid_until": "2028-05-01"}])
def test_what_a_draft_says_of_a_file_comes_back(form: Callable[[str], MaterialsForm], said: dict[str, Any]) -> None:
    rows = form(MACHINE)
    value = {"code": "invoice", "form": "electronic", "count": 1, "file": asdict(SCAN), **said}
    rows.show_values([value])
    assert rows.values() == [value]


def test_another_form_drops_what_it_has_no_room_for(form: Callable[[str], MaterialsForm]) -> None:
    rows = form(CLAIM)
    rows.show_values([{"code": "id_card", "form": "original", "count": 1, "file": None, "kept": True}])
    row = rows._rows["id_card"]
    row.form.set_value("shared")
    row.form.edited.emit()
    assert rows.values()[0].keys() == {"code", "form", "count", "file"}


def test_an_e_licence_is_asked_for_and_errors_find_their_field(form: Callable[[str], MaterialsForm]) -> None:
    rows = form(CLAIM)
    row = rows._rows["id_card"]
    row.form.set_value("waived")
    row.form.edited.emit()
    assert row.details.isVisible()
    assert (row.details.kind.value(), rows.values()[0].get("licence")) == ("居民身份证", None)
    row.details.checked.set_value("scanned")
    assert rows.values()[0]["licence"] == {**LICENCE, "number": ""}
    assert rows.show_error("id_card", "请填写电子证照的号码。", "licence.number") is row.details.number


def test_an_e_licence_that_is_handed_in_as_a_file_says_which_and_how_it_was_verified(
    form: Callable[[str], MaterialsForm],
) -> None:
    rows = form(MACHINE)
    row = rows._rows["invoice"]
    chosen(row, "licence_file")
    row.show_pages([asdict(SCAN)], 0)
    assert row.details.checked.isVisible()
    assert [row.details.checked.itemText(place) for place in range(row.details.checked.count())] == [
        *("扫码核验", "系统核验", "人工核对")
    ]
    (value,) = rows.values()
    assert (value["form"], value["licence"]) == ("electronic", {"kind": "购机发票", "number": "", "checked": ""})
    assert rows.show_error("invoice", "请写明怎样核验。", "licence.checked") is row.details.checked
    row.details.checked.set_value("scanned")
    row.details.number.set_value("24222000000012345678")
    (value,) = rows.values()
    invoice = {"kind": "购机发票", "number": "24222000000012345678", "checked": "scanned"}
    assert (value["licence"], value["file"]) == (invoice, asdict(SCAN))
    chosen(row, "electronic")
    assert not row.details.isVisible()
    assert "licence" not in rows.values()[0]


def test_shared_data_say_where_they_were_found(form: Callable[[str], MaterialsForm]) -> None:
    rows = form(CLAIM)
    row = rows._rows["household_register"]
    chosen(row, "shared")
    assert row.details.reason.placeholderText() == "从哪里、怎样查到的"
    assert "reason" not in rows.values()[0]
    row.details.reason.set_value("省人口库，按身份证号查询")
    assert rows.values()[0]["reason"] == "省人口库，按身份证号查询"
    assert not row.details.number.isVisible()
    chosen(row, "waived")
    assert not row.details.reason.isVisible(), "where it was found is no reason to spare it"
    assert "reason" not in rows.values()[0]


def chosen(row: MaterialRow, choice: str) -> None:
    row.form.set_value(choice)
    assert row.form.value() == choice
    row.form.edited.emit()


def test_earlier_material_is_offered_with_its_age_and_taken_over_with_the_same_content(
    form: Callable[[str], MaterialsForm],
) -> None:
    rows = form(CLAIM)
    rows.show_earlier([earlier(valid_until=date(2028, 5, 1))], TODAY)
    row = rows._rows["id_card"]
    assert row.earlier.isVisible()
    assert row.earlier.use.text() == "用以前的  Alt+M"
    assert row.earlier.said.text() == "3个月前交过（高龄津贴申请），有效期至 2028-05-01"
    row.earlier.use.click()
    (value,) = rows.values()
    assert value["file"]["digest"] == SCAN.digest
    assert (value["form"], value["valid_until"]) == ("original", "2028-05-01")
    assert row.note.text() == "用了以前的扫描件，这份要看原件，请再核验。"
    assert not row.earlier.isVisible()


def test_the_key_takes_the_row_in_hand_else_the_first_that_offers(
    form: Callable[[str], MaterialsForm], qtbot: QtBot
) -> None:
    rows = form(CLAIM)
    book = earlier(code="household_register", name="居民户口簿（首页和本人页）")
    rows.show_earlier([earlier(), book], TODAY)
    card, register = rows._rows["id_card"], rows._rows["household_register"]
    assert [row.earlier.use.text().endswith("Alt+M") for row in (card, register)] == [True, False]
    register.touched.emit()
    assert [row.earlier.use.text().endswith("Alt+M") for row in (card, register)] == [False, True]
    rows.activateWindow()
    qtbot.waitUntil(rows.isActiveWindow)
    QTest.keyClick(rows, Qt.Key.Key_M, Qt.KeyboardModifier.AltModifier)
    assert [value["code"] for value in rows.values()] == ["household_register"]
    QTest.keyClick(rows, Qt.Key.Key_M, Qt.KeyboardModifier.AltModifier)
    assert [value["code"] for value in rows.values()] == ["id_card", "household_register"]


def test_an_expired_material_is_never_taken_over_silently(form: Callable[[str], MaterialsForm]) -> None:
    rows = form(CLAIM)
    rows.show_earlier([earlier(valid_until=date(2026, 11, 22))], TODAY)
    row = rows._rows["id_card"]
    row.earlier.use.click()
    assert rows.values() == []
    assert "已于 2026-11-22 过期" in row.note.text()
    row.earlier.use.click()
    assert rows.values()[0]["valid_until"] == "2026-11-22"


def test_another_persons_card_is_not_offered(form: Callable[[str], MaterialsForm]) -> None:
    rows = form(BIRTH)
    rows.show_earlier([earlier(name="监护人身份证")], TODAY)
    assert not any(row.offers for row in rows._rows.values())


def test_a_valid_one_is_offered_before_a_newer_expired_one() -> None:
    from app.applicants.service import offered

    old, new = (
        earlier(valid_until=date(2028, 1, 1)),
        earlier(given_at=datetime(2026, 11, 1, tzinfo=UTC), valid_until=date(2026, 11, 20)),
    )
    assert offered(items()[CLAIM], [new, old], TODAY)["id_card"] is old


@pytest.mark.parametrize(
    ("days", "said"), [(0, "今天"), (1, "1天前"), (29, "29天前"), (30, "1个月前"), (364, "12个月前"), (730, "2年前")]
)
def test_ages_are_said_as_people_do(days: int, said: str) -> None:
    assert age_text(days) == said


def test_a_material_without_a_known_validity_says_its_age_alone() -> None:
    assert earlier_mark(earlier(), TODAY).text == "3个月前交过（高龄津贴申请）"
