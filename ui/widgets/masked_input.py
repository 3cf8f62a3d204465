"""A field for a number that is not for everybody's eyes: masked while nobody has asked for it or typed another."""

from collections.abc import Callable

from PySide6.QtWidgets import QLineEdit

HINT = "已遮住。直接键入新号码就是换掉整个号码；不动它就照旧。"


class MaskedInput(QLineEdit):
    """Shows what was put in it masked, until it is revealed. The mask is never what stands in the field."""

    def __init__(self, mask: Callable[[str], str]) -> None:
        super().__init__()
        self._mask = mask
        self._kept = self._shown = ""
        self._untouched, self._revealed = True, False
        self.textEdited.connect(self._typed)

    def put(self, text: str) -> None:
        """What the field holds from now on."""
        self._kept, self._untouched = text, True
        self._show()

    def held(self) -> str:
        """The whole number: what was put in, or what was typed over it."""
        return self._kept if self._untouched else self.text()

    def reveal(self, whole: bool) -> None:
        """Show it whole, or masked again; what is being typed stays as it is."""
        self._revealed = whole
        if self._untouched:
            self._show()

    def _show(self) -> None:
        self._shown = self._kept if self._revealed else self._mask(self._kept)
        self.setText(self._shown)
        self.setCursorPosition(0)
        hidden = self._shown != self._kept
        self.setToolTip(HINT if hidden else "")
        self.setAccessibleDescription(HINT if hidden else "")

    def _typed(self, text: str) -> None:
        """What is typed into a mask takes the place of all of it."""
        if self._untouched and self._shown != self._kept:
            self.setText(_put_in(self._shown, text))
            self.setToolTip("")
        self._untouched = False


def _put_in(mask: str, now: str) -> str:
    """What was typed where the mask stood; all of it when nothing of the mask's stars is left."""
    if "*" not in now:
        return now
    start = _common(mask, now)
    end = _common(mask[start:][::-1], now[start:][::-1])
    return now[start : len(now) - end]


def _common(one: str, other: str) -> int:
    """How many first characters are the same."""
    return next((n for n, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other)))
