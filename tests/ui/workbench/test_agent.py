"""The agent's authority on the form, its letter, and who brought the case."""

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from app.applicants.model import AuthorityKind
from app.cases.model import Case
from tests import make
from tests.ui.desk import PERSON
from tests.ui.typing import press
from tests.ui.workbench.conftest import Bench
from tests.ui.workbench.test_intake import pick_item, tick_all
from ui.widgets.inputs import ChoiceInput

Key = Qt.Key
EMPLOYMENT = next(item.code for item in make.items().values() if "灵活就业" in item.name)
AGENT = {
    "name": "李代办",
    "id_type": "111",
    "id_no": "220502196706159995",
    "phone": "15900007111",
    "relation": "代办员",
    "authority": {"kind": "letter", "scope": "代办就业登记", "valid_until": "2026-11-01", "number": "委字1号"},
}


def begin(bench: Bench) -> None:
    bench.screen.free.without_number.emit()
    bench.settle()


def fill(bench: Bench) -> None:
    """A whole case that an agent brings."""
    pick_item(bench, EMPLOYMENT)
    given = [{"code": code, "form": "copy", "count": 1, "file": None} for code in ("id_card", "application_form")]
    answers = {"form": "self", "place": "快大茂镇", "since": "2024-01-01"}
    bench.screen.form.show_body({"applicant": PERSON, "agent": AGENT, "answers": answers, "materials": given})
    tick_all(bench)


def only_case(bench: Bench) -> Case:
    (row,) = bench.desk.program.lists.listed()
    return bench.desk.program.cases.get(row.case_no)


def submit(bench: Bench) -> None:
    press(Key.Key_F9)
    bench.settle()


def test_what_entitles_the_agent_goes_into_the_case_and_an_expired_letter_only_warns(bench: Bench) -> None:
    begin(bench)
    fill(bench)
    submit(bench)
    agent = only_case(bench).agent
    assert agent is not None
    assert agent.authority is not None
    assert (agent.authority.kind, agent.authority.number) == (AuthorityKind.LETTER, "委字1号")
    assert "授权委托书已过期" in bench.screen.form.notice.text.text()


def test_another_applicant_of_the_same_agent_keeps_the_authority(bench: Bench) -> None:
    begin(bench)
    fill(bench)
    submit(bench)
    bench.screen.form.bar.another.click()
    bench.settle()
    applicant, agent = bench.screen.form.people.values()
    assert not applicant["name"]
    assert agent == AGENT


def test_a_letter_is_printed_before_anything_is_recorded(bench: Bench) -> None:
    begin(bench)
    pick_item(bench, EMPLOYMENT)
    bench.field("side_agent").click()  # type: ignore[attr-defined]
    QTest.keyClick(bench.field("agent.name"), Key.Key_W, Qt.KeyboardModifier.AltModifier)
    bench.settle()
    assert bench.desk.printed == ["授权委托书"]
    assert bench.said[-1] == "授权委托书已送打印机，请申请人签名"
    assert bench.desk.program.lists.listed() == []


def test_who_brought_a_case_is_asked_only_where_somebody_serves(bench: Bench) -> None:
    begin(bench)
    assert not bench.field("details.helper").isVisible()
    helper = bench.desk.program.helpers.add("孙德福", "220521100001", place="长安社区")
    bench.screen.session.new(None)
    bench.settle()
    brought = bench.field("details.helper")
    assert isinstance(brought, ChoiceInput)
    assert brought.isVisible()
    fill(bench)
    brought.set_value(helper.number)
    brought.edited.emit()
    submit(bench)
    case = only_case(bench)
    assert case.helper is not None
    assert case.helper.name == "孙德福"
    bench.screen.form.bar.another.click()
    bench.settle()
    assert brought.value() == helper.number, "再办一件 keeps who brought it"
    bench.screen.session.new(None)
    bench.settle()
    assert brought.value() == ""
