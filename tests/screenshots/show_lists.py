"""待办, cases, queue, sync centre, settings and the board: filled, empty, and with their dialogs."""

from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

from PySide6.QtWidgets import QPushButton, QWidget

from app.cases.model import CaseAct, CaseState, case_to_json
from app.cases.tasks import TaskKind
from app.ids import ActionId
from app.tickets.model import Outcome
from app.tickets.rules import CATEGORIES, Category, QueueRules
from tests import make
from tests.make import Desk, theme_line
from tests.screenshots.shot import Shot, Stage
from tests.ui import screens, week
from tests.ui.desk import WINDOW
from ui.cases.receiver_form import ReceiverForm
from ui.cases.screen import CasesScreen
from ui.settings.screen import SettingsScreen
from ui.sync_centre.screen import SyncScreen
from ui.tickets.screen import TicketsScreen
from ui.todo.screen import TodoScreen

_Screen = TypeVar("_Screen", bound=QWidget)
Act = Callable[[Stage, QWidget], None]


def a_week(stage: Stage) -> None:
    week.record_week(stage.desk)
    week.queue_morning(stage.desk)
    week.meet_central(stage.desk)


def all_that_waits(stage: Stage) -> None:
    week.record_week(stage.desk)
    week.add_waits(stage.desk)


def with_address(stage: Stage) -> None:
    a_week(stage)
    screens.sync_services(stage.desk).centre.set_central("https://sp.example.gov.cn")


def apart(stage: Stage) -> None:
    """Central lacks two cases of this morning."""
    with_address(stage)
    week.reckon(stage.desk, lacking=2)


def unfit(stage: Stage) -> None:
    """Central said what this desk could not apply."""
    with_address(stage)
    week.tell_unfit(stage.desk)


def many_letters(stage: Stage) -> None:
    """A hall with a letter for every department, and a number just called."""
    a_week(stage)
    names = (("D", "不动产登记"), ("E", "市场监管"), ("F", "公安户籍"), ("G", "税务"))
    more = tuple(Category(letter=letter, name=name, name_en=f"Counter {letter}") for letter, name in names)
    ids = stage.desk.program._around.ids
    stage.desk.program.tickets.change_rules(QueueRules(categories=CATEGORIES + more), ActionId(ids.new()))
    for letter in "DDEG":
        stage.desk.take(letter)


def todo(stage: Stage) -> QWidget:
    return screens.todo_screen(stage.desk, stage.fonts.ensure)


def cases(stage: Stage) -> QWidget:
    return screens.cases_screen(stage.desk, stage.fonts.ensure)


def asked_about(stage: Stage) -> None:
    """A morning on which some asked about items, and some lacked materials."""
    desk = stage.desk
    for number, outcome in ((17, Outcome.ENQUIRY), (17, Outcome.INCOMPLETE), (10, Outcome.ENQUIRY), (1, Outcome.CASE)):
        desk.take()
        desk.call()
        item = None if outcome is Outcome.CASE else make.items()[f"{number:02d}"].code
        desk.program.tickets.finish(WINDOW, desk.action(), outcome=outcome, item=item)
    desk.take()
    desk.call()
    desk.program.tickets.finish(WINDOW, desk.action(), outcome=Outcome.ENQUIRY)


def queue(stage: Stage) -> QWidget:
    return screens.tickets_screen(stage.desk)


def sync(stage: Stage) -> QWidget:
    return screens.sync_screen(stage.desk)


def settings(stage: Stage) -> QWidget:
    return screens.settings_screen(stage.desk, queues=lambda: ("HP-LaserJet-M1136", "Pantum-P2206"))


def board(stage: Stage) -> QWidget:
    return screens.board_window(stage.desk)


def case_in(state: CaseState, *, mend: bool = False) -> Act:
    """The newest case that stands so, opened."""

    def act(stage: Stage, screen: QWidget) -> None:
        assert isinstance(screen, CasesScreen)
        number = screens.case_lists(stage.desk).listed((state,))[0].case_no
        (screen.mend_case if mend else screen.open_case)(number)
        stage.settle()

    return act


def asked_for(stage: Stage, screen: QWidget) -> None:
    """A case of which central wants more, opened before the applicant was told."""
    assert isinstance(screen, CasesScreen)
    waits = next(task for task in screens.case_lists(stage.desk).todo() if task.kind is TaskKind.ASKED)
    assert waits.case_no is not None
    screen.open_case(waits.case_no)
    stage.settle()


