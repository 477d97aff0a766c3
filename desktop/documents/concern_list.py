"""The list of concerns on paper: landscape, as many pages as it takes, made row by row."""

from collections.abc import Iterator
from datetime import date, datetime
from itertools import islice
from typing import Any

from reportlab.lib.pagesizes import landscape, letter
from reportlab.lib.styles import ParagraphStyle
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import Flowable, Paragraph, Spacer

from desktop.documents import dates
from desktop.documents.extract import Extract, text_of
from desktop.documents.fonts import Missing
from desktop.documents.letterhead import INK_2, LEAD, MARGIN, ROSTER, SMALL, Letterhead, Place
from desktop.documents.story import Story

# Field keys of one column, its head, its width; 0 takes what the others leave.
COLUMNS: tuple[tuple[tuple[str, ...], str, float], ...] = (
    (("number",), "Number", 62),
    (("title",), "Concern", 0),
    (("area",), "Area", 80),
    (("category",), "Category", 62),
    (("status",), "Status", 95),
    (("heard_on",), "Heard on", 58),
    (("answer_due", "resolve_by"), "Answer, fix by", 90),
    (("owner",), "Who", 84),
)
WORDS_OF_DATES = {"answer_due": "Answer", "resolve_by": "Fix"}
HEAD_ROOM = 24
ROWS_AT_A_TIME = 100
QUIET = ParagraphStyle("quiet", ROSTER, textColor=INK_2)


def write_concern_list(extract: Extract, path: Place) -> Missing:
    """Print the concerns to a PDF; gives the characters that no font of ours has, with how often.

    Columns whose field the audience does not get are not there. Refusal when `path` cannot be written.
    """
    about = extract.about
    sentence = f"{extract.title}, printed {dates.long_moment(about.made_at)}"
    letterhead = Letterhead(
        about=about,
        name=extract.title,
        title=f"{extract.title} of {about.office_name}",
        sentences=(sentence, sentence),
        state="Draft" if about.draft else "",
        size=landscape(letter),
        head_room=HEAD_ROOM,
    )
    story = Story(letterhead.width)
    page = _List(extract, story)
    letterhead.under_head = page.draw_heads
    story.headline(extract.title)
    story.space(3)
    story.add(story.paragraph(f"Filter: {about.filter_text}" if about.filter_text else "All of them", LEAD))
    story.space(9)
    story.add(_AsNeeded(page.flowables()))
    letterhead.write(story.flowables, path)
    return story.missing + letterhead.missing


class _List:
    """The columns this audience gets, and their rows as tables of at most a hundred."""

    def __init__(self, extract: Extract, story: Story) -> None:
        self._extract = extract
        self._story = story
        self._year = extract.about.made_at.year
        places = {field.key: place for place, field in enumerate(extract.fields, 1)}
        known = [(*column, [places[key] for key in column[0] if key in places]) for column in COLUMNS]
        self._columns = [(head, width, at) for _, head, width, at in known if at]
        self._count = 0

    def draw_heads(self, canvas: Canvas, top: float) -> None:
        """The column heads at the top of a page."""
        table = self._story.made_table([head for head, _, _ in self._columns], [], self._widths)
        _, high = table.wrapOn(canvas, self._story.width, HEAD_ROOM)
        table.drawOn(canvas, MARGIN, top - high)

    def flowables(self) -> Iterator[Flowable]:
        """The tables, the first with column heads, and at the end what this list is."""
        rows = iter(self._extract.rows)
        heads = [head for head, _, _ in self._columns]
        if heads:
            yield self._story.made_table(heads, [], self._widths)
        while chunk := list(islice(rows, ROWS_AT_A_TIME)):
            self._count += len(chunk)
            if heads:
                yield self._story.made_table((), [self._cells(row) for row in chunk], self._widths, ruled=False)
        yield Spacer(0, 9)
        yield self._story.paragraph(self._last_words(), SMALL)

    @property
    def _widths(self) -> list[float]:
        return [width for _, width, _ in self._columns]

    def _cells(self, row: tuple[Any, ...]) -> list[Paragraph]:
        return [self._cell(row, places) for _, _, places in self._columns]

    def _cell(self, row: tuple[Any, ...], places: list[int]) -> Paragraph:
        texts = [self._text(place, row[place]) for place in places]
        if self._extract.fields[places[0] - 1].spoken and not texts[0]:
            return self._story.paragraph("Withheld", QUIET)
        return self._story.paragraph("\n".join(filter(None, texts)), ROSTER)

    def _text(self, place: int, value: Any) -> str:
        field = self._extract.fields[place - 1]
        if isinstance(value, date) and not isinstance(value, datetime):
            day = dates.day(value) if value.year != self._year else dates.short_day(value)
            return f"{WORDS_OF_DATES.get(field.key, '')} {day}".strip()
        return text_of(field, value, self._extract.about.zone)

    def _last_words(self) -> str:
        about = self._extract.about
        said = [f"{self._count:,} {'row' if self._count == 1 else 'rows'}, for {about.audience.words}."]
        said.append(f"Filter: {about.filter_text}." if about.filter_text else "No filter.")
        withheld = self._extract.withheld.sentences()
        shown = {key for keys, _, _ in COLUMNS for key in keys}
        if missing := [field.label for field in self._extract.left_out if field.key in shown]:
            withheld.append(f"columns {', '.join(missing)}")
        said.append(f"Left out: {'; '.join(withheld)}." if withheld else "Nothing left out.")
        return " ".join(said)


class _AsNeeded(Flowable):
    """Makes the next table only when the page has come to it, so that a long list is never whole in memory."""

    def __init__(self, flowables: Iterator[Flowable]) -> None:
        super().__init__()
        self._flowables = flowables

    def wrap(self, aW: float, aH: float) -> tuple[float, float]:  # noqa: N803  # reportlab's names
        """Never fits: it is always split."""
        return aW, aH + 1

    def split(self, aW: float, aH: float) -> list[Flowable]:  # noqa: N803
        """The next flowable and the rest, behind something that always fits, as reportlab asks."""
        coming = next(self._flowables, None)
        return [Spacer(0, 0), *([coming, self] if coming else [])]
