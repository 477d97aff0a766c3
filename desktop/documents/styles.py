"""The type of our pages (DESIGN section 16): sizes in points, and the parts a line is made of.

Normal type has a body of 12 points, large type one of 16. Nothing is smaller than 10 and 13.
"""

from dataclasses import dataclass, replace
from functools import cache

from reportlab.lib.colors import Color, HexColor
from reportlab.lib.pagesizes import letter

from desktop.documents.faces import Family

INK = HexColor("#20251F")
INK_2 = HexColor("#4D534A")
PINE = HexColor("#1F5E4A")
HAIRLINE = HexColor("#B9B5A7")
RULE = 1.125
THIN = 0.5625

MARGIN = 43.5  # 0.604 in
NORMAL, LARGE = 1.0, 4 / 3
RIGHT_TO_LEFT = frozenset({"ar", "fa", "he", "ps", "ur", "yi"})


@dataclass(frozen=True, slots=True)
class Part:
    """Some words of a paragraph that differ from the rest. `language` is a code such as "es"."""

    text: str
    bold: bool = False
    family: Family | None = None
    language: str | None = None

    def saying(self, text: str) -> "Part":
        """The same with another text."""
        return replace(self, text=text)


@dataclass(frozen=True, slots=True)
class Style:
    """How a paragraph is set, and what it is: `tag` is its role in the structure."""

    size: float
    leading: float
    family: Family = Family.SANS
    bold: bool = False
    medium: bool = False
    color: Color = INK
    tracking: float = 0
    before: float = 0
    after: float = 0
    tag: str = "P"
    align: str = "start"

    @cache  # noqa: B019  # a style is a value of its module and lives as long
    def scaled(self, by: float) -> "Style":
        """The same for larger type."""
        if by == 1:
            return self
        return replace(
            self, size=self.size * by, leading=self.leading * by, tracking=self.tracking * by,
            before=self.before * by, after=self.after * by,
        )  # fmt: skip


BODY = Style(12, 16.5)
STRONG = replace(BODY, bold=True)
SAID = replace(BODY, family=Family.SERIF)
LEAD = Style(14, 19)
HEADLINE = Style(26, 30, Family.DISPLAY, tracking=-0.022 * 26, tag="H1")
LONG_HEADLINE = Style(13, 17, bold=True, tag="H1")
SECTION = Style(13, 17, bold=True, before=15, after=4, tag="H2")
COLUMN_HEAD = Style(10, 12.5, bold=True)
SMALL = Style(10, 13)
QUIET = replace(BODY, color=INK_2)
QUIET_SMALL = replace(SMALL, color=INK_2)
ROSTER = Style(11, 14.5)


@dataclass(frozen=True, slots=True)
class Sheet:
    """A size of paper, in points, and of type."""

    size: tuple[float, float] = letter
    scale: float = NORMAL

    @property
    def width(self) -> float:
        """Points between the margins."""
        return self.size[0] - 2 * MARGIN

    @property
    def is_large(self) -> bool:
        """Whether its type is large."""
        return self.scale > NORMAL

    @property
    def for_forms(self) -> "Sheet":
        """The same, on its side where type is large: what is written on by hand needs the width."""
        return self.turned if self.is_large else self

    @property
    def turned(self) -> "Sheet":
        """The same on its side, for long rows."""
        return replace(self, size=(self.size[1], self.size[0]))


def runs_from_right(language: str) -> bool:
    """Whether pages in that language begin at the right."""
    return language.partition("-")[0] in RIGHT_TO_LEFT
