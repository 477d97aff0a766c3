"""Values as JSON: what is written can be read again, and what cannot be read is refused in one plain sentence."""

import enum
import json
import math
import shutil
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta, timezone
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy.orm import Session

from desktop.models.area import Area
from desktop.models.base import Record
from desktop.models.concern import CONCERN_FIELDS, Priority
from desktop.models.field import Field, FieldKind
from desktop.models.line import LINE_FIELDS, LINE_THEME_FIELDS, Line
from desktop.models.meeting import MEETING_FIELDS
from desktop.models.records import RECORDS
from desktop.models.refusal import Refusal
from desktop.models.rows import LIST_SEPARATOR
from desktop.models.speaker import SPEAKER_ROLE_FIELDS, Speaker
from desktop.models.theme import Theme
from desktop.models.values import from_json, to_json
from desktop.store import bulk
from desktop.store.opening import open_office
from desktop.store.store import Store
from tests import factories
from tests.factories import SUPERVISOR

ZONES = st.sampled_from([UTC, ZoneInfo("America/New_York"), ZoneInfo("Pacific/Kiritimati"), ZoneInfo("Asia/Kathmandu")])
TEXT = Field("note", "Note", FieldKind.LONG_TEXT)
SEALED = Field("name", "Name", FieldKind.SEALED, drawer="young people")
ID = CONCERN_FIELDS["id"]
DAYS = st.dates(date(1900, 1, 2), date(2199, 12, 30))


@pytest.fixture(scope="module")
def session(template_office: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Session]:
    """A session to look references up with: two areas of one name, one alone, a line with themes."""
    root = shutil.copytree(template_office, tmp_path_factory.mktemp("values") / "office")

    def read(store: Store) -> Iterator[Session]:
        # In bulk, past the rule of one live name: two offices that were merged may each have had a Canal Side.
        names: list[dict[str, Any]] = [{"name": n} for n in ("Canal Side", "Canal Side", "Ørsted Park", "Mill Ln")]
        store.write("Add areas", lambda session: bulk.add_many(session, Area, names)).result()
        factories.noted(store, "! dark #lighting #路灯")
        with store.reading() as opened:
            yield opened

    store = open_office(root, factories.PASSPHRASES[SUPERVISOR], person=SUPERVISOR)
    yield from read(store)
    store.close()


def through_json(session: Session, field: Field, value: Any, zone: Any = UTC) -> Any:
    return from_json(session, field, json.loads(json.dumps(to_json(field, value, zone))))


@given(st.integers(0, 2**63 - 1))
def test_an_id_is_text_in_json_and_keeps_every_digit(session: Session, record_id: int) -> None:
    assert to_json(ID, record_id) == str(record_id)
    assert through_json(session, ID, record_id) == record_id
    assert from_json(session, ID, record_id) == record_id


@given(DAYS)
def test_a_date_is_read_as_it_was_written(session: Session, day: date) -> None:
    assert through_json(session, CONCERN_FIELDS["heard_on"], day) == day


@given(st.datetimes(datetime(1900, 1, 2), datetime(2199, 12, 30)))
def test_a_wall_time_is_read_as_it_was_written(session: Session, wall: datetime) -> None:
    assert through_json(session, MEETING_FIELDS["starts_at"], wall) == wall


@given(st.datetimes(datetime(1900, 1, 3), datetime(2199, 12, 29), timezones=st.just(UTC)), ZONES)
def test_a_moment_carries_its_offset_and_stays_the_same_instant(session: Session, at: datetime, zone: Any) -> None:
    field = CONCERN_FIELDS["answered_at"]
    written = to_json(field, at, zone)
    assert datetime.fromisoformat(written).utcoffset() is not None
    read = through_json(session, field, at, zone)
    # A zone of 1900 may be off by odd seconds; JSON keeps them.
    assert read == at
    assert read.tzinfo is UTC


@given(st.integers(-(10**9), 10**9))
def test_a_whole_number_is_read_as_it_was_written(session: Session, number: int) -> None:
    assert through_json(session, MEETING_FIELDS["adults"], number) == number


@pytest.mark.parametrize("answer", [True, False])
def test_yes_and_no_are_read_as_written_and_as_people_say_them(session: Session, answer: bool) -> None:
    field = LINE_FIELDS["verbatim"]
    assert through_json(session, field, answer) is answer
    for word in ("yes", "Yes", "TRUE", "1", "y", 1) if answer else ("no", "NO", "false", "0", "n", 0):
        assert from_json(session, field, word) is answer


