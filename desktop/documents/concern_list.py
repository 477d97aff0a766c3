"""The list of concerns on paper: landscape, as many pages as it takes, made row by row."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime
from functools import partial
from typing import Any

from reportlab.platypus import Flowable

from desktop.documents.chart import tell_chart
from desktop.documents.extract import Extract
from desktop.documents.letterhead import Letterhead
from desktop.documents.lines import Missing
from desktop.documents.pages import Place
from desktop.documents.story import Later, Story
from desktop.documents.styles import INK_2, LEAD, ROSTER, SMALL, Sheet
from desktop.documents.text import Text
from desktop.documents.words import ENGLISH, N_, Words
from desktop.models.chart import Chart, Point

CATEGORY, DATES = N_("Category"), N_("Answer, fix by")
LONGER = {CATEGORY: 18, DATES: 9}
"""Their words are longer in most languages, in points."""
# Field keys of one column, its head, its width; 0 takes what the others leave.
COLUMNS: tuple[tuple[tuple[str, ...], str, float], ...] = (
    (("number",), N_("Number"), 74),
    (("title",), N_("Concern"), 0),
    (("area",), N_("Area"), 82),
    (("category",), CATEGORY, 62),
    (("status",), N_("Status"), 93),
    (("heard_on",), N_("Heard on"), 54),
    (("answer_due", "resolve_by"), DATES, 99),
    (("owner",), N_("Who"), 84),
)
TITLE = N_("Concerns")  # as the list says of itself
DAYS = {"answer_due": N_("Answer {day}"), "resolve_by": N_("Fix {day}")}
CHARTED = {
    "category": N_("Concerns by category"),
    "area": N_("Concerns by area"),
    "status": N_("Concerns by status"),
}
"""What a chart can count by, and its title."""
QUIET = replace(ROSTER, color=INK_2)


def write_concern_list(
    extract: Extract, path: Place, *, sheet: Sheet | None = None, language: str = ENGLISH, chart: str = ""
) -> Missing:
    """Print the concerns to a PDF; gives the characters that no font of ours has, with how often.

    Columns whose field the audience does not get are not there. With `chart`, the key of one of `CHARTED`, it ends with
    how many of the rows there are of each. Refusal when `path` cannot be written.
    """
    about, words = extract.about, Words(language)
    sheet = (sheet or Sheet()).turned
    moment = words.long_moment(about.made_at)
    sentence = words(N_("{name}, printed {moment}"), name=words(extract.title), moment=moment)
    letterhead = Letterhead(
        about=about,
        name=words(extract.title),
        title=words(N_("{list} of {office}"), list=words(extract.title), office=about.office_name),
        sentences=(sentence, sentence),
        sheet=sheet,
        words=words,
        state=N_("Draft") if about.draft else "",
    )
    story = Story(sheet, words)
    story.headline(words(extract.title))
    story.space(3)
    filtered = (
        words(N_("Filter: {filter}"), filter=about.filter_text) if about.filter_text else words(N_("All of them"))
    )
    story.add(story.text(filtered, LEAD))
    story.space(9)
    rows = _List(extract, story, chart)
    if rows.heads:
        story.table(rows.heads, rows, rows.widths)
    story.space(9)
    if chart in CHARTED:
        story.add(Later(partial(_chart, story, rows, CHARTED[chart])))
    story.add(_LastWords(story, rows))
    letterhead.write(story.flowables, path)
    return story.missing + letterhead.missing


def _chart(story: Story, rows: "_List", title: str) -> list[Flowable]:
    told, words = story.beside(), story.words
    points = [
        Point(label or words(N_("Not set")), count, words.number(count)) for label, count in rows.tally.most_common()
    ]
    if points:
        tell_chart(told, Chart(words(title), (words(rows.charted), words(N_("Concerns"))), points))
        told.space(9)
    return told.flowables


class _List:
    """The columns this audience gets, and their rows."""

    def __init__(self, extract: Extract, story: Story, chart: str = "") -> None:
        self._extract = extract
        self._story = story
        self._year = extract.about.made_at.year
        places = {field.key: place for place, field in enumerate(extract.fields, 1)}
        known = [(*column, [places[key] for key in column[0] if key in places]) for column in COLUMNS]
        self._columns = [(head, width, at) for _, head, width, at in known if at]
        self._charted = places.get(chart, 0)
        self.charted = next((head for keys, head, _ in COLUMNS if chart in keys), "")
        self.tally: Counter[str] = Counter()
        self.count = 0

    def __iter__(self) -> Iterator[list[Text]]:
        for row in self._extract.rows:
            self.count += 1
            if self._charted:
                self.tally[self._text(self._charted, row[self._charted])] += 1
            yield [self._cell(row, places) for _, _, places in self._columns]

    @property
    def heads(self) -> list[str]:
        """The heads of the columns."""
        return [self._story.words(head) for head, _, _ in self._columns]

    @property
    def widths(self) -> list[float]:
        """Their widths in points."""
        longer = {} if self._story.words.language == ENGLISH else LONGER
        return [width + longer.get(head, 0) for head, width, _ in self._columns]

    def _cell(self, row: tuple[Any, ...], places: list[int]) -> Text:
        texts = [self._text(place, row[place]) for place in places]
        if self._extract.fields[places[0] - 1].spoken and not texts[0]:
            return self._story.text(self._story.words(N_("Withheld")), QUIET)
        return self._story.text("\n".join(filter(None, texts)), ROSTER)

    def _text(self, place: int, value: Any) -> str:
        field, words = self._extract.fields[place - 1], self._story.words
        if isinstance(value, date) and not isinstance(value, datetime):
            day = words.day(value) if value.year != self._year else words.short_day(value)
            return words(DAYS[field.key], day=day) if field.key in DAYS else day
        return words.value(field, value, self._extract.about.zone)

    def last_words(self) -> str:
        """What this list is, once its rows were read."""
        about, words = self._extract.about, self._story.words
        audience = words(about.audience.words)
        said = [words.count("{n} row, for {audience}.", "{n} rows, for {audience}.", self.count, audience=audience)]
        said.append(
            words(N_("Filter: {filter}."), filter=about.filter_text) if about.filter_text else words(N_("No filter."))
        )
        withheld = words.withheld(self._extract.withheld)
        shown = {key for keys, _, _ in COLUMNS for key in keys}
        if missing := [field.label for field in self._extract.left_out if field.key in shown]:
            withheld.append(words(N_("columns {columns}"), columns=", ".join(map(words, missing))))
        left_out = words(N_("Left out: {what}."), what="; ".join(withheld)) if withheld else ""
        return " ".join([*said, left_out or words(N_("Nothing left out."))])


class _LastWords(Text):
    """The paragraph after the rows, made when the page has come to it: only then they are counted."""

    def __init__(self, story: Story, rows: _List) -> None:
        super().__init__("", SMALL.scaled(story.sheet.scale), story.missing, rtl=story.words.rtl)
        self._rows = rows

    def height_for(self, width: float) -> float:
        """The same, in the words it now has."""
        if not self.parts[0].text:
            if not self._rows.heads:
                for _ in self._rows:
                    pass
            self.parts = [self.parts[0].saying(self._rows.last_words())]
        return super().height_for(width)
