"""Earlier persons, their cases and materials, likely duplicates: on a real, encrypted desk.db."""

import json
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from app.applicants.model import Identity, IdType
from app.applicants.service import Applicants
from app.cases.counter import Counter, Place, Recorded
from app.cases.model import CaseAct
from app.cases.service import CaseDesk
from app.catalogue.calendar_json import calendar_year_from_json
from app.catalogue.item_json import item_from_json
from app.catalogue.shelf import Shelf
from app.events import Announcer
from app.ids import ClerkId, DeviceId, DraftId, Ids, SystemRandomness
from app.storage.clerks import Clerk
from db.desk.open import create_desk
from tests.app.catalogue.shipped import RESOURCES

POINT = "220521100001"
DEVICE = DeviceId("01900000-0000-7000-8000-000000000001")
NUMBER = "22052119851020019X"
HOLDER = Identity(IdType.RESIDENT, NUMBER)
PERMIT = "H1234567801"


@dataclass
class HeldClock:
    """A clock that stands until a test moves it."""

    moment: datetime = datetime(2026, 11, 23, 1, 0, tzinfo=UTC)

    def now(self) -> datetime:
        return self.moment

    def seconds(self) -> float:
        return self.moment.timestamp()


@dataclass
class Office:
    """A desk with the shipped catalogue, and the service under test."""

    clock: HeldClock
    cases: CaseDesk
    applicants: Applicants

    def record(self, act: str = "receive", item: str = "05", **changes: Any) -> Recorded:
        return self.cases.record(line(item, act, **changes))


ALIVE, CARD = "05", "18"
ITEMS = {
    path.name[:2]: item_from_json(json.loads(path.read_text(encoding="utf-8")))
    for path in RESOURCES.glob("catalogue/items/*.json")
}
CALENDAR = [
    calendar_year_from_json(json.loads(path.read_text(encoding="utf-8")))
    for path in sorted(RESOURCES.glob("calendar/*.json"))
]
ANSWERS = {
    ALIVE: {"mode": "window", "photo_on": "2024-05-01"},
    CARD: {"card_kind": "60", "business": "new"},
}


def line(item: str, act: str, *, materials: list[dict[str, Any]] | None = None, **person: Any) -> dict[str, Any]:
    """An input line for somebody, by default the holder of NUMBER."""
    somebody = {
        "kind": "person",
        "name": "刘𬘘",
        "id_type": "111",
        "id_no": NUMBER,
        "phone": "13812345678",
        "address": None,
        "id_until": None,
        "contact": None,
    }
    shown = [{"code": "id_card", "form": "original", "count": 1, "file": None}]
    return {
        "item": ITEMS[item].code,
        "applicant": somebody | person,
        "agent": None,
        "answers": ANSWERS[item],
        "materials": shown if materials is None else materials,
        "ticket": None,
        "act": act,
        "reason": "不符合条件" if act == "decline" else None,
        "action_id": None,
    }


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    clock = HeldClock()
    ids = Ids(clock, SystemRandomness())
    clerk = Clerk(id=ClerkId(ids.new()), name="孙丽", number="01")
    store = create_desk(tmp_path, bytes(32), DEVICE, ids)
    with store.writing() as desk:
        desk.clerks.add(clerk)
        desk.catalogue.keep_items(list(ITEMS.values()))
        desk.catalogue.keep_calendar(CALENDAR)
    place = Place(point=POINT, short_name="快便", device=DEVICE, device_number=1)
    counter = Counter(place=place, clerk=clerk, ids=ids, shelf=Shelf(POINT))
    cases = CaseDesk(store, counter=counter, clock=clock, announcer=Announcer())
    yield Office(clock=clock, cases=cases, applicants=Applicants(store, clock=clock))
    store.close()


@pytest.mark.parametrize(
    "text", ["刘𬘘", "刘", "ld", NUMBER, "220521851020019", "138 1234 5678", "２２０５２１ １９８５１０２０ ０１９ｘ"]
)
def test_somebody_who_came_is_found_as_one_types(office: Office, text: str):
    office.record()
    assert [person.name for person in office.applicants.find(text)] == ["刘𬘘"]


def test_nobody_is_found_by_nothing(office: Office):
    office.record()
    assert office.applicants.find("  ") == []
    assert office.applicants.find("王") == []


def test_earlier_cases_come_up_newest_first_though_nothing_was_sent(office: Office):
    first, second = office.record(item=ALIVE), office.record(item=CARD)
    earlier = office.applicants.earlier(HOLDER)
    assert earlier is not None
    assert [case.case_no for case in earlier.cases] == [second.case_no, first.case_no]
    assert earlier.applicant.phone == "13812345678"


