"""What tests with foreign clients share: a real browser, without a window."""

import shutil
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, sync_playwright

CHROMIUM = ("chromium", "google-chrome")
"""Set-up installs Debian's, so that nothing is fetched besides packages."""


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Chromium, as headless as a phone in a pocket; `browser.new_page(viewport=…)` opens a page."""
    program = next(filter(None, map(shutil.which, CHROMIUM)))
    with sync_playwright() as playwright:
        # No sandbox of its own: build servers run as root in a container, and the pages are ours.
        opened = playwright.chromium.launch(executable_path=program, args=["--no-sandbox"])
        yield opened
        opened.close()
