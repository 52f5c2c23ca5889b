"""What must hold of the two desks and the city when the week is over, and what must have happened in it."""

from collections import Counter
from collections.abc import Collection, Iterator
from datetime import date, timedelta

from app.cases.acts import AT_WINDOW, OF_REVIEWER, By, lawful
from app.cases.model import ACTED, BEGINNING, Case, CaseAct, CaseState, Step
from app.clock import local_date
from app.program import Program
from app.receipts.model import DocumentKind
from app.verify import verify_desk
from tests import make
from tests.end_to_end.week.days import Week
from tests.end_to_end.week.town import CANCELLED, MONDAY, TOWN, known_to
from tests.sync.real_central import comparable

_SETTLING = {CaseAct.CORRECT, CaseAct.GIVE_WAY, CaseAct.VOID}
AWAY = tuple(MONDAY + timedelta(days=days) for days in (2, 3, 4))
"""Wednesday to Friday: no link."""


def hold_equal(week: Week) -> None:
    """Both desks have central's cases to the last field, nothing is open or differs, and every chain holds."""
    town = week.town
    there = town.cases()
    for desk in town.desks:
        here = known_to(desk)
        assert comparable(here) == comparable(there)
        assert [(case.state, case.central_no) for case in here] == [(case.state, case.central_no) for case in there]
        with desk.store.reading() as store:
            assert store.sync.differing() == []
        assert verify_desk(desk)["findings"] == []
        assert town.holds_each_entry_once(desk)
        status = desk.sync.status()
        assert (status.pending, status.files_pending, status.returned, status.differing) == (0, 0, 0, 0)
    with town.city.program.store.reading() as central:
        assert central.journal.about(TOWN, [case.id for case in there]) == []
    assert [case.case_no for case in there if case.state is CaseState.RETURNED] == []


def hold_acts(week: Week) -> None:
    """Every act of windows and of reviewers was done, each where the table allows it to whoever did it."""
    by_window: set[CaseAct] = set()
    for desk in week.town.desks:
        for case in known_to(desk):
            own = {str(entry) for entry in _own_entries(desk, case)}
            for before, step in _walked(desk.cases.steps(case), own):
                if step.entry in own and step.act in AT_WINDOW:
                    by_window.add(step.act)
                    assert step.act in lawful(before, By.WINDOW), (case.case_no, before, step)
        by_window |= {CaseAct.DRAFT for _ in desk.cases.drafts()}
    assert by_window == AT_WINDOW
    by_reviewer: set[CaseAct] = set()
    review = week.town.city.program.review
    for case in week.town.cases():
        for before, step in _walked(review.open(case.case_no).steps):
            if not step.entry and step.act in OF_REVIEWER:
                by_reviewer.add(step.act)
                assert step.act in lawful(before, By.REVIEWER), (case.case_no, before, step)
    assert by_reviewer == OF_REVIEWER


def _own_entries(desk: Program, case: Case) -> Iterator[object]:
    with desk.store.reading() as store:
        entries = store.journal.of_subject(case.id)
    yield from (entry.name for entry in entries if entry.kind in BEGINNING | {ACTED})


def _walked(steps: list[Step], own: Collection[str] = ()) -> Iterator[tuple[CaseState, Step]]:
    """Each step with the state before it, as it was to whoever did the entries `own`.

    One of these that came back holds the case at its window until it is settled there, whatever the city does
    meanwhile; what gives way leaves the case as the others had brought it.
    """
    state = others = CaseState.DRAFT
    back = False
    for step in steps:
        yield (CaseState.RETURNED if back else state), step
        state = step.state or state
        if _is_verdict(step):
            back = True
        elif step.entry not in own:
            others = state
        elif step.act in _SETTLING:
            state = others if step.act is CaseAct.GIVE_WAY else state
            back = False


def _is_verdict(step: Step) -> bool:
    """Whether the step is an entry of this window that came back."""
    return step.act is CaseAct.RETURN and not step.by


def hold_themes(week: Week) -> None:
    """All themes were recorded, each with all its cases under one number and one list of them."""
    papers = Counter(
        case.life.joint for case in week.town.cases() for one in case.documents if one.kind is DocumentKind.JOINT
    )
    joint = Counter(case.life.joint for case in week.town.cases() if case.life.joint is not None)
    assert {one.theme for one in joint} == set(make.THEMES)
    assert all(count == one.count for one, count in joint.items())
    assert papers == Counter(joint.keys())


def hold_returns(week: Week) -> None:
    """What came back, by reviewers and by verdicts, was mended; and cases were corrected."""
    back: dict[str, set[bool]] = {}
    corrected = 0
    for desk in week.town.desks:
        for case in known_to(desk):
            own = {str(entry) for entry in _own_entries(desk, case)}
            for before, step in _walked(desk.cases.steps(case), own):
                if step.act is CaseAct.RETURN:
                    back.setdefault(case.case_no, set()).add(_is_verdict(step))
                corrected += step.act is CaseAct.CORRECT and step.entry in own and before is not CaseState.RETURNED
    assert len(back) >= 20
    assert {by_verdict for ways in back.values() for by_verdict in ways} == {True, False}
    assert corrected >= 10


def hold_cancelled(week: Week, cases: list[Case]) -> None:
    """Cases of the cancelled items were taken in and marked; no other was."""
    codes = {make.items()[number].code for number in CANCELLED}
    with week.town.city.program.store.reading() as central:
        files = {file.case.case_no: file for file in central.cases.all(None)}
    assert {case.item for case in cases} == codes
    assert {case.state for case in cases} <= {CaseState.ACCEPTED, CaseState.CONCLUDED}
    marked = {number for number, file in files.items() if file.mark is not None}
    assert marked == {case.case_no for case in cases}
    assert {files[number].mark for number in marked} == {"catalogue_unknown"}
    for desk in week.town.desks:
        assert codes.isdisjoint(item.code for item in desk.catalogue.current())


def hold_days_away(week: Week, given: list[Case]) -> None:
    """Three days without any link, and 补正 given on them, which was answered later."""
    day = timedelta(days=1)
    assert week.town.silent == [(AWAY[0] - day, AWAY[-1] + day)] * 2
    assert all(week.counts[one] for one in AWAY)
    for desk in week.town.desks:
        known = {case.case_no: case for case in known_to(desk)}
        for case in given:
            assert case.state is CaseState.SUPPLEMENT
            assert _day(case) in AWAY
            assert known[case.case_no].state is CaseState.ACCEPTED
    assert given


def _day(case: Case) -> date:
    return local_date(case.received_at)
