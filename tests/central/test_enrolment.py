"""Enrolment: the code for one point, the first device that used it, and the proof of each key."""

import msgspec
import pytest

from app.central.enrolment import CODE_LASTS, issue_code, retire, revoke
from app.errors import NotFound, Refused
from app.journal import Stream
from app.sync.codes import read_code
from app.sync.key_sheets import RootedKeys, read_sheet
from app.sync.packing import unpack
from tests.central.arrange import POINT, City, city


@pytest.fixture
def strict(tmp_path):  # type: ignore[no-untyped-def]
    """A city that enrols by code only."""
    made = city(f"sqlite:///{tmp_path}/central.db", demo=False)
    yield made
    made.program.store.close()


def code_for(town: City, point: str = POINT) -> str:
    text, _ = issue_code(town.program.store, point, clock=town.clock, ids=town.ids)
    return read_code(text).text


def test_a_code_carries_the_fingerprint_of_the_root_key(strict: City) -> None:
    text, expires = issue_code(strict.program.store, POINT, clock=strict.clock, ids=strict.ids)
    assert read_code(text).fits(strict.program.keys.root.public)
    assert expires == strict.clock.now() + CODE_LASTS


def test_a_device_enrols_by_its_code_and_learns_point_and_keys(strict: City) -> None:
    desk = strict.desk(enrolled=False)
    told = desk.enrol(code_for(strict))
    sheet = read_sheet(told.sheet, told.sheet_signature, strict.program.keys.root.public)
    assert {key.public for key in sheet.devices} == {signer.public for signer in desk.signers.values()}
    assert {key.public for key in sheet.central} == {
        strict.program.keys.signing.public,
        strict.program.keys.sealing.public,
    }
    assert (told.point.code, told.demo) == (POINT, False)
    assert told.point.name
    desk.record()
    assert desk.exchange([desk.batch()]).holds


def test_the_lost_answer_is_given_again_to_the_same_device(strict: City) -> None:
    desk = strict.desk(enrolled=False)
    code = code_for(strict)
    first, again = desk.enrol(code), desk.enrol(code)
    assert again.incarnation == first.incarnation
    with strict.program.store.reading() as central:
        assert len(central.registry.devices(POINT)) == 2


def test_a_code_serves_one_device_of_its_point_in_its_time(strict: City) -> None:
    code = code_for(strict)
    strict.desk(1, enrolled=False).enrol(code)
    other = strict.desk(2, enrolled=False)
    with pytest.raises(Refused, match="enrol_code_used"):
        other.enrol(code)
    with pytest.raises(Refused, match="enrol_code_unknown"):
        other.enrol("0" * 24)
    with pytest.raises(Refused, match="enrol_code_unknown"):
        other.enrol(None)
    with pytest.raises(Refused, match="enrol_point_other"):
        other.enrol(code_for(strict, "220521100009"))
    late = code_for(strict)
    strict.clock.pass_by(days=8)
    with pytest.raises(Refused, match="enrol_code_expired"):
        other.enrol(late)


def test_a_number_of_a_point_is_given_once(town: City) -> None:
    town.desk(1)
    with pytest.raises(Refused, match="enrol_device_taken"):
        town.desk(1, seed="another")
    town.desk(1, "220521100002")


def test_a_key_that_the_sender_does_not_hold_is_refused(town: City) -> None:
    desk, thief = town.desk(1, enrolled=False), town.desk(2, enrolled=False)
    stolen = msgspec.structs.replace(thief.enrolment(), keys=desk.enrolment().keys)
    with pytest.raises(Refused, match="enrol_possession"):
        town.program.enrolment.enrol(stolen)
    twice = desk.enrolment()
    with pytest.raises(Refused, match="enrol_possession"):
        town.program.enrolment.enrol(msgspec.structs.replace(twice, keys=(twice.keys[0], twice.keys[0])))


def test_a_point_code_has_twelve_digits(town: City) -> None:
    with pytest.raises(Refused, match="point_code"):
        issue_code(town.program.store, "22052110000", clock=town.clock, ids=town.ids)


def test_revoking_names_the_last_entry_and_tells_all_points(town: City) -> None:
    desk, other = town.desk(1), town.desk(1, "220521100002")
    desk.record()
    desk.push()
    revoke(town.program.store, town.program.keys, desk.id, clock=town.clock)
    shared = other.exchange(shared=2).shared
    assert shared is not None
    (line,) = shared.items
    import base64
    import json

    body = json.loads(line.body)
    sheet = read_sheet(
        base64.b64decode(body["sheet"]), base64.b64decode(body["signature"]), town.program.keys.root.public
    )
    assert {key.stream: key.revoked_after for key in sheet.devices} == {Stream.DESK: 1, Stream.QUEUE: 0}
    retired = retire(town.program.store, town.program.keys, other.id, clock=town.clock)
    assert all(key.retired_at == town.clock.now() for key in retired)
    with pytest.raises(NotFound, match="device_unknown"):
        retire(town.program.store, town.program.keys, town.desk(9, enrolled=False).id, clock=town.clock)


def test_central_keys_are_the_same_after_a_restart_and_guarded_by_a_passphrase(tmp_path) -> None:  # type: ignore[no-untyped-def]
    from app.errors import Trouble

    url = f"sqlite:///{tmp_path}/central.db"
    first = city(url)
    assert not first.program.keys.guarded
    guarded = city(url, passphrase="correct horse")
    assert guarded.program.keys.guarded
    assert guarded.program.keys.root.public == first.program.keys.root.public
    assert city(url, passphrase="correct horse").program.keys.signing.public == first.program.keys.signing.public
    with pytest.raises(Trouble, match="central_passphrase_missing"):
        city(url)
    with pytest.raises(Trouble, match="central_passphrase_wrong"):
        city(url, passphrase="wrong horse")


def test_a_new_database_is_another_life(tmp_path) -> None:  # type: ignore[no-untyped-def]
    lives = set()
    for name in ("a", "b", "a"):
        with city(f"sqlite:///{tmp_path}/{name}.db").program.store.reading() as central:
            lives.add(central.city.incarnation())
    assert len(lives) == 2


def test_the_root_key_signs_the_sheet_of_get_keys(town: City) -> None:
    from app.central.sheets import rooted_keys

    with town.program.store.reading() as central:
        kept = central.city.keys()
    told = unpack(rooted_keys(town.program.keys, kept, 3, town.clock, demo=True), RootedKeys)
    assert read_sheet(told.sheet, told.signature, told.root).number == 3
