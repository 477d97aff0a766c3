"""A chart on paper: bars, and the same values as a table for whoever cannot see bars."""

from desktop.documents.blocks import Block
from desktop.documents.paper import Paper
from desktop.documents.story import Story
from desktop.documents.structure import Element, alternative
from desktop.documents.styles import BODY, INK, PINE, RULE, STRONG
from desktop.documents.words import Words
from desktop.models.chart import Chart

BAR, LINE, GAP = 12, 21, 9
LABELS = 0.34  # of the width


def meaning(chart: Chart, words: Words) -> str:
    """The chart in a sentence, for whoever hears it."""
    return f"{chart.title}: {'; '.join(words.listed([point.label, point.said]) for point in chart.points)}"


def tell_chart(story: Story, chart: Chart) -> None:
    """Append the title, the bars, and the values as a table."""
    story.section(chart.title)
    if chart.points:
        story.add(Bars(story, chart))
        story.space(GAP)
    rows = ([story.text(point.label), story.text(point.said)] for point in chart.points)
    story.table(chart.heads, rows, [0, 130])


class Bars(Block):
    """Bars one below the other, each with its label before and its value behind it; one figure to a screen reader."""

    def __init__(self, story: Story, chart: Chart) -> None:
        super().__init__()
        self._chart = chart
        self._meaning = meaning(chart, story.words)
        self._scale, self._rtl = story.sheet.scale, story.words.rtl
        self._labels = [story.text(point.label) for point in chart.points]
        self._values = [story.text(point.said, STRONG) for point in chart.points]
        self._wide, self._room = 0.0, 0.0

    def height_for(self, width: float) -> float:
        """A line for each, more where a label is long."""
        self._wide = width
        self._room = max((value.natural_width() for value in self._values), default=0.0) + 1
        self._room = min(self._room, width * LABELS)
        return sum(self._heights()) + GAP

    def _heights(self) -> list[float]:
        least, wide = LINE * self._scale, self._wide * LABELS
        pairs = zip(self._labels, self._values, strict=True)
        return [max(least, label.height_for(wide), value.height_for(self._room)) for label, value in pairs]

    def draw_on(self, paper: Paper, x: float, top: float, element: Element | None = None) -> None:
        """Draw all of it as content of a figure that says in words what it shows."""
        heights = self._heights()
        left, upper = paper.absolutePosition(x, top)
        box = f"{left:.2f} {upper - sum(heights):.2f} {left + self._wide:.2f} {upper:.2f}"
        figure = paper.structure.open("Figure", f"{alternative(self._meaning)}/A<</O/Layout/BBox[{box}]>>")
        with paper.content(figure):
            for place, height in enumerate(heights):
                self._draw_row(paper, x, top, place)
                top -= height
        paper.structure.close(figure)

    def _draw_row(self, paper: Paper, x: float, top: float, place: int) -> None:
        scale, start = self._scale, self._wide * LABELS + GAP
        most = self._wide - start - self._room - GAP
        long = max(self._chart.share(self._chart.points[place]) * most, RULE)
        self._labels[place].paint(paper, self._from(x, 0, self._wide * LABELS), top)
        self._values[place].paint(paper, self._from(x, start + long + GAP, self._room), top)
        paper.setFillColor(PINE)
        paper.setStrokeColor(INK)  # an edge, so that it is a bar on any printer
        paper.setLineWidth(RULE / 2)
        down = (BODY.leading * scale + BAR * scale) / 2
        paper.rect(self._from(x, start, long), top - down, long, BAR * scale, stroke=1, fill=1)

    def _from(self, x: float, distance: float, width: float) -> float:
        """Where something so wide begins that stands so far from the side where lines begin."""
        return x + self._wide - distance - width if self._rtl else x + distance
