"""What an import changes: the 动态调整 of the lists, told to the clerk item by item (domain.md §A 24)."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Protocol

from app.catalogue.differences import differing_parts
from app.catalogue.model import ItemCode, ServiceItem
from app.errors import Refused


class KeptItems(Protocol):
    """Where versions are kept: the desk's catalogue, or central's."""

    def item(self, code: ItemCode, version: int | None = None) -> ServiceItem | None:
        """One version of an item, the newest unless said."""
        ...

    def keep_items(self, items: Sequence[ServiceItem]) -> None: ...


class ChangeKind(StrEnum):
    """新增, 变更, 取消; a version older than the newest is only filed."""

    NEW = "new"
    CHANGED = "changed"
    CANCELLED = "cancelled"
    FILED = "filed"


@dataclass(frozen=True, slots=True, kw_only=True)
class ItemChange:
    """One item of an import; `parts` names what differs from the version `before` ("materials", "promised_limit")."""

    kind: ChangeKind
    item: ServiceItem
    before: ServiceItem | None = None
    parts: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportReport:
    """What was changed, in the order of the import, and how many came as they were."""

    changes: tuple[ItemChange, ...]
    unchanged: int

    def of(self, kind: ChangeKind) -> tuple[ItemChange, ...]:
        """The changes of that kind."""
        return tuple(change for change in self.changes if change.kind is kind)


def take_items(store: KeptItems, items: Sequence[ServiceItem]) -> ImportReport:
    """Keep what is new or different, in the caller's transaction, and report it.

    Refused as `compare_items` refuses, before anything is kept.
    """
    report = compare_items(store, items)
    if report.changes:
        store.keep_items([change.item for change in report.changes])
    return report


def compare_items(store: KeptItems, items: Sequence[ServiceItem]) -> ImportReport:
    """What `take_items` would change; keeps nothing.

    Refused (item_code_twice, item_version_rewritten): a version's content is pinned by cases, so only its dates may
    change; anything else needs a higher version.
    """
    seen: set[tuple[ItemCode, int]] = set()
    newest: dict[ItemCode, ServiceItem | None] = {}
    changes = []
    for place, item in enumerate(items):
        name = item.code, item.version
        if name in seen:
            raise Refused("item_code_twice", f"items.{place}", twice=item.code)
        seen.add(name)
        if item.code not in newest:
            newest[item.code] = store.item(item.code)
        before = newest[item.code]
        if before is None or item.version > before.version:
            newest[item.code] = item
        change = _change(store.item(*name), before, item, f"items.{place}")
        if change is not None:
            changes.append(change)
    return ImportReport(changes=tuple(changes), unchanged=len(items) - len(changes))


def _change(kept: ServiceItem | None, newest: ServiceItem | None, item: ServiceItem, place: str) -> ItemChange | None:
    if kept is not None:
        return _change_of_dates(kept, item, place)
    if newest is None:
        return ItemChange(kind=ChangeKind.NEW, item=item)
    if item.version < newest.version:
        return ItemChange(kind=ChangeKind.FILED, item=item)
    return _changed(newest, item)


def _change_of_dates(kept: ServiceItem, item: ServiceItem, place: str) -> ItemChange | None:
    if kept == item:
        return None
    if replace(kept, effective_on=item.effective_on, cancelled_on=item.cancelled_on) != item:
        raise Refused("item_version_rewritten", place, name=item.name, version=item.version)
    return _changed(kept, item)


def _changed(before: ServiceItem, item: ServiceItem) -> ItemChange:
    ended = item.cancelled_on is not None and before.cancelled_on is None
    kind = ChangeKind.CANCELLED if ended else ChangeKind.CHANGED
    return ItemChange(kind=kind, item=item, before=before, parts=differing_parts(before, item))
