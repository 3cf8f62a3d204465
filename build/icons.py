"""`.venv/bin/python build/icons.py`: the program's .png and .ico files in resources/icons/, made anew from its .svg."""

import struct
from pathlib import Path

from PySide6.QtCore import QBuffer, Qt
from PySide6.QtGui import QImage, QPainter
from PySide6.QtSvg import QSvgRenderer

ICONS = Path(__file__).resolve().parent.parent / "resources" / "icons"
SIZES = (16, 24, 32, 48, 64, 128, 256)
"""Pixels: what Windows and the Linux desktops ask for."""


def png(drawing: Path, size: int) -> bytes:
    """The drawing as a picture of that many pixels each way."""
    picture = QImage(size, size, QImage.Format.Format_ARGB32_Premultiplied)
    picture.setDotsPerMeterX(3780)  # else the file tells those of this machine's screen
    picture.setDotsPerMeterY(3780)
    picture.fill(Qt.GlobalColor.transparent)
    painter = QPainter(picture)
    QSvgRenderer(str(drawing)).render(painter)
    painter.end()
    buffer = QBuffer()
    picture.save(buffer, "PNG")
    return bytes(buffer.data().data())


def ico(pictures: dict[int, bytes]) -> bytes:
    """One Windows icon of PNGs by their size."""
    head, offset = struct.pack("<HHH", 0, 1, len(pictures)), 6 + 16 * len(pictures)
    for size, content in pictures.items():
        head += struct.pack("<BBBBHHII", size % 256, size % 256, 0, 0, 1, 32, len(content), offset)
        offset += len(content)
    return head + b"".join(pictures.values())


def made() -> dict[Path, bytes]:
    """What every file made from the drawings holds."""
    files = {}
    for drawing in sorted(ICONS.glob("gridapp*.svg")):
        pictures = {size: png(drawing, size) for size in SIZES}
        files |= {drawing.with_name(f"{drawing.stem}-{size}.png"): content for size, content in pictures.items()}
        files[drawing.with_suffix(".ico")] = ico(pictures)
    return files


if __name__ == "__main__":
    for file, content in made().items():
        file.write_bytes(content)
