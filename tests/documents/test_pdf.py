"""Printed documents, read back with pypdf: what stands there, what does not, and what the file gives away."""

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pypdfium2
import pytest
from pypdf import PdfReader
from pypdfium2 import raw

from desktop.documents.concern_list import write_concern_list
from desktop.documents.concern_page import write_concern_page
from desktop.documents.day_sheet import write_day_sheet
from desktop.documents.meeting_plan import write_run_sheet
from desktop.documents.minutes import write_minutes
from desktop.documents.recovery_sheet import write_recovery_sheet
from desktop.documents.styles import LARGE, Sheet
from desktop.models.concern import CONCERN_FIELDS
from desktop.models.disclosure import Audience, Reason, Withheld, withheld
from desktop.models.minutes import MinutesState
from desktop.models.minutes_content import LastTime, MinutesContent, NoteLine, PromiseState, Raised, Said
from desktop.models.refusal import Refusal
from tests.documents.conftest import ZONE, MadeExtract, made_about
from tests.documents.samples import ALVAREZ, CODE, DOCUMENTS, made_concern, made_day, made_minutes, made_plan

EVIL = "<a href=\"http://evil.example\">x</a> <img src='/etc/passwd'/> javascript:alert(1) http://evil.example & co"


@pytest.fixture
def content() -> MinutesContent:
    """The minutes of the printed example."""
    return made_minutes()


def text_of(path: Path) -> str:
    """All text, with single spaces: where lines break is not the point."""
    return " ".join(" ".join(page.extract_text() for page in PdfReader(path).pages).split())


def assert_harmless(path: Path, title: str) -> None:
    reader = PdfReader(path)
    assert {key: str(value) for key, value in (reader.metadata or {}).items()} == {
        "/Title": title,
        "/Author": "Fernhill community liaison office",
    }
    assert str(reader.root_object["/Lang"]) == "en-US"
    for number in range(1, len(reader.xref[0]) + 1):
        described = repr(reader.get_object(number))
        for name in ("/URI", "/JavaScript", "/JS", "/Launch", "/EmbeddedFile", "/OpenAction", "/Annots", "/Producer"):
            assert f"'{name}'" not in described, (number, name)
    raw = path.read_bytes()
    assert b"eportLab" not in re.sub(rb"%.*\n", b"", raw)


def test_minutes_say_everything_once_in_the_words_of_the_design(tmp_path: Path, content: MinutesContent) -> None:
    assert not write_minutes(content, made_about(), tmp_path / "m.pdf")
    text = text_of(tmp_path / "m.pdf")
    for said in (
        "Fernhill community liaison office",
        "1 Harbor Row, desk 555-0100",
        "Minutes M26-0031",
        "DRAFT",
        "Draft, read back, page 1 of 2",
        "Street lighting and the walk to school",
        "Listening session, Orchard Flats",
        "Thursday, October 15, 2026, 6:30 to 8:01 PM",
        "24 adults, 7 young people, 1 officer. Branch library, parents’ group.",
        "From last time, September 17",
        "Counted October 8, four dark",
        "Due November 16",
        "C26-0143 Cars don’t stop at the crosswalk. Officer R. Alvarez Tue, Oct 20",
        "“My mother walks in the road.” Officer R. Alvarez Answered Mon, Oct 19",
        "Struck at the speaker’s wish, 7:12 PM",
        "Promises we made",
        "Questions to answer",
        "Actions for partners",
        "Did we get it right? Call 555-0100 or come on November 19.",
        "¿Está bien escrito? Llame al 555-0100 o venga el 19 de noviembre.",
        "Lines marked by the note taker, read back to the room at 7:58 PM",
        "Minutes M26-0031, printed October 15, 2026, 8:12 PM",
        "Journal anchor 1284:3f0c9a5be17d42c8",
        "Page 2 of 2",
        "This copy is for a partner.",
    ):
        assert said in text, said
    assert "“Cars" not in text
    assert "What was said" not in text
    assert_harmless(tmp_path / "m.pdf", "Minutes M26-0031: Street lighting and the walk to school")


