"""Where central is: asked, set and refused; and what the sync centre is told."""

import pytest

from app.errors import Refused
from app.events import Announcer, Changes
from app.sync.centre import SyncCentre, check_address
from tests.sync.fake_central import FakeCentral
from tests.sync.make import TestDesk


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("https://sp.example.gov.cn/", "https://sp.example.gov.cn"),
        (" http://10.0.0.8:8600 ", "http://10.0.0.8:8600"),
        ("sp.example.gov.cn", "https://sp.example.gov.cn"),
    ],
)
def test_an_address_is_kept_in_one_form(typed: str, kept: str) -> None:
    assert check_address(typed) == kept


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("  ", "sync_address_missing"),
        ("ftp://sp.example.gov.cn", "sync_address_form"),
        ("https://", "sync_address_form"),
        ("https://a b", "sync_address_form"),
        ("https://host:99999", "sync_address_form"),
    ],
)
def test_what_is_no_address_is_refused_beside_its_field(typed: str, code: str) -> None:
    with pytest.raises(Refused) as refused:
        check_address(typed)
    assert (refused.value.code, refused.value.field) == (code, "central")


def test_the_address_and_the_code_are_kept_and_told(desk: TestDesk, central: FakeCentral) -> None:
    announcer, told, noted = Announcer(), [], []
    announcer.listen(told.append)
    centre = SyncCentre(desk.store, announcer, noted.append)
    centre.set_central("sp.example.gov.cn", central.code.lower())
    address = centre.facts().address
    assert address is not None
    assert (address.url, address.code) == ("https://sp.example.gov.cn", central.code.replace("-", ""))
    assert noted == ["https://sp.example.gov.cn"]
    assert told == [Changes(sync=True, settings=True)]


def test_a_mistyped_code_changes_nothing(desk: TestDesk, central: FakeCentral) -> None:
    centre = SyncCentre(desk.store, Announcer())
    wrong = central.code[:-1] + ("0" if central.code[-1] != "0" else "1")
    with pytest.raises(Refused):
        centre.set_central("https://sp.example.gov.cn", wrong)
    assert centre.facts().address is None


def test_the_facts_tell_of_meetings_and_of_what_differs(desk: TestDesk, central: FakeCentral) -> None:
    (case,) = desk.record()
    engine = desk.engine(transport=central.transport())
    engine.cycle()
    central.tell("case.decided", case.id, {"act": "approve", "change": {"state": "declined"}})
    engine.cycle()
    engine.close()
    facts = SyncCentre(desk.store, Announcer()).facts()
    assert facts.enrolment is not None
    assert facts.contacts[0].trouble is None
    assert [code for _, code in facts.differing] == ["feed_act_unlawful"]
    assert facts.returned == ()
