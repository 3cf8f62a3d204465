"""Steps in a row, one after the other, the present one marked by a sign and by weight."""

from collections.abc import Sequence
from html import escape

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel

from ui.theme import colours


class Steps(QLabel):
    """录入中 ─ 已核对 ─ … : those that are done bear a tick, the present one a dot."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self.name = name
        self.setTextFormat(Qt.TextFormat.RichText)

    def show_steps(self, steps: Sequence[str], present: str) -> None:
        shade, place = colours(), steps.index(present)
        parts = []
        for at, step in enumerate(steps):
            if at == place:
                parts.append(f'<span style="color:{shade.accent}; font-weight:bold">● {escape(step)}</span>')
            else:
                sign, colour = ("✓ ", shade.text) if at < place else ("", shade.faint)
                parts.append(f'<span style="color:{colour}">{sign}{escape(step)}</span>')
        self.setText(f'<span style="color:{shade.faint}"> ─ </span>'.join(parts))
        self.setAccessibleName(f"{self.name}：{present}")
