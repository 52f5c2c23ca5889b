"""The differences between two versions of an item in words, for the command line and for screens. No Qt."""

from typing import Final

from app.catalogue.differences import Difference
from ui.explain import CHINESE, ENGLISH

_LIMITS: Final = {
    f"item_{part}_{unit}": (f"{zh}改为{said_zh}", f"{en}: now {said_en}")
    for part, zh, en in (("promised_limit", "承诺时限", "promised limit"), ("legal_limit", "法定时限", "legal limit"))
    for unit, said_zh, said_en in (
        ("working_day", " {after} 个工作日", "{after} working days"),
        ("natural_day", " {after} 日", "{after} days"),
        ("hour", " {after} 小时", "{after} hours"),
        ("month", " {after} 个月", "{after} months"),
        ("at_once", "当场办结", "on the spot"),
        ("gone", "不再规定", "none any more"),
    )
}
_TEXTS: Final = {
    f"item_{part}_changed": (f"{zh}改为“{{after}}”（原“{{before}}”）", f"{en}: now “{{after}}” (was “{{before}}”)")
    for part, zh, en in (
        ("name", "名称", "name"),
        ("limit_note", "时限说明", "note on the limit"),
        ("result_name", "办理结果", "result"),
        ("department", "实施主体", "department"),
        ("phone", "咨询电话", "phone"),
        ("complaint_phone", "投诉电话", "complaints"),
        ("address", "办理地点", "address"),
        ("window_hours", "办理时间", "hours"),
    )
}
_LISTS: Final = {
    f"item_{part}_{code}": (f"{said_zh}{zh}“{{text}}”", f"{en} {said_en}: “{{text}}”")
    for part, zh, en in (
        ("conditions", "受理条件", "condition"),
        ("special_procedures", "特别程序", "special procedure"),
    )
    for code, said_zh, said_en in (("new", "新增", "added"), ("gone", "取消", "dropped"))
}
_SPARED: Final = {
    f"item_materials_{flag}_{now}": (f"“{{name}}”{word}{zh}", f"“{{name}}”: {english} {en}")
    for flag, zh, en in (
        ("may_be_late", "容缺后补", "handed in later"),
        ("licence_waives", "凭电子证照免交", "spared by an electronic licence"),
        ("shared_data_waives", "凭共享数据免交", "spared by shared data"),
        ("promise_replaces", "以告知承诺代替", "replaced by a promise"),
    )
    for now, word, english in (("yes", "现在可以", "may now be"), ("no", "不再可以", "may no longer be"))
}

