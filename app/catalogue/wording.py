"""The point's own words about items: phone, address and hours, of all items or of one (domain.md §A 3, §2.4).

They are the only thing of the catalogue that a point may change. Papers and guides speak them before the city's.
"""

import re
from typing import Final

from app.applicants.characters import one_line
from app.applicants.phone import check_phone
from app.catalogue.model import LocalWords
from app.catalogue.point_json import words_to_json
from app.catalogue.shelf import Shelf
from app.clock import Clock
from app.errors import NotFound, Refused
from app.events import Announcer, Changes
from app.ids import ActionId
from app.journal import Act
from app.storage.desk import DeskStore

WORDED: Final = "point.worded"
_LONGEST: Final = 100
_HOTLINE: Final = re.compile("1[0-9]{4}")


class LocalWording:
    """Called on the storage lane."""

    def __init__(self, store: DeskStore, *, point: str, clerk: str, clock: Clock, announcer: Announcer) -> None:
        self._store = store
        self._point = point
        self._clerk = clerk
        self._clock = clock
        self._announcer = announcer

    def words(self) -> tuple[LocalWords, ...]:
        """What is said here, of all items first."""
        with self._store.reading() as desk:
            own = Shelf(self._point).renew(desk.catalogue).rules.own
        return tuple(sorted(own, key=lambda words: words.item or ""))

    def keep(self, words: LocalWords, action: ActionId | None = None) -> LocalWords:
        """These in place of what was said of the same item, or of all; nothing said is nothing of one's own.

        One transaction and one entry; the same action again changes nothing. Raises NotFound("item_unknown"), Refused:
        phone_… of `check_phone`, answer_too_long.
        """
        kept = _checked(words)
        with self._store.writing() as desk:
            if action is not None and desk.journal.by_action(action) is not None:
                return kept
            rules = Shelf(self._point).renew(desk.catalogue).rules
            if kept.item is not None and desk.catalogue.item(kept.item) is None:
                raise NotFound("item_unknown", "item", item=kept.item)
            others = [one for one in rules.own if one.item != kept.item]
            said = kept != LocalWords(item=kept.item)
            desk.catalogue.keep_own_words(rules, [*others, kept] if said else others)
            body = {"words": words_to_json(kept), "by": self._clerk}
            desk.journal.append(Act(kind=WORDED, subject="", action=action, at=self._clock.now(), body=body))
        self._announcer.announce(Changes(catalogue=True, settings=True))
        return kept


def _checked(words: LocalWords) -> LocalWords:
    phone = (words.phone or "").strip()
    return LocalWords(
        item=words.item,
        phone=_phone(phone) if phone else None,
        address=_line(words.address, "address", "办理地点"),
        window_hours=_line(words.window_hours, "window_hours", "办理时间"),
    )


def _phone(text: str) -> str:
    """A hotline (12345) or what an applicant's phone may be."""
    return text if _HOTLINE.fullmatch(text) else check_phone(text, "phone")


def _line(text: str | None, field: str, label: str) -> str | None:
    line = one_line(text or "")
    if len(line) > _LONGEST:
        raise Refused("answer_too_long", field, label=label, limit=_LONGEST)
    return line or None
