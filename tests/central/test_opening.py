"""What central tells of its catalogue: nothing of what desks bring along, everything that came later."""

import json
import shutil
from pathlib import Path

from app.central.opening import take_in_catalogue
from tests.central.arrange import RESOURCES, City, kinds


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
