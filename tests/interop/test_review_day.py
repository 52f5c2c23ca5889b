"""A department's day in a real browser: fifty cases by keyboard alone, scans turned and leafed through, and two
reviewers who want the same case."""

import re
from collections.abc import Iterator
from hashlib import sha256
from io import BytesIO
from pathlib import Path
from time import monotonic
from typing import Any

import pytest
from PIL import Image, ImageDraw
from playwright.sync_api import Browser, Page, expect
from reportlab.pdfgen.canvas import Canvas

from tests.central.arrange import ITEM, POINT, City, city
from tests.central.server import listening
from tests.interop.pages import DESK_PANEL, PASSWORD, opened, press, sign_in

CASES = 50
ZOOMED = {"width": 911, "height": 512}
"""The desk's panel at 150 %."""


def scan(number: int, size: tuple[int, int] = (620, 877)) -> bytes:
    """A page with something on it, no two alike."""
    picture, kept = Image.new("RGB", size, "#fbfaf6"), BytesIO()
    drawn = ImageDraw.Draw(picture)
    for line in range(20):
        drawn.line((60, 90 + line * 36, 60 + 20 * ((number + line) % 24), 90 + line * 36), fill="#333", width=4)
    picture.save(kept, "JPEG", quality=60)
    return kept.getvalue()


def pdf() -> bytes:
    kept = BytesIO()
    canvas = Canvas(kept)
    canvas.drawString(100, 700, "scanned by the window")
    canvas.save()
    return kept.getvalue()


CONTENTS = {
    "1.jpg": ("image/jpeg", scan(1)),
    "2.jpg": ("image/jpeg", scan(2, (877, 620))),
    "3.jpg": ("image/jpeg", scan(3)),
    "form.pdf": ("application/pdf", pdf()),
    "late.jpg": ("image/jpeg", scan(9)),
    "broken.jpg": ("image/jpeg", b"\xff\xd8\xff and nothing more"),
}


def file(name: str) -> dict[str, Any]:
    media, content = CONTENTS[name]
    return {"digest": sha256(content).hexdigest(), "name": name, "media": media, "size": len(content)}


def given() -> list[dict[str, Any]]:
    """One material of three pages, one PDF."""
    first, *further = (file(f"{page}.jpg") for page in (1, 2, 3))
    return [
        {"code": ITEM.materials[0].code, "form": "electronic", "count": 1, "file": first, "pages": further},
        {"code": ITEM.materials[2].code, "form": "electronic", "count": 1, "file": file("form.pdf")},
    ]


def bring(town: City, *names: str) -> None:
    for name in names:
        media, content = CONTENTS[name]
        town.program.files.keep(POINT, sha256(content).hexdigest(), media, content)


@pytest.fixture
def town(tmp_path: Path) -> Iterator[City]:
    made = city(f"sqlite:///{tmp_path}/central.db")
    for login, name in (("li", "李审批"), ("wang", "王审批")):
        made.program.sign_in.add(login, name, PASSWORD, department=ITEM.department.name)
    yield made
    made.program.store.close()


def recorded(town: City, count: int, **changes: Any) -> list[str]:
    desk = town.desk()
    cases = []
    for place in range(count):
        due = f"2026-12-{1 + place % 20:02d}"
        cases.append(desk.record(**{"materials": given(), "due_on": due, "answers": {"grade": "200"}, **changes}))
    desk.push()
    bring(town, "1.jpg", "2.jpg", "3.jpg", "form.pdf")
    return [str(case["case_no"]) for case in cases]


def seen(page: Page) -> dict[str, Any]:
    """The picture as it lies on the screen, once it is there."""
    picture = page.locator("#stage img")
    expect(picture).to_have_class("laid")
    found: dict[str, Any] = picture.evaluate(
        "one => { const box = one.getBoundingClientRect(), room = one.parentElement.getBoundingClientRect();"
        "return {wide: box.width, high: box.height, left: box.left - room.left, right: room.right - box.right,"
        "top: box.top - room.top, bottom: room.bottom - box.bottom, src: one.getAttribute('src')}; }"
    )
    return found


def test_one_reviewer_works_off_fifty_cases_by_keyboard(town: City, browser: Browser) -> None:
    recorded(town, CASES)
    said: list[str] = []
    with listening(town) as address:
        page = opened(browser, address, DESK_PANEL, said)
        sign_in(page, "/review", "li")
        expect(page.locator("#cases tr.current")).to_have_count(1)
        press(page, "Enter")
        begun = monotonic()
        for place in range(CASES):
            expect(page.locator("#claim")).to_be_visible()
            expect(page.locator("#stage img")).to_have_class("laid")
            press(page, "c")
            expect(page.locator("#mine")).to_be_visible()
            expect(page.locator("#stage img")).to_have_class("laid")
            act, done = {4: (("r", "2"), "已退回"), 3: (("x", "1"), "已作出")}.get(place % 5, (("a",), "已准予"))
            press(page, "ArrowRight", ".", *act, "Enter")
            expect(page.locator("#done")).to_contain_text(done)
        took = monotonic() - begun
        print(f"\n{CASES} cases in {took:.1f} s, {took / CASES * 1000:.0f} ms each")
        expect(page.locator("#cases")).to_have_count(0)
        page.close()
    assert said == []
    states = [case["state"] for case in town.cases().values()]
    assert {state: states.count(state) for state in set(states)} == {"approved": 30, "returned": 10, "rejected": 10}
    assert all(case["reason"] for case in town.cases().values() if case["state"] != "approved")


