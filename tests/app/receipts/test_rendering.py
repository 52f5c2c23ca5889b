"""From a recorded case to paper and back: what the codes prove, whose card fits, names as themselves, 试用."""

import pypdfium2
import pytest

from app.cases.model import CaseAct
from app.receipts.facts import material_lines
from app.receipts.model import Proof
from app.receipts.qr import matches_holder, materials_digest, read_proof
from app.receipts.read_codes import proof_texts
from app.receipts.verify import Judgement, Verdict, verify
from app.receipts.wording import Wording
from tests.app.receipts.desks import act, case_of, enrol, paper, recorded
from tests.make import CLAIM, POINT, Desk, items, person


def judged(desk: Desk, pdf: bytes) -> Judgement:
    return verify(pdf, desk.program.key_ring())


def proof_on(pdf: bytes) -> Proof:
    [text] = proof_texts(pdf)
    return read_proof(text).proof


def test_a_printed_paper_is_judged_valid_by_the_desks_own_ring(desk: Desk) -> None:
    result = recorded(desk)
    for copy_number in (1, 2):
        judgement = judged(desk, desk.program.papers.copy(result.case_no).pdf)
        assert judgement.verdict is Verdict.VALID
        proof = judgement.proof
        assert proof is not None
        assert (proof.case_no, proof.receipt_no) == (result.case_no, result.receipt_no)
        assert (proof.copy_number, proof.point, proof.device) == (copy_number, POINT, desk.program.device)


def test_the_proof_says_what_the_case_says(desk: Desk, wording: Wording) -> None:
    case = case_of(desk, recorded(desk).case_no)
    proof = proof_on(desk.program.papers.copy(case.case_no).pdf)
    assert (proof.item_code, proof.item_version) == (case.item, str(case.item_version))
    assert (proof.received_at, proof.accepted_at, proof.due_on) == (case.received_at, case.accepted_at, case.due_on)
    assert (proof.stream, proof.number, proof.token) == ("desk", case.last.number, case.token)
    assert proof.materials_digest == materials_digest(material_lines(case, items()[CLAIM], wording))


def test_the_holders_card_fits_the_paper_and_no_other_does(desk: Desk) -> None:
    number = recorded(desk, applicant=person(id_no="220521194802290002")).case_no
    proof = proof_on(desk.program.papers.copy(number).pdf)
    assert matches_holder(proof, "220521194802290002")
    assert not matches_holder(proof, "220502196706159995")


def test_two_papers_of_one_holder_show_different_digests(desk: Desk) -> None:
    papers = [desk.program.papers.copy(recorded(desk, applicant=person()).case_no).pdf for _ in range(2)]
    first, second = map(proof_on, papers)
    assert first.holder_salt != second.holder_salt
    assert first.holder_digest != second.holder_digest


def test_a_paper_changed_by_one_character_is_altered(desk: Desk) -> None:
    [text] = proof_texts(desk.program.papers.copy(recorded(desk).case_no).pdf)
    place = len(text) // 2
    changed = text[:place] + ("0" if text[place] != "0" else "1") + text[place + 1 :]
    assert verify(changed, desk.program.key_ring()).verdict is Verdict.ALTERED


def test_a_previews_page_proves_nothing(desk: Desk) -> None:
    case = case_of(desk, recorded(desk).case_no)
    assert judged(desk, desk.program.papers.preview(case)).verdict is Verdict.UNKNOWN


def test_papers_say_trial_until_the_desk_is_enrolled(desk: Desk) -> None:
    before = desk.program.papers.copy(recorded(desk).case_no).pdf
    assert proof_on(before).trial
    number = recorded(desk).case_no
    assert "试用：" in paper(desk, number)
    point = enrol(desk)
    text = paper(desk, recorded(desk).case_no)
    assert "试用" not in text
    assert point.name in text
    assert point.phone in text
    assert not proof_on(desk.program.papers.copy(number).pdf).trial


def test_rare_names_go_from_the_counter_to_paper_as_themselves(desk: Desk) -> None:
    agent = {
        "name": "김영희（金英姬）",
        "id_type": "111",
        "id_no": "220502196706159995",
        "phone": None,
        "relation": "儿媳",
    }
    number = recorded(desk, applicant=person(name="刘𬘘䶮㐀𠀀"), agent=agent).case_no
    text = paper(desk, number)
    assert "刘𬘘䶮㐀𠀀：" in text
    assert "김영희（金英姬）（儿媳）" in text


def test_numbers_are_masked_on_paper(desk: Desk) -> None:
    text = paper(desk, recorded(desk, applicant=person()).case_no)
    assert "220521********0002" in text
    assert "138****0001" in text
    assert "19480229" not in text
    assert "13843590001" not in text


def test_the_codes_stand_on_the_last_page(desk: Desk) -> None:
    long_reason = "申请人户籍不在本县，应向户籍所在地申请。" * 40
    number = recorded(desk, act="decline", reason=long_reason).case_no
    copy = desk.program.papers.copy(number)
    assert copy.pages == 2
    assert judged(desk, copy.pdf).verdict is Verdict.VALID
    with pypdfium2.PdfDocument(copy.pdf) as document:
        assert len(document) == copy.pages


@pytest.mark.parametrize("what", [CaseAct.ACCEPT, CaseAct.DECLINE])
def test_the_paper_of_a_later_act_carries_that_acts_entry(desk: Desk, what: CaseAct) -> None:
    number = recorded(desk, act="receive").case_no
    act(desk, number, what, reason="不符合条件" if what is CaseAct.DECLINE else None)
    proof = proof_on(desk.program.papers.copy(number).pdf)
    assert proof.number == case_of(desk, number).last.number
