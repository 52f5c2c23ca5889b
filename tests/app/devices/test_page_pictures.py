"""Pages turned and trimmed: nothing that stands on them is lost, and what is told of them agrees."""

import io

from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image, ImageDraw

from app.devices.page_pictures import EDGES, WHOLE, Trim, content_of, look_at, made

JPEG = "image/jpeg"


def sheet(width: int, height: int, box: tuple[int, int, int, int], ground: int, paper: int) -> Image.Image:
    """A paper with a red corner on a ground."""
    picture = Image.new("RGB", (width, height), (ground,) * 3)
    pen = ImageDraw.Draw(picture)
    pen.rectangle(box, (paper,) * 3)
    return picture


def saved(picture: Image.Image, kind: str = "PNG") -> bytes:
    written = io.BytesIO()
    picture.save(written, kind)
    return written.getvalue()


shares = st.floats(0.0, 1.0)
trims = st.builds(
    lambda a, b, c, d: Trim(left=a * 0.4, top=b * 0.4, right=0.6 + c * 0.4, bottom=0.6 + d * 0.4),
    *(shares, shares, shares, shares),
)


@settings(max_examples=60, deadline=None)
@given(
    st.integers(200, 700),
    st.integers(200, 700),
    st.tuples(*(st.floats(0.05, 0.4) for _ in range(4))),
    st.sampled_from([(20, 240), (250, 120), (90, 255)]),
)
def test_trimming_keeps_all_of_the_paper(
    width: int, height: int, edges: tuple[float, ...], shades: tuple[int, int]
) -> None:
    left, top, right, bottom = edges
    box = (
        *(round(left * width), round(top * height)),
        *(round((1 - right) * width) - 1, round((1 - bottom) * height) - 1),
    )
    found = content_of(sheet(width, height, box, *shades))
    assert found.left * width <= box[0] + 0.5
    assert found.top * height <= box[1] + 0.5
    assert found.right * width >= box[2] - 0.5
    assert found.bottom * height >= box[3] - 0.5
    assert found != WHOLE
    assert (found.right - found.left) * width <= (box[2] - box[0]) + 0.05 * max(width, height) + 8


def test_a_blank_sheet_and_a_speck_of_dust_are_left_whole() -> None:
    assert content_of(Image.new("RGB", (400, 600), "white")) == WHOLE
    assert content_of(sheet(400, 600, (100, 100, 100, 100), 255, 0)) == WHOLE
    assert content_of(sheet(400, 600, (2, 2, 397, 597), 255, 0)) == WHOLE


@given(trims, st.booleans())
def test_four_turns_and_a_turn_there_and_back_lead_home(trim: Trim, right: bool) -> None:
    there = trim.turned(right)
    assert _near(there.turned(not right), trim)
    assert _near(there.turned(right).turned(right).turned(right), trim)


def _near(one: Trim, other: Trim) -> bool:
    return all(abs(getattr(one, edge) - getattr(other, edge)) < 1e-9 for edge in EDGES)


@given(trims, st.sampled_from(EDGES), st.floats(-2, 2))
def test_an_edge_never_passes_the_opposite_one_nor_leaves_the_page(trim: Trim, edge: str, by: float) -> None:
    moved = trim.moved(edge, by)
    assert 0 <= moved.left < moved.right <= 1
    assert 0 <= moved.top < moved.bottom <= 1


@settings(max_examples=20, deadline=None)
@given(st.integers(60, 300), st.integers(60, 300), st.integers(1, 7))
def test_turning_keeps_every_pixel_in_its_place_on_the_paper(width: int, height: int, turns: int) -> None:
    picture = Image.new("RGB", (width, height), "white")
    ImageDraw.Draw(picture).rectangle((0, 0, 24, 24), "black")
    content, media = made(saved(picture), "image/png", turns, WHOLE)
    turned = Image.open(io.BytesIO(content)).convert("L")
    corner = {0: (8, 8), 1: (-9, 8), 2: (-9, -9), 3: (8, -9)}[turns % 4]
    at = (corner[0] % turned.width, corner[1] % turned.height)
    assert turned.size == ((width, height) if turns % 2 == 0 else (height, width))
    assert int(str(turned.getpixel(at))) < 60
    assert (media == JPEG) is bool(turns % 4)


def test_what_is_left_as_it_is_stays_byte_for_byte() -> None:
    content = saved(Image.new("RGB", (50, 50), "white"))
    assert made(content, "image/png", 4, WHOLE) == (content, "image/png")


def test_a_trim_is_cut_from_the_page_as_it_is_seen_after_turning() -> None:
    picture = Image.new("RGB", (400, 200), "white")
    ImageDraw.Draw(picture).rectangle((0, 0, 199, 199), "black")  # the left half; turned right, the upper one
    content, _media = made(saved(picture), "image/png", 1, Trim(bottom=0.5))
    upper = Image.open(io.BytesIO(content)).convert("L")
    assert upper.size == (200, 200)
    assert max(upper.resize((10, 10)).tobytes()) < 60


def test_a_photograph_is_looked_at_upright_and_small() -> None:
    picture = Image.new("RGB", (4000, 3000), "white")
    exif = picture.getexif()
    exif[0x0112] = 6
    written = io.BytesIO()
    picture.save(written, "JPEG", exif=exif)
    seen = look_at(written.getvalue(), 800)
    assert seen is not None
    assert Image.open(io.BytesIO(seen.picture)).size == (600, 800)


def test_what_is_no_single_picture_can_not_be_turned() -> None:
    assert look_at(b"%PDF-1.7", 800) is None
    assert look_at(b"\xff\xd8\xffdamaged", 800) is None
    pages = io.BytesIO()
    sheets = [Image.new("L", (50, 50)), Image.new("L", (50, 50))]
    sheets[0].save(pages, "TIFF", save_all=True, append_images=sheets[1:])
    assert look_at(pages.getvalue(), 800) is None