def corrected(stage: Stage) -> None:
    """A case that came back, and was mended."""
    cases, lists = stage.desk.program.cases, screens.case_lists(stage.desk)
    a_week(stage)
    case = cases.get(lists.listed((CaseState.ACCEPTED,))[0].case_no)
    desk = Desk(program=stage.desk.program, clock=stage.desk.clock, folder=Path())
    desk.returned_by_central(case.case_no, week.REASON)
    person = {**case_to_json(case)["applicant"], "phone": "13944500001", "address": "通化县快大茂镇长安社区3组12号"}
    cases.act(case.case_no, CaseAct.CORRECT, body={"applicant": person}, reason="换了正确的存折首页，改了电话和地址")


def promised(stage: Stage) -> None:
    """A case accepted on a promise whose conditions were ticked."""
    conditions = [*range(1, len(make.items()[make.UNEMPLOYED].conditions) + 1)]
    stage.desk.program.cases.record(make.line(make.UNEMPLOYED, details={"conditions": conditions}))


def supplemented_to_pass_on(stage: Stage) -> None:
    """A case that was told what it lacks, of an item that the point only passes on (代收)."""
    stage.desk.program.cases.record(make.line(make.HARD, "supplement", materials=make.line(make.HARD)["materials"][1:]))


def passed_on_and_returned(stage: Stage) -> None:
    """A case that the point has passed on, and central sent back."""
    recorded = stage.desk.program.cases.record(make.line(make.HARD, "receive")).case
    assert recorded is not None
    desk = Desk(program=stage.desk.program, clock=stage.desk.clock, folder=Path())
    desk.returned_by_central(recorded.case_no, week.REASON)


def opened_and_pressed(name: str) -> Act:
    def act(stage: Stage, screen: QWidget) -> None:
        case_in(CaseState.RETURNED)(stage, screen)
        pressed(name)(stage, screen)

    return act


def asked(state: CaseState, act: CaseAct) -> Act:
    """The decision about an act on the newest case in `state`."""

    def do(stage: Stage, screen: QWidget) -> None:
        case_in(state)(stage, screen)
        assert isinstance(screen, CasesScreen)
        screen.detail.act_asked.emit(act)

    return do


def to_another(stage: Stage, screen: QWidget) -> None:
    """A result that somebody else comes for, and the desk says what is missing."""
    asked(CaseState.APPROVED, CaseAct.DELIVER)(stage, screen)
    form = screen.findChild(ReceiverForm)
    assert form is not None
    for field, value in ((form.mode, "on_behalf"), (form.relation, "子女"), (form.receiver, "张小北")):
        field.editor.set_value(value)  # type: ignore[attr-defined]
        field.editor.edited.emit()  # type: ignore[attr-defined]
    pressed("dialog_confirm")(stage, screen)


def lived(stage: Stage) -> None:
    """A case with a promise, a pause that is over, and a hand-over."""
    a_week(stage)
    cases, lists = stage.desk.program.cases, screens.case_lists(stage.desk)
    number = lists.listed((CaseState.ACCEPTED,))[0].case_no
    said = {"details": {"procedure": "联合现场勘查", "days": 5}}
    cases.act(number, CaseAct.SUSPEND, body=said, reason="须到现场核对四至界址，与村委会约定本周五")
    cases.act(number, CaseAct.RESUME)
    cases.act(
        number, CaseAct.TRANSFER_UP, body={"details": {"to": "通化市人力资源和社会保障局"}}, reason="超出县级权限"
    )


def typed(text: str) -> Act:
    def act(_stage: Stage, screen: QWidget) -> None:
        assert isinstance(screen, CasesScreen)
        screen.list.search.setText(text)
        screen.list.search.enter()

    return act


def part(key: str) -> Act:
    """Another tab."""

    def act(_stage: Stage, screen: QWidget) -> None:
        assert isinstance(screen, TodoScreen | TicketsScreen | SyncScreen | SettingsScreen)
        screen.tabs.choose(key)

    return act


def pressed(name: str, key: str = "") -> Act:
    """The tab, then the button of that name."""

    def act(stage: Stage, screen: QWidget) -> None:
        if key:
            part(key)(stage, screen)
            stage.settle()
        button = screen.findChild(QPushButton, name)
        assert button is not None, name
        button.click()

    return act


def a_theme(stage: Stage) -> None:
    """A theme with one case that was declined alone."""
    done = stage.desk.program.cases.record(theme_line("flexible_work"), action=stage.desk.action())
    number = done.cases[2].case_no or ""
    stage.desk.program.cases.act(number, CaseAct.WITHDRAW, reason="已参加居民医保", action=stage.desk.action())


def last_of_a_theme(stage: Stage, screen: QWidget) -> None:
    """Its last case open, with the list that its first one brought."""
    assert isinstance(screen, CasesScreen)
    screen.open_case(stage.desk.program.lists.received_today()[0].case_no)
    stage.settle()


