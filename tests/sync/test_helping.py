"""帮代办 over a real link: windows of a point see each other's, the city sees all, both points of a batch the same."""

from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import replace
from pathlib import Path

import pytest

from app.applicants.names import mask_name
from app.central.model import Arrived
from app.copies.restoring import restore
from app.errors import Refused
from app.helping.hand_over import as_on_paper
from app.helping.model import HELPER_KEPT, Batch, BatchState, Level
from app.journal import Act, Stream
from app.program import Program
from app.receipts.batch_code import sign_batch
from app.sync.model import VerdictKind
from app.verify import verify_desk
from tests.make import CHEAP
from tests.sync.make import IDS
from tests.sync.real_central import PASSPHRASE, City, of_desk, record, whole_desk
from tests.sync.test_recovery import opened, recovered

VILLAGE, TOWN, BESIDE = "220521100001", "220521100000", "220521100002"


def sync(*desks: Program) -> None:
    for desk in desks:
        assert desk.sync.cycle().trouble is None


def test_another_window_of_the_point_receives_what_one_has_handed_over(city: City, tmp_path: Path) -> None:
    with (
        whole_desk(tmp_path / "one", city.url, point=VILLAGE) as one,
        whole_desk(tmp_path / "two", city.url, point=VILLAGE, number=2) as two,
    ):
        sync(two)
        helper = one.helpers.add("孙德福", VILLAGE, place="长安社区")
        one.helpers.visit(helper.number, "王桂兰", "高龄津贴认证")
        record(one, 2)
        numbers = [case.case_no for case in of_desk(one)]
        batch = one.hand_overs.open(numbers, source=Level.VILLAGE, helper=helper.number)
        handed = one.hand_overs.hand_over(batch.number)
        sync(one, two)
        assert two.helpers.helpers() == [helper]
        assert two.helpers.visits() == one.helpers.visits()
        assert two.hand_overs.get(batch.number) == handed
        here = one.hand_overs.receive(batch.number, numbers[:1], receiver="赵立新")
        there = two.hand_overs.receive(batch.number, numbers[1:], receiver="钱立新")
        assert (here.missing, there.missing) == ((numbers[1],), (numbers[0],))
        sync(two, one, two)
        after = one.hand_overs.get(batch.number)
        assert after == two.hand_overs.get(batch.number)
        assert after.whole, "each window scanned one of the two"
        with city.program.store.reading() as central:
            assert central.helping.all() == [after]
            assert central.helping.all(VILLAGE) == [after]
            assert central.helping.all(TOWN) == []
        for desk in (one, two):
            assert verify_desk(desk)["findings"] == []


def test_another_point_receives_by_the_lists_code_and_the_city_sees_one_batch(city: City, tmp_path: Path) -> None:
    with (
        whole_desk(tmp_path / "village", city.url, point=VILLAGE) as village,
        whole_desk(tmp_path / "town", city.url, point=TOWN) as town,
    ):
        record(village, 3)
        numbers = [case.case_no for case in of_desk(village)]
        batch = village.hand_overs.open(numbers, source=Level.VILLAGE)
        handed = village.hand_overs.hand_over(batch.number, "孙德福")
        sync(village, town)
        taken = town.hand_overs.take_in(sign_batch(handed, village.store.signer))
        assert (taken.number, taken.case_nos, taken.due_on) == (batch.number, handed.case_nos, handed.due_on)
        assert town.hand_overs.waiting() == [taken]
        proof = village.papers.copy(numbers[0]).receipt.proof
        partly = town.hand_overs.receive(batch.number, [proof, numbers[1]], receiver="赵立新")
        assert (partly.missing, partly.foreign) == ((numbers[2],), ())
        sync(town, village)
        with city.program.store.reading() as central:
            (seen,) = central.helping.all()
        assert (seen.state, seen.missing) == (BatchState.RECEIVED, (numbers[2],))
        assert seen.lines == handed.lines, "the names are in what the village told"


