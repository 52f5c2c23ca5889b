"""以市级为准: what this desk did and central returned falls away, because the case had gone on there without it."""

from app.cases.model import ACTED, BEGINNING, Case, CaseAct, Document
from app.errors import Refused
from app.storage.desk import Desk
from app.sync.model import Verdict, VerdictKind

_MENDING = frozenset({CaseAct.CORRECT, CaseAct.VOID, CaseAct.GIVE_WAY})

_ENDING = frozenset({CaseAct.WITHDRAW, CaseAct.LAPSE})
"""Acts at a window that end a case, and that a correction does not bring back once central has returned them."""


def undone(desk: Desk, case: Case) -> list[Document]:
    """The papers of this desk's acts that were to end the case and came back: a correction goes on with the case."""
    entries = desk.journal.of_subject(case.id)
    told = desk.sync.told(case.id, [entry.name for entry in entries])
    back = {word.entry for _, word in told if isinstance(word, Verdict) and word.kind is VerdictKind.RETURNED}
    acts = [entry for entry in entries if entry.name in back and entry.kind == ACTED and entry.payload is not None]
    moments = {entry.at for entry in acts if CaseAct(entry.body()["act"]) in _ENDING}
    return [paper for paper in case.documents if paper.issued_at in moments]


def given_up(desk: Desk, case: Case) -> list[Document]:
    """The papers of the acts that fall away: those that came back, and what this desk did behind them.

    Raises Refused: give_way_nothing where no act of this desk came back, or that is settled already; give_way_first
    where the case itself came back, so that central has none in its place.
    """
    entries = desk.journal.of_subject(case.id)
    told = desk.sync.told(case.id, [entry.name for entry in entries])
    verdicts = {word.entry: word.kind for _, word in told if isinstance(word, Verdict)}
    back = [entry for entry in entries if verdicts.get(entry.name) is VerdictKind.RETURNED]
    acts = [entry for entry in entries if entry.kind == ACTED and entry.payload is not None]
    mended = max((entry.name.number for entry in acts if CaseAct(entry.body()["act"]) in _MENDING), default=0)
    if not back or back[-1].name.number < mended:
        raise Refused("give_way_nothing", "act")
    if back[0].kind in BEGINNING:
        raise Refused("give_way_first", "act")
    since = max((back[0].name.number, mended))
    moments = {entry.at for entry in acts if entry.name.number >= since}
    return [paper for paper in case.documents if paper.issued_at in moments]
