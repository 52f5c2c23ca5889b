"""A computer whose clock stands before the last entry, from the command line."""

from datetime import timedelta
from pathlib import Path

import pytest

from app.clock import SystemClock, local_date
from tests import make
from tests.end_to_end.command import Folder

NOW = SystemClock().now()
TODAY = local_date(NOW).isoformat()


@pytest.fixture
def late(tmp_path: Path) -> Folder:
    """A desk whose entries are of next month: for them this computer's clock went back."""
    with make.signed_in(tmp_path, make.HeldClock(NOW + timedelta(days=31))) as desk:
        desk.program.cases.record(make.line())
    return Folder(tmp_path)


def test_acts_are_refused_until_the_date_is_confirmed(late: Folder) -> None:
    for said in (late.record(make.line()), late.do("ticket", "take")):
        assert said.code == 3
        error = said.results[0] if said.results else said.error
        assert error is not None
        assert error["error"] == "clock_unconfirmed"
    shown = late.do("clock", "show").result
    assert (shown["doubt"], shown["unconfirmed"], shown["anchored"]) == ("clock_backward", True, False)
    assert late.do("status").result["clock"]["unconfirmed"] is True

    said = late.do("clock", "confirm", "--date", TODAY, "--action", "c1")
    assert said.code == 0
    assert said.result["unconfirmed"] is False
    assert late.do("clock", "confirm", "--date", TODAY, "--action", "c1").result == said.result
    done = late.recorded(make.line())
    assert TODAY.replace("-", "") in done["case_no"]
    shown = late.do("case", "show", done["case_no"]).result
    assert shown["unanchored"] is True
    assert shown["steps"][0]["unanchored"] is True
    assert late.do("ticket", "take").code == 0
    assert late.holds()


@pytest.mark.parametrize("given", [("--date", "26.11.2026"), ("--date", TODAY, "--time", "9 Uhr"), ()])
def test_a_date_that_is_none_is_wrong_use(late: Folder, given: tuple[str, ...]) -> None:
    assert late.do("clock", "confirm", *given).code == 2


def test_an_unlikely_date_is_refused(late: Folder) -> None:
    said = late.do("clock", "confirm", "--date", "1999-01-01")
    assert (said.code, said.error and said.error["error"]) == (3, "clock_date_unlikely")
