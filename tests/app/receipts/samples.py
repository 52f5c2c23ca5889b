"""Receipts to test with: one key, one proof, and facts short and long."""

from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime
from pathlib import Path

from app.ids import DeviceId
from app.keys import Ed25519Signer
from app.receipts.font_files import FontFiles, font_files
from app.receipts.fonts import Fonts
from app.receipts.model import (
    DocumentKind,
    Facts,
    ItemFacts,
    JointLine,
    MaterialLine,
    PersonFacts,
    PointFacts,
    Proof,
    WantedMaterial,
)
from app.receipts.qr import holder_digest, link_url, materials_digest, sign_proof
from app.receipts.verify import KnownKey
from app.receipts.wording import Wording, read_wording

RESOURCES = Path(__file__).parents[3] / "resources"
SIGNER = Ed25519Signer(bytes(range(32)))
DEVICE = DeviceId("0195f2c4-77aa-7bb0-8a4e-5d2f90c31e77")
POINT = "220502100002"
ID_NO = "220502194403081234"
TOKEN = "9T4KQ2M7ZX0B8CDV"
RECEIVED_AT = datetime(2026, 9, 24, 1, 12, 30, tzinfo=UTC)
MATERIALS = (
    MaterialLine(name="居民身份证", count=1, form="复印件"),
    MaterialLine(name="高龄津贴申请表", count=2, form="原件"),
    MaterialLine(name="本人银行卡", count=1, form="复印件"),
)


def proof(**changes: object) -> Proof:
    """A proof of an accepted case, with changes."""
    values: dict[str, object] = {
        "case_no": "220502100002-01-20260924-0017-K",
        "receipt_no": "快大茂受字〔2026〕0017号",
        "kind": DocumentKind.ACCEPTANCE,
        "copy_number": 1,
        "device": DEVICE,
        "stream": "desk",
        "number": 417,
        "point": POINT,
        "item_code": "11220521MB1234567X4220802004000",
        "item_version": "3",
        "received_at": RECEIVED_AT,
        "accepted_at": RECEIVED_AT,
        "due_on": date(2026, 10, 9),
        "materials_digest": materials_digest(MATERIALS),
        "token": TOKEN,
        "holder_salt": b"saltsalt",
        "holder_digest": holder_digest(ID_NO, b"saltsalt"),
    }
    return Proof(**{**values, **changes})  # type: ignore[arg-type]


def fonts(cache: Path) -> Fonts:
    """The bundled fonts, unpacked under `cache`."""
    return Fonts(files(cache))


def files(cache: Path) -> FontFiles:
    return font_files(RESOURCES / "fonts", cache)


def wording() -> Wording:
    return read_wording(RESOURCES / "receipts")


@dataclass
class Ring:
    """A key ring in memory."""

    keys: dict[bytes, KnownKey] = field(default_factory=dict)
    held: set[int] = field(default_factory=set)

    def find(self, key_id: bytes) -> KnownKey | None:
        return self.keys.get(key_id)

    def central_holds(self, device: DeviceId, stream: str, number: int) -> bool:
        return number in self.held


def ring(**changes: object) -> Ring:
    """A ring that knows SIGNER's key, with changes to what it knows."""
    known = KnownKey(public=SIGNER.public, device=DEVICE, point=POINT, **changes)  # type: ignore[arg-type]
    return Ring(keys={SIGNER.key_id: known})


