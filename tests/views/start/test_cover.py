import pytest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from desktop.models.refusal import Refusal
from desktop.store.slots_file import CHEAP
from desktop.views.cover.pin import PREFERENCE, digest, expect_pin, opens
from desktop.views.desk import Desk
from desktop.views.start.aside import Aside
from desktop.views.start.lock_settings import WEAKER_TEXT, CoverSection, LockSection

PIN = "402917"


@pytest.mark.parametrize(
    "pin", ["", "12345", "abcdef", "１２３４５６", "123456", "987654", "000000", "890123", "1" * 33]
)
def test_a_pin_is_six_digits_and_not_the_first_anybody_tries(pin: str) -> None:
    with pytest.raises(Refusal):
        expect_pin(pin)


def test_a_pin_is_kept_as_its_digest(desk: Desk) -> None:
    kept = digest(PIN, CHEAP)
    desk.store.set_preference(PREFERENCE, kept).result()
    read = desk.store.preference(PREFERENCE)
    assert read is not None
    assert PIN not in str(read)
    assert opens(PIN, read)
    assert not opens("402918", read)
    assert not opens("", read)


def test_two_digests_of_one_pin_differ() -> None:
    assert digest(PIN, CHEAP) != digest(PIN, CHEAP)


@pytest.mark.parametrize("kept", [{}, {"salt": "!", "digest": "", "cost": {}}, {"salt": 3, "digest": 4, "cost": 5}])
def test_what_is_no_digest_opens_to_nobody(kept: dict[str, object]) -> None:
    assert not opens(PIN, kept)


def test_settings_say_what_the_cover_weakens_and_keep_a_pin(desk: Desk, stage: QWidget, qtbot: QtBot) -> None:
    aside = Aside()
    section = CoverSection(desk, aside, stage)
    assert "key stays in the memory" in WEAKER_TEXT
    assert section.state.text() == "You have no PIN yet"
    section.entry.first.set_text(PIN)
    section.entry.again.set_text("402918")
    section.keep.click()
    assert section.entry.again.below.text() == "Not the same as the first one."
    section.entry.again.set_text(PIN)
    section.keep.click()
    qtbot.waitUntil(lambda: section.state.text() == "You have a PIN", timeout=20_000)
    assert section.entry.first.text == ""
    section.forget.click()
    qtbot.waitUntil(lambda: section.state.text() == "You have no PIN yet")
    assert desk.store.preference(PREFERENCE) is None
    aside.close()


def test_the_minutes_are_a_setting_of_this_computer(desk: Desk, stage: QWidget) -> None:
    section = LockSection(desk, stage)
    assert section.row.key == "10"
    section.row.chosen.emit("5")
    assert desk.settings.value("idle_minutes") == 5
