"""What the clerk reads when the computer's clock can't be right."""

from typing import Final

SENTENCES: Final[dict[str, tuple[str, str]]] = {
    "clock_unconfirmed": (
        "本机日期是 {pc}，比最后一条记录（{last}）还早。请先确认今天的日期（Ctrl+J），再取号、办件。",
        "This computer says {pc}, before the last entry ({last}). Confirm today's date first (Ctrl+J).",
    ),
    "clock_date_unlikely": (
        "“{given}”不像今天的日期，请核对后重新输入。",
        "“{given}” can hardly be today's date. Check it and type it again.",
    ),
    "clock_hour": ("“{given}”不是时间，请写成 09:05 这样。", "“{given}” is no time of day. Write it like 09:05."),
    "clock_backward": (
        "本机时间早于最后一条记录，可能走错了。办件照常，时间标注“时间未校准”，联网后自动校准。",
        "This computer's clock is before the last entry. Times are marked as not calibrated until central answers.",
    ),
    "clock_unset": (
        "本机时钟没有走（多半是主板电池没电）。请确认今天的日期，并请维护人员换电池。",
        "This computer's clock is not set, probably for a dead battery. Confirm today's date and have it replaced.",
    ),
    "clock_ahead": (
        "本机时间比最后一条记录晚了一年多，请核对电脑的日期；联网后自动校准。",
        "This computer's clock is more than a year after the last entry. Check its date; central's answer settles it.",
    ),
    "clock_jumped": (
        "本机时间刚才跳了 {by}，请核对电脑的时间；联网前的记录标注“时间未校准”。",
        "This computer's clock has just jumped by {by}. Check it; entries are marked as not calibrated until contact.",
    ),
    "clock_differs": (
        "本机时间与市级平台相差 {by}（市级平台为 {central}），请校准电脑的时间。",
        "This computer's clock and central's differ by {by} (central says {central}). Set the clock right.",
    ),
}