@pytest.mark.parametrize("choice", Priority)
def test_a_choice_is_read_as_written_in_any_case(session: Session, choice: enum.StrEnum) -> None:
    field = CONCERN_FIELDS["priority"]
    assert through_json(session, field, choice) is choice
    assert from_json(session, field, f" {choice.value.upper()} ") is choice


@given(st.text(st.characters(exclude_categories=["Cs"])))
def test_text_is_kept_as_given_but_for_spaces_at_its_ends(session: Session, text: str) -> None:
    for field in (TEXT, SEALED, CONCERN_FIELDS["title"]):
        assert through_json(session, field, text) == (text.strip(" ") or None)


@pytest.mark.parametrize("number", ["C26-0142", "M26-B0007", "R26-AA10000"])
def test_a_number_is_read_as_written(session: Session, number: str) -> None:
    field = CONCERN_FIELDS["number"]
    assert through_json(session, field, number) == number
    assert from_json(session, field, number.lower()) == number


def test_a_reference_is_written_as_its_label_and_found_by_label_or_id(session: Session) -> None:
    area = session.query(Area).filter_by(name="Ørsted Park").one()
    field = CONCERN_FIELDS["area"]
    assert through_json(session, field, area.label) == area.id
    assert from_json(session, field, str(area.id)) == area.id
    assert from_json(session, field, area.id) == area.id
    assert from_json(session, field, "MILL ln") == session.query(Area).filter_by(name="Mill Ln").one().id


def test_a_reference_to_a_record_without_a_name_is_its_id(session: Session) -> None:
    line = session.query(Line).one()
    assert from_json(session, LINE_THEME_FIELDS["line"], str(line.id)) == line.id


def test_a_meeting_is_named_by_its_number_in_any_case(session: Session) -> None:
    meeting = session.query(Line).one().meeting
    assert from_json(session, LINE_FIELDS["meeting"], (meeting.number or "").lower()) == meeting.id


def test_several_references_are_a_list_of_labels(session: Session) -> None:
    field = LINE_FIELDS["themes"]
    written = to_json(field, LIST_SEPARATOR.join(["lighting", "路灯"]))
    assert written == ["lighting", "路灯"]
    themes = {theme.id: theme.name for theme in session.query(Theme)}
    assert [themes[i] for i in from_json(session, field, written)] == written
    assert to_json(field, "") == []
    with pytest.raises(Refusal, match=r"^Themes \(themes\): There is no theme called"):
        from_json(session, field, ["lighting", "traffic"])


def test_a_speaker_is_looked_for_in_the_meeting_of_the_line_only(session: Session) -> None:
    line = session.query(Line).one()
    speaker = session.query(Speaker).one()
    assert from_json(session, LINE_FIELDS["speaker"], "Resident", scope=line.meeting_id) == speaker.id
    with pytest.raises(Refusal, match="Speaker"):
        from_json(session, LINE_FIELDS["speaker"], "Resident", scope=line.meeting_id + 1)


@pytest.mark.parametrize("empty", [None, "", "   "])
@pytest.mark.parametrize("kind", FieldKind)
def test_empty_is_absent_for_every_kind_of_field(session: Session, kind: FieldKind, empty: str | None) -> None:
    field = Field("it", "It", kind, choices=Priority, target=Area)
    assert from_json(session, field, empty) is None
    assert to_json(field, None) == ([] if kind is FieldKind.REFERENCES else None)


