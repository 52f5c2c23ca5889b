"""A theme is recorded whole or not at all: each case its own, all under one joint number."""

from datetime import date

import pytest

from app.applicants.checks import Caution
from app.applicants.model import Identity, IdType
from app.cases.model import CaseAct, CaseState
from app.errors import NotFound, Refused
from app.receipts.model import DocumentKind
from app.themes.holders import holders
from app.themes.joint_numbers import read_joint_number
from app.themes.split import split
from app.themes.standing import Standing
from app.verify import verify_desk
from tests.app.receipts.pages import text_of
from tests.make import THEMES, Desk, form, line, signed_in, theme_line


@pytest.fixture
def desk(tmp_path):
    with signed_in(tmp_path / "desk") as made:
        yield made


@pytest.mark.parametrize("chosen", [True, False])
@pytest.mark.parametrize("theme", THEMES)
def test_each_theme_is_recorded_as_a_case_for_each_of_its_items(desk: Desk, theme, chosen):
    given = theme_line(theme, chosen=chosen)
    assert desk.program.cases.check(given, CaseAct.ACCEPT) == []

    done = desk.program.cases.record(given, action=desk.action())

    parts = [part for part in form(theme).parts if chosen or part.only_when is None]
    cases = [desk.program.cases.get(one.case_no) for one in done.cases]
    assert [case.item for case in cases] == [part.item for part in parts]
    assert len({case.case_no for case in cases} | {case.token for case in cases}) == 2 * len(cases)
    assert {case.life.joint.no for case in cases} == {done.joint}
    assert {case.life.joint.count for case in cases} == {len(cases)}
    assert read_joint_number(done.joint) == done.joint
    assert done.case_no == cases[0].case_no
    assert all(case.documents for case in cases)
    assert [row.joint.no for row in desk.program.lists.search(done.joint)] == [done.joint] * len(cases)


def test_a_case_that_is_refused_keeps_all_from_being_written(desk: Desk, monkeypatch):
    given = theme_line("newborn")
    given["answers"]["born_on"] = "2099-01-01"
    before = desk.entries()

    with pytest.raises(Refused) as refused:
        desk.program.cases.record(given, action=desk.action())

    assert refused.value.field == "answers.born_on"
    assert desk.entries() == before
    assert desk.program.lists.received_today() == []


def test_a_case_that_fails_after_others_were_written_takes_them_back(desk: Desk, monkeypatch):
    """Promises are looked at when a case is recorded, not when the form is checked."""
    from app.cases import joining

    recorded, entries = joining.record, desk.entries()

    def third_fails(*args, **kwargs):
        if kwargs["joint"] and desk.program.store and third_fails.turn == 2:
            raise Refused("promise_broken_before", "details.conditions", case_no="1")
        third_fails.turn += 1
        return recorded(*args, **kwargs)

    third_fails.turn = 0
    monkeypatch.setattr(joining, "record", third_fails)
    with pytest.raises(Refused):
        desk.program.cases.record(theme_line("newborn"), action=desk.action())
    assert desk.entries() == entries
    monkeypatch.undo()
    done = desk.program.cases.record(theme_line("newborn"), action=desk.action())
    assert done.joint.endswith(done.case_no[-5:-1] + done.joint[-1])  # both serials begin anew: none was used up


def test_the_same_action_again_gives_the_same_cases(desk: Desk):
    given, action = theme_line("small_shop"), desk.action()
    first = desk.program.cases.record(given, action=action)
    entries = desk.entries()

    again = desk.program.cases.record(given, action=action)

    assert again.repeated
    assert again.joint == first.joint
    assert [one.case_no for one in again.cases] == [one.case_no for one in first.cases]
    assert [one.receipt_no for one in again.cases] == [one.receipt_no for one in first.cases]
    assert desk.entries() == entries


