"""The catalogue and the working calendar as central reads them: kept in memory, a version at a time."""

from datetime import date

from app.catalogue.calendar import WorkingCalendar, working_calendar
from app.catalogue.model import ItemCode, ServiceItem
from app.central.storage import Central

UNKNOWN_DEPARTMENT = "（事项目录未收录）"


class Shelf:
    """Versions that were read once are kept; what is not there yet is asked for again each time."""

    def __init__(self) -> None:
        self._items: dict[tuple[ItemCode, int], ServiceItem] = {}
        self._calendar: WorkingCalendar | None = None
        self._revision: int | None = None

    def renew(self, central: Central) -> None:
        """Forgets what was read when the catalogue has changed since, as by a command beside the server."""
        revision = central.catalogue.revision()
        if revision != self._revision:
            self.forget()
            self._revision = revision

    def item(self, central: Central, code: ItemCode, version: int) -> ServiceItem | None:
        """That version of the item, or None when central does not have it (yet)."""
        key = (code, version)
        if key not in self._items:
            found = central.catalogue.item(code, version)
            if found is None:
                return None
            self._items[key] = found
        return self._items[key]

    def is_current(self, central: Central, code: ItemCode, version: int, on: date) -> bool:
        """Whether the item was decided by a version that central knows and that was in force on that day."""
        item = self.item(central, code, version)
        return item is not None and item.is_current(on)

    def department(self, central: Central, code: ItemCode, version: int) -> str:
        """Whose item it is, in the words of the catalogue."""
        item = self.item(central, code, version)
        return UNKNOWN_DEPARTMENT if item is None else item.department.name

    def calendar(self, central: Central) -> WorkingCalendar:
        """The working calendar."""
        if self._calendar is None:
            self._calendar = working_calendar(central.catalogue.calendar())
        return self._calendar

    def forget(self) -> None:
        """After a change of the catalogue or the calendar."""
        self._items.clear()
        self._calendar = None
