"""What the clerk or a script reads when the desk itself can't go on: set-up, passphrases, stores, files, usage."""

from typing import Final

SENTENCES: Final[dict[str, tuple[str, str]]] = {
    # The command line
    "wrong_use": (
        "命令写法不对，请用 --help 查看用法。（{problem}）",
        "Wrong use of the command line, see --help. ({problem})",
    ),
    "bug": (
        "程序出错了，已写下记录 {path}，请交给技术支持；数据没有损坏。",
        "The program failed. Give the file {path} to support; the data are whole.",
    ),
    # Set-up
    "period_backwards": (
        "开始日期不能晚于结束日期，请核对。",
        "The first day lies behind the last one. Check both.",
    ),
    "desk_exists": (
        "{path} 里已有一个窗口的数据，请换一个文件夹。",
        "{path} holds a desk already: choose another folder.",
    ),
    "desk_missing": (
        "{path} 里没有窗口数据，请先新建（sidao init）或改正文件夹。",
        "{path} holds no desk: make one (sidao init) or correct the folder.",
    ),
    "point_code": (
        "服务点编码应为 12 位数字，“{given}”不对，请核对。",
        "A point's code has 12 digits, “{given}” is none: check it.",
    ),
    "device_number": ("设备号应为 1 到 99，“{given}”不对。", "A device's number is 1 to 99, not “{given}”."),
    "settings_damaged": (
        "设置文件 {path} 已损坏，请从备份恢复，或联系技术支持。",
        "The settings file {path} is damaged: restore it from a backup, or call support.",
    ),
    "queue_key_missing": (
        "排队密钥 {path} 不见了或已损坏，请从备份恢复，或联系技术支持。",
        "The queue's key {path} is missing or damaged: restore it from a backup, or call support.",
    ),
    # Clerks and passphrases
    "passphrase_missing": (
        "没有口令：请设置环境变量 SIDAO_PASSPHRASE，或在终端中运行。",
        "No passphrase: set SIDAO_PASSPHRASE, or run this in a terminal.",
    ),
    "passphrase_wrong": (
        "口令不对，请再输入一次；忘记时请联系市级平台管理员。",
        "The passphrase is wrong: type it again. If it is forgotten, ask central's administrator.",
    ),
    "passphrase_short": ("口令至少 {least} 个字符。", "A passphrase has at least {least} characters."),
    "slots_damaged": (
        "口令文件 {path} 已损坏，请从备份恢复，或联系技术支持。",
        "The passphrase file {path} is damaged: restore it from a backup, or call support.",
    ),
    "clerk_name_missing": ("请填写姓名和工号。", "Fill in the name and the staff number."),
    "clerk_number_taken": (
        "工号 {number} 已有人使用，请换一个。",
        "The staff number {number} is taken: choose another.",
    ),
    # Stores
    "store_locked": (
        "数据正被另一个程序占用，请稍等几秒再试；刚才的操作没有保存。",
        "Another program holds the data: try again in a few seconds. Nothing was saved.",
    ),
    "store_closed": ("已退出登录，请重新登录后再试。", "You are signed out: sign in and try again."),
    "store_missing": (
        "打不开数据文件，请检查文件夹是否还在、是否有权限。",
        "The data can't be opened: check that the folder is there and may be used.",
    ),
    "store_unreadable": (
        "数据文件打不开：口令文件与数据不配套，或文件已损坏，请从备份恢复。",
        "The data can't be read: the passphrase file belongs to others, or the file is damaged. Restore a backup.",
    ),
    "store_damaged": (
        "数据文件已损坏，请不要继续办理，从备份恢复或联系技术支持。",
        "The data are damaged: stop working, restore a backup or call support.",
    ),
    "store_read_only": (
        "数据文件夹不能写入，请检查磁盘和权限；刚才的操作没有保存。",
        "The data can't be written: check the disk and the rights. Nothing was saved.",
    ),
    "store_failed": (
        "保存时出了问题（{reason}），刚才的操作没有保存，请重试。",
        "Saving failed ({reason}). Nothing was saved: try again.",
    ),
    "disk_full": (
        "磁盘已满，刚才的操作没有保存；请清理磁盘后再试。",
        "The disk is full. Nothing was saved: free some space and try again.",
    ),
    "disk_failed": (
        "读写磁盘出错，刚才的操作没有保存；请检查磁盘空间，仍不行请联系技术支持。",
        "The disk failed. Nothing was saved: check its space, or call support.",
    ),
    "locked_data_damaged": (
        "加密的内容打不开，可能已损坏，请从备份恢复。",
        "The encrypted content can't be opened and may be damaged: restore a backup.",
    ),
    "sealed_for_another": (
        "这份内容是加密给别人的，本机不能打开。",
        "This was sealed to somebody else and can't be opened here.",
    ),
    # Files
    "catalogue_empty": (
        "“{path}”里没有事项文件（*.json），没有导入任何内容，请核对文件夹。",
        "There are no items (*.json) in “{path}”; nothing was imported. Check the folder.",
    ),
    "file_unknown": ("没有文件“{path}”，请核对。", "There is no file “{path}”: check it."),
    "output_not_written": (
        "结果写不出去，到此为止（{reason}）。已经办完的都在；处理后用同样的动作编号再来一次，就能取回结果。",
        "The results can't be written, so it ends here ({reason}). What was done stands: the same action tells it.",
    ),
    "file_not_read": (
        "文件读不出来，请检查权限和磁盘。（{reason}）",
        "The file can't be read: check its rights and the disk. ({reason})",
    ),
    "file_not_written": (
        "{path} 写不进去，请检查磁盘空间和权限。（{reason}）",
        "{path} can't be written: check the disk's space and the rights. ({reason})",
    ),
}
