"""What the clerk reads about the link to central, enrolment, and what central says of entries."""

from typing import Final

SENTENCES: Final[dict[str, tuple[str, str]]] = {
    # The link
    "sync_no_central": (
        "还没有设置市级平台的地址，请在“设置—市级平台”中填写。",
        "Central's address is not set. Enter it under Settings, Central.",
    ),
    "sync_offline": (
        "暂时连不上市级平台。办件照常，数据已保存在本机，网络恢复后会自动上传。",
        "Central can't be reached. Work on: everything is kept here and is sent when the link is back.",
    ),
    "sync_cut": (
        "传输中网络断了，已收到的不会重传，稍后自动接着传。",
        "The link broke while sending. What has arrived is not sent again; the rest follows by itself.",
    ),
    "sync_timeout": (
        "网络太慢，长时间没有回应，稍后自动再试。",
        "The link is too slow: no answer came. It is tried again by itself.",
    ),
    "sync_certificate": (
        "无法确认市级平台的证书。请先核对本机日期和时间，仍不行请联系市级平台管理员。",
        "Central's certificate can't be verified. Check this computer's date and time, then ask central's operators.",
    ),
    "sync_address": (
        "市级平台的地址写得不对，请在“设置—市级平台”中改正。",
        "Central's address is not a valid one. Correct it under Settings, Central.",
    ),
    "sync_portal": (
        "网络需要先登录（弹出了登录网页），还没有传出任何数据。请打开浏览器登录网络。",
        "The network wants you to sign in first; nothing was sent. Open a browser and sign in to the network.",
    ),
    "sync_busy": (
        "市级平台正忙，稍后自动再试。",
        "Central is busy. It is tried again by itself.",
    ),
    "sync_http": (
        "市级平台或中间设备出错（代码 {status}），稍后自动再试。",
        "Central, or something in between, failed (code {status}). It is tried again by itself.",
    ),
    "sync_dictionary": (
        "市级平台换了版本，改用通用的压缩方式，马上重传。",
        "Central has another version; it is sent again in the common form.",
    ),
    "sync_budget_day": ("今天的流量额度用完，00:00 继续。", "Today's traffic is used up. It goes on at 00:00."),
    "sync_budget_hour": (
        "这一小时的流量额度用完，{until} 继续。",
        "This hour's traffic is used up. It goes on at {until}.",
    ),
    "sync_quiet": (
        "现在是静默时段，{until} 继续；要马上传，请按“立即同步”。",
        "Quiet hours: it goes on at {until}. To send now, press Sync now.",
    ),
    "sync_stuck": (
        "市级平台收下了请求，但没有推进，稍后自动再试；一直这样请联系市级平台管理员。",
        "Central answered but nothing moved. It is tried again by itself; if it stays so, ask central's operators.",
    ),
    "sync_entry_too_large": (
        "有一条记录太大，无法上传（{entry}），请联系技术支持。",
        "An entry is too large to be sent ({entry}). Call support.",
    ),
    # Whether it is central
    "sync_answer_signature": (
        "收到的回应不是市级平台签发的，没有采用，稍后自动再试。",
        "The answer was not signed by central and was not used. It is tried again by itself.",
    ),
    "sync_answer_nonce": (
        "收到的是一份旧的回应，没有采用，稍后自动再试。",
        "An old answer came back and was not used. It is tried again by itself.",
    ),
    "sync_answer_malformed": (
        "市级平台的回应读不懂，没有采用；一直这样请升级程序或联系管理员。",
        "Central's answer can't be read and was not used. If it stays so, update the program or ask the operators.",
    ),
    "sync_answer_too_large": (
        "收到的回应过大，没有采用，稍后自动再试。",
        "The answer was too large and was not used. It is tried again by itself.",
    ),
    "sync_root_differs": (
        "这个地址上的不是本窗口登记过的市级平台，已停止上传。请核对地址并联系管理员。",
        "Another central than this desk's own answers at this address. Sending has stopped: check it.",
    ),
    "sync_device_unknown": (
        "市级平台不认识这台设备，请联系管理员重新登记。",
        "Central does not know this device. Ask the operators to enrol it again.",
    ),
    "sync_device_revoked": (
        "这台设备已被市级平台停用，请联系管理员。",
        "Central has revoked this device. Ask the operators.",
    ),
    "sync_protocol": (
        "程序版本与市级平台不配套，请升级程序。",
        "This program and central speak different versions. Update the program.",
    ),
    "sync_forked": (
        "这份数据是另一台窗口的副本（旧备份或克隆），只能查看，不能再办件。请联系管理员登记为新设备。",
        "This data is a copy of a desk that went on elsewhere: it can only be read. Enrol a new device.",
    ),
    "sheet_not_signed": (
        "市级平台的密钥清单签名不对，没有采用，请联系管理员。",
        "Central's key list is not signed as it should be and was not used. Ask the operators.",
    ),
    "sheet_malformed": (
        "市级平台的密钥清单读不懂，没有采用，请联系管理员。",
        "Central's key list can't be read and was not used. Ask the operators.",
    ),
    "body_too_large": ("传来的内容超过上限，没有采用。", "What was sent is larger than allowed and was not used."),
    "dictionary_unknown": (
        "请求用了市级平台没有的压缩词典。",
        "The body was written with a dictionary that central does not have.",
    ),
    "body_not_zstd": ("传来的内容格式不对，没有采用。", "What was sent is not in the expected form and was not used."),
    "body_cut": ("内容没有传完连接就断了，没有采用。", "The connection broke before all was there; it was not used."),
    "body_malformed": ("传来的内容读不懂，没有采用。", "What was sent can't be read and was not used."),
    # Enrolment
    "enrol_code_needed": (
        "登记需要一次性登记码，请向市级平台管理员索取后填写。",
        "Enrolment needs a one-time code. Ask central's operators for one and enter it.",
    ),
    "enrol_code_shape": (
        "登记码应为 24 位字母和数字，请对照重新输入。",
        "The code has 24 letters and digits. Compare it and type it again.",
    ),
    "enrol_code_check": (
        "登记码有一位输错了，请对照重新输入。",
        "One sign of the code is wrong. Compare it and type it again.",
    ),
    "enrol_other_central": (
        "登记码不是这个市级平台发的，请核对地址和登记码。",
        "The code is another central's. Check the address and the code.",
    ),
    "enrol_code_unknown": ("市级平台没有发过这个登记码，请核对。", "Central did not give out this code. Check it."),
    "enrol_code_used": (
        "这个登记码已被另一台设备用过，请索取新的登记码。",
        "Another device has used this code. Ask for a new one.",
    ),
    "enrol_code_expired": ("登记码已过期，请索取新的登记码。", "The code has lapsed. Ask for a new one."),
    "enrol_point_other": (
        "登记码是发给另一个服务点的，请核对服务点编码。",
        "The code is for another service point. Check the point's code.",
    ),
    "enrol_device_taken": (
        "本服务点的这个设备号已被占用，请换一个设备号。",
        "Another device of this point has this number. Choose another number.",
    ),
    "enrol_device_other": (
        "这个登记码是给本点 {number} 号设备的，请用本机的登记码。",
        "This code is for device {number} of the point. Use this device's own.",
    ),
    "enrol_code_withdrawn": (
        "这个登记码已被市级平台收回，请索取新的登记码或开通包。",
        "Central has withdrawn this code. Ask for a new code or packet.",
    ),
    "enrol_possession": (
        "登记没有成功：设备密钥的证明不对，请联系技术支持。",
        "Enrolment failed: the proof of the device's key is wrong. Call support.",
    ),
    "enrol_sealed": (
        "登记没有成功：市级平台打不开登记申请，请稍后再试或联系管理员。",
        "Enrolment failed: central could not open the request. Try again later, or ask the operators.",
    ),
    "nothing_to_send_again": (
        "没有要重新上报的办件：对账没有发现市级平台缺少的。",
        "There is nothing to send again: central lacks none of this computer's cases.",
    ),
    # What could not be applied
    "feed_malformed": (
        "市级平台发来的一条消息读不懂，已保留，请联系管理员。",
        "A message from central can't be read. It is kept; ask the operators.",
    ),
    "feed_act_unlawful": (
        "请与审批人员核对：市级平台的决定与本机办件状态不一致，没有改动本机记录。",
        "Compare with the reviewer: central's decision does not fit the case as it stands here. Nothing was changed.",
    ),
    "feed_central_no": (
        "市级平台给同一办件两个不同的编号（{here}、{there}），没有改动，请联系管理员。",
        "Central gave one case two numbers ({here}, {there}). Nothing was changed; ask the operators.",
    ),
    # Why central accepted with a mark, held or returned an entry
    "catalogue_unknown": (
        "办理时事项清单或日历有更新还没收到，已照收并请部门留意。",
        "A newer catalogue or calendar was still under way: accepted, and marked for the department.",
    ),
    "predecessor_missing": (
        "前面的记录还没传到，稍后自动处理。",
        "An earlier entry is not there yet.",
    ),
    "case_returned": (
        "这个办件被上级退回，处理退回后这条记录会自动接上。",
        "The case was returned; this entry follows by itself once that is settled.",
    ),
    "central_failed": (
        "市级平台处理时出错，已通知管理员，修复后自动处理。",
        "Central failed on this entry and has told its operators; it settles by itself.",
    ),
    "kind_unknown": (
        "市级平台版本较旧，升级后自动处理。",
        "Central is older than this program; it settles when central is updated.",
    ),
    "device_revoked": (
        "设备停用之后的记录，等待市里确认。",
        "Written after this device was revoked; the city has to confirm it.",
    ),
    "bad_payload": (
        "记录内容有误，市级平台无法办理，请更正后再报。",
        "The entry's content is wrong. Correct the case and send it again.",
    ),
    "case_number_taken": (
        "办件编号与另一办件重复，请联系技术支持。",
        "Another case has this number. Call support.",
    ),
    "case_missing": (
        "市级平台没有这个办件的收件记录，请联系技术支持。",
        "Central has no beginning of this case. Call support.",
    ),
    "unlawful_act": (
        "市级平台上该办件的状态不允许这样办理，请核对后更正。",
        "The case's state at central does not allow this. Compare, and correct the case.",
    ),
    "stale": (
        "办理时市级平台上的办件已有变化，请核对后更正。",
        "The case had changed at central by then. Compare, and correct the case.",
    ),
    "scope": (
        "本服务点无权办理这个事项，请告知申请人到有权的窗口办理。",
        "This point may not do this item. Tell the applicant which window may.",
    ),
    "point_mismatch": ("办件属于另一个服务点，请联系技术支持。", "The case is another point's. Call support."),
    "stream_mismatch": ("记录来自错误的日志，请联系技术支持。", "The entry came in the wrong journal. Call support."),
    "by_reviewer": (
        "审批人员退回，请按退回意见处理。",
        "A reviewer returned it. Do as the reviewer's words say.",
    ),
}
