"""CSV: a list of records as plain text that a spreadsheet opens without running any of it."""

import csv
import enum
from collections.abc import Callable
from datetime import tzinfo
from pathlib import Path
from typing import Any

from desktop.documents.extract import Extract
from desktop.documents.whole_file import whole_file
from desktop.models.field import Field, FieldKind
from desktop.models.rows import LIST_SEPARATOR
from desktop.models.safe_cell import protect


def write_csv(extract: Extract, path: Path) -> None:
    """Write the list: UTF-8 with a byte order mark, CRLF, labels as heads, ids as text.

    Dates, moments and choices are as in JSON; several references in one cell stand with ", " between.
    """
    converters = [_converter(field, extract.about.zone) for field in extract.fields]
    with whole_file(path) as made, made.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.writer(file)
        writer.writerow([protect(field.label) for field in extract.fields])
        writer.writerows(
            ["" if value is None else to(value) for to, value in zip(converters, row[1:], strict=True)]
            for row in extract.rows
        )


def _converter(field: Field, zone: tzinfo) -> Callable[[Any], Any]:
    match field.kind:
        case FieldKind.ID | FieldKind.INTEGER:
            return str
        case FieldKind.YES_NO:
            return lambda value: "yes" if value else "no"
        case FieldKind.MOMENT:
            return lambda value: value.astimezone(zone).isoformat()
        case FieldKind.DATE | FieldKind.WALL_TIME:
            return lambda value: value.isoformat()
        case FieldKind.CHOICE:
            return lambda value: value.value if isinstance(value, enum.Enum) else protect(str(value))
        case FieldKind.REFERENCES:
            return lambda value: protect(", ".join(value.split(LIST_SEPARATOR)))
    return lambda value: protect(str(value))