def test_exits_are_printed_as_one_number_and_not_at_all_when_there_was_none(
    tmp_path: Path, content: MinutesContent
) -> None:
    write_minutes(content, made_about(), tmp_path / "none.pdf")
    assert "Passed on" not in text_of(tmp_path / "none.pdf")
    content.passed_on = 2
    write_minutes(content, made_about(), tmp_path / "two.pdf")
    assert "Passed on to where it belongs, not kept here: 2" in text_of(tmp_path / "two.pdf")


def test_final_minutes_are_no_draft(tmp_path: Path, content: MinutesContent) -> None:
    content.state, content.approved_by = MinutesState.FINAL, "Lt. M. Grant"
    content.corrections = "October 20: the bus is line 4."
    content.withheld.rows = 2
    write_minutes(content, made_about(phone=None), tmp_path / "m.pdf")
    text = text_of(tmp_path / "m.pdf")
    assert "draft" not in text.lower()
    assert "Page 1 of 2" in text
    assert "Approved by Lt. M. Grant." in text
    assert "October 20: the bus is line 4." in text
    assert "2 whole rows: the speaker asked that nothing leaves the office" in text
    assert "Did we get it right? Come on November 19." in text


def test_for_anyone_nobody_is_named_as_answering(tmp_path: Path, content: MinutesContent) -> None:
    content.audience = Audience.ANYONE
    write_minutes(content, made_about(), tmp_path / "m.pdf")
    assert "Who answers" not in text_of(tmp_path / "m.pdf")


def test_a_bare_meeting_prints_on_one_page(tmp_path: Path, content: MinutesContent) -> None:
    bare = replace(
        content, number="", title="T", sort="", area="", place="", ends_at=None, adults=None, young_people=None,
        officers=None, also_here="", read_back_at=None, last_time_on=None, next_on=None, last_time=[], concerns=[],
        promises=[], questions=[], actions=[], praise=[], audience=Audience.ANYONE,
    )  # fmt: skip
    write_minutes(bare, made_about(phone=None, address=None), tmp_path / "m.pdf")
    text = text_of(tmp_path / "m.pdf")
    assert "Draft, read back, page 1 of 1" in text
    assert "Not counted." in text
    assert "not yet read back" in text
    assert "Did we get it right? Tell anyone of this office." in text


def test_long_minutes_go_on_over_pages_under_their_heads(tmp_path: Path, content: MinutesContent) -> None:
    content.audience = Audience.OFFICE
    content.title = "W" * 400
    content.concerns *= 20
    content.concerns.append(Raised("C26-9999", Said("long words " * 2000), ALVAREZ, None, None))
    content.concerns.append(Raised("C26-9998", Said("W" * 3000, True), ALVAREZ, None, None))
    content.notes = [NoteLine(datetime(2026, 10, 15, 18, 31), "Resident", Said("Thank you for coming."))] * 90
    write_minutes(content, made_about(), tmp_path / "m.pdf")
    pages = [page.extract_text() for page in PdfReader(tmp_path / "m.pdf").pages]
    assert len(pages) > 20
    concerns = [page for page in pages if "long words long words" in page]
    assert len(concerns) > 5
    assert all("As noted. In quotation marks: as spoken" in page for page in concerns)
    assert len(re.findall(r"\blong\b", "\n".join(pages))) == 2000
    assert sum(page.count("W") for page in pages) >= 3400
    assert all(f"Page {number} of {len(pages)}" in page for number, page in enumerate(pages, 1))


def test_text_from_people_stays_text(tmp_path: Path, content: MinutesContent) -> None:
    content.title = content.place = content.summary = content.also_here = EVIL
    content.praise = [Said(EVIL), Said(EVIL, True)]
    content.last_time = [LastTime(PromiseState.DONE, Said(EVIL), EVIL, None)]
    write_minutes(content, made_about(address=EVIL, person=EVIL), tmp_path / "m.pdf")
    assert text_of(tmp_path / "m.pdf").count("<img src='/etc/passwd'/>") >= 6
    assert_harmless(tmp_path / "m.pdf", f"Minutes M26-0031: {EVIL}")


