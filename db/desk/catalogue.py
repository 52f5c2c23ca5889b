"""Service items, the point's rules, the working calendar and the city's themes in desk.db."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from sqlalchemy import Connection, and_, func, not_, select

from app.catalogue.calendar import CalendarYear
from app.catalogue.calendar_json import calendar_year_from_json, calendar_year_to_json
from app.catalogue.item_json import item_from_json, item_to_json
from app.catalogue.model import ItemCode, LocalWords, PointRules, ServiceItem
from app.catalogue.point_json import point_rules_from_json, point_rules_to_json
from app.themes.model import Theme
from app.themes.theme_json import theme_from_json, theme_to_json
from db.desk.counters import next_value, present_value
from db.desk.models import CalendarYearRow, ItemRow, PointRulesRow, ThemeRow
from db.upsert import upsert

_REVISION = "catalogue"


class CatalogueStore:
    """See app.storage.catalogue.CatalogueStore."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def revision(self) -> int:
        return present_value(self._connection, _REVISION)

    def items(self) -> list[ServiceItem]:
        newest = select(ItemRow.code, func.max(ItemRow.version).label("version")).group_by(ItemRow.code).subquery()
        return self._of_versions(select(newest.c.code, newest.c.version).subquery())

    def current(self, on: date) -> list[ServiceItem]:
        never = ItemRow.cancelled_on.is_not(None), ItemRow.cancelled_on == ItemRow.effective_on
        begun = select(ItemRow.code, func.max(ItemRow.version).label("version"))
        newest = begun.where(ItemRow.effective_on <= on, not_(and_(*never))).group_by(ItemRow.code).subquery()
        return [item for item in self._of_versions(newest) if item.is_current(on)]

    def item(self, code: ItemCode, version: int | None = None) -> ServiceItem | None:
        statement = select(ItemRow.body).where(ItemRow.code == code).order_by(ItemRow.version.desc()).limit(1)
        if version is not None:
            statement = statement.where(ItemRow.version == version)
        body = self._connection.execute(statement).scalar()
        return None if body is None else item_from_json(body)

    def versions(self, code: ItemCode) -> list[ServiceItem]:
        statement = select(ItemRow.body).where(ItemRow.code == code).order_by(ItemRow.version.desc())
        return [item_from_json(body) for body in self._connection.execute(statement).scalars()]

    def keep_items(self, items: Sequence[ServiceItem]) -> None:
        rows = [
            {
                "code": item.code,
                "version": item.version,
                "effective_on": item.effective_on,
                "cancelled_on": item.cancelled_on,
                "body": item_to_json(item),
            }
            for item in items
        ]
        upsert(self._connection, ItemRow, rows)
        next_value(self._connection, _REVISION)

    def point_rules(self, point: str) -> PointRules | None:
        body = self._connection.execute(select(PointRulesRow.body).where(PointRulesRow.point == point)).scalar()
        return None if body is None else point_rules_from_json(body)

    def keep_point_rules(self, rules: PointRules) -> None:
        known = self.point_rules(rules.point)
        self._write_rules(rules if known is None or not known.own else replace(rules, own=known.own))

    def keep_own_words(self, rules: PointRules, words: Sequence[LocalWords]) -> None:
        self._write_rules(replace(rules, own=tuple(words)))

    def _write_rules(self, rules: PointRules) -> None:
        upsert(self._connection, PointRulesRow, [{"point": rules.point, "body": point_rules_to_json(rules)}])
        next_value(self._connection, _REVISION)

    def calendar(self) -> list[CalendarYear]:
        bodies = self._connection.execute(select(CalendarYearRow.body).order_by(CalendarYearRow.year)).scalars()
        return [calendar_year_from_json(body) for body in bodies]

    def keep_calendar(self, years: Sequence[CalendarYear]) -> None:
        rows = [{"year": year.year, "body": calendar_year_to_json(year)} for year in years]
        upsert(self._connection, CalendarYearRow, rows)
        next_value(self._connection, _REVISION)

    def themes(self) -> list[Theme]:
        statement = select(ThemeRow.body).order_by(ThemeRow.code, ThemeRow.version)
        return [theme_from_json(body) for body in self._connection.execute(statement).scalars()]

    def keep_themes(self, themes: Sequence[Theme]) -> None:
        rows = [{"code": theme.code, "version": theme.version, "body": theme_to_json(theme)} for theme in themes]
        upsert(self._connection, ThemeRow, rows)
        next_value(self._connection, _REVISION)

    def _of_versions(self, chosen: object) -> list[ServiceItem]:
        versions = chosen.c  # type: ignore[attr-defined]
        statement = (
            select(ItemRow.body)
            .join(chosen, (ItemRow.code == versions.code) & (ItemRow.version == versions.version))  # type: ignore[arg-type]
            .order_by(ItemRow.code)
        )
        return [item_from_json(body) for body in self._connection.execute(statement).scalars()]
