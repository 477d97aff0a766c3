"""Attachments: photographs and papers that belong to a record; their bytes lie encrypted under `files/`."""

from sqlalchemy import String
from sqlalchemy.orm import Mapped, mapped_column

from desktop.models.base import Record, RecordId, ShortText
from desktop.models.field import Field, FieldKind, Fields


class Attachment(Record):
    """One file on one record. `address` names its encrypted bytes; equal content has one address."""

    __tablename__ = "attachment"
    kind = "attachment"
    kinds = "attachments"

    name: Mapped[ShortText]
    media_type: Mapped[ShortText]
    size: Mapped[int]
    address: Mapped[str] = mapped_column(String(64), index=True)
    record_kind: Mapped[ShortText]
    record_id: Mapped[int] = mapped_column(RecordId, index=True)


ATTACHMENT_FIELDS = Fields(
    Attachment,
    Field("id", "Id", FieldKind.ID, locked=True, hidden=True),
    Field("name", "File", searchable=True, needed=True),
    Field("media_type", "Type"),
    Field("size", "Size (bytes)", FieldKind.INTEGER),
    Field("address", "Address", locked=True, hidden=True),
    Field("record_kind", "Belongs to a", locked=True),
    Field("record_id", "Belongs to", FieldKind.ID, locked=True, hidden=True),
)
