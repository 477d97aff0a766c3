"""The window in Spanish: nothing that it says of its own stays English, wherever one looks."""

import gettext
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QAbstractItemModel, QAbstractTableModel, Qt
from PySide6.QtWidgets import QAbstractButton, QAbstractItemView, QLabel, QLineEdit, QMenu, QPlainTextEdit, QWidget
from pytestqt.qtbot import QtBot

from desktop.bundled import bundled
from desktop.settings import Settings
from desktop.store.store import Store
from desktop.views.background import Background
from desktop.views.main_window import MainWindow
from desktop.views.privacy_screen import PrivacyScreen
from desktop.views.saying import DOMAIN, ENGLISH, SPANISH, speak
from desktop.views.theme.theme import Theme
from tests.views.every_widget import cells, everything, named
from tests.views.hostile import plant
from tests.views.test_every_widget import _close, screens

# What people of the test's office are called; the first run offers the same word as an example.
TYPED = {"sergeant"}
ROLES = (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole, Qt.ItemDataRole.AccessibleTextRole)


@pytest.fixture
def real(store: Store, theme: Theme, tmp_path: Path, qtbot: QtBot) -> Iterator[MainWindow]:
    """The window in Spanish, on an office with one record of each kind."""
    plant(store)
    speak(SPANISH)
    background = Background(store)
    made = MainWindow(store, theme, Settings(tmp_path / "settings.ini"), PrivacyScreen(), background)
    qtbot.addWidget(made)
    made.show()
    made.activateWindow()
    qtbot.waitUntil(made.isActiveWindow)
    yield made
    made.close()
    background.close()
    speak(ENGLISH)


def english() -> dict[str, str]:
    """Every phrase of the catalogue that is another one in Spanish, in lower case, with its Spanish."""
    catalogue = gettext.translation(DOMAIN, str(bundled("translations")), [SPANISH])
    known: dict[str, str] = getattr(catalogue, "_catalog")  # noqa: B009 - gettext has no way to list its phrases
    plain = {key.rpartition("\x04")[2]: said for key, said in known.items() if isinstance(key, str)}
    spoken = {said.strip().casefold() for said in plain.values()}
    return {
        phrase.strip().casefold(): said
        for phrase, said in plain.items()
        if phrase.strip()
        and phrase.strip().casefold() not in spoken
        and "{" not in phrase
        and phrase.casefold() not in TYPED
    }


def texts(widget: QWidget) -> Iterator[str]:
    """Everything a widget says: to the eye, to a screen reader, and when the mouse rests on it."""
    yield from (widget.accessibleName(), widget.accessibleDescription(), widget.toolTip(), widget.windowTitle())
    words = getattr(widget, "words", "")
    yield words if isinstance(words, str) else ""
    if isinstance(widget, QLabel | QAbstractButton):
        yield widget.text()
    if isinstance(widget, QLineEdit | QPlainTextEdit):
        yield widget.placeholderText()
    if isinstance(widget, QMenu):
        yield from (action.text().partition("\t")[0] for action in widget.actions())
    if isinstance(widget, QAbstractItemView) and isinstance(model := widget.model(), QAbstractItemModel):
        yield from (str(index.data(role) or "") for index in cells(model) for role in ROLES)
        columns = model.columnCount() if isinstance(model, QAbstractTableModel) else 0
        across = Qt.Orientation.Horizontal
        yield from (str(model.headerData(place, across, role) or "") for place in range(columns) for role in ROLES[:2])


def parts(text: str) -> Iterator[str]:
    """A text, and what stands between its commas, colons and full stops: several things are joined by those."""
    yield text
    for mark in (", ", ": ", ". "):
        yield from text.split(mark)


def test_the_whole_window_is_spanish(real: MainWindow, qtbot: QtBot) -> None:
    phrases, left = english(), dict[str, str]()
    looked = 0
    for name, tops in screens(real, qtbot):
        for each in everything(*tops):
            for text in filter(str.strip, texts(each)):
                looked += 1
                for part in parts(text):
                    if (said := phrases.get(part.strip(" .…").casefold())) is not None:
                        left.setdefault(text, f"{name}, {named(each)}: {text!r} should hold {said!r}")
        _close(real)
    assert looked > 2000
    assert not left, "\n".join(left.values())
