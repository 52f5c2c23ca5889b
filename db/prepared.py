"""Core statements that are compiled once and then handed straight to SQLite's driver.

SQLAlchemy's own execution costs 40 to 60 microseconds a statement, mostly for what a fixed statement never needs
(cache look-up, result objects); where a clerk waits, an act has a dozen of them. Here the Core statement stays the
source, its types convert values and results as ever, and only the way to the driver is shorter. On any other
database the statement takes the ordinary way. See DECISIONS.md.
"""

from collections.abc import Callable, Sequence
from operator import itemgetter
from typing import Any

from sqlalchemy import Connection, Dialect, Executable
from sqlalchemy.sql.elements import ClauseElement

Values = tuple[Any, ...]
watch: Callable[[str | None, list[Any]], None] | None = None
"""Told of every statement and its values, for benches that do the same rows again; None in the program."""


class Prepared:
    """A statement whose text never changes (no expanding IN). `columns` are those that an INSERT gives, or all."""

    def __init__(self, statement: Executable, columns: Sequence[str] | None = None) -> None:
        self._statement = statement
        self._columns = columns
        self._sql: str | None = None
        self._given: Callable[[dict[str, Any]], Values] = tuple
        self._unsaid: dict[str, Any] = {}
        self._fixed = False
        self._converts: list[tuple[str, Callable[[Any], Any]]] = []
        self._results: list[tuple[int, Callable[[Any], Any]]] = []

    def first(self, connection: Connection, **values: Any) -> Values | None:
        """The first row, or None."""
        if connection.dialect.name != "sqlite":
            row = connection.execute(self._statement, values).first()
            return None if row is None else tuple(row)
        found = self._cursor(connection, values).fetchone()
        return None if found is None else self._converted(found)

    def all(self, connection: Connection, **values: Any) -> list[Values]:
        """Every row."""
        if connection.dialect.name != "sqlite":
            return [tuple(row) for row in connection.execute(self._statement, values)]
        return [self._converted(row) for row in self._cursor(connection, values).fetchall()]

    def run(self, connection: Connection, **values: Any) -> int:
        """Writes. Returns the row id of an INSERT in SQLite, else 0."""
        if connection.dialect.name != "sqlite":
            connection.execute(self._statement, values)
            return 0
        return self._cursor(connection, values).lastrowid or 0

    def _cursor(self, connection: Connection, values: dict[str, Any]) -> Any:
        if self._sql is None:
            self._compile(connection.dialect)
        if self._fixed:
            values = {**self._unsaid, **values}
        for name, convert in self._converts:
            values[name] = convert(values.get(name))
        try:
            given = self._given(values)
        except KeyError:
            given = self._given({**self._unsaid, **values})
        if watch is not None:
            watch(self._sql, list(given))
        # the pool's `dbapi_connection` is the driver's own: its `driver_connection` is three calls to the same thing
        driver: Any = connection.connection.dbapi_connection
        return driver.execute(self._sql, given)

    def _converted(self, row: Values) -> Values:
        if not self._results:
            return row
        values = list(row)
        for place, convert in self._results:
            values[place] = convert(values[place])
        return tuple(values)

    def _compile(self, dialect: Dialect) -> None:
        statement = self._statement
        assert isinstance(statement, ClauseElement)
        compiled: Any = statement.compile(dialect=dialect, column_keys=self._columns)
        processors = compiled._bind_processors
        fixed = compiled.construct_params(_check=False)
        names = tuple(compiled.positiontup or ())
        self._unsaid = {name: fixed[name] for name in names}
        self._fixed = any(value is not None for value in self._unsaid.values())
        self._given = _getter(names)
        self._converts = [(name, processors[name]) for name in dict.fromkeys(names) if name in processors]
        columns = [column.type._cached_result_processor(dialect, None) for column in compiled._result_columns]
        self._results = [(place, convert) for place, convert in enumerate(columns) if convert is not None]
        self._sql = compiled.string


def _getter(names: Sequence[str]) -> Callable[[dict[str, Any]], Values]:
    """The values of these names as a tuple; an itemgetter of one name alone would give the bare value."""
    match names:
        case []:
            return lambda values: ()
        case [name]:
            return lambda values: (values[name],)
        case _:
            return itemgetter(*names)
