"""Each editor of a field: what it is for, what it shows and reads, and that only the person edits."""

import enum
from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from desktop.models.area import Area
from desktop.models.field import Field, FieldKind
from desktop.models.refusal import Refusal
from desktop.models.theme import Theme as Topic
from desktop.store.store import Store
from desktop.views.desk import Desk
from desktop.views.forms.calendar import CELL, HEAD, CalendarPopover, MonthView
from desktop.views.forms.date_editor import DateEditor, WallTimeEditor
from desktop.views.forms.editor import Editor
from desktop.views.forms.editors import EditorMaker, FormField, ThemesEditor
from desktop.views.forms.long_text_editor import LongTextEditor
from desktop.views.forms.office_days import OfficeDays
from desktop.views.forms.pick_editor import PickEditor
from desktop.views.forms.suggestions import Suggestions
from desktop.views.forms.text_editors import IntegerEditor, LineEditor, TextEditor
from desktop.views.theme.theme import Appearance
from tests.factories import area, saved

LEFT, RIGHT = Qt.MouseButton.LeftButton, Qt.MouseButton.RightButton
SATURDAY = date(2026, 10, 17)


class Urgency(enum.StrEnum):
    """A fixed list."""

    NORMAL = "normal"
    URGENT = "urgent"
    NOW = "now"


FIELDS = {
    FieldKind.ID: Field("id", "Id", FieldKind.ID),
    FieldKind.NUMBER: Field("number", "Number", FieldKind.NUMBER),
    FieldKind.TEXT: Field("title", "Title"),
    FieldKind.LONG_TEXT: Field("answer", "Answer", FieldKind.LONG_TEXT),
    FieldKind.INTEGER: Field("seats", "Seats", FieldKind.INTEGER),
    FieldKind.YES_NO: Field("spoken", "As spoken", FieldKind.YES_NO),
    FieldKind.DATE: Field("resolve_by", "Fix by", FieldKind.DATE),
    FieldKind.WALL_TIME: Field("starts", "Starts", FieldKind.WALL_TIME),
    FieldKind.MOMENT: Field("at", "At", FieldKind.MOMENT),
    FieldKind.CHOICE: Field("urgency", "Urgency", FieldKind.CHOICE, choices=Urgency),
    FieldKind.REFERENCE: Field("area", "Area", FieldKind.REFERENCE, target=Area),
    FieldKind.REFERENCES: Field("themes", "Themes", FieldKind.REFERENCES, target=Topic),
    FieldKind.SEALED: Field("sealed", "Sealed", FieldKind.SEALED),
}
MADE = {
    FieldKind.LONG_TEXT: LongTextEditor,
    FieldKind.INTEGER: IntegerEditor,
    FieldKind.YES_NO: PickEditor,
    FieldKind.DATE: DateEditor,
    FieldKind.WALL_TIME: WallTimeEditor,
    FieldKind.CHOICE: PickEditor,
    FieldKind.REFERENCE: PickEditor,
    FieldKind.REFERENCES: ThemesEditor,
}
# kind, saved value, how people call it, what is shown
SHOWN = [
    (FieldKind.TEXT, "Four lamps out", "", "Four lamps out"),
    (FieldKind.LONG_TEXT, "One\nTwo", "", "One\nTwo"),
    (FieldKind.INTEGER, 12, "", "12"),
    (FieldKind.YES_NO, True, "Yes", "Yes"),
    (FieldKind.YES_NO, False, "No", "No"),
    (FieldKind.DATE, "2026-10-19", "", "Mon, Oct 19"),
    (FieldKind.DATE, "2027-01-04", "", "Mon, Jan 4, 2027"),
    (FieldKind.WALL_TIME, "2026-10-16T18:30:00", "", "Fri, Oct 16, 6:30 PM"),
    (FieldKind.CHOICE, "urgent", "Urgent", "Urgent"),
    (FieldKind.REFERENCE, 7, "Quarry Hill", "Quarry Hill"),
    (FieldKind.REFERENCES, ["lighting", "traffic"], "", "#lighting #traffic"),
]
# kind, what is typed, the value it is
TYPED = [
    (FieldKind.TEXT, "Lamps", "Lamps"),
    (FieldKind.LONG_TEXT, "Booked", "Booked"),
    (FieldKind.INTEGER, "1,200", 1200),
    (FieldKind.INTEGER, "-5", -5),
    (FieldKind.YES_NO, "no", False),
    (FieldKind.DATE, "fri", "2026-10-16"),
    (FieldKind.DATE, "+3", "2026-10-18"),
    (FieldKind.DATE, "oct 19", "2026-10-19"),
    (FieldKind.WALL_TIME, "fri 6:30 pm", "2026-10-16T18:30:00"),
    (FieldKind.CHOICE, "urg", "urgent"),
    (FieldKind.REFERENCES, "#lighting", ["lighting"]),
]
REFUSED = [
    (FieldKind.INTEGER, "twelve"),
    (FieldKind.INTEGER, "--5"),
    (FieldKind.INTEGER, "+-5"),
    (FieldKind.INTEGER, "-"),
    (FieldKind.INTEGER, "12345678901"),
    (FieldKind.DATE, "Oct 32"),
    (FieldKind.WALL_TIME, "fri"),
    (FieldKind.CHOICE, "whenever"),
    (FieldKind.CHOICE, "n"),
]
KINDS = [kind for kind in FieldKind if kind in FIELDS]

