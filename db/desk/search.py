"""Finding cases by name and initials: an FTS5 table whose words we cut ourselves.

Its rowid is the case's row, so FTS5 itself returns the newest first and stops at the limit. The `ascii`
tokenizer takes every character beyond ASCII as a letter, also those younger than SQLite's Unicode tables. Initials
are kept as all their beginnings ("w wg wgl"), because a prefix query over 100,000 rows is slow.
"""

from sqlalchemy import Connection, text

from db.prepared import Prepared

CREATE = (
    "CREATE VIRTUAL TABLE case_search USING fts5"
    "(name, initials, content='', contentless_delete=1, detail=column, tokenize='ascii')"
)
DROP = "DROP TABLE case_search"

_INSERT = Prepared(text("INSERT INTO case_search (rowid, name, initials) VALUES (:row, :name, :initials)"))
_DELETE = text("DELETE FROM case_search WHERE rowid = :row")
_FIND = Prepared(text("SELECT rowid FROM case_search WHERE case_search MATCH :query ORDER BY rowid DESC LIMIT :most"))


def beginnings(initials: str) -> str:
    """ "wgl" → "w wg wgl"; the first six letters are enough to tell people apart."""
    return " ".join(initials[:length] for length in range(1, min(len(initials), 6) + 1))


def add(connection: Connection, row: int, name_words: str, initials: str) -> None:
    """Makes the case at `row` findable."""
    _INSERT.run(connection, row=row, name=name_words, initials=beginnings(initials))


def remove(connection: Connection, row: int) -> None:
    """Takes the case's words out."""
    connection.execute(_DELETE, {"row": row})


def rows(connection: Connection, query: str, most: int) -> list[int]:
    """The rows of the newest cases that match an FTS5 query."""
    return [int(row[0]) for row in _FIND.all(connection, query=query, most=most)]
