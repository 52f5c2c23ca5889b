"""Every paper as an ordinary, a full and an overlong one, and what else may stand on it."""

from collections.abc import Callable
from functools import cache, partial
from typing import Any

from app.cases.model import CaseAct
from app.config import cache_folder
from app.helping.model import Level
from app.receipts.fonts import Fonts
from app.receipts.layout import render
from app.receipts.model import DocumentKind, Facts
from tests.app.receipts.desks import enrol, recorded
from tests.app.receipts.samples import busy_facts, facts, files, long_facts, wording
from tests.make import BIRTH, CLAIM, HARD, MEDICAL, UNEMPLOYED, line, person
from tests.screenshots.shot import DocumentShot, Stage
from tests.ui.week import REASON, change

_ACTS = {
    DocumentKind.RECEIVED: {"act": "receive"},
    DocumentKind.ACCEPTANCE: {"act": "accept"},
    DocumentKind.SUPPLEMENT: {
        "act": "supplement",
        "materials": line()["materials"][:2],
        "wanted": {"household_register": "变更页没有盖章，请到派出所补盖后再交"},
    },
    DocumentKind.DECLINED: {"act": "decline", "reason": "申请人户籍不在本县，应向户籍所在地申请"},
}
_ASKED = {"leaving_proof": "缺第二页，请补交有单位盖章的完整复印件", "近照": "近三个月一寸白底彩照一张"}
_OUTCOME = {"name": "失业登记证", "number": "通社〔2026〕0117号", "pickup": "县政务大厅3号窗口，工作日 8:30 至 16:30"}
_PAUSE = {"procedure": "入户核查", "reason": "需要核实居住情况", "began_on": "2026-11-23", "expected_days": 10}
_FROM_A_DESK = {*_ACTS, DocumentKind.NOTICE}
_RARE = {
    "applicant": person(name="刘𬘘䶮㐀𠀀"),
    "agent": {
        "name": "김영희（金英姬）",
        "id_type": "111",
        "id_no": "220502196706159995",
        "phone": "15900007111",
        "relation": "儿媳",
    },
}


@cache
def _fonts() -> Fonts:
    return Fonts(files(cache_folder() / "fonts"))


def _made(make: Callable[[DocumentKind], Facts], kind: DocumentKind, stage: Stage) -> bytes:
    return render(make(kind), _fonts(), wording())


def _paper(item: str, stage: Stage, *, enrolled: bool = True, copies: int = 1, **changes: Any) -> bytes:
    """The newest copy of a case that is taken in at the stage's desk."""
    if enrolled:
        enrol(stage.desk)
    number = recorded(stage.desk, item, **changes).case_no
    assert number is not None
    return [stage.desk.program.papers.copy(number).pdf for _ in range(copies)][-1]


def _notice(stage: Stage) -> bytes:
    """What central returned, as the applicant is told of it."""
    enrol(stage.desk)
    number = recorded(stage.desk, CLAIM, applicant=person()).case_no
    assert number is not None
    case = stage.desk.program.cases.get(number)
    change(stage.desk, case, state="returned", reason=REASON, central_no="通审〔2026〕220521100000-00017号")
    stage.desk.program.cases.act(number, CaseAct.NOTIFY)
    return stage.desk.program.papers.copy(number).pdf


def _told(stage: Stage, **fields: Any) -> bytes:
    """What central did, as the applicant is told of it."""
    enrol(stage.desk)
    number = recorded(stage.desk, UNEMPLOYED, applicant=person()).case_no
    assert number is not None
    no = "通审〔2026〕220521100000-00018号"
    change(stage.desk, stage.desk.program.cases.get(number), central_no=no, **fields)
    stage.desk.program.cases.act(number, CaseAct.NOTIFY)
    return stage.desk.program.papers.copy(number).pdf


def _preview(stage: Stage) -> bytes:
    return stage.desk.program.preview(line(CLAIM, applicant=person()))


def _hand_over(stage: Stage) -> bytes:
    """The list that goes up with ten cases."""
    enrol(stage.desk)
    program = stage.desk.program
    helper = program.helpers.add("孙德福", "220521100001", place="长安社区")
    cases = [recorded(stage.desk, CLAIM).case_no for _ in range(10)]
    opened = program.hand_overs.open([no for no in cases if no], source=Level.VILLAGE, helper=helper.number)
    return program.sheets.hand_over_list(program.hand_overs.hand_over(opened.id))


def _letter(stage: Stage) -> bytes:
    return stage.desk.program.authority_letter(line(CLAIM, applicant=person(), agent=_RARE["agent"]))


def _shot(name: str, pdf: Callable[[Stage], bytes]) -> DocumentShot:
    return DocumentShot(name=f"document-{name}", pdf=pdf)


SHOTS = (
    *(_shot(f"{kind}-short", partial(_paper, CLAIM, applicant=person(), **_ACTS[kind])) for kind in _ACTS),
    _shot("notice-short", _notice),
    _shot("asked-by-central", partial(_told, asked=_ASKED, asked_until="2026-12-20")),
    _shot("result-granted", partial(_told, state="approved", outcome=_OUTCOME)),
    _shot("result-refused", partial(_told, state="rejected", reason="申请人已在梅河口市参保，不属于失业登记的范围")),
    _shot("suspended-by-central", partial(_told, state="suspended", pauses=[_PAUSE])),
    *(_shot(f"{kind}-short", partial(_made, facts, kind)) for kind in DocumentKind if kind not in _FROM_A_DESK),
    *(_shot(f"{kind}-full", partial(_made, busy_facts, kind)) for kind in DocumentKind),
    *(_shot(f"{kind}-long", partial(_made, long_facts, kind)) for kind in DocumentKind),
    _shot("acceptance-on-the-spot", partial(_paper, BIRTH)),
    _shot("acceptance-waiting-for-the-link", partial(_paper, MEDICAL)),
    _shot("acceptance-without-a-promised-day", partial(_paper, "21")),
    _shot("acceptance-rare-names", partial(_paper, CLAIM, **_RARE)),
    _shot("acceptance-reprint", partial(_paper, CLAIM, copies=3)),
    _shot("acceptance-trial", partial(_paper, CLAIM, enrolled=False)),
    _shot("received-forwarded", partial(_paper, HARD, act="receive")),
    _shot("preview", _preview),
    _shot("hand-over-list", _hand_over),
    _shot("authority-letter", _letter),
)
