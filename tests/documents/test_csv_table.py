"""CSV: exact when read back, harmless when opened in a spreadsheet."""

import csv
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.documents.csv_table import write_csv
from desktop.models.concern import CONCERN_FIELDS, Priority
from desktop.models.field import Field
from desktop.models.line import LINE_FIELDS
from desktop.models.safe_cell import protect, unprotect
from tests.documents.conftest import MadeExtract

WORDS = Field("words", "Words")
TRICKY = st.text(alphabet=st.sampled_from("'=+-@\t\r＝＋－＠a \n\x00"), max_size=6)


@given(st.one_of(st.text(), TRICKY))
def test_what_was_protected_comes_back_exactly(text: str) -> None:
    assert unprotect(protect(text)) == text
    assert not protect(text).startswith(("=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠"))


@pytest.mark.parametrize(
    ("text", "written"),
    [("=1", "'=1"), ("'=1", "''=1"), ("''=1", "'''=1"), ("'tis", "'tis"), ("", ""), ("a=1", "a=1"), ("＝1", "'＝1")],
)
def test_only_text_that_could_run_gets_an_apostrophe(text: str, written: str) -> None:
    assert protect(text) == written


def read(path: Path) -> list[list[str]]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.reader(file))


def test_every_character_is_kept(tmp_path: Path, extract: MadeExtract) -> None:
    texts = [
        "a\x00b",
        "x\r\ny\rz\n",
        'say "no", now',
        " spaces ",
        "\ufeff",
        "\u2028\x85\x1a",
        "=1+1",
        "'=1",
        "日本 🙂",
        "",
    ]
    write_csv(extract([WORDS, WORDS], [(text, text) for text in texts]), tmp_path / "out.csv")
    assert [[unprotect(cell) for cell in row] for row in read(tmp_path / "out.csv")[1:]] == [[t, t] for t in texts]


def test_naughty_strings_come_back_exactly(tmp_path: Path, extract: MadeExtract, naughty: list[str]) -> None:
    write_csv(extract([WORDS, WORDS], [(text, "|") for text in naughty]), tmp_path / "out.csv")
    assert [unprotect(row[0]) for row in read(tmp_path / "out.csv")[1:]] == naughty


def test_values_are_written_for_programs(tmp_path: Path, extract: MadeExtract) -> None:
    fields = [
        CONCERN_FIELDS["id"],
        CONCERN_FIELDS["heard_on"],
        CONCERN_FIELDS["answered_at"],
        CONCERN_FIELDS["priority"],
        LINE_FIELDS["verbatim"],
        LINE_FIELDS["themes"],
    ]
    answered = datetime(2026, 10, 16, 23, 30, tzinfo=UTC)
    rows = [(2**62 + 1, date(2026, 10, 15), answered, Priority.HIGH, False, "lights\x1fbus"), (None,) * 6]
    write_csv(extract(fields, rows), tmp_path / "out.csv")
    raw = (tmp_path / "out.csv").read_bytes()
    assert raw.startswith(b"\xef\xbb\xbfId,Heard on,First answer at,Priority,As spoken,Themes\r\n")
    assert read(tmp_path / "out.csv")[1:] == [
        ["4611686018427387905", "2026-10-15", "2026-10-16T19:30:00-04:00", "high", "no", "lights, bus"],
        [""] * 6,
    ]
