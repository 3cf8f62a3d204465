"""What long work is at, and a way to stop it."""

from PySide6.QtWidgets import QHBoxLayout, QLabel, QProgressBar, QPushButton, QWidget

from ui.theme import STEP
from ui.work import Work


class WorkStrip(QWidget):
    """A line that is there as long as work is under way."""

    def __init__(self) -> None:
        super().__init__()
        self.work: Work | None = None
        self.label = QLabel()
        self.bar = QProgressBar()
        self.bar.setRange(0, 0)
        self.bar.setTextVisible(False)
        self.bar.setFixedWidth(16 * STEP)
        self.bar.setAccessibleName("进行中")
        self.stop = QPushButton("取消")
        self.stop.clicked.connect(self._stop)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(STEP)
        layout.addWidget(self.label, 1)
        layout.addWidget(self.bar)
        layout.addWidget(self.stop)
        self.hide()

    def watch(self, work: Work) -> None:
        """Show how the work goes until it ends."""
        self.work = work
        self.label.setText(f"正在{work.title}…")
        self.stop.setVisible(work.cancellable)
        self.stop.setEnabled(True)
        work.told.connect(self._tell)
        work.ended.connect(self.hide)
        self.show()

    def _tell(self, text: str) -> None:
        if self.work and self.stop.isEnabled():
            self.label.setText(f"正在{self.work.title}：{text}")

    def _stop(self) -> None:
        if self.work:
            self.work.cancel()
        self.label.setText("正在取消…")
        self.stop.setEnabled(False)
