"""What waits, as texts: without Qt."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from app.cases.limits import Limit
from app.cases.tasks import Task, TaskKind
from tests.ui.shown import texts
from ui.todo.rows import ALL, counts, empty_words, limit_mark, parts, task_row, task_rows, tells

NOW = datetime(2026, 11, 23, 2, 0, tzinfo=UTC)
STOPPED = Limit(on=date(2026, 11, 17), left=-4, stopped=True)


def task(kind: TaskKind, left: int | None = None, reason: str | None = None, name: str = "王桂兰") -> Task:
    return Task(
        kind=kind,
        id="1",
        case_no="22052110000001202611230001X",
        name=name,
        item_name="高龄津贴申请",
        since=datetime(2026, 11, 20, 1, 0, tzinfo=UTC),
        limit=None if left is None else Limit(on=date(2026, 11, 25), left=left),
        reason=reason,
    )


@pytest.mark.parametrize(
    ("kind", "light"),
    [
        (TaskKind.ASKED, "attention"),
        (TaskKind.UNTOLD, "attention"),
        (TaskKind.RESULT, "good"),
        (TaskKind.SUSPENDED, "stopped"),
    ],
)
def test_what_central_did_is_told_by_one_step_and_then_waits_as_before(kind: TaskKind, light: str) -> None:
    waits = task(kind, reason="决定书")
    owed = replace(waits, untold=True)
    assert tells(owed)
    row, plain = task_row(owed, NOW), task_row(waits, NOW)
    assert (row.cells[0].kind, row.cells[-1].text) == (light, "告知并打印")
    assert row.cells[4].text == f"未书面告知。{plain.cells[4].text}"
    assert plain.cells[-1].text == "查看"


def test_what_is_returned_leads_to_its_correction_though_a_notice_may_be_printed() -> None:
    returned = replace(task(TaskKind.RETURNED, reason="缺背面"), untold=True)
    assert not tells(returned)
    assert task_row(returned, NOW).cells[-1].text == "更正"


def test_a_returned_case_shows_centrals_words_and_masks_the_name() -> None:
    row = task_row(task(TaskKind.RETURNED, reason="缺背面"), NOW)
    assert texts(row) == ["上级退回", "王*兰", "高龄津贴申请", "", "缺背面", "11月20日", "更正"]
    assert (row.cells[0].kind, row.key) == ("bad", "returned:1")


@pytest.mark.parametrize(
    ("left", "said", "kind"),
    [
        (3, "剩 3 个工作日", "good"),
        (2, "剩 2 个工作日", "attention"),
        (0, "今天到期", "attention"),
        (-2, "超期 2 个工作日", "bad"),
    ],
)
def test_a_limit_says_its_light_in_words(left: int, said: str, kind: str) -> None:
    assert limit_mark(Limit(on=date(2026, 11, 25), left=left)) == (said, kind)


def test_a_check_is_the_departments_and_its_outcome_is_noted_here() -> None:
    near = task_row(task(TaskKind.CHECK, 2, reason="年满 16 周岁"), NOW)
    assert (near.cells[0].text, near.cells[3].text, near.cells[-1].text) == ("承诺待核查", "剩 2 个工作日", "查看")
    assert near.cells[4].text == "请主管部门核查：年满 16 周岁。核查后记入结果（更多 → 事后核查）。"
    assert task_row(task(TaskKind.CHECK, -1, reason="年满 16 周岁"), NOW).cells[0].text == "核查逾期"


def test_an_overdue_case_is_called_so() -> None:
    assert task_row(task(TaskKind.DUE, -1), NOW).cells[0].text == "已超期"
    assert task_row(task(TaskKind.DUE, 1), NOW).cells[0].text == "将到期"


def test_an_unsent_case_counts_its_days() -> None:
    assert "已放 3 天" in task_row(task(TaskKind.UNSENT), NOW).cells[4].text


def test_a_draft_without_a_name_says_so() -> None:
    assert task_row(task(TaskKind.DRAFT, name=""), NOW).cells[1].text == "（未填姓名）"


def test_a_tab_shows_its_kind_and_the_first_shows_all() -> None:
    tasks = [task(TaskKind.RETURNED), task(TaskKind.DRAFT)]
    assert len(task_rows(tasks, ALL, NOW)) == 2
    assert [row.key for row in task_rows(tasks, "draft", NOW)] == ["draft:1"]
    assert counts(tasks) == {"all": 2, "returned": 1, "draft": 1}


def test_every_tab_has_words_for_being_empty() -> None:
    for key, _word in parts():
        head, sentence = empty_words(key)
        assert head
        assert sentence


@pytest.mark.parametrize(
    ("kind", "left", "word", "tint", "act"),
    [
        (TaskKind.ASKED, 3, "要求补充", "attention", "查看"),
        (TaskKind.UNANSWERED, 2, "五日未告知", "attention", "办理"),
        (TaskKind.UNANSWERED, -1, "五日未告知", "bad", "办理"),
        (TaskKind.PROMISE, 1, "容缺到期", "attention", "查看"),
        (TaskKind.PROMISE, -1, "容缺逾期", "bad", "查看"),
        (TaskKind.SUPPLEMENT, 9, "等补正", "neutral", "补正来了"),
        (TaskKind.SUPPLEMENT, -1, "补正逾期", "bad", "查看"),
        (TaskKind.RESULT, None, "出件待领", "good", "查看"),
    ],
)
def test_each_kind_has_its_light_and_its_step(kind: TaskKind, left: int | None, word: str, tint: str, act: str) -> None:
    row = task_row(task(kind, left, reason="离职证明"), NOW)
    assert (row.cells[0].text, row.cells[0].kind, row.cells[-1].text) == (word, tint, act)


def test_a_suspended_case_is_blue_whatever_its_day() -> None:
    paused = replace(task(TaskKind.SUSPENDED, -4, reason="现场勘查"), limit=STOPPED)
    row = task_row(paused, NOW)
    assert (row.cells[0].kind, row.cells[3].text, row.cells[3].kind) == ("stopped", "暂停计时", "stopped")
    assert row.cells[4].text == "现场勘查：预计的时间已过，请催问，结束后恢复计时。"
