"""Write the spellings of the shipped items and themes into their files, so that searching them needs no pypinyin.

Run it after a name or a keyword has changed:
    python -m resources.setup.pinyin_of_items
"""

import json
from dataclasses import replace
from pathlib import Path

from app.catalogue.item_json import item_from_json, item_to_json
from app.catalogue.model import ServiceItem, Spelling
from app.catalogue.spelling import searched_texts, spell
from app.themes.compose import DEPARTMENT
from resources.setup.json_layout import laid_out

RESOURCES = Path(__file__).resolve().parents[1]
ITEMS = RESOURCES / "catalogue" / "items"
THEMES = RESOURCES / "themes"


def spelled(item: ServiceItem) -> ServiceItem:
    """The item with fresh spellings of all that it is searched by."""
    texts = searched_texts(item)
    return replace(item, spellings=tuple(Spelling(text=text, pinyin=spell(text)) for text in texts))


def main() -> None:
    """Rewrite every file in the common layout."""
    for file in sorted(ITEMS.glob("*.json")):
        item = item_from_json(json.loads(file.read_text(encoding="utf-8")))
        file.write_text(laid_out(item_to_json(spelled(item))) + "\n", encoding="utf-8")
    for file in sorted(THEMES.glob("*.json")):
        theme = json.loads(file.read_text(encoding="utf-8"))
        texts = dict.fromkeys((theme["name"], *theme["keywords"], DEPARTMENT))
        theme["spellings"] = [[text, spell(text)] for text in texts]
        file.write_text(laid_out(theme) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
