"""One concern on paper, from the same disclosed row that a list would print."""

from dataclasses import dataclass
from typing import Any

from desktop.documents.concern_page import ConcernPage, write_concern_page
from desktop.documents.extract import Extract
from desktop.documents.words import Words
from desktop.jobs.order import Order
from desktop.jobs.papers import Place, Remarks, sheet_of
from desktop.jobs.writers import boxed
from desktop.models.field import Field
from desktop.models.minutes_content import Said
from desktop.models.refusal import Refusal

ELSEWHERE = frozenset({"number", "title", "words", "area", "status", "answer", "told_on", "told_how", "struck_at"})
"""What the page says at a place of its own, not among the facts."""


def print_concern(found: Extract, place: Place, order: Order) -> Remarks:
    """The page of the one concern in an extract; Refusal when it is not there any more."""
    rows = list(found.rows)  # read to the end: only then is it known what was withheld
    if len(rows) != 1:
        raise Refusal("A concern page is of one concern, and it is not here any more. Choose it again.")
    words = Words(order.language)
    page = _page(_Row(found, rows[0], words), words, found)
    return boxed(write_concern_page(page, found.about, place, sheet=sheet_of(order), language=order.language))


@dataclass(frozen=True, slots=True)
class _Row:
    found: Extract
    values: tuple[Any, ...]
    words: Words

    def known(self, key: str) -> tuple[Field, Any] | None:
        """The field and its value, where this audience gets it."""
        return next(
            (known for known in zip(self.found.fields, self.values[1:], strict=True) if known[0].key == key), None
        )

    def text(self, key: str) -> str:
        """The value as people read it, empty where there is none."""
        known = self.known(key)
        return self.written(*known) if known is not None else ""

    def written(self, about: Field, value: Any) -> str:
        """A value, in the language of the page."""
        return self.words.value(about, value, self.found.about.zone)


def _page(row: _Row, words: Words, found: Extract) -> ConcernPage:
    struck = row.known("struck_at")
    struck_at = struck[1].astimezone(found.about.zone) if struck is not None and struck[1] is not None else None
    facts = [
        (about.label, text)
        for about, value in zip(found.fields, row.values[1:], strict=True)
        if about.key not in ELSEWHERE and not about.hidden and (text := row.written(about, value))
    ]
    withheld = words.withheld(found.withheld)
    withheld += [words(about.label) for about in found.left_out if not about.hidden]
    return ConcernPage(
        number=row.text("number"),
        title=row.text("title") or row.text("number"),
        area=row.text("area"),
        status=row.text("status"),
        said=Said(row.text("words") or row.text("title"), struck_at=struck_at),
        heard="",
        facts=facts,
        answer=row.text("answer"),
        told=words.listed([row.text("told_on"), row.text("told_how")]),
        withheld=withheld,
    )