WORDS: Final[dict[str, tuple[str, str]]] = {
    **_LIMITS,
    **_TEXTS,
    **_LISTS,
    **_SPARED,
    "item_limit_note_gone": ("取消时限说明“{before}”", "no note on the limit any more (was “{before}”)"),
    "item_limit_note_new": ("新增时限说明“{after}”", "note on the limit: “{after}”"),
    "item_conditions_order": ("受理条件的次序有调整", "the conditions are in another order"),
    "item_special_procedures_order": ("特别程序的次序有调整", "the special procedures are in another order"),
    "item_kind_immediate": ("改为即办件", "now done on the spot"),
    "item_kind_promised": ("改为承诺件", "now promised for a day"),
    "item_promise_based_yes": ("改为适用告知承诺", "now on a promise of the conditions"),
    "item_promise_based_no": ("不再适用告知承诺", "no longer on a promise of the conditions"),
    "item_finish_offline_yes": ("没有网络也可以当场办结", "may be finished with no network"),
    "item_finish_offline_no": ("不能再离线办结，要联网办结", "is no longer finished with no network"),
    "item_visits_changed": ("到现场次数改为 {after} 次（原 {before} 次）", "visits: now {after} (was {before})"),
    "item_visits_gone": ("不必再到现场（原 {before} 次）", "no visit any more (was {before})"),
    "item_rest_changed": ("编码、依据或检索词有调整", "codes, legal basis or search words have changed"),
    # Materials
    "item_materials_new": ("新增材料“{name}”", "material added: “{name}”"),
    "item_materials_gone": ("不再收取“{name}”", "material dropped: “{name}”"),
    "item_materials_order": ("材料的次序有调整", "the materials are in another order"),
    "item_materials_renamed": ("材料“{before}”改称“{name}”", "material “{before}” is called “{name}” now"),
    "item_materials_required_yes": ("“{name}”改为必须提交", "“{name}” is required now"),
    "item_materials_required_no": ("“{name}”改为可以不交", "“{name}” is optional now"),
    "item_materials_form_original": ("“{name}”改收原件", "“{name}”: now the original"),
    "item_materials_form_copy": ("“{name}”改收复印件", "“{name}”: now a copy"),
    "item_materials_form_original_and_copy": ("“{name}”改收原件和复印件", "“{name}”: now the original and a copy"),
    "item_materials_medium_paper": ("“{name}”改收纸质", "“{name}”: now on paper"),
    "item_materials_medium_electronic": ("“{name}”改收电子件", "“{name}”: now electronic"),
    "item_materials_medium_either": ("“{name}”纸质、电子均可", "“{name}”: paper or electronic"),
    "item_materials_copies": (
        "“{name}”份数改为 {after} 份（原 {before} 份）",
        "“{name}”: {after} copies (was {before})",
    ),
    "item_materials_only_when": ("“{name}”在什么情况下要交有变化", "“{name}” is needed in other cases than before"),
    "item_materials_standard": ("“{name}”的受理标准改为“{after}”", "“{name}”: its standard is now “{after}”"),
    "item_materials_standard_gone": ("“{name}”不再另有受理标准", "“{name}” has no standard of its own any more"),
    "item_materials_source": ("“{name}”的来源或出具机构有变化", "“{name}” comes from elsewhere now"),
    # The item's own form
    "item_fields_new": ("表单新增“{name}”", "asked in addition: “{name}”"),
    "item_fields_gone": ("表单不再填“{name}”", "no longer asked: “{name}”"),
    "item_fields_order": ("表单的次序有调整", "the form is in another order"),
    "item_fields_renamed": ("“{before}”改称“{name}”", "“{before}” is called “{name}” now"),
    "item_fields_type": ("“{name}”的填法改了，请重新填写", "“{name}” is answered in another way: fill it in again"),
    "item_fields_required_yes": ("“{name}”改为必填", "“{name}” must be filled in now"),
    "item_fields_required_no": ("“{name}”改为可以不填", "“{name}” may be left empty now"),
    "item_fields_choice_new": ("“{name}”新增选项“{choice}”", "“{name}”: choice added: “{choice}”"),
    "item_fields_choice_gone": ("“{name}”取消选项“{choice}”", "“{name}”: choice dropped: “{choice}”"),
    "item_fields_choice_order": ("“{name}”的选项次序有调整", "“{name}”: its choices are in another order"),
    "item_fields_columns": ("“{name}”的表格各列有变化", "“{name}”: the table's columns have changed"),
    "item_fields_only_when": ("“{name}”在什么情况下要填有变化", "“{name}” is asked in other cases than before"),
    "item_fields_rules": ("“{name}”的填写限制有变化", "“{name}”: what may be filled in has changed"),
    "item_fields_hint": ("“{name}”的填写说明有变化", "“{name}”: its hint has changed"),
    # Fees
    "item_fees_new": ("新增收费“{name}”", "fee added: “{name}”"),
    "item_fees_gone": ("取消收费“{name}”", "fee dropped: “{name}”"),
    "item_fees_order": ("收费项目的次序有调整", "the fees are in another order"),
    "item_fees_amount": ("“{name}”收费改为{after}（原{before}）", "fee “{name}”: now {after} (was {before})"),
    "item_fees_basis": ("“{name}”的收费依据有变化", "fee “{name}”: its basis has changed"),
}


def difference_text(difference: Difference, language: str = CHINESE) -> str:
    """The difference in a clerk's words, without a full stop."""
    chinese, english = WORDS[difference.code]
    return (english if language == ENGLISH else chinese).format_map(difference.values)
