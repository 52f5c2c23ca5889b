"""The later acts of a case, each with what it changes, the paper that says so, and what stands against it."""

import json
from datetime import UTC, date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.cases.life import (
    WHOLE,
    Delivered,
    DeliveryMode,
    Life,
    OldPaper,
    Outcome,
    Pause,
    Promise,
    PromiseKind,
    Signed,
    life_from_json,
    life_to_json,
)
from app.cases.model import Case, CaseAct, CaseState
from app.cases.tasks import TaskKind
from app.errors import NotFound, Refused
from app.receipts.model import DocumentKind, PrintState
from tests import make
from tests.app.cases.living import DAY, accepted, acted, kinds, paper
from ui.intake.item_view import view_of

TAKEN = {"mode": "counter", "checked": "核对居民身份证原件", "signed": "fingerprint"}


def test_what_may_follow_is_promised_in_writing_with_a_last_day(desk: make.Desk) -> None:
    case = accepted(desk, materials=make.following())
    assert kinds(case) == [DocumentKind.LATE_PROMISE, DocumentKind.ACCEPTANCE]
    (promise,) = case.life.promises
    assert (promise.kind, promise.about, promise.kept) == (PromiseKind.LATE, (make.LATE,), None)
    assert promise.due_on == case.due_on  # three working days are promised, so no later than that
    assert desk.program.cases.steps(case)[0].act is CaseAct.ACCEPT_LATE
    letter = paper(desk, case, DocumentKind.LATE_PROMISE)
    assert [said for said in ("容缺受理承诺书", "2026年11月26日", "终止办理") if said not in letter] == []
    notice = paper(desk, case, DocumentKind.ACCEPTANCE)
    assert ("容缺受理" in notice, "其余材料容缺后补" in notice, "经审查，申请材料齐全" in notice) == (True, True, False)


def test_the_letter_is_printed_before_the_notice(desk: make.Desk) -> None:
    case = accepted(desk, materials=make.following())
    desk.program.papers.ask_all(case.case_no, kinds(case))
    out = []
    for _ in case.documents:
        before = {paper.kind for paper in desk.program.papers.of_case(case) if paper.state is not PrintState.WAITING}
        assert desk.program.spool.step() is not None
        after = {paper.kind for paper in desk.program.papers.of_case(case) if paper.state is not PrintState.WAITING}
        out += after - before
    assert out == [DocumentKind.LATE_PROMISE, DocumentKind.ACCEPTANCE]
    assert desk.program.spool.step() is None


@pytest.mark.parametrize(
    ("item", "material", "last"),
    [(make.PENSION, "application_form", date(2026, 11, 26)), (make.CLAIM, "application_form", date(2026, 12, 7))],
)
def test_the_letter_names_the_day_that_the_intake_shows(desk: make.Desk, item: str, material: str, last: date) -> None:
    """即办件 have three working days, others their promised limit."""
    rest = [one for one in make.line(item)["materials"] if one["code"] != material]
    late = {"code": material, "form": "later", "count": 1, "file": None}
    case = accepted(desk, item, materials=[*rest, late])
    shown = view_of(desk.program.catalogue, make.items()[item], date(2026, 11, 23))
    assert case.life.promises[0].due_on == shown.later_due == last


@pytest.mark.parametrize("day", ["2026-11-22", "2026-11-27"])
def test_the_last_day_lies_within_the_promised_limit(desk: make.Desk, day: str) -> None:
    with pytest.raises(Refused, match="late_day_refused"):
        accepted(desk, materials=make.following(), details={"late_until": day})


@pytest.mark.parametrize("written", ["20261125", "2026-W48-3", "明天"])
def test_the_last_day_is_written_in_one_way_only(desk: make.Desk, written: str) -> None:
    with pytest.raises(Refused, match=r"detail_day \(details.late_until\)"):
        accepted(desk, materials=make.following(), details={"late_until": written})


