"""Bringing a database up to date: created at the newest revision, or copied, upgraded in one transaction and checked.

A package of revisions (db/queue/versions, …) holds modules `v0001_words.py` with `upgrade()` and `downgrade()`,
written with Alembic's `op`. They are run from here and form one line, so Alembic needs neither an ini file nor an
env.py; and it is imported only when there is something to upgrade.
"""

import os
import pkgutil
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from importlib import import_module
from pathlib import Path
from typing import Any

from sqlalchemy import Column, Connection, Engine, MetaData, String, Table, inspect, select, text

from app.errors import Trouble
from db.engine import transaction, troubles

_BEFORE_ANY = "0000"
_UPGRADE_LOCK = 0x51DA0
_version = Table("alembic_version", MetaData(), Column("version_num", String(32), primary_key=True))


def bring_up_to_date(engine: Engine, metadata: Callable[[], MetaData], scripts: str, path: Path | None = None) -> None:
    """Leaves the database at the newest revision of the package `scripts`; a fresh one is made from `metadata()`.

    An older SQLite database at `path` is first copied beside it (`queue-before-0002.db`, under the same key).
    Raises Trouble("store_newer") for one that a later program made, Trouble("store_foreign") for one that is not
    ours, Trouble("store_upgrade_failed") when the upgraded one does not hold; then the old one is whole.
    """
    known = revisions(scripts)
    newest = max(known)
    stored = stored_revision(engine)
    if stored is None:
        _create(engine, metadata(), newest)
    elif stored not in known:
        raise Trouble("store_newer", stored=stored, known=newest)
    elif stored != newest:
        if path is not None:
            _copy(engine, path.with_name(f"{path.stem}-before-{newest}{path.suffix}"))
        move_to(engine, scripts, newest)


def revisions(scripts: str) -> dict[str, str]:
    """Each revision of a package ("0001") with its module's full name."""
    package = import_module(scripts)
    names = [module.name for module in pkgutil.iter_modules(package.__path__) if module.name.startswith("v")]
    found = {name[1:5]: f"{scripts}.{name}" for name in sorted(names)}
    assert len(found) == len(names), f"two steps of one number in {scripts}: {names}"
    return found


def stored_revision(engine: Engine) -> str | None:
    """The revision that the database is at, None for an empty one. Raises Trouble("store_foreign")."""
    with transaction(engine, writes=False) as connection:
        return _stored(connection)


def move_to(engine: Engine, scripts: str, revision: str) -> None:
    """Runs the steps up or down to `revision` in one transaction, and checks the result before it commits."""
    known = revisions(scripts)
    with _foreign_keys_off(engine) as connection:
        _lock_upgrades(connection)
        steps = _steps(known, _stored(connection) or _BEFORE_ANY, revision)
        _run(connection, known, steps)
        _write_version(connection, revision)
        _check(connection)


def _stored(connection: Connection) -> str | None:
    tables = inspect(connection)
    if tables.has_table(_version.name):
        return connection.execute(select(_version.c.version_num)).scalar()
    if tables.get_table_names():
        raise Trouble("store_foreign")
    return None


def _create(engine: Engine, metadata: MetaData, newest: str) -> None:
    with transaction(engine, writes=True) as connection:
        _lock_upgrades(connection)
        if _stored(connection) is not None:  # another program was quicker
            return
        metadata.create_all(connection, checkfirst=False)
        _write_version(connection, newest)


def _steps(known: dict[str, str], stored: str, wanted: str) -> list[tuple[str, str]]:
    """What to run, as (revision, function), in order."""
    if wanted >= stored:
        return [(one, "upgrade") for one in sorted(known) if stored < one <= wanted]
    return [(one, "downgrade") for one in sorted(known, reverse=True) if wanted < one <= stored]


def _run(connection: Connection, known: dict[str, str], steps: Sequence[tuple[str, str]]) -> None:
    from alembic.migration import MigrationContext  # 0.2 s and more: only when there is something to do
    from alembic.operations import Operations

    with Operations.context(MigrationContext.configure(connection)):
        for revision, function in steps:
            getattr(import_module(known[revision]), function)()


def _write_version(connection: Connection, revision: str) -> None:
    _version.create(connection, checkfirst=True)
    connection.execute(_version.delete())
    if revision != _BEFORE_ANY:
        connection.execute(_version.insert().values(version_num=revision))


def _check(connection: Connection) -> None:
    if connection.dialect.name != "sqlite":
        return  # PostgreSQL checks its foreign keys as it goes
    broken: list[Any] = list(connection.exec_driver_sql("PRAGMA foreign_key_check"))
    whole = connection.exec_driver_sql("PRAGMA integrity_check").scalar()
    if broken or whole != "ok":
        raise Trouble("store_upgrade_failed", rows=len(broken))


def _lock_upgrades(connection: Connection) -> None:
    """One program upgrades at a time; SQLite's BEGIN IMMEDIATE sees to it already."""
    if connection.dialect.name == "postgresql":
        connection.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": _UPGRADE_LOCK})


@contextmanager
def _foreign_keys_off(engine: Engine) -> Iterator[Connection]:
    """A writing transaction in which tables may be rebuilt; SQLite ignores this pragma once one has begun."""
    if engine.dialect.name != "sqlite":
        with transaction(engine, writes=True) as connection:
            yield connection
        return
    with troubles(), engine.connect() as connection:
        driver: Any = connection.connection.driver_connection
        driver.execute("PRAGMA foreign_keys=OFF")
        try:
            connection.execution_options(writes=True)
            with connection.begin():
                yield connection
        finally:
            driver.execute("PRAGMA foreign_keys=ON")


def _copy(engine: Engine, target: Path) -> None:
    """The whole database as it stands, durable under its final name or not there at all.

    VACUUM INTO writes the copy under the same key as the database has, and takes no key out of the engine.
    """
    unfinished = target.with_name(target.name + ".part")
    unfinished.unlink(missing_ok=True)
    with troubles(), engine.connect() as connection:
        driver: Any = connection.connection.driver_connection
        driver.execute("VACUUM INTO ?", (str(unfinished),))
    try:
        with unfinished.open("rb+") as file:
            os.fsync(file.fileno())
        os.replace(unfinished, target)
    except OSError as error:
        raise Trouble("disk_failed") from error
