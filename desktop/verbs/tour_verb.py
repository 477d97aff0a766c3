"""`tour`: photographs every screen on a demo office. The window is handed in: no verb imports it."""

import contextlib
import io
import tempfile
from argparse import ArgumentParser
from collections.abc import Callable, Iterable, Sequence
from datetime import UTC, date, datetime, time
from pathlib import Path

from desktop.models.refusal import Refusal
from desktop.verbs import demo_verb

PASSPHRASE = "orchard lamps on alder street"
TODAY = date(2026, 10, 15)

Photograph = Callable[[Path, str, Path, Callable[[], datetime]], Iterable[Path]]


def run(given: Sequence[str], photograph: Photograph | None = None) -> None:
    """Make a demo office aside, take the pictures, and say where they are."""
    arguments = _parser().parse_args(given)
    if photograph is None:
        raise Refusal("The tour needs the window. Start it as `commonground tour`.")
    out: Path = arguments.out
    out.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as scratch:
        office, secret = Path(scratch) / "office", Path(scratch) / "passphrase.txt"
        secret.write_text(PASSPHRASE + "\n", encoding="utf-8")
        with contextlib.redirect_stdout(io.StringIO()):
            demo_verb.run([str(office), "--passphrase-file", str(secret), "--today", TODAY.isoformat()])
        clock = demo_verb.ticking_from(datetime.combine(TODAY, time(18), tzinfo=UTC))
        count = sum(1 for _ in photograph(office, PASSPHRASE, out, clock))
    print(f"{count} pictures and documents in {out}")


def _parser() -> ArgumentParser:
    made = ArgumentParser(prog="commonground tour", description="Photograph every screen on a demo office.")
    made.add_argument("--out", metavar="DIR", type=Path, default=Path("out") / "tour", help="folder for the pictures")
    return made
