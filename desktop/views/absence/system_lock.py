"""Hearing that the system locks its screen or goes to sleep, where that can be heard.

Linux: logind and the screen savers tell it on D-Bus. Windows: looked at every few seconds (written with care, not tried
there). macOS: not heard; there the minutes without a key or the mouse remain, and they go on during sleep.
"""

import os
import sys
from pathlib import Path
from typing import Any

from PySide6.QtCore import SLOT, QObject, Signal, Slot

LOGIN = "org.freedesktop.login1"
SAVERS = (
    "org.freedesktop.ScreenSaver",
    "org.gnome.ScreenSaver",
    "org.cinnamon.ScreenSaver",
    "org.mate.ScreenSaver",
    "org.xfce.ScreenSaver",
)
SWITCH_DESKTOP = 0x0100
# PySide says in its types that the bus takes bytes; it takes the text that SLOT() gives.
ON_ACTIVE: Any = SLOT("_on_active(bool)")
ON_LOCK: Any = SLOT("_on_lock()")


class SystemLock(QObject):
    """Listens to the system.

    Signals:
        locked: the screen is being locked, or the computer goes to sleep.
    """

    locked = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._was_locked = False
        if sys.platform == "linux":
            self._listen()

    def look(self) -> None:
        """Look where nothing is told."""
        if sys.platform == "win32":
            is_locked = _windows_is_locked()
            if is_locked and not self._was_locked:
                self.locked.emit()
            self._was_locked = is_locked

    def _listen(self) -> None:
        system, session = _has_system_bus(), _has_session_bus()
        if not system and not session:
            return
        from PySide6.QtDBus import QDBusConnection

        if system:
            bus = QDBusConnection.systemBus()
            manager = f"{LOGIN}.Manager"
            bus.connect(LOGIN, "/org/freedesktop/login1", manager, "PrepareForSleep", self, ON_ACTIVE)
            if own := os.environ.get("XDG_SESSION_ID", ""):
                path = f"/org/freedesktop/login1/session/{path_label(own)}"
                bus.connect(LOGIN, path, f"{LOGIN}.Session", "Lock", self, ON_LOCK)
        if session:
            bus = QDBusConnection.sessionBus()
            for saver in SAVERS:
                bus.connect("", "", saver, "ActiveChanged", self, ON_ACTIVE)

    @Slot(bool)
    def _on_active(self, is_active: bool) -> None:
        if is_active:
            self.locked.emit()

    @Slot()
    def _on_lock(self) -> None:
        self.locked.emit()


def path_label(text: str) -> str:
    """Any text as one part of a D-Bus path, as logind writes it: "2" is "_32"."""
    made = []
    for place, sign in enumerate(text):
        plain = sign.isascii() and (sign.isalpha() or (sign.isdigit() and place > 0))
        made.append(sign if plain else "".join(f"_{byte:02x}" for byte in sign.encode()))
    return "".join(made)


def _has_system_bus() -> bool:
    return bool(os.environ.get("DBUS_SYSTEM_BUS_ADDRESS")) or Path("/run/dbus/system_bus_socket").exists()


def _has_session_bus() -> bool:
    runtime = os.environ.get("XDG_RUNTIME_DIR", "")
    return bool(os.environ.get("DBUS_SESSION_BUS_ADDRESS")) or bool(runtime and (Path(runtime) / "bus").exists())


def _windows_is_locked() -> bool:
    """Whether the desktop that takes input is another one than ours, as it is while the computer is locked."""
    if sys.platform != "win32":
        return False
    import ctypes

    user32 = ctypes.windll.user32
    desktop = user32.OpenInputDesktop(0, False, SWITCH_DESKTOP)
    if not desktop:
        return True
    reached = bool(user32.SwitchDesktop(desktop))
    user32.CloseDesktop(desktop)
    return not reached
