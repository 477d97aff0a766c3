"""Putting files on a record and reading them again: plain jobs beside the window."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from uuid import uuid4

from desktop.models.attachment import Attachment
from desktop.models.records import BY_KIND
from desktop.models.refusal import Refusal
from desktop.store import bin as bin_
from desktop.store.files import LARGEST_FILE, attach
from desktop.store.store import Store
from desktop.store.writing import WritingSession
from desktop.views.forms.opened_copies import ENDINGS, OpenedCopies
from desktop.views.saying import N_, say

MEGABYTE = 1024 * 1024
KINDS = {
    "image/png": N_("Picture"),
    "image/jpeg": N_("Picture"),
    "application/pdf": "PDF",
    "text/plain": N_("Text"),
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": N_("Document"),
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": N_("Workbook"),
    "application/vnd.openxmlformats-officedocument.presentationml.presentation": N_("Slides"),
    "application/vnd.oasis.opendocument.text": N_("Document"),
    "application/vnd.oasis.opendocument.spreadsheet": N_("Workbook"),
    "application/vnd.oasis.opendocument.presentation": N_("Slides"),
}
KEPT_ONLY = N_("This kind of file is kept here safely, but not opened from here.")


def kind_words(media_type: str, size: int) -> str:
    """PDF, 1.2 MB."""
    named = say(KINDS.get(media_type, N_("File")))
    if size < MEGABYTE:
        return f"{named}, {max(1, round(size / 1024))} KB"
    return f"{named}, {size / MEGABYTE:.1f} MB"


def may_be_opened(media_type: str) -> bool:
    """Whether it is a sort of paper that only shows something."""
    return media_type in ENDINGS


@dataclass(frozen=True, slots=True)
class AttachFiles:
    """Puts files on a record, one after the other; gives how many."""

    paths: tuple[Path, ...]
    kind: str
    record_id: int

    def __call__(self, store: Store, tell: Callable[..., None]) -> int:
        """Run beside the window. Refusal for the first that cannot be attached; those before it stay."""
        shelf = store.shelf
        label = "Attach a file" if len(self.paths) == 1 else "Attach files"
        together = f"attach:{uuid4()}"  # dropped at once, undone at once
        for done, path in enumerate(self.paths):
            tell(done, len(self.paths))
            data = _read(path)
            shelf.put(data)  # durable before the writer is kept waiting

            def work(session: WritingSession, name: str = path.name, data: bytes = data) -> None:
                record = session.get(BY_KIND[self.kind], self.record_id)
                if record is None or record.is_deleted:
                    raise Refusal("This record is gone or in the Bin, so nothing can be attached to it.")
                attach(session, shelf, record, name, data)

            store.write(label, work, edit=together).result()
        return len(self.paths)


def _read(path: Path) -> bytes:
    try:
        if not path.is_file():
            raise Refusal(f"{path.name} is no file. Choose one file, or several.")
        if (size := path.stat().st_size) > LARGEST_FILE:
            raise Refusal(
                f"{path.name} has {size // MEGABYTE} MB, and an attachment at most {LARGEST_FILE // MEGABYTE} MB. "
                "Make it smaller, or keep it elsewhere and note where."
            )
        return path.read_bytes()
    except OSError:
        raise Refusal(f"{path.name} cannot be read. Check that it is still there and that you may open it.") from None


@dataclass(frozen=True, slots=True)
class OpenCopy:
    """Brings a paper out of the shelf into a private folder; gives where it lies."""

    name: str
    media_type: str
    address: str
    copies: OpenedCopies

    def __call__(self, store: Store, tell: Callable[..., None]) -> Path:
        """Run beside the window."""
        tell(0, 0)
        data = store.shelf.get(self.address)
        return self.copies.write(self.name, self.media_type, data)


@dataclass(frozen=True, slots=True)
class TakeOff:
    """Puts an attachment into the Bin; its bytes stay until the Bin is emptied."""

    attachment_id: int

    def __call__(self, session: WritingSession) -> None:
        """Run by the store's writer."""
        attachment = session.get(Attachment, self.attachment_id)
        if attachment is None:
            raise Refusal("This file is gone already.")
        bin_.put_in_bin(session, attachment)
