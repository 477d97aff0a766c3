"""Nobody is there: told by a clock that the test moves, or by the system."""

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from desktop.settings import Settings
from desktop.views.absence.absence import Absence, steady_seconds
from desktop.views.absence.system_lock import path_label


class Seconds:
    def __init__(self) -> None:
        self.now = 1_000.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def seconds() -> Seconds:
    return Seconds()


@pytest.fixture
def absence(qapp: QApplication, tmp_path: Path, seconds: Seconds) -> Iterator[Absence]:
    settings = Settings(tmp_path / "settings.ini")
    made = Absence(qapp, settings, seconds=seconds)
    yield made
    made.deleteLater()


def test_gone_after_the_minutes_and_not_a_second_earlier(absence: Absence, seconds: Seconds, qtbot: QtBot) -> None:
    seconds.now += 10 * 60 - 1
    with qtbot.assertNotEmitted(absence.gone):
        absence.look()
    seconds.now += 1
    with qtbot.waitSignal(absence.gone) as told:
        absence.look()
    assert told.args == ["idle"]


def test_a_key_in_any_window_shows_that_somebody_is_there(
    absence: Absence, seconds: Seconds, stage: QWidget, qtbot: QtBot
) -> None:
    stage.show()
    stage.activateWindow()
    qtbot.waitUntil(lambda: QApplication.focusWindow() is stage.windowHandle())
    seconds.now += 599
    QTest.keyClick(stage.windowHandle(), Qt.Key.Key_Shift)
    seconds.now += 599
    with qtbot.assertNotEmitted(absence.gone):
        absence.look()


def test_keys_on_the_cover_do_not_count(absence: Absence, seconds: Seconds, qtbot: QtBot) -> None:
    absence.set_counts_input(False)
    seconds.now += 599
    absence.seen()
    seconds.now += 1
    with qtbot.waitSignal(absence.gone):
        absence.look()


def test_the_timer_looks_by_itself(absence: Absence, seconds: Seconds, qtbot: QtBot) -> None:
    with qtbot.waitSignal(absence.gone):
        seconds.now += 600
        absence._settings.set_value("idle_minutes", 1)  # plans anew, as the settings page does


def test_the_clock_goes_on_and_cannot_be_set_back() -> None:
    first = steady_seconds()
    assert steady_seconds() >= first


@pytest.mark.parametrize(("text", "label"), [("2", "_32"), ("c2", "c2"), ("a-b", "a_2db"), ("", "")])
def test_paths_as_logind_writes_them(text: str, label: str) -> None:
    assert path_label(text) == label


LISTENER = """
import sys
import desktop
from PySide6.QtCore import QCoreApplication
from desktop.views.absence.system_lock import SystemLock
app = QCoreApplication([])
lock = SystemLock()
lock.locked.connect(app.quit)
print("listening", flush=True)
app.exec()
print("locked", flush=True)
"""


SIGNAL = ("dbus-send", "--session", "/org/gnome/ScreenSaver", "org.gnome.ScreenSaver.ActiveChanged")


@pytest.mark.skipif(shutil.which("dbus-daemon") is None, reason="there is no D-Bus on this computer")
def test_a_screen_saver_is_heard_on_the_session_bus() -> None:
    """On a bus of the test's own, with a signal as GNOME sends it."""
    with subprocess.Popen(
        ["dbus-daemon", "--session", "--nofork", "--print-address"],
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    ) as bus:
        assert bus.stdout is not None
        environment = {**os.environ, "DBUS_SESSION_BUS_ADDRESS": bus.stdout.readline().strip()}
        command = [sys.executable, "-c", LISTENER]
        with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env=environment) as listener:
            assert listener.stdout is not None
            heard = [listener.stdout.readline()]
            subprocess.run([*SIGNAL, "boolean:true"], check=True, env=environment)
            heard.append(listener.stdout.readline())
        bus.terminate()
    assert heard == ["listening\n", "locked\n"]
