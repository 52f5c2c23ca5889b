"""The catalogue, the themes and the working calendar as central reads them: kept in memory, a version at a time."""

from datetime import date

from app.cases.model import Case
from app.catalogue.calendar import WorkingCalendar, working_calendar
from app.catalogue.in_force import doubt
from app.catalogue.model import ItemCode, ServiceItem
from app.central.storage import Central
from app.clock import local_date
from app.themes.model import Theme, ThemeCode

UNKNOWN_DEPARTMENT = "（事项目录未收录）"


class Shelf:
    """Versions that were read once are kept; what is not there yet is asked for again each time."""

    def __init__(self) -> None:
        self._items: dict[tuple[ItemCode, int], ServiceItem] = {}
        self._newest: dict[ItemCode, int] = {}
        self._themes: dict[ThemeCode, list[Theme]] = {}
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

    def doubt(self, central: Central, code: ItemCode, version: int, on: date) -> str | None:
        """Why a case of that day should not have been decided by that version: it is "unknown" here, was "cancelled",
        "not_yet" in force, or "superseded" by a newer one; None when it was right."""
        newer = (self.item(central, code, number) for number in range(version + 1, self._last(central, code) + 1))
        return doubt(self.item(central, code, version), newer, on)

    def doubt_about(self, central: Central, case: Case) -> tuple[str, date | None] | None:
        """Why the case should not have been recorded as it was: what is doubted of its item, or "theme_…" of the theme
        that it was recorded with, and when that ended; None when both were right."""
        on, joint = local_date(case.received_at), case.life.joint
        if (why := self.doubt(central, case.item, case.item_version, on)) is not None:
            item = self.item(central, case.item, case.item_version)
            return why, item.cancelled_on if item else None
        if joint is None:
            return None
        code = ThemeCode(joint.theme)
        if (why := self.theme_doubt(central, code, joint.version, on)) is None:
            return None
        theme = self.theme(central, code, joint.version)
        return f"theme_{why}", theme.cancelled_on if theme else None

    def theme(self, central: Central, code: ThemeCode, version: int) -> Theme | None:
        """That version of the theme, or None when central does not have it (yet)."""
        return next((theme for theme in self._versions(central, code) if theme.version == version), None)

    def theme_doubt(self, central: Central, code: ThemeCode, version: int, on: date) -> str | None:
        """As `doubt`, of the version of the theme with which a case was recorded."""
        newer = (one for one in self._versions(central, code) if one.version > version)
        return doubt(self.theme(central, code, version), newer, on)

    def _versions(self, central: Central, code: ThemeCode) -> list[Theme]:
        if code not in self._themes:
            found = [theme for theme in central.catalogue.themes() if theme.code == code]
            if not found:
                return []
            self._themes[code] = found
        return self._themes[code]

    def _last(self, central: Central, code: ItemCode) -> int:
        """The newest version's number."""
        if code not in self._newest:
            newest = central.catalogue.item(code)
            self._newest[code] = 0 if newest is None else newest.version
        return self._newest[code]

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
        """After a change of the catalogue, the calendar or the themes."""
        self._items.clear()
        self._newest.clear()
        self._themes.clear()
        self._calendar = None
