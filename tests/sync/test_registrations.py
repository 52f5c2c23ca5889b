"""Central's numbers for many cases at once, as the desk takes them in and finds them again."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from app.cases.model import Case
from app.sync.apply import apply_item
from app.sync.model import Feed, FeedItem, FeedKind
from app.sync.replay import differences
from tests.sync.make import POINT, TestDesk, a_desk

AT = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
STRANGER = "01900000-0000-7000-8000-00000000abcd"


def told(number: int, cases: object, at: datetime = AT) -> FeedItem:
    kind = FeedKind.CASES_REGISTERED.value
    return FeedItem(feed=Feed.POINT, number=number, at=at, kind=kind, subject=POINT, body={"cases": cases})


def take(desk: TestDesk, item: FeedItem) -> None:
    with desk.store.writing() as store:
        for new in store.sync.keep_feed(item.feed, [item], item.number, store.journal.head().number):
            apply_item(store, new, POINT)


def verified(desk: TestDesk, case: Case) -> list[str]:
    """What `sidao verify` would say of the case."""
    with desk.store.reading() as store:
        entries = store.journal.of_subject(case.id)
        row = store.cases.get(case.id)
        assert row is not None
        words = store.sync.told(case.id, [entry.name for entry in entries])
        return [finding.code for finding in differences(row, entries, words, store.journal.device)]


def test_all_cases_of_one_item_get_their_numbers_and_strangers_are_passed_over(tmp_path: Path) -> None:
    with a_desk(tmp_path) as desk:
        first, second = desk.record(2)
        take(desk, told(1, [[first.id, "甲"], [STRANGER, "乙"], [second.id, "丙"]]))
        assert [desk.case(case.id).central_no for case in (first, second)] == ["甲", "丙"]
        with desk.store.reading() as store:
            found = store.cases.by_number("丙")
            assert found is not None
            assert found.id == second.id
            ((_, item),) = store.sync.feed_of(first.id)
            assert (item.kind, item.subject) == (FeedKind.CASE_REGISTERED, first.id)
            assert item.body == {"act": "register", "change": {"central_no": "甲"}}
            assert store.sync.differing() == []
        assert verified(desk, first) == verified(desk, second) == []


def test_a_case_with_another_number_keeps_it_and_only_that_case_differs(tmp_path: Path) -> None:
    with a_desk(tmp_path) as desk:
        first, second = desk.record(2)
        take(desk, told(1, [[first.id, "甲"]]))
        take(desk, told(2, [[first.id, "丁"], [second.id, "丙"]]))
        assert [desk.case(case.id).central_no for case in (first, second)] == ["甲", "丙"]
        with desk.store.reading() as store:
            ((item, code),) = store.sync.differing()
            assert (item.subject, code) == (first.id, "feed_central_no")
        assert verified(desk, first) == verified(desk, second) == []


def test_the_same_told_again_after_a_restore_changes_nothing(tmp_path: Path) -> None:
    with a_desk(tmp_path) as desk:
        (case,) = desk.record()
        take(desk, told(1, [[case.id, "甲"]]))
        take(desk, told(1, [[case.id, "甲"]]))
        take(desk, told(1, [[case.id, "甲"]], at=datetime(2026, 11, 24, tzinfo=UTC)))
        assert desk.case(case.id).central_no == "甲"
        assert verified(desk, case) == []


@pytest.mark.parametrize("cases", [None, {}, [["x"]], [["x", 1]], [[]], "x"])
def test_what_has_another_shape_is_kept_as_differing(tmp_path: Path, cases: object) -> None:
    with a_desk(tmp_path) as desk:
        (case,) = desk.record()
        take(desk, told(1, cases))
        assert desk.case(case.id).central_no is None
        with desk.store.reading() as store:
            ((_, code),) = store.sync.differing()
        assert code == "feed_malformed"
