"""Write the spellings of the shipped items into their files, so that searching them needs no pypinyin.

Run it after a name or a keyword has changed:
    python -m resources.setup.pinyin_of_items
"""

import json
from dataclasses import replace
from pathlib import Path

from app.catalogue.item_json import item_from_json, item_to_json
from app.catalogue.model import ServiceItem, Spelling
from app.catalogue.spelling import searched_texts, spell
from resources.setup.json_layout import laid_out

ITEMS = Path(__file__).resolve().parents[1] / "catalogue" / "items"


def spelled(item: ServiceItem) -> ServiceItem:
    """The item with fresh spellings of all that it is searched by."""
    texts = searched_texts(item)
    return replace(item, spellings=tuple(Spelling(text=text, pinyin=spell(text)) for text in texts))


def main() -> None:
    """Rewrite every item's file in the common layout."""
    for file in sorted(ITEMS.glob("*.json")):
        item = item_from_json(json.loads(file.read_text(encoding="utf-8")))
        file.write_text(laid_out(item_to_json(spelled(item))) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
