"""Names for division codes, as a hint beside an identity number. A code that is not here is no fault."""

from typing import Final

_COUNTIES: Final = {
    "220501": "吉林省通化市",
    "220502": "吉林省通化市东昌区",
    "220503": "吉林省通化市二道江区",
    "220521": "吉林省通化市通化县",
    "220523": "吉林省通化市辉南县",
    "220524": "吉林省通化市柳河县",
    "220581": "吉林省梅河口市",  # administered by the province (domain.md §12, 12)
    "220582": "吉林省通化市集安市",
    "810000": "香港特别行政区",
    "820000": "澳门特别行政区",
    "830000": "台湾",
}
"""GB/T 2260, the counties that this city's counters see daily (domain.md §1.5)."""

_PROVINCES: Final = {
    **{"11": "北京市", "12": "天津市", "13": "河北省", "14": "山西省", "15": "内蒙古自治区"},
    **{"21": "辽宁省", "22": "吉林省", "23": "黑龙江省"},
    **{"31": "上海市", "32": "江苏省", "33": "浙江省", "34": "安徽省", "35": "福建省", "36": "江西省", "37": "山东省"},
    **{"41": "河南省", "42": "湖北省", "43": "湖南省", "44": "广东省", "45": "广西壮族自治区", "46": "海南省"},
    **{"50": "重庆市", "51": "四川省", "52": "贵州省", "53": "云南省", "54": "西藏自治区"},
    **{"61": "陕西省", "62": "甘肃省", "63": "青海省", "64": "宁夏回族自治区", "65": "新疆维吾尔自治区"},
    **{"71": "台湾省", "81": "香港特别行政区", "82": "澳门特别行政区", "83": "台湾"},
}


def place_of(division: str) -> str | None:
    """The county if it is one of ours, else the province, else None (old codes, other countries)."""
    return _COUNTIES.get(division) or _PROVINCES.get(division[:2])
