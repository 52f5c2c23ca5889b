"""A spare PC takes a dead one's place: it learns the point's cases, and what other windows do from then on."""

from collections.abc import Iterator
from pathlib import Path

import msgspec
import pytest

from app.cases.model import Case, CaseAct, CaseState
from app.central import telling
from app.program import Program
from app.sync.model import CentralAddress, Feed, FirstPull
from app.sync.packing import Purpose, pack, sign
from app.sync.parts import PartReader
from app.sync.point_cases import CasesAsk, CasesPage
from app.verify import verify_desk
from tests.sync.cutting_proxy import Cut, cutting_proxy
from tests.sync.real_central import City, comparable, of_desk, record, serving_city, whole_desk


@pytest.fixture
def city(postgres_url: str) -> Iterator[City]:
    with serving_city(postgres_url) as made:
        yield made


@pytest.fixture
def old(city: City, tmp_path: Path) -> Iterator[Program]:
    """The PC that will die: thirty cases are with central."""
    with whole_desk(tmp_path / "old", city.url) as made:
        record(made, 30)
        assert made.sync.cycle().trouble is None
        yield made


@pytest.fixture
def spare(city: City, tmp_path: Path) -> Iterator[Program]:
    with whole_desk(tmp_path / "spare", city.url, number=2) as made:
        yield made


def accepted(program: Program) -> list[Case]:
    return [case for case in of_desk(program) if case.state is CaseState.ACCEPTED]


def same(program: Program, city: City) -> bool:
    states = {case.id: (case.state, case.central_no) for case in city.cases()}
    here = {case.id: (case.state, case.central_no) for case in of_desk(program)}
    return states == here and comparable(of_desk(program)) == comparable(city.cases())


def test_a_spare_pc_has_every_case_of_its_point_with_its_story(old: Program, spare: Program, city: City) -> None:
    first = accepted(old)[0]
    city.decide(first.case_no, CaseAct.APPROVE)
    assert spare.sync.cycle().trouble is None
    assert same(spare, city)
    acts = [step.act for step in spare.cases.steps(spare.cases.get(first.case_no))]
    assert acts == [CaseAct.ACCEPT, CaseAct.REGISTER, CaseAct.APPROVE]
    assert spare.lists.today().received == 0
    assert spare.lists.search(first.applicant.name)
    assert verify_desk(spare)["findings"] == []


def test_only_its_own_points_cases_come(old: Program, city: City, tmp_path: Path) -> None:
    with whole_desk(tmp_path / "elsewhere", city.url, point="220521100002") as elsewhere:
        assert elsewhere.sync.cycle().trouble is None
        assert of_desk(elsewhere) == []


def test_the_open_and_the_newest_come_first(old: Program, spare: Program, city: City) -> None:
    with spare.store.reading() as store:
        assert store.sync.first_pull() is None
    spare.sync.cycle()
    with spare.store.reading() as store:
        came = [case.ended for case in (store.cases.get(case) for case in store.cases.ids()) if case]
        pull = store.sync.first_pull()
        assert pull is not None
        assert (pull.done, pull.told) == (True, 30)
        assert store.sync.cursor(Feed.POINT) >= pull.upto
    assert came == sorted(came)


def test_what_windows_do_from_then_on_reaches_each_other(old: Program, spare: Program, city: City) -> None:
    spare.sync.cycle()
    record(old, 3, seed=11)
    case = accepted(old)[0]
    old.sync.cycle()
    spare.sync.cycle()
    assert same(spare, city)
    city.decide(case.case_no, CaseAct.RETURN, "照片不清楚")
    spare.sync.cycle()
    spare.cases.act(case.case_no, CaseAct.CORRECT, reason="已换清楚的照片", window=2)
    for program in (spare, old):
        assert program.sync.cycle().trouble is None
    assert city_state(city, case) is CaseState.ACCEPTED
    for program in (spare, old):
        assert same(program, city)
        assert verify_desk(program)["findings"] == []


def city_state(city: City, case: Case) -> CaseState:
    return next(one.state for one in city.cases() if one.id == case.id)


def test_what_two_windows_did_unseen_is_settled_by_central_and_shown(old: Program, spare: Program, city: City) -> None:
    spare.sync.cycle()
    case = accepted(old)[0]
    city.decide(case.case_no, CaseAct.RETURN, "照片不清楚")
    for program in (old, spare):
        program.sync.cycle()
        program.cases.act(case.case_no, CaseAct.CORRECT, reason=f"窗口{program.config.window}更正", window=1)
    for program in (old, spare, old):
        assert program.sync.cycle().trouble is None
    assert city_state(city, case) is CaseState.ACCEPTED
    assert old.cases.get(case.case_no).state is CaseState.ACCEPTED
    assert verify_desk(old)["findings"] == []
    assert verify_desk(spare)["findings"] == []


@pytest.fixture
def short_pages(monkeypatch: pytest.MonkeyPatch) -> None:
    """Seven cases a page, so that thirty make five."""
    monkeypatch.setattr(telling, "_AT_ONCE", 7)


