"""`python -m tests.views.walk_of_traps FOLDER`: shows every screen of an office full of traps, and every tip;
`--bait` instead of a folder shows one label that takes text for rich text.

Run under strace by `test_traps.py`, which looks at what was opened meanwhile.
"""

import os
import sys
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QCoreApplication, QElapsedTimer, QEvent, QEventLoop, QModelIndex, QPoint, QTimer
from PySide6.QtGui import QHelpEvent
from PySide6.QtWidgets import QAbstractItemView, QApplication, QDialog, QLabel, QLineEdit, QWidget

from desktop.settings import Settings
from desktop.store.opening import open_office
from desktop.views.background import Background
from desktop.views.main_window import MainWindow
from desktop.views.privacy_screen import PrivacyScreen
from desktop.views.theme.theme import Appearance, Theme
from tests.factories import PASSPHRASES, SUPERVISOR
from tests.views.every_widget import cells, everything
from tests.views.hostile import BESIDE, TRAP, one_of_each, plant


def settle(milliseconds: int = 150) -> None:
    """Let the event loop run for a while, as it does while somebody looks."""
    loop, clock = QEventLoop(), QElapsedTimer()
    QTimer.singleShot(milliseconds, loop.quit)
    clock.start()
    loop.exec()


def ask_for_tips(top: QWidget) -> int:
    """Rest the mouse on every widget, and on every cell of every list."""
    asked = 0
    for widget in everything(top):
        if widget.isVisible():
            _rest_on(widget, widget.rect().center())
            asked += 1
        if isinstance(widget, QAbstractItemView) and widget.model() is not None:
            for index in cells(widget.model()):
                _rest_on_cell(widget, index)
                asked += 1
    return asked


def _rest_on_cell(view: QAbstractItemView, index: QModelIndex) -> None:
    _rest_on(view.viewport(), view.visualRect(index).center())


def _rest_on(widget: QWidget, at: QPoint) -> None:
    QCoreApplication.sendEvent(widget, QHelpEvent(QEvent.Type.ToolTip, at, widget.mapToGlobal(at)))


def walk(window: MainWindow) -> int:
    """Show everything; give how many tips were asked for."""
    asked, kinds = 0, one_of_each(window.desk.store)
    for key in window.tabs:
        window.go_to(key)
        settle(400)
        asked += ask_for_tips(window)
    for kind, record_id in kinds:
        window.open_record(kind, record_id)
        settle()
        asked += sum(ask_for_tips(dialog) for dialog in window.findChildren(QDialog)) + ask_for_tips(window)
        close_dialogs(window)
    for step in (window.open_settings, window.open_shortcuts):
        step()
        settle()
        asked += sum(ask_for_tips(dialog) for dialog in window.findChildren(QDialog))
        close_dialogs(window)
    window.open_palette()
    field = window.findChild(QLineEdit, "palette-field")
    assert field is not None
    field.setText("img")
    settle(400)
    asked += ask_for_tips(window)
    field.setText(f"{TRAP} {BESIDE}")
    settle(400)
    window.desk.toasts.show(f"{TRAP} {BESIDE}", "Undo this move", "Ctrl Z", window.lock)
    settle()
    return asked + ask_for_tips(window)


def close_dialogs(window: MainWindow) -> None:
    """Close what is open over the window."""
    for dialog in window.findChildren(QDialog):
        dialog.close()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


def main(folder: Path) -> None:
    """Open the office, plant, walk, and say that it was done."""
    qt = QApplication([])
    theme = Theme(qt, appearance=Appearance.LIGHT, reduced_motion=True)
    store = open_office(folder, PASSPHRASES[SUPERVISOR], person=SUPERVISOR)
    plant(store)
    background = Background(store)
    privacy = PrivacyScreen()
    window = MainWindow(store, theme, Settings(folder.parent / "settings.ini"), privacy, background)
    window.show()
    settle(300)
    asked = walk(window)
    privacy.set_on(True)
    settle(300)
    asked += ask_for_tips(window)
    window.close()
    background.close()
    store.close()
    print(f"asked for {asked} tips")


def bait() -> None:
    """One careless label, to prove that the watch would see it."""
    qt = QApplication([])
    label = QLabel(TRAP)
    label.show()
    settle()
    label.close()
    qt.quit()


if __name__ == "__main__":
    bait() if sys.argv[1] == "--bait" else main(Path(sys.argv[1]))
