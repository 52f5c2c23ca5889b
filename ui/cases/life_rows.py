"""What happened to a case after its application, as labels and values. No Qt."""

from collections.abc import Iterator, Mapping

from app.cases.details import SELF
from app.cases.life import (
    Delivered,
    DeliveryMode,
    HandedBack,
    HandOver,
    Life,
    OldPaper,
    Outcome,
    Pause,
    Promise,
    PromiseKind,
    Signed,
)
from app.cases.model import Case, CaseState
from app.cases.originals import originals_here
from app.cases.waiting import to_follow
from app.catalogue.model import ServiceItem
from app.clock import CHINA
from ui.intake.rows import relations
from ui.language import _

Fact = tuple[str, str]


def life_facts(case: Case, item: ServiceItem | None) -> list[Fact]:
    """All of it, what is still open first; nothing for a case to which nothing happened."""
    life, names = case.life, {material.code: material.name for material in item.materials} if item else {}
    return [
        *_asked(case, names),
        *((_promise_label(promise.kind), _promise(case, promise, names)) for promise in _open_first(life)),
        *((_("特别程序"), _pause(pause)) for pause in life.pauses),
        *((_("转报") if over.upward else _("转办"), _hand_over(over)) for over in life.hand_overs),
        *_elsewhere(case),
        *(_outcome(life.outcome) if life.outcome else ()),
        *(
            ((_("留存原件"), "、".join(names.get(code, code) for code in originals_here(case))),)
            if originals_here(case)
            else ()
        ),
        *(_delivered(life.delivered) if life.delivered else ()),
        *((_("退还原件"), _handed_back(one, names)) for one in life.handed_back),
        *((_("旧文书"), _old_paper(paper)) for paper in life.old_papers),
        *(((_("接替的原办件"), life.replaces),) if life.replaces else ()),
        *(((_("已由新件接替"), life.replaced_by),) if life.replaced_by else ()),
    ]


def delivery_modes() -> tuple[tuple[str, str], ...]:
    """How a result is handed over, the commonest first."""
    return (
        (DeliveryMode.COUNTER.value, _("窗口领取")),
        (DeliveryMode.ON_BEHALF.value, _("代领")),
        (DeliveryMode.POST.value, _("邮寄")),
        (DeliveryMode.LEFT.value, _("留置送达")),
    )


def signings() -> tuple[tuple[str, str], ...]:
    """How the receiver confirms it."""
    return ((Signed.SIGNATURE.value, _("签名")), (Signed.FINGERPRINT.value, _("按手印")))


def _open_first(life: Life) -> list[Promise]:
    return sorted(life.promises, key=lambda promise: promise.kept is not None)


def _promise_label(kind: PromiseKind) -> str:
    return _("容缺承诺") if kind is PromiseKind.LATE else _("告知承诺")


def _promise(case: Case, promise: Promise, names: Mapping[str, str]) -> str:
    """An open 容缺 names what has not come yet."""
    left = to_follow(case, promise) if promise.kept is None else ()
    about = "、".join(names.get(one, one) for one in left or promise.about)
    if promise.kept is None:
        due = promise.due_on
        state = _("最迟 {day}").format(day=due)
        if promise.kind is PromiseKind.INFORMED:
            state = _("事后核查，最迟 {day}").format(day=promise.check_by)
    elif promise.checked_by:
        said = _("{day} 核查属实（{by}）：{found}") if promise.kept else _("{day} 核查不实（{by}）：{found}")
        state = said.format(day=promise.settled_on, by=promise.checked_by, found=promise.finding)
    else:
        said = _("{day} 已履行") if promise.kept else _("{day} 未履行")
        state = said.format(day=promise.settled_on)
    return _("{about}：{state}").format(about=about, state=state)


def _pause(pause: Pause) -> str:
    if pause.ended_on is not None:
        span = _("{first} 至 {last}").format(first=pause.began_on, last=pause.ended_on)
    elif pause.expected_days is not None:
        span = _("{first} 起，预计 {days} 天").format(first=pause.began_on, days=pause.expected_days)
    else:
        span = _("{first} 起").format(first=pause.began_on)
    return _("{what}，{when}。{reason}").format(what=pause.procedure, when=span, reason=pause.reason)


def _hand_over(over: HandOver) -> str:
    return _("{what}，{when}。{reason}").format(what=over.to, when=over.on, reason=over.reason)


def _asked(case: Case, names: Mapping[str, str]) -> Iterator[Fact]:
    """What the applicant is waited for; nothing of it once that has been answered or the case is over."""
    life = case.life
    if case.ended:
        return
    if life.answer_until is not None and case.state is CaseState.SUPPLEMENT:
        yield _("补正期限"), _("最迟 {day}").format(day=life.answer_until)
    for code, words in (life.asked or {}).items():
        yield _("市级要求补充"), _("{about}：{state}").format(about=names.get(code, code), state=words)
    if life.asked_until is not None:
        yield _("补充期限"), _("最迟 {day}").format(day=life.asked_until)


def _elsewhere(case: Case) -> Iterator[Fact]:
    if case.state is CaseState.DECLINED and case.life.competent_body:
        yield _("应向哪个机关申请"), case.life.competent_body


def _outcome(outcome: Outcome) -> Iterator[Fact]:
    yield _("办理结果"), " ".join(filter(None, (outcome.name, outcome.number)))
    if outcome.valid_until is not None:
        yield _("有效期至"), outcome.valid_until.isoformat()
    if outcome.pickup:
        yield _("领取地点"), outcome.pickup


def _delivered(done: Delivered) -> Iterator[Fact]:
    how = dict(delivery_modes())[done.mode.value]
    at = f"{done.at.astimezone(CHINA):%Y-%m-%d %H:%M}"
    what = _("{paper}，{copies} 份").format(paper=done.paper, copies=done.copies)
    yield _("送达"), f"{what} · {how} · {at}"
    relation = _("本人") if done.relation == SELF else dict(relations()).get(done.relation, done.relation)
    yield _("领取人"), " · ".join(filter(None, (done.receiver, relation, done.id_no)))
    yield _("代领凭据"), done.authority or ""
    yield _("身份核验"), done.checked
    yield _("确认方式"), dict(signings())[done.signed.value] if done.signed else ""
    yield _("邮件单号"), done.tracking_no or ""


def _handed_back(one: HandedBack, names: Mapping[str, str]) -> str:
    listed = "、".join(names.get(code, code) for code in one.materials)
    relation = _("本人") if one.relation == SELF else dict(relations()).get(one.relation, one.relation)
    at = f"{one.at.astimezone(CHINA):%Y-%m-%d %H:%M}"
    return " · ".join(filter(None, (listed, one.receiver, relation, one.authority, at)))


def _old_paper(paper: OldPaper) -> str:
    back = _("已收回") if paper.taken_back else _("没有收回")
    return _("{about}：{state}").format(about=paper.receipt_no, state=back)
