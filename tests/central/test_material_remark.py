"""How a material was taken, as the national table's remark has it."""

from dataclasses import replace
from datetime import date

import pytest

from app.cases.given import GivenMaterial, Licence, LicenceCheck, StoredFile
from app.catalogue.model import GivenForm
from app.central.projection import _how

PLAIN = GivenMaterial(code="id_card", form=GivenForm.ORIGINAL, count=1)
CARD = Licence(kind="居民身份证", number="220521194802290002", checked=LicenceCheck.SYSTEM)
PAGE = StoredFile(digest="ab" * 32, name="1.jpg", media="image/jpeg", size=9)


@pytest.mark.parametrize(
    ("given", "remark"),
    [
        (PLAIN, None),
        (replace(PLAIN, form=GivenForm.WAIVED, licence=CARD), "居民身份证 220521194802290002 系统核验"),
        (replace(PLAIN, form=GivenForm.WAIVED, reason="上月已交"), "上月已交"),
        (replace(PLAIN, kept=True, valid_until=date(2028, 5, 1)), "原件留存待退还；有效期至2028-05-01"),
        (replace(PLAIN, file=PAGE), None),
        (replace(PLAIN, file=PAGE, pages=(PAGE, PAGE)), "共3页"),
        (replace(PLAIN, form=GivenForm.WAIVED, reason="长" * 500), "长" * 200),
    ],
)
def test_the_remark_says_how_a_material_was_taken(given: GivenMaterial, remark: str | None) -> None:
    assert _how(given) == remark
