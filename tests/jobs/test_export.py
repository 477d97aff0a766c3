"""What leaves is made for one audience, searched for what was withheld, put in place whole, and noted."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook
from sqlalchemy import select

from desktop.documents.extract import Extract
from desktop.documents.written import texts_in
from desktop.jobs.export import export, print_out
from desktop.jobs.forecast import SPOKEN, forecast
from desktop.jobs.order import Order
from desktop.jobs.progress import Canceled
from desktop.models.concern import Concern
from desktop.models.disclosure import Audience, Consent, Reason
from desktop.models.line import Line
from desktop.models.refusal import Refusal
from desktop.store.store import Store
from desktop.store.tables import CHANGE_SET
from tests.conftest import Opener
from tests.factories import READER, concern, noted, person, saved

SECRET = "My neighbor at number nine sells fireworks from his garage"
OPEN = "The crossing at the school needs a longer green light"
CONTACT = "Renée Lindqvist, 555-0142"
ENDINGS = [".pdf", ".xlsx", ".csv", ".json"]


@pytest.fixture
def ids(store: Store) -> list[int]:
    """Two concerns: of one resident who agreed and may be called, and of one who did not."""
    records = [
        concern(words=OPEN, contact_consent=Consent.MAY_CONTACT, contact=CONTACT, answer="We asked for it."),
        concern(words=SECRET, contact_consent=Consent.NOTHING_OUTSIDE, answer="We looked into it."),
    ]
    saved(store, *records)
    return [record.id for record in records]


def text_of(path: Path) -> str:
    return " ".join(" ".join(texts_in(path, path.suffix)).split())


@pytest.mark.parametrize("ending", ENDINGS)
def test_no_file_for_anyone_holds_what_is_withheld(store: Store, ids: list[int], tmp_path: Path, ending: str) -> None:
    """The produced files are searched here with other means than the program's own."""
    target = tmp_path / f"concerns{ending}"
    exported = export(store, Order("concerns", target, Audience.ANYONE))
    text = text_of(target)
    assert OPEN[:30] in text
    assert exported.facts["rows"] == 2
    for secret in (SECRET, "fireworks", "Lindqvist", "555-0142"):
        assert secret not in text
        assert secret.encode() not in target.read_bytes()


@pytest.mark.parametrize("ending", ENDINGS)
def test_our_own_file_holds_everything_we_print(store: Store, ids: list[int], tmp_path: Path, ending: str) -> None:
    target = tmp_path / f"concerns{ending}"
    export(store, Order("concerns", target))
    assert SECRET[:40] in text_of(target)


def test_the_rows_are_those_asked_for_in_their_order(store: Store, ids: list[int], tmp_path: Path) -> None:
    more = [concern(words=f"Concern number {number}") for number in range(3)]
    saved(store, *more)
    wanted = [more[1].id, ids[0], more[2].id]
    export(store, Order("concerns", tmp_path / "c.json", ids=wanted))
    written = json.loads((tmp_path / "c.json").read_text(encoding="utf-8"))
    assert [int(record["id"]) for record in written["records"]] == wanted


def test_a_contact_typed_into_the_answer_stops_the_file_and_names_the_place(
    store: Store, ids: list[int], tmp_path: Path
) -> None:
    answer = "We called RENEE LINDQVIST, 555 0142 about it."
    saved(store, concern(words="The bench is gone", contact_consent=Consent.WITH_ROLE, answer=answer))
    target = tmp_path / "c.xlsx"
    target.write_text("the old one")
    with pytest.raises(Refusal, match=r"C26-0003, Our answer to residents: has what stands in Contact"):
        export(store, Order("concerns", target, Audience.ANYONE))
    assert target.read_text() == "the old one"
    assert list(tmp_path.glob(".commonground-*")) == []
    export(store, Order("concerns", target))  # inside the office it may stand there


def test_withheld_words_quoted_in_an_answer_stop_the_file(store: Store, ids: list[int], tmp_path: Path) -> None:
    answer = f"You said: {SECRET}. We spoke to him."
    saved(store, concern(words="Noise at night", contact_consent=Consent.WITH_ROLE, answer=answer))
    with pytest.raises(Refusal, match="C26-0003"):
        export(store, Order("concerns", tmp_path / "c.csv", Audience.PARTNER))


