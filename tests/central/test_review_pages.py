"""The reviewers' pages: every act and the claim by forms alone, and what the list says of each case."""

import re
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import replace
from datetime import date
from hashlib import sha256
from typing import Any

import httpx
import pytest

from app.applicants.model import AuthorityKind, IdType
from app.cases.life import PromiseKind
from app.cases.model import CaseAct, CaseState
from app.catalogue.model import GivenForm
from app.central.opening import import_items
from app.central.words import PARTS, TONES, WORDS
from app.receipts.model import DocumentKind
from tests.central.arrange import ITEM, POINT, City
from tests.central.server import browser, listening

PASSWORD = "long enough 1"


@pytest.fixture
def browsers(town: City) -> Iterator[tuple[httpx.Client, httpx.Client]]:
    """Two reviewers, each in a browser of their own."""
    with ExitStack() as stack:
        address = stack.enter_context(listening(town))
        found = []
        for login in ("li", "wang"):
            town.program.sign_in.add(login, f"{login}审批", PASSWORD, head=login == "wang")
            client = stack.enter_context(browser(address))
            client.post("/review/sign-in", data={"login": login, "password": PASSWORD})
            found.append(client)
        yield found[0], found[1]


@pytest.fixture
def case(town: City) -> dict[str, Any]:
    desk = town.desk()
    recorded = desk.record()
    desk.push()
    return recorded


def page(client: httpx.Client, case: dict[str, Any]) -> str:
    return client.get(f"/review/cases/{case['case_no']}").text


def send(client: httpx.Client, case: dict[str, Any], act: str, **fields: str) -> httpx.Response:
    """Sends a form of the case's page with what it hides in it, as a browser does."""
    shown = page(client, case)
    (csrf,) = set(re.findall(r'name="csrf" value="([^"]+)"', shown))
    state = next(iter(re.findall(r'name="expected" value="([^"]+)"', shown)), "")
    form = {"csrf": csrf, "expected": state, "act": act, **fields}
    return client.post(f"/review/cases/{case['case_no']}", data=form)


def test_each_act_has_its_form_and_says_that_it_was_done(
    town: City, browsers: tuple[httpx.Client, httpx.Client], case: dict[str, Any]
) -> None:
    client, _ = browsers
    code = ITEM.materials[0].code
    for act, fields in (
        ("claim", {}),
        ("ask", {f"ask.{code}": "请补清楚的", "heading": "照片", "about": "一张", "until": "2026-12-04"}),
        ("suspend", {"procedure": "入户核查", "days": "5", "text": "需要入户"}),
        ("resume", {}),
        ("transfer", {"to": "通化县社保局", "text": "不属本级"}),
        ("transfer_up", {"to": "通化市社保局", "text": "超出权限"}),
        ("approve", {"document": "决定书", "number": "J1", "valid_until": "2031-01-05", "pickup": "3号窗口"}),
    ):
        assert f'value="{act}"' in page(client, case)
        done = send(client, case, act, **fields)
        assert (act, done.status_code) == (act, 303)
        assert 'id="done"' in client.get(done.headers["location"]).text
    (held,) = town.cases().values()
    assert held["asked"] == {code: "请补清楚的", "照片": "一张"}
    assert [over["to"] for over in held["hand_overs"]] == ["通化县社保局", "通化市社保局"]
    assert held["pauses"][0]["expected_days"] == 5
    assert (held["state"], held["outcome"]["number"]) == ("approved", "J1")


def test_what_is_wrong_is_said_at_the_form_and_what_was_typed_stays(
    browsers: tuple[httpx.Client, httpx.Client], case: dict[str, Any]
) -> None:
    client, _ = browsers
    early = send(client, case, "transfer", to="通化县社保局", text="不属本级")
    assert (early.status_code, "请先签收" in early.text) == (409, True)
    send(client, case, "claim")
    for act, fields, status, sentence in (
        ("suspend", {"text": "需要入户"}, 422, "请写明是哪一种特别程序"),
        ("suspend", {"procedure": "入户核查", "days": "999", "text": "需要入户"}, 422, "1 到 366"),
        ("transfer", {"text": "不属本级"}, 422, "请写明转给哪个机关"),
        ("ask", {"until": "2026-12-04"}, 422, "请写明要补充哪项材料"),
        ("ask", {"heading": "照片", "about": "一张"}, 422, "请写明补充到哪一天为止"),
        ("ask", {"heading": "照片", "about": "一张", "until": "2026-01-04"}, 422, "2026-01-04 已过"),
        ("ask", {"heading": "照片", "about": "一张", "until": "明天"}, 422, "日期请写成"),
        ("suspend", {"procedure": "入户核查", "days": "五", "text": "需要入户"}, 422, "请写数字"),
        ("resume", {}, 409, "不能作这个决定"),
        ("dance", {}, 422, "页面已过期"),
    ):
        answer = send(client, case, act, **fields)
        assert (act, answer.status_code, sentence in answer.text) == (act, status, True)
        if fields:
            assert f'value="{next(iter(fields.values()))}"' in answer.text
    send(client, case, "ask", heading="照片", about="一张", until="2026-12-04")
    again = {"heading": "照片", "about": "一张", "until": "2026-12-04"}
    assert 'name="anyway"' not in page(client, case)
    warned = send(client, case, "ask", **again)
    assert (warned.status_code, 'name="anyway"' in warned.text) == (422, True)
    assert send(client, case, "ask", **again, anyway="yes").status_code == 303


