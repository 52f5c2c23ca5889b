"""The city's list of points: everything that is wrong is told at once, with its line, and a right one is read right."""

import pytest

from app.catalogue.model import ItemCode, PointRules, PointScope, Scope
from app.central.city_roster import COLUMNS, MOST_POINTS, read_roster
from app.errors import Refused
from app.sync.model import ServicePoint
from tests.central.arrange import POINT

HEAD = ",".join(COLUMNS)
ITEMS = {ItemCode("1122"), ItemCode("1133")}
GOOD = f"{POINT},快大茂便民服务中心,快大茂便民,团结路 12 号,0435-5223344,,2"


def wrong(*lines: str) -> list[tuple[int, str, str | None]]:
    found = read_roster("\n".join([HEAD, *lines]).encode(), ITEMS)
    return [(trouble.line, trouble.error.code, trouble.error.field) for trouble in found.troubles]


def test_a_line_is_a_point_as_it_stands_on_paper() -> None:
    found = read_roster(f"{HEAD}\n{GOOD}\n".encode(), ITEMS)
    assert found.troubles == ()
    (line,) = found.lines
    assert line.point == ServicePoint(
        code=POINT, name="快大茂便民服务中心", short_name="快大茂便民", address="团结路 12 号", phone="0435-5223344"
    )
    assert (line.line, line.rules, line.devices) == (2, None, 2)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030"])
@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_it_reads_what_excel_saves(encoding: str, end: str) -> None:
    text = f"备注,{HEAD}{end}新开的,２２０５２１１０１０００,二密便民,,,,受理,１{end},,,,,,,{end}"
    (line,) = read_roster(text.encode(encoding), ITEMS).lines
    assert (line.point.code, line.point.short_name, line.point.phone, line.devices) == (
        "220521101000",
        "二密便民",
        "12345",
        1,
    )


def test_the_scope_is_a_default_and_exceptions() -> None:
    said = f'{POINT},快大茂,,,,"代收；1122=咨询; 1133＝代收：县残疾人联合会",1'
    (line,) = read_roster(f"{HEAD}\n{said}".encode(), ITEMS).lines
    scopes = (
        PointScope(point=POINT, item=ItemCode("1122"), scope=Scope.ADVISE),
        PointScope(point=POINT, item=ItemCode("1133"), scope=Scope.FORWARD, forward_to="县残疾人联合会"),
    )
    assert line.rules == PointRules(point=POINT, name="快大茂", default=Scope.FORWARD, scopes=scopes)
    (only,) = read_roster(f"{HEAD}\n{POINT},快大茂,,,,1122=咨询,1".encode(), ITEMS).lines
    assert only.rules is not None
    assert (only.rules.default, len(only.rules.scopes)) == (Scope.ACCEPT, 1)


@pytest.mark.parametrize(
    ("line", "code", "column"),
    [
        ("2.20521E+11,名,,,,,1", "point_code", "服务点编码"),
        (",名,,,,,1", "point_code", "服务点编码"),
        (f"{POINT},,,,,,1", "roster_missing", "名称"),
        (f"{POINT},{'名' * 61},短,,,,1", "roster_text_long", "名称"),
        (f"{POINT},{'名' * 13},,,,,1", "roster_short_name", "简称"),
        (f"{POINT},名,{'短' * 13},,,,1", "roster_text_long", "简称"),
        (f"{POINT},名\x00,短,,,,1", "roster_text", "名称"),
        (f"{POINT},名,,{'址' * 101},,,1", "roster_text_long", "地址"),
        (f"{POINT},名,,,打电话,,1", "roster_phone", "电话"),
        (f"{POINT},名,,,,,0", "roster_devices", "设备数"),
        (f"{POINT},名,,,,,100", "roster_devices", "设备数"),
        (f"{POINT},名,,,,,", "roster_devices", "设备数"),
        (f"{POINT},名,,,,,-1", "roster_devices", "设备数"),
        (f"{POINT},名", "roster_devices", "设备数"),
        (f"{POINT},名,,,,都办,1", "roster_scope", "事项范围"),
        (f"{POINT},名,,,,1122=都办,1", "roster_scope", "事项范围"),
        (f"{POINT},名,,,,9999=咨询,1", "roster_item", "事项范围"),
        (f"{POINT},名,,,,1122=咨询;1122=受理,1", "roster_item_twice", "事项范围"),
    ],
)
def test_each_kind_of_wrong_line_is_told_with_its_column(line: str, code: str, column: str) -> None:
    assert wrong(line) == [(2, code, column)]


def test_everything_wrong_is_told_at_once_and_right_lines_are_no_trouble() -> None:
    found = wrong(GOOD, "123,,,,,,x", "", GOOD, "220521101000,名,,,,,1")
    assert found == [
        (3, "point_code", "服务点编码"),
        (3, "roster_missing", "名称"),
        (3, "roster_devices", "设备数"),
        (5, "roster_twice", "服务点编码"),
    ]


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "roster_columns"),
        ("服务点编码,名称\n1,2".encode(), "roster_columns"),
        (f"{HEAD},名称\n".encode(), "roster_columns"),
        (f"{HEAD}\n\n,,\n".encode(), "roster_empty"),
        (b"\xff\xff\xff\xff", "roster_encoding"),
        (f'{HEAD}\n"{POINT},名,,,,,1'.encode(), "roster_quotes"),
        ((HEAD + "\n1" * (MOST_POINTS + 1)).encode(), "roster_long"),
    ],
)
def test_what_is_no_list_is_refused_as_a_whole(data: bytes, code: str) -> None:
    with pytest.raises(Refused, match=code):
        read_roster(data, ITEMS)
