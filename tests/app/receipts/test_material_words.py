"""How a material came, as paper says it."""

from datetime import date

import pytest

from app.cases.given import GivenMaterial, Licence, LicenceCheck
from app.catalogue.model import GivenForm
from app.receipts.material_words import form_words
from app.receipts.wording import read_wording
from tests.make import RESOURCES

CARD = Licence(kind="居民身份证", number="220521194802290002", checked=LicenceCheck.SCANNED)
CASES = (
    (GivenMaterial(code="a", form=GivenForm.ORIGINAL, count=1), "原件"),
    (GivenMaterial(code="a", form=GivenForm.ORIGINAL, count=1, kept=True), "原件，留存待退还"),
    (
        GivenMaterial(code="a", form=GivenForm.COPY, count=1, valid_until=date(2027, 1, 5)),
        "复印件（有效期至 2027-01-05）",
    ),
    (GivenMaterial(code="a", form=GivenForm.WAIVED, count=0), "电子证照免交"),
    (
        GivenMaterial(code="a", form=GivenForm.WAIVED, count=0, licence=CARD),
        "电子证照免交（居民身份证 220521********0002，扫码核验）",
    ),
    (GivenMaterial(code="a", form=GivenForm.WAIVED, count=0, reason="上月已交"), "免交（上月已交）"),
    (GivenMaterial(code="a", form=GivenForm.SHARED, count=0, reason="户籍库可查"), "数据共享免交（户籍库可查）"),
)


@pytest.mark.parametrize(("given", "words"), CASES)
def test_paper_says_how_a_material_came(given: GivenMaterial, words: str) -> None:
    assert form_words(given, read_wording(RESOURCES / "receipts")) == words
