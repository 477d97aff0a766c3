"""Who may see what: the whole truth table, and that rows on their way out follow it. The stricter rule wins."""

from itertools import product
from typing import cast

import pytest
from sqlalchemy import select

from desktop.models.access import DRAWERS, Role
from desktop.models.base import Record
from desktop.models.concern import CONCERN_FIELDS, Concern
from desktop.models.disclosure import Audience, Consent, Reason, Withheld, audience_for, withheld
from desktop.models.field import Field, FieldKind, Fields
from desktop.models.line import LINE_FIELDS, Line
from desktop.models.minutes import Minutes
from desktop.models.promise import ACTION_FIELDS, PROMISE_FIELDS, QUESTION_FIELDS, Action, Promise, Question
from desktop.models.records import RECORDS
from desktop.models.rows import Disclosure, disclose
from desktop.models.speaker import SPEAKER_FIELDS, Speaker
from desktop.store.store import Store
from desktop.store.writing import WritingSession
from tests import factories

OFFICE, PARTNER, ANYONE = Audience
NOTHING, NO_ROLE, WITH_ROLE, CONTACT = Consent

# Whether a field made for the first circle may be seen by the second.
CIRCLES = {
    (OFFICE, OFFICE): True,
    (OFFICE, PARTNER): False,
    (OFFICE, ANYONE): False,
    (PARTNER, OFFICE): True,
    (PARTNER, PARTNER): True,
    (PARTNER, ANYONE): False,
    (ANYONE, OFFICE): True,
    (ANYONE, PARTNER): True,
    (ANYONE, ANYONE): True,
}
# Whether a speaker's words, and what tells who spoke, may leave the office. None: nobody spoke it.
WORDS_LEAVE = {None: True, NOTHING: False, NO_ROLE: True, WITH_ROLE: True, CONTACT: True}
ROLE_LEAVES = {None: True, NOTHING: False, NO_ROLE: False, WITH_ROLE: True, CONTACT: True}
# Whether a field is seen while the screen is shared, by the circle it is made for.
ON_SHARED_SCREEN = {OFFICE: False, PARTNER: False, ANYONE: True}
DRAWER = "young people"
EVERY_CASE = list(
    product(
        Audience,
        ("plain", "spoken", "tells", "role"),
        (None, *Consent),
        Audience,
        (False, True),
        ("none", "shut", "open"),
    )
)


def broken_rules(
    made_for: Audience, sort: str, consent: Consent | None, audience: Audience, shared: bool, drawer: str
) -> set[Reason]:
    """Every rule that forbids, each by itself: the oracle of the table."""
    reasons = set()
    if not CIRCLES[made_for, audience]:
        reasons.add(Reason.AUDIENCE)
    if audience is not OFFICE and sort in ("spoken", "tells") and not WORDS_LEAVE[consent]:
        reasons.add(Reason.NOTHING_OUTSIDE)
    if audience is not OFFICE and sort == "role" and not ROLE_LEAVES[consent]:
        reasons.add(Reason.ROLE)
    if shared and (drawer != "none" or not ON_SHARED_SCREEN[made_for]):
        reasons.add(Reason.PRIVACY_SCREEN)
    if drawer == "shut" or (drawer == "open" and audience is not OFFICE):
        reasons.add(Reason.DRAWER)
    return reasons


def decided(
    made_for: Audience, sort: str, consent: Consent | None, audience: Audience, shared: bool, drawer: str
) -> Reason | None:
    field = Field(
        "it",
        "It",
        audience=made_for,
        spoken=sort == "spoken",
        tells=sort == "tells",
        role=sort == "role",
        drawer="" if drawer == "none" else DRAWER,
    )
    drawers = frozenset({DRAWER} if drawer == "open" else {"referrals"})
    return withheld(field, audience, consent, privacy_screen=shared, drawers=drawers)


def test_the_whole_truth_table() -> None:
    """A value is seen when no rule forbids it; otherwise the reason told is one that does."""
    for case in EVERY_CASE:
        reasons = broken_rules(*case)
        reason = decided(*case)
        assert (reason is None) == (not reasons), case
        assert reason is None or reason in reasons, case


def test_a_wider_circle_never_sees_more() -> None:
    for made_for, sort, consent, shared, drawer in product(
        Audience, ("plain", "spoken", "tells", "role"), (None, *Consent), (False, True), ("none", "shut", "open")
    ):
        seen = [decided(made_for, sort, consent, audience, shared, drawer) is None for audience in Audience]
        assert seen == sorted(seen, reverse=True)


def test_a_shared_screen_and_a_shut_drawer_never_show_more() -> None:
    for made_for, sort, consent, audience in product(
        Audience, ("plain", "spoken", "tells", "role"), (None, *Consent), Audience
    ):
        for drawer in ("none", "shut", "open"):
            if decided(made_for, sort, consent, audience, True, drawer) is None:
                assert decided(made_for, sort, consent, audience, False, drawer) is None
        if decided(made_for, sort, consent, audience, False, "shut") is None:
            assert decided(made_for, sort, consent, audience, False, "open") is None


