"""What draws the figures of the charts, loaded beside the window when the first of them is to be seen."""

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QApplication

from ui.work import Report, Work


class DrawingBoard(QObject):
    """One for the whole program. Nothing of gridapp.prints.drawing may be imported before it is ready."""

    loaded = Signal()

    def __init__(self, app: QObject) -> None:
        super().__init__(app)
        self.ready = False
        self._loading = False

    def want(self) -> bool:
        """Whether one can draw now; else it is being loaded, and `loaded` comes."""
        if not self.ready and not self._loading:
            self._loading = True
            app = QApplication.instance()
            assert app
            work = Work("准备作图", _load, app)
            work.done.connect(self._be_ready)
            app.aboutToQuit.connect(work.wait)
            work.begin()
        return self.ready

    def _be_ready(self) -> None:
        self.ready = True
        self.loaded.emit()


def _load(_: Report) -> None:
    from gridapp.prints.drawing import prepare

    prepare()


def drawing_board() -> DrawingBoard:
    app = QApplication.instance()
    assert app
    return app.findChild(DrawingBoard) or DrawingBoard(app)
