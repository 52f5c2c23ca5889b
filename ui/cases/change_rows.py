"""What a correction changed, as lines: the field, what stood there, what stands there now. No Qt."""

from collections.abc import Iterable
from typing import Any

from app.cases.given import material_from_json
from app.cases.model import FieldChange
from app.catalogue.model import ServiceItem
from ui.cases.answer_rows import answer_text
from ui.intake.rows import given_text, id_type_names
from ui.language import _


def change_lines(changes: Iterable[FieldChange], item: ServiceItem | None) -> list[str]:
    """One line a field: 手机号码：138… → 139…."""
    return [_line(change, item) for change in changes]


def _line(change: FieldChange, item: ServiceItem | None) -> str:
    said = _("{field}：{before} → {after}")
    before, after = (_text(change.field, value, item) for value in (change.before, change.after))
    return said.format(field=_label(change.field, item), before=before, after=after)


def _label(path: str, item: ServiceItem | None) -> str:
    part, _dot, rest = path.partition(".")
    if part == "answers":
        return next((field.label for field in item.fields if field.code == rest), rest) if item else rest
    if part == "materials":
        return next((one.name for one in item.materials if one.code == rest), rest) if item else rest
    label = _person_labels().get(rest, rest)
    return _("代理人 {field}").format(field=label) if part == "agent" else label


def _person_labels() -> dict[str, str]:
    return {
        "kind": _("申请人类型"),
        "name": _("姓名"),
        "id_type": _("证件类型"),
        "id_no": _("证件号码"),
        "id_until": _("证件有效期至"),
        "phone": _("手机号码"),
        "address": _("联系地址"),
        "contact.name": _("联系人"),
        "contact.phone": _("联系人电话"),
        "relation": _("与申请人关系"),
    }


def _text(path: str, value: Any, item: ServiceItem | None) -> str:
    if value is None or value == "":
        return _("（无）")
    part, _dot, rest = path.partition(".")
    if part == "materials":
        given = material_from_json(value)
        words = _("{form} {count} 份").format(form=given_text(given), count=given.count)
        if len(given.files) > 1:
            return _("{words}（{count} 页）").format(words=words, count=len(given.files))
        return f"{words}（{given.file.name}）" if given.file else words
    if part == "answers" and item is not None:
        known = next((field for field in item.fields if field.code == rest), None)
        return answer_text(value, known) if known else str(value)
    if rest == "id_type":
        return next((name for kind, name in id_type_names().items() if kind.value == value), str(value))
    return str(value)