def test_more_consent_never_hides_more() -> None:
    for made_for, sort, audience, shared in product(Audience, ("spoken", "tells", "role"), Audience, (False, True)):
        seen = [decided(made_for, sort, consent, audience, shared, "none") is None for consent in Consent]
        assert seen == sorted(seen)


@pytest.mark.parametrize(
    ("role", "asked", "given"),
    [
        (Role.READER, OFFICE, PARTNER),
        (Role.READER, PARTNER, PARTNER),
        (Role.READER, ANYONE, ANYONE),
        (Role.STAFF, OFFICE, OFFICE),
        (Role.SUPERVISOR, ANYONE, ANYONE),
    ],
)
def test_a_reader_never_sees_more_than_a_partner(role: Role, asked: Audience, given: Audience) -> None:
    assert audience_for(role, asked) is given


def test_each_role_may_what_the_ones_before_it_may_and_two_hold_the_drawers() -> None:
    roles = list(Role)
    for i, role in enumerate(roles):
        assert [role.includes(other) for other in roles] == [j <= i for j in range(len(roles))]
    assert [role.drawers for role in roles] == [(), (), DRAWERS, DRAWERS]


@pytest.mark.parametrize("record", RECORDS, ids=lambda record: record.kind)
def test_nothing_leaves_the_office_by_mistake_of_a_description(record: type[Record]) -> None:
    """Contacts, notes, consents, ids and names offered are for the office; sealed fields name their drawer."""
    private = {"phone", "email", "note", "contact", "contact_consent", "consent", "offered_name", "external_id"}
    for field in record.fields:
        if field.key in private and record.kind not in ("organization", "office"):
            assert field.audience is OFFICE, field.key
        if field.kind is FieldKind.ID:
            assert field.audience is OFFICE, field.key
        assert (field.kind is FieldKind.SEALED) == bool(field.drawer)
        assert field.spoken + field.tells + field.role <= 1


SPOKEN = {Line: LINE_FIELDS, Concern: CONCERN_FIELDS, Promise: PROMISE_FIELDS}
SPOKEN |= {Question: QUESTION_FIELDS, Action: ACTION_FIELDS}


@pytest.fixture
def told(store: Store) -> Store:
    """An office where every consent was given once, with a concern, a promise, a question and an action each."""
    for consent in Consent:
        factories.noted(store, "! dark here", "+ we fix it", "? who pays", "> bring lamps", "a note", consent=consent)
    factories.noted(store, "! nobody knows who", "+ said by nobody known")

    def work(session: WritingSession) -> None:
        for line in session.scalars(select(Line).where(Line.words.contains("nobody"))):
            line.speaker = None
        owned = session.scalars(select(Concern).where(Concern.title == "nobody knows who")).one()
        owned.contact_consent = CONTACT
        stricter = session.scalars(select(Concern).join(Line).join(Speaker).where(Speaker.consent == CONTACT)).one()
        stricter.contact_consent = NOTHING
        session.add(factories.concern(words="heard at the desk", contact_consent=NO_ROLE))
        session.add(factories.concern(words="nobody asked for consent"))
        session.add(factories.promise(words="a promise made at no meeting"))

    store.write("Some without a speaker", work).result()
    return store


def shown(store: Store, disclosure: Disclosure) -> dict[int, dict[str, object]]:
    """What comes out, {id: {key: value}}."""
    with store.reading() as session:
        rows = list(disclosure.rows(session.execute(disclosure.select())))
    return {row[0]: dict(zip([f.key for f in disclosure.shown], row[1:], strict=True)) for row in rows}


@pytest.mark.parametrize("audience", Audience)
@pytest.mark.parametrize("kind", SPOKEN, ids=lambda kind: kind.kind)
def test_rows_hold_exactly_what_the_record_itself_says_may_leave(
    told: Store, kind: type[Line | Concern | Promise | Question | Action], audience: Audience
) -> None:
    """The rows come straight from SQL; the records' own consent is the oracle, also where no speaker is known."""
    disclosure = disclose(SPOKEN[kind], audience)
    rows = shown(told, disclosure)
    hidden_rows = hidden_values = 0
    with told.reading() as session:
        records = session.scalars(select(kind)).all()
        assert len(records) >= 4
        for record in records:
            consent = record.consent if isinstance(record, Line) else record.effective_consent  # type: ignore[attr-defined]
            if isinstance(record, Line) and consent is NOTHING and audience is not OFFICE:
                assert record.id not in rows
                hidden_rows += 1
                continue
            row = rows[record.id]
            for field in disclosure.shown:
                sort = "spoken" if field.spoken else "tells" if field.tells else "role" if field.role else "plain"
                if broken_rules(field.audience, sort, consent, audience, False, "none"):
                    assert row[field.key] is None
                    hidden_values += getattr(record, field.key) is not None
                elif field.spoken:
                    assert row[field.key] == getattr(record, field.key)
    assert len(rows) == len(records) - hidden_rows
    assert disclosure.withheld.rows == hidden_rows
    assert sum(disclosure.withheld.values.values()) == hidden_values
    assert (disclosure.withheld.total > 0) == (audience is not OFFICE)


