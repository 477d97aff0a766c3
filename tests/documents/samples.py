"""Every printed document with content to look at, for tests that hold for all of them."""

from collections.abc import Callable
from datetime import date, datetime
from io import BytesIO
from pathlib import Path
from zoneinfo import ZoneInfo

from desktop.documents.concern_list import write_concern_list
from desktop.documents.extract import Extract
from desktop.documents.minutes import write_minutes
from desktop.documents.pages import Pages
from desktop.documents.recovery_sheet import write_recovery_sheet
from desktop.documents.story import Story
from desktop.documents.styles import LARGE, Sheet
from desktop.models.concern import CONCERN_FIELDS
from desktop.models.disclosure import Audience, Withheld
from desktop.models.minutes import MinutesState
from desktop.models.minutes_content import LastTime, MinutesContent, OwedItem, PromiseState, Raised, Said
from tests.documents.conftest import made_about

ALVAREZ = "Officer R. Alvarez"
CODE = "7KQ4M-Z0W9X-11JH2-PD8TV-AB3C5-MMWWQ-9R0E6-YS4GN"
SHOWN = ("number", "title", "area", "category", "status", "heard_on", "answer_due", "resolve_by", "owner")


def made_minutes() -> MinutesContent:
    """The minutes of the printed example."""
    made = MinutesContent(
        audience=Audience.PARTNER,
        number="M26-0031",
        title="Street lighting and the walk to school",
        sort="Listening session",
        area="Orchard Flats",
        place="Branch library, community room",
        starts_at=datetime(2026, 10, 15, 18, 30),
        ends_at=datetime(2026, 10, 15, 20, 1),
        adults=24,
        young_people=7,
        officers=1,
        also_here="Branch library, parents’ group",
        state=MinutesState.READ_BACK,
        read_back_at=datetime(2026, 10, 15, 19, 58),
        approved_by="",
        summary="",
        corrections="",
        last_time_on=date(2026, 9, 17),
        next_on=date(2026, 11, 19),
    )
    made.last_time = [
        LastTime(PromiseState.DONE, Said("Count the dark lamps on Alder St"), "Counted October 8, four dark", None),
        LastTime(PromiseState.UNDER_WAY, Said("Speed sign on Orchard Rd"), "", date(2026, 11, 16)),
    ]
    made.concerns = [
        Raised("C26-0143", Said("Cars don’t stop at the crosswalk."), ALVAREZ, date(2026, 10, 20), None),
        Raised("C26-0142", Said("My mother walks in the road.", True), ALVAREZ, None, date(2026, 10, 19)),
        Raised("C26-0144", Said("", struck_at=datetime(2026, 10, 15, 19, 12)), "", date(2026, 10, 20), None),
    ]
    made.promises = [OwedItem("R26-0001", Said("Call the lighting office"), ALVAREZ, date(2026, 10, 19))]
    made.questions = [OwedItem("Q26-0001", Said("Who decides?"), ALVAREZ, date(2026, 10, 22))]
    made.actions = [OwedItem("T26-0001", Said("Ask the branch manager"), "Library staff", date(2026, 10, 20))]
    made.praise = [Said("The crossing guard knows every child.")]
    return made


def made_concerns(count: int) -> Extract:
    """A list of concerns, the longest words in every column."""
    row = (
        1, "C26-0142", "My mother walks in the road because she can’t see the curb", "Orchard Flats", "Lighting",
        "Acknowledged", date(2026, 10, 15), date(2026, 10, 20), date(2027, 1, 5), ALVAREZ,
    )  # fmt: skip
    fields = tuple(CONCERN_FIELDS[key] for key in SHOWN)
    return Extract("Concerns", "concerns", fields, (row for _ in range(count)), Withheld(), (), made_about())


def sample_page(story: Story, place: Path | BytesIO) -> None:
    """What is in the story on plain pages."""
    Pages(story.sheet, story.words, "Sample", "Office", (50, 50), (50, 50)).write(story.flowables, place)


def _recovery(path: Path) -> None:
    made_at = datetime(2026, 10, 15, 14, 14, tzinfo=ZoneInfo("America/New_York"))
    write_recovery_sheet("Fernhill community liaison office", CODE, made_at, path)


DOCUMENTS: dict[str, Callable[[Path], object]] = {
    "minutes": lambda path: write_minutes(made_minutes(), made_about(), path),
    "minutes in Arabic": lambda path: write_minutes(made_minutes(), made_about(), path, language="ar"),
    "minutes in large type": lambda path: write_minutes(made_minutes(), made_about(), path, sheet=Sheet(scale=LARGE)),
    "concern list": lambda path: write_concern_list(made_concerns(40), path),
    "recovery sheet": _recovery,
}