REFUSED: list[tuple[Field, Any]] = [
    (ID, True),
    (ID, -1),
    (ID, 2**63),
    (ID, 3760193536000012345.0),
    (ID, "1_000"),
    (ID, "٣"),
    (ID, 10**5000),
    (CONCERN_FIELDS["number"], "142"),
    (CONCERN_FIELDS["number"], ["C26-0142"]),
    (CONCERN_FIELDS["number"], "C26-\ud8000142"),
    (MEETING_FIELDS["adults"], True),
    (MEETING_FIELDS["adults"], 1.5),
    (MEETING_FIELDS["adults"], math.inf),
    (MEETING_FIELDS["adults"], math.nan),
    (MEETING_FIELDS["adults"], 10**9 + 1),
    (MEETING_FIELDS["adults"], 10**5000),
    (MEETING_FIELDS["adults"], "many"),
    (LINE_FIELDS["verbatim"], "maybe"),
    (LINE_FIELDS["verbatim"], 2),
    (LINE_FIELDS["verbatim"], 10**5000),
    (CONCERN_FIELDS["heard_on"], "2026-13-01"),
    (CONCERN_FIELDS["heard_on"], "10/19/2026"),
    (CONCERN_FIELDS["heard_on"], 20261019),
    (CONCERN_FIELDS["heard_on"], "0001-01-01"),
    (CONCERN_FIELDS["heard_on"], "9999-12-31"),
    (MEETING_FIELDS["starts_at"], "2026-10-15T18:30:00Z"),
    (MEETING_FIELDS["starts_at"], "9999-12-31T23:59"),
    (CONCERN_FIELDS["answered_at"], "2026-10-15T18:30:00"),
    (CONCERN_FIELDS["answered_at"], "0001-01-01T00:00:00+14:00"),
    (CONCERN_FIELDS["answered_at"], "9999-12-31T23:59:59-12:00"),
    (CONCERN_FIELDS["priority"], "urgent"),
    (CONCERN_FIELDS["priority"], {}),
    (CONCERN_FIELDS["priority"], 10**5000),
    (CONCERN_FIELDS["words"], 5),
    (CONCERN_FIELDS["words"], ["said"]),
    (CONCERN_FIELDS["words"], "half a \ud83d"),
    (CONCERN_FIELDS["area"], "Nowhere"),
    (CONCERN_FIELDS["area"], "Canal Side"),
    (CONCERN_FIELDS["area"], "\ud800"),
    (CONCERN_FIELDS["area"], True),
    (CONCERN_FIELDS["area"], {"name": "\ud800"}),
    (CONCERN_FIELDS["area"], 10**5000),
    (LINE_THEME_FIELDS["line"], "the second one"),
    (LINE_THEME_FIELDS["line"], "9" * 30),
    (LINE_THEME_FIELDS["line"], "٣"),
    (LINE_FIELDS["themes"], 7),
]


@pytest.mark.parametrize(("field", "value"), REFUSED, ids=lambda value: getattr(value, "key", "value"))
def test_what_cannot_be_read_is_refused_in_one_sentence_that_names_the_field(
    session: Session, field: Field, value: Any
) -> None:
    with pytest.raises(Refusal) as caught:
        from_json(session, field, value)
    sentence = str(caught.value)
    assert sentence.startswith(f"{field.label} ({field.key}): ")
    assert sentence.endswith(".")
    assert "\n" not in sentence
    assert len(sentence) < 300
    sentence.encode()


KINDS = [(record, field) for record in RECORDS for field in record.fields]
NUMBERS = st.one_of(st.integers(), st.integers(min_value=10**4300, max_value=10**4301), st.floats(), st.booleans())
STRINGS = st.one_of(
    st.text(max_size=12),
    st.text(st.characters(), max_size=4),
    st.datetimes().map(datetime.isoformat),
    st.datetimes(timezones=st.just(timezone(timedelta(hours=14)))).map(datetime.isoformat),
    st.dates().map(date.isoformat),
    st.sampled_from(["C26-0001", "Canal Side", "lighting", "Resident", "yes", "-0", "1e5", "\x00", "𝟙", "\ud800"]),
)
JSON = st.recursive(
    st.one_of(st.none(), NUMBERS, STRINGS),
    lambda inner: st.one_of(st.lists(inner, max_size=3), st.dictionaries(STRINGS, inner, max_size=3)),
    max_leaves=4,
)


@given(st.sampled_from(KINDS), JSON)
def test_any_json_in_any_field_is_read_or_refused(
    session: Session, about: tuple[type[Record], Field], raw: Any
) -> None:
    """Nothing but a Refusal comes out, and what was read can be written again in any zone."""
    _, field = about
    try:
        value = from_json(session, field, raw)
    except Refusal as refusal:
        str(refusal).encode()
        assert str(refusal).startswith(field.label)
        return
    if field.kind not in (FieldKind.REFERENCE, FieldKind.REFERENCES):
        json.dumps(to_json(field, value, ZoneInfo("Pacific/Kiritimati"))).encode()
        assert through_json(session, field, value) == value


def test_every_kind_of_field_in_use_is_read_and_written_by_some_test() -> None:
    used = {field.kind for _, field in KINDS} | {SEALED.kind}
    assert used == set(FieldKind)


def test_a_field_is_found_by_key_label_or_synonym() -> None:
    assert SPEAKER_ROLE_FIELDS.find(" speaks for the office ") is SPEAKER_ROLE_FIELDS["speaks_for_office"]
    assert CONCERN_FIELDS.find("DISTRICT") is CONCERN_FIELDS["area"]
    assert CONCERN_FIELDS.find("plate") is None


@pytest.mark.parametrize("record", RECORDS, ids=lambda record: record.kind)
def test_every_column_is_described_once_and_every_field_has_its_column(record: type[Record]) -> None:
    columns = {attribute.key for attribute in record.__mapper__.column_attrs} - {"deleted_at"}
    described = {field.column_key for field in record.fields if field.kind is not FieldKind.REFERENCES}
    if record.kind == "office":
        columns -= {"id"}
    assert described == columns
