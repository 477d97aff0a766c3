"""Minutes as a Word file: the same words as on paper in Word's own styles, and nothing in it that is not ours."""

import zipfile
from pathlib import Path
from typing import Any

import pytest
from docx import Document
from docx.oxml.ns import qn
from hypothesis import given
from hypothesis import strategies as st

from desktop.documents.sheet_rows import UNWRITABLE
from desktop.documents.styles import LARGE, Sheet
from desktop.documents.word_minutes import write_word_minutes
from desktop.documents.words import Words
from desktop.documents.written import texts_in
from tests.documents.conftest import made_about
from tests.documents.samples import filled, made_minutes


def written(path: Path, **chosen: Any) -> Any:
    assert write_word_minutes(made_minutes(), made_about(), path, **chosen) == 0
    return Document(str(path))


@pytest.fixture
def target(tmp_path: Path) -> Path:
    return tmp_path / "minutes.docx"


def styled(document: Any, style: str) -> list[str]:
    return [each.text for each in document.paragraphs if each.style.name == style]


def test_titles_are_headings_and_lists_and_tables_are_what_they_look_like(target: Path) -> None:
    document = written(target)
    content = made_minutes()
    assert styled(document, "Heading 1") == [content.title]
    sections = styled(document, "Heading 2")
    assert sections[0].startswith("From last time")
    assert {"Concerns raised", "Promises we made", "Praise"} <= set(sections)
    assert styled(document, "List Bullet") == [said.text for said in content.praise]
    for table in document.tables:
        assert table.rows[0]._tr.trPr.find(qn("w:tblHeader")) is not None, "the head is repeated on every page"
        assert {cell.paragraphs[0].style.name for cell in table.rows[0].cells} == {"Table head"}


def test_only_what_was_said_word_for_word_is_quoted(target: Path) -> None:
    document = written(target)
    cells = [cell.paragraphs[0] for table in document.tables for row in table.rows for cell in row.cells]
    quoted = [cell.text for cell in cells if cell.style.name == "Quote"]
    assert quoted
    assert all(text.startswith("“") and text.endswith("”") for text in quoted)
    assert not any("“" in cell.text for cell in cells if cell.style.name != "Quote")


def test_a_draft_says_so_first_and_every_page_has_head_foot_and_number(target: Path) -> None:
    document = written(target)
    about = made_about()
    assert document.paragraphs[0].text.startswith("DRAFT")
    [section] = document.sections
    assert about.office_name in section.header.paragraphs[0].text
    foot = section.footer.paragraphs
    assert any(about.anchor in each.text for each in foot)
    fields = [each.get(qn("w:instr")) for each in foot[-1]._p.iter(qn("w:fldSimple"))]
    assert fields == ["PAGE", "NUMPAGES"]


def test_its_properties_are_ours_alone(target: Path) -> None:
    ours = written(target).core_properties
    about = made_about()
    assert (ours.author, ours.last_modified_by, ours.comments, ours.keywords) == ("", "", "", "")
    assert ours.title.endswith(made_minutes().title)
    assert ours.language == "en-US"
    assert ours.created == ours.modified == about.made_at
    with zipfile.ZipFile(target) as file:
        assert not [name for name in file.namelist() if name.endswith((".jpeg", "app.xml"))]


def test_arabic_runs_from_the_right_and_spanish_says_that_it_is_spanish(target: Path) -> None:
    document = written(target, language="ar")
    assert all(
        each._p.pPr.find(qn("w:bidi")) is not None for each in document.paragraphs if each.style.name == "Heading 2"
    )
    assert all(table._tbl.tblPr.find(qn("w:bidiVisual")) is not None for table in document.tables)
    defaults = document.styles.element.find(f".//{qn('w:lang')}")
    assert defaults.get(qn("w:val")) == "ar"
    english = written(target)
    asked = Words("es")("Did we get it right?")
    [passage] = [each for each in english.paragraphs if each.text.startswith(asked)]
    assert {run._r.rPr.find(qn("w:lang")).get(qn("w:val")) for run in passage.runs} == {"es"}


def test_large_type_is_large_in_every_style(target: Path) -> None:
    document = written(target, sheet=Sheet(scale=LARGE))
    assert document.styles["Normal"].font.size.pt == 16
    assert min(document.styles[name].font.size.pt for name in ("Table head", "Footer")) >= 13


@given(text=st.text(min_size=1))
def test_any_text_is_written_and_read_back(text: str, tmp_path_factory: pytest.TempPathFactory) -> None:
    target = tmp_path_factory.mktemp("word") / "minutes.docx"
    replaced = write_word_minutes(filled(made_minutes(), text), made_about(), target)
    assert (replaced > 0) == bool(UNWRITABLE.search(text))
    mended = UNWRITABLE.sub("\ufffd", text).replace("\r\n", "\n").replace("\r", "\n").replace("\t", "\n")
    assert any(mended in each for each in texts_in(target, ".docx"))
