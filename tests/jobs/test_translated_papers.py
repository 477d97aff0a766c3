"""Nothing of ours is left in English on a page in another language: an office whose people wrote one word only."""

import re
from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest
from babel import Locale
from babel.messages.catalog import Catalog
from babel.messages.pofile import read_po
from docx import Document
from docx.oxml.ns import qn

from desktop.bundled import bundled
from desktop.documents import minutes as minutes_document
from desktop.documents import word_minutes
from desktop.documents.recovery_sheet import write_recovery_sheet
from desktop.documents.words import DATES_OF, DOMAIN, LANGUAGES, begins
from desktop.documents.written import texts_in
from desktop.jobs.export import export
from desktop.jobs.order import Order
from desktop.jobs.papers import CONCERN, DAY, DOCUMENTS, MINUTES, OF_A_MEETING
from desktop.models.concern import Category, Concern, Priority, StatusType
from desktop.models.disclosure import Audience, Consent
from desktop.models.kind import Kind, KindOf
from desktop.models.meeting import Meeting
from desktop.models.minutes import MinutesState
from desktop.models.refusal import Refusal
from desktop.store.store import Store
from tests.factories import (
    ROLES,
    agenda_item,
    assign,
    changed,
    concern,
    meeting,
    minutes,
    noted,
    organization,
    person,
    promise,
    saved,
    status,
)

THEIRS = "Ñandú"
"""What people of the office wrote, wherever they wrote something."""
# What is the same in every language; "No" is how PDFium reads the sign before a number.
OUTSIDE = {"Common", "Ground", "No", THEIRS, *(word for name in ROLES for word in name.split())}
# Numbers of records and the journal's anchor; the moment a file was made.
NO_WORDS = r"\b[A-Z]\d+-[A-Z\d]+|\d+:[0-9a-f]{16}|D:\d{14}\S*"
PAPERS = (*DOCUMENTS, "concerns")
DAYS = (date(2026, 10, 12), date(2026, 10, 15), date(2026, 10, 16), date(2026, 10, 19), date(2026, 10, 23))


@pytest.fixture
def office(store: Store, monkeypatch: pytest.MonkeyPatch) -> tuple[Store, Meeting, Concern]:
    """Everything a page can say of ours, around one word of theirs."""
    monkeypatch.setattr(minutes_document, "beside", lambda words: words)  # no second language to tell apart
    monkeypatch.setattr(word_minutes, "beside", lambda words: words)
    store.write("Name the office", assign_office).result()
    saved(store, owner := person(name=THEIRS), elsewhere := organization(name=THEIRS))
    with store.reading() as session:
        sort = session.query(Kind).filter_by(of=KindOf.MEETING).first()
        category = session.query(Category).first()
        assert sort is not None
        assert category is not None
        steps = {meaning: status(session, meaning).id for meaning in StatusType}
    before = meeting(title=THEIRS, place=THEIRS, starts_at=datetime(2026, 9, 15, 18, 30), sort_id=sort.id)
    held = meeting(
        title=THEIRS, place=THEIRS, sort_id=sort.id, lead_id=owner.id, adults=3, young_people=1, officers=2,
        ends_at=datetime(2026, 10, 15, 20, 0),
    )  # fmt: skip
    saved(store, before, held)
    saved(store, agenda_item(held, title=THEIRS, minutes=5, lead_id=owner.id))
    saved(store, minutes(held, state=MinutesState.READ_BACK, read_back_at=store.clock()))
    noted(store, *(f"{sign} {THEIRS}" for sign in ("!", "+", "?", ">", "*", "@resident")), of=held)
    about = {"words": THEIRS, "category_id": category.id, "owner_id": owner.id}
    for day in DAYS:
        saved(store, one := concern(**about, heard_on=date(2026, 10, 1)))
        changed(store, one, answer_due=day)
        saved(store, promise(words=THEIRS, due=day, owner_id=owner.id))
    saved(store, late := concern(**about, answer=THEIRS))
    changed(store, late, resolve_by=DAYS[0])
    saved(store, told := concern(**about, answer=THEIRS, status_id=steps[StatusType.RESOLVED]))
    saved(
        store,
        full := concern(
            **about, answer=THEIRS, status_id=steps[StatusType.REFERRED], referred_to_id=elsewhere.id,
            priority=Priority.HIGH, call_back_on=DAYS[3], resolve_by=DAYS[4], contact_consent=Consent.MAY_CONTACT,
            contact=THEIRS, told_on=DAYS[1], told_how=THEIRS, closed_because=THEIRS, meeting_id=held.id,
        ),
    )  # fmt: skip
    assert told.id
    return store, held, full


