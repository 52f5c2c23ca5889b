"""`sidao helper` and `sidao batch`: from the register to a list that is received with what is missing named."""

import json
from pathlib import Path

import pytest

from tests import make
from tests.end_to_end.command import Folder, sidao


def test_papers_go_up_with_a_helper(tmp_path: Path) -> None:
    data = ("--data", str(tmp_path / "desk"))
    make.new_desk(tmp_path / "desk")
    added = sidao(*data, "helper", "add", "孙德福", "--village", "220521100001", "--place", "长安社区", "--action", "a")
    assert (added.code, added.result["number"], added.result["place"]) == (0, "D01001", "长安社区")
    again = sidao(*data, "helper", "add", "孙德福", "--village", "220521100001", "--action", "a")
    assert again.result == added.result
    lines = [make.line(details={"helper": "D01001"}), make.line(make.ALIVE)]
    recorded = sidao(*data, "case", "record", "-", stdin="\n".join(json.dumps(line) for line in lines).encode())
    first, second = (result["case_no"] for result in recorded.results)
    assert sidao(*data, "case", "show", first).result["helper"]["name"] == "孙德福"
    visit = sidao(*data, "helper", "visit", "D01001", "--name", "王桂兰", "--purpose", "认证", "--result", "已认证")
    assert sidao(*data, "helper", "visits").results == visit.results
    (listed,) = sidao(*data, "helper", "list").results
    assert (listed["visits"], listed["cases"], listed["serves"]) == (1, 1, True)

    opened = sidao(*data, "batch", "new", first, second, "--from", "village", "--helper", "D01001").result
    number = opened["number"]
    handed = sidao(*data, "batch", "hand-over", number, "--action", "over")
    assert (handed.result["state"], handed.result["given"]["name"]) == ("handed_over", "孙德福")
    assert sidao(*data, "batch", "list", "--waiting").results == handed.results
    paper, letter = tmp_path / "list.pdf", tmp_path / "letter.pdf"
    printed = sidao(*data, "batch", "print", number, "--out", str(paper)).result
    assert (printed["pages"], printed["bytes"]) == (2, paper.stat().st_size)
    asked = json.dumps(make.line()).encode()
    assert sidao(*data, "receipt", "letter", "-", "--out", str(letter), stdin=asked).result["pages"] == 1
    assert sidao(*data, "receipt", "letter", first, "--out", str(letter)).result["bytes"] == letter.stat().st_size
    assert sidao(*data, "batch", "take-in", "J1").error["error"] == "batch_code_missing"  # type: ignore[index]
    took = sidao(*data, "batch", "receive", number, "-", "--receiver", "赵立新", stdin=f"{first}\n".encode())
    assert (took.result["received"], took.result["missing"], took.result["whole"]) == ([first], [second], False)
    assert took.result["received_by"]["name"] == "赵立新"
    settled = sidao(*data, "batch", "settle", number, "--text", "另一件由申请人送到").result
    assert (settled["state"], settled["settlement"]["words"]) == ("settled", "另一件由申请人送到")
    assert sidao(*data, "batch", "show", number).result == settled
    assert sidao(*data, "verify").code == 0

    above = sidao(*data, "batch", "new", first, "--from", "town").result["number"]
    assert sidao(*data, "batch", "hand-over", above).code == 0
    assert sidao(*data, "batch", "receive", above, "--all", "--receiver", "县窗口").result["whole"] is True

    late = sidao(*data, "batch", "receive", number, second)
    assert (late.code, late.error and late.error["error"]) == (3, "batch_settled")
    assert sidao(*data, "batch", "show", "J1").code == 4
    gone = sidao(*data, "helper", "retire", "D01001")
    assert (gone.code, sidao(*data, "helper", "list").result["until"]) == (0, gone.result["until"])


@pytest.mark.parametrize(
    "given",
    [
        ("batch", "take-in", "-"),
        ("batch", "receive", "J1", "-"),
        ("receipt", "letter", "-", "--out", "letter.pdf"),
        ("case", "record", "-"),
    ],
)
def test_input_that_is_not_utf_8_is_refused(desk: Folder, given: tuple[str, ...]) -> None:
    said = desk.do(*given, stdin="交接\n".encode("gb18030"))
    assert said.code == 3
    assert "line_not_utf8" in {said.error and said.error["error"], *(line.get("error") for line in said.results)}
