"""A village's week of 帮代办 for screens: 代办员, visits, and batches in every state."""

from datetime import date

from app.helping.model import Batch, Level
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
