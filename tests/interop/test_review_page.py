"""Central's pages in a real browser, and its resources under requests that a foreign tool makes up."""

import os
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from tests.central.arrange import RESOURCES, City, city
from tests.central.server import listening
from tests.interop.pages import DESK_PANEL, PASSWORD, PHONE, opened, press, sign_in


@pytest.fixture
def town(tmp_path: Path) -> Iterator[City]:
    made = city(f"sqlite:///{tmp_path}/central.db")
    made.program.sign_in.add("li", "李审批", PASSWORD)
    yield made
    made.program.store.close()


def test_a_reviewer_signs_in_and_decides_by_keyboard_alone(town: City, browser: Browser) -> None:
    desk = town.desk()
    case = desk.record()
    desk.push()
    said: list[str] = []
    with listening(town) as address:
        page = opened(browser, address, DESK_PANEL, said)
        sign_in(page, "/review", "li")
        expect(page.get_by_role("link", name=case["item_name"])).to_be_focused()
        page.keyboard.press("/")
        expect(page.locator("#text")).to_be_focused()
        page.keyboard.type(case["applicant"]["name"])
        page.keyboard.press("Enter")
        expect(page).to_have_url(re.compile("text="))
        expect(page.get_by_role("link", name=case["item_name"])).to_be_focused()
        page.keyboard.press("Enter")
        expect(page.locator("#state")).to_have_text("已受理")
        press(page, "c")
        expect(page.locator("#mine")).to_be_visible()
        press(page, "r", "Escape")
        expect(page.locator("#return-why")).to_be_hidden()
        page.keyboard.press("r")
        page.locator("#return-why").focus()
        page.keyboard.type("户口簿缺本人页 r a x 1")
        page.keyboard.press("Tab")
        expect(page.locator("#return")).to_be_focused()
        page.keyboard.press("Enter")
        expect(page.locator("#done")).to_contain_text("已退回")
        assert page.url.startswith(f"{address}/review?")
        page.locator("#sign-out").click()
        page.goto("/review")
        expect(page.locator("#login")).to_be_visible()
        page.close()
    assert said == []
    (held,) = town.cases().values()
    assert (held["state"], held["reason"]) == ("returned", "户口簿缺本人页 r a x 1")


def test_a_later_check_is_found_in_its_list_and_noted_by_keyboard_alone(town: City, browser: Browser) -> None:
    desk = town.desk()
    promise = {"kind": "informed", "about": ["处于无业状态"], "made_on": "2026-11-23", "due_on": "2027-01-22"}
    case = desk.record(promises=[promise])
    desk.record()
    desk.push()
    said: list[str] = []
    with listening(town) as address:
        page = opened(browser, address, DESK_PANEL, said)
        sign_in(page, "/review?group=to_check", "li")
        expect(page.get_by_role("link", name=case["item_name"])).to_have_count(1)
        expect(page.locator("body")).to_contain_text("核查期限")
        page.keyboard.press("Enter")
        expect(page.locator("#state")).to_have_text("已受理")
        press(page, "c")
        expect(page.locator("#mine")).to_be_visible()
        press(page, "v", "2")
        page.keyboard.type("就业状况不实")
        page.keyboard.press("Control+Enter")
        expect(page.locator("#done")).to_contain_text("核查结果已记入")
        page.close()
    assert said == []
    held = next(one for one in town.cases().values() if one["case_no"] == case["case_no"])
    (settled,) = held["promises"]
    assert (held["state"], settled["kept"], settled["finding"]) == ("accepted", False, "就业状况不实")


def test_the_progress_page_fits_a_phone(town: City, browser: Browser) -> None:
    desk = town.desk()
    case = desk.record()
    desk.push()
    said: list[str] = []
    with listening(town) as address:
        page = opened(browser, address, PHONE, said)
        page.goto(f"/p/{case['token']}")
        expect(page.locator("#state")).to_have_text("已受理")
        assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]
        assert page.evaluate("document.documentElement.scrollHeight") <= PHONE["height"]
        call = page.get_by_role("link", name="12345").bounding_box()
        assert call is not None
        assert call["height"] >= 44, "a thumb must hit it"
        assert case["applicant"]["name"] not in page.content()
        page.close()
    assert said == []


def test_every_request_that_the_description_allows_gets_an_answer_that_it_announces(town: City) -> None:
    schemathesis = Path(sys.executable).with_name("schemathesis")
    cookie = town.program.sign_in.begin("li", PASSWORD, "127.0.0.1")
    with listening(town) as address:
        ran = subprocess.run(
            [
                str(schemathesis),
                "run",
                f"{address}/openapi.json",
                "--checks=not_a_server_error,status_code_conformance,content_type_conformance,"
                "response_schema_conformance,response_headers_conformance",
                "--max-examples=40",
                "--seed=7",
                f"--header=Cookie: sidao_review={cookie}",
            ],
            env={**os.environ, "SCHEMATHESIS_HOOKS": "tests.interop.schemathesis_hooks"},
            cwd=RESOURCES.parent,
            capture_output=True,
            text=True,
            timeout=600,
            check=False,
        )
    assert ran.returncode == 0, ran.stdout[-6000:]
