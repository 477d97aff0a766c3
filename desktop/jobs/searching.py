"""Searching what goes out: each row on its way into the file, and the finished file before it gets its name."""

from collections.abc import Iterable, Iterator
from typing import Any

from desktop.documents.extract import Extract
from desktop.jobs.progress import Progress
from desktop.jobs.sought import FREE_TEXTS, Sought
from desktop.models.field import Field, FieldKind
from desktop.models.refusal import Refusal

NAMED = 5


def watched(found: Extract, sought: Sought, tell: Progress, total: int) -> "Watch":
    """Put a watch between the rows of an extract and their writer."""
    sought.explain(_frame(found))
    watch = Watch(found, sought, tell, total)
    found.rows = iter(watch)
    return watch


class Watch:
    """Counts the rows while a writer takes them, and looks into their texts for what was withheld elsewhere.

    A contact, or a resident's words, that somebody typed into a field meant for others stops the file. What others
    may show as well, such as an area's name or the same words of a resident who agreed, is not sought any longer.
    """

    def __init__(self, found: Extract, sought: Sought, tell: Progress, total: int) -> None:
        self.rows = 0
        self._source = found.rows
        self._sought = sought
        self._tell = tell
        self._total = total
        self._told: dict[str, None] = {}
        self._texts = [
            (place, about)
            for place, about in enumerate(found.fields, 1)
            if about.kind in FREE_TEXTS and not about.hidden
        ]
        self._names = [place for place, about in enumerate(found.fields, 1) if about.kind is FieldKind.REFERENCE]
        self._number = next((i for i, about in enumerate(found.fields, 1) if about.kind is FieldKind.NUMBER), 0)
        self._seen: set[Any] = set()

    def __iter__(self) -> Iterator[tuple[Any, ...]]:
        for row in self._source:
            self.rows += 1
            self._tell(self._total + self.rows, 2 * self._total)
            self._look_into(row)
            yield row

    def expect_nothing_told(self) -> None:
        """Refusal that names the records whose texts tell what is withheld."""
        if not self._told:
            return
        named = list(self._told)
        more = f" and {len(named) - NAMED} more" if len(named) > NAMED else ""
        raise Refusal(
            "The file was not saved: it would tell what is withheld from this audience. "
            f"{'; '.join(named[:NAMED])}{more}. "
            "Take it out there, or choose who else will read this."
        )

    def _look_into(self, row: tuple[Any, ...]) -> None:
        for place, about in self._texts:
            text = row[place]
            if type(text) is not str:
                continue
            for words, value in list(self._sought.found_in(text)):
                if value.telling and not (value.spoken and about.spoken):
                    self._told[f"{self._name(row)}, {about.label}: has what stands in {value.label}"] = None
                else:
                    self._sought.drop(words)
        for place in self._names:
            if (text := row[place]) not in self._seen and text is not None:
                self._seen.add(text)
                self._sought.explain([str(text)])

    def _name(self, row: tuple[Any, ...]) -> str:
        return str((row[self._number] if self._number else None) or row[0])


def expect_none_in(texts: Iterable[str], sought: Sought, tell: Progress) -> None:
    """Refusal when a finished file holds a value that was withheld."""
    if not sought.count:
        return
    found: dict[str, None] = {}
    for text in texts:
        tell(0, 0)
        for _, value in sought.found_in(text):
            found[value.label] = None
    if found:
        raise Refusal(
            f"The finished file was searched and holds what is withheld: {', '.join(found)}. It was not saved. "
            "Choose another format, and please report this: it is a mistake of Common Ground."
        )


def _frame(found: Extract) -> Iterator[str]:
    """What the document says of itself and its columns."""
    about = found.about
    yield from filter(None, (about.office_name, about.address, about.phone, about.filter_text, about.person))
    yield found.title
    shown: tuple[Field, ...] = (*found.fields, *found.left_out)
    yield from (field.label for field in shown)
