"""What the clerk reads when a line, an application or an act on a case is refused, or should be looked at again."""

from typing import Final

SENTENCES: Final[dict[str, tuple[str, str]]] = {
    # The shape of an input line
    "line_not_utf8": (
        "这一行不是 UTF-8 编码，请另存为 UTF-8 后重试。",
        "This line is not UTF-8: save the file as UTF-8 and try again.",
    ),
    "line_not_json": (
        "这一行不是 JSON，请检查引号、逗号和括号。",
        "This line is not JSON: check its quotes, commas and brackets.",
    ),
    "line_not_object": ("这里应为一组字段（{{…}}），请按格式填写。", "A set of fields ({{…}}) is expected here."),
    "line_not_list": ("这里应为一个列表（[…]），请按格式填写。", "A list ([…]) is expected here."),
    "line_not_text": ("这里的内容格式不对，请按格式填写。", "This has the wrong form: write it as the format says."),
    "line_key_unknown": (
        "没有“{key}”这个字段，请删去或改正。",
        "There is no field “{key}”: remove or correct it.",
    ),
    "line_field_missing": ("这一项必须填写。", "This must be filled in."),
    "line_too_deep": (
        "内容嵌套超过 {most} 层，请按格式填写。",
        "This is nested more than {most} levels deep: write it as the format says.",
    ),
    "text_unstorable": (
        "这里有损坏的字符，无法保存，请重新输入。",
        "There is a damaged character here that can't be kept: type the text again.",
    ),
    "number_not_finite": ("这个数太大，无法保存，请改正。", "This number is too large to be kept: correct it."),
    "case_act_unknown": (
        "没有“{given}”这种办理动作，请改为 receive、accept、supplement、decline 或 draft。",
        "There is no act “{given}”: use receive, accept, supplement, decline or draft.",
    ),
    # The item
    "item_cancelled": (
        "“{name}”已于 {on} 取消，请选择其他事项。",
        "“{name}” was cancelled on {on}: choose another item.",
    ),
    "item_not_yet": (
        "“{name}”从 {on} 起才能办理。",
        "“{name}” can be applied for from {on}.",
    ),
    "item_version_unknown": (
        "本机没有“{name}”的第 {version} 版，请先与市级平台同步。",
        "Version {version} of “{name}” is not on this computer: sync with central first.",
    ),
    "item_for_others": (
        "这个事项通常不由这类申请人办理，请再确认一次。",
        "This item is usually not for this kind of applicant: check again.",
    ),
    "scope_advise_only": (
        "本点对“{name}”只提供咨询，不能收件；请告知申请人到哪里办理。",
        "This point only advises on “{name}”: tell the applicant where to apply.",
    ),
    "scope_forward_only": (
        "本点对“{name}”只代收材料，请选择收件或一次性告知。",
        "This point only takes in “{name}” for another body: receive it, or tell what is missing.",
    ),
    # Materials and attachments
    "material_missing": (
        "缺少“{name}”：收到后再受理，或办理一次性告知。",
        "“{name}” is missing: accept when it is here, or tell the applicant what is missing.",
    ),
    "material_missing_may_follow": (
        "缺少“{name}”：此项可以容缺，请选择“容缺后补”。",
        "“{name}” is missing: it may follow later, so choose “later”.",
    ),
    "material_count": ("份数应为 0 到 {most} 的整数。", "The number of copies is a whole number from 0 to {most}."),
    "material_form_unknown": (
        "没有“{given}”这种提交方式，请从列表中选择。",
        "There is no form “{given}”: choose from the list.",
    ),
    "material_expired": (
        "有材料已过有效期，请核对能不能用，必要时请申请人换新的。",
        "A material is past its validity: make sure that it may be used, or ask for a new one.",
    ),
    "licence_number_missing": (
        "请填写电子证照的号码。",
        "Fill in the number of the e-licence.",
    ),
    "licence_kind_missing": (
        "请填写是哪一种电子证照，例如：居民身份证。",
        "Say which e-licence it is, such as the identity card.",
    ),
    "licence_unchecked": (
        "请选择电子证照是怎样核验的：scanned（扫码核验）、system（系统核验）或 compared（人工核对）。",
        "Say how the e-licence was verified: scanned, system or compared.",
    ),
    "licence_form": (
        "填了电子证照，收取方式却不是电子证照或电子文件，请改一处。",
        "An e-licence is given, but the form is neither e-licence nor electronic: change one of them.",
    ),
    "kept_form": (
        "只有原件才会留存待退，请把收取方式改为原件，或不选留存。",
        "Only an original is kept and handed back: choose original, or do not keep it.",
    ),
    "spared_form": (
        "免交理由只用于免交的材料（电子证照、数据共享、告知承诺），请改收取方式或删去理由。",
        "A reason for sparing belongs to a material that is spared: change its form, or remove the reason.",
    ),
    "originals_none": (
        "这件没有留存的原件，或者已经全部退还。",
        "No original of this case lies here, or all were handed back.",
    ),
    "original_not_here": (
        "“{code}”没有留存原件，或者已经退还，请核对。",
        "No original of “{code}” lies here, or it was handed back: check.",
    ),
    "originals_here": (
        "这件还留着申请人的原件，请当场退还，并打印原件退还清单请申请人签字。",
        "Originals of the applicant are still here: hand them back now, and have the list signed.",
    ),
    "pages_many": (
        "一份材料最多 {most} 页，这里有 {given} 页；请合成一个 PDF，或减少页数。",
        "A material has at most {most} pages, here are {given}: put them into one PDF, or leave some out.",
    ),
    "attachment_unreadable": (
        "读不到附件“{name}”，请检查文件是否还在，再选择一次。（{reason}）",
        "The attachment “{name}” can't be read: check that the file is there and choose it again. ({reason})",
    ),
    "attachment_too_large": (
        "附件“{name}”有 {size}，超过 {most}；请降低扫描分辨率，或分成几个文件。",
        "The attachment “{name}” has {size}, more than {most}: scan it at a lower resolution, or split it.",
    ),
    "attachment_empty": (
        "附件“{name}”是空的，请重新扫描或选择。",
        "The attachment “{name}” is empty: scan or choose it again.",
    ),
    "attachment_kind": (
        "不能收“{name}”这种文件；请用图片（JPG、PNG、TIFF、BMP）、PDF、OFD 或办公文档。",
        "Files like “{name}” can't be taken in: use a picture (JPG, PNG, TIFF, BMP), PDF, OFD or an office document.",
    ),
    "attachment_unknown": (
        "本机没有附件“{name}”，请重新选择文件。",
        "The attachment “{name}” is not on this computer: choose the file again.",
    ),
    # Acts
    "case_act_unlawful": (
        "办件现在的状态不能这样办理，请重新打开办件，按现在能用的按钮办理。",
        "This can't be done to the case as it stands now: open it again, and use the buttons offered.",
    ),
    "act_reason_missing": (
        "请写明理由，申请人会在文书上看到。",
        "Give the reason: the applicant will read it on paper.",
    ),
    "supplement_nothing": (
        "没有缺少的材料，请写明要补正什么。",
        "No material is missing: say what has to be mended.",
    ),
    "supplement_second": (
        "这是第二次要求补正。规定应一次性告知，请确认第一次确实没有说到。",
        "This is a second request. Everything is to be told at once: make sure that it was not known the first time.",
    ),
    "answered_late": (
        "收件已超过五个工作日，依法自收件之日起视为受理，期限从收件之日算。现在才告知或者不予受理，申请人可以不认，请报告负责人。",
        "More than five working days have passed since the receipt, so by law it counts as accepted from then on. The "
        "applicant need not take a notice or a refusal that comes only now: tell your head.",
    ),
    "receive_again": (
        "本窗口自己受理这个事项，补正来了请核对后受理，不用再收件。",
        "This window accepts the item itself: look at what came and accept it, there is nothing to receive again.",
    ),
    "conclude_late": (
        "还有容缺的材料没有补来，补齐之前不能办结。请先补充材料。",
        "Something is still to follow, and nothing is concluded before it is here: add the material first.",
    ),
    "late_by_correction": (
        "更正不能把材料改成容缺待补：容缺要在受理时书面承诺。请收齐材料再更正，或者作废重办。",
        "A correction can't put a material off: that is promised in writing at the acceptance. Correct it when the "
        "material is here, or void the case and record it anew.",
    ),
    "conclude_not_offline": (
        "“{name}”须由市级平台办结，请受理后等待结果。",
        "“{name}” is finished by central: accept it and wait for the result.",
    ),
    "case_item_fixed": (
        "这个办件是“{name}”，不能改为其他事项；请另办一件。",
        "This case is about “{name}”, which can't be changed: begin another case.",
    ),
    # Later acts
    "detail_count": ("请填 1 到 {most} 之间的整数。", "Give a whole number from 1 to {most}."),
    "detail_flag": ("请写 true 或 false。", "Write true or false."),
    "detail_day": ("“{given}”不是日期，请按 2026-11-27 这样写。", "“{given}” is no day: write it as 2026-11-27."),
    "detail_unknown": (
        "没有“{given}”这一种，请从给出的里面选。",
        "There is no “{given}”: choose one of those offered.",
    ),
    "condition_unknown": (
        "这个事项没有第 {given} 条受理条件，共 {count} 条。",
        "This item has no condition number {given}: there are {count}.",
    ),
    "procedure_missing": (
        "请写明是哪一种特别程序（{allowed}）。",
        "Say which special procedure it is ({allowed}).",
    ),
    "procedure_unlisted": (
        "事项目录没有列出这种特别程序，请核对依据。",
        "The item does not name this special procedure: make sure of its legal basis.",
    ),
    "transfer_body_missing": ("请写明转给哪个机关。", "Say to which body the case goes."),
    "give_way_nothing": (
        "本机没有被退回的办理要放下。市级审批人员退回的，请更正上报；已经放下的，联网后按市级平台更新。",
        "Nothing that this desk did came back. Correct what a reviewer returned; what was dropped follows by sync.",
    ),
    "give_way_first": (
        "退回的是登记本身，市级平台上没有这一件。请更正上报，或者作废。",
        "The recording itself came back: central has no such case. Correct it and send it again, or void it.",
    ),
    "transfer_again": (
        "今天已经以同样的理由转给{to}了，不必再转。",
        "The case went to {to} today already, for the same reason.",
    ),
    "pause_again": (
        "今天已经以同样的理由启动过“{procedure}”，请写明这一次为什么。",
        "“{procedure}” began today already, for the same reason. Say what it is for this time.",
    ),
    "check_nothing": (
        "这件没有待核查的告知承诺。",
        "No promise of this case is left to be checked.",
    ),
    "check_result_missing": ("请选择承诺属实还是不实。", "Say whether the promise was true or not."),
    "checker_missing": ("请写明由哪个部门、由谁核查。", "Say which department checked it, and who."),
    "notify_nothing": (
        "没有新的情况要告知：该给申请人的文书都已出具。需要再给一份的，请补打。",
        "There is nothing new to tell: every paper has been issued. If another copy is needed, reprint it.",
    ),
    "lapse_too_early": (
        "期限到 {until} 为止，过了这一天才能终止。",
        "The period runs until {until}: it can be ended only after that day.",
    ),
    "lapse_nothing_due": (
        "这个办件没有要补交的材料，不能按逾期终止。",
        "Nothing is to follow in this case, so it can't lapse.",
    ),
    "receiver_missing": ("请写明由谁领取。", "Say who takes the result."),
    "receiver_authority": (
        "不是申请人本人领取的，请填代领凭据（授权委托书、户口簿等）；仅凭受理凭证不能代领。",
        "Anybody but the applicant needs an authority: the paper receipt alone entitles nobody else.",
    ),
    "receiver_relation": (
        "领取人不是申请人{name}本人的，请写明与申请人的关系，并填代领凭据。",
        "Only {name} takes it as the applicant: say the receiver's relation to them, and the authority.",
    ),
    "receiver_unchecked": ("请写明怎样核验了领取人的身份。", "Say how the receiver's identity was checked."),
    "receiver_unsigned": (
        "请选签名还是按手印。",
        "Say whether the receiver signed or gave a fingerprint.",
    ),
    "tracking_missing": ("邮寄的请填邮件单号。", "A posted result needs its tracking number."),
    "correction_nothing": (
        "没有改动，请先改正有误的内容。",
        "Nothing is different: mend what is wrong first.",
    ),
    "nothing_added": ("没有新的材料，请加上申请人补交的材料。", "Nothing is new: add the material that was brought."),
    "late_day_refused": (
        "补交期限要在 {first} 到 {last} 之间。",
        "The day for what follows lies between {first} and {last}.",
    ),
    "promise_not_offered": (
        "“{name}”不适用告知承诺，请按普通程序受理。",
        "“{name}” can't be decided on a promise: accept it in the ordinary way.",
    ),
    "promise_conditions_open": (
        "告知承诺要逐项确认，共 {count} 项，请全部核对后勾选。",
        "Each of the {count} conditions must be confirmed: go through them and tick all.",
    ),
    "promise_broken_before": (
        "申请人有未兑现的承诺（办件 {case_no}），不能再用告知承诺或容缺受理，请提交材料。",
        "The applicant broke a promise before (case {case_no}): all materials are needed now.",
    ),
    "case_same_again": (
        "此人 30 天内已有同一事项的办件未办完，请确认不是重复收件。",
        "The same person has an open case of this item from the last 30 days: make sure this is no duplicate.",
    ),
    # Numbers
    "case_unknown": ("没有找到办件“{given}”，请核对编号。", "There is no case “{given}”: check the number."),
    "case_no_shape": (
        "“{given}”不是办件编号，请核对。",
        "“{given}” is no case number: check it.",
    ),
    "case_no_check": (
        "办件编号“{given}”的校验位不对，可能抄错了一位，请核对。",
        "The check character of “{given}” is wrong, perhaps by one mistyped digit: check it.",
    ),
}
