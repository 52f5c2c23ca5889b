"""Two windows of one point and the real central, for what goes on between them about one case."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from app.cases.model import Case, CaseAct, case_to_json
from app.program import Program
from app.verify import verify_desk
from tests.sync.real_central import City, of_desk, serving_city, whole_desk

ORDERS = [(0, 1, 0, 1), (1, 0, 1, 0)]
"""In which they meet central."""


@contextmanager
def two_desks(folder: Path) -> Iterator[tuple[City, Program, Program]]:
    """Central, and two desks of a point."""
    with (
        serving_city(f"sqlite:///{folder}/city.db") as city,
        whole_desk(folder / "one", city.url, number=1) as one,
        whole_desk(folder / "other", city.url, number=2) as other,
    ):
        yield city, one, other


def meet(desks: Sequence[Program]) -> None:
    for desk in desks:
        assert desk.sync.cycle().trouble is None


def act(desk: Program, act: CaseAct, **body: Any) -> None:
    (case,) = of_desk(desk)
    desk.cases.act(case.case_no, act, body=body, reason="按窗口核对情况办理")


def settled(city: City, desks: Sequence[Program], order: Sequence[int]) -> Case:
    """The case once all have met in that order: equal everywhere."""
    meet([desks[place] for place in order])
    meet(desks)
    (there,) = city.cases()
    for desk in desks:
        (here,) = of_desk(desk)
        assert case_to_json(here) == case_to_json(there)
        assert here.last == there.last
        assert verify_desk(desk)["findings"] == []
    return there
