"""What the clerk, or the city's staff, reads about a stick that carries what the link does not."""

from typing import Final

SENTENCES: Final[dict[str, tuple[str, str]]] = {
    "courier_not_enrolled": (
        "本窗口还没有在市级平台登记，U盘上报要先登记。请联网登记一次，或装入市里发的开通包。",
        "This desk is not enrolled with central yet; that comes before sending by stick.",
    ),
    "courier_place_missing": (
        "找不到U盘上的文件夹（{path}）。请插好U盘，重新选择。",
        "The folder on the stick is not there ({path}). Plug the stick in and choose again.",
    ),
    "courier_full": (
        "U盘空间不够，没有写成，原来的内容没有动。请清理U盘或换一个再导出。",
        "The stick is full; nothing was written and what was on it is as before. Free some space or take another.",
    ),
    "courier_no_room": (
        "U盘空间不够：大约要 {need}，只剩 {free}。还没有写，请清理U盘或换一个。",
        "Not enough room: about {need} are needed, {free} are free. Nothing was written; free some or take another.",
    ),
    "courier_pulled_out": (
        "写的时候U盘被拔出，这一次没有写成。本机什么都没丢，请插好再导出一次。",
        "The stick was pulled out while it was being written: this time nothing went. Plug it in and export again.",
    ),
    "courier_swapped": (
        "U盘换了一个，和选的不是同一个，没有写成。请重新选U盘再导出。",
        "This is another stick than the one chosen; nothing was written. Choose the stick again and export.",
    ),
    "courier_stopped": (
        "已取消，没有写成，U盘上原来的内容没有动。",
        "Cancelled: nothing was written, and what was on the stick is as before.",
    ),
    "courier_not_written": (
        "U盘写不进去（{reason}），没有写成。请检查U盘是否写保护、是否插好，再试一次。",
        "The stick can't be written ({reason}). Look whether it is write-protected or loose, and try again.",
    ),
    "courier_not_read": (
        "U盘读不出来（{reason}）。请插好U盘再试，仍不行换一个U盘重新导出。",
        "The stick can't be read ({reason}). Plug it in again, or export once more to another.",
    ),
    "courier_nothing": (
        "这里没有四到的上报或回执（{path}）。请确认U盘和文件夹选对了。",
        "There is no bundle or answer of Sidao here ({path}). Is it the right stick and folder?",
    ),
    "courier_not_answered": (
        "U盘上是本窗口的上报，还没有市里的回执。请先送到市里读入，带回来再读。",
        "The stick holds this desk's bundle and no answer yet. Have it taken in at central first.",
    ),
    "courier_for_others": (
        "U盘上的回执是别的窗口的（{desks}），本窗口读不了，可以代为带去；没有本窗口的。",
        "The answers on the stick are for other desks ({desks}): you may carry them and can't read them.",
    ),
    "courier_of_others": (
        "U盘上的上报是别的窗口的（{desks}），本窗口读不了，可以代为带到市里；没有本窗口的回执。",
        "The bundles on the stick are other desks' ({desks}): you may carry them to central and can't read them.",
    ),
    "courier_unfinished": (
        "U盘上的内容没有写完就被拔出了，不能用。请回到原窗口重新导出。",
        "The stick was pulled out before all was written. Export once more.",
    ),
    "courier_manifest_broken": (
        "U盘上“{bundle}”这一包的清单读不出来，可能复制时中断或已损坏，这一包没有读入。请从原来的窗口重新导出，或重新复制。",
        "The bundle “{bundle}” on the stick has no readable manifest: an interrupted copy, or damage. It was not taken "
        "in; copy or export it again.",
    ),
    "courier_incomplete": (
        "U盘上的内容不完整（缺 {part}），可能复制时中断。没有读入这一包，请重新复制或重新导出。",
        "The bundle is not whole ({part} is missing), perhaps the copy was interrupted. Copy or export it again.",
    ),
    "courier_altered": (
        "U盘上的内容与清单不符，可能损坏或被改动。没有采用，请重新导出。",
        "The bundle differs from its manifest: damaged or changed. It was not used; export it again.",
    ),
    "courier_not_signed": (
        "这一包不是登记过的窗口签发的，没有采用。请查清U盘的来历。",
        "No enrolled desk has signed this bundle; it was not used. Find out where the stick comes from.",
    ),
    "courier_device_unknown": (
        "这一包来自没有登记的设备，没有采用。",
        "The bundle is from a device that is not enrolled; it was not used.",
    ),
    "courier_unknown_answer": (
        "回执对应的上报不是本机现有数据导出的（本机可能是从备份恢复的）。请重新导出一次再送。",
        "The answer belongs to a bundle that this desk does not know (restored from a copy?). Export once more.",
    ),
}
