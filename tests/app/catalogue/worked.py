"""The worked due dates of domain.md, 3.5, by the official calendars of 2025 and 2026."""

WORKED = [
    ("2026-02-12", 3, "2026-02-24"),  # Spring Festival; Saturday 02-14 is worked
    ("2026-02-13", 1, "2026-02-14"),
    ("2026-04-30", 3, "2026-05-08"),
    ("2026-09-24", 5, "2026-10-09"),
    ("2026-09-19", 1, "2026-09-20"),
    ("2026-09-30", 20, "2026-11-03"),
    ("2025-09-26", 5, "2025-10-10"),
    ("2026-01-30", 15, "2026-02-27"),
]
"""Accepted on, working days promised, due on."""
