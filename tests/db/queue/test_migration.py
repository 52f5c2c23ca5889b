"""Upgrades: the newest is what the models say, older ones are copied first, newer ones refused."""

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import Column, Engine, Integer, MetaData, Table, inspect, text

from app.errors import Trouble
from db.engine import open_sqlite, open_url, transaction
from db.migration import bring_up_to_date, move_to, revisions, stored_revision
from db.queue.store import VERSIONS
from db.queue.tables import QueueTables
from tests.app.tickets.arrange import opened_hall

KEY = bytes(range(32))
FIRST = """from alembic import op


def upgrade():
    op.execute("CREATE TABLE thing (a INTEGER)")
"""
SECOND = """from alembic import op


def upgrade():
    op.execute("ALTER TABLE thing ADD COLUMN b INTEGER")
    {then}
"""


@pytest.fixture(params=["sqlite", "postgresql"])
def engine(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Engine]:
    made = (
        open_sqlite(tmp_path / "queue.db")
        if request.param == "sqlite"
        else open_url(request.getfixturevalue("postgres_url"))
    )
    yield made
    made.dispose()


def versions(folder: Path, monkeypatch: pytest.MonkeyPatch, name: str, then: str | None = None) -> str:
    """A package of one revision, or of two."""
    package = folder / name
    package.mkdir()
    (package / "__init__.py").touch()
    (package / "v0001_first.py").write_text(FIRST)
    if then is not None:
        (package / "v0002_second.py").write_text(SECOND.format(then=then))
    monkeypatch.syspath_prepend(str(folder))
    monkeypatch.setattr(sys, "dont_write_bytecode", True)
    return name


def things() -> MetaData:
    metadata = MetaData()
    Table("thing", metadata, Column("a", Integer))
    return metadata


def with_one_thing(folder: Path, monkeypatch: pytest.MonkeyPatch) -> Engine:
    """An encrypted database at revision 0001 with a row in it."""
    engine = open_sqlite(folder / "shop.db", KEY)
    bring_up_to_date(engine, things, versions(folder, monkeypatch, f"old_{id(engine)}"), folder / "shop.db")
    with transaction(engine, writes=True) as connection:
        connection.execute(text("INSERT INTO thing VALUES (7)"))
    return engine


def test_the_revisions_lead_to_what_the_models_say(engine: Engine) -> None:
    move_to(engine, VERSIONS, max(revisions(VERSIONS)))
    with engine.connect() as connection:
        found = compare_metadata(MigrationContext.configure(connection), QueueTables.metadata)
    assert [one for one in found if not _is_the_version_table(one)] == []


def test_a_fresh_database_is_made_at_the_newest(engine: Engine) -> None:
    bring_up_to_date(engine, lambda: QueueTables.metadata, VERSIONS)
    assert stored_revision(engine) == max(revisions(VERSIONS))
    with engine.connect() as connection:
        found = compare_metadata(MigrationContext.configure(connection), QueueTables.metadata)
    assert [one for one in found if not _is_the_version_table(one)] == []
    bring_up_to_date(engine, lambda: QueueTables.metadata, VERSIONS)


def test_a_filled_queue_goes_down_and_up_again(tmp_path: Path) -> None:
    with opened_hall(tmp_path / "queue.db") as hall:
        hall.take(count=3)
        for revision in [*sorted(revisions(VERSIONS), reverse=True)[1:], "0000"]:
            move_to(hall.store.engine, VERSIONS, revision)
        assert inspect(hall.store.engine).get_table_names() == ["alembic_version"]
        for revision in sorted(revisions(VERSIONS)):
            move_to(hall.store.engine, VERSIONS, revision)
        assert hall.take() == ["A001"]


def test_a_newer_database_is_refused(engine: Engine) -> None:
    bring_up_to_date(engine, lambda: QueueTables.metadata, VERSIONS)
    with transaction(engine, writes=True) as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    with pytest.raises(Trouble, match="store_newer"):
        bring_up_to_date(engine, lambda: QueueTables.metadata, VERSIONS)


def test_another_programs_database_is_refused(engine: Engine) -> None:
    with transaction(engine, writes=True) as connection:
        connection.execute(text("CREATE TABLE theirs (a INTEGER)"))
    with pytest.raises(Trouble, match="store_foreign"):
        bring_up_to_date(engine, lambda: QueueTables.metadata, VERSIONS)


def test_an_older_database_is_copied_under_its_key_and_upgraded(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    engine = with_one_thing(tmp_path, monkeypatch)
    newer = versions(tmp_path, monkeypatch, "newer_good", then="op.execute('UPDATE thing SET b = a')")
    bring_up_to_date(engine, things, newer, tmp_path / "shop.db")
    with transaction(engine, writes=False) as connection:
        assert connection.execute(text("SELECT a, b FROM thing")).all() == [(7, 7)]
    engine.dispose()
    copy = tmp_path / "shop-before-0002.db"
    assert not copy.read_bytes().startswith(b"SQLite format 3")
    before = open_sqlite(copy, KEY)
    assert stored_revision(before) == "0001"
    with transaction(before, writes=False) as connection:
        assert connection.execute(text("SELECT a FROM thing")).all() == [(7,)]
    before.dispose()


def test_two_steps_of_one_number_are_a_bug_that_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    package = versions(tmp_path, monkeypatch, "same_number")
    (tmp_path / package / "v0001_other.py").write_text(FIRST)
    with pytest.raises(AssertionError, match="two steps of one number"):
        revisions(package)


def test_an_interrupted_upgrade_leaves_the_old_one_whole(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    engine = with_one_thing(tmp_path, monkeypatch)
    newer = versions(tmp_path, monkeypatch, "newer_bad", then="raise RuntimeError('power cut')")
    for _ in range(2):
        with pytest.raises(RuntimeError, match="power cut"):
            bring_up_to_date(engine, things, newer, tmp_path / "shop.db")
    assert stored_revision(engine) == "0001"
    assert [column["name"] for column in inspect(engine).get_columns("thing")] == ["a"]
    with engine.connect() as connection:
        assert connection.exec_driver_sql("PRAGMA foreign_keys").scalar() == 1
    engine.dispose()


def test_an_upgrade_that_breaks_a_foreign_key_is_taken_back(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    engine = with_one_thing(tmp_path, monkeypatch)
    dangling = (
        "op.execute('CREATE TABLE owner (id INTEGER PRIMARY KEY)');"
        " op.execute('CREATE TABLE owned (of_owner INTEGER REFERENCES owner(id))');"
        " op.execute('INSERT INTO owned VALUES (404)')"
    )
    newer = versions(tmp_path, monkeypatch, "newer_dangling", then=dangling)
    with pytest.raises(Trouble, match="store_upgrade_failed"):
        bring_up_to_date(engine, things, newer, tmp_path / "shop.db")
    assert stored_revision(engine) == "0001"
    engine.dispose()


def test_an_up_to_date_database_opens_without_alembic(tmp_path: Path) -> None:
    script = (
        "import sys; from pathlib import Path; from tests.app.tickets.arrange import opened_hall\n"
        "for _ in range(2):\n"
        "    with opened_hall(Path(sys.argv[1])): pass\n"
        "assert 'alembic' not in sys.modules"
    )
    subprocess.run([sys.executable, "-c", script, str(tmp_path / "queue.db")], check=True, timeout=60)


def _is_the_version_table(difference: object) -> bool:
    return isinstance(difference, tuple) and getattr(difference[1], "name", "") == "alembic_version"
