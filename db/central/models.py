"""Central's schema: all its tables, and which of them belong to no point."""

from db.central.metadata import CentralBase

METADATA = CentralBase.metadata

SHARED = frozenset(
    {
        "city",
        "city_key",
        "device_key",
        "shared_feed",
        "item",
        "calendar_year",
        "theme",
        "reviewer",
        "review_session",
        "finished_action",
    }
)
"""The tables of the city itself. Every other table's keys begin with the point."""

__all__ = [
    *("METADATA", "SHARED", "city_tables", "exchange_tables", "file_tables", "helping_tables"),
    *("point_tables", "shared_tables"),
]
