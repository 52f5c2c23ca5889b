"""Every code's sentence, in Chinese and English: what happened and what to do now.

The sentences lie in `ui/sentences`, one file for each part of the program. No Qt here: the command line uses it too.
"""

from functools import cache
from importlib import import_module
from pkgutil import iter_modules
from string import Formatter

from app.errors import SidaoError
from ui import sentences

CHINESE, ENGLISH = "zh", "en"


@cache
def all_sentences() -> dict[str, tuple[str, str]]:
    """Code to (Chinese, English). Read at the first error, since most starts have none."""
    found: dict[str, tuple[str, str]] = {}
    for module in iter_modules(sentences.__path__):
        found.update(import_module(f"{sentences.__name__}.{module.name}").SENTENCES)
    return found


def explain(error: SidaoError, language: str = CHINESE) -> str:
    """The sentence for people. A blank that the error doesn't fill shows "…" rather than failing."""
    return sentence(error.code, language, **error.values)


def sentence(code: str, language: str = CHINESE, /, **values: object) -> str:
    """The sentence of a code that is not (or no longer) an exception: a warning, a finding, a verdict's reason."""
    chinese, english = all_sentences().get(code, _UNKNOWN)
    return _Lenient().vformat(english if language == ENGLISH else chinese, (), {"code": code} | values)


_UNKNOWN = (
    "发生了未说明的情况（{code}），请重试；仍不行请拨打技术支持电话。",
    "Something unexplained happened ({code}). Try again, or call support.",
)


class _Lenient(Formatter):
    def get_value(self, key: int | str, args: object, kwargs: object) -> object:
        return kwargs.get(key, "…") if isinstance(kwargs, dict) else "…"
