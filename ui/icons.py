"""The outline icons of `resources/icons`, in the colour that is asked for."""

from functools import cache

from PySide6.QtCore import QBuffer, QByteArray, QFile, QIODevice, QSize
from PySide6.QtGui import QIcon, QImageReader, QPixmap

_PIXELS = 20


@cache
def icon(name: str, colour: str) -> QIcon:
    """The icon `name`, sharp at 100 %, 150 % and 200 %. A name that is no file gives an empty icon."""
    made = QIcon()
    for scale in (1.0, 1.5, 2.0):
        made.addPixmap(picture(name, colour, _PIXELS, scale))
    return made


def picture(name: str, colour: str, pixels: int, scale: float = 1.0) -> QPixmap:
    """The icon as a picture of `pixels` logical pixels."""
    file = QFile(f"icons:{name}.svg")
    if not file.open(QIODevice.OpenModeFlag.ReadOnly):
        return QPixmap()
    drawing = bytes(file.readAll().data()).replace(b"currentColor", colour.encode())
    buffer = QBuffer()
    buffer.setData(QByteArray(drawing))
    reader = QImageReader(buffer, QByteArray(b"svg"))
    reader.setScaledSize(QSize(round(pixels * scale), round(pixels * scale)))
    made = QPixmap.fromImage(reader.read())
    made.setDevicePixelRatio(scale)
    return made
