"""A village's week of 帮代办 for screens: 代办员, visits, and batches in every state, other points' among them."""

from dataclasses import replace
from datetime import date, datetime

from app.applicants.names import mask_name
from app.cases.numbers import case_number
from app.clock import local_date
from app.helping.hand_over import received
from app.helping.helping_json import batch_to_json
from app.helping.model import HANDED_OVER, RECEIVED, Arrival, Batch, BatchId, BatchLine, Level
from app.sync.apply import apply_item
from app.sync.model import Feed, FeedItem
from tests.ui.desk import ScreenDesk

VILLAGE = "220521100001"


def fill(desk: ScreenDesk, cases: list[str]) -> list[Batch]:
    """Three 代办员, three visits; an open batch, one under way, one that came in part, one settled."""
    register, over = desk.program.helpers, desk.program.hand_overs
    first = register.add("孙德福", VILLAGE, place="长安社区", phone="13843590002", since=date(2026, 1, 1))
    register.add("李春梅", "220521100201", place="赤柏村", since=date(2026, 3, 1), until=date(2027, 2, 28))
    gone = register.add("崔哲洙", "220521100202", place="繁荣村", since=date(2024, 1, 1))
    register.retire(gone.number, date(2026, 10, 31))
    register.visit(first.number, "王桂兰", "高龄津贴资格认证", id_no="220521194802290002", result="已代为认证")
    register.visit(first.number, "金英姬", "咨询残疾人两项补贴", on=date(2026, 11, 20))
    register.visit(first.number, "刘志国", "收取农机购置补贴材料", on=date(2026, 11, 18), result="材料齐全，已带回")
    made = []
    for begin in range(0, 8, 2):
        made.append(over.open(cases[begin : begin + 2], source=Level.VILLAGE, helper=first.number))
        desk.clock.move(60)
    for batch in made[1:]:
        over.hand_over(batch.id)
    over.receive(made[2].id, [cases[4]], receiver="赵立新")
    over.receive(made[3].id, [cases[6]], receiver="赵立新")
    over.settle(made[3].id, "缺的一件当天补到")
    return [over.get(batch.id) for batch in made]


def received_above(desk: ScreenDesk, batch: Batch, *numbers: str, **lacking: str) -> Batch:
    """The city tells that this came where it was sent, brought in with the next feed."""
    arrival = Arrival(
        name="赵立新",
        at=desk.clock.now(),
        scanned=numbers,
        lacking=tuple((number.removeprefix("no"), words) for number, words in lacking.items()),
    )
    after = received(batch, arrival)
    hear(desk, RECEIVED, after)
    return after


def from_a_village(desk: ScreenDesk, like: Batch) -> Batch:
    """The city tells of a list that a village has handed over to this point."""
    ids = desk.program._around.ids
    lines = tuple(
        BatchLine(
            case_no=case_number(VILLAGE, 1, local_date(desk.clock.now()), serial),
            name=mask_name(line.name),
            item_name=line.item_name,
            papers=line.papers,
            materials=line.materials,
        )
        for serial, line in enumerate(like.lines, 1)
    )
    batch = replace(
        like,
        id=BatchId(ids.new()),
        number=f"J{VILLAGE}01{like.number[15:]}",
        point=VILLAGE,
        device=ids.new(),
        source=Level.VILLAGE,
        target=Level.TOWN,
        from_place="长安社区",
        to_place=desk.program.letterhead().name,
        to_point=desk.program.config.point,
        lines=lines,
        helper=None,
    )
    hear(desk, HANDED_OVER, batch)
    return batch


def hear(desk: ScreenDesk, kind: str, batch: Batch) -> None:
    """An item of the point's feed, kept and applied as a meeting does."""
    program = desk.program
    at: datetime = desk.clock.now()
    with program.store.writing() as store:
        number = store.sync.cursor(Feed.POINT) + 1
        body = {"body": {"batch": batch_to_json(batch)}}
        item = FeedItem(feed=Feed.POINT, number=number, at=at, kind=kind, subject=batch.id, body=body)
        store.sync.keep_feed(Feed.POINT, [item], number, store.journal.head().number)
        changes = apply_item(store, item, program.config.point)
    program.announcer.announce(changes)