@pytest.fixture
def points(city: City, tmp_path: Path) -> Iterator[tuple[Program, Program, Program]]:
    """A village, its town, and a village beside it; the city knows all three."""
    with ExitStack() as stack:
        places = (VILLAGE, TOWN, BESIDE)
        made = [stack.enter_context(whole_desk(tmp_path / point, city.url, point=point)) for point in places]
        sync(*made)
        yield made[0], made[1], made[2]


def meet(city: City, *desks: Program) -> None:
    """Each tells, and hears what the city has told it of the others' batches."""
    sync(*desks)
    city.program.sides.tell_all()
    sync(*desks)


def on_its_way(village: Program, count: int = 3, to_place: str = "") -> Batch:
    record(village, count)
    numbers = [case.case_no for case in of_desk(village)]
    batch = village.hand_overs.open(numbers, source=Level.VILLAGE, to_place=to_place)
    return village.hand_overs.hand_over(batch.number, "孙德福")


def whole(*desks: Program) -> bool:
    return all(verify_desk(desk)["findings"] == [] for desk in desks)


def test_the_named_receiver_awaits_a_batch_and_sees_no_more_than_the_paper_says(
    city: City, points: tuple[Program, Program, Program]
) -> None:
    village, town, beside = points
    batch = on_its_way(village)
    meet(city, village, town, beside)
    (awaited,) = town.hand_overs.waiting()
    assert awaited == replace(batch, lines=tuple(replace(line, name=mask_name(line.name)) for line in batch.lines))
    assert {line.name for line in awaited.lines}.isdisjoint(line.name for line in batch.lines)
    assert beside.hand_overs.batches() == []
    assert town.hand_overs.take_in(sign_batch(batch, village.store.signer)) == awaited, "the paper says nothing new"
    with pytest.raises(Refused, match="batch_printed_elsewhere"):
        town.sheets.hand_over_list(awaited)
    assert whole(village, town, beside)


def test_the_giving_point_learns_who_received_what_and_what_was_missing(
    city: City, points: tuple[Program, Program, Program]
) -> None:
    village, town, beside = points
    batch = on_its_way(village)
    meet(city, village, town)
    record(town, 1)
    stray = of_desk(town)[0].case_no
    first, second, _ = batch.case_nos
    said = town.hand_overs.receive(
        batch.number, [first, second, stray], lacking={second: "缺户口簿"}, receiver="赵立新"
    )
    meet(city, town, village)
    heard = village.hand_overs.get(batch.number)
    assert heard.taken == said.taken
    assert (heard.missing, heard.lacking, heard.foreign) == (said.missing, {second: "缺户口簿"}, (stray,))
    assert heard.lines == batch.lines, "the names are still the village's own"
    town.hand_overs.settle(batch.number, "其余由申请人直接送到")
    meet(city, town, village, beside)
    assert village.hand_overs.get(batch.number).settlement == town.hand_overs.get(batch.number).settlement
    assert village.hand_overs.waiting() == town.hand_overs.waiting() == []
    assert beside.hand_overs.batches() == []
    assert whole(village, town, beside)


def test_what_both_points_do_unseen_ends_the_same_on_all_sides(
    city: City, points: tuple[Program, Program, Program], tmp_path: Path
) -> None:
    village, town, _ = points
    batch = on_its_way(village)
    first, second, third = batch.case_nos
    meet(city, village, town)
    town.hand_overs.receive(batch.number, [first], receiver="赵立新")
    meet(city, town, village)
    village.hand_overs.settle(batch.number, "两件申请人取回")
    town.hand_overs.receive(batch.number, [second], receiver="钱立新")
    with whole_desk(tmp_path / "second", city.url, point=VILLAGE, number=2) as window:
        meet(city, town, village, window)
        ended, there = village.hand_overs.get(batch.number), town.hand_overs.get(batch.number)
        assert (ended.state, ended.missing) == (BatchState.SETTLED, (third,))
        assert ended == window.hand_overs.get(batch.number) == replace(there, lines=batch.lines)
        with city.program.store.reading() as central:
            assert central.helping.all() == [ended]
        assert whole(village, town, window)


