"""The rule that lets the tables be spread by point, and that the migrations make what the models say."""

from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import ForeignKeyConstraint, PrimaryKeyConstraint, Table, UniqueConstraint, inspect

from db.central.models import METADATA, SHARED
from db.central.store import SCRIPTS
from db.engine import open_url, transaction
from db.migration import move_to

OF_POINTS = sorted(set(METADATA.tables) - SHARED)


def test_the_shared_tables_are_these_few() -> None:
    assert set(METADATA.tables) >= SHARED
    assert len(SHARED) == 8


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
    move_to(engine, SCRIPTS, "0001")
    with transaction(engine, writes=False) as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True, "target_metadata": METADATA})
        differences = [one for one in compare_metadata(context, METADATA) if "alembic_version" not in str(one)]
        assert differences == []
    move_to(engine, SCRIPTS, "0000")
    assert inspect(engine).get_table_names() == ["alembic_version"]
    engine.dispose()
