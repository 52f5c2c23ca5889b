"""The pages and resources over real HTTP."""

import re
from collections.abc import Iterator
from hashlib import sha256

import httpx
import pytest

from app.keys import seal
from app.sync.enrol_messages import Enrolled
from app.sync.messages import MAX_BODY, MEDIA_TYPE, Answer, Exchange
from app.sync.packing import Purpose, is_signed, pack, unpack
from tests.central.arrange import POINT, City, Desk
from tests.central.server import browser, listening

PASSWORD = "long enough 1"


@pytest.fixture
def client(town: City) -> Iterator[httpx.Client]:
    town.program.sign_in.add("li", "李审批", PASSWORD)
    with listening(town) as address, browser(address) as opened:
        yield opened


@pytest.fixture
def signed_in(client: httpx.Client) -> httpx.Client:
    assert client.post("/review/sign-in", data={"login": "li", "password": PASSWORD}).status_code == 303
    return client


def exchange(client: httpx.Client, desk: Desk, request: Exchange, **headers: str) -> httpx.Response:
    body = pack(request)
    given = {"Content-Type": MEDIA_TYPE, "Sidao-Device": desk.id, "Sidao-Signature": desk.signature(body)}
    return client.post("/sync/v1/exchange", content=body, headers=given | headers)


def a_request(desk: Desk, **values: object) -> Exchange:
    return Exchange(oldest=1, newest=1, device=desk.id, nonce=bytes(16), at=0, **values)  # type: ignore[arg-type]


def csrf(page: str) -> str:
    found = re.search(r'name="csrf" value="([0-9a-f]{64})"', page)
    assert found
    return found[1]


def test_a_desk_enrols_and_exchanges_over_http(town: City, client: httpx.Client) -> None:
    desk = town.desk(enrolled=False)
    body = seal(town.program.keys.sealing.public, pack(desk.enrolment()), desk.ids.bytes(32))
    answered = client.post("/sync/v1/enrol", content=body, headers={"Content-Type": MEDIA_TYPE})
    assert answered.status_code == 200
    signing = town.program.keys.signing
    assert answered.headers["Sidao-Key"] == signing.key_id.hex()
    assert is_signed(signing.public, Purpose.ENROLLED, answered.content, answered.headers["Sidao-Signature"])
    assert unpack(answered.content, Enrolled).demo
    desk.record()
    pushed = exchange(client, desk, a_request(desk, batches=(desk.batch(),)))
    assert pushed.headers["content-type"] == MEDIA_TYPE
    assert is_signed(signing.public, Purpose.ANSWER, pushed.content, pushed.headers["Sidao-Signature"])
    assert unpack(pushed.content, Answer).accepted[0].count == 1


def test_what_is_wrong_with_an_exchange_has_its_status(town: City, client: httpx.Client) -> None:
    desk, other = town.desk(1), town.desk(2)
    fine = a_request(desk)

    def refused(answer: httpx.Response) -> tuple[int, str]:
        return answer.status_code, answer.json()["error"]

    assert refused(exchange(client, desk, fine, **{"Sidao-Signature": "AAAA"})) == (401, "signature_wrong")
    assert refused(exchange(client, desk, fine, **{"Sidao-Device": other.id})) == (401, "signature_wrong")
    assert refused(exchange(client, other, fine)) == (400, "device_differs")
    stranger = town.desk(3, enrolled=False)
    assert refused(exchange(client, stranger, a_request(stranger))) == (401, "device_unknown")
    assert refused(exchange(client, desk, fine, **{"Content-Type": "text/html"}))[0] == 415
    new = Exchange(oldest=7, newest=9, device=desk.id, nonce=bytes(16), at=0)
    answer = exchange(client, desk, new)
    assert (answer.status_code, answer.json()) == (426, {"error": "protocol_unknown", "oldest": 1, "newest": 1})
    headers = {"Content-Type": MEDIA_TYPE, "Sidao-Device": desk.id, "Sidao-Signature": desk.signature(b"no")}
    assert refused(client.post("/sync/v1/exchange", content=b"no", headers=headers)) == (400, "body_not_zstd")
    large = bytes(MAX_BODY + 1)
    assert refused(client.post("/sync/v1/exchange", content=large, headers=headers)) == (413, "body_too_large")
    open_letter = client.post("/sync/v1/enrol", content=b"not sealed at all" * 9, headers=headers)
    assert refused(open_letter) == (403, "enrol_sealed")


