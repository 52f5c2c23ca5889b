"""帮代办 over a real link: windows of a point see each other's, the city sees all, another point reads the code."""

from pathlib import Path

from app.central.model import Arrived
from app.copies.restoring import restore
from app.helping.model import HELPER_KEPT, BatchState, Level
from app.journal import Act, Stream
from app.program import Program
from app.receipts.batch_code import sign_batch
from app.sync.model import VerdictKind
from app.verify import verify_desk
from tests.make import CHEAP
from tests.sync.make import IDS
from tests.sync.real_central import PASSPHRASE, City, of_desk, record, whole_desk
from tests.sync.test_recovery import opened, recovered

VILLAGE, TOWN = "220521100001", "220521100000"


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
        assert village.hand_overs.get(batch.number) == handed, "a point's feed tells nothing of another's"


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
