"""Opening central's pages in a browser that complains aloud."""

from playwright.sync_api import Browser, ConsoleMessage, Page, expect

PASSWORD = "long enough 1"
DESK_PANEL = {"width": 1366, "height": 768}
PHONE = {"width": 390, "height": 844}


def opened(browser: Browser, address: str, size: dict[str, int], said: list[str]) -> Page:
    """A page that notes every complaint of the browser, refused content among them."""
    page = browser.new_page(viewport=size, locale="zh-CN", base_url=address)  # type: ignore[arg-type]

    def note(message: ConsoleMessage) -> None:
        if message.type in ("error", "warning"):
            said.append(message.text)

    page.on("console", note)
    page.on("pageerror", lambda error: said.append(str(error)))
    return page


def press(page: Page, *keys: str) -> None:
    """Keys for a reviewers' page, once it listens."""
    expect(page.locator("html[data-keys]")).to_be_attached()
    for key in keys:
        page.keyboard.press(key)


def sign_in(page: Page, place: str, login: str) -> None:
    """To `place`, through the sign-in that it asks for, by keyboard."""
    page.goto(place)
    expect(page.locator("#login")).to_be_focused()
    page.keyboard.type(login)
    page.keyboard.press("Tab")
    page.keyboard.type(PASSWORD)
    page.keyboard.press("Enter")
