"""The lock screen is on the screen and takes keys before anything heavy is imported."""

import os
import subprocess
import sys
from pathlib import Path

SCRIPT = """
import sys
from pathlib import Path
import desktop.app
from desktop.app import App
from desktop.settings import Settings
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

qt = QApplication([])
app = App(qt, Settings(Path(sys.argv[2])), print)
heavy = {"sqlalchemy", "alembic", "reportlab", "openpyxl", "cryptography", "sqlcipher3", "concurrent", "pypdfium2"}
heavy |= {"desktop.store.store", "desktop.views.main_window", "desktop.models.base"}

def look():
    app.start_window.painted.disconnect(look)
    QTest.keyClicks(app.start_window.page.passphrase.line, "typed")
    assert app.start_window.page.passphrase.text == "typed"
    print("heavy:", sorted(heavy & set(sys.modules)))
    app.start.close()
    import os
    sys.stdout.flush()
    os._exit(0)

app.start_window.painted.disconnect()
app.start_window.painted.connect(look)
app.begin(Path(sys.argv[1]))
qt.exec()
"""


def test_nothing_heavy_is_imported_before_the_first_picture(office_folder: Path, tmp_path: Path) -> None:
    command = [sys.executable, "-c", SCRIPT, str(office_folder), str(tmp_path / "settings.ini")]
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen"}
    ended = subprocess.run(command, capture_output=True, text=True, check=False, env=environment)
    assert (ended.returncode, ended.stdout.strip()) == (0, "heavy: []"), ended.stderr


def test_a_verb_loads_nothing_of_the_window() -> None:
    """The command line starts as fast as it did without a window."""
    script = "import sys; from desktop.__main__ import main; main(['list', '--help'])"
    script = (
        f"try:\n    {script}\nexcept SystemExit:\n    print('views', 'desktop.views' in sys.modules, file=sys.stderr)"
    )
    script = "import sys\n" + script
    ended = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=False)
    assert "views False" in ended.stderr
