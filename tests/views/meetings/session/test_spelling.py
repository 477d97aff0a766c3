"""Spelling in a session: underlined while typing goes on, mended by keyboard, with words the office adds for all."""

import threading

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from sqlalchemy import select

from desktop.models import spelling
from desktop.models.passed_on import Exit
from desktop.models.spelling import Language
from desktop.models.word import Word
from desktop.views.spelling.spell_check import kept_language, with_language
from desktop.views.spelling.spelling_menu import SEEKING, SpellingMenu
from tests.views.meetings.session.conftest import Evening


def typed(evening: Evening, text: str) -> None:
    QTest.keyClicks(evening.page.capture.text, text)


def underlined(evening: Evening, *words: str) -> None:
    evening.qtbot.waitUntil(lambda: evening.page.capture.text.misspelled == list(words), timeout=20_000)


def menu(evening: Evening) -> SpellingMenu:
    found = evening.page.spelling.menu
    assert found is not None
    evening.qtbot.waitUntil(lambda: SEEKING not in labels(found), timeout=20_000)
    return found


def labels(found: SpellingMenu) -> list[str]:
    return [action.text() for action in found.actions()]


def test_a_wrong_word_is_underlined_and_mended_by_keyboard(evening: Evening) -> None:
    typed(evening, "We recieve no light ")
    underlined(evening, "recieve")
    evening.page.spelling.suggest()
    opened = menu(evening)
    assert labels(opened)[0] == "receive"
    QTest.keyClick(opened, Qt.Key.Key_Return)
    assert evening.page.capture.text.words == "We receive no light "
    underlined(evening)
    evening.page.capture.text.undo()
    assert evening.page.capture.text.words == "We recieve no light "


def test_the_word_being_typed_is_left_alone(evening: Evening) -> None:
    typed(evening, "the flikers ")
    underlined(evening, "flikers")
    typed(evening, "agian")
    evening.qtbot.waitUntil(lambda: evening.page.spelling.check.wrong("agian") != [], timeout=20_000)
    evening.page.spelling.look()
    assert evening.page.capture.text.misspelled == ["flikers"]


def test_a_word_of_the_office_is_right_for_everybody(evening: Evening) -> None:
    typed(evening, "the stormdrane is full ")
    underlined(evening, "stormdrane")
    evening.page.spelling.suggest()
    add = next(action for action in menu(evening).actions() if action.text().startswith("Add “stormdrane”"))
    add.trigger()
    underlined(evening)
    evening.qtbot.waitUntil(lambda: word_of(evening) == "stormdrane")
    evening.page.capture.wipe()
    typed(evening, "a stormdrane and a flikers ")
    underlined(evening, "flikers")


def word_of(evening: Evening) -> str | None:
    with evening.store.reading() as session:
        return session.scalars(select(Word.text)).first()


def test_names_of_the_office_and_of_residents_are_not_underlined(evening: Evening) -> None:
    """A resident's name is flagged as one; it is not offered to be kept as a word."""
    typed(evening, "Ben Okafor met my neighbor Xiomara Quispe at the flikers ")
    underlined(evening, "flikers")


def test_the_menu_key_works_where_nothing_is_wrong(evening: Evening) -> None:
    typed(evening, "All is well")
    evening.qtbot.waitUntil(lambda: evening.page.spelling.check.is_ready, timeout=20_000)
    text = evening.page.capture.text
    text.menu_requested.emit(text.place_of(1), 1)
    opened = evening.page.spelling.menu
    assert opened is not None
    assert not any(label.startswith("Add") for label in labels(opened))
    assert "Spelling" in labels(opened)
    opened.close()


def test_a_session_in_spanish_is_checked_in_spanish_and_stays_so(evening: Evening) -> None:
    check = evening.page.spelling.check
    assert check.language is Language.ENGLISH
    check.set_language(Language.SPANISH)
    typed(evening, "los vecinos piden luz recieve ")
    underlined(evening, "recieve")
    kept = evening.store.preference("spelling")
    assert kept_language(kept, evening.page.keeper.place) is Language.SPANISH
    check.set_language(None)
    assert evening.page.capture.text.misspelled == []


def test_what_is_passed_on_leaves_nothing_in_the_check(evening: Evening) -> None:
    typed(evening, "somebody named him flikers ")
    underlined(evening, "flikers")
    evening.page.asks.pass_on(Exit.CRIME)
    assert evening.page.spelling.check._known == {}
    assert evening.page.capture.text.misspelled == []


def test_the_dictionary_is_read_beside_the_window(evening: Evening, monkeypatch: pytest.MonkeyPatch) -> None:
    threads: list[str] = []
    read = spelling._read

    def told(language: Language) -> object:
        threads.append(threading.current_thread().name)
        return read(language)

    monkeypatch.setattr(spelling, "_read", told)
    evening.page.spelling.check.set_language(Language.SPANISH)
    evening.qtbot.waitUntil(lambda: threads != [], timeout=20_000)
    assert [name.startswith("office reader") for name in threads] == [True]


@pytest.mark.parametrize("kept", [None, 7, "es", {"last": 3}, {"places": [1]}, {"places": {"here": "xx"}}])
def test_a_preference_that_makes_no_sense_is_english(kept: object) -> None:
    assert kept_language(kept, "here") is Language.ENGLISH
    assert kept_language(with_language(kept, "here", None), "here") is None
