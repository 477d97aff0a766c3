"""Contrast of painted pixels in both palettes: text at least 4.5, outlines of controls at least 3."""

from collections import Counter

import pytest
from PySide6.QtCore import QPoint
from PySide6.QtGui import QColor, QImage, QPainter
from PySide6.QtWidgets import QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from desktop.views.theme.theme import Appearance, Theme
from desktop.views.theme.type import Type
from desktop.views.widgets.button import Button, Look
from desktop.views.widgets.marks import Avatar, KeyHint, Pill
from desktop.views.widgets.note import Note
from desktop.views.widgets.panel import Panel
from desktop.views.widgets.words import Words

TEXT, OUTLINE = 4.5, 3.0
GROUNDS = {
    "sheet": ("ink", "ink-2", "ink-3", "accent", "clay", "ochre", "error", "lake", "plum", "rose", "pine", "stone"),
    "nav": ("ink", "ink-2", "ink-3", "accent"),
    "sunken": ("ink", "ink-2", "ink-3"),
    "hover": ("ink", "ink-2", "ink-3"),
    "accent-soft": ("ink", "ink-2", "ink-3", "accent"),
    "accent": ("on-accent",),
    "ink": ("sheet",),
} | {f"{tone}-soft": (tone, "ink", "ink-2") for tone in ("clay", "plum", "lake", "ochre", "rose", "pine", "stone")}
PAIRS = [(ground, text) for ground, texts in GROUNDS.items() for text in texts]
TONES = ("clay", "plum", "lake", "ochre", "rose", "pine", "stone")


@pytest.fixture(params=[Appearance.LIGHT, Appearance.DARK], ids=["light", "dark"])
def look(request: pytest.FixtureRequest, theme: Theme) -> Theme:
    """The theme in each palette."""
    theme.set_appearance(request.param)
    return theme


@pytest.mark.parametrize(("ground", "text"), PAIRS, ids=[f"{text} on {ground}" for ground, text in PAIRS])
def test_text_can_be_read_on_every_ground(ground: str, text: str, look: Theme, qtbot: QtBot) -> None:
    panel = Panel(look, ground, "", 0)
    QVBoxLayout(panel).addWidget(Words(look, "Four lamps out on Alder St", Type.SMALL, text))
    assert painted_contrast(panel, qtbot) >= TEXT


@pytest.mark.parametrize("kind", [look for look in Look if look is not Look.INVERSE], ids=lambda look: look.value)
@pytest.mark.parametrize("enabled", [True, False], ids=["enabled", "disabled"])
def test_buttons_can_be_read(kind: Look, enabled: bool, look: Theme, qtbot: QtBot) -> None:
    for ground in ("sheet", "nav"):
        panel = Panel(look, ground, "", 0)
        button = Button(look, "Refer onward", look=kind)
        button.setEnabled(enabled)
        QVBoxLayout(panel).addWidget(button)
        inside = button.geometry
        picture = _picture(panel, qtbot)
        middle = picture.copy(inside().adjusted(8, 6, -8, -6))
        assert _contrast_within(middle) >= TEXT


@pytest.mark.parametrize("tone", TONES)
def test_marks_can_be_read(tone: str, look: Theme, qtbot: QtBot) -> None:
    panel = Panel(look, "sheet", "", 0)
    column = QVBoxLayout(panel)
    pill = Pill(look, "In progress", "st-prog", tone)
    column.addWidget(pill)
    picture = _picture(panel, qtbot)
    assert _contrast_within(picture.copy(pill.geometry().adjusted(26, 4, -6, -4))) >= TEXT
    note = Note(look, tone, "Said to be kept", "Nobody was told yet.")
    assert painted_contrast(note, qtbot, inset=4) >= TEXT


def test_keys_and_avatars_can_be_read(look: Theme, qtbot: QtBot) -> None:
    for mark, inset in ((KeyHint(look, "Ctrl K"), 3), (Avatar(look, "RA"), 6)):
        panel = Panel(look, "sheet", "", 0)
        QVBoxLayout(panel).addWidget(mark)
        picture = _picture(panel, qtbot)
        assert _contrast_within(picture.copy(mark.geometry().adjusted(inset, inset, -inset, -inset))) >= TEXT


@pytest.mark.parametrize("ground", ["sheet", "nav"])
@pytest.mark.parametrize("outline", ["field", "accent", "error"])
def test_outlines_of_controls_can_be_seen(ground: str, outline: str, look: Theme, qtbot: QtBot) -> None:
    panel = Panel(look, ground, "", 0)
    framed = Panel(look, ground, outline, 0)
    framed.setFixedSize(60, 32)
    QVBoxLayout(panel).addWidget(framed)
    assert painted_contrast(panel, qtbot) >= OUTLINE


def painted_contrast(widget: QWidget, qtbot: QtBot, inset: int = 0) -> float:
    """The strongest contrast of any painted pixel with the ground that most of the widget shows."""
    picture = _picture(widget, qtbot)
    return _contrast_within(picture.copy(picture.rect().adjusted(inset, inset, -inset, -inset)))


def _picture(widget: QWidget, qtbot: QtBot) -> QImage:
    qtbot.addWidget(widget)
    widget.adjustSize()
    picture = QImage(widget.size(), QImage.Format.Format_RGB32)
    painter = QPainter(picture)
    widget.render(painter, QPoint())
    painter.end()
    return picture


def _contrast_within(picture: QImage) -> float:
    counted = Counter(picture.pixel(x, y) for x in range(picture.width()) for y in range(picture.height()))
    ground = QColor(counted.most_common(1)[0][0])
    return max(_ratio(ground, QColor(pixel)) for pixel in counted)


def _ratio(one: QColor, other: QColor) -> float:
    """The contrast ratio of WCAG 2.2."""
    light, dark = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def _luminance(color: QColor) -> float:
    def linear(part: float) -> float:
        return part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4

    red, green, blue = (linear(part) for part in (color.redF(), color.greenF(), color.blueF()))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