def test_a_promise_is_kept_when_its_last_material_comes_in_time(desk: make.Desk) -> None:
    case = accepted(desk, materials=make.following())
    desk.clock.move(2 * DAY)
    done = desk.program.cases.act(case.case_no, CaseAct.ADD_MATERIAL, body={"materials": make.following("original")})
    assert done.case is not None
    (promise,) = done.case.life.promises
    assert (promise.kept, promise.settled_on, done.state) == (True, date(2026, 11, 25), CaseState.ACCEPTED)
    assert kinds(done.case)[-1] is DocumentKind.ADDED
    with pytest.raises(Refused, match="nothing_added"):
        desk.program.cases.act(case.case_no, CaseAct.ADD_MATERIAL)


def test_added_materials_take_no_earlier_one_away_and_another_order_adds_nothing(desk: make.Desk) -> None:
    case = accepted(desk, materials=make.following())
    with pytest.raises(Refused, match="nothing_added"):
        desk.program.cases.act(case.case_no, CaseAct.ADD_MATERIAL, body={"materials": make.following()[::-1]})
    came = {"materials": [{"code": make.LATE, "form": "original", "count": 1, "file": None}]}
    done = desk.program.cases.act(case.case_no, CaseAct.ADD_MATERIAL, body=came).case
    assert done is not None
    assert {given.code for given in done.materials} == {given.code for given in case.materials}
    assert done.life.promises[0].kept is True


def _with_two_to_follow(desk: make.Desk) -> Case:
    materials = [
        {**one, "form": "later"} if one["code"] in ("hardship_proof", "bank_card") else one
        for one in make.line("14")["materials"]
    ]
    case = accepted(desk, "14", materials=materials)
    assert case.life.promises[0].about == ("hardship_proof", "bank_card")
    return case


def _bring(desk: make.Desk, case: Case, *codes: str) -> Case:
    came = [{"code": code, "form": "original", "count": 1, "file": None} for code in codes]
    done = desk.program.cases.act(case.case_no, CaseAct.ADD_MATERIAL, body={"materials": came}).case
    assert done is not None
    return done


def test_of_what_was_promised_only_what_has_not_come_is_still_named(desk: make.Desk) -> None:
    case = _with_two_to_follow(desk)
    proof, card = (make.items()["14"].material(code) for code in ("hardship_proof", "bank_card"))
    assert proof is not None
    assert card is not None
    case = _bring(desk, case, "hardship_proof")
    said = "".join(paper(desk, case, DocumentKind.ADDED).split())
    assert f"尚待补交：{card.name}，" in said
    desk.clock.move(10 * DAY)
    (task,) = (task for task in desk.program.lists.todo() if task.kind is TaskKind.PROMISE)
    assert task.reason == card.name
    desk.clock.move(10 * DAY)
    case = _bring(desk, case, "bank_card")
    assert case.life.promises[0].kept is False
    assert "尚待补交" not in paper(desk, case, DocumentKind.ADDED)


def test_what_is_only_put_off_again_has_not_come(desk: make.Desk) -> None:
    case = accepted(desk, materials=make.following("original"))
    with pytest.raises(Refused, match="nothing_added"):
        desk.program.cases.act(case.case_no, CaseAct.ADD_MATERIAL, body={"materials": make.following("later")})


def test_a_correction_puts_no_material_off_and_settles_what_it_brings(desk: make.Desk) -> None:
    whole = accepted(desk, materials=make.following("original"))
    with pytest.raises(Refused, match="late_by_correction") as refused:
        desk.program.cases.act(whole.case_no, CaseAct.CORRECT, body={"materials": make.following()}, reason="没有带")
    place = [one["code"] for one in make.following()].index(make.LATE)
    assert refused.value.field == f"materials.{place}.form"
    late = accepted(desk, materials=make.following())
    body = {"materials": make.following("original")}
    done = desk.program.cases.act(late.case_no, CaseAct.CORRECT, body=body, reason="其实带了").case
    assert done is not None
    assert done.life.promises[0].kept is True


def test_nothing_is_concluded_while_something_is_to_follow(desk: make.Desk) -> None:
    def birth(form: str) -> list[dict[str, Any]]:
        return [
            {**one, "form": form} if one["code"] == "household_register" else one
            for one in make.line(make.BIRTH)["materials"]
        ]

    case = accepted(desk, make.BIRTH, materials=birth("later"))
    assert case.state is CaseState.ACCEPTED
    with pytest.raises(Refused, match="conclude_late"):
        acted(desk, case, CaseAct.CONCLUDE)
    done = desk.program.cases.act(case.case_no, CaseAct.CONCLUDE, body={"materials": birth("original")}).case
    assert done is not None
    assert (done.state, done.life.promises[0].kept) == (CaseState.CONCLUDED, True)


