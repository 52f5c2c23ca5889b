"""The catalogue from the command line: what an import changes, at a desk and at central."""

import json
from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from app.catalogue.item_json import item_to_json
from app.catalogue.model import Scope, ServiceItem
from app.catalogue.wording import WORDED
from app.journal import Stream
from tests.central.arrange import ITEM, City, city
from tests.end_to_end.command import Folder, Said, held_open, sidao

RENEWED = replace(
    ITEM,
    version=ITEM.version + 1,
    materials=ITEM.materials[:-1],
    phone="0435-5229000",
    effective_on=date(2026, 11, 20),
)
CANCELLED = replace(ITEM, cancelled_on=date(2026, 11, 20))
COUNTS = ("new", "changed", "cancelled", "filed", "unchanged")


def written(folder: Path, *items: ServiceItem) -> str:
    """A folder with the items, a file each."""
    folder.mkdir(exist_ok=True)
    for place, item in enumerate(items):
        (folder / f"{place}.json").write_text(json.dumps(item_to_json(item), ensure_ascii=False), "utf-8")
    return str(folder)


def counts(result: Mapping[str, Any]) -> dict[str, int]:
    return {name: result[name] for name in COUNTS if result[name]}


@pytest.fixture
def begun(tmp_path: Path) -> str:
    """The address of a city's database; nobody has it open."""
    url = f"sqlite:///{tmp_path}/central.db"
    city(url).program.store.close()
    return url


def brought(url: str, place: str, *more: str) -> Said:
    return sidao("central", "catalogue", "import", place, "--db", url, *more)


def shared(made: City) -> list[Any]:
    """The items that a new desk of the city is told of."""
    told = made.desk().exchange().shared
    assert told is not None
    return [json.loads(item.body) for item in told.items if item.kind == "catalogue.items"]


def test_the_city_is_told_what_is_new_changed_and_cancelled_and_tells_every_point(begun: str, tmp_path: Path) -> None:
    extra = replace(ITEM, code=f"{ITEM.code}X", version=1)
    place = written(tmp_path / "items", RENEWED, extra, ITEM)
    tried = brought(begun, place, "--dry-run")
    assert (tried.code, counts(tried.result)) == (0, {"new": 1, "changed": 1, "unchanged": 1})
    done = brought(begun, place)
    assert {**done.result, "dry_run": True} == tried.result
    change = done.result["changes"][0]
    assert (change["change"], change["before"], change["version"]) == ("changed", ITEM.version, RENEWED.version)
    assert set(change["parts"]) == {"materials", "phone", "effective_on"}
    assert f"不再收取“{ITEM.materials[-1].name}”" in change["differences"]
    assert counts(brought(begun, place).result) == {"unchanged": 3}
    made = city(begun)
    assert [told["items"][0]["version"] for told in shared(made)] == [RENEWED.version, 1]
    made.program.store.close()


def test_a_dry_run_and_a_refused_import_tell_nobody(begun: str, tmp_path: Path) -> None:
    assert brought(begun, written(tmp_path / "items", RENEWED), "--dry-run").code == 0
    rewritten = replace(ITEM, name="改了名")
    said = brought(begun, written(tmp_path / "wrong", RENEWED, rewritten))
    assert (said.code, said.error and said.error["error"]) == (3, "item_version_rewritten")
    made = city(begun)
    assert shared(made) == []
    made.program.store.close()


def test_a_running_central_marks_what_was_accepted_of_a_cancelled_item(tmp_path: Path) -> None:
    made = city(f"sqlite:///{tmp_path}/central.db")
    desk = made.desk()
    desk.record()
    assert [one.reason for one in desk.push().arrived] == [None]
    assert counts(brought(f"sqlite:///{tmp_path}/central.db", written(tmp_path / "items", CANCELLED)).result) == {
        "cancelled": 1
    }
    desk.record()
    assert [one.reason for one in desk.push(len(desk.entries[Stream.DESK])).arrived] == ["catalogue_unknown"]
    made.program.store.close()


def test_a_release_does_not_bring_a_cancelled_item_back(begun: str, tmp_path: Path) -> None:
    brought(begun, written(tmp_path / "items", CANCELLED))
    made = city(begun)
    with made.program.store.writing() as central:
        central.city.keep_catalogue_digest("an earlier release")
    made.program.store.close()
    made = city(begun)
    with made.program.store.reading() as central:
        assert central.catalogue.item(ITEM.code, ITEM.version) == CANCELLED
    assert len(shared(made)) == 1
    made.program.store.close()


def test_central_that_never_served_has_no_catalogue_to_change(tmp_path: Path) -> None:
    said = brought(f"sqlite:///{tmp_path}/central.db", written(tmp_path / "items", RENEWED))
    assert (said.code, said.error and said.error["error"]) == (4, "central_not_begun")


