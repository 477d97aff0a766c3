"""The painted parts of the side bar: the mark of the product, a button for each tab, and who is signed in."""

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Slot
from PySide6.QtGui import QEnterEvent, QFocusEvent, QPainter, QPaintEvent
from PySide6.QtSvg import QSvgRenderer
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QWidget

from desktop.bundled import bundled
from desktop.views.theme.theme import Theme
from desktop.views.theme.type import Type
from desktop.views.widgets.focus_ring import FocusRing, by_keyboard
from desktop.views.widgets.painting import paint_avatar, paint_box, paint_icon, paint_words
from desktop.views.widgets.tips import plain_tip

CENTER = Qt.AlignmentFlag.AlignCenter
RADIUS = 6


class Mark(QWidget):
    """The mark of the product, 32 by 32."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._drawings = {
            dark: QSvgRenderer(str(bundled("logo", f"mark-{'dark' if dark else 'light'}.svg")), self)
            for dark in (False, True)
        }
        self.setAccessibleName("Common Ground")
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        theme.changed.connect(self._restyle)

    @Slot()
    def _restyle(self) -> None:
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(self._theme.px(32), self._theme.px(32))

    def paintEvent(self, event: QPaintEvent) -> None:
        self._drawings[self._theme.is_dark].render(QPainter(self), QRectF(self.rect()))


class SideButton(QAbstractButton):
    """What the buttons of the side bar have in common: hover, focus ring, a wide and a narrow form."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._is_rail = False
        self._hovered = False
        self._ring: FocusRing | None = None
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        theme.changed.connect(self._restyle)

    def set_rail(self, is_rail: bool) -> None:
        """Only the icon, or the words as well."""
        self._is_rail = is_rail
        self._restyle()

    @Slot()
    def _restyle(self) -> None:
        self.updateGeometry()
        self.update()

    # Qt

    def minimumSizeHint(self) -> QSize:
        return QSize(self._theme.px(24), self.sizeHint().height())

    def enterEvent(self, event: QEnterEvent) -> None:
        self._hovered = True
        super().enterEvent(event)
        self.update()

    def leaveEvent(self, event: QEvent) -> None:
        self._hovered = False
        super().leaveEvent(event)
        self.update()

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        if by_keyboard(event) and self._ring is None:
            self._ring = FocusRing(self._theme, self, self._theme.px(RADIUS))

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        if self._ring is not None:
            self._ring.deleteLater()
            self._ring = None


class AreaButton(SideButton):
    """One tab: its icon, its name, and how many things in it need the person who is signed in."""

    def __init__(self, theme: Theme, title: str, icon: str, keys: str, parent: QWidget | None = None) -> None:
        super().__init__(theme, parent)
        self._title = title
        self._icon = icon
        self._keys = keys
        self._needed = 0
        self.setCheckable(True)
        self._tell()

    def set_needed(self, needed: int) -> None:
        """Say how many things need this person; 0 shows no badge."""
        if needed != self._needed:
            self._needed = needed
            self._tell()
            self.update()

    def set_rail(self, is_rail: bool) -> None:
        """Without its words the tooltip names it."""
        super().set_rail(is_rail)
        self._tell()

    def _tell(self) -> None:
        need = "{n} needs you" if self._needed == 1 else "{n} need you"
        whole = f"{self._title}, {need.format(n=self._needed)}" if self._needed else self._title
        self.setAccessibleName(whole)
        with_keys = f"{whole} ({self._keys})" if self._keys else whole
        self.setToolTip(plain_tip(with_keys if self._is_rail or self._needed else self._keys))

    # Qt

    def sizeHint(self) -> QSize:
        px = self._theme.px
        return QSize(px(40), px(36)) if self._is_rail else QSize(px(184), px(32))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter, px, box = QPainter(self), self._theme.px, QRectF(self.rect())
        if self.isChecked():
            paint_box(painter, box, px(RADIUS), self._theme.color("sheet"), self._theme.color("line-2"))
        elif self._hovered or self.isDown():
            paint_box(painter, box, px(RADIUS), self._theme.color("hover"), None)
        left = (box.width() - px(16)) / 2 if self._is_rail else px(10)
        token = "accent" if self.isChecked() else "ink-2"
        paint_icon(painter, self._theme, QPointF(left, box.center().y() - px(8)), self._icon, token, 16)
        if self._is_rail:
            if self._needed:
                dot = QRectF(box.right() - px(13), px(6), px(7), px(7))
                paint_box(painter, dot, px(3.5), self._theme.color("accent"), None)
            return
        right = self._paint_badge(painter, box) if self._needed else box.right() - px(10)
        words = QRectF(px(36), 0, right - px(36), box.height())
        strong = Type.BODY_STRONG if self.isChecked() else Type.BODY_MEDIUM
        paint_words(painter, self._theme, words, self._title, strong, "ink" if self.isChecked() else "ink-2")

    def _paint_badge(self, painter: QPainter, box: QRectF) -> float:
        """Paint the count; give where it begins."""
        px, shown = self._theme.px, str(self._needed) if self._needed < 1000 else "999+"
        width = max(px(20), round(self._theme.metrics(Type.SMALL_STRONG).horizontalAdvance(shown)) + px(12))
        badge = QRectF(box.right() - px(9) - width, round(box.center().y() - px(9)), width, px(18))
        paint_box(painter, badge, px(9), self._theme.color("accent-soft"), self._theme.color("accent-line"))
        paint_words(painter, self._theme, badge, shown, Type.SMALL_STRONG, "accent", CENTER)
        return badge.left() - px(6)


class PersonButton(SideButton):
    """Who is signed in; pressing it opens what this person can do with the window."""

    def __init__(self, theme: Theme, name: str, title: str, initials: str, parent: QWidget | None = None) -> None:
        super().__init__(theme, parent)
        self._name = name
        self._title = title
        self._initials = initials
        self.setAccessibleName(f"{name}, {title}. Settings, cover and lock.")
        self.setToolTip(plain_tip(f"{name}, {title}"))

    def sizeHint(self) -> QSize:
        px = self._theme.px
        return QSize(px(40), px(36)) if self._is_rail else QSize(px(140), px(40))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter, px, box = QPainter(self), self._theme.px, QRectF(self.rect())
        if self._hovered or self.isDown():
            paint_box(painter, box, px(RADIUS), self._theme.color("hover"), None)
        left = (box.width() - px(24)) / 2 if self._is_rail else px(8)
        avatar = QRectF(left, round(box.center().y() - px(12)), px(24), px(24))
        paint_avatar(painter, self._theme, avatar, self._initials)
        if self._is_rail:
            return
        words = QRectF(px(42), box.center().y() - px(16), box.width() - px(44), px(16))
        paint_words(painter, self._theme, words, self._name, Type.BODY_MEDIUM, "ink")
        words.translate(0, px(16))
        paint_words(painter, self._theme, words, self._title, Type.SMALL, "ink-3")
