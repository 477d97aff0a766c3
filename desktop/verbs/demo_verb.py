"""`demo`: a believable office of an invented town; the same seed and date make the same office."""

from argparse import ArgumentParser, ArgumentTypeError
from collections.abc import Callable, Sequence
from datetime import UTC, date, datetime, time, timedelta

from desktop.store.creating import NewOffice, create_office
from desktop.store.office_files import DEMO_PASSPHRASE
from desktop.store.opening import open_office
from desktop.verbs.demo_office import fill_demo, town
from desktop.verbs.office_arguments import parser, passphrase, print_json

CONCERNS = 150


def run(given: Sequence[str]) -> None:
    """Create the demo office and print where it is and who can sign in."""
    arguments = _parser().parse_args(given)
    today: date = arguments.today or datetime.now().astimezone().date()
    invented = town()
    office, first = invented["office"], invented["people"][0]
    secret = passphrase(arguments.passphrase_file)
    new = NewOffice(
        name=office["name"],
        person=first["name"],
        passphrase=secret,
        zone=office["zone"],
        title=first["title"],
        address=office["address"],
        phone=office["phone"],
    )
    clock = ticking_from(datetime.combine(today, time(9), tzinfo=UTC))
    create_office(arguments.office, new, clock=clock)
    store = open_office(arguments.office, secret, clock=clock)
    try:
        fill_demo(store, seed=arguments.seed, today=today, concerns=arguments.concerns, language=arguments.language)
    finally:
        store.close()
    if arguments.show_passphrase:
        (arguments.office / DEMO_PASSPHRASE).write_text(secret + "\n", encoding="utf-8")
    print_json({"office": str(arguments.office), "person": first["name"], "concerns": arguments.concerns})


def ticking_from(start: datetime) -> Callable[[], datetime]:
    """A clock that goes one millisecond at each look: the same demo gets the same ids."""
    looks = 0

    def clock() -> datetime:
        nonlocal looks
        looks += 1
        return start + timedelta(milliseconds=looks)

    return clock


def day(text: str) -> date:
    """A date as people write it in files, 2026-10-19."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise ArgumentTypeError(f"{text!r} is not a date such as 2026-10-19") from None


def how_many(text: str) -> int:
    """A number of concerns, 0 or more."""
    if not text.isascii() or not text.isdecimal():
        raise ArgumentTypeError(f"{text!r} is not a whole number, 0 or more")
    return int(text)


def _parser() -> ArgumentParser:
    made = parser("demo", "make a believable office of an invented town", signs_in=False)
    made.add_argument("--passphrase-file", metavar="FILE", help="file with the passphrase of the demo's first person")
    made.add_argument(
        "--show-passphrase", action="store_true", help="let the lock screen show the passphrase to everybody"
    )
    made.add_argument("--seed", type=int, default=1, help="another seed makes another office")
    made.add_argument("--today", type=day, help="the day the office is looked at (default: today)")
    made.add_argument("--concerns", type=how_many, default=CONCERNS, metavar="N", help="how many concerns")
    made.add_argument("--language", default="en", help="language of the words (this version: en)")
    return made