def test_a_promise_that_is_not_kept_ends_the_case_and_bars_the_next_one(desk: make.Desk) -> None:
    case = accepted(desk, materials=make.following())
    with pytest.raises(Refused, match="lapse_too_early"):
        acted(desk, case, CaseAct.LAPSE, "未补交")
    desk.clock.move(4 * DAY)
    lapsed = acted(desk, case, CaseAct.LAPSE, "未补交")
    assert (lapsed.state, lapsed.life.promises[0].kept) == (CaseState.LAPSED, False)
    notice = paper(desk, case, DocumentKind.LAPSED)
    assert [said for said in ("未补交", "2026年11月26日") if said not in notice] == []
    with pytest.raises(Refused, match="promise_broken_before"):
        accepted(desk, materials=make.following("promised"))


def test_a_broken_promise_is_on_record_behind_however_many_later_cases(desk: make.Desk) -> None:
    broken = accepted(desk, materials=make.following())
    desk.clock.move(4 * DAY)
    acted(desk, broken, CaseAct.LAPSE, "未补交")
    for _ in range(25):
        accepted(desk, make.ELDER)
    with pytest.raises(Refused, match="promise_broken_before"):
        accepted(desk, materials=make.following("promised"))


def test_a_promise_in_place_of_a_proof_is_a_letter_with_what_it_names(desk: make.Desk) -> None:
    case = accepted(desk, materials=make.following("promised"))
    assert kinds(case) == [DocumentKind.INFORMED_PROMISE, DocumentKind.ACCEPTANCE]
    assert desk.program.cases.steps(case)[0].act is CaseAct.ACCEPT_PROMISED
    named = make.items()[make.UNEMPLOYED].material(make.LATE)
    assert named is not None
    assert named.name in paper(desk, case, DocumentKind.INFORMED_PROMISE)


def test_each_kind_of_promise_has_its_letter_whatever_the_acceptance_is(desk: make.Desk) -> None:
    """One on the spot that rests on a promise; and one with something promised and something to follow."""
    birth = [
        {**one, "form": "promised"} if one["code"] == "household_register" else one
        for one in make.line(make.BIRTH)["materials"]
    ]
    done = accepted(desk, make.BIRTH, materials=birth)
    assert (done.state, kinds(done)) == (
        CaseState.CONCLUDED,
        [DocumentKind.INFORMED_PROMISE, DocumentKind.ACCEPTANCE],
    )
    count = len(make.items()[make.UNEMPLOYED].conditions)
    both = accepted(desk, materials=make.following(), details={"conditions": list(range(1, count + 1))})
    assert kinds(both) == [DocumentKind.LATE_PROMISE, DocumentKind.INFORMED_PROMISE, DocumentKind.ACCEPTANCE]


def test_conditions_are_confirmed_one_by_one(desk: make.Desk) -> None:
    count = len(make.items()[make.UNEMPLOYED].conditions)
    with pytest.raises(Refused, match="promise_conditions_open"):
        accepted(desk, details={"conditions": [1]})
    with pytest.raises(Refused, match="promise_not_offered"):
        accepted(desk, make.CLAIM, details={"conditions": [1]})
    case = accepted(desk, details={"conditions": list(range(1, count + 1))})
    letter = paper(desk, case, DocumentKind.INFORMED_PROMISE)
    assert all(f"（{number}）" in letter for number in range(1, count + 1))


def test_a_special_procedure_does_not_count_and_its_end_names_the_new_day(desk: make.Desk) -> None:
    case = accepted(desk)
    assert case.due_on == date(2026, 11, 26)
    with pytest.raises(Refused, match="procedure_missing") as refused:
        acted(desk, case, CaseAct.SUSPEND, "需要入户")
    assert refused.value.values["allowed"]
    suspended = acted(desk, case, CaseAct.SUSPEND, "需要入户", procedure="入户核查", days=5)
    assert suspended.state is CaseState.SUSPENDED
    assert "入户核查" in paper(desk, case, DocumentKind.SUSPENDED)
    desk.clock.move(2 * DAY)
    resumed = acted(desk, case, CaseAct.RESUME)
    assert (resumed.state, resumed.due_on) == (CaseState.ACCEPTED, date(2026, 11, 30))
    assert "2026年11月30日" in paper(desk, case, DocumentKind.RESUMED)