def facts(kind: DocumentKind = DocumentKind.ACCEPTANCE, **changes: object) -> Facts:
    """A filled page of ordinary length, with changes."""
    copy = int(changes.get("copy_number", 1))  # type: ignore[call-overload]
    values: dict[str, object] = {
        "kind": kind,
        "receipt_no": "快大茂受字〔2026〕0017号",
        "case_no": "220502100002-01-20260924-0017-K",
        "issued_at": RECEIVED_AT,
        "point": PointFacts(
            name="通化县快大茂镇便民服务中心", address="通化县快大茂镇同德路 1188 号", phone="0435-5220000", window="3"
        ),
        "clerk": "王晓梅",
        "applicant": PersonFacts(
            name="张㐀", id_type="居民身份证", id_masked="220502********1234", phone_masked="138****5678"
        ),
        "item": ItemFacts(
            name="高龄津贴申领",
            code="11220521MB1234567X4220802004000",
            version="3",
            department="通化县民政局",
            legal_basis="《吉林省老年人权益保障条例》第二十八条",
            limit="5 个工作日",
            counting="承诺时限自受理的次日起按工作日计算。",
        ),
        "link": link_url("https://sp.tonghua.gov.cn", TOKEN),
        "proof": sign_proof(proof(kind=kind, copy_number=copy), SIGNER),
        "copy_number": copy,
        "received_at": RECEIVED_AT,
        **_OF_KIND[kind],
    }
    return Facts(**{**values, **changes})  # type: ignore[arg-type]


_WANTED = (
    WantedMaterial(
        name="户口簿", problem="缺少", fix="请提交户口簿首页和本人页复印件", standard="A4 纸复印，字迹清楚，与原件一致"
    ),
    WantedMaterial(
        name="高龄津贴申请表", problem="填写有误", fix="第 4 栏银行账号少一位，请重新填写并签名（可按手印）"
    ),
)

