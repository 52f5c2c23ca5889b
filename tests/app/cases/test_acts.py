"""Whatever a clerk and central do to a case, in whatever order: the table holds, and the journal tells the same."""

from dataclasses import fields, replace
from datetime import date
from itertools import pairwise
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule, run_state_machine_as_test

from app.cases.acts import ACCEPTING, RULES, TABLE, By, Need, after, after_at_window, lawful_at_window, meanwhile
from app.cases.brought import BroughtBy
from app.cases.life import WHOLE, Life
from app.cases.model import Case, CaseAct, CaseState, case_from_json, case_to_json, changed
from app.cases.numbers import case_number, check_character, document_number, read_case_number
from app.errors import Refused
from app.helping.model import HelperId
from app.verify import verify_desk
from tests import make

ACTS = sorted(CaseAct)
DETAILS = {
    "procedure": "入户核查",
    "days": 10,
    "to": "梅河口市民政局",
    "taken_back": True,
    "delivery": {"mode": "counter", "checked": "核对居民身份证原件", "signed": "signature"},
    "check": {"kept": True, "by": "县人社局 李核查"},
}
"""What any act may need."""
ITEMS = [make.CLAIM, make.ELDER, make.PENSION, make.UNEMPLOYED]


@pytest.mark.parametrize("state", CaseState)
@pytest.mark.parametrize("act", CaseAct)
def test_an_act_is_lawful_at_a_window_exactly_if_the_table_has_it_and_it_is_no_act_of_central(
    state: CaseState, act: CaseAct
) -> None:
    if any(By.WINDOW in row.by for row in RULES if (row.before, row.act) == (state, act)):
        assert after_at_window(state, act) is after(state, act)
        assert act in lawful_at_window(state)
    else:
        assert act not in lawful_at_window(state)
        with pytest.raises(Refused, match="case_act_unlawful"):
            after_at_window(state, act)


def test_the_table_has_each_act_on_each_state_once() -> None:
    assert len(TABLE) == len(RULES)


def test_every_act_that_issues_a_paper_is_one_at_a_window() -> None:
    assert [row for row in RULES if row.papers and By.WINDOW not in row.by] == []


def test_a_decided_case_is_only_told_and_handed_out_and_one_that_is_over_gives_back_what_was_kept() -> None:
    told = (CaseAct.NOTIFY, CaseAct.DELIVER, CaseAct.HAND_BACK)
    assert lawful_at_window(CaseState.REJECTED) == told
    assert lawful_at_window(CaseState.APPROVED) == (*told, CaseAct.CHECK)
    for state in (CaseState.WITHDRAWN, CaseState.LAPSED, CaseState.VOID):
        assert lawful_at_window(state) == (CaseAct.HAND_BACK,)
    assert lawful_at_window(CaseState.DELIVERED) == (CaseAct.HAND_BACK, CaseAct.CHECK)


def test_every_state_is_reached_and_every_act_that_ends_a_case_says_why_or_to_whom() -> None:
    assert {row.after for row in RULES} == set(CaseState)
    ending = {CaseState.DECLINED, CaseState.WITHDRAWN, CaseState.LAPSED, CaseState.VOID, CaseState.DELIVERED}
    ends = [row for row in RULES if row.after in ending and row.before is not row.after]
    assert [row for row in ends if not row.needs & {Need.REASON, Need.RECEIVER}] == []


def test_what_central_decides_meanwhile_stands_against_what_the_table_lacks_afterwards() -> None:
    assert meanwhile(CaseState.ACCEPTED, CaseAct.WITHDRAW)[CaseAct.APPROVE] is False
    assert meanwhile(CaseState.ACCEPTED, CaseAct.WITHDRAW)[CaseAct.SUSPEND] is True
    assert meanwhile(CaseState.ACCEPTED, CaseAct.VOID)[CaseAct.RETURN] is True
    assert meanwhile(CaseState.APPROVED, CaseAct.DELIVER) == {CaseAct.CHECK: True}
    assert meanwhile(CaseState.CONCLUDED, CaseAct.CHECK) == {
        CaseAct.CHECK: True,
        CaseAct.APPROVE: True,
        CaseAct.RETURN: False,
    }