def test_the_same_words_of_a_resident_who_agreed_are_no_leak(store: Store, ids: list[int], tmp_path: Path) -> None:
    saved(store, concern(words=SECRET, contact_consent=Consent.WITH_ROLE))
    export(store, Order("concerns", tmp_path / "c.csv", Audience.ANYONE))
    assert (tmp_path / "c.csv").read_text(encoding="utf-8-sig").count(SECRET) == 2  # its title and its words


@pytest.mark.parametrize("ending", ENDINGS)
def test_a_writer_that_lets_something_slip_is_caught(
    store: Store, ids: list[int], tmp_path: Path, ending: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The search reads the file itself, not what the writer was given."""
    from desktop.jobs import writers

    honest = writers.writer_for("concerns", ending)

    def slips(found: Extract, place: Path) -> list[str]:
        leaky = found.rows
        found.rows = ((*row[:2], CONTACT, *row[3:]) for row in leaky)  # in place of the title
        return honest(found, place)

    monkeypatch.setattr("desktop.jobs.export.writer_for", lambda what, ending: slips)
    with pytest.raises(Refusal, match="holds what is withheld: Contact"):
        export(store, Order("concerns", tmp_path / f"c{ending}", Audience.ANYONE))
    assert list(tmp_path.glob("c.*")) == []


def test_the_journal_notes_for_whom_how_many_and_what_was_searched_for(
    store: Store, ids: list[int], tmp_path: Path
) -> None:
    exported = export(store, Order("concerns", tmp_path / "c.csv", Audience.ANYONE, draft=True))
    with store.reading() as session:
        last = session.execute(select(CHANGE_SET).order_by(CHANGE_SET.c.seq.desc()).limit(1)).one()
    assert (last.label, last.person_id) == ("Export concerns", store.member.person_id)
    facts = {"kind": "concerns", "format": "csv", "rows": 2, "audience": "anyone", "draft": True}
    assert facts.items() | exported.facts.items() <= json.loads(last.details).items()
    assert SECRET not in str(last.details)


def test_a_reader_never_gets_more_than_a_partner(opened: Opener, ids: list[int], tmp_path: Path, store: Store) -> None:
    store.close()
    reader = opened(READER)
    exported = export(reader, Order("concerns", tmp_path / "c.csv"))
    assert exported.facts["audience"] == "partner"
    assert "fireworks" not in text_of(tmp_path / "c.csv")


def test_what_the_privacy_screen_hides_is_not_in_the_file(store: Store, ids: list[int], tmp_path: Path) -> None:
    export(store, Order("concerns", tmp_path / "c.csv", privacy_screen=True))
    text = text_of(tmp_path / "c.csv")
    assert "Lindqvist" not in text
    assert "Who answers" not in text
    assert "fireworks" in text  # our own office may read the words


def test_an_office_open_for_reading_only_lets_nothing_out(opened: Opener, tmp_path: Path) -> None:
    with pytest.raises(Refusal, match="cannot be noted"):
        export(opened(write=False), Order("concerns", tmp_path / "c.csv"))
    assert not (tmp_path / "c.csv").exists()


@pytest.mark.parametrize("after", [0, 1, 3, 5])
def test_a_canceled_export_leaves_nothing(store: Store, ids: list[int], tmp_path: Path, after: int) -> None:
    told = []

    def tell(done: int, total: int) -> None:
        told.append(done)
        if len(told) > after:
            raise Canceled

    before = store.journal_head()
    with pytest.raises(Canceled):
        export(store, Order("concerns", tmp_path / "out" / ".." / "c.xlsx", Audience.ANYONE), tell)
    assert list(tmp_path.glob("*c.xlsx")) + list(tmp_path.glob(".commonground-*")) == []
    assert store.journal_head() == before


@pytest.mark.parametrize("ending", ENDINGS)
def test_a_draft_says_so(store: Store, ids: list[int], tmp_path: Path, ending: str) -> None:
    saved(store, *(concern(words=f"Concern number {number}") for number in range(40)))
    target = tmp_path / f"c{ending}"
    export(store, Order("concerns", target, draft=True))
    if ending == ".pdf":
        pages = list(texts_in(target, ending))[-3:]
        assert all("DRAFT" in page for page in pages)
    elif ending == ".xlsx":
        sheet: Any = load_workbook(target).worksheets[0]
        assert sheet.oddHeader.center.text == "DRAFT"
        assert "DRAFT: not approved" in text_of(target)
    elif ending == ".json":
        assert json.loads(target.read_text(encoding="utf-8"))["about"]["draft"] is True


def test_minutes_are_searched_for_the_notes_of_our_office(store: Store, tmp_path: Path) -> None:
    recorded = noted(store, f"! {SECRET}", f"! {OPEN}", consent=Consent.NOTHING_OUTSIDE)
    number = recorded[0].line.meeting.number or ""
    target = tmp_path / "m.pdf"
    order = Order("minutes", target, Audience.ANYONE, meeting=number)
    assert export(store, order).facts["withheld"] == 2
    assert "fireworks" not in text_of(target)
    shown = Order("minutes", target, meeting=number)
    export(store, shown)
    assert "fireworks" in text_of(target)
    export(store, Order("minutes", target, meeting=number, privacy_screen=True))
    assert "fireworks" not in text_of(target)


def test_a_print_is_made_in_memory_and_noted_before_it_is_sent(store: Store, ids: list[int]) -> None:
    before = store.journal_head()[0]
    paper = print_out(store, Order("concerns", Path("printer"), Audience.ANYONE), "Front desk")
    assert paper.startswith(b"%PDF")
    assert store.journal_head()[0] == before + 1


# What is counted before anything is written


def counted(store: Store, order: Order) -> Callable[[str], tuple[int, Reason]]:
    with store.reading() as session:
        seen = forecast(store, order)(session)
    kept = {one.key: (one.count, one.reason) for one in seen.kept}
    return lambda key: kept.get(key, (0, Reason.AUDIENCE))


def test_the_count_before_is_the_count_of_the_records(store: Store, ids: list[int]) -> None:
    saved(store, owner := person(name="Nora Berg"))
    saved(store, concern(words="A third one", owner_id=owner.id, contact_consent=Consent.WITH_ROLE))
    anyone = counted(store, Order("concerns", Path(), Audience.ANYONE))
    assert anyone(SPOKEN) == (1, Reason.NOTHING_OUTSIDE)
    assert anyone("contact") == (1, Reason.AUDIENCE)
    assert anyone("owner") == (1, Reason.AUDIENCE)
    assert counted(store, Order("concerns", Path(), Audience.PARTNER))("owner")[0] == 0
    assert counted(store, Order("concerns", Path()))("contact")[0] == 0
    screened = counted(store, Order("concerns", Path(), privacy_screen=True))
    assert screened("contact") == (1, Reason.PRIVACY_SCREEN)


def test_the_forecast_and_the_file_agree(store: Store, ids: list[int], tmp_path: Path) -> None:
    noted(store, f"! {SECRET}", f"+ {OPEN} by Friday", "Just a line of the notes", consent=Consent.NOTHING_OUTSIDE)
    noted(store, "? Who sees the video of the crossing", consent=Consent.WITH_ROLE)
    for what in ("concerns", "lines", "promises", "questions"):
        for audience in Audience:
            order = Order(what, tmp_path / "out.csv", audience)
            with store.reading() as session:
                seen = forecast(store, order)(session)
            assert seen.rows == export(store, order).facts["rows"], (what, audience)


def test_whole_lines_are_left_out_and_counted(store: Store) -> None:
    noted(store, SECRET, OPEN, consent=Consent.NOTHING_OUTSIDE)
    with store.reading() as session:
        seen = forecast(store, Order("lines", Path(), Audience.ANYONE))(session)
        assert session.scalars(select(Line)).all()
        assert not session.scalars(select(Concern)).all()
    assert (seen.rows, seen.whole) == (0, 2)
