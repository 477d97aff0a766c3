"""Where a file goes: the system's own dialog, opened without stopping the window."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtWidgets import QFileDialog, QWidget

from desktop.views.saying import N_, say

KINDS = {
    ".pdf": N_("PDF document"),
    ".docx": N_("Word document"),
    ".xlsx": N_("Excel workbook"),
    ".csv": N_("CSV table"),
    ".json": N_("JSON for other programs"),
}

ChooseFile = Callable[[QWidget, Path, Callable[[Path], None]], None]
"""Called with the window, the suggested file and whom to tell the chosen one; tells nobody when it was canceled."""


def choose_file(window: QWidget, suggested: Path, chosen: Callable[[Path], None]) -> None:
    """Ask for the name of a file to write; an existing one is only replaced when somebody says so."""
    ending = suggested.suffix.lower()
    dialog = QFileDialog(window, say("Save file"), str(suggested), f"{say(KINDS[ending])} (*{ending})")
    dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
    dialog.setDefaultSuffix(ending.removeprefix("."))
    answer = _Answer(dialog)
    answer.chosen.connect(chosen)
    dialog.fileSelected.connect(answer.take)
    dialog.finished.connect(dialog.deleteLater)
    dialog.open()


class _Answer(QObject):
    """Turns the dialog's text into a path; it lives as long as the dialog."""

    chosen = Signal(object)

    @Slot(str)
    def take(self, name: str) -> None:
        """Tell the path that was chosen."""
        self.chosen.emit(Path(name))
