"""What a reviewer did is told on paper at one window, and every other side knows that it has been."""

from collections.abc import Sequence
from datetime import date
from typing import Any

import pytest

from app.cases.model import Case, CaseAct, CaseState
from app.cases.telling import untold
from app.central.particulars import Particulars
from app.errors import Refused
from app.program import Program
from app.receipts.model import DocumentKind
from app.receipts.verify import Verdict, verify_text
from tests import make
from tests.sync.real_central import City, of_desk
from tests.sync.two_windows import ORDERS, act, meet, settled

K = DocumentKind
UNTIL = date(2099, 1, 5)


def decide(city: City, act: CaseAct, text: str | None = "按规定审查", **said: Any) -> Case:
    (case,) = city.cases()
    return city.program.review.decide(case.case_no, act, text, "审批员", Particulars(**said)).case


def ask(city: City, words: str) -> None:
    decide(city, CaseAct.ASK, None, asked={make.LATE: words, "照片": "一张近照"}, until=UNTIL, anyway=True)


def kinds(case: Case) -> list[DocumentKind]:
    return [paper.kind for paper in case.documents]


def notify(desk: Program) -> Case:
    act(desk, CaseAct.NOTIFY)
    (case,) = of_desk(desk)
    return case


def test_the_other_window_knows_that_the_applicant_was_told_and_central_has_the_paper(
    town: tuple[City, Program, Program],
) -> None:
    city, one, other = town
    ask(city, "缺第二页")
    meet((one, other))
    assert [untold(case) for desk in (one, other) for case in of_desk(desk)] == [(K.ASKED,), (K.ASKED,)]
    told = notify(other)
    there = settled(city, (one, other), (1, 0))
    assert there.documents == told.documents
    assert kinds(there) == [K.ACCEPTANCE, K.ASKED]
    with pytest.raises(Refused, match="notify_nothing"):
        act(one, CaseAct.NOTIFY)
    ask(city, "第二页没有盖章")
    meet((one, other))
    assert kinds(notify(one))[-1] is K.ASKED
    there = settled(city, (one, other), (0, 1))
    assert len({paper.receipt_no for paper in there.documents}) == 3


def test_a_result_is_told_and_its_code_is_known_at_the_other_window(town: tuple[City, Program, Program]) -> None:
    city, one, other = town
    decide(city, CaseAct.APPROVE, document="失业登记证", number="通社7号", valid_until=UNTIL, pickup="3号窗口")
    meet((one, other))
    case = notify(one)
    proof = one.papers.copy(case.case_no, K.RESULT).receipt.proof
    meet((one, other))
    judged = verify_text(proof, other.key_ring())
    assert judged.proof is not None
    assert (judged.verdict, judged.proof.kind, judged.proof.case_no) == (Verdict.VALID, K.RESULT, case.case_no)
    assert settled(city, (one, other), (0, 1)).state is CaseState.APPROVED


@pytest.mark.parametrize("order", ORDERS)
def test_two_windows_that_tell_at_once_do_no_harm(town: tuple[City, Program, Program], order: Sequence[int]) -> None:
    city, *desks = town
    decide(city, CaseAct.SUSPEND, procedure="公示", days=7)
    meet(desks)
    for desk in desks:
        notify(desk)
    there = settled(city, desks, order)
    assert (kinds(there).count(K.SUSPENDED), there.state) == (2, CaseState.SUSPENDED)
    assert untold(there) == ()


@pytest.mark.parametrize(
    ("before", "meanwhile", "owed"),
    [
        (CaseAct.ASK, CaseAct.APPROVE, (K.RESULT,)),
        (CaseAct.ASK, CaseAct.REJECT, (K.RESULT,)),
        (CaseAct.ASK, CaseAct.SUSPEND, (K.SUSPENDED,)),
        (CaseAct.TRANSFER_UP, CaseAct.ASK, (K.ASKED,)),
        (CaseAct.TRANSFER, CaseAct.RETURN, (K.NOTICE,)),
        (CaseAct.SUSPEND, CaseAct.RESUME, (K.RESUMED,)),
    ],
)
def test_telling_stands_whatever_central_does_meanwhile_and_that_is_told_next(
    town: tuple[City, Program, Program], before: CaseAct, meanwhile: CaseAct, owed: tuple[DocumentKind, ...]
) -> None:
    city, *desks = town
    said = {"asked": {make.LATE: "缺第二页"}, "until": UNTIL, "anyway": True, "to": "通化市社保局"}
    decide(city, before, procedure="公示", **said)
    meet(desks)
    told = notify(desks[0])
    decide(city, meanwhile, procedure="鉴定", **said)
    there = settled(city, desks, (0, 1))
    assert set(told.documents) <= set(there.documents)
    assert untold(there) == owed
    assert kinds(notify(desks[1]))[-1] is owed[-1]
    settled(city, desks, (1, 0))
