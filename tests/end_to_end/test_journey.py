"""What `make run` does with no display: one visitor's whole way through the real screens."""

from pathlib import Path

from tests.end_to_end.programs import done


def test_a_visitor_gets_a_number_a_case_and_a_paper_and_the_city_has_the_case(tmp_path: Path) -> None:
    [said] = done("demo", "journey", "--out", str(tmp_path))
    assert said["at_central"] is True
    assert said["central_no"]
    assert said["state"] == "accepted"
    assert len(said["pictures"]) >= 10
    for picture in said["pictures"]:
        assert Path(picture).read_bytes().startswith(b"\x89PNG")
    assert Path(said["pdf"]).read_bytes().startswith(b"%PDF-")
