"""Blocks on pages: nothing lost, nothing over the foot, nothing parted that is kept together."""

from dataclasses import dataclass, replace
from typing import Self

from hypothesis import given
from hypothesis import strategies as st

from app.receipts.blocks import Block
from app.receipts.pen import Pen
from app.receipts.stack import stacked

ROOM, FIRST_ROOM, ENDING = 600.0, 500.0, 160.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Brick:
    """A block of so many lines of 10 points, numbered from `first`."""

    name: int
    lines: int
    first: int = 0
    keep: bool = False
    head: Block | None = None

    @property
    def height(self) -> float:
        return self.lines * 10.0

    def draw(self, pen: Pen, x: float, y: float) -> None:
        raise AssertionError("not drawn here")

    def cut(self, room: float) -> tuple[Self, Self] | None:
        fit = int(room / 10)
        if fit < 2 or self.lines - fit < 1:
            return None
        rest = replace(self, lines=self.lines - fit, first=self.first + fit)
        return replace(self, lines=fit), rest


HEAD = Brick(name=-1, lines=2)
BRICKS = st.lists(
    st.tuples(st.integers(1, 90), st.sampled_from(["plain", "kept", "headed"])).map(
        lambda pair: Brick(
            name=0,
            lines=min(pair[0], 5) if pair[1] == "kept" else pair[0],
            keep=pair[1] == "kept",
            head=HEAD if pair[1] == "headed" else None,
        )
    ),
    max_size=25,
).map(lambda bricks: [replace(brick, name=number) for number, brick in enumerate(bricks)])


@given(BRICKS)
def test_every_line_is_placed_once_and_in_order_above_the_foot(bricks: list[Brick]) -> None:
    pages = stacked(bricks, first_room=FIRST_ROOM, room=ROOM, ending=ENDING)
    found = []
    for number, page in enumerate(pages):
        y = 0.0
        for block, top in page:
            assert isinstance(block, Brick)
            assert top >= y
            y = top + block.height
            assert y <= (FIRST_ROOM if number == 0 else ROOM)
            if block.name >= 0:
                found += [(block.name, block.first + line) for line in range(block.lines)]
    assert found == [(brick.name, line) for brick in bricks for line in range(brick.lines)]


@given(BRICKS)
def test_the_last_page_has_room_for_codes_and_seal(bricks: list[Brick]) -> None:
    pages = stacked(bricks, first_room=FIRST_ROOM, room=ROOM, ending=ENDING)
    used = max((top + block.height for block, top in pages[-1]), default=0.0)
    assert used + ENDING <= (FIRST_ROOM if len(pages) == 1 else ROOM)


@given(BRICKS)
def test_a_table_that_goes_on_repeats_its_head(bricks: list[Brick]) -> None:
    for page in stacked(bricks, first_room=FIRST_ROOM, room=ROOM, ending=ENDING)[1:]:
        first = page[0].block if page else None
        if isinstance(first, Brick) and first.name >= 0:
            assert first.head is None


def test_a_heading_is_not_left_at_the_foot() -> None:
    filling = Brick(name=0, lines=47)
    heading, table = Brick(name=1, lines=2, keep=True), Brick(name=2, lines=2)
    pages = stacked([filling, heading, table], first_room=FIRST_ROOM, room=ROOM, ending=ENDING)
    assert [[placed.block for placed in page] for page in pages] == [[filling], [heading, table]]


def test_what_is_kept_goes_to_the_next_page_with_the_seal() -> None:
    text, note = Brick(name=0, lines=36), Brick(name=1, lines=2, keep=True)
    pages = stacked([text, note], first_room=FIRST_ROOM, room=ROOM, ending=ENDING)
    assert [[placed.block for placed in page] for page in pages] == [[text], [note]]
