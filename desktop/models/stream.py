"""The notes of one meeting as they are shown while the room talks: line after line, plain values only."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from desktop.models.disclosure import Consent
from desktop.models.line import Line, LineTheme, Mark
from desktop.models.meeting import AgendaItem
from desktop.models.speaker import Speaker, SpeakerRole
from desktop.models.speakers import Spoke
from desktop.models.theme import Theme


@dataclass(slots=True)
class Shown:
    """One line as shown. `said_at` is an instant; words are empty once they were struck."""

    id: int
    position: int
    said_at: datetime | None
    mark: Mark
    speaker: str
    speaks_for_office: bool
    consent: Consent
    words: str
    verbatim: bool = False
    interpreted: bool = False
    themes: tuple[str, ...] = ()
    struck_at: datetime | None = None
    item_id: int | None = None


@dataclass(frozen=True, slots=True)
class Heading:
    """Where a point of the agenda began among the lines."""

    item_id: int
    place: int
    title: str
    began_at: datetime


def lines_of(session: Session, meeting_id: int, only: Iterable[int] = ()) -> list[Shown]:
    """The live lines of a meeting in their order; of `only` some, if any are named."""
    wanted = list(only)
    where = [Line.meeting_id == meeting_id, Line.deleted_at.is_(None)]
    if wanted:
        where.append(Line.id.in_(wanted))
    themes = _themes(session, wanted or select(Line.id).where(*where))
    rows = session.execute(_lines().where(*where).order_by(Line.position, Line.id))
    return [
        Shown(
            id=row.id,
            position=row.position,
            said_at=row.said_at,
            mark=row.mark,
            speaker=row.label_text or "",
            speaks_for_office=bool(row.speaks_for_office),
            consent=row.consent or Consent.NOTHING_OUTSIDE,
            words=row.words or "",
            verbatim=row.verbatim,
            interpreted=row.interpreted,
            themes=themes.get(row.id, ()),
            struck_at=row.struck_at,
            item_id=row.item_id,
        )
        for row in rows
    ]


def as_shown(line: Line, speaker: Spoke, themes: tuple[str, ...]) -> Shown:
    """A line that was just written, with what is known of it, as `lines_of` would read it; nothing is asked for."""
    return Shown(
        id=line.id,
        position=line.position,
        said_at=line.said_at,
        mark=line.mark,
        speaker=speaker.label,
        speaks_for_office=speaker.speaks_for_office,
        consent=speaker.consent,
        words=line.words or "",
        verbatim=line.verbatim,
        interpreted=line.interpreted,
        themes=themes,
        struck_at=line.struck_at,
        item_id=line.item_id,
    )


def headings_of(session: Session, meeting_id: int) -> list[Heading]:
    """The points of the agenda that were begun, in the order of the agenda, numbered from 1."""
    items: Sequence[AgendaItem] = session.scalars(
        select(AgendaItem)
        .where(AgendaItem.meeting_id == meeting_id, AgendaItem.deleted_at.is_(None))
        .order_by(AgendaItem.position, AgendaItem.id)
    ).all()
    numbered = enumerate(items, 1)
    return [Heading(item.id, place, item.title, item.began_at) for place, item in numbered if item.began_at is not None]


def _lines() -> Select[*tuple[Any, ...]]:
    return (
        select(
            Line.id,
            Line.position,
            Line.said_at,
            Line.mark,
            Speaker.label_text,
            SpeakerRole.speaks_for_office,
            Speaker.consent,
            Line.words,
            Line.verbatim,
            Line.interpreted,
            Line.struck_at,
            Line.item_id,
        )
        .outerjoin(Speaker, Speaker.id == Line.speaker_id)
        .outerjoin(SpeakerRole, SpeakerRole.id == Speaker.role_id)
    )


def _themes(session: Session, lines: Sequence[int] | Select[int]) -> dict[int, tuple[str, ...]]:
    """The themes of some lines, in the order they were typed.

    Those taken off again are left out here: asked to do it, the engine would go through every theme of the office.
    """
    found: dict[int, tuple[str, ...]] = {}
    linked = (
        select(LineTheme.line_id, Theme.name, LineTheme.deleted_at)
        .join(Theme, Theme.id == LineTheme.theme_id)
        .where(LineTheme.line_id.in_(lines))
        .order_by(LineTheme.id)
    )
    for line_id, name, deleted_at in session.execute(linked):
        if deleted_at is None:
            found[line_id] = (*found.get(line_id, ()), name)
    return found
