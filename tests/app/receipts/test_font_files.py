import json
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from fontTools.ttLib import TTFont

from app.errors import Trouble
from app.receipts.font_files import Face, font_files
from tests.app.receipts.samples import RESOURCES, files

FONTS = RESOURCES / "fonts"


@pytest.mark.parametrize(
    ("character", "face"),
    [
        ("中", Face.BODY),
        ("喆", Face.BODY),
        ("𬘘", Face.BODY),
        ("䶮", Face.BODY),
        ("㐀", Face.BODY),
        ("𠀀", Face.RARE),
        ("김", Face.HANGUL),
        ("Ω", Face.BODY),
        ("Ј", Face.LETTERS),
        ("☑", None),
    ],
)
def test_each_character_has_its_face(tmp_path: Path, character: str, face: Face | None) -> None:
    assert files(tmp_path).face_for(character) is face


def test_a_heading_falls_back_to_the_body_for_what_the_bold_face_lacks(tmp_path: Path) -> None:
    found = files(tmp_path)
    assert [found.face_for(c, Face.TITLE) for c in "镇䶮"] == [Face.TITLE, Face.BODY]


def test_a_screen_learns_which_faces_a_text_needs_besides_the_body(tmp_path: Path) -> None:
    found = files(tmp_path)
    assert found.needed("张三") == ()
    assert found.needed("𠀀과李") == (Face.HANGUL, Face.RARE)
    assert found.missing("李☑\u200d☑") == "☑"


@pytest.mark.parametrize("face", list(Face))
def test_the_listing_tells_the_truth_about_each_font(font_cache: Path, face: Face) -> None:
    found = files(font_cache)
    entry = json.loads((FONTS / "coverage.json").read_text())[face]
    spans = [pair.split("-") for pair in entry["covers"].split(",")]
    listed = {point for first, last in spans for point in range(int(first, 16), int(last, 16) + 1)}
    with TTFont(found.path(face), lazy=True) as font:
        assert listed == set(font.getBestCmap())
        assert found.family(face) == str(font["name"].getDebugName(1))
        assert "glyf" in font  # reportlab refuses CFF outlines


def test_fonts_of_the_repository_stay_under_25_megabytes() -> None:
    assert sum(file.stat().st_size for file in FONTS.iterdir() if file.is_file()) < 25_000_000


def test_the_second_time_the_unpacked_file_is_taken_as_it_is(tmp_path: Path) -> None:
    first = files(tmp_path).path(Face.LETTERS)
    written = first.stat().st_mtime_ns
    assert files(tmp_path).path(Face.LETTERS).stat().st_mtime_ns == written


def test_a_half_written_font_is_replaced(tmp_path: Path) -> None:
    path = files(tmp_path).path(Face.LETTERS)
    whole = path.read_bytes()
    path.write_bytes(whole[:1000])
    assert files(tmp_path).path(Face.LETTERS).read_bytes() == whole


def test_threads_and_processes_may_unpack_at_once(tmp_path: Path) -> None:
    script = (
        "import sys; from pathlib import Path; from app.receipts.font_files import Face, font_files;"
        "font_files(Path(sys.argv[1]), Path(sys.argv[2])).path(Face.LETTERS)"
    )
    arguments = [sys.executable, "-c", script, str(FONTS), str(tmp_path)]
    others = [subprocess.Popen(arguments, cwd=RESOURCES.parent) for _ in range(2)]
    with ThreadPoolExecutor(4) as pool:
        paths = set(pool.map(lambda _: files(tmp_path).path(Face.LETTERS), range(8)))
    assert [other.wait() for other in others] == [0, 0]
    assert len(paths) == 1
    assert [file.name for file in tmp_path.iterdir()] == [paths.pop().name]


def test_a_damaged_font_is_named_and_nothing_is_left_behind(tmp_path: Path) -> None:
    fonts, cache = tmp_path / "fonts", tmp_path / "cache"
    fonts.mkdir()
    (fonts / "coverage.json").write_bytes((FONTS / "coverage.json").read_bytes())
    (fonts / "SidaoLetters.ttf.xz").write_bytes((FONTS / "SidaoLetters.ttf.xz").read_bytes()[:-40])
    with pytest.raises(Trouble) as trouble:
        font_files(fonts, cache).path(Face.LETTERS)
    assert (trouble.value.code, trouble.value.values["file"]) == ("font_damaged", "SidaoLetters.ttf.xz")
    assert not cache.exists()


def test_a_font_swapped_for_another_is_refused(tmp_path: Path) -> None:
    (tmp_path / "coverage.json").write_bytes((FONTS / "coverage.json").read_bytes())
    (tmp_path / "SidaoLetters.ttf.xz").write_bytes((FONTS / "SidaoHangul.ttf.xz").read_bytes())
    with pytest.raises(Trouble, match="font_damaged"):
        font_files(tmp_path, tmp_path / "cache").path(Face.LETTERS)


def test_a_cache_that_cannot_be_written_is_trouble(tmp_path: Path) -> None:
    in_the_way = tmp_path / "cache"
    in_the_way.write_text("a file where the folder should be")
    with pytest.raises(Trouble, match="font_cache_full"):
        files(in_the_way).path(Face.LETTERS)


def test_a_folder_without_fonts_is_trouble(tmp_path: Path) -> None:
    with pytest.raises(Trouble, match="font_damaged"):
        font_files(tmp_path, tmp_path)


def test_screens_take_font_files_without_loading_reportlab() -> None:
    script = "import sys, app.receipts.font_files; sys.exit('reportlab' in sys.modules or 'fontTools' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", script], cwd=RESOURCES.parent, check=False).returncode == 0
