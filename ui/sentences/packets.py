"""Sentences for opening points by a list, and for making a desk from a packet."""

SENTENCES: dict[str, tuple[str, str]] = {
    "packet_unreadable": (
        "这不是开通包，或文件已损坏。请选择以 .sidao 结尾的文件，或向市级平台重新索取。",
        "This is no packet, or it is damaged. Choose the file that ends in .sidao, or ask the city for another.",
    ),
    "packet_altered": (
        "开通包的内容与签名不符，没有使用。请向市级平台重新索取。",
        "The packet is not as the city signed it, and was not used. Ask the city for another.",
    ),
    "packet_device_needed": (
        "开通包里有几台设备（{numbers}），请写明本机是几号。",
        "The packet is for several devices ({numbers}): say which number this one has.",
    ),
    "packet_device": (
        "开通包里没有 {given} 号设备，只有 {numbers}。",
        "The packet has no device {given}, only {numbers}.",
    ),
    "out_missing": ("请用 --out 写明开通包放到哪个文件夹。", "Say with --out in which folder the packets go."),
    "roster_refused": (
        "名单里有 {count} 处不对，都列在上面了。什么都没有改变，请改好再来。",
        "{count} things in the list are wrong, all said above. Nothing was done: mend them and try again.",
    ),
    "roster_encoding": (
        "名单的文字编码认不出，请在表格软件里另存为“CSV UTF-8”。",
        "The list's encoding is unknown: save it as “CSV UTF-8”.",
    ),
    "roster_columns": (
        "名单第一行缺少或重复了这些列：{columns}。",
        "The list's first line lacks these columns, or has them twice: {columns}.",
    ),
    "roster_empty": (
        "名单里没有服务点。请在标题行下面每行写一个。",
        "The list has no point. Write one a line below the titles.",
    ),
    "roster_long": ("名单太长，一次最多 {most} 个服务点。", "The list is too long: at most {most} points at once."),
    "roster_quotes": (
        "名单第 {line} 行的引号不成对，请检查。",
        "A quotation mark in line {line} of the list has no partner: check it.",
    ),
    "roster_twice": (
        "服务点 {given} 在第 {line} 行已经有了，请删去一行。",
        "The point {given} stands in line {line} already: remove one.",
    ),
    "roster_missing": ("“{column}”没有填写。", "“{column}” is empty."),
    "roster_text": ("“{column}”里有看不见的符号，请重新输入。", "“{column}” has invisible characters: type it again."),
    "roster_text_long": ("“{column}”最多 {longest} 个字。", "“{column}” has at most {longest} characters."),
    "roster_short_name": (
        "名称超过 {longest} 个字，请填写简称，它要印在文书编号里。",
        "The name is longer than {longest} characters: give a short one, for the numbers of papers.",
    ),
    "roster_phone": (
        "电话“{given}”不对，只能有数字、短横、括号和空格。",
        "The phone “{given}” is none: digits, dashes, brackets and blanks only.",
    ),
    "roster_devices": ("设备数应为 1 到 99，“{given}”不对。", "The number of devices is 1 to 99, not “{given}”."),
    "roster_scope": (
        "“{given}”不是范围，请写受理、代收或咨询。",
        "“{given}” is no scope. Say accept, forward or advise.",
    ),
    "roster_item": ("市级目录里没有事项“{given}”。", "The city's catalogue has no item “{given}”."),
    "roster_item_twice": ("事项 {given} 写了两次。", "The item {given} is named twice."),
}