def assign_office(session: Any) -> None:
    from desktop.models.office import the_office

    assign(session, the_office(session), {"name": THEIRS, "address": THEIRS, "phone": "555-0100"})


def catalogue_of(language: str) -> Catalog:
    path = bundled("translations", language, "LC_MESSAGES", f"{DOMAIN}.po")
    with path.open("rb") as file:
        return read_po(file, locale=language)


def english() -> set[str]:
    """Every word of ours in English that cannot be a letter that stands alone, or a piece of the journal's anchor."""
    said = [text for message in catalogue_of("es") for text in texts(message.id)]
    return {
        word for word in letters(re.sub(r"\{\w*\}", " ", " ".join(said))) if not re.fullmatch("[A-Za-z]|[a-f]+", word)
    }


def words_of(language: str) -> set[str]:
    """Every word that our catalogue, the names of languages and the dates of a language can bring to a page."""
    said = [text for message in catalogue_of(language) for text in texts(message.string)]
    locale = Locale.parse(DATES_OF.get(language, language))
    for names in (locale.months, locale.days, locale.day_periods):
        said += [text for kind in names.values() for width in kind.values() for text in width.values()]
    said += [begins(text) for text in said]  # any of them may begin a line
    return set(letters(" ".join([*said, "de", *LANGUAGES.values()]))) | OUTSIDE


def texts(said: Any) -> list[str]:
    return list(said) if isinstance(said, tuple | list) else [said]


def letters(text: str) -> Iterator[str]:
    return (found[0] for found in re.finditer(r"[^\W\d_]+", text.replace("\u00ad", "")))


def ours_in(path: Path) -> set[str]:
    if path.suffix == ".docx":
        said = [element.text or "" for element in Document(str(path)).element.iter(qn("w:t"))]
    else:
        said = list(texts_in(path, ".pdf"))
    return set(letters(re.sub(NO_WORDS, " ", " ".join(said))))


@pytest.mark.parametrize("audience", [Audience.OFFICE, Audience.ANYONE])
@pytest.mark.parametrize("what", PAPERS)
def test_no_english_is_left_on_a_spanish_page(
    office: tuple[Store, Meeting, Concern], what: str, audience: Audience, tmp_path: Path
) -> None:
    for path in written(office, what, audience, "es", tmp_path):
        assert ours_in(path) - words_of("es") == set()


@pytest.mark.parametrize("language", ["ar", "ht", "vi", "zh"])
@pytest.mark.parametrize("what", PAPERS)
def test_no_english_is_left_on_a_page_in_another_language(
    office: tuple[Store, Meeting, Concern], what: str, language: str, tmp_path: Path
) -> None:
    for path in written(office, what, Audience.OFFICE, language, tmp_path):
        assert (ours_in(path) & english()) - words_of(language) == set()


def written(
    office: tuple[Store, Meeting, Concern], what: str, audience: Audience, language: str, folder: Path
) -> Iterator[Path]:
    store, held, full = office
    for ending in (".pdf", ".docx") if what == MINUTES else (".pdf",):
        target = folder / f"made{ending}"
        try:
            export(
                store,
                Order(
                    what, target, audience, language=language, second=language, draft=True,
                    meeting=held.number or "" if what in OF_A_MEETING else "",
                    ids=[full.id] if what == CONCERN else None,
                ),
            )  # fmt: skip
        except Refusal:
            assert (what, audience) == (DAY, Audience.ANYONE), "the day sheet is for our office only"
            return
        yield target


@pytest.mark.parametrize("language", [language for language in LANGUAGES if language != "en"])
def test_no_english_is_left_on_a_recovery_sheet(store: Store, language: str, tmp_path: Path) -> None:
    target = tmp_path / "sheet.pdf"
    write_recovery_sheet(THEIRS, "-".join(["22222"] * 8), store.clock(), target, language=language)
    assert (ours_in(target) & english()) - words_of(language) == set()
