"""What the disk did not take is lost when the office is closed: the clerk decides."""

from PySide6.QtWidgets import QMessageBox, QWidget

from ui.session import Session


def may_leave(session: Session, unsaved: str, parent: QWidget) -> bool:
    """Whether the office may be closed; `unsaved` says what would be lost. If it may, that is given up."""
    if not session.waiting or session.retry() or not session.waiting:
        return True
    box = QMessageBox(parent)
    box.setWindowTitle("还有没保存的")
    box.setText(unsaved)
    box.setInformativeText("关闭以后，这些改动就没有了。")
    leave = box.addButton("放弃并关闭", QMessageBox.ButtonRole.DestructiveRole)
    stay = box.addButton("不关闭", QMessageBox.ButtonRole.RejectRole)
    box.setDefaultButton(stay)
    box.exec()
    if box.clickedButton() is not leave:
        return False
    session.give_up()
    return True