def test_naughty_strings_print(tmp_path: Path, content: MinutesContent, naughty: list[str]) -> None:
    content.praise = [Said(text, place % 2 == 0) for place, text in enumerate(naughty)]
    missing = write_minutes(content, made_about(), tmp_path / "m.pdf")
    assert missing["👾"] >= 1
    assert "a" not in missing


def test_what_no_font_has_is_boxed_and_told(tmp_path: Path, content: MinutesContent) -> None:
    content.praise = [Said("\ue001\ue0f5 🙂 fine"), Said("\ue001 fine", True)]
    missing = write_minutes(content, made_about(office_name="Fernhill \ue001"), tmp_path / "m.pdf")
    assert missing == {"\ue001": 3, "\ue0f5": 1, "🙂": 1}
    assert "□□ □ fine" in text_of(tmp_path / "m.pdf")


def test_the_same_minutes_are_the_same_file(tmp_path: Path, content: MinutesContent) -> None:
    for name in ("a.pdf", "b.pdf"):
        write_minutes(content, made_about(), tmp_path / name)
    assert (tmp_path / "a.pdf").read_bytes() == (tmp_path / "b.pdf").read_bytes()


def test_a_failed_print_leaves_the_old_paper(tmp_path: Path, content: MinutesContent) -> None:
    with pytest.raises(Refusal):
        write_minutes(content, made_about(), tmp_path / "missing" / "m.pdf")
    assert not list(tmp_path.iterdir())


def concern_rows(count: int, audience: Audience) -> tuple[list[Any], Iterator[tuple[Any, ...]]]:
    fields = [field for field in CONCERN_FIELDS if withheld(field, audience) is None]
    values = {
        "number": "C26-0142",
        "title": "My mother walks in the road",
        "area": "Orchard Flats",
        "category": "Lighting",
        "status": "Acknowledged",
        "heard_on": date(2026, 10, 15),
        "answer_due": date(2026, 10, 20),
        "resolve_by": date(2027, 1, 5),
        "owner": ALVAREZ,
    }
    return fields, (tuple(values.get(field.key) for field in fields) for _ in range(count))


def test_the_list_of_concerns_repeats_its_heads(tmp_path: Path, extract: MadeExtract) -> None:
    fields, rows = concern_rows(250, Audience.PARTNER)
    about = made_about(Audience.PARTNER, filter_text="lamps")
    counted = Withheld()
    counted.values["Concern", Reason.NOTHING_OUTSIDE] = 4
    assert not write_concern_list(extract(fields, rows, about=about, withheld=counted), tmp_path / "c.pdf")
    reader = PdfReader(tmp_path / "c.pdf")
    pages = [" ".join(page.extract_text().split()) for page in reader.pages]
    assert len(pages) == 23
    assert all("Number Concern Area Category Status Heard on Answer, fix by Who" in page for page in pages)
    assert sum(page.count("C26-0142") for page in pages) == 250
    assert "Oct 15 Answer Oct 20 Fix Jan 5, 2027 Officer R. Alvarez" in pages[0]
    assert "250 rows, for a partner. Filter: lamps. Left out: 4 of Concern: the speaker asked" in pages[-1]
    assert reader.pages[0].mediabox.width > reader.pages[0].mediabox.height
    assert_harmless(tmp_path / "c.pdf", "Concerns of Fernhill community liaison office")


def test_a_list_for_anyone_has_no_names_and_says_so(tmp_path: Path, extract: MadeExtract) -> None:
    fields, rows = concern_rows(1, Audience.ANYONE)
    left_out = tuple(field for field in CONCERN_FIELDS if field not in fields)
    found = extract(fields, rows, about=made_about(Audience.ANYONE), left_out=left_out)
    write_concern_list(found, tmp_path / "c.pdf")
    text = text_of(tmp_path / "c.pdf")
    assert ALVAREZ not in text
    assert "1 row, for anyone. No filter. Left out: columns Who answers." in text


