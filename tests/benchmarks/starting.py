"""From starting the program to a lock screen that is painted and takes keys, beside a bare window of Qt."""

import os
import statistics
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

from desktop.store.creating import NewOffice, create_office
from desktop.store.keys import CHEAP
from tests.benchmarks.offices import PASSPHRASE
from tests.benchmarks.timing import Result, interleaved

TIMES = 15
BOUND = 1.5

# Both: a window as large, a line to type in, and the moment after its first picture when a key arrived.
BARE = """
import os, sys
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QLineEdit, QVBoxLayout, QWidget

class Window(QWidget):
    def paintEvent(self, event):
        QTimer.singleShot(0, typed)

def typed():
    line.insert("k")
    os._exit(0 if line.text() else 1)

qt = QApplication([])
window = Window()
window.resize(1440, 900)
line = QLineEdit(window)
QVBoxLayout(window).addWidget(line)
window.show()
line.setFocus()
qt.exec()
"""

OURS = """
import os, sys
from desktop.__main__ import get_ready, main
get_ready()  # as main() does before it imports
from desktop.views.start.start import Start

def typed(start):
    line = start.window.page.passphrase.line
    line.insert("k")
    os._exit(0 if line.text() else 1)

Start._on_painted = typed
main(sys.argv[1:])
"""


def measure(folder: Path) -> Iterator[Result]:
    """The median of whole starts, process and imports included."""
    create_office(folder, NewOffice("Measured office", "Rosa Alvarez", PASSPHRASE, "America/New_York"), cost=CHEAP)
    # As installed: compiled once, in a place of its own, by the turns that only warm up.
    compiled = str(folder.with_name("compiled"))
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen", "PYTHONPYCACHEPREFIX": compiled}
    environment["XDG_CONFIG_HOME"] = str(folder.with_name("config"))
    environment.pop("PYTHONDONTWRITEBYTECODE", None)

    def run(script: str) -> None:
        command = [sys.executable, "-c", script, str(folder)]
        subprocess.run(command, check=True, env=environment, stderr=subprocess.DEVNULL)

    def ours(turn: int) -> None:
        run(OURS)

    def floor(turn: int) -> None:
        run(BARE)

    own, bare = interleaved(ours, floor, TIMES)
    ratio = statistics.median(own) / statistics.median(bare)
    detail = f"{statistics.median(own) * 1000:.0f} ms / {statistics.median(bare) * 1000:.0f} ms"
    yield Result("start to lock screen that takes keys, median", ratio, BOUND, "x", detail)
