"""A Word file: what is told to it becomes paragraphs, headings and tables in Word's own styles, to be worked on.

Nothing in it comes from this computer: its properties are ours, and its language and directions are those of the words.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC
from pathlib import Path
from typing import Any

from docx import Document
from docx.enum.style import WD_STYLE_TYPE
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Pt, RGBColor

from desktop.documents.extract import About
from desktop.documents.faces import Family
from desktop.documents.sheet_rows import UNWRITABLE
from desktop.documents.styles import BODY, INK, MARGIN, Part, Sheet, Style, runs_from_right
from desktop.documents.words import N_, Words

SANS, SERIF = "Arial", "Georgia"  # on every computer that opens the file
QUOTE = "Quote"
HEAD_STYLE = "Table head"
UNTAGGED = "P"
FOREIGN = ("/thumbnail", "/extended-properties")  # of the empty document that the library begins with


@dataclass(frozen=True, slots=True)
class Passage:
    """A paragraph that is not placed yet."""

    parts: tuple[Part, ...]
    style: Style
    language: str | None


class WordFile:
    """Collects what is told, in reading order; `write` saves it. `replaced` counts what XML could not carry."""

    def __init__(self, sheet: Sheet, words: Words) -> None:
        self.sheet = sheet
        self.words = words
        self.replaced = 0
        self._document: Any = Document()
        self._set_page()
        self._set_styles()

    # What is told

    def text(self, parts: str | Sequence[Part], style: Style = BODY, *, language: str | None = None) -> Passage:
        """A paragraph that is not added yet."""
        return Passage((Part(parts),) if isinstance(parts, str) else tuple(parts), style, language)

    def add(self, *told: Passage) -> None:
        """Append paragraphs."""
        for passage in told:
            self._fill(self._document.add_paragraph(), passage)

    def space(self, points: float) -> None:
        """Nothing: the styles hold the room."""

    def headline(self, text: str) -> None:
        """The title, as the first heading: that is what a screen reader goes by."""
        self._fill(self._document.add_heading(level=1), self.text(text))

    def section(self, title: str) -> None:
        """A heading of the second level."""
        self._fill(self._document.add_heading(level=2), self.text(title))

    def table(self, heads: Sequence[str], rows: Iterable[Sequence[Passage]], widths: Sequence[float]) -> None:
        """A table whose head is repeated on every page; without heads and in one column, a list."""
        told = [list(row) for row in rows]
        if not heads and len(widths) == 1:
            for (passage,) in told:
                self._fill(self._document.add_paragraph(style="List Bullet"), passage, keeps_style=True)
            return
        table = self._document.add_table(rows=0, cols=len(widths), style="Table Grid")
        table.autofit = False
        if self.words.rtl:
            table._tbl.tblPr.tblStyle.addnext(OxmlElement("w:bidiVisual"))
        scale = self.sheet.scale
        rest = self.sheet.width - sum(widths) * scale
        points = [width * scale or rest for width in widths]
        for column, wide in zip(table.columns, points, strict=True):
            column.width = Pt(wide)
        if heads:
            row = self._row(table, [self.text(head) for head in heads], points, HEAD_STYLE)
            row._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))
        for passages in told:
            row = self._row(table, passages, points)
            row._tr.get_or_add_trPr().append(OxmlElement("w:cantSplit"))
        self._document.add_paragraph().paragraph_format.space_after = Pt(0)

    def columns(
        self,
        columns: Sequence[Sequence[Passage]],
        *,
        shares: Sequence[float] = (),
        gap: float = 0,
        boxed: bool = False,
        ruled: bool = False,
    ) -> None:
        """One stack after the other: a table only for the look would be read as one."""
        for stack in columns:
            self.add(*stack)

    # Saving

    def write(self, path: Path, about: About, *, title: str, head: str, foot: Iterable[str]) -> None:
        """Save it. `head` stands above every page, the sentences of `foot` below, with the page's number."""
        section = self._document.sections[0]
        section.header.is_linked_to_previous = section.footer.is_linked_to_previous = False
        self._fill(section.header.paragraphs[0], self.text(head))
        place = section.footer.paragraphs[0]
        for sentence in foot:
            self._fill(place, self.text(sentence))
            place = section.footer.add_paragraph(style="Footer")
        self._number_pages(place)
        self._set_properties(about, title)
        self._document.save(str(path))

    # Paragraphs

    def _row(self, table: Any, passages: Sequence[Passage], points: Sequence[float], style: str = "") -> Any:
        row = table.add_row()
        for cell, passage, wide in zip(row.cells, passages, points, strict=True):
            cell.width = Pt(wide)
            paragraph = cell.paragraphs[0]
            if style:
                paragraph.style = style
            self._fill(paragraph, passage, keeps_style=bool(style))
        return row

    def _fill(self, paragraph: Any, passage: Passage, *, keeps_style: bool = False) -> None:
        if passage.style.family is Family.SERIF and not keeps_style:
            paragraph.style = QUOTE
        rtl = runs_from_right(passage.language) if passage.language else self.words.rtl
        if rtl:
            paragraph._p.get_or_add_pPr().append(OxmlElement("w:bidi"))
        for part in passage.parts:
            text, replaced = UNWRITABLE.subn("\ufffd", part.text)
            self.replaced += replaced
            run = paragraph.add_run(text)
            if part.bold or (passage.style.bold and passage.style.tag == UNTAGGED):
                run.bold = True
            self._say_language(run, part.language or passage.language, rtl=rtl)

    def _say_language(self, run: Any, language: str | None, *, rtl: bool) -> None:
        properties = run._r.get_or_add_rPr()
        if rtl:
            properties.append(OxmlElement("w:rtl"))
        if language and language != self.words.language:
            properties.append(_language(Words(language).tag))

    def _number_pages(self, paragraph: Any) -> None:
        """Page n of m, as fields that Word counts; where they stand in the sentence is for the language to say."""
        said = self.words(N_("Page {page} of {pages}"), page="\x01PAGE\x01", pages="\x01NUMPAGES\x01")
        for number, part in enumerate(said.split("\x01")):
            if number % 2 == 0:
                self._fill(paragraph, self.text(part))
                continue
            field = OxmlElement("w:fldSimple")
            field.set(qn("w:instr"), part)
            paragraph._p.append(field)

    # The whole

    def _set_page(self) -> None:
        section = self._document.sections[0]
        section.page_width, section.page_height = (Pt(side) for side in self.sheet.size)
        section.left_margin = section.right_margin = section.top_margin = section.bottom_margin = Pt(MARGIN)

    def _set_styles(self) -> None:
        styles, scale = self._document.styles, self.sheet.scale
        styles.add_style(HEAD_STYLE, WD_STYLE_TYPE.PARAGRAPH).base_style = styles["Normal"]
        sizes = {
            "Normal": (12, SANS, False), "Heading 1": (24, SANS, True), "Heading 2": (14, SANS, True),
            "List Bullet": (12, SANS, False), HEAD_STYLE: (11, SANS, True), QUOTE: (12, SERIF, False),
            "Header": (10, SANS, False), "Footer": (10, SANS, False),
        }  # fmt: skip
        for name, (size, face, bold) in sizes.items():
            font = styles[name].font
            font.size, font.bold, font.italic = Pt(size * scale), bold, False
            font.color.rgb = RGBColor.from_string(INK.hexval()[2:].upper())
            font.name = face
            fonts = font.element.rPr.rFonts
            for theme in ("w:asciiTheme", "w:hAnsiTheme", "w:eastAsiaTheme", "w:cstheme"):
                fonts.attrib.pop(qn(theme), None)
            fonts.set(qn("w:cs"), face)
        defaults = styles.element.find(f"{qn('w:docDefaults')}/{qn('w:rPrDefault')}/{qn('w:rPr')}")
        for known in defaults.findall(qn("w:lang")):
            defaults.remove(known)
        defaults.append(_language(self.words.tag))

    def _set_properties(self, about: About, title: str) -> None:
        ours = self._document.core_properties
        ours.title, ours.author, ours.language = UNWRITABLE.sub("\ufffd", title)[:255], "", self.words.tag
        ours.comments = ours.last_modified_by = ours.keywords = ours.subject = ours.category = ""
        ours.created = ours.modified = about.made_at.astimezone(UTC).replace(tzinfo=None)
        ours.revision = 1
        relations = self._document.part.package.rels
        for key in [key for key, each in relations.items() if each.reltype.endswith(FOREIGN)]:
            del relations[key]


def _language(tag: str) -> Any:
    """`w:lang` for Latin, East Asian and right-to-left words alike: each run is in one of them."""
    said = OxmlElement("w:lang")
    for script in ("w:val", "w:eastAsia", "w:bidi"):
        said.set(qn(script), tag)
    return said
