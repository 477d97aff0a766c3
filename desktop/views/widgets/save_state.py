"""Whether what was done is on the disk, and since when: painted, for with every line of a session it changes twice."""

from PySide6.QtCore import QPointF, QRectF, QSize, QTimer, Slot
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from desktop.views.saying import N_, say
from desktop.views.theme.theme import Theme
from desktop.views.theme.type import Type
from desktop.views.widgets.painting import paint_icon, paint_words

SAVED, SAVING = N_("Saved"), N_("Saving")
GAP = 6
MINUTE = 60
HOUR = 60 * MINUTE


def saved_words(seconds: int) -> str:
    """How long ago the last change was saved."""
    if seconds < MINUTE:
        return say("Saved {seconds} s ago", seconds=seconds) if seconds else say(SAVED)
    return say("Saved {seconds} min ago", seconds=seconds // MINUTE)


class SaveState(QWidget):
    """Counts the seconds since the last change was saved, in jumps.

    It is wide enough for all that it says of saving, so that nothing beside it moves. `quiet` is what it says before
    the first change and an hour after the last one.
    """

    def __init__(
        self, theme: Theme, type_: Type, quiet: str = SAVED, *, icon: float = 16, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._theme, self._type, self._quiet, self._icon_size = theme, type_, quiet, icon
        self._seconds = 0
        self._is_tight = False
        self._is_quiet = True
        self._words, self._icon, self._token, self._tone = "", "check", "pine", "pine"
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Preferred)
        self._timer = QTimer(self, interval=1000)
        self._timer.timeout.connect(self._on_second)
        theme.changed.connect(self.updateGeometry)
        self._say_quiet()

    @property
    def text(self) -> str:
        """What is said now."""
        return self._words

    def set_quiet(self, quiet: str) -> None:
        """What is said where nothing was saved lately."""
        self._quiet = quiet
        if self._is_quiet:
            self._say_quiet()

    def set_tight(self, is_tight: bool) -> None:
        """Leave out how long ago it was where there is little room."""
        if is_tight != self._is_tight:
            self._is_tight = is_tight
            self.updateGeometry()
            if self._timer.isActive():
                self._say_saved()

    def set_state(self, state: str) -> None:
        """ "saving", "saved", or a sentence that says why not."""
        self._timer.stop()
        if state == "saving":
            self._show(say(SAVING), "refresh-cw", "ink-2", "ink-2")
        elif state == "saved":
            self._seconds = 0
            self._timer.start(1000)
            self._say_saved()
        else:
            self._show(state, "circle-alert", "error", "error")

    # Inside

    @Slot()
    def _on_second(self) -> None:
        self._seconds += self._timer.interval() // 1000
        self._timer.setInterval(1000 * (1 if self._seconds < MINUTE else MINUTE))
        if self._seconds < HOUR:
            self._say_saved()
        else:
            self._timer.stop()
            self._say_quiet()

    def _say_saved(self) -> None:
        self._show(saved_words(0 if self._is_tight else self._seconds), "check", "pine", "pine")

    def _say_quiet(self) -> None:
        self._show(say(self._quiet), "check", "pine" if self._quiet == SAVED else "ink-2", "pine")
        self._is_quiet = True

    def _show(self, words: str, icon: str, token: str, tone: str) -> None:
        before = self._width_of(self._words)
        self._words, self._icon, self._token, self._tone, self._is_quiet = words, icon, token, tone, False
        self.setAccessibleName(words)
        if self._width_of(words) != before:
            self.updateGeometry()
        self.update()

    def _width_of(self, words: str) -> int:
        """How wide it is with these words: as wide as with all others that say how far something is saved."""
        metrics = self._theme.metrics(self._type)
        seconds = 0 if self._is_tight else MINUTE - 1
        widest = max(metrics.horizontalAdvance(each) for each in (words, say(SAVING), saved_words(seconds)))
        return round(widest + 1) + self._theme.px(self._icon_size) + self._theme.px(GAP)

    # Qt

    def sizeHint(self) -> QSize:
        height = max(self._theme.line_height(self._type), self._theme.px(self._icon_size))
        return QSize(self._width_of(self._words), height)

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter, theme, box = QPainter(self), self._theme, QRectF(self.rect())
        size = theme.px(self._icon_size)
        paint_icon(painter, theme, QPointF(0, box.center().y() - size / 2), self._icon, self._tone, self._icon_size)
        box.setLeft(size + theme.px(GAP))
        paint_words(painter, theme, box, self._words, self._type, self._token)
