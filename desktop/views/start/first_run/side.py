"""The left side of the first run: where in the five steps somebody is."""

from collections.abc import Sequence

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Slot
from PySide6.QtGui import QPainter, QPainterPath, QPaintEvent, QPen
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from desktop.views.saying import say
from desktop.views.start.card import RADIUS, LargeMark
from desktop.views.theme.theme import Theme
from desktop.views.theme.type import Type
from desktop.views.widgets.marks import Icon
from desktop.views.widgets.painting import paint_icon, paint_words
from desktop.views.widgets.words import Words

WIDTH = 272
ROW = 40
CENTER = Qt.AlignmentFlag.AlignCenter


class Side(QWidget):
    """The mark, the steps, and one sentence at the foot."""

    def __init__(self, theme: Theme, steps: Sequence[str], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self.steps = StepList(theme, steps, self)
        self._icon = Icon(theme, "hard-drive", "ink-2", 16, self)
        self._sentence = Words(theme, "", Type.BODY, "ink-2", wraps=True, parent=self)
        foot = QHBoxLayout()
        foot.setSpacing(10)
        foot.addWidget(self._icon, 0, Qt.AlignmentFlag.AlignTop)
        foot.addWidget(self._sentence, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 28, 24, 28)
        column.setSpacing(0)
        column.addWidget(LargeMark(theme, 56, self))
        column.addSpacing(12)
        column.addWidget(Words(theme, say("Set up your office"), Type.RECORD_TITLE, wraps=True, parent=self))
        column.addSpacing(24)
        column.addWidget(self.steps)
        column.addStretch(1)
        column.addLayout(foot)
        theme.changed.connect(self._fit)
        self._fit()

    def say(self, icon: str, sentence: str) -> None:
        """Say something else at the foot."""
        self._icon.set_icon(icon)
        self._sentence.set_words(sentence)

    @Slot()
    def _fit(self) -> None:
        self.setFixedWidth(self._theme.px(WIDTH))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        box = QRectF(self.rect()).adjusted(1, 1, RADIUS, -1)
        path = QPainterPath()
        path.addRoundedRect(box, RADIUS - 1, RADIUS - 1)
        painter.setClipRect(self.rect())
        painter.fillPath(path, self._theme.color("sunken"))
        painter.fillRect(QRectF(self.width() - 1, 1, 1, self.height() - 2), self._theme.color("line-2"))


class StepList(QWidget):
    """The steps: done with a check, the present one filled, those to come with their number."""

    def __init__(self, theme: Theme, steps: Sequence[str], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._steps = list(steps)
        self._now = 0
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        theme.changed.connect(self._restyle)
        self.set_now(0)

    def set_now(self, now: int) -> None:
        """Which step is shown, counted from 0."""
        self._now = now
        self.setAccessibleName(
            say("Step {now} of {n}: {steps}", now=now + 1, n=len(self._steps), steps=self._steps[now])
        )
        self.update()

    @Slot()
    def _restyle(self) -> None:
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(self._theme.px(160), self._theme.px(ROW) * len(self._steps))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter, px, color = QPainter(self), self._theme.px, self._theme.color
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for place, step in enumerate(self._steps):
            top = place * px(ROW)
            circle = QRectF(0, top + px(8), px(24), px(24))
            done, now = place < self._now, place == self._now
            if place < len(self._steps) - 1:
                painter.fillRect(QRectF(px(12) - 0.25, top + px(32), 1.5, px(16)), color("line-2"))
            painter.setPen(QPen(color("accent" if done or now else "line-2"), 1.5))
            painter.setBrush(color("accent" if now else "sheet"))
            painter.drawEllipse(circle.adjusted(0.75, 0.75, -0.75, -0.75))
            if done:
                at = QPointF(circle.center().x() - px(7), circle.center().y() - px(7))
                paint_icon(painter, self._theme, at, "check", "accent", 14)
            else:
                token = "on-accent" if now else "ink-3"
                paint_words(painter, self._theme, circle, str(place + 1), Type.SMALL_STRONG, token, CENTER)
            words = QRectF(px(36), top, self.width() - px(36), px(ROW))
            type_ = Type.BODY_STRONG if now else Type.BODY_MEDIUM
            paint_words(painter, self._theme, words, step, type_, "ink" if now else "ink-2" if done else "ink-3")