def test_what_was_typed_into_a_form_that_is_gone_can_still_be_read(
    town: City, browsers: tuple[httpx.Client, httpx.Client], case: dict[str, Any]
) -> None:
    li, wang = browsers
    material = ITEM.materials[0]
    send(li, case, "claim")
    asked = {f"ask.{material.code}": "反面看不清", "heading": "照片", "about": "<一>张", "until": "2026-12-04"}
    csrf = re.findall(r'name="csrf" value="([^"]+)"', page(li, case))[0]
    form = {"csrf": csrf, "expected": "accepted"}
    send(wang, case, "take_over", text="li审批休假")
    late = li.post(f"/review/cases/{case['case_no']}", data={**form, **asked, "act": "ask"})
    written = f"照片\n&lt;一&gt;张\n2026-12-04\n{material.name}：反面看不清"
    assert (late.status_code, f"readonly>{written}</textarea>" in late.text) == (409, True)
    send(wang, case, "release")
    send(li, case, "claim")
    town.program.review.decide(case["case_no"], CaseAct.APPROVE, None, "li审批", login="li")
    moved_on = {**form, "act": "suspend", "procedure": "入户核查", "days": "5", "text": "需要入户"}
    late = li.post(f"/review/cases/{case['case_no']}", data=moved_on)
    assert (late.status_code, "readonly>需要入户\n入户核查\n5</textarea>" in late.text) == (409, True)


def test_another_reviewer_sees_who_has_the_case_and_takes_it_over_with_a_reason(
    town: City, browsers: tuple[httpx.Client, httpx.Client], case: dict[str, Any]
) -> None:
    li, wang = browsers
    opened = page(wang, case)
    send(li, case, "claim")
    csrf = re.findall(r'name="csrf" value="([^"]+)"', opened)[0]
    late = wang.post(f"/review/cases/{case['case_no']}", data={"csrf": csrf, "expected": "accepted", "act": "approve"})
    assert (late.status_code, "由li审批签收" in late.text) == (409, True)
    shown = page(wang, case)
    assert "由 li审批 签收" in shown
    assert 'value="approve"' not in shown
    assert "li审批" in wang.get("/review").text
    assert send(wang, case, "take_over").status_code == 422
    assert send(wang, case, "take_over", text="li审批休假").status_code == 303
    assert "由li审批转来：li审批休假" in page(li, case)
    assert send(wang, case, "release").status_code == 303
    assert 'id="claim"' in page(li, case)
    assert town.cases()[case["case_no"]]["state"] == "accepted"


def test_the_list_says_when_a_case_was_accepted_and_how_its_materials_stand(
    town: City, browsers: tuple[httpx.Client, httpx.Client]
) -> None:
    desk = town.desk()
    file = {"digest": "ab" * 32, "name": "户口簿.jpg", "media": "image/jpeg", "size": 5}
    for form, attached in (("copy", None), ("shared", None), ("electronic", file), ("later", None)):
        desk.record(materials=[{"code": "id_card", "form": form, "count": 1, "file": attached}])
    desk.push()
    shown = browsers[0].get("/review?order=due").text
    stands = re.findall(r'<span class="chip (?:good|plain|attention)">(到齐|待传 1|纸质在点位)</span>', shown)
    assert sorted(stands) == sorted(["纸质在点位", "到齐", "待传 1", "待传 1"])
    assert shown.count('title="2026-11-23 09:00">11-23 09:00</td>') == 8  # accepted, and arrived


def test_keys_lead_to_each_act(browsers: tuple[httpx.Client, httpx.Client], case: dict[str, Any]) -> None:
    free = page(browsers[0], case)
    send(browsers[0], case, "claim")
    mine = page(browsers[0], case)
    for shown, letters in ((free, "c"), (mine, "aorxmstnz")):
        keys = re.findall(r'accesskey="(\w)"', shown)
        assert sorted(keys) == sorted(set(keys))
        alone = re.findall(r'data-key="([^"]+)"', shown)
        assert sorted(alone) == sorted(set(alone))
        assert set(letters) <= set(keys) & set(alone)
        assert re.findall(r"<script[^>]*>", shown) == ['<script src="/static/review.js" defer>']
        assert " style=" not in shown