def test_the_review_page_asks_who_you_are(town: City, client: httpx.Client) -> None:
    for path, wish in ("/review", ""), ("/review/cases/1", "?next=%2Freview%2Fcases%2F1"):
        answer = client.get(path)
        assert (answer.status_code, answer.headers["location"]) == (303, f"/review/sign-in{wish}")
    posted = client.post("/review/cases/1", data={"act": "approve"})
    assert (posted.status_code, posted.headers["location"]) == (303, "/review/sign-in")
    wrong = client.post("/review/sign-in", data={"login": "li", "password": "guess"})
    assert wrong.status_code == 422
    assert "账号或密码不对" in wrong.text
    assert "sidao_review" not in wrong.headers.get("set-cookie", "")


def test_the_cookie_is_kept_from_scripts_and_other_sites(client: httpx.Client) -> None:
    answer = client.post("/review/sign-in", data={"login": "li", "password": PASSWORD})
    cookie = answer.headers["set-cookie"].lower()
    assert "httponly" in cookie
    assert "samesite=strict" in cookie
    assert "path=/review" in cookie
    foreign = client.post(
        "/review/sign-in", data={"login": "li", "password": PASSWORD}, headers={"Sec-Fetch-Site": "cross-site"}
    )
    assert foreign.status_code == 403


def test_guessing_passwords_is_slowed_down_and_a_later_try_works(town: City, client: httpx.Client) -> None:
    for _ in range(5):
        assert client.post("/review/sign-in", data={"login": "li", "password": "guess"}).status_code == 422
    slowed = client.post("/review/sign-in", data={"login": "li", "password": PASSWORD})
    assert slowed.status_code == 429
    assert int(slowed.headers["retry-after"]) <= 30
    town.clock.pass_by(seconds=31)
    assert client.post("/review/sign-in", data={"login": "li", "password": PASSWORD}).status_code == 303


def test_a_session_ends_when_nobody_sits_there(town: City, signed_in: httpx.Client) -> None:
    assert signed_in.get("/review").status_code == 200
    town.clock.pass_by(minutes=29)
    page = signed_in.get("/review")
    assert page.status_code == 200
    town.clock.pass_by(minutes=29)
    assert signed_in.get("/review").status_code == 200
    assert signed_in.post("/review/sign-out", data={"csrf": csrf(page.text)}).status_code == 303
    assert signed_in.get("/review").status_code == 303
    signed_in.post("/review/sign-in", data={"login": "li", "password": PASSWORD})
    town.clock.pass_by(minutes=31)
    assert signed_in.get("/review").status_code == 303


def test_a_reviewer_opens_a_case_and_approves_it(town: City, signed_in: httpx.Client) -> None:
    desk = town.desk()
    case = desk.record()
    desk.push()
    assert case["case_no"] in signed_in.get("/review").text
    page = signed_in.get(f"/review/cases/{case['case_no']}").text
    for shown in ("刘𬘘", "220521194802290002", "13843590000", "受理通知书", case["documents"][0]["receipt_no"]):
        assert shown in page
    form = {"csrf": csrf(page), "expected": "accepted", "act": "approve", "text": ""}
    early = signed_in.post(f"/review/cases/{case['case_no']}", data=form)
    assert (early.status_code, "请先签收" in early.text) == (409, True)
    signed_in.post(f"/review/cases/{case['case_no']}", data={**form, "act": "claim"})
    done = signed_in.post(f"/review/cases/{case['case_no']}", data=form)
    assert done.status_code == 303
    assert "已准予" in signed_in.get(done.headers["location"]).text
    assert town.cases()[case["case_no"]]["state"] == "approved"
    again = signed_in.post(f"/review/cases/{case['case_no']}", data=form)
    assert again.status_code == 409
    assert "没有保存" in again.text


def test_a_case_with_a_new_number_shows_and_is_found_by_its_former_one(town: City, signed_in: httpx.Client) -> None:
    desk = town.desk()
    former = "220521100001012026112399999"
    case = {**desk.case(), "former_nos": [former]}
    desk.write("case.rerecorded", case["id"], {"act": "accept", "case": case, "of": [desk.id, "desk", 9]})
    desk.push()
    assert case["case_no"] in signed_in.get("/review", params={"text": former}).text
    page = signed_in.get(f"/review/cases/{case['case_no']}").text
    assert f'<dt>原办件号</dt><dd class="number" id="former_nos">{former}</dd>' in page
    other = desk.record()
    desk.push(2)
    assert "原办件号" not in signed_in.get(f"/review/cases/{other['case_no']}").text


