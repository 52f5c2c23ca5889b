"""What the clerk reads when an act on a ticket or a store is refused."""

from typing import Final

SENTENCES: Final[dict[str, tuple[str, str]]] = {
    # Calling
    "window_busy": (
        "{window} 号窗口的 {number} 还没有办完，请先选择办理结果再叫号。",
        "{number} is still at window {window}: say the outcome first, then call.",
    ),
    "window_idle": ("{window} 号窗口现在没有可操作的号。", "Window {window} has no such ticket at present."),
    "window_missing": ("请说明是哪个窗口，或写出号码。", "Say which window, or give the number."),
    "ticket_unknown": ("没有找到 {ticket} 号，请核对号码。", "There is no ticket {ticket}: check the number."),
    "ticket_not_waiting": (
        "{number} 不在等候中，不能叫号。",
        "{number} is not waiting, so it cannot be called.",
    ),
    "ticket_not_called": (
        "{number} 不是刚叫到的号，不能重呼、过号或开始办理。",
        "{number} has not just been called, so it cannot be recalled, skipped or started.",
    ),
    "ticket_not_current": (
        "{number} 不在窗口办理，请先叫号；已走的可按“离开”结束。",
        "{number} is not at a window: call it first, or finish it as left.",
    ),
    "ticket_not_skipped": ("{number} 没有过号，不需要恢复。", "{number} was not skipped."),
    "ticket_not_parked": ("{number} 没有暂挂，不能继续办理。", "{number} is not parked."),
    "ticket_cannot_transfer": (
        "{number} 已过号或已办完，不能转窗口。",
        "{number} was skipped or is finished, so it cannot be transferred.",
    ),
    "ticket_finished": ("{number} 已经办完。", "{number} is finished already."),
    "ticket_at_other_window": (
        "{number} 在 {window} 号窗口，请由该窗口操作。",
        "{number} is at window {window}: act there.",
    ),
    "ticket_other_day": (
        "{number} 是 {day} 的号，已经作废，请重新取号。",
        "{number} is of {day} and no longer valid: take a new number.",
    ),
    "recall_limit": (
        "{number} 已重呼 {limit} 次，请办理过号。",
        "{number} has been recalled {limit} times: skip it.",
    ),
    "recall_too_soon": (
        "刚刚呼叫过 {number}，请 {seconds} 秒后再重呼。",
        "{number} was called just now: recall in {seconds} seconds.",
    ),
    "undo_too_late": (
        "{number} 过号已超过 {seconds} 秒，不能撤销；请用“恢复排队”。",
        "The skip is more than {seconds} seconds ago: return {number} to the queue instead.",
    ),
    "transfer_same_window": (
        "{number} 已在 {window} 号窗口，请选择其他窗口。",
        "{number} is at window {window} already: choose another.",
    ),
    "action_used_otherwise": (
        "这个操作编号已用于另一项操作，请换一个编号。",
        "This action id was used for another act: use a new one.",
    ),
    # Reasons
    "reason_missing": ("请写明指定叫号的原因。", "Say why this number is called out of turn."),
    "reason_too_long": ("原因请不要超过 {longest} 个字。", "Keep the reason within {longest} characters."),
    "reason_personal": (
        "原因里请不要写证件号码或电话号码。",
        "Leave identity and phone numbers out of the reason.",
    ),
    # Letters and rules
    "category_unknown": (
        "没有“{category}”这个业务类别，请从列表中选择。",
        "There is no category {category}: choose one.",
    ),
    "priority_unknown": ("没有“{priority}”这个优先类别，请从列表中选择。", "There is no priority group {priority}."),
    "outcome_unknown": ("没有“{outcome}”这个办理结果，请从列表中选择。", "There is no outcome {outcome}: choose one."),
    "state_unknown": ("没有“{state}”这个状态，请从列表中选择。", "There is no state {state}: choose one."),
    "transfer_target_missing": ("请写明转到哪个窗口。", "Say which window to transfer to."),
    "queue_letters": ("每个业务类别要有一个不重复的大写字母。", "Each category needs a capital letter of its own."),
    "queue_window_letters": (
        "{window} 号窗口选了没有的业务类别，请重新选择。",
        "Window {window} serves a category that does not exist: choose again.",
    ),
    "queue_rule_too_small": ("这个数不能小于 {least}。", "This must be at least {least}."),
    # Findings of verify
    "ticket_row_missing": ("日志中有的号在数据中不见了。", "A ticket of the journal is missing from the data."),
    "ticket_row_differs": (
        "{number} 的数据与日志不一致：{fields}。",
        "The data of {number} differs from the journal: {fields}.",
    ),
    "ticket_row_unjournalled": ("{number} 在日志中没有记录。", "{number} is not in the journal."),
    "ticket_acts_missing": (
        "{number} 应有 {revision} 条记录，日志中有 {acts} 条。",
        "{number} should have {revision} entries, the journal has {acts}.",
    ),
    # Opening and upgrading a store
    "store_newer": (
        "数据由更新的程序版本建立，请先升级本程序再打开。",
        "These data were made by a newer program: upgrade this one first.",
    ),
    "store_foreign": (
        "这不是本系统的数据文件，请检查所选的文件夹。",
        "This is not one of our databases: check the folder.",
    ),
    "store_upgrade_failed": (
        "数据升级没有通过检查，已恢复原样，请联系技术支持。",
        "The upgraded data did not pass the check and were put back as they were: call support.",
    ),
    "outcome_names_no_item": (
        "只有咨询和材料不齐可以记到事项上；办件的事项在办件里。",
        "Only an enquiry or incomplete materials may name an item: a case has its own.",
    ),
}
