"""What the clerk reads about answers, materials and the catalogue's own data."""

from typing import Final

SENTENCES: Final[dict[str, tuple[str, str]]] = {
    # An item's own form
    "answer_missing": ("请填写“{label}”。", "Fill in “{label}”."),
    "answer_unknown": (
        "这个事项没有“{label}”这一项，请删去。",
        "This item does not ask for “{label}”: remove it.",
    ),
    "answer_not_asked": (
        "按前面的选择不需要填“{label}”，请清空，或改正前面的选择。",
        "After the answers above “{label}” is not asked: clear it, or correct those answers.",
    ),
    "answer_not_text": (
        "“{label}”应是文字，且不能含损坏的字符，请重新输入。",
        "“{label}” is text without damaged characters: type it again.",
    ),
    "answer_not_integer": (
        "“{label}”应是整数，请只填数字，如 12。",
        "“{label}” is a whole number: type digits only, like 12.",
    ),
    "answer_not_decimal": (
        "“{label}”应是数字，如 1200.50，请改正。",
        "“{label}” is a number like 1200.50: correct it.",
    ),
    "answer_not_date": (
        "“{label}”不是日期，请写成 2026-01-31 或 20260131。",
        "“{label}” is not a date: write 2026-01-31 or 20260131.",
    ),
    "answer_not_month": (
        "“{label}”不是年月，请写成 2026-01 或 202601。",
        "“{label}” is not a month: write 2026-01 or 202601.",
    ),
    "answer_not_choice": ("“{label}”请从列表中选择。", "Choose “{label}” from the list."),
    "answer_not_phone": (
        "“{label}”不是电话号码：手机 11 位，座机请加区号，如 0435-3212345。",
        "“{label}” is not a phone number: 11 digits, or a landline with its area code like 0435-3212345.",
    ),
    "answer_not_id_no": (
        "“{label}”不对：身份证号 18 位，末位为校验码，请与证件逐位核对。",
        "“{label}” is wrong: an identity number has 18 characters, the last one a check; compare it with the card.",
    ),
    "answer_not_account": (
        "“{label}”应为 6 至 32 位数字，请与卡面或单据核对。",
        "“{label}” has 6 to 32 digits: compare it with the card or bill.",
    ),
    "answer_not_boolean": ("“{label}”请选“是”或“否”。", "Answer “{label}” with yes or no."),
    "answer_not_table": ("“{label}”应逐行填写，请改正。", "“{label}” is filled in row by row: correct it."),
    "answer_number_too_small": (
        "“{label}”不能小于 {limit}{unit}，请改正。",
        "“{label}” is at least {limit} {unit}: correct it.",
    ),
    "answer_number_too_large": (
        "“{label}”不能大于 {limit}{unit}，请改正。",
        "“{label}” is at most {limit} {unit}: correct it.",
    ),
    "answer_date_too_small": ("“{label}”不能早于 {limit}，请改正。", "“{label}” is not before {limit}: correct it."),
    "answer_date_too_large": ("“{label}”不能晚于 {limit}，请改正。", "“{label}” is not after {limit}: correct it."),
    "answer_table_too_small": (
        "“{label}”至少填 {limit} 行，请补充。",
        "“{label}” has at least {limit} rows: add what is missing.",
    ),
    "answer_table_too_large": (
        "“{label}”最多填 {limit} 行，请删减。",
        "“{label}” has at most {limit} rows: take some out.",
    ),
    "answer_too_short": (
        "“{label}”至少 {limit} 个字符，请补全。",
        "“{label}” has at least {limit} characters: complete it.",
    ),
    "answer_too_long": (
        "“{label}”最多 {limit} 个字符，请缩短。",
        "“{label}” has at most {limit} characters: shorten it.",
    ),
    "answer_pattern": ("“{label}”的格式不对：{hint}。请改正。", "“{label}” has another form: {hint}. Correct it."),
    "answer_places": (
        "“{label}”最多保留 {limit} 位小数，请改正。",
        "“{label}” has at most {limit} decimals: correct it.",
    ),
    # Materials
    "material_unknown": (
        "这个事项没有“{name}”这份材料，请从材料清单中选择。",
        "This item has no material “{name}”: choose from its list.",
    ),
    "material_form": (
        "“{name}”不能以这种方式收取，请按材料清单选择收取方式。",
        "“{name}” can't come in this form: choose one that the list allows.",
    ),
    # The catalogue's own data
    "item_unknown": (
        "没有这个事项，请按名称、拼音或编码重新查找；确有此事项的，请先同步事项目录。",
        "There is no such item: search again, or synchronise the catalogue if it should be there.",
    ),
    "item_malformed": (
        "事项数据的格式不对，没有导入任何内容，请向提供方索取正确的文件。",
        "The item's data is malformed; nothing was imported. Ask its source for a correct file.",
    ),
    "item_code_length": (
        "编码超过 {longest} 个字符，没有导入，请向提供方核对。",
        "The code is longer than {longest} characters; not imported. Check with its source.",
    ),
    "item_code_twice": (
        "编码“{twice}”出现了两次，没有导入，请向提供方核对。",
        "The code “{twice}” occurs twice; not imported. Check with its source.",
    ),
    "item_limits": (
        "办理时限自相矛盾：即办件的承诺时限应为 0，承诺时限不得长于法定时限，未承诺时限的要写明原因。请向提供方核对。",
        "The time limits contradict each other: immediate items promise 0, no promise exceeds the legal limit, "
        "and a missing promise needs its reason. Check with the source.",
    ),
    "item_dates": (
        "取消日期早于生效日期，没有导入，请向提供方核对。",
        "The item ends before it takes effect; not imported. Check with its source.",
    ),
    "item_offline_not_immediate": (
        "只有即办件才可以离线办结，没有导入，请向提供方核对。",
        "Only an immediate item may be finished offline; not imported. Check with its source.",
    ),
    "item_only_when": (
        "填写条件引用了前面没有的选项，没有导入，请向提供方核对。",
        "A condition names a choice that is not asked before; not imported. Check with its source.",
    ),
    "item_choices": (
        "选择项必须有选项，其他类型不得有选项；没有导入，请向提供方核对。",
        "A choice needs its list and nothing else has one; not imported. Check with its source.",
    ),
    "item_columns": (
        "表格必须有列，列中不得再有表格；没有导入，请向提供方核对。",
        "A table needs columns, and no table inside; not imported. Check with its source.",
    ),
    "item_field_code": (
        "表单项的代码只能用小写字母、数字和下划线，没有导入，请向提供方核对。",
        "A field's code has small letters, digits and underscores only; not imported. Check with its source.",
    ),
    "item_pattern": (
        "表单项的格式规则无法识别，没有导入，请向提供方核对。",
        "A field's pattern can't be read; not imported. Check with its source.",
    ),
    "item_bounds": (
        "表单项的上下限与类型不符或上下颠倒，没有导入，请向提供方核对。",
        "A field's bounds don't fit its type or each other; not imported. Check with its source.",
    ),
    "item_version_rewritten": (
        "“{name}”第 {version} 版的内容与已有的不同。已受理的办件以该版为准，内容变更请使用新的版本号。",
        "Version {version} of “{name}” differs from the one that cases rely on: use a new version number.",
    ),
    "point_scope_twice": (
        "同一事项的受理范围写了两次，没有导入，请改正后重试。",
        "An item's scope is given twice; not imported. Correct it and try again.",
    ),
    "point_rules_missing": (
        "没有 {point} 的受理范围，请先导入服务点数据。",
        "There are no scopes for {point}: import the point's data first.",
    ),
    # The working calendar
    "calendar_malformed": (
        "工作日历的格式不对，没有导入任何内容，请索取正确的文件。",
        "The calendar's data is malformed; nothing was imported. Ask for a correct file.",
    ),
    "calendar_day_outside_year": (
        "{day} 不在 {year} 年内，日历没有导入，请改正后重试。",
        "{day} is not in {year}; the calendar was not imported. Correct it and try again.",
    ),
    "limit_negative": (
        "时限不能为负数（{amount}），请向事项目录的提供方核对。",
        "A time limit can't be negative ({amount}): check with the catalogue's source.",
    ),
}
