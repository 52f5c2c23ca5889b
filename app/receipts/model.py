"""Receipts: the papers an applicant takes home, their print state, and what stands on them.

A receipt gets its number before paper is asked for; how printing went is recorded afterwards
(issue 3, item 8), because a printer that says nothing must not cost a number.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from enum import StrEnum

from app.errors import Refused
from app.ids import CaseId, DeviceId, ReceiptId


class DocumentKind(StrEnum):
    """The documents a desk issues (domain.md, 3.4)."""

    RECEIVED = "received"  # 收件凭证
    ACCEPTANCE = "acceptance"  # 受理通知书
    SUPPLEMENT = "supplement"  # 一次性告知书
    DECLINED = "declined"  # 不予受理通知书
    NOTICE = "notice"  # 补正通知书, of what central returned
    LATE_PROMISE = "late_promise"  # 容缺受理承诺书
    INFORMED_PROMISE = "informed_promise"  # 告知承诺书
    ADDED = "added"  # 补充材料收件凭证
    SUSPENDED = "suspended"  # 特别程序告知书
    RESUMED = "resumed"  # 恢复办理告知书
    TRANSFERRED = "transferred"  # 转办（转报）告知书
    WITHDRAWN = "withdrawn"  # 撤回申请书
    LAPSED = "lapsed"  # 终止办理通知书
    CORRECTED = "corrected"  # 更正通知书
    VOIDED = "voided"  # 作废通知书
    DELIVERED = "delivered"  # 送达回证
    ORIGINALS = "originals"  # 原件退还清单
    JOINT = "joint"  # 一件事受理清单
    ASKED = "asked"  # 补充材料通知书, of what central asked for
    RESULT = "result"  # 办结通知书（领取通知）


class PrintState(StrEnum):
    """How the newest copy of a receipt fared."""

    WAITING = "waiting"
    PRINTED = "printed"
    FAILED = "failed"
    UNKNOWN = "unknown"  # handed to the printer, which never answered: look at the paper tray
    VOID = "void"


@dataclass(frozen=True, slots=True, kw_only=True)
class Receipt:
    """One issued document: its number is used up for ever, even when void.

    `copies` counts the papers asked for (0 before the original), `token` opens the public progress page, `entry` is
    the number of the desk's journal entry that issued it, `proof` the signed text of the newest copy's proof code.
    """

    id: ReceiptId
    case_id: CaseId
    kind: DocumentKind
    receipt_no: str
    entry: int
    copies: int
    token: str
    proof: str
    state: PrintState
    issued_at: datetime

    def reprinted(self, proof: str) -> "Receipt":
        """One copy more, waiting for paper. `proof` is the new copy's code, which carries its number.

        Raises Refused("receipt_void") when the receipt was voided.
        """
        return replace(self._in_force(), copies=self.copies + 1, proof=proof, state=PrintState.WAITING)

    def settled(self, state: PrintState) -> "Receipt":
        """The newest copy's fate, as the printer or the clerk told it.

        Raises Refused("receipt_void") when the receipt was voided.
        """
        return replace(self._in_force(), state=state)

    def voided(self) -> "Receipt":
        """The receipt no longer stands; its number stays in the register. Raises Refused("receipt_void")."""
        return replace(self._in_force(), state=PrintState.VOID)

    def _in_force(self) -> "Receipt":
        if self.state is PrintState.VOID:
            raise Refused("receipt_void", receipt_no=self.receipt_no)
        return self


@dataclass(frozen=True, slots=True, kw_only=True)
class Proof:
    """What the signed proof code says (design.md, Paper). It holds no name and no readable identity number.

    `device`, `stream` and `number` name the journal entry that made the receipt. `holder_digest` is the
    salted digest of the holder's identity number (`app.receipts.qr.holder_digest`), `sealed` the part that only
    central can open (empty until the paper issue fills it). Times are aware UTC, kept to the second.
    """

    case_no: str
    receipt_no: str
    kind: DocumentKind
    copy_number: int
    device: DeviceId
    stream: str
    number: int
    point: str
    item_code: str
    item_version: str
    received_at: datetime | None
    accepted_at: datetime | None
    due_on: date | None
    materials_digest: bytes
    token: str
    holder_salt: bytes
    holder_digest: bytes
    trial: bool = False
    sealed: bytes = b""


@dataclass(frozen=True, slots=True, kw_only=True)
class MaterialLine:
    """A material that was handed in; `form` is the word on paper: 原件, 复印件, 电子证照…"""

    name: str
    count: int
    form: str


@dataclass(frozen=True, slots=True, kw_only=True)
class WantedMaterial:
    """A missing or wrong material: what is the matter, what to do about it, and by which standard."""

    name: str
    problem: str
    fix: str
    standard: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class JointLine:
    """One case of a theme on its list: `due` says by when, or what becomes of it."""

    item: str
    case_no: str
    department: str
    due: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PointFacts:
    """The service point, as the applicant finds it again."""

    name: str
    address: str
    phone: str
    window: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonFacts:
    """The applicant or the agent on paper; number and phone come masked. `relation` is the agent's."""

    name: str
    id_type: str
    id_masked: str
    phone_masked: str | None = None
    relation: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ItemFacts:
    """The service item at the version that the case pins. `entrusted` is who acts for the department, if anyone.

    `limit` is the promised limit in words ("20 个工作日"), `limit_note` what the catalogue adds to it, and
    `counting` the sentence on how its days are counted; None where nothing is promised.
    """

    name: str
    code: str
    version: str
    department: str
    entrusted: str | None = None
    legal_basis: str | None = None
    limit: str | None = None
    limit_note: str | None = None
    counting: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """Everything one page needs. The wording around it is data in `resources/receipts`.

    `copy_number` 1 is the original, n prints 补打第 n-1 次. A `preview` is marked across the page and leaves the codes'
    places empty. `forwarded_to` is the body for which a 代收 window took the materials in. `concluded_at` and `result`
    stand on the 受理通知书 of a case that was finished on the spot, instead of a promised date. `supply_by` and
    `consequence` belong to 一次性告知书; `reason`, `legal_basis`, `competent_body` and `remedies` to 不予受理通知书.
    Where `consequence`, `legal_basis` or `remedies` is None, the standard wording is printed. Times are aware UTC;
    paper shows China's, and beside them that they are `unanchored`: nobody could vouch for the clock. `together`
    are the cases of 一件事受理清单, `said`
    further blanks of papers that later acts issue (app/receipts/life_blanks.py).
    """

    kind: DocumentKind
    receipt_no: str
    case_no: str
    issued_at: datetime
    point: PointFacts
    clerk: str
    applicant: PersonFacts
    item: ItemFacts
    link: str
    proof: str
    central_no: str | None = None
    trial: bool = False
    preview: bool = False
    copy_number: int = 1
    agent: PersonFacts | None = None
    materials: tuple[MaterialLine, ...] = ()
    wanted: tuple[WantedMaterial, ...] = ()
    supply_by: date | None = None
    consequence: str | None = None
    reason: str | None = None
    legal_basis: str | None = None
    competent_body: str | None = None
    remedies: str | None = None
    received_at: datetime | None = None
    forwarded_to: str | None = None
    accepted_at: datetime | None = None
    due_on: date | None = None
    due_provisional: bool = False
    pending_online: bool = False
    concluded_at: datetime | None = None
    result: str | None = None
    unanchored: bool = False
    together: tuple[JointLine, ...] = ()
    said: Mapping[str, str] = field(default_factory=dict)
