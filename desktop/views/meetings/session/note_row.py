"""One row of the stream: a line, or the heading of a point of the agenda, and how far it is saved."""

import enum
import itertools
from dataclasses import dataclass, field, replace
from datetime import datetime, tzinfo
from functools import partial

from desktop.models.line import Mark
from desktop.models.stream import Heading, Shown
from desktop.views.meetings.session.marks import MARK_LOOKS
from desktop.views.meetings.session.speaker_pill import consent_words
from desktop.views.saying import N_, say


class Kept(enum.Enum):
    """How far a row is saved; nothing is shown as saved before it is on the disk."""

    SAVING = "saving"
    SAVED = "saved"
    FAILED = N_("not saved, trying again")


_TOKENS = itertools.count()


@dataclass(slots=True)
class NoteRow:
    """A row of the stream: a `line` or a `heading`. `key` is the line's id, below zero until it has one.

    `token` tells it from all others, also when it is saved meanwhile; `version` when it looks otherwise than before.
    """

    key: int
    line: Shown | None = None
    heading: Heading | None = None
    kept: Kept = Kept.SAVED
    version: int = 0
    token: int = field(default_factory=partial(next, _TOKENS))

    def changed(self, line: Shown, kept: Kept = Kept.SAVED) -> "NoteRow":
        """The same row with another line in it."""
        return replace(self, key=line.id, line=line, kept=kept, version=self.version + 1)


def clock(moment: datetime | None, zone: tzinfo) -> str:
    """The time on the wall as the notes show it: 7:11."""
    if moment is None:
        return ""
    wall = moment.astimezone(zone)
    return f"{wall.hour % 12 or 12}:{wall.minute:02}"


def heading_words(heading: Heading, zone: tzinfo) -> str:
    """What stands over the lines of a point of the agenda."""
    return say(
        "{place}. {title}, started {clock}",
        place=heading.place,
        title=heading.title,
        clock=clock(heading.began_at, zone),
    )


def spoken_row(row: NoteRow, zone: tzinfo) -> str:
    """The whole row as a screen reader says it."""
    if row.heading is not None:
        return heading_words(row.heading, zone)
    line = row.line
    assert line is not None
    parts = [clock(line.said_at, zone), line.speaker, consent_words(line)]
    if line.mark is not Mark.NOTE:
        parts.append(MARK_LOOKS[line.mark].word)
    if line.interpreted:
        parts.append("interpreted")
    if line.struck_at is not None:
        parts.append(struck_words(line, zone))
    else:
        parts.append(f"“{line.words}”" if line.verbatim else line.words)
    parts += [f"#{theme}" for theme in line.themes]
    if row.kept is not Kept.SAVED:
        parts.append(say(row.kept.value))
    return ", ".join(part for part in parts if part)


def struck_words(line: Shown, zone: tzinfo) -> str:
    """What stands in place of struck words."""
    return say("struck at the speaker’s wish, {clock}", clock=clock(line.struck_at, zone))
