"""What the clerk reads about settings."""

from typing import Final

SENTENCES: Final[dict[str, tuple[str, str]]] = {
    "setting_missing": (
        "这里不能空着：它要印在文书上。",
        "This can't be empty: it stands on every paper.",
    ),
    "setting_long": (
        "太长了，最多 {longest} 个字，请写短一些。",
        "This is too long: {longest} characters at most.",
    ),
    "window_number": (
        "窗口号是 {least} 到 {most} 的整数，请照窗口上的牌子填写。",
        "A window's number is a whole number from {least} to {most}; take it from the sign at the window.",
    ),
    "scan_dpi": (
        "分辨率是 {least} 到 {most} 的整数；一般用 200，小字多的材料用 300。",
        "The resolution is a whole number from {least} to {most}: 200 as a rule, 300 for small print.",
    ),
    "scan_quality": (
        "JPEG 质量是 {least} 到 {most} 的整数，一般用 80。",
        "The JPEG quality is a whole number from {least} to {most}; 80 as a rule.",
    ),
    "printer_folder_form": (
        "请写文件夹的完整路径，或点“选择文件夹”。",
        "Enter the folder's full path, or use the button to choose it.",
    ),
    "language_unknown": (
        "没有“{given}”这种语言，请选中文或英文。",
        "There is no language “{given}” here; choose Chinese or English.",
    ),
    "traffic_form": (
        "请填整数，单位是兆（MB），最多 {most}；不限就空着。",
        "Enter a whole number of megabytes, {most} at most; leave it empty for no limit.",
    ),
    "quiet_form": (
        "请填钟点，例如 22:00；不要静默时段就两格都空着。",
        "Enter a time such as 22:00; leave both empty for no quiet hours.",
    ),
    "quiet_half": (
        "开始和结束两格都要填；不要静默时段就都空着。",
        "Both the beginning and the end are needed; leave both empty for no quiet hours.",
    ),
    "quiet_same": (
        "结束和开始一样，等于没有静默时段，请改其中一个。",
        "The end is the beginning, so there would be no quiet hours. Change one of them.",
    ),
    "sync_address_missing": (
        "请填写市级平台的地址，例如 https://sp.example.gov.cn。",
        "Enter central's address, such as https://sp.example.gov.cn.",
    ),
    "sync_address_form": (
        "“{given}”不是网址。地址以 https:// 开头，请照登记通知填写。",
        "“{given}” is not an address. It begins with https://; copy it from the enrolment notice.",
    ),
}