def test_a_reviewer_sees_which_attachments_are_in_and_opens_one(town: City, signed_in: httpx.Client) -> None:
    desk = town.desk()
    picture, waits = b"\xff\xd8\xff a scan", sha256(b"not sent yet").hexdigest()
    files = [
        {"digest": sha256(picture).hexdigest(), "name": "身份证.jpg", "media": "image/jpeg", "size": len(picture)},
        {"digest": waits, "name": "户口簿.pdf", "media": "application/pdf", "size": 1_400_000},
    ]
    materials = [
        {"code": code, "form": "copy", "count": 1, "file": file}
        for code, file in zip(("id_card", "household"), files, strict=True)
    ]
    case = desk.record(materials=materials)
    desk.push()
    town.program.files.keep(POINT, str(files[0]["digest"]), "image/jpeg", picture)
    page = signed_in.get(f"/review/cases/{case['case_no']}").text
    assert ">待传 1</span>" in page
    assert "1.4 MB" in page
    where = f"/review/cases/{case['case_no']}/files/"
    assert f'<img src="{where}{files[0]["digest"]}"' in page
    absent = signed_in.get(f"/review/cases/{case['case_no']}?scan=2").text
    assert "<img" not in absent
    assert re.search(r'data-says="absent">.*待传', absent)
    opened = signed_in.get(where + str(files[0]["digest"]))
    assert (opened.content, opened.headers["content-type"]) == (picture, "image/jpeg")
    assert opened.headers["content-disposition"].startswith("inline")
    assert signed_in.get(where + waits).status_code == 404
    other = desk.record()
    desk.push(2)
    assert signed_in.get(f"/review/cases/{other['case_no']}/files/{files[0]['digest']}").status_code == 404
    town.program.sign_in.add("qi", "齐", "long enough 1", department="别的部门")
    cookie = town.program.sign_in.begin("qi", "long enough 1", "127.0.0.9")
    stranger = httpx.Client(base_url=signed_in.base_url, trust_env=False, cookies={"sidao_review": cookie})
    with stranger:
        assert stranger.get(where + str(files[0]["digest"])).status_code == 404
    with httpx.Client(base_url=signed_in.base_url, trust_env=False) as nobody:
        assert nobody.get(where + str(files[0]["digest"])).status_code in (303, 401, 403)


def test_a_form_from_elsewhere_changes_nothing(town: City, signed_in: httpx.Client) -> None:
    desk = town.desk()
    case = desk.record()
    desk.push()
    form = {"expected": "accepted", "act": "approve", "text": ""}
    for token in ("", "0" * 64, "\u6211"):
        answer = signed_in.post(f"/review/cases/{case['case_no']}", data={**form, "csrf": token})
        assert answer.status_code == 403
    assert signed_in.post("/review/sign-out", data={"csrf": "x"}).status_code == 403
    assert town.cases()[case["case_no"]]["state"] == "accepted"


def test_a_missing_reason_is_said_and_what_was_typed_stays(town: City, signed_in: httpx.Client) -> None:
    desk = town.desk()
    case = desk.record()
    desk.push()
    address = f"/review/cases/{case['case_no']}"
    token = csrf(signed_in.get(address).text)
    typed = signed_in.post(address, data={"csrf": token, "expected": "accepted", "act": "return", "text": "缺<b>页"})
    assert (typed.status_code, "缺&lt;b&gt;页" in typed.text) == (409, True)  # not claimed yet
    signed_in.post(address, data={"csrf": token, "act": "claim"})
    answer = signed_in.post(address, data={"csrf": token, "expected": "accepted", "act": "return", "text": " "})
    assert answer.status_code == 422
    assert "请写明理由" in answer.text
    old = signed_in.post(address, data={"csrf": token, "expected": "?", "act": "return", "text": "缺<b>页"})
    assert old.status_code == 422
    assert "缺&lt;b&gt;页" in old.text
    assert signed_in.post(address, data={"csrf": token, "text": "x" * 70000}).status_code == 413


def test_odd_requests_get_a_page_and_never_a_crash(signed_in: httpx.Client) -> None:
    assert signed_in.get("/review/cases/%00").status_code == 404
    assert signed_in.get("/review/cases/none").status_code == 404
    assert signed_in.get("/review?page=9999999999&group=x&order=y&text=%00%25&department=%00").status_code == 200
    assert signed_in.get("/review?page=-1").status_code == 200
    assert signed_in.post("/review/sign-in", data={"login": "\x00", "password": "\x00"}).status_code == 422
    assert signed_in.get("/nowhere").status_code == 404


