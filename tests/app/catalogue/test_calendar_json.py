"""Calendar files: what is shipped is whole, what is wrong is refused at its place."""

import json
from datetime import date

import chinese_calendar
import pytest

from app.catalogue.calendar_json import calendar_year_from_json, calendar_year_to_json
from app.errors import Refused
from tests.app.catalogue.shipped import RESOURCES

FILES = sorted(RESOURCES.joinpath("calendar").glob("*.json"))


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_every_shipped_year_reads_back_as_it_was_written(file):
    data = json.loads(file.read_text(encoding="utf-8"))
    year = calendar_year_from_json(data)
    assert calendar_year_to_json(year) == data
    assert str(year.year) == file.stem


def test_every_year_that_chinesecalendar_knows_is_shipped_as_complete():
    known = {day.year for day in chinese_calendar.holidays}
    years = [calendar_year_from_json(json.loads(file.read_text(encoding="utf-8"))) for file in FILES]
    assert {year.year for year in years if year.complete} == known


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_only_days_that_differ_from_monday_to_friday_are_listed(file):
    year = calendar_year_from_json(json.loads(file.read_text(encoding="utf-8")))
    assert all((day.kind == "workday") == (day.date.weekday() >= 5) for day in year.days)


@pytest.mark.parametrize(
    ("change", "code", "field"),
    [
        ({"year": "2026"}, "calendar_malformed", "calendar.year"),
        ({"source": ""}, "calendar_malformed", "calendar.source"),
        ({"complete": 1}, "calendar_malformed", "calendar.complete"),
        ({"days": None}, "calendar_malformed", "calendar.days"),
        ({"days": [["2026-01-01", "holiday"]]}, "calendar_malformed", "calendar.days.0"),
        ({"days": [["2026-02-30", "holiday", "x"]]}, "calendar_malformed", "calendar.days.0"),
        ({"days": [["2026-01-01", "feast", "x"]]}, "calendar_malformed", "calendar.days.0"),
        ({"days": [["2025-01-01", "holiday", "x"]]}, "calendar_day_outside_year", "calendar.days.0"),
        ({"days": [["2026-01-01", "holiday", "x"]] * 2}, "calendar_malformed", "calendar.days"),
    ],
)
def test_a_wrong_calendar_is_refused_at_its_place(change, code, field):
    data = {"year": 2026, "source": "通知", "complete": True, "days": []} | change
    with pytest.raises(Refused) as refusal:
        calendar_year_from_json(data)
    assert (refusal.value.code, refusal.value.field) == (code, field)


def test_what_is_no_object_is_refused():
    with pytest.raises(Refused):
        calendar_year_from_json([date(2026, 1, 1)])
