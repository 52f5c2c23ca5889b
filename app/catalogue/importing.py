"""What an import changes: the 动态调整 of the lists, told to the clerk item by item (domain.md §A 24)."""

from collections.abc import Sequence
from dataclasses import dataclass, fields, replace
from enum import StrEnum

from app.catalogue.model import ItemCode, ServiceItem
from app.errors import Refused
from app.storage.catalogue import CatalogueStore


class ChangeKind(StrEnum):
    """新增, 变更, 取消; a version older than the newest is only filed."""

    NEW = "new"
    CHANGED = "changed"
    CANCELLED = "cancelled"
    FILED = "filed"


@dataclass(frozen=True, slots=True, kw_only=True)
class ItemChange:
    """One item of an import; `parts` names what differs from the version before ("materials", "promised_limit")."""

    kind: ChangeKind
    item: ServiceItem
    parts: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportReport:
    """What was changed, in the order of the import, and how many came as they were."""

    changes: tuple[ItemChange, ...]
    unchanged: int

    def of(self, kind: ChangeKind) -> tuple[ItemChange, ...]:
        """The changes of that kind."""
        return tuple(change for change in self.changes if change.kind is kind)


def take_items(store: CatalogueStore, items: Sequence[ServiceItem]) -> ImportReport:
    """Keep what is new or different, in the caller's transaction, and report it.

    Refused (item_code_twice, item_version_rewritten) before anything is kept: a version's content is pinned by
    cases, so only its dates may change; anything else needs a higher version.
    """
    seen: set[tuple[ItemCode, int]] = set()
    changes = []
    for place, item in enumerate(items):
        name = item.code, item.version
        if name in seen:
            raise Refused("item_code_twice", f"items.{place}", twice=item.code)
        seen.add(name)
        change = _change(store, item, f"items.{place}")
        if change is not None:
            changes.append(change)
    if changes:
        store.keep_items([change.item for change in changes])
    return ImportReport(changes=tuple(changes), unchanged=len(items) - len(changes))


def _change(store: CatalogueStore, item: ServiceItem, place: str) -> ItemChange | None:
    kept = store.item(item.code, item.version)
    if kept is not None:
        return _change_of_dates(kept, item, place)
    newest = store.item(item.code)
    if newest is None:
        return ItemChange(kind=ChangeKind.NEW, item=item)
    if item.version < newest.version:
        return ItemChange(kind=ChangeKind.FILED, item=item)
    ended = item.cancelled_on is not None and newest.cancelled_on is None
    kind = ChangeKind.CANCELLED if ended else ChangeKind.CHANGED
    return ItemChange(kind=kind, item=item, parts=_differing(newest, item))


def _change_of_dates(kept: ServiceItem, item: ServiceItem, place: str) -> ItemChange | None:
    if kept == item:
        return None
    if replace(kept, effective_on=item.effective_on, cancelled_on=item.cancelled_on) != item:
        raise Refused("item_version_rewritten", place, name=item.name, version=item.version)
    ended = item.cancelled_on is not None and kept.cancelled_on is None
    kind = ChangeKind.CANCELLED if ended else ChangeKind.CHANGED
    return ItemChange(kind=kind, item=item, parts=_differing(kept, item))


def _differing(before: ServiceItem, after: ServiceItem) -> tuple[str, ...]:
    """The elements that differ, without the version's own number."""
    names = (field.name for field in fields(ServiceItem))
    return tuple(name for name in names if name != "version" and getattr(before, name) != getattr(after, name))
