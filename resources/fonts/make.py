"""Makes the files of this folder from the fonts as published; run by hand when one of them changes.

    python resources/fonts/make.py SANS_REGULAR SANS_BOLD SERIF_BOLD NANUM HANAMIN_A HANAMIN_B

The sources are named in README.md. Writes one `.ttf.xz` for each face and `coverage.json`: file, size and
digest of the unpacked font, and the characters that the program takes from it.
"""

import hashlib
import io
import json
import lzma
import sys
from pathlib import Path

from fontTools.subset import Options, Subsetter
from fontTools.ttLib import TTFont

HERE = Path(__file__).parent
LATIN = {*range(0x20, 0x7F), *range(0xA0, 0x180), *range(0x2010, 0x2028), 0x2030, 0x20AC, 0x2103, 0x33A1}
HANGUL = {*range(0xAC00, 0xD7A4), *range(0x1100, 0x1200), *range(0x3130, 0x3190)}
BEYOND = {
    *range(0xA0, 0x530),  # Latin of every country, Greek, Cyrillic: names in passports
    *range(0x1E00, 0x2000),
    *range(0xF900, 0xFB00),  # compatibility ideographs
    *range(0x2F800, 0x2FA20),
}


def gb2312() -> set[int]:
    """The characters of GB 2312-80: what headings and titles are made of."""
    found = set(LATIN)
    for high in range(0xA1, 0xF8):
        for low in range(0xA1, 0xFF):
            text = bytes((high, low)).decode("gb2312", errors="ignore")
            found.update(map(ord, text))
    return found


def subset(path: Path, wanted: set[int], name: str | None = None) -> bytes:
    """The font at `path` cut down to `wanted`, under another family name if its licence asks for that."""
    options = Options()
    options.hinting = False
    options.layout_features = ["kern", "vert"]
    options.notdef_outline = True
    options.drop_tables += ["FFTM", "prop", "TSI0", "TSI1", "TSI2", "TSI3", "TSI5", "BASE", "STAT"]
    font = TTFont(path)
    cutter = Subsetter(options)
    cutter.populate(unicodes=wanted & set(font.getBestCmap()))
    cutter.subset(font)
    if name:
        for record in font["name"].names:
            if record.nameID in (1, 3, 4, 6, 16):
                record.string = name.replace(" ", "") if record.nameID in (3, 6) else name
    return written(font)


def written(font: TTFont) -> bytes:
    """The font's bytes, the same each time: no time of writing in them."""
    font.recalcTimestamp = False
    out = io.BytesIO()
    font.save(out)
    return out.getvalue()


def ranges(points: set[int]) -> str:
    """Code points as "20-7E,A0-FF"."""
    parts: list[list[int]] = []
    for point in sorted(points):
        if parts and point == parts[-1][1] + 1:
            parts[-1][1] = point
        else:
            parts.append([point, point])
    return ",".join(f"{first:X}-{last:X}" for first, last in parts)


def main(sans: Path, bold: Path, serif: Path, nanum: Path, hanamin_a: Path, hanamin_b: Path) -> None:
    """Write every face, rarer ones without what a face before them has."""
    body = set(TTFont(sans).getBestCmap())
    hangul = HANGUL - body
    rest = BEYOND - body - hangul
    faces = {
        "body": ("NotoSansSC-Regular", sans.read_bytes()),
        "bold": ("NotoSansSC-Bold-GB2312", subset(bold, gb2312())),
        "title": ("NotoSerifSC-Bold-GB2312", subset(serif, gb2312())),
        "hangul": ("SidaoHangul", subset(nanum, hangul, "Sidao Hangul")),
        "letters": ("SidaoLetters", subset(hanamin_a, rest, "Sidao Letters")),
        "rare": ("HanaMinB", hanamin_b.read_bytes()),
    }
    listing = {}
    for face, (name, data) in faces.items():
        packed = lzma.compress(data, preset=9 | lzma.PRESET_EXTREME)
        (HERE / f"{name}.ttf.xz").write_bytes(packed)
        font = TTFont(io.BytesIO(data))
        covered = {point for point, glyph in font.getBestCmap().items() if glyph != ".notdef"}
        listing[face] = {
            "file": f"{name}.ttf.xz",
            "family": str(font["name"].getDebugName(1)),
            "size": len(data),
            "sha256": hashlib.sha256(data).hexdigest(),
            "covers": ranges(covered),
        }
        print(f"{name}: {len(data):,} bytes, {len(packed):,} packed, {len(covered):,} characters")
    (HERE / "coverage.json").write_text(json.dumps(listing, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main(*(Path(argument) for argument in sys.argv[1:7]))
