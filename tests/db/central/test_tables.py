"""The rule that lets the tables be spread by point, and that the migrations make what the models say."""

import re
from dataclasses import replace
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import ForeignKeyConstraint, PrimaryKeyConstraint, Table, UniqueConstraint, inspect

from app.cases.model import CaseAct
from app.central.helping_model import HelpingPart, HelpingPlace
from app.helping.model import Helper, HelperId, Visit, VisitId
from app.helping.told import said
from db.central.models import METADATA, SHARED
from db.central.store import SCRIPTS
from db.engine import open_url, transaction
from db.migration import move_to, revisions
from tests.central.arrange import MORNING, City, Desk, city
from tests.central.test_sides import TOWN, VILLAGE, given_out, tell, told

SOURCES = Path(__file__).resolve().parents[3]
OF_POINTS = sorted(set(METADATA.tables) - SHARED)


def test_the_shared_tables_are_these_few() -> None:
    assert set(METADATA.tables) >= SHARED
    assert len(SHARED) == 10


@pytest.mark.parametrize("name", OF_POINTS)
def test_every_key_of_a_points_table_begins_with_the_point(name: str) -> None:
    table: Table = METADATA.tables[name]
    for constraint in table.constraints:
        if isinstance(constraint, PrimaryKeyConstraint | UniqueConstraint | ForeignKeyConstraint):
            columns = [column.name for column in constraint.columns]
            assert columns[0] == "point", f"{name}: {columns}"
        if isinstance(constraint, ForeignKeyConstraint):
            first = next(iter(constraint.elements))
            assert first.column.name == "point"
            assert constraint.referred_table.name not in SHARED
    for index in table.indexes:
        assert not index.unique


@pytest.fixture(params=["sqlite", "postgres"])
def url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    if request.param == "postgres":
        return str(request.getfixturevalue("postgres_url"))
    return f"sqlite:///{tmp_path}/central.db"


def test_the_migrations_make_the_models_and_go_back(url: str) -> None:
    engine = open_url(url)
    move_to(engine, SCRIPTS, max(revisions(SCRIPTS)))
    with transaction(engine, writes=False) as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True, "target_metadata": METADATA})
        differences = [one for one in compare_metadata(context, METADATA) if "alembic_version" not in str(one)]
        assert differences == []
    move_to(engine, SCRIPTS, "0000")
    assert inspect(engine).get_table_names() == ["alembic_version"]
    engine.dispose()


def test_what_stood_before_the_citys_pages_stands_after_them_and_back(url: str) -> None:
    engine = open_url(url)
    move_to(engine, SCRIPTS, "0001")
    point, at = "220521100001", "'2026-11-23 01:00+00'" if engine.dialect.name == "postgresql" else "1"
    blob = "'\\x01'" if engine.dialect.name == "postgresql" else "x'01'"
    no = "false" if engine.dialect.name == "postgresql" else "0"
    rows = (
        f"INSERT INTO point (point, feed_number, serial_year, serial) VALUES ('{point}', 7, 2026, 3)",
        f"INSERT INTO enrolment_code (point, digest, expires_at) VALUES ('{point}', {blob}, {at})",
        f"INSERT INTO reviewer (login, name, password, demo, added_at) VALUES ('li', '李', 'x', {no}, {at})",
    )
    with transaction(engine, writes=True) as connection:
        for row in rows:
            connection.exec_driver_sql(row)
    move_to(engine, SCRIPTS, "0002")
    with transaction(engine, writes=True) as connection:
        assert connection.exec_driver_sql("SELECT technician FROM reviewer").scalar() in (False, 0)
        assert connection.exec_driver_sql("SELECT device_number FROM enrolment_code").all() == [(None,)]
        connection.exec_driver_sql("UPDATE enrolment_code SET device_number = 2")
    move_to(engine, SCRIPTS, "0001")
    with transaction(engine, writes=False) as connection:
        assert connection.exec_driver_sql("SELECT feed_number, serial FROM point").all() == [(7, 3)]
        assert connection.exec_driver_sql("SELECT login FROM reviewer").all() == [("li",)]
        assert connection.exec_driver_sql("SELECT count(*) FROM enrolment_code").scalar() == 1
    engine.dispose()


def test_what_a_central_holds_goes_down_before_the_months_and_up_again(url: str) -> None:
    town = city(url)
    desk, other = town.desk(1), town.desk(2)
    case = desk.record()
    for _ in range(3):
        desk.record("receive")
    desk.push()
    town.program.review.decide(case["case_no"], CaseAct.RETURN, "少一份材料", "李审批")
    before = seen(town, other)
    engine = town.program.store.engine  # type: ignore[attr-defined]
    for revision in ("0002", max(revisions(SCRIPTS))):
        move_to(engine, SCRIPTS, revision)
    assert seen(town, other) == before
    desk.record()
    assert [one.verdict.value for one in desk.push().arrived] == ["accepted"] * 5
    town.program.store.close()


def test_a_central_from_before_the_register_tells_it_and_its_batches_all_the_same(url: str) -> None:
    town = city(url)
    desk, above = town.desk(point=VILLAGE), town.desk(point=TOWN)
    helper = Helper(
        id=HelperId(desk.ids.new()),
        number="01",
        name="孙德福",
        village=VILLAGE,
        place="长安社区",
        phone=None,
        since=MORNING.date(),
    )
    later = replace(helper, phone="13843590002", revision=2)
    visit = Visit(id=VisitId(desk.ids.new()), helper=helper.id, on=MORNING.date(), name="王桂兰", purpose="认证")
    for value in (later, helper, visit):
        kind, body = said(value)
        desk.write(kind, value.id, {**body, "by": "王敏"})
    tell(desk, given_out(desk))
    engine = town.program.store.engine  # type: ignore[attr-defined]
    for revision in ("0011", max(revisions(SCRIPTS))):
        move_to(engine, SCRIPTS, revision)
    with town.program.store.reading() as central:
        assert central.helping.told(VILLAGE, HelpingPlace(part=HelpingPart.HELPERS), 9) == [later]
        assert central.helping.told(VILLAGE, HelpingPlace(part=HelpingPart.VISITS), 9) == [visit]
    assert town.program.sides.tell_all() == 1
    assert [batch.point for batch in told(above)] == [VILLAGE]
    town.program.store.close()


def seen(town: City, other: Desk) -> dict[str, object]:
    """All that a desk and a reviewer see of it."""
    page = other.exchange().point
    assert page is not None
    items = [(item.number, item.at, item.kind, item.subject, item.body) for item in page.items]
    stories = {number: town.program.review.open(number).steps for number in town.cases()}
    return {"cases": town.cases(), "feed": items, "stories": stories}


def test_the_readme_distributes_every_table() -> None:
    readme = (SOURCES / "app" / "central" / "README.md").read_text()
    statements = readme.partition("```sql")[2].partition("```")[0]
    reference, _, distributed = statements.partition("create_distributed_table")
    assert set(re.findall(r"'(\w+)'", reference)) == SHARED
    assert set(re.findall(r"'(\w+)'", distributed)) == set(OF_POINTS)