Makes = Callable[[FieldKind], Editor]


@pytest.fixture
def days(store: Store) -> OfficeDays:
    return OfficeDays(store)


@pytest.fixture
def maker(desk: Desk, days: OfficeDays) -> EditorMaker:
    return EditorMaker(desk.theme, desk.store, days)


@pytest.fixture
def make(maker: EditorMaker, stage: QWidget, qtbot: QtBot) -> Makes:
    """Put the editor of a kind, and something else to go to, into an active window."""
    layout = QVBoxLayout(stage)

    def made(kind: FieldKind) -> Editor:
        editor = maker.editor(FIELDS[kind], FormField(FIELDS[kind].key), stage)
        elsewhere = QWidget(stage)
        elsewhere.setObjectName("elsewhere")
        elsewhere.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        for widget in (editor, *editor.trailing(), elsewhere):
            layout.addWidget(widget)
        with qtbot.waitActive(stage):
            stage.show()
        editor.setFocus(Qt.FocusReason.TabFocusReason)
        return editor

    return made


def heard(editor: Editor) -> list[str]:
    """What the editor tells from now on."""
    told: list[str] = []
    editor.edited.connect(lambda: told.append("edited"))
    editor.left.connect(lambda: told.append("left"))
    return told


def types(editor: Editor, words: str) -> None:
    QTest.keyClicks(editor.keyboard_targets()[0], words)


def presses(editor: Editor, *keys: Qt.Key) -> None:
    for key in keys:
        QTest.keyClick(editor.keyboard_targets()[0], key)


def leave(editor: Editor) -> None:
    elsewhere = editor.window().findChild(QWidget, "elsewhere")
    assert isinstance(elsewhere, QWidget)
    elsewhere.setFocus(Qt.FocusReason.TabFocusReason)


def calendar_of(editor: DateEditor) -> CalendarPopover:
    (calendar,) = editor.findChildren(CalendarPopover)
    return calendar


