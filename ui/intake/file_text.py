"""What is said of a file that was just attached. No Qt."""

from ui.language import _
from ui.sync_centre.rows import size_text


def size_note(size: int, came: int) -> str:
    """How large it is; `came` is what it was before the desk brought it to size, 0 where that is not known."""
    if came <= size:
        return _("附件 {size}").format(size=size_text(size))
    return _("附件已由 {came} 缩小到 {size}").format(came=size_text(came), size=size_text(size))
