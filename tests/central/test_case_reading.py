"""The quick way to read a case gives what `recorded` gives, whatever is in the JSON."""

from copy import deepcopy
from itertools import islice
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.cases.life import FIELDS
from app.cases.model import Case, case_from_json, case_to_json, recorded
from app.central.case_reading import read_recorded
from app.errors import Refused
from app.ids import DeviceId
from app.journal import EntryName, Stream
from tests.central.arrange import City
from tests.sync.make import a_case, an_applicant

HOW = ("pages", "licence", "reason", "kept", "valid_until")
NAME = EntryName(device=DeviceId("01900000-0000-7000-8000-000000000001"), stream=Stream.DESK, number=7)
CASE = case_to_json(a_case(NAME.device, 1, 5, an_applicant(5)))
PATHS = [
    *((key,) for key in CASE),
    *(("applicant", key) for key in ("kind", "name", "id_type", "id_no", "phone", "address", "id_until", "contact")),
    *(("materials", 0, key) for key in ("code", "form", "count", "file", *HOW)),
    ("agent",),
    ("documents",),
    ("former_nos",),
    ("helper",),
    *((key,) for key in sorted(FIELDS)),
]
AGENT = {"name": "李四", "id_type": "111", "id_no": "220502194802290002", "phone": None, "relation": "子女"}
PIECES: list[Any] = [
    AGENT,
    {**AGENT, "relation": " 子女"},
    {**AGENT, "extra": 1},
    {**AGENT, "authority": {"kind": "letter", "scope": "代办", "valid_until": "2026-12-31", "number": None}},
    {"id": "h", "number": "D01001", "name": "孙助"},
    {"id": "h", "number": 1, "name": "孙助"},
    {"name": "张", "phone": "1"},
    {"name": "", "phone": "1"},
    {"digest": "ab", "name": "a.jpg", "media": "image/jpeg", "size": 3},
    {"digest": "ab"},
    [{"digest": "ab", "name": "a.jpg", "media": "image/jpeg", "size": 3}],
    [{"digest": "ab"}],
    [None],
    {"kind": "居民身份证", "number": "1", "checked": "scanned"},
    {"kind": "居民身份证", "number": 1, "checked": "system", "extra": 1},
    {"kind": "居民身份证", "checked": "seen"},
    [{"kind": "acceptance", "receipt_no": "1号", "issued_at": "2026-11-23T01:00:00+00:00"}],
    [{"kind": "acceptance", "receipt_no": "1号", "issued_at": "20261123T010000.1234567Z"}],
    ["220521100001012026112300012"],
    "long",
    "2030-12-31",
    "20301231",
    "2026-11-23T01:00:00.123456789+08:00",
    "2026-11-23T24:00:00",
    "declined",
    "company",
    "001",
    " x ",
    "\u2003x",
    "",
    "\ud800",
    None,
    True,
    0,
    1,
    1.0,
    2**70,
    [],
    {},
]
anything = st.one_of(st.sampled_from(PIECES), st.recursive(st.none() | st.text(max_size=3), st.lists, max_leaves=3))


def outcome(read: Any, body: dict[str, Any]) -> object:
    try:
        return read(body, NAME)
    except (KeyError, ValueError, TypeError, AttributeError, Refused) as error:
        return type(error), str(error)


@settings(max_examples=600)
@given(st.lists(st.tuples(st.sampled_from(PATHS), st.one_of(anything, st.just(...))), max_size=3))
def test_both_ways_of_reading_agree_on_any_case(changes: list[tuple[tuple[Any, ...], Any]]) -> None:
    case = deepcopy(CASE)
    for path, value in changes:
        held: Any = case
        for step in path[:-1]:
            held = _inside(held, step)
        if not isinstance(held, dict):
            continue
        if value is ...:
            held.pop(path[-1], None)
        else:
            held[path[-1]] = value
    assert outcome(read_recorded, {"case": case}) == outcome(recorded, {"case": case})


def _inside(held: Any, step: Any) -> Any:
    try:
        return held[step]
    except (KeyError, IndexError, TypeError):
        return None


@pytest.mark.parametrize("tells", [["0a1b2c", "3d"], [], ["a", 1], "ab", None, {}])
def test_the_marks_of_a_paper_are_read_alike(tells: object) -> None:
    paper = {"kind": "result", "receipt_no": "1号", "issued_at": "2026-11-23T01:00:00+00:00", "tells": tells}
    body = {"case": {**CASE, "documents": [paper]}}
    found = outcome(read_recorded, body)
    assert found == outcome(recorded, body)
    if tells == ["0a1b2c", "3d"]:
        assert isinstance(found, Case)
        assert found.documents[0].tells == ("0a1b2c", "3d")


@pytest.mark.parametrize("body", [{}, {"case": None}, {"case": []}, {"case": "x"}])
def test_what_is_no_case_at_all_is_refused_alike(body: dict[str, Any]) -> None:
    assert outcome(read_recorded, body) == outcome(recorded, body)


def test_what_a_desk_writes_never_needs_the_slow_way(town: City, monkeypatch: pytest.MonkeyPatch) -> None:
    desk = town.desk()
    cases = [desk.case(act) for act in ("accept", "receive", "supplement", "decline")]
    expected = [case_from_json(case, NAME) for case in cases]
    monkeypatch.setattr("app.central.case_reading.recorded", None)
    assert [read_recorded({"case": case}, NAME) for case in islice(cases, 4)] == expected
