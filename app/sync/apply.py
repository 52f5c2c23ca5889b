"""Applies one feed item or verdict to the desk's rows, within the transaction that stores it.

What contradicts the desk's own row never overwrites it: the item is marked as differing, and people look at it.
"""

import base64
from collections.abc import Callable, Mapping
from dataclasses import replace
from types import MappingProxyType

from app.cases.model import Case
from app.catalogue.calendar_json import calendar_year_from_json
from app.catalogue.item_json import item_from_json
from app.catalogue.point_json import point_rules_from_json
from app.errors import Refused
from app.events import Changes
from app.helping.model import OF_HELPING
from app.ids import CaseId, DeviceId
from app.journal import Entry, EntryName, Stream
from app.storage.desk import Desk
from app.sync import helping, themes
from app.sync.effects import after_item, after_verdict, registered
from app.sync.key_sheets import read_sheet
from app.sync.model import FeedItem, FeedKind, Verdict, VerdictKind
from app.sync.ordering import Placed, placed
from app.sync.others import begun, is_covered
from app.sync.trust import keep_sheet


def apply_item(desk: Desk, item: FeedItem, point: str) -> Changes:
    """What the item changed. Kinds, cases and points that this desk doesn't know are passed over."""
    apply = _OF_KIND.get(item.kind)
    if apply is None:
        return Changes(sync=True)
    try:
        return apply(desk, item, point)
    except Refused as error:
        desk.sync.mark_differing(item, error.code)
    except (KeyError, ValueError, TypeError):
        desk.sync.mark_differing(item, "feed_malformed")
    return Changes(sync=True)


def apply_verdict(desk: Desk, verdict: Verdict, subject: str) -> Changes:
    """What the verdict on an entry about `subject` made of the case."""
    case = desk.cases.get(CaseId(subject))
    if case is None:
        return Changes(sync=True)
    after = after_verdict(case, verdict)
    if after != case:
        desk.cases.save(after)
    return Changes(sync=True, cases=True)


def _case(desk: Desk, item: FeedItem, _point: str) -> Changes:
    case = desk.cases.get(CaseId(item.subject))
    if case is None:
        return _begin(desk, item)
    if _is_covered(desk, item):
        return Changes()
    after = after_item(case, item, _placed(desk, case, item))
    if after != case:
        desk.cases.save(_known_person(desk, after) if after.applicant != case.applicant else after)
    return Changes(sync=True, cases=True)


def _placed(desk: Desk, case: Case, item: FeedItem) -> Placed:
    """The item's place among this desk's acts on the case."""

    def words() -> tuple[list[Entry], list[FeedItem | Verdict]]:
        entries = desk.journal.of_subject(case.id)
        return entries, [word for _, word in desk.sync.told(case.id, [entry.name for entry in entries])]

    return placed(case, item, desk.journal.device, words)


def _registered(desk: Desk, item: FeedItem, _point: str) -> Changes:
    """Central's numbers for many cases at once; which of them this desk doesn't know it passes over."""
    desk.sync.register(item, registered(item))
    return Changes(sync=True, cases=True)


def _begin(desk: Desk, item: FeedItem) -> Changes:
    """A case of another device of the point is here from now on."""
    case = begun(item)
    if case is None:
        return Changes(sync=True)
    desk.cases.add(_known_person(desk, case))
    return Changes(sync=True, cases=True)


def _known_person(desk: Desk, case: Case) -> Case:
    """The case with its applicant as this desk knows the person; what is written here of the person stands."""
    known = desk.applicants.by_identity(case.applicant.identity)
    found = known.id if known is not None else desk.applicants.keep(case.applicant).id
    return replace(case, applicant=replace(case.applicant, id=found))


def _is_covered(desk: Desk, item: FeedItem) -> bool:
    """Whether the first pull brought the case with this already in it."""
    pull = desk.sync.first_pull()
    if pull is None or item.number > pull.upto:
        return False
    return is_covered(item, [told for _, told in desk.sync.feed_of(item.subject)])


def _settled(desk: Desk, item: FeedItem, _point: str) -> Changes:
    device, stream, number = item.body["entry"]
    verdict = Verdict(
        entry=EntryName(device=DeviceId(device), stream=Stream(stream), number=number),
        kind=VerdictKind(item.body["verdict"]),
        reason=item.body.get("reason"),
        text=item.body.get("text"),
    )
    if desk.sync.verdict(verdict.entry) == verdict:
        return Changes()
    if all(entry.name != verdict.entry for entry in desk.journal.of_subject(item.subject)):
        return Changes()  # another window's: that one is told what to do about it
    desk.sync.keep_verdicts([verdict], desk.journal.head().number, item.at)
    return apply_verdict(desk, verdict, item.subject)


def _items(desk: Desk, item: FeedItem, _point: str) -> Changes:
    desk.catalogue.keep_items([item_from_json(one) for one in item.body["items"]])
    return Changes(catalogue=True)


def _years(desk: Desk, item: FeedItem, _point: str) -> Changes:
    desk.catalogue.keep_calendar([calendar_year_from_json(one) for one in item.body["years"]])
    return Changes(catalogue=True)


def _rules(desk: Desk, item: FeedItem, point: str) -> Changes:
    rules = point_rules_from_json(item.body)
    if rules.point != point:
        return Changes()
    desk.catalogue.keep_point_rules(rules)
    return Changes(catalogue=True, settings=True)


def _keys(desk: Desk, item: FeedItem, _point: str) -> Changes:
    enrolment = desk.sync.enrolment()
    if enrolment is None:
        raise Refused("sheet_not_signed")
    written, signature = (base64.b64decode(item.body[name], validate=True) for name in ("sheet", "signature"))
    keep_sheet(desk, read_sheet(written, signature, enrolment.root))
    return Changes(sync=True)


_OF_KIND: Mapping[str, Callable[[Desk, FeedItem, str], Changes]] = MappingProxyType(
    {
        FeedKind.CASE_REGISTERED: _case,
        FeedKind.CASES_REGISTERED: _registered,
        FeedKind.CASE_DECIDED: _case,
        FeedKind.CASE_RETURNED: _case,
        FeedKind.CASE_RECORDED: _case,
        FeedKind.CASE_ACTED: _case,
        FeedKind.CASE_TOLD: _case,
        FeedKind.CASE_STANDS: _case,
        FeedKind.ENTRY_SETTLED: _settled,
        FeedKind.CATALOGUE_ITEMS: _items,
        FeedKind.CALENDAR_YEARS: _years,
        FeedKind.THEMES_LISTED: themes.take_in,
        FeedKind.POINT_RULES: _rules,
        FeedKind.KEYS_LISTED: _keys,
        **dict.fromkeys(OF_HELPING, helping.take_in),
    }
)
