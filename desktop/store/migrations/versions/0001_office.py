"""The first schema: people, meetings and lines, concerns, promises, attachments, journal, search."""

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None

_ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
_WORD = sa.String(32)
_LIVE = sa.text("deleted_at IS NULL")
_TABLES: tuple[str, ...] = (
    *("change_set", "row_change", "draft", "number_series", "office_copy", "state"),
    *("office", "area", "kind", "speaker_role", "theme", "status", "category", "organization", "person"),
    *("meeting", "agenda_item", "minutes", "speaker", "line", "line_theme", "concern"),
    *("promise", "question", "action", "attachment", "link"),
)


def upgrade() -> None:
    _store()
    _words_of_the_office()
    _people()
    _meetings()
    _concerns()
    _owed()
    _beside_records()
    op.execute(
        "CREATE VIRTUAL TABLE search USING fts5(kind, title, body, content='', contentless_delete=1, "
        "tokenize='ascii', prefix='1 2 3')"
    )
    op.execute("INSERT INTO search(search, rank) VALUES ('secure-delete', 1)")


def downgrade() -> None:
    op.execute("DROP TABLE search")
    for table in reversed(_TABLES):
        op.drop_table(table)


def _given(name: str, type_: Any, **more: Any) -> sa.Column[Any]:
    return sa.Column(name, type_, nullable=False, **more)


def _name() -> sa.Column[Any]:
    return _given("name", sa.String())


def _position() -> sa.Column[Any]:
    return _given("position", sa.Integer())


def _text(name: str) -> sa.Column[Any]:
    return sa.Column(name, sa.String())


def _date(name: str, *, index: bool = False) -> sa.Column[Any]:
    return sa.Column(name, sa.Date(), index=index)


def _to(table: str, name: str = "", *, nullable: bool = True, unique: bool | None = None) -> sa.Column[Any]:
    key = sa.ForeignKey(f"{table}.id")
    return sa.Column(name or f"{table}_id", _ID, key, nullable=nullable, unique=unique, index=True)


def _from_outside() -> tuple[sa.Column[Any], ...]:
    return sa.Column("external_source", sa.String(200)), sa.Column("external_id", sa.String(200), index=True)


def _any_record(name: str) -> tuple[sa.Column[Any], ...]:
    return _given(f"{name}_kind", sa.String()), _given(f"{name}_id", _ID, index=True)


def _number() -> sa.Column[Any]:
    return sa.Column("number", sa.String(20), unique=True)


def _record(name: str, *columns: sa.Column[Any]) -> None:
    own = (_given("id", _ID, autoincrement=False, primary_key=True), sa.Column("deleted_at", sa.DateTime(), index=True))
    op.create_table(name, *own, *columns)


def _store() -> None:
    op.create_table(
        "change_set",
        _given("seq", sa.Integer(), primary_key=True),
        _given("id", _ID, unique=True),
        _given("at", sa.DateTime(), index=True),
        _given("copy", sa.Integer()),
        sa.Column("person_id", _ID),
        _given("act", sa.String(20)),
        _given("label", sa.String(200)),
        sa.Column("undoes", sa.Integer(), index=True),
        sa.Column("joins", sa.Integer(), index=True),
        sa.Column("edit", sa.String(100)),
        _text("details"),
        _given("head", sa.String(64)),
    )
    op.create_table(
        "row_change",
        _given("seq", sa.Integer(), primary_key=True),
        _given("change_set", sa.Integer(), index=True),
        _given("kind", sa.String(40)),
        _given("record_id", _ID, index=True),
        _given("act", sa.String(10)),
        _given("facts", sa.LargeBinary()),
        _given("facts_digest", sa.LargeBinary()),
        sa.Column("words", sa.LargeBinary()),
        sa.Column("words_digest", sa.LargeBinary()),
    )
    op.create_table(
        "draft",
        _given("place", sa.String(200), primary_key=True),
        _given("person_id", _ID),
        sa.Column("record_id", _ID, index=True),
        _given("content", sa.String()),
        _given("at", sa.DateTime()),
    )
    op.create_table(
        "number_series",
        _given("letter", sa.String(1), primary_key=True),
        _given("year", sa.Integer(), primary_key=True, autoincrement=False),
        _given("copy", sa.Integer(), primary_key=True, autoincrement=False),
        _given("last", sa.Integer()),
    )
    op.create_table(
        "office_copy",
        _given("number", sa.Integer(), primary_key=True, autoincrement=False),
        _given("letter", sa.String(2)),
        _given("machine", sa.String(64)),
        _given("machine_name", sa.String(200)),
        _given("since", sa.DateTime()),
        _given("is_this", sa.Integer()),
    )
    op.create_table("state", _given("name", sa.String(40), primary_key=True), _given("value", sa.String()))


