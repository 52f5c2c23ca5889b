"""原件留存: kept, found again, handed back against a signature, and never forgotten when the applicant leaves."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from app.cases.model import Case, CaseAct, CaseState, changed
from app.cases.originals import originals_here
from app.cases.tasks import TaskKind
from app.errors import Refused
from app.receipts.model import DocumentKind
from app.verify import verify_desk
from tests import make


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[make.Desk]:
    with make.signed_in(tmp_path / "desk") as made:
        yield made


def kept(desk: make.Desk, count: int = 1, act: str = "receive") -> Case:
    """A case that keeps originals."""
    line = make.line(make.CLAIM, act)
    for material in line["materials"][:count]:
        material |= {"form": "original", "kept": True}
    case = desk.program.cases.record(line).case
    assert case is not None
    return case


def back(desk: make.Desk, case: Case, **said: Any) -> Case:
    body = {"details": {"handing_back": said}} if said else None
    done = desk.program.cases.act(case.case_no, CaseAct.HAND_BACK, body=body).case
    assert done is not None
    return done


def todo(desk: make.Desk) -> list[TaskKind]:
    return [task.kind for task in desk.program.lists.todo() if task.kind is TaskKind.ORIGINALS]


def test_all_originals_go_back_with_a_list_and_the_case_stands_where_it_stood(desk: make.Desk) -> None:
    case = kept(desk, 2)
    done = back(desk, case)
    assert originals_here(done) == ()
    (one,) = done.life.handed_back
    assert (one.materials, one.receiver, one.relation) == (originals_here(case), case.applicant.name, "self")
    assert (done.state, done.reason) == (case.state, case.reason)
    assert done.documents[-1].kind is DocumentKind.ORIGINALS
    assert verify_desk(desk.program)["findings"] == []


def test_one_goes_back_to_somebody_with_a_right_to_it_and_the_other_stays(desk: make.Desk) -> None:
    case = kept(desk, 2)
    first, second = originals_here(case)
    son = {"receiver": "张小北", "relation": "子女", "authority": "授权委托书", "signed": "fingerprint"}
    done = back(desk, case, materials=[first], **son)
    assert originals_here(done) == (second,)
    assert originals_here(back(desk, done)) == ()


@pytest.mark.parametrize(
    ("said", "code"),
    [
        ({"materials": ["nobody"]}, "original_not_here"),
        ({"receiver": "张小北"}, "receiver_relation"),
        ({"relation": "子女"}, "receiver_missing"),
        ({"relation": "子女", "receiver": "张小北"}, "receiver_authority"),
    ],
)
def test_what_cannot_be_handed_back_is_refused(desk: make.Desk, said: dict[str, Any], code: str) -> None:
    case = kept(desk)
    with pytest.raises(Refused) as refused:
        back(desk, case, **said)
    assert refused.value.code == code


def test_nothing_goes_back_that_was_only_seen(desk: make.Desk) -> None:
    case = desk.program.cases.record(make.line(make.UNEMPLOYED, "receive")).case
    assert case is not None
    with pytest.raises(Refused) as refused:
        back(desk, case)
    assert refused.value.code == "originals_none"


@pytest.mark.parametrize("act", [CaseAct.WITHDRAW, CaseAct.VOID, CaseAct.DECLINE])
def test_leaving_reminds_of_originals_and_they_wait_in_the_list_until_they_are_back(
    desk: make.Desk, act: CaseAct
) -> None:
    case = kept(desk)
    assert todo(desk) == []
    done = desk.program.cases.act(case.case_no, act, reason="不办了")
    assert [one.code for one in done.warnings if one.code == "originals_here"] == ["originals_here"]
    assert todo(desk) == [TaskKind.ORIGINALS]
    assert desk.program.lists.todo_counts()[TaskKind.ORIGINALS] == 1
    back(desk, case)
    assert todo(desk) == []
    assert TaskKind.ORIGINALS not in desk.program.lists.todo_counts()


def test_they_go_back_after_the_result_was_handed_out_too(desk: make.Desk) -> None:
    case = kept(desk, act="accept")
    with desk.program.store.writing() as rows:
        rows.cases.save(changed(case, {"state": CaseState.DELIVERED.value}))
    assert todo(desk) == [TaskKind.ORIGINALS]
    assert back(desk, case).state is CaseState.DELIVERED
    assert todo(desk) == []
