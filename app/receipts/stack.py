"""Blocks onto pages: what is kept together stays so, tables repeat their head, the last page has room at its foot."""

from collections import deque
from collections.abc import Iterable
from typing import NamedTuple

from app.receipts.blocks import Block


class Placed(NamedTuple):
    """A block and how far below the frame's top it goes."""

    block: Block
    y: float


class _Pages:
    """Pages being filled from the top down."""

    def __init__(self, first_room: float, room: float) -> None:
        self.pages: list[list[Placed]] = [[]]
        self.left = first_room
        self._room = room
        self._y = 0.0
        self.blank = True

    def put(self, block: Block) -> None:
        self.pages[-1].append(Placed(block, self._y))
        self._y += block.height
        self.left -= block.height
        self.blank = False

    def turn(self, head: Block | None = None) -> None:
        """Begin the next page, with a table's head where one goes on."""
        self.pages.append([])
        self.left, self._y = self._room, 0.0
        if head is not None:
            self.put(head)
        self.blank = True

    def turn_with_kept(self) -> None:
        """Begin the next page with the last blocks that are to stay with what follows: no seal stands alone."""
        page = self.pages[-1]
        kept: list[Block] = []
        while len(page) > 1 and page[-1].block.keep:
            kept.insert(0, page.pop().block)
        self.turn()
        for block in kept:
            self.put(block)


def stacked(blocks: Iterable[Block], *, first_room: float, room: float, ending: float) -> list[list[Placed]]:
    """Blocks on pages: `first_room` points high the first, `room` the others; `ending` stays free on the last.

    The last blocks that are kept go to the ending's page with it. A block that is higher than a whole page and
    can't be cut runs over the page's foot.
    """
    pages = _Pages(first_room, room)
    waiting = deque(blocks)
    while waiting:
        block = waiting[0]
        if block.height <= pages.left and (pages.blank or _together(waiting) <= pages.left):
            pages.put(waiting.popleft())
            continue
        parts = None if block.keep else block.cut(pages.left)
        if parts is not None:
            pages.put(parts[0])
            waiting[0] = parts[1]
        elif pages.blank:
            pages.put(waiting.popleft())
            continue
        pages.turn(waiting[0].head)
    if pages.left < ending:
        pages.turn_with_kept()
    return pages.pages


def _together(blocks: Iterable[Block]) -> float:
    """The height of the first block and of those that it must not be parted from."""
    height = 0.0
    for block in blocks:
        height += block.height
        if not block.keep:
            break
    return height
