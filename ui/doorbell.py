"""One window for a person on a computer: a second start rings at the first, hands over its file's name, and goes.

The only socket of the program; it stays on this computer, in the user's own name.
"""

from pathlib import Path

from PySide6.QtCore import QCryptographicHash, QObject, Signal
from PySide6.QtNetwork import QLocalServer, QLocalSocket

from ui import preferences

PATIENCE = 2_000
"""Milliseconds to wait for a first window to answer."""


def door_name() -> str:
    """One name for each person, told by where that person's preferences lie."""
    place = str(preferences.preferences_file()).encode()
    digest = QCryptographicHash.hash(place, QCryptographicHash.Algorithm.Sha256).toHex().data()
    return f"gridapp-{bytes(digest).decode()[:16]}"


def ring(name: str, file: Path | None) -> bool:
    """Hand a file's name (or none) to the window that is open already; False when there is none."""
    socket = QLocalSocket()
    socket.connectToServer(name)
    if not socket.waitForConnected(PATIENCE):
        return False
    socket.write(f"{file.resolve() if file else ''}\n".encode())
    rung = socket.waitForBytesWritten(PATIENCE)
    socket.disconnectFromServer()
    return rung


class Doorbell(QObject):
    """The first window's side."""

    rung = Signal(str)
    """Somebody started the program again, with this file ("" for none)."""

    def __init__(self, name: str, parent: QObject | None = None) -> None:
        """Listen under a name that nobody answers to. With UserAccessOption Qt moves its socket over one that a program
        left behind when it died."""
        super().__init__(parent)
        self.server = QLocalServer(self)
        self.server.setSocketOptions(QLocalServer.SocketOption.UserAccessOption)
        self.server.newConnection.connect(self._answer)
        self.server.listen(name)

    def _answer(self) -> None:
        visitor = self.server.nextPendingConnection()
        visitor.readyRead.connect(self._read)
        visitor.disconnected.connect(visitor.deleteLater)
        self._hear(visitor)

    def _read(self) -> None:
        visitor = self.sender()
        if isinstance(visitor, QLocalSocket):
            self._hear(visitor)

    def _hear(self, visitor: QLocalSocket) -> None:
        if visitor.canReadLine():
            self.rung.emit(bytes(visitor.readLine().data()).decode("utf-8", "replace").strip())
