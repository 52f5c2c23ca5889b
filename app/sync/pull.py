"""What comes down: central's marks and verdicts, then both feeds, a few items to a transaction."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from itertools import pairwise

import msgspec

from app.errors import Trouble
from app.events import Changes
from app.ids import DeviceId
from app.journal import EntryName, Stream, from_microseconds
from app.storage.desk import Desk, DeskStore
from app.sync.apply import apply_item, apply_verdict
from app.sync.messages import Answer, FeedLine, Holds, Page, Proven, VerdictLine
from app.sync.model import Feed, FeedItem, FeedKind, FilesSent, Measured, Verdict, VerdictKind
from app.sync.proofs import checked, keep_proofs, not_held, speaks_of_files
from app.sync.sources import Sources

ITEMS_AT_ONCE, BYTES_AT_ONCE = 25, 64 << 10
"""What one transaction applies, so that it holds the write lock for less than 50 ms (design.md)."""


@dataclass(slots=True)
class Moved:
    """What an answer brought: entries newly acknowledged, feed items, entries returned.

    `progress`: a mark or a cursor went anywhere, also back. `files` are the meeting's, and no answer's.
    """

    pushed: int = 0
    pulled: int = 0
    returned: int = 0
    progress: bool = False
    changes: Changes = field(default_factory=lambda: Changes(sync=True))
    files: FilesSent = field(default_factory=FilesSent)

    def add(self, other: "Moved") -> None:
        self.pushed += other.pushed
        self.pulled += other.pulled
        self.returned += other.returned
        self.progress |= other.progress
        self.changes |= other.changes


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """The marks and cursors that a request spoke of. Where another program of this desk has moved one since, the
    answer has nothing to say about it any more. `proven`: the proofs that were here, `files`: the attachments that it
    asked about."""

    marks: Mapping[Stream, int]
    cursors: Mapping[Feed, int]
    proven: tuple[Proven, ...] = ()
    files: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Received:
    """An answer, when it came, and how far central's clock was ahead of this one then; None for one that a courier
    brought, which tells nothing of the time now."""

    answer: Answer
    at: datetime
    clock: Measured | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Pages:
    """An answer's pages that are still to be applied, each with its feed and the cursor that was asked from."""

    pages: tuple[tuple[Feed, Page, int], ...] = ()

    def behind(self, cursors: Mapping[Feed, int]) -> dict[Feed, int]:
        """Where these cursors will stand once the pages are applied."""
        return {**cursors, **{feed: page.end for feed, page, asked in self.pages if cursors[feed] == asked}}


