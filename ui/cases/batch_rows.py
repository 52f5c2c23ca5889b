"""Where the papers of a case are, by the lists on which they went up, as labels and values. No Qt."""

from collections.abc import Iterable

from app.helping.model import Batch, BatchState
from ui.intake.rows import short_day
from ui.language import _


def batch_facts(batches: Iterable[Batch], case_no: str) -> list[tuple[str, str]]:
    """One for each list, the newest first."""
    return [(_("材料去向"), _where(batch, case_no)) for batch in batches]


def _where(batch: Batch, case_no: str) -> str:
    number, given = batch.number, batch.given
    if batch.state is BatchState.OPEN or given is None:
        return _("已列入清单 {number}，还没有交出").format(number=number)
    went = _("{day}交{place}").format(day=short_day(given.at), place=batch.to_place)
    said = _("{went}，{came}（清单 {number}）").format(went=went, came=_came(batch, case_no), number=number)
    troubled = case_no in batch.missing or case_no in batch.lacking
    return f"{said}　{batch.settlement.words}" if batch.settlement and troubled else said


def _came(batch: Batch, case_no: str) -> str:
    taken = batch.taken
    if taken is None:
        return _("还没有接收")
    if case_no in batch.missing:
        return _("{who} {day}接收时缺这一件").format(who=taken.name, day=short_day(taken.at))
    receipt = next(one for one in batch.arrivals if case_no in one.scanned)
    said = _("{who} {day}接收").format(who=receipt.name, day=short_day(receipt.at))
    lacking = batch.lacking.get(case_no)
    return _("{receipt}，不齐：{what}").format(receipt=said, what=lacking) if lacking else said
