"""After the sign-in comes the page that was asked for, and never another site."""

import re
from collections.abc import Iterator
from html import unescape

import httpx
import pytest

from tests.central.arrange import POINT, City
from tests.central.server import browser, listening

PASSWORD = "long enough 1"


@pytest.fixture
def address(town: City) -> Iterator[str]:
    town.program.sign_in.add("li", "李审批", PASSWORD)
    town.program.sign_in.add("tech", "赵技术", PASSWORD, technician=True)
    town.program.sign_in.add("min", "民政", PASSWORD, department="民政部门")
    with listening(town) as found:
        yield found


def led_to(client: httpx.Client, wish: str, login: str = "li") -> str:
    answer = client.post("/review/sign-in", data={"login": login, "password": PASSWORD, "next": wish})
    assert answer.status_code == 303
    return answer.headers["location"]


@pytest.mark.parametrize(
    "asked",
    [
        "/city",
        f"/city/points/{POINT}",
        "/review?group=all&text=%E5%88%98&page=2",
        "/review/cases/220521100001012026112300015",
        "/city/audit?kind=void&begin=2026-11-01",
    ],
)
def test_the_page_that_was_asked_for_comes_after_the_sign_in(address: str, asked: str) -> None:
    with browser(address) as client:
        sent = client.get(asked)
        assert sent.status_code == 303
        page = client.get(sent.headers["location"])
        assert page.status_code == 200
        (wish,) = re.findall(r'name="next" value="([^"]*)"', page.text)
        wrong = client.post("/review/sign-in", data={"login": "li", "password": "guess", "next": unescape(wish)})
        assert wrong.status_code == 422
        assert re.findall(r'name="next" value="([^"]*)"', wrong.text) == [wish]
        assert led_to(client, unescape(wish)) == asked
        assert client.get(asked).status_code in (200, 404)


@pytest.mark.parametrize(
    "wish",
    [
        "",
        "//evil.example",
        "///evil.example/review",
        "https://evil.example/review",
        "https:/review",
        "https:review",
        "javascript:alert(1)",
        "\\\\evil.example",
        "/\\evil.example",
        "/review/\\evil.example",
        "/review//evil.example",
        "/review/../../evil",
        "/review/%2e%2e/%2e%2e/evil",
        "/\t/evil.example",
        "\t//evil.example",
        " /review/cases/1",
        "/review\r\nLocation: https://evil.example",
        "/review\r\n",
        "/review\n",
        "/reviewer",
        "/review@evil.example",
        "/review.evil.example",
        "/p/ABCD",
        "evil.example/review",
        "/review#//evil.example",
        "/review/sign-in",
        "/review/sign-in?next=/review",
        "/review/sign-out",
        "/ｒeview",
        "/review?" + "a" * 3000,
    ],
)
def test_what_is_no_page_of_ours_leads_home(address: str, wish: str) -> None:
    with browser(address) as client:
        assert led_to(client, wish) == "/review"


@pytest.mark.parametrize(
    ("login", "wish", "place"),
    [
        ("tech", "", "/city"),
        ("tech", "/review/cases/1", "/city"),
        ("tech", f"/city/points/{POINT}", f"/city/points/{POINT}"),
        ("min", f"/city/points/{POINT}", "/review"),
        ("min", "/review/cases/1", "/review/cases/1"),
    ],
)
def test_who_may_not_see_the_page_is_led_to_their_own(address: str, login: str, wish: str, place: str) -> None:
    with browser(address) as client:
        assert led_to(client, wish, login) == place


def test_a_wish_is_written_into_the_page_as_text(address: str) -> None:
    with browser(address) as client:
        page = client.get("/review/sign-in", params={"next": '"><script>alert(1)</script>'}).text
        assert "<script>" not in page
