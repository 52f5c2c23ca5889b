"""What the clerk reads about 代办员, their visits, and batches of papers on their way up."""

from typing import Final

SENTENCES: Final[dict[str, tuple[str, str]]] = {
    "helper_unknown": (
        "没有编号为“{given}”的代办员，请到“帮代办—代办员”查看或登记。",
        "There is no helper with the number “{given}”: look in the register of helpers, or add them.",
    ),
    "helper_not_serving": (
        "{name}在这一天不在代办员任期内，请核对日期或另选一位。",
        "{name} did not serve as helper on that day: check the date, or choose somebody else.",
    ),
    "helper_number_taken": (
        "编号 {number} 已经有在任的代办员，请换一个编号，或留空由系统编号。",
        "A helper with the number {number} still serves: give another one, or leave it blank to have one issued.",
    ),
    "helper_term": (
        "任期结束不能早于开始（{since}），请改正。",
        "A term can't end before it begins ({since}): correct it.",
    ),
    "village_code": (
        "“{given}”不是 12 位的村（社区）区划代码，请改正。",
        "“{given}” is not a village's code of 12 digits: correct it.",
    ),
    "visit_in_future": (
        "上门日期不能晚于今天，请改正。",
        "A visit can't lie in the future: correct the date.",
    ),
    "visit_purpose_missing": ("请写明上门为了什么事。", "Say what the visit was about."),
    "batch_unknown": (
        "本机没有编号为“{given}”的交接清单，请核对编号；别的服务点的清单请扫清单左下角的二维码。",
        "This desk knows no batch “{given}”: check the number; of another point's batch scan the code on the list.",
    ),
    "batch_code_missing": (
        "这里没有交接清单的码，请扫清单左下角的二维码，或者输入清单编号。",
        "There is no code of a list here: scan the one at the list's lower left, or type the batch's number.",
    ),
    "batch_code_damaged": (
        "清单的码核验不过（被改动、伪造或没有扫全），请再扫一次；仍不行请按清单编号向交出方核对。",
        "The list's code does not hold: it was changed, forged or not read whole. Scan it again, or ask who gave it.",
    ),
    "batch_code_unknown": (
        "清单不是本市已登记设备出的，或者本机还没有它的密钥，请先同步再扫。",
        "The list is by no device of this city that is known here: sync first, then scan it again.",
    ),
    "batch_target": (
        "县级以上不再交接，请另选交出的一级。",
        "Nothing is handed over above the county: choose another level.",
    ),
    "batch_empty": ("清单上还没有办件，请先加入要交接的办件。", "The list is empty: add the cases to hand over first."),
    "batch_long": ("一份清单最多 {most} 件，请分开交接。", "A list holds {most} cases at most: hand over in parts."),
    "batch_not_open": (
        "清单 {number} 已经交出，不能再改；漏掉的另开一份清单。",
        "Batch {number} has been handed over and can't be changed: open another one for what was left out.",
    ),
    "batch_elsewhere": (
        "清单 {number} 是在别的设备上开的，请在那台设备上改和交出。",
        "Batch {number} was opened at another device: change it and hand it over there.",
    ),
    "batch_still_open": (
        "清单 {number} 还没有交出，请先办交出。",
        "Batch {number} has not been handed over yet: do that first.",
    ),
    "batch_printed_elsewhere": (
        "清单 {number} 是{place}交来的，由那个服务点打印。",
        "Batch {number} comes from {place}: that point prints it.",
    ),
    "batch_received": (
        "清单 {number} 已经全部接收，不用再办。",
        "Batch {number} has been received in full: nothing is left to do.",
    ),
    "batch_settled": ("清单 {number} 已经了结。", "Batch {number} has been settled already."),
    "batch_not_received": (
        "清单 {number} 还没有接收，请先扫码接收。",
        "Batch {number} has not been received yet: scan its papers first.",
    ),
    "batch_nothing_scanned": (
        "还没有扫到一件，请先扫凭证上的码，或输入办件编号。",
        "Nothing has been scanned yet: scan the papers' codes, or type the case numbers.",
    ),
    "batch_lacks_unlisted": (
        "办件 {case_no} 不在清单上或没有收到，不能写缺什么，请核对编号。",
        "Case {case_no} is not on the list or has not come, so nothing can be lacking in it: check the number.",
    ),
    "settlement_missing": (
        "请写明缺的和多的后来怎样处理。",
        "Say what became of what was missing or not listed.",
    ),
    "case_not_to_hand_over": (
        "办件 {case_no} 已撤回、作废或不予受理，材料不用上交。",
        "Case {case_no} was withdrawn, voided or declined: its papers don't go up.",
    ),
    "case_listed_already": (
        "办件 {case_no} 已经在清单 {batch} 上，请先从那份清单去掉。",
        "Case {case_no} is on batch {batch} already: take it off that list first.",
    ),
    "scan_unreadable": (
        "“{given}”不是本系统的码，也不是办件编号，请对准凭证左下角的码再扫，或输入编号。",
        "“{given}” is neither one of our codes nor a case number: scan the paper's code again, or type the number.",
    ),
    "scan_altered": (
        "这张凭证的码核验不过（被改动或伪造），没有登记接收，请查看原件。",
        "This paper's code was changed or forged, so it was not noted as received: look at the original.",
    ),
    "helping_entry_unreadable": (
        "帮代办记录 {where} 的内容读不出来，请联系技术支持。",
        "The entries of {where} (helping) can't be read: call support.",
    ),
    "helping_row_missing": (
        "帮代办记录 {where} 在日志里有、在库里没有，请从备份恢复或联系技术支持。",
        "{where} (helping) is in the journal and not in the store: restore from a copy, or call support.",
    ),
    "helping_row_differs": (
        "帮代办记录 {where} 与日志不一致，可能被直接改过数据库，请联系技术支持。",
        "{where} (helping) is not what the journal says; somebody may have changed the database: call support.",
    ),
}
