"""Which version of a theme is done on a day: of those that the program brings along and the city tells of."""

from collections.abc import Iterable
from datetime import date

from app.catalogue.in_force import has_begun, has_ended
from app.themes.model import Theme


def joined(shipped: Iterable[Theme], told: Iterable[Theme]) -> tuple[Theme, ...]:
    """Every version once, the newest of each theme first; the themes in the order in which they were brought.

    A version that both have is as the city told it: it may have ended.
    """
    versions: dict[str, dict[int, Theme]] = {}
    for theme in (*shipped, *told):
        versions.setdefault(theme.code, {})[theme.version] = theme
    return tuple(found[number] for found in versions.values() for number in sorted(found, reverse=True))


def of_code(themes: Iterable[Theme], code: object) -> tuple[Theme, ...]:
    """The theme's versions, in their order."""
    return tuple(theme for theme in themes if theme.code == code)


def in_force(versions: Iterable[Theme], on: date) -> tuple[Theme, ...]:
    """Of one theme's versions, the newest first, those that may be done on that day; none once the newest has ended."""
    begun = [theme for theme in versions if has_begun(theme, on)]
    if not begun or has_ended(begun[0], on):
        return ()
    return tuple(theme for theme in begun if not has_ended(theme, on))
