"""The settings: everything acts at once, nothing needs a Save button."""

from collections.abc import Callable

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop.views.desk import Desk
from desktop.views.saying import LANGUAGES, N_, say, spoken_language
from desktop.views.settings_page.abbreviations_field import AbbreviationsField
from desktop.views.settings_page.about import About
from desktop.views.settings_page.setting_row import NO, YES, SettingRow
from desktop.views.theme.theme import TEXT_SIZES, Appearance
from desktop.views.theme.type import Type
from desktop.views.widgets.button import Button, Look
from desktop.views.widgets.dialog import Dialog
from desktop.views.widgets.panel import Rule
from desktop.views.widgets.switch import Choice
from desktop.views.widgets.tall_scroll import TallScroll
from desktop.views.widgets.words import Words

WIDTH = 700
PRIVACY_BY_ITSELF = "privacy.second_display"

LOOKS = (
    Choice(Appearance.LIGHT, N_("Light")),
    Choice(Appearance.DARK, N_("Dark")),
    Choice(Appearance.SYSTEM, N_("As the system")),
)
SPOKEN = tuple(Choice(code, name) for code, name in LANGUAGES.items())
SIZES = tuple(Choice(str(size), f"{size} %") for size in TEXT_SIZES)


class SettingsPage(Dialog):
    """Appearance, keys, privacy and lock of this computer, and what the program is.

    `sections` make further parts, such as the one about the lock; each is given the widget it stands in.
    """

    def __init__(self, desk: Desk, window: QWidget, sections: tuple[Callable[[QWidget], QWidget], ...] = ()) -> None:
        super().__init__(desk.theme, window, say("Settings"), width=WIDTH)
        self.setObjectName("settings-page")
        self._desk = desk
        scroll = TallScroll(desk.theme, say("Settings"), WIDTH - 48, self)
        self._inside = scroll.inside
        self._column = QVBoxLayout(self._inside)
        self._column.setContentsMargins(0, 0, 14, 0)
        self._column.setSpacing(0)
        self._build_looks()
        self._build_keys()
        self._head(say("Sessions"))
        self._column.addWidget(AbbreviationsField(desk, self._inside))
        for section in sections:
            self._column.addWidget(section(self._inside))
        self._head(say("About"))
        self._column.addWidget(About(desk, self._inside))
        self._column.addStretch()
        self.body.addWidget(scroll, 1)
        close = Button(desk.theme, say("Close"), look=Look.PLAIN, keys="Esc", parent=self)
        close.clicked.connect(self.reject)
        self.foot.addStretch()
        self.foot.addWidget(close)

    # Building

    def _build_looks(self) -> None:
        theme = self._desk.theme
        self._head(say("Appearance"))
        spoken = say("Changes at once. What is printed has a language of its own.")
        self._language = self._row(say("Language of the window"), spoken, SPOKEN, spoken_language())
        self._look = self._row(say("Colors"), say("Changes at once."), LOOKS, theme.appearance)
        self._size = self._row(say("Text size"), say("Also with Ctrl + and Ctrl -."), SIZES, str(theme.text_size))
        still = say("Popovers and messages appear at once instead of moving in.")
        self._motion = self._row(say("Reduce motion"), still, None, YES if theme.reduced_motion else NO)
        self._language.chosen.connect(self._set_language)
        self._look.chosen.connect(self._set_look)
        self._size.chosen.connect(self._set_size)
        self._motion.chosen.connect(self._set_motion)

    def _build_keys(self) -> None:
        settings = self._desk.settings
        self._head(say("Keys and privacy"))
        letters = say("Keys such as S for status act while a list has the keyboard. Turn them off when you dictate.")
        self._letters = self._row(
            say("Single letters"), letters, None, YES if settings.value("single_letter_keys") else NO
        )
        displays = say("The privacy screen turns on when a projector or a second display is connected.")
        by_itself = YES if settings.value(PRIVACY_BY_ITSELF, True) else NO
        self._privacy = self._row(say("Privacy screen by itself"), displays, None, by_itself)
        self._letters.chosen.connect(self._set_letters)
        self._privacy.chosen.connect(self._set_privacy)

    def _head(self, words: str) -> None:
        if self._column.count():
            self._column.addSpacing(6)
            self._column.addWidget(Rule(self._desk.theme, "line", parent=self._inside))
            self._column.addSpacing(10)
        self._column.addWidget(Words(self._desk.theme, words, Type.BODY_STRONG, parent=self._inside))

    def _row(self, name: str, help_: str, choices: tuple[Choice, ...] | None, now: str) -> SettingRow:
        theme, inside = self._desk.theme, self._inside
        if choices is None:
            row = SettingRow(theme, name, help_, now=now, parent=inside)
        else:
            row = SettingRow(theme, name, help_, choices, now=now, parent=inside)
        self._column.addWidget(row)
        return row

    # Slots

    @Slot(str)
    def _set_language(self, key: str) -> None:
        self._desk.settings.set_value("language", key)

    @Slot(str)
    def _set_look(self, key: str) -> None:
        self._desk.settings.set_value("appearance", key)
        self._desk.theme.set_appearance(Appearance(key))

    @Slot(str)
    def _set_size(self, key: str) -> None:
        self._desk.settings.set_value("text_size", int(key))
        self._desk.theme.set_text_size(int(key))

    @Slot(str)
    def _set_motion(self, key: str) -> None:
        self._desk.settings.set_value("reduced_motion", key == YES)
        self._desk.theme.reduced_motion = key == YES

    @Slot(str)
    def _set_letters(self, key: str) -> None:
        self._desk.settings.set_value("single_letter_keys", key == YES)

    @Slot(str)
    def _set_privacy(self, key: str) -> None:
        self._desk.settings.set_value(PRIVACY_BY_ITSELF, key == YES)
        self._desk.privacy.turns_on_by_itself = key == YES
