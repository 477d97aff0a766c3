"""Every printed document with content to look at, for tests that hold for all of them."""

import enum
from collections.abc import Callable, Iterator, Sequence
from dataclasses import fields, is_dataclass, replace
from datetime import date, datetime, time
from functools import partial
from io import BytesIO
from itertools import cycle, repeat
from pathlib import Path
from typing import Any, TypeVar, cast
from zoneinfo import ZoneInfo

from reportlab.lib.pagesizes import A4

from desktop.documents.concern_list import write_concern_list
from desktop.documents.concern_page import ConcernPage, Happened, write_concern_page
from desktop.documents.day_sheet import DUE, LATE, ComingUp, DaySheet, ToDo, write_day_sheet
from desktop.documents.extract import Extract
from desktop.documents.meeting_plan import MeetingPlan, PlannedItem, write_agenda, write_run_sheet
from desktop.documents.minutes import write_minutes
from desktop.documents.pages import Pages
from desktop.documents.recovery_sheet import write_recovery_sheet
from desktop.documents.sign_in import SignIn, write_sign_in
from desktop.documents.slips import BOTH, Way, write_concern_slips, write_how_to, write_sign_in_slips
from desktop.documents.story import Story
from desktop.documents.styles import LARGE, Sheet
from desktop.documents.word_minutes import write_word_minutes
from desktop.documents.words import Words
from desktop.models.concern import CONCERN_FIELDS
from desktop.models.disclosure import Audience, Withheld
from desktop.models.due import LATE as LATE_BY
from desktop.models.due import TODAY, Clock, Counted
from desktop.models.minutes import MinutesState
from desktop.models.minutes_content import LastTime, MinutesContent, OwedItem, PromiseState, Raised, Said
from desktop.models.passed_on import Exit
from tests.documents.conftest import made_about

WAYS = (Way("Detectives", "", ""), Way("Fernhill tip line", "555-0188", "2 Harbor Row"))
ROWS_OF_TEXTS = 3
FEW = 4
ALVAREZ = "Officer R. Alvarez"
CODE = "7KQ4M-Z0W9X-11JH2-PD8TV-AB3C5-MMWWQ-9R0E6-YS4GN"
LANGUAGES_OF_THE_WORLD = {
    "en": "The lamp on Alder St is dark, “my mother” says – C26-0142, 555-0100 … × ½",
    "es": "¿Está bien escrito? Mañana, el niño y la cigüeña",
    "vi": "Tất cả mọi người sinh ra đều được tự do và bình đẳng về nhân phẩm. Đặng Văn Ơn",
    "pl, cs, tr, hu, is": "Łódź, příliš žluťoučký kůň, ığdır şeker, árvíztűrő tükörfúrógép, þórður",
    "yo, ig, ha": "iyì àti ẹ̀tọ́ kọ̀ọ̀kan, ụbọchị, ƙasa ɗaya",
    "ru, uk, kk": "Все люди рождаются свободными; її ґанок; Қазақстан әңгіме",
    "el": "Όλοι οι άνθρωποι γεννιούνται ελεύθεροι και ίσοι",
    "ar": "يولد جميع الناس أحراراً متساوين في الكرامة والحقوق، 125 Main St.",
    "fa": "تمام افراد بشر آزاد به دنیا می‌آیند ۱۲۳۴، پچژگ",
    "he": "כל בני האדם נולדו בני חורין, שָׁלוֹם (12:30)",
    "hi": "सभी मनुष्यों को गौरव और क्षत्रिय अधिकारों के विषय में है।",
    "bn": "সমস্ত মানুষ স্বাধীনভাবে সমান মর্যাদা এবং অধিকার নিয়ে জন্মগ্রহণ করে।",
    "zh": "人人生而自由，在尊严和权利上一律平等。路燈壞了三個星期，我哋喺度等緊。",
    "ko": "모든 인간은 태어날 때부터 자유로우며 그 존엄과 권리에 있어 동등하다.",
    "am": "የሰው ልጅ ሁሉ ሲወለድ ነጻና በክብርና በመብትም እኩልነት ያለው ነው።",
    "ht": "Tout moun fèt lib, egal ego pou diyite kou wè dwa.",
    "so": "Aadanaha dhammaantiis wuxuu dhashaa isagoo xor ah kana siman xagga sharafta.",
}
"""A sentence in each language that comes to our desk."""

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
    shown = tuple(CONCERN_FIELDS[key] for key in SHOWN)
    return Extract("Concerns", "concerns", shown, (row for _ in range(count)), Withheld(), (), made_about())


def sample_page(story: Story, place: Path | BytesIO) -> None:
    """What is in the story on plain pages."""
    Pages(story.sheet, story.words, "Sample", "Office", (50, 50), (50, 50)).write(story.flowables, place)


def recovery_sheet(path: Path, language: str = "en") -> None:
    """The sheet of an invented code."""
    made_at = datetime(2026, 10, 15, 14, 14, tzinfo=ZoneInfo("America/New_York"))
    write_recovery_sheet("Fernhill community liaison office", CODE, made_at, path, language=language)


