"""What the clerk reads when paper doesn't come out."""

from typing import Final

SENTENCES: Final[dict[str, tuple[str, str]]] = {
    "printer_no_system": (
        "这台电脑没有安装打印服务，请联系技术支持；可以先存为文件。",
        "This computer has no printing system: call support. Papers can be saved as files meanwhile.",
    ),
    "printer_none": (
        "没有设置默认打印机，请在“设置”里选择打印机。",
        "There is no default printer: choose one in the settings.",
    ),
    "printer_refused": (
        "打印机“{queue}”没有接受，请检查是否开机、有纸，再打印一次。",
        "The printer “{queue}” refused: check power and paper, and print again.",
    ),
    "printer_silent": (
        "打印机“{queue}”没有回应，请检查连接后再打印一次。",
        "The printer “{queue}” does not answer: check the cable, and print again.",
    ),
    "printer_folder": (
        "文书存不进 {path}，请检查文件夹和磁盘。（{reason}）",
        "The paper can't be saved in {path}: check the folder and the disk. ({reason})",
    ),
    "scanner_missing": (
        "没有找到扫描程序“{program}”，请安装，或在“设置”里改扫描命令。",
        "The scanning program “{program}” is not here: install it, or change the command in the settings.",
    ),
    "scanner_silent": (
        "扫描仪没有回应（{program}），请检查电源和连接，再扫一次。",
        "The scanner does not answer ({program}): check power and cable, and scan again.",
    ),
    "scanner_failed": (
        "没有扫成，请检查扫描仪，再扫一次。（{reason}）",
        "The scan failed: check the scanner, and scan again. ({reason})",
    ),
    "scanner_empty": (
        "扫描程序“{program}”没有交来图片，请再扫一次，或检查设置里的扫描命令。",
        "The scanning program “{program}” gave no picture: scan again, or check its command in the settings.",
    ),
    "scanner_folder": (
        "读不到扫描文件夹 {path}，请检查文件夹，或在“设置”里改。",
        "The folder of scans, {path}, can't be read: check it, or change it in the settings.",
    ),
    "scanner_command": (
        "扫描命令写得不对（引号要成对），请改正或清空。",
        "The scanning command is not well written (quotes come in pairs): correct or empty it.",
    ),
    "scanner_folder_form": (
        "扫描文件夹要写完整路径，例如 /srv/scans。",
        "Write the whole path of the folder of scans, such as /srv/scans.",
    ),
    "print_failed": (
        "文书没有打印成功，请再打印一次；仍不行请联系技术支持。",
        "The paper was not printed: print it again, or call support.",
    ),
    "print_job_unknown": ("这项打印已经不在了，请刷新。", "This print is no longer there: refresh."),
    "print_not_failed": (
        "这份文书没有打印失败，不需要重打；要多一份请用“补打”。",
        "This print did not fail. For a further copy, reprint the paper.",
    ),
    "print_not_unknown": (
        "这份文书的打印结果已经明确，不用再确认。",
        "How this print came out is known already.",
    ),
    "paper_not_offered": (
        "目前不能打印 {given} 的纸，请用 a4。",
        "Paper of {given} is not offered yet: use a4.",
    ),
}
