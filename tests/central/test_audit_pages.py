"""The audit over real HTTP: the page, and the CSV as a spreadsheet takes it."""

import csv
import io
from collections.abc import Iterator

import httpx
import pytest

from app.central import http_audit
from app.central.city_model import AuditKind
from app.central.http_audit import cell
from app.central.words import WORDS
from tests.central.arrange import POINT, City
from tests.central.server import browser, listening

PASSWORD = "long enough 1"


@pytest.fixture
def tech(either: City) -> Iterator[httpx.Client]:
    either.program.sign_in.add("tech", "赵技术", PASSWORD, technician=True)
    with listening(either) as address, browser(address) as client:
        client.post("/review/sign-in", data={"login": "tech", "password": PASSWORD})
        yield client


def arranged(town: City) -> None:
    desk = town.desk()
    desk.write("clerk.added", "c1", {"name": "=1+1", "number": "07"})
    case = desk.record()
    acted = {"act": "correct", "by": "=2+2", "case_no": case["case_no"], "reason": '他说"写错了",\n请更正'}
    desk.write("case.acted", case["id"], acted)
    desk.write("clock.confirmed", desk.id, {"by": "王敏", "difference": 90000.0})
    desk.push()


def rows(answer: httpx.Response) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(answer.content.decode("utf-8-sig"), newline="")))


def test_the_page_says_who_did_what_when(either: City, tech: httpx.Client) -> None:
    arranged(either)
    page = tech.get("/city/audit").text
    for words in ("更正", "写错了", "人员确认了日期", "慢 25 小时", "共 3 条", "王敏"):
        assert words in page
    assert "<script" not in page
    assert "共 1 条" in tech.get("/city/audit?kind=clock").text
    assert "共 0 条" in tech.get("/city/audit?point=220521101000").text
    assert "共 0 条" in tech.get("/city/audit?until=2026-11-22").text
    assert "共 3 条" in tech.get("/city/audit?since=2026-11-23&until=2026-11-23").text
    assert "共 3 条" in tech.get("/city/audit?since=never&kind=nothing").text
    assert "a clerk said the date" in tech.get("/city/audit", headers={"Accept-Language": "en"}).text


def test_the_export_is_utf8_with_a_mark_and_runs_no_formula(either: City, tech: httpx.Client) -> None:
    arranged(either)
    answer = tech.get("/city/audit.csv")
    assert answer.headers["content-type"] == "text/csv; charset=utf-8"
    assert 'filename="audit-2026-11-23.csv"' in answer.headers["content-disposition"]
    assert answer.content.startswith(b"\xef\xbb\xbf")
    found = rows(answer)
    assert [row["事由"] for row in found] == ["人员变动", "更正", "时钟"]
    assert (found[0]["号码"], found[0]["说明"]) == ("", "新增 · =1+1")
    assert found[1]["人员"] == "'=2+2"
    assert '他说"写错了",\n请更正' in found[1]["说明"]
    assert {row["服务点编码"] for row in found} == {f"\t{POINT}"}
    assert found[2]["差（秒）"] == "-90000"
    assert [row["事由"] for row in rows(tech.get("/city/audit.csv?clerk==2%2B2&kind=correct"))] == ["更正"]


def test_who_finds_too_much_is_told_so(either: City, tech: httpx.Client, monkeypatch: pytest.MonkeyPatch) -> None:
    arranged(either)
    monkeypatch.setattr(http_audit, "MOST", 2)
    page = tech.get("/city/audit").text
    assert "超过 2 条" in page
    assert "1 / 1" in page
    assert "共 1 条" in tech.get("/city/audit?kind=clock").text


def test_only_those_who_see_the_points_see_the_audit(either: City, tech: httpx.Client) -> None:
    either.program.sign_in.add("min", "民政审批", PASSWORD, department="通化县民政局")
    with browser(str(tech.base_url)) as client:
        assert client.get("/city/audit.csv").status_code == 303
        client.post("/review/sign-in", data={"login": "min", "password": PASSWORD})
        assert client.get("/city/audit").status_code == 403
        assert client.get("/city/audit.csv").status_code == 403


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("=SUM(A1)", "'=SUM(A1)"),
        ("+1", "'+1"),
        ("-1+2", "'-1+2"),
        ("@x", "'@x"),
        ("\t=1", "'\t=1"),
        ("-3600", "-3600"),
        ("3600", "3600"),
        ("220521100001012026112300015", "\t220521100001012026112300015"),
        ("0435", "\t0435"),
        ("王敏", "王敏"),
        ("", ""),
    ],
)
def test_a_cell_is_what_it_says(text: str, written: str) -> None:
    assert cell(text) == written


def test_every_kind_has_its_words() -> None:
    assert not {f"audit_{kind.value}" for kind in AuditKind} - set(WORDS)
