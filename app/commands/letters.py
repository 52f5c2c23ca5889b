"""The letter that goes with a point's packet: one page that says what to do, with each code to be typed or read out."""

import io

from reportlab.lib.pagesizes import A4
from reportlab.pdfgen.canvas import Canvas

from app.clock import local_date
from app.receipts.font_files import Face
from app.receipts.fonts import Fonts
from app.receipts.pen import PAGE_HEIGHT, PAGE_WIDTH, Align, Pen
from app.sync.packets import Packet, PacketDevice

_LEFT, _RIGHT, _FOOT = 64.0, PAGE_WIDTH - 64.0, PAGE_HEIGHT - 72.0
_A_DEVICE = 46.0
_SPOKEN = str.maketrans("0123456789", "零一二三四五六七八九")
_STEPS = (
    "1. 把 U 盘插到窗口电脑上，打开“四到”，选择“装入开通包”，选中 {file}。",
    "2. 选择本机是几号设备，一台电脑一个号，不能重复；给首位窗口人员起一个口令。",
    "3. 电脑联网后自动登记。没有网络也可以先装好，联网时再登记；登记前的文书注明“试用”。",
    "4. U 盘不能用时，照下面的登记码输入也可以。每个登记码只能用一次。",
    "5. 开通包和本页请妥善保管，用完销毁；丢失请立即告诉市级平台，登记码可以收回。",
)


def letter(packet: Packet, file: str, fonts: Fonts) -> bytes:
    """The pages as PDF; nearly always one."""
    out = io.BytesIO()
    with fonts.drawing():
        canvas = Canvas(out, pagesize=A4, invariant=1, initialFontName=fonts.name(Face.BODY), lang="zh-CN")
        canvas.setTitle(f"开通通知 {packet.point.code}")
        pen = Pen(canvas, fonts)
        y = _head(pen, packet, file)
        for device in packet.devices:
            if y + _A_DEVICE > _FOOT:
                pen.next_page()
                y = 72.0
            _device(pen, device, y)
            y += _A_DEVICE
        pen.next_page()
        canvas.save()
    return out.getvalue()


def spoken(code: str) -> str:
    """The code as it is read out: digits as words, so that 0 and O, 1 and I are never mistaken."""
    return " ".join(code.replace("-", "，").translate(_SPOKEN)).replace(" ， ", "，")


def _head(pen: Pen, packet: Packet, file: str) -> float:
    point = packet.point
    pen.text(PAGE_WIDTH / 2, 92.0, "服务点开通通知", 22, face=Face.TITLE, align=Align.CENTRE)
    y = 136.0
    for label, value in (
        ("服务点", f"{point.name}（{point.code}）"),
        ("地址", point.address or "—"),
        ("电话", point.phone),
        ("市级平台", packet.central or "（另行通知）"),
        ("开通包", file),
    ):
        pen.text(_LEFT, y, label, 11, grey=0.35)
        pen.text(_LEFT + 72, y, value, 11)
        y += 20
    y += 8
    for step in _STEPS:
        for line in _wrapped(pen, step.format(file=file), 11):
            pen.text(_LEFT, y, line, 11)
            y += 18
    y += 12
    pen.text(_LEFT, y, "登记码", 13, face=Face.TITLE)
    return y + 12


def _device(pen: Pen, device: PacketDevice, y: float) -> None:
    pen.line(_LEFT, y, _RIGHT, y, grey=0.6)
    pen.text(_LEFT, y + 20, f"{device.number} 号设备", 11)
    pen.text(_LEFT + 72, y + 20, device.code, 14)
    pen.text(_RIGHT, y + 20, f"{local_date(device.expires_at).isoformat()} 前有效", 10, align=Align.RIGHT, grey=0.35)
    pen.text(_LEFT + 72, y + 37, f"读作：{spoken(device.code)}", 10, grey=0.35)


def _wrapped(pen: Pen, text: str, size: float) -> list[str]:
    lines, line = [], ""
    for character in text:
        if pen.fonts.width(line + character, size) > _RIGHT - _LEFT and character not in "，。；：”、）":
            lines.append(line)
            line = "    "
        line += character
    return [*lines, line]
