"""Whatever people type, every document prints it, and nothing in the file acts."""

import re
import zlib
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.documents.samples import print_everything

ACTS = (b"/URI", b"/JavaScript", b"/JS", b"/Launch", b"/EmbeddedFile", b"/OpenAction", b"/Annots", b"/GoToR", b"/AA")
ANY = st.text(st.characters(), max_size=60)
STREAM = re.compile(rb"<<([^>]*(?:>>|>)?[^>]*?)>>\nstream\n(.*?)\nendstream", re.DOTALL)


def assert_harmless(path: Path) -> None:
    """No name of an action in any object: those in the open, and those packed into object streams."""
    raw = path.read_bytes()
    packed = [zlib.decompress(body) for head, body in STREAM.findall(raw) if b"/ObjStm" in head]
    assert packed
    opened = STREAM.sub(b"", raw) + b"".join(packed)
    for name in ACTS:
        assert not re.search(re.escape(name) + rb"(?![A-Za-z])", opened), (path, name)


@settings(max_examples=8, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(text=ANY)
def test_any_text_prints_in_every_document(text: str, tmp_path: Path) -> None:
    for path in print_everything(text, tmp_path):
        assert_harmless(path)


@pytest.mark.torture
@settings(max_examples=1000, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(text=ANY)
def test_ten_thousand_pages_of_any_text(text: str, tmp_path: Path) -> None:
    """A thousand texts through ten documents."""
    for path in print_everything(text, tmp_path):
        assert_harmless(path)


def test_naughty_strings_print_in_every_document(naughty: list[str], tmp_path: Path) -> None:
    """All that are not very long, many to a text, so that each stands beside others."""
    short = [text for text in naughty if len(text) < 80]
    texts = ["\n".join(short[start : start + 3]) for start in range(0, len(short), 3)]
    for text in texts[::12]:  # some of them here, all of them in the long proofs
        for path in print_everything(text, tmp_path):
            assert_harmless(path)


@pytest.mark.torture
def test_all_naughty_strings_print_in_every_document(naughty: list[str], tmp_path: Path) -> None:
    for start in range(0, len(naughty), 20):
        for path in print_everything("\n".join(naughty[start : start + 20]), tmp_path):
            assert_harmless(path)
