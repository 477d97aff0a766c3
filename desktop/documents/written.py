"""What stands in a finished file, read back from it: every text a reader of the file could find."""

import json
import re
import zipfile
from collections.abc import Iterator
from ctypes import create_string_buffer
from io import BytesIO
from pathlib import Path
from typing import Any

from desktop.documents.embedding import NOTHING_OF_ITS_OWN

BLOCK, OVERLAP = 1 << 18, 2000
BREAKS = ("}br", "}tab", "}cr")
_STRING = re.compile(r'"(?:[^"\\]|\\.)*"')


def texts_in(place: Path | BytesIO, ending: str) -> Iterator[str]:
    """Yield the texts of a finished .pdf, .docx, .xlsx, .csv or .json, by cells, paragraphs or pages, with what it says
    of itself.
    """
    if ending == ".pdf":
        return _pdf(place)
    assert isinstance(place, Path)
    return {".docx": _docx, ".xlsx": _xlsx, ".csv": _csv, ".json": _json}[ending](place)


def _pdf(place: Path | BytesIO) -> Iterator[str]:
    import pypdfium2

    document: Any = pypdfium2.PdfDocument(place if isinstance(place, Path) else place.getvalue())
    try:
        yield from document.get_metadata_dict().values()
        for page in document:
            text_page = page.get_textpage()
            yield text_page.get_text_bounded().replace(NOTHING_OF_ITS_OWN, "")
            text_page.close()
            yield from _said_by_elements(page)
            page.close()
    finally:
        document.close()


def _said_by_elements(page: Any) -> Iterator[str]:
    """What paragraphs say in the structure. Right-to-left words are read whole only there: PDFium, which reads the page
    itself, turns some of them around.
    """
    from pypdfium2 import raw

    tree = raw.FPDF_StructTree_GetForPage(page)
    try:
        waiting = [raw.FPDF_StructTree_GetChildAtIndex(tree, n) for n in range(raw.FPDF_StructTree_CountChildren(tree))]
        while waiting:
            if element := waiting.pop():
                length = raw.FPDF_StructElement_GetActualText(element, None, 0)
                if length > len(b"\0\0"):
                    text = create_string_buffer(length)
                    raw.FPDF_StructElement_GetActualText(element, text, length)
                    yield text.raw.decode("utf-16-le", "replace").rstrip("\0")
                kids = range(raw.FPDF_StructElement_CountChildren(element))
                waiting += [raw.FPDF_StructElement_GetChildAtIndex(element, n) for n in kids]
    finally:
        raw.FPDF_StructTree_Close(tree)


def _xlsx(path: Path) -> Iterator[str]:
    """All texts of all parts: shared and inline strings, names of sheets, heads of pages, properties."""
    from defusedxml.ElementTree import iterparse

    with zipfile.ZipFile(path) as book:
        for name in book.namelist():
            if not name.endswith((".xml", ".rels")):
                continue
            with book.open(name) as part:
                for _, element in iterparse(part):
                    if element.text and not element.tag.endswith("}v"):
                        yield element.text
                    if element.tag.endswith(("}row", "}si")):
                        element.clear()
                    elif element.tag.endswith("}sheet"):
                        yield element.get("name", "")


def _docx(path: Path) -> Iterator[str]:
    """Paragraphs whole, whatever pieces they are written in; of the other parts every text there is."""
    from defusedxml.ElementTree import iterparse

    with zipfile.ZipFile(path) as file:
        for name in file.namelist():
            if not name.endswith((".xml", ".rels")):
                continue
            with file.open(name) as part:
                for _, element in iterparse(part):
                    if element.tag.endswith("}p"):
                        yield "".join("\n" if each.tag.endswith(BREAKS) else each.text or "" for each in element.iter())
                    elif element.text and not element.tag.endswith("}t"):
                        yield element.text


def _csv(path: Path) -> Iterator[str]:
    """In blocks that overlap: cells may be longer than the csv module takes without being told globally."""
    with path.open(encoding="utf-8-sig", newline="") as file:
        tail = ""
        while block := file.read(BLOCK):
            yield tail + block
            tail = block[-OVERLAP:]


def _json(path: Path) -> Iterator[str]:
    with path.open(encoding="utf-8") as file:
        for line in file:
            for found in _STRING.finditer(line):
                yield json.loads(found[0])
