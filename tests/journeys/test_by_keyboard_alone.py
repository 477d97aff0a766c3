"""Somebody who cannot use a mouse finds a concern, answers it, takes it back, writes down a new one, and locks.

Every stop of the Tab key has a name and shows that it has the keyboard, and no control is out of reach.
"""

from itertools import groupby

import pytest
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QAccessible, QImage
from PySide6.QtWidgets import QAbstractButton, QApplication, QDialog, QWidget
from pytestqt.qtbot import QtBot
from sqlalchemy import func, select

from desktop.models.concern import Concern, StatusType
from desktop.store.store import Store
from desktop.store.writing import WritingSession
from desktop.views.main_window import MainWindow
from desktop.views.shortcuts_sheet import ShortcutsSheet
from tests.factories import area, concern, status
from tests.journeys.conftest import OpenWindow, until_painted
from tests.views.every_widget import is_target, named
from tests.views.watchdog import Watchdog

CTRL, SHIFT, ALT, NONE = (
    Qt.KeyboardModifier.ControlModifier,
    Qt.KeyboardModifier.ShiftModifier,
    Qt.KeyboardModifier.AltModifier,
    Qt.KeyboardModifier.NoModifier,
)
MOST_STOPS = 150


@pytest.fixture
def window(store: Store, open_window: OpenWindow, qtbot: QtBot) -> MainWindow:
    """The window on an office with three concerns."""

    def work(session: WritingSession) -> None:
        session.add(flats := area())
        for words in ("Cars racing after 11 PM", "Broken playground gate", "Four lamps out on Alder St"):
            session.add(concern(words=words, area=flats, status=status(session, StatusType.ACKNOWLEDGED)))
            session.flush()

    store.write("Add concerns", work).result()
    made = open_window(store)
    made.resize(1440, 900)
    return made


def press(qtbot: QtBot, key: Qt.Key, modifier: Qt.KeyboardModifier = NONE) -> None:
    """Press keys wherever the keyboard is, and see what they did."""
    qtbot.keyClick(QApplication.focusWidget(), key, modifier)
    until_painted(qtbot)


def write(qtbot: QtBot, words: str) -> None:
    """Type words wherever the keyboard is."""
    qtbot.keyClicks(QApplication.focusWidget(), words)


def concern_now(store: Store, words: str) -> Concern:
    """A concern as the database has it now."""
    with store.reading() as session:
        found = session.scalars(select(Concern).where(Concern.words.contains(words))).one()
        _ = found.status.type
        return found


def warm_up(window: MainWindow, qtbot: QtBot) -> None:
    """Show once what the day will show: modules, fonts and statements are loaded the first time only."""
    window.go_to("concerns")
    press(qtbot, Qt.Key.Key_Home)
    qtbot.waitUntil(lambda: window.tabs["concerns"].summary().selected == "1 selected")
    window.open_shortcuts()
    for command in window.commands():
        if command.letter and command.run is not None:
            command.run()
    qtbot.wait(50)
    for dialog in window.findChildren(QDialog):
        dialog.close()
    window.go_to("today")
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)


@pytest.mark.alone
def test_a_day_without_a_mouse(window: MainWindow, store: Store, qtbot: QtBot, watched: Watchdog) -> None:
    warm_up(window, qtbot)
    watched.start()
    press(qtbot, Qt.Key.Key_3, CTRL)
    qtbot.waitUntil(lambda: window.tab is window.tabs["concerns"])

    # Find it.
    press(qtbot, Qt.Key.Key_K, CTRL)
    write(qtbot, "playgr")
    qtbot.waitUntil(lambda: not window._palette.is_searching)
    press(qtbot, Qt.Key.Key_Return)
    shown = "Broken playground gate"
    qtbot.waitUntil(lambda: any(shown in each.accessibleName() for each in window.findChildren(QWidget)))

    # Go to the record beside the list, and to the field that holds the answer.
    go_to(window, qtbot, "Our answer to residents")
    write(qtbot, "We asked the parks office.")
    press(qtbot, Qt.Key.Key_Tab)
    qtbot.waitUntil(lambda: concern_now(store, shown).answer == "We asked the parks office.")

    # Take it back, by the name the top bar gives it.
    undo = window.findChild(QAbstractButton, "undo")
    assert undo is not None
    qtbot.waitUntil(lambda: undo.accessibleName().startswith("Undo: "))
    window.tabs["concerns"].focus_first()
    press(qtbot, Qt.Key.Key_Z, CTRL)
    qtbot.waitUntil(lambda: not concern_now(store, shown).answer)
    press(qtbot, Qt.Key.Key_Z, CTRL | SHIFT)
    qtbot.waitUntil(lambda: concern_now(store, shown).answer == "We asked the parks office.")

    # A new one: the New menu, then its letter.
    press(qtbot, Qt.Key.Key_N, CTRL)
    menu = window.findChild(QWidget, "new-menu")
    assert menu is not None
    qtbot.keyClick(menu, Qt.Key.Key_C)
    qtbot.waitUntil(lambda: any(each.isVisible() for each in window.findChildren(QDialog)))
    [dialog] = [each for each in window.findChildren(QDialog) if each.isVisible()]
    dialog.activateWindow()  # a window system does this by itself
    qtbot.waitUntil(dialog.isActiveWindow)
    qtbot.keyClicks(dialog.focusWidget(), "The crossing at the school is dark")
    qtbot.keyClick(dialog.focusWidget(), Qt.Key.Key_Return, CTRL)
    qtbot.waitUntil(lambda: count(store) == 4)

    # All keys, narrowed by a word; Esc goes back.
    qtbot.waitUntil(lambda: not any(each.isVisible() for each in window.findChildren(QDialog)))
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    press(qtbot, Qt.Key.Key_F1)
    sheet = window.findChild(ShortcutsSheet)
    assert sheet is not None
    qtbot.keyClick(sheet, Qt.Key.Key_Escape)
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    with qtbot.waitSignal(window.lock_requested):
        qtbot.keyClick(window.focusWidget(), Qt.Key.Key_L, CTRL | SHIFT)


