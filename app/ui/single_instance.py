# SPDX-License-Identifier: AGPL-3.0-or-later
"""One window for a person: a second start hands its files to the first and ends.

The first listens on a local socket (a named pipe on Windows) that belongs to the person alone and is
named after the folder of the settings: a portable copy is a program of its own. What comes over it
is a list of paths, and nothing else is believed of it.
"""

from __future__ import annotations

import getpass
import json
from collections.abc import Iterable
from hashlib import sha256
from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtNetwork import QLocalServer, QLocalSocket

from app import paths

_WAIT_MS = 2000
_MOST_BYTES = 1 << 20
_TAKEN = b"taken\n"


def _name() -> str:
    who = f"{getpass.getuser()} {paths.settings_file().parent}"
    return "hanji-" + sha256(who.encode("utf-8", "surrogatepass")).hexdigest()[:24]


def hand_over(files: Iterable[Path]) -> bool:
    """Give files to the window that is open; return whether there is one and it took them."""
    socket = QLocalSocket()
    socket.connectToServer(_name())
    if not socket.waitForConnected(_WAIT_MS):
        return False
    names = [str(file.absolute()) for file in files]
    socket.write(json.dumps(names).encode() + b"\n")
    while not socket.canReadLine():
        if not socket.waitForReadyRead(_WAIT_MS):
            return False
    return bytes(socket.readLine().data()) == _TAKEN


class SecondStarts(QObject):
    """Hears of later starts of the program.

    Args:
        parent: owner.
    """

    files = Signal(list)
    """The paths that a later start was given; an empty list where it was given none."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._server = QLocalServer(self)
        self._server.setSocketOptions(QLocalServer.SocketOption.UserAccessOption)
        self._server.newConnection.connect(self._meet)

    def listen(self) -> bool:
        """Begin to listen; what a killed program left in the way is taken away."""
        # Nobody answered before: what has the name is dead.
        QLocalServer.removeServer(_name())
        return self._server.listen(_name())

    def _meet(self) -> None:
        while (socket := self._server.nextPendingConnection()) is not None:
            socket.disconnected.connect(socket.deleteLater)
            socket.readyRead.connect(lambda one=socket: self._read(one))
            self._read(socket)

    def _read(self, socket: QLocalSocket) -> None:
        if socket.bytesAvailable() > _MOST_BYTES:
            socket.abort()
            return
        if not socket.canReadLine():
            return
        try:
            names = json.loads(bytes(socket.readLine().data()))
        except ValueError:
            names = None
        if not isinstance(names, list) or not all(isinstance(name, str) for name in names):
            socket.abort()
            return
        socket.write(_TAKEN)
        socket.flush()
        self.files.emit([Path(name) for name in names])