@pytest.mark.parametrize("state", CaseState)
def test_every_state_has_its_words_and_its_tint(state: CaseState) -> None:
    assert TONES[state.value] in ("plain", "attention", "good", "bad")
    assert f"state_{state.value}" in WORDS
    assert state is CaseState.DRAFT or f"next_{state.value}" in WORDS


def test_every_paper_act_and_promise_has_its_words() -> None:
    for prefix, kinds in (
        ("paper", DocumentKind),
        ("act", CaseAct),
        ("form", GivenForm),
        ("id", IdType),
        ("authority", AuthorityKind),
        ("promise", PromiseKind),
    ):
        assert [kind for kind in kinds if f"{prefix}_{kind.value}" not in WORDS] == []


def test_a_reviewer_sees_by_what_an_agent_acts_who_brought_the_case_and_what_was_promised(
    town: City, browsers: tuple[httpx.Client, httpx.Client]
) -> None:
    agent = {
        "name": "刘小妹",
        "id_type": "111",
        "id_no": "220521197006060021",
        "phone": None,
        "relation": "子女",
        "authority": {"kind": "letter", "scope": "代办参保", "valid_until": "2026-11-20", "number": None},
    }
    promise = {"kind": "late", "about": [ITEM.materials[1].code], "made_on": "2026-11-23", "due_on": "2026-12-01"}
    helper = {"id": town.ids.new(), "number": "D007", "name": "孙代办"}
    desk = town.desk()
    case = desk.record(agent=agent, promises=[promise], helper=helper)
    bare = desk.record(agent={name: value for name, value in agent.items() if name != "authority"})
    desk.push()
    shown = page(browsers[0], case)
    for words in ("授权委托书", "代办参保", "已过期", "孙代办", "2026-12-01 前补交", ITEM.materials[1].name):
        assert words in shown
    assert "没有写明凭什么代理" in page(browsers[0], bare)


def test_no_page_has_a_word_of_another_ones() -> None:
    assert len(WORDS) == sum(map(len, PARTS))


def test_scripts_are_ours_and_the_reviewers_alone_and_scans_stay_with_whoever_may_see_them(
    town: City, browsers: tuple[httpx.Client, httpx.Client]
) -> None:
    desk = town.desk()
    contents = {
        "a.jpg": ("image/jpeg", b"\xff\xd8\xff"),
        "b.pdf": ("application/pdf", b"%PDF-1.7"),
        "c": ("text/html", b"<p>"),
    }
    files = [
        {"digest": sha256(content).hexdigest(), "name": name, "media": media, "size": len(content)}
        for name, (media, content) in contents.items()
    ]
    first, *further = files
    materials = [{"code": "id_card", "form": "electronic", "count": 1, "file": first, "pages": further}]
    case = desk.record(materials=materials)
    desk.push()
    for file, (media, content) in zip(files, contents.values(), strict=True):
        town.program.files.keep(POINT, str(file["digest"]), media, content)
    client = browsers[0]
    for path in ("/review", f"/review/cases/{case['case_no']}"):
        policy = client.get(path).headers["content-security-policy"]
        assert "script-src 'self';" in policy
        assert "unsafe" not in policy
    assert "script-src" not in client.get(f"/p/{case['token']}").headers["content-security-policy"]
    answers = [client.get(f"/review/cases/{case['case_no']}/files/{file['digest']}") for file in files]
    assert [answer.headers["content-type"] for answer in answers] == [
        "image/jpeg",
        "application/pdf",
        "application/octet-stream",
    ]
    assert [answer.headers["content-disposition"].split(";")[0] for answer in answers] == [
        "inline",
        "inline",
        "attachment",
    ]
    for answer in answers:
        assert answer.headers["cache-control"] == "no-store"
        assert answer.headers["x-content-type-options"] == "nosniff"
    frames = [re.findall(r"frame-ancestors ('\w+')", one.headers["content-security-policy"]) for one in answers]
    assert frames == [["'none'"], ["'self'"], ["'none'"]]
    shown = client.get(f"/review/cases/{case['case_no']}?scan=2").text
    assert re.findall(r'<iframe src="[^"#]+', shown) == [
        f'<iframe src="/review/cases/{case["case_no"]}/files/{files[1]["digest"]}'
    ]
    assert re.findall(r'data-name="[^"]* (\d/3)"', shown) == ["1/3", "2/3", "3/3"]


def test_the_page_says_that_the_item_was_cancelled_before_the_window_could_know(
    town: City, browsers: tuple[httpx.Client, httpx.Client]
) -> None:
    desk = town.desk()
    with town.program.store.writing() as central:
        import_items(central, [replace(ITEM, cancelled_on=date(2026, 11, 20))], town.clock)
    marked = desk.record()
    desk.push()
    shown = page(browsers[0], marked)
    assert "收件时事项已取消（2026-11-20 起），窗口尚未收到目录变更" in shown
