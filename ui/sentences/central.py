"""Sentences for central's command line; its pages have their words in app/central/words.py."""

SENTENCES: dict[str, tuple[str, str]] = {
    "central_not_begun": (
        "该数据库还没有运行过市级平台，请先运行 central serve，再签发登记码。",
        "This database has not been served yet. Run central serve first, then issue the code.",
    ),
    "central_passphrase_missing": (
        "市级平台的密钥有口令保护，请设置 SIDAO_CENTRAL_PASSPHRASE 后再启动。",
        "Central's keys are guarded by a passphrase. Set SIDAO_CENTRAL_PASSPHRASE and start again.",
    ),
    "central_passphrase_wrong": (
        "SIDAO_CENTRAL_PASSPHRASE 不对，密钥打不开。请核对后再启动。",
        "SIDAO_CENTRAL_PASSPHRASE is wrong and does not open the keys. Check it and start again.",
    ),
    "port_taken": (
        "{host} 的 {port} 端口不能使用，请换一个端口，或先停止占用它的程序。",
        "Port {port} of {host} can't be used. Choose another, or stop the program that has it.",
    ),
    "database_url": (
        "数据库地址应写成 sqlite:///文件 或 postgresql://用户@主机/库，请核对 --db。",
        "A database is sqlite:///FILE or postgresql://USER@HOST/NAME: check --db.",
    ),
    "decision_unknown": (
        "“{given}”不是决定，请看 central decide --help。",
        "“{given}” is no decision: see central decide --help.",
    ),
    "decision_reason_missing": (
        "请用 --text 写明理由：不予许可、退回、特别程序和转办都必须写。",
        "Give the reason with --text: to reject, return, suspend or transfer a case.",
    ),
    "case_moved_on": (
        "没有保存：该办件已有变化，请看完最新情况再决定。",
        "Not saved: the case has changed meanwhile. Look at it again, then decide.",
    ),
    "case_claimed": (
        "没有保存：该办件由{by}签收办理，请等其退签，或请负责人接手。",
        "Not saved: {by} has claimed this case. Wait until it is released, or have a head take it over.",
    ),
    "claim_idle": (
        "该办件目前没有可办理的环节，不用签收。",
        "There is nothing for a reviewer to do about this case now.",
    ),
    "claim_missing": ("没有保存：请先签收该办件，再办理。", "Not saved: claim the case first, then go on with it."),
    "head_only": (
        "没有保存：只有负责人可以接手别人签收的办件（central reviewer --head）。",
        "Not saved: only a head may take over what another has claimed (central reviewer --head).",
    ),
    "days_not_number": ("天数请写数字，例如 10。", "Give the days as a number, such as 10."),
    "day_malformed": ("日期请写成 2026-12-31 这样。", "Give the day like this: 2026-12-31."),
    "set_empty": ("请先选择要一起办的办件。", "Choose the cases that are to be done together first."),
    "set_large": ("一次最多选 {most} 件，请少选一些。", "At most {most} cases at once: choose fewer."),
    "ask_nothing": (
        "请写明要补充哪项材料、补什么。",
        "Say which material is to be added, and what about it.",
    ),
    "ask_day_missing": ("请写明补充到哪一天为止。", "Say until which day it is to be added."),
    "ask_on_its_way": (
        "没有保存：{materials}还在路上（附件待传或容缺后补）。确实要补充的，请再确认一次（--anyway）。",
        "Not saved: {materials} is still on its way. If it must be asked for all the same, say so (--anyway).",
    ),
    "ask_again": (
        "没有保存：这个办件已要求过补充材料，应一次说清。确实要再补充的，请再确认一次（--anyway）。",
        "Not saved: material was asked for once already. If more is needed all the same, say so (--anyway).",
    ),
    "approve_late": (
        "没有保存：{materials}容缺后补，还没有补来。补齐之前不能准予；逾期未补的由服务点终止办理。",
        "Not saved: {materials} is still to follow. Approve it once that is here; if it never is, the point ends it.",
    ),
    "day_past": ("{day} 已过，请另选日期。", "{day} is past: choose another day."),
    "login_shape": (
        "账号由 2 到 40 个字母、数字、点或短横组成，请换一个。",
        "An account has 2 to 40 letters, digits, dots or dashes. Choose another.",
    ),
    "password_short": (
        "密码至少 {least} 位，请换一个长一些的。",
        "A password has at least {least} characters. Choose a longer one.",
    ),
    "sign_in_wrong": ("账号或密码不对，请重新输入。", "The account or the password is wrong. Please try again."),
    "sign_in_too_often": (
        "尝试次数过多，请 {seconds} 秒后再试。",
        "Too many tries. Please try again in {seconds} seconds.",
    ),
    "batch_signature": (
        "这批记录的签名不对，没有接收。请重新发送；再次出现请联系市级平台。",
        "This batch's signature does not hold; nothing was taken. Send it again, or call the city.",
    ),
    "signature_wrong": (
        "请求的签名不对，没有接收。请核对本机是否已登记。",
        "The request's signature does not hold. Check that this device is enrolled.",
    ),
    "point_unknown": ("市级平台没有服务点 {point}，请核对编码。", "Central knows no point {point}: check its code."),
    "device_unknown": (
        "市级平台没有登记这台设备，请先登记。",
        "Central does not know this device. Enrol it first.",
    ),
    "device_differs": (
        "请求里写的设备与发送它的设备不同，没有接收。请重新发送。",
        "The request names another device than its sender. Send it again.",
    ),
    "protocol_unknown": (
        "双方的同步协议版本不同（市级平台支持 {oldest} 到 {newest}），请升级程序。",
        "The two sides speak different protocol versions (central: {oldest} to {newest}). Update the program.",
    ),
    "media_type": (
        "发来的内容类型不对，没有接收。请核对对方程序的版本。",
        "What was sent has another content type. Check the sender's program version.",
    ),
    "busy": ("市级平台正忙，请稍后再试。", "Central is busy. Please try again soon."),
    "form_old": (
        "页面已过期，请重新打开办件后再提交。",
        "This page is out of date: open the case again, then submit.",
    ),
}
