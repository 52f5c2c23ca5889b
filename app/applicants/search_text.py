"""What storage keeps beside a name so that it can be found: bigrams for FTS5, initials for an ordinary index.

Plain strings in, plain strings out. A query is folded the same way as what was stored.
"""

import re
import unicodedata
from functools import lru_cache
from typing import Final

from app.applicants.characters import mend_private_use
from app.applicants.han_initials import han_initial

_ACCENTS: Final = re.compile("[\u0300-\u036f\ufe00-\ufe0f\U000e0100-\U000e01ef]")
_NOT_SEARCHED: Final = frozenset(
    {"Zs", "Zl", "Zp", "Pc", "Pd", "Ps", "Pe", "Pi", "Pf", "Po", "Sm", "Sc", "Sk", "So", "Cc", "Cf", "Cs"}
)
"""Categories that are no part of a name. Unassigned (Cn) is not among them: Python 3.11 doesn't know the newest
ideographs yet, and people bear them."""

_SURNAMES: Final = {
    **{"单": "s", "曾": "z", "仇": "q", "解": "x", "区": "o", "查": "z", "朴": "p", "任": "r", "盖": "g", "乐": "y"},
    **{"缪": "m", "翟": "z", "覃": "q", "员": "y", "繁": "p", "折": "s", "种": "c", "冼": "x", "召": "s", "秘": "b"},
    **{"逄": "p", "隗": "w", "晁": "c", "那": "n", "宁": "n", "薄": "b", "车": "c", "都": "d", "句": "g", "阚": "k"},
    **{"祭": "z", "俞": "y", "重": "c", "长": "c", "佴": "n", "黑": "h", "洗": "x", "尉": "w", "撒": "s", "谌": "c"},
}
"""Characters that read otherwise as a surname [K]."""

_DOUBLE_SURNAMES: Final = {"尉迟": "yc", "万俟": "mq", "长孙": "zs", "澹台": "tt", "单于": "cy", "令狐": "lh"}


def fold(text: str) -> str:
    """Text for comparing: one width, one case, no accents, compatibility forms resolved, no spaces and signs."""
    plain = _ACCENTS.sub("", unicodedata.normalize("NFKD", mend_private_use(text)).casefold())
    kept = (character for character in plain if unicodedata.category(character) not in _NOT_SEARCHED)
    return unicodedata.normalize("NFC", "".join(kept))


def bigrams(text: str) -> str:
    """ "王桂兰" → "王桂 桂兰 王 桂 兰": the words of the FTS5 column, each code point whole, none twice."""
    folded = fold(text)
    pairs = (folded[place : place + 2] for place in range(len(folded) - 1))
    return " ".join(dict.fromkeys((*pairs, *folded)))


def bigram_query(text: str) -> str:
    """The FTS5 expression that finds `text` anywhere in a name; empty when there is nothing to look for.

    Every pair must occur; their order is not checked, so a caller that needs the exact part compares `fold`s.
    """
    folded = fold(text)
    if len(folded) == 1:
        return f'"{folded}"'
    pairs = (folded[place : place + 2] for place in range(len(folded) - 1))
    return " AND ".join(f'"{pair}"' for pair in dict.fromkeys(pairs))


@lru_cache(maxsize=512)  # a case and its applicant ask for the same name
def initials(text: str) -> str:
    """ "王桂兰" → "wgl", "单雄信" → "sxx", "Maria del Carmen" → "mdc": what a clerk types for speed.

    Surnames have their own readings; Hangul and characters that no dictionary knows are left out.
    """
    plain = _ACCENTS.sub("", unicodedata.normalize("NFKD", mend_private_use(text)).casefold())
    words = re.findall("[a-z0-9]+|.", plain)
    first = "".join(words[:2])
    if first in _DOUBLE_SURNAMES:
        return _DOUBLE_SURNAMES[first] + "".join(_initial(word) for word in words[2:])
    if words and words[0] in _SURNAMES:
        return _SURNAMES[words[0]] + "".join(_initial(word) for word in words[1:])
    return "".join(_initial(word) for word in words)


def _initial(word: str) -> str:
    if word[0].isascii():
        return word[0] if word[0].isalnum() else ""
    return han_initial(word)
