"""Blacking out parts of a paper: plain jobs beside the window. Everything is in memory until the copy is sealed."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import PurePath

from desktop.documents.redacted import PDF, PICTURES, Box, as_pdf, places_of, redacted, sizes_of
from desktop.documents.words import Words
from desktop.models.office import the_office
from desktop.models.records import BY_KIND
from desktop.models.refusal import Refusal
from desktop.store.files import attach
from desktop.store.store import Store
from desktop.store.writing import WritingSession
from desktop.views.leaving.page_images import Pages
from desktop.views.saying import N_, say

Boxes = Mapping[int, Sequence[Box]]
NAMED = N_("{name}, blacked out.pdf")


def may_be_blacked_out(media_type: str) -> bool:
    """Whether it has pages that can become pictures."""
    return media_type == PDF or media_type in PICTURES


@dataclass(frozen=True, slots=True)
class OpenPages:
    """Brings the pages of a paper into memory. Refusal when it cannot be opened."""

    address: str
    media_type: str

    def __call__(self, store: Store, tell: Callable[..., None]) -> Pages:
        """Run beside the window."""
        tell(0, 0)
        pdf = as_pdf(store.shelf.get(self.address), self.media_type)
        return Pages(pdf, sizes_of(pdf))


@dataclass(frozen=True, slots=True)
class FindWords:
    """Where some words stand on the pages."""

    pages: Pages
    words: str

    def __call__(self, store: Store, tell: Callable[..., None]) -> Boxes:
        """Run beside the window."""
        tell(0, 0)
        return places_of(self.pages.pdf, self.words)


@dataclass(frozen=True, slots=True)
class AttachBlackedOut:
    """Makes the copy and puts it on the record, beside the paper it was made of; gives its name."""

    pages: Pages
    boxes: Boxes
    name: str
    kind: str
    record_id: int

    def __call__(self, store: Store, tell: Callable[..., None]) -> str:
        """Run beside the window. Refusal when the record is gone."""
        tell(0, 0)
        with store.reading() as session:
            office = the_office(session).name
        name = say(NAMED, name=PurePath(self.name).stem)
        data = redacted(self.pages.pdf, self.boxes, title=name, author=office, words=Words())
        shelf = store.shelf
        shelf.put(data)  # durable before the writer is kept waiting

        def work(session: WritingSession) -> None:
            record = session.get(BY_KIND[self.kind], self.record_id)
            if record is None or record.is_deleted:
                raise Refusal("This record is gone or in the Bin, so nothing can be attached to it.")
            attach(session, shelf, record, name, data)

        store.write("Attach a copy with parts blacked out", work).result()
        return name
