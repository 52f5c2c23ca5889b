"""Key slots: each clerk's passphrase opens the desk, nobody else's does, and a damaged file says so."""

import json
from pathlib import Path

import pytest

from app.errors import Refused, Trouble
from app.ids import ClerkId, Ids, SystemRandomness
from app.key_slots import Holder, KeySlots, replace_file
from app.keys import SealingKey
from tests import make

KEY = bytes(range(32))
LI = Holder(clerk=ClerkId("li"), name="李敏", number="01")
WANG = Holder(clerk=ClerkId("wang"), name="王强", number="02")


@pytest.fixture
def slots(tmp_path: Path) -> KeySlots:
    made = KeySlots(tmp_path / "desk.slots", Ids(make.HeldClock(), SystemRandomness()), make.CHEAP)
    made.add_clerk(LI, "李敏的长口令", KEY)
    made.add_clerk(WANG, "wang-qiang", KEY)
    return made


def test_each_clerk_opens_with_their_own_passphrase(slots: KeySlots) -> None:
    assert slots.open("李敏的长口令") == (LI, KEY)
    assert slots.open("wang-qiang") == (WANG, KEY)
    assert slots.open("wang-qiang", WANG.clerk) == (WANG, KEY)
    assert slots.holders() == [LI, WANG]


def test_another_passphrase_opens_nothing(slots: KeySlots) -> None:
    for passphrase, clerk in (("wrong", None), ("", None), ("wang-qiang", LI.clerk), ("\udcff", None)):
        with pytest.raises(Trouble, match="passphrase_wrong"):
            slots.open(passphrase, clerk)


def test_a_new_passphrase_takes_the_old_ones_place_in_the_list(slots: KeySlots) -> None:
    slots.add_clerk(LI, "another one", KEY)
    assert slots.holders() == [LI, WANG]
    assert slots.open("another one") == (LI, KEY)
    with pytest.raises(Trouble, match="passphrase_wrong"):
        slots.open("李敏的长口令")


def test_a_short_passphrase_is_refused_and_the_old_one_stays(slots: KeySlots) -> None:
    with pytest.raises(Refused, match="passphrase_short"):
        slots.add_clerk(LI, "12345", KEY)
    assert slots.open("李敏的长口令") == (LI, KEY)


def test_central_can_open_what_was_sealed_to_it(slots: KeySlots) -> None:
    central = SealingKey(bytes(range(1, 33)))
    assert slots.central_slot() is None
    slots.seal_to_central(central.public, KEY)
    slots.seal_to_central(central.public, KEY)
    sealed = slots.central_slot()
    assert sealed is not None
    assert central.open(sealed) == KEY
    assert slots.open("wang-qiang") == (WANG, KEY)


def test_neither_key_nor_passphrase_can_be_read_in_the_file(slots: KeySlots, tmp_path: Path) -> None:
    content = (tmp_path / "desk.slots").read_text("utf-8")
    assert "wang-qiang" not in content
    assert KEY.hex() not in content
    assert (tmp_path / "desk.slots").stat().st_mode & 0o077 == 0


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"{",
        b"[]",
        b'{"slots": 3}',
        b'{"slots": [{}]}',
        b'{"slots": [{"kind": "clerk"}]}',
        b'{"slots": [{"kind": "clerk", "clerk": "c", "name": "n", "number": "1"}]}',
        b"\xff\xff",
    ],
)
def test_a_damaged_file_is_said_to_be_damaged(slots: KeySlots, tmp_path: Path, content: bytes) -> None:
    (tmp_path / "desk.slots").write_bytes(content)
    with pytest.raises(Trouble, match="slots_damaged"):
        slots.open("wang-qiang")


@pytest.mark.parametrize(("field", "value"), [("salt", "???"), ("memory", -1), ("passes", "many"), ("wrapped", None)])
def test_a_damaged_slot_is_said_to_be_damaged(slots: KeySlots, tmp_path: Path, field: str, value: object) -> None:
    path = tmp_path / "desk.slots"
    content = json.loads(path.read_text("utf-8"))
    content["slots"][0][field] = value
    path.write_text(json.dumps(content))
    with pytest.raises(Trouble, match="slots_damaged"):
        slots.open("wang-qiang")


def test_a_changed_key_is_no_key(slots: KeySlots, tmp_path: Path) -> None:
    path = tmp_path / "desk.slots"
    content = json.loads(path.read_text("utf-8"))
    content["slots"][1]["wrapped"] = content["slots"][0]["wrapped"]
    path.write_text(json.dumps(content))
    with pytest.raises(Trouble, match="passphrase_wrong"):
        slots.open("wang-qiang")


def test_without_the_file_there_is_no_desk(tmp_path: Path) -> None:
    with pytest.raises(Trouble, match="desk_missing"):
        KeySlots(tmp_path / "none", Ids(make.HeldClock(), SystemRandomness()), make.CHEAP).open("whatever")


def test_a_file_is_replaced_whole_or_not_at_all(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "file"
    replace_file(path, b"old")

    def cut(*_: object) -> None:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as full:
        full.setattr("os.fsync", cut)
        with pytest.raises(Trouble, match="disk_full"):
            replace_file(path, b"new")
    assert path.read_bytes() == b"old"
    assert list(tmp_path.iterdir()) == [path]
