"""`sidao ticket …`: cli.md's words, windows and exits."""

import pytest

from tests import make
from tests.end_to_end.command import Folder


def test_a_visitor_is_called_started_and_finished_with_an_outcome(desk: Folder) -> None:
    taken = desk.do("ticket", "take", "--category", "A").result
    assert (taken["ticket"], taken["category"], taken["priority"], taken["ahead"]) == ("A001", "A", None, 0)
    assert desk.do("ticket", "take").result["ahead"] == 1
    called = desk.do("ticket", "call", "--window", "3").result
    assert (called["ticket"], called["id"], called["window"]) == ("A001", taken["id"], 3)
    assert called["waited"] >= 0
    assert desk.do("ticket", "start", "--window", "3").result["state"] == "serving"
    done = desk.do("ticket", "finish", "--window", "3", "--outcome", "enquiry").result
    assert (done["ticket"], done["state"], done["outcome"]) == ("A001", "finished", "enquiry")


def test_nobody_waiting_is_no_failure(desk: Folder) -> None:
    said = desk.do("ticket", "call", "--window", "1")
    assert (said.code, said.result["ticket"]) == (0, None)


def test_finish_may_follow_call_and_its_outcome_is_a_case_unless_said(desk: Folder) -> None:
    desk.do("ticket", "take")
    desk.do("ticket", "call", "--window", "2")
    assert desk.do("ticket", "finish", "--window", "2").result["outcome"] == "case"


def test_the_same_action_again_is_the_first_result(desk: Folder) -> None:
    first = desk.do("ticket", "take", "--action", "t-1")
    assert desk.do("ticket", "take", "--action", "t-1").result == first.result
    call = desk.do("ticket", "call", "--window", "1", "--action", "c-1").result
    assert desk.do("ticket", "call", "--window", "1", "--action", "c-1").result == call
    assert [ticket["ticket"] for ticket in desk.do("ticket", "list").results] == ["A001"]


def test_who_waited_before_a_number_is_what_its_slip_says_whoever_has_been_called_since(desk: Folder) -> None:
    desk.do("ticket", "take")
    first = desk.do("ticket", "take", "--action", "t-2").result
    assert first["ahead"] == 1
    desk.do("ticket", "call", "--window", "1")
    assert desk.do("ticket", "take", "--action", "t-2").result == first


def test_skipped_returned_parked_resumed_and_transferred(desk: Folder) -> None:
    desk.do("ticket", "take")
    desk.do("ticket", "call", "--window", "1")
    assert desk.do("ticket", "skip", "--window", "1").result["state"] == "skipped"
    assert desk.do("ticket", "return", "A001").result["state"] == "waiting"
    desk.do("ticket", "call", "--window", "1")
    assert desk.do("ticket", "park", "--window", "1").result["state"] == "parked"
    assert desk.do("ticket", "resume", "A001", "--window", "1").result["state"] == "serving"
    moved = desk.do("ticket", "transfer", "--window", "1", "--to", "2").result
    assert (moved["ticket"], moved["state"]) == ("A001", "waiting")
    assert desk.do("ticket", "call", "--window", "1").result["ticket"] is None
    assert desk.do("ticket", "call", "--window", "2").result["ticket"] == "A001"


def test_a_chosen_ticket_wants_a_reason(desk: Folder) -> None:
    desk.do("ticket", "take")
    desk.do("ticket", "take")
    refused = desk.do("ticket", "call", "--window", "1", "--number", "A002")
    assert (refused.code, refused.error is not None) == (3, True)
    called = desk.do("ticket", "call", "--window", "1", "--number", "a002", "--reason", "行动不便")
    assert called.result["ticket"] == "A002"


def test_a_window_with_a_visitor_calls_nobody_else(desk: Folder) -> None:
    desk.do("ticket", "take")
    desk.do("ticket", "take")
    desk.do("ticket", "call", "--window", "1")
    refused = desk.do("ticket", "call", "--window", "1")
    assert refused.code == 3
    assert refused.error is not None
    assert refused.error["error"] == "window_busy"
    assert "A001" in refused.error["message"]


@pytest.mark.parametrize("act", ["recall", "skip", "start", "finish", "park", "return", "resume"])
def test_an_unknown_number_is_no_such_ticket(desk: Folder, act: str) -> None:
    said = desk.do("ticket", act, "A777", "--window", "1")
    assert said.code == 4
    assert said.error is not None
    assert said.error["error"] == "ticket_unknown"


def test_lists_by_state_and_priority(desk: Folder) -> None:
    desk.do("ticket", "take", "--priority", "elderly")
    desk.do("ticket", "take")
    desk.do("ticket", "call", "--window", "1")
    assert [ticket["ticket"] for ticket in desk.do("ticket", "list", "--state", "waiting").results] == ["A002"]
    assert [ticket["priority"] for ticket in desk.do("ticket", "list").results] == ["elderly", None]
    assert desk.do("ticket", "take", "--priority", "nobility").code == 3
    assert desk.do("ticket", "list", "--state", "asleep").code == 3


def test_numbers_can_be_taken_with_nobody_signed_in(desk: Folder) -> None:
    said = desk.do("ticket", "take", SIDAO_PASSPHRASE="")
    assert said.code == 0


def test_an_enquiry_names_its_item_and_is_counted_by_day(desk: Folder) -> None:
    item = make.items()[make.UNEMPLOYED].code
    for outcome in ("enquiry", "incomplete"):
        desk.do("ticket", "take")
        desk.do("ticket", "call", "--window", "3")
        done = desk.do("ticket", "finish", "--window", "3", "--outcome", outcome, "--item", item).result
        assert (done["outcome"], done["item"]) == (outcome, item)
    (counted,) = desk.do("ticket", "enquiries").results
    assert (counted["item"], counted["enquiries"], counted["incomplete"]) == (item, 1, 1)
    assert counted["name"] == make.items()[make.UNEMPLOYED].name
    assert desk.do("ticket", "enquiries", "--since", counted["day"]).results == [counted]
    desk.do("ticket", "take")
    desk.do("ticket", "call", "--window", "3")
    refused = desk.do("ticket", "finish", "--window", "3", "--outcome", "case", "--item", item)
    assert (refused.code, refused.error and refused.error["error"]) == (3, "outcome_names_no_item")
    unknown = desk.do("ticket", "finish", "--window", "3", "--outcome", "enquiry", "--item", "0")
    assert (unknown.code, unknown.error and unknown.error["error"]) == (4, "item_unknown")
    assert desk.do("verify").code == 0
    assert desk.do("case", "list").results == []


@pytest.mark.parametrize("number", ["0", "-1", "1000", "9" * 30, "9" * 5000])
def test_a_window_that_cannot_be_is_wrong_use_and_nobody_is_sent_there(desk: Folder, number: str) -> None:
    desk.do("ticket", "take")
    assert desk.do("ticket", "call", f"--window={number}").code == 2
    desk.do("ticket", "call", "--window", "1")
    assert desk.do("ticket", "transfer", "--window", "1", f"--to={number}").code == 2
    assert [ticket["window"] for ticket in desk.do("ticket", "list", "--state", "called").results] == [1]
