"""How a batch goes on: whatever is scanned in whatever order, each case is received, missing or named as foreign."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from functools import reduce

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.catalogue.calendar import DueDate
from app.errors import Refused
from app.helping.hand_over import as_on_paper, handed_over, received, relisted, settled, tally, together
from app.helping.helping_json import batch_from_json, batch_to_json
from app.helping.model import Arrival, Batch, BatchId, BatchLine, BatchState, Level, Settlement, Signature

NOON = datetime(2026, 11, 27, 4, tzinfo=UTC)
DUE = DueDate(on=date(2026, 12, 2), provisional=False)
NUMBERS = st.sampled_from([f"case-{number}" for number in range(8)])
LISTS = st.lists(NUMBERS, min_size=1, unique=True)


def batch(*numbers: str, state: BatchState = BatchState.OPEN) -> Batch:
    lines = tuple(BatchLine(case_no=no, name="王桂兰", item_name="认证", papers=1, materials=2) for no in numbers)
    made = Batch(
        id=BatchId("b"),
        number="J1",
        point="220521100001",
        device="d",
        source=Level.VILLAGE,
        target=Level.TOWN,
        from_place="长安社区",
        to_place="快大茂镇便民服务中心",
        made_at=NOON,
        lines=lines,
    )
    return made if state is BatchState.OPEN else handed_over(made, Signature(name="孙德福", at=NOON), DUE)


def arrival(*numbers: str, at: int = 0, **lacking: str) -> Arrival:
    said = tuple((number.replace("_", "-"), words) for number, words in lacking.items())
    return Arrival(name="赵立新", at=NOON + timedelta(hours=at), scanned=numbers, lacking=said)


@given(listed=LISTS, scans=st.lists(NUMBERS, max_size=20))
def test_the_list_is_what_came_and_what_is_missing_and_the_rest_is_foreign(listed: list[str], scans: list[str]) -> None:
    count = tally(listed, scans)
    assert sorted(count.arrived + count.missing) == sorted(listed)
    assert set(count.foreign) == set(scans) - set(listed)
    assert len(count.foreign) == len(set(count.foreign))
    assert set(count.arrived) == set(listed) & set(scans)


@given(listed=LISTS, visits=st.lists(st.lists(NUMBERS, min_size=1, max_size=5), min_size=1, max_size=5))
def test_a_batch_that_is_received_in_parts_names_the_same(listed: list[str], visits: list[list[str]]) -> None:
    now = batch(*listed, state=BatchState.HANDED_OVER)
    for at, scans in enumerate(visits):
        if now.whole:
            break
        now = received(now, arrival(*scans, at=at))
    scanned = [number for one in now.arrivals for number in one.scanned]
    count = tally(listed, scanned)
    assert (now.missing, set(now.foreign)) == (count.missing, set(count.foreign))
    assert now.whole == (not count.missing and not count.foreign)
    assert now.waits != now.whole
    assert batch_from_json(batch_to_json(now)) == now


@given(
    listed=LISTS,
    first=st.lists(NUMBERS, min_size=1, max_size=6),
    second=st.lists(NUMBERS, min_size=1, max_size=6),
)
def test_two_windows_that_receive_without_seeing_each_other_end_equal(
    listed: list[str], first: list[str], second: list[str]
) -> None:
    given_out = batch(*listed, state=BatchState.HANDED_OVER)
    here, there = received(given_out, arrival(*first)), received(given_out, arrival(*second, at=1))
    assert together(here, there) == together(there, here)
    assert together(here, together(there, given_out)) == together(together(given_out, here), there)
    assert together(here, here) == here
    assert together(here, there).arrived == {*first, *second}


def test_a_list_may_be_changed_until_it_is_handed_over() -> None:
    opened = batch("a")
    longer = relisted(opened, batch("a", "b").lines)
    assert (longer.case_nos, longer.revision) == (("a", "b"), 2)
    assert together(opened, longer) == longer
    with pytest.raises(Refused, match="batch_not_open"):
        relisted(batch("a", state=BatchState.HANDED_OVER), ())
    with pytest.raises(Refused, match="batch_empty"):
        handed_over(batch(), Signature(name="孙德福", at=NOON), DUE)
    with pytest.raises(Refused, match="batch_long"):
        relisted(opened, batch(*map(str, range(101))).lines)


def test_what_of_a_case_is_lacking_is_said_and_taken_back_later() -> None:
    given_out = batch("a", "b", state=BatchState.HANDED_OVER)
    partly = received(given_out, arrival("a", "b", a="缺户口簿复印件"))
    assert (partly.missing, partly.lacking, partly.whole) == ((), {"a": "缺户口簿复印件"}, False)
    after = received(partly, arrival("a", at=1, a=""))
    assert (after.lacking, after.whole) == ({}, True)
    with pytest.raises(Refused, match="batch_lacks_unlisted"):
        received(given_out, arrival("a", b="没有到"))


def test_each_step_has_its_time() -> None:
    opened, given_out = batch("a", "b"), batch("a", "b", state=BatchState.HANDED_OVER)
    ended = Settlement(words="申请人已另行送到", by="王敏", at=NOON)
    partly, whole = received(given_out, arrival("a")), received(given_out, arrival("a", "b"))
    for step, code in (
        (lambda: received(opened, arrival("a")), "batch_still_open"),
        (lambda: received(given_out, arrival()), "batch_nothing_scanned"),
        (lambda: received(partly, arrival(at=1)), "batch_nothing_scanned"),
        (lambda: received(whole, arrival("a")), "batch_received"),
        (lambda: settled(given_out, ended), "batch_not_received"),
        (lambda: settled(whole, ended), "batch_received"),
        (lambda: settled(partly, replace(ended, words="")), "settlement_missing"),
        (lambda: settled(settled(partly, ended), ended), "batch_settled"),
        (lambda: received(settled(partly, ended), arrival("b")), "batch_settled"),
    ):
        with pytest.raises(Refused, match=code):
            step()
    assert not settled(partly, ended).waits


@given(came=st.permutations(range(4)))
def test_of_several_copies_of_one_list_the_fullest_stays_in_whatever_order_they_come(came: list[int]) -> None:
    first = replace(batch("1", "2", state=BatchState.HANDED_OVER), made_at=NOON + timedelta(microseconds=5))
    of_code = replace(first, made_at=NOON, lines=tuple(replace(line, name="") for line in first.lines))
    copies = [first, as_on_paper(first), of_code, received(of_code, arrival("1"))]
    assert reduce(together, [copies[place] for place in came]) == received(first, arrival("1"))


def test_a_paper_says_no_more_than_masked_names() -> None:
    shown = as_on_paper(batch("1", state=BatchState.HANDED_OVER))
    assert [line.name for line in shown.lines] == ["王*兰"]
    assert shown.helper is None
