"""The fonts of our pages, and the one way text from people gets onto them.

reportlab drops what a font has no glyph for, silently, and reads markup in whatever it is given. So every text passes
`markup`: missing characters become a visible box and are counted, and nothing in it is markup, image or link.
"""

import unicodedata
from collections import Counter
from functools import cache
from typing import cast
from xml.sax.saxutils import escape

from reportlab import rl_config
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont

from desktop.bundled import bundled

REGULAR = "Inter"
MEDIUM = "Inter-Medium"
BOLD = "Inter-SemiBold"
DISPLAY = "InterDisplay-SemiBold"
SERIF = "SourceSerif4"
FILES = {
    REGULAR: "Inter-Regular.ttf",
    MEDIUM: "Inter-Medium.ttf",
    BOLD: "Inter-SemiBold.ttf",
    DISPLAY: "InterDisplay-SemiBold.ttf",
    SERIF: "SourceSerif4-Regular.ttf",
}
BOX = "\u25a1"  # in every Inter, not in Source Serif
SPACES = str.maketrans({"\t": " "} | dict.fromkeys("\r\x0b\x0c\x85\u2028\u2029", "\n"))

Missing = Counter[str]
"""Characters that could not be drawn, with how often."""


@cache
def register() -> None:
    """Make the fonts known to reportlab, and let it fetch nothing from anywhere. Once per process."""
    rl_config.trustedHosts = []
    rl_config.trustedSchemes = []
    for name, file in FILES.items():
        pdfmetrics.registerFont(TTFont(name, str(bundled("fonts", file))))
    pdfmetrics.registerFontFamily(REGULAR, normal=REGULAR, bold=BOLD, italic=REGULAR, boldItalic=BOLD)
    pdfmetrics.registerFontFamily(SERIF, normal=SERIF, bold=SERIF, italic=SERIF, boldItalic=SERIF)


def covered(text: str, font: str) -> tuple[str, set[str]]:
    """The text as `font` can draw it, a box for each character it lacks, and the set of those characters."""
    missing = Missing()
    return _drawable(text, font, missing), set(missing)


def markup(text: str, font: str, missing: Missing) -> str:
    """The text for a Paragraph set in `font`: escaped, lines kept, boxes for missing glyphs, which are counted.

    What the serif lacks and Inter has is set in Inter.
    """
    runs: list[str] = []
    for name, run in _runs(_drawable(text, font, missing, REGULAR), font):
        safe = escape(run).replace("\n", "<br/>")
        runs.append(safe if name == font else f'<font name="{name}">{safe}</font>')
    return "".join(runs)


def _drawable(text: str, font: str, missing: Missing, second: str = "") -> str:
    known = _glyphs(font, second)
    text = unicodedata.normalize("NFC", text.replace("\r\n", "\n")).translate(SPACES)
    if known.issuperset(text.replace("\n", "")):
        return text
    box = BOX if BOX in known else "\u25a0"
    drawn: list[str] = []
    for character in text:
        if character == "\n" or character in known:
            drawn.append(character)
        elif not _is_invisible(character):
            missing[character] += 1
            drawn.append(box)
    return "".join(drawn)


def _runs(text: str, font: str) -> list[tuple[str, str]]:
    known = _glyphs(font)
    if known.issuperset(text.replace("\n", "")):
        return [(font, text)]
    runs: list[tuple[str, str]] = []
    for character in text:
        name = font if character in known or character == "\n" else REGULAR
        if runs and runs[-1][0] == name:
            runs[-1] = name, runs[-1][1] + character
        else:
            runs.append((name, character))
    return runs


def _is_invisible(character: str) -> bool:
    """Joiners, direction marks, variation selectors: nothing is lost when they are left out."""
    return unicodedata.category(character) == "Cf" or "\ufe00" <= character <= "\ufe0f"


@cache
def _glyphs(font: str, second: str = "") -> frozenset[str]:
    if second:
        return _glyphs(font) | _glyphs(second)
    register()
    face = cast(TTFont, pdfmetrics.getFont(font)).face
    # Control characters have empty glyphs in some fonts; a box says that something was there.
    return frozenset(chr(code) for code in face.charToGlyph if unicodedata.category(chr(code)) not in ("Cc", "Cf"))
