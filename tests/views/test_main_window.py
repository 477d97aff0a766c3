"""The frame of the window: tabs, keys, undo by its name, what it says at the foot, what crosses areas."""

from typing import cast

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QDialog, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from desktop.store.store import Store
from desktop.store.writing import WritingSession
from desktop.views.background import Background
from desktop.views.main_window import PRODUCT, MainWindow
from desktop.views.privacy_screen import PrivacyScreen
from desktop.views.theme.theme import Theme
from tests.factories import concern, promise
from tests.views.freeing import let_go
from tests.views.plain_tabs import FirstTab, ListTab

CTRL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier


def first(window: MainWindow) -> FirstTab:
    return cast(FirstTab, window.tabs["today"])


def listed(window: MainWindow) -> ListTab:
    return cast(ListTab, window.tabs["concerns"])


def press(qtbot: QtBot, window: QWidget, key: Qt.Key, modifier: Qt.KeyboardModifier = CTRL) -> None:
    """Press keys where the keyboard is."""
    focused = cast(QWidget | None, window.focusWidget())
    qtbot.keyClick(window if focused is None else focused, key, modifier)


def part(window: QWidget, name: str) -> QAbstractButton:
    found = window.findChild(QAbstractButton, name)
    assert found is not None, name
    return found


def test_digits_go_to_tabs_and_put_the_keyboard_there(window: MainWindow, qtbot: QtBot) -> None:
    press(qtbot, window, Qt.Key.Key_2)
    assert window.tab is listed(window)
    assert listed(window).list.hasFocus()
    press(qtbot, window, Qt.Key.Key_1)
    assert first(window).line.hasFocus()


def test_the_side_bar_shows_tabs_in_their_order_with_what_needs_you(window: MainWindow, qtbot: QtBot) -> None:
    button = part(window, "area-concerns")
    assert button.accessibleName() == "Concerns, 3 need you"
    listed(window).needed = 0
    listed(window).summary_changed.emit()
    assert button.accessibleName() == "Concerns"
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    assert window.tab is listed(window)
    assert button.isChecked()


def test_the_strip_says_count_selection_and_offers_export_only_where_something_leaves(window: MainWindow) -> None:
    assert not part(window, "export").isVisible()
    window.go_to("concerns")
    assert part(window, "export").isVisible()
    names = [label.accessibleName() for label in window.findChildren(QWidget) if label.isVisible()]
    assert "42 concerns shown, 1 selected" in names
    listed(window).leaves = False
    listed(window).summary_changed.emit()
    assert not part(window, "export").isVisible()


def test_undo_is_named_everywhere_and_redo_brings_back(window: MainWindow, store: Store, qtbot: QtBot) -> None:
    undo = part(window, "undo")
    store.write("C26-0001 to In progress, as agreed on the street", _add_concern).result()
    qtbot.waitUntil(lambda: undo.accessibleName() == "Undo: C26-0001 to In progress, as agr…")
    assert "as agreed on the street" in undo.toolTip()
    press(qtbot, window, Qt.Key.Key_Z)
    qtbot.waitUntil(lambda: window.desk.toasts.text.startswith("Taken back: C26-0001"))
    qtbot.waitUntil(lambda: undo.accessibleName() == "Undo: Add colleagues")
    press(qtbot, window, Qt.Key.Key_Z, CTRL | SHIFT)
    qtbot.waitUntil(lambda: window.desk.toasts.text.startswith("Brought back: C26-0001"))
    qtbot.waitUntil(lambda: undo.accessibleName().startswith("Undo: C26-0001"))


def test_the_strip_says_when_a_change_is_saved(window: MainWindow, store: Store, qtbot: QtBot) -> None:
    saved = window._strip.saved
    assert saved.text == "All changes saved on this computer"
    store.write("Add a concern", _add_concern).result()
    qtbot.waitUntil(lambda: saved.text.startswith("Saved"))
    first(window).save_state_changed.emit("saving")
    assert saved.text == "Saving"
    first(window).save_state_changed.emit("Not saved, trying again")
    assert saved.text == "Not saved, trying again"


def test_a_wish_for_a_record_goes_to_the_tab_that_shows_its_kind(window: MainWindow) -> None:
    first(window).open_requested.emit("concern", 2**60)
    assert window.tab is listed(window)
    assert listed(window).shown == [("concern", 2**60)]


