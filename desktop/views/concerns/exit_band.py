"""The band of exits at the foot of the quick concern."""

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal, Slot
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from desktop.models.passed_on import Exit
from desktop.views.saying import say
from desktop.views.theme.theme import Theme
from desktop.views.theme.type import Type
from desktop.views.widgets.painting import paint_box, paint_icon
from desktop.views.widgets.panel import Rule
from desktop.views.widgets.pressable import Pressable
from desktop.views.widgets.words import Words

EXIT_HEIGHT = 52


class ExitBand(QWidget):
    """What has another place than this office.

    Signals:
        chosen(Exit): it is this.
    """

    chosen = Signal(object)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        column = QVBoxLayout(self)
        column.setContentsMargins(1, 0, 1, 0)
        column.setSpacing(0)
        column.addWidget(Rule(theme, "line-2", parent=self))
        inside = QVBoxLayout()
        inside.setContentsMargins(23, 12, 23, 14)
        inside.setSpacing(8)
        head = QHBoxLayout()
        head.setSpacing(8)
        head.addWidget(Words(theme, say("Is it one of these instead?"), Type.BODY_STRONG, parent=self))
        head.addWidget(
            Words(
                theme, say("We pass it on and keep none of the words."), Type.SMALL, "ink-3", wraps=True, parent=self
            ),
            1,
        )
        inside.addLayout(head)
        row = QHBoxLayout()
        row.setSpacing(8)
        self.buttons: dict[Exit, ExitButton] = {}
        for exit_ in Exit:
            button = ExitButton(theme, exit_, self)
            button.clicked.connect(self._on_exit)
            self.buttons[exit_] = button
            row.addWidget(button, 1)
        inside.addLayout(row)
        column.addLayout(inside)

    @Slot()
    def _on_exit(self) -> None:
        button = self.sender()
        if isinstance(button, ExitButton):
            self.chosen.emit(button.exit)

    def paintEvent(self, event: QPaintEvent) -> None:
        QPainter(self).fillRect(self.rect().adjusted(1, 0, -1, 0), self._theme.color("sunken"))


class ExitButton(Pressable):
    """One exit; its words break into two lines where they must."""

    def __init__(self, theme: Theme, exit_: Exit, parent: QWidget) -> None:
        super().__init__(theme, 8, parent)
        self.exit = exit_
        words = say(exit_.value[:1].upper() + exit_.value[1:])
        self.set_words(words)
        self.setAccessibleName(words)
        self.setAccessibleDescription(say("Passed on; the words typed here are wiped"))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)

    def sizeHint(self) -> QSize:
        lines = self.theme.metrics(Type.BODY_MEDIUM).boundingRect(
            QRectF(0, 0, self.theme.px(150), 1000), int(Qt.TextFlag.TextWordWrap), self.words
        )
        height = max(self.theme.px(EXIT_HEIGHT), round(lines.height()) + self.theme.px(18))
        return QSize(self.theme.px(180), height)

    def minimumSizeHint(self) -> QSize:
        return QSize(self.theme.px(110), self.sizeHint().height())

    def paintEvent(self, event: QPaintEvent) -> None:
        painter, theme, px, box = QPainter(self), self.theme, self.theme.px, QRectF(self.rect())
        fill = theme.color("hover" if self.underMouse() or self.isDown() else "sheet")
        paint_box(painter, box, px(8), fill, theme.color("field"))
        paint_icon(painter, theme, QPointF(px(11), box.center().y() - px(8)), "log-out", "ink-2", 16)
        painter.setFont(theme.font(Type.BODY_MEDIUM))
        painter.setPen(theme.color("ink"))
        words = box.adjusted(px(37), px(4), -px(8), -px(4))
        flags = Qt.TextFlag.TextWordWrap | Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft
        painter.drawText(words, int(flags), self.words)
