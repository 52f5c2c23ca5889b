"""What an import of service items changes: the 动态调整 of the lists, told to the clerk item by item."""

from collections.abc import Sequence
from typing import Protocol

from app.catalogue.differences import differing_parts
from app.catalogue.model import ItemCode, ServiceItem
from app.catalogue.versions import Change, Kept, Report, compare

ItemChange = Change[ServiceItem]
ImportReport = Report[ServiceItem]


class KeptItems(Protocol):
    """Where versions are kept: the desk's catalogue, or central's."""

    def item(self, code: ItemCode, version: int | None = None) -> ServiceItem | None:
        """One version of an item, the newest unless said."""
        ...

    def keep_items(self, items: Sequence[ServiceItem]) -> None: ...


def take_items(store: KeptItems, items: Sequence[ServiceItem]) -> ImportReport:
    """Keep what is new or different, in the caller's transaction, and report it.

    Refused as `compare_items` refuses, before anything is kept.
    """
    report = compare_items(store, items)
    if report.changes:
        store.keep_items([change.now for change in report.changes])
    return report


def compare_items(store: KeptItems, items: Sequence[ServiceItem]) -> ImportReport:
    """What `take_items` would change; keeps nothing.

    Refused (item_code_twice, item_version_rewritten): a version's content is pinned by cases, so only its dates may
    change; anything else needs a higher version.
    """
    kept = Kept(
        newest=lambda code: store.item(ItemCode(code)),
        exact=lambda code, version: store.item(ItemCode(code), version),
        differing=differing_parts,
    )
    return compare(kept, items, "items", twice="item_code_twice", rewritten="item_version_rewritten")
