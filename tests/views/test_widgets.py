"""Small widgets: what they say to a screen reader, what keys do, how they follow the look."""

from PySide6.QtCore import QMargins, QPoint, QRect, Qt
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QAbstractButton, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from desktop.views.theme.theme import Appearance, Theme
from desktop.views.theme.type import Type
from desktop.views.widgets.button import Button, Look, Size
from desktop.views.widgets.dialog import Dialog, Dim
from desktop.views.widgets.focus_ring import FocusRing
from desktop.views.widgets.marks import KeyHint
from desktop.views.widgets.popover import Popover
from desktop.views.widgets.shadow import ROOM
from desktop.views.widgets.switch import Choice, Switch
from desktop.views.widgets.toasts import Toasts
from desktop.views.widgets.view_tabs import ViewTab, ViewTabs
from desktop.views.widgets.words import Words
from tests.views.freeing import let_go

HOSTILE = '<img src="//host/share/x.png">'


def put(qtbot: QtBot, stage: QWidget, *widgets: QWidget) -> None:
    """Lay widgets out on the stage and show it as the active window."""
    column = QVBoxLayout(stage)
    for widget in widgets:
        column.addWidget(widget)
    stage.show()
    stage.activateWindow()
    qtbot.waitUntil(stage.isActiveWindow)


def test_enter_and_space_press_a_button(qtbot: QtBot, theme: Theme, stage: QWidget) -> None:
    button = Button(theme, "Save", look=Look.PRIMARY)
    put(qtbot, stage, button)
    for key in (Qt.Key.Key_Return, Qt.Key.Key_Space):
        with qtbot.waitSignal(button.clicked):
            qtbot.keyClick(button, key)


def test_the_ring_shows_for_keys_and_not_for_the_mouse(qtbot: QtBot, theme: Theme, stage: QWidget) -> None:
    first, second = Button(theme, "First"), Button(theme, "Second")
    put(qtbot, stage, first, second)
    qtbot.mouseClick(first, Qt.MouseButton.LeftButton)
    before = _pixels(stage)
    assert theme.color("accent").rgb() not in before
    qtbot.keyClick(first, Qt.Key.Key_Tab)
    assert second.hasFocus()
    qtbot.waitUntil(lambda: theme.color("accent").rgb() in _pixels(stage))


def test_an_icon_button_has_its_tip_as_its_name(theme: Theme, qtbot: QtBot) -> None:
    button = Button(theme, icon="lock", tip="Lock this office", look=Look.GHOST)
    qtbot.addWidget(button)
    assert button.accessibleName() == "Lock this office"
    assert min(button.sizeHint().width(), button.sizeHint().height()) >= 24


def test_every_look_and_size_is_at_least_24_pixels_high(theme: Theme, qtbot: QtBot) -> None:
    for look in Look:
        for size in Size:
            button = Button(theme, "x", look=look, size=size)
            qtbot.addWidget(button)
            assert button.sizeHint().height() >= 24


def test_an_ampersand_and_a_tag_are_what_they_are(theme: Theme, qtbot: QtBot) -> None:
    button = Button(theme, "Bread & roses", tip=HOSTILE)
    words = Words(theme, HOSTILE, elides=True)
    for widget in (button, words):
        qtbot.addWidget(widget)
    assert button.words == "Bread & roses"
    assert "<img" not in button.toolTip()
    assert words.textFormat() is Qt.TextFormat.PlainText


def test_text_size_makes_buttons_grow(theme: Theme, qtbot: QtBot) -> None:
    button = Button(theme, "Save", keys="Ctrl Enter")
    qtbot.addWidget(button)
    small = button.sizeHint()
    theme.set_text_size(200)
    assert button.sizeHint().height() == 2 * small.height()
    assert button.sizeHint().width() > 1.8 * small.width()


def test_arrow_keys_move_the_choice_of_a_switch(qtbot: QtBot, theme: Theme, stage: QWidget) -> None:
    switch = Switch(theme, [Choice("mine", "Mine"), Choice("office", "Office")], "Whose")
    put(qtbot, stage, switch)
    chosen: list[str] = []
    switch.chosen.connect(chosen.append)
    first = next(segment for segment in switch.findChildren(QAbstractButton) if segment.accessibleName() == "Mine")
    first.setFocus(Qt.FocusReason.TabFocusReason)
    qtbot.keyClick(first, Qt.Key.Key_Right)
    assert switch.key == "office"
    assert chosen == ["office"]


def test_choosing_in_code_is_not_told(theme: Theme, qtbot: QtBot) -> None:
    switch = Switch(theme, [Choice("mine", "Mine"), Choice("office", "Office")], "Whose")
    qtbot.addWidget(switch)
    with qtbot.assertNotEmitted(switch.chosen):
        switch.choose("office")
    assert switch.key == "office"


def test_view_tabs_keep_the_chosen_one_when_counts_change(theme: Theme, qtbot: QtBot) -> None:
    tabs = ViewTabs(theme)
    qtbot.addWidget(tabs)
    tabs.set_tabs([ViewTab("open", "Open", 4), ViewTab("late", "Late", 1)])
    tabs.choose("late")
    tabs.set_tabs([ViewTab("open", "Open", 3), ViewTab("late", "Late", 2), ViewTab("bin", "Bin", 1)])
    assert tabs.key == "late"
    tabs.set_tabs([ViewTab("open", "Open", 3)])
    assert tabs.key == "open"


