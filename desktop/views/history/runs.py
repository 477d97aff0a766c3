"""Runs: a sentence in which some words are strong, wrapped or cut to one line; plain text throughout."""

from collections.abc import Sequence

from PySide6.QtCore import QPointF, QSize, Qt, Slot
from PySide6.QtGui import QFont, QPainter, QPaintEvent, QTextCharFormat, QTextLayout, QTextOption
from PySide6.QtWidgets import QSizePolicy, QWidget

from desktop.views.history.wording import Run
from desktop.views.theme.theme import Theme
from desktop.views.theme.type import Type


class Runs(QWidget):
    """One sentence. `wraps` over several lines, otherwise it is cut with an ellipsis."""

    def __init__(
        self,
        theme: Theme,
        runs: Sequence[Run],
        type_: Type = Type.BODY,
        *,
        token: str = "ink",
        strong_weight: int = 600,
        wraps: bool = True,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._theme, self._type, self._token = theme, type_, token
        self._strong_weight = strong_weight
        self._wraps = wraps
        self._runs: tuple[Run, ...] = ()
        policy = QSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.show_runs(runs)
        theme.changed.connect(self._restyle)

    @property
    def text(self) -> str:
        """The whole sentence."""
        return "".join(run.text for run in self._runs)

    def show_runs(self, runs: Sequence[Run]) -> None:
        """Show another sentence."""
        self._runs = tuple(runs)
        self.setAccessibleName(self.text)
        self._restyle()

    @Slot()
    def _restyle(self) -> None:
        self.updateGeometry()
        self.update()

    def _laid_out(self, width: float) -> QTextLayout:
        text = self.text.replace("\n", " ")
        if not self._wraps:
            text = self._theme.metrics(self._type).elidedText(text, Qt.TextElideMode.ElideRight, width - 2)
        layout = QTextLayout(text, self._theme.font(self._type))
        option = QTextOption()
        option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        layout.setTextOption(option)
        layout.setFormats(self._formats())
        height, top = self._theme.line_height(self._type), 0.0
        layout.beginLayout()
        while (line := layout.createLine()).isValid():
            line.setLineWidth(max(width, 20.0))
            line.setPosition(QPointF(0, top + (height - line.height()) / 2))
            top += height
        layout.endLayout()
        return layout

    def _formats(self) -> list[QTextLayout.FormatRange]:
        formats, start = [], 0
        for run in self._runs:
            made = QTextLayout.FormatRange()
            made.start, made.length = start, _units(run.text)
            look = QTextCharFormat()
            look.setForeground(self._theme.color("ink" if run.strong else self._token))
            if run.strong:
                font = QFont(self._theme.font(self._type))
                font.setWeight(QFont.Weight(self._strong_weight))
                look.setFont(font)
            made.format = look
            formats.append(made)
            start += made.length
        return formats

    # Qt

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        lines = max(self._laid_out(width).lineCount(), 1) if self._wraps else 1
        return lines * self._theme.line_height(self._type)

    def sizeHint(self) -> QSize:
        return QSize(self._theme.px(120), self.heightForWidth(max(self.width(), self._theme.px(120))))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setPen(self._theme.color(self._token))
        layout = self._laid_out(self.width())
        spare = self.height() - layout.lineCount() * self._theme.line_height(self._type)
        layout.draw(painter, QPointF(0, max(spare, 0) / 2))


def _units(text: str) -> int:
    """How long Qt takes a text to be: letters beyond the basic plane count twice."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2
