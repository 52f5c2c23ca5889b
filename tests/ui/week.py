"""A desk after some days' work: cases in every state, some sent, some returned, tickets in the queue."""

from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from app.cases.demo import demo_lines
from app.cases.model import Case, CaseState, case_to_json, changed
from app.catalogue.shipped import shipped_items, shipped_point_rules
from app.clock import local_date
from app.events import Changes
from app.ids import DraftId
from app.journal import Stream
from app.keys import SealingKey
from app.receipts.model import PrintState
from app.storage.sync import KeyUse, ListedKey
from app.sync.apply import apply_item
from app.sync.model import Contact, Enrolment, Feed, FeedItem, KeptProof, ReckonedDay, ServicePoint
from app.themes.theme_json import theme_to_json
from app.tickets.model import Outcome, PriorityGroup
from tests.make import form
from tests.ui.desk import RESOURCES, WINDOW, ScreenDesk

REASON = "银行账户户名与申请人不一致，请核对存折首页后重新上报。"
CASES = Changes(cases=True)
_DAYS = (
    datetime(2026, 11, 17, 1, 10, tzinfo=UTC),
    datetime(2026, 11, 19, 2, 0, tzinfo=UTC),
    datetime(2026, 11, 20, 6, 30, tzinfo=UTC),
    datetime(2026, 11, 23, 0, 20, tzinfo=UTC),
)


