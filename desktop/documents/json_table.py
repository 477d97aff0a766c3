"""JSON: records as other programs and `import` read them, one at a time, never the whole list in memory."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from desktop.documents.extract import Extract
from desktop.documents.whole_file import whole_file
from desktop.models.values import to_json


def records_of(extract: Extract) -> Iterator[dict[str, Any]]:
    """Yield {attribute name: value} per row: ids as text, references as labels, dates ISO, moments with offset."""
    fields = extract.fields
    zone = extract.about.zone
    for row in extract.rows:
        yield {field.key: to_json(field, value, zone) for field, value in zip(fields, row[1:], strict=True)}


def write_json(extract: Extract, path: Path) -> None:
    """Write {"kind", "about", "records", "withheld"}; the last is only known when the records are read."""
    with whole_file(path) as made, made.open("w", encoding="utf-8", newline="\n") as file:
        file.write(f'{{"kind": {_json(extract.kinds)},\n"about": {_json(_about(extract))},\n"records": [')
        between = "\n"
        for record in records_of(extract):
            file.write(between + _json(record))
            between = ",\n"
        file.write(f'\n],\n"withheld": {_json(_withheld(extract))}}}\n')


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False)


def _about(extract: Extract) -> dict[str, Any]:
    about = extract.about
    return {
        "office": about.office_name,
        "filter": about.filter_text,
        "made_at": about.made_at.isoformat(),
        "person": about.person,
        "audience": about.audience.value,
        "journal_count": about.journal_count,
        "journal_head": about.journal_head,
        **({"draft": True} if about.draft else {}),
    }


def _withheld(extract: Extract) -> dict[str, Any]:
    values = [
        {"field": label, "reason": reason.value, "count": count}
        for (label, reason), count in sorted(extract.withheld.values.items())
    ]
    left_out = [field.key for field in extract.left_out]
    return {"rows": extract.withheld.rows, "values": values, "left_out": left_out}
