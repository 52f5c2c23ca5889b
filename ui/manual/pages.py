"""The manual's pages as texts: read from `resources/manual`, searched, and found for a screen. No Qt."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

PAGES: Final = (
    *("day", "sign_in", "workbench", "intake", "outcomes", "papers", "todo", "cases", "queue", "helping", "board"),
    *("sync", "settings", "clock", "keys", "trouble", "command_line", "folder", "central"),
)
"""The files of a language, in the order of the contents: for clerks first, from `command_line` on for city IT.

A page has the name of its screen on the rail, where there is one.
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """One page: `text` is Markdown, `title` its first heading."""

    key: str
    title: str
    text: str

    def holds(self, words: Sequence[str]) -> bool:
        """Whether every word stands somewhere on the page, in capitals or not."""
        text = self.text.casefold()
        return all(word.casefold() in text for word in words)


def read_pages(folder: Path) -> tuple[Page, ...]:
    """The pages of one language, those that are there; a program without its manual has none."""
    files = [(key, folder / f"{key}.md") for key in PAGES]
    return tuple(_page(key, file.read_text("utf-8")) for key, file in files if file.is_file())


def found(pages: Sequence[Page], typed: str) -> tuple[Page, ...]:
    """The pages that hold every word typed, all of them when nothing is."""
    words = typed.split()
    return tuple(page for page in pages if page.holds(words))


def page_of(pages: Sequence[Page], place: str) -> Page | None:
    """The page of a screen, else the first one."""
    return next((page for page in pages if page.key == place), pages[0] if pages else None)


def _page(key: str, text: str) -> Page:
    return Page(key=key, title=text.partition("\n")[0].lstrip("# ").strip(), text=text)
