"""一件事受理清单: which of a theme's lists is in force, and which of its cases a list tells of.

A list is a paper of one case, with a number, copies and a print state as any. The first case of a theme brings it; one
that takes the place of another (更正) brings a new list, in the place of those before.
"""

from collections.abc import Sequence

from app.cases.model import Case, Document
from app.receipts.model import DocumentKind


def list_in_force(cases: Sequence[Case]) -> tuple[Case, Document] | None:
    """The newest list among the cases of one joint number with the case whose paper it is; None once that is out of
    force, as with a void case, for an older list names less than the newest did."""
    lists = [(case, paper) for case in cases for paper in case.documents if paper.kind is DocumentKind.JOINT]
    if not lists:
        return None
    case, paper = max(enumerate(lists), key=lambda one: (one[1][1].issued_at, one[0]))[1]
    old = {one.receipt_no for one in case.life.old_papers}
    return None if paper.receipt_no in old else (case, paper)


def told_of(cases: Sequence[Case], paper: Document) -> list[Case]:
    """The cases that the list names, of all under its joint number: those of its time, each in the place of the one
    that it replaced."""
    then = [case for case in cases if not case.documents or case.documents[0].issued_at <= paper.issued_at]
    by_number = {case.case_no: case for case in then}
    told = []
    for case in then:
        if case.life.replaces in by_number:
            continue
        while case.life.replaced_by in by_number:
            case = by_number[case.life.replaced_by]
        told.append(case)
    return told
