"""What the clerk reads about cases in lists and their attachments."""

from typing import Final

SENTENCES: Final[dict[str, tuple[str, str]]] = {
    "attachment_missing": (
        "本机没有附件“{name}”：它是在别的窗口收的，上传后可在市级平台查看。",
        "This desk does not keep “{name}”: it was taken in at another window. Look at it at central once it was sent.",
    ),
}