def test_a_record_without_a_tab_is_shown_on_a_card_that_is_freed(
    window: MainWindow, store: Store, qtbot: QtBot
) -> None:
    made = store.write("Add a promise", _add_promise).result()
    first(window).open_requested.emit("promise", made)
    card = window.findChild(QDialog, "record-card")
    assert card is not None
    assert card.windowTitle() == "Promise: R26-0001"
    card.reject()
    let_go()
    assert window.findChild(QDialog, "record-card") is None


def test_back_goes_to_the_tab_before(window: MainWindow, qtbot: QtBot) -> None:
    window.go_to("concerns")
    press(qtbot, window, Qt.Key.Key_Left, Qt.KeyboardModifier.AltModifier)
    assert window.tab is first(window)
    window.back()
    assert window.tab is first(window)


def test_letters_act_only_while_a_list_has_the_keyboard(window: MainWindow, qtbot: QtBot) -> None:
    tab = listed(window)
    window.go_to("concerns")
    qtbot.keyClick(tab.list, Qt.Key.Key_S)
    assert tab.ran == ["status"]
    tab.focus_filter()
    qtbot.keyClick(tab.filter, Qt.Key.Key_S)
    assert (tab.ran, tab.filter.text()) == (["status"], "s")
    part(window, "area-concerns").setFocus()
    qtbot.keyClick(part(window, "area-concerns"), Qt.Key.Key_S)
    assert tab.ran == ["status"]
    window.desk.settings.set_value("single_letter_keys", False)
    tab.focus_first()
    qtbot.keyClick(tab.list, Qt.Key.Key_S)
    assert tab.ran == ["status"]


def test_letters_of_a_tab_that_does_not_show_do_nothing(window: MainWindow, qtbot: QtBot) -> None:
    tab = listed(window)
    window.go_to("concerns")
    window.go_to("today")
    qtbot.keyClick(first(window).line, Qt.Key.Key_S)
    assert tab.ran == []


def test_what_had_the_keyboard_may_be_freed(window: MainWindow, qtbot: QtBot) -> None:
    """A field of a list was freed while it had the keyboard; the next focus asked the dead one."""
    extra = QLineEdit(first(window))
    extra.show()
    extra.setFocus()
    window.open_palette()
    extra.deleteLater()
    let_go()
    window._palette.close_palette()
    window.go_to("concerns")
    assert listed(window).list.hasFocus()


def test_keys_of_the_window_win_in_a_text_field(window: MainWindow, qtbot: QtBot) -> None:
    line = first(window).line
    line.setText("some words")
    line.setFocus()
    line.setCursorPosition(0)
    press(qtbot, window, Qt.Key.Key_K)
    assert line.text() == "some words"
    field = window.findChild(QLineEdit, "palette-field")
    assert field is not None
    assert field.isVisible()


def test_f6_and_its_twin_go_through_the_parts_and_around(window: MainWindow, qtbot: QtBot) -> None:
    window.go_to("concerns")
    tab = listed(window)
    assert tab.list.hasFocus()
    seen = []
    for _ in range(5):
        press(qtbot, window, Qt.Key.Key_P, Qt.KeyboardModifier.AltModifier)
        seen.append(window.focusWidget())
    assert seen[0] is part(window, "export")
    assert seen[1] is part(window, "area-concerns")
    assert seen[2] is part(window, "search")
    assert seen[3] is tab.filter
    assert seen[4] is tab.list
    qtbot.keyClick(tab.list, Qt.Key.Key_F6, SHIFT)
    assert tab.filter.hasFocus()


def test_text_grows_and_shrinks_by_keys_and_is_remembered(window: MainWindow, theme: Theme, qtbot: QtBot) -> None:
    press(qtbot, window, Qt.Key.Key_Equal)
    assert theme.text_size == 110
    assert window.desk.settings.value("text_size") == 110
    press(qtbot, window, Qt.Key.Key_Minus)
    press(qtbot, window, Qt.Key.Key_Minus)
    assert theme.text_size == 100


