"""What a session in the real window leaves behind, and what of it each audience gets: every file is searched.

The words that are looked for are invented, so that nothing else can hold them.
"""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot
from sqlalchemy import select

from desktop.documents.written import texts_in
from desktop.jobs.export import export
from desktop.jobs.order import Order
from desktop.jobs.papers import MINUTES
from desktop.jobs.writers import endings_of
from desktop.models.disclosure import Audience, Consent
from desktop.models.passed_on import PassedOn
from desktop.models.records import RECORDS
from desktop.models.refusal import Refusal
from desktop.models.speaker import Speaker
from desktop.store.store import Store
from desktop.views.asking.choice_popover import ChoicePopover, OfferRow
from desktop.views.asking.exit_dialog import ExitDialog
from tests.journeys.test_live_session import ALT, Evening, evening
from tests.store.test_strike import dumped, traces

NAME = "Renata Quillfeather"
# Who speaks, what they agree to, and a word only they say.
SAID = {
    Consent.NOTHING_OUTSIDE: ("Tenant", "mumblecorn"),
    Consent.WITHOUT_ROLE: ("Landlord", "gristlewick"),
    Consent.WITH_ROLE: ("Parent", "plumbersnook"),
    Consent.MAY_CONTACT: ("Neighbor", "tanglefoss"),
}
STRUCK, EXITED = "strikeberry", "exitweasel"
__all__ = ["evening"]
OUTSIDE = (Audience.PARTNER, Audience.ANYONE)


@pytest.fixture
def played(evening: Evening, qtbot: QtBot) -> Evening:
    """Four speakers with four answers to what may leave, one strike, one exit; wrapped up."""
    evening.start()
    page = evening.page
    for role, word in SAID.values():
        for sign in ("!", "+", "?", ">", "*", ""):
            page.capture.set_speaker(role)
            evening.type(f"{sign}the {word} on the corner")
    page.capture.set_speaker("Visitor")
    evening.type(f"!my son saw the {STRUCK}")
    evening.settled()
    page.stream.choose_line(evening.line("my son").id)
    page.acts.strike()
    qtbot.waitUntil(lambda: any(line.struck_at is not None for line in evening.lines()))
    leave_by_the_exit(evening, qtbot)
    agree(evening, qtbot)
    page.wrap_up()
    qtbot.waitUntil(lambda: evening.tab.frame.wrap_up is not None)
    return evening


def leave_by_the_exit(evening: Evening, qtbot: QtBot) -> None:
    """Half a tip about a crime is typed; then it is passed on, and its words are wiped."""
    page = evening.page
    page.focus_capture()
    qtbot.keyClicks(page.capture.text, f"the {EXITED} sells from the garage")
    page.keeper.keep_half()
    evening.press(Qt.Key.Key_X, ALT)
    popover = page.findChild(ChoicePopover)
    assert popover is not None
    with qtbot.waitSignal(popover.destroyed):
        popover.findChildren(OfferRow)[0].click()
    dialog = evening.window.findChild(ExitDialog)
    assert dialog is not None
    dialog.pass_on()
    qtbot.waitUntil(lambda: passed_on(evening.store) == 1)
    evening.here()


def passed_on(store: Store) -> int:
    with store.reading() as session:
        return len(session.scalars(select(PassedOn)).all())


def agree(evening: Evening, qtbot: QtBot) -> None:
    """Each says what may leave; one offers a name."""
    with evening.store.reading() as session:
        ids = {speaker.label_text: speaker.id for speaker in session.scalars(select(Speaker))}
    for consent, (role, _) in SAID.items():
        evening.page.keeper.set_consent(ids[role], consent)
    evening.page.keeper.set_name(ids["Neighbor"], NAME)

    def all_agreed() -> bool:
        with evening.store.reading() as session:
            return session.get_one(Speaker, ids["Neighbor"]).offered_name == NAME

    qtbot.waitUntil(all_agreed)


def written(store: Store, meeting: str, folder: Path, audience: Audience) -> Iterator[tuple[str, str]]:
    """(name, everything in it) of every file of this office for one audience."""
    for what in (MINUTES, *(record.kinds for record in RECORDS)):
        for ending in endings_of(what):
            place = folder / f"{what}{ending}"
            try:
                export(store, Order(what, place, audience, meeting=meeting if what == MINUTES else ""))
            except Refusal as refusal:
                assert not place.exists(), refusal
                continue
            yield place.name, " ".join(texts_in(place, ending)) + place.read_bytes().decode("latin-1")


@pytest.mark.parametrize("audience", Audience)
def test_every_file_holds_what_each_speaker_agreed_to_and_no_more(
    played: Evening, tmp_path: Path, audience: Audience
) -> None:
    number = played.meeting().number
    assert number is not None
    files = dict(written(played.store, number, tmp_path, audience))
    assert {"minutes.pdf", "concerns.pdf", "concerns.json", "lines.csv", "promises.xlsx"} <= set(files)
    withheld = {STRUCK, EXITED}
    if audience in OUTSIDE:
        withheld |= {SAID[Consent.NOTHING_OUTSIDE][1], NAME}
    found = {(name, word) for name, text in files.items() for word in withheld if word in text}
    assert found == set()
    if audience in OUTSIDE:
        roles = {SAID[Consent.NOTHING_OUTSIDE][0], SAID[Consent.WITHOUT_ROLE][0]}
        told = {(name, role) for name, text in files.items() for role in roles if role in text and "roles" not in name}
        assert told == set()
    for consent in (Consent.WITHOUT_ROLE, Consent.WITH_ROLE, Consent.MAY_CONTACT):
        word = SAID[consent][1]
        assert word in files["minutes.pdf"], word
        assert word in files["lines.csv"], word
    assert "not kept here: 1" in files["minutes.pdf"]


def test_nothing_of_struck_and_passed_on_words_is_left_in_the_office(played: Evening) -> None:
    """Tables, journal, drafts, search, and the pages of database and log that were set free."""
    store = played.store
    said = SAID[Consent.WITH_ROLE][1]
    assert any(said in part for part in dumped(store)), "what was kept is found, so that the search can be trusted"
    for word in (STRUCK, EXITED):
        assert traces(store, word) == []
    assert store.drafts() == []