def test_the_case_whose_item_the_person_has_open_is_warned_of_by_itself(desk: Desk):
    alone = dict(split(form("newborn"), theme_line("newborn"))[1].line)
    desk.program.cases.record({**alone, "act": "receive"}, action=desk.action())

    done = desk.program.cases.record(theme_line("newborn"), action=desk.action())

    again = Caution(code="case_same_again", field="item")
    assert again in done.warnings
    assert [again in one.warnings for one in done.cases] == [False, True, False, False]


def test_each_item_is_about_its_own_person_once_their_number_is_good():
    line = theme_line("newborn")
    parent = Identity(IdType.RESIDENT, line["applicant"]["id_no"])
    parts, today = form("newborn").parts, date(2026, 11, 23)
    found = dict(holders(form("newborn"), line, today))
    child = Identity(IdType.BIRTH_CERTIFICATE, line["answers"]["birth_cert_no"])
    assert [found[part.item] for part in parts] == [child if part.subject else parent for part in parts]

    line["applicant"]["id_no"] = "2205211948"
    del line["answers"]["birth_cert_no"]
    assert holders(form("newborn"), line, today) == ()


def test_an_item_that_is_not_chosen_is_about_nobody():
    chosen = holders(form("bereavement"), theme_line("bereavement", chosen=False), date(2026, 11, 23))
    assert [item for item, _ in chosen] == [part.item for part in form("bereavement").parts if not part.only_when]


def test_every_trouble_stands_where_the_form_asks(desk: Desk):
    given = theme_line("bereavement")
    given["answers"].update(deceased_id_no="220521194802290001", account="12")
    given["materials"] = [one for one in given["materials"] if one["code"] not in ("applicant_id", "joint_form")]

    errors = desk.program.cases.check(given, CaseAct.ACCEPT)
    found = {error.field: error.code for error in errors}

    named = {error.values.get("name") or error.values.get("label") for error in errors}
    assert {"公民身后一件事联办申请表", "申请人居民身份证", "申请人银行账号"} <= named
    assert found.keys() == {
        "answers.deceased_id_no",
        "answers.account",
        "materials.applicant_id",
        "materials.joint_form",
    }


def test_what_only_a_chosen_item_wants_is_missing_at_the_shared_question(desk: Desk):
    given = theme_line("bereavement", chosen=False)
    given["answers"]["with_funeral"] = True
    given["answers"].pop("bank", None)

    found = {error.field for error in desk.program.cases.check(given, CaseAct.ACCEPT)}

    assert {"answers.bank", "answers.funeral_cremated_on", "materials.funeral_cremation_proof"} <= found


def test_an_unknown_answer_or_material_is_refused(desk: Desk):
    given = theme_line("retirement")
    given["answers"]["shoe_size"] = "43"
    given["materials"].append({"code": "shoe", "form": "original", "count": 1, "file": None})
    found = {error.field: error.code for error in desk.program.cases.check(given, CaseAct.ACCEPT)}
    place = len(given["materials"]) - 1
    assert found == {"answers.shoe_size": "answer_unknown", f"materials.{place}.code": "material_unknown"}


@pytest.mark.parametrize(
    ("change", "code", "field"),
    [
        ({"theme": "nothing"}, "theme_unknown", "theme"),
        ({"item": "x"}, "theme_and_item", "item"),
        ({"act": "supplement"}, "theme_act_single", "act"),
        ({"act": "decline", "reason": "x"}, "theme_act_single", "act"),
        ({"details": {"replaces": "1"}}, "theme_key_single", "details.replaces"),
        ({"materials": {}}, "line_not_list", "materials"),
        ({"applicant": None}, "applicant_not_object", "applicant"),
    ],
)
def test_a_line_that_is_no_theme_is_refused(desk: Desk, change, code, field):
    with pytest.raises((Refused, NotFound)) as refused:
        desk.program.cases.record({**theme_line("newborn"), **change}, action=desk.action())
    assert (refused.value.code, refused.value.field) == (code, field)
    assert desk.program.lists.received_today() == []


