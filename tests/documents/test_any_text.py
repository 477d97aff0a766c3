"""Whatever people type, every document prints it in both directions of reading, and nothing in the file acts."""

import re
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, example, given, seed, settings
from hypothesis import strategies as st

from tests.documents.samples import LANGUAGES_OF_THE_WORLD, LONG_DOCUMENTS, print_everything
from tests.documents.tagged import Tagged

ACTS = (b"/URI", b"/JavaScript", b"/JS", b"/Launch", b"/EmbeddedFile", b"/OpenAction", b"/Annots", b"/GoToR", b"/AA")
ACTS_IN_WORD = (b"<w:hyperlink", b"<w:instrText", b"TargetMode", b"vbaProject", b"<w:object", b"<w:altChunk")
FIELDS_IN_WORD = {b"PAGE", b"NUMPAGES"}
ANY = st.text(st.characters(), max_size=60)
STREAM = re.compile(rb"<<([^>]*(?:>>|>)?[^>]*?)>>\nstream\n(.*?)\nendstream", re.DOTALL)
TOGETHER = 20
"""So many texts stand in one printing of everything."""
OUR_WORDS = [word for said in LANGUAGES_OF_THE_WORLD.values() for word in said.split()]
MIXED = st.lists(st.sampled_from(OUR_WORDS), min_size=1, max_size=9).map(" ".join)


def assert_harmless(path: Path) -> None:
    """Nothing that acts when the file is opened or clicked. There is not even a link: we make none."""
    (assert_harmless_word if path.suffix == ".docx" else assert_harmless_pdf)(path)


def assert_harmless_pdf(path: Path) -> None:
    """No name of an action in any object: those in the open, and those packed into object streams."""
    raw = path.read_bytes()
    packed = [zlib.decompress(body) for head, body in STREAM.findall(raw) if b"/ObjStm" in head]
    assert packed
    opened = STREAM.sub(b"", raw) + b"".join(packed)
    for name in ACTS:
        assert not re.search(re.escape(name) + rb"(?![A-Za-z])", opened), (path, name)


def assert_harmless_word(path: Path) -> None:
    """No link, macro, object or field but the numbers of pages."""
    with zipfile.ZipFile(path) as file:
        parts = [file.read(name) for name in file.namelist()]
        assert not [name for name in file.namelist() if name.endswith((".bin", ".vml"))]
    for part in parts:
        assert not [name for name in ACTS_IN_WORD if name in part], path
        assert set(re.findall(rb'<w:fldSimple w:instr="([^"]*)"', part)) <= FIELDS_IN_WORD


def bare(text: str) -> str:
    """Without the room between words, which lines may break, and without what tells a direction."""
    return re.sub(r"[\s\u2066-\u2069\u200e\u200f]+", "", text)


def said_in(path: Path) -> str:
    """What a reader gets out of a tagged file, in reading order."""
    return bare(" ".join(text for text in _said(Tagged(path))))


def _said(file: Tagged) -> Iterator[str]:
    return (node.text for node in file.document.walk() if node.entries.get("/ActualText") or not node.kids)


@settings(max_examples=3, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(texts=st.lists(ANY, min_size=2, max_size=2))
@example(texts=["half a character: \ud800", ""])
def test_any_text_prints_in_every_document(texts: list[str], tmp_path: Path) -> None:
    for path in print_everything(texts, tmp_path):
        assert_harmless(path)


@pytest.mark.torture
@pytest.mark.parametrize("part", range(4))
def test_ten_thousand_texts_print_in_every_document(part: int, tmp_path: Path) -> None:
    """In four parts, each of 125 times twenty texts through all of them, from the left and from the right."""

    @seed(part)
    @settings(max_examples=125, deadline=None)
    @given(texts=st.lists(ANY, min_size=TOGETHER, max_size=TOGETHER))
    def print_them(texts: list[str]) -> None:
        for path in print_everything(texts, tmp_path):
            assert_harmless(path)

    print_them()


def assert_read_back(text: str, folder: Path) -> None:
    """Where text can be got out of a file: words our fonts have, in documents that print them whole."""
    for path in print_everything([text], folder):
        if path.suffix == ".pdf" and path.name.startswith(LONG_DOCUMENTS):
            assert bare(text) in said_in(path), path


@settings(max_examples=2, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(text=MIXED)
def test_words_of_any_language_are_read_out_of_every_document_as_they_were_typed(text: str, tmp_path: Path) -> None:
    assert_read_back(text, tmp_path)


@pytest.mark.torture
@settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(text=MIXED)
def test_many_mixtures_of_words_are_read_out_of_every_document(text: str, tmp_path: Path) -> None:
    assert_read_back(text, tmp_path)


def test_naughty_strings_print_in_every_document(naughty: list[str], tmp_path: Path) -> None:
    """All that are not very long, many to a printing, so that each stands beside others."""
    short = [text for text in naughty if len(text) < 80]
    for start in range(0, len(short), TOGETHER * 8):  # some of them here, all of them in the long proofs
        for path in print_everything(short[start : start + TOGETHER], tmp_path):
            assert_harmless(path)


@pytest.mark.torture
def test_all_naughty_strings_print_in_every_document(naughty: list[str], tmp_path: Path) -> None:
    for start in range(0, len(naughty), TOGETHER):
        for path in print_everything(naughty[start : start + TOGETHER], tmp_path):
            assert_harmless(path)
