"""The window in Spanish: nothing that it says of its own stays English, wherever one looks."""

import gettext
from collections.abc import Collection, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QAbstractItemModel, QAbstractTableModel, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QApplication,
    QLabel,
    QLineEdit,
    QMenu,
    QPlainTextEdit,
    QWidget,
)
from pytestqt.qtbot import QtBot

from desktop.bundled import bundled
from desktop.settings import Settings
from desktop.store.first_records import OFFICE_ROLES, ROOM_ROLES
from desktop.store.store import Store
from desktop.views.background import Background
from desktop.views.leaving.leaving_dialog import LeavingDialog
from desktop.views.leaving.preview_dialog import PreviewDialog
from desktop.views.main_window import MainWindow
from desktop.views.meetings.meetings_tab import MeetingsTab
from desktop.views.meetings.session.session_frame import SessionFrame
from desktop.views.meetings.session.start_question import StartQuestion
from desktop.views.privacy_screen import PrivacyScreen
from desktop.views.saying import DOMAIN, ENGLISH, SPANISH, speak
from desktop.views.theme.theme import Theme
from tests.views.every_widget import cells, everything, named
from tests.views.freeing import let_go
from tests.views.hostile import plant
from tests.views.meetings.session.conftest import plan
from tests.views.test_every_widget import _close, screens, settle

# What people of the test's office are called; the first run offers the same word as an example.
TYPED = {"sergeant"}
# The area of the planned meeting, and who speaks there: names that an office gives, and may give in any language.
NAMED = {"orchard flats", *map(str.casefold, (*OFFICE_ROLES, *ROOM_ROLES))}
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


class Walk:
    """Looks at screen after screen; `left` is what was found in English, with where it stands."""

    def __init__(self, besides: Collection[str] = ()) -> None:
        self.left: dict[str, str] = {}
        self.looked = 0
        self._phrases = {phrase: said for phrase, said in english().items() if phrase not in besides}

    def look(self, name: str, *tops: QWidget) -> None:
        """At everything that these widgets say."""
        for each in everything(*tops):
            for text in filter(str.strip, texts(each)):
                self.looked += 1
                for part in parts(text):
                    if (said := self._phrases.get(part.strip(" .…?¿").casefold())) is not None:
                        self.left.setdefault(text, f"{name}, {named(each)}: {text!r} should hold {said!r}")

    def expect_spanish(self, least: int) -> None:
        """So many texts were looked at, and none is English."""
        assert self.looked > least
        assert not self.left, "\n".join(self.left.values())


def test_the_whole_window_is_spanish(real: MainWindow, qtbot: QtBot) -> None:
    walk = Walk()
    for name, tops in screens(real, qtbot):
        walk.look(name, *tops)
        _close(real)
    walk.expect_spanish(2000)


def frame_of(window: MainWindow) -> SessionFrame:
    tab = window.tabs["meetings"]
    assert isinstance(tab, MeetingsTab)
    return tab.frame


LINES = (
    "!The light at the corner is dark. #lighting",
    "+We ask the city about it by Friday.",
    "?Who decides about the bus stop",
    ">Ask the library for the room",
    "*The crossing guard knows every child.",
    "The light at the corner is dark again tonight.",
)


def begin(window: MainWindow, walk: Walk, qtbot: QtBot) -> SessionFrame:
    """Start a session that only the note taker sees."""
    frame = frame_of(window)
    meeting_id = window.desk.store.write("Plan a meeting", plan).result()
    window.go_to("meetings")
    frame.open_session(meeting_id)
    settle(window, qtbot)
    answer(frame, "1", walk)
    qtbot.waitUntil(lambda: frame.page is not None and frame.page.is_live)
    return frame


def answer(frame: SessionFrame, key: str, walk: Walk) -> None:
    """Who can see this screen."""
    question = frame.findChild(StartQuestion)
    assert question is not None
    walk.look("who can see this screen", question, frame)
    QTest.keyClicks(question, key)
    QTest.keyClick(question, Qt.Key.Key_Return)
    let_go()


def test_what_the_room_sees_is_spanish(real: MainWindow, qtbot: QtBot) -> None:
    walk = Walk(NAMED)
    frame = begin(real, walk, qtbot)
    frame.ask_seen()
    answer(frame, "3", walk)
    settle(real, qtbot)
    walk.look("everyone sees the screen", frame)
    assert frame.lock_in_place()
    settle(real, qtbot)
    walk.look("locked while live", frame)
    walk.expect_spanish(100)


def test_a_session_and_its_wrap_up_are_spanish(real: MainWindow, qtbot: QtBot) -> None:
    walk = Walk(NAMED)
    frame = begin(real, walk, qtbot)
    page = frame.page
    assert page is not None
    for words in LINES:
        QTest.keyClicks(page.capture.text, words)
        QTest.keyClick(page.capture.text, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: page.is_at_rest)
    walk.look("live session", frame)
    for button in (page.head.speakers, page.head.exits, page.agenda.queue_button, page.head.break_):
        button.click()
        settle(real, qtbot)
        walk.look(button.toolTip() or button.words, frame, *QApplication.topLevelWidgets())
        if (over := QApplication.activePopupWidget()) is not None:
            over.close()
        _close(real)
    walk.look("break", frame)
    page.head.wrap_up.click()
    qtbot.waitUntil(lambda: frame.wrap_up is not None and frame.wrap_up.page is not None)
    settle(real, qtbot)
    walk.look("wrap-up", frame)
    walk.expect_spanish(400)


def look_at_leaving(window: MainWindow, walk: Walk, qtbot: QtBot, key: str) -> None:
    """The dialog that is open, and what it would look like; the list of meetings is no PDF."""
    dialog = window.findChild(LeavingDialog)
    assert dialog is not None
    qtbot.waitUntil(lambda: bool(dialog.form.withheld.said_to_go_in))
    walk.look(f"leaving {key}", dialog)
    if key == "concerns":
        dialog.preview()
        preview = window.findChild(PreviewDialog)
        assert preview is not None
        qtbot.waitUntil(lambda: preview.pages > 0)
        walk.look(f"preview of {key}", preview)
        preview.close()
    dialog.close()
    let_go()


def test_what_leaves_is_asked_in_spanish(real: MainWindow, qtbot: QtBot) -> None:
    walk = Walk()
    for key in ("concerns", "meetings"):
        real.go_to(key)
        settle(real, qtbot)
        for act in (real._acts.export_shown, real._acts.print_shown):
            act()
            look_at_leaving(real, walk, qtbot, key)
    walk.expect_spanish(200)
