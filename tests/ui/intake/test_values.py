"""The intake's values: bodies, addresses, texts. No Qt."""

from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.applicants.checked import Checked
from app.cases.model import CaseAct
from app.catalogue.model import TimeLimit, TimeUnit
from app.catalogue.shipped import shipped_divisions
from tests.ui.desk import PERSON, RESOURCES
from ui.intake.address import AddressParts, joined, split
from ui.intake.body import another, is_blank, line, material_place
from ui.intake.rows import identity_found, later_hint, limit_text, promised_hint, saved_text

DIVISIONS = shipped_divisions(RESOURCES)
TOWNS = [(county.code, town.code) for county in DIVISIONS.counties for town in county.towns]


@given(place=st.sampled_from(TOWNS), rest=st.text(st.characters(whitelist_categories=("Lo", "Nd")), min_size=1))
def test_an_address_is_taken_apart_as_it_was_put_together(place: tuple[str, str], rest: str) -> None:
    parts = AddressParts(county=place[0], town=place[1], rest=rest)
    assert joined(DIVISIONS, split(DIVISIONS, joined(DIVISIONS, parts))) == joined(DIVISIONS, parts)


def test_an_address_from_elsewhere_stays_as_it_is() -> None:
    parts = split(DIVISIONS, "沈阳市和平区南京街1号")
    assert parts == AddressParts(county=None, town=None, rest="沈阳市和平区南京街1号")
    assert joined(DIVISIONS, parts) == "沈阳市和平区南京街1号"


def test_no_text_is_no_address() -> None:
    assert joined(DIVISIONS, AddressParts(county="220521", town="220521100", rest="")) is None


def test_a_line_holds_nothing_of_the_screen() -> None:
    made = line({"item": "x", "screen": {"side": "self"}}, CaseAct.ACCEPT)
    assert "screen" not in made


@pytest.mark.parametrize(
    ("body", "blank"),
    [
        ({}, True),
        ({"item": "", "applicant": {"name": None, "phone": "138"}}, True),
        ({"item": "x"}, False),
        ({"applicant": {"name": "王"}}, False),
        ({"agent": {"id_no": "22"}}, False),
    ],
)
def test_a_form_is_blank_as_long_as_nothing_would_be_missed(body: dict[str, object], blank: bool) -> None:
    assert is_blank(body) is blank


def test_another_one_keeps_item_agent_and_ticket_only() -> None:
    body = {"item": "x", "agent": {"name": "李"}, "ticket": "A017", "applicant": PERSON, "answers": {"a": 1}}
    kept = another({**body, "materials": [{"code": "m"}], "screen": {"side": "agent", "conditions": [0]}})
    assert (kept["item"], kept["agent"], kept["ticket"]) == ("x", {"name": "李"}, "A017")
    assert (kept["applicant"], kept["answers"], kept["materials"]) == ({}, {}, [])
    assert kept["screen"] == {"side": "agent"}


@pytest.mark.parametrize(
    ("path", "code"),
    [("materials.1.form", "b"), ("materials.id_card", "id_card"), ("materials", None), ("materials.7.file", None)],
)
def test_a_path_names_its_material_by_place_or_code(path: str, code: str | None) -> None:
    assert material_place({"materials": [{"code": "a"}, {"code": "b"}]}, path) == code


def test_a_good_number_says_birth_sex_and_validity() -> None:
    checked = Checked(normalised="x", birth=date(1944, 3, 8), sex="F")
    today = date(2026, 11, 23)
    assert identity_found(checked, "long", today) == "✓ 校验通过 · 1944-03-08 · 女 · 证件长期有效"
    assert identity_found(checked, date(2020, 1, 1), today) == "✓ 校验通过 · 1944-03-08 · 女"


def test_what_may_follow_is_said_with_its_last_day() -> None:
    assert later_hint(["参保登记表"], date(2026, 11, 26)) == "参保登记表容缺受理：请申请人签承诺书，11月26日前补交。"
    assert later_hint([], date(2026, 11, 26)) == ""
    assert promised_hint(["参保登记表"], date(2026, 11, 26)) == "待补交：参保登记表，最迟11月26日。"


def test_limits_and_times_read_as_on_paper() -> None:
    assert limit_text(TimeLimit(amount=0)) == "当场"
    assert limit_text(TimeLimit(amount=2, unit=TimeUnit.MONTH)) == "2 个月"
    assert saved_text(datetime(2026, 11, 23, 2, 32, 7, tzinfo=UTC)) == "已自动保存 10:32:07"
