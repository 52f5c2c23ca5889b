"""Write app/applicants/han_initials.py: the first letter of each character's pinyin, so that no desk loads pypinyin.

Run it again after a new release of pypinyin knows more characters:
    python -m resources.setup.initials_of_characters
"""

from base64 import b85encode
from pathlib import Path
from textwrap import wrap
from zlib import compress

from pypinyin import lazy_pinyin

from app.applicants.characters import is_han
from app.applicants.han_initials import NO_LETTER, SPANS

TARGET = Path(__file__).resolve().parents[2] / "app" / "applicants" / "han_initials.py"
_BEGINS = "_PACKED: Final = (\n"
_WIDTH = 112


def letter(character: str) -> str:
    """What pypinyin says, or "" where it knows no reading."""
    reading = lazy_pinyin(character, errors="ignore") if is_han(character) else []
    return reading[0][0] if reading else ""


def packed() -> str:
    """The letters of all spans, one after the other, compressed and in base85."""
    letters = (letter(chr(code)) or NO_LETTER for first, last in SPANS for code in range(first, last + 1))
    return b85encode(compress("".join(letters).encode("ascii"), 9)).decode("ascii")


def main() -> None:
    """Rewrite the module's packed letters; the rest of it stays."""
    head = TARGET.read_text(encoding="utf-8").partition(_BEGINS)[0]
    lines = "".join(f'    "{line}"\n' for line in wrap(packed(), _WIDTH, break_on_hyphens=False))
    TARGET.write_text(f"{head}{_BEGINS}{lines})\n", encoding="utf-8")


if __name__ == "__main__":
    main()
