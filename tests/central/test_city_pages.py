"""The technicians' pages over real HTTP."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from urllib.parse import urlencode

import httpx
import pytest

from app.central.model import Alarm
from app.central.words import WORDS
from tests.central.arrange import POINT, City
from tests.central.server import browser, listening

PASSWORD = "long enough 1"
SECRET = ("刘𬘘", "220521194802290002", "13843590000", "快大茂镇长安社区")


@pytest.fixture
def address(town: City) -> Iterator[str]:
    town.program.sign_in.add("tech", "赵技术", PASSWORD, technician=True)
    town.program.sign_in.add("li", "李审批", PASSWORD)
    town.program.sign_in.add("min", "民政审批", PASSWORD, department="通化县民政局")
    with listening(town) as found:
        yield found


@contextmanager
def signed_in(address: str, login: str) -> Iterator[httpx.Client]:
    with browser(address) as client:
        answer = client.post("/review/sign-in", data={"login": login, "password": PASSWORD})
        assert answer.status_code == 303
        yield client


@pytest.fixture
def tech(address: str) -> Iterator[httpx.Client]:
    with signed_in(address, "tech") as client:
        yield client


def csrf(page: str) -> str:
    found = re.search(r'name="csrf" value="([0-9a-f]{64})"', page)
    assert found
    return found[1]


def test_a_technician_sees_points_and_no_case(town: City, address: str) -> None:
    town.desk().exchange()
    with signed_in(address, "tech") as client:
        assert client.get("/city").status_code == 200
        for path in ("/review", "/review/cases/1"):
            assert client.get(path).status_code == 403
    with browser(address) as client:
        answer = client.post("/review/sign-in", data={"login": "tech", "password": PASSWORD})
        assert answer.headers["location"] == "/city"


def test_a_department_sees_its_cases_and_no_points(town: City, address: str) -> None:
    town.desk().exchange()
    with signed_in(address, "min") as client:
        assert "/city" not in client.get("/review").text
        for path in ("/city", f"/city/points/{POINT}"):
            assert client.get(path).status_code == 403
        page = client.get("/review").text
        assert client.post(f"/city/points/{POINT}/code", data={"csrf": csrf(page)}).status_code == 403


def test_who_sees_all_cases_sees_the_points_too(town: City, address: str) -> None:
    town.desk().exchange()
    with signed_in(address, "li") as client:
        assert client.get("/city").status_code == 200
        assert client.get("/review").status_code == 200


def wished(path: str) -> str:
    return urlencode({"next": path})


def test_nobody_sees_the_points_without_a_sign_in(town: City, address: str) -> None:
    with browser(address) as client:
        for path in ("/city", f"/city/points/{POINT}", f"/city/points/{POINT}/devices/x/revoke"):
            answer = client.get(path)
            assert (answer.status_code, answer.headers["location"]) == (303, f"/review/sign-in?{wished(path)}")


def test_the_list_says_why_in_words_with_the_phone(town: City, tech: httpx.Client) -> None:
    from app.sync.model import ServicePoint

    desk = town.desk()
    desk.exchange(waiting=12)
    with town.program.store.writing() as central:
        central.registry.keep_profile(
            ServicePoint(code=POINT, name="快大茂便民服务中心", short_name="快大茂", address="", phone="0435-5223344")
        )
    town.clock.pass_by(days=3)
    tech = reopened(tech)
    page = tech.get("/city").text
    assert "3 天没有联系，最后一次时还有 12 条未上传" in page
    assert 'href="tel:0435-5223344"' in page
    assert "快大茂便民服务中心" in page
    english = tech.get("/city", headers={"Accept-Language": "en"}).text
    assert "No contact for 3 days; 12 entries were still waiting" in english
    assert "没有符合条件的服务点" in tech.get("/city?text=nowhere").text
    assert POINT in tech.get("/city?text=5223344&group=calling").text


def reopened(client: httpx.Client) -> httpx.Client:
    """The same browser, signed in once more: days have passed."""
    assert client.post("/review/sign-in", data={"login": "tech", "password": PASSWORD}).status_code == 303
    return client


def test_a_points_page_shows_everything_but_applicants(town: City, tech: httpx.Client) -> None:
    desk = town.desk()
    desk.record(case_no="123")
    desk.record()
    desk.exchange((desk.batch(),), program="sidao 0.1.0", waiting=2)
    pages = [tech.get("/city").text, tech.get(f"/city/points/{POINT}").text]
    assert not [secret for secret in SECRET for page in pages if secret in page]
    assert desk.signers["desk"].key_id.hex() in pages[1]  # type: ignore[index]
    for words in ("sidao 0.1.0", "办件编号的校验位不对", "在用", "退回"):
        assert words in pages[1]
    assert tech.get("/city/points/220521109999").status_code == 404


def test_a_new_code_is_shown_once_and_enrols(town: City, tech: httpx.Client) -> None:
    town.desk().exchange()
    page = tech.get(f"/city/points/{POINT}").text
    shown = tech.post(f"/city/points/{POINT}/code", data={"csrf": csrf(page)})
    found = re.search(r"(?:[0-9A-Z]{4}-){5}[0-9A-Z]{4}", shown.text)
    assert found
    assert found[0] not in tech.get(f"/city/points/{POINT}").text
    assert "任意设备" in tech.get(f"/city/points/{POINT}").text
    town.desk(2, enrolled=False).enrol(found[0].replace("-", ""))
    assert "2 号设备" in tech.get(f"/city/points/{POINT}").text
    assert tech.post(f"/city/points/{POINT}/code", data={"csrf": "0" * 64}).status_code == 403


def test_a_device_is_revoked_only_after_a_second_page(town: City, tech: httpx.Client) -> None:
    desk = town.desk()
    desk.record()
    desk.exchange((desk.batch(),), waiting=5)
    path = f"/city/points/{POINT}/devices/{desk.id}/revoke"
    asked = tech.get(path)
    assert "还有 5 条未上传" in asked.text
    token = csrf(asked.text)
    unticked = tech.post(path, data={"csrf": token})
    assert (unticked.status_code, "请先勾选" in unticked.text) == (422, True)
    with town.program.store.reading() as central:
        assert [key.revoked_at for key in central.registry.devices(POINT)] == [None, None]
    done = tech.post(path, data={"csrf": token, "sure": "yes"})
    assert (done.status_code, done.headers["location"]) == (303, f"/city/points/{POINT}?done=revoked")
    assert "第 1 条以后不认" in tech.get(done.headers["location"]).text
    assert tech.get(path).status_code == 404
    assert tech.post(path, data={"csrf": token, "sure": "yes"}).status_code == 404


def test_a_device_is_retired_and_its_point_stands_without_it(town: City, tech: httpx.Client) -> None:
    desk = town.desk()
    path = f"/city/points/{POINT}/devices/{desk.id}/retire"
    done = tech.post(path, data={"csrf": csrf(tech.get(path).text), "sure": "yes"})
    assert "已退役" in tech.get(done.headers["location"]).text
    assert tech.get(f"/city/points/{POINT}/devices/{desk.id}/explode").status_code == 404


def test_an_alarm_is_cleared_by_whoever_looked_after_it(town: City, tech: httpx.Client) -> None:
    town.desk().exchange()
    with town.program.store.writing() as central:
        central.alarms.raise_alarm(Alarm(point=POINT, about="fork x", code="fork", detail="x", at=town.clock.now()))
    page = tech.get(f"/city/points/{POINT}").text
    assert "数据分叉" in page
    cleared = tech.post(f"/city/points/{POINT}/alarms", data={"csrf": csrf(page), "about": "fork x", "act": "clear"})
    assert "没有告警" in tech.get(cleared.headers["location"]).text


def test_every_reason_and_need_has_its_words() -> None:
    from app.central.city_model import Need
    from app.sync.model import Reason

    assert not [reason for reason in Reason if f"reason_{reason.value}" not in WORDS and reason != "catalogue_unknown"]
    silent = {"need_silent_waiting", "need_silent_files", "need_silent_entries", "need_clock_ahead"}
    assert not (silent | {f"need_{need.value}" for need in Need if need is not Need.CLOCK}) - set(WORDS)


def test_no_page_of_the_technicians_needs_a_script(town: City, tech: httpx.Client) -> None:
    desk = town.desk()
    desk.exchange()
    for path in ("/city", f"/city/points/{POINT}", f"/city/points/{POINT}/devices/{desk.id}/revoke"):
        answer = tech.get(path)
        assert "<script" not in answer.text
        assert "default-src 'none'" in answer.headers["content-security-policy"]


def test_what_a_revoked_device_signed_afterwards_is_confirmed_or_returned_on_the_page(
    town: City, tech: httpx.Client
) -> None:
    lost, neighbour = town.desk(1), town.desk(2)
    lost.record()
    lost.push()
    town.program.city.revoke(POINT, lost.id)
    for number in (2, 3):
        lost.record()
        neighbour.exchange([lost.batch(number)])
        page = tech.get(f"/city/points/{POINT}").text
        assert "认可停用后的记录" in page
        said = {"csrf": csrf(page), "device": lost.id}
        path = f"/city/points/{POINT}/aside"
        if number == 2:
            done = tech.post(path, data={**said, "act": "confirm"})
            assert done.headers["location"] == f"/city/points/{POINT}?done=confirmed"
            assert len(town.cases()) == 2
        else:
            assert "请写明理由" in tech.post(path, data={**said, "act": "refuse", "reason": " "}).text
            done = tech.post(path, data={**said, "act": "refuse", "reason": "不是窗口办的"})
            assert done.headers["location"] == f"/city/points/{POINT}?done=refused"
            assert "不是窗口办的" in tech.get(f"/city/points/{POINT}").text
    assert len(town.cases()) == 2
    assert "认可停用后的记录" not in tech.get(f"/city/points/{POINT}").text
    assert tech.post(path, data={**said, "device": "x", "act": "confirm"}).status_code == 404
    assert tech.post(path, data={**said, "act": "explode"}).status_code == 404
