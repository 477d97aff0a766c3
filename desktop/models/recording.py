"""Recording what is said: a captured line becomes a line, and a concern, promise, question or action."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from sqlalchemy import bindparam, func, select
from sqlalchemy.orm import Session

from desktop.models.capture import Captured
from desktop.models.concern import Category, Concern, Source
from desktop.models.disclosure import Consent
from desktop.models.line import POSITION_STEP, Line, LineTheme, Mark
from desktop.models.meeting import Meeting
from desktop.models.minutes import Minutes, MinutesState
from desktop.models.promise import Action, Promise, Question
from desktop.models.refusal import Refusal
from desktop.models.speaker import DEFAULT_ROLE, Speaker, SpeakerRole
from desktop.models.theme import Theme

OWED: dict[Mark, type[Promise] | type[Question] | type[Action]] = {
    Mark.PROMISE: Promise,
    Mark.QUESTION: Question,
    Mark.ACTION: Action,
}


# Built once: every line of a live session asks these.
_WHERE_NOTES_STAND = select(
    select(func.max(Line.position)).where(Line.meeting_id == bindparam("meeting")).scalar_subquery(),
    select(Minutes.state).where(Minutes.meeting_id == bindparam("meeting")).scalar_subquery(),
)
_SPEAKER = select(Speaker.id).where(
    Speaker.meeting_id == bindparam("meeting"), Speaker.label_text == bindparam("label"), Speaker.deleted_at.is_(None)
)


@dataclass(slots=True)
class Recorded:
    """One line and what its mark made of it, None for a note or praise."""

    line: Line
    made: Concern | Promise | Question | Action | None


def role_names(session: Session) -> list[str]:
    """The closed list of speaker roles, as the office spells them."""
    return list(
        session.scalars(select(SpeakerRole.name).where(SpeakerRole.deleted_at.is_(None)).order_by(SpeakerRole.position))
    )


def speaker_for(session: Session, meeting: Meeting, label: str) -> Speaker:
    """The speaker of this meeting called `label`, made from its role when they speak first. Refusal if no such role."""
    known = session.scalar(_SPEAKER, {"meeting": meeting.id, "label": label})
    if known is None:
        roles = session.scalars(select(SpeakerRole).where(SpeakerRole.deleted_at.is_(None))).all()
        role = _role_of(roles, label)
        consent = Consent.WITH_ROLE if role.speaks_for_office else Consent.NOTHING_OUTSIDE
        speaker = Speaker(meeting=meeting, role=role, label_text=label, consent=consent)
        session.add(speaker)
        session.flush()
        return speaker
    return session.get_one(Speaker, known)


def _role_of(roles: Sequence[SpeakerRole], label: str) -> SpeakerRole:
    by_name = {role.name.casefold(): role for role in roles}
    bare = label[:-2] if len(label) > 2 and label[-2] == " " else label
    role = by_name.get(label.casefold()) or by_name.get(bare.casefold())
    if role is None:
        raise Refusal(
            f'"{label[:40]}" is not a speaker role of this office. Use one of: '
            + ", ".join(sorted(role.name for role in by_name.values()))
            + "."
        )
    return role


def set_themes(session: Session, line: Line, names: Sequence[str]) -> None:
    """Give a line these themes and no others; a theme nobody used before is made."""
    for link in line.themed:
        if not link.is_deleted and link.theme.name not in names:
            link.deleted_at = datetime.now(UTC)
    present = {theme.name for theme in line.themes}
    for name in dict.fromkeys(names):
        if name not in present:
            session.add(LineTheme(line=line, theme=theme_called(session, name)))


def theme_called(session: Session, name: str) -> Theme:
    """The live theme of a name, or a new one."""
    known = select(Theme).where(Theme.name == name, Theme.deleted_at.is_(None))
    return session.scalars(known).first() or Theme(name=name)


class Notes:
    """The notes of one meeting while lines are added: keeps speakers, themes and the last position at hand."""

    def __init__(self, session: Session, meeting: Meeting) -> None:
        self._session = session
        self._meeting = meeting
        self._speakers: dict[str, int] = {}
        self._themes: dict[str, Theme] = {}
        self._categories: Sequence[Category] | None = None
        last, state = session.execute(_WHERE_NOTES_STAND, {"meeting": meeting.id}).one()
        self._last = last or 0
        if state is MinutesState.FINAL:
            raise Refusal(f"The minutes of {meeting.label} are final and take no new lines. Add a dated correction.")

    def record(self, captured: Captured, said_at: datetime | None, *, makes: bool = True) -> Recorded:
        """Add one line after the last, and what its mark makes: date, area and speaker carry over."""
        if not captured.words:
            raise Refusal("A line has a sign but no words. Type what was said behind it.")
        self._last += POSITION_STEP
        line = Line(
            meeting=self._meeting,
            speaker_id=self._speaker(captured.speaker or DEFAULT_ROLE),
            position=self._last,
            said_at=said_at,
            mark=captured.mark,
            verbatim=captured.verbatim,
            interpreted=captured.interpreted,
            words=captured.words,
        )
        self._session.add(line)
        for name in captured.themes:
            self._session.add(LineTheme(line=line, theme=self._theme(name)))
        return Recorded(line, self._made(line, captured) if makes else None)

    def _made(self, line: Line, captured: Captured) -> Concern | Promise | Question | Action | None:
        made: Concern | Promise | Question | Action
        if captured.mark is Mark.CONCERN:
            made = self._concern(line, captured)
        elif captured.mark in OWED:
            made = OWED[captured.mark](
                words=line.words, line=line, meeting=self._meeting, area_id=self._meeting.area_id
            )
        else:
            return None
        self._session.add(made)
        return made

    def _concern(self, line: Line, captured: Captured) -> Concern:
        if self._categories is None:
            known = select(Category).where(Category.deleted_at.is_(None)).order_by(Category.position)
            self._categories = self._session.scalars(known).all()
        about = [c for c in self._categories if any(c.has_theme(theme) for theme in captured.themes)]
        return Concern(
            words=line.words,
            line=line,
            meeting=self._meeting,
            area_id=self._meeting.area_id,
            heard_on=self._meeting.held_on,
            source=Source.SESSION,
            category=about[0] if about else None,
        )

    def _speaker(self, label: str) -> int:
        if label not in self._speakers:
            known = self._session.scalar(_SPEAKER, {"meeting": self._meeting.id, "label": label})
            self._speakers[label] = known or speaker_for(self._session, self._meeting, label).id
        return self._speakers[label]

    def _theme(self, name: str) -> Theme:
        if name not in self._themes:
            self._themes[name] = theme_called(self._session, name)
        return self._themes[name]