class OneDesk(RuleBasedStateMachine):
    """Records, acts and returns at random; the model is only what the table says."""

    def __init__(self) -> None:
        super().__init__()
        self._folder = TemporaryDirectory()
        self._opened = make.signed_in(Path(self._folder.name), make.TickingClock())
        self.desk = self._opened.__enter__()
        self.states: dict[str, CaseState] = {}
        self.before: dict[str, CaseState] = {}
        self.said: dict[str, Any] = {}

    @rule(
        item=st.sampled_from(ITEMS),
        act=st.sampled_from(["receive", "accept", "supplement", "decline"]),
        promised=st.booleans(),
    )
    def record(self, item: str, act: str, promised: bool) -> None:
        line = make.line(item, act)
        if promised and item == make.UNEMPLOYED and act == "accept":
            line["details"] = {"conditions": [*range(1, len(make.items()[item].conditions) + 1)]}
        if act == "supplement":
            line["materials"] = line["materials"][1:]
        action = self.desk.action()
        done = self.desk.program.cases.record(line, action=action)
        assert done.case_no is not None
        assert done.case_no not in self.states
        self.states[done.case_no] = done.state
        self.said[action] = (done.case_no, done.state, done.receipt_no, done.warnings)

    @rule(place=st.integers(0, 99), act=st.sampled_from(ACTS), complete=st.booleans())
    def act(self, place: int, act: CaseAct, complete: bool) -> None:
        if not self.states:
            return
        number = list(self.states)[place % len(self.states)]
        state, entries, action = self.states[number], self.desk.entries(), self.desk.action()
        item = next(name for name in ITEMS if make.items()[name].code == self.desk.program.cases.get(number).item)
        body = {"details": DETAILS} | ({"materials": make.line(item)["materials"]} if complete else {})
        refused: str | None = None
        try:
            done = self.desk.program.cases.act(number, act, body=body, reason="理由", action=action)
        except Refused as error:
            refused = error.code
        if refused is not None:
            assert self.desk.entries() == entries
            assert self.desk.program.cases.get(number).state is state
            assert (act in lawful_at_window(state)) is (refused != "case_act_unlawful")
            return
        assert act in lawful_at_window(state)
        mended = act is CaseAct.CORRECT and state is CaseState.RETURNED
        expected = self.before.get(number) if mended else TABLE[state, act]
        on_the_spot = act in ACCEPTING and item == make.ELDER
        assert done.state is (CaseState.CONCLUDED if on_the_spot else expected)
        assert self.desk.entries() == entries + 1
        self.states[number] = done.state
        self.said[action] = (done.case_no, done.state, done.receipt_no, done.warnings)

    @rule(place=st.integers(0, 99))
    def central_returns(self, place: int) -> None:
        returnable = [number for number, state in self.states.items() if (state, CaseAct.RETURN) in TABLE]
        if returnable:
            number = returnable[place % len(returnable)]
            self.before[number] = self.states[number]
            self.desk.returned_by_central(number)
            self.states[number] = CaseState.RETURNED

    @rule(place=st.integers(0, 99))
    def the_same_again(self, place: int) -> None:
        if not self.said:
            return
        action = list(self.said)[place % len(self.said)]
        entries = self.desk.entries()
        repeat = self.desk.program.cases.record(make.line(), action=action)  # type: ignore[arg-type]
        assert (repeat.case_no, repeat.state, repeat.receipt_no, repeat.warnings) == self.said[action]
        assert repeat.repeated
        assert self.desk.entries() == entries

    @invariant()
    def rows_are_what_the_journal_tells(self) -> None:
        found = verify_desk(self.desk.program)
        assert found["ok"], found["findings"]
        with self.desk.program.store.reading() as rows:
            cases = list(rows.cases.whole())
        assert {case.case_no: case.state for case in cases} == self.states
        papers = [document.receipt_no for case in cases for document in case.documents]
        assert len(papers) == len(set(papers))

    def teardown(self) -> None:
        self._opened.__exit__(None, None, None)
        self._folder.cleanup()


def test_any_sequence_of_acts_keeps_to_the_table_and_to_the_journal() -> None:
    few = settings(max_examples=15, stateful_step_count=15, deadline=None, suppress_health_check=list(HealthCheck))
    run_state_machine_as_test(OneDesk, settings=few)  # type: ignore[no-untyped-call]


@pytest.fixture(scope="module")
def cases(tmp_path_factory: pytest.TempPathFactory) -> list[Case]:
    with make.signed_in(tmp_path_factory.mktemp("cases")) as desk:
        for line in make.lines(60):
            desk.program.cases.record(line)
        with desk.program.store.reading() as rows:
            return list(rows.cases.whole())


def test_json_and_back_is_the_same_case(cases: list[Case]) -> None:
    for case in cases:
        assert case_from_json(case_to_json(case), case.last, case.applicant.id) == case


def test_a_change_of_nothing_is_the_same_case_and_of_everything_the_other(cases: list[Case]) -> None:
    for one, other in pairwise(cases):
        assert changed(one, {}) == one
        became = changed(one, {**WHOLE, **case_to_json(other)}, other.last)
        for field in fields(Case):
            if field.name != "applicant":
                assert getattr(became, field.name) == getattr(other, field.name)


def test_every_field_of_a_case_is_in_its_json(cases: list[Case]) -> None:
    every = {field.name for field in fields(Case)} - {"last", "life"}
    brought = BroughtBy(id=HelperId("h"), number="D01001", name="孙助")
    renumbered = replace(cases[0], former_nos=("220521100001012026112300012",), helper=brought)
    assert every <= case_to_json(renumbered).keys()
    assert every - case_to_json(cases[0]).keys() == {"former_nos", "helper"}, (
        "only where there are some: it costs each case bytes"
    )
    assert case_from_json(case_to_json(renumbered), renumbered.last, renumbered.applicant.id) == renumbered
    assert WHOLE.keys() == {field.name for field in fields(Life)}


@given(st.integers(1, 99), st.dates(date(2020, 1, 1), date(2199, 1, 1)), st.integers(1, 123_456))
def test_a_case_number_is_read_back_and_shows_every_wrong_digit(device: int, day: date, serial: int) -> None:
    number = case_number(make.POINT, device, day, serial)
    assert read_case_number(f" {number[:12]}-{number[12:]} ".lower()) == number
    for place, digit in enumerate(number[:-1]):
        wrong = number[:place] + str((int(digit) + 1) % 10) + number[place + 1 :]
        with pytest.raises(Refused, match="case_no_check"):
            read_case_number(wrong)


@given(st.text(alphabet="0123456789", min_size=1, max_size=30))
def test_neighbours_that_were_swapped_show(digits: str) -> None:
    for place in range(len(digits) - 1):
        swapped = digits[:place] + digits[place + 1] + digits[place] + digits[place + 2 :]
        if swapped != digits:
            assert check_character(swapped) != check_character(digits)


def test_what_is_no_case_number_is_refused() -> None:
    for text in ("", "123", "A" * 27, "２２０５２１１００００００１２０２６１１２３００１５"):
        with pytest.raises(Refused, match="case_no_shape"):
            read_case_number(text)


def test_a_document_number_names_point_word_year_and_device() -> None:
    assert document_number("快大茂", "受理", 2026, 3, 17) == "快大茂受理〔2026〕0300017号"
