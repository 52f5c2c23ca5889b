"""The pages in hand, in order: what each key does to one. No Qt."""

from collections.abc import Sequence
from dataclasses import replace

from app.cases.given import MOST_PAGES
from app.devices.page_pictures import WHOLE, Trim
from app.devices.scanning import Page


class PageStack(list[Page]):
    """A place that no page has is left alone by everything."""

    def take(self, pages: Sequence[Page]) -> int:
        """New ones at the end, as many as there is room for; how many had none."""
        room = MOST_PAGES - len(self)
        self.extend(pages[:room])
        return max(len(pages) - room, 0)

    def at(self, place: int) -> Page | None:
        """The page at a place."""
        return self[place] if 0 <= place < len(self) else None

    def turn(self, place: int, *, right: bool) -> None:
        """A quarter turn, the trim with it."""
        if (page := self.at(place)) is not None and page.seen is not None:
            turns = (page.turns + (1 if right else 3)) % 4
            self[place] = replace(page, turns=turns, trim=page.trim.turned(right))

    def trim_by_itself(self, place: int) -> bool:
        """To the content, or back to the whole page; whether there was anything to trim."""
        if (page := self.at(place)) is None or page.seen is None:
            return True
        found = page.seen.content
        for _turn in range(page.turns % 4):
            found = found.turned(True)
        self[place] = replace(page, trim=found if page.trim == WHOLE else WHOLE)
        return self[place].trim != page.trim

    def trim(self, place: int, trim: Trim) -> None:
        """As the clerk moved its edges."""
        if (page := self.at(place)) is not None:
            self[place] = replace(page, trim=trim)

    def move(self, place: int, by: int) -> int:
        """One up or down; where the page is now."""
        if self.at(place) is None or self.at(place + by) is None:
            return place
        self[place], self[place + by] = self[place + by], self[place]
        return place + by

    def drop(self, place: int) -> None:
        """Not among them any more."""
        if self.at(place) is not None:
            del self[place]

    def mended(self) -> list[int]:
        """The places of those that have to be kept anew."""
        return [place for place, page in enumerate(self) if page.stored is None or page.changed]