def place_of(month: MonthView, row: int, column: int) -> QPoint:
    cell, head = month._theme.px(CELL), month._theme.px(HEAD)
    return QPoint(column * cell + cell // 2, head + row * cell + cell // 2)


# Every kind


def test_every_kind_of_field_is_tried_here() -> None:
    assert set(FIELDS) == set(FieldKind)


@pytest.mark.parametrize("kind", KINDS)
def test_a_kind_of_field_has_its_editor(make: Makes, kind: FieldKind) -> None:
    assert type(make(kind)) is MADE.get(kind, TextEditor)


@pytest.mark.parametrize(("kind", "value", "text", "shown"), SHOWN)
def test_a_saved_value_is_shown_and_read_back_without_an_edit(
    make: Makes, kind: FieldKind, value: Any, text: str, shown: str
) -> None:
    editor = make(kind)
    told = heard(editor)
    editor.show_value(value, text)
    assert editor.typed() == shown
    assert _plain(editor.value()) == value
    editor.show_value(None)
    assert editor.typed() == ""
    assert not editor.value()
    editor.show_typed(shown)
    assert editor.typed() == shown
    assert told == []


@pytest.mark.parametrize("kind", KINDS)
def test_going_through_a_field_edits_nothing(make: Makes, kind: FieldKind) -> None:
    editor = make(kind)
    told = heard(editor)
    leave(editor)
    assert told == ["left"]


@pytest.mark.parametrize("kind", KINDS)
def test_a_lock_and_another_look_are_no_edits(make: Makes, desk: Desk, kind: FieldKind) -> None:
    """Locking, dark colors and large text change how letters stand, and no letter."""
    editor = make(kind)
    editor.show_typed("12")
    told = heard(editor)
    editor.set_locked(True)
    desk.theme.set_appearance(Appearance.DARK)
    desk.theme.set_text_size(150)
    editor.set_locked(False)
    if isinstance(editor, LongTextEditor):
        editor.set_verbatim(True)
    assert told == []
    assert editor.typed() == "12"


@pytest.mark.parametrize(("kind", "words", "value"), TYPED)
def test_what_is_typed_is_an_edit_and_a_value(make: Makes, kind: FieldKind, words: str, value: Any) -> None:
    editor = make(kind)
    told = heard(editor)
    types(editor, words)
    assert set(told) == {"edited"}
    assert _plain(editor.value()) == value
    leave(editor)
    assert told[-1] == "left"
    assert _plain(editor.value()) == value


@pytest.mark.parametrize(("kind", "words"), REFUSED)
def test_what_is_no_value_is_refused_with_what_would_do_and_stays(make: Makes, kind: FieldKind, words: str) -> None:
    editor = make(kind)
    types(editor, words)
    leave(editor)
    assert editor.typed() == words
    with pytest.raises(Refusal, match=r"Write a whole number|Try a |would do"):
        editor.value()


@pytest.mark.parametrize("kind", KINDS)
def test_a_locked_field_takes_no_letters_and_opens_nothing(make: Makes, stage: QWidget, kind: FieldKind) -> None:
    editor = make(kind)
    editor.show_typed("12")
    told = heard(editor)
    editor.set_locked(True)
    types(editor, "x")
    presses(editor, Qt.Key.Key_Down, Qt.Key.Key_Up)
    assert editor.typed() == "12"
    assert "edited" not in told
    assert not stage.findChildren(Suggestions)
    assert not editor.findChildren(CalendarPopover)


@pytest.mark.parametrize("kind", KINDS)
def test_a_screen_reader_hears_name_and_what_is_wrong(make: Makes, kind: FieldKind) -> None:
    editor = make(kind)
    editor.set_spoken("Fix by, needed", "Try a date like Oct 31")
    (target,) = editor.keyboard_targets()
    assert target.accessibleName() == "Fix by, needed"
    assert target.accessibleDescription() == "Try a date like Oct 31"


# A whole number


def test_up_and_down_count_and_are_edits(make: Makes) -> None:
    editor = make(FieldKind.INTEGER)
    told = heard(editor)
    presses(editor, Qt.Key.Key_Up, Qt.Key.Key_Up, Qt.Key.Key_Down)
    assert editor.value() == 1
    assert told == ["edited"] * 3


def test_what_is_no_number_is_not_counted(make: Makes) -> None:
    editor = make(FieldKind.INTEGER)
    types(editor, "--5")
    presses(editor, Qt.Key.Key_Up)
    assert editor.typed() == "--5"


# A day


def test_a_day_says_what_it_is_read_as_and_is_written_out_on_leaving(make: Makes) -> None:
    editor = make(FieldKind.DATE)
    hints: list[str] = []
    editor.hinted.connect(hints.append)
    types(editor, "fri")
    assert hints[-1] == "Fri, Oct 16"
    leave(editor)
    assert editor.typed() == "Fri, Oct 16"
    assert hints[-1] == ""


def test_a_day_on_which_something_happened_is_the_last_one(maker: EditorMaker, qtbot: QtBot) -> None:
    editor = maker.editor(Field("told_on", "Told", FieldKind.DATE), FormField("told_on"))
    qtbot.addWidget(editor)
    editor.show_typed("fri")
    assert editor.value() == "2026-10-09"


def test_the_office_works_on_the_friday_and_the_monday_around_a_saturday(days: OfficeDays) -> None:
    assert not days.is_open(SATURDAY)
    assert days.around(SATURDAY) == (date(2026, 10, 16), date(2026, 10, 19))


def test_the_calendar_by_keyboard(make: Makes, qtbot: QtBot) -> None:
    editor = make(FieldKind.DATE)
    assert isinstance(editor, DateEditor)
    editor.show_value("2026-10-19")
    told = heard(editor)
    presses(editor, Qt.Key.Key_Down)
    month = calendar_of(editor).month
    assert month.accessibleName() == "Monday, October 19, 2026"
    for key in (Qt.Key.Key_Down, Qt.Key.Key_Left, Qt.Key.Key_PageDown, Qt.Key.Key_Up, Qt.Key.Key_Right):
        QTest.keyClick(month, key)
    assert month.day == date(2026, 11, 19)
    assert "edited" not in told
    QTest.keyClick(month, Qt.Key.Key_Return)
    assert editor.value() == "2026-11-19"
    assert told[-2:] == ["edited", "left"]
    qtbot.waitUntil(lambda: not editor.findChildren(CalendarPopover))


def test_a_month_earlier_keeps_the_day_or_its_last_one(make: Makes) -> None:
    editor = make(FieldKind.DATE)
    assert isinstance(editor, DateEditor)
    editor.show_value("2026-10-31")
    editor.open_calendar()
    month = calendar_of(editor).month
    QTest.keyClick(month, Qt.Key.Key_PageUp)
    assert month.day == date(2026, 9, 30)


def test_the_calendar_ends_where_our_years_end(make: Makes) -> None:
    editor = make(FieldKind.DATE)
    assert isinstance(editor, DateEditor)
    editor.show_value("1900-01-01")
    editor.open_calendar()
    month = calendar_of(editor).month
    for key in (Qt.Key.Key_Left, Qt.Key.Key_Up, Qt.Key.Key_PageUp):
        QTest.keyClick(month, key)
    assert month.day == date(1900, 1, 1)


def test_the_calendar_by_mouse(make: Makes, qtbot: QtBot) -> None:
    editor = make(FieldKind.DATE)
    assert isinstance(editor, DateEditor)
    QTest.mouseClick(editor.trailing()[0], LEFT)
    month = calendar_of(editor).month
    # October 2026 begins on a Thursday: the first row is Sep 28 to Oct 4, the third ends with Sunday 18.
    QTest.mouseClick(month, LEFT, pos=place_of(month, 2, 0))
    assert editor.value() == "2026-10-12"
    qtbot.waitUntil(lambda: not editor.findChildren(CalendarPopover))


def test_only_the_left_button_takes_a_day(make: Makes) -> None:
    editor = make(FieldKind.DATE)
    assert isinstance(editor, DateEditor)
    editor.open_calendar()
    month = calendar_of(editor).month
    QTest.mouseClick(month, RIGHT, pos=place_of(month, 2, 0))
    QTest.mouseClick(month, LEFT, pos=QPoint(20, 5))
    assert editor.typed() == ""
    assert editor.findChildren(CalendarPopover)


def test_esc_closes_the_calendar_and_frees_it(make: Makes, qtbot: QtBot) -> None:
    editor = make(FieldKind.DATE)
    assert isinstance(editor, DateEditor)
    editor.show_value("2026-10-19")
    told = heard(editor)
    editor.open_calendar()
    QTest.keyClick(calendar_of(editor), Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: not editor.findChildren(CalendarPopover))
    assert editor.value() == "2026-10-19"
    assert "edited" not in told


# One of many


def test_down_opens_the_list_at_what_is_chosen_and_enter_takes(make: Makes, qtbot: QtBot) -> None:
    editor = make(FieldKind.CHOICE)
    assert isinstance(editor, PickEditor)
    editor.show_value("urgent", "Urgent")
    told = heard(editor)
    presses(editor, Qt.Key.Key_Down)
    assert editor.suggestions == ["None", "Normal", "Urgent", "Now"]
    presses(editor, Qt.Key.Key_Down)
    assert told == []
    with qtbot.waitSignal(editor.picked) as picked:
        presses(editor, Qt.Key.Key_Return)
    assert picked.args is not None
    assert picked.args[0].key == "now"
    assert editor.value() == "now"
    assert told[:2] == ["edited", "left"]
    assert not editor.is_open
    qtbot.waitUntil(lambda: not editor.window().findChildren(Suggestions))


def test_esc_puts_back_what_was_chosen(make: Makes, qtbot: QtBot) -> None:
    editor = make(FieldKind.CHOICE)
    assert isinstance(editor, PickEditor)
    editor.show_value("urgent", "Urgent")
    editor.line.selectAll()
    types(editor, "no")
    assert editor.suggestions == ["Normal", "Now"]
    presses(editor, Qt.Key.Key_Escape)
    assert editor.typed() == "Urgent"
    assert editor.value() == "urgent"
    qtbot.waitUntil(lambda: not editor.window().findChildren(Suggestions))


def test_the_list_closes_with_the_field_and_is_freed(make: Makes, qtbot: QtBot) -> None:
    editor = make(FieldKind.CHOICE)
    assert isinstance(editor, PickEditor)
    types(editor, "urg")
    assert editor.is_open
    leave(editor)
    assert not editor.is_open
    assert editor.typed() == "Urgent"
    qtbot.waitUntil(lambda: not editor.window().findChildren(Suggestions))


def test_a_few_letters_find_a_live_record(make: Makes, store: Store) -> None:
    quarry = area(name="Quarry Hill")
    saved(store, quarry)
    gone = area(name="Quayside", deleted_at=store.clock())
    saved(store, gone)
    editor = make(FieldKind.REFERENCE)
    assert isinstance(editor, PickEditor)
    types(editor, "qu")
    assert editor.suggestions == ["Quarry Hill"]
    leave(editor)
    assert editor.value() == quarry.id


def test_a_choice_that_is_needed_is_not_emptied(maker: EditorMaker, qtbot: QtBot) -> None:
    field = Field("urgency", "Urgency", FieldKind.CHOICE, choices=Urgency, needed=True)
    editor = maker.editor(field, FormField("urgency"))
    qtbot.addWidget(editor)
    editor.show_value("urgent", "Urgent")
    editor.show_typed("")
    with pytest.raises(Refusal, match=r"Urgency is needed\. Normal would do\."):
        editor.value()


def test_an_empty_line_is_no_value_and_a_line_is_kept_as_it_was_typed(make: Makes) -> None:
    editor = make(FieldKind.TEXT)
    assert isinstance(editor, LineEditor)
    types(editor, "   ")
    assert editor.value() is None


def _plain(value: Any) -> Any:
    return list(value) if isinstance(value, tuple | set | frozenset) else value


def test_what_holds_while_a_long_text_is_empty_is_seen_whole(desk: Desk, stage: QWidget) -> None:
    maker = EditorMaker(desk.theme, desk.store, OfficeDays(desk.store))
    editor = maker.editor(
        FIELDS[FieldKind.LONG_TEXT], FormField("answer", empty="One voice\nNo names\nNo recording"), stage
    )
    assert isinstance(editor, LongTextEditor)
    assert editor.text.hint == "One voice\nNo names\nNo recording"
    assert "No recording" in editor.text.accessibleDescription()
    assert editor.text.height() >= 3 * editor.text.fontMetrics().lineSpacing()
    assert editor.value() is None