def test_a_withheld_title_is_said_and_an_empty_list_prints(tmp_path: Path, extract: MadeExtract) -> None:
    title = CONCERN_FIELDS["title"]
    write_concern_list(extract([title], [(None,), ("<b>🙂</b>",)]), tmp_path / "c.pdf")
    assert "Withheld <b>□</b>" in text_of(tmp_path / "c.pdf")
    write_concern_list(extract([title], []), tmp_path / "empty.pdf")
    assert "0 rows, for our office. No filter. Nothing left out." in text_of(tmp_path / "empty.pdf")


def test_the_recovery_sheet_is_one_page_to_type_from(tmp_path: Path) -> None:
    made_at = datetime(2026, 10, 15, 14, 14, tzinfo=ZONE)
    write_recovery_sheet("Fernhill community liaison office", CODE, made_at, tmp_path / "r.pdf")
    text = text_of(tmp_path / "r.pdf")
    for number, group in enumerate(CODE.split("-"), 1):
        assert f"{number} {group}" in text
    for said in (
        "Made October 15, 2026, 2:14 PM",
        "Station commander",
        "Records clerk outside this office",
        "City clerk or legal office",
        "Nobody who signs in to this program",
        "can open everything",
        "Signed across the flap",
    ):
        assert said in text, said
    assert len(PdfReader(tmp_path / "r.pdf").pages) == 1
    assert_harmless(tmp_path / "r.pdf", "Recovery sheet")


def test_any_office_name_keeps_the_recovery_sheet_on_one_page(tmp_path: Path) -> None:
    made_at = datetime(2026, 10, 15, 14, 14, tzinfo=ZONE)
    write_recovery_sheet("<b>Đặng</b> 日 " * 40, "-".join(["WWWWW"] * 8), made_at, tmp_path / "r.pdf")
    assert len(PdfReader(tmp_path / "r.pdf").pages) == 1


BODY_OF = {
    "minutes": "Count the dark lamps on Alder St",
    "minutes in large type": "Count the dark lamps on Alder St",
    "agenda": "Delivery vans at the bus stop",
    "agenda in Spanish, large": "Delivery vans at the bus stop",
    "concern slips": "In your words",
    "sign-in slips": "Phone or email",
    "sign-in sheet": "You can stay without signing",
    "how-to slip": "This office does not take tips",
    "concern slips in large type": "In your words",
    "sign-in slips in large type": "Phone or email",
    "sign-in sheet in large type": "You can stay without signing",
    "how-to slip in large type": "This office does not take tips",
}
"""Some of the body of what residents read."""


def size_of(path: Path, said: str) -> float:
    """The size in points of the letters of these words."""
    with pypdfium2.PdfDocument(path) as document:
        for page in document:
            text = page.get_textpage()
            if (found := text.search(said).get_next()) is not None:
                letters = (n for n in range(found[0], sum(found)) if chr(raw.FPDFText_GetUnicode(text, n)).isalpha())
                return min(_drawn_size(text, place) for place in letters)
    raise AssertionError(said)


def _drawn_size(text: Any, place: int) -> float:
    """With what the page is drawn larger by, which the file holds in six places."""
    matrix = raw.FS_MATRIX()
    assert raw.FPDFText_GetMatrix(text, place, matrix)
    return round(float(raw.FPDFText_GetFontSize(text, place) * matrix.d), 3)


@pytest.mark.parametrize("name", BODY_OF)
def test_what_residents_read_is_in_twelve_points_and_large_in_sixteen(name: str, tmp_path: Path) -> None:
    DOCUMENTS[name](tmp_path / "d.pdf")
    assert size_of(tmp_path / "d.pdf", BODY_OF[name]) >= (16 if "large" in name else 12)


def test_our_own_sheets_are_large_in_large_type(tmp_path: Path) -> None:
    sheet, path, about = Sheet(scale=LARGE), tmp_path / "d.pdf", made_about()
    write_run_sheet(made_plan(), about, path, sheet=sheet)
    assert size_of(path, "Delivery vans at the bus stop") >= 16
    write_day_sheet(made_day(), about, path, sheet=sheet)
    assert size_of(path, "Call the lighting office") >= 16
    write_concern_page(made_concern(), about, path, sheet=sheet)
    assert size_of(path, "Four lamps are dark") >= 16