def _words_of_the_office() -> None:
    _record(
        "office",
        _name(),
        *map(_text, ("address", "phone")),
        _given("zone", sa.String()),
        *(_given(name, sa.Integer()) for name in ("answer_days", "question_days")),
        _text("closed_days"),
    )
    _record("area", _name(), _text("description"), *_from_outside())
    _record("kind", _name(), _given("of", _WORD), _position())
    _record("speaker_role", _name(), _given("speaks_for_office", sa.Boolean()), _position())
    _record("theme", _name())
    _record("status", _name(), _given("type", _WORD), _position())
    _record("category", _name(), _position(), _text("themes"))


def _people() -> None:
    _record(
        "organization",
        _number(),
        _name(),
        _to("kind", "sort_id"),
        _to("area"),
        *map(_text, ("phone", "email", "address", "note")),
        *_from_outside(),
    )
    _record(
        "person",
        _name(),
        _text("title"),
        sa.Column("role", _WORD),
        _to("organization"),
        *map(_text, ("phone", "email", "languages", "note")),
        *_from_outside(),
    )


def _meetings() -> None:
    _record(
        "meeting",
        _number(),
        _given("title", sa.String()),
        _to("kind", "sort_id"),
        _to("area"),
        _text("place"),
        _given("starts_at", sa.DateTime()),
        sa.Column("ends_at", sa.DateTime()),
        _given("zone", sa.String()),
        _given("status", _WORD),
        _to("person", "lead_id"),
        *(sa.Column(name, sa.Integer()) for name in ("adults", "young_people", "officers")),
        _text("also_here"),
        *_from_outside(),
    )
    _record(
        "agenda_item",
        _to("meeting", nullable=False),
        _position(),
        _given("title", sa.String()),
        sa.Column("minutes", sa.Integer()),
        _to("person", "lead_id"),
    )
    _record(
        "minutes",
        _to("meeting", nullable=False, unique=True),
        _given("state", _WORD),
        sa.Column("read_back_at", sa.DateTime()),
        *map(_text, ("summary", "corrections")),
        _to("person", "approved_by_id"),
    )
    _record(
        "speaker",
        _to("meeting", nullable=False),
        _to("speaker_role", "role_id", nullable=False),
        _given("label_text", sa.String()),
        _given("consent", _WORD),
        _text("offered_name"),
    )
    _one_live("speaker", "uq_speaker_meeting_id_label_live", "meeting_id", "label_text")
    _record(
        "line",
        _to("meeting", nullable=False),
        _to("agenda_item", "item_id"),
        _to("speaker"),
        _position(),
        sa.Column("said_at", sa.DateTime()),
        _given("mark", _WORD),
        *(_given(name, sa.Boolean()) for name in ("verbatim", "interpreted")),
        _text("words"),
        sa.Column("struck_at", sa.DateTime()),
        _text("struck_because"),
    )
    _record("line_theme", _to("line", nullable=False), _to("theme", nullable=False))
    _one_live("line_theme", "uq_line_theme_line_id_theme_id_live", "line_id", "theme_id")


def _concerns() -> None:
    _record(
        "concern",
        _number(),
        _given("title", sa.String()),
        _text("words"),
        _to("area"),
        _to("category"),
        _to("status", nullable=False),
        _given("priority", _WORD),
        _to("person", "owner_id"),
        _given("source", _WORD),
        _given("heard_on", sa.Date(), index=True),
        _to("meeting"),
        _to("line"),
        _date("answer_due", index=True),
        sa.Column("answered_at", sa.DateTime()),
        _date("resolve_by", index=True),
        *map(_date, ("first_resolve_by", "resolved_on")),
        _text("answer"),
        _date("told_on"),
        *map(_text, ("told_how", "closed_because")),
        _to("organization", "referred_to_id"),
        _date("call_back_on"),
        sa.Column("contact_consent", _WORD),
        _text("contact"),
        sa.Column("struck_at", sa.DateTime()),
        *_from_outside(),
    )


def _owed() -> None:
    for table in ("promise", "question", "action"):
        _record(
            table,
            _number(),
            *map(_text, ("words", "made_to")),
            _date("due", index=True),
            _date("first_due"),
            sa.Column("outcome", _WORD),
            _text("what_happened"),
            *map(_date, ("done_on", "told_on")),
            _text("told_how"),
            sa.Column("struck_at", sa.DateTime()),
            _to("person", "owner_id"),
            *map(_to, ("area", "meeting", "line")),
            *_from_outside(),
        )


def _beside_records() -> None:
    _record(
        "attachment",
        _name(),
        _given("media_type", sa.String()),
        _given("size", sa.Integer()),
        _given("address", sa.String(64), index=True),
        *_any_record("record"),
    )
    _record(
        "link",
        *_any_record("from"),
        *_any_record("to"),
        _given("relation", _WORD),
    )


def _one_live(table: str, name: str, *columns: str) -> None:
    op.create_index(name, table, columns, unique=True, sqlite_where=_LIVE, postgresql_where=_LIVE)