def made_plan() -> MeetingPlan:
    """The meeting of the printed example."""
    return MeetingPlan(
        title="Eastmarket: deliveries and dumping",
        starts_at=datetime(2026, 10, 22, 18, 30),
        ends_at=datetime(2026, 10, 22, 20, 0),
        place="Eastmarket hall, 212 Market Row",
        opens_at=time(18, 0),
        closes_at=time(19, 59),
        hall_until=time(20, 15),
        items=[
            PlannedItem(time(18, 30), "Welcome, ground rules, how notes work", "D. Okafor", 5, twice=True),
            PlannedItem(time(18, 40), "From last time: three promises", "R. Alvarez", 8, twice=True),
            PlannedItem(time(18, 56), "Delivery vans at the bus stop", "D. Okafor", 9, twice=True),
            PlannedItem(time(19, 14), "Break", "", 5),
            PlannedItem(time(19, 19), "Dumping behind the arcade", "R. Alvarez", 9, twice=True),
            PlannedItem(time(19, 37), "Open floor", "D. Okafor", 7, twice=True),
            PlannedItem(time(19, 51), "Read promises back, close", "R. Alvarez", 4, twice=True),
        ],
        promised_on=date(2026, 7, 23),
        promises=[
            LastTime(PromiseState.DONE, Said("Bus stop sign moved back to the shelter"), "August 11", None),
            LastTime(PromiseState.UNDER_WAY, Said("Loading hours sign in Market Row"), "", date(2026, 11, 13)),
            LastTime(PromiseState.NOT_KEPT, Said("Large rubbish pick-up"), "because no city budget this year", None),
        ],
        rules=["One voice at a time", "No names needed", "Nothing is recorded"],
        roles=[("Leads", "D. Okafor"), ("Notes", "R. Alvarez"), ("Door", "M. Lindqvist")],
        checks=["Slips and pens on every table", "Who can see the screen? Ask", "Step-free door unlocked"],
        in_packet=["run sheet", "agenda in English and in Spanish", "sign-in sheet", "concern slips"],
        hall_keys="555-0126",
    )


def made_day(words: Words | None = None) -> DaySheet:
    """A working day of one officer."""
    words = words or Words()
    late, today = Counted(*LATE_BY, 3), Counted(TODAY, TODAY)
    return DaySheet(
        date(2026, 10, 19),
        "Officer R. Alvarez",
        [ComingUp(words.clock(time(18, 30)), "Listening session: street lighting", "Branch library, community room")],
        [
            (
                LATE,
                [
                    ToDo(
                        "C26-0138",
                        "The lot behind the arcade is full of bags",
                        "Eastmarket",
                        words.due(late, Clock.ANSWER),
                    )
                ],
            ),
            (DUE, [ToDo("R26-0001", "Call the lighting office", "Orchard Flats", words.due(today))] * 3),
        ],
    )


def made_concern(words: Words | None = None) -> ConcernPage:
    """One concern with all that can stand on its page."""
    words = words or Words()
    return ConcernPage(
        number="C26-0142",
        title="My mother walks in the road because she can’t see the curb",
        area="Orchard Flats",
        status=words("In progress"),
        said=Said("My mother walks in the road because she can’t see the curb.", True),
        heard="Resident, listening session M26-0031, October 15",
        facts=[
            ("Category", words("Lighting")),
            ("Who answers", ALVAREZ),
            ("Fix by", words.day(date(2027, 1, 5))),
            ("Heard on", words.day(date(2026, 10, 15))),
            ("Referred to", "City lighting office"),
        ],
        answer="Four lamps are dark. The lighting office repairs them by January 5.",
        told="Told on October 20, at the library and by phone",
        raised=[
            (words.day(date(2026, 10, 15)), words("Listening session")),
            (words.day(date(2026, 9, 17)), words("Coffee hour")),
        ],
        history=[Happened(date(2026, 10, 15), "Heard"), Happened(date(2026, 10, 19), "Answered", ALVAREZ)],
    )


def _sign_in(path: Path) -> None:
    write_sign_in(SignIn("Orchard Flats", date(2026, 10, 15), 2), made_about(), path)


Filled = TypeVar("Filled")


def filled(content: Filled, text: str) -> Filled:
    """The same content with `text` in the place of every word of people."""
    return refilled(content, repeat(text))


def refilled(content: Filled, texts: Iterator[str]) -> Filled:
    """The same content with the next of `texts` in the place of every word of people."""
    made: Any = content
    if isinstance(made, enum.Enum):
        return content
    if isinstance(made, str):
        made = next(texts)
    elif isinstance(made, list | tuple):
        made = type(made)(refilled(part, texts) for part in made)
    elif is_dataclass(made) and not isinstance(made, Withheld | type):
        made = replace(
            made, **{each.name: refilled(getattr(made, each.name), texts) for each in fields(made) if each.init}
        )
    return cast(Filled, made)