class Pull:
    """Takes answers into the desk. `point` is the point's code."""

    def __init__(self, desk: DeskStore, sources: Sources, device: DeviceId, point: str) -> None:
        self._desk = desk
        self._sources = sources
        self._device = device
        self._point = point

    def take(self, received: Received, asked: Asked) -> Moved:
        """Takes the whole answer in. Raises Trouble as `hear` does."""
        moved, pages = self.hear(received, asked)
        self.apply(pages, moved)
        return moved

    def hear(self, received: Received, asked: Asked) -> tuple[Moved, Pages]:
        """Stores marks, proofs and verdicts in one transaction; the pages are to be applied before another answer is.

        Raises Trouble: sync_forked, and sync_answer_malformed for pages that don't fit the cursors.
        """
        answer, moved = received.answer, Moved()
        self._look_for_forks(answer)
        proofs = checked(self._desk, self._sources, self._device, answer.proofs)
        with self._desk.writing() as desk:
            rewound = self._take_marks(desk, received, asked, moved)
            proven = keep_proofs(desk, proofs)
            lacking = not_held(asked.files, proofs, self._device)
            if lacking and speaks_of_files(desk, self._device):
                desk.files.send_again(lacking)
            moved.changes |= Changes(cases=proven)
            self._take_verdicts(desk, answer, received.at, moved)
            if received.clock is None:
                desk.sync.keep_incarnation(answer.incarnation)
            else:
                desk.sync.keep_meeting(answer.incarnation, received.clock)
            if rewound:
                desk.sync.rewind_feeds()
                return moved, Pages()
        return moved, self._pages(answer, asked, moved)

    def _pages(self, answer: Answer, asked: Asked, moved: Moved) -> Pages:
        """The pages that say anything. One that another program of this desk was quicker with says nothing."""
        with self._desk.reading() as desk:
            cursors = {feed: desk.sync.cursor(feed) for feed in Feed}
        found = []
        for feed, page in ((Feed.SHARED, answer.shared), (Feed.POINT, answer.point)):
            if page is None:
                continue
            began = asked.cursors[feed]
            if page.start > began or not _ascends(page):
                raise Trouble("sync_answer_malformed")
            moved.progress |= cursors[feed] != began or page.end != began
            if page.end != began or page.items:
                found.append((feed, page, began))
        return Pages(pages=tuple(found))

    def apply(self, pages: Pages, moved: Moved) -> None:
        """Applies the pages in short transactions, each with its cursor, and adds to `moved` what they brought."""
        for feed, page, asked in pages.pages:
            self._take_page(feed, page, asked, moved)

    def _look_for_forks(self, answer: Answer) -> None:
        ours = [fork for fork in answer.forks if fork.device == self._device]
        if ours or any(self._differs(holds) for holds in answer.holds):
            with self._desk.writing() as desk:
                desk.sync.mark_forked()
            raise Trouble("sync_forked")

    def _differs(self, holds: Holds) -> bool:
        """Whether central holds something under our name that we did not write."""
        source = self._sources.get(holds.stream)
        if source is None or holds.device != self._device or holds.number == 0:
            return False
        entries = source.after(holds.number - 1, 1)
        return not entries or entries[0].hash != holds.hash

    def _take_marks(self, desk: Desk, received: Received, asked: Asked, moved: Moved) -> bool:
        """Whether a mark went back: central was restored from a backup, and its feeds may be other ones too."""
        rewound = False
        for holds in received.answer.holds:
            if holds.device != self._device:
                continue
            mark, then = desk.sync.acknowledged(self._device, holds.stream), asked.marks.get(holds.stream, 0)
            is_lost = holds.number < then == mark
            number = self._settled_to(desk, received.answer, holds, mark)
            if is_lost or number > mark:
                desk.sync.acknowledge(self._device, holds.stream, holds.number if is_lost else number)
            if is_lost:
                desk.sync.lapse_proofs(self._device, holds.stream, holds.number, received.at)
            moved.progress |= is_lost or number > then
            moved.pushed += max(number - mark, 0)
            rewound |= is_lost
        return rewound

    def _settled_to(self, desk: Desk, answer: Answer, holds: Holds, mark: int) -> int:
        """How far the mark may go: what central holds, but of what is being sent once more only what it answers to."""
        if desk.sync.again(self._device, holds.stream) is None:
            return holds.number
        mine = (self._device, holds.stream)
        runs = (run.first + run.count - 1 for run in answer.accepted if (run.device, run.stream) == mine)
        lines = (line.number for line in answer.verdicts if (line.device, line.stream) == mine)
        return min(holds.number, max(mark, *runs, *lines, 0))

    def _take_verdicts(self, desk: Desk, answer: Answer, at: datetime, moved: Moved) -> None:
        head = desk.journal.head().number
        for run in answer.accepted:
            desk.sync.accept_run(DeviceId(run.device), run.stream, run.first, run.count, head, at)
        for verdict in map(_verdict, answer.verdicts):
            if desk.sync.verdict(verdict.entry) != verdict:
                desk.sync.keep_verdicts([verdict], head, at)
                moved.changes |= self._apply_own(desk, verdict)
                moved.returned += verdict.kind is VerdictKind.RETURNED

    def _apply_own(self, desk: Desk, verdict: Verdict) -> Changes:
        name = verdict.entry
        if (name.device, name.stream) != (self._device, Stream.DESK):
            return Changes(sync=True)
        entries = desk.journal.after(name.number - 1, 1)
        return apply_verdict(desk, verdict, entries[0].subject) if entries else Changes(sync=True)

    def _take_page(self, feed: Feed, page: Page, asked: int, moved: Moved) -> None:
        with self._desk.reading() as desk:
            if desk.sync.cursor(feed) != asked:
                return
        for lines, end in _portions(page):
            items = [_item(feed, line) for line in lines]
            with self._desk.writing() as desk:
                head = desk.journal.head().number
                for run in _runs(items):
                    for item in desk.sync.keep_feed(feed, run, run[-1].number, head):
                        moved.changes |= apply_item(desk, item, self._point)
                        moved.pulled += 1
                desk.sync.pass_over(feed, end)


def _ascends(page: Page) -> bool:
    numbers = [page.start, *(line.number for line in page.items)]
    return all(a < b for a, b in pairwise(numbers)) and numbers[-1] <= page.end


def _portions(page: Page) -> Iterator[tuple[list[FeedLine], int]]:
    """The page in portions for one transaction each, with the cursor behind each of them."""
    portion: list[FeedLine] = []
    size = 0
    for line in page.items:
        if portion and (len(portion) == ITEMS_AT_ONCE or size + len(line.body) > BYTES_AT_ONCE):
            yield portion, portion[-1].number
            portion, size = [], 0
        portion.append(line)
        size += len(line.body)
    yield portion, page.end


def _runs(items: Sequence[FeedItem]) -> Iterator[Sequence[FeedItem]]:
    """The items, cut behind each verdict: it is kept as a word of its own, in its place among them."""
    begin = 0
    for end, item in enumerate(items, 1):
        if item.kind == FeedKind.ENTRY_SETTLED or end == len(items):
            yield items[begin:end]
            begin = end


def _verdict(line: VerdictLine) -> Verdict:
    name = EntryName(device=DeviceId(line.device), stream=line.stream, number=line.number)
    return Verdict(entry=name, kind=line.kind, reason=line.reason, text=line.text)


def _item(feed: Feed, line: FeedLine) -> FeedItem:
    try:
        body = msgspec.json.decode(line.body, type=dict)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        body = {"unreadable": True}
    return FeedItem(
        feed=feed,
        number=line.number,
        at=from_microseconds(line.at),
        kind=line.kind,
        subject=line.subject,
        body=body,
    )
