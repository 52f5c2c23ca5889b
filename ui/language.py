"""The language of the screens: Chinese is written in the sources, English comes from `resources/translations`.

The language is chosen once, before the first screen is made; `_` is looked up when a screen asks for a text, so
texts at module level are only marked and translated where they are shown.
"""

import gettext
from pathlib import Path
from typing import Final, Literal

Language = Literal["zh", "en"]

SOURCE: Final[Language] = "zh"

_chosen: Language = SOURCE
_catalogue: gettext.NullTranslations = gettext.NullTranslations()


def choose(language: Language, translations: Path) -> None:
    """Texts asked for from now on are in `language`; a missing catalogue leaves them in Chinese."""
    global _chosen, _catalogue
    _chosen = language
    file = translations / f"{language}.mo"
    if language == SOURCE or not file.is_file():
        _catalogue = gettext.NullTranslations()
        return
    with file.open("rb") as stream:
        _catalogue = gettext.GNUTranslations(stream)


def chosen() -> Language:
    """The language of the screens now."""
    return _chosen


def _(text: str) -> str:
    """The Chinese source text in the language of the screens. Blanks ({name}) are filled by the caller."""
    return _catalogue.gettext(text)


def mark(text: str) -> str:
    """Marks a text for translation and leaves it as it is: for tables, whose texts go through `_` when shown."""
    return text
