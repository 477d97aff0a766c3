"""What an office prints for a meeting, a day and one concern: in the reader’s language and paper, locked if asked."""

from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from typing import Any

import pypdfium2
import pytest
from pypdf import PdfReader

from desktop.documents.written import texts_in
from desktop.jobs.export import export, show
from desktop.jobs.forecast import forecast
from desktop.jobs.order import A4, Order
from desktop.jobs.papers import AGENDA, CONCERN, DAY, DOCUMENTS, HOW_TO, MINUTES, PACKET, SIGN_IN, SIGN_IN_SLIPS, SLIPS
from desktop.models.disclosure import Audience, Consent
from desktop.models.meeting import AgendaItem, Meeting
from desktop.models.refusal import Refusal
from desktop.store.store import Store
from tests.factories import START, concern, meeting, noted, organization, person, saved

CONTACT = "Renée Lindqvist, 555-0142"
SECRET = "My neighbor at number nine sells fireworks from his garage"


@pytest.fixture
def planned(store: Store) -> Meeting:
    """A meeting of three points, the last one of nobody knows how long."""
    saved(store, lead := person(name="Nora Berg"))
    saved(store, held := meeting(title="Lamps and lots", place="Branch library", lead_id=lead.id))
    points = (("Welcome", 5), ("Open floor", None), ("Close", 4))
    saved(
        store,
        *(
            AgendaItem(meeting_id=held.id, title=title, minutes=minutes, lead_id=lead.id, position=place)
            for place, (title, minutes) in enumerate(points)
        ),
    )
    return held


@pytest.fixture
def written(store: Store, tmp_path: Path) -> Callable[..., str]:
    """Export a document and read its words back."""

    def write(what: str, **chosen: Any) -> str:
        target = tmp_path / f"{what}.pdf"
        export(store, Order(what, target, **chosen))
        return " ".join(" ".join(texts_in(target, ".pdf")).split())

    return write


def test_an_agenda_says_when_each_point_begins_as_far_as_it_is_known(
    written: Callable[..., str], planned: Meeting
) -> None:
    said = written(AGENDA, audience=Audience.ANYONE, meeting=planned.number)
    assert "Lamps and lots" in said
    assert "6:30 Welcome 5" in said
    assert "6:35 Open floor Close" in said
    assert "Berg" not in said


def test_a_run_sheet_names_who_leads_only_to_those_who_may_know(written: Callable[..., str], planned: Meeting) -> None:
    assert "Nora Berg" in written(PACKET, meeting=planned.number)
    assert "Berg" not in written(PACKET, audience=Audience.ANYONE, meeting=planned.number)


def test_a_document_is_in_the_language_and_on_the_paper_somebody_chose(
    written: Callable[..., str], planned: Meeting, tmp_path: Path
) -> None:
    said = written(AGENDA, meeting=planned.number, language="es", paper=A4, large=True)
    assert "Orden del día" in said
    with pypdfium2.PdfDocument(tmp_path / "agenda.pdf") as document:
        assert [round(side) for side in document[0].get_size()] == [595, 842]


def test_what_lies_on_a_table_is_in_two_languages(written: Callable[..., str], planned: Meeting, store: Store) -> None:
    both = written(SIGN_IN, meeting=planned.number, sheets=2)
    assert "Welcome. Signing in is your choice." in both
    assert "Bienvenid" in both
    assert "One person, one slip" in written(SIGN_IN_SLIPS, language="es", second="en")
    first, second = written(SLIPS, sheets=1), written(SLIPS, sheets=1)
    assert "S26-0001" in first
    assert "S26-0002" in first
    assert "S26-0003" in second  # no two slips have one number
    assert "S26-0001" not in second
    with pytest.raises(Refusal, match="1 to 100"):
        show(store, Order(SLIPS, Path(), sheets=0))


def test_what_lies_on_a_table_is_large_on_pages_on_their_side(
    written: Callable[..., str], planned: Meeting, tmp_path: Path
) -> None:
    pages = {SIGN_IN: 4, SIGN_IN_SLIPS: 2, SLIPS: 2}
    for what, count in pages.items():
        said = written(what, meeting=planned.number if what == SIGN_IN else "", sheets=2, large=True)
        with pypdfium2.PdfDocument(tmp_path / f"{what}.pdf") as document:
            assert [[round(side) for side in page.get_size()] for page in document] == [[792, 612]] * count
    assert ("S26-0001" in said, "S26-0002" in said, "S26-0003" in said) == (True, True, False)  # one to a page


def test_the_day_is_for_our_office_alone(store: Store, written: Callable[..., str]) -> None:
    saved(store, owner := person(name="Nora Berg"))
    late = START.date().replace(month=9)
    saved(store, concern(title="Lot full of bags", words="", heard_on=late, owner_id=owner.id))
    saved(store, concern(title="Lamp is out", words="", heard_on=late))
    ours = written(DAY)
    assert "Lot full of bags" in ours
    assert "Lamp is out" in ours
    hers = written(DAY, owner=owner.id)
    assert "Nora Berg" in hers
    assert "Lamp is out" not in hers
    for refused in ({"audience": Audience.PARTNER}, {"privacy_screen": True}):
        with pytest.raises(Refusal):
            written(DAY, **refused)


