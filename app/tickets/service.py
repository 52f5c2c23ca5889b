"""The queue's desk: every act of clerks and visitors on tickets (design.md, One click)."""

from collections.abc import Callable, Mapping
from datetime import datetime
from types import MappingProxyType
from typing import Any

from app.catalogue.model import ItemCode
from app.clock import Clock, local_date
from app.errors import Refused
from app.events import Announcer, Changes
from app.ids import ActionId, CaseId, ClerkId, Ids, TicketId
from app.journal import Act, microseconds
from app.storage.tickets import OpenQueue, Queue
from app.tickets import steps
from app.tickets.calling import claim_next, jump_of, jump_of_chosen
from app.tickets.model import Line, Outcome, PriorityGroup, Ticket, TicketState, number_of
from app.tickets.reasons import check_reason
from app.tickets.rules import QueueRules, check_rules, rules_from_json, rules_to_json
from app.tickets.ticket_json import ticket_from_json, ticket_to_json
from app.tickets.view import QueueView, find

NO_FACTS: Mapping[str, object] = MappingProxyType({})
Step = Callable[[Queue, Ticket, datetime], Ticket]


class QueueDesk(QueueView):
    """Takes numbers, calls, and finishes visits; each act is one transaction with one journal entry.

    The same action id again returns the first act's ticket and changes nothing; used for another act it is refused.
    `ticket` is an id, a number ("A017"), or None for the one that the window has; a ticket at one window is not
    changed from another. Every act may raise Refused, NotFound("ticket_unknown") and Trouble; then nothing changed.
    """

    def __init__(
        self,
        open_queue: OpenQueue,
        ids: Ids,
        clock: Clock,
        announcer: Announcer,
        clerk: Callable[[], ClerkId | None] = lambda: None,
    ) -> None:
        super().__init__(open_queue, clock)
        self._ids = ids
        self._announcer = announcer
        self._clerk = clerk

    def take(
        self, category: str, action: ActionId, priority: PriorityGroup | None = None, *, counted: bool = False
    ) -> Ticket:
        """取号: the next number of the letter, from A001 on each day. `counted`: its entry keeps how many waited before
        it, for `ahead_when_taken`."""

        def act(queue: Queue, now: datetime) -> Ticket:
            group = queue.rules().category(category).priority
            ticket = self._new_ticket(queue, category, priority or group, now)
            queue.add(ticket)
            facts = {"ahead": queue.ahead_of(ticket)} if counted else NO_FACTS
            return self._write(queue, "ticket.taken", ticket, action, now, **facts)

        return self._once("ticket.taken", action, act)

    def ahead_when_taken(self, ticket: Ticket, action: ActionId) -> int:
        """How many waited before the ticket when this action took it, as its slip says; of one that was not counted
        then, how many do now."""
        with self._open(writes=False) as queue:
            told = (_first_body(queue, "ticket.taken", action) or {}).get("ahead")
            return queue.ahead_of(ticket) if told is None else int(told)

    def _new_ticket(self, queue: Queue, category: str, priority: PriorityGroup | None, now: datetime) -> Ticket:
        day = local_date(now)
        serial, place = queue.next_serial(day, category, microseconds(now))
        return Ticket(
            id=TicketId(self._ids.new()),
            number=number_of(category, serial),
            category=category,
            serial=serial,
            day=day,
            priority=priority,
            line=Line.NORMAL if priority is None else Line.PRIORITY,
            place=place,
            queued_at=now,
            taken_at=now,
        )

    def call_next(self, window: int, action: ActionId) -> Ticket | None:
        """叫号: the next visitor by the point's rule, or None when nobody waits (then nothing is written).

        Raises Refused("window_busy") naming the visitor who is still at the window.
        """
        with self._open() as queue:
            if (first := _first(queue, "ticket.called", action)) is not None:
                return first
            now = self._clock.now()
            claimed = claim_next(queue, window, local_date(now))
            if claimed is None:
                return None
            before, choice = claimed
            after = steps.call(before, window, now)
            queue.save(before, after)
            self._write(queue, "ticket.called", after, action, now, **jump_of(choice, after))
        self._announcer.announce(Changes(tickets=True))
        return after

    def call_chosen(self, window: int, ticket: str, reason: str, action: ActionId) -> Ticket:
        """Calls one number out of turn, with the reason that the journal keeps."""

        def act(queue: Queue, now: datetime) -> Ticket:
            before = _today(find(queue, ticket, self._clock), now)
            _free(queue, window)
            after = steps.call(before, window, now, check_reason(reason))
            queue.save(before, after)
            jump = jump_of_chosen(queue, before, window)
            return self._write(queue, "ticket.called", after, action, now, **jump)

        return self._once("ticket.called", action, act)

    def recall(self, window: int | None, action: ActionId, ticket: str | None = None) -> Ticket:
        """重呼."""
        return self._at_window(
            "ticket.recalled", window, action, ticket, lambda queue, it, now: steps.recall(it, now, queue.rules())
        )

    def start(self, window: int | None, action: ActionId, ticket: str | None = None) -> Ticket:
        """The visitor has come."""
        return self._at_window("ticket.started", window, action, ticket, lambda _, it, now: steps.start(it, now))

    def skip(self, window: int | None, action: ActionId, ticket: str | None = None) -> Ticket:
        """过号."""
        return self._at_window("ticket.skipped", window, action, ticket, lambda _, it, now: steps.skip(it, now))

    def undo_skip(self, window: int | None, action: ActionId, ticket: str | None = None) -> Ticket:
        """Takes the window's last skip back, if it is fresh and the window still free."""

        def step(queue: Queue, it: Ticket, now: datetime) -> Ticket:
            after = steps.undo_skip(it, now, queue.rules())
            assert after.window is not None
            _free(queue, after.window)
            return after

        return self._at_window("ticket.unskipped", window, action, ticket, step, TicketState.SKIPPED)

    def return_(self, window: int | None, action: ActionId, ticket: str | None = None) -> Ticket:
        """A skipped visitor waits again, behind the next few of the letter."""

        def step(queue: Queue, it: Ticket, now: datetime) -> Ticket:
            behind = queue.place_behind(_today(it, now).day, it.category, queue.rules().return_behind)
            return steps.return_(it, now, behind)

        return self._anywhere("ticket.returned", window, action, ticket, step, TicketState.SKIPPED)

    def park(self, window: int | None, action: ActionId, ticket: str | None = None) -> Ticket:
        """暂挂."""
        return self._at_window("ticket.parked", window, action, ticket, lambda _, it, now: steps.park(it, now))

    def resume(self, window: int | None, action: ActionId, ticket: str | None = None) -> Ticket:
        """A parked visitor goes on at `window`, or at the one that parked them."""

        def step(queue: Queue, it: Ticket, now: datetime) -> Ticket:
            at = it.window if window is None else window
            assert at is not None  # a parked ticket keeps its window
            after = steps.resume(it, at, now)
            _free(queue, at)
            return after

        return self._anywhere("ticket.resumed", window, action, ticket, step, TicketState.PARKED)

    def transfer(self, window: int | None, to: int | str, action: ActionId, ticket: str | None = None) -> Ticket:
        """转窗口: on to window `to`, or to the line of letter `to`."""

        def step(queue: Queue, it: Ticket, now: datetime) -> Ticket:
            if isinstance(to, str):
                queue.rules().category(to)
            return steps.transfer(_today(it, now), now, to)

        return self._at_window("ticket.transferred", window, action, ticket, step)

    def finish(
        self,
        window: int | None,
        action: ActionId,
        ticket: str | None = None,
        outcome: Outcome = Outcome.CASE,
        item: ItemCode | None = None,
    ) -> Ticket:
        """The visit is over; may follow a call directly. 咨询 and 材料不齐 may say which `item` they were about."""
        return self._at_window(
            "ticket.finished", window, action, ticket, lambda _, it, now: steps.finish(it, now, outcome, item)
        )

    def note_paper(
        self, window: int | None, action: ActionId, paper: str, item: ItemCode, ticket: str | None = None
    ) -> Ticket:
        """Notes that the visitor took a `paper` of the `item` along that belongs to no case."""
        return self._at_window(
            "ticket.paper_given",
            window,
            action,
            ticket,
            lambda _, it, __: steps.note_paper(it),
            facts={"paper": paper, "item": item},
        )

    def attach_case(self, ticket: TicketId, case: CaseId, action: ActionId) -> Ticket:
        """Notes that the visit led to `case`; attached already, nothing is written."""
        return self._anywhere(
            "ticket.case_attached", None, action, ticket, lambda _, it, __: steps.attach_case(it, case)
        )

    def change_rules(self, rules: QueueRules, action: ActionId) -> QueueRules:
        """Sets the point's rules from now on; Refused when a queue cannot run by them."""
        check_rules(rules)
        kind = "queue.rules_changed"
        with self._open() as queue:
            if (first := _first_body(queue, kind, action)) is not None:
                return rules_from_json(first["rules"])
            queue.save_rules(rules)
            body = {"rules": rules_to_json(rules), "clerk": self._clerk()}
            queue.journal.append(
                Act(kind=kind, subject=self._ids.new(), action=action, at=self._clock.now(), body=body)
            )
        self._announcer.announce(Changes(tickets=True, settings=True))
        return rules

    def _at_window(
        self,
        kind: str,
        window: int | None,
        action: ActionId,
        ticket: str | None,
        step: Step,
        state: TicketState | None = None,
        facts: Mapping[str, object] = NO_FACTS,
    ) -> Ticket:
        """An act on a visitor whom only the window that has them may change."""

        def own(queue: Queue, it: Ticket, now: datetime) -> Ticket:
            if window is not None and it.window not in (None, window):
                raise Refused("ticket_at_other_window", number=it.number, window=it.window)
            return step(queue, it, now)

        return self._anywhere(kind, window, action, ticket, own, state, facts)

    def _anywhere(
        self,
        kind: str,
        window: int | None,
        action: ActionId,
        ticket: str | None,
        step: Step,
        state: TicketState | None = None,
        facts: Mapping[str, object] = NO_FACTS,
    ) -> Ticket:
        """An act on one ticket. Without a name: the window's latest in `state`, or its current one."""

        def act(queue: Queue, now: datetime) -> Ticket:
            before = _held(queue, window, state, now) if ticket is None else find(queue, ticket, self._clock)
            after = step(queue, before, now)
            if after is before:
                return before
            queue.save(before, after)
            return self._write(queue, kind, after, action, now, window=window or before.window, **facts)

        return self._once(kind, action, act)

    def _once(self, kind: str, action: ActionId, act: Callable[[Queue, datetime], Ticket]) -> Ticket:
        with self._open() as queue:
            if (first := _first(queue, kind, action)) is not None:
                return first
            ticket = act(queue, self._clock.now())
        self._announcer.announce(Changes(tickets=True))
        return ticket

    def _write(
        self, queue: Queue, kind: str, ticket: Ticket, action: ActionId, now: datetime, **facts: object
    ) -> Ticket:
        body = {"ticket": ticket_to_json(ticket), "window": ticket.window, "clerk": self._clerk(), **facts}
        queue.journal.append(Act(kind=kind, subject=ticket.id, action=action, at=now, body=body))
        return ticket


def _first(queue: Queue, kind: str, action: ActionId) -> Ticket | None:
    """The ticket as this intention left it before, if it did."""
    body = _first_body(queue, kind, action)
    return None if body is None else ticket_from_json(body["ticket"])


def _first_body(queue: Queue, kind: str, action: ActionId) -> Mapping[str, Any] | None:
    entry = queue.journal.by_action(action)
    if entry is None:
        return None
    if entry.kind != kind:
        raise Refused("action_used_otherwise", kind=entry.kind)
    return entry.body()


def _free(queue: Queue, window: int) -> None:
    if (current := queue.current(window)) is not None:
        raise Refused("window_busy", number=current.number, window=window)


def _held(queue: Queue, window: int | None, state: TicketState | None, now: datetime) -> Ticket:
    if window is None:
        raise Refused("window_missing", "window")
    held = queue.current(window) if state is None else queue.last_at(window, state, local_date(now))
    if held is None:
        raise Refused("window_idle", window=window)
    return held


def _today(ticket: Ticket, now: datetime) -> Ticket:
    if ticket.day != local_date(now):
        raise Refused("ticket_other_day", number=ticket.number, day=ticket.day)
    return ticket