_LATE = {"late_materials": "户口簿、本人银行卡", "late_until": "2026年10月9日"}
_PAUSE = {"procedure": "入户核查", "paused_from": "2026年9月25日"}
_OLD = {"old_title": "受理通知书", "old_papers": "快大茂受理〔2026〕0100017号", "taken_back": "原凭证已收回。"}
_OF_KIND: dict[DocumentKind, dict[str, object]] = {
    DocumentKind.RECEIVED: {"materials": MATERIALS},
    DocumentKind.ACCEPTANCE: {
        "materials": MATERIALS,
        "accepted_at": RECEIVED_AT,
        "due_on": date(2026, 10, 9),
    },
    DocumentKind.SUPPLEMENT: {"materials": MATERIALS[:1], "wanted": _WANTED, "supply_by": date(2026, 10, 23)},
    DocumentKind.DECLINED: {
        "materials": MATERIALS[:1],
        "reason": "申请人户籍不在通化县，高龄津贴由户籍所在地县级民政部门办理。",
        "legal_basis": "《吉林省老年人权益保障条例》第二十八条",
        "competent_body": "梅河口市民政局",
    },
    DocumentKind.NOTICE: {
        "materials": MATERIALS,
        "reason": "银行账户户名与申请人不一致，请核对存折首页后重新上报。",
    },
    DocumentKind.LATE_PROMISE: {"said": _LATE},
    DocumentKind.INFORMED_PROMISE: {
        "said": {
            "promised": "（1）年满 80 周岁；（2）户籍在通化县；（3）未在其他地区领取高龄津贴。",
            "decided": "办理部门收到申请后凭本承诺书即行审查，最迟于 2026年10月23日 作出决定",
            "check_within": "于 2026年11月24日 前",
        }
    },
    DocumentKind.ADDED: {
        "materials": MATERIALS,
        "said": {"acted": "2026年9月28日 10:05", "late_open": "尚待补交：户口簿，期限 2026年10月9日。"},
    },
    DocumentKind.SUSPENDED: {"reason": "需要入户核查。", "said": {**_PAUSE, "pause_days": "10"}},
    DocumentKind.RESUMED: {
        "due_on": date(2026, 10, 19),
        "said": {**_PAUSE, "paused_until": "2026年10月8日"},
    },
    DocumentKind.TRANSFERRED: {
        "materials": MATERIALS,
        "due_on": date(2026, 10, 9),
        "reason": "申请人已迁居。",
        "said": {"hand_over_way": "转由", "hand_over_to": "梅河口市民政局"},
    },
    DocumentKind.WITHDRAWN: {"materials": MATERIALS, "reason": "家人已在网上办理。"},
    DocumentKind.LAPSED: {
        "materials": MATERIALS,
        "reason": "到期未补交户口簿，两次电话提醒无果。",
        "said": {**_LATE, "answer_by": "2026年10月9日"},
    },
    DocumentKind.CORRECTED: {"accepted_at": RECEIVED_AT, "reason": "申请人姓名录入有误。", "said": _OLD},
    DocumentKind.VOIDED: {
        "reason": "重复登记。",
        "said": {**_OLD, "replaced_by": "220502100002-01-20260924-0018-3", "replaced": "替代的办件编号：见下表。"},
    },
    DocumentKind.DELIVERED: {
        "said": {
            "delivered_paper": "高龄津贴资格确认通知书",
            "delivered_copies": "1 份",
            "delivered_at": "2026年10月12日 09:20",
            "delivery_mode": "代领",
            "receiver": "张小北",
            "receiver_id": "220502********4321",
            "relation": "儿子",
            "authority": "户口簿",
            "checked": "核对居民身份证原件",
            "signed": "按手印",
            "outcome_no": "通县民高〔2026〕0117号",
        }
    },
    DocumentKind.ORIGINALS: {
        "materials": tuple(replace(line, form="原件") for line in MATERIALS),
        "said": {
            "acted": "2026年10月12日 09:20",
            "receiver": "张小北",
            "relation": "儿子",
            "authority": "授权委托书",
            "signed": "按手印",
            "still_here": "仍有原件留存在窗口：户口簿，办完后退还。",
        },
    },
    DocumentKind.ASKED: {
        "wanted": (
            WantedMaterial(name="户口簿", problem="需补充", fix="缺户主页，请补交复印件"),
            WantedMaterial(name="本人银行卡", problem="未提交", fix="请提交社保卡或银行卡复印件", standard="A4 纸复印"),
        ),
        "supply_by": date(2026, 10, 9),
    },
    DocumentKind.RESULT: {
        "said": {
            "outcome": "准予",
            "decision": "经审查，决定准予，",
            "outcome_name": "高龄津贴资格确认通知书",
            "outcome_no": "通县民高〔2026〕0117号",
            "outcome_until": "2031年10月8日",
            "pickup": "通化县政务大厅 3 号窗口，工作日 8:30 至 16:30",
        }
    },
    DocumentKind.JOINT: {
        "together": (
            JointLine(
                item="高龄津贴申领",
                case_no="220502100002-01-20260924-0017-K",
                department="通化县民政局",
                due="2026年10月9日",
            ),
            JointLine(
                item="出生户口登记",
                case_no="220502100002012026092400189",
                department="通化县公安局",
                due="转送公安派出所，由其决定是否受理",
            ),
        ),
        "said": {"theme": "新生儿出生一件事", "joint_no": "L220502100002012026092400015", "joint_count": "2"},
    },
}

_WITH_REASON = tuple(kind for kind, values in _OF_KIND.items() if "reason" in values)
_BUSY_MATERIALS = (
    MaterialLine(name="孤儿、事实无人抚养儿童基本生活补贴申请表", count=1, form="原件"),
    MaterialLine(name="儿童居民户口簿（首页、本人页及变更页）", count=1, form="复印件"),
    MaterialLine(name="监护人居民身份证", count=1, form="复印件"),
    MaterialLine(name="父亲情形证明材料", count=2, form="原件"),
    MaterialLine(name="母亲情形证明材料", count=2, form="原件"),
    MaterialLine(name="家庭经济状况授权书", count=1, form="原件"),
    MaterialLine(name="儿童或监护人银行卡", count=1, form="复印件"),
    MaterialLine(name="近期免冠白底彩色照片", count=3, form="数据共享免交"),
)