SHOTS = (
    Shot(name="cases-theme", place="cases", make=cases, arrange=a_theme),
    Shot(name="case-theme", place="cases", make=cases, arrange=a_theme, act=last_of_a_theme),
    Shot(name="todo", place="todo", make=todo, arrange=all_that_waits),
    Shot(name="todo-empty", place="todo", make=todo),
    Shot(name="cases", place="cases", make=cases, arrange=a_week),
    Shot(name="cases-empty", place="cases", make=cases),
    Shot(name="cases-not-found", place="cases", make=cases, arrange=a_week, act=typed("zzq")),
    Shot(name="case-returned", place="cases", make=cases, arrange=a_week, act=case_in(CaseState.RETURNED)),
    Shot(name="case-received", place="cases", make=cases, arrange=a_week, act=case_in(CaseState.RECEIVED)),
    Shot(name="case-correct", place="cases", make=cases, arrange=a_week, act=case_in(CaseState.RETURNED, mend=True)),
    Shot(
        name="case-pass-on",
        place="cases",
        make=cases,
        arrange=supplemented_to_pass_on,
        act=case_in(CaseState.SUPPLEMENT, mend=True),
    ),
    Shot(
        name="case-correct-passed-on",
        place="cases",
        make=cases,
        arrange=passed_on_and_returned,
        act=case_in(CaseState.RETURNED, mend=True),
    ),
    Shot(name="case-corrected", place="cases", make=cases, arrange=corrected, act=case_in(CaseState.ACCEPTED)),
    Shot(name="case-void", place="cases", make=cases, arrange=a_week, act=opened_and_pressed("void_case")),
    Shot(name="case-asked", place="cases", make=cases, arrange=all_that_waits, act=asked_for),
    Shot(name="case-approved", place="cases", make=cases, arrange=a_week, act=case_in(CaseState.APPROVED)),
    Shot(name="case-lived", place="cases", make=cases, arrange=lived, act=case_in(CaseState.ACCEPTED)),
    Shot(
        name="case-suspend",
        place="cases",
        make=cases,
        arrange=a_week,
        act=asked(CaseState.ACCEPTED, CaseAct.SUSPEND),
    ),
    Shot(
        name="case-check",
        place="cases",
        make=cases,
        arrange=promised,
        act=asked(CaseState.ACCEPTED, CaseAct.CHECK),
    ),
    Shot(name="case-deliver", place="cases", make=cases, arrange=a_week, act=to_another),
    Shot(
        name="case-add",
        place="cases",
        make=cases,
        arrange=a_week,
        act=asked(CaseState.ACCEPTED, CaseAct.ADD_MATERIAL),
    ),
    Shot(
        name="case-correct-own",
        place="cases",
        make=cases,
        arrange=a_week,
        act=asked(CaseState.ACCEPTED, CaseAct.CORRECT),
    ),
    Shot(name="queue", place="queue", make=queue, arrange=a_week),
    Shot(name="queue-all", place="queue", make=queue, arrange=a_week, act=part("all")),
    Shot(name="queue-asked", place="queue", make=queue, arrange=asked_about, act=part("asked")),
    Shot(name="queue-empty", place="queue", make=queue),
    Shot(name="queue-take", place="queue", make=queue, arrange=a_week, act=pressed("take_ticket")),
    Shot(name="sync", place="sync", make=sync, arrange=with_address),
    Shot(name="sync-history", place="sync", make=sync, arrange=with_address, act=part("history")),
    Shot(name="sync-counted", place="sync", make=sync, arrange=apart, act=part("counted")),
    Shot(name="sync-differing", place="sync", make=sync, arrange=unfit, act=part("differing")),
    Shot(name="sync-again", place="sync", make=sync, arrange=apart, act=pressed("send_again", "counted")),
    Shot(name="sync-empty", place="sync", make=sync),
    Shot(name="sync-central", place="sync", make=sync, act=pressed("central_address")),
    Shot(name="settings", place="settings", make=settings),
    Shot(name="settings-printer", place="settings", make=settings, act=part("printer")),
    Shot(name="settings-scans", place="settings", make=settings, act=part("scans")),
    Shot(name="settings-central", place="settings", make=settings, act=part("central")),
    Shot(name="settings-link", place="settings", make=settings, act=part("link")),
    Shot(name="settings-copies", place="settings", make=settings, act=part("copies")),
    Shot(name="settings-clerks", place="settings", make=settings, act=part("clerks")),
    Shot(name="settings-add-clerk", place="settings", make=settings, act=pressed("add_clerk", "clerks")),
    Shot(name="board", make=board, arrange=a_week, size=(1920, 1080)),
    Shot(name="board-many", make=board, arrange=many_letters, size=(1920, 1080)),
    Shot(name="board-empty", make=board, size=(1920, 1080)),
)
