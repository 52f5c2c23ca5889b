"""`sidao guide`: a guide, a check with its list, and the code read back, with no case made."""

from pathlib import Path

from tests import make
from tests.end_to_end.command import sidao


def test_a_list_is_printed_and_taken_up_again_elsewhere(tmp_path: Path) -> None:
    item = make.items()[make.UNEMPLOYED]
    here, there = ("--data", str(tmp_path / "here")), ("--data", str(tmp_path / "there"))
    make.new_desk(tmp_path / "here")
    make.new_desk(tmp_path / "there")
    guide = sidao(*here, "guide", "print", item.code, "--paper", "80mm", "--out", str(tmp_path / "guide.pdf"))
    assert (guide.code, guide.result["pages"]) == (0, 1)
    asked = ("--answer", "reason=ended", "--met", "1", "--met", "2", "--have", item.materials[0].code)
    late = sidao(*here, "guide", "check", item.code, *asked, "--have", f"{make.LATE}=later").result
    assert (late["standing"], late["late"], late["lacking"]) == ("late", [make.LATE], [])
    out = tmp_path / "list.pdf"
    lacking = sidao(*here, "guide", "check", item.code, *asked, "--lack", make.LATE, "--out", str(out)).result
    assert (lacking["standing"], lacking["lacking"], lacking["pages"]) == ("lacking", [make.LATE], 1)
    for source in (str(out), lacking["code"]):
        back = sidao(*there, "guide", "resume", source).result
        assert (back["item"], back["lacking"], back["version"]) == (item.code, [make.LATE], back["printed_version"])
    assert sidao(*here, "case", "list").results == []
    for wrong, code in (("SDL:7", "list_code_damaged"), ("A017", "list_code_foreign")):
        refused = sidao(*there, "guide", "resume", wrong)
        assert (refused.code, refused.error and refused.error["error"]) == (3, code)
    unknown = sidao(*here, "guide", "check", item.code, "--have", "passport")
    assert (unknown.code, unknown.error and unknown.error["error"]) == (3, "material_unknown")
    assert sidao(*here, "guide", "check", item.code, "--met", "9").code == 3
    assert sidao(*here, "guide", "print", "0", "--out", str(out)).code == 4
