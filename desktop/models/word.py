"""Words of the office: what its people write and no dictionary knows, so that it is not shown as misspelled."""

from datetime import datetime

from sqlalchemy.orm import Mapped, Session

from desktop.models.base import Record, ShortText
from desktop.models.disclosure import Audience
from desktop.models.field import Field, FieldKind, Fields
from desktop.models.refusal import Refusal

LONGEST = 60


class Word(Record):
    """One word, as it is written. Anybody who takes notes may add one."""

    __tablename__ = "word"
    kind = "word"
    kinds = "words"
    label_key = "text"
    alone_in = ("text",)

    text: Mapped[ShortText]

    def settle(self, session: Session, now: datetime) -> None:
        """Without blanks around it."""
        if self.text is not None:
            self.text = self.text.strip()

    def check(self) -> None:
        """One word, of a length that is typed."""
        if not self.text or len(self.text) > LONGEST or any(sign.isspace() for sign in self.text):
            raise Refusal('Write one word without blanks, such as "stormdrain".')


WORD_FIELDS = Fields(
    Word,
    Field("id", "Id", FieldKind.ID, locked=True, hidden=True),
    Field("text", "Word", audience=Audience.OFFICE, needed=True),
)
