"""Button: the one custom-painted button, for actions, chips, icon buttons, links and guesses."""

import enum
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QPoint, QPointF, QRectF, QSize, Qt, Slot
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from desktop.views.theme.theme import Theme
from desktop.views.theme.type import Type
from desktop.views.widgets.painting import paint_box, paint_icon, paint_words
from desktop.views.widgets.pressable import Pressable
from desktop.views.widgets.tips import plain_tip

if TYPE_CHECKING:
    from PySide6.QtWidgets import QMenu

CENTER = Qt.AlignmentFlag.AlignCenter


class Look(enum.Enum):
    """What a button is; its colors and border follow."""

    PLAIN = "plain"
    PRIMARY = "primary"
    GHOST = "ghost"
    ON = "on"
    CHIP = "chip"
    CHIP_ON = "chip on"
    DASHED = "dashed"
    GUESS = "guess"
    KNOWN = "known"  # where a guess stood before it was accepted
    LINK = "link"
    INVERSE = "inverse"  # on the dark ground of a toast


class Size(enum.Enum):
    """Heights 26, 32 and 40."""

    SMALL = "small"
    NORMAL = "normal"
    LARGE = "large"


class _Shape(NamedTuple):
    """Sizes in design pixels."""

    height: float
    padding: float
    radius: float
    gap: float
    icon: float
    plain: Type
    strong: Type


_SHAPES = {
    Size.SMALL: _Shape(26, 8, 6, 5, 14, Type.SMALL_MEDIUM, Type.SMALL_STRONG),
    Size.NORMAL: _Shape(32, 12, 7, 6, 16, Type.BODY_MEDIUM, Type.BODY_STRONG),
    Size.LARGE: _Shape(40, 18, 8, 6, 16, Type.LARGE_STRONG, Type.LARGE_STRONG),
}
_CHIP = _Shape(28, 10, 14, 6, 14, Type.SMALL_MEDIUM, Type.SMALL_STRONG)
_GUESS = _Shape(26, 8, 6, 5, 14, Type.SMALL_MEDIUM, Type.SMALL_STRONG)
_LINK = _Shape(24, 4, 6, 5, 14, Type.SMALL_MEDIUM, Type.SMALL_MEDIUM)
_CHIPS = (Look.CHIP, Look.CHIP_ON, Look.DASHED)
KEY_GAP = 8
KEY_PADDING = 5


class _Colors(NamedTuple):
    """Tokens; None paints nothing."""

    fill: str | None
    border: str | None
    words: str
    icon: str


_COLORS = {
    Look.PLAIN: _Colors("sheet", "line-2", "ink", "ink"),
    Look.PRIMARY: _Colors("accent", None, "on-accent", "on-accent"),
    Look.GHOST: _Colors(None, None, "ink-2", "ink-2"),
    Look.ON: _Colors("accent-soft", "accent", "accent", "accent"),
    Look.CHIP: _Colors("sheet", "line-2", "ink-2", "ink-2"),
    Look.CHIP_ON: _Colors("accent-soft", "accent-line", "accent", "accent"),
    Look.DASHED: _Colors(None, "field", "ink-2", "ink-2"),
    Look.GUESS: _Colors(None, "field", "ink-2", "ink-2"),
    Look.KNOWN: _Colors("sheet", "line-2", "ink-2", "ink-2"),
    Look.LINK: _Colors(None, None, "accent", "accent"),
    Look.INVERSE: _Colors(None, None, "sheet", "sheet"),
}
_KEY_COLORS: dict[Look, tuple[str, str, str]] = {
    Look.PRIMARY: ("key-on-accent", "", "on-accent"),
    Look.INVERSE: ("", "sheet", "sheet"),
}
_DISABLED = _Colors(None, "line-2", "ink-3", "ink-3")


