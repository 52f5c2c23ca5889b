"""Sheets filled: 交接清单 from a batch, 授权委托书 from an intake. Slow (tens of ms): for the devices lane."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime
from typing import Any, Final

from app.applicants.model import IdType
from app.applicants.names import mask_name, mask_number_on_paper, mask_phone
from app.clock import CHINA, local_date
from app.errors import Refused
from app.helping.model import Batch
from app.keys import Signer
from app.receipts.facts import Letterhead
from app.receipts.rendering import Renderer
from app.receipts.sheet import Sheet, render_sheet
from app.receipts.sheet_words import read_sheet_words
from app.receipts.wording import filled

_HAND_OVER: Final = "hand_over"
_AUTHORITY: Final = "authority"


class Sheets:
    """Draws them, with the fonts and words of the other papers."""

    def __init__(self, drawing: Renderer, *, signer: Signer, point: str, letterhead: Callable[[], Letterhead]) -> None:
        self._drawing = drawing
        self._point = point
        self._signer = signer
        self._letterhead = letterhead

    def hand_over_list(self, batch: Batch) -> bytes:
        """The list in two copies, with its code. Raises Refused: batch_still_open before the hand-over,
        batch_printed_elsewhere for a list of another point, whose word this code would be."""
        from app.receipts.batch_code import sign_batch

        given, due = batch.given, batch.due_on
        if given is None or due is None:
            raise Refused("batch_still_open", "batch", number=batch.number)
        if batch.point != self._point:
            raise Refused("batch_printed_elsewhere", "batch", number=batch.number, place=batch.from_place)
        blanks = read_sheet_words(self._drawing.texts, _HAND_OVER).blanks
        counts = {
            "cases": str(len(batch.lines)),
            "papers": str(sum(line.papers for line in batch.lines)),
            "materials": str(sum(line.materials for line in batch.lines)),
        }
        values = {
            "from_place": batch.from_place,
            "to_place": batch.to_place,
            "giver": given.name,
            "helper": batch.helper_name or "",
            "given_at": f"{_day(local_date(given.at))} {given.at.astimezone(CHINA):%H:%M}",
            "due": _day(due) + (blanks["provisional"] if batch.due_provisional else ""),
            "count": filled(blanks["count"], counts) or "",
            "pieces": filled(blanks["pieces"], counts) or "",
        }
        lines = [
            (one.case_no, mask_name(one.name) if one.name else "—", one.item_name, str(one.papers), str(one.materials))
            for one in batch.lines
        ]
        code = sign_batch(batch, self._signer)
        return self._drawn(_HAND_OVER, batch.number, given.at, values, lines, code)

    def authority_letter(self, line: Mapping[str, Any], item: str, at: datetime) -> bytes:
        """The letter that an intake's line asks for; what is not said yet is left to be written by hand.

        `line` is an input line, however incomplete, or a case as JSON.
        """
        words = read_sheet_words(self._drawing.texts, _AUTHORITY)
        blank, common = words.blanks, self._drawing.wording.common
        principal, agent = _object(line, "applicant"), _object(line, "agent")
        authority = _object(agent, "authority")
        until = str(authority.get("valid_until") or "")
        values = {
            "principal": _said(principal, "name") or blank["line"],
            "principal_phone": _phone(principal) or blank["line"],
            "principal_id": _id(principal, common) or blank["line"],
            "principal_address": _said(principal, "address") or blank["line"],
            "agent": _said(agent, "name") or blank["line"],
            "agent_phone": _phone(agent) or blank["line"],
            "agent_id": _id(agent, common) or blank["line"],
            "relation": _said(agent, "relation") or blank["short"],
            "item": item or blank["line"],
            "scope": _said(authority, "scope") or blank["scope"],
            "from": _day(local_date(at)),
            "until": _day(date.fromisoformat(until)) if until else blank["day"],
            "case_no": str(line.get("case_no") or ""),
        }
        number = _said(authority, "number")
        return self._drawn(_AUTHORITY, number, at, values, [], "")

    def _drawn(
        self,
        name: str,
        number: str,
        at: datetime,
        values: Mapping[str, str],
        lines: Sequence[tuple[str, ...]],
        code: str,
    ) -> bytes:
        head = self._letterhead()
        sheet = Sheet(
            words=read_sheet_words(self._drawing.texts, name),
            number=number,
            point=head.name,
            address=head.address,
            phone=head.phone,
            at=at,
            values=values,
            lines=lines,
            code=code,
            trial=head.trial and bool(code),  # a letter is the applicant's own
        )
        return render_sheet(sheet, self._drawing.fonts, self._drawing.wording)


def _object(value: Mapping[str, Any], key: str) -> Mapping[str, Any]:
    found = value.get(key)
    return found if isinstance(found, dict) else {}


def _said(value: Mapping[str, Any], key: str) -> str:
    return str(value.get(key) or "").strip()


def _phone(person: Mapping[str, Any]) -> str:
    phone = _said(person, "phone")
    return mask_phone(phone) if phone else ""


def _id(person: Mapping[str, Any], common: Mapping[str, str]) -> str:
    number, kind = _said(person, "id_no"), _said(person, "id_type")
    if not number:
        return ""
    shown = number if kind == IdType.USCC.value else mask_number_on_paper(number)
    return f"{common.get(f'id_{kind}', '')}　{shown}".strip()


def _day(day: date) -> str:
    return f"{day.year}年{day.month}月{day.day}日"