def test_a_point_without_a_link_takes_the_items_from_a_stick(desk: Folder, tmp_path: Path) -> None:
    place = written(tmp_path / "items", RENEWED)
    tried = desk.do("catalogue", "import", place, "--dry-run").result
    assert desk.do("catalogue", "show", ITEM.code).result["version"] == ITEM.version
    assert {**desk.do("catalogue", "import", place).result, "dry_run": True} == tried
    shown = desk.do("catalogue", "show", ITEM.code).result
    assert shown["versions"] == [RENEWED.version, ITEM.version]
    assert f"不再收取“{ITEM.materials[-1].name}”" in shown["differences"]
    old = desk.do("catalogue", "show", ITEM.code, "--version", str(ITEM.version)).result
    assert (old["phone"], old["differences"]) == (ITEM.phone, [])
    assert counts(desk.do("catalogue", "import", place).result) == {"unchanged": 1}


def test_the_list_is_what_is_in_force_on_the_day(desk: Folder, tmp_path: Path) -> None:
    desk.do("catalogue", "import", written(tmp_path / "items", replace(ITEM, cancelled_on=date(2027, 1, 1))))

    def listed(day: str) -> set[str]:
        return {line["code"] for line in desk.do("catalogue", "list", "--on", day).results}

    assert ITEM.code in listed("2026-12-31")
    assert listed("2027-01-01") == listed("2026-12-31") - {ITEM.code}


@pytest.mark.parametrize(
    ("name", "text", "code", "error", "field"),
    [
        ("missing.json", None, 4, "file_unknown", "place"),
        ("broken.json", "{", 3, "item_malformed", "broken.json"),
        ("half.json", '{"code": ""}', 3, "item_malformed", "half.json: item.code"),
        ("none.json", "[]", 3, "catalogue_empty", "place"),
    ],
)
def test_a_wrong_file_is_named_and_nothing_is_taken_in(
    desk: Folder, tmp_path: Path, name: str, text: str | None, code: int, error: str, field: str
) -> None:
    if text is not None:
        (tmp_path / name).write_text(text, "utf-8")
    said = desk.do("catalogue", "import", str(tmp_path / name))
    assert said.error is not None
    assert (said.code, said.error["error"], said.error["field"]) == (code, error, field)


def test_a_point_says_its_own_phone_address_and_hours_and_nothing_else(desk: Folder, tmp_path: Path) -> None:
    said = desk.do("catalogue", "words", "--phone", "0435 5229000", "--hours", "8:30—16:30", "--action", "a1")
    of_all = {"item": None, "phone": "0435-5229000", "address": None, "window_hours": "8:30—16:30"}
    assert said.result == of_all
    both = desk.do("catalogue", "words", "--item", ITEM.code, "--address", "二楼3号窗口").results
    assert both == [of_all, {"item": ITEM.code, "phone": None, "address": "二楼3号窗口", "window_hours": None}]
    with held_open(desk) as opened:
        scope = opened.program.catalogue.scope(ITEM.code)
        assert (scope.phone, scope.address, scope.window_hours) == ("0435-5229000", "二楼3号窗口", "8:30—16:30")
        assert scope.scope is not None
        with opened.program.store.reading() as store:
            kinds = [entry.kind for entry in store.journal.after(0, 100)]
            rules = store.catalogue.point_rules(opened.program.config.point)
        assert kinds.count(WORDED) == 2
        assert rules is not None
        opened.program.catalogue.import_rules(replace(rules, own=(), default=Scope.ADVISE))
        assert opened.program.catalogue.scope(ITEM.code).address == "二楼3号窗口", "the city's scopes leave it alone"
    again = desk.do("catalogue", "words", "--phone", "12345", "--action", "a1").results[0]
    assert again == of_all, "the same action changes nothing more"
    assert desk.do("catalogue", "words", "--item", ITEM.code, "--address", "").results == [of_all]
    assert desk.do("catalogue", "words", "--phone", "12345").result["phone"] == "12345"
    assert desk.do("catalogue", "words", "--phone", "0435-5229000", "--action", "a1").result == of_all
    assert desk.holds()


def test_words_about_no_item_or_a_wrong_phone_are_refused(desk: Folder) -> None:
    assert desk.do("catalogue", "words", "--item", "X", "--phone", "12345").code == 4
    said = desk.do("catalogue", "words", "--phone", "abc")
    assert (said.code, said.error and said.error["field"]) == (3, "phone")
    assert desk.do("catalogue", "words").results == []


@pytest.mark.parametrize(
    "content", [b"[" * 100_000, b'{"code":' * 100_000, b"\xff\xfe\xfa", b"{", b"[" * 800 + b"]" * 800]
)
def test_a_file_that_holds_no_items_is_refused_whatever_it_holds(
    desk: Folder, begun: str, tmp_path: Path, content: bytes
) -> None:
    file = tmp_path / "items.json"
    file.write_bytes(content)
    for said in (
        desk.do("catalogue", "import", str(file)),
        brought(begun, str(file)),
        sidao("central", "theme", "import", str(file), "--db", begun),
    ):
        assert said.error is not None
        assert (said.code, said.error["error"]) == (3, "item_malformed")
