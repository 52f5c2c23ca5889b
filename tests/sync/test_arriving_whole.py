"""What one side did while the other did not know of it arrives whole: with a correction, and with a case told again."""

from pathlib import Path

from app.cases.model import CaseAct, CaseState, case_to_json, changed
from app.ids import DeviceId
from app.sync.effects import after_item
from app.sync.model import Feed, FeedItem, FeedKind
from app.verify import verify_desk
from tests import make
from tests.sync.make import a_case, an_applicant
from tests.sync.real_central import comparable, of_desk, serving_city, whole_desk

DEVICE = DeviceId("01900000-0000-7000-8000-000000000001")


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


def test_a_case_that_central_had_already_brings_what_it_did_with_it_meanwhile() -> None:
    """A desk that records a case once more learns of the pause, the document and what a later check found, not of the
    state alone."""
    promise = {"kind": "informed", "about": ["处于无业状态"], "made_on": "2026-11-23", "due_on": "2027-01-22"}
    here = changed(a_case(DEVICE, 1, 5, an_applicant(5)), {"promises": [promise]})
    (open_promise,) = case_to_json(here)["promises"]
    found = {"settled_on": "2026-12-01", "kept": False, "checked_by": "县人社局 李核查", "finding": "就业状况不实"}
    pause = {"procedure": "入户核查", "reason": "需要", "began_on": "2026-11-24", "ended_on": "2026-11-26"}
    told = {
        **case_to_json(here),
        "central_no": "通审〔2026〕00001号",
        "state": "approved",
        "reason": None,
        "due_on": "2026-12-15",
        "pauses": [pause],
        "promises": [{**open_promise, **found}],
        "outcome": {"name": "失业登记证明", "number": "1号"},
    }
    item = FeedItem(
        feed=Feed.POINT, number=1, at=here.received_at, kind=FeedKind.CASE_TOLD, subject=here.id, body={"case": told}
    )
    after = case_to_json(after_item(here, item))
    for field in ("central_no", "state", "due_on", "pauses", "outcome", "promises"):
        assert after[field] == told[field], field
