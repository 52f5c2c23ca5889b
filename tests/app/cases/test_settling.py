"""What central returned, and what settles it."""

from datetime import UTC, datetime
from typing import Any

import pytest

from app.cases.model import ACTED, RECORDED, CaseAct
from app.cases.settling import came_back, settled_by, settles, unsettled
from app.errors import Refused
from app.ids import DeviceId
from app.journal import GENESIS, Act, Entry, EntryName, Stream, write_payload
from app.sync.model import Feed, FeedItem, FeedKind, Verdict, VerdictKind

AT = datetime(2026, 11, 23, 1, tzinfo=UTC)
KNOWING = {"state": "accepted"}
"""The change of a correction whose author knew that the case had come back."""


def name(number: int) -> EntryName:
    return EntryName(device=DeviceId("d"), stream=Stream.DESK, number=number)


def entry(number: int, act: CaseAct, change: dict[str, Any] | None = None, kind: str = ACTED) -> Entry:
    body = {"act": act.value, "change": change or {}}
    return Entry(
        name=name(number),
        at=AT,
        kind=kind,
        subject="c",
        action=None,
        payload=write_payload(Act(kind=kind, subject="c", action=None, at=AT, body=body)),
        salt=b"",
        digest=b"",
        previous=GENESIS,
        hash=b"",
        signature=b"",
    )


def stands(*mended: object) -> FeedItem:
    return FeedItem(
        feed=Feed.POINT, number=9, at=AT, kind=FeedKind.CASE_STANDS, subject="c", body={"mends": list(mended)}
    )


@pytest.mark.parametrize(
    ("act", "change", "expected"),
    [
        (CaseAct.VOID, {}, True),
        (CaseAct.GIVE_WAY, {}, True),
        (CaseAct.CORRECT, KNOWING, True),
        (CaseAct.CORRECT, {"reason": "电话写错"}, False),
        (CaseAct.CORRECT, None, False),
        (CaseAct.CORRECT, ["state"], False),
        (CaseAct.WITHDRAW, KNOWING, False),
    ],
)
def test_a_void_a_giving_way_and_a_correction_that_knew_settle(act: CaseAct, change: object, expected: bool) -> None:
    assert settles(act, change) is expected


def test_what_an_act_or_central_settled_is_not_open_any_more() -> None:
    own = [
        entry(1, CaseAct.RECEIVE, kind=RECORDED),
        entry(2, CaseAct.WITHDRAW),
        entry(3, CaseAct.CORRECT, KNOWING),
        entry(4, CaseAct.SUSPEND),
        entry(5, CaseAct.NOTIFY),
        entry(6, CaseAct.WITHDRAW),
    ]
    back = {name(2), name(4), name(6)}
    assert [one.name.number for one in unsettled(own, back, ())] == [4, 6]
    assert [one.name.number for one in unsettled(own, back, {name(4)})] == [6]
    assert [one.name.number for one in unsettled(own, back | {name(3)}, ())] == [2, 3, 4, 6]
    assert unsettled(own, set(), ()) == []


def test_the_newest_word_on_an_entry_counts() -> None:
    held, returned = (Verdict(entry=name(2), kind=kind) for kind in (VerdictKind.HELD, VerdictKind.RETURNED))
    assert came_back([held, stands(), returned]) == {name(2)}
    assert came_back([returned, Verdict(entry=name(2), kind=VerdictKind.ACCEPTED)]) == set()


def test_what_central_tells_to_all_names_the_entries_that_it_settles() -> None:
    assert settled_by([stands(["d", "desk", 4])]) == {name(4)}
    with pytest.raises(Refused, match="feed_malformed"):
        settled_by([stands(["d", "desk"])])
