"""promise list, promise export."""

import csv
import os
from argparse import Namespace
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import Any, Final

from app.cases.ledger import LedgerLine, calls, checks, ledger
from app.cases.life import PromiseKind
from app.catalogue.shelf import Shelf, View
from app.commands.opening import desk_of
from app.commands.output import DONE, say
from app.errors import Trouble
from app.storage.desk import Desk

_COLUMNS: Final = (
    *("承诺人", "证件类型代码", "证件号码", "联系电话", "承诺类型", "承诺内容", "事项名称"),
    *("承诺日期", "履行或核查期限", "履行情况", "确认日期", "核查人", "核查说明", "办件编号"),
)
_KINDS: Final = {PromiseKind.LATE: "容缺受理承诺", PromiseKind.INFORMED: "告知承诺"}
_Read = Callable[[Desk, View, date | None], Iterator[LedgerLine]]
_FORMULA: Final = ("=", "+", "-", "@", "\t", "\r")


def list_(args: Namespace) -> int:
    """A line a promise, unmasked: all, the oldest first, or those to call about or to check, by their last day."""
    with _lines(args.data, args.since, calls if args.open else checks if args.checks else ledger) as lines:
        for line in lines:
            say(_as_json(line))
    return DONE


def export(args: Namespace) -> int:
    """The ledger as CSV. What stood in the file stands until all of it is written."""
    begun = Path(f"{args.file}.part")
    with _lines(args.data, args.since) as lines:
        try:
            with begun.open("w", encoding="utf-8-sig", newline="") as file:
                sheet = csv.writer(file)
                sheet.writerow(_COLUMNS)
                count = 0
                for line in lines:
                    sheet.writerow(map(_cell, _as_row(line)))
                    count += 1
            os.replace(begun, args.file)
        except OSError as error:
            begun.unlink(missing_ok=True)
            raise Trouble("file_not_written", "file", path=args.file, reason=error.strerror or "") from error
    say({"file": args.file, "promises": count})
    return DONE


@contextmanager
def _lines(data: str | None, since: date | None, which: _Read = ledger) -> Iterator[Iterator[LedgerLine]]:
    with desk_of(data) as program, program.store.reading() as desk:
        view = Shelf(program.config.point).renew(desk.catalogue)
        yield which(desk, view, since)


def _as_json(line: LedgerLine) -> dict[str, Any]:
    subject = line.subject
    contact = subject.contact
    return {
        "case_no": line.case_no,
        "state": line.state.value,
        "item_name": line.item_name,
        "subject": {"name": subject.name, "id_type": subject.id_type.value, "id_no": subject.id_no},
        "phone": subject.phone,
        "contact": contact and {"name": contact.name, "phone": contact.phone},
        "kind": line.kind.value,
        "about": line.about,
        "made_on": line.made_on,
        "due_on": line.due_on,
        "settled_on": line.settled_on,
        "kept": line.kept,
        "open": line.open,
        "checked_by": line.checked_by,
        "finding": line.finding,
    }


def _as_row(line: LedgerLine) -> tuple[str, ...]:
    subject = line.subject
    return (
        subject.name,
        subject.id_type.value,
        subject.id_no,
        subject.phone or (subject.contact.phone if subject.contact else ""),
        _KINDS[line.kind],
        "；".join(line.about),
        line.item_name,
        line.made_on.isoformat(),
        line.due_on.isoformat() if line.due_on else "",
        _standing(line),
        line.settled_on.isoformat() if line.settled_on else "",
        line.checked_by or "",
        line.finding or "",
        line.case_no,
    )


def _standing(line: LedgerLine) -> str:
    if line.kept is None:
        waits = "待履行" if line.kind is PromiseKind.LATE else "待核查"
        return waits if line.open else "办件已终止，不再履行"
    return "已履行" if line.kept else "未履行"


def _cell(text: str) -> str:
    """Nothing is taken for a formula; numbers stay as the platform reads them."""
    return f"'{text}" if text.startswith(_FORMULA) else text