def record_week(desk: ScreenDesk, count: int = 24) -> list[Case]:
    """So many cases over four days; the clock ends where it began."""
    end = desk.clock.now()
    lines = _lines(count)
    cases = []
    for place, line in enumerate(lines):
        day = _DAYS[place * len(_DAYS) // count]
        desk.clock.move((day - desk.clock.now()).total_seconds() + 400 * (place % 6))
        done = desk.program.cases.record(line, window=WINDOW)
        assert done.case is not None
        cases.append(done.case)
        if place * 2 < count:
            acknowledge(desk)
    desk.clock.move((end - desk.clock.now()).total_seconds())
    _settle(desk, cases)
    return [desk.program.cases.get(case.case_no) for case in cases]


def record_one(desk: ScreenDesk) -> Case:
    """One case of today, not yet sent."""
    done = desk.program.cases.record(_lines(1)[0], window=WINDOW)
    assert done.case is not None
    return done.case


def enrol(desk: ScreenDesk) -> None:
    """Central has enrolled this desk, and there is a key to seal to."""
    now = desk.clock.now()
    sealing = SealingKey(bytes(range(32))).public
    listed = ListedKey(id=sealing[:8], public=sealing, use=KeyUse.SEAL, since=now)
    said = desk.program.letterhead()
    point = ServicePoint(
        code=desk.program.config.point, name=said.name, short_name="快大茂", address=said.address, phone=said.phone
    )
    with desk.program.store.writing() as opened:
        opened.sync.keep_enrolment(Enrolment(at=now, root=bytes(32), demo=False, point=point))
        opened.sync.keep_keys([listed], 1)


def attach(desk: ScreenDesk, scan: Path, size: int) -> Case:
    """One case more, with an attachment of so many bytes."""
    scan.write_bytes(b"\xff\xd8\xff\xe0" + bytes(place * 7 % 251 for place in range(size)))
    first = record_one(desk)
    line = line_of(first)
    line["materials"][0]["file"] = str(scan)
    line["applicant"] = {**line["applicant"], "name": "李秀兰"}
    done = desk.program.cases.record(line, window=WINDOW)
    assert done.case is not None
    return done.case


def line_of(case: Case) -> dict[str, Any]:
    """The input line of such a case once more, to be changed."""
    line = next(line for line in _lines(1) if line["item"] == case.item)
    return {**line, "materials": [dict(material) for material in line["materials"]]}


def _lines(count: int) -> list[dict[str, Any]]:
    town = next(rules for rules in shipped_point_rules(RESOURCES) if rules.point == "town")
    return list(demo_lines(count, 11, shipped_items(RESOURCES), town))


def acknowledge(desk: ScreenDesk) -> None:
    """Central has everything that was written until now, and signed for it."""
    with desk.program.store.writing() as opened:
        head = opened.journal.head()
        opened.sync.acknowledge(desk.program.device, Stream.DESK, head.number)
        opened.sync.keep_proof(
            KeptProof(
                device=desk.program.device,
                stream=Stream.DESK,
                number=head.number,
                hash=head.hash,
                at=desk.clock.now(),
                files=(),
                body=b"",
                key=bytes.fromhex("3f9a2c00d14e77b1"),
                signature=bytes(64),
            )
        )


def change(desk: ScreenDesk, case: Case, **fields: Any) -> Case:
    """The case as central would have changed it."""
    after = changed(case, fields)
    with desk.program.store.writing() as opened:
        opened.cases.save(after)
    return after


def return_case(desk: ScreenDesk, case: Case, reason: str = REASON) -> Case:
    """上级退回."""
    return change(desk, case, state=CaseState.RETURNED.value, reason=reason, central_no="SP2205212026112300017")


def _settle(desk: ScreenDesk, cases: list[Case]) -> None:
    accepted = [case for case in cases if case.state is CaseState.ACCEPTED]
    return_case(desk, accepted[0])
    change(desk, accepted[1], state=CaseState.APPROVED.value, central_no="SP2205212026112300011", pending_online=False)
    change(desk, accepted[2], due_on="2026-11-24", central_no="SP2205212026112300012")
    change(desk, accepted[3], due_on="2026-11-20")
    with desk.program.store.writing() as opened:
        for place, case in enumerate(cases):
            for paper in opened.receipts.of_case(case.id):
                state = PrintState.FAILED if place % 9 == 4 else PrintState.PRINTED
                opened.receipts.save(paper.reprinted("").settled(state))
    body = {"item": accepted[4].item, "applicant": {"name": "刘玉珍", "id_no": ""}}
    desk.program.cases.save_draft(DraftId("draft-1"), body)


def add_waits(desk: ScreenDesk) -> None:
    """One case more of each kind that waits for somebody else's act: central's, the applicant's, 特别程序, a check."""
    lines = [line for line in _lines(60) if line["act"] == "accept"][-7:]
    recorded = [desk.program.cases.record(line, window=WINDOW).case for line in lines]
    cases = [case for case in recorded if case is not None]
    acknowledge(desk)
    late = {"kind": "late", "about": [cases[1].materials[0].code], "made_on": "2026-11-10", "settled_on": None}
    state = {"state": CaseState.ACCEPTED.value, "pending_online": False}
    asked = {cases[0].materials[0].code: "盖章不清楚，请重新复印"}
    change(desk, cases[0], **state, due_on="2026-12-10", asked=asked, asked_until="2026-11-30")
    missing = [{**one, "form": "later", "files": []} for one in case_to_json(cases[1])["materials"][:1]]
    promises = [{**late, "due_on": "2026-11-20", "kept": None}]
    rest = case_to_json(cases[1])["materials"][1:]
    change(desk, cases[1], **state, due_on="2026-12-10", promises=promises, materials=[*missing, *rest])
    received = (desk.clock.now() - timedelta(days=5)).isoformat()
    change(desk, cases[2], state=CaseState.RECEIVED.value, received_at=received, due_on=None, pending_online=False)
    outcome = {"name": "准予登记通知书", "number": "梅审〔2026〕18号", "valid_until": None, "pickup": "本中心一楼"}
    change(desk, cases[3], state=CaseState.APPROVED.value, pending_online=False, outcome=outcome)
    pause = {"procedure": "现场勘查", "reason": "需要勘查", "began_on": "2026-11-20", "expected_days": 10}
    change(desk, cases[4], state=CaseState.SUSPENDED.value, pending_online=False, pauses=[{**pause, "ended_on": None}])
    change(desk, cases[5], state=CaseState.SUPPLEMENT.value, pending_online=False, answer_until="2026-11-20")
    told = {"kind": "informed", "about": ["处于无业状态"], "made_on": "2026-09-26", "settled_on": None, "kept": None}
    change(desk, cases[6], state=CaseState.CONCLUDED.value, promises=[{**told, "due_on": "2026-11-25"}])


def queue_morning(desk: ScreenDesk) -> None:
    """A morning's queue: some served, one skipped, one parked, one at the window, eight waiting."""
    tickets, action = desk.program.tickets, desk.action
    end = desk.clock.now()
    desk.clock.move(-3600)
    desk.program.queue.clock.rely_on()  # the week's cases are recorded already
    for letter in "AABAC":
        tickets.take(letter, action())
        desk.clock.move(60)
    for _served in range(3):
        tickets.call_next(WINDOW, action())
        desk.clock.move(200)
        tickets.finish(WINDOW, action(), outcome=Outcome.ENQUIRY)
    tickets.call_next(WINDOW, action())
    tickets.skip(WINDOW, action())
    tickets.call_next(WINDOW, action())
    tickets.park(WINDOW, action())
    for place, letter in enumerate("ABAYAPAB"):
        tickets.take(letter, action(), PriorityGroup.ELDERLY if place == 4 else None)
        desk.clock.move(150)
    tickets.call_next(WINDOW, action())
    desk.clock.move((end - desk.clock.now()).total_seconds())


def meet_central(desk: ScreenDesk) -> None:
    """Meetings with central, good and bad, in the history."""
    meetings = (
        ("2026-11-23T01:41:00+00:00", None, 6, 2, 1, 8_412, 2_204, 1.8),
        ("2026-11-23T01:58:00+00:00", "sync_offline", 0, 0, 0, 0, 0, 10.0),
        ("2026-11-23T02:20:00+00:00", "sync_timeout", 0, 0, 0, 3_100, 0, 20.4),
    )
    with desk.program.store.writing() as opened:
        for at, trouble, pushed, pulled, returned, up, down, seconds in meetings:
            contact = Contact(
                at=datetime.fromisoformat(at),
                trouble=trouble,
                pushed=pushed,
                pulled=pulled,
                returned=returned,
                bytes_up=up,
                bytes_down=down,
                seconds=seconds,
            )
            opened.sync.note_contact(contact)


def reckon(desk: ScreenDesk, lacking: int = 0) -> None:
    """Desk and central have compared today's cases; central lacks some."""
    now = desk.clock.now()
    today = local_date(now)
    with desk.program.store.writing() as opened:
        cases = sorted(opened.reckoning.recorded(today, today).get(today, set()))
        counts = {"here": len(cases), "there": len(cases) - lacking}
        lost = tuple(cases[:lacking])
        through = opened.journal.head().number
        day = ReckonedDay(day=today, **counts, only_here=lost, only_there=(), at=now, through=through)
        opened.reckoning.keep([day])


def tell_unfit(desk: ScreenDesk) -> None:
    """Central decides what a case does not allow here, and tells of a theme that does not fit the items here."""
    now, case = desk.clock.now(), record_one(desk)
    theme = dict(theme_to_json(form("newborn").theme), version=2)
    theme["parts"] = [{**theme["parts"][0], "given": {"shoe": "x"}}, *theme["parts"][1:]]
    told = (
        ("case.decided", case.id, Feed.POINT, {"act": "approve", "change": {"state": "draft"}}),
        ("themes.listed", theme["code"], Feed.SHARED, {"name": theme["name"], "themes": [theme]}),
    )
    with desk.program.store.writing() as opened:
        for kind, subject, feed, body in told:
            item = FeedItem(feed=feed, number=1, at=now, kind=kind, subject=subject, body=body)
            opened.sync.keep_feed(feed, [item], item.number, opened.journal.head().number)
            apply_item(opened, item, desk.program.config.point)