@pytest.mark.parametrize("key", ["today", "concerns", "meetings"])
def test_tab_reaches_everything_in_order_and_shows_where_it_is(window: MainWindow, qtbot: QtBot, key: str) -> None:
    window.go_to(key)
    if key == "concerns":
        press(qtbot, Qt.Key.Key_Home)
        qtbot.waitUntil(lambda: window.tabs["concerns"].summary().selected == "1 selected")
    first_stop(window)
    stops = walk(window, qtbot)
    unnamed = [named(each) for each in stops if not spoken(each)]
    assert unnamed == []
    # Side bar, top bar, the tab, the strip: each once, one after the other.
    parts = [part for part, _ in groupby(part_of(window, each) for each in stops)]
    assert parts == ["side bar", "top bar", "tab", "strip"]
    missed = [named(each) for each in within_reach(window) if each not in stops]
    assert missed == []


def test_every_stop_is_visible(window: MainWindow, qtbot: QtBot) -> None:
    window.go_to("concerns")
    press(qtbot, Qt.Key.Key_Home)
    first_stop(window)
    hidden = []
    for stop in walk(window, qtbot):
        stop.setFocus(Qt.FocusReason.TabFocusReason)
        qtbot.wait(1)
        having = picture_around(window, stop)
        window.setFocus(Qt.FocusReason.OtherFocusReason)
        stop.clearFocus()
        qtbot.wait(1)
        if picture_around(window, stop) == having:
            hidden.append(named(stop))
    assert hidden == []


def first_stop(window: MainWindow) -> None:
    """Put the keyboard where Tab begins."""
    window._navigation.focus_first()


def walk(window: MainWindow, qtbot: QtBot) -> list[QWidget]:
    """Press Tab until it comes around; the stops in order."""
    stops: list[QWidget] = []
    for _ in range(MOST_STOPS):
        at = window.focusWidget()
        if stops and at is stops[0]:
            return stops
        stops.append(at)
        qtbot.keyClick(at, Qt.Key.Key_Tab)
    raise AssertionError(f"Tab does not come around: {[named(each) for each in stops[-8:]]}")


def within_reach(window: MainWindow) -> list[QWidget]:
    """What Tab must reach: visible controls that take it and are not one of a group that arrows go through."""
    found = []
    for widget in window.findChildren(QWidget):
        takes = bool(widget.focusPolicy() & Qt.FocusPolicy.TabFocus) and widget.focusProxy() is None
        grouped = isinstance(widget, QAbstractButton) and (widget.group() is not None or widget.autoExclusive())
        if is_target(widget) and takes and widget.isEnabled() and not (grouped and not _is_on(widget)):
            found.append(widget)
    return found


def _is_on(widget: QWidget) -> bool:
    return isinstance(widget, QAbstractButton) and widget.isChecked()


def part_of(window: MainWindow, widget: QWidget) -> str:
    """Which part of the window a widget stands in."""
    parts = {
        "side bar": window._navigation,
        "top bar": window._top_bar,
        "strip": window._strip,
        "tab": window.tab,
    }
    return next(name for name, part in parts.items() if part is not None and part.isAncestorOf(widget))


def spoken(widget: QWidget) -> str:
    """The name a screen reader says."""
    return QAccessible.queryAccessibleInterface(widget).text(QAccessible.Text.Name)


def picture_around(window: MainWindow, widget: QWidget) -> QImage:
    """The pixels of a widget and of a ring around it."""
    corner = widget.mapTo(window, QPoint(0, 0))
    around = QRect(corner, widget.size()).adjusted(-14, -10, 14, 10).intersected(window.rect())
    return window.grab(around).toImage()


def go_to(window: MainWindow, qtbot: QtBot, name: str) -> None:
    """Go through the parts with F6 and on with Tab until the control of this name has the keyboard."""
    for _ in range(MOST_STOPS):
        at = window.focusWidget()
        if name in spoken(at) and is_target(at):
            return
        qtbot.keyClick(at, Qt.Key.Key_Tab)
    raise AssertionError(f"{name} is not reached")


def count(store: Store) -> int:
    """How many live concerns there are."""
    with store.reading() as session:
        return session.scalar(select(func.count()).select_from(Concern).where(Concern.deleted_at.is_(None))) or 0
