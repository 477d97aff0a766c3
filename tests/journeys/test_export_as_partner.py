"""An officer hands the concerns of one neighborhood to a partner organization, and nothing that is not theirs."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from openpyxl import load_workbook
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot
from sqlalchemy import select

from desktop.models.disclosure import Consent
from desktop.settings import Settings
from desktop.store.store import Store
from desktop.store.tables import CHANGE_SET
from desktop.views.background import Background
from desktop.views.concerns.concerns_tab import ConcernsTab
from desktop.views.leaving.leaving_dialog import LeavingDialog
from desktop.views.main_window import MainWindow
from desktop.views.privacy_screen import PrivacyScreen
from desktop.views.theme.theme import Appearance, Theme
from tests.factories import STAFF, concern, person, saved

AGREED = "The crossing at the school needs a longer green light"
INSIDE = "My neighbor at number nine sells fireworks from his garage"
CONTACT = "Renée Lindqvist, 555-0142"


@pytest.fixture
def window(store: Store, qapp: QApplication, qtbot: QtBot, tmp_path: Path) -> Iterator[MainWindow]:
    """The real window on a real encrypted office that holds three concerns."""
    saved(store, owner := person(name="Nora Berg"))
    agreed = {"contact_consent": Consent.MAY_CONTACT, "contact": CONTACT, "owner_id": owner.id}
    saved(store, concern(words=AGREED, **agreed), concern(words=INSIDE), concern(words="Nobody picks up the leaves"))
    background = Background(store)
    theme = Theme(qapp, appearance=Appearance.LIGHT, reduced_motion=True)
    settings = Settings(tmp_path / "settings.ini")
    made = MainWindow(store, theme, settings, PrivacyScreen(), background, (ConcernsTab,))
    qtbot.addWidget(made)
    made.show()
    qtbot.waitUntil(lambda: made.tabs["concerns"].what_leaves() is not None)
    made.go_to("concerns")
    yield made
    background.close()


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where the officer saves: the system's own dialog is answered with the suggested name."""
    out = tmp_path / "for the library"
    out.mkdir()

    def answer(window: QWidget, suggested: Path, chosen: Callable[[Path], None]) -> None:
        chosen(out / suggested.name)

    usual = LeavingDialog.__init__.__kwdefaults__ or {}
    monkeypatch.setattr(LeavingDialog.__init__, "__kwdefaults__", {**usual, "choose_file": answer})
    return out


def test_concerns_for_a_partner(window: MainWindow, folder: Path, store: Store, qtbot: QtBot) -> None:
    qtbot.keyClick(window.focusWidget(), Qt.Key.Key_E, Qt.KeyboardModifier.ControlModifier)
    dialog = window.findChild(LeavingDialog)
    assert dialog is not None
    qtbot.waitUntil(lambda: "1 contact of a resident, only for our office." in dialog.form.withheld.said)
    assert any("sees to it" in line for line in dialog.form.withheld.said)
    qtbot.keyClick(dialog.focusWidget(), Qt.Key.Key_Down)  # from "anyone" to "a partner"
    qtbot.waitUntil(lambda: not any("sees to it" in line for line in dialog.form.withheld.said))
    assert "1 contact of a resident, only for our office." in dialog.form.withheld.said
    qtbot.keyClick(dialog.focusWidget(), Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: window.desk.toasts.text.startswith("Saved for a partner"))

    [target] = folder.iterdir()
    sheet = load_workbook(target).worksheets[0]
    heads, *rows = [[cell.value for cell in row] for row in sheet.iter_rows()]
    texts = {str(value) for row in rows for value in row}
    assert len(rows) == 3
    assert AGREED in texts
    assert "Nora Berg" in texts  # a partner may know who answers
    assert "Contact" not in heads
    assert not [text for text in texts if INSIDE in text or "Lindqvist" in text]

    with store.reading() as session:
        last = session.execute(select(CHANGE_SET).order_by(CHANGE_SET.c.seq.desc()).limit(1)).one()
    assert last.label == "Export concerns"
    assert '"audience": "partner"' in last.details
    assert STAFF not in last.details
