"""What the clerk reads about encrypted copies, and about a desk that is one."""

from typing import Final

SENTENCES: Final[dict[str, tuple[str, str]]] = {
    "copy_place_unset": (
        "还没有设置备份到哪里，请在“设置—备份”中选一个文件夹。",
        "No place for copies is set. Choose a folder under Settings, Copies.",
    ),
    "copy_place_missing": (
        "找不到备份位置 {place}。U盘拔掉了吗？插好后会自动再试。",
        "{place} is not there. Is the stick out? It is tried again by itself.",
    ),
    "copy_place_same": (
        "{place} 就在本窗口的数据文件夹里，磁盘坏了会一起丢。请选另一个磁盘或U盘。",
        "{place} lies in the desk's own folder and would be lost with it. Choose another disk or a stick.",
    ),
    "copy_no_room": (
        "{place} 空间不够：需要 {need}，还有 {free}。原来的备份还在。",
        "{place} has not enough room: {need} needed, {free} left. The copies before are as they were.",
    ),
    "copy_broken": (
        "备份没有做成，{place} 读写出错，原来的备份还在，稍后自动再试。（{reason}）",
        "The copy was not made: {place} failed. The copies before are as they were; it is tried again. ({reason})",
    ),
    "copy_hours": ("备份间隔应为 1 到 744 小时。", "The hours between copies are 1 to 744."),
    "copy_unknown": ("{path} 里没有完整的备份，请核对。", "{path} holds no whole copy: check it."),
    "copy_several": (
        "这里有几个窗口的备份（{names}），请指明其中一个文件夹。",
        "There are copies of several desks here ({names}): name one of these folders.",
    ),
    "copy_damaged": (
        "备份里的 {name} 和清单不符，没有恢复；请换另一份备份。",
        "{name} in the copy is not as the manifest says; nothing was restored. Take another copy.",
    ),
    "desk_copied": (
        "这份数据是恢复或复制来的，只能查看，不能再办件。请登记为新设备（设置—备份，或 sidao recover）。",
        "This data was restored or copied: it can only be read. Make it a new device (sidao recover).",
    ),
    "recover_not_needed": (
        "这台窗口不是副本，不需要登记为新设备。",
        "This desk is no copy: it need not become a new device.",
    ),
    "recover_not_moved": (
        "这份数据是从备份恢复的，或者就是在这台电脑上建的，不能按“搬家”处理。请登记为新设备。",
        "This desk was restored from a copy, or was made on this computer: it was not moved. Make it a new device.",
    ),
    "recover_number_same": (
        "设备号 {given} 是原来那台的，请换一个没有用过的。",
        "The number {given} is the former device's: choose one that nobody has had.",
    ),
}