def test_a_case_goes_to_another_body_with_its_reason(desk: make.Desk) -> None:
    case = accepted(desk)
    with pytest.raises(Refused, match="transfer_body_missing"):
        acted(desk, case, CaseAct.TRANSFER, "申请人已迁居")
    moved = acted(desk, case, CaseAct.TRANSFER_UP, "超出权限", to="通化市就业服务局")
    assert (moved.state, moved.life.hand_overs[-1].upward) == (CaseState.ACCEPTED, True)
    assert "转报通化市就业服务局" in paper(desk, case, DocumentKind.TRANSFERRED)
    received = desk.program.cases.record(make.line(make.CLAIM, "receive", applicant=make.person())).case
    assert received is not None
    assert acted(desk, received, CaseAct.TRANSFER, "不属本级", to="通化县社保局").state is CaseState.FORWARDED


def test_what_was_told_to_be_supplemented_is_taken_in_for_another_body(desk: make.Desk) -> None:
    """代收: the point accepts nothing itself, so what comes back goes on as a receipt does."""
    told = accepted(desk, make.HARD, act="supplement", materials=[])
    assert told.state is CaseState.SUPPLEMENT
    desk.clock.move(DAY)
    body = {"materials": make.line(make.HARD)["materials"]}
    done = desk.program.cases.act(told.case_no, CaseAct.RECEIVE, body=body).case
    assert done is not None
    assert (done.state, done.wanted, kinds(done)[-1]) == (CaseState.FORWARDED, {}, DocumentKind.RECEIVED)
    assert "2026年11月24日 09:00" in paper(desk, done, DocumentKind.RECEIVED)
    desk.clock.move(DAY)
    body = {"applicant": make.person(phone="13804350009")}
    again = desk.program.cases.act(done.case_no, CaseAct.CORRECT, body=body, reason="号码录错").case
    assert again is not None
    assert (again.received_at, kinds(again)[-1]) == (told.received_at, DocumentKind.RECEIVED)
    assert "2026年11月24日 09:00" in paper(desk, again, DocumentKind.RECEIVED)
    assert "代为收取" in paper(desk, done, DocumentKind.RECEIVED)
    own = accepted(desk, act="supplement", materials=make.following()[1:])
    with pytest.raises(Refused, match="receive_again"):
        acted(desk, own, CaseAct.RECEIVE)


def test_the_last_day_of_a_supplement_is_one_that_is_worked(desk: make.Desk) -> None:
    desk.clock.move(4 * DAY)  # a Friday, and thirty days later a Sunday
    told = accepted(desk, act="supplement", materials=make.following()[1:])
    assert told.life.answer_until == date(2026, 12, 28)
    assert "2026年12月28日" in paper(desk, told, DocumentKind.SUPPLEMENT)


def test_an_applicant_withdraws_and_nothing_more_is_done(desk: make.Desk) -> None:
    case = accepted(desk)
    withdrawn = acted(desk, case, CaseAct.WITHDRAW, "已在网上办理")
    assert withdrawn.state is CaseState.WITHDRAWN
    assert "已在网上办理" in paper(desk, case, DocumentKind.WITHDRAWN)
    with pytest.raises(Refused, match="case_act_unlawful"):
        acted(desk, case, CaseAct.VOID, "再废")


@pytest.mark.parametrize(
    ("delivery", "refused"),
    [
        (None, "receiver_missing"),
        ({"mode": "counter", "signed": "signature"}, "receiver_unchecked"),
        ({"mode": "counter", "checked": "人证一致"}, "receiver_unsigned"),
        ({**TAKEN, "receiver": "张小北"}, "receiver_relation"),
        ({**TAKEN, "mode": "on_behalf"}, "receiver_relation"),
        ({**TAKEN, "mode": "on_behalf", "relation": "儿子", "receiver": "张小北"}, "receiver_authority"),
        ({**TAKEN, "mode": "on_behalf", "relation": "儿子", "authority": "户口簿"}, "receiver_missing"),
        ({"mode": "post"}, "tracking_missing"),
    ],
)
def test_a_result_goes_only_to_whom_it_belongs(desk: make.Desk, delivery: dict[str, Any] | None, refused: str) -> None:
    case = accepted(desk, make.ELDER)
    with pytest.raises(Refused, match=refused):
        acted(desk, case, CaseAct.DELIVER, delivery=delivery)


