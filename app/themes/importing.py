"""What an import of themes changes, as `app/catalogue/importing.py` says it of items."""

from collections.abc import Iterable, Sequence
from dataclasses import fields
from typing import Protocol

from app.catalogue.versions import Change, Kept, Report, compare
from app.themes.model import Theme, ThemeCode

ThemeChange = Change[Theme]
ThemeReport = Report[Theme]


class KeptThemes(Protocol):
    """Where versions are kept."""

    def theme(self, code: ThemeCode, version: int | None = None) -> Theme | None:
        """One version of a theme, the newest unless said."""
        ...


def compare_themes(store: KeptThemes, themes: Sequence[Theme]) -> ThemeReport:
    """What taking these in would change; keeps nothing. Refused (theme_code_twice, theme_version_rewritten): as with
    items, only the dates of a version may change."""
    kept = Kept(
        newest=lambda code: store.theme(ThemeCode(code)),
        exact=lambda code, version: store.theme(ThemeCode(code), version),
        differing=differing_parts,
    )
    return compare(kept, themes, "themes", twice="theme_code_twice", rewritten="theme_version_rewritten")


def differing_parts(before: Theme, after: Theme) -> tuple[str, ...]:
    """The elements that differ, dates among them, without the version's own number."""
    return tuple(_differing(before, after))


def _differing(before: Theme, after: Theme) -> Iterable[str]:
    for field in fields(Theme):
        if field.name != "version" and getattr(before, field.name) != getattr(after, field.name):
            yield field.name
