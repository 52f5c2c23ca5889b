"""What a correction changed of a material, as a line."""

from typing import Any

import pytest

from app.cases.model import FieldChange
from tests.make import CLAIM, items
from ui.cases.change_rows import change_lines

FILE = {"digest": "ab" * 32, "name": "1.jpg", "media": "image/jpeg", "size": 9}
PLAIN = {"code": "id_card", "form": "original", "count": 1, "file": None}


@pytest.mark.parametrize(
    ("after", "said"),
    [
        ({**PLAIN, "file": FILE}, "原件核验 1 份（1.jpg）"),
        ({**PLAIN, "file": FILE, "pages": [FILE]}, "原件核验 1 份（2 页）"),
        ({**PLAIN, "kept": True}, "原件，留存待退 1 份"),
        (None, "（无）"),
    ],
)
def test_a_changed_material_says_how_it_was_taken_and_its_pages(after: dict[str, Any] | None, said: str) -> None:
    change = FieldChange(field="materials.id_card", before=PLAIN, after=after)
    assert change_lines([change], items()[CLAIM]) == [f"居民身份证：原件核验 1 份 → {said}"]
