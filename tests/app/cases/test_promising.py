"""What the rules say of who promises, of when a promise is decided, and of procedures that an item names."""

from datetime import date
from typing import Any

import pytest

from app.cases.model import CaseAct, CaseState
from app.catalogue.model import ItemKind
from app.errors import Refused
from app.receipts.model import DocumentKind
from tests import make
from tests.app.cases.living import DAY, accepted, paper


def test_who_broke_a_promise_may_bring_nothing_later_either(desk: make.Desk) -> None:
    broken = accepted(desk, materials=make.following())
    desk.clock.move(4 * DAY)
    desk.program.cases.act(broken.case_no, CaseAct.LAPSE, reason="未补交")
    late = make.following()
    with pytest.raises(Refused, match="promise_broken_before") as refused:
        accepted(desk, materials=late)
    place = next(place for place, one in enumerate(late) if one["form"] == "later")
    assert refused.value.field == f"materials.{place}.form"
    received = accepted(desk, act="receive", materials=late)
    with pytest.raises(Refused, match="promise_broken_before"):
        desk.program.cases.act(received.case_no, CaseAct.ACCEPT)
    assert received.state is CaseState.RECEIVED
    body = {"materials": make.following("original")}
    done = desk.program.cases.act(received.case_no, CaseAct.ACCEPT, body=body)
    assert done.state is CaseState.ACCEPTED


def test_a_letter_says_that_it_is_decided_at_once_only_where_this_window_may(desk: make.Desk) -> None:
    promised = accepted(desk, materials=make.following("promised"))
    letter = paper(desk, promised, DocumentKind.INFORMED_PROMISE)
    assert promised.due_on == date(2026, 11, 26)
    assert ("最迟于2026年11月26日作出决定" in letter.replace(" ", ""), "当场作出决定" in letter) == (True, False)
    birth = [
        {**one, "form": "promised"} if one["code"] == "household_register" else one
        for one in make.line(make.BIRTH)["materials"]
    ]
    done = accepted(desk, make.BIRTH, materials=birth)
    assert "当场作出决定" in paper(desk, done, DocumentKind.INFORMED_PROMISE)
    online = next(
        (item, given)
        for item, known in make.items().items()
        if known.kind is ItemKind.IMMEDIATE and not known.finish_offline
        for given in (promised_instead(item),)
        if given
    )
    waits = accepted(desk, online[0], materials=online[1])
    letter = paper(desk, waits, DocumentKind.INFORMED_PROMISE)
    assert (waits.pending_online, "联网收到申请后" in letter, "当场作出决定" in letter) == (True, True, False)


def promised_instead(item: str) -> list[dict[str, Any]]:
    """The materials of the item, one of them promised; nothing where none may be."""
    may = {material.code for material in make.items()[item].materials if material.promise_replaces}
    given = make.line(item)["materials"]
    chosen = next((one["code"] for one in given if one["code"] in may), None)
    return [
        {"code": one["code"], "form": "promised", "count": 1} if one["code"] == chosen else one
        for one in given
        if chosen
    ]


def test_a_procedure_that_the_item_does_not_name_is_taken_with_a_warning(desk: make.Desk) -> None:
    listed = make.items()[make.LOW_INCOME].special_procedures
    assert listed
    assert make.items()[make.UNEMPLOYED].special_procedures == ()

    def warned(item: str, procedure: str) -> list[str]:
        case = accepted(desk, item)
        body = {"details": {"procedure": procedure}}
        done = desk.program.cases.act(case.case_no, CaseAct.SUSPEND, body=body, reason="需要核实")
        assert done.state is CaseState.SUSPENDED
        return [caution.code for caution in done.warnings]

    assert warned(make.LOW_INCOME, listed[0]) == []
    assert warned(make.LOW_INCOME, "没有列出的程序") == ["procedure_unlisted"]
    assert warned(make.UNEMPLOYED, "没有列出的程序") == []