@pytest.mark.parametrize(("width", "text_size", "is_rail"), [(1440, 100, False), (1240, 100, True), (1440, 150, True)])
def test_the_side_bar_becomes_a_rail_where_the_window_is_narrow(
    window: MainWindow, theme: Theme, width: int, text_size: int, is_rail: bool
) -> None:
    theme.set_text_size(text_size)
    window.resize(width, 800)
    assert window._navigation.is_rail is is_rail
    assert window._navigation.width() == theme.px(56 if is_rail else 200)


def test_the_window_is_at_least_960_by_600_and_remembers_its_size(
    window: MainWindow, store: Store, theme: Theme, qtbot: QtBot
) -> None:
    assert (window.minimumWidth(), window.minimumHeight()) == (960, 600)
    window.resize(1111, 666)
    window.close()
    background = Background(store)
    again = MainWindow(store, theme, window.desk.settings, PrivacyScreen(), background, (FirstTab,))
    qtbot.addWidget(again)
    # As wide as the small screen of the tests lets it be.
    assert again.height() == 666
    background.close()


def test_nothing_in_the_frame_is_narrower_than_it_needs(window: MainWindow, theme: Theme) -> None:
    for text_size in (100, 150, 200):
        theme.set_text_size(text_size)
        window.resize(960, 600)
        for name in ("new", "undo", "privacy", "search"):
            button = part(window, name)
            assert button.width() >= button.minimumSizeHint().width()
            assert button.geometry().right() <= window.width()
        assert part(window, "new").width() >= part(window, "new").sizeHint().width()


def test_lock_and_cover_save_what_is_typed_first(window: MainWindow, qtbot: QtBot) -> None:
    with qtbot.waitSignal(window.lock_requested):
        press(qtbot, window, Qt.Key.Key_L, CTRL | SHIFT)
    assert first(window).saves == 1
    with qtbot.waitSignal(window.cover_requested):
        window.cover()
    assert first(window).saves == 2


def test_lock_and_privacy_work_over_a_dialog(window: MainWindow, qtbot: QtBot) -> None:
    window.open_settings()
    dialog = window.findChild(QDialog, "settings-page")
    assert dialog is not None
    dialog.activateWindow()
    qtbot.waitUntil(dialog.isActiveWindow)
    qtbot.keyClick(dialog, Qt.Key.Key_P, CTRL | SHIFT)
    assert window.desk.privacy.is_on
    with qtbot.waitSignal(window.lock_requested):
        qtbot.keyClick(dialog, Qt.Key.Key_L, CTRL | SHIFT)


def test_the_privacy_screen_hides_the_title_and_says_so(window: MainWindow, qtbot: QtBot) -> None:
    assert "42nd Precinct" in window.windowTitle()
    press(qtbot, window, Qt.Key.Key_P, CTRL | SHIFT)
    assert window.windowTitle() == PRODUCT
    assert part(window, "privacy").isChecked()
    assert part(window, "privacy").accessibleName() == "Privacy screen is on"
    said = [each.accessibleName() for each in window.findChildren(QWidget) if each.isVisible()]
    assert "The privacy screen is on." in said
    qtbot.mouseClick(part(window, "privacy"), Qt.MouseButton.LeftButton)
    assert not window.desk.privacy.is_on
    assert not part(window, "privacy").isChecked()


def test_closing_saves_and_says_so(window: MainWindow, qtbot: QtBot) -> None:
    with qtbot.waitSignal(window.closing):
        window.close()
    assert first(window).saves == 1


def test_the_new_menu_takes_a_letter(window: MainWindow, qtbot: QtBot) -> None:
    press(qtbot, window, Qt.Key.Key_N)
    menu = window.findChild(QWidget, "new-menu")
    assert menu is not None
    qtbot.keyClick(menu, Qt.Key.Key_C)
    assert listed(window).ran == ["new"]
    let_go()
    assert window.findChild(QWidget, "new-menu") is None


def test_the_menu_of_the_person_offers_settings_and_lock(window: MainWindow) -> None:
    words = [action.text().split("\t")[0] for action in window._person_menu.actions()]
    assert words == ["Lock the office", "Cover the screen for a moment", "Settings", "All shortcuts"]


def _add_concern(session: WritingSession) -> int:
    session.add(made := concern())
    session.flush()
    return made.id


def _add_promise(session: WritingSession) -> int:
    session.add(made := promise())
    session.flush()
    return made.id
