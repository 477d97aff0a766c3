"""What people write on by hand: in every language, size of type and paper, the words stand between the lines to cut
along, and a sheet to sign on has the pages it says.
"""

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pypdfium2
import pytest
from pypdfium2 import raw
from reportlab.lib.pagesizes import A4, letter

from desktop.documents.sign_in import SignIn, write_sign_in
from desktop.documents.slips import write_concern_slips, write_how_to, write_sign_in_slips
from desktop.documents.styles import LARGE, NORMAL, Sheet
from desktop.documents.words import LANGUAGES
from desktop.models.passed_on import Exit
from tests.documents.conftest import made_about
from tests.documents.samples import WAYS
from tests.documents.tagged import Tagged

Box = tuple[float, float, float, float]
SHEETS = [Sheet(size, scale) for size in (letter, A4) for scale in (NORMAL, LARGE)]
PAIRS = [(language, "es" if language == "en" else "en") for language in LANGUAGES]
FREE = 9  # points that scissors need on either side


def letters(page: Any) -> Iterator[Box]:
    """Left, bottom, right, top of each."""
    text = page.get_textpage()
    for place in range(text.count_chars()):
        if not chr(raw.FPDFText_GetUnicode(text, place)).isspace():
            yield text.get_charbox(place)


def expect_uncut(page: Any, columns: int, rows: int) -> None:
    """No letter comes near a line to cut along, or the edge of the page; each slip has letters."""
    wide, high = (side / parts for side, parts in zip(page.get_size(), (columns, rows), strict=True))
    slips = set()
    for left, bottom, right, top in letters(page):
        column, row = left // wide, bottom // high
        assert column * wide + FREE <= left
        assert right <= (column + 1) * wide - FREE
        assert row * high + FREE <= bottom
        assert top <= (row + 1) * high - FREE
        slips.add((column, row))
    assert len(slips) == columns * rows


@pytest.mark.parametrize("sheet", SHEETS)
@pytest.mark.parametrize("languages", PAIRS)
def test_no_word_of_a_slip_is_cut(languages: tuple[str, str], sheet: Sheet, tmp_path: Path) -> None:
    about, path, rows = made_about(), tmp_path / "d.pdf", 1 if sheet.is_large else 2
    write_concern_slips(about, ["S26-0412", "S26-FH0413"][:rows], path, sheet=sheet, languages=languages)
    with pypdfium2.PdfDocument(path) as document:
        assert len(document) == 1
        expect_uncut(document[0], 1, rows)
    write_sign_in_slips(about, 1, path, sheet=sheet, languages=languages)
    with pypdfium2.PdfDocument(path) as document:
        assert len(document) == 1
        expect_uncut(document[0], 2, rows)
    for exit_ in Exit:
        write_how_to(about, exit_, WAYS, path, sheet=sheet, languages=languages)
        with pypdfium2.PdfDocument(path) as document:
            assert len(document) == 1
            expect_uncut(document[0], 1, rows)


@pytest.mark.parametrize("sheet", SHEETS)
@pytest.mark.parametrize("languages", PAIRS)
def test_a_sheet_to_sign_on_is_one_page_and_in_large_type_its_back_too(
    languages: tuple[str, str], sheet: Sheet, tmp_path: Path
) -> None:
    content = SignIn("Orchard Flats", date(2026, 10, 15), 2)
    write_sign_in(content, made_about(), tmp_path / "d.pdf", sheet=sheet, languages=languages)
    with pypdfium2.PdfDocument(tmp_path / "d.pdf") as document:
        assert len(document) == (4 if sheet.is_large else 2)
    tables = [node for node in Tagged(tmp_path / "d.pdf").document.walk() if node.tag == "Table"]
    assert len(tables) == content.sheets
    for table in tables:
        numbers = [int(row.kids[0].text) for row in table.kids if row.kids[0].tag == "TD"]
        assert numbers == list(range(1, len(numbers) + 1))
        assert len(numbers) >= (8 if sheet.is_large else 11)
