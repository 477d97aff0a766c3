"""The settings of one computer: what they are at first, what comes back, and what nobody can break."""

from pathlib import Path

import pytest
from PySide6.QtCore import QByteArray

from desktop.settings import DEFAULTS, Settings

OTHERS: dict[str, object] = {
    "appearance": "dark",
    "language": "es",
    "text_size": 150,
    "reduced_motion": True,
    "single_letter_keys": False,
    "idle_minutes": 0,
    "recent_offices": ["one office"],
    "locked_because": "Locked",
    "window_geometry": QByteArray(b"\1\2"),
}


@pytest.fixture
def place(tmp_path: Path) -> Path:
    return tmp_path / "settings.ini"


def test_a_new_computer_has_the_defaults_and_no_file(place: Path) -> None:
    settings = Settings(place)
    assert {name: settings.value(name) for name in DEFAULTS} == DEFAULTS
    assert not place.exists()


def test_every_setting_comes_back_with_its_type(place: Path) -> None:
    assert OTHERS.keys() == DEFAULTS.keys(), "a new setting is tried here too"
    first = Settings(place)
    for name, value in OTHERS.items():
        first.set_value(name, value)
    first._kept.sync()
    again = Settings(place)
    for name, value in OTHERS.items():
        assert again.value(name) == value
        assert type(again.value(name)) is type(value)


def test_a_change_is_told_once(place: Path) -> None:
    settings = Settings(place)
    told: list[str] = []
    settings.changed.connect(told.append)
    settings.set_value("text_size", 150)
    settings.set_value("text_size", 150)
    assert told == ["text_size"]


def test_a_setting_of_one_view_has_its_default_from_the_call(place: Path) -> None:
    settings = Settings(place)
    assert settings.value("columns.concerns", ["title"]) == ["title"]
    settings.set_value("columns.concerns", ["title", "due"])
    assert settings.value("columns.concerns", ["title"]) == ["title", "due"]


@pytest.mark.parametrize("line", ["text_size=huge", "text_size=-5", "appearance=purple", "idle_minutes=-1"])
def test_what_makes_no_sense_gives_the_default(place: Path, line: str) -> None:
    place.write_text(f"[General]\n{line}\n")
    name = line.partition("=")[0]
    assert Settings(place).value(name) == DEFAULTS[name]
