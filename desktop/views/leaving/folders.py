"""Folders of this computer: where a file is suggested to go, and showing where it went."""

from pathlib import Path

from PySide6.QtCore import QStandardPaths, QUrl
from PySide6.QtGui import QDesktopServices


class ShowFolder:
    """Opens a folder in the system's own window for files."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def open(self) -> None:
        """Open it."""
        QDesktopServices.openUrl(QUrl.fromLocalFile(str(self._folder)))


def documents_folder() -> str:
    """Where the system keeps documents."""
    return QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
