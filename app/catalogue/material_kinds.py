"""Which material may stand for which, by their names: what a person handed in for one item may serve for another."""

import re
from typing import Final

_BESIDE: Final = re.compile(r"（[^）]*）")
_OR: Final = re.compile("或者|或|、")
_OWN: Final = ("本人", "申请人")


def serves(offered: str, wanted: str) -> bool:
    """Whether a material named `offered` is one that `wanted` asks for.

    The same name does; so does one of several that `wanted` offers the choice of (居民身份证 for 居民身份证或银行卡).
    What could be several things itself serves only under the same name, and so does what names certain pages
    （首页和本人页）: nobody knows which it was.
    """
    if offered == wanted:
        return True
    alternatives = _alternatives(offered)
    return len(alternatives) == 1 and not _BESIDE.search(offered) and alternatives <= _alternatives(wanted)


def _alternatives(name: str) -> frozenset[str]:
    bare = _BESIDE.sub("", name)
    return frozenset(_own(part.strip()) for part in _OR.split(bare) if part.strip())


def _own(name: str) -> str:
    """本人银行卡 and 银行卡 are the same; 监护人身份证 is another person's."""
    return next((name.removeprefix(word) for word in _OWN if name.startswith(word)), name)
