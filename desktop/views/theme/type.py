"""The type roles of the design: family, size, line, weight and letter spacing, each described once."""

import enum
from typing import NamedTuple

SANS = "Inter"
SERIF = "Source Serif 4"


class Type(enum.StrEnum):
    """What a piece of text is; its font follows from it."""

    PAGE_DATE = "page date"
    TAB_TITLE = "tab title"
    RECORD_TITLE = "record title"
    PANEL_TITLE = "panel title"
    BODY = "body"
    BODY_MEDIUM = "body medium"
    BODY_STRONG = "body strong"
    LARGE = "large"
    LARGE_STRONG = "large strong"
    SMALL = "small"
    SMALL_MEDIUM = "small medium"
    SMALL_STRONG = "small strong"
    AVATAR = "avatar"
    QUOTE = "quote"
    QUOTE_LARGE = "quote large"
    NOTES = "notes"
    NOTES_META = "notes meta"
    CAPTURE = "capture"


class Face(NamedTuple):
    """`size` and `line` in design pixels, `weight` 400 to 600, `spacing` in hundredths of the size."""

    size: float
    line: float
    weight: int = 400
    spacing: float = 0.0
    family: str = SANS


FACES: dict[Type, Face] = {
    Type.PAGE_DATE: Face(24, 32, 600, -2),
    Type.TAB_TITLE: Face(20, 28, 600, -1.5),
    Type.RECORD_TITLE: Face(17, 24, 600, -1.2),
    Type.PANEL_TITLE: Face(15, 22, 600, -0.8),
    Type.BODY: Face(13, 20),
    Type.BODY_MEDIUM: Face(13, 20, 500),
    Type.BODY_STRONG: Face(13, 20, 600),
    Type.LARGE: Face(14, 20),
    Type.LARGE_STRONG: Face(14, 20, 600),
    Type.SMALL: Face(12, 16),
    Type.SMALL_MEDIUM: Face(12, 16, 500),
    Type.SMALL_STRONG: Face(12, 16, 600),
    Type.AVATAR: Face(10.5, 14, 600),
    Type.QUOTE: Face(14.5, 21, family=SERIF),
    Type.QUOTE_LARGE: Face(17, 26, family=SERIF),
    Type.NOTES: Face(17, 26),
    Type.NOTES_META: Face(13, 20),
    Type.CAPTURE: Face(18, 26),
}
