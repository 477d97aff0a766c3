"""The painted parts of the side bar: a button for each tab, and who is signed in."""

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from desktop.views.saying import say
from desktop.views.theme.theme import Theme
from desktop.views.theme.type import Type
from desktop.views.widgets.painting import paint_avatar, paint_box, paint_icon, paint_words
from desktop.views.widgets.pressable import Pressable
from desktop.views.widgets.tips import plain_tip

CENTER = Qt.AlignmentFlag.AlignCenter
RADIUS = 6


class SideButton(Pressable):
    """What the buttons of the side bar have in common: a wide and a narrow form."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(theme, RADIUS, parent)
        self._is_rail = False
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def set_rail(self, is_rail: bool) -> None:
        """Only the icon, or the words as well."""
        self._is_rail = is_rail
        self.restyle()

    def minimumSizeHint(self) -> QSize:
        return QSize(self.theme.px(24), self.sizeHint().height())


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
        need = say("{n} needs you") if self._needed == 1 else say("{n} need you")
        whole = f"{self._title}, {need.format(n=self._needed)}" if self._needed else self._title
        self.setAccessibleName(whole)
        with_keys = f"{whole} ({self._keys})" if self._keys else whole
        self.setToolTip(plain_tip(with_keys if self._is_rail or self._needed else self._keys))

    # Qt

    def sizeHint(self) -> QSize:
        px = self.theme.px
        return QSize(px(40), px(36)) if self._is_rail else QSize(px(184), px(32))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter, px, box = QPainter(self), self.theme.px, QRectF(self.rect())
        if self.isChecked():
            paint_box(painter, box, px(RADIUS), self.theme.color("sheet"), self.theme.color("line-2"))
        elif self.underMouse() or self.isDown():
            paint_box(painter, box, px(RADIUS), self.theme.color("hover"), None)
        left = (box.width() - px(16)) / 2 if self._is_rail else px(10)
        token = "accent" if self.isChecked() else "ink-2"
        paint_icon(painter, self.theme, QPointF(left, box.center().y() - px(8)), self._icon, token, 16)
        if self._is_rail:
            if self._needed:
                dot = QRectF(box.right() - px(13), px(6), px(7), px(7))
                paint_box(painter, dot, px(3.5), self.theme.color("accent"), None)
            return
        right = self._paint_badge(painter, box) if self._needed else box.right() - px(10)
        words = QRectF(px(36), 0, right - px(36), box.height())
        strong = Type.BODY_STRONG if self.isChecked() else Type.BODY_MEDIUM
        paint_words(painter, self.theme, words, self._title, strong, "ink" if self.isChecked() else "ink-2")

    def _paint_badge(self, painter: QPainter, box: QRectF) -> float:
        """Paint the count; give where it begins."""
        px, shown = self.theme.px, str(self._needed) if self._needed < 1000 else "999+"
        width = max(px(20), round(self.theme.width(shown, Type.SMALL_STRONG)) + px(12))
        badge = QRectF(box.right() - px(9) - width, round(box.center().y() - px(9)), width, px(18))
        paint_box(painter, badge, px(9), self.theme.color("accent-soft"), self.theme.color("accent-line"))
        paint_words(painter, self.theme, badge, shown, Type.SMALL_STRONG, "accent", CENTER)
        return badge.left() - px(6)


class PersonButton(SideButton):
    """Who is signed in; pressing it opens what this person can do with the window."""

    def __init__(self, theme: Theme, name: str, title: str, initials: str, parent: QWidget | None = None) -> None:
        super().__init__(theme, parent)
        self._name = name
        self._title = title
        self._initials = initials
        self.setAccessibleName(say("{name}, {title}. Settings, cover and lock.", name=name, title=title))
        self.setToolTip(plain_tip(f"{name}, {title}"))

    def sizeHint(self) -> QSize:
        px = self.theme.px
        return QSize(px(40), px(36)) if self._is_rail else QSize(px(140), px(40))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter, px, box = QPainter(self), self.theme.px, QRectF(self.rect())
        if self.underMouse() or self.isDown():
            paint_box(painter, box, px(RADIUS), self.theme.color("hover"), None)
        left = (box.width() - px(24)) / 2 if self._is_rail else px(8)
        avatar = QRectF(left, round(box.center().y() - px(12)), px(24), px(24))
        paint_avatar(painter, self.theme, avatar, self._initials)
        if self._is_rail:
            return
        words = QRectF(px(42), box.center().y() - px(16), box.width() - px(44), px(16))
        paint_words(painter, self.theme, words, self._name, Type.BODY_MEDIUM, "ink")
        words.translate(0, px(16))
        paint_words(painter, self.theme, words, self._title, Type.SMALL, "ink-3")
