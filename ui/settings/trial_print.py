"""A test page on a printer, before the setting is kept."""

from datetime import datetime
from pathlib import Path

from app.clock import CHINA
from app.devices.ports import Printer

TITLE = "打印测试页"
_RARE = "生僻字：𬘘 䶮 㐀 𠀀 김"


def print_test_page(printer: Printer, where: str, now: datetime, resources: Path, cache: Path) -> None:
    """On the devices lane. What stands on paper is Chinese. Raises Trouble: printer_…, font_…"""
    from app.receipts.font_files import font_files
    from app.receipts.fonts import Fonts
    from app.receipts.printer_page import printer_page  # reportlab takes 0.2 s to load

    lines = (
        where,
        f"打印时间：{now.astimezone(CHINA):%Y年%m月%d日 %H:%M:%S}",
        "四边的框线完整、文字清楚，就可以使用。",
        _RARE,
    )
    fonts = Fonts(font_files(resources / "fonts", cache / "fonts"))
    printer.print_pdf(printer_page(fonts, TITLE, lines), TITLE)