def test_the_progress_page_names_nobody(town: City, client: httpx.Client) -> None:
    desk = town.desk()
    case = desk.record()
    unknown = client.get(f"/p/{case['token']}")
    assert unknown.status_code == 404
    assert "尚未从窗口上传至市级平台" in unknown.text
    desk.push()
    for token in (case["token"], case["token"].lower()):
        page = client.get(f"/p/{token}")
        assert page.status_code == 200
    for shown in (case["item_name"], "已受理", "2026-11-30", "12345", "便民服务"):
        assert shown in page.text
    for hidden in ("刘𬘘", "220521194802290002", "13843590000", "A017", case["case_no"]):
        assert hidden not in page.text
    english = client.get(f"/p/{case['token']}", headers={"Accept-Language": "en-GB,zh;q=0.5"})
    assert "What happens next" in english.text
    assert english.headers["content-language"] == "en"


def test_the_progress_page_is_limited_for_each_address(town: City, client: httpx.Client) -> None:
    answers = [client.get("/p/0000000000000000") for _ in range(31)]
    assert {answer.status_code for answer in answers[:30]} == {404}
    assert answers[30].status_code == 429
    assert answers[30].headers["retry-after"] == "2"
    town.clock.pass_by(seconds=2)
    assert client.get("/p/0000000000000000").status_code == 404


def test_every_answer_forbids_foreign_content(client: httpx.Client) -> None:
    for path in ("/p/x", "/review/sign-in", "/healthz", "/openapi.json", "/docs", "/static/central.css", "/nowhere"):
        answer = client.get(path)
        assert "default-src 'none'" in answer.headers["content-security-policy"]
        assert answer.headers["x-content-type-options"] == "nosniff"
        assert not re.search(r"(src|href)=\"https?:", answer.text)
        assert "server" not in answer.headers


def test_health_says_whether_the_database_answers(town: City, client: httpx.Client) -> None:
    answer = client.get("/healthz").json()
    assert (answer["status"], answer["alarms"]) == ("ok", 0)


def test_a_central_with_too_much_to_do_asks_desks_to_come_again(town: City) -> None:
    desk = town.desk()
    while town.program.load.begin():
        pass
    with listening(town) as address, browser(address) as client:
        answer = exchange(client, desk, a_request(desk))
        assert (answer.status_code, answer.json()) == (503, {"error": "busy"})
        assert int(answer.headers["retry-after"]) >= 1


def test_metrics_count_what_desks_brought_and_name_nobody(town: City) -> None:
    desk = town.desk()
    case = desk.record()
    desk.write("case.acted", case["id"], {"act": "nonsense"})
    with listening(town) as address, browser(address) as client:
        request = a_request(desk, batches=(desk.batch(),))
        assert exchange(client, desk, request).status_code == 200
        assert exchange(client, desk, request, **{"Sidao-Signature": "AAAA"}).status_code == 401
        answer = client.get("/metrics")
    assert answer.headers["content-type"] == "text/plain; version=0.0.4; charset=utf-8"
    lines = answer.text.splitlines()
    for line in (
        "sidao_entries_total 2",
        'sidao_verdicts_total{kind="accepted",reason=""} 1',
        'sidao_verdicts_total{kind="returned",reason="bad_payload"} 1',
        'sidao_refused_total{code="signature_wrong"} 1',
        f'sidao_body_bytes_total{{direction="up"}} {len(pack(request))}',
        'sidao_exchange_seconds_bucket{le="+Inf"} 1',
        "sidao_exchange_seconds_count 1",
        "sidao_busy_total 0",
        "sidao_under_way 0",
        "sidao_open_alarms 0",
    ):
        assert line in lines
    described = {line.split()[2] for line in lines if line.startswith("# TYPE")}
    assert all(re.match(r"(sidao_[a-z_]+?)(_bucket|_sum|_count)?[{ ]", line) for line in lines if line[0] != "#")
    assert "sidao_exchange_seconds" in described
    assert desk.point not in answer.text
    assert desk.id not in answer.text


def test_a_bug_of_ours_tells_the_log_where_and_nobody_what(
    town: City, client: httpx.Client, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def fails(*_: object) -> None:
        raise LookupError("刘𬘘 220521194802290002")

    monkeypatch.setattr("app.central.http_progress.progress", fails)
    answer = client.get("/p/0000000000000000")
    assert (answer.status_code, answer.json()) == (500, {"error": "bug"})
    assert "LookupError at" in caplog.text
    assert "220521194802290002" not in caplog.text + answer.text
