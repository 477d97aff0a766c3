"""Theme: colors, fonts, sizes and icons at the present appearance and text size; switched live."""

import enum
from functools import cache, lru_cache
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, Signal, Slot
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QGuiApplication, QPalette, QPixmap
from PySide6.QtWidgets import QApplication

from desktop.views.theme.fonts import SERIF_FILES, load_fonts
from desktop.views.theme.icons import tinted
from desktop.views.theme.stylesheet import stylesheet
from desktop.views.theme.tokens import DARK, LIGHT
from desktop.views.theme.type import FACES, SERIF, Type

if TYPE_CHECKING:
    from PySide6.QtGui import QIcon

LONGEST_MOTION_MS = 120
# Given to QApplication at its start where that can be: to set it later loads all that Qt knows about styles.
STYLE = "Fusion"
TEXT_SIZES = (100, 110, 125, 150, 175, 200)


class Appearance(enum.StrEnum):
    """Which palette: one of the two, or whatever the system shows."""

    LIGHT = "light"
    DARK = "dark"
    SYSTEM = "system"


class Theme(QObject):
    """The look of everything, handed to every widget's constructor.

    Signals:
        changed(): palette or text size are different now; whoever keeps sizes, pictures or layouts makes them anew.
    """

    changed = Signal()

    def __init__(
        self,
        app: QApplication,
        *,
        appearance: Appearance = Appearance.SYSTEM,
        text_size: int = 100,
        reduced_motion: bool = False,
        sets_style: bool = True,
    ) -> None:
        super().__init__()
        self._app = app
        self._appearance = appearance
        self.text_size = text_size
        self.reduced_motion = reduced_motion
        self._tokens = LIGHT
        self.is_dark = False
        self._has_serif = False
        load_fonts()
        if sets_style:
            from PySide6.QtWidgets import QStyleFactory

            app.setStyle(QStyleFactory.create(STYLE))
        # Asked for at every painted cell.
        self._pixmap = lru_cache(maxsize=2048)(self._draw)
        self._font = cache(self._make_font)
        self._metrics = cache(self._make_metrics)
        self._color = cache(self._make_color)
        self._width = lru_cache(maxsize=4096)(self._measure)
        self._apply()
        app.styleHints().colorSchemeChanged.connect(self._on_system_changed)

    # What widgets ask

    def color(self, token: str) -> QColor:
        """The color of a token, such as "accent-soft"."""
        return QColor(self._color(token))

    def font(self, type_: Type) -> QFont:
        """The font of a type role at the present text size, the caller's own."""
        return QFont(self._font(type_))

    def line_height(self, type_: Type) -> int:
        """The height of one line of a type role in pixels."""
        return self.px(FACES[type_].line)

    def metrics(self, type_: Type) -> QFontMetricsF:
        """Measures text of a type role."""
        return self._metrics(type_)

    def width(self, words: str, type_: Type) -> float:
        """How wide a line of text is in a type role, in pixels; asked for again and again by layouts and painting."""
        return self._width(words, type_)

    def px(self, design: float) -> int:
        """Design pixels at the present text size, for whatever holds text."""
        return round(design * self.text_size / 100)

    def pixmap(self, icon: str, token: str, size: float, ratio: float) -> QPixmap:
        """An icon in the color of a token, `size` design pixels wide, for a screen of `ratio`."""
        return self._pixmap(icon, token, size, ratio)

    def icon(self, icon: str, token: str = "ink-2", size: float = 16) -> "QIcon":
        """The same for whatever takes a QIcon, in the resolutions screens have."""
        from PySide6.QtGui import QIcon  # here: it brings a long list of names, and the lock screen has no such icon

        made = QIcon()
        for ratio in (1.0, 1.25, 1.5, 2.0, 3.0):
            made.addPixmap(self.pixmap(icon, token, size, ratio))
        return made

    @property
    def motion_ms(self) -> int:
        """How long a movement may take, in milliseconds; 0 when motion is reduced."""
        return 0 if self.reduced_motion else LONGEST_MOTION_MS

    @property
    def appearance(self) -> Appearance:
        """What was chosen; `is_dark` says what shows."""
        return self._appearance

    # What the settings page does

    def set_appearance(self, appearance: Appearance) -> None:
        """Show another palette, now."""
        if appearance is not self._appearance:
            self._appearance = appearance
            self._apply()

    def set_text_size(self, percent: int) -> None:
        """Show text at 100 to 200 percent, now."""
        percent = min(max(percent, TEXT_SIZES[0]), TEXT_SIZES[-1])
        if percent != self.text_size:
            self.text_size = percent
            self._apply()

    @Slot()
    def _on_system_changed(self) -> None:
        if self._appearance is Appearance.SYSTEM:
            self._apply()

    # Inside

    def _apply(self) -> None:
        self.is_dark = self._wants_dark()
        self._tokens = DARK if self.is_dark else LIGHT
        for kept in (self._pixmap, self._font, self._metrics, self._color, self._width):
            kept.cache_clear()
        self._app.setPalette(self._palette())
        self._app.setFont(self.font(Type.BODY))
        self._app.setStyleSheet(stylesheet(self._tokens, self.px))
        self.changed.emit()

    def _wants_dark(self) -> bool:
        if self._appearance is Appearance.SYSTEM:
            return QGuiApplication.styleHints().colorScheme() is Qt.ColorScheme.Dark
        return self._appearance is Appearance.DARK

    def _palette(self) -> QPalette:
        palette = QPalette()
        role = QPalette.ColorRole
        for where, token in (
            (role.Window, "nav"),
            (role.WindowText, "ink"),
            (role.Base, "sheet"),
            (role.AlternateBase, "sunken"),
            (role.Text, "ink"),
            (role.PlaceholderText, "ink-3"),
            (role.Button, "sheet"),
            (role.ButtonText, "ink"),
            (role.BrightText, "on-accent"),
            (role.Highlight, "accent"),
            (role.HighlightedText, "on-accent"),
            (role.ToolTipBase, "ink"),
            (role.ToolTipText, "sheet"),
            (role.Link, "accent"),
            (role.Mid, "line-2"),
            (role.Light, "sheet"),
            (role.Accent, "accent"),
        ):
            palette.setColor(where, self.color(token))
        for where in (role.Text, role.ButtonText, role.WindowText):
            palette.setColor(QPalette.ColorGroup.Disabled, where, self.color("ink-3"))
        return palette

    def _make_font(self, type_: Type) -> QFont:
        face = FACES[type_]
        if face.family == SERIF and not self._has_serif:
            self._has_serif = True
            load_fonts(SERIF_FILES)
        font = QFont(face.family)
        font.setPixelSize(int(face.size * self.text_size / 100 + 0.5))  # whole pixels are all Qt keeps
        font.setWeight(QFont.Weight(face.weight))
        font.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
        font.setStyleStrategy(QFont.StyleStrategy.PreferAntialias)
        if face.spacing:
            font.setLetterSpacing(QFont.SpacingType.PercentageSpacing, 100 + face.spacing)
        for feature in ("tnum", "cv05", "ss03"):
            font.setFeature(QFont.Tag(feature), 1)
        return font

    def _make_metrics(self, type_: Type) -> QFontMetricsF:
        return QFontMetricsF(self._font(type_))

    def _measure(self, words: str, type_: Type) -> float:
        return self._metrics(type_).horizontalAdvance(words)

    def _make_color(self, token: str) -> QColor:
        return QColor(self._tokens[token])

    def _draw(self, icon: str, token: str, size: float, ratio: float) -> QPixmap:
        return tinted(icon, self._tokens[token], self._tokens["sheet"], self.px(size), ratio)
