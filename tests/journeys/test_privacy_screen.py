"""The officer shows the list of concerns in the hall: a projector is connected, and the room learns no name.

Everything the window says is looked at: what is painted, what a tip says, what a screen reader reads, the title, the
palette, the clipboard, and a file exported meanwhile.
"""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible, QGuiApplication
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QApplication,
    QDialog,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QTextEdit,
    QWidget,
)
from pytestqt.qtbot import QtBot

from desktop.models.concern import StatusType
from desktop.models.disclosure import Consent
from desktop.store.store import Store
from desktop.store.writing import WritingSession
from desktop.views.leaving.leaving_dialog import LeavingDialog
from desktop.views.main_window import PRODUCT, MainWindow
from desktop.views.privacy_screen import SECOND_DISPLAY
from tests.factories import area, concern, line, meeting, organization, person, promise, speaker, status
from tests.journeys.conftest import OpenWindow, until_painted
from tests.views.every_widget import cells
from tests.views.watchdog import Watchdog

CTRL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier
ROLES = (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole, Qt.ItemDataRole.AccessibleTextRole)
# A resident's name, number and address; nothing of them may be left on a screen the room can see.
SECRETS = ("Marisol", "Reyes", "0144", "marisol@example.org", "Quiet Harbor", "marisol reyes")
STAYS = "Four lamps out on Alder St"
TYPED = "for the lamps"


@pytest.fixture
def window(store: Store, open_window: OpenWindow, qtbot: QtBot) -> MainWindow:
    """The window on an office where a resident left her name and number."""
    store.write("Add records", _add).result()
    made = open_window(store)
    made.go_to("concerns")
    qtbot.waitUntil(lambda: any(STAYS in text for text in said(made)))
    return made


def _add(session: WritingSession) -> None:
    flats, office = area(), organization(name="City lighting office", phone="555-0199")
    resident = person(name="Marisol Reyes", phone="555-0144", email="marisol@example.org", note="Lives at Quiet Harbor")
    here = meeting(area=flats)
    session.add_all([flats, office, resident, here])
    session.flush()
    somebody = speaker(session, here, consent=Consent.MAY_CONTACT, offered_name="Marisol Reyes")
    spoken = line(here, speaker=somebody, words="ask @Marisol Reyes, 555-0144, about the lamps")
    session.add(spoken)
    # As people type in a hurry: no @, and of the name only a part.
    hurried = concern(title=f"Mrs. Reyes waits {TYPED}", words="Reyes, of Quiet Harbor, or marisol reyes", area=flats)
    session.add(hurried)
    session.flush()
    session.add(
        concern(
            title=STAYS,
            words="Call me, says @Marisol Reyes, 555-0144 or marisol@example.org",
            area=flats,
            owner=resident,
            line=spoken,
            meeting=here,
            status=status(session, StatusType.IN_PROGRESS),
            answer="We told @Marisol Reyes",
            contact="Marisol Reyes, 555-0144, Quiet Harbor",
            contact_consent=Consent.MAY_CONTACT,
        )
    )
    session.add(promise(words="Call @Marisol back", made_to="Marisol Reyes", owner=resident))
    session.add(promise(words="Ring Marisol at Quiet Harbor"))


def said(top: QWidget) -> Iterator[str]:
    """Every text of a window: painted, in tips, and for a screen reader."""
    for widget in (top, *top.findChildren(QWidget)):
        yield from (widget.windowTitle(), widget.toolTip(), widget.accessibleName(), widget.accessibleDescription())
        if isinstance(widget, (QLabel, QAbstractButton, QLineEdit)):
            yield widget.text()
        if isinstance(widget, (QPlainTextEdit, QTextEdit)):
            yield widget.toPlainText()
        if isinstance(widget, QAbstractItemView) and widget.model() is not None:
            yield from _rows(widget)
        if (spoken := QAccessible.queryAccessibleInterface(widget)) is not None:
            yield spoken.text(QAccessible.Text.Name)
            yield spoken.text(QAccessible.Text.Value)


def _rows(view: QAbstractItemView) -> Iterator[str]:
    for index in cells(view.model(), 50):
        yield from (str(index.data(role) or "") for role in ROLES)


def leaks(*tops: QWidget) -> list[str]:
    """What is said somewhere and must not be."""
    return sorted({text for top in tops for text in said(top) if any(secret in text for secret in SECRETS)})


