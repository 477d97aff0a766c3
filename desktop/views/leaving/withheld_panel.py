"""The panel beside the audiences: what is withheld, how many and why, and what goes in."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QLayout, QVBoxLayout, QWidget

from desktop.jobs.forecast import Forecast
from desktop.models.disclosure import Audience
from desktop.views.leaving.sentences import goes_in, reason, subject, whole_rows
from desktop.views.leaving.two_tone_words import TwoToneWords
from desktop.views.saying import N_, say
from desktop.views.theme.theme import Theme
from desktop.views.theme.type import Type
from desktop.views.widgets.marks import Icon
from desktop.views.widgets.panel import Panel, Rule
from desktop.views.widgets.words import Words

NUMBERS = 44
COUNTING = N_("Counting, from the records")
COUNTED = N_("counted now, from the records")
SEARCHED = N_("The finished file is searched for each of these before it is saved.")
SEARCHED_PRINT = N_("The finished pages are searched for each of these before they are printed.")
NOTHING_LEFT_OUT = N_("Nothing. Our office reads all that you may see.")
NOTHING_TO_LEAVE_OUT = N_("Nothing here has to be withheld from this audience.")


class WithheldPanel(Panel):
    """Shows a forecast; while it is counted, says so and keeps showing the last one in quiet ink."""

    def __init__(self, theme: Theme, what: str, *, printing: bool, parent: QWidget | None = None) -> None:
        super().__init__(theme, "sunken", "line-2", 10, parent=parent)
        self._theme = theme
        self._what = what
        self.setAccessibleName(say("Withheld from this file"))
        self._build(say(SEARCHED_PRINT) if printing else say(SEARCHED), printing)
        self.count()

    def _build(self, searched: str, printing: bool) -> None:
        theme = self._theme
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 10, 0, 12)
        column.setSpacing(0)
        self._state = Words(theme, say(COUNTING), Type.SMALL, "ink-3", parent=self)
        title = say("Withheld from this print") if printing else say("Withheld from this file")
        column.addLayout(self._head("eye-off", "ochre", title, self._state))
        self._rows = QVBoxLayout()
        self._rows.setContentsMargins(16, 2, 16, 0)
        self._rows.setSpacing(0)
        column.addLayout(self._rows)
        column.addStretch(1)
        inner = QVBoxLayout()
        inner.setContentsMargins(16, 0, 16, 0)
        inner.setSpacing(0)
        inner.addWidget(Rule(theme, "line-2", parent=self))
        promise = QHBoxLayout()
        promise.setContentsMargins(0, 9, 0, 8)
        promise.setSpacing(6)
        promise.addWidget(Icon(theme, "check", "pine", 14, self), 0, Qt.AlignmentFlag.AlignTop)
        promise.addWidget(Words(theme, searched, Type.SMALL, "ink-2", wraps=True, parent=self), 1)
        inner.addLayout(promise)
        column.addLayout(inner)
        column.addWidget(_Inset(Rule(theme, "line-2", parent=self), self))
        column.addSpacing(10)
        column.addLayout(self._head("circle-check", "pine", say("Goes in"), None))
        self._goes_in = TwoToneWords(theme, parent=self)
        below = QVBoxLayout()
        below.setContentsMargins(16, 3, 16, 0)
        below.addWidget(self._goes_in)
        column.addLayout(below)

    def _head(self, icon: str, tone: str, title: str, beside: Words | None) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setContentsMargins(16, 0, 16, 0)
        row.setSpacing(8)
        row.addWidget(Icon(self._theme, icon, tone, 16, self))
        row.addWidget(Words(self._theme, title, Type.LARGE_STRONG, parent=self))
        row.addStretch(1)
        if beside is not None:
            row.addWidget(beside)
        return row

    def count(self) -> None:
        """Say that it is being counted."""
        self._state.set_words(say(COUNTING))

    def show_forecast(self, forecast: Forecast) -> None:
        """Show what was counted."""
        self._state.set_words(say(COUNTED))
        _empty(self._rows)
        entries: list[tuple[str, str, str]] = []
        if forecast.whole:
            entries.append(
                (f"{forecast.whole:,}", whole_rows(self._what, forecast.whole), say("Nobody agreed that they leave."))
            )
        entries += [(f"{kept.count:,}", subject(kept), reason(kept)) for kept in forecast.kept]
        entries += [
            ("", say("all of “{label}”,", label=label), say("in a drawer that you cannot open."))
            for label in forecast.closed
        ]
        advance = self._theme.metrics(Type.RECORD_TITLE).horizontalAdvance
        widest = max([self._theme.px(NUMBERS), *(round(advance(count)) + 2 for count, _, _ in entries)])
        for place, (count, strong, quiet) in enumerate(entries):
            if place:
                self._rows.addWidget(Rule(self._theme, parent=self))
            self._rows.addWidget(WithheldRow(self._theme, count, strong, quiet, widest, self))
        if not entries:
            words = say(NOTHING_LEFT_OUT) if forecast.audience is Audience.OFFICE else say(NOTHING_TO_LEAVE_OUT)
            self._rows.addWidget(Words(self._theme, words, Type.BODY, "ink-2", wraps=True, parent=self))
        self._goes_in.set_words(*goes_in(forecast, self._what))

    @property
    def said(self) -> list[str]:
        """Every line, as a screen reader hears it."""
        items = [self._rows.itemAt(place) for place in range(self._rows.count())]
        widgets = [item.widget() for item in items if item is not None]
        return [widget.accessibleName() for widget in widgets if widget is not None and widget.accessibleName()]

    @property
    def said_to_go_in(self) -> str:
        """What goes in, as a screen reader hears it."""
        return self._goes_in.accessibleName()


class WithheldRow(QWidget):
    """One number and what it counts, with the reason."""

    def __init__(self, theme: Theme, count: str, strong: str, quiet: str, width: int, parent: QWidget) -> None:
        super().__init__(parent)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 7, 0, 7)
        row.setSpacing(10)
        self._number = Words(theme, count, Type.RECORD_TITLE, parent=self)
        self._number.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignTop)
        self._number.setFixedWidth(width)
        row.addWidget(self._number, 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(TwoToneWords(theme, strong, quiet, self), 1)
        self.setAccessibleName(f"{count} {strong} {quiet}".strip())


class _Inset(QWidget):
    """A rule that ends just inside the panel's border."""

    def __init__(self, rule: Rule, parent: QWidget) -> None:
        super().__init__(parent)
        row = QHBoxLayout(self)
        row.setContentsMargins(1, 0, 1, 0)
        row.addWidget(rule)


def _empty(layout: QLayout) -> None:
    while (item := layout.takeAt(0)) is not None:
        if (widget := item.widget()) is not None:
            widget.hide()
            widget.deleteLater()
