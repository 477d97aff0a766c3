"""Strike: "please don't write that down". The words leave record, journal, drafts and search; time and mark stay.

What was made of a line holds the same words, so a line and its concern, promise, question or action are struck
together, and so is a theme that nobody else named. Older backups still hold the words, and whoever strikes is told so.
"""

import json

from sqlalchemy import delete, or_, select

from desktop.models.base import Record
from desktop.models.concern import STRUCK, Category, Concern
from desktop.models.final import is_final
from desktop.models.line import Line, LineTheme
from desktop.models.promise import Action, Promise, Question
from desktop.models.refusal import Refusal
from desktop.models.theme import Theme
from desktop.store import journal, search
from desktop.store.database import fold_in_log
from desktop.store.tables import DRAFT
from desktop.store.writing import WritingSession

Strikable = Line | Concern | Promise | Question | Action
MADE_OF_LINES: tuple[type[Concern] | type[Promise] | type[Question] | type[Action], ...] = (
    Concern,
    Promise,
    Question,
    Action,
)
STRUCK_THEME = "struck-"
BACKUPS_REMAIN = (
    "Backups and exported files made before now still hold the words, and restoring such a backup brings them back."
)


def strike(session: WritingSession, record: Record, reason: str, *, by_two: bool) -> list[Strikable]:
    """Take the words out of a record and of what was made of the same line. Returns the struck records.

    `by_two` says that a second person agreed, which final minutes ask for.
    """
    if not isinstance(record, Strikable):
        raise Refusal(f"Only lines, concerns, promises, questions and actions can be struck, not a {record.kind}.")
    line = record if isinstance(record, Line) else record.line
    struck: list[Strikable] = [record] if line is None else [line, *_made_of(session, line)]
    if record.struck_at is not None:
        raise Refusal(f"{record.label} was struck already.")
    if line is not None and not by_two and is_final(session, line.meeting_id):
        raise Refusal("The minutes of this meeting are final. Striking now takes a second person: name a witness.")
    said = {words for each in struck for field in each.fields.spoken if (words := getattr(each, field.key))}
    themes = _said_here_alone(session, line) if line is not None else []
    for each in struck:
        _empty(session, each, reason)
    for theme in themes:
        theme.name = f"{STRUCK_THEME}{theme.id}"
    session.flush()
    connection = session.connection()
    for erased in (*struck, *themes):
        journal.erase_words(connection, erased.kind, erased.id)
    _drop_drafts(session, struck, said - {STRUCK})
    return struck


def forget(session: WritingSession) -> None:
    """After the commit: merge the index and fold in the log, so that no copy of the words lies in either."""
    session.begin_writing()
    search.forget_deleted_words(session.connection())
    session.commit()
    with session.get_bind().engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        fold_in_log(connection)


def _made_of(session: WritingSession, line: Line) -> list[Strikable]:
    made: list[Strikable] = []
    for kind in MADE_OF_LINES:
        made += session.scalars(select(kind).where(kind.line_id == line.id))
    return made


def _said_here_alone(session: WritingSession, line: Line) -> list[Theme]:
    """Themes that only this line ever had and no category knows: their names are words of it. They go, nameless."""
    of_line = select(LineTheme.theme_id).where(LineTheme.line_id == line.id)
    elsewhere = select(LineTheme.theme_id).where(LineTheme.line_id != line.id)
    categories = session.scalars(select(Category)).all()
    alone = session.scalars(select(Theme).where(Theme.id.in_(of_line), Theme.id.not_in(elsewhere)))
    themes = [theme for theme in alone if not any(category.has_theme(theme.name) for category in categories)]
    for link in session.scalars(select(LineTheme).where(LineTheme.line_id == line.id)):
        if link.theme in themes:
            link.deleted_at = link.deleted_at or session.now
    for theme in themes:
        theme.deleted_at = theme.deleted_at or session.now
    return themes


def _empty(session: WritingSession, record: Strikable, reason: str) -> None:
    for field in record.fields.spoken:
        setattr(record, field.key, STRUCK if field.key == "title" else None)
    record.struck_at = session.now
    if isinstance(record, Line):
        record.struck_because = reason
        record.verbatim = False


def _drop_drafts(session: WritingSession, struck: list[Strikable], said: set[str]) -> None:
    """Every draft of a struck record, whatever is being typed in its meeting, and any draft that holds the words."""
    ids = {record.id for record in struck} | {meeting for r in struck if (meeting := getattr(r, "meeting_id", None))}
    places = [DRAFT.c.record_id.in_(ids), *(DRAFT.c.place.contains(str(record_id)) for record_id in ids)]
    # Without the outer quotation marks, words look in a draft as they look in JSON.
    places += [DRAFT.c.content.contains(json.dumps(words, ensure_ascii=False)[1:-1], autoescape=True) for words in said]
    session.connection().execute(delete(DRAFT).where(or_(*places)))
