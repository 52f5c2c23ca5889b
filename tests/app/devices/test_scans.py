"""Scans at intake: brought to A4 at the set resolution, upright; all else stays byte for byte as it came."""

import io
from pathlib import Path

import pytest
from PIL import Image, ImageDraw

from app.devices.scans import LONG_SIDE, SHORT_SIDE, smaller
from tests import make

LONG, SHORT = int(LONG_SIDE * 200), int(SHORT_SIDE * 200)


def page(width: int, height: int, mode: str = "RGB") -> Image.Image:
    """A sheet with text-like strokes and a stamp at the top left."""
    picture = Image.new("RGB", (width, height), "white")
    pen = ImageDraw.Draw(picture)
    for line in range(20, height - 20, 24):
        for column in range(20 + line % 9, width - 20, 14):
            pen.line((column, line, column + (column * line) % 11, line + 12), "black", 2)
    pen.rectangle((0, 0, width // 4, height // 4), "red")
    return picture.convert(mode)


def saved(picture: Image.Image, kind: str = "JPEG", **how: object) -> bytes:
    written = io.BytesIO()
    picture.save(written, kind, **how)
    return written.getvalue()


def shrunk(content: bytes, media: str = "image/jpeg", *, grey: bool = False) -> tuple[bytes, str]:
    return smaller(content, media, dpi=200, quality=80, grey=grey)


def opened(content: bytes) -> Image.Image:
    picture = Image.open(io.BytesIO(content))
    picture.load()
    return picture


def is_red(picture: Image.Image, x: int, y: int) -> bool:
    pixel = picture.convert("RGB").getpixel((x, y))
    assert isinstance(pixel, tuple)
    return pixel[0] > 200 and pixel[1] < 80


@pytest.mark.parametrize("size", [(3000, 4000), (4000, 3000), (2480, 3508), (1000, 5000), (5000, 1000)])
def test_a_large_picture_fits_a4_at_the_set_resolution_and_keeps_its_shape(size: tuple[int, int]) -> None:
    content = saved(page(*size), quality=95)
    made, media = shrunk(content)
    picture = opened(made)
    assert (media, picture.format, picture.mode) == ("image/jpeg", "JPEG", "RGB")
    assert len(made) < len(content)
    assert max(picture.size) <= LONG
    assert min(picture.size) <= SHORT
    assert max(picture.size) >= LONG - 1 or min(picture.size) >= SHORT - 1
    assert picture.width / picture.height == pytest.approx(size[0] / size[1], rel=0.01)
    assert is_red(picture, 10, 10)
    assert not is_red(picture, picture.width - 10, picture.height - 10)


@pytest.mark.parametrize(
    ("orientation", "corner"),
    list(enumerate(("left top", "right top", "right bottom", "left bottom") * 2, 1)),
)
def test_a_turned_photograph_stands_upright_and_says_nothing_of_its_place(orientation: int, corner: str) -> None:
    exif = Image.Exif()
    exif[0x0112] = orientation
    exif[0x010F] = "phone"
    exif.get_ifd(0x8825)[1] = "N"
    picture = opened(shrunk(saved(page(4000, 3000), exif=exif))[0])
    assert (picture.width > picture.height) is (orientation < 5)
    across, down = corner.split()
    x = 10 if across == "left" else picture.width - 10
    y = 10 if down == "top" else picture.height - 10
    assert is_red(picture, x, y)
    assert not dict(picture.getexif())


@pytest.mark.parametrize(("kind", "media"), [("PNG", "image/png"), ("TIFF", "image/tiff"), ("BMP", "image/bmp")])
@pytest.mark.parametrize("mode", ["RGB", "L", "P"])
def test_other_kinds_of_large_pictures_become_jpegs(kind: str, media: str, mode: str) -> None:
    content = saved(page(2480, 3508, mode), kind)
    made, became = shrunk(content, media)
    if made == content:  # a few flat colours pack better without loss
        assert (became, kind) == (media, "PNG")
    else:
        assert (became, opened(made).size) == ("image/jpeg", (SHORT, LONG))


def test_what_is_seen_through_becomes_white() -> None:
    picture = Image.effect_noise((2480, 3508), 80).convert("RGBA")
    picture.putalpha(0)
    made, media = shrunk(saved(picture, "PNG"), "image/png")
    assert media == "image/jpeg"
    assert opened(made).getextrema() == ((255, 255),) * 3


def test_grey_is_grey() -> None:
    content = saved(page(3000, 4000), quality=95)
    made, _media = shrunk(content, grey=True)
    assert opened(made).mode == "L"
    assert len(made) < len(shrunk(content)[0])


def test_a_heavy_picture_of_the_right_size_is_only_packed_better() -> None:
    content = saved(page(SHORT, LONG), "BMP")
    made, media = shrunk(content, "image/bmp")
    assert (media, opened(made).size) == ("image/jpeg", (SHORT, LONG))
    assert len(made) < len(content) // 4


@pytest.mark.parametrize(
    ("content", "media"),
    [
        (saved(page(SHORT, LONG), quality=20), "image/jpeg"),
        (saved(page(200, 100)), "image/jpeg"),
        (saved(page(2480, 3508, "1"), "TIFF", compression="group4"), "image/tiff"),
        (
            saved(page(2480, 3508), "TIFF", save_all=True, append_images=[page(2480, 3508)], compression="jpeg"),
            "image/tiff",
        ),
        (saved(page(3000, 4000).convert("CMYK")), "image/jpeg"),
        (saved(page(3000, 4000))[:40_000], "image/jpeg"),
        (b"\xff\xd8\xff" + bytes(2_000_000), "image/jpeg"),
        (b"II*\x00" + bytes(2_000_000), "image/tiff"),
    ],
    ids=["fits", "small", "two colours", "pages", "print colours", "cut", "no picture", "no tiff"],
)
def test_what_fits_or_is_not_understood_stays_as_it_came(content: bytes, media: str) -> None:
    assert shrunk(content, media) == (content, media)


def test_a_picture_of_very_many_pixels_is_not_opened() -> None:
    content = saved(Image.new("1", (40_000, 30_000)), "PNG")
    assert shrunk(content, "image/png") == (content, "image/png")


def test_the_desk_keeps_the_smaller_one_under_a_fitting_name_and_says_both_sizes(tmp_path: Path) -> None:
    scan = tmp_path / "户口簿.png"
    content = saved(Image.effect_noise((2480, 3508), 80), "PNG")
    scan.write_bytes(content)
    with make.signed_in(tmp_path / "desk") as desk:
        taken = desk.program.cases.take_file(str(scan))
        assert (taken.file.name, taken.file.media, taken.came) == ("户口簿.jpg", "image/jpeg", len(content))
        assert taken.file.size < taken.came
        assert scan.read_bytes() == content
        line = make.line()
        line["materials"][0]["file"] = str(scan)
        case = desk.program.cases.record(line).case
        assert case is not None
        assert case.materials[0].file == taken.file


def test_a_desk_that_is_set_so_keeps_what_came(tmp_path: Path) -> None:
    scan = tmp_path / "户口簿.jpg"
    scan.write_bytes(saved(page(3000, 4000)))
    with make.signed_in(tmp_path / "desk") as desk:
        desk.program.device_settings.set_scans(smaller=False, dpi=200, quality=80, grey=False)
        assert desk.program.cases.take_file(str(scan)).file.size == scan.stat().st_size
        desk.program.device_settings.set_scans(smaller=True, dpi=100, quality=50, grey=True)
        taken = desk.program.cases.take_file(str(scan)).file
        with desk.program.store.reading() as rows:
            kept = rows.files.read(taken.digest)
        assert kept is not None
        assert (opened(kept).mode, min(opened(kept).size)) == ("L", int(SHORT_SIDE * 100))
