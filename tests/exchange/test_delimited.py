"""Text tables of every habit come in cell by cell as they were written."""

import codecs
import csv
import io
import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.exchange.foreign.delimited import read_delimited
from desktop.models.refusal import Refusal
from desktop.models.safe_cell import protect

ROWS = [["Concern", "Heard on"], ["Lamp, out; on “Alder” St", "6/21/10"], ["The mother said:\nno light", ""]]
SPECTRUM = Path(__file__).parents[3] / "shared/data/hostile/csv-spectrum"


def written(rows: list[list[str]], separator: str = ",", line_end: str = "\r\n") -> str:
    text = io.StringIO(newline="")
    csv.writer(text, delimiter=separator, lineterminator=line_end, quoting=csv.QUOTE_ALL).writerows(rows)
    return text.getvalue()


@pytest.mark.parametrize("separator", [",", ";", "\t", "|"])
@pytest.mark.parametrize("line_end", ["\r\n", "\n", "\r"])
def test_any_usual_separator_and_line_end(separator: str, line_end: str) -> None:
    content = written(ROWS, separator, line_end).encode()
    assert [cells for _, cells in read_delimited(content)] == ROWS


@pytest.mark.parametrize(
    ("mark", "encoding"),
    [
        (codecs.BOM_UTF8, "utf-8"),
        (codecs.BOM_UTF16_LE, "utf-16-le"),
        (codecs.BOM_UTF16_BE, "utf-16-be"),
        (codecs.BOM_UTF32_LE, "utf-32-le"),
        (b"", "utf-8"),
        (b"", "utf-16-le"),
        (b"", "utf-16-be"),
        (b"", "cp1252"),
    ],
)
def test_any_usual_encoding_with_its_mark_and_without(mark: bytes, encoding: str) -> None:
    content = mark + written(ROWS).encode(encoding)
    assert [cells for _, cells in read_delimited(content)] == ROWS


def test_rows_have_the_numbers_of_a_spreadsheet() -> None:
    assert [number for number, _ in read_delimited(b"a,b\n1,2\n\n3,4\n")] == [1, 2, 3, 4]


def test_what_is_no_text_is_refused() -> None:
    with pytest.raises(Refusal, match=r"neither a spreadsheet nor text. Save it as"):
        list(read_delimited(b"\x00\x01\x00\x00\x02\x00binary\x00"))


@given(
    st.lists(
        st.lists(st.text(st.characters(exclude_characters="\0", exclude_categories=["Cs"])), min_size=2, max_size=2)
    )
)
def test_any_text_goes_into_csv_and_comes_back_the_same(rows: list[list[str]]) -> None:
    safe = [["Head", "Other head"], *([protect(cell) for cell in row] for row in rows)]
    content = codecs.BOM_UTF8 + written(safe).encode()
    assert [cells for _, cells in read_delimited(content)][1:] == rows


@pytest.mark.skipif(not SPECTRUM.is_dir(), reason="the shared data is not here")
def test_the_edge_cases_that_others_collected_come_in_as_they_say() -> None:
    compared = 0
    for path in sorted((SPECTRUM / "csvs").glob("*.csv")):
        if path.stem == "location_coordinates":  # what it says about itself is of another number
            continue
        heads, *rows = [cells for _, cells in read_delimited(path.read_bytes())]
        expected = json.loads((SPECTRUM / "json" / f"{path.stem}.json").read_text(encoding="utf-8"))
        assert [dict(zip(heads, row, strict=False)) for row in rows if any(row)] == expected, path.name
        compared += 1
    assert compared >= 10