@pytest.mark.alone
def test_a_projector_is_connected_and_the_room_learns_no_name(
    window: MainWindow, qapp: QApplication, qtbot: QtBot, watched: Watchdog
) -> None:
    window.desk.privacy.watch(qapp)
    select_first(window, qtbot)
    assert "Marisol Reyes" in " ".join(said(window))
    watched.start()
    qapp.screenAdded.emit(qapp.primaryScreen())
    assert window.desk.privacy.is_on
    qtbot.waitUntil(lambda: not leaks(window))
    assert SECOND_DISPLAY in list(said(window))
    assert window.windowTitle() == PRODUCT
    assert any(STAYS in text for text in said(window))
    assert any(f"Mrs. R. waits {TYPED}" in text for text in said(window))
    assert "M. R." in " ".join(said(window))

    copy_rows(window, qtbot)
    assert STAYS in QGuiApplication.clipboard().text()
    assert not [secret for secret in SECRETS if secret in QGuiApplication.clipboard().text()]

    look_up(window, qtbot, "marisol")
    assert not leaks(window)
    window._palette.close_palette()

    window.go_to("today")
    qtbot.waitUntil(lambda: window._stack.currentWidget() is window.tabs["today"])
    assert not leaks(window)

    until_painted(qtbot)
    qtbot.keyClick(window, Qt.Key.Key_P, CTRL | SHIFT)
    assert not window.desk.privacy.is_on
    window.go_to("concerns")
    qtbot.waitUntil(lambda: "Marisol Reyes" in " ".join(said(window)))


def test_a_name_that_is_recorded_meanwhile_is_masked_from_then_on(
    window: MainWindow, store: Store, qtbot: QtBot
) -> None:
    window.desk.privacy.set_on(True)
    qtbot.waitUntil(lambda: any("Mrs. R. waits" in text for text in said(window)))
    store.write("Add a person", _add_tobias).result()
    qtbot.waitUntil(lambda: any("T. has the key" in text for text in said(window)))
    assert not any("Tobias" in text for text in said(window))


def _add_tobias(session: WritingSession) -> None:
    session.add_all([person(name="Tobias Lang"), concern(title="Tobias has the key", area=area(name="Mill Row"))])


def test_a_card_opened_meanwhile_is_masked_as_well(window: MainWindow, qtbot: QtBot) -> None:
    window.desk.privacy.set_on(True)
    look_up(window, qtbot, "call")
    for kind in ("promise", "person", "line"):
        for found in [each for each in window._palette._found if each.kind == kind]:
            window.open_record(kind, found.record_id)
            [card] = [each for each in window.findChildren(QDialog) if each.isVisible()]
            assert not leaks(card)
            card.close()


def test_a_file_exported_meanwhile_is_masked(
    window: MainWindow, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    target = tmp_path / "concerns.csv"

    def answer(over: QWidget, suggested: Path, chosen: Callable[[Path], None]) -> None:
        chosen(target.with_suffix(suggested.suffix))

    usual = LeavingDialog.__init__.__kwdefaults__ or {}
    monkeypatch.setattr(LeavingDialog.__init__, "__kwdefaults__", {**usual, "choose_file": answer})
    window.desk.privacy.set_on(True)
    qtbot.keyClick(window, Qt.Key.Key_E, CTRL)
    dialog = window.findChild(LeavingDialog)
    assert dialog is not None
    assert not leaks(dialog)
    for _ in range(2):
        qtbot.keyClick(dialog.focusWidget(), Qt.Key.Key_Down)  # from "anyone" to "our office"
    qtbot.waitUntil(lambda: bool(dialog.form.withheld.said))
    qtbot.keyClick(dialog.focusWidget(), Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: window.desk.toasts.text.startswith("Saved"))
    [written] = [path for path in tmp_path.iterdir() if path.stem == "concerns"]
    assert not secrets_in(written)


def select_first(window: MainWindow, qtbot: QtBot) -> None:
    """Put the keyboard on the first row, so that its record is shown beside the list."""
    window.go_to("concerns")
    qtbot.keyClick(window.focusWidget(), Qt.Key.Key_Home)
    qtbot.waitUntil(lambda: "Call me, says @Marisol Reyes" in " ".join(said(window)))


def copy_rows(window: MainWindow, qtbot: QtBot) -> None:
    """Copy the selected rows, as for a letter."""
    QGuiApplication.clipboard().clear()
    window.tabs["concerns"].focus_first()
    qtbot.keyClick(window.focusWidget(), Qt.Key.Key_A, CTRL)
    qtbot.keyClick(window.focusWidget(), Qt.Key.Key_C, CTRL)
    qtbot.waitUntil(lambda: bool(QGuiApplication.clipboard().text()))
    until_painted(qtbot)


def look_up(window: MainWindow, qtbot: QtBot, words: str) -> None:
    """Type words into the palette and wait for what is found."""
    qtbot.keyClick(window, Qt.Key.Key_K, CTRL)
    until_painted(qtbot)
    qtbot.keyClicks(window.focusWidget(), words)
    qtbot.waitUntil(lambda: not window._palette.is_searching)


def secrets_in(written: Path) -> list[str]:
    """The secrets that stand in a workbook."""
    from openpyxl import load_workbook

    cells = [str(c.value) for sheet in load_workbook(written) for row in sheet.iter_rows() for c in row if c.value]
    return [cell for cell in cells if any(secret in cell for secret in SECRETS)]
