"""`walkthrough`: the whole job on a demo office: an evening in the window, its minutes on paper, and the proof.

The window is handed in: no verb imports it.
"""

import contextlib
import io
import json
import shutil
import sys
from argparse import ArgumentParser
from collections.abc import Callable, Sequence
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

from desktop.models.refusal import Refusal
from desktop.verbs.command import run_command

PASSPHRASE = "orchard lamps on alder street"
MARKER = "made-by-walkthrough.txt"
THURSDAY, WEEK = 3, 7

Play = Callable[[Path, str, Path, date], Any]


def run(given: Sequence[str], play: Play | None = None) -> int:
    """Do the job into a folder and say what was done and where."""
    arguments = _parser().parse_args(given)
    if play is None:
        raise Refusal("The walkthrough needs the window. Start it as `commonground walkthrough`.")
    out: Path = arguments.out
    day: date = arguments.day or last_thursday(datetime.now().astimezone().date())
    _clear(out)
    secret = out / "passphrase.txt"
    secret.write_text(PASSPHRASE + "\n", encoding="utf-8")
    pictures = out / "pictures"
    pictures.mkdir(exist_ok=True)
    steps = _Steps(out / "office", secret)
    steps.do(f"A demo office in {out / 'office'} (passphrase in {secret})", "demo", "--today", day.isoformat())
    print("- A listening session is played in the window, key by key; this takes a minute or two", flush=True)
    played = play(out / "office", PASSPHRASE, pictures, day)
    marks = ", ".join(f"{count} {mark}s" if mark != "praise" else f"{count} praise" for mark, count in _marks(played))
    print(
        f"- {played.lines} lines of {played.speakers} speakers in {played.number}: {marks}; {played.interpreted} "
        f"through an interpreter, {played.struck} struck, {played.exits} passed on without a word kept"
    )
    print(f"- Wrapped up, promises read back, minutes final; pictures of it in {pictures}")
    found = steps.do("", "list", "concerns", "--filter", "laundromat", "--json")
    print(f"- {len(found)} concerns found for the word laundromat")
    minutes, concerns = out / "minutes.pdf", out / "concerns.xlsx"
    steps.do(f"Minutes: {minutes}", "export", "minutes", "--meeting", played.number, "--to", str(minutes))
    steps.do(f"Concerns: {concerns}", "export", "concerns", "--to", str(concerns))
    steps.do(f"Concern list: {out / 'concerns.pdf'}", "export", "concerns", "--to", str(out / "concerns.pdf"))
    steps.do("The office is sound: every page, the journal's chain, search, files", "check", "--deep", "--json")
    return 0


def last_thursday(today: date) -> date:
    """The Thursday before today: listening sessions are on Thursdays, and nothing is said in the future."""
    return today - timedelta(days=(today.weekday() - THURSDAY - 1) % WEEK + 1)


def _marks(played: Any) -> list[tuple[str, int]]:
    return [(str(mark.value), count) for mark, count in played.marks.most_common()]


class _Steps:
    """Runs verbs on one office, stopping at the first that does not succeed."""

    def __init__(self, office: Path, secret: Path) -> None:
        self._office = office
        self._secret = secret

    def do(self, said: str, verb: str, *arguments: str) -> Any:
        """Run one verb, print `said`, give its JSON."""
        printed = io.StringIO()
        with contextlib.redirect_stdout(printed):
            code = run_command([verb, str(self._office), *arguments, "--passphrase-file", str(self._secret)])
        if code:
            sys.stdout.write(printed.getvalue())
            raise Refusal(f"The step {verb} did not succeed; what it said stands above.")
        if said:
            print(f"- {said}", flush=True)
        return json.loads(printed.getvalue())


def _clear(out: Path) -> None:
    """Take away what an earlier walkthrough left; anything else in the folder is not ours to touch."""
    out.mkdir(parents=True, exist_ok=True)
    office, marker = out / "office", out / MARKER
    if office.exists():
        if not marker.exists():
            raise Refusal(f"{office} was not made by a walkthrough. Choose another folder with --out.")
        shutil.rmtree(office)
    marker.write_text("The folder office beside this file is made anew by every walkthrough.\n", encoding="utf-8")


def _parser() -> ArgumentParser:
    made = ArgumentParser(prog="commonground walkthrough", description="The whole job on a demo office.")
    made.add_argument("--out", type=Path, default=Path("out"), help="folder for the office and the documents")
    made.add_argument("--day", type=date.fromisoformat, help="the day of the session (default: the last Thursday)")
    return made