def test_scans_are_leafed_through_turned_and_made_larger(town: City, browser: Browser) -> None:
    (number,) = recorded(town, 1)
    said: list[str] = []
    with listening(town) as address:
        page = opened(browser, address, DESK_PANEL, said)
        sign_in(page, f"/review/cases/{number}", "li")
        whole = seen(page)
        assert min(whole["left"], whole["right"], whole["top"], whole["bottom"]) >= 0, "the whole page is seen"
        assert whole["wide"] < whole["high"]
        press(page, ".")
        turned = seen(page)
        assert turned["wide"] > turned["high"]
        assert min(turned["left"], turned["right"], turned["top"], turned["bottom"]) >= 0
        press(page, ",")
        assert seen(page) == whole
        press(page, "+")
        press(page, "+")
        larger = seen(page)
        assert larger["wide"] > whole["wide"] * 2
        press(page, "ArrowDown")
        assert seen(page)["top"] < larger["top"], "what does not fit is scrolled"
        press(page, "0")
        assert seen(page) == whole
        press(page, "ArrowRight")
        expect(page.locator("#leaf-name")).to_contain_text("2/3")
        assert seen(page)["src"] != whole["src"]
        assert page.evaluate("document.documentElement.scrollHeight") <= DESK_PANEL["height"], "no page behind the page"
        page.get_by_role("link", name="查看").click()
        frame = page.locator("#stage iframe")
        expect(frame).to_be_visible()
        expect(page.locator("#stage img")).to_have_count(0)
        press(page, "ArrowRight")
        expect(page.locator("#leaf-number")).to_have_text("4")
        page.set_viewport_size(ZOOMED)  # type: ignore[arg-type]
        assert page.evaluate("document.documentElement.scrollWidth") <= ZOOMED["width"]
        expect(page.locator("#claim")).to_be_in_viewport(ratio=1)
        page.close()
    assert said == []


def test_a_scan_on_its_way_says_so_and_is_there_after_a_reload(town: City, browser: Browser) -> None:
    late = [{"code": ITEM.materials[0].code, "form": "electronic", "count": 1, "file": file("late.jpg")}]
    (number,) = recorded(town, 1, materials=late)
    said: list[str] = []
    with listening(town) as address:
        page = opened(browser, address, DESK_PANEL, said)
        sign_in(page, f"/review/cases/{number}", "li")
        expect(page.locator("#stage")).to_contain_text("还没有从服务点传到")
        bring(town, "late.jpg")
        press(page, "F5")
        page.reload()
        assert seen(page)["wide"] > 100
        page.close()
    assert said == []


def test_a_case_is_suspended_resumed_and_passed_on_by_keyboard(town: City, browser: Browser) -> None:
    (number,) = recorded(town, 1)
    said: list[str] = []
    with listening(town) as address:
        page = opened(browser, address, DESK_PANEL, said)
        sign_in(page, f"/review/cases/{number}", "li")
        seen(page)
        press(page, "c")
        expect(page.locator("#mine")).to_be_visible()
        seen(page)
        press(page, "s")
        press(page, "1")
        expect(page.locator("#procedure")).to_be_focused()
        page.keyboard.type("入户核查")
        press(page, "Enter")
        expect(page.locator("#state")).to_have_text("特别程序")
        seen(page)
        press(page, "s")
        press(page, "Enter")
        expect(page.locator("#state")).to_have_text("已受理")
        seen(page)
        press(page, "t")
        press(page, "1")
        page.keyboard.type("通化县社保局")
        press(page, "Enter")
        expect(page.locator("#done")).to_contain_text("已转办")
        seen(page)
        press(page, "m")
        page.keyboard.type("缺反面")
        press(page, "Enter")
        expect(page.locator("#trouble")).to_contain_text("补充到哪一天")
        expect(page.locator(f'[id="ask.{ITEM.materials[0].code}"]')).to_have_value("缺反面")
        page.close()
    assert [one for one in said if "422" not in one] == []
    (held,) = town.cases().values()
    assert (held["pauses"][0]["procedure"], held["hand_overs"][0]["to"]) == ("入户核查", "通化县社保局")