def test_a_delivered_result_has_its_proof(desk: make.Desk) -> None:
    case = accepted(desk, make.ELDER)
    son = {**TAKEN, "mode": "on_behalf", "relation": "儿子", "receiver": "张小北", "authority": "户口簿"}
    done = acted(desk, case, CaseAct.DELIVER, delivery=son)
    assert done.state is CaseState.DELIVERED
    assert done.life.delivered is not None
    assert done.life.delivered.mode is DeliveryMode.ON_BEHALF
    proof = paper(desk, case, DocumentKind.DELIVERED)
    assert [said for said in ("送达回证", "张小北", "户口簿", "按手印", "代领") if said not in proof] == []


def test_a_corrected_acceptance_is_replaced_by_one_that_cites_it(desk: make.Desk) -> None:
    case = accepted(desk)
    old = case.documents[-1]
    body = {"applicant": make.person(phone="13900000000"), "details": {"taken_back": True}}
    done = desk.program.cases.act(case.case_no, CaseAct.CORRECT, body=body, reason="电话录错").case
    assert done is not None
    assert kinds(done)[-2:] == [DocumentKind.CORRECTED, DocumentKind.ACCEPTANCE]
    assert (done.received_at, done.accepted_at, done.due_on, done.case_no) == (
        case.received_at,
        case.accepted_at,
        case.due_on,
        case.case_no,
    )
    assert [(paper.receipt_no, paper.taken_back) for paper in done.life.old_papers] == [(old.receipt_no, True)]
    notice = paper(desk, case, DocumentKind.CORRECTED)
    assert [said for said in (old.receipt_no, "电话录错", "已收回") if said not in notice] == []
    states = {paper.receipt_no: paper.state for paper in desk.program.papers.of_case(done)}
    assert states[old.receipt_no] is PrintState.VOID


def test_a_correction_that_changes_nothing_is_none(desk: make.Desk) -> None:
    case = accepted(desk)
    with pytest.raises(Refused, match="correction_nothing"):
        desk.program.cases.act(case.case_no, CaseAct.CORRECT, reason="没有改")


def test_a_void_case_says_so_on_paper_where_a_paper_is_out(desk: make.Desk) -> None:
    case = accepted(desk)
    void = acted(desk, case, CaseAct.VOID, "重复登记")
    assert (void.state, kinds(void)[-1]) == (CaseState.VOID, DocumentKind.VOIDED)
    notice = paper(desk, case, DocumentKind.VOIDED)
    assert [said for said in (case.documents[-1].receipt_no, "重复登记", "未能收回") if said not in notice] == []


def test_an_application_left_unanswered_for_five_days_counts_as_accepted_from_its_receipt(desk: make.Desk) -> None:
    case = desk.program.cases.record(make.line(make.UNEMPLOYED, "receive", applicant=make.person())).case
    assert case is not None
    desk.clock.move(8 * DAY)  # the sixth working day after Monday
    done = acted(desk, case, CaseAct.ACCEPT)
    assert (done.due_on, done.accepted_at) == (date(2026, 11, 26), desk.clock.now())


def test_an_answer_that_comes_too_late_is_said_to_be_so_and_the_clock_runs_from_the_receipt(desk: make.Desk) -> None:
    case, other = (accepted(desk, act="receive") for _ in range(2))
    desk.clock.move(7 * DAY)  # the fifth working day after Monday
    in_time = desk.program.cases.act(other.case_no, CaseAct.SUPPLEMENT, reason="照片不清")
    assert [one.code for one in in_time.warnings if one.code == "answered_late"] == []
    desk.clock.move(DAY)
    told = desk.program.cases.act(case.case_no, CaseAct.SUPPLEMENT, reason="照片不清")
    assert "answered_late" in [one.code for one in told.warnings]
    desk.clock.move(DAY)
    assert acted(desk, case, CaseAct.ACCEPT).due_on == date(2026, 11, 26)