def test_a_toast_names_the_act_and_does_it(qtbot: QtBot, theme: Theme, stage: QWidget) -> None:
    done: list[str] = []

    def undo() -> None:
        done.append("undone")

    toasts = Toasts(theme, stage)
    put(qtbot, stage, Words(theme, "below"))
    toasts.show("C26-0139 acknowledged", "Undo this move", "Ctrl Z", undo)
    assert toasts.text == "C26-0139 acknowledged"
    button = next(found for found in stage.findChildren(Button) if found.words == "Undo this move")
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    assert done == ["undone"]
    qtbot.waitUntil(lambda: not toasts.text)


def test_a_dialog_dims_the_window_and_is_freed_on_close(qtbot: QtBot, theme: Theme, stage: QWidget) -> None:
    put(qtbot, stage, Words(theme, "below"))
    dialog = Dialog(theme, stage, "New concern", width=400)
    dialog.foot.addWidget(Button(theme, "Save concern", look=Look.PRIMARY))
    dialog.open()
    assert stage.findChildren(Dim)
    with qtbot.waitSignal(dialog.destroyed):
        qtbot.keyClick(dialog, Qt.Key.Key_Escape)
    let_go()
    assert not stage.findChildren(Dim)
    assert not stage.findChildren(Dialog)


def test_a_popover_closes_with_escape_and_is_freed(qtbot: QtBot, theme: Theme, stage: QWidget) -> None:
    anchor = Button(theme, "Area: any")
    put(qtbot, stage, anchor)
    popover = Popover(theme, stage, "Area")
    popover.body.addWidget(Button(theme, "Canal Street"))
    popover.open_below(anchor)
    with qtbot.waitSignal(popover.destroyed):
        qtbot.keyClick(popover, Qt.Key.Key_Escape)


def test_a_long_popover_is_as_high_as_its_content(qtbot: QtBot, theme: Theme, stage: QWidget) -> None:
    screen = stage.screen().availableSize().height()
    anchor = Button(theme, "Area: any")
    put(qtbot, stage, anchor)
    popover = Popover(theme, stage, "Area")
    places = Button(theme, "Canal Street", parent=popover)
    places.setFixedHeight(round(screen * 0.8))
    popover.body.addWidget(places)
    popover.open_below(anchor)
    assert places.height() == round(screen * 0.8)
    assert places.geometry().bottom() < popover.height() - ROOM
    popover.close()


def test_the_palette_changes_live(qtbot: QtBot, theme: Theme, stage: QWidget) -> None:
    hint = KeyHint(theme, "Ctrl K")
    put(qtbot, stage, hint)
    light = hint.grab().toImage().pixelColor(QPoint(6, 2))
    theme.set_appearance(Appearance.DARK)
    assert hint.grab().toImage().pixelColor(QPoint(6, 2)) != light
    assert theme.font(Type.BODY).pixelSize() == 13


def _pixels(widget: QWidget) -> set[int]:
    image = widget.grab().toImage().convertToFormat(QImage.Format.Format_RGB32)
    return {image.pixel(x, y) for x in range(image.width()) for y in range(image.height())}


def test_the_ring_is_whole_where_its_parent_leaves_no_room(qtbot: QtBot, theme: Theme, stage: QWidget) -> None:
    held = QWidget()
    column = QVBoxLayout(held)
    column.setContentsMargins(0, 0, 0, 0)
    for look in (Look.PLAIN, Look.LINK, Look.GHOST):
        column.addWidget(Button(theme, "Fills its row", look=look, parent=held))
    put(qtbot, stage, held)
    held.setFixedSize(held.sizeHint())
    for margin in (10, 0):  # with room further up, and with none anywhere
        outside = stage.layout()
        assert outside is not None
        outside.setContentsMargins(margin, margin, margin, margin)
        stage.setFixedSize(held.size().grownBy(QMargins(margin, margin, margin, margin)))
        for button in held.findChildren(Button):
            stage.setFocus()
            qtbot.waitUntil(lambda: not stage.findChildren(FocusRing))
            button.setFocus(Qt.FocusReason.TabFocusReason)
            qtbot.waitUntil(lambda: len(stage.findChildren(FocusRing)) == 1)
            qtbot.waitUntil(lambda: _runs_all_around(stage, theme))


def test_the_ring_goes_with_a_row_that_is_taken_away_while_it_has_the_keyboard(
    qtbot: QtBot, theme: Theme, stage: QWidget
) -> None:
    held = QWidget()
    column = QVBoxLayout(held)
    column.setContentsMargins(20, 20, 20, 20)
    row = Button(theme, "Gives the word", parent=held)
    column.addWidget(row)
    put(qtbot, stage, held)
    stage.setFocus()
    row.setFocus(Qt.FocusReason.TabFocusReason)
    qtbot.waitUntil(lambda: len(stage.findChildren(FocusRing)) == 1)
    column.removeWidget(row)
    row.deleteLater()
    with qtbot.waitSignal(row.destroyed):
        pass
    qtbot.waitUntil(lambda: not stage.findChildren(FocusRing))


def _runs_all_around(stage: QWidget, theme: Theme) -> bool:
    [ring] = stage.findChildren(FocusRing)
    box = QRect(ring.mapTo(stage, ring.box().topLeft()), ring.box().size())
    if not stage.rect().contains(box):
        return False
    picture, accent, middle = stage.grab().toImage(), theme.color("accent").rgb(), box.center()
    sides = [(box.left(), middle.y()), (box.right(), middle.y()), (middle.x(), box.top()), (middle.x(), box.bottom())]
    return all(picture.pixel(x, y) == accent for x, y in sides)