@pytest.mark.usefixtures("short_pages")
def test_a_first_pull_that_breaks_anywhere_goes_on_and_the_clerk_works_meanwhile(
    old: Program, spare: Program, city: City
) -> None:
    with cutting_proxy(city.port) as road:
        with spare.store.writing() as store:
            store.sync.keep_address(CentralAddress(url=road.url))
        record(spare, 2, seed=5)
        road.plans.extend(Cut(down=size) for size in range(0, 8000, 400))
        for _ in range(40):
            spare.sync.cycle()
        road.plans.clear()
        spare.sync.close()
        assert spare.sync.cycle().trouble is None
    assert same(spare, city)
    assert verify_desk(spare)["findings"] == []


@pytest.mark.usefixtures("short_pages")
def test_pages_before_a_cut_stay_and_are_not_told_again(old: Program, spare: Program, city: City) -> None:
    with cutting_proxy(city.port) as road:
        with spare.store.writing() as store:
            store.sync.keep_address(CentralAddress(url=road.url))
        road.plans.append(Cut(down=7000))
        assert spare.sync.cycle().trouble == "sync_cut"
        here = len(of_desk(spare))
        assert 0 < here < 30
        assert here % 7 == 0
        assert spare.sync.cycle().trouble is None
    with spare.store.reading() as store:
        pull = store.sync.first_pull()
    assert pull is not None
    assert (pull.done, pull.told) == (True, 30)
    assert same(spare, city)


@pytest.mark.usefixtures("short_pages")
def test_the_answer_cut_after_every_byte_is_gone_on_with_behind_its_last_whole_page(
    old: Program, spare: Program, city: City
) -> None:
    spare.sync.cycle()
    whole, ends = asked(spare, city, None), [0]
    rest: dict[str | None, list[CasesPage]] = {}
    there = sorted(case.id for case in city.cases() if case.device == old.config.device)
    while ends[-1] < len(whole):
        ends.append(ends[-1] + 68 + int.from_bytes(whole[ends[-1] : ends[-1] + 4], "big"))
    for cut in range(len(whole) + 1):
        pages = told(city, whole[:cut])
        assert len(pages) == sum(end <= cut for end in ends) - 1
        place = pages[-1].next if pages else None
        if pages and place is None:
            continue
        if place not in rest:
            rest[place] = told(city, asked(spare, city, place))
        ids = [msgspec.json.decode(case)["case"]["id"] for page in (*pages, *rest[place]) for case in page.cases]
        assert sorted(ids) == there
    assert len(ends) == 6


def asked(program: Program, city: City, after: str | None) -> bytes:
    """Central's whole answer to the desk that asks for what lies behind the place."""
    device = program.config.device
    body = pack(CasesAsk(oldest=1, newest=1, device=device, nonce=bytes(16), after=after))
    signature = sign(program.store.signer, Purpose.CASES, body)
    first, further = city.program.telling.answer(body, device, signature)
    return b"".join([first, *further])


def told(city: City, received: bytes) -> list[CasesPage]:
    return list(PartReader(city.program.keys.signing.public, Purpose.CASES_TOLD, CasesPage).read(received))


@pytest.mark.usefixtures("short_pages")
def test_what_waits_goes_up_on_a_road_of_its_own_while_cases_come(old: Program, spare: Program, city: City) -> None:
    with cutting_proxy(city.port) as road:
        with spare.store.writing() as store:
            store.sync.keep_address(CentralAddress(url=road.url))
        record(spare, 2, seed=5)
        assert spare.sync.cycle().pending == 0
        assert road.connections == 2
    assert same(spare, city)


@pytest.mark.usefixtures("short_pages")
def test_screens_are_told_of_the_first_cases_before_the_last_have_come(old: Program, spare: Program) -> None:
    seen: list[int] = []
    spare.announcer.listen(lambda changes: seen.append(len(of_desk(spare)) if changes.cases else 0))
    assert spare.sync.cycle().trouble is None
    shown = [count for count in seen if count]
    assert (shown[0], shown[-1]) == (7, 30)


@pytest.mark.usefixtures("short_pages")
def test_a_central_with_many_new_desks_tells_each_a_page_at_a_time(
    old: Program, spare: Program, city: City, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(telling, "LONG", 0)
    assert spare.sync.cycle().trouble is None
    assert same(spare, city)


def test_news_that_a_told_case_holds_already_has_no_effect_and_is_no_difference(
    old: Program, spare: Program, city: City
) -> None:
    """The page is read after the feed's end was, so a case may hold what the feed still brings."""
    case = accepted(old)[0]
    city.decide(case.case_no, CaseAct.RETURN, "照片不清楚")
    old.sync.cycle()
    old.cases.act(case.case_no, CaseAct.CORRECT, reason="已换清楚的照片", window=1)
    old.sync.cycle()
    city.decide(case.case_no, CaseAct.APPROVE)
    assert spare.sync.cycle().trouble is None
    with spare.store.writing() as store:
        store.sync.rewind_feeds()
    assert spare.sync.cycle().trouble is None
    assert spare.cases.get(case.case_no).state is CaseState.APPROVED
    with spare.store.reading() as store:
        assert store.sync.differing() == []
    assert verify_desk(spare)["findings"] == []


def test_a_desk_is_not_told_what_it_began_itself(old: Program, spare: Program, city: City) -> None:
    record(spare, 2, seed=21)
    spare.sync.cycle()
    with spare.store.writing() as store:
        store.sync.keep_first_pull(FirstPull(after=None, upto=0, done=False, told=0))
    spare.sync.cycle()
    with spare.store.reading() as store:
        pull = store.sync.first_pull()
        assert pull is not None
        assert (pull.done, pull.told) == (True, 30)