def test_a_picture_that_no_browser_can_show_is_offered_for_saving(town: City, browser: Browser) -> None:
    broken = [{"code": ITEM.materials[0].code, "form": "electronic", "count": 1, "file": file("broken.jpg")}]
    (number,) = recorded(town, 1, materials=broken)
    bring(town, "broken.jpg")
    said: list[str] = []
    with listening(town) as address:
        page = opened(browser, address, DESK_PANEL, said)
        sign_in(page, f"/review/cases/{number}", "li")
        expect(page.get_by_role("link", name="保存")).to_be_visible()
        press(page, "c")
        expect(page.locator("#mine")).to_be_visible()
        expect(page.get_by_role("link", name="保存")).to_be_visible()
        press(page, "r")
        page.locator("#return-why").focus()
        page.keyboard.type("扫描件打不开")
        press(page, "Control+Enter")
        expect(page.locator("#state")).to_have_text("退回更正")
        page.close()
    assert said == []


def test_without_a_script_the_same_is_done_by_links_and_buttons(town: City, browser: Browser) -> None:
    first, second = recorded(town, 2)
    with listening(town) as address:
        context = browser.new_context(
            viewport=DESK_PANEL,  # type: ignore[arg-type]
            locale="zh-CN",
            base_url=address,
            java_script_enabled=False,
        )
        page = context.new_page()
        page.goto("/review")
        page.locator("#login").fill("li")
        page.locator("#password").fill(PASSWORD)
        page.keyboard.press("Enter")
        page.get_by_role("link", name=ITEM.name).first.click()
        page.locator('[data-view="after"]').click()
        page.locator('[data-view="right"]').click()
        page.locator('[data-view="larger"]').click()
        expect(page.locator("#stage img")).to_have_class("zoom-1 turn-90")
        page.locator("#claim").click()
        page.locator("summary", has_text="退回窗口").click()
        page.get_by_label("材料缺页，请补齐后再报").check()
        page.locator("#return").click()
        expect(page.locator("#done")).to_contain_text(first)
        assert second in page.url
        context.close()
    assert town.cases()[first]["reason"] == "材料缺页，请补齐后再报"


def test_of_two_browsers_that_want_one_case_one_has_it(town: City, browser: Browser) -> None:
    (number,) = recorded(town, 1)
    said: list[str] = []
    with listening(town) as address:
        pages = [opened(browser, address, DESK_PANEL, said) for _ in range(2)]
        for page, login in zip(pages, ("li", "wang"), strict=True):
            sign_in(page, f"/review/cases/{number}", login)
            expect(page.locator("#claim")).to_be_visible()
        for page in pages:  # neither waits for the other's answer
            page.evaluate("setTimeout(() => document.getElementById('claim').click(), 100)")
        for page in pages:
            expect(page.locator("#mine, #claimed")).to_be_visible()
        mine = [page.locator("#mine").count() for page in pages]
        assert sorted(mine) == [0, 1]
        loser, winner = pages[mine.index(0)], pages[mine.index(1)]
        expect(loser.locator("#claimed")).to_contain_text(re.compile(r"由 .审批 签收 2026-11-23"))
        assert loser.locator("#approve, #return, #reject, #ask").count() == 0
        loser.goto("/review?group=free")
        expect(loser.locator("#cases")).to_have_count(0)
        press(winner, "a", "Enter")
        expect(winner.locator("#state")).to_have_text("准予，已办结")
        for page in pages:
            page.close()
    assert [one for one in said if "409" not in one] == [], "a browser notes the refusal itself"
    assert town.cases()[number]["state"] == "approved"


def test_a_set_is_chosen_and_approved_by_keyboard(town: City, browser: Browser) -> None:
    recorded(town, 12)
    said: list[str] = []
    with listening(town) as address:
        page = opened(browser, address, DESK_PANEL, said)
        sign_in(page, "/review", "li")
        expect(page.locator("#cases tr.current")).to_have_count(1)
        press(page, "Space")
        press(page, "j")
        press(page, "Space")
        expect(page.locator("#chosen")).to_have_text("已选 2 件")
        press(page, "*")
        expect(page.locator("#chosen")).to_have_text("已选 12 件")
        press(page, "k")
        press(page, "Space")
        press(page, "a")
        press(page, "Enter")
        expect(page.locator("#ready tbody tr")).to_have_count(11)
        expect(page.locator("#sure")).to_be_focused()
        press(page, "Enter")
        expect(page.locator("#done")).to_contain_text("已准予 11 件")
        press(page, "b")
        expect(page.locator("#cases tbody tr")).to_have_count(1)
        press(page, "?")
        expect(page.locator("details.keys dl")).to_be_visible()
        press(page, "Escape")
        expect(page.locator("details.keys dl")).to_be_hidden()
        page.close()
    assert said == []
