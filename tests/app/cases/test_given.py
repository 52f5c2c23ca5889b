"""How a material was taken: what a line may say of it, what is kept, and what the clerk is told."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from random import Random
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.applicants.model import Identity
from app.applicants.service import offered
from app.cases.given import (
    MOST_PAGES,
    GivenMaterial,
    Licence,
    LicenceCheck,
    StoredFile,
    file_to_json,
    is_sound,
    material_from_json,
    material_to_json,
)
from app.cases.handing_in import read_materials
from app.cases.model import CaseAct
from app.catalogue.model import GivenForm
from app.clock import local_date
from app.errors import Refused
from tests import make

LICENCE = {"kind": "居民身份证", "number": "220521194802290002", "checked": "scanned"}
PLAIN = {"code": "id_card", "form": "original", "count": 1, "file": None}


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[make.Desk]:
    with make.signed_in(tmp_path / "desk") as made:
        yield made


def with_first(**said: Any) -> dict[str, Any]:
    line = make.line()
    line["materials"][0] |= said
    return line


def page(folder: Path, seed: int, size: int = 900) -> str:
    path = folder / f"page{seed}.jpg"
    path.write_bytes(b"\xff\xd8\xff" + Random(seed).randbytes(size - 3))
    return str(path)


files = st.builds(
    StoredFile,
    digest=st.text("0123456789abcdef", min_size=64, max_size=64),
    name=st.text(max_size=9),
    media=st.just("image/jpeg"),
    size=st.integers(0, 10**7),
)
licences = st.builds(
    Licence, kind=st.text(max_size=9), number=st.text(max_size=9), checked=st.sampled_from(LicenceCheck)
)
materials = st.builds(
    GivenMaterial,
    code=st.text(min_size=1, max_size=9),
    form=st.sampled_from(GivenForm),
    count=st.integers(0, 99),
    file=files,
    pages=st.lists(files, max_size=4).map(tuple),
    licence=st.none() | licences,
    reason=st.none() | st.text(max_size=9),
    kept=st.booleans(),
    valid_until=st.none() | st.dates(),
)


@settings(max_examples=60)
@given(materials)
def test_a_material_comes_back_from_its_entry_as_it_was(material: GivenMaterial) -> None:
    assert material_from_json(material_to_json(material)) == material
    assert is_sound(material)


def test_what_is_not_said_costs_an_entry_nothing() -> None:
    material = GivenMaterial(code="id_card", form=GivenForm.ORIGINAL, count=1)
    assert material_to_json(material) == PLAIN


@pytest.mark.parametrize(
    ("said", "code", "field"),
    [
        ({"form": "waived", "licence": {**LICENCE, "number": " "}}, "licence_number_missing", "licence.number"),
        ({"form": "waived", "licence": {**LICENCE, "kind": None}}, "licence_kind_missing", "licence.kind"),
        ({"form": "waived", "licence": {**LICENCE, "checked": "seen"}}, "licence_unchecked", "licence.checked"),
        ({"form": "waived", "licence": {**LICENCE, "photo": "x"}}, "line_key_unknown", "licence.photo"),
        ({"form": "waived", "licence": "身份证"}, "line_not_object", "licence"),
        ({"form": "copy", "licence": LICENCE}, "licence_form", "licence"),
        ({"form": "copy", "kept": True}, "kept_form", "kept"),
        ({"kept": "yes"}, "detail_flag", "kept"),
        ({"form": "copy", "reason": "不用交"}, "spared_form", "reason"),
        ({"valid_until": "明年"}, "detail_day", "valid_until"),
        ({"valid_until": "20301231"}, "detail_day", "valid_until"),
        ({"pages": "x"}, "line_not_list", "pages"),
        ({"file": ["x"] * (MOST_PAGES + 1)}, "pages_many", "file"),
        ({"file": [{"digest": "ab"}]}, "line_not_text", "file"),
    ],
)
def test_what_cannot_be_is_refused_beside_its_field(said: dict[str, Any], code: str, field: str) -> None:
    with pytest.raises(Refused) as refused:
        read_materials([{**PLAIN, **said}])
    assert (refused.value.code, refused.value.field) == (code, f"materials.0.{field}")


def test_an_e_licence_is_kept_with_its_number_and_how_it_was_verified(desk: make.Desk) -> None:
    line = make.line()
    item = make.items()[make.CLAIM]
    spared = next(one for one in item.materials if one.licence_waives)
    rest = [one for one in line["materials"] if one["code"] != spared.code]
    line["materials"] = [*rest, {"code": spared.code, "form": "waived", "count": 1, "file": None, "licence": LICENCE}]
    case = desk.program.cases.record(line).case
    assert case is not None
    kept = desk.program.cases.get(case.case_no).materials[-1].licence
    assert kept == Licence(kind="居民身份证", number=LICENCE["number"], checked=LicenceCheck.SCANNED)


def test_an_expired_material_is_taken_with_a_warning(desk: make.Desk) -> None:
    done = desk.program.cases.record(with_first(valid_until="2026-11-22"))
    assert [(one.code, one.field) for one in done.warnings if one.code == "material_expired"] == [
        ("material_expired", "materials.0.valid_until")
    ]
    fresh = desk.program.cases.record(with_first(valid_until="2026-11-23"))
    assert "material_expired" not in {one.code for one in fresh.warnings}


def test_several_pages_are_kept_in_order_each_once(desk: make.Desk, tmp_path: Path) -> None:
    paths = [page(tmp_path, 1), page(tmp_path, 2), page(tmp_path, 1)]
    case = desk.program.cases.record(with_first(file=paths)).case
    assert case is not None
    material = desk.program.cases.get(case.case_no).materials[0]
    assert [file.name for file in material.files] == ["page1.jpg", "page2.jpg", "page1.jpg"]
    assert len({file.digest for file in material.files}) == 2
    with desk.program.store.reading() as rows:
        assert len(rows.files.undelivered()) == 2
        assert rows.cases.delivery(case).files == 2


def test_one_page_that_cannot_be_taken_keeps_none(desk: make.Desk, tmp_path: Path) -> None:
    wrong = tmp_path / "notes.txt"
    wrong.write_text("not a scan")
    with pytest.raises(Refused) as refused:
        desk.program.cases.record(with_first(file=[page(tmp_path, 1), str(wrong)]))
    assert (refused.value.code, refused.value.field) == ("attachment_kind", "materials.0.file")
    assert not [path for path in (tmp_path / "desk" / "files").rglob("*") if path.is_file()]


def test_a_later_act_keeps_the_pages_and_what_was_said(desk: make.Desk, tmp_path: Path) -> None:
    line = with_first(form="original", kept=True, file=[page(tmp_path, 1), page(tmp_path, 2)])
    case = desk.program.cases.record({**line, "act": "receive"}).case
    assert case is not None
    done = desk.program.cases.act(case.case_no, CaseAct.ACCEPT)
    assert done.case is not None
    assert done.case.materials == case.materials


@pytest.mark.parametrize(
    "changes",
    [
        {"pages": [{"digest": "ab", "name": "a", "media": "image/jpeg", "size": 1}] * MOST_PAGES},
        {"file": None, "pages": [{"digest": "ab", "name": "a", "media": "image/jpeg", "size": 1}]},
        {"pages": [{"digest": "ab", "name": 7, "media": "image/jpeg", "size": 1}]},
        {"licence": {**LICENCE, "number": "1" * 201}},
        {"licence": {**LICENCE, "kind": ["x"]}},
        {"reason": "x" * 1001},
        {"reason": {"why": "x"}},
    ],
)
def test_what_comes_from_elsewhere_is_no_larger_than_people_write(changes: dict[str, Any]) -> None:
    file = {"digest": "ab", "name": "a", "media": "image/jpeg", "size": 1}
    assert not is_sound(material_from_json({**PLAIN, "file": file, **changes}))


def test_earlier_pages_serve_again_and_nothing_is_copied(desk: make.Desk, tmp_path: Path) -> None:
    line = with_first(valid_until="2027-01-31", file=[page(tmp_path, 1), page(tmp_path, 2)])
    first = desk.program.cases.record(line).case
    assert first is not None
    desk.clock.move(86_400 * 90)
    identity = Identity(first.applicant.id_type, first.applicant.id_no)
    earlier = desk.program.applicants.earlier(identity)
    assert earlier is not None
    item = make.items()[make.CLAIM]
    found = offered(item, earlier.materials, local_date(desk.clock.now()))[first.materials[0].code]
    assert (found.files, found.valid_until) == (first.materials[0].files, first.materials[0].valid_until)
    folder = tmp_path / "desk" / "files"
    kept = sorted(path for path in folder.rglob("*") if path.is_file())
    again = make.line()
    pages = [file_to_json(file) for file in found.files]
    again["materials"][0] |= {"file": pages[0], "pages": pages[1:], "valid_until": "2027-01-31"}
    second = desk.program.cases.record({**again, "answers": line["answers"]}).case
    assert second is not None
    assert second.materials[0].files == first.materials[0].files
    assert sorted(path for path in folder.rglob("*") if path.is_file()) == kept
    with desk.program.store.reading() as rows:
        assert len(rows.files.undelivered()) == 2


def test_scans_of_another_window_are_not_offered(desk: make.Desk, tmp_path: Path) -> None:
    case = desk.program.cases.record(with_first(file=page(tmp_path, 1))).case
    assert case is not None
    elsewhere = StoredFile(digest="cd" * 32, name="户口簿.jpg", media="image/jpeg", size=9)
    with desk.program.store.writing() as rows:
        rows.cases.save(replace(case, materials=(replace(case.materials[0], file=elsewhere), *case.materials[1:])))
    earlier = desk.program.applicants.earlier(Identity(case.applicant.id_type, case.applicant.id_no))
    assert earlier is not None
    assert offered(make.items()[make.CLAIM], earlier.materials, local_date(desk.clock.now())) == {}