def test_a_speakers_role_leaves_only_with_their_consent(told: Store) -> None:
    rows = shown(told, disclose(SPEAKER_FIELDS, ANYONE))
    with told.reading() as session:
        for speaker in session.scalars(select(Speaker)):
            told_role = speaker.consent in (WITH_ROLE, CONTACT)
            assert rows[speaker.id]["label_text"] == ("Resident" if told_role else None)
            assert rows[speaker.id]["role"] == ("Resident" if told_role else None)
            assert "offered_name" not in rows[speaker.id]


@pytest.mark.parametrize("audience", [PARTNER, ANYONE])
def test_fields_that_are_not_for_the_audience_are_never_asked_of_the_database(audience: Audience) -> None:
    for record in RECORDS:
        disclosure = disclose(record.fields, audience)
        left_out = {field.key for field in disclosure.left_out}
        assert left_out == {f.key for f in record.fields if not CIRCLES[f.audience, audience]}
        assert [f.key for f in disclosure.shown] == [f.key for f in record.fields if f.key not in left_out]


def test_a_shared_screen_shows_only_what_anyone_may_see() -> None:
    disclosure = disclose(CONCERN_FIELDS, OFFICE, privacy_screen=True)
    assert all(field.audience is ANYONE for field in disclosure.shown)
    assert "contact" in {field.key for field in disclosure.left_out}


def test_some_fields_may_be_asked_for_and_the_rules_stay() -> None:
    disclosure = disclose(CONCERN_FIELDS, ANYONE, only=("number", "contact"))
    assert [field.key for field in disclosure.shown] == ["number"]
    assert [field.key for field in disclosure.left_out] == ["contact"]


def test_a_drawer_field_is_shown_to_its_holders_in_the_office_only() -> None:
    kind = cast(type[Record], type("Fake", (), {}))  # no table is needed to decide
    fields = Fields(kind, Field("words", "Name", FieldKind.SEALED, audience=ANYONE, drawer=DRAWER))
    held = frozenset({DRAWER})
    assert [f.key for f in disclose(fields, OFFICE, drawers=held).shown] == ["words"]
    for disclosure in (
        disclose(fields, OFFICE),
        disclose(fields, PARTNER, drawers=held),
        disclose(fields, ANYONE, drawers=held),
        disclose(fields, OFFICE, drawers=held, privacy_screen=True),
    ):
        assert disclosure.shown == ()


def test_what_was_withheld_is_said_in_plain_sentences() -> None:
    count = Withheld(rows=2)
    field = CONCERN_FIELDS["title"]
    for value in ("dark", "", None, "late"):
        count.note(field, Reason.NOTHING_OUTSIDE, value)
    assert count.total == 4
    assert count.sentences() == [
        "2 whole rows: the speaker asked that nothing leaves the office",
        "2 of Concern: the speaker asked that nothing leaves the office",
    ]


@pytest.mark.parametrize("audience", [PARTNER, ANYONE])
def test_outside_a_concern_under_nothing_outside_is_a_piece_of_our_work_and_no_more(
    store: Store, audience: Audience
) -> None:
    """It counts, with area, category, status and dates; nothing tells what was said, or at which meeting."""
    factories.noted(store, "! dark here", consent=NOTHING)

    def answered(session: WritingSession) -> None:
        concern = session.scalars(select(Concern)).one()
        concern.answer, concern.closed_because = "You asked for light; the lamp is back.", "The lamp is back"

    store.write("Answer", answered).result()
    disclosure = disclose(CONCERN_FIELDS, audience)
    ((_, row),) = shown(store, disclosure).items()
    for key in ("title", "words", "meeting", "answer", "closed_because"):
        assert row[key] is None, key
    for key in ("number", "status", "heard_on", "answer_due", "answered_at"):
        assert row[key] is not None, key
    assert disclosure.withheld.values[CONCERN_FIELDS["answer"].label, Reason.NOTHING_OUTSIDE] == 1
    office = shown(store, disclose(CONCERN_FIELDS, OFFICE))
    assert "light" in str([each["answer"] for each in office.values()])


def test_free_texts_of_minutes_are_in_no_list_outside() -> None:
    for audience in (PARTNER, ANYONE):
        assert {"summary", "corrections"} <= {field.key for field in disclose(Minutes.fields, audience).left_out}
    assert {"summary", "corrections"} <= {field.key for field in disclose(Minutes.fields, OFFICE).shown}
