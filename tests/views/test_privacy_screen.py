"""The privacy screen turns on by hand and by itself, and says why."""

from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from desktop.models.person import Person
from desktop.views.privacy_screen import BY_HAND, SECOND_DISPLAY, PrivacyScreen


def test_by_hand(qtbot: QtBot) -> None:
    privacy = PrivacyScreen()
    assert (privacy.is_on, privacy.because) == (False, "")
    with qtbot.waitSignal(privacy.changed):
        privacy.toggle()
    assert (privacy.is_on, privacy.because) == (True, BY_HAND)
    with qtbot.assertNotEmitted(privacy.changed):
        privacy.set_on(True)
    privacy.toggle()
    assert not privacy.is_on


def test_a_second_display_turns_it_on_and_its_going_does_not_turn_it_off(qapp: QApplication, qtbot: QtBot) -> None:
    privacy = PrivacyScreen()
    privacy.watch(qapp)
    assert not privacy.is_on
    with qtbot.waitSignal(privacy.changed):
        qapp.screenAdded.emit(qapp.primaryScreen())
    assert privacy.because == SECOND_DISPLAY
    with qtbot.assertNotEmitted(privacy.changed):
        qapp.screenRemoved.emit(qapp.primaryScreen())
    assert privacy.is_on


def test_it_can_be_told_not_to_turn_on_by_itself(qapp: QApplication, qtbot: QtBot) -> None:
    privacy = PrivacyScreen()
    privacy.watch(qapp)
    privacy.turns_on_by_itself = False
    with qtbot.assertNotEmitted(privacy.changed):
        qapp.screenAdded.emit(qapp.primaryScreen())


def test_what_it_shows(qtbot: QtBot) -> None:
    privacy, name = PrivacyScreen(), Person.fields["name"]
    assert privacy.shown(name, "Marisol Reyes") == "Marisol Reyes"
    assert privacy.shown_words("ask @Marisol") == "ask @Marisol"
    privacy.set_on(True)
    assert privacy.shown(name, "Marisol Reyes") == "M. R."
    assert privacy.shown_name("Marisol Reyes") == "M. R."
    assert privacy.shown_words("ask @Marisol") == "ask @M."
    assert privacy.shown_file_name("Marisol.pdf") == "••••.pdf"
