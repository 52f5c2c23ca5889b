"""The texts about 一件事 on central's pages. See app/central/words.py."""

JOINT_WORDS: dict[str, tuple[str, str]] = {
    "theme": ("一件事", "Theme"),
    "joint_no": ("联办编号", "Joint number"),
    "paper_joint": ("一件事受理清单", "List of a theme's cases"),
    "mark_theme_cancelled": (
        "请核对：收件时一件事“{theme.name}”已取消（{day} 起），窗口尚未收到变更，是善意受理；本事项照常审批。",
        "Please check: the theme “{theme.name}” was cancelled from {day} when this was taken in; the window had not "
        "heard of it and accepted in good faith. The item itself is decided as ever.",
    ),
    "mark_theme_superseded": (
        "请核对：窗口按一件事“{theme.name}”第 {theme.version} 版受理，当时市里已有新版，窗口尚未收到；材料请对照新版。",
        "Please check: the window accepted by version {theme.version} of the theme “{theme.name}” while the city had a "
        "newer one, which had not reached the window: compare the materials.",
    ),
    "mark_theme_not_yet": (
        "请核对：窗口按一件事“{theme.name}”第 {theme.version} 版受理，该版当时尚未生效。",
        "Please check: the window accepted by version {theme.version} of the theme “{theme.name}”, which was not in "
        "force yet.",
    ),
    "mark_theme_unknown": (
        "请核对：窗口按一件事“{theme.name}”第 {theme.version} 版受理，市里没有这一版。",
        "Please check: the window accepted by version {theme.version} of the theme “{theme.name}”, which the city does "
        "not have.",
    ),
    "theme_each": (
        "同一件事里的各个事项分别审批、分别计时；一个没有批准，不影响其他的。",
        "Each item of this theme is decided and timed by itself; one that is not granted does not stop the others.",
    ),
    "theme_others_later": (
        "其他事项尚未从窗口上传，稍后再看。",
        "The other items have not arrived from the window yet: look again later.",
    ),
}