class Button(Pressable):
    """A button with words, an icon, a key hint or all of them. Without words, `tip` is its name and tooltip."""

    def __init__(
        self,
        theme: Theme,
        text: str = "",
        icon: str = "",
        *,
        look: Look = Look.PLAIN,
        size: Size = Size.NORMAL,
        keys: str = "",
        tip: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(theme, 7, parent)
        assert text or tip, "a button without words needs a tip as its name"
        self._icon = icon
        self._look = look
        self._size = size
        self._keys = keys
        self._tone = ""
        self._has_arrow = False
        self._popup: QMenu | None = None
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setCursor(Qt.CursorShape.PointingHandCursor if look is Look.LINK else Qt.CursorShape.ArrowCursor)
        super().set_words(text)
        self.set_tip(tip)
        self.restyle()

    # What it shows

    def set_words(self, words: str) -> None:
        """Show other words."""
        if words != self.words:
            super().set_words(words)
            self.setAccessibleName(words or self.accessibleName())
            self.restyle()

    def set_tip(self, tip: str) -> None:
        """Say more in the tooltip; without words it is the name, too."""
        self.setToolTip(plain_tip(tip))
        self.setAccessibleName(self.words or tip)

    def set_icon(self, icon: str) -> None:
        """Show another icon."""
        if icon != self._icon:
            self._icon = icon
            self.restyle()

    def set_look(self, look: Look) -> None:
        """Be another kind of button, such as a chip that is on."""
        if look is not self._look:
            self._look = look
            self.restyle()

    def set_tone(self, tone: str) -> None:
        """Show a chip in a tone, such as that of a mark; none takes it away."""
        if tone != self._tone:
            self._tone = tone
            self.restyle()

    def set_keys(self, keys: str) -> None:
        """Show another key hint, such as "Ctrl N"."""
        self._keys = keys
        self.restyle()

    def set_arrow(self, shown: bool = True) -> None:
        """Show a chevron at the right: pressing opens a choice."""
        self._has_arrow = shown
        self.restyle()

    def set_popup(self, menu: "QMenu") -> None:
        """Open this menu below when pressed."""
        self._popup = menu
        self.clicked.connect(self._open_popup)

    # Inside

    @Slot()
    def restyle(self) -> None:
        """Measure and paint again."""
        self.ring_radius = self._shape.radius
        self.setFont(self.theme.font(self._words_type()))
        super().restyle()

    @Slot()
    def _open_popup(self) -> None:
        if self._popup is not None:
            self._popup.popup(self.mapToGlobal(QPoint(0, self.height() + 4)))

    @property
    def _shape(self) -> _Shape:
        if self._look in _CHIPS:
            return _CHIP
        if self._look in (Look.GUESS, Look.KNOWN):
            return _GUESS
        return _LINK if self._look is Look.LINK else _SHAPES[self._size]

    def _is_on(self) -> bool:
        return self.isCheckable() and self.isChecked()

    def _colors(self) -> _Colors:
        if not self.isEnabled():
            return _DISABLED
        if self._tone:
            return _Colors(f"{self._tone}-soft", f"{self._tone}-line", self._tone, self._tone)
        look = self._look
        if self._is_on():
            look = Look.CHIP_ON if look in _CHIPS else Look.ON
        return _COLORS[look]

    def _words_type(self) -> Type:
        strong = self._look in (Look.PRIMARY, Look.CHIP_ON, Look.ON, Look.INVERSE) or self._is_on()
        return self._shape.strong if strong else self._shape.plain

    def _fill(self, colors: _Colors) -> QColor | None:
        if self.isEnabled() and (self.underMouse() or self.isDown()):
            if self._look is Look.PRIMARY:
                return self.theme.color("accent-hover")
            if self._look not in (Look.LINK, Look.INVERSE) and not self._is_on() and self._look is not Look.CHIP_ON:
                return self.theme.color("hover")
        return self.theme.color(colors.fill) if colors.fill else None

    def _is_stretched(self) -> bool:
        """Whether its words stand at the left and the rest at the right, as in a list."""
        return self.sizePolicy().horizontalPolicy() is QSizePolicy.Policy.Ignored

    def _key_width(self) -> int:
        words = self.theme.width(self._keys, Type.SMALL_MEDIUM)
        return round(words) + self.theme.px(2 * KEY_PADDING)

    def _content_width(self) -> float:
        px, shape = self.theme.px, self._shape
        parts: list[float] = []
        if self._icon:
            parts.append(px(shape.icon))
        if self.text():
            parts.append(self.theme.width(self.words, self._words_type()) + 1)
        width = sum(parts) + px(shape.gap) * max(0, len(parts) - 1)
        if self._keys:
            width += px(KEY_GAP) + self._key_width()
        if self._has_arrow:
            width += px(shape.gap) + px(14)
        return width

    # Qt

    def sizeHint(self) -> QSize:
        height = self.theme.px(self._shape.height)
        if not self.text() and not self._keys and not self._has_arrow:
            return QSize(height, height)
        return QSize(round(self._content_width()) + 2 * self.theme.px(self._shape.padding), height)

    def minimumSizeHint(self) -> QSize:
        height = self.theme.px(self._shape.height)
        return QSize(min(self.sizeHint().width(), 2 * height), height)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        colors, shape, px = self._colors(), self._shape, self.theme.px
        box = QRectF(self.rect())
        border = self.theme.color(colors.border) if colors.border else None
        dashed = self._look in (Look.DASHED, Look.GUESS) or not self.isEnabled()
        if self._look is not Look.LINK and not (self._look is Look.GHOST and not self.isEnabled()):
            paint_box(painter, box, px(shape.radius), self._fill(colors), border, dashed=dashed and border is not None)
        left = max(box.left() + px(4), box.center().x() - self._content_width() / 2)
        if self._look is Look.LINK or self._is_stretched():
            left = box.left() + px(shape.padding)
        left = self._paint_content(painter, box, left, colors)

    def _paint_content(self, painter: QPainter, box: QRectF, left: float, colors: _Colors) -> float:
        px, shape, middle, start = self.theme.px, self._shape, box.center().y(), left
        if self._icon:
            at = QPointF(left, middle - px(shape.icon) / 2)
            paint_icon(painter, self.theme, at, self._icon, colors.icon, shape.icon)
            left += px(shape.icon) + px(shape.gap)
        right = box.right() - px(shape.padding) + 2
        if self._look is not Look.LINK and not self._is_stretched():
            right = min(right, start + self._content_width())  # a key hint stays beside its words in a wide button
        if self._has_arrow:
            at = QPointF(right - px(14), middle - px(7))
            paint_icon(painter, self.theme, at, "chevron-down", colors.icon, 14)
            right -= px(14) + px(shape.gap)
        if self._keys:
            right -= self._key_width()
            self._paint_keys(painter, QRectF(right, middle - px(9), self._key_width(), px(18)), colors)
            right -= px(KEY_GAP)
        if self.text():
            words = QRectF(left, box.top(), max(0.0, right - left + 2), box.height())
            paint_words(painter, self.theme, words, self.words, self._words_type(), colors.words)
            if self._look is Look.LINK and self.underMouse():
                advance = self.theme.width(self.words, self._words_type())
                under = middle + px(8)
                painter.drawLine(QPointF(left, under), QPointF(left + advance, under))
        return left

    def _paint_keys(self, painter: QPainter, box: QRectF, colors: _Colors) -> None:
        look = self._look if self.isEnabled() else Look.PLAIN
        fill, border, token = _KEY_COLORS.get(look, ("sunken", "line-2", "ink-3"))
        color = self.theme.color
        paint_box(painter, box, self.theme.px(4), color(fill) if fill else None, color(border) if border else None)
        paint_words(painter, self.theme, box, self._keys, Type.SMALL_MEDIUM, token, CENTER)
