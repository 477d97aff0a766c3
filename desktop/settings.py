"""Settings of this computer: look, sizes and recent folders. Nothing here names a person or a record."""

from collections.abc import Container
from pathlib import Path
from typing import Any

from PySide6.QtCore import QByteArray, QObject, QSettings, QStandardPaths, Signal

# Every setting with what it is on a new computer; the type of a value read back is the type of its default.
DEFAULTS: dict[str, Any] = {
    "appearance": "system",
    "language": "system",
    "text_size": 100,
    "reduced_motion": False,
    "single_letter_keys": True,
    "idle_minutes": 10,
    "recent_offices": [],
    "locked_because": "",
    "window_geometry": QByteArray(),
}

# What a value read back must be: a file somebody wrote in by hand does not keep the program from starting.
ALLOWED: dict[str, Container[Any]] = {
    "appearance": ("system", "light", "dark"),
    "language": ("system", "en", "es"),
    "text_size": range(50, 401),
    "idle_minutes": range(24 * 60 + 1),
}


class Settings(QObject):
    """Read with `value`, written with `set_value`; kept in one ini file, `path` or where the system keeps such files.

    Names that hold a dot ("columns.concerns") belong to one view and are given their default at the call.

    Signals:
        changed(str): the name of a setting that has another value now.
    """

    changed = Signal(str)

    def __init__(self, path: Path | None = None) -> None:
        super().__init__()
        self._kept = QSettings(str(path or _usual_path()), QSettings.Format.IniFormat)

    def value(self, name: str, default: Any = None) -> Any:
        """The value of a setting, of the type of its default; the default where the file holds anything else."""
        if default is None:
            default = DEFAULTS.get(name)
        kept = self._kept.value(name)
        if kept is None:
            return default
        if isinstance(default, bool):
            return str(kept).casefold() == "true"
        if isinstance(default, list) and not isinstance(kept, list):
            return [kept] if kept else []
        try:
            value = type(default)(kept) if default is not None else kept
        except (TypeError, ValueError):
            return default
        return value if name not in ALLOWED or value in ALLOWED[name] else default

    def set_value(self, name: str, value: Any) -> None:
        """Keep a value."""
        if self._kept.value(name) is None or value != self.value(name, type(value)()):
            self._kept.setValue(name, value)
            self.changed.emit(name)


def _usual_path() -> Path:
    where = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.GenericConfigLocation)
    return Path(where) / "Common Ground" / "settings.ini"
