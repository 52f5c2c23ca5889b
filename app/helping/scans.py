"""What a scan or a typed number says, and the line that its case makes on a list."""

from collections.abc import Callable, Sequence
from typing import Final

from app.cases.model import Case, CaseState
from app.cases.numbers import read_case_number
from app.catalogue.model import GivenForm
from app.errors import NotFound, Refused
from app.helping.model import Batch, BatchLine
from app.storage.desk import Desk

NOT_HANDED_OVER: Final = frozenset({CaseState.DRAFT, CaseState.VOID, CaseState.WITHDRAWN, CaseState.DECLINED})
"""States of a case whose papers go nowhere."""
_ON_PAPER: Final = frozenset({GivenForm.ORIGINAL, GivenForm.COPY})

ReadCode = Callable[[str], str | None]
"""The case number that the text of a scanned code says, None for a text that is no such code. Raises Refused for a code
that was changed."""


class Scans:
    """Reads scans against the desk's cases."""

    def __init__(self, read_code: ReadCode) -> None:
        self._read_code = read_code

    def lines(self, desk: Desk, batch: Batch, numbers: Sequence[str]) -> tuple[BatchLine, ...]:
        """The lines of these cases, each once.

        Raises NotFound("case_unknown"), Refused: scan_unreadable, case_not_to_hand_over, case_listed_already.
        """
        cases = [self._case(desk, number) for number in dict.fromkeys(numbers)]
        unique = {case.case_no: case for case in cases}
        listed = desk.helping.listed(unique, batch.source)
        for number, other in listed.items():
            raise Refused("case_listed_already", "cases", case_no=number, batch=other)
        return tuple(_line(case) for case in unique.values())

    def _case(self, desk: Desk, number: str) -> Case:
        case = desk.cases.by_number(self.number(desk, number))
        if case is None:
            raise NotFound("case_unknown", "cases", given=number)
        if case.state in NOT_HANDED_OVER:
            raise Refused("case_not_to_hand_over", "cases", case_no=case.case_no)
        return case

    def number(self, desk: Desk, scan: str) -> str:
        """What is known here goes by its own number, whichever number, link or code of it was given.

        Raises Refused: scan_unreadable, and what reading a damaged code raises.
        """
        text = scan.strip()
        said = self._read_code(text) or text
        token = said.rstrip("/").rpartition("/")[2].upper()
        case = desk.cases.by_number(said) or desk.cases.by_token(token)
        if case is not None:
            return case.case_no
        try:
            return read_case_number(said)
        except Refused as refused:
            raise Refused("scan_unreadable", "scans", given=text[:40]) from refused

    def listed(self, desk: Desk, batch: Batch, scan: str) -> str:
        """As the list has it, where it is on it; else as `number`."""
        return scan if scan in batch.case_nos else self.number(desk, scan)


def _line(case: Case) -> BatchLine:
    return BatchLine(
        case_no=case.case_no,
        name=case.applicant.name,
        item_name=case.item_name,
        papers=len(case.documents),
        materials=sum(given.count for given in case.materials if given.form in _ON_PAPER),
    )
