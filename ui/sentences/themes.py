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
    "theme_not_in_force": (
        "“{name}”这个一件事主题已取消或尚未启用，不能一并办理，请分别办理各个事项。",
        "The theme “{name}” has been cancelled or is not in force yet: take its items one by one.",
    ),
    "theme_aside": (
        "请市级平台管理员核对一件事主题“{name}”：与本机的事项目录或程序版本对不上，先不启用，原来的照常办理。",
        "Ask the city to check its theme “{name}”: it does not fit the items or the version of the program here. It is "
        "kept aside, and the former one goes on.",
    ),
    "theme_code_twice": (
        "主题“{twice}”的同一版出现了两次，没有导入，请核对文件。",
        "The same version of theme “{twice}” occurs twice; not imported. Check the files.",
    ),
    "theme_version_rewritten": (
        "一件事“{name}”第 {version} 版的内容与已有的不同。已受理的办件以该版为准，内容变更请使用新的版本号。",
        "Version {version} of the theme “{name}” differs from the one that cases rely on: use a new version number.",
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
