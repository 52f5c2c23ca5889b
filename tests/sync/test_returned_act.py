"""A correction brings central everything that the returned act had changed, and not only what is mended now."""

from pathlib import Path

from app.cases.model import CaseAct, CaseState
from app.verify import verify_desk
from tests import make
from tests.sync.real_central import comparable, of_desk, serving_city, whole_desk


def test_an_acceptance_that_was_returned_arrives_with_its_correction(tmp_path: Path) -> None:
    """The applicant holds the paper of the first acceptance: its date and number stay theirs."""
    with serving_city(f"sqlite:///{tmp_path}/city.db") as city, whole_desk(tmp_path / "desk", city.url) as desk:
        number = desk.cases.record(make.line(make.CLAIM, "receive", applicant=make.person())).case_no
        assert number is not None
        assert desk.sync.cycle().trouble is None
        city.decide(number, CaseAct.RETURN, "地址不全")
        accepted = desk.cases.act(number, CaseAct.ACCEPT).case  # it does not know of the return yet
        assert accepted is not None
        assert desk.sync.cycle().trouble is None
        assert desk.cases.get(number).state is CaseState.RETURNED
        desk.cases.act(number, CaseAct.CORRECT, body={"applicant": make.person(address="3组15号")}, reason="补全地址")
        report = desk.sync.cycle()
        assert (report.trouble, report.returned) == (None, 0)
        (there,) = city.cases()
        assert there.state is CaseState.ACCEPTED
        assert (there.accepted_at, there.due_on) == (accepted.accepted_at, accepted.due_on)
        assert {paper.receipt_no for paper in accepted.documents} <= {paper.receipt_no for paper in there.documents}
        assert comparable([there]) == comparable(of_desk(desk))
        assert verify_desk(desk)["findings"] == []
