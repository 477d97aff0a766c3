"""Who was told: how and on which day; and, before something is closed, why nobody could be told."""

from typing import Any

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QHBoxLayout, QWidget

from desktop.views.asking.question import Question
from desktop.views.forms.date_editor import DateEditor
from desktop.views.forms.field_frame import FieldFrame
from desktop.views.forms.office_days import OfficeDays
from desktop.views.forms.text_editors import TextEditor
from desktop.views.saying import N_, say, say_as
from desktop.views.theme.theme import Theme
from desktop.views.widgets.button import Button, Look
from desktop.views.widgets.flow import Flow
from desktop.views.widgets.switch import Choice, Switch

HOW, WHEN, WHY_NOT = "told_how", "told_on", "closed_because"
WAYS = (N_("In person"), N_("By phone"), N_("By e-mail"), N_("At a meeting"), N_("By letter"))
TOLD, NOBODY = "told", "nobody"


class ToldQuestion(Question):
    """Asks who was told, and how. Ways are one press; anything else is typed."""

    def __init__(
        self,
        theme: Theme,
        days: OfficeDays,
        parent: QWidget | None = None,
        *,
        title: str = N_("Who was told, and how?"),
        act: str = N_("Record"),
    ) -> None:
        super().__init__(theme, say(title), say(act), parent)
        self._ways_box = QWidget(self)
        ways = Flow(self._ways_box, 6)
        self._ways = [Button(theme, say(way), look=Look.CHIP, parent=self._ways_box) for way in WAYS]
        for way in self._ways:
            way.setCheckable(True)
            way.clicked.connect(self._on_way)
            ways.addWidget(way)
        self.body.addWidget(self._ways_box)
        row = QHBoxLayout()
        row.setSpacing(12)
        self.body.addLayout(row)
        how = TextEditor(theme)
        how.text_changed.connect(self._show_way)
        when = DateEditor(theme, say_as("date", "On"), days.today, is_open=days.is_open, looks_back=True)
        when.take_day(days.today())
        self.add_field(HOW, FieldFrame(theme, say("How, without names"), how, parent=self), row)
        self.add_field(WHEN, FieldFrame(theme, say_as("date", "On"), when, parent=self), row)
        row.setStretch(0, 3)
        row.setStretch(1, 2)

    def missing(self, key: str) -> str:
        """The day is needed; how is better than nothing and asked for."""
        return {
            WHEN: say("Say on which day, such as today."),
            HOW: say("Say how, such as In person."),
            WHY_NOT: say("Say why, such as: nobody left a way to reach them."),
        }.get(key, "")

    @Slot()
    def _on_way(self) -> None:
        pressed = self.sender()
        if isinstance(pressed, Button):
            self.frame(HOW).editor.show_typed(pressed.words)
            self.frame(HOW).set_error("")

    @Slot()
    def _show_way(self) -> None:
        typed = self.frame(HOW).editor.typed().casefold() if HOW in self._frames else ""
        for way in self._ways:
            way.setChecked(way.words.casefold() == typed)


class ClosingQuestion(ToldQuestion):
    """Nothing closes by silence: somebody was told, or the reason why not is written."""

    def __init__(self, theme: Theme, days: OfficeDays, title: str, act: str, parent: QWidget | None = None) -> None:
        super().__init__(theme, days, parent, title=title, act=act)
        choices = (Choice(TOLD, say("They were told")), Choice(NOBODY, say("Nobody could be told")))
        self._which = Switch(theme, choices, say("Who was told"), small=True, parent=self)
        self._which.chosen.connect(self._on_which)
        self.body.insertWidget(0, self._which)
        why = FieldFrame(theme, say("Why not"), TextEditor(theme), parent=self)
        self.add_field(WHY_NOT, why)
        self._on_which(TOLD)

    @Slot(str)
    def _on_which(self, which: str) -> None:
        is_told = which == TOLD
        self._ways_box.setVisible(is_told)
        for key in (HOW, WHEN):
            self.frame(key).setVisible(is_told)
        self.frame(WHY_NOT).setVisible(not is_told)
        self.focus_first()


def told_values(values: dict[str, Any]) -> dict[str, Any]:
    """Only what was asked for and given."""
    return {key: value for key, value in values.items() if value is not None}