def test_a_newcomer_has_nothing_earlier(office: Office):
    assert office.applicants.earlier(HOLDER) is None
    assert office.applicants.duplicates(HOLDER, ITEMS[ALIVE].code) == []


def test_a_renewed_permit_brings_up_its_holders_cases(office: Office):
    office.record(id_type="516", id_no=PERMIT, name="陈志强")
    renewed = office.applicants.earlier(Identity(IdType.HONG_KONG_MACAO_PERMIT, "H1234567802"))
    assert renewed is not None
    assert renewed.applicant.name == "陈志强"
    assert office.applicants.earlier(Identity(IdType.PASSPORT, "H12345678")) is None


def test_earlier_materials_are_named_and_the_one_with_a_file_is_kept(office: Office, tmp_path: Path):
    scan = tmp_path / "card.pdf"
    scan.write_bytes(b"%PDF-1.4 a scanned card")
    with_file = [{"code": "id_card", "form": "original", "count": 1, "file": str(scan)}]
    first = office.record(item=ALIVE, materials=with_file)
    office.clock.moment += timedelta(hours=1)
    office.record(item=CARD)
    earlier = office.applicants.earlier(HOLDER)
    assert earlier is not None
    [card] = earlier.materials
    assert (card.name, card.case_no) == ("居民身份证", first.case_no)
    assert card.file is not None
    assert card.file.name == "card.pdf"


def test_what_was_never_handed_in_is_no_earlier_material(office: Office):
    spared = [{"code": "id_card", "form": "shared", "count": 1, "file": None}]
    office.record(item=ALIVE, materials=spared)
    earlier = office.applicants.earlier(HOLDER)
    assert earlier is not None
    assert earlier.materials == ()


def test_an_open_case_of_the_same_item_is_a_likely_duplicate_however_old(office: Office):
    recorded = office.record()
    office.clock.moment += timedelta(days=400)
    assert [case.case_no for case in office.applicants.duplicates(HOLDER, ITEMS[ALIVE].code)] == [recorded.case_no]
    assert office.applicants.duplicates(HOLDER, ITEMS[CARD].code) == []


def test_duplicates_of_several_items_are_each_persons_own(office: Office):
    card, alive = office.record("accept", CARD, materials=list(all_of(CARD))), office.record()
    wanted = [
        (ITEMS[ALIVE].code, HOLDER),
        (ITEMS[CARD].code, replace(HOLDER, number="220521194802290002")),
        (ITEMS[CARD].code, HOLDER),
    ]
    found = office.applicants.duplicates_among(wanted)
    assert [case.case_no for case in found] == [alive.case_no, card.case_no]


def test_a_finished_case_is_a_likely_duplicate_for_30_days(office: Office):
    finished = office.record("accept", CARD, materials=list(all_of(CARD)))
    again = office.applicants.duplicates(HOLDER, ITEMS[CARD].code)
    assert [case.case_no for case in again] == [finished.case_no]
    office.clock.moment += timedelta(days=31)
    assert office.applicants.duplicates(HOLDER, ITEMS[CARD].code) == []


def test_who_was_refused_may_apply_again(office: Office):
    office.record("decline")
    assert office.applicants.duplicates(HOLDER, ITEMS[ALIVE].code) == []


def test_an_unfinished_intake_of_the_same_person_is_offered(office: Office):
    mine, other, empty = DraftId("d1"), DraftId("d2"), DraftId("d3")
    office.cases.save_draft(mine, line(ALIVE, CaseAct.DRAFT.value, id_no=NUMBER.lower()))
    office.cases.save_draft(other, line(ALIVE, CaseAct.DRAFT.value, id_no="220502198001010014"))
    office.cases.save_draft(empty, {"applicant": {"name": "刘"}})
    office.cases.save_draft(DraftId("d4"), {"applicant": {"id_type": ["111"], "id_no": NUMBER}})
    office.cases.save_draft(DraftId("d5"), {})
    assert [draft.id for draft in office.applicants.drafts(HOLDER)] == [mine]
    assert office.applicants.drafts(HOLDER, besides=mine) == []


def all_of(item: str) -> Iterator[dict[str, Any]]:
    """Every material of an item, as originals."""
    for material in ITEMS[item].materials:
        yield {"code": material.code, "form": "original", "count": material.copies, "file": None}
