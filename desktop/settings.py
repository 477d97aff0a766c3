"""Settings of this computer: look, sizes and recent folders. Nothing here names a person or a record."""

from pathlib import Path
from typing import Any

from PySide6.QtCore import QByteArray, QObject, QSettings, Signal

# Every setting with what it is on a new computer; the type of a value read back is the type of its default.
DEFAULTS: dict[str, Any] = {
    "appearance": "system",
    "text_size": 100,
    "reduced_motion": False,
    "single_letter_keys": True,
    "idle_minutes": 10,
    "recent_offices": [],
    "locked_because": "",
    "window_geometry": QByteArray(),
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
            return type(default)(kept) if default is not None else kept
        except (TypeError, ValueError):
            return default

    def set_value(self, name: str, value: Any) -> None:
        """Keep a value."""
        if self._kept.value(name) is None or value != self.value(name, type(value)()):
            self._kept.setValue(name, value)
            self.changed.emit(name)


def _usual_path() -> Path:
    from platformdirs import user_config_path

    return user_config_path("Common Ground", appauthor=False) / "settings.ini"
