"""Which papers of a case stand, and what this desk knows of one: a theme's list goes by all of the theme's cases."""

from collections.abc import Sequence
from dataclasses import dataclass

from app.cases.model import Case, Document
from app.errors import Refused
from app.receipts.joint_list import list_in_force, told_of
from app.receipts.model import DocumentKind, PrintState, Receipt
from app.storage.desk import Desk


@dataclass(frozen=True, slots=True, kw_only=True)
class KnownPaper:
    """An issued paper as its case has it: `covers` are the cases that it tells of, of a theme's list all of them."""

    kind: DocumentKind
    in_force: bool
    joint: str | None
    covers: tuple[Case, ...]


def newest_standing(desk: Desk, case: Case, papers: Sequence[Receipt]) -> Receipt:
    """The newest that is in force. Another window may have put one out of force, or 以市级为准: the case knows, the
    paper's own row does not. Raises Refused("receipt_void")."""
    standing = [paper for paper in papers if paper.state is not PrintState.VOID]
    in_force = [paper for paper in standing if not is_out_of_force(desk, case, paper.kind, paper.receipt_no)]
    if not in_force:
        raise Refused("receipt_void", receipt_no=papers[-1].receipt_no)
    return in_force[-1]


def is_out_of_force(desk: Desk, case: Case, kind: DocumentKind, receipt_no: str) -> bool:
    """A theme's list is so too when its case is void, or once a newer one took its place."""
    if kind is DocumentKind.JOINT and case.life.joint is not None:
        found = theme_list(desk, case)
        return found is None or found[1].receipt_no != receipt_no
    return any(paper.receipt_no == receipt_no for paper in case.life.old_papers)


def theme_list(desk: Desk, case: Case) -> tuple[Case, Document] | None:
    """The list in force of the theme that the case was recorded with, and the case that brought it."""
    return None if case.life.joint is None else list_in_force(desk.cases.of_joint(case.life.joint.no))


def list_of_another(desk: Desk, case: Case) -> tuple[Case, list[Receipt]] | None:
    """Another case of the theme with the list in force that it brought, where this desk issued that."""
    found = theme_list(desk, case)
    if found is None or found[0].id == case.id:
        return None
    other, listed = found
    papers = [paper for paper in desk.receipts.of_case(other.id) if paper.receipt_no == listed.receipt_no]
    return (other, papers) if papers else None


def cases_told(desk: Desk, case: Case, paper: Document) -> list[Case]:
    """The cases that the paper tells of."""
    if paper.kind is not DocumentKind.JOINT or case.life.joint is None:
        return [case]
    return told_of(desk.cases.of_joint(case.life.joint.no), paper)


def known_paper(desk: Desk, number: str, receipt_no: str) -> KnownPaper | None:
    """What this desk knows of a paper of that case; None where it has no such case or paper."""
    case = desk.cases.by_number(number)
    papers = case.documents if case else ()
    paper = next((one for one in papers if one.receipt_no == receipt_no), None)
    if case is None or paper is None:
        return None
    return KnownPaper(
        kind=paper.kind,
        in_force=not is_out_of_force(desk, case, paper.kind, receipt_no),
        joint=case.life.joint.no if case.life.joint else None,
        covers=tuple(cases_told(desk, case, paper)),
    )
