"""Finished actions in desk.db."""

from sqlalchemy import Connection

from db.desk.models import Base
from db.finished import ActionRows, FinishedColumns


class FinishedRow(FinishedColumns, Base):
    """A command that no journal entry stands for, done under an action."""


class FinishedStore(ActionRows):
    """See app.actions.model.FinishedActions."""

    def __init__(self, connection: Connection) -> None:
        super().__init__(connection, FinishedRow)
