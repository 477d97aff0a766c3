"""How one row of the stream is laid out and painted: time, mark, notebook margin, speaker, words.

The first line of the words begins behind the speaker and the mark; the others begin under the speaker.
"""

from dataclasses import dataclass, replace
from datetime import tzinfo

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QTextCharFormat, QTextLayout, QTextOption

from desktop.models.line import Mark
from desktop.models.stream import Shown
from desktop.views.meetings.session.marks import MARK_LOOKS
from desktop.views.meetings.session.note_row import Kept, NoteRow, clock, heading_words, struck_words
from desktop.views.meetings.session.speaker_pill import paint_pill, pill_width
from desktop.views.theme.theme import Theme
from desktop.views.theme.type import FACES, Type
from desktop.views.widgets.painting import paint_icon, paint_words

# Design pixels, as the picture of the session has them.
LEFT_PAD, TIME_WIDTH, MARK_LEFT, RULE_AT, WORDS_AT, RIGHT_PAD = 12, 56, 80, 116, 128, 20
ABOVE, BELOW = 6, 7
GAP = 8
HEADING_HEIGHT, HEADING_GAP = 34, 10
RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
TEXT_SIZES = (17, 19, 22)


@dataclass(slots=True)
class Laid:
    """A row measured for one width: its height, and its words broken into lines."""

    height: int
    words: QTextLayout | None
    lead: float


def is_laid_out_alike(line: Shown | None, other: Shown | None) -> bool:
    """Whether both take the same room: what is not said is no part of it, such as a place among the lines or a time."""
    if line is other or line is None or other is None:
        return line is other
    unsaid = replace(line, id=other.id, position=other.position, said_at=other.said_at, item_id=other.item_id)
    return unsaid == other


