"""Words: a label that shows plain text in a type role, and never anything else."""

from PySide6.QtCore import QSize, Qt, Slot
from PySide6.QtGui import QPainter, QPaintEvent, QPalette, QResizeEvent
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget

from desktop.views.theme.theme import Theme
from desktop.views.theme.type import Type
from desktop.views.widgets.tips import plain_tip


class Words(QLabel):
    """Plain text. `wraps` breaks lines; `elides` shows one line, cut with an ellipsis and whole in the tooltip."""

    def __init__(
        self,
        theme: Theme,
        text: str = "",
        type_: Type = Type.BODY,
        token: str = "ink",
        *,
        wraps: bool = False,
        elides: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._theme = theme
        self._type = type_
        self._token = token
        self._elides = elides
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setWordWrap(wraps)
        if elides:
            self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        theme.changed.connect(self._restyle)
        self._restyle()
        self.set_words(text)

    def set_words(self, text: str) -> None:
        """Show another text; a screen reader hears it whole."""
        self.setText(text)
        self.setAccessibleName(text)
        self._tell_whole()

    def set_token(self, token: str) -> None:
        """Show it in another color."""
        if token != self._token:
            self._token = token
            self._restyle()

    def set_type(self, type_: Type) -> None:
        """Show it in another type role."""
        if type_ is not self._type:
            self._type = type_
            self._restyle()

    @Slot()
    def _restyle(self) -> None:
        self.setFont(self._theme.font(self._type))
        palette = self.palette()
        palette.setColor(QPalette.ColorRole.WindowText, self._theme.color(self._token))
        self.setPalette(palette)
        self.setMinimumHeight(self._theme.line_height(self._type))
        self.updateGeometry()

    def _tell_whole(self) -> None:
        if self._elides:
            self.setToolTip(plain_tip(self.text()) if self._is_cut() else "")

    def _is_cut(self) -> bool:
        return self.fontMetrics().horizontalAdvance(self.text()) > self.contentsRect().width()

    # Qt

    def minimumSizeHint(self) -> QSize:
        size = super().minimumSizeHint()
        return QSize(0, size.height()) if self._elides else size

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._tell_whole()

    def paintEvent(self, event: QPaintEvent) -> None:
        if not self._elides:
            super().paintEvent(event)
            return
        painter = QPainter(self)
        painter.setFont(self.font())
        painter.setPen(self._theme.color(self._token))
        area = self.contentsRect()
        shown = self.fontMetrics().elidedText(self.text().replace("\n", " "), Qt.TextElideMode.ElideRight, area.width())
        painter.drawText(area, int(self.alignment() | Qt.AlignmentFlag.AlignVCenter), shown)