def test_one_who_received_by_the_code_is_told_and_heard_though_the_list_names_no_point(
    city: City, points: tuple[Program, Program, Program]
) -> None:
    village, town, beside = points
    batch = on_its_way(village, to_place="镇民政办")
    meet(city, village, town, beside)
    assert town.hand_overs.batches() == beside.hand_overs.batches() == []
    town.hand_overs.take_in(sign_batch(batch, village.store.signer))
    town.hand_overs.receive(batch.number, batch.case_nos[:1], receiver="赵立新")
    meet(city, town, village)
    assert village.hand_overs.get(batch.number).missing == batch.case_nos[1:]
    village.hand_overs.settle(batch.number, "其余明天送")
    meet(city, village, town)
    assert [one.state for one in town.hand_overs.batches()] == [BatchState.SETTLED]
    assert whole(village, town)


def test_a_receipt_that_reaches_the_city_before_the_hand_over_is_told_when_that_comes(
    city: City, points: tuple[Program, Program, Program]
) -> None:
    village, town, _ = points
    batch = on_its_way(village)
    town.hand_overs.take_in(sign_batch(batch, village.store.signer))
    town.hand_overs.receive(batch.number, batch.case_nos, receiver="赵立新")
    meet(city, town)
    meet(city, village, town)
    assert village.hand_overs.get(batch.number).whole
    assert town.hand_overs.get(batch.number).lines == as_on_paper(batch).lines
    assert whole(village, town)


def test_any_window_of_the_giving_point_may_print_the_list_again(
    city: City, points: tuple[Program, Program, Program], tmp_path: Path
) -> None:
    village, town, beside = points
    batch = on_its_way(village, to_place="镇民政办")
    with whole_desk(tmp_path / "second", city.url, point=VILLAGE, number=2) as window:
        meet(city, village, window, town)
        code = sign_batch(window.hand_overs.get(batch.number), window.store.signer)
        assert town.hand_overs.take_in(code).case_nos == batch.case_nos
    with pytest.raises(Refused, match="batch_code_damaged"):
        town.hand_overs.take_in(sign_batch(batch, beside.store.signer))


def test_what_no_desk_of_ours_wrote_is_returned_and_holds_nothing_up(city: City, tmp_path: Path) -> None:
    with whole_desk(tmp_path / "one", city.url, point=VILLAGE) as one:
        wrong = {"helper": {"id": "h", "name": 3}}
        with one.store.writing() as desk:
            now = one.queue.clock.now()
            entry = desk.journal.append(Act(kind=HELPER_KEPT, subject="h", action=None, at=now, body=wrong))
        helper = one.helpers.add("孙德福", VILLAGE)
        sync(one)
        with city.program.store.reading() as central:
            told = central.journal.between(VILLAGE, one.device, Stream.DESK, entry.name.number, entry.name.number + 1)
        assert [verdict(one) for one in told] == [VerdictKind.RETURNED, VerdictKind.ACCEPTED]
        assert one.helpers.helpers() == [helper]


def verdict(arrived: Arrived) -> VerdictKind:
    return arrived.verdict


def test_a_restored_desk_carries_its_helpers_and_batches_over(city: City, tmp_path: Path) -> None:
    stick, new = tmp_path / "stick", tmp_path / "new"
    stick.mkdir()
    with whole_desk(tmp_path / "desk", city.url, point=VILLAGE) as one:
        known = one.helpers.add("孙德福", VILLAGE)
        record(one, 2)
        numbers = [case.case_no for case in of_desk(one)]
        sync(one)
        fresh = one.helpers.add("李春梅", VILLAGE)
        open_list = one.hand_overs.open(numbers[:1], source=Level.VILLAGE, helper=fresh.number)
        one.copies.make(stick)
    restore(stick, new, PASSPHRASE, ids=IDS, cost=CHEAP, mark=lambda: "")
    recovered(new, 3)
    with opened(new) as again:
        assert {helper.id for helper in again.helpers.helpers()} == {known.id, fresh.id}
        handed = again.hand_overs.hand_over(open_list.number)
        assert handed.device == again.device
        sync(again)
        with city.program.store.reading() as central:
            assert central.helping.all() == [handed]
        assert verify_desk(again)["findings"] == []
