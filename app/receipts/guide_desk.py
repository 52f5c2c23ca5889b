"""The desk of 办事指南 and 材料清单: an item's papers before there is a case. Nothing is written, nothing counted."""

from collections.abc import Callable
from datetime import date
from typing import TYPE_CHECKING

from app.cases.completeness import NOTHING, Assessment, Checklist, assess
from app.catalogue.model import ItemCode, PointScope, ServiceItem
from app.catalogue.shelf import Shelf
from app.clock import Clock, local_date
from app.errors import NotFound, Refused
from app.ids import DraftId
from app.receipts.guide_model import GuideSheet, PaperSize, SheetFacts, SheetKind
from app.receipts.list_code import PREFIX, ListCode, Understood, read_code, understood, write_code
from app.storage.desk import DeskStore

if TYPE_CHECKING:
    from app.receipts.facts import Letterhead
    from app.receipts.rendering import Renderer


class GuideDesk:
    """Draws the sheets and reads their codes. Drawing is for the devices lane, reading for the storage lane."""

    def __init__(
        self,
        store: DeskStore,
        *,
        point: str,
        renderer: "Renderer",
        letterhead: Callable[[], "Letterhead"],
        clock: Clock,
    ) -> None:
        self._store = store
        self._renderer = renderer
        self._letterhead = letterhead
        self._clock = clock
        self._shelf = Shelf(point)

    def guide(self, item: ItemCode, size: PaperSize = PaperSize.A4) -> GuideSheet:
        """办事指南 of today's version. Raises as `item` does."""
        return self._drawn(SheetKind.GUIDE, self.item(item), size, NOTHING, "", None)

    def checklist(
        self,
        item: ItemCode,
        checklist: Checklist,
        *,
        size: PaperSize = PaperSize.A4,
        name: str = "",
        draft: DraftId | None = None,
    ) -> GuideSheet:
        """材料清单 with what is missing marked, and the code that resumes it; `draft` is where the case is being typed.
        Raises as `item` does."""
        return self._drawn(SheetKind.CHECKLIST, self.item(item), size, checklist, name.strip(), draft)

    def assess(self, item: ItemCode, checklist: Checklist) -> Assessment:
        """What the answers come to today. Raises as `item` does."""
        with self._store.reading() as desk:
            calendar = self._shelf.renew(desk.catalogue).calendar
        return assess(self.item(item), checklist, self._day(), calendar)

    def resume(self, text: str) -> "Resumed":
        """What a list's code says, for the version in force. Raises Refused: list_code_…, and what `item` raises
        for an item that this desk doesn't have or has no more."""
        code = read_code(text)
        item = self.item(code.item)
        with self._store.reading() as desk:
            listed = self._shelf.renew(desk.catalogue).version(code.item, code.version)
        return Resumed(code=code, item=item, found=understood(code, item, listed))

    def code(self, item: ItemCode, checklist: Checklist) -> str:
        """The text of the code on such a list, without a draft."""
        return write_code(self.item(item), checklist)

    def item(self, code: ItemCode) -> ServiceItem:
        """The version in force. Raises NotFound("item_unknown"), Refused: item_cancelled, item_not_yet."""
        today = self._day()
        with self._store.reading() as desk:
            view = self._shelf.renew(desk.catalogue)
            found, known = view.current(code, today), view.known(code)
        if found is not None:
            return found
        if known is None:
            raise NotFound("item_unknown", "item", item=code)
        if known.cancelled_on is not None and known.cancelled_on <= today:
            raise Refused("item_cancelled", "item", name=known.name, on=known.cancelled_on.isoformat())
        raise Refused("item_not_yet", "item", name=known.name, on=known.effective_on.isoformat())

    def _drawn(
        self,
        kind: SheetKind,
        item: ServiceItem,
        size: PaperSize,
        checklist: Checklist,
        name: str,
        draft: DraftId | None,
    ) -> GuideSheet:
        of_list = kind is SheetKind.CHECKLIST
        facts = SheetFacts(
            kind=kind,
            item=item,
            scope=self._scope(item),
            head=self._letterhead(),
            printed_at=self._clock.now(),
            checklist=checklist,
            assessment=self.assess(item.code, checklist) if of_list else None,
            name=name,
            code=write_code(item, checklist, draft) if of_list else "",
        )
        return self._renderer.guide(facts, size)

    def _scope(self, item: ServiceItem) -> PointScope:
        with self._store.reading() as desk:
            return self._shelf.renew(desk.catalogue).rules.scope(item.code)

    def _day(self) -> date:
        return local_date(self._clock.now())


class Resumed:
    """A list that came back: its code, today's version of its item, and what was understood of it."""

    def __init__(self, *, code: ListCode, item: ServiceItem, found: Understood) -> None:
        self.code, self.item, self.found = code, item, found

    @property
    def same_version(self) -> bool:
        """Whether the list was printed of the version that is in force."""
        return self.code.version == self.item.version


def text_in(data: bytes) -> str:
    """The code in a picture, a PDF or a text file. Raises Refused("list_code_foreign") where there is none."""
    if data.lstrip()[: len(PREFIX)] == PREFIX.encode():
        return data.decode("ascii", errors="replace")
    from app.receipts.read_codes import code_texts

    found = code_texts(data, PREFIX)
    if not found:
        raise Refused("list_code_foreign", "source")
    return found[0]
