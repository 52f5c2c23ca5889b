"""What all engines have in common."""

from pathlib import Path

import pytest
from sqlalchemy import Engine, column, select
from sqlalchemy.sql import elements

from app.errors import Refused
from db.engine import open_sqlite, open_url, transaction


@pytest.fixture
def compiled(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The statements that had to be compiled, as they came."""
    found: list[str] = []
    compiler = elements.ClauseElement._compiler

    def noted(self: elements.ClauseElement, *args: object, **named: object) -> object:
        made = compiler(self, *args, **named)  # type: ignore[arg-type]
        found.append(str(made))
        return made

    monkeypatch.setattr(elements.ClauseElement, "_compiler", noted)
    return found


def said(engine: Engine, name: str) -> int:
    with transaction(engine, writes=False) as connection:
        (row,) = connection.execute(select(column("1", is_literal=True).label(name)))
    engine.dispose()
    assert row._mapping.keys() == {name}
    return int(row[0])


def test_a_store_that_is_opened_again_finds_its_statements_compiled(tmp_path: Path, compiled: list[str]) -> None:
    for key in (None, bytes(range(32))):
        for place in range(2):
            assert said(open_sqlite(tmp_path / f"{key is None}{place}.db", key), "engine_test_once") == 1
    assert len([sql for sql in compiled if "engine_test_once" in sql]) == 1


def test_two_databases_do_not_take_each_others_statements(
    tmp_path: Path, postgres_url: str, compiled: list[str]
) -> None:
    for url in (f"sqlite:///{tmp_path}/one.db", postgres_url):
        assert said(open_url(url), "engine_test_both") == 1
    assert len([sql for sql in compiled if "engine_test_both" in sql]) == 2


@pytest.mark.parametrize(
    "url", ["", "nonsense", "sqlite://", "sqlite:///", "mysql://host/db", "postgresql://host:no/db", "postgresql"]
)
def test_what_is_no_database_url_is_refused(url: str) -> None:
    with pytest.raises(Refused, match="database_url"):
        open_url(url)
