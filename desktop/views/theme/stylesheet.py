"""The one style sheet, for what Qt draws itself: menus, tooltips, scroll bars, lists. The rest paints from tokens.

Where there is a style sheet, Qt fills a line edit without a frame whatever its palette says: the fields whose box is
painted around them are named here by their class. A sheet of its own would cost each of them more than all else it is.
"""

from collections.abc import Callable, Mapping
from string import Template

SHEET = Template("""
QToolTip { background: ${ink}; color: ${sheet}; border: 0; padding: ${px4}px ${px8}px; font-size: ${px12}px; }
QMenu { background: ${sheet}; border: 1px solid ${line_2}; border-radius: 10px; padding: 6px; color: ${ink}; }
QMenu::item { height: ${px32}px; padding: 0 ${px12}px 0 ${px10}px; border-radius: 6px; border: 1px solid transparent; }
QMenu::item:selected { background: ${accent_soft}; border-color: ${accent_line}; color: ${ink}; }
QMenu::item:disabled { color: ${ink_3}; }
QMenu::icon { left: ${px10}px; }
QMenu::separator { height: 1px; background: ${line}; margin: 6px 10px; }
QScrollBar:vertical { background: transparent; width: 12px; margin: 0; }
QScrollBar:horizontal { background: transparent; height: 12px; margin: 0; }
QScrollBar::handle { background: ${field}; border-radius: 3px; margin: 3px; }
QScrollBar::handle:vertical { min-height: 28px; }
QScrollBar::handle:horizontal { min-width: 28px; }
QScrollBar::handle:hover { background: ${ink_3}; }
QScrollBar::add-line, QScrollBar::sub-line { width: 0; height: 0; }
QScrollBar::add-page, QScrollBar::sub-page { background: transparent; }
QAbstractScrollArea { background: transparent; border: 0; }
QAbstractScrollArea::corner { background: transparent; border: 0; }
LineField, TextBox, PaletteField { background: transparent; border: 0; padding: 0; }
QSplitter::handle { background: ${line_2}; }
""")


def stylesheet(tokens: Mapping[str, str], px: Callable[[float], int]) -> str:
    """The style sheet for a palette and a text size."""
    colors = {name.replace("-", "_"): value for name, value in tokens.items()}
    return SHEET.substitute(colors, **{f"px{size}": str(px(size)) for size in (4, 8, 10, 12, 28, 32)})
