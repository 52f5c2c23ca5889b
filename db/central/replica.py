"""A read replica: a database that follows central's own."""

from db.central.store import CentralDatabase
from db.engine import open_url


def open_replica(url: str) -> CentralDatabase:
    """For reading only. Nothing is asked of it before the first page, and it is never brought up to date from here."""
    return CentralDatabase(open_url(url))
