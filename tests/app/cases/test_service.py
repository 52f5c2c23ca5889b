"""The clerk's verbs for cases on a real desk: drafts, warnings, times, changes of the applicant, readings."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from app.cases.model import CaseAct, CaseState
from app.errors import NotFound, Refused
from app.events import Changes
from app.ids import ActionId, DraftId
from tests import make


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[make.Desk]:
    with make.signed_in(tmp_path / "desk") as opened:
        yield opened


def test_receive_and_accept_times_are_the_entrys_own(desk: make.Desk) -> None:
    desk.clock.move(0.123456)
    case = desk.program.cases.record(make.line()).case
    assert case is not None
    with desk.program.store.reading() as rows:
        (entry,) = rows.journal.of_subject(case.id)
    assert case.received_at == case.accepted_at == entry.at


def test_a_later_acceptance_keeps_the_time_of_receipt(desk: make.Desk) -> None:
    first = desk.program.cases.record(make.line(act="receive")).case
    assert first is not None
    assert (first.accepted_at, first.due_on) == (None, None)
    desk.clock.move(3600)
    then = desk.program.cases.act(first.case_no, CaseAct.ACCEPT).case
    assert then is not None
    assert then.received_at == first.received_at
    assert then.accepted_at == first.received_at + timedelta(hours=1)
    assert then.due_on is not None


def test_an_accepted_case_no_longer_carries_what_was_missing(desk: make.Desk) -> None:
    line = make.line(act="supplement", wanted={make.line()["materials"][1]["code"]: "照片不清"})
    line["materials"] = line["materials"][1:]
    first = desk.program.cases.record(line).case
    assert first is not None
    assert list(first.wanted.values()) == ["照片不清"]
    then = desk.program.cases.act(first.case_no, CaseAct.ACCEPT, body={"materials": make.line()["materials"]}).case
    assert then is not None
    assert (dict(then.wanted), then.reason) == ({}, None)


def test_an_entry_holds_only_what_became_different(desk: make.Desk) -> None:
    case = desk.program.cases.record(make.line(act="receive")).case
    assert case is not None
    desk.program.cases.act(case.case_no, CaseAct.ACCEPT)
    with desk.program.store.reading() as rows:
        change = rows.journal.of_subject(case.id)[-1].body()["change"]
    assert set(change) <= {"state", "accepted_at", "due_on", "due_provisional", "pending_online", "documents"}


def test_finishing_on_the_spot_is_accepting_and_issues_one_acceptance(desk: make.Desk) -> None:
    case = desk.program.cases.record(make.line(make.ELDER, "receive")).case
    assert case is not None
    done = desk.program.cases.act(case.case_no, CaseAct.CONCLUDE).case
    assert done is not None
    assert [document.kind.value for document in done.documents] == ["received", "acceptance"]


def test_the_same_person_and_item_again_is_warned_of(desk: make.Desk) -> None:
    line = make.line(act="receive", applicant=make.person(), agent=None)
    assert "case_same_again" not in [c.code for c in desk.program.cases.record(line).warnings]
    assert "case_same_again" in [c.code for c in desk.program.cases.record(line).warnings]
    desk.clock.move(timedelta(days=31).total_seconds())
    assert "case_same_again" not in [c.code for c in desk.program.cases.record(line).warnings]


def test_a_corrected_name_is_found_and_the_old_one_is_not(desk: make.Desk) -> None:
    case = desk.program.cases.record(make.line(act="receive", applicant=make.person(name="王桂兰"))).case
    assert case is not None
    body = {"applicant": make.person(name="欧阳娜娜")}
    desk.program.cases.act(case.case_no, CaseAct.ACCEPT, body=body)
    with desk.program.store.reading() as rows:
        assert [row.case_no for row in rows.cases.search("欧阳")] == [case.case_no]
        assert rows.cases.search("王桂兰") == []
        assert [row.case_no for row in rows.cases.search("oynn")] == [case.case_no]


def test_a_draft_is_saved_at_every_field_and_ends_with_its_case(desk: make.Desk) -> None:
    draft = DraftId("d1")
    desk.program.cases.save_draft(draft, {"item": "1"})
    desk.clock.move(1)
    desk.program.cases.save_draft(draft, {"item": "1", "reason": "x"})
    (kept,) = desk.program.cases.drafts()
    assert (kept.body, kept.saved_at) == ({"item": "1", "reason": "x"}, desk.clock.now())
    desk.program.cases.record(make.line(), action=ActionId(draft))
    assert desk.program.cases.drafts() == []
    desk.program.cases.discard_draft(draft)


def test_a_refused_recording_leaves_its_draft(desk: make.Desk) -> None:
    desk.program.cases.save_draft(DraftId("d1"), {"item": "1"})
    with pytest.raises(Refused):
        desk.program.cases.record(make.line(materials=[]), action=ActionId("d1"))
    assert len(desk.program.cases.drafts()) == 1


def test_a_preview_imagines_the_case_and_writes_nothing(desk: make.Desk) -> None:
    before = desk.entries()
    case = desk.program.cases.imagine(make.line(), window=3)
    assert (case.state, case.window) == (CaseState.ACCEPTED, 3)
    assert desk.entries() == before
    assert desk.program.preview(make.line()).startswith(b"%PDF-")


def test_check_names_everything_that_stands_against_the_act(desk: make.Desk) -> None:
    line = make.line(materials=[], applicant=make.person(id_no="220521194802290003"))
    codes = [trouble.code for trouble in desk.program.cases.check(line, CaseAct.ACCEPT)]
    assert "id_check_digit" in codes
    assert len([code for code in codes if code.startswith("material_missing")]) >= 2
    assert desk.program.cases.check(make.line(), CaseAct.ACCEPT) == []


def test_screens_learn_what_kind_changed_and_nothing_of_a_repeat(desk: make.Desk) -> None:
    heard: list[Changes] = []
    desk.program.announcer.listen(heard.append)
    desk.program.cases.record(make.line(), action=ActionId("a"))
    assert heard == [Changes(cases=True, drafts=True, receipts=True)]
    desk.program.cases.record(make.line(), action=ActionId("a"))
    assert len(heard) == 1


def test_a_case_is_found_by_each_of_its_numbers(desk: make.Desk) -> None:
    case = desk.program.cases.record(make.line()).case
    assert case is not None
    for number in (case.case_no, case.id):
        assert desk.program.cases.get(number).id == case.id
    with pytest.raises(NotFound, match="case_unknown"):
        desk.program.cases.get("0")
