"""Every desk knows the keys of all points, and asks for no more of them than what changed."""

from pathlib import Path

from app.cases.model import CaseState
from app.receipts.verify import Verdict, verify_text
from app.sync.model import Feed
from tests.sync.by_stick import NOWHERE
from tests.sync.real_central import City, of_desk, record, whole_desk


def test_a_window_of_another_point_verifies_a_paper_with_no_link(city: City, tmp_path: Path) -> None:
    with (
        whole_desk(tmp_path / "issuing", city.url) as issuing,
        whole_desk(tmp_path / "elsewhere", city.url, point="220521100002") as elsewhere,
    ):
        assert issuing.sync.cycle().trouble is None
        assert elsewhere.sync.cycle().trouble is None
        record(issuing, 6)
        case = next(case for case in of_desk(issuing) if case.state is CaseState.ACCEPTED)
        issuing.papers.copy(case.case_no)
        with issuing.store.reading() as store:
            paper = store.receipts.of_case(case.id)[-1].proof
        with elsewhere.store.writing() as store:
            store.sync.keep_address(NOWHERE)
        assert verify_text(paper, elsewhere.key_ring()).verdict is Verdict.VALID


def test_what_is_known_of_keys_is_not_asked_for_again(city: City, tmp_path: Path) -> None:
    with whole_desk(tmp_path / "first", city.url) as first:
        assert first.sync.cycle().trouble is None
        with first.store.reading() as store:
            before = store.sync.cursor(Feed.SHARED)
        assert first.sync.cycle().pulled == 0
        for number in (2, 3):
            with whole_desk(tmp_path / f"desk{number}", city.url, number=number) as other:
                assert other.sync.cycle().trouble is None
        assert first.sync.cycle().pulled == 2, "one sheet for each that came"
        with first.store.reading() as store:
            assert store.sync.cursor(Feed.SHARED) == before + 2
