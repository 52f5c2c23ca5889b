"""Pages of a material as texts. No Qt."""

from collections.abc import Sequence

from app.devices.scanning import Page
from ui.language import _
from ui.sync_centre.rows import size_text


def page_caption(number: int, page: Page) -> str:
    """1, or 2 PDF for what is no picture."""
    ending = page.name.rpartition(".")[2].upper()
    return str(number) if page.seen else f"{number} {ending}"


def pages_said(pages: Sequence[Page]) -> str:
    """共 3 页，1.2 MB."""
    if not pages:
        return _("还没有页。按 F7 从文件添加，接了高拍仪的按 F8 扫描。")
    size = sum(len(page.content) for page in pages)
    return _("共 {count} 页，{size}。").format(count=len(pages), size=size_text(size))


def edge_said(edge: str) -> str:
    """What the arrows do now."""
    named = {"left": _("左边"), "top": _("上边"), "right": _("右边"), "bottom": _("下边")}[edge]
    return _("方向键移动{edge}，空格换一边；也可以用鼠标拖。").format(edge=named)


def waiting_said() -> str:
    """A folder is watched."""
    return _("扫描文件夹里新存的，会自动加到后面。")
