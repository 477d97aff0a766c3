"""Two-tone words: a paragraph that begins strong and goes on quietly, breaking lines as one."""

from collections.abc import Sequence

from PySide6.QtCore import QPointF, QSize, Slot
from PySide6.QtGui import QPainter, QPaintEvent, QTextCharFormat, QTextLayout
from PySide6.QtWidgets import QSizePolicy, QWidget

from desktop.views.theme.theme import Theme
from desktop.views.theme.type import Type

Run = tuple[str, Type, str]
"""Words, their type role and the token of their color."""


def laid_out(theme: Theme, runs: Sequence[Run], width: float) -> tuple[QTextLayout, float]:
    """A paragraph broken to `width` with the line height of the body, and how high it is."""
    layout = QTextLayout("".join(words for words, _, _ in runs), theme.font(Type.BODY))
    formats, start = [], 0
    for words, type_, token in runs:
        formats.append(_format(theme, start, len(words), type_, token))
        start += len(words)
    layout.setFormats(formats)
    line_height, y = theme.line_height(Type.BODY), 0.0
    layout.beginLayout()
    while (line := layout.createLine()).isValid():
        line.setLineWidth(max(width, 1.0))
        line.setPosition(QPointF(0, y + (line_height - line.height()) / 2))
        y += line_height
    layout.endLayout()
    return layout, y


def _format(theme: Theme, start: int, length: int, type_: Type, token: str) -> QTextLayout.FormatRange:
    style = QTextCharFormat()
    style.setFont(theme.font(type_))
    style.setForeground(theme.color(token))
    made = QTextLayout.FormatRange()
    made.start, made.length, made.format = start, length, style
    return made


class TwoToneWords(QWidget):
    """`strong` in semibold ink, then `quiet` in ink-2; as high as its width asks for."""

    def __init__(self, theme: Theme, strong: str = "", quiet: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        theme.changed.connect(self._restyle)
        self.set_words(strong, quiet)

    def set_words(self, strong: str, quiet: str) -> None:
        """Say something else."""
        self._runs: list[Run] = [(strong, Type.BODY_STRONG, "ink"), (f" {quiet}", Type.BODY, "ink-2")]
        self.setAccessibleName(f"{strong} {quiet}".strip())
        self._restyle()

    @Slot()
    def _restyle(self) -> None:
        self.updateGeometry()
        self.update()

    # Qt

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        return round(laid_out(self._theme, self._runs, width)[1])

    def sizeHint(self) -> QSize:
        return QSize(self._theme.px(160), self._theme.line_height(Type.BODY))

    def minimumSizeHint(self) -> QSize:
        return QSize(self._theme.px(60), self._theme.line_height(Type.BODY))

    def paintEvent(self, event: QPaintEvent) -> None:
        laid_out(self._theme, self._runs, self.width())[0].draw(QPainter(self), QPointF(0, 0))
