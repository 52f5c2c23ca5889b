"""The city's pages in a real browser: which point needs a call, what happened there, and the audit."""

import csv
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from tests.central.arrange import POINT, City, city
from tests.central.server import listening
from tests.interop.pages import DESK_PANEL, PASSWORD, PHONE, opened, sign_in


@pytest.fixture
def town(tmp_path: Path) -> Iterator[City]:
    made = city(f"sqlite:///{tmp_path}/central.db")
    made.program.sign_in.add("tech", "赵技术", PASSWORD, technician=True)
    desk = made.desk()
    case = desk.record()
    desk.write("case.acted", case["id"], {"act": "correct", "by": "王敏", "case_no": case["case_no"], "reason": "写错"})
    desk.write("clock.confirmed", desk.id, {"by": "王敏", "difference": 90000.0})
    desk.push()
    yield made
    made.program.store.close()


def test_a_technician_finds_a_point_and_gives_it_a_code_by_keyboard(town: City, browser: Browser) -> None:
    said: list[str] = []
    with listening(town) as address:
        page = opened(browser, address, DESK_PANEL, said)
        sign_in(page, "/city", "tech")
        expect(page.locator("#text")).to_be_focused()
        page.keyboard.type(POINT)
        page.keyboard.press("Enter")
        point = page.locator(f"#p{POINT} a").first
        point.focus()
        page.keyboard.press("Enter")
        expect(page.locator("#devices")).to_be_visible()
        assert page.evaluate("document.documentElement.scrollWidth") <= DESK_PANEL["width"]
        page.locator("#new-code").focus()
        page.keyboard.press("Enter")
        expect(page.locator("#code .code")).to_be_visible()
        page.close()
    assert said == []


def test_the_audit_is_filtered_and_saved_as_a_spreadsheet(town: City, browser: Browser, tmp_path: Path) -> None:
    said: list[str] = []
    with listening(town) as address:
        page = opened(browser, address, DESK_PANEL, said)
        sign_in(page, "/city", "tech")
        page.locator('a[href="/city/audit"]').click()
        expect(page.locator("#main")).to_contain_text("共 2 条")
        page.locator("#kind").select_option("clock")
        page.locator("#point").focus()
        page.keyboard.press("Enter")
        expect(page.locator("#main")).to_contain_text("共 1 条")
        with page.expect_download() as download:
            page.locator("#export").click()
        download.value.save_as(tmp_path / "audit.csv")
        page.set_viewport_size(PHONE)  # type: ignore[arg-type]  # a technician on the road
        assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]
        page.close()
    with (tmp_path / "audit.csv").open(encoding="utf-8-sig", newline="") as file:
        assert len(list(csv.DictReader(file))) == 1
    assert said == []
