"""Recording what is said: a captured line becomes a line, and a concern, promise, question or action."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from sqlalchemy import bindparam, func, select
from sqlalchemy.orm import Session

from desktop.models.capture import Captured
from desktop.models.concern import Category, Concern, Source
from desktop.models.disclosure import Consent
from desktop.models.final import is_final, remember
from desktop.models.line import POSITION_STEP, Line, LineTheme, Mark
from desktop.models.meeting import Meeting
from desktop.models.minutes import Minutes
from desktop.models.promise import Action, Promise, Question
from desktop.models.refusal import Refusal
from desktop.models.speaker import DEFAULT_ROLE, Speaker, SpeakerRole
from desktop.models.speakers import Spoke, spoke
from desktop.models.theme import Theme

OWED: dict[Mark, type[Promise] | type[Question] | type[Action]] = {
    Mark.PROMISE: Promise,
    Mark.QUESTION: Question,
    Mark.ACTION: Action,
}
Made = Concern | Promise | Question | Action
KINDS: dict[Mark, type[Concern] | type[Promise] | type[Question] | type[Action]] = {Mark.CONCERN: Concern, **OWED}


# Built once: every line of a live session asks the first two, of tables alone, for they need no record.
_LINE, _MINUTES, _SPEAKERS, _ROLES = Line.__table__.c, Minutes.__table__.c, Speaker.__table__.c, SpeakerRole.__table__.c
_WHERE_NOTES_STAND = select(
    select(func.max(_LINE.position)).where(_LINE.meeting_id == bindparam("meeting")).scalar_subquery(),
    select(_MINUTES.state)
    .where(_MINUTES.meeting_id == bindparam("meeting"), _MINUTES.deleted_at.is_(None))
    .scalar_subquery(),
)
_SPOKE = select(
    _SPEAKERS.id, _SPEAKERS.label_text, _SPEAKERS.consent, _SPEAKERS.offered_name, _ROLES.speaks_for_office
).where(
    _SPEAKERS.meeting_id == bindparam("meeting"),
    _SPEAKERS.label_text == bindparam("label"),
    _SPEAKERS.deleted_at.is_(None),
    _ROLES.id == _SPEAKERS.role_id,
)
_SPEAKER = select(Speaker).where(
    Speaker.meeting_id == bindparam("meeting"), Speaker.label_text == bindparam("label"), Speaker.deleted_at.is_(None)
)
_THEME = select(Theme).where(Theme.name == bindparam("name"), Theme.deleted_at.is_(None))


@dataclass(slots=True)
class Recorded:
    """A line, who said it, what its mark made of it (None for a note or praise), its themes as the office has them."""

    line: Line
    speaker: Spoke
    made: Made | None
    themes: tuple[str, ...] = ()


def role_names(session: Session) -> list[str]:
    """The closed list of speaker roles, as the office spells them."""
    return list(
        session.scalars(select(SpeakerRole.name).where(SpeakerRole.deleted_at.is_(None)).order_by(SpeakerRole.position))
    )


def speaker_for(session: Session, meeting: Meeting, label: str) -> Speaker:
    """The speaker of this meeting called `label`, made from its role when they speak first. Refusal if no such role."""
    known = session.scalar(_SPEAKER, {"meeting": meeting.id, "label": label})
    if known is not None:
        return known
    roles = session.scalars(select(SpeakerRole).where(SpeakerRole.deleted_at.is_(None))).all()
    role, spelled = _role_of(roles, label)
    if spelled != label:
        return speaker_for(session, meeting, spelled)
    consent = Consent.WITH_ROLE if role.speaks_for_office else Consent.NOTHING_OUTSIDE
    speaker = Speaker(meeting=meeting, role=role, label_text=label, consent=consent)
    session.add(speaker)
    session.flush()
    return speaker


def _role_of(roles: Sequence[SpeakerRole], label: str) -> tuple[SpeakerRole, str]:
    """The role a label means, and the label as the office spells it."""
    spelled = ((role, role.label_for(label)) for role in roles)
    for role, text in sorted(((role, text) for role, text in spelled if text), key=lambda found: -len(found[0].name)):
        return role, text
    raise Refusal(
        f'"{label[:40]}" is not a speaker role of this office. Use one of: '
        + ", ".join(sorted(role.name for role in roles))
        + "."
    )


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
    return session.scalars(_THEME, {"name": name.lower()}).first() or Theme(name=name)


def make_marked(session: Session, line: Line) -> Made | None:
    """Make what the mark of a saved line stands for; None when the line made one before, or makes none."""
    kind = KINDS.get(line.mark)
    if kind is None or line.struck_at is not None:
        return None
    if is_final(session, line.meeting_id):
        raise Refusal(f"The minutes of {line.meeting.label} are final, so its lines make nothing new.")
    if session.scalars(select(kind.id).where(kind.line_id == line.id, kind.deleted_at.is_(None))).first():
        return None
    themes = [theme.name for theme in line.themes]
    return _make(session, line, line.meeting, themes, _categories(session) if kind is Concern else ())


def _make(
    session: Session, line: Line, meeting: Meeting, themes: Sequence[str], categories: Sequence[Category]
) -> Made | None:
    made: Made
    if line.mark is Mark.CONCERN:
        about = (category for category in categories if any(category.has_theme(theme) for theme in themes))
        made = Concern(
            words=line.words,
            line=line,
            meeting=meeting,
            area_id=meeting.area_id,
            heard_on=meeting.held_on,
            source=Source.SESSION,
            category=next(about, None),
        )
    elif line.mark in OWED:
        made = OWED[line.mark](words=line.words, line=line, meeting=meeting, area_id=meeting.area_id)
    else:
        return None
    session.add(made)
    return made


def _categories(session: Session) -> Sequence[Category]:
    return session.scalars(select(Category).where(Category.deleted_at.is_(None)).order_by(Category.position)).all()


class Notes:
    """The notes of one meeting while lines are added: keeps speakers, themes and the last position at hand."""

    def __init__(self, session: Session, meeting: Meeting) -> None:
        self._session = session
        self._meeting = meeting
        self._speakers: dict[str, Spoke] = {}
        self._themes: dict[str, Theme] = {}
        self._categories: Sequence[Category] | None = None
        last, state = session.execute(_WHERE_NOTES_STAND, {"meeting": meeting.id}).one()
        self._last = last or 0
        remember(session, meeting.id, state)
        if is_final(session, meeting.id):
            raise Refusal(f"The minutes of {meeting.label} are final and take no new lines. Add a dated correction.")

    def record(self, captured: Captured, said_at: datetime | None, *, makes: bool = True) -> Recorded:
        """Add one line after the last, and what its mark makes: date, area and speaker carry over."""
        if not captured.words:
            raise Refusal("A line has a sign but no words. Type what was said behind it.")
        # Everything is asked before the line stands in the session: a question after it would write it out first.
        speaker = self._speaker(captured.speaker or DEFAULT_ROLE)
        themes = [self._theme(name) for name in captured.themes]
        if makes and captured.mark is Mark.CONCERN and self._categories is None:
            self._categories = _categories(self._session)
        self._last += POSITION_STEP
        line = Line(
            meeting=self._meeting,
            speaker_id=speaker.id,
            position=self._last,
            said_at=said_at,
            mark=captured.mark,
            verbatim=captured.verbatim,
            interpreted=captured.interpreted,
            words=captured.words,
        )
        self._session.add(line)
        self._session.add_all(LineTheme(line=line, theme=theme) for theme in themes)
        made = None
        if makes:
            made = _make(self._session, line, self._meeting, captured.themes, self._categories or ())
        return Recorded(line, speaker, made, tuple(theme.name for theme in themes))

    def _speaker(self, label: str) -> Spoke:
        if label not in self._speakers:
            row = self._session.execute(_SPOKE, {"meeting": self._meeting.id, "label": label}).first()
            self._speakers[label] = Spoke(*row) if row else spoke(speaker_for(self._session, self._meeting, label))
        return self._speakers[label]

    def _theme(self, name: str) -> Theme:
        if name not in self._themes:
            self._themes[name] = theme_called(self._session, name)
        return self._themes[name]
