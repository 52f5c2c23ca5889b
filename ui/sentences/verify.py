"""What `sidao verify` says of the desk's own journal and rows. The queue's findings stand in tickets.py."""

from typing import Final

SENTENCES: Final[dict[str, tuple[str, str]]] = {
    "journal_gap": (
        "日志 {where} 之前缺少记录，应为第 {expected} 条。请从备份恢复。",
        "Entries are missing before {where}, number {expected} is expected. Restore a backup.",
    ),
    "journal_chain": ("日志 {where} 与前一条不衔接。", "Entry {where} does not follow the one before."),
    "journal_payload": ("日志 {where} 的内容被改动。", "The content of entry {where} was changed."),
    "journal_columns": (
        "日志 {where} 的索引与内容不一致。",
        "What stands beside entry {where} differs from its content.",
    ),
    "journal_hash": ("日志 {where} 的摘要不对。", "The hash of entry {where} is wrong."),
    "journal_signature": ("日志 {where} 的签名不对。", "The signature of entry {where} is wrong."),
    "journal_cut": (
        "日志到第 {where} 条为止，应有 {head} 条，末尾被截断。请从备份恢复。",
        "The journal ends at {where} but should have {head} entries: its tail was cut. Restore a backup.",
    ),
    "journal_pruned_early": (
        "日志 {where} 还没有上传，内容却不见了。",
        "The content of entry {where} is gone although central does not have it.",
    ),
    "journal_behind_central": (
        "本机日志只有 {where} 条，市级平台已收到 {central} 条：这是一份旧的数据。",
        "The journal has {where} entries but central has {central}: these are old data.",
    ),
    "case_row_missing": (
        "日志 {where} 登记的办件在数据中不见了。",
        "The case that entry {where} recorded is missing from the data.",
    ),
    "case_row_unjournalled": ("办件 {where} 在日志中没有记录。", "Case {where} is not in the journal."),
    "case_row_unreadable": (
        "办件 {where} 的内容无法读取（{why}）。",
        "Case {where} can't be read ({why}).",
    ),
    "case_row_differs": (
        "办件 {where} 的数据与日志不一致：{fields}。",
        "The data of case {where} differ from the journal: {fields}.",
    ),
    "receipt_row_missing": (
        "办件 {where} 的文书 {receipt_no} 在数据中不见了。",
        "Paper {receipt_no} of case {where} is missing from the data.",
    ),
    "receipt_row_differs": (
        "办件 {where} 的文书 {receipt_no} 与办件不一致。",
        "Paper {receipt_no} of case {where} differs from the case.",
    ),
    "receipt_row_unjournalled": (
        "办件 {where} 多出一份文书 {receipt_no}。",
        "Case {where} has a paper {receipt_no} that it never issued.",
    ),
    "proof_not_signed": (
        "市级平台的签收凭证（{where}）不是市级平台签发的。",
        "The proof of delivery {where} was not signed by central.",
    ),
    "proof_row_differs": (
        "市级平台的签收凭证（{where}）与本机保存的内容不一致。",
        "The proof of delivery {where} says something else than what is kept beside it.",
    ),
    "proof_chain_differs": (
        "市级平台的签收凭证（{where}）与本机日志不符。",
        "The proof of delivery {where} is not about this journal.",
    ),
    "proof_went_back": (
        "市级平台的签收凭证（{where}）比更早的一份还少，请联系技术支持。",
        "The proof of delivery {where} covers less than an earlier one. Call support.",
    ),
    "proof_file_unsigned": (
        "附件 {where} 记为已签收，却没有市级平台的签收凭证。",
        "Attachment {where} counts as delivered, but central has signed no proof of it.",
    ),
    "attachment_lost": (
        "办件 {where} 的附件（{material}）不见了，请从备份恢复。",
        "The attachment ({material}) of case {where} is gone: restore a backup.",
    ),
    "attachment_damaged": (
        "办件 {where} 的附件（{material}）已损坏，请从备份恢复。",
        "The attachment ({material}) of case {where} is damaged: restore a backup.",
    ),
}
