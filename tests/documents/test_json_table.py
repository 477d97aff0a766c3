"""JSON: the models' attribute names, nothing lost, read row by row."""

import json
from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

from desktop.documents.json_table import records_of, write_json
from desktop.models.concern import CONCERN_FIELDS, Priority
from desktop.models.disclosure import Reason, Withheld
from desktop.models.line import LINE_FIELDS
from tests.documents.conftest import MadeExtract

FIELDS = [CONCERN_FIELDS[key] for key in ("id", "words", "area", "heard_on", "answered_at", "priority")]
ROW = (
    2**62 + 1,
    "„Wort“\x00\n=1",
    "Orchard Flats",
    date(2026, 10, 15),
    datetime(2026, 10, 16, 23, tzinfo=UTC),
    Priority.LOW,
)


def test_records_have_attribute_names_and_iso_values(extract: MadeExtract) -> None:
    fields = [*FIELDS, LINE_FIELDS["themes"]]
    assert list(records_of(extract(fields, [(*ROW, "lights\x1fbus"), (None,) * 7]))) == [
        {
            "id": "4611686018427387905",
            "words": "„Wort“\x00\n=1",
            "area": "Orchard Flats",
            "heard_on": "2026-10-15",
            "answered_at": "2026-10-16T19:00:00-04:00",
            "priority": "low",
            "themes": ["lights", "bus"],
        },
        {
            "id": None,
            "words": None,
            "area": None,
            "heard_on": None,
            "answered_at": None,
            "priority": None,
            "themes": [],
        },
    ]


def test_records_are_made_one_at_a_time(extract: MadeExtract) -> None:
    def rows() -> Iterator[tuple[Any, ...]]:
        yield ROW
        raise AssertionError("read ahead")

    assert next(records_of(extract(FIELDS, rows())))["area"] == "Orchard Flats"


def test_a_file_says_what_it_is_and_holds_the_records(tmp_path: Path, extract: MadeExtract) -> None:
    withheld = Withheld()

    def rows() -> Iterator[tuple[Any, ...]]:
        yield ROW
        withheld.values["Words", Reason.NOTHING_OUTSIDE] += 1
        yield ROW

    found = extract(FIELDS, rows(), withheld=withheld, left_out=(CONCERN_FIELDS["contact"],))
    write_json(found, tmp_path / "out.json")
    whole = json.loads((tmp_path / "out.json").read_text(encoding="utf-8"))
    assert list(whole) == ["kind", "about", "records", "withheld"]
    assert whole["kind"] == "concerns"
    assert whole["about"]["made_at"] == "2026-10-15T20:12:00-04:00"
    assert len(whole["records"]) == 2
    assert whole["withheld"] == {
        "rows": 0,
        "values": [{"field": "Words", "reason": "the speaker asked that nothing leaves the office", "count": 1}],
        "left_out": ["contact"],
    }


def test_an_empty_list_is_still_json(tmp_path: Path, extract: MadeExtract) -> None:
    write_json(extract(FIELDS, []), tmp_path / "out.json")
    assert json.loads((tmp_path / "out.json").read_text(encoding="utf-8"))["records"] == []


def test_naughty_strings_come_back_exactly(tmp_path: Path, extract: MadeExtract, naughty: list[str]) -> None:
    write_json(extract([CONCERN_FIELDS["words"]], [(text,) for text in naughty]), tmp_path / "out.json")
    whole = json.loads((tmp_path / "out.json").read_text(encoding="utf-8"))
    assert [record["words"] for record in whole["records"]] == naughty
