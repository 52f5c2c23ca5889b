"""One case with all that its screen shows, read in one go."""

from dataclasses import dataclass

from app.cases.limits import Limit
from app.cases.model import Case, Step
from app.catalogue.model import ServiceItem
from app.errors import NotFound
from app.helping.model import Batch
from app.receipts.model import Receipt
from app.sync.model import Delivery, KeptProof
from ui.cases.services import CaseServices


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseView:
    """`item` is the version that the case pins, None where this desk doesn't keep it. `proof` is central's signed word
    on the newest entry, `marked`: it asked the department to look at the item's version; `siblings` are all the
    cases of its theme; `batches` the lists on which its papers went up."""

    case: Case
    item: ServiceItem | None
    steps: tuple[Step, ...]
    papers: tuple[Receipt, ...]
    limit: Limit | None
    delivery: Delivery
    proof: KeptProof | None
    marked: bool = False
    siblings: tuple[Case, ...] = ()
    batches: tuple[Batch, ...] = ()


def read_view(services: CaseServices, number: str) -> CaseView:
    """On the storage lane. Raises NotFound("case_unknown")."""
    cases = services.intake.cases
    case = cases.get(number)
    joint = case.life.joint
    try:
        item: ServiceItem | None = services.intake.catalogue.item(case.item, case.item_version)
    except NotFound:
        item = None
    row = services.lists.row(case)
    delivery, proof = services.lists.delivery(case)
    return CaseView(
        case=case,
        item=item,
        steps=tuple(cases.steps(case)),
        papers=tuple(services.papers.of_case(case)),
        limit=services.lists.limits([row]).get(case.id) if row else None,
        delivery=delivery,
        proof=proof,
        marked=cases.marked(case),
        siblings=services.intake.themes.together(joint.no).cases if joint else (),
        batches=tuple(services.lists.batches(case)),
    )
