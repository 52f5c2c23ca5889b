"""A week of a point with two windows: 300 visits, every act, every theme, three days offline; then both sides agree.

One seeded week under a held clock, against the real central. The first window's clerk works at the screens, by keys;
the second's through the services that the screens use.
"""

from pathlib import Path

from pytestqt.qtbot import QtBot

from app.cases.acts import AT_WINDOW
from app.cases.model import CaseAct
from tests.end_to_end.week.at_screens import AtScreens
from tests.end_to_end.week.days import Week
from tests.end_to_end.week.figures import hold_figures, hold_visits
from tests.end_to_end.week.holds import (
    hold_acts,
    hold_cancelled,
    hold_days_away,
    hold_equal,
    hold_returns,
    hold_themes,
)
from tests.end_to_end.week.papers import hold_papers
from tests.end_to_end.week.plan import Plan
from tests.end_to_end.week.screens import open_screens
from tests.end_to_end.week.town import open_town

VISITS = 300
AT_SCREENS = AT_WINDOW - {CaseAct.DRAFT, CaseAct.ACCEPT_LATE, CaseAct.ACCEPT_PROMISED, CaseAct.CONCLUDE}
"""Acts that a clerk asks for by name; which kind of acceptance it is follows from what was handed in."""


def test_after_a_week_of_two_windows_both_sides_are_equal_and_every_paper_is_consistent(
    qtbot: QtBot, tmp_path: Path
) -> None:
    with open_town(tmp_path) as town:
        week = Week(town)
        with open_screens(week.one, qtbot, tmp_path / "fonts") as screens:
            hands = AtScreens(screens)
            week.one.hands = hands
            plan = Plan(week, screens)
            plan.monday(90)
            plan.tuesday(56)
            plan.wednesday(44)
            plan.thursday(38)
            plan.friday(34)
            plan.saturday(33)
            plan.sunday()
            hands.close()
        assert sum(week.counts.values()) == VISITS
        assert week.one.typed["visit"] > VISITS // 3
        assert week.one.typed.keys() >= {act.value for act in AT_SCREENS}, week.one.typed
        hold_equal(week)
        hold_acts(week)
        hold_themes(week)
        hold_returns(week)
        hold_cancelled(week, plan.cancelled)
        hold_days_away(week, plan.offline)
        hold_papers(town.desks, town.cases())
        hold_visits(week)
        hold_figures(week)
        hold_equal(week)
