"""A colleague who works in Spanish sits down: the window changes its language at once, and nothing is lost."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QLabel, QWidget

from desktop.views.main_window import MainWindow
from desktop.views.meetings.session.session_frame import SessionFrame
from desktop.views.meetings.session.start_question import StartQuestion
from desktop.views.saying import ENGLISH, SPANISH, speak
from desktop.views.settings_page.settings_page import SettingsPage
from desktop.views.start.first_run.first_run import FirstRun
from desktop.views.start.lock_page import LockPage
from desktop.views.widgets.button import Button
from desktop.views.widgets.switch import Switch
from tests.factories import PASSPHRASES, SUPERVISOR, concern, saved
from tests.journeys.test_cover_and_lock import PIN, choose_pin, try_pin
from tests.journeys.working_day import concerns_tab, meetings_tab, press
from tests.program import Program, Start, program, start, type_into
from tests.views.every_widget import everything
from tests.views.meetings.session.conftest import plan
from tests.views.test_said_in_spanish import english, texts

__all__ = ["program", "start"]

HALF = "The crew comes on"


@pytest.fixture(autouse=True)
def english_again() -> Iterator[None]:
    """What a journey leaves of its language is put back."""
    yield
    speak(ENGLISH)


def choose(program: Program, language: str) -> MainWindow:
    """In the settings of the window, by the mouse; gives the window that takes its place."""
    window = program.window
    press(window, "Ctrl+,")
    page = window.findChild(SettingsPage)
    assert page is not None
    switch = page._language.findChild(Switch)
    assert switch is not None
    QTest.mouseClick(switch._segments[language], Qt.MouseButton.LeftButton)
    program.wait(lambda: program.window is not window and program.window.isVisible())
    return program.window


def shown(top: QWidget) -> set[str]:
    """The words of the labels that can be seen."""
    return {each.text() for each in top.findChildren(QLabel) if each.isVisible() and each.text()}


def test_the_window_speaks_spanish_at_once_and_keeps_what_is_half_typed(program: Program, office_folder: Path) -> None:
    program.begin(office_folder)
    window = program.unlock(PASSPHRASES[SUPERVISOR])
    store = program.app.store
    assert store is not None
    heard = concern(title="Lamp out on Elm", words="the lamp is out")
    saved(store, heard)
    window.open_record("concern", heard.id)
    program.wait(lambda: concerns_tab(window).pane.shown is not None)
    field = concerns_tab(window).pane.field("resolve_by")
    field.editor.setFocus(Qt.FocusReason.OtherFocusReason)
    QTest.keyClicks(field.editor.focusWidget() or field.editor, HALF)  # no day: kept as a draft
    assert "Concerns" in shown(window)

    spanish = choose(program, SPANISH)
    program.wait(lambda: concerns_tab(spanish).pane.shown is not None)
    assert spanish.tab is concerns_tab(spanish)
    there = concerns_tab(spanish).pane.shown
    assert there is not None
    assert there.id == heard.id
    program.wait(lambda: concerns_tab(spanish).pane.field("resolve_by").editor.typed() == HALF)
    assert {"Inquietudes", "Zona", "Quién responde"} <= shown(spanish)
    assert "Concerns" not in shown(spanish)
    page = spanish.findChild(SettingsPage)
    assert page is not None
    assert "Idioma de la ventana" in shown(page)
    page.reject()

    english = choose(program, ENGLISH)
    program.wait(lambda: concerns_tab(english).pane.field("resolve_by").editor.typed() == HALF)
    assert {"Concerns", "Area", "Who answers"} <= shown(english)
    assert not [each for each in QApplication.topLevelWidgets() if isinstance(each, MainWindow) and each.isVisible()][
        1:
    ]
    for dialog in english.findChildren(QDialog):
        dialog.close()


def live_session(program: Program, window: MainWindow) -> SessionFrame:
    """A session is started, and only the note taker sees it."""
    assert program.app.store is not None
    meeting_id = program.app.store.write("Plan a meeting", plan).result()
    window.show_tab("meetings")
    frame = meetings_tab(window).frame
    frame.open_session(meeting_id)
    question = frame.findChild(StartQuestion)
    assert question is not None
    QTest.keyClicks(question, "1")
    QTest.keyClick(question, Qt.Key.Key_Return)
    program.wait(lambda: frame.page is not None and frame.page.is_live)
    return frame


def test_a_live_session_goes_on_in_spanish(program: Program, office_folder: Path) -> None:
    program.begin(office_folder)
    window = program.unlock(PASSPHRASES[SUPERVISOR])
    frame = live_session(program, window)
    assert frame.page is not None
    meeting_id = frame.page.meeting_id
    QTest.keyClicks(frame.page.capture.text, HALF)

    there = meetings_tab(choose(program, SPANISH)).frame
    assert there.page is not None
    assert there.page.is_live
    assert there.page.meeting_id == meeting_id
    assert there.page.capture.text.words == HALF
    assert "Pantalla privada" in {each.words for each in there.page.head.findChildren(Button)}
    assert there.findChild(StartQuestion) is None


def settled(program: Program) -> None:
    """Everything that was begun has come."""
    assert program.app.store is not None
    program.app.store.settled().result()
    QApplication.processEvents()


def test_nothing_leads_past_a_cover_and_the_language_changes_when_it_is_taken_off(
    program: Program, office_folder: Path
) -> None:
    program.begin(office_folder)
    window = program.unlock(PASSPHRASES[SUPERVISOR])
    page = choose_pin(program, window)
    program.settings.set_value("language", SPANISH)
    settled(program)
    assert program.window is window
    assert not window.isVisible()
    try_pin(page, PIN)
    program.wait(lambda: program.window is not window and program.window.isVisible())
    assert "Ir a" in shown(program.window)
    assert program.window.findChild(SettingsPage) is None


def test_a_session_that_is_locked_in_place_changes_its_language_when_it_is_unlocked(
    program: Program, office_folder: Path
) -> None:
    program.begin(office_folder)
    window = program.unlock(PASSPHRASES[SUPERVISOR])
    frame = live_session(program, window)
    assert window.lock_in_place()
    program.settings.set_value("language", SPANISH)
    settled(program)
    assert program.window is window
    assert frame.folded is not None
    type_into(frame.folded.passphrase.line, PASSPHRASES[SUPERVISOR])
    frame.folded.unlock()
    program.wait(lambda: program.window is not window and program.window.isVisible())
    there = meetings_tab(program.window).frame
    assert there.folded is None
    assert there.page is not None
    assert there.page.is_live
    assert "Pantalla privada" in {each.words for each in there.page.head.findChildren(Button)}


def test_the_lock_screen_and_the_first_run_follow_the_setting(start: Start, office_folder: Path) -> None:
    one = start()
    one.settings.set_value("language", SPANISH)
    one.begin(office_folder)
    assert {"¿Quién es usted?"} <= shown(one.page(LockPage))
    assert "Desbloquear" in one.page(LockPage).unlock.words


def test_a_first_run_in_spanish_has_no_english_phrase(start: Start) -> None:
    one = start()
    one.settings.set_value("language", SPANISH)
    one.begin(None)
    page = one.page(FirstRun)
    phrases = english()
    said = [text for each in everything(page) for text in texts(each) if text.strip()]
    assert "¿Cómo se llama su oficina?" in said
    assert [text for text in said if text.strip().casefold() in phrases] == []
