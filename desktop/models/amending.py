"""Amending notes: another mark on an earlier line, other words, a line that was missed. What a line made follows it."""

from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from desktop.models.capture import Captured
from desktop.models.concern import Concern, StatusType, first_words
from desktop.models.line import POSITION_STEP, Line, Mark
from desktop.models.recording import KINDS, Made, Notes, make_marked, set_themes, speaker_for
from desktop.models.refusal import Refusal


def made_of(session: Session, line: Line) -> Made | None:
    """The live concern, promise, question or action that was made of a line."""
    for kind in KINDS.values():
        made = session.scalars(select(kind).where(kind.line_id == line.id, kind.deleted_at.is_(None))).first()
        if isinstance(made, Made):
            return made
    return None


def mark_as(session: Session, line: Line, mark: Mark, now: datetime) -> Made | None:
    """Put another mark on a line; gives what the new mark made.

    What the old mark made goes into the Bin as long as nobody worked on it. Refusal when somebody did, or when the
    line was struck.
    """
    if line.struck_at is not None:
        raise Refusal("This line was struck at the speaker's wish. It keeps the mark it had.")
    if line.mark is mark:
        return made_of(session, line)
    if (made := made_of(session, line)) is not None:
        if is_worked_on(made):
            raise Refusal(
                f"{made.label} was made of this line and is being worked on. Change it there, or bin it first."
            )
        made.deleted_at = now
    line.mark = mark
    line.sorted_at = None
    session.flush()
    made = make_marked(session, line)
    session.flush()
    return made


def is_worked_on(made: Made) -> bool:
    """Whether more is known of it than its line said, so that it must not vanish with a mark."""
    if isinstance(made, Concern):
        moved = made.status.type is not StatusType.NEW
        return moved or bool(made.answer or made.told_on or made.owner_id or made.referred_to_id)
    return bool(made.outcome or made.told_on or made.read_back_at)


def reword(session: Session, line: Line, captured: Captured, now: datetime) -> Made | None:
    """Write a line anew as typed: words, speaker, themes, and the mark if it has another sign now.

    What was made of it takes the new words when it still holds the old ones.
    """
    if not captured.words:
        raise Refusal("A line has a sign but no words. Type what was said behind it.")
    before = line.words
    line.words = captured.words
    line.interpreted = captured.interpreted
    line.verbatim = captured.verbatim
    if captured.speaker:
        line.speaker = speaker_for(session, line.meeting, captured.speaker)
    set_themes(session, line, captured.themes)
    made = made_of(session, line)
    if made is not None and made.words == before:
        made.words = captured.words
        if isinstance(made, Concern) and made.title == first_words(before or ""):
            made.title = first_words(captured.words)
    return mark_as(session, line, captured.mark, now)


def say_as_spoken(line: Line, spoken: bool) -> None:
    """Mark the words as the speaker's own, or no longer; what came through an interpreter is never quoted."""
    if spoken and line.interpreted:
        raise Refusal("These words came through an interpreter, so they are not quoted. Take that mark off first.")
    line.verbatim = spoken


def say_as_interpreted(line: Line, interpreted: bool) -> None:
    """Mark that the words came through an interpreter; then they are not the speaker's own."""
    line.interpreted = interpreted
    line.verbatim = line.verbatim and not interpreted


def insert_after(session: Session, line: Line, captured: Captured, said_at: datetime | None) -> Line:
    """A line that was missed, between `line` and the next; its time is that of the line before unless given."""
    recorded = Notes(session, line.meeting).record(captured, said_at or line.said_at)
    session.flush()
    recorded.line.item_id = line.item_id
    recorded.line.position = _place_after(session, line, recorded.line)
    session.flush()
    return recorded.line


def _place_after(session: Session, line: Line, moved: Line) -> int:
    """A free place between `line` and the one after it; the later lines make room when there is none."""
    after = Line.meeting_id == line.meeting_id, Line.position > line.position, Line.id != moved.id
    following = session.scalar(select(func.min(Line.position)).where(*after))
    if following is None:
        return line.position + POSITION_STEP
    if following - line.position < 2:
        for later in session.scalars(select(Line).where(*after).order_by(Line.position.desc())):
            later.position += POSITION_STEP
        following += POSITION_STEP
    return (line.position + following) // 2
