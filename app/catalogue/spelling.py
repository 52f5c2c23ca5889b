"""Pinyin of what an item is searched by.

Shipped items carry their spellings, so nothing is computed for them; an item from a feed without them
is spelled when the index is built. pypinyin costs 57 MB and 0.2 s: it is loaded at that moment only.
"""

from app.catalogue.model import ServiceItem, Spelling


def searched_texts(item: ServiceItem) -> tuple[str, ...]:
    """The name, the keywords, and what clerks call the department; each once."""
    return tuple(dict.fromkeys((item.name, *item.keywords, item.department.short_name)))


def spell(text: str) -> str:
    """The syllables of `text` without tones, parted by blanks; letters and digits stay, signs go."""
    from pypinyin import lazy_pinyin

    syllables = lazy_pinyin(text, errors=lambda other: "".join(filter(str.isalnum, other)))
    return " ".join(syllable.lower() for syllable in syllables if syllable)


def spellings(item: ServiceItem) -> tuple[Spelling, ...]:
    """A spelling for each searched text: the item's own where it has one."""
    own = {spelling.text: spelling for spelling in item.spellings}
    return tuple(own.get(text) or Spelling(text=text, pinyin=spell(text)) for text in searched_texts(item))