def test_a_point_that_only_forwards_an_item_takes_that_case_in(desk: Desk):
    done = desk.program.cases.record(theme_line("house_transfer"), action=desk.action())
    assert {one.state for one in done.cases} == {CaseState.FORWARDED}
    done = desk.program.cases.record(theme_line("newborn"), action=desk.action())
    assert [one.state for one in done.cases] == [
        *(CaseState.CONCLUDED, CaseState.FORWARDED, CaseState.ACCEPTED, CaseState.ACCEPTED)
    ]


def test_the_subject_of_a_case_is_who_the_theme_is_about(desk: Desk):
    given = theme_line("newborn")
    done = desk.program.cases.record(given, action=desk.action())
    birth, household, *_ = (desk.program.cases.get(one.case_no) for one in done.cases)
    assert birth.applicant.name == given["applicant"]["name"]
    assert household.applicant.name == given["answers"]["baby_name"]
    assert household.agent.name == given["applicant"]["name"]
    assert household.agent.relation == "监护人"


def test_the_whole_ends_when_each_case_has_ended_and_one_may_fail_alone(desk: Desk):
    cases = desk.program.cases
    done = cases.record(theme_line("flexible_work", "receive"), action=desk.action())
    numbers = [one.case_no for one in done.cases]
    standing = lambda: desk.program.themes.together(done.joint).standing  # noqa: E731
    assert standing() is Standing.OPEN
    cases.act(numbers[0], CaseAct.DECLINE, reason="不符合条件")
    assert standing() is Standing.OPEN
    for number in numbers[1:-1]:
        cases.act(number, CaseAct.WITHDRAW, reason="不办了")
    assert standing() is Standing.OPEN
    cases.act(numbers[-1], CaseAct.VOID, reason="录错")
    assert standing() is Standing.ENDED


def test_a_case_in_the_place_of_another_belongs_to_the_same_theme(desk: Desk):
    cases = desk.program.cases
    done = cases.record(theme_line("flexible_work"), action=desk.action())
    number = done.cases[0].case_no
    wrong = cases.get(number)
    right = line("07", reason="事项录错", details={"replaces": number})
    replaced = cases.record(right, action=desk.action())
    together = desk.program.themes.together(done.joint)
    assert replaced.case_no in {case.case_no for case in together.cases}
    assert cases.get(replaced.case_no).life.joint == wrong.life.joint


def test_the_visitor_has_all_the_cases(desk: Desk):
    number = desk.program.tickets.take("A", desk.action()).number
    done = desk.program.intake.record(theme_line("retirement", ticket=number), action=desk.action())
    assert set(desk.program.tickets.find(number).cases) == {one.id for one in done.cases}


def test_the_desk_verifies_after_a_theme(desk: Desk):
    desk.program.cases.record(theme_line("house_transfer"), action=desk.action())
    assert verify_desk(desk.program)["findings"] == []


def test_the_first_case_brings_the_list_of_all_and_each_its_own_papers(desk: Desk):
    done = desk.program.cases.record(theme_line("newborn"), action=desk.action())
    papers = [[paper.kind.value for paper in desk.program.cases.get(one.case_no).documents] for one in done.cases]
    assert papers == [["joint", "acceptance"], ["received"], ["acceptance"], ["acceptance"]]

    copy = desk.program.papers.copy(done.case_no, DocumentKind.JOINT)
    text = text_of(copy.pdf)

    assert copy.pages == 1
    for one in done.cases:
        assert one.case_no in text
    for wanted in (done.joint, "已当场办结", "转送公安派出所", "联网后办结", "通化县医疗保障局", "新生儿出生一件事"):
        assert wanted in text
    assert "联办编号" in text_of(desk.program.papers.copy(done.cases[1].case_no).pdf)


def test_a_reprint_of_the_list_says_what_the_original_says(desk: Desk):
    done = desk.program.cases.record(theme_line("flexible_work", "receive"), action=desk.action())
    desk.program.cases.act(done.cases[1].case_no, CaseAct.DECLINE, reason="不符合条件")
    text = text_of(desk.program.papers.copy(done.case_no, DocumentKind.JOINT).pdf)
    assert text.count("已收件，待受理") == len(done.cases)


