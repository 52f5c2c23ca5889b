"""原件留存: which originals of a case lie here, and how they go back against a signature (domain.md, 3.4)."""

from datetime import datetime
from typing import Any

from app.cases.details import SELF, HandingBack
from app.cases.life import HandedBack, Life, life_to_json
from app.cases.model import Case, CaseAct
from app.cases.receivers import receiver_of
from app.errors import Refused

LEAVING = frozenset({CaseAct.DECLINE, CaseAct.WITHDRAW, CaseAct.LAPSE, CaseAct.VOID, CaseAct.DELIVER})
"""Acts after which nothing is left to come back for."""


def originals_here(case: Case) -> tuple[str, ...]:
    """The codes of the materials whose originals were kept and not handed back yet, in the case's order."""
    back = {code for one in case.life.handed_back for code in one.materials}
    return tuple(given.code for given in case.materials if given.kept and given.code not in back)


def handed_back(case: Case, asked: HandingBack | None, at: datetime) -> dict[str, Any]:
    """退还原件: those that are named, else all that are here, to the applicant or to somebody with a right to them.

    Raises Refused: originals_none, original_not_here, receiver_missing, receiver_relation, receiver_authority.
    """
    here, asked = originals_here(case), asked or HandingBack()
    if not here:
        raise Refused("originals_none", "act")
    for code in asked.materials:
        if code not in here:
            raise Refused("original_not_here", "details.handing_back.materials", code=code)
    receiver = receiver_of(case, asked.receiver, asked.relation, asked.authority, "details.handing_back")
    done = HandedBack(
        materials=tuple(code for code in here if code in asked.materials or not asked.materials),
        at=at,
        receiver=receiver,
        relation=asked.relation,
        authority=None if asked.relation == SELF else asked.authority,
        signed=asked.signed,
    )
    return life_to_json(Life(handed_back=(*case.life.handed_back, done)))
