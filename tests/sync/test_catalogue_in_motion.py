"""The city's catalogue changes between two contacts: what was accepted in good faith is taken in, and marked."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from app.cases.model import Case
from app.catalogue.model import ItemCode, LocalWords, Scope, ServiceItem
from app.catalogue.point_json import point_rules_to_json
from app.central.opening import import_items
from app.clock import local_date
from app.errors import Refused
from app.program import Program
from app.sync.apply import apply_item
from app.sync.model import Feed, FeedItem, FeedKind
from app.verify import verify_desk
from tests.sync.real_central import CLOCK, City, demo_of, of_desk, whole_desk
from ui.cases.detail_rows import catalogue_notice

TODAY = local_date(CLOCK.now())


@pytest.fixture
def desk(city: City, tmp_path: Path) -> Iterator[Program]:
    with whole_desk(tmp_path / "desk", city.url) as made:
        assert made.sync.cycle().trouble is None
        yield made
        assert verify_desk(made)["findings"] == []


@pytest.fixture
def line(desk: Program) -> dict[str, Any]:
    return next(demo_of(desk, 1))


def known(desk: Program, line: dict[str, Any]) -> ServiceItem:
    return desk.catalogue.item(ItemCode(line["item"]))


def changed(city: City, item: ServiceItem) -> None:
    with city.program.store.writing() as central:
        assert len(import_items(central, [item], CLOCK).changes) == 1


def accepted_and_sent(desk: Program, line: dict[str, Any]) -> Case:
    """The only case, after a contact in which nothing is returned."""
    desk.intake.record(line)
    report = desk.sync.cycle()
    assert (report.trouble, report.pending, report.returned) == (None, 0, 0)
    (case,) = of_desk(desk)
    return case


def test_a_case_of_an_item_that_was_cancelled_meanwhile_is_taken_in_and_marked(
    desk: Program, city: City, line: dict[str, Any]
) -> None:
    item = known(desk, line)
    changed(city, replace(item, cancelled_on=TODAY))
    case = accepted_and_sent(desk, line)
    assert case.central_no is not None
    opened = city.program.review.open(case.case_no)
    assert opened.file.mark == "catalogue_unknown"
    assert opened.doubt == ("mark_cancelled", TODAY.isoformat())
    said = catalogue_notice(case, known(desk, line), marked=desk.cases.marked(case))
    assert said is not None
    assert f"收件时这个事项已于 {TODAY:%Y-%m-%d} 取消" in said.text


def test_afterwards_the_desk_offers_the_item_no_more(desk: Program, city: City, line: dict[str, Any]) -> None:
    item = known(desk, line)
    assert item in desk.catalogue.search(item.name)
    changed(city, replace(item, cancelled_on=TODAY))
    accepted_and_sent(desk, line)
    assert item.code not in {found.code for found in desk.catalogue.search(item.name)}
    with pytest.raises(Refused) as refused:
        desk.intake.record(line)
    assert refused.value.code == "item_cancelled"


def test_a_case_of_the_version_before_is_taken_in_and_marked(desk: Program, city: City, line: dict[str, Any]) -> None:
    item = known(desk, line)
    changed(city, replace(item, version=item.version + 1, effective_on=TODAY, phone="0435-5229000"))
    case = accepted_and_sent(desk, line)
    assert city.program.review.open(case.case_no).doubt[0] == "mark_superseded"
    assert desk.cases.marked(case)
    in_force = desk.catalogue.in_force(item.code, TODAY)
    assert in_force is not None
    assert in_force.version == item.version + 1


def test_a_version_that_is_not_in_force_yet_marks_nothing(desk: Program, city: City, line: dict[str, Any]) -> None:
    item = known(desk, line)
    changed(city, replace(item, version=item.version + 1, effective_on=TODAY.replace(year=TODAY.year + 1)))
    case = accepted_and_sent(desk, line)
    assert city.program.review.open(case.case_no).file.mark is None
    assert not desk.cases.marked(case)
    assert catalogue_notice(case, item, marked=False) is None


def test_the_points_own_words_are_journaled_and_stand_over_the_citys_rules(desk: Program, line: dict[str, Any]) -> None:
    item = known(desk, line)
    desk.wording.keep(LocalWords(phone="12345"))
    desk.wording.keep(LocalWords(item=item.code, window_hours="8:30—16:30"))
    report = desk.sync.cycle()
    assert (report.trouble, report.pending, report.returned) == (None, 0, 0)
    with desk.store.reading() as store:
        before = store.catalogue.point_rules(desk.config.point)
    assert before is not None
    told = FeedItem(
        feed=Feed.POINT,
        number=10_000,
        at=CLOCK.now(),
        kind=FeedKind.POINT_RULES,
        subject="",
        body=point_rules_to_json(replace(before, own=(), default=Scope.FORWARD)),
    )
    with desk.store.writing() as store:
        apply_item(store, told, desk.config.point)
    scope = desk.catalogue.scope(item.code)
    assert (scope.phone, scope.window_hours) == ("12345", "8:30—16:30")
    with desk.store.reading() as store:
        after = store.catalogue.point_rules(desk.config.point)
    assert after is not None
    assert (after.default, after.own) == (Scope.FORWARD, before.own)
