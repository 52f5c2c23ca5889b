"""The catalogue's page: items by version, the working calendar, and themes by version."""

from collections.abc import Sequence

from sqlalchemy import Connection, select

from app.catalogue.calendar import CalendarYear
from app.catalogue.calendar_json import calendar_year_from_json, calendar_year_to_json
from app.catalogue.item_json import item_from_json, item_to_json
from app.catalogue.model import ItemCode, ServiceItem
from app.themes.model import Theme, ThemeCode
from app.themes.theme_json import theme_from_json, theme_to_json
from db.central.shared_tables import CalendarYearRow, CityRow, ItemRow, ThemeRow
from db.upsert import upsert


class CatalogueRows:
    """See app.central.storage.CatalogueItems."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def revision(self) -> int:
        return self._connection.execute(select(CityRow.shared_number)).scalar() or 0

    def item(self, code: ItemCode, version: int | None = None) -> ServiceItem | None:
        mine = select(ItemRow.body).where(ItemRow.code == code)
        if version is not None:
            mine = mine.where(ItemRow.version == version)
        body = self._connection.execute(mine.order_by(ItemRow.version.desc()).limit(1)).scalar()
        return None if body is None else item_from_json(body)

    def versions(self) -> set[tuple[ItemCode, int]]:
        return {
            (ItemCode(row.code), row.version) for row in self._connection.execute(select(ItemRow.code, ItemRow.version))
        }

    def keep_items(self, items: Sequence[ServiceItem]) -> None:
        rows = [
            {
                "code": item.code,
                "version": item.version,
                "name": item.name,
                "department": item.department.name,
                "effective_on": item.effective_on,
                "cancelled_on": item.cancelled_on,
                "body": item_to_json(item),
            }
            for item in items
        ]
        upsert(self._connection, ItemRow, rows)

    def calendar(self) -> list[CalendarYear]:
        rows = self._connection.execute(select(CalendarYearRow.body).order_by(CalendarYearRow.year)).scalars()
        return [calendar_year_from_json(body) for body in rows]

    def keep_calendar(self, years: Sequence[CalendarYear]) -> None:
        rows = [{"year": year.year, "body": calendar_year_to_json(year)} for year in years]
        upsert(self._connection, CalendarYearRow, rows)

    def theme(self, code: ThemeCode, version: int | None = None) -> Theme | None:
        mine = select(ThemeRow.body).where(ThemeRow.code == code)
        if version is not None:
            mine = mine.where(ThemeRow.version == version)
        body = self._connection.execute(mine.order_by(ThemeRow.version.desc()).limit(1)).scalar()
        return None if body is None else theme_from_json(body)

    def themes(self) -> list[Theme]:
        rows = self._connection.execute(select(ThemeRow.body).order_by(ThemeRow.code, ThemeRow.version)).scalars()
        return [theme_from_json(body) for body in rows]

    def keep_themes(self, themes: Sequence[Theme]) -> None:
        rows = [{"code": theme.code, "version": theme.version, "body": theme_to_json(theme)} for theme in themes]
        upsert(self._connection, ThemeRow, rows)
