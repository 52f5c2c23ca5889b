"""desk.db's revisions: the newest is the models, up and down with data, copies and refusals."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import Engine, text
from sqlcipher3 import dbapi2 as sqlcipher

from app.errors import Trouble
from app.verify import verify_desk
from db.desk.open import schema as whole_schema
from db.desk.search import CREATE
from db.engine import open_sqlite, transaction
from db.migration import move_to, revisions
from tests import make

SCRIPTS = "db.desk.versions"
DAMAGED = r"store_(damaged|unreadable|failed)|disk_failed"


@pytest.fixture
def empty(tmp_path: Path) -> Iterator[Engine]:
    engine = open_sqlite(tmp_path / "desk.db", bytes(32))
    yield engine
    engine.dispose()


def schema(engine: Engine) -> dict[str, str]:
    """Every table and index with the columns and options that SQLite itself tells, whatever the words were."""
    with transaction(engine, writes=False) as connection:
        names = connection.execute(text("SELECT name, type FROM sqlite_master WHERE sql IS NOT NULL")).all()
        told = {}
        for name, kind in names:
            pragma = "table_xinfo" if kind == "table" else "index_xinfo"
            columns = connection.execute(text(f"SELECT * FROM pragma_{pragma}('{name}')")).all()
            keys = connection.execute(text(f"SELECT * FROM pragma_foreign_key_list('{name}')")).all()
            told[name] = repr([columns, keys])
    return told


def test_head_equals_the_models(empty: Engine) -> None:
    move_to(empty, SCRIPTS, max(revisions(SCRIPTS)))
    with transaction(empty, writes=False) as connection:
        differences = compare_metadata(MigrationContext.configure(connection), whole_schema())
    beside = [found for found in differences if "case_search" not in repr(found)]
    assert beside == []


def test_an_upgraded_desk_has_the_schema_of_a_fresh_one(empty: Engine, tmp_path: Path) -> None:
    move_to(empty, SCRIPTS, max(revisions(SCRIPTS)))
    (tmp_path / "fresh").mkdir()
    with make.signed_in(tmp_path / "fresh") as desk:
        fresh = schema(desk.program.store._engine)
    assert schema(empty) == fresh
    with transaction(empty, writes=False) as connection:
        words = connection.execute(text("SELECT sql FROM sqlite_master WHERE name = 'case_search'")).scalar_one()
    assert words == CREATE


def rows(engine: Engine) -> dict[str, list[Any]]:
    """All that the tables hold."""
    with transaction(engine, writes=False) as connection:
        return {
            name: sorted(map(repr, connection.execute(text(f"SELECT * FROM {name}")).all()))
            for name in whole_schema().tables
        }


def test_every_revision_goes_up_again_and_keeps_the_data(tmp_path: Path) -> None:
    with make.signed_in(tmp_path) as desk:
        for line in make.lines(8):
            desk.program.cases.record(line)
        engine: Engine = desk.program.store._engine
        before = rows(engine)
        for revision in list(revisions(SCRIPTS))[1:]:
            move_to(engine, SCRIPTS, revision)
        assert rows(engine) == before
        assert verify_desk(desk.program)["ok"]


def test_the_first_revision_can_be_taken_back(empty: Engine) -> None:
    move_to(empty, SCRIPTS, "0001")
    move_to(empty, SCRIPTS, "0000")
    with transaction(empty, writes=False) as connection:
        left = connection.execute(text("SELECT name FROM sqlite_master WHERE type = 'table'")).scalars().all()
    assert list(left) == ["alembic_version"]


def stamp(folder: Path, revision: str) -> None:
    """As if another program had made the database."""
    with make.signed_in(folder) as desk, transaction(desk.program.store._engine, writes=True) as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = :new"), {"new": revision})


def test_a_database_newer_than_the_program_is_refused_and_left_alone(tmp_path: Path) -> None:
    stamp(tmp_path, "9999")
    before = (tmp_path / "desk.db").read_bytes()
    with pytest.raises(Trouble, match="store_newer"), make.signed_in(tmp_path):
        pass
    assert (tmp_path / "desk.db").read_bytes() == before


def test_a_file_that_is_no_database_is_refused(tmp_path: Path) -> None:
    make.new_desk(tmp_path)
    (tmp_path / "desk.db").write_bytes(b"not a database at all" * 400)
    with pytest.raises(Trouble, match="store_unreadable"), make.signed_in(tmp_path):
        pass


def test_a_damaged_page_is_a_trouble_and_no_crash(tmp_path: Path) -> None:
    make.new_desk(tmp_path)
    path = tmp_path / "desk.db"
    content = bytearray(path.read_bytes())
    content[4096:8192] = bytes(4096)
    path.write_bytes(bytes(content))
    with (
        pytest.raises(Trouble, match=DAMAGED),
        make.signed_in(tmp_path) as desk,
    ):
        desk.program.cases.record(make.line())


def test_the_data_cannot_be_read_without_the_key(tmp_path: Path) -> None:
    with make.signed_in(tmp_path) as desk:
        desk.program.cases.record(make.line(applicant=make.person(name="龙行龘龘")))
    for file in tmp_path.rglob("*"):
        if file.is_file():
            content = file.read_bytes()
            assert "龙行龘龘".encode() not in content
            assert b"220521194802290002" not in content
    plain = sqlcipher.connect(str(tmp_path / "desk.db"))
    with pytest.raises(sqlcipher.DatabaseError):
        plain.execute("SELECT count(*) FROM sqlite_master")
    plain.close()


def test_another_desks_key_is_refused(tmp_path: Path) -> None:
    make.new_desk(tmp_path / "one")
    make.new_desk(tmp_path / "two")
    (tmp_path / "two" / "desk.slots").replace(tmp_path / "one" / "desk.slots")
    with pytest.raises(Trouble, match="store_unreadable"), make.signed_in(tmp_path / "one"):
        pass


def test_a_wrong_passphrase_is_refused(tmp_path: Path) -> None:
    make.new_desk(tmp_path, passphrase="another-one")
    with pytest.raises(Trouble, match="passphrase_wrong"), make.signed_in(tmp_path):
        pass
