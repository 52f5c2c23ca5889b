"""What came of today's visits, and which items were asked about, as texts. No Qt."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

from app.catalogue.model import ItemCode
from app.tickets.board import Enquiries
from app.tickets.model import Outcome, Ticket
from ui.language import _
from ui.widgets.rows import Cell, Column, Row
from ui.widgets.tally import Figure
from ui.workbench.rows import outcomes


def outcome_words() -> dict[Outcome, str]:
    """What came of a visit."""
    return {**dict(outcomes()), Outcome.TRANSFER: _("转窗口")}


def outcome_figures(tickets: Iterable[Ticket]) -> list[Figure]:
    """How many visits came to what."""
    counts = Counter(ticket.outcome for ticket in tickets)
    return [Figure(number=str(counts[outcome]), word=word) for outcome, word in outcomes()]


def asked_columns() -> tuple[Column, ...]:
    """The head row."""
    words = outcome_words()
    return (
        Column(title=_("事项")),
        Column(title=words[Outcome.ENQUIRY], width=120, align="right"),
        Column(title=words[Outcome.INCOMPLETE], width=120, align="right"),
        Column(title=_("合计"), width=120, align="right"),
    )


def asked_rows(asked: Sequence[Enquiries], names: Mapping[ItemCode, str]) -> list[Row]:
    """The item asked about most first; what names no item last."""
    order = sorted(asked, key=lambda one: (one.item is None, -_whole(one), one.item or ""))
    return [_row(one, names) for one in order]


def asked_count(asked: Iterable[Enquiries]) -> int:
    """How many visits came to no case."""
    return sum(map(_whole, asked))


def _row(one: Enquiries, names: Mapping[ItemCode, str]) -> Row:
    item = _("（没有记事项）") if one.item is None else names.get(one.item, one.item)
    numbers = (one.enquiries, one.incomplete, _whole(one))
    words = outcome_words()
    counted = f"{words[Outcome.ENQUIRY]} {one.enquiries}", f"{words[Outcome.INCOMPLETE]} {one.incomplete}"
    return Row(
        key=one.item or "",
        cells=(Cell(item, hint=item), *(Cell(str(number), order=number) for number in numbers)),
        said=" ".join((item, *counted)),
    )


def _whole(one: Enquiries) -> int:
    return one.enquiries + one.incomplete
