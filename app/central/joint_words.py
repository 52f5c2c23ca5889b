"""The texts about 一件事 on central's pages. See app/central/words.py."""

JOINT_WORDS: dict[str, tuple[str, str]] = {
    "theme": ("一件事", "Theme"),
    "joint_no": ("联办编号", "Joint number"),
    "paper_joint": ("一件事受理清单", "List of a theme's cases"),
    "theme_each": (
        "同一件事里的各个事项分别审批、分别计时；一个没有批准，不影响其他的。",
        "Each item of this theme is decided and timed by itself; one that is not granted does not stop the others.",
    ),
    "theme_others_later": (
        "其他事项尚未从窗口上传，稍后再看。",
        "The other items have not arrived from the window yet: look again later.",
    ),
}
