"""What a speaker agreed to stands in front of their words, and lines said before follow."""

from PySide6.QtWidgets import QApplication

from desktop.models.disclosure import Consent
from desktop.models.speakers import speakers_of
from desktop.views.meetings.session.consents import ConsentTips
from desktop.views.meetings.session.note_row import spoken_row
from desktop.views.meetings.session.speakers_popover import SpeakersPopover
from tests.views.meetings.session.conftest import Evening


def consents(evening: Evening) -> list[Consent]:
    rows = (evening.page.notes.row_at(place) for place in range(evening.page.notes.rowCount()))
    return [row.line.consent for row in rows if row.line is not None]


def test_every_line_shows_what_its_speaker_agreed_to(evening: Evening) -> None:
    evening.page.start()
    for typed in ("The lamp is out", "Officer takes notes", "It was out before"):
        evening.type(typed)
    evening.settled()
    assert consents(evening) == [Consent.NOTHING_OUTSIDE] * 3
    with evening.store.reading() as session:
        resident = speakers_of(session, evening.meeting_id)[0]
    evening.page.keeper.set_consent(resident.id, Consent.MAY_CONTACT)
    evening.qtbot.waitUntil(lambda: consents(evening) == [Consent.MAY_CONTACT] * 3)
    evening.type("And again last night")
    assert consents(evening) == [Consent.MAY_CONTACT] * 4  # also while it is being saved
    last = evening.page.notes.row_at(evening.page.notes.rowCount() - 1)
    assert "Resident, may be contacted" in spoken_row(last, evening.page.zone)
    tips = evening.page.stream.findChild(ConsentTips)
    assert tips is not None
    assert tips.said_of(last.line) == "Resident: may be contacted"


def test_in_large_text_the_question_leaves_room_beside_it(evening: Evening) -> None:
    evening.page.start()
    evening.type("The lamp is out")
    evening.settled()
    evening.page.desk.theme.set_text_size(200)
    evening.page.asks.speakers()
    popover = QApplication.activePopupWidget()
    assert isinstance(popover, SpeakersPopover)
    assert popover.width() < evening.page.window().width() * 0.75
    row = popover.rows[0]
    assert row.consent.width() >= row.consent.sizeHint().width(), "every choice is there in full"
    popover.close()


def test_the_office_itself_shows_none(evening: Evening) -> None:
    evening.page.start()
    evening.page.capture.set_speaker("Officer")
    evening.type("We will look")
    evening.settled()
    row = evening.page.notes.row_at(evening.page.notes.rowCount() - 1)
    assert row.line is not None
    assert row.line.speaks_for_office
    assert "outside" not in spoken_row(row, evening.page.zone)