def test_the_list_is_found_and_printed_again_from_every_case_of_the_theme(desk: Desk):
    done = desk.program.cases.record(theme_line("newborn"), action=desk.action())
    papers = desk.program.papers
    first, *others = [desk.program.cases.get(one.case_no) for one in done.cases]
    (listed,) = [paper for paper in papers.of_case(first) if paper.kind is DocumentKind.JOINT]
    for other in others:
        assert papers.of_case(other)[0].receipt_no == listed.receipt_no
        copy = papers.copy(other.case_no, DocumentKind.JOINT)
        assert copy.receipt.receipt_no == listed.receipt_no
        assert first.case_no in text_of(copy.pdf)
        assert first.case_no in text_of(papers.preview(other, first.documents[0]))
    assert papers.copy(others[0].case_no).receipt.kind is not DocumentKind.JOINT
    assert papers.copy(first.case_no, DocumentKind.JOINT).copy_number == len(others) + 1


def test_of_a_void_case_the_list_says_so(desk: Desk):
    done = desk.program.cases.record(theme_line("flexible_work", "receive"), action=desk.action())
    desk.program.cases.act(done.cases[1].case_no, CaseAct.VOID, reason="录错了")
    text = text_of(desk.program.papers.copy(done.case_no, DocumentKind.JOINT).pdf)
    assert (text.count("已作废"), text.count("已收件，待受理")) == (1, len(done.cases) - 1)


def test_a_list_whose_own_case_is_void_is_not_printed_again_from_any_case(desk: Desk):
    done = desk.program.cases.record(theme_line("flexible_work", "receive"), action=desk.action())
    papers = desk.program.papers
    waiting = papers.ask(done.case_no, DocumentKind.JOINT)
    desk.program.cases.act(done.case_no, CaseAct.VOID, reason="录错了")
    for one in done.cases:
        with pytest.raises((Refused, NotFound)) as refused:
            papers.copy(one.case_no, DocumentKind.JOINT)
        assert refused.value.code == ("receipt_void" if one.case_no == done.case_no else "receipt_unknown")
    with pytest.raises(Refused):
        papers.render_job(waiting)
    assert DocumentKind.JOINT not in {one.kind for one in papers.of_case(desk.program.cases.get(done.cases[1].case_no))}


@pytest.mark.parametrize("place", [0, 2])
def test_a_case_in_the_place_of_another_brings_a_new_list_and_the_old_one_stands_no_more(desk: Desk, place):
    given = theme_line("flexible_work", "receive")
    done = desk.program.cases.record(given, action=desk.action())
    child = split(form("flexible_work"), given)[place]
    instead = {**child.line, "act": "receive", "details": {"replaces": done.cases[place].case_no}, "reason": "录错了"}
    desk.clock.move(60)
    assert "收件凭证" in text_of(desk.program.preview(instead))
    new = desk.program.cases.record(instead, action=desk.action())

    papers = desk.program.papers
    copies = [papers.copy(one.case_no, DocumentKind.JOINT) for one in (*done.cases, new) if one.case_no]
    assert {copy.receipt.receipt_no for copy in copies} == {copies[-1].receipt.receipt_no}
    text = text_of(copies[-1].pdf).replace(done.joint, "")
    numbers = [one.case_no for one in done.cases]
    assert numbers[place] not in text
    kept = [*numbers[:place], new.case_no, *numbers[place + 1 :]]
    assert sorted(kept, key=text.index) == kept
    old = desk.program.cases.get(done.case_no).documents[0]
    known = papers.known(done.case_no, old.receipt_no)
    assert known is not None
    assert (known.in_force, [case.case_no for case in known.covers]) == (False, numbers)
    assert verify_desk(desk.program)["findings"] == []


def test_the_preview_of_a_theme_is_its_list_and_writes_nothing(desk: Desk):
    before = desk.entries()
    text = text_of(desk.program.preview(theme_line("newborn")))
    assert "一件事受理清单" in text
    assert "出生户口登记" in text
    assert desk.entries() == before