class NoteLayout:
    """Measures and paints rows at the session's own text size, 17, 19 or 22 design pixels."""

    def __init__(self, theme: Theme, zone: tzinfo, size: int = TEXT_SIZES[0]) -> None:
        self._theme = theme
        self._zone = zone
        self.size = size

    def lay_out(self, row: NoteRow, width: int) -> Laid:
        """Measure a row for a stream `width` pixels wide."""
        px = self._theme.px
        if row.line is None:
            return Laid(px(HEADING_HEIGHT), None, 0.0)
        lead = self._lead(row.line)
        words = self._words(row.line)
        room = max(width - px(WORDS_AT) - px(RIGHT_PAD), px(120))
        line_height = self._line_height
        words.beginLayout()
        top, first = 0.0, True
        while (line := words.createLine()).isValid():
            indent = min(lead, room * 0.7) if first else 0.0
            line.setLineWidth(room - indent)
            line.setPosition(QPointF(indent, top + (line_height - line.height()) / 2))
            top, first = top + line_height, False
        words.endLayout()
        return Laid(round(max(top, line_height)) + px(ABOVE) + px(BELOW), words, lead)

    def paint(self, painter: QPainter, box: QRectF, row: NoteRow, laid: Laid, *, current: bool) -> None:
        """Paint a row into its box; the row that is current has a ground of its own."""
        if current:
            painter.fillRect(box, self._theme.color("hover"))
        rule = QRectF(box.left() + self._theme.px(RULE_AT), box.top(), 1, box.height())
        painter.fillRect(rule, self._theme.color("margin"))
        if row.line is None:
            self._paint_heading(painter, box, row)
        else:
            self._paint_line(painter, box, row, row.line, laid)

    # Lines

    @property
    def _line_height(self) -> float:
        face = FACES[Type.NOTES]
        return self._theme.px(face.line * self.size / face.size)

    def _font(self, *, verbatim: bool = False, scale: float = 1.0, weight: int = 400) -> QFont:
        font = self._theme.font(Type.QUOTE_LARGE if verbatim else Type.NOTES)
        font.setPixelSize(max(1, round(self._theme.px(self.size) * scale)))
        font.setWeight(QFont.Weight(weight))
        return font

    def _lead(self, line: Shown) -> float:
        """How far the first words are moved by what stands before them."""
        px, metrics = self._theme.px, self._theme.metrics
        lead = pill_width(self._theme, line) + px(GAP)
        if line.mark is not Mark.NOTE:
            lead += metrics(Type.BODY_STRONG).horizontalAdvance(MARK_LOOKS[line.mark].word) + px(6)
        if line.interpreted:
            lead += px(17) + metrics(Type.BODY_MEDIUM).horizontalAdvance("interpreted") + px(GAP)
        return lead

    def _words(self, line: Shown) -> QTextLayout:
        """The words with their themes behind them, not yet broken into lines."""
        said = struck_words(line, self._zone) if line.struck_at else line.words
        if line.verbatim and not line.struck_at:
            said = f"“{said}”"
        tags = " ".join(f"#{theme}" for theme in line.themes)
        # Qt breaks lines at this separator; a note of several lines is one paragraph each.
        text = f"{said} {tags}".strip().replace("\n", "\u2028")
        layout = QTextLayout(text, self._font(verbatim=line.verbatim))
        option = QTextOption()
        option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        layout.setTextOption(option)
        formats = [_format(0, len(said), self._theme.color("ink-3" if line.struck_at else "ink"), None)]
        if tags:
            font = self._font(scale=15 / 17, weight=500)
            formats.append(_format(len(said), len(text) - len(said), self._theme.color("accent"), font))
        layout.setFormats(formats)
        return layout

    def _paint_line(self, painter: QPainter, box: QRectF, row: NoteRow, line: Shown, laid: Laid) -> None:
        px, theme, line_height = self._theme.px, self._theme, self._line_height
        top = box.top() + px(ABOVE)
        first = QRectF(box.left() + px(LEFT_PAD), top, px(TIME_WIDTH), line_height)
        token = "clay" if row.kept is Kept.FAILED else "ink-3"
        shown = "…" if row.kept is Kept.SAVING else clock(line.said_at, self._zone)
        paint_words(painter, theme, first, shown, Type.NOTES_META, token, RIGHT)
        if line.mark is not Mark.NOTE:
            look = MARK_LOOKS[line.mark]
            at = QPointF(box.left() + px(MARK_LEFT) + px(6), top + (line_height - px(18)) / 2)
            paint_icon(painter, theme, at, look.icon, look.tone, 18)
        self._paint_lead(painter, QPointF(box.left() + px(WORDS_AT), top), line)
        if laid.words is not None:
            laid.words.draw(painter, QPointF(box.left() + px(WORDS_AT), top))

    def _paint_lead(self, painter: QPainter, at: QPointF, line: Shown) -> None:
        px, theme, line_height = self._theme.px, self._theme, self._line_height
        pill = paint_pill(painter, theme, at, line, line_height)
        left = pill.right() + px(GAP)
        row = QRectF(left, at.y(), 4 * px(100), line_height)
        if line.mark is not Mark.NOTE:
            look = MARK_LOOKS[line.mark]
            paint_words(painter, theme, row, look.word, Type.BODY_STRONG, look.tone)
            row.setLeft(left + theme.width(look.word, Type.BODY_STRONG) + px(6))
        if line.interpreted:
            paint_icon(painter, theme, QPointF(row.left(), row.center().y() - px(6.5)), "languages", "ink-2", 13)
            row.setLeft(row.left() + px(17))
            paint_words(painter, theme, row, "interpreted", Type.BODY_MEDIUM, "ink-2")

    # Headings

    def _paint_heading(self, painter: QPainter, box: QRectF, row: NoteRow) -> None:
        assert row.heading is not None
        px, theme = self._theme.px, self._theme
        words = heading_words(row.heading, self._zone)
        line = box.adjusted(px(WORDS_AT), 0, -px(RIGHT_PAD), 0)
        paint_words(painter, theme, line, words, Type.BODY_MEDIUM, "ink-3")
        metrics: QFontMetricsF = theme.metrics(Type.BODY_MEDIUM)
        left = line.left() + metrics.horizontalAdvance(words) + px(HEADING_GAP)
        if left < line.right():
            painter.fillRect(QRectF(left, box.center().y(), line.right() - left, 1), theme.color("line"))


def _format(start: int, length: int, color: QColor, font: QFont | None) -> QTextLayout.FormatRange:
    made = QTextLayout.FormatRange()
    made.start = start
    made.length = length
    format_ = QTextCharFormat()
    format_.setForeground(color)
    if font is not None:
        format_.setFont(font)
    made.format = format_
    return made
