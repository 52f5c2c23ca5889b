"""A database's copy by SQLite's backup, while others go on writing in it."""

from pathlib import Path

from app.errors import Trouble
from db.engine import connect, troubles


def copy_database(source: Path, key: bytes | None, target: Path) -> None:
    """One moment of the database, under the same key, in a new file that is durable when this returns.

    Taken in one step: in WAL it reads one snapshot and keeps nobody from writing; Python's own lock is free meanwhile.
    Raises Trouble as db.engine says, copy_no_room and copy_broken for the target's disk.
    """
    if not source.exists():
        raise Trouble("store_missing")
    with troubles():
        ours = connect(source, key)
        try:
            theirs = connect(target, key, journal="OFF")
            try:
                ours.backup(theirs)
                whole = theirs.execute("PRAGMA quick_check(1)").fetchone()[0]
                theirs.execute("PRAGMA journal_mode=DELETE").fetchall()
            finally:
                theirs.close()
        finally:
            ours.close()
    if whole != "ok":
        raise Trouble("copy_broken", place=str(target.parent), reason="quick_check")
