"""Lines: what was said, one breath at a time, with its mark."""

import enum
from datetime import datetime

from sqlalchemy import ForeignKey, Index, text
from sqlalchemy.orm import Mapped, Session, mapped_column, relationship

from desktop.models.base import LongText, Record, Reference, ShortText
from desktop.models.disclosure import Audience, Consent
from desktop.models.field import Field, FieldKind, Fields
from desktop.models.final import in_final_minutes
from desktop.models.meeting import AgendaItem, Meeting
from desktop.models.refusal import Refusal
from desktop.models.speaker import Speaker
from desktop.models.theme import Theme

# Room between two lines for one that was missed and is put in later.
POSITION_STEP = 1000


class Mark(enum.StrEnum):
    """What a line is besides a note."""

    NOTE = "note"
    CONCERN = "concern"
    PROMISE = "promise"
    QUESTION = "question"
    ACTION = "action"
    PRAISE = "praise"


class Line(Record):
    """One line of a meeting's notes.

    `verbatim` means the words are the speaker's own and may be quoted; `interpreted` that they reached us through
    an interpreter, and are never quoted. A struck line keeps its time and mark, not its words.
    """

    __tablename__ = "line"
    # The last line of a meeting is asked for before every new one, also when there are thousands.
    __table_args__ = (Index(None, "meeting_id", "position"),)
    kind = "line"
    kinds = "lines"
    label_key = "id"

    meeting_id: Mapped[Reference] = mapped_column(ForeignKey("meeting.id"))
    item_id: Mapped[Reference | None] = mapped_column(ForeignKey("agenda_item.id"))
    speaker_id: Mapped[Reference | None] = mapped_column(ForeignKey("speaker.id"))
    position: Mapped[int]
    said_at: Mapped[datetime | None]
    mark: Mapped[Mark] = mapped_column(default=Mark.NOTE)
    verbatim: Mapped[bool] = mapped_column(default=False)
    interpreted: Mapped[bool] = mapped_column(default=False)
    words: Mapped[LongText | None]
    struck_at: Mapped[datetime | None]
    struck_because: Mapped[ShortText | None]
    sorted_at: Mapped[datetime | None]

    meeting: Mapped[Meeting] = relationship()
    item: Mapped[AgendaItem | None] = relationship()
    speaker: Mapped[Speaker | None] = relationship()
    themed: Mapped[list["LineTheme"]] = relationship(back_populates="line")

    @property
    def consent(self) -> Consent:
        """What the speaker agreed to; a line without a speaker gets the least."""
        return self.speaker.consent if self.speaker else Consent.NOTHING_OUTSIDE

    @property
    def themes(self) -> list[Theme]:
        """The themes of the line, in the order they were typed."""
        return [link.theme for link in self.themed if not link.is_deleted]

    def expect_open(self, session: Session) -> None:
        """Final minutes lock the lines they were made of, and take no new ones."""
        if in_final_minutes(session, self):
            raise Refusal("The minutes of this meeting are final, so its lines are locked. Add a dated correction.")

    def check(self) -> None:
        """A line has words until it is struck, none afterwards, and interpreted words are never verbatim."""
        if not self.words and self.struck_at is None:
            raise Refusal("A line has no words. Type what was said, or take the line out.")
        if self.words and self.struck_at is not None:
            raise Refusal("This line was struck at the speaker's wish. Its words are not written again.")
        if self.verbatim and self.interpreted:
            raise Refusal("Words that came through an interpreter cannot be marked as spoken. Choose one of the two.")


class LineTheme(Record):
    """One theme on one line."""

    __tablename__ = "line_theme"
    __table_args__ = (
        Index(
            "uq_line_theme_line_id_theme_id_live",
            "line_id",
            "theme_id",
            unique=True,
            sqlite_where=text("deleted_at IS NULL"),
            postgresql_where=text("deleted_at IS NULL"),
        ),
    )
    kind = "line theme"
    kinds = "line-themes"
    label_key = "id"

    line_id: Mapped[Reference] = mapped_column(ForeignKey("line.id"))
    theme_id: Mapped[Reference] = mapped_column(ForeignKey("theme.id"))

    line: Mapped[Line] = relationship(back_populates="themed")
    theme: Mapped[Theme] = relationship()


LINE_FIELDS = Fields(
    Line,
    Field("id", "Id", FieldKind.ID, locked=True, hidden=True),
    Field("meeting", "Meeting", FieldKind.REFERENCE, audience=Audience.ANYONE, needed=True, target=Meeting),
    Field("said_at", "Time", FieldKind.MOMENT, audience=Audience.ANYONE, synonyms=("said at",)),
    Field("item", "Agenda item", FieldKind.REFERENCE, audience=Audience.ANYONE, target=AgendaItem, within="meeting"),
    Field(
        "speaker", "Speaker", FieldKind.REFERENCE, audience=Audience.ANYONE, role=True, target=Speaker, within="meeting"
    ),
    Field("mark", "Mark", FieldKind.CHOICE, audience=Audience.ANYONE, choices=Mark),
    Field("words", "Words", FieldKind.LONG_TEXT, audience=Audience.ANYONE, searchable=True, spoken=True, needed=True),
    Field("verbatim", "As spoken", FieldKind.YES_NO, audience=Audience.ANYONE),
    Field("interpreted", "Interpreted", FieldKind.YES_NO, audience=Audience.ANYONE),
    Field("themes", "Themes", FieldKind.REFERENCES, audience=Audience.ANYONE, target=Theme),
    Field("struck_at", "Struck", FieldKind.MOMENT, audience=Audience.ANYONE, locked=True),
    Field("struck_because", "Struck because", locked=True),
    Field("sorted_at", "Sorted", FieldKind.MOMENT, locked=True, hidden=True),
    Field("position", "Order", FieldKind.INTEGER, locked=True, hidden=True),
)

LINE_THEME_FIELDS = Fields(
    LineTheme,
    Field("id", "Id", FieldKind.ID, locked=True, hidden=True),
    Field("line", "Line", FieldKind.REFERENCE, needed=True, target=Line),
    Field("theme", "Theme", FieldKind.REFERENCE, needed=True, target=Theme),
)
