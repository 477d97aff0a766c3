"""A chart says the same as bars, in words and as a table; nothing of it is outside the structure."""

from pathlib import Path

import pypdfium2
import pytest

from desktop.documents.chart import tell_chart
from desktop.documents.concern_list import CHARTED, write_concern_list
from desktop.documents.story import Story
from desktop.documents.styles import Sheet
from desktop.documents.words import Words
from desktop.jobs.order import CHARTS
from desktop.models.chart import Chart, Point
from tests.documents.samples import made_concerns, sample_page
from tests.documents.tagged import Tagged

CHART = Chart(
    "Days to the first answer",
    ("Area", "Days"),
    [Point("Orchard Flats", 12, "12 days"), Point("Tannery Row", 3, "3 days"), Point("حي النهر", 0, "none")],
)


def printed(path: Path, chart: Chart, language: str = "en") -> Path:
    story = Story(Sheet(), Words(language))
    tell_chart(story, chart)
    sample_page(story, path)
    return path


@pytest.mark.parametrize("language", ["en", "ar"])
def test_a_chart_is_a_figure_with_words_and_a_table_beside_it(tmp_path: Path, language: str) -> None:
    made = Tagged(printed(tmp_path / "c.pdf", CHART, language))
    document = made.document
    assert all(painted.within for painted in made.painted)  # nothing is drawn beside structure and artifacts
    (figure,) = [node for node in document.walk() if node.tag == "Figure"]
    assert str(figure.entries["/Alt"]).startswith("Days to the first answer: Orchard Flats")
    assert "12 days" in str(figure.entries["/Alt"])
    cells = [node.text for node in document.walk() if node.tag in ("TH", "TD")]
    assert cells[:4] == ["Area", "Days", "Orchard Flats", "12 days"]


def test_the_longest_bar_is_the_largest_value_and_nothing_is_divided_by_zero(tmp_path: Path) -> None:
    assert [CHART.share(point) for point in CHART.points] == [1, 0.25, 0]
    nothing = Chart("None", ("Area", "Days"), [Point("Orchard Flats", 0, "none")])
    assert nothing.share(nothing.points[0]) == 0
    printed(tmp_path / "n.pdf", nothing)
    printed(tmp_path / "e.pdf", Chart("Empty", ("Area", "Days"), []))


def test_the_figure_lies_where_it_says(tmp_path: Path) -> None:
    path = printed(tmp_path / "c.pdf", CHART)
    (figure,) = [node for node in Tagged(path).document.walk() if node.tag == "Figure"]
    left, low, right, high = (float(side) for side in figure.entries["/A"]["/BBox"])
    with pypdfium2.PdfDocument(path) as document:
        height = document[0].get_height()
        picture = document[0].render().to_pil().convert("RGB")
    inside = picture.crop((int(left), int(height - high), int(right), int(height - low)))
    assert any(green > red + 20 for _, (red, green, _) in inside.getcolors(1 << 20))  # the bars are pine


@pytest.mark.parametrize("language", ["en", "ar"])
def test_a_printed_list_ends_with_its_rows_counted_by_what_was_asked(tmp_path: Path, language: str) -> None:
    write_concern_list(made_concerns(60), tmp_path / "l.pdf", language=language, chart="status")
    words = Words(language)
    nodes = list(Tagged(tmp_path / "l.pdf").document.walk())
    (figure,) = [node for node in nodes if node.tag == "Figure"]
    assert str(figure.entries["/Alt"]).startswith(f"{words('Concerns by status')}: {words('Acknowledged')}")
    cells = [node.text for node in nodes if node.tag in ("TH", "TD")]
    assert cells[-4:] == [words("Status"), words("Concerns"), words("Acknowledged"), words.number(60)]
    assert [node.tag for node in nodes if node.tag in ("H1", "H2")] == ["H1", "H2"]


def test_every_chart_of_a_list_counts_by_one_of_its_columns(tmp_path: Path) -> None:
    assert set(CHARTED) == set(CHARTS)
    for key in CHARTED:
        write_concern_list(made_concerns(3), tmp_path / "l.pdf", chart=key)
        assert [node.tag for node in Tagged(tmp_path / "l.pdf").document.walk()].count("Figure") == 1
    write_concern_list(made_concerns(0), tmp_path / "l.pdf", chart="area")
    assert not [node for node in Tagged(tmp_path / "l.pdf").document.walk() if node.tag == "Figure"]
