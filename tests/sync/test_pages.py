"""A material of several pages on its way to central: it is received when every page is in."""

import json
from pathlib import Path

from app.cases.demo import demo_lines
from app.catalogue.shipped import shipped_items
from app.commands.opening import RESOURCES
from app.sync.model import Arrival
from tests.link.road import FREE, Road
from tests.link.simulator import simulated
from tests.sync.real_central import POINT, of_desk, serving_city, whole_desk
from tests.sync.test_blobs import arrival, at_central, over, scan, until_through


def test_every_page_is_in_before_the_case_counts_as_received_though_the_link_is_cut(tmp_path: Path) -> None:
    with serving_city(f"sqlite:///{tmp_path}/city.db") as city, whole_desk(tmp_path / "desk", city.url) as desk:
        assert desk.sync.cycle().trouble is None
        lines = demo_lines(50, 1, shipped_items(RESOURCES))
        line = json.loads(json.dumps(next(one for one in lines if one["materials"] and one["act"] == "receive")))
        line["materials"][0]["file"] = [scan(tmp_path, seed, 20_000 + seed) for seed in range(4)]
        desk.intake.record(line)
        (case,) = of_desk(desk)
        digests = {file.digest for file in case.materials[0].files}
        assert desk.sync.status().files_pending == len(digests) == 4
        with simulated(Road(**{**FREE.__dict__, "cut_up": (30_000, 10, 25_000)}), city.port) as link:
            over(desk, link.url)
            for _ in range(3):
                desk.sync.cycle()
                assert arrival(desk, case) is not Arrival.RECEIVED or digests == city.program.files.held(POINT, digests)
            until_through(desk)
            assert link.counts()["connections"] >= 3
        assert arrival(desk, case) is Arrival.RECEIVED
        assert set(at_central(city)) == digests
        with city.program.store.reading() as central:
            held = central.cases.get(POINT, case.id)
        assert held is not None
        assert held.case.materials[0].files == case.materials[0].files
