"""Which kinds of file a list or document can become, and the writer behind each; none is imported before it is used."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

from desktop.documents.extract import Extract
from desktop.jobs.order import Order
from desktop.jobs.papers import CONCERN, DOCUMENTS, MINUTES, Place, Remarks, sheet_of
from desktop.models.refusal import Refusal

PDF, DOCX = ".pdf", ".docx"
NAMED = 10

Writer = Callable[[Extract, Path], Remarks]


def endings_of(what: str) -> tuple[str, ...]:
    """The endings of the files that `what` can be written to, the usual one first."""
    if what == MINUTES:
        return (PDF, DOCX)
    if what in DOCUMENTS:
        return (PDF,)
    return tuple(_writers(what))


def writer_for(what: str, ending: str) -> Writer:
    """The writer of a list; Refusal names the endings there are."""
    writers = _writers(what)
    if ending not in writers:
        known = ", ".join(sorted(writers))
        raise Refusal(f'{what} cannot be written as "{ending}". Choose a file name that ends in one of: {known}.')
    return writers[ending]


def print_list(found: Extract, place: Place, order: Order | None = None) -> Remarks:
    """The PDF of a list, or of one concern, to a file or into memory; as `order` wants it set."""
    from desktop.documents.concern_list import write_concern_list

    if order is None:
        return boxed(write_concern_list(found, place))
    if order.what == CONCERN:
        from desktop.jobs.concern_paper import print_concern

        return print_concern(found, place, order)
    return boxed(write_concern_list(found, place, sheet=sheet_of(order), language=order.language, chart=order.chart))


def boxed(missing: Any) -> Remarks:
    """The sentence on characters that no font has, none where there are none."""
    if not missing:
        return []
    named = [f"U+{ord(character):04X}" for character in sorted(missing)]
    more = f" and {len(named) - NAMED} more" if len(named) > NAMED else ""
    return [f"The fonts lack {len(named)} characters, printed as boxes: {', '.join(named[:NAMED])}{more}."]


def replaced(count: int) -> Remarks:
    """The sentence on characters that a Word file cannot carry, none where there are none."""
    return [f"{count} characters that Word cannot hold became U+FFFD."] if count else []


def _writers(what: str) -> dict[str, Writer]:
    if what == CONCERN:
        return {PDF: print_list}
    printed: dict[str, Writer] = {PDF: print_list} if what == "concerns" else {}
    return {**printed, ".xlsx": _xlsx, ".csv": _csv, ".json": _json}


def _xlsx(found: Extract, target: Path) -> Remarks:
    from desktop.documents.workbook import write_workbook

    write_workbook(found, target)
    return []


def _csv(found: Extract, target: Path) -> Remarks:
    from desktop.documents.csv_table import write_csv

    write_csv(found, target)
    return []


def _json(found: Extract, target: Path) -> Remarks:
    from desktop.documents.json_table import write_json

    write_json(found, target)
    return []
