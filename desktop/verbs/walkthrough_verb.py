"""`walkthrough`: the whole job on a demo office, from typed notes to minutes, through the other verbs."""

import contextlib
import io
import json
import shutil
import sys
from argparse import ArgumentParser
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from desktop.bundled import bundled
from desktop.models.refusal import Refusal
from desktop.verbs.command import run_command

PASSPHRASE = "orchard lamps on alder street"
MARKER = "made-by-walkthrough.txt"


def run(given: Sequence[str]) -> int:
    """Do the job into a folder and say what was done and where."""
    arguments = _parser().parse_args(given)
    out: Path = arguments.out
    _clear(out)
    secret = out / "passphrase.txt"
    secret.write_text(PASSPHRASE + "\n", encoding="utf-8")
    steps = _Steps(out / "office", secret)
    steps.do(f"A demo office in {out / 'office'} (passphrase in {secret})", "demo")
    meeting = {"title": "The late bus and the steps", "starts_at": arguments.starts_at, "area": "Quarry Hill"}
    source = out / "meeting.json"
    source.write_text(json.dumps(meeting), encoding="utf-8")
    number = steps.do("A meeting to type notes in", "add", "meetings", "--from", str(source))[0]["number"]
    source.unlink()
    lines = steps.do("", "add", "lines", "--meeting", number, "--from", str(bundled("demo", "notes-quarry-hill.txt")))
    made = [line["number"] for line in lines if line["number"]]
    concern = next(name for name in made if name.startswith("C"))
    print(
        f"- {len(lines)} lines of notes brought into {number}; their marks made {len(made)} records such as {concern}"
    )
    steps.do(f"{concern} acknowledged", "set", concern, "status", "Acknowledged")
    found = steps.do("", "list", "concerns", "--filter", "bus", "--json")
    print(f"- {len(found)} concerns found for the word bus")
    steps.do(
        f"Minutes: {out / 'minutes.pdf'}", "export", "minutes", "--meeting", number, "--to", str(out / "minutes.pdf")
    )
    steps.do(f"Concerns: {out / 'concerns.xlsx'}", "export", "concerns", "--to", str(out / "concerns.xlsx"))
    steps.do(f"Concern list: {out / 'concerns.pdf'}", "export", "concerns", "--to", str(out / "concerns.pdf"))
    steps.do("The office is sound: every page, the journal's chain, search, files", "check", "--deep", "--json")
    return 0


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
            print(f"- {said}")
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
    made.add_argument("--starts-at", default="2026-11-19T18:00", help="when the meeting of the notes began")
    return made
