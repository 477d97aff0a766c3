"""What an export or a print would take out of the office."""

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Leaving:
    """One list or document on its way out, described by the tab that shows it.

    `what` is a kind in the plural ("concerns") or "minutes"; `title` says it to a person, as in '42 concerns, view
    “Open and recent”'. `ids` are the records in the order they go on paper, None for all of them. `filter_text` is
    printed on the document, `name` begins the name of the file. `approved` is whether somebody let it go out as final.
    `only_ours` may be read in our office only; `owner` is whose day it is, None the whole office's.
    `chart` is what a printed list of concerns is counted by at its end, if anything.
    """

    what: str
    title: str
    ids: Sequence[int] | None = None
    filter_text: str = ""
    name: str = ""
    meeting: str = ""
    approved: bool = False
    only_ours: bool = False
    owner: int | None = None
    chart: str = ""
