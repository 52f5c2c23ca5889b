"""Central's own first act on a case: it gives it the city's number, when the case is first taken in."""

from collections.abc import Sequence

from app.cases.model import CaseAct, Step
from app.central.model import CaseFile

CENTRAL_NUMBER = "通审〔{year}〕{point}-{serial:05d}号"
"""机关代字〔年份〕服务点-序号: counted per point and year of registration, so that points never wait for each other."""

CENTRAL = "市级平台"
"""Who acts when central itself does."""


def registration(file: CaseFile) -> Step:
    """The step that registered the case. It is not stored: the case's row says when, and under which number."""
    return Step(
        at=file.registered_at,
        act=CaseAct.REGISTER,
        state=None,
        by=CENTRAL,
        window=None,
        reason=file.case.central_no,
        entry="",
    )


def story(file: CaseFile, steps: Sequence[Step]) -> list[Step]:
    """The stored steps with the registration in its place, behind the first."""
    return [*steps[:1], registration(file), *steps[1:]]