LONG_DOCUMENTS = ("minutes", "concern list", "run sheet", "agenda", "day sheet", "concern page")
"""Those that print words of people whole, many of them; the others have room for an office's name and a few words."""
DIRECTIONS = ("en", "ar")


def print_everything(texts: Sequence[str], folder: Path) -> list[Path]:
    """Every document, in each direction of reading, with `texts` in turn for the words of people; the finished files.

    What has room for few is printed as often as it takes for each text to come to its turn.
    """
    made: list[Path] = []

    def target(name: str, language: str, number: int = 0, ending: str = ".pdf") -> Path:
        made.append(folder / f"{name} {language} {number}{ending}")
        return made[-1]

    for language in DIRECTIONS:
        others = (language, "es")
        turns = cycle(texts)
        about = refilled(made_about(filter_text="*"), turns)
        write_minutes(refilled(made_minutes(), turns), about, target("minutes", language), language=language)
        word = target("minutes", language, ending=".docx")
        write_word_minutes(refilled(made_minutes(), turns), about, word, language=language)
        plan = refilled(made_plan(), turns)
        write_run_sheet(plan, about, target("run sheet", language), language=language)
        write_agenda(plan, about, target("agenda", language), language=language)
        write_day_sheet(refilled(made_day(), turns), about, target("day sheet", language), language=language)
        write_concern_page(refilled(made_concern(), turns), about, target("concern page", language), language=language)
        listed = made_concerns(ROWS_OF_TEXTS)
        listed.rows, listed.about = iter([refilled(tuple(row), turns) for row in listed.rows]), about
        write_concern_list(listed, target("concern list", language), language=language)
        for start in range(0, len(texts), FEW):
            some = texts[start : start + FEW]
            about = refilled(made_about(filter_text="*"), cycle(some))
            few = partial(target, language=language, number=start)
            write_concern_slips(about, [f"S{text[:20]}" for text in some], few("concern slips"), languages=others)
            write_sign_in_slips(about, 1, few("sign-in slips"), languages=others)
            write_sign_in(SignIn(" ".join(some), date(2026, 10, 15)), about, few("sign-in sheet"), languages=others)
            ways = [Way(text, text, text) for text in some]
            write_how_to(about, Exit.CRIME, ways, few("how-to slip"), languages=others)
            write_recovery_sheet(" ".join(some), CODE, about.made_at, few("recovery sheet"), language=language)
    return made


LARGE_FORMS: dict[str, Callable[..., object]] = {
    "concern slips in large type": lambda path, languages=BOTH: write_concern_slips(
        made_about(), ["S26-0412"], path, sheet=Sheet(scale=LARGE), languages=languages
    ),
    "sign-in slips in large type": lambda path, languages=BOTH: write_sign_in_slips(
        made_about(), 1, path, sheet=Sheet(scale=LARGE), languages=languages
    ),
    "sign-in sheet in large type": lambda path, languages=BOTH: write_sign_in(
        SignIn("Orchard Flats", date(2026, 10, 15)), made_about(), path, sheet=Sheet(scale=LARGE), languages=languages
    ),
    "how-to slip in large type": lambda path, languages=BOTH: write_how_to(
        made_about(), Exit.CRIME, WAYS, path, sheet=Sheet(scale=LARGE), languages=languages
    ),
}
"""What people write on by hand or take along, for whoever needs large type."""

DOCUMENTS: dict[str, Callable[[Path], object]] = {
    "minutes": lambda path: write_minutes(made_minutes(), made_about(), path),
    "minutes in Arabic": lambda path: write_minutes(made_minutes(), made_about(), path, language="ar"),
    "minutes in large type": lambda path: write_minutes(made_minutes(), made_about(), path, sheet=Sheet(scale=LARGE)),
    "concern list": lambda path: write_concern_list(made_concerns(40), path),
    "recovery sheet": recovery_sheet,
    "recovery sheet in Arabic": lambda path: recovery_sheet(path, "ar"),
    "how-to slip": lambda path: write_how_to(made_about(), Exit.CRIME, WAYS, path),
    "concern slips": lambda path: write_concern_slips(made_about(), ["S26-0412", "S26-0413"], path),
    "concern slips in Arabic": lambda path: write_concern_slips(
        made_about(), ["S26-0412"], path, languages=("ar", "en")
    ),
    "sign-in slips": lambda path: write_sign_in_slips(made_about(), 1, path),
    "sign-in sheet": _sign_in,
    "run sheet": lambda path: write_run_sheet(made_plan(), made_about(), path),
    "agenda": lambda path: write_agenda(made_plan(), made_about(), path),
    "agenda in Spanish, large": lambda path: write_agenda(
        made_plan(), made_about(), path, sheet=Sheet(A4, LARGE), language="es"
    ),
    "day sheet": lambda path: write_day_sheet(made_day(), made_about(), path),
    "concern page": lambda path: write_concern_page(made_concern(), made_about(), path),
    **LARGE_FORMS,
}
