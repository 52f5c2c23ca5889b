"""What the clerk reads about 一件事一次办: a theme, its one form, its cases."""

from typing import Final

SENTENCES: Final[dict[str, tuple[str, str]]] = {
    "theme_unknown": (
        "没有“{given}”这个一件事主题或联办编号，请核对；`sidao theme list` 列出全部主题。",
        "There is no theme or joint number “{given}”: check it; `sidao theme list` shows the themes.",
    ),
    "theme_item_missing": (
        "“{name}”里的“{item}”今天不在事项目录中，请分别办理其他事项。",
        "“{item}” of “{name}” is not in today's catalogue: take the other items one by one.",
    ),
    "theme_advise_only": (
        "“{name}”里的“{item}”本点仅提供咨询，请引导到县政务服务中心，或分别办理其他事项。",
        "“{name}” holds “{item}”, on which this point only advises: take the others one by one.",
    ),
    "theme_contradicts": (
        "一件事主题的内容与事项目录对不上，请联系市级平台管理员更新；事项可以先分别办理。",
        "The theme does not fit the catalogue: ask the city to renew it; the items can be taken one by one.",
    ),
    "theme_act_single": (
        "一件事只能一并收件或受理；一次性告知、不予受理请收件后对其中的单个办件办理。",
        "A theme is received or accepted whole; to ask for more or decline, receive it and act on the single case.",
    ),
    "theme_key_single": (
        "一件事的录入没有“{key}”这一项，它属于单个事项，请删去。",
        "A theme has no “{key}”, which belongs to a single item: remove it.",
    ),
    "theme_and_item": (
        "请只写主题或只写事项，不要同时写。",
        "Name a theme or an item, not both.",
    ),
}