def test_the_page_of_a_concern_holds_what_its_reader_may_know(store: Store, written: Callable[..., str]) -> None:
    said = concern(words="The bench is gone", contact=CONTACT, contact_consent=Consent.MAY_CONTACT, answer="We asked.")
    saved(store, said)
    ours = written(CONCERN, ids=(said.id,))
    assert "The bench is gone" in ours
    assert CONTACT in ours
    assert "We asked." in ours
    outside = written(CONCERN, ids=(said.id,), audience=Audience.ANYONE)
    assert "The bench is gone" in outside
    assert "Lindqvist" not in outside
    assert "Left out: " in outside
    with pytest.raises(Refusal, match="not here any more"):
        written(CONCERN, ids=())


def test_minutes_are_printed_in_another_language_and_size(written: Callable[..., str], planned: Meeting) -> None:
    assert "Acta" in written(MINUTES, meeting=planned.number, language="es", large=True)


def test_a_locked_file_opens_with_its_passphrase_alone(store: Store, tmp_path: Path) -> None:
    saved(store, concern(words=SECRET))
    target = tmp_path / "concerns.pdf"
    exported = export(store, Order("concerns", target, passphrase="four plain words"))
    assert exported.facts["locked"] is True
    reader = PdfReader(BytesIO(target.read_bytes()))
    assert reader.is_encrypted
    assert reader.decrypt("four plain words")
    assert "fireworks" in reader.pages[0].extract_text()
    assert b"fireworks" not in target.read_bytes()


def test_what_cannot_be_locked_is_refused_before_anything_is_written(store: Store, tmp_path: Path) -> None:
    for name, passphrase in (("c.xlsx", "four plain words"), ("c.pdf", "short")):
        with pytest.raises(Refusal):
            export(store, Order("concerns", tmp_path / name, passphrase=passphrase))
    assert list(tmp_path.glob("c.*")) == []


def test_a_passphrase_stands_in_no_message_and_no_journal(store: Store, tmp_path: Path) -> None:
    order = Order("concerns", tmp_path / "c.pdf", passphrase="four plain words")
    assert "four plain" not in repr(order)
    assert "four plain" not in repr(export(store, order).facts)


def test_every_document_is_counted_before_it_is_made(store: Store, planned: Meeting) -> None:
    saved(store, one := concern(words="The bench is gone"))
    for what in DOCUMENTS:
        order = Order(what, Path(), meeting=planned.number or "", ids=(one.id,) if what == CONCERN else None)
        with store.reading() as session:
            assert forecast(store, order)(session).audience is Audience.OFFICE
        assert show(store, order)[0].startswith(b"%PDF")


@pytest.mark.parametrize("audience", Audience)
def test_minutes_for_word_hold_what_their_audience_may_read_and_no_more(
    store: Store, tmp_path: Path, audience: Audience
) -> None:
    saved(store, held := meeting(title="Lamps and lots"))
    noted(store, f"!{SECRET}", of=held, consent=Consent.NOTHING_OUTSIDE)
    target = tmp_path / "minutes.docx"
    exported = export(store, Order(MINUTES, target, audience=audience, meeting=held.number or ""))
    said = " ".join(texts_in(target, ".docx"))
    assert "Lamps and lots" in said
    assert ("fireworks" in said) == (audience is Audience.OFFICE)
    assert exported.facts["withheld"] == (audience is not Audience.OFFICE)


def test_only_minutes_become_a_word_file_and_it_is_not_locked(store: Store, tmp_path: Path, planned: Meeting) -> None:
    number = planned.number or ""
    with pytest.raises(Refusal, match=r"ends in \.pdf"):
        export(store, Order(AGENDA, tmp_path / "a.docx", meeting=number))
    with pytest.raises(Refusal, match="Only a PDF is locked"):
        export(store, Order(MINUTES, tmp_path / "m.docx", meeting=number, passphrase="four plain words"))
    assert list(tmp_path.glob("*.docx")) == []


@pytest.mark.parametrize("what", HOW_TO)
def test_the_how_to_of_an_exit_says_where_it_goes_in_two_languages(store: Store, what: str) -> None:
    fitting = {"how-to-crime": "Tip line", "how-to-complaint": "Review board", "how-to-danger": "Child crisis line"}
    saved(store, organization(name=fitting[what], phone="555 0142"), organization(name="Bakery", phone="555 0199"))
    paper, _ = show(store, Order(what, Path()))
    said = " ".join(page.extract_text() for page in PdfReader(BytesIO(paper)).pages)
    assert said.count("555 0142") == 2  # two slips to a page
    assert "555 0199" not in said
    assert "Where this goes" in said
    assert "A dónde va esto" in said
