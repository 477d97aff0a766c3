"""What the tests of documents share: an office's word about itself, and lists made of nothing but values."""

from collections.abc import Callable, Iterable
from datetime import datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from desktop.documents.extract import About, Extract
from desktop.models.disclosure import Audience, Withheld
from desktop.models.field import Field

ZONE = ZoneInfo("America/New_York")
HOSTILE = Path(__file__).parents[2].parent / "shared" / "data" / "hostile"

MadeExtract = Callable[..., Extract]


def made_about(audience: Audience = Audience.OFFICE, **changes: Any) -> About:
    told: dict[str, Any] = {
        "office_name": "Fernhill community liaison office",
        "address": "1 Harbor Row",
        "phone": "555-0100",
        "filter_text": "",
        "made_at": datetime(2026, 10, 15, 20, 12, tzinfo=ZONE),
        "person": "R. Alvarez",
        "audience": audience,
        "journal_count": 1284,
        "journal_head": "3f0c9a5be17d42c8" * 4,
    }
    return About(**(told | changes))


@pytest.fixture
def about() -> Callable[..., About]:
    """Make what a document says of itself; keywords change it."""
    return made_about


@pytest.fixture
def extract() -> MadeExtract:
    """Make an extract: fields, rows of values (the id is added), and keywords for the rest."""

    def made(fields: Iterable[Field], rows: Iterable[tuple[Any, ...]], **changes: Any) -> Extract:
        told: dict[str, Any] = {
            "title": "Concerns",
            "kinds": "concerns",
            "fields": tuple(fields),
            "rows": ((number, *row) for number, row in enumerate(rows, 3_760_193_536_000_012_345)),
            "withheld": Withheld(),
            "left_out": (),
            "about": made_about(),
        }
        return Extract(**(told | changes))

    return made


@pytest.fixture
def naughty() -> list[str]:
    """The big list of naughty strings, where the folder with foreign files lies beside the repository."""
    path = HOSTILE / "blns.json"
    if not path.exists():
        pytest.skip(f"{path} is not here")
    import json

    strings: list[str] = json.loads(path.read_text(encoding="utf-8"))
    return strings
