"""A record with a sealed field, as later areas will keep one, for tests."""

from datetime import date
from typing import Any

from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes
from sqlalchemy.orm import Mapped, mapped_column

from desktop.models.access import YOUNG_PEOPLE
from desktop.models.base import Record, ShortText
from desktop.models.field import Field, FieldKind, Fields
from desktop.models.sealed import SealedText
from desktop.store.store import Store
from desktop.store.writing import WritingSession

SECRET = "Zyxwquartz Penhaligon"
OTHER = "Qvistgaard Zebulon"


class Mentee(Record):
    """A young person as later areas will keep one: a code for everybody, a name in a drawer."""

    __tablename__ = "mentee_of_a_test"
    kind = "mentee"
    kinds = "mentees"
    label_key = "code"

    code: Mapped[ShortText]
    name: Mapped[Any] = mapped_column(SealedText(YOUNG_PEOPLE), nullable=True)
    born: Mapped[date | None]


Fields(
    Mentee,
    Field("id", "Id", FieldKind.ID, locked=True, hidden=True),
    Field("code", "Code", needed=True),
    Field("name", "Name", FieldKind.SEALED, drawer=YOUNG_PEOPLE),
    Field("born", "Born", FieldKind.DATE),
)
TABLE = Mentee.metadata.tables[Mentee.__tablename__]
Record.metadata.remove(TABLE)  # no office but these has it


def changed(store: Store, record: Mentee, **values: Any) -> None:
    def work(session: WritingSession) -> None:
        own = session.get_one(Mentee, record.id)
        for key, value in values.items():
            setattr(own, key, value)

    store.write("Change a mentee", work).result()


def read(store: Store, record: Mentee) -> Any:
    with store.reading() as session:
        return session.get_one(Mentee, record.id).name


def raw(store: Store, record: Mentee) -> bytes:
    with store.reading() as session:
        found = session.connection().exec_driver_sql(f"SELECT name FROM mentee_of_a_test WHERE id = {record.id}")
        value: bytes = found.scalar_one()
        return value


def decrypted(key: bytes, content: bytes, *, log: bool) -> bytes:
    """All pages of a database file or its log, opened with the office key."""
    page, reserved, pages = 4096, 80, []
    for start in range(32 if log else 0, len(content), page + (24 if log else 0)):
        whole = content[start + (24 if log else 0) :][:page]
        first = int.from_bytes(content[start : start + 4], "big") == 1 if log else start == 0
        decryptor = Cipher(algorithms.AES(key), modes.CBC(whole[-reserved:][:16])).decryptor()
        pages.append(decryptor.update(whole[16 if first else 0 : -reserved]))
    return b"".join(pages)
