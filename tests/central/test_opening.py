"""What central tells of its catalogue: nothing of what desks bring along, everything that came later."""

import json
import shutil
from dataclasses import replace
from datetime import date
from pathlib import Path

from app.central.opening import take_in_catalogue
from app.central.themes import import_themes
from app.ids import Ids
from db.central.store import open_central
from tests.central.arrange import RESOURCES, City, HeldClock, Numbered, kinds


def copied(tmp_path: Path) -> Path:
    for part in ("catalogue", "calendar"):
        shutil.copytree(RESOURCES / part, tmp_path / "resources" / part)
    return tmp_path / "resources"


def test_only_what_came_after_the_first_catalogue_travels(town: City, tmp_path: Path) -> None:
    resources = copied(tmp_path)
    with town.program.store.writing() as central:
        assert take_in_catalogue(central, resources, town.clock) == 0
    item = sorted((resources / "catalogue" / "items").glob("*.json"))[0]
    changed = json.loads(item.read_text("utf-8"))
    changed["version"] += 1
    item.write_text(json.dumps(changed, ensure_ascii=False), "utf-8")
    year = resources / "calendar" / "2027.json"
    known = json.loads(year.read_text("utf-8"))
    year.write_text(json.dumps(known | {"source": "国务院办公厅通知"}, ensure_ascii=False), "utf-8")
    with town.program.store.writing() as central:
        assert take_in_catalogue(central, resources, town.clock) == 2
    with town.program.store.writing() as central:
        assert take_in_catalogue(central, resources, town.clock) == 0
    shared = town.desk().exchange().shared
    assert shared is not None
    assert kinds(shared.items) == ["catalogue.items", "calendar.years", "keys.listed"]
    assert json.loads(shared.items[0].body)["items"][0]["version"] == changed["version"]


def test_a_central_of_before_themes_takes_them_in_and_tells_only_what_changes_afterwards(tmp_path: Path) -> None:
    resources, clock = copied(tmp_path), HeldClock()
    store = open_central(f"sqlite:///{tmp_path}/central.db", clock=clock, ids=Ids(clock, Numbered()))
    with store.writing() as central:
        assert take_in_catalogue(central, resources, clock) == 0
        assert central.catalogue.themes() == []
    shutil.copytree(RESOURCES / "themes", resources / "themes")
    with store.writing() as central:
        assert take_in_catalogue(central, resources, clock) == 0
        assert len(central.catalogue.themes()) == 6
        ended = replace(central.catalogue.themes()[0], cancelled_on=date(2026, 12, 1))
        import_themes(central, [ended], clock)
    for file in (resources / "themes").glob("*.json"):
        theme = json.loads(file.read_text("utf-8"))
        if theme["code"] in (ended.code, "small_shop"):
            theme["version"] += theme["code"] == "small_shop"
            theme["spellings"] = []
            file.write_text(json.dumps(theme, ensure_ascii=False), "utf-8")
    with store.writing() as central:
        assert take_in_catalogue(central, resources, clock) == 1
        assert central.catalogue.theme(ended.code) == ended, "a release does not bring a cancelled one back"
    store.close()
