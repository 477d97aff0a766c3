"""An officer goes out for the afternoon without a screen: the day is looked at, saved, and noted."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from pypdf import PdfReader
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from desktop.models.disclosure import Audience
from desktop.settings import Settings
from desktop.store.store import Store
from desktop.views.background import Background
from desktop.views.leaving.leaving_dialog import LeavingDialog
from desktop.views.leaving.preview_dialog import PreviewDialog
from desktop.views.main_window import MainWindow
from desktop.views.privacy_screen import PrivacyScreen
from desktop.views.theme.theme import Appearance, Theme
from desktop.views.today.today_tab import TodayTab
from tests.factories import START, concern, person, saved

MINE, THEIRS = "Lot behind the arcade is full of bags", "Lamp at the tram stop is out"


@pytest.fixture
def window(store: Store, qapp: QApplication, qtbot: QtBot, tmp_path: Path) -> Iterator[MainWindow]:
    """The real window with something late for the officer and something for a colleague."""
    saved(store, colleague := person(name="Nora Berg"))
    long_ago = START.date().replace(month=9)
    saved(
        store,
        concern(words=MINE, heard_on=long_ago, owner_id=store.member.person_id),
        concern(words=THEIRS, heard_on=long_ago, owner_id=colleague.id),
    )
    background = Background(store)
    theme = Theme(qapp, appearance=Appearance.LIGHT, reduced_motion=True)
    settings = Settings(tmp_path / "settings.ini")
    made = MainWindow(store, theme, settings, PrivacyScreen(), background, (TodayTab,))
    qtbot.addWidget(made)
    with qtbot.waitActive(made):
        made.show()
    yield made
    background.close()


def test_my_day_is_looked_at_and_saved(
    window: MainWindow, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, store: Store
) -> None:
    def answer(asking: QWidget, suggested: Path, chosen: Callable[[Path], None]) -> None:
        chosen(tmp_path / "day.pdf")

    usual = LeavingDialog.__init__.__kwdefaults__ or {}
    monkeypatch.setattr(LeavingDialog.__init__, "__kwdefaults__", {**usual, "choose_file": answer})
    modifiers = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
    qtbot.keyClick(window, Qt.Key.Key_T, modifiers)
    qtbot.waitUntil(lambda: window.findChild(LeavingDialog) is not None)
    dialog = window.findChild(LeavingDialog)
    assert dialog is not None
    assert dialog.form.audience is Audience.OFFICE
    assert not dialog.form.cards.card(Audience.ANYONE).isEnabled()
    qtbot.waitUntil(lambda: dialog.form.withheld.said_to_go_in != "")
    dialog._look.click()
    preview = window.findChild(PreviewDialog)
    assert preview is not None
    qtbot.waitUntil(lambda: preview.pages == 1)
    before = store.journal_head()[0]
    with qtbot.waitSignal(dialog.accepted):
        preview._save.click()
    said = PdfReader(tmp_path / "day.pdf").pages[0].extract_text().replace("\n", " ")
    assert "Lot behind the arcade" in said
    assert "Lamp at the tram stop" not in said
    assert store.journal_head()[0] == before + 1
    assert window.desk.toasts.text == "Saved for our office: day.pdf"