def busy_facts(kind: DocumentKind = DocumentKind.ACCEPTANCE) -> Facts:
    """Eight materials, an agent, a long basis, both numbers, a trial's note: the fullest of ordinary pages."""
    given = _BUSY_MATERIALS if "materials" in _OF_KIND[kind] else ()
    wanted: tuple[WantedMaterial, ...] = ()
    if kind in (DocumentKind.SUPPLEMENT, DocumentKind.ASKED):
        given, short = given[:5], _BUSY_MATERIALS[5:]
        wanted = tuple(
            WantedMaterial(
                name=line.name,
                problem="未提交",
                fix=f"请补交{line.form}{line.count}份，由本人签名或按手印",
                standard="A4 纸，字迹清楚，与原件一致",
            )
            for line in short
        )
    return facts(
        kind,
        agent=PersonFacts(name="赵玉", id_type="居民身份证", id_masked="220501********9997", relation="监护人"),
        item=ItemFacts(
            name="孤儿、事实无人抚养儿童基本生活补贴",
            code="11220521MB0TT1032T422051101500001",
            version="1",
            department="通化县民政局",
            legal_basis="《国务院办公厅关于加强孤儿保障工作的意见》（国办发〔2010〕54号）；"
            "《关于进一步加强事实无人抚养儿童保障工作的意见》（民发〔2019〕62号）",
            limit="20 个工作日",
            counting="承诺时限自受理的次日起按工作日计算。",
        ),
        legal_basis=None,
        central_no="11220521MB0TT1032T422051101500001202611240012",
        materials=given,
        wanted=wanted,
        trial=True,
        pending_online=kind is DocumentKind.ACCEPTANCE,
        copy_number=2,
    )


LONG_NAME = "阿卜杜拉赫曼·伊本·穆罕默德·阿勒哈桑·伊本·优素福·阿卜杜勒"


def long_facts(kind: DocumentKind) -> Facts:
    """Everything filled to the brim: long names, an agent, many materials, a reprint before enrolment."""
    many = tuple(
        MaterialLine(
            name=f"第 {number} 项证明材料（含附件及其说明，由出具单位加盖公章）", count=number % 3 + 1, form="复印件"
        )
        for number in range(1, 36)
    )
    wanted = tuple(
        WantedMaterial(
            name=f"第 {number} 项证明材料",
            problem="缺少" if number % 2 else "不符合法定形式",
            fix="请到出具单位补盖公章后再提交原件一份，并附经办人签名的情况说明",
            standard="《吉林省政务服务事项材料规范》表 7；A4 纸，字迹清楚",
        )
        for number in range(1, 16)
    )
    return facts(
        kind,
        applicant=PersonFacts(
            name=LONG_NAME,
            id_type="外国人永久居留身份证",
            id_masked="911***********1234",
            phone_masked="138****5678",
        ),
        agent=PersonFacts(
            name="김영희（金英姬）", id_type="居民身份证", id_masked="220502********002X", relation="儿媳"
        ),
        point=PointFacts(
            name="通化市二道江区铁厂镇人民政府（铁厂镇综合便民服务中心、党群服务中心）",
            address="吉林省通化市二道江区铁厂镇铁厂大街与滨江路交汇处东北侧综合办公楼一楼东厅，公共汽车 7 路终点站旁",
            phone="0435-3740000",
            window="12",
        ),
        item=ItemFacts(
            name="城乡居民基本养老保险参保登记（含个人信息变更、补缴申请以及跨省转移接续的申请与受理）",
            code="11220503MB7654321A4221414001001",
            version="12",
            department="通化市二道江区人力资源和社会保障局",
            entrusted="通化市二道江区铁厂镇人民政府",
            legal_basis="《中华人民共和国社会保险法》第二十条至第二十二条；《城乡居民基本养老保险经办规程》第七条",
            limit="20 个工作日",
            counting="承诺时限自受理的次日起按工作日计算。",
        ),
        central_no="11220503MB7654321A4221414001001202609240012",
        materials=many if "materials" in _OF_KIND[kind] else (),
        wanted=wanted if "wanted" in _OF_KIND[kind] else (),
        reason="经核对，" * 30 + "不属于本机关职权范围。" if kind in _WITH_REASON else None,
        trial=True,
        copy_number=3,
        due_provisional=True,
        pending_online=True,
    )
