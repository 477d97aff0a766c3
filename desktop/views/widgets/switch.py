"""Switch: two to four choices side by side, all visible, one of them on."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, QSize, Signal, Slot
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QButtonGroup, QHBoxLayout, QSizePolicy, QWidget

from desktop.views.saying import say
from desktop.views.theme.theme import Theme
from desktop.views.theme.type import Type
from desktop.views.widgets.painting import paint_box, paint_icon, paint_words
from desktop.views.widgets.pressable import Pressable


@dataclass(frozen=True, slots=True)
class Choice:
    """One choice: its key in code, its words, an icon or none."""

    key: str
    label: str
    icon: str = ""


class Switch(QWidget):
    """One of a few. Tab reaches it once; arrow keys move inside.

    Signals:
        chosen(str): the key somebody chose; not sent by `choose`.
    """

    chosen = Signal(str)

    def __init__(
        self,
        theme: Theme,
        choices: Sequence[Choice],
        name: str,
        *,
        small: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._theme = theme
        self._small = small
        self._group = QButtonGroup(self)
        self._segments: dict[str, _Segment] = {}
        self.setAccessibleName(name)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(3, 3, 3, 3)
        self._row.setSpacing(2)
        for choice in choices:
            segment = _Segment(theme, choice, small, self)
            segment.setAccessibleDescription(name)
            self._group.addButton(segment)
            self._segments[choice.key] = segment
            self._row.addWidget(segment)
        self._group.buttonClicked.connect(self._tell)
        self.choose(choices[0].key)
        theme.changed.connect(self._restyle)

    @property
    def key(self) -> str:
        """What is chosen."""
        return next(key for key, segment in self._segments.items() if segment.isChecked())

    def choose(self, key: str) -> None:
        """Show this one as chosen."""
        self._segments[key].setChecked(True)

    def set_label(self, key: str, label: str) -> None:
        """Other words for one choice, such as a count beside it."""
        segment = self._segments[key]
        segment.setText(label)
        segment.setAccessibleName(label)
        segment.updateGeometry()
        self.updateGeometry()

    @Slot(QAbstractButton)
    def _tell(self, button: QAbstractButton) -> None:
        self.chosen.emit(self.key)

    @Slot()
    def _restyle(self) -> None:
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        width = self._row.sizeHint().width()
        return QSize(width, self._theme.px(28 if self._small else 32))

    def paintEvent(self, event: QPaintEvent) -> None:
        box = QRectF(self.rect())
        paint_box(QPainter(self), box, 7, self._theme.color("sheet"), self._theme.color("field"))


class _Segment(Pressable):
    """One choice of a switch."""

    def __init__(self, theme: Theme, choice: Choice, small: bool, parent: QWidget) -> None:
        super().__init__(theme, 5, parent)
        self._icon = choice.icon
        self._small = small
        self.set_words(say(choice.label))
        self.setAccessibleName(self.words)
        self.setCheckable(True)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Expanding)

    def _type(self) -> Type:
        if self._small:
            return Type.SMALL_STRONG if self.isChecked() else Type.SMALL_MEDIUM
        return Type.BODY_STRONG if self.isChecked() else Type.BODY_MEDIUM

    def _icon_size(self) -> float:
        return 14 if self._small else 16

    def sizeHint(self) -> QSize:
        px, strong = self.theme.px, Type.SMALL_STRONG if self._small else Type.BODY_STRONG
        width = self.theme.width(self.words, strong) + 2 * px(8 if self._small else 10)
        if self._icon:
            width += px(self._icon_size()) + px(6)
        return QSize(round(width) + 1, px(24 if self._small else 26))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter, px, box = QPainter(self), self.theme.px, QRectF(self.rect())
        on = self.isChecked()
        if on:
            paint_box(painter, box, 5, self.theme.color("accent-soft"), self.theme.color("accent-line"))
        elif self.underMouse():
            paint_box(painter, box, 5, self.theme.color("hover"), None)
        left = box.left() + px(8 if self._small else 10)
        token = "accent" if on else "ink-2"
        if self._icon:
            at = QPointF(left, box.center().y() - px(self._icon_size()) / 2)
            paint_icon(painter, self.theme, at, self._icon, token, self._icon_size())
            left += px(self._icon_size()) + px(6)
        words = QRectF(left, box.top(), box.right() - left, box.height())
        paint_words(painter, self.theme, words, self.words, self._type(), token)