DAYS = st.none() | st.dates(date(2026, 1, 1), date(2027, 1, 1))
TEXTS = st.text("甲乙丙丁戊", min_size=1, max_size=6)
LIVES = st.builds(
    Life,
    promises=st.lists(
        st.builds(
            Promise,
            kind=st.sampled_from(PromiseKind),
            about=st.lists(TEXTS, max_size=3).map(tuple),
            made_on=st.dates(),
            due_on=DAYS,
            settled_on=DAYS,
            kept=st.none() | st.booleans(),
        ),
        max_size=2,
    ).map(tuple),
    pauses=st.lists(
        st.builds(Pause, procedure=TEXTS, reason=TEXTS, began_on=st.dates(), ended_on=DAYS), max_size=2
    ).map(tuple),
    asked=st.none() | st.dictionaries(TEXTS, TEXTS, min_size=1),
    asked_until=DAYS,
    answer_until=DAYS,
    outcome=st.none() | st.builds(Outcome, name=TEXTS, number=st.none() | TEXTS, valid_until=DAYS, pickup=st.none()),
    delivered=st.none()
    | st.builds(
        Delivered,
        at=st.datetimes(timezones=st.just(UTC)),
        mode=st.sampled_from(DeliveryMode),
        paper=TEXTS,
        copies=st.integers(1, 9),
        receiver=TEXTS,
        relation=TEXTS,
        checked=TEXTS,
        signed=st.none() | st.sampled_from(Signed),
        tracking_no=st.none() | TEXTS,
    ),
    old_papers=st.lists(st.builds(OldPaper, receipt_no=TEXTS, taken_back=st.booleans()), max_size=2).map(tuple),
    replaces=st.none() | TEXTS,
)


@given(LIVES)
def test_what_has_happened_is_read_back_from_json(life: Life) -> None:
    written = json.loads(json.dumps(life_to_json(life)))
    assert life_from_json(written) == life
    assert life_from_json({**WHOLE, **written}) == life


def test_a_case_of_the_wrong_item_is_replaced_by_one_that_keeps_its_time_of_receipt(desk: make.Desk) -> None:
    old = accepted(desk)
    desk.clock.move(3600)
    line = make.line(make.CLAIM, applicant=make.person(), reason="事项选错", details={"replaces": old.case_no})
    with pytest.raises(NotFound, match="case_unknown"):
        desk.program.cases.record({**line, "details": {"replaces": "220521100000012026112399999"}})
    with pytest.raises(Refused, match="act_reason_missing"):
        desk.program.cases.record({**line, "reason": None})
    entries = desk.entries()
    action = desk.action()
    done = desk.program.cases.record(line, action=action)
    assert done.case is not None
    void = desk.program.cases.get(old.case_no)
    assert (void.state, void.life.replaced_by) == (CaseState.VOID, done.case_no)
    assert (done.case.life.replaces, done.case.received_at) == (old.case_no, old.received_at)
    assert done.case.accepted_at == desk.clock.now()
    assert done.case_no in paper(desk, old, DocumentKind.VOIDED)
    assert desk.entries() == entries + 2
    assert desk.program.cases.record(line, action=action).case_no == done.case_no
    assert desk.entries() == entries + 2
    with pytest.raises(Refused, match="case_act_unlawful"):
        desk.program.cases.record(line)


def test_the_same_hand_over_or_pause_is_not_said_twice_in_a_day(desk: make.Desk) -> None:
    case = accepted(desk)
    acted(desk, case, CaseAct.TRANSFER, "申请人已迁居", to="梅河口市民政局")
    with pytest.raises(Refused, match="transfer_again"):
        acted(desk, case, CaseAct.TRANSFER, "申请人已迁居", to="梅河口市民政局")
    acted(desk, case, CaseAct.SUSPEND, "需要入户", procedure="入户核查", days=5)
    acted(desk, case, CaseAct.RESUME)
    with pytest.raises(Refused, match="pause_again"):
        acted(desk, case, CaseAct.SUSPEND, "需要入户", procedure="入户核查", days=5)
    desk.clock.move(DAY)
    assert acted(desk, case, CaseAct.SUSPEND, "需要入户", procedure="入户核查", days=5).state is CaseState.SUSPENDED
