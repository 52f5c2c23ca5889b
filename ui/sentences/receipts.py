"""What to tell the clerk about receipts, their codes and the fonts they need."""

SENTENCES: dict[str, tuple[str, str]] = {
    "receipt_void": (
        "{receipt_no} 已作废，不能再打印。请在办件里重新出具。",
        "{receipt_no} is void and can't be printed any more. Issue a new one from the case.",
    ),
    "receipt_unknown": (
        "这件办件还没有可打印的文书。请先收件、受理、告知补正或不予受理，再打印。",
        "This case has no such paper to print yet. Receive, accept, supplement or decline it first.",
    ),
    "link_too_long": (
        "查询网址“{link}”超过 {limit} 个字符，二维码印小了扫不出来。请在设置里换一个短一些的网址。",
        'The address "{link}" has more than {limit} characters, too many for a small code. '
        "Set a shorter address in the settings.",
    ),
    "proof_missing": (
        "这里没有本系统的核验码。请对准凭证左下角较大的二维码再扫一次。",
        "There is no proof code here. Scan the larger code at the lower left of the paper again.",
    ),
    "proof_damaged": (
        "核验码读出来了，但内容不完整或被改动过。请擦净纸面再扫一次；仍不行的，按编号查询办件。",
        "The proof code was read, but it is incomplete or was changed. Clean the paper and scan again; "
        "if that fails, look the case up by its number.",
    ),
    "font_damaged": (
        "程序自带的字体文件 {file} 缺失或损坏。请重新安装程序。",
        "The bundled font file {file} is missing or damaged. Install the program again.",
    ),
    "font_cache_full": (
        "字体不能解压到 {folder}。请检查磁盘空间和文件夹权限，然后再试。",
        "Fonts can't be unpacked into {folder}. Check free space and rights of the folder, then try again.",
    ),
    "receipt_wording_damaged": (
        "文书用语文件 {file} 缺失或格式有误。请恢复该文件或重新安装程序。",
        "The file of document texts {file} is missing or can't be read. Restore it or install the program again.",
    ),
    "list_code_foreign": (
        "这不是材料清单上的码。请扫清单上写着“窗口扫码接着办”的那一个。",
        "This is no code of a list of materials. Scan the one that a window reads, on the list.",
    ),
    "list_code_receipt": (
        "这是凭证上的核验码，不是材料清单的码。办件请到“办件”里按编号或扫码查找。",
        "This is a receipt's own code, not a list's. Look the case up under Cases.",
    ),
    "list_code_damaged": (
        "清单的码没有读全，或被改动过。请擦净、展平后再扫一次；还不行的，选好事项重新核对。",
        "The list's code was not read whole, or was changed. Flatten the paper and scan again, or choose the item and "
        "go through it once more.",
    ),
    "list_code_newer": (
        "这张清单是更新的程序打印的，本机读不懂它的码。请选好事项重新核对，并告知技术人员更新程序。",
        "This list was printed by a newer program. Choose the item and ask again; the program needs an update.",
    ),
}
