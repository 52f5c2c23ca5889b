"""What the catalogue's tests share: the calendar and the items that are shipped."""

import json

import pytest

from app.catalogue.calendar import WorkingCalendar, working_calendar
from app.catalogue.calendar_json import calendar_year_from_json
from tests.app.catalogue.shipped import RESOURCES


@pytest.fixture(scope="session")
def calendar() -> WorkingCalendar:
    files = sorted(RESOURCES.joinpath("calendar").glob("*.json"))
    return working_calendar(calendar_year_from_json(json.loads(file.read_text(encoding="utf-8"))) for file in files)
